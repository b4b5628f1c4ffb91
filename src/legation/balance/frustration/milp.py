"""The integer programme that is left when linear bounds do not meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from legation.balance.frustration.cycles import Cycles
from legation.balance.frustration.engine import Clock, Programme, TimeUpError, solved
from legation.balance.frustration.linear import incidence
from legation.balance.frustration.net import Net, Sides, tolerance


def finish(
    net: Net, rows: Cycles, goal: float, clock: Clock, heard: Callable[[float], None]
) -> tuple[float, Sides | None]:
    """Find the best division of a net that costs at most a goal, or that there is none.

    Parameters
    ----------
    net
        The net, switched to the best division known.
    rows
        Negative cycles.
    goal
        Costs above are of no interest.
    clock
        Time that is left.
    heard
        Told of better lower bounds.

    Returns
    -------
    tuple
        A lower bound of the cost, infinite where no division is as good as the goal, and a
        division or None.
    """
    answer = solved(programme(net, rows, goal + tolerance(goal)), clock, heard)
    if answer.impossible:
        return np.inf, None
    side = None
    if answer.values is not None:
        side = np.where(answer.values[net.size :] > 0.5, -1, 1).astype(np.int8)
    return answer.bound, side


def another(net: Net, rows: Cycles, most: float, clock: Clock) -> bool:
    """Tell whether a division other than all on one side costs at most so much.

    Raises
    ------
    TimeUpError
        If the time is over before it is known.
    """
    from scipy.sparse import csr_array, vstack

    asked = programme(net, rows, most)
    moved = np.concatenate([np.zeros(net.size), asked.most[net.size :]])
    answer = solved(
        Programme(
            asked.cost,
            vstack([asked.rows, csr_array(moved[None, :])]).tocsr(),
            np.append(asked.least, 1.0),
            asked.most,
            asked.whole,
        ),
        clock,
    )
    if answer.impossible:
        return False
    if answer.values is None:
        raise TimeUpError
    side = np.where(answer.values[net.size :] > 0.5, -1, 1).astype(np.int8)
    if net.cost(side) <= most:
        return True
    raise TimeUpError


def programme(net: Net, rows: Cycles, most: float) -> Programme:
    """Give the programme of the divisions of a net that cost at most so much.

    A variable for each edge (frustrated or not) and one for each node (its side), with the
    two rows an edge of the AND model of Aref, Mason & Wilson (2020) and the negative cycles
    found so far. The node of most edges stays on its side.
    """
    from scipy.sparse import csr_array, vstack

    size, order = net.size, net.order
    hostile = net.w < 0
    ones = np.ones(size)
    turn = np.where(hostile, -1.0, 1.0)
    # f - x_u + x_v >= 0 and f + x_u - x_v >= 0 where friendly;
    # f - x_u - x_v >= -1 and f + x_u + x_v >= 1 where hostile.
    columns = np.stack([np.arange(size), size + net.u, size + net.v], axis=1).ravel()
    first = np.stack([ones, -ones, turn], axis=1).ravel()
    second = np.stack([ones, ones, -turn], axis=1).ravel()
    start = np.arange(size + 1) * 3
    shape = (size, size + order)
    cost = np.concatenate([np.abs(net.w), np.zeros(order)])
    parts = [
        csr_array((first, columns, start), shape),
        csr_array((second, columns, start), shape),
        incidence(rows, size + order),
        csr_array(-cost[None, :]),
    ]
    least: list[Any] = [
        np.where(hostile, -1.0, 0.0),
        np.where(hostile, 1.0, 0.0),
        np.ones(len(rows)),
        [-most],
    ]
    highest = np.ones(size + order)
    highest[size + int(np.argmax(net.degree()))] = 0.0
    # Whole sides make whole edges; asking for both was measured to take several times as long.
    whole = np.concatenate([np.zeros(size), np.ones(order)])
    return Programme(cost, vstack(parts).tocsr(), np.concatenate(least), highest, whole)
