"""What the proof of one period says of the next: bounds carried over the edges that changed.

Every division costs in the later graph at least what it costs in the earlier one, less the weight
of the edges that are gone, turned or lighter. So the least cost falls by no more than that, and a
lower bound of one graph is one of the other. Edges that are new or heavier take nothing from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.frustration.net import Flags, Sides, proved
from legation.balance.frustration.solution import Solution
from legation.balance.graph import SignedGraph

if TYPE_CHECKING:
    from legation.record import Record

# Searches a graph from a start unless what it would come to is known.
Held = Callable[[SignedGraph, "Sides | None", Callable[[], Solution]], Solution]

#: Raised when the search would give other bounds or divisions.
VERSION = 1


def drop(before: SignedGraph, after: SignedGraph, weighted: bool = False) -> float:
    """Give by how much the frustration index can have fallen from one graph to another at most."""
    place = {name: i for i, name in enumerate(after.nodes)}
    there = np.array([place.get(name, -1) for name in before.nodes], np.int64)
    low, high = there[before.u], there[before.v]
    known = (low >= 0) & (high >= 0)
    # Nodes are sorted by name in both graphs, so that u < v holds after the change of places.
    wanted = low * after.order + high
    held = after.u.astype(np.int64) * after.order + after.v
    at = np.minimum(np.searchsorted(held, wanted), max(after.size - 1, 0))
    kept = known & (held[at] == wanted) if after.size else np.zeros(before.size, bool)
    weight = before.weight if weighted else np.ones(before.size)
    left = np.zeros(before.size)
    if after.size:
        fresh = after.weight[at] if weighted else np.ones(before.size)
        left = np.where(kept & (after.sign[at] == before.sign), fresh, 0.0)
    return float(np.maximum(weight - left, 0.0).sum())


def carried(before: SignedGraph, lower: float, after: SignedGraph, weighted: bool = False) -> float:
    """Give the lower bound of a graph that follows from one of another graph."""
    return max(lower - drop(before, after, weighted), 0.0)


def cost_of(graph: SignedGraph, side: Sides, weighted: bool = False) -> tuple[float, Flags]:
    """Give what a division costs, and which edges are against it."""
    wrong = graph.sign * side[graph.u] * side[graph.v] < 0
    return float(graph.weight[wrong].sum()) if weighted else float(wrong.sum()), wrong


def free(
    graph: SignedGraph, side: Sides | None, floor: float, weighted: bool = False
) -> Solution | None:
    """Give the solution where a division meets a bound that is known, so that none is sought."""
    if side is None:
        return None
    cost, wrong = cost_of(graph, side, weighted)
    if not proved(floor, cost):
        return None
    return Solution(cost, cost, True, side, wrong, "proved", 0.0)


def lifted(solution: Solution, floor: float) -> Solution:
    """Give a solution with a lower bound that is known from elsewhere, where that is better."""
    if solution.optimal or floor <= solution.lower:
        return solution
    if proved(floor, solution.upper):
        return replace(solution, lower=solution.upper, optimal=True, stopped="proved")
    return replace(solution, lower=floor)


def bettered(
    graph: SignedGraph, solution: Solution, side: Sides, weighted: bool = False
) -> Solution:
    """Give a solution with another division, where that costs less."""
    cost, wrong = cost_of(graph, side, weighted)
    if solution.optimal or cost >= solution.upper:
        return solution
    found = replace(solution, upper=cost, side=side, frustrated=wrong)
    return replace(found, lower=min(found.lower, cost))


# -- kept for the next time ----------------------------------------------------------------


def kept(
    record: Record, *, time_limit: float | None, weighted: bool = False, seed: int = 0
) -> Held:
    """Keep what each search comes to, so that a course that was stopped goes on where it was.

    A solution is found again by the record, the graph and the division that the search began
    with, so that a course comes out the same with what was kept and without. One that is proved
    answers for every time limit, bounds for their own alone.
    """
    from legation.relations.cache import find, keep

    def held(graph: SignedGraph, start: Sides | None, search: Callable[[], Solution]) -> Solution:
        key = {
            "graph": _digest(graph, weighted),
            "start": "" if start is None else start.astype(np.int8).tobytes().hex(),
            "weighted": weighted,
            "seed": seed,
            "version": VERSION,
        }
        for limit in ("proved", time_limit):
            if (found := find(record, "division", key | {"limit": limit})) is not None:
                return _unpacked(graph, found, weighted)
        solution = search()
        if solution.stopped != "interrupted":
            limit = "proved" if solution.optimal else time_limit
            keep(record, "division", key | {"limit": limit}, _packed(solution))
        return solution

    return held


def _digest(graph: SignedGraph, weighted: bool) -> str:
    """Give the hash of all that the index depends on; the graph's own name is no part of it."""
    made = hashlib.sha256("\n".join(graph.nodes).encode())
    for part in (graph.u, graph.v, graph.sign, graph.weight if weighted else graph.u[:0]):
        made.update(str(part.shape).encode() + np.ascontiguousarray(part).tobytes())
    return made.hexdigest()


def _packed(solution: Solution) -> dict[str, np.ndarray[Any, Any]]:
    return {
        "side": solution.side,
        "numbers": np.array([solution.lower, solution.upper, solution.seconds]),
        "optimal": np.array(solution.optimal),
    }


def _unpacked(
    graph: SignedGraph, found: Mapping[str, np.ndarray[Any, Any]], weighted: bool
) -> Solution:
    lower, upper, seconds = found["numbers"].tolist()
    optimal, side = bool(found["optimal"]), found["side"].astype(np.int8)
    wrong = cost_of(graph, side, weighted)[1]
    stopped = "proved" if optimal else "time limit"
    return Solution(lower, upper, optimal, side, wrong, stopped, seconds)
