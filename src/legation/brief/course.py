"""The course of a relation: its monthly index in both directions, as plain values for faces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legation.brief.clean import clean
from legation.brief.model import Change
from legation.errors import InputError
from legation.record import Record
from legation.record.symbols import symbol_of, url_of
from legation.relations.window import Window
from legation.states import State

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.breaks import Break
    from legation.relations.index.relation import Relation

YEAR = 12
SHOWN = 10
#: Sources whose remaining rows are summed apart.
APART = 4
REST = "other sources"
_Z90 = 1.6448536269514722
_DIGITS = 4

EMPTY = "There is no monthly index: this record is empty."
SELECTED = (
    "There is no monthly index: the landmark facts of the casebook were chosen by hand, and no "
    "level or break follows from them. The full record gives that."
)


@dataclass(frozen=True)
class Row:
    """A row of the record, and what it contributed to a change."""

    number: int
    """Place by size of the contribution, 1 the largest."""
    table: str
    locator: str
    date: str
    source: str
    text: str
    contribution: float
    url: str


@dataclass(frozen=True)
class Others:
    """Rows of a source that are not shown one by one, and what they contributed together."""

    source: str
    rows: int
    contribution: float


@dataclass(frozen=True)
class Fall:
    """The change over a break, split into its rows: those shown and the rest add up to it."""

    actor: State
    target: State
    month: str
    """Month of the break."""
    since: str
    until: str
    """Months, YYYY-MM, between which the change is split."""
    before: float
    after: float
    """The index in these months."""
    change: float
    sd: float
    rows: tuple[Row, ...]
    others: tuple[Others, ...]
    """All other rows, by source."""

    @property
    def rest(self) -> float:
        """What all other rows contributed together."""
        return sum(o.contribution for o in self.others)

    @property
    def rest_rows(self) -> int:
        """How many rows are not shown."""
        return sum(o.rows for o in self.others)


@dataclass(frozen=True)
class Origin:
    """A source of observations of the pair."""

    source: str
    title: str
    observations: int
    first: str
    last: str


@dataclass(frozen=True)
class Course:
    """The relation of one state towards another, month by month.

    Attributes
    ----------
    months
        First days of the months.
    mean, sd, lo50, hi50, lo90, hi90
        The index on the Goldstein scale, with its posterior standard deviation and intervals;
        rounded to four digits.
    change
        Of the last month against the month a year before, with its 90 % interval; None where
        the index is shorter.
    breaks
        Oldest first.
    """

    actor: State
    target: State
    months: tuple[dt.date, ...]
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    lo50: tuple[float, ...]
    hi50: tuple[float, ...]
    lo90: tuple[float, ...]
    hi90: tuple[float, ...]
    change: Change | None
    breaks: tuple[Break, ...]

    @property
    def largest(self) -> Break | None:
        """The break of the largest size, shifts before shocks."""
        return max(self.breaks, key=_weight, default=None)


@dataclass(frozen=True)
class Courses:
    """Both directions of a pair, what they rest on, and the largest break with its rows."""

    there: Course
    back: Course
    origins: tuple[Origin, ...]
    fall: Fall | None
    notes: tuple[str, ...]

    @property
    def both(self) -> tuple[Course, Course]:
        """The two directions, A towards B first."""
        return self.there, self.back

    @property
    def observations(self) -> int:
        """Number of observations behind the index of the pair."""
        return sum(o.observations for o in self.origins)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks of both directions, oldest first."""
        return tuple(sorted((b for c in self.both for b in c.breaks), key=lambda b: b.month))

    @property
    def observed(self) -> tuple[str, str]:
        """First and last month with an observation."""
        ends = [(o.first, o.last) for o in self.origins if o.observations]
        return min(first for first, _ in ends), max(last for _, last in ends)


def of_record(
    record: Record,
    a: State,
    b: State,
    as_of: dt.date | None,
    progress: Callable[..., None] | None,
    *,
    selection: bool,
) -> tuple[Courses | None, str]:
    """Give the index of a pair, or the reason why the record gives none."""
    if record.is_empty():
        return None, EMPTY
    if selection:
        return None, SELECTED
    from legation.relations.index import index

    try:
        found = index(record, pairs=[(str(a), str(b))], as_of=as_of, progress=progress)
        return courses(found[str(a), str(b)], found.notes, names=(a, b)), ""
    except InputError as error:
        return None, f"There is no monthly index of the two: {clean(error)}."


def courses(
    relation: Relation,
    notes: Iterable[str] = (),
    *,
    names: tuple[State, State] | None = None,
    span: Window | None = None,
    shown: int = SHOWN,
) -> Courses:
    """Take from a relation what faces show of it.

    Parameters
    ----------
    relation
        One direction; the other is taken with it.
    notes
        What the index says of itself.
    names
        The two states as they are to be named, such as the Soviet Union for Russia.
    span
        Window to show; by default all months from the first that a source observes.
    shown
        Rows of the largest break to keep apart; the others are summed. With 0 rows are not
        asked for.

    Raises
    ------
    InputError
        If no month lies in the window.
    """
    origins = tuple(
        Origin(clean(r["source"]), clean(r["title"]), int(r["observations"]), *_ends(r))
        for r in relation.sources.to_dicts()
    )
    since = min((o.first for o in origins if o.observations), default="")
    a, b = names or (relation.actor, relation.target)
    there, back = relation, relation.reverse
    both = course(there, a, b, since, span), course(back, b, a, since, span)
    broken = [(c, r) for c, r in zip(both, (there, back), strict=True) if c.largest]
    fall = None
    if broken and shown:
        fall = _fall(*max(broken, key=lambda x: _weight(x[0].largest)), shown)
    return Courses(*both, origins, fall, tuple(map(clean, notes)))


def course(
    relation: Relation, actor: State, target: State, since: str = "", span: Window | None = None
) -> Course:
    """Take one direction, from a month on and within a window.

    Raises
    ------
    InputError
        If no month lies there.
    """
    every = [dt.date.fromisoformat(f"{str(m)[:7]}-01") for m in relation.months]
    kept = [
        i
        for i, day in enumerate(every)
        if f"{day:%Y-%m}" >= since and (span is None or span.start <= day <= span.end)
    ]
    if not kept:
        raise InputError(
            f"the index of {actor.name} and {target.name} has no month in the window asked for "
            f"({span}); it runs from {every[0]:%Y-%m} to {every[-1]:%Y-%m}"
        )
    part = slice(kept[0], kept[-1] + 1)
    months = tuple(every[part])
    values = {
        name: tuple(round(float(v), _DIGITS) for v in getattr(relation, name)[part])
        for name in ("mean", "sd", "lo50", "hi50", "lo90", "hi90")
    }
    first, last = f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"
    return Course(
        actor=actor,
        target=target,
        months=months,
        **values,
        change=_change(relation, every, kept[-1]),
        breaks=tuple(b for b in relation.breaks() if first <= b.month <= last),
    )


def by_row(contributions: pl.DataFrame) -> pl.DataFrame:
    """Sum what a row of the record contributed in several months, largest first."""
    import polars as pl

    return (
        contributions.group_by("table", "locator", "source", maintain_order=True)
        .agg(pl.col("date").min(), pl.col("text").first(), pl.col("contribution").sum())
        .sort(pl.col("contribution").abs(), descending=True, maintain_order=True)
    )


def rows_of(rows: pl.DataFrame, shown: int) -> tuple[Row, ...]:
    """Take the first of rows sorted by contribution, numbered from 1."""
    return tuple(_row(n, row) for n, row in enumerate(rows.head(shown).to_dicts(), 1))


def _change(relation: Relation, months: Sequence[dt.date], at: int) -> Change | None:
    """Give the change of a month against the month a year before, with its interval."""
    if at < YEAR:
        return None
    value, sd = relation.change(f"{months[at]:%Y-%m}", f"{months[at - YEAR]:%Y-%m}")
    return Change(value, value - _Z90 * sd, value + _Z90 * sd)


def _weight(found: Break | None) -> tuple[bool, float]:
    """Shifts before shocks, then by size."""
    if found is None:
        return False, 0.0
    return found.kind == "shift", abs(found.size)


def _fall(course: Course, relation: Relation, shown: int) -> Fall:
    found = course.largest
    assert found is not None
    split = relation.explain_break(found)
    every = by_row(split.contributions)
    rows = rows_of(every, shown)
    after = float(relation.mean[[str(m) for m in relation.months].index(split.until)])
    return Fall(
        actor=course.actor,
        target=course.target,
        month=found.month,
        since=str(split.since),
        until=split.until,
        before=after - split.change,
        after=after,
        change=split.change,
        sd=split.sd,
        rows=rows,
        others=others_of(every, shown),
    )


def others_of(rows: pl.DataFrame, shown: int) -> tuple[Others, ...]:
    """Sum the rows after the first by source, the largest sums apart and the small as one."""
    import polars as pl

    sums = (
        rows[shown:]
        .group_by("source", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col("contribution").sum())
        .sort(pl.col("contribution").abs(), descending=True, maintain_order=True)
    )
    found = [Others(clean(source), rows, value) for source, rows, value in sums.iter_rows()]
    if len(found) <= APART:
        return tuple(found)
    small = found[APART - 1 :]
    rest = Others(REST, sum(o.rows for o in small), sum(o.contribution for o in small))
    return (*found[: APART - 1], rest)


def _row(number: int, row: dict[str, Any]) -> Row:
    day = row["date"]
    return Row(
        number=number,
        table=clean(row["table"]),
        locator=clean(row["locator"]),
        date="" if day is None else str(day)[:10],
        source=clean(row["source"]),
        text=clean(row["text"]),
        contribution=float(row["contribution"]),
        url=url_of(symbol_of(row["locator"])) or "",
    )


def _ends(row: dict[str, Any]) -> tuple[str, str]:
    return str(row["first"] or "")[:7], str(row["last"] or "")[:7]
