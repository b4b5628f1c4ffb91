"""All recorded votes as one array, so that a question about them takes a fraction of a second.

Enters: a record. Leaves: `Ballots`, roll calls by states, oldest first, cut at any day. Nothing
is dropped: a state that was no member has NONE, an absent member ABSENT.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from legation import states
from legation.record import Record
from legation.relations.cache import cached

NONE, YES, ABSTAIN, NO, ABSENT = range(5)
CODES = {"yes": YES, "abstain": ABSTAIN, "no": NO, "absent": ABSENT}
WORDS = {code: word for word, code in CODES.items()}
_EPOCH = dt.date(1970, 1, 1)

Choices = np.ndarray[Any, np.dtype[np.int8]]
Made = TypeVar("Made")
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Rollcall:
    """What the record says of one roll call besides who chose what."""

    rollcall_id: str
    body: str
    session: str
    date: dt.date
    symbol: str | None
    title: str
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    targets: tuple[str, ...]
    tally: tuple[int | None, int | None, int | None]
    part: bool
    important: bool | None
    source_id: str
    locator: str

    @property
    def name(self) -> str:
        """The symbol, or where the source has the row."""
        return self.symbol or self.locator or self.rollcall_id


@dataclass(frozen=True)
class Ballots:
    """Recorded votes up to a day.

    Attributes
    ----------
    calls
        Roll calls, oldest first.
    days
        Their days since 1970-01-01; shape (roll calls,).
    states
        Codes of states, sorted.
    choices
        NONE, YES, ABSTAIN, NO or ABSENT; shape (roll calls, states).
    """

    calls: tuple[Rollcall, ...] = field(repr=False)
    days: np.ndarray[Any, np.dtype[np.int64]] = field(repr=False)
    states: tuple[str, ...] = field(repr=False)
    choices: Choices = field(repr=False)
    _held: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.calls)

    def cut(self, as_of: dt.date) -> Ballots:
        """Give the votes up to a day, that day included."""
        n = int(np.searchsorted(self.days, days_of(as_of), side="right"))
        return Ballots(self.calls[:n], self.days[:n], self.states, self.choices[:n])

    def of(self, state: str, succession: str = "continue") -> Choices:
        """Choices of a state in every roll call; NONE where it was no member.

        Parameters
        ----------
        state
            Code of the state.
        succession
            `continue`: with the choices of the states that it continues and that continue it;
            `separate`: its own alone.
        """
        key = (state, succession)
        if key not in self._held:
            parts = [state]
            if succession == "continue":
                parts = [str(era[0]) for era in states.lineage(state)]
            whole = np.zeros(len(self), np.int8)
            for part in parts:
                if part in self.places:
                    own = self.choices[:, self.places[part]]
                    # A row of the state itself goes before that of the line's other state.
                    whole = np.where(
                        (own != NONE) & ((whole == NONE) | (part == state)), own, whole
                    )
            self._held[key] = whole
        return self._held[key]  # type: ignore[no-any-return]

    def kept(self, name: str, make: Callable[[], Made]) -> Made:
        """Give what is made once for these votes: indexes of symbols, arrays of days."""
        if name not in self._held:
            self._held[name] = make()
        return self._held[name]  # type: ignore[no-any-return]

    @property
    def places(self) -> dict[str, int]:
        """Column of each state."""
        if "places" not in self._held:
            self._held["places"] = {code: i for i, code in enumerate(self.states)}
        return self._held["places"]  # type: ignore[no-any-return]

    def within(self, start: dt.date | None, end: dt.date | None) -> Mask:
        """Tell which roll calls lie in a window, both ends included."""
        inside = np.ones(len(self), bool)
        if start is not None:
            inside &= self.days >= days_of(start)
        if end is not None:
            inside &= self.days <= days_of(end)
        return inside

    def session_years(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Year in which the session of each roll call began, by the calendar: September."""
        dates = self.days.astype("datetime64[D]")
        years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
        months = dates.astype("datetime64[M]").astype(np.int64) % 12
        return np.where(months >= 8, years, years - 1)


def days_of(day: dt.date) -> int:
    """Count days since 1970-01-01."""
    return (day - _EPOCH).days


def same(a: Choices, b: Choices, yes_no: bool = False) -> tuple[Mask, Mask]:
    """Tell on which roll calls both took part, and on which of these they chose the same.

    Parameters
    ----------
    a, b
        Choices of two states, roll call by roll call.
    yes_no
        Count only roll calls on which both voted yes or no.
    """
    both = took_part(a, yes_no) & took_part(b, yes_no)
    return both, both & (a == b)


def took_part(choices: Choices, yes_no: bool = False) -> Mask:
    """Tell where a state voted yes, no or abstained; with `yes_no`, where it voted yes or no."""
    voted: Mask = (choices == YES) | (choices == NO)
    return voted if yes_no else voted | (choices == ABSTAIN)


def ballots(record: Record, as_of: dt.date | None = None) -> Ballots:
    """Load all recorded votes; the array is kept beside the record's content hash."""
    calls = _calls(record)
    held = cached(record, "ballots", {"calls": len(calls)}, lambda: _choices(record))
    columns = tuple(str(code) for code in held["states"])
    places = {rollcall_id: i for i, rollcall_id in enumerate(held["rollcalls"].tolist())}
    order = [places[call.rollcall_id] for call in calls]
    days = np.array([days_of(call.date) for call in calls], np.int64)
    found = Ballots(calls, days, columns, held["choices"][order])
    return found if as_of is None else found.cut(as_of)


def _calls(record: Record) -> tuple[Rollcall, ...]:
    rows = record.con.execute(
        """SELECT rollcall_id, body, session, date, symbol, title, topics, subjects, targets,
            yes, no, abstain, coalesce(amendment, false) OR coalesce(paragraph, false),
            important, source_id, locator
        FROM rollcall WHERE date IS NOT NULL ORDER BY date, rollcall_id"""
    ).fetchall()
    return tuple(
        Rollcall(
            row[0],
            row[1] or "",
            row[2] or "",
            row[3],
            row[4],
            row[5] or "",
            _texts(row[6]),
            _texts(row[7]),
            _texts(row[8]),
            (row[9], row[10], row[11]),
            bool(row[12]),
            row[13],
            row[14] or "",
            row[15] or "",
        )
        for row in rows
    )


def _texts(values: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _choices(record: Record) -> dict[str, np.ndarray[Any, Any]]:
    """Spread the table of votes over roll calls and states."""
    ids = record.con.execute("SELECT rollcall_id FROM rollcall ORDER BY rollcall_id").fetchall()
    codes = record.con.execute("SELECT DISTINCT state FROM vote ORDER BY state").fetchall()
    cells = record.con.execute(
        """WITH r AS (SELECT rollcall_id, row_number() OVER (ORDER BY rollcall_id) - 1 AS i
            FROM rollcall),
        s AS (SELECT state, row_number() OVER (ORDER BY state) - 1 AS j
            FROM (SELECT DISTINCT state FROM vote))
        SELECT i::INTEGER AS i, j::INTEGER AS j,
            CASE choice WHEN 'yes' THEN 1 WHEN 'abstain' THEN 2 WHEN 'no' THEN 3
            WHEN 'absent' THEN 4 ELSE 0 END::TINYINT AS choice
        FROM vote JOIN r USING (rollcall_id) JOIN s USING (state)"""
    ).fetchnumpy()
    table = np.zeros((len(ids), len(codes)), np.int8)
    table[np.asarray(cells["i"]), np.asarray(cells["j"])] = np.asarray(cells["choice"])
    return {
        "rollcalls": np.array([row[0] for row in ids], dtype=str),
        "states": np.array([row[0] for row in codes], dtype=str),
        "choices": table,
    }
