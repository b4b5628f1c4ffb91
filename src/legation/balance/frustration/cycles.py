"""Negative cycles: each holds at least one frustrated edge, whatever the division.

They are the rows of the linear programme and, packed edge-disjointly, a lower bound at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legation.balance.frustration.net import Net, Places, Reals

# Sources whose shortest paths are held at a time.
_BATCH = 64
# What a further edge costs a path, so that short cycles come before long ones.
_HOP = 1e-5


@dataclass(frozen=True, eq=False)
class Cycles:
    """Negative cycles of a net: edges of cycle i are `edges[start[i]:start[i + 1]]`."""

    start: Places
    edges: Places

    @classmethod
    def of(cls, rows: list[list[int]]) -> Cycles:
        """Make it of lists of edges."""
        start = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=start[1:])
        flat = [edge for row in rows for edge in row]
        return cls(start, np.array(flat, np.int64))

    def __len__(self) -> int:
        return len(self.start) - 1

    def sums(self, values: Reals) -> Reals:
        """Add up a value of edges over each cycle, float64[cycles]."""
        if not len(self):
            return np.zeros(0)
        return np.add.reduceat(values[self.edges], self.start[:-1])

    def pick(self, which: Places) -> Cycles:
        """Give some of them."""
        length = np.diff(self.start)[which]
        start = np.zeros(len(which) + 1, np.int64)
        np.cumsum(length, out=start[1:])
        within = np.arange(start[-1]) - np.repeat(start[:-1], length)
        return Cycles(start, self.edges[np.repeat(self.start[which], length) + within])

    def join(self, other: Cycles) -> Cycles:
        """Give both."""
        return Cycles(
            np.concatenate([self.start, other.start[1:] + self.start[-1]]),
            np.concatenate([self.edges, other.edges]),
        )


def triangles(net: Net, most: int = 4_000_000) -> Cycles:
    """List the negative triangles of a net.

    Each edge is directed to its end of more edges, and pairs of edges that leave a node are
    looked up (Chiba & Nishizeki 1985). Where there are more than `most` pairs, only those of
    the first nodes are looked at.
    """
    degree = net.degree()
    rank = np.empty(net.order, np.int64)
    rank[np.lexsort((np.arange(net.order), degree))] = np.arange(net.order)
    low = np.where(rank[net.u] < rank[net.v], net.u, net.v)
    high = net.u + net.v - low
    order = np.lexsort((rank[high], rank[low]))
    keys = rank[low[order]] * net.order + rank[high[order]]
    out = np.bincount(rank[low], minlength=net.order)
    last = np.cumsum(out)[rank[low[order]]]
    pairs = last - np.arange(net.size) - 1
    if pairs.sum() > most:
        pairs[np.cumsum(pairs) > most] = 0
    first = np.repeat(np.arange(net.size), pairs)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    tops = rank[high[order]]
    wanted = tops[first] * net.order + tops[second]
    third = np.minimum(np.searchsorted(keys, wanted), max(net.size - 1, 0))
    closed = keys[third] == wanted if net.size else np.zeros(0, bool)
    rows = np.stack([order[first[closed]], order[second[closed]], order[third[closed]]], axis=1)
    rows = rows[np.sign(net.w)[rows].prod(axis=1) < 0] if len(rows) else rows
    return Cycles(np.arange(len(rows) + 1) * 3, rows.ravel().astype(np.int64))


def packing(weight: Reals, cycles: Cycles) -> float:
    """Give the weight of cycles packed one after another: a lower bound of the cost.

    Each cycle takes as much of its edges as is left of the least of them.
    """
    left = weight.tolist()
    flat, start = cycles.edges.tolist(), cycles.start.tolist()
    total = 0.0
    for i in range(len(cycles)):
        row = flat[start[i] : start[i + 1]]
        least = min([left[edge] for edge in row])
        if least > 0:
            total += least
            for edge in row:
                left[edge] -= least
    return total


class Finder:
    """Finds negative cycles of small value in a switched net.

    The net is doubled: a negative edge leads from one copy to the other, so that a negative
    cycle is a path between the copies of a node (Barahona & Mahjoub 1986). As each negative
    cycle holds a negative edge, paths are sought from one end of each of these alone; in a net
    that is switched to a good division they are few.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        order = net.order
        hostile = net.w < 0
        near = np.concatenate([net.u, net.u + order, net.v, net.v + order])
        far_u = np.where(hostile, net.v + order, net.v)
        far_v = np.where(hostile, net.u + order, net.u)
        far = np.concatenate([far_u, (far_u + order) % (2 * order)])
        far = np.concatenate([far, far_v, (far_v + order) % (2 * order)])
        sorting = np.lexsort((far, near))
        self._tail = near[sorting]
        self._head = far[sorting]
        self._edge = np.tile(np.arange(net.size), 4)[sorting]
        self._start = np.zeros(2 * order + 1, np.int64)
        np.cumsum(np.bincount(near, minlength=2 * order), out=self._start[1:])
        self._keys = self._tail * (2 * order) + self._head
        self._sources = _cover(net)

    def find(self, value: Reals, below: float = 1.0) -> Cycles:
        """Give, for each negative edge, the cycle through it of least value, if it is small.

        Parameters
        ----------
        value
            Value of each edge, float64[edges], not negative.
        below
            Cycles whose values add up to this or more are left out.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        order = self.net.order
        cost = np.maximum(value, 0.0) + _HOP
        graph = csr_array((cost[self._edge], self._head, self._start), (2 * order,) * 2)
        rows: dict[tuple[int, ...], list[int]] = {}
        sources = list(self._sources)
        for at in range(0, len(sources), _BATCH):
            some = sources[at : at + _BATCH]
            far, before = dijkstra(
                graph, indices=some, return_predecessors=True, limit=below + 0.01
            )
            for i, source in enumerate(some):
                edges = self._sources[source]
                ends = self.net.u[edges] + self.net.v[edges] - source
                reach = far[i, ends] + cost[edges]
                for edge, end in zip(edges[reach < below], ends[reach < below], strict=True):
                    row = self._cycle(before[i], source, int(end), int(edge))
                    if value[row].sum() < below:
                        rows.setdefault(tuple(sorted(row)), row)
        return Cycles.of(list(rows.values()))

    def _cycle(self, before: Places, source: int, end: int, edge: int) -> list[int]:
        """Give a simple negative cycle within the closed walk that an edge and a path make."""
        order = self.net.order
        walk = [end]
        while walk[-1] != source:
            walk.append(int(before[walk[-1]]))
        heads, tails = np.array(walk[:-1]), np.array(walk[1:])
        used = self._edge[np.searchsorted(self._keys, tails * (2 * order) + heads)].tolist()
        used.append(edge)
        nodes = [place % order for place in walk]
        hostile = (self.net.w[used] < 0).tolist()
        return _simple(nodes, used, hostile)


def _simple(nodes: list[int], edges: list[int], hostile: list[bool]) -> list[int]:
    """Cut detours out of a negative closed walk; edge i leaves node i."""
    seen = {nodes[0]: 0}
    path: list[tuple[int, int, bool]] = []
    for node, edge, sign in zip([*nodes[1:], nodes[0]], edges, hostile, strict=True):
        path.append((node, edge, sign))
        if node in seen:
            loop = path[seen[node] :]
            if sum(one[2] for one in loop) % 2:
                return [one[1] for one in loop]
            for gone in loop[:-1]:
                seen.pop(gone[0], None)
            del path[seen[node] :]
        else:
            seen[node] = len(path)
    raise AssertionError("a negative closed walk holds a negative cycle")


def _cover(net: Net) -> dict[int, Places]:
    """Give few nodes that touch all negative edges, with those each stands for."""
    hostile = np.flatnonzero(net.w < 0)
    count = np.bincount(net.u[hostile], minlength=net.order)
    count += np.bincount(net.v[hostile], minlength=net.order)
    mine = np.where(count[net.u[hostile]] >= count[net.v[hostile]], net.u[hostile], net.v[hostile])
    return {int(node): hostile[mine == node] for node in np.unique(mine)}
