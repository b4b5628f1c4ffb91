"""To and from the graphs of networkx and igraph; neither is needed by anything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from legation.balance.edges import graph_from
from legation.balance.graph import SignedGraph
from legation.errors import InputError, LegationError

_ATTRIBUTES = ("sign", "weight", "probability")


def to_networkx(graph: SignedGraph) -> Any:
    """Make a `networkx.Graph` with the edge attributes sign, weight and probability.

    `period` and `notes` become attributes of the graph.

    Raises
    ------
    LegationError
        If networkx is not installed.
    """
    networkx = _library("networkx")
    made = networkx.Graph(period=graph.period, notes=graph.notes)
    made.add_nodes_from(graph.nodes)
    made.add_edges_from(
        (u, v, dict(zip(_ATTRIBUTES, values, strict=True)))
        for u, v, *values in graph.frame().iter_rows()
    )
    return made


def from_networkx(graph: Any) -> SignedGraph:
    """Make a signed graph of a `networkx` graph.

    Parameters
    ----------
    graph
        Undirected; each edge has a `sign` (1 or -1), and may have a `weight` (positive) and a
        `probability`. Where no edge has a sign, the weights are read as sign times weight, as
        networkx users often keep them.

    Raises
    ------
    InputError
        If it is directed, an edge lacks a sign, or is one that `graph_from` refuses.
    """
    _undirected(graph.is_directed())
    edges = [(str(u), str(v), dict(data)) for u, v, data in graph.edges(data=True)]
    return _made([str(node) for node in graph.nodes], edges, graph.graph)


def to_igraph(graph: SignedGraph) -> Any:
    """Make an `igraph.Graph` with vertex names and the edge attributes of `to_networkx`.

    Raises
    ------
    LegationError
        If igraph is not installed.
    """
    igraph = _library("igraph")
    made = igraph.Graph(n=graph.order, edges=np.stack([graph.u, graph.v], 1).tolist())
    made["period"], made["notes"] = graph.period, graph.notes
    if graph.order:
        made.vs["name"] = list(graph.nodes)
    for name in _ATTRIBUTES:
        made.es[name] = getattr(graph, name).tolist()
    return made


def from_igraph(graph: Any) -> SignedGraph:
    """Make a signed graph of an `igraph.Graph`; attributes and errors as for `from_networkx`.

    Vertices without a `name` are named by their number.
    """
    _undirected(graph.is_directed())
    named = "name" in graph.vs.attributes()
    names = [str(name) for name in (graph.vs["name"] if named else range(graph.vcount()))]
    edges = [(names[e.source], names[e.target], e.attributes()) for e in graph.es]
    return _made(names, edges, {key: graph[key] for key in graph.attributes()})


def _made(
    nodes: list[str], edges: list[tuple[str, str, dict[str, Any]]], about: Any
) -> SignedGraph:
    if len(set(nodes)) < len(nodes):
        raise InputError("two nodes of this graph bear one name; give each its own")
    period = about.get("period")
    notes = tuple(str(note) for note in about.get("notes") or ())
    if not edges:
        return SignedGraph.of(nodes, [], [], [], period=period, notes=notes)
    found = graph_from(_columns(edges), None if period is None else str(period))
    alone = sorted(set(nodes) - set(found.nodes))
    whole = (*found.nodes, *alone)
    return SignedGraph.of(
        whole,
        found.u,
        found.v,
        found.sign,
        found.weight,
        found.probability,
        found.period,
        (*notes, *found.notes),
    )


def _columns(edges: list[tuple[str, str, dict[str, Any]]]) -> dict[str, list[Any]]:
    """Lay out edges in columns; an attribute that only some edges have is an error."""
    columns: dict[str, list[Any]] = {
        "u": [u for u, _, _ in edges],
        "v": [v for _, v, _ in edges],
    }
    for name in _ATTRIBUTES:
        have = [data.get(name) for _, _, data in edges]
        lacking = next((i for i, value in enumerate(have) if value is None), None)
        if lacking is None:
            columns[name] = have
        elif any(value is not None for value in have):
            u, v, _ = edges[lacking]
            raise InputError(f"the edge between {u} and {v} has no {name}, others have one")
    if "sign" not in columns:
        columns |= _signed_weights(columns.pop("weight", None))
    return columns


def _signed_weights(weights: Iterable[Any] | None) -> dict[str, list[Any]]:
    if weights is None:
        raise InputError("the edges of this graph have no attribute 'sign'; set it to 1 or -1")
    values = list(weights)
    if not all(isinstance(w, (int, float)) and not isinstance(w, bool) and w for w in values):
        raise InputError("without 'sign' the weight of every edge has to be a number other than 0")
    return {"sign": [1 if w > 0 else -1 for w in values], "weight": [abs(w) for w in values]}


def _undirected(directed: bool) -> None:
    if directed:
        raise InputError(
            "this graph is directed; make a SignedDigraph of its edges and symmetrise it by a rule"
        )


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise LegationError(f"{name} is not installed; add it with: pip install {name}") from None
