"""Small dense nets by enumeration with a bound from the nodes that are still to come.

Russian doll search (Verfaillie, Lemaitre & Schiex 1996): the last nodes are solved first, then
with one node more, and so on; the least cost among the nodes to come bounds each step, together
with what each of these must bear towards the nodes already placed.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from legation.balance.frustration.engine import Clock
from legation.balance.frustration.net import Net, Reals, Sides

# Nodes beyond which no net is small.
MOST = 80
# Steps between two looks at the clock, some tenths of a second.
_STEPS = 2_000_000


def dolls(
    net: Net, upper: float, patience: int, clock: Clock, other: bool = False
) -> tuple[float, Sides | None, bool]:
    """Search a small net whole.

    Parameters
    ----------
    net
        A net of at most `MOST` nodes.
    upper
        Cost of a known division; only better ones are looked for in the whole net.
    patience
        Rounds of a few tenths of a second before it is given up.
    clock
        Time that is left.
    other
        Leave the division out that has all nodes on one side, and give any other that costs
        less than `upper`.

    Returns
    -------
    tuple
        A lower bound of the cost; a division that costs less than `upper` or None; whether it
        was searched to the end.
    """
    matrix = np.zeros((net.order, net.order))
    matrix[net.u, net.v] = matrix[net.v, net.u] = net.w
    order = _order(np.abs(matrix))
    matrix = np.ascontiguousarray(matrix[np.ix_(order, order)])
    small = 1e-9 * (1.0 + float(np.abs(matrix).max()))
    count = net.order
    rest = np.zeros(count + 1)
    best = np.ones(count, np.int8)
    last: Sides | None = np.ones(count, np.int8)
    for first in range(count - 2, -1, -1):
        # The best division of the later nodes and this one on its better side is a division.
        assert last is not None
        begun = last.copy()
        begun[first] = 1
        pull = matrix[first, first + 1 :] @ begun[first + 1 :]
        begun[first] = 1 if pull >= 0 else -1
        joined = np.abs(matrix[first, first + 1 :]).sum()
        top = rest[first + 1] + (joined - abs(pull)) / 2
        if first == 0:
            top = upper if other else min(top, upper)
        skipped = other and first == 0
        found = np.array([top])
        best[:] = begun
        depth = np.full(1, first, np.int64)
        side = np.zeros(count, np.int8)
        plus, minus = np.zeros((2, count + 1, count))
        cost = np.zeros(count + 1)
        while not _go(
            matrix, rest, first, found, best, depth, side, plus, minus, cost, small, _STEPS, skipped
        ):
            patience -= 1
            if patience <= 0 or clock.left() <= 0:
                return float(rest[first + 1]), None, False
        rest[first] = found[0]
        last = best.copy()
    side = np.empty(count, np.int8)
    side[order] = best
    better = net.cost(side) < upper - small and not (other and abs(int(side.sum())) == count)
    return float(rest[0]), side if better else None, True


def _order(weight: Reals) -> npt.NDArray[np.int64]:
    """Put nodes that are bound most to those before them first."""
    count = len(weight)
    chosen = [int(np.argmax(weight.sum(axis=1)))]
    tie = weight[chosen[0]].copy()
    left = np.ones(count, bool)
    left[chosen[0]] = False
    while left.any():
        one = int(np.argmax(np.where(left, tie, -1.0)))
        chosen.append(one)
        left[one] = False
        tie += weight[one]
    return np.array(chosen, np.int64)


@numba.njit(cache=True, nogil=True)
def _go(
    matrix: npt.NDArray[Any],
    rest: npt.NDArray[Any],
    first: int,
    found: npt.NDArray[Any],
    best: npt.NDArray[Any],
    depth: npt.NDArray[Any],
    side: npt.NDArray[Any],
    plus: npt.NDArray[Any],
    minus: npt.NDArray[Any],
    cost: npt.NDArray[Any],
    small: float,
    steps: int,
    other: bool,
) -> bool:
    """Go on for some steps; tell whether the search is over.

    `plus[d, j]` is what node j would bear on side 1 towards the nodes placed before depth d.
    `side[d]` is 0 where none was tried yet, and the side in use otherwise.
    """
    order = len(matrix)
    at = depth[0]
    for _ in range(steps):
        if at < first:
            break
        # The sides of node `at`: the cheaper one first; the first node has but one.
        cheap = 1 if plus[at, at] <= minus[at, at] else -1
        if side[at] == 0:
            side[at] = cheap
        elif side[at] == cheap and at > first:
            side[at] = -cheap
        else:
            side[at] = 0
            at -= 1
            continue
        one = side[at]
        total = cost[at] + (plus[at, at] if one == 1 else minus[at, at])
        bound = total + rest[at + 1]
        limit = found[0] - small
        if bound >= limit:
            continue
        for j in range(at + 1, order):
            weight = matrix[at, j] * one
            p = plus[at, j]
            m = minus[at, j]
            if weight > 0:
                m += weight
            else:
                p -= weight
            plus[at + 1, j] = p
            minus[at + 1, j] = m
            bound += p if p < m else m
        if bound >= limit:
            continue
        cost[at + 1] = total
        at += 1
        if at == order:
            at -= 1
            alike = other
            for j in range(first + 1, order):
                if side[j] != side[first]:
                    alike = False
            if alike:
                continue
            found[0] = total
            for j in range(first, order):
                best[j] = side[j]
        else:
            side[at] = 0
    depth[0] = at
    return bool(at < first)
