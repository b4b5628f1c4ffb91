"""Phrases for states, days and counts in the sentences of verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from legation import states
from legation.relations.window import window


def listed(items: Iterable[str], most: int = 8, last: str = "and") -> str:
    """Write items as a person lists them, and how many more there are."""
    every = list(items)
    shown, more = every[:most], len(every) - most
    if more > 0:
        return f"{', '.join(shown)} {last} {more} more"
    return f" {last} ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def named(codes: Iterable[str]) -> str:
    """Write states by their names."""
    return listed([name_of(code) for code in codes])


def name_of(code: str) -> str:
    """Give the name of a state, or the code where the tables have none."""
    state = states.find(code)
    return code if state is None else state.name


def window_words(start: dt.date | None, end: dt.date | None) -> str:
    """Write a window as briefly as its ends allow."""
    return str(window(start, end))


def count_words(n: int, one: str, many: str = "") -> str:
    """Write a count with its noun."""
    return f"{n} {one if n == 1 else many or one + 's'}"
