"""Code and name tables of states for readers that work in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import duckdb

from legation import states
from legation.record.batches import fill

_FIRST, _LAST = dt.date(1, 1, 1), dt.date(9999, 12, 31)


def codes(con: duckdb.DuckDBPyConnection, scheme: str) -> str:
    """Make a temporary table of one coding scheme and return its name.

    The table has `code` (VARCHAR), `state`, `start` and `end` (never null), so that a join on
    the code and a day finds the state that had the code on that day.

    Parameters
    ----------
    con
        Connection to make the table on.
    scheme
        As in `legation.states.resolve`: cow, gw, iso2, iso3, iso3n, fips, cameo, ...
    """
    name = f"code_{scheme}"
    rows = [(str(c), str(s), a or _FIRST, b or _LAST) for c, s, a, b in states.code_ranges(scheme)]
    _fill(con, name, rows)
    return name


def names(con: duckdb.DuckDBPyConnection, texts: Iterable[str], table: str = "state_name") -> str:
    """Make a temporary table of the states that names stand for and return its name.

    Like `codes`, with the name as written in `code`. A name that stands for different states
    at different times (Russia, Yugoslavia) gets one row per period; one that is unknown gets
    none.
    """
    rows = [
        (text, state, start, end)
        for text in sorted(set(texts))
        for state, start, end in name_periods(text)
    ]
    _fill(con, table, rows)
    return table


def name_periods(text: str) -> list[tuple[str, dt.date, dt.date]]:
    """Give the states a name stands for, with the first and last day it does."""
    if periods := _named().get(states.normalise(text)):
        return periods
    state = states.find(text)
    return [(str(state), _FIRST, _LAST)] if state else []


@cache
def _named() -> dict[str, list[tuple[str, dt.date, dt.date]]]:
    found: dict[str, list[tuple[str, dt.date, dt.date]]] = {}
    for key, state, start, end in states.code_ranges("name"):
        found.setdefault(key, []).append((str(state), start or _FIRST, end or _LAST))
    return found


def _fill(
    con: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[str, str, dt.date, dt.date]]
) -> None:
    fill(con, name, {"code": "VARCHAR", "state": "VARCHAR", "start": "DATE", "end": "DATE"}, rows)
