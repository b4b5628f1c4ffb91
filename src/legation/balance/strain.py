"""Strain: what each edge costs the picture, told by reversing its sign.

An edge pulls at the web if the web would be more balanced without it as it is. Two measures of
that: the change of the frustration index, exact or within bounds, and the change of the share of
balanced triangles, if the sign of this edge alone were reversed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legation.balance.flips import Flips, Progress, frustration_if_flipped
from legation.balance.frustration.solution import Solution, solve
from legation.balance.graph import SignedGraph
from legation.balance.triads import TriadCensus, triads
from legation.errors import InputError

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


@dataclass(frozen=True, eq=False)
class Strain:
    """What the reversal of each edge would change.

    Attributes
    ----------
    graph
        The graph.
    solution
        Its frustration index, or bounds of it, with a division.
    flips
        Bounds of the index after each reversal.
    census
        Its triads.
    weighted
        Whether the index adds weights up; triangles are counted in either case.
    """

    graph: SignedGraph = field(repr=False)
    solution: Solution = field(repr=False)
    flips: Flips = field(repr=False)
    census: TriadCensus = field(repr=False)
    weighted: bool

    def frame(self) -> pl.DataFrame:
        """Give one row per edge, the one that costs the picture most first.

        Columns: rank; u, v, sign, weight, probability; frustrated (in the division found);
        index_lower, index_upper (frustration index if its sign were reversed), change_lower,
        change_upper (change of the index), proved (whether the bounds meet); triads, unbalanced
        (of those through it), share_change (of the share of balanced triangles; 0 without any).
        Ranked by the change of the index that is sure, then by the change of the share.
        """
        import polars as pl

        balanced = self.census.edge_counts[:, [0, 2]].sum(axis=1)
        unbalanced = self.census.edge_counts[:, [1, 3]].sum(axis=1)
        low, high = self.flips.change_lower, self.flips.change_upper
        frame = self.graph.frame().with_columns(
            pl.Series("frustrated", self.solution.frustrated),
            pl.Series("index_lower", self.flips.lower),
            pl.Series("index_upper", self.flips.upper),
            pl.Series("change_lower", low),
            pl.Series("change_upper", high),
            pl.Series("proved", high - low <= 1e-6 * max(1.0, self.solution.upper)),
            pl.Series("triads", balanced + unbalanced),
            pl.Series("unbalanced", unbalanced),
            pl.Series("share_change", (unbalanced - balanced) / max(self.census.total, 1)),
        )
        order = ["change_upper", "share_change", "u", "v"]
        return frame.sort(order, descending=[False, True, False, False]).with_row_index(
            "rank", offset=1
        )

    def evidence(self) -> pl.DataFrame:
        """Give the rows of `frame` whose reversal surely lowers the index."""
        import polars as pl

        return self.frame().filter(pl.col("change_upper") < 0)

    def of(self, a: str, b: str) -> dict[str, Any]:
        """Give the row of one edge as plain values.

        Raises
        ------
        UnknownNameError
            If the graph has no such node.
        InputError
            If the two are not joined.
        """
        at = self.graph.edge(a, b)
        if at is None:
            raise InputError(f"{a} and {b} are not joined in this graph, so nothing strains there")
        u, v = self.graph.nodes[self.graph.u[at]], self.graph.nodes[self.graph.v[at]]
        return self.frame().row(by_predicate=_both(u, v), named=True)

    def to_dict(self, most: int = 20) -> dict[str, Any]:
        """Give the index and the edges that cost most as plain values."""
        return {
            "frustration": {
                "lower": self.solution.lower,
                "upper": self.solution.upper,
                "optimal": self.solution.optimal,
            },
            "weighted": self.weighted,
            "stopped": self.flips.stopped,
            "edges": self.frame().head(most).to_dicts(),
        }

    def __str__(self) -> str:
        """Say it in one line."""
        relief = int((self.flips.change_upper < 0).sum())
        open_ = int((self.flips.change_upper > self.flips.change_lower).sum())
        line = f"{relief} of {self.graph.size} edges would lower the frustration index if reversed"
        return line if not open_ else f"{line}; {open_} not settled ({self.flips.stopped})"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Strain</strong> {escape(str(self))}</p>"


def strain(
    edges: Any,
    time_limit: float | None = None,
    *,
    weighted: bool = False,
    solution: Solution | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Strain:
    """Say for each edge what its reversal would change in the balance of the whole.

    Parameters
    ----------
    edges
        A `SignedGraph` or anything that `legation.balance.edges.graph_from` takes.
    time_limit
        Seconds for each of the two steps: the index, and what reversals make of it.
    weighted
        Let the index add weights up.
    solution
        The index of this graph with the same `weighted`, where it is known already.
    seed
        Of the parts that draw at random.
    progress
        Called with "strain", edges settled and edges in all.

    Returns
    -------
    Strain
        With bounds that need not meet where the time was over, Ctrl-C was pressed, or the index
        itself is not proved.
    """
    graph = edges
    if not isinstance(graph, SignedGraph):
        from legation.balance.edges import graph_from

        graph = graph_from(edges)
    if solution is None:
        solution = solve(graph, time_limit=time_limit, weighted=weighted, seed=seed)
    elif len(solution.frustrated) != graph.size or len(solution.side) != graph.order:
        raise InputError("the solution given is not one of this graph")
    flips = frustration_if_flipped(
        graph, solution, weighted=weighted, time_limit=time_limit, seed=seed, progress=progress
    )
    return Strain(graph, solution, flips, triads(graph), weighted)


def _both(u: str, v: str) -> pl.Expr:
    import polars as pl

    return (pl.col("u") == u) & (pl.col("v") == v)
