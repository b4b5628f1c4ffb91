"""The frustration index: how much of a signed graph is against the best factions, with proof.

Enters: a signed graph or an edge list. Leaves: `Frustration` with bounds, factions and the edges
against them, or `Solution`, the same as arrays.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from legation.balance.frustration.results import Frustration, result
from legation.balance.frustration.solution import Progress, Solution, net_of, solve
from legation.balance.graph import SignedGraph
from legation.errors import InputError

__all__ = ["Frustration", "Solution", "frustration", "solve"]

# Seconds that the question whether factions are the only ones may take, or as long as the proof.
_UNIQUE = 10.0


def frustration(
    edges: Any,
    time_limit: float | None = None,
    *,
    weighted: bool | None = None,
    k: int | None = 2,
    unique: bool = True,
    seed: int = 0,
    progress: Progress | None = None,
) -> Frustration:
    """Find the frustration index of a signed graph: the least that is against any factions.

    An edge is frustrated if it is friendly and joins two factions, or hostile within one
    (Harary 1959, line index of balance; Aref & Wilson 2019). The graph is reduced and taken
    apart at bridges and cut nodes; each part gets a lower bound from packed negative cycles,
    eigenvalues and a linear programme over negative cycles, an upper one from rounding and
    tabu search, and where these do not meet an integer programme (Aref, Mason & Wilson 2020).

    Parameters
    ----------
    edges
        A `SignedGraph`, or anything that `legation.balance.edges.graph_from` takes: a data
        frame of u, v, sign and, if wanted, weight.
    time_limit
        Seconds; None for as long as the proof takes, which for graphs of hundreds of nodes
        with signs near chance is for ever. What is left of it after the proof serves to tell
        whether the factions are the only ones.
    weighted
        Add up weights of frustrated edges rather than count them. By default an edge list that
        gives weights is weighted, and of a `SignedGraph` edges are counted.
    k
        Number of factions allowed: 2 for structural balance (Cartwright & Harary 1956), more
        for weak balance (Davis 1967), None for any number (correlation clustering). Factions
        may stay empty.
    unique
        Also find out whether the best factions are the only ones; only for `k` 2. This takes
        ten more seconds at most, or as long as the proof took, and stays open beyond.
    seed
        Of the parts that draw at random.
    progress
        Told of the lower and the upper bound whenever one is better.

    Returns
    -------
    Frustration
        With the bounds so far if the time is over or Ctrl-C is pressed.

    Raises
    ------
    InputError
        If the edges, `k` or the time limit cannot be used.

    Examples
    --------
    >>> edges = {"u": ["A", "A", "B"], "v": ["B", "C", "C"], "sign": [1, 1, -1]}
    >>> found = frustration(edges)
    >>> found.upper, found.optimal, found.unique
    (1, True, False)
    """
    graph, labels = _graph(edges)
    if weighted is None:
        weighted = graph is not edges and bool((graph.weight != 1).any())
    if k is not None and (isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1):
        raise InputError(f"the number of factions is 1 or more, or None for any, not {k!r}")
    if k != 2:
        from legation.balance.frustration.factions import divided

        found_k = divided(graph, time_limit, weighted=weighted, k=k, seed=seed, progress=progress)
        return found_k.labelled(labels)
    found = solve(graph, time_limit=time_limit, weighted=weighted, seed=seed, progress=progress)
    only = None
    if unique and found.optimal:
        only = _unique(graph, found, time_limit, weighted, seed)
    return result(
        graph,
        _oriented(graph, found),
        (found.lower, found.upper),
        optimal=found.optimal,
        unique=only,
        stopped=found.stopped,
        k=2,
        weighted=weighted,
        seconds=found.seconds,
    ).labelled(labels)


def _graph(edges: Any) -> tuple[SignedGraph, dict[str, int]]:
    """Give the graph, and the nodes that were named by whole numbers."""
    if isinstance(edges, SignedGraph):
        return edges, {}
    from legation.balance.edges import graph_from, whole_numbers

    if not isinstance(edges, (str, Path)) and not hasattr(edges, "__len__"):
        edges = list(edges) if isinstance(edges, Iterable) else edges  # to be looked at twice
    graph = graph_from(edges)
    return graph, whole_numbers(edges, graph)


def _unique(
    graph: SignedGraph, found: Solution, limit: float | None, weighted: bool, seed: int
) -> bool | None:
    """Tell whether the factions are the only best ones, in the time that is left."""
    from legation.balance.frustration.engine import Clock
    from legation.balance.frustration.unique import only

    net, _ = net_of(graph, weighted)
    left = max(_UNIQUE, found.seconds)
    if limit is not None:
        left = min(left, max(limit - found.seconds, 0.0))
    try:
        return only(net, found.side, Clock(left, time.monotonic()), seed)
    except KeyboardInterrupt:
        return None


def _oriented(graph: SignedGraph, found: Solution) -> Any:
    """Give the sides with the larger one of each connected component as 0, int64[nodes]."""
    from scipy.sparse.csgraph import connected_components

    count, label = connected_components(graph.adjacency(), directed=False)
    lean = np.bincount(label, found.side, count)
    first = np.full(count, graph.order, np.int64)
    np.minimum.at(first, label, np.arange(graph.order))
    # Where both sides are as large, that of the first node counts as the larger.
    turn = np.where(lean != 0, np.sign(lean), found.side[np.minimum(first, graph.order - 1)])
    return (found.side * turn[label] < 0).astype(np.int64)
