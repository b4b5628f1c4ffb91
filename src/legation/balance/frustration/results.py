"""What a question about frustration answers: bounds, factions, and the edges against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.frustration.net import Flags, Places
from legation.balance.graph import SignedGraph

if TYPE_CHECKING:
    import polars as pl

_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, eq=False)
class Frustration:
    """The frustration index of a signed graph, or certified bounds of it.

    Attributes
    ----------
    lower, upper
        No division has less frustration than `lower`; the one given has `upper`. Numbers of
        edges, or sums of weights where `weighted`.
    optimal
        Whether it is proved that the two are the same: then they are the index. With weights
        that no power of ten up to a million makes whole, bounds that lie within a millionth
        of the index count as the same.
    factions
        Names of the nodes of each faction, sorted; the larger faction first. In a graph that
        is not connected the larger side of each part stands in the first faction, though
        nothing holds the parts to each other. With `k` factions there are `k`, though no more
        than nodes (the last may be empty); nodes without edges are in none.
    isolated
        Nodes without edges.
    unique
        True where the set of frustrated edges is the only one of least weight, so that the
        factions are the only ones up to swapping the sides of a whole connected component.
        False where there is another. None where it is not known: it was not asked for, the
        index is not proved, the time was over, or `k` is not 2.
    stopped
        Why the search ended: "proved", "time limit" or "interrupted".
    k
        Number of factions allowed; None where any number is.
    weighted
        Whether weights were added up rather than edges counted.
    seconds
        How long it took.
    graph
        The graph.
    faction
        Place of each node's faction in `factions`, int64[nodes], -1 for isolated nodes.
    frustrated
        Edges against the factions, bool[edges] in the order of the graph.
    labels
        The whole numbers that nodes were named by in the edge list, if they were: factions and
        edges bear these, the graph their text.
    """

    lower: float
    upper: float
    optimal: bool
    factions: tuple[tuple[Any, ...], ...] = field(repr=False)
    isolated: tuple[Any, ...] = field(repr=False)
    unique: bool | None
    stopped: str
    k: int | None
    weighted: bool
    seconds: float = field(repr=False)
    graph: SignedGraph = field(repr=False)
    faction: Places = field(repr=False)
    frustrated: Flags = field(repr=False)
    labels: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def frustrated_edges(self) -> pl.DataFrame:
        """The edges against the factions: u, v, sign, weight."""
        import polars as pl

        found = self.graph.frame().filter(pl.Series(self.frustrated))[["u", "v", "sign", "weight"]]
        if not self.labels:
            return found
        return found.with_columns(
            pl.Series(end, [self.labels[name] for name in found[end]], pl.Int64)
            for end in ("u", "v")
        )

    def labelled(self, labels: Mapping[str, int]) -> Frustration:
        """Give the same with nodes under the whole numbers that the edge list named them by."""
        if not labels:
            return self
        groups = (tuple(sorted(labels[name] for name in names)) for names in self.factions)
        alone = tuple(sorted(labels[name] for name in self.isolated))
        return replace(self, factions=tuple(groups), isolated=alone, labels=labels)

    @property
    def share(self) -> float:
        """Share of the edges, or of their weight, that is frustrated in the factions given."""
        weight = self.graph.weight if self.weighted else np.ones(self.graph.size)
        return self.upper / float(weight.sum()) if self.graph.size else 0.0

    def evidence(self) -> pl.DataFrame:
        """Give the rows behind the number: the frustrated edges, each with both factions.

        Columns u, v, sign, weight, faction_u, faction_v (places in `factions`).
        """
        import polars as pl

        at = np.flatnonzero(self.frustrated)
        return self.frustrated_edges.with_columns(
            pl.Series("faction_u", self.faction[self.graph.u[at]], pl.Int64),
            pl.Series("faction_v", self.faction[self.graph.v[at]], pl.Int64),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the result as plain values, for JSON."""
        return {
            "lower": self.lower,
            "upper": self.upper,
            "optimal": self.optimal,
            "unique": self.unique,
            "stopped": self.stopped,
            "k": self.k,
            "weighted": self.weighted,
            "nodes": self.graph.order,
            "edges": self.graph.size,
            "factions": [list(names) for names in self.factions],
            "isolated": list(self.isolated),
            "frustrated_edges": self.frustrated_edges.to_dicts(),
        }

    def __str__(self) -> str:
        """Say it in one line."""
        what = "weight" if self.weighted else "edges"
        many = "any number of factions" if self.k is None else f"{self.k} factions"
        sizes = [str(len(names)) for names in self.factions if names]
        rest = f" and {len(sizes) - 6} smaller" if len(sizes) > 7 else ""
        of = ", ".join(sizes if not rest else sizes[:6]) or "0"
        where = f"{self.graph.order} nodes, {self.graph.size} edges, {many}: {of}{rest}"
        if not self.optimal:
            return (
                f"frustration between {_number(self.lower)} and {_number(self.upper)} ({what}; "
                f"{self.stopped}; {where})"
            )
        only = {True: ", the only best ones", False: ", not the only best ones", None: ""}
        return f"frustration index {_number(self.upper)} ({what}; {where}{only[self.unique]})"

    def _repr_html_(self) -> str:
        from html import escape

        lists = "".join(
            f"<li>{escape(', '.join(map(str, names)))}</li>" for names in self.factions if names
        )
        edges = "".join(
            f"<tr><td>{escape(str(row['u']))}</td><td>{escape(str(row['v']))}</td>"
            f"<td>{'+' if row['sign'] > 0 else _MINUS}</td>"
            f"<td>{_number(row['weight'])}</td></tr>"
            for row in self.frustrated_edges.head(50).to_dicts()
        )
        head = "<tr><th>u</th><th>v</th><th>sign</th><th>weight</th></tr>"
        more = int(self.frustrated.sum()) - 50
        rest = f"<p>and {more} more</p>" if more > 0 else ""
        return (
            f"<p><strong>Frustration</strong> {escape(str(self))}</p><ol>{lists}</ol>"
            f"<table><caption>frustrated edges</caption>{head}{edges}</table>{rest}"
        )


def result(
    graph: SignedGraph,
    group: Places,
    bounds: tuple[float, float],
    *,
    optimal: bool,
    unique: bool | None,
    stopped: str,
    k: int | None,
    weighted: bool,
    seconds: float,
) -> Frustration:
    """Put a division into the order in which it is given out.

    Parameters
    ----------
    graph
        The graph.
    group
        Number of each node's group, int64[nodes], any numbers.
    bounds, optimal, unique, stopped, k, weighted, seconds
        As of `Frustration`.
    """
    alone = np.bincount(graph.u, minlength=graph.order) == 0
    alone &= np.bincount(graph.v, minlength=graph.order) == 0
    members: dict[int, list[int]] = {}
    for node in np.flatnonzero(~alone).tolist():
        members.setdefault(int(group[node]), []).append(node)
    sorted_groups = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0]))
    faction = np.full(graph.order, -1, np.int64)
    for i, nodes in enumerate(sorted_groups):
        faction[nodes] = i
    names = [tuple(graph.nodes[i] for i in nodes) for nodes in sorted_groups]
    # More factions than nodes can only be empty.
    names += [()] * (min(k or 0, max(graph.order, 2)) - len(names))
    same = faction[graph.u] == faction[graph.v]
    lower, upper = bounds
    return Frustration(
        lower if weighted else round(lower),
        upper if weighted else round(upper),
        optimal,
        tuple(names),
        tuple(graph.nodes[i] for i in np.flatnonzero(alone)),
        unique,
        stopped,
        k,
        weighted,
        seconds,
        graph,
        faction,
        same != (graph.sign > 0),
    )


def _number(value: float) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else f"{value:,}"
