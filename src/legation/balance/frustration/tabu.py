"""Good divisions fast: descent, rounding along a spanning tree, and tabu search."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from legation.balance.frustration.net import Net, Places, Reals, Sides


def descend(net: Net, side: Sides) -> Sides:
    """Move single nodes to the other side while that saves something."""
    if not net.size:
        return side
    return improve(net, side, moves=0, seed=0)


def improve(net: Net, side: Sides, *, moves: int, seed: int) -> Sides:
    """Give the best division that a tabu search from one meets.

    Each move takes the node that saves most or costs least among those that did not move
    lately (Glover 1989; for this problem with one move per node: Palubeckis 2004).

    Parameters
    ----------
    net
        The net.
    side
        Where to begin, int8[nodes].
    moves
        Moves without a better division before it ends; 0 only descends.
    seed
        Of the length of time that a node stays.
    """
    start, heads, weights = _near(net)
    small = 1e-9 * (1.0 + float(np.abs(weights).max()))
    best: Sides = side.copy()
    _tabu(start, heads, weights, side.copy(), net.gains(side), best, moves, seed, small)
    return best


def along_tree(net: Net, value: Reals) -> Sides:
    """Give the division that satisfies a spanning forest of the edges of least value.

    With the values of the linear programme this is the rounding of Barahona et al. 1988.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    from legation.balance.frustration.blocks import sides

    # Values are kept above 0, since a sparse matrix holds no edge of length 0.
    lengths = value + 1e-6
    place = (np.maximum(net.u, net.v), np.minimum(net.u, net.v))
    tree = minimum_spanning_tree(csr_array((lengths, place), (net.order,) * 2))
    chosen = tree.tocoo()
    keys = chosen.row.astype(np.int64) * net.order + chosen.col
    edges = np.flatnonzero(np.isin(place[0] * net.order + place[1], keys))
    forest = Net(net.order, net.u[edges], net.v[edges], net.w[edges])
    return sides(forest, np.zeros(len(edges), bool))


def _near(net: Net) -> tuple[Places, Places, Reals]:
    tails = np.concatenate([net.u, net.v])
    order = np.argsort(tails, kind="stable")
    start = np.zeros(net.order + 1, np.int64)
    np.cumsum(np.bincount(tails, minlength=net.order), out=start[1:])
    return start, np.concatenate([net.v, net.u])[order], np.tile(net.w, 2)[order]


@numba.njit(cache=True, nogil=True)
def _tabu(
    start: npt.NDArray[Any],
    heads: npt.NDArray[Any],
    weights: npt.NDArray[Any],
    side: npt.NDArray[Any],
    gain: npt.NDArray[Any],
    best: npt.NDArray[Any],
    moves: int,
    seed: int,
    small: float,
) -> None:
    order = len(side)
    # A small generator of its own: what NumPy's costs to compile is more than the search.
    chance = seed % 2147483647 + 1
    # What the present division saves against the first, and the best one.
    saved = 0.0
    top = 0.0
    free = np.zeros(order, np.int64)
    tenure = min(20, order // 4 + 1)
    since = 0
    now = 0
    while True:
        now += 1
        chosen = -1
        most = -np.inf
        for node in range(order):
            if gain[node] > most and (free[node] <= now or saved + gain[node] > top + small):
                chosen = node
                most = gain[node]
        if chosen < 0:
            continue
        if most <= small:
            since += 1
            if since > moves:
                break
        saved += most
        side[chosen] = -side[chosen]
        gain[chosen] = -gain[chosen]
        for at in range(start[chosen], start[chosen + 1]):
            other = heads[at]
            # The edge is satisfied now where it was not, or the other way round.
            gain[other] -= 2.0 * weights[at] * side[chosen] * side[other]
        chance = chance * 48271 % 2147483647
        free[chosen] = now + tenure + chance % 10
        if saved > top + small:
            top = saved
            for node in range(order):
                best[node] = side[node]
            since = 0
