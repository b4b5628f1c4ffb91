"""Whether a best division is the only one."""

from __future__ import annotations

import numpy as np

from legation.balance.frustration.blocks import split
from legation.balance.frustration.dolls import MOST, dolls
from legation.balance.frustration.engine import Clock, TimeUpError
from legation.balance.frustration.kernel import contract, reduce
from legation.balance.frustration.linear import begin
from legation.balance.frustration.milp import another
from legation.balance.frustration.net import Net, Sides, tolerance

_ROUNDS = 12
# Rounds of some tenths of a second in which a small net is searched whole.
_PATIENCE = 20


def only(net: Net, side: Sides, clock: Clock, seed: int) -> bool | None:
    """Tell whether no other set of edges of least weight is frustrated by a division.

    Divisions that differ by swapping the sides of a whole connected component frustrate the
    same edges and are not told apart.

    Parameters
    ----------
    net
        A net.
    side
        A division of least cost, int8[nodes].
    clock
        Time that is left.
    seed
        Of the choice of rows.

    Returns
    -------
    bool or None
        None where the time is over before it is known.
    """
    try:
        return _only(net.switched(side), clock, seed)
    except TimeUpError:
        return None


def _only(flat: Net, clock: Clock, seed: int) -> bool:
    """Tell it of a net that is switched to the division.

    Moving some nodes to the other side costs the sum of the cut around them, which is never
    negative; the division is the only one where no such sum is 0.
    """
    clock.check()
    if _tied_moves(flat):
        return False
    kernel = reduce(flat, strict=True)
    if _parts(kernel.net) != _parts(flat):
        return False  # nothing holds the sides of two parts to each other
    blocks = sorted((part for _, _, part in split(kernel.net)), key=lambda part: part.size)
    if any(_tied_moves(block) for block in blocks):
        return False
    return all(_only_block(block, clock, seed) for block in blocks)


def _only_block(flat: Net, clock: Clock, seed: int) -> bool:
    upper = float(-flat.w[flat.w < 0].sum())
    slack = tolerance(upper)
    if flat.order <= MOST:
        _, side, ended = dolls(flat, upper + slack, _PATIENCE, clock, other=True)
        if side is not None or ended:
            return side is None
    rounds, _ = begin(flat, seed)
    tied = flat.w > np.inf
    before = -1.0
    for _ in range(_ROUNDS):
        found = rounds.solve(clock)
        tied |= found.reduced > upper - found.bound + slack
        kernel = contract(flat, tied & (flat.w > 0))
        if kernel.net.order == 1:
            return True
        if _parts(kernel.net) > 1:
            return False
        if found.bound - before < 1e-3 * (upper - found.bound) or not rounds.cut(found.values):
            break
        before = found.bound
    if kernel.net.order <= 0.9 * flat.order:
        return _only(kernel.net, clock, seed)
    return not another(flat, rounds.rows, upper + slack, clock)


def _tied_moves(flat: Net) -> bool:
    """Tell whether moving a node, or both ends of an edge, costs nothing."""
    if not flat.size:
        return False
    strength = np.bincount(flat.u, flat.w, flat.order) + np.bincount(flat.v, flat.w, flat.order)
    degree = flat.degree()
    slack = 1e-9 * float(np.abs(flat.w).max())
    if ((strength <= slack) & (degree > 0)).any():
        return True
    pairs = strength[flat.u] + strength[flat.v] - 2 * flat.w
    # Where an edge is all of a component, moving both its ends changes nothing.
    alone = (degree[flat.u] == 1) & (degree[flat.v] == 1)
    return bool(((pairs <= slack) & ~alone).any())


def _parts(net: Net) -> int:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(net.size), (net.u, net.v)), (net.order,) * 2)
    return int(connected_components(links, directed=False)[0])
