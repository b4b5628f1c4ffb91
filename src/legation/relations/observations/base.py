"""What a source of observations is, and what it is asked for.

A source turns the record into observations of pair-months. It is asked with a `Scope`, which
says for which pairs and until which day, and answers with a frame of one row per observation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError
from legation.record import Record

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

FIRST_MONTH = 1946 * 12
COLUMNS = ("actor", "target", "month", "value", "n")
ROW_COLUMNS = ("table", "locator", "date", "text", "value", "share", "source_id", "row_id")

#: Sides of a pair (a, b) with a before b in the alphabet.
FROM_FIRST, FROM_SECOND, MUTUAL = 0, 1, 2

#: What the index makes of a source; see `Source`.
USES = ("learned", "coded", "attached", "aside")

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Source:
    """One source of observations of pair-months.

    Attributes
    ----------
    name
        Short name, lower case, by which parameters and tables know it.
    title
        What it observes, in words.
    unit
        Unit of `value`, in words.
    observe
        Function of the record and a `Scope`. It returns a frame with the columns `actor`,
        `target` (codes, last of their line), `month` (year * 12 + month - 1), `value` and `n`,
        one row per observation. It may return more pairs than the scope asks for, and must not
        return what was not known on `scope.until`.
    rows
        Function of the record, a `Scope`, actor, target, first and last month that returns the
        rows of the record behind the observations of the pair in these months: `month`, `table`,
        `locator`, `date`, `text`, `value`, `share`, and where there are such `source_id` and
        `row_id` (the key in the table). In each month shares sum to 1, and shares times values
        to the value observed. None: an observation is its own row.
    anchored
        Whether `value` is in units of the Goldstein scale, so that intercept 0 and slope 1 hold
        by definition.
    sign
        +1 where larger values are friendlier, -1 where they are less friendly, None where
        theory does not say.
    mutual
        Whether it observes the pair (the mean of both directions) and not one direction.
    use
        What the index makes of it. `learned`: its parameters are learned over all pairs.
        `coded`: an act that the project itself reads on the Goldstein scale; one counts as one
        coded event. `attached`: its range is laid on the scale, and it says as little as its
        whole variance allows. `aside`: nothing.
    extent
        How much `value` differs between a relation at +10 and one at -10 on the Goldstein scale,
        where the measure's own bounds tell; a loading is at least a twentieth of it, so that no
        value of the source lies beyond the ends of the scale. Needed where it is attached.
    version
        Where what it observes of all pairs may be kept for the next time: a text that is changed
        whenever the same record would give other numbers. None: it is observed anew each time.
    """

    name: str
    title: str
    unit: str
    observe: Callable[[Record, Scope], pl.DataFrame] = field(repr=False)
    rows: Callable[[Record, Scope, str, str, int, int], pl.DataFrame] | None = field(
        default=None, repr=False
    )
    anchored: bool = False
    sign: int | None = None
    mutual: bool = False
    use: str = "learned"
    extent: float | None = None
    version: str | None = None

    def __post_init__(self) -> None:
        if (
            not self.name
            or not self.name.replace("_", "").isalnum()
            or self.name.lower() != (self.name)
        ):
            raise InputError(
                f"'{self.name[:40]}' is no name for a source; use lower-case letters, digits and _"
            )
        if self.sign not in (1, -1, None):
            raise InputError(f"the sign of source {self.name} is +1, -1 or None, not {self.sign}")
        if self.use not in USES:
            raise InputError(
                f"the index uses source {self.name} as one of {', '.join(USES)}, "
                f"not as '{self.use[:40]}'"
            )
        if self.extent is not None and not 0 < self.extent < float("inf"):
            raise InputError(f"the extent of source {self.name} is a positive number or None")
        if self.use == "attached" and not (self.extent and self.sign):
            raise InputError(f"source {self.name} is attached, and needs a sign and an extent")
        if self.use == "coded" and not self.anchored:
            raise InputError(f"source {self.name} is coded, and needs anchored=True")


@dataclass(frozen=True)
class Scope:
    """What to observe.

    Attributes
    ----------
    dyads
        Pairs of codes, each in alphabetical order and last of their line.
    span
        int32 [pairs, 2]: first and last month in which both states exist and the record reaches.
    until
        Last day that may enter.
    whole
        Whether all pairs are asked for, so that a source need not look for a few.
    """

    dyads: tuple[Pair, ...]
    span: Array = field(repr=False)
    until: dt.date
    whole: bool

    @property
    def last(self) -> int:
        """Last month that can be observed."""
        return month_of(self.until)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states of the pairs, in alphabetical order."""
        return tuple(sorted({state for dyad in self.dyads for state in dyad}))

    @cached_property
    def alive(self) -> Array:
        """Months of existence, bool [states, months since 1946-01]."""
        return np.stack([existence(state, self.last) for state in self.states])

    def only(self, a: str, b: str) -> Scope:
        """Give the scope of one of the pairs."""
        return Scope((min((a, b), (b, a)),), self.span[:1], self.until, whole=False)

    def among(self, *columns: str) -> str:
        """SQL that keeps rows whose states are asked for: ` AND actor IN (...)`; may be empty."""
        if self.whole:
            return ""
        codes = sorted({str(part) for one in self.states for part, _, _ in states.lineage(one)})
        listed = ", ".join(f"'{code}'" for code in codes)
        return "".join(f" AND {column} IN ({listed})" for column in columns)

    def cut(self, column: str) -> str:
        """SQL that keeps what was dated until the last day that may enter."""
        return f" AND {column} <= DATE '{self.until.isoformat()}'"


@cache
def codes() -> tuple[str, ...]:
    """Every code that may name a state, in alphabetical order."""
    return tuple(sorted(map(str, states.all_states())))


def line(column: str) -> str:
    """SQL of the state that continues the line of a state: RUS for SUN."""
    moves = "".join(f" WHEN '{old}' THEN '{new}'" for old, new in _moves())
    return f"CASE {column}{moves} ELSE {column} END"


def _moves() -> list[tuple[str, str]]:
    ends = {str(one): str(states.lineage(one)[-1][0]) for one in states.all_states()}
    return sorted((old, new) for old, new in ends.items() if old != new)


def month_of(day: dt.date) -> int:
    """Number of a day's month: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def month_sql(column: str) -> str:
    """SQL of the number of a day's month."""
    return f"CAST(year({column}) * 12 + month({column}) - 1 AS INTEGER)"


def month_text(month: int) -> str:
    """Write a month as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_number(month: int | str) -> int:
    """Read a month given as its number or as YYYY-MM."""
    if isinstance(month, str):
        try:
            return month_of(dt.date.fromisoformat(f"{month}-01"))
        except ValueError:
            raise InputError(f"'{month[:20]}' is not a month; write YYYY-MM") from None
    return int(month)


def existence(state: str, last: int) -> Array:
    """In which months since 1946-01, up to `last`, a state's line exists on some day."""
    alive = np.zeros(last - FIRST_MONTH + 1, dtype=bool)
    for part, start, end in states.lineage(state):
        for opened, closed in part.spells:
            first = max(month_of(day) for day in (start, opened, dt.date(1, 1, 1)) if day)
            final = min(month_of(day) for day in (end, closed, dt.date(9999, 1, 1)) if day)
            alive[max(first - FIRST_MONTH, 0) : max(final - FIRST_MONTH + 1, 0)] = True
    return alive


def system(last: int) -> tuple[tuple[str, ...], Array]:
    """Give every state since 1946 that ends its line, with bool [states, months] of existence."""
    ends = sorted(
        {
            str(states.lineage(one)[-1][0])
            for one in states.all_states()
            if one.kind == "state" and states.lineage(one)[-1][0].kind == "state"
        }
    )
    alive = np.stack([existence(code, last) for code in ends])
    kept = np.flatnonzero(alive.any(axis=1))
    return tuple(ends[i] for i in kept), alive[kept]


def make_scope(until: dt.date, dyads: Sequence[tuple[str | int, str | int]] | None = None) -> Scope:
    """Make the scope of some pairs, or of all pairs of states that existed together.

    Raises
    ------
    InputError, UnknownNameError
        If a pair is one state, no state, or two that never existed together since 1946.
    """
    if until < dt.date(1946, 1, 1):
        raise InputError(f"observations begin in 1946; {until} lies before")
    codes, alive = system(month_of(until))
    if dyads is None:
        return _every(codes, alive, until)
    row = {code: i for i, code in enumerate(codes)}
    pairs = sorted({_pair(a, b, row) for a, b in dyads})
    if not pairs:
        raise InputError("no pairs were given; leave `dyads` out for all")
    spans = []
    for a, b in pairs:
        both = np.flatnonzero(alive[row[a]] & alive[row[b]])
        if not len(both):
            raise InputError(f"{a} and {b} did not exist in one month from 1946 to {until}")
        spans.append((both[0] + FIRST_MONTH, both[-1] + FIRST_MONTH))
    return Scope(tuple(pairs), np.array(spans, dtype=np.int32), until, whole=False)


def _every(codes: tuple[str, ...], alive: Array, until: dt.date) -> Scope:
    dyads: list[Pair] = []
    spans: list[Array] = []
    for i in range(len(codes) - 1):
        both = alive[i + 1 :] & alive[i]
        kept = np.flatnonzero(both.any(axis=1))
        first = both[kept].argmax(axis=1)
        final = both.shape[1] - 1 - both[kept, ::-1].argmax(axis=1)
        dyads += [(codes[i], codes[i + 1 + j]) for j in kept]
        spans.append(np.stack([first, final], axis=1) + FIRST_MONTH)
    return Scope(tuple(dyads), np.concatenate(spans).astype(np.int32), until, whole=True)


def _pair(a: str | int, b: str | int, known: dict[str, int]) -> Pair:
    first, second = (_last(name, known) for name in (a, b))
    if first == second:
        raise InputError(
            f"a relation takes two states; {states.resolve(first).name} is given twice"
        )
    return (first, second) if first < second else (second, first)


def _last(name: str | int, known: dict[str, int]) -> str:
    """Code of the state that ends the line of the state named."""
    state = states.resolve(name)
    code = str(states.lineage(state)[-1][0])
    if code not in known:
        raise InputError(
            f"{state.name} is a{'n entity' if state.kind == 'entity' else ' territory'}, not a "
            "state since 1946; observations are of pairs of states"
            if state.kind != "state"
            else f"{state.name} is no state since 1946"
        )
    return code
