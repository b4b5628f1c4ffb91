"""Good divisions in several factions: nodes move and factions merge while it saves something."""

from __future__ import annotations

import numpy as np

from legation.balance.frustration.engine import Clock
from legation.balance.frustration.net import Net, Places

_STARTS = 20


def improve(net: Net, group: Places, k: int | None, clock: Clock, seed: int) -> Places:
    """Give the best groups that local search finds from some and from random ones.

    Parameters
    ----------
    net
        The net.
    group
        Groups to begin with, int64[nodes], below `k`.
    k
        Number of groups allowed, None for any.
    clock
        Time that is left; checked between starts.
    seed
        Of the random starts; below 0 there are none.
    """
    table = _near(net)
    best, least = _descend(net, table, group.copy(), k)
    if seed < 0:
        return best
    chance = np.random.default_rng(seed)
    for i in range(_STARTS):
        if clock.left() <= 0:
            break
        width = k if k is not None else int(chance.integers(1, net.order + 1))
        start = chance.integers(0, width, net.order)
        if i % 2:
            start = np.where(chance.random(net.order) < 0.3, start, best)
        found, worth = _descend(net, table, start, k)
        if worth > least:
            best, least = found, worth
    return best


def _descend(
    net: Net, table: list[list[tuple[int, float]]], group: Places, k: int | None
) -> tuple[Places, float]:
    """Move single nodes, then merge groups, until neither saves anything.

    The worth of groups is the signed weight within them; frustration is least where it is most.
    """
    names = group.tolist()
    small = 1e-9 * float(np.abs(net.w).max(initial=1.0))
    while True:
        while _sweep(table, names, k, small):
            pass
        if not _merge(net, names, small):
            break
    _, found = np.unique(names, return_inverse=True)
    return found.astype(np.int64), float(net.w[found[net.u] == found[net.v]].sum())


def _sweep(
    table: list[list[tuple[int, float]]], names: list[int], k: int | None, small: float
) -> bool:
    moved = False
    for node, near in enumerate(table):
        worth: dict[int, float] = {}
        for other, weight in near:
            worth[names[other]] = worth.get(names[other], 0.0) + weight
        now = worth.pop(names[node], 0.0)
        name, most = max(worth.items(), key=lambda item: item[1], default=(-1, -np.inf))
        if most < 0 or (most <= small and k is None):
            # A group of its own is worth 0; so is one in which it has no neighbour.
            name, most = _empty(names, worth, names[node], k), 0.0
        if name >= 0 and most > now + small:
            names[node] = name
            moved = True
    return moved


def _empty(names: list[int], near: dict[int, float], own: int, k: int | None) -> int:
    """Give a group in which a node has no neighbour, -1 where there is none."""
    if k is None:
        return max(names) + 1
    return next((name for name in range(k) if name not in near and name != own), -1)


def _merge(net: Net, names: list[int], small: float) -> bool:
    """Merge the two groups that gain most by it."""
    group = np.array(names)
    low, high = np.minimum(group[net.u], group[net.v]), np.maximum(group[net.u], group[net.v])
    keys, where = np.unique(low * (int(group.max()) + 1) + high, return_inverse=True)
    worth = np.bincount(where, net.w, len(keys))
    worth[keys // (int(group.max()) + 1) == keys % (int(group.max()) + 1)] = -np.inf
    best = int(np.argmax(worth))
    if worth[best] <= small:
        return False
    keep, gone = divmod(int(keys[best]), int(group.max()) + 1)
    names[:] = [keep if name == gone else name for name in names]
    return True


def _near(net: Net) -> list[list[tuple[int, float]]]:
    table: list[list[tuple[int, float]]] = [[] for _ in range(net.order)]
    for a, b, weight in zip(net.u.tolist(), net.v.tolist(), net.w.tolist(), strict=True):
        table[a].append((b, weight))
        table[b].append((a, weight))
    return table
