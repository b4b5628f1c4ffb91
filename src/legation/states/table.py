"""The tables of the room, read once from ``data/*.csv``."""

import calendar
import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from legation.errors import UnknownNameError
from legation.states.state import Facts, Spell, State

_DATA = Path(__file__).parent / "data"


class Name(NamedTuple):
    """A spelling or code beyond the main ones; with dates, the state it means in that period."""

    name: str
    code: str
    kind: str
    start: date | None
    end: date | None


class Capital(NamedTuple):
    """A seat of government, its spellings, and the period in which it was one."""

    code: str
    names: tuple[str, ...]
    start: date | None
    end: date | None
    note: str


class Succession(NamedTuple):
    """How one state came out of another; the date is the successor's first day."""

    predecessor: str
    successor: str
    date: date
    kind: str
    note: str


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/<table>.csv``."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def first_day(text: str) -> date | None:
    """Read a day, or the first day of a month or year; empty is open."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _known_day(text: str) -> date:
    day = first_day(text)
    assert day is not None, "memberships and successions have a date"
    return day


def last_day(text: str) -> date | None:
    """Read a day, or the last day of a month or year; empty is open."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else _month_length(parts[0], month))


def _month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@cache
def states() -> dict[str, State]:
    """Return every state by its code."""
    return {code: State(facts) for code, facts in facts_by_code().items()}


def state(code: str) -> State:
    """Return the state of a project code."""
    try:
        return states()[code]
    except KeyError:
        raise UnknownNameError(
            f"no state with the code {str(code)[:20]!r}; codes are listed by all_states()"
        ) from None


@cache
def facts_by_code() -> dict[str, Facts]:
    """Return the rows of ``states.csv`` by code."""
    last = {seat.code: seat.names[0] for seat in capitals()}
    present = {seat.code: seat.names[0] for seat in reversed(capitals()) if seat.end is None}
    seats = last | present
    return {row["code"]: _facts(row, seats.get(row["code"])) for row in rows("states")}


def _facts(row: dict[str, str], capital: str | None) -> Facts:
    return Facts(
        code=row["code"],
        kind=row["kind"],
        spells=_spells(row),
        iso2=row["iso2"] or None,
        iso3n=int(row["iso3n"]) if row["iso3n"] else None,
        cow=tuple(int(number) for number in _list(row["cow_n"])),
        cow_abb=_list(row["cow_abb"]),
        gw=tuple(int(number) for number in _list(row["gw_n"])),
        gw_abb=_list(row["gw_abb"]),
        fips=_list(row["fips"]),
        cameo=_list(row["cameo"]),
        un_m49=int(row["un_m49"]) if row["un_m49"] else None,
        name=row["name_en"],
        name_fr=row["name_fr"],
        name_ru=row["name_ru"],
        official=row["official_en"],
        demonyms=_list(row["demonyms"]),
        region=row["region"],
        capital=capital,
    )


def _spells(row: dict[str, str]) -> tuple[Spell, ...]:
    earlier = (spell.partition("/") for spell in _list(row["earlier"]))
    return (
        *((first_day(start), last_day(end)) for start, _, end in earlier),
        (first_day(row["start"]), last_day(row["end"])),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@cache
def names() -> tuple[Name, ...]:
    """Return the further spellings and withdrawn codes."""
    return tuple(
        Name(row["name"], row["code"], row["kind"], first_day(row["start"]), last_day(row["end"]))
        for row in rows("names")
    )


@cache
def capitals() -> tuple[Capital, ...]:
    """Return the capitals; of several at one time the first is the main one."""
    return tuple(
        Capital(
            row["code"],
            (row["capital"], *_list(row["aliases"])),
            first_day(row["start"]),
            last_day(row["end"]),
            row["note"],
        )
        for row in rows("capitals")
    )


@cache
def membership() -> tuple[tuple[str, date, date | None], ...]:
    """Return the periods of membership in the United Nations."""
    return tuple(
        (row["code"], _known_day(row["start"]), last_day(row["end"]))
        for row in rows("un_membership")
    )


@cache
def successions() -> tuple[Succession, ...]:
    """Return the successions, by date."""
    found = (
        Succession(
            row["predecessor"],
            row["successor"],
            _known_day(row["date"]),
            row["kind"],
            row["note"],
        )
        for row in rows("succession")
    )
    return tuple(sorted(found, key=lambda row: row.date))


@cache
def regional_codes() -> dict[str, str]:
    """Return the CAMEO codes that mean a region, not a state, with the region's name."""
    return {row["code"]: row["name"] for row in rows("regional_codes")}
