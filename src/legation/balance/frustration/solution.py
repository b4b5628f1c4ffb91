"""The search over arrays: what warm-started steps over months and over edges stand on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real

import numpy as np

from legation.balance.frustration.engine import Clock, TimeUpError, unbroken
from legation.balance.frustration.net import Flags, Net, Reals, Sides, proved
from legation.balance.graph import SignedGraph
from legation.errors import InputError

# Told of the lower and the upper bound whenever one of them is better.
Progress = Callable[[float, float], None]

# Powers of ten that may make weights whole.
_SCALES = tuple(10.0**i for i in range(7))


@dataclass(frozen=True, eq=False)
class Solution:
    """What a search came to.

    Attributes
    ----------
    lower, upper
        Certified bounds of the frustration index; `upper` is the cost of `side`.
    optimal
        Whether they meet: then both are the index.
    side
        1 or -1 for each node, int8[nodes]. Sides of a connected component may be swapped.
    frustrated
        Edges against that division, bool[edges].
    stopped
        "proved", "time limit" or "interrupted".
    seconds
        How long it took.
    """

    lower: float
    upper: float
    optimal: bool
    side: Sides
    frustrated: Flags
    stopped: str
    seconds: float


def solve(
    graph: SignedGraph,
    *,
    time_limit: float | None = None,
    start: Sides | None = None,
    progress: Progress | None = None,
    weighted: bool = False,
    seed: int = 0,
) -> Solution:
    """Find the frustration index of a graph, or bounds of it.

    Parameters
    ----------
    graph
        The graph.
    time_limit
        Seconds, or None for as long as it takes. What is known then is returned, some tenths
        of a second later at most, or after one step that cannot be broken off.
    start
        A division to begin with, int8[nodes] of 1 and -1, such as that of the month before.
    progress
        Told of the lower and the upper bound whenever one is better.
    weighted
        Add weights up rather than count edges.
    seed
        Of the parts that draw at random; the same seed gives the same division where the time
        suffices.

    Returns
    -------
    Solution
        Also when Ctrl-C is pressed, with what was known then.

    Raises
    ------
    InputError
        If the time limit or the start cannot be used.
    """
    clock = Clock(checked_limit(time_limit))
    net, scale = net_of(graph, weighted)
    found = _Best(net, scale, progress)
    found.start(_checked_start(start, graph.order))
    stopped = "proved"
    try:
        # An import or a compilation that Ctrl-C breaks off leaves libraries unusable.
        with unbroken():
            from legation.balance.frustration.search import Hunt, divide, make_ready

            make_ready()
        divide(net, found.side if start is not None else None, np.inf, Hunt(clock, seed), found)
    except TimeUpError:
        stopped = "time limit"
    except KeyboardInterrupt:
        stopped = "interrupted"
    return found.solution(stopped, time.monotonic() - clock.began)


def net_of(graph: SignedGraph, weighted: bool) -> tuple[Net, float]:
    """Give the graph as a net, its weights whole numbers where a power of ten makes them so.

    Returns
    -------
    tuple
        The net, and what its weights were multiplied by.
    """
    weight, scale = _whole(graph.weight) if weighted else (np.ones(graph.size), 1.0)
    signed = weight * graph.sign
    return Net(graph.order, graph.u.astype(np.int64), graph.v.astype(np.int64), signed), scale


def checked_limit(limit: float | None) -> float | None:
    """Give a time limit that can be used, or raise InputError."""
    if limit is None:
        return None
    if isinstance(limit, bool) or not isinstance(limit, Real) or not limit > 0:
        raise InputError(f"a time limit is a positive number of seconds, not {limit!r}")
    return float(limit)


class _Best:
    """What is known so far; told by the search."""

    def __init__(self, net: Net, scale: float, progress: Progress | None) -> None:
        self._net, self._scale, self._progress = net, scale, progress
        self.side = np.ones(net.order, np.int8)
        self._upper = net.cost(self.side)
        self._lower = 0.0

    def start(self, side: Sides | None) -> None:
        if side is not None:
            self.side, self._upper = side, self._net.cost(side)

    def __call__(self, lower: float, side: Sides | None) -> None:
        better = lower > self._lower
        self._lower = max(self._lower, lower)
        cost = self._upper if side is None else self._net.cost(side)
        if side is not None and cost < self._upper:
            self.side, self._upper, better = side, cost, True
        if better and self._progress is not None:
            self._progress(min(self._lower, self._upper) / self._scale, self._upper / self._scale)

    def solution(self, stopped: str, seconds: float) -> Solution:
        optimal = proved(self._lower, self._upper)
        lower = self._upper if optimal else self._lower
        return Solution(
            lower / self._scale,
            self._upper / self._scale,
            optimal,
            self.side,
            self._net.frustrated(self.side),
            "proved" if optimal else stopped,
            seconds,
        )


def _checked_start(start: Sides | None, order: int) -> Sides | None:
    if start is None:
        return None
    side = np.asarray(start)
    if side.shape != (order,) or not np.isin(side, (-1, 1)).all():
        raise InputError(f"a start is 1 or -1 for each of the {order} nodes")
    return side.astype(np.int8)


def _whole(weight: Reals) -> tuple[Reals, float]:
    """Make weights whole numbers, or the largest of them 1."""
    if not len(weight):
        return weight, 1.0
    largest = float(weight.max())
    for scale in _SCALES:
        times = weight * scale
        near = np.rint(times)
        if largest * scale < 2.0**30 and near.min() >= 1 and np.abs(times - near).max() < 1e-9:
            return near, scale
    return weight / largest, 1.0 / largest
