"""Reduction: nodes whose place in some best division follows from their neighbours' are taken out.

A node joins a neighbour where the edge between them weighs as much as all its others together
(Lange, Andres & Swoboda 2019, edge criterion, for single nodes); this holds for pendant nodes
and for nodes of two edges. A node of three edges becomes a triangle of its neighbours whose
cost is the same for each division of the three (the star-triangle transformation of spin
models, Fisher 1959). Each step keeps the least cost up to a known constant.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from legation.balance.frustration.net import Flags, Net, Places, Sides

_Near = list[dict[int, float]]
# A node, and its neighbours with their weights. Joined to the first alone where there is one.
_Step = tuple[int, tuple[tuple[int, float], ...]]


@dataclass(frozen=True, eq=False)
class Kernel:
    """What is left of a net, and the way back.

    Attributes
    ----------
    net
        The reduced net; its nodes are numbered anew.
    offset
        Cost that every division of the whole bears beyond that of the reduced net.
    names
        Node of the whole that each node of the reduced net stands for, int64[kept].
    order
        Number of nodes of the whole.
    """

    net: Net
    offset: float
    names: Places
    order: int
    steps: tuple[_Step, ...]

    def expand(self, side: Sides) -> Sides:
        """Give the best division of the whole that agrees with one of the reduced net."""
        whole = np.ones(self.order, np.int8)
        whole[self.names] = side
        for node, near in reversed(self.steps):
            whole[node] = (
                1 if sum(weight * int(whole[other]) for other, weight in near) >= 0 else -1
            )
        return whole


def reduce(net: Net, strict: bool = False) -> Kernel:
    """Take out of a net every node whose side follows from those of its neighbours.

    Parameters
    ----------
    net
        The net.
    strict
        Only steps that keep every best division, not just one of them.
    """
    near: _Near = [{} for _ in range(net.order)]
    for a, b, weight in zip(net.u.tolist(), net.v.tolist(), net.w.tolist(), strict=True):
        near[a][b] = near[b][a] = weight
    steps: list[_Step] = []
    offset = 0.0
    gone = np.zeros(net.order, bool)
    smallest = 1e-12 * float(np.abs(net.w).max(initial=1.0))
    waiting = deque(range(net.order))
    queued = [True] * net.order
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        around = near[node]
        if gone[node] or not around:
            continue
        other, weight = max(around.items(), key=lambda item: (abs(item[1]), -item[0]))
        rest = sum(map(abs, around.values())) - abs(weight)
        if abs(weight) > rest + smallest or (not strict and abs(weight) >= rest):
            touched = list(around)
            steps.append((node, ((other, weight),)))
            offset += _join(near, node, other, 1.0 if weight > 0 else -1.0, smallest)
        elif len(around) == 3 and not strict:
            touched = list(around)
            steps.append((node, tuple(around.items())))
            offset += _triangle(near, node, smallest)
        else:
            continue
        gone[node] = True
        for one in touched:
            if not queued[one]:
                queued[one] = True
                waiting.append(one)
    return _kernel(near, gone, offset, tuple(steps))


def contract(net: Net, tied: Flags) -> Kernel:
    """Join the ends of edges that are known not to be frustrated.

    Parameters
    ----------
    net
        The net.
    tied
        Such edges, bool[edges]; positive all of them, as in a switched net.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(int(tied.sum())), (net.u[tied], net.v[tied])), (net.order,) * 2)
    count, label = connected_components(links, directed=False)
    label = label.astype(np.int64)
    first = np.full(count, -1, np.int64)
    first[label[::-1]] = np.arange(net.order - 1, -1, -1)
    a, b = np.minimum(label[net.u], label[net.v]), np.maximum(label[net.u], label[net.v])
    inner = a == b
    offset = float(np.abs(net.w[inner & (net.w < 0)]).sum())
    keys, where = np.unique(a[~inner] * count + b[~inner], return_inverse=True)
    weights = net.w[~inner]
    friendly = np.bincount(where, np.maximum(weights, 0), len(keys))
    hostile = np.bincount(where, np.maximum(-weights, 0), len(keys))
    offset += float(np.minimum(friendly, hostile).sum())
    total = friendly - hostile
    kept = np.abs(total) > 1e-12 * float(np.abs(net.w).max(initial=1.0))
    merged = Net(count, keys[kept] // count, keys[kept] % count, total[kept])
    steps = tuple(
        (i, ((int(first[label[i]]), 1.0),)) for i in range(net.order) if first[label[i]] != i
    )
    return Kernel(merged, offset, first, net.order, steps)


def _join(near: _Near, node: int, into: int, parity: float, smallest: float) -> float:
    """Move the edges of a node to a neighbour that it sides with; give the cost that follows."""
    offset = 0.0
    around, near[node] = near[node], {}
    for other, weight in around.items():
        del near[other][node]
        if other != into:
            offset += _add(near, into, other, parity * weight, smallest)
    return offset


def _triangle(near: _Near, node: int, smallest: float) -> float:
    """Put a triangle in the place of a node of three edges, none heavier than both others."""
    (a, wa), (b, wb), (c, wc) = near[node].items()
    near[node] = {}
    for other in (a, b, c):
        del near[other][node]
    x, y, z = abs(wa), abs(wb), abs(wc)
    offset = 0.0
    for one, two, weight, product in (
        (a, b, (x + y - z) / 2, wa * wb),
        (a, c, (x + z - y) / 2, wa * wc),
        (b, c, (y + z - x) / 2, wb * wc),
    ):
        offset += _add(near, one, two, weight if product > 0 else -weight, smallest)
    return offset


def _add(near: _Near, a: int, b: int, weight: float, smallest: float) -> float:
    """Lay an edge beside what joins two nodes; give the cost that cannot be avoided."""
    before = near[a].get(b, 0.0)
    total = before + weight
    if abs(total) <= smallest:
        near[a].pop(b, None)
        near[b].pop(a, None)
    else:
        near[a][b] = near[b][a] = total
    return min(abs(before), abs(weight)) if before * weight < 0 else 0.0


def _kernel(near: _Near, gone: Flags, offset: float, steps: tuple[_Step, ...]) -> Kernel:
    names = np.flatnonzero(~gone)
    place = np.cumsum(~gone) - 1
    edges = [(a, b, w) for a in names.tolist() for b, w in near[a].items() if a < b]
    table = np.array(edges, np.float64).reshape(-1, 3)
    u, v = place[table[:, 0].astype(np.int64)], place[table[:, 1].astype(np.int64)]
    return Kernel(Net(len(names), u, v, table[:, 2]), offset, names, len(gone), steps)
