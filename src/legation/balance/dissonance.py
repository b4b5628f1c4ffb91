"""Dissonance: what an audience that has attitudes to states finds hard to square in the record.

An audience, two states and the edge between them make a triad (Heider 1946, "Attitudes and
cognitive organization", Journal of Psychology 21). It is unbalanced where the attitude to one,
the sign of the edge and the attitude to the other multiply to less than zero: a friend who deals
kindly with a foe, two friends at odds, two foes at odds (which weak balance would allow).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation import states
from legation.balance.graph import Reals, SignedGraph
from legation.balance.triangles import edge_keys, find_edges
from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


@dataclass(frozen=True, eq=False)
class Dissonance:
    """Imbalance that the edges of a graph cause in the picture of an audience.

    Attributes
    ----------
    graph
        The graph.
    attitudes
        Attitude to each node, -1 to 1, mean over draws; NaN where there is none.
    scores
        Expected imbalance of each edge, float64[edges]: weight times the strengths of both
        attitudes times the probability that the triad is unbalanced; NaN for edges left out.
    strengths
        Weight times the strengths of both attitudes, float64[edges]: what the score would be if
        the triad were surely unbalanced; NaN for edges left out.
    chances
        Probability that the triad of each edge is unbalanced; NaN for edges left out.
    bounds
        Lower and upper bound of each score, float64[2, edges]; None without draws.
    total
        Sum of the scores.
    share
        `total` over the sum of weight times strengths: 0 where all fits, 1 where nothing does;
        None where no edge joins two states with attitudes.
    total_interval, share_interval
        Bounds from draws; None without.
    level
        Probability that the intervals hold.
    without_attitude
        Nodes with edges to which no attitude was given; their edges are left out.
    neutral
        Nodes to which the attitude is 0: no triad, hence nothing to be out of balance.
    absent
        States with an attitude that are not in the graph.
    edges_left_out
        Number of edges with an end of the two kinds above.
    """

    graph: SignedGraph = field(repr=False)
    attitudes: Reals = field(repr=False)
    scores: Reals = field(repr=False)
    strengths: Reals = field(repr=False)
    chances: Reals = field(repr=False)
    bounds: Reals | None = field(repr=False)
    total: float
    share: float | None
    total_interval: tuple[float, float] | None
    share_interval: tuple[float, float] | None
    level: float
    without_attitude: tuple[str, ...]
    neutral: tuple[str, ...]
    absent: tuple[str, ...]
    edges_left_out: int

    def frame(self) -> pl.DataFrame:
        """Give one row per edge between two states with attitudes, the largest score first.

        Columns: u, v, sign, weight, probability; attitude_u, attitude_v; unbalanced (with the
        sign as given), p_unbalanced, score, lo, hi (null without draws); strength_u, strength_v,
        strength_edge (weight over the largest times how sure the sign is, 0 to 1); weakest, the
        link that gives way most easily: the name of a state whose attitude it is, or "edge".
        """
        import polars as pl

        held = np.flatnonzero(np.isfinite(self.scores))
        graph = self.graph.keep(np.isfinite(self.scores))
        of_u, of_v = self.attitudes[graph.u], self.attitudes[graph.v]
        largest = float(self.graph.weight.max(initial=0.0)) or 1.0
        edge = graph.weight / largest * np.abs(2 * graph.probability - 1)
        links = np.stack([np.abs(of_u), np.abs(of_v), edge])
        names = graph.frame()
        weak = links.argmin(axis=0).tolist()
        called = [(row[0], row[1], "edge")[i] for row, i in zip(names.rows(), weak, strict=True)]
        bounds = np.full((2, len(held)), np.nan) if self.bounds is None else self.bounds[:, held]
        return (
            names.with_columns(
                pl.Series("attitude_u", of_u),
                pl.Series("attitude_v", of_v),
                pl.Series("unbalanced", of_u * of_v * graph.sign < 0),
                pl.Series("p_unbalanced", self.chances[held]),
                pl.Series("score", self.scores[held]),
                pl.Series("lo", bounds[0]).fill_nan(None),
                pl.Series("hi", bounds[1]).fill_nan(None),
                *(
                    pl.Series(f"strength_{name}", link)
                    for name, link in zip(("u", "v", "edge"), links, strict=True)
                ),
                pl.Series("weakest", called, dtype=pl.String),
            )
        ).sort("score", "u", "v", descending=[True, False, False])

    def evidence(self) -> pl.DataFrame:
        """Give the rows of `frame` whose triad is more likely unbalanced than not."""
        import polars as pl

        return self.frame().filter(pl.col("p_unbalanced") > 0.5)

    def changes(self) -> pl.DataFrame:
        """Give one row per state with an attitude: what reversing that attitude would change.

        Columns: state, attitude, edges, score (of its edges), reversed (the same if the attitude
        were the opposite), change (of the total). The greatest relief first.
        """
        import polars as pl

        graph, held = self.graph, np.isfinite(self.scores)
        # Reversing one attitude turns balance into imbalance: score becomes strength - score.
        strength = self.strengths
        states_ = np.flatnonzero(np.isfinite(self.attitudes) & (self.attitudes != 0))
        ends = np.concatenate([graph.u[held], graph.v[held]])
        score = np.bincount(ends, np.tile(self.scores[held], 2), graph.order)[states_]
        whole = np.bincount(ends, np.tile(strength[held], 2), graph.order)[states_]
        return pl.DataFrame(
            {
                "state": [graph.nodes[i] for i in states_],
                "attitude": self.attitudes[states_],
                "edges": np.bincount(ends, minlength=graph.order)[states_],
                "score": score,
                "reversed": whole - score,
                "change": whole - 2 * score,
            },
            schema_overrides={"state": pl.String},
        ).sort("change", "state")

    def to_dict(self) -> dict[str, Any]:
        """Give the sums as plain values, without the edges."""
        return {
            "total": self.total,
            "share": self.share,
            "total_interval": None if self.total_interval is None else list(self.total_interval),
            "share_interval": None if self.share_interval is None else list(self.share_interval),
            "level": self.level,
            "edges": int(np.isfinite(self.scores).sum()),
            "edges_left_out": self.edges_left_out,
            "without_attitude": list(self.without_attitude),
            "neutral": list(self.neutral),
            "absent": list(self.absent),
        }

    def __str__(self) -> str:
        """Say it in one line, with what was left out."""
        counted = int(np.isfinite(self.scores).sum())
        left = f"{self.edges_left_out} edges left out"
        if self.without_attitude:
            left += f" (no attitude to {len(self.without_attitude)} states)"
        if self.share is None:
            return f"no edge joins two states with attitudes; {left}"
        line = f"dissonance {self.share:.3f} over {counted} edges"
        if self.share_interval is not None:
            low, high = self.share_interval
            line += f" ({self.level:.0%} interval {low:.3f} to {high:.3f})"
        return f"{line}; {left}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><strong>Dissonance</strong> {escape(str(self))}</p>"


Attitude = float | Sequence[float] | npt.NDArray[np.float64]


def dissonance(
    attitudes: Mapping[str, Attitude] | pl.DataFrame | Any,
    graph: SignedGraph,
    *,
    drawn: Iterable[SignedGraph] = (),
    level: float = 0.9,
) -> Dissonance:
    """Say what each edge of a graph costs the picture of an audience with some attitudes.

    Parameters
    ----------
    attitudes
        By state, -1 hostile to 1 friendly; either one number for each, or for each as many draws.
        A frame with columns `state` and `attitude` will do. A state with no attitude is not taken
        for neutral: its edges are left out, counted and named.
    graph
        What is recorded. Uncertain signs count by their probability.
    drawn
        Graphs drawn from what is uncertain about the record, as by `legation.balance.sources`;
        in each of them the signs are taken as known.
        With draws of attitudes as well, as many of both, used one by one together.
    level
        Probability that the intervals hold.

    Returns
    -------
    Dissonance
        Scores by edge and their sum, with intervals if there are draws of either kind.

    Raises
    ------
    UnknownNameError
        If a name is no node and no state.
    InputError
        If an attitude is no number from -1 to 1, or draws do not match.
    """
    if not 0 < level < 1:
        raise InputError(f"the level of an interval lies between 0 and 1, not at {level}")
    rows = list(_given(attitudes))
    values, absent = _by_node(rows, graph)
    mean = values.mean(axis=0)
    known = np.isfinite(mean)
    neutral = known & (values == 0).all(axis=0)
    held = (known & ~neutral)[graph.u] & (known & ~neutral)[graph.v]
    scores, chances, strength = _scored(values, graph)
    graphs = list(drawn)
    by_draw, wholes = _draws(values, graph, graphs)
    total, whole = float(scores[held].sum()), float(strength[held].sum())
    tails = ((1 - level) / 2, (1 + level) / 2)
    bounds = totals = shares = None
    if by_draw is not None:
        sums = by_draw.sum(axis=1)
        bounds = np.quantile(by_draw[:, : graph.size], tails, axis=0)
        totals = _both(np.quantile(sums, tails))
        if (wholes > 0).any():
            shares = _both(np.quantile(sums[wholes > 0] / wholes[wholes > 0], tails))
    touched = np.bincount(np.r_[graph.u, graph.v], minlength=graph.order) > 0
    return Dissonance(
        graph,
        mean,
        np.where(held, scores, np.nan),
        np.where(held, strength, np.nan),
        np.where(held, chances, np.nan),
        bounds,
        total,
        total / whole if whole > 0 else None,
        totals,
        shares,
        level,
        tuple(graph.nodes[i] for i in np.flatnonzero(touched & ~known)),
        tuple(graph.nodes[i] for i in np.flatnonzero(neutral)),
        absent,
        int((~held).sum()),
    )


def _both(pair: Reals) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def _given(attitudes: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(attitudes, Mapping):
        return [(str(k), v) for k, v in attitudes.items()]
    columns = getattr(attitudes, "columns", None)
    if columns is None or not {"state", "attitude"} <= set(columns):
        raise InputError(
            "attitudes are a mapping from states to numbers, or a frame with the columns state "
            "and attitude"
        )
    names, numbers = list(attitudes["state"]), list(attitudes["attitude"])
    return list(zip(map(str, names), numbers, strict=True))


def _by_node(rows: list[tuple[str, Any]], graph: SignedGraph) -> tuple[Reals, tuple[str, ...]]:
    """Give attitudes by draw and node, float64[draws, nodes], and states that are no nodes."""
    found: dict[str, Reals] = {}
    known = set(graph.nodes)
    for name, given in rows:
        node = _node(name, known)
        if node in found:
            raise InputError(f"an attitude to {node} was given twice, once as '{name[:40]}'")
        found[node] = _numbers(name, given)
    absent = tuple(sorted(found.keys() - known))
    counts = {len(value) for value in found.values()}
    if len(counts - {1}) > 1:
        raise InputError(f"attitudes hold different numbers of draws: {sorted(counts)}")
    out = np.full((max(counts, default=1), graph.order), np.nan)
    for node in found.keys() & known:
        out[:, graph.place(node)] = found[node]
    return out, absent


def _node(name: str, known: set[str]) -> str:
    """Give the node meant by a name, or the code of a state that is none."""
    if name in known:
        return name
    try:
        state = states.resolve(name)
    except UnknownNameError as error:
        raise UnknownNameError(f"'{name[:40]}' is no node of this graph, and {error}") from None
    line = [str(era) for era, _, _ in states.lineage(state)]
    there = [code for code in (str(state), *reversed(line)) if code in known]
    return there[0] if there else str(state)


def _numbers(name: str, given: Any) -> Reals:
    try:
        value = np.atleast_1d(np.asarray(given, np.float64))
    except (TypeError, ValueError):
        value = np.array([np.nan])
    if value.ndim != 1 or not len(value) or not (np.abs(value) <= 1).all():
        shown = str(given)[:40]
        raise InputError(f"the attitude to {name[:40]} is {shown}; it is a number from -1 to 1")
    return value


def _scored(values: Reals, graph: SignedGraph, known: bool = False) -> tuple[Reals, Reals, Reals]:
    """Give score, probability of imbalance and strength of each edge, means over draws."""
    product = values[:, graph.u] * values[:, graph.v]
    mean_sign = graph.sign * (1 if known else 2 * graph.probability - 1)
    strength = graph.weight * np.abs(product)
    chance = (1 - np.sign(product) * mean_sign) / 2
    return (strength * chance).mean(axis=0), chance.mean(axis=0), strength.mean(axis=0)


def _draws(
    values: Reals, graph: SignedGraph, graphs: list[SignedGraph]
) -> tuple[Reals | None, Reals]:
    """Give scores by draw and edge, and the whole strength by draw.

    The last column holds what edges of a drawn graph add that the graph itself does not have.
    """
    count = max(len(values), len(graphs))
    if len(values) > 1 and graphs and len(graphs) != len(values):
        raise InputError(
            f"there are {len(values)} draws of attitudes and {len(graphs)} of graphs; give as many"
        )
    if count < 2:
        return None, np.zeros(0)
    keys = edge_keys(graph)
    out, wholes = np.zeros((count, graph.size + 1)), np.zeros(count)
    for i in range(count):
        one = graphs[i] if graphs else graph
        if one.nodes != graph.nodes:
            raise InputError("a drawn graph has other nodes than the graph it was drawn for")
        drawn = values[i : i + 1] if len(values) > 1 else values
        score, _, strength = _scored(drawn, one, known=bool(graphs))
        at = find_edges(graph, keys, one.u.astype(np.int64), one.v.astype(np.int64))
        np.add.at(out[i], np.where(at < 0, graph.size, at), np.nan_to_num(score))
        wholes[i] = np.nansum(strength)
    return out, wholes
