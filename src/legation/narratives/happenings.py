"""What happened in the record: votes directed at a state, measures begun, coded events, breaks.

A happening has a day (or a month), states, a sign for each edge between them, and a salience that
comes from the record alone: what outlets made of it is what is asked, and must not decide how much
it counts. Rows that an engine read in documents are no happenings, for the same reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legation import states as state_names
from legation.errors import InputError
from legation.record import Record
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

#: Kinds of measures that begin on a day or in a month, with the sign of their edges.
MEASURES = {
    "alliance": 1,
    "designation": -1,
    "diplomatic_post": 1,
    "dispute": -1,
    "sanction": -1,
    "treaty": 1,
    "visit": 1,
}
#: Kinds of happenings; breaks are looked for only where pairs are given, since they cost.
KINDS = ("vote", *MEASURES, "events", "break")

Edge = tuple[str, str, int]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Happening:
    """Something that happened between states.

    Attributes
    ----------
    id
        The same for the same rows of the record: kind, day and states, or symbol.
    kind
        One of `KINDS`.
    date, last
        First and last day; of what is dated by month, those of the month.
    precision
        "day" or "month".
    states
        Whom it is between, sorted; of a vote, the states that the text is directed at.
    edges
        Actor, target and sign, 1 friendly or -1 hostile. In a vote directed at a state, who votes
        yes acts against it and who votes no for it; who abstains or is absent has no edge.
    salience
        0 to 1, by the formula of the kind; see `legation.narratives.gathering`.
    title
        What it is, in a few words.
    words
        Stems by which a text that speaks of it is known, sorted.
    about
        Further states that its title names.
    symbols
        Symbols of texts voted on, sorted.
    apart
        States that voted against the greater number, sorted.
    classes
        Classes of dealings that it is of, places in `legation.narratives.voice.CLASSES`.
    rows
        Rows of the record that it rests on.
    locator, source_id
        Where a person finds the first of them.
    """

    id: str
    kind: str
    date: dt.date
    last: dt.date
    precision: str
    states: tuple[str, ...]
    edges: tuple[Edge, ...]
    salience: float
    title: str
    words: tuple[str, ...]
    about: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    classes: tuple[int, ...] = ()
    rows: int = 1
    locator: str | None = None
    source_id: str | None = None

    def touches(self, pairs: frozenset[Pair]) -> bool:
        """Whether an edge joins one of some pairs, each sorted."""
        return any((min(a, b), max(a, b)) in pairs for a, b, _ in self.edges)

    def to_dict(self) -> dict[str, Any]:
        """Give plain values; of edges their number, since a vote has two hundred."""
        return {
            "id": self.id,
            "kind": self.kind,
            "date": self.date.isoformat(),
            "last": self.last.isoformat(),
            "precision": self.precision,
            "states": list(self.states),
            "edges": len(self.edges),
            "salience": round(self.salience, 3),
            "title": self.title,
            "symbols": list(self.symbols),
            "apart": list(self.apart),
            "rows": self.rows,
            "locator": self.locator,
            "source_id": self.source_id,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        when = self.date.isoformat()[: 10 if self.precision == "day" else 7]
        return f"{when}: {self.title}"


@dataclass(frozen=True, eq=False)
class Happenings:
    """Happenings in the order of their days and ids.

    Attributes
    ----------
    window
        Days that were looked at.
    left_out
        Rows that make no happening, by reason.
    """

    rows: tuple[Happening, ...]
    window: Window
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count them."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Happening]:
        """Go through them by day."""
        return iter(self.rows)

    def __getitem__(self, place: int) -> Happening:
        """Give one by its place."""
        return self.rows[place]

    def frame(self) -> pl.DataFrame:
        """Give one row per happening, with the columns of `Happening.to_dict`, lists as lists."""
        import polars as pl

        types: dict[str, Any] = {
            "id": pl.String, "kind": pl.String, "date": pl.Date, "last": pl.Date,
            "precision": pl.String, "states": pl.List(pl.String), "edges": pl.Int64,
            "salience": pl.Float64, "title": pl.String, "symbols": pl.List(pl.String),
            "apart": pl.List(pl.String), "rows": pl.Int64, "locator": pl.String,
            "source_id": pl.String,
        }  # fmt: skip
        rows = [{**row.to_dict(), "date": row.date, "last": row.last} for row in self.rows]
        return pl.DataFrame(rows, schema=types)

    def edges(self) -> pl.DataFrame:
        """Give one row per edge: id, date, actor, target, sign, salience."""
        import polars as pl

        rows = [
            (row.id, row.date, actor, target, sign, row.salience)
            for row in self.rows
            for actor, target, sign in row.edges
        ]
        types: dict[str, Any] = {
            "id": pl.String, "date": pl.Date, "actor": pl.String, "target": pl.String,
            "sign": pl.Int8, "salience": pl.Float64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types, orient="row")

    def __str__(self) -> str:
        """Say how many there are of each kind, and what was left out."""
        counts = Counter(row.kind for row in self.rows)
        told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
        line = f"{len(self)} happenings, {self.window}: {told or 'none'}"
        return "; ".join([line, *(f"{n} rows left out: {why}" for why, n in self.left_out.items())])


def happenings(
    record: Record,
    *,
    since: Moment = None,
    until: Moment = None,
    pairs: Iterable[Sequence[str | int]] | None = None,
    states: Iterable[str | int] | None = None,
    kinds: Iterable[str] | None = None,
) -> Happenings:
    """Gather what happened in the record.

    Parameters
    ----------
    record
        The record.
    since, until
        First and last day of what is looked at.
    pairs
        Pairs of states, by any name or code: what has an edge between the two of one of them. A
        vote directed at a state has an edge from every state that voted yes or no.
    states
        States, by any name or code: what is between some of them and anyone; votes directed at
        them.
    kinds
        Some of `KINDS`; all by default. Breaks are found for `pairs` alone.

    Returns
    -------
    Happenings

    Raises
    ------
    InputError, UnknownNameError
        If a name is no state, a pair no two states, a kind none, or the window ends before it
        starts.
    """
    from legation.narratives import gathering

    span = window(since, until)
    asked = tuple(KINDS if kinds is None else kinds)
    for kind in asked:
        if kind not in KINDS:
            raise InputError(f"{kind[:40]!r} is no kind of happening; it is one of: "
                             f"{', '.join(KINDS)}")  # fmt: skip
    wanted = None if pairs is None else frozenset(pair_of(pair) for pair in pairs)
    named = None if states is None else frozenset(str(state_names.resolve(s)) for s in states)
    if "break" in asked and wanted is None and kinds is not None:
        raise InputError("breaks are looked for between states; give pairs")

    def between(one: str, two: str) -> bool:
        pair = (min(one, two), max(one, two))
        return (wanted is None or pair in wanted) and (named is None or bool(named & {one, two}))

    found: list[Happening] = []
    left_out: Counter[str] = Counter()
    if "vote" in asked:
        found += gathering.votes(record, span)
    if begun := [kind for kind in asked if kind in MEASURES]:
        found += gathering.measures(record, span, begun, left_out, between)
    if "events" in asked:
        found += gathering.events(record, span, left_out, between)
    if "break" in asked and wanted:
        found += gathering.breaks(record, span, sorted(wanted), left_out)
    if wanted is not None:
        found = [row for row in found if row.touches(wanted)]
    if named is not None:
        found = [row for row in found if named & set(row.states)]
    found.sort(key=lambda row: (row.date, row.id))
    return Happenings(tuple(found), span, {why: n for why, n in sorted(left_out.items()) if n})


def pair_of(pair: Sequence[str | int]) -> Pair:
    """Give the codes of two states, sorted.

    Raises
    ------
    InputError, UnknownNameError
        If they are not two, or one is no state.
    """
    if isinstance(pair, str) or len(pair) != 2:
        raise InputError("a pair is two states, such as ('Russia', 'Israel')")
    one, two = sorted(str(state_names.resolve(name)) for name in pair)
    if one == two:
        raise InputError(f"a pair needs two states; '{pair[0]}' and '{pair[1]}' are both {one}")
    return one, two
