"""One case of TIES, told as the measures of the states that sent it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from legation import states

#: Cells of one row by column, without those that are empty or hold an error.
Cells = dict[str, float | str]
#: A row of the table `measure`.
Measure = dict[str, object]

_SENDERS = ("sender1", "sender2", "sender3", "sender4", "sender5")
COLUMNS = (
    *["caseid", "startmonth", "startday", "startyear", "endmonth", "endday", "endyear"],
    *_SENDERS,
    *[
        "primarysender",
        "targetstate",
        "institutionid",
        "threat",
        "sanctiontypethreat",
        "imposition",
    ],
    *[
        "sancimpositionstartmonth",
        "sancimpositionstartday",
        "sancimpositionstartyear",
        "sanctiontype",
    ],
)

#: The number with which TIES codes the European Community, later Union.
EUROPE = 1000

#: Types of sanctions as imposed. Type 10 is "other".
IMPOSED = {
    1: "total embargo",
    2: "partial embargo",
    3: "import restriction",
    4: "export restriction",
    5: "blockade",
    6: "asset freeze",
    7: "end of foreign aid",
    8: "travel ban",
    9: "suspension of an economic agreement",
    10: "other",
}
#: Types of sanctions as threatened: those above moved by one, after "unspecified sanctions".
THREATENED = {1: "unspecified sanctions", **{n + 1: text for n, text in IMPOSED.items() if n < 10}}

_UNIT = "1 imposed, 0 threatened"
_EXACT = ("day", "month", "year")


@dataclass(frozen=True)
class When:
    """A date as exact as the source gives it: the first and last day it may mean."""

    first: dt.date
    last: dt.date
    precision: str


@dataclass(frozen=True)
class Senders:
    """Who sent the sanctions of a case: states, others in words, the leader if named."""

    states: tuple[str, ...]
    others: tuple[str, ...]
    leader: str


def measures(case: int, cells: Cells) -> tuple[list[Measure], str]:
    """Tell a case as measures, or say why it cannot be told.

    Returns
    -------
    list of dict, str
        Rows of `measure`, one for each sending state and each of threat and imposition; and
        the problem, empty where there are rows.
    """
    begin = when(cells, "start")
    if begin is None:
        return [], "startyear is missing or not a year"
    target, problem = _target(cells, begin)
    if problem:
        return [], problem
    senders = _senders(cells, begin)
    if not senders.states:
        return [], _no_sender(cells, senders)
    if target in senders.states:
        return [], f"{target} is both sender and target"
    rows = [
        {
            "measure_id": f"ties:{case}:{name}:{state}",
            "kind": "sanction",
            "actor": state,
            "target": target,
            "directed": True,
            "unit": _UNIT,
            **part,
            "text": f"{part['text']}{_company(state, senders)}",
        }
        for name, part in _parts(cells, begin)
        for state in senders.states
    ]
    return rows, "" if rows else "neither threatened nor imposed"


# -- what was threatened and what was imposed, and when -------------------------------------


def _parts(cells: Cells, begin: When) -> Iterator[tuple[str, Measure]]:
    """Yield the threat and the imposition of a case, with their dates."""
    imposed = whole(cells.get("imposition")) == 1
    end = when(cells, "end")
    start = when(cells, "sancimpositionstart") if imposed else None
    if whole(cells.get("threat")) == 1:
        what = _types(cells.get("sanctiontypethreat"), THREATENED)
        until = None if imposed and start is None else start or end
        yield "threat", _span(begin, until, f"threatened: {what}") | {"value": 0.0}
    if imposed:
        what = _types(cells.get("sanctiontype"), IMPOSED)
        if start is None or start.last < begin.first:
            note = "not dated" if start is None else f"dated {start.first}, before the case"
            what, start = f"{what} (start {note})", When(begin.first, begin.last, "year")
        yield "imposition", _span(start, end, f"imposed: {what}") | {"value": 1.0}


def _span(begin: When, end: When | None, text: str) -> Measure:
    """Give the dates of a measure; an end before the start is said, not believed."""
    if end is not None and end.last < begin.first:
        text, end = f"{text} (end dated {end.last}, before the start)", None
    known = (begin, end) if end else (begin,)
    return {
        "start": begin.first,
        "end": end.last if end else None,
        "precision": max((w.precision for w in known), key=_EXACT.index),
        "text": text,
    }


def when(cells: Cells, prefix: str) -> When | None:
    """Read a date from its columns, as exactly as they give it."""
    year = whole(cells.get(f"{prefix}year"))
    if year is None or not 1900 <= year <= 2100:
        return None
    month = whole(cells.get(f"{prefix}month"))
    if month is None or not 1 <= month <= 12:
        return When(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    length = calendar.monthrange(year, month)[1]
    day = whole(cells.get(f"{prefix}day"))
    if day is None or not 1 <= day <= length:
        return When(dt.date(year, month, 1), dt.date(year, month, length), "month")
    return When(dt.date(year, month, day), dt.date(year, month, day), "day")


def _types(value: float | str | None, names: dict[int, str]) -> str:
    """Give the types of sanctions in words; a cell holds several numbers as text."""
    pieces = value.split() if isinstance(value, str) else [value]
    found = [names[n] for piece in pieces if (n := whole(piece)) in names]
    return ", ".join(dict.fromkeys(found)) or "type not given"


# -- who ------------------------------------------------------------------------------------


def _target(cells: Cells, begin: When) -> tuple[str | None, str]:
    number = whole(cells.get("targetstate"))
    if number is None:
        return None, "targetstate is missing or not a number"
    if number == EUROPE:
        return None, f"the target, {_name(number)}, is not a state"
    state = _state(number, begin)
    return state, "" if state else f"no state with COW number {number} in {begin.first.year}"


def _senders(cells: Cells, begin: When) -> Senders:
    """Read who sent: the senders listed, or the primary sender where none is a state."""
    listed = [n for column in _SENDERS if (n := whole(cells.get(column))) is not None]
    primary = whole(cells.get("primarysender"))
    found = {number: _state(number, begin) for number in listed}
    if primary is not None and not any(found.values()):
        found[primary] = _state(primary, begin)
    leader = _state(primary, begin) or _name(primary) if primary is not None else ""
    return Senders(
        tuple(dict.fromkeys(state for state in found.values() if state)),
        tuple(_name(number) for number, state in found.items() if not state),
        leader,
    )


def _no_sender(cells: Cells, senders: Senders) -> str:
    """Say why no state is named as sender."""
    institution = cells.get("institutionid")
    if senders.others:
        return f"sent by {', '.join(senders.others)}, no state named"
    if isinstance(institution, float):
        institution = f"{institution:.0f}"
    if institution:
        return f"sent by an organisation (COW number {institution}), no state named"
    return "no sender named"


def _company(state: str, senders: Senders) -> str:
    """Say who led, where it was another, and who that is no state took part."""
    led = f"; led by {senders.leader}" if senders.leader not in ("", state) else ""
    others = [name for name in senders.others if name != senders.leader]
    return led + (f"; also sent by {', '.join(others)}" if others else "")


def _state(number: int, begin: When) -> str | None:
    """Find the state that had a COW number on the first day, or on 1 July of a bare year."""
    day = begin.first.replace(month=7) if begin.precision == "year" else begin.first
    state = states.find(number, day, scheme="cow")
    return str(state) if state is not None else None


def _name(number: int) -> str:
    """Name a sender or target that is not a state."""
    if number == EUROPE:
        return "the European Community or Union"
    return f"number {number}"


def whole(value: float | str | None) -> int | None:
    """Read a cell as an integer, or None where it is none."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
    if value is None or not abs(value) < 1e12 or value != int(value):
        return None
    return int(value)
