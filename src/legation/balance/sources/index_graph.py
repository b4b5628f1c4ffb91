"""The signed graph of states in a month, in many months, or over a range of them, by the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation import states as atlas
from legation.balance.edges import name_of
from legation.balance.graph import SignedGraph
from legation.balance.sources.levels import (
    Ints,
    Levels,
    Progress,
    Reals,
    blocks,
    chosen_dyads,
    levels_at,
    line_codes,
    months_of,
    sorted_pairs,
    the_index,
)
from legation.balance.sources.rule import Rule
from legation.errors import InputError
from legation.record import Record
from legation.relations.index import Index
from legation.relations.index.arrays import Arrays, name_month
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

Singles = npt.NDArray[np.float32]


def graph_at(
    source: Record | Index,
    month: Moment | Window,
    until: Moment = None,
    *,
    states: Iterable[str | int] | None = None,
    certainty: float = 0.9,
    band: float = 0.0,
    reference: str = "neutral",
    prior: str = "even",
    progress: Progress | None = None,
) -> SignedGraph:
    """Make the signed graph of states in a month, or over a range of months, from the index.

    The level of a pair is the mean of both directions; how it becomes an edge says `Rule`. Over
    several months it is the average of the months in which both states exist, with an interval
    that is no narrower than it should be (see `legation.balance.sources.levels.Levels`).

    A state stands for its line under the code it has today: the Soviet Union is RUS. Only states
    that exist in the month have edges, and only those with edges are nodes; notes name the rest.

    Parameters
    ----------
    source
        A record, or an index of it. An index of few pairs makes a graph of those pairs.
    month, until
        Month as YYYY-MM; a year or a window means all its months; with `until`, from one to the
        other.
    states
        Names or codes of states, to have the graph among these. By default all.
    certainty, band, reference, prior
        See `Rule`.
    progress
        Called with what is done, how far it is, and how far it goes.

    Returns
    -------
    SignedGraph
        With `weight` in Goldstein units and the probability of each sign.

    Raises
    ------
    InputError, UnknownNameError
        If an option makes no sense, or the index has not these months or states.

    Examples
    --------
    >>> graph_at(record, "1985-06")  # doctest: +SKIP
    SignedGraph(168 nodes, 8465 edges, 1781 hostile, 1985-06)
    """
    rule = Rule(certainty, band, reference, prior)
    index = the_index(source, progress)
    codes = None if states is None else line_codes(index, states)
    # What is typical is so of all pairs, whichever are asked for.
    among = None if reference == "typical" else codes
    found = levels_at(index, month, until, states=among, progress=progress)
    return graph_of(found, rule, codes)


def graph_of(levels: Levels, rule: Rule, among: tuple[str, ...] | None = None) -> SignedGraph:
    """Make the signed graph of levels that were worked out."""
    mean, lean = levels.mean.mean(axis=1), levels.lean.mean(axis=1)
    sd = np.sqrt((levels.cov[:, 0] + levels.cov[:, 1] + 2 * levels.cov[:, 2]) / 4)
    centred, _ = rule.centred(mean, lean, levels.prior)
    if among is None:
        held = np.ones(len(levels), bool)
    else:
        own = np.isin(levels.nodes, among)
        held = own[levels.u] & own[levels.v]
    return _graph(
        (levels.nodes, levels.u[held], levels.v[held]),
        centred[held],
        sd[held],
        rule,
        levels.window,
        levels.partly,
    )


def _graph(
    pairs: tuple[tuple[str, ...], Any, Any],
    centred: Reals,
    sd: Reals,
    rule: Rule,
    span: Window,
    partly: int = 0,
) -> SignedGraph:
    """Make a graph of pairs sorted by (u, v); say what has no edge and why."""
    nodes, u, v = pairs
    sign, sure = rule.signs(centred, sd)
    edge = sign != 0
    here, joined = np.zeros((2, len(nodes)), bool)
    here[u] = here[v] = True
    joined[u[edge]] = joined[v[edge]] = True
    whole = SignedGraph(
        nodes,
        u[edge].astype(np.int32),
        v[edge].astype(np.int32),
        sign[edge],
        np.abs(centred[edge]).astype(np.float64),
        sure[edge].astype(np.float64),
        name_of(span),
        (
            _unsure(int((~edge).sum()), len(edge), rule),
            *_alone([name for name, one in zip(nodes, here & ~joined, strict=True) if one]),
            *_lines([name for name, one in zip(nodes, joined, strict=True) if one], span),
            *_partly(partly),
        ),
    )
    return whole.keep(np.ones(whole.size, bool), joined)


def _unsure(count: int, pairs: int, rule: Rule) -> str:
    near = "neutral" if rule.reference == "neutral" else "what is typical"
    return (
        f"{count:,} of {pairs:,} pairs have no edge: they are too near {near}, or too little is "
        f"known of them, for a sign that is {rule.certainty:.0%} sure."
    )


def _alone(names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return (f"No sure edge, so not in the graph: {', '.join(names[:12])}{more}.",)


def _lines(names: list[str], span: Window) -> tuple[str, ...]:
    """Say which nodes were other states at the end of the window."""
    told = []
    for name in names:
        for era, start, end in atlas.lineage(name):
            inside = (start is None or start <= span.end) and (end is None or end >= span.end)
            if inside and str(era) != name:
                told.append(f"{name} is {era.name}")
    return (f"A state stands for its line: {', '.join(told)}.",) if told else ()


def _partly(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count:,} pairs are averaged over the part of the time in which both states exist.",)


@dataclass(frozen=True, eq=False)
class Panel:
    """Levels of P pairs in all their months, T in all, from which graphs are cheap.

    Attributes
    ----------
    nodes
        Names of the states, sorted.
    u, v
        int64[P]; places of the pair's ends, sorted by (u, v).
    pointer, first
        int64[P + 1], int64[P]; pair p has the months `first[p]` onwards (year * 12 + month - 1)
        in `pointer[p]:pointer[p + 1]`.
    mean, sd, lean
        float32[T]; of the mean of both directions: posterior mean and standard deviation on the
        Goldstein scale, calibrated, and the lean of `legation.balance.sources.levels`.
    prior
        The learned prior mean.
    """

    nodes: tuple[str, ...]
    u: Ints = field(repr=False)
    v: Ints = field(repr=False)
    pointer: Ints = field(repr=False)
    first: Ints = field(repr=False)
    mean: Singles = field(repr=False)
    sd: Singles = field(repr=False)
    lean: Singles = field(repr=False)
    prior: float

    @property
    def months(self) -> tuple[str, ...]:
        """Months of the panel, YYYY-MM, in order."""
        low = int(self.first.min())
        high = int((self.first + np.diff(self.pointer)).max())
        return tuple(name_month(month) for month in range(low, high))

    def at(self, month: str) -> tuple[Ints, Reals, Reals, Reals]:
        """Give the pairs of which both states exist in a month: places, mean, sd, lean.

        Raises
        ------
        InputError
            If the panel has not this month.
        """
        day = window(month, month).start
        rows = day.year * 12 + day.month - 1 - self.first
        here = np.flatnonzero((rows >= 0) & (rows < np.diff(self.pointer)))
        if not len(here):
            ends = self.months[0], self.months[-1]
            raise InputError(f"this panel goes from {ends[0]} to {ends[1]}; {month} lies outside")
        at = self.pointer[here] + rows[here]
        return here, *(part[at].astype(np.float64) for part in (self.mean, self.sd, self.lean))

    def graph(
        self,
        month: str,
        *,
        certainty: float = 0.9,
        band: float = 0.0,
        reference: str = "neutral",
        prior: str = "even",
    ) -> SignedGraph:
        """Make the signed graph of a month; as `graph_at`, to single precision."""
        rule = Rule(certainty, band, reference, prior)
        here, mean, sd, lean = self.at(month)
        centred, _ = rule.centred(mean, lean, self.prior)
        pairs = (self.nodes, self.u[here], self.v[here])
        return _graph(pairs, centred, sd, rule, window(month[:7], month[:7]))

    def graphs(
        self, months: Iterable[str] | None = None, **options: Any
    ) -> Iterator[tuple[str, SignedGraph]]:
        """Make the graphs of some months, or of all; options as for `graph`."""
        for month in self.months if months is None else months:
            yield month, self.graph(month, **options)

    def __repr__(self) -> str:
        """Say how much there is."""
        months = self.months
        return f"Panel({len(self.u):,} pairs, {months[0]} to {months[-1]})"


def panel(
    source: Record | Index,
    first: Moment | Window = None,
    last: Moment = None,
    *,
    states: Iterable[str | int] | None = None,
    progress: Progress | None = None,
) -> Panel:
    """Work out the levels of all pairs in all months in one pass, some 12 bytes a pair-month.

    Parameters
    ----------
    source
        A record, or an index of it.
    first, last
        Months to keep; by default all of the index.
    states
        Names or codes of states, for pairs among these alone.
    progress
        Called with what is done, how far it is, and how far it goes.

    Raises
    ------
    InputError, UnknownNameError
        If the index has not these months or states.
    """
    index = the_index(source, progress)
    arrays = Arrays.of(index.observations)
    codes = None if states is None else line_codes(index, states)
    begin, end = -(10**6), 10**6
    if first is not None:
        _, begin, end = months_of(index, first, arrays_end(arrays) if last is None else last)
    parts = [
        _flat(block, begin, end)
        for block in blocks(index, arrays, chosen_dyads(index, arrays, codes), progress)
    ]
    dyad, start, length = (
        (np.concatenate([p[i] for p in parts]) for i in range(3))
        if parts
        else (np.empty(0, np.int64),) * 3
    )
    if not len(dyad):
        raise InputError("the record has no rows on any of these pairs of states in these months")
    nodes, u, v, order = sorted_pairs([index.pairs[d] for d in dyad])
    begins = np.concatenate([[0], np.cumsum(length)])
    pointer = np.concatenate([[0], np.cumsum(length[order])])
    rows = np.repeat(begins[:-1][order] - pointer[:-1], length[order]) + np.arange(pointer[-1])
    mean, sd, lean = (np.concatenate([p[i] for p in parts])[rows] for i in (3, 4, 5))
    return Panel(nodes, u, v, pointer, start[order], mean, sd, lean, index.parameters.m0)


def arrays_end(arrays: Arrays) -> str:
    """Give the last month of any pair."""
    return name_month(int(arrays.span[:, 1].max()))


def _flat(block: Any, begin: int, end: int) -> tuple[Any, ...]:
    """Cut a block to months: pairs, first months, lengths, and mean, sd and lean laid flat."""
    length = np.diff(block.pointer)
    low = np.clip(begin - block.first, 0, length)
    high = np.clip(end + 1 - block.first.astype(np.int64), low, length)
    own = np.flatnonzero(high > low)
    month = np.arange(block.pointer[-1]) - np.repeat(block.pointer[:-1], length)
    kept = (month >= np.repeat(low, length)) & (month < np.repeat(high, length))
    cov = block.cov[kept]
    variance = (cov[:, 0] + cov[:, 1] + 2 * cov[:, 2]) / 4
    return (
        block.dyad[own],
        (block.first + low)[own].astype(np.int64),
        (high - low)[own],
        block.mean[kept].mean(axis=1).astype(np.float32),
        np.sqrt(variance).astype(np.float32),
        block.lean[kept].mean(axis=1).astype(np.float32),
    )


def evidence(index: Index, a: str | int, b: str | int, month: str) -> pl.DataFrame:
    """Give the rows of the record behind the level of a pair in a month.

    Returns
    -------
    polars.DataFrame
        As `Relation.explain_level(month).contributions` of both directions, each with half its
        size, so that they sum to the mean of both; `moves` and `towards` say which direction.
        The rows of the record alone, without what the prior says, sum to the level by the even
        prior of `Rule`.
    """
    import polars as pl

    there = index[a, b]
    parts = []
    for way in (there, there.reverse):
        rows = way.explain_level(month).contributions
        named = (pl.lit(str(way.actor)).alias("moves"), pl.lit(str(way.target)).alias("towards"))
        parts.append(rows.with_columns(pl.col("contribution") / 2, *named))
    return pl.concat(parts).sort(pl.col("contribution").abs(), descending=True, maintain_order=True)
