"""Landmarks: events that people date by ("since the Abraham Accords"), with their days.

What may be touched: ``data/landmarks.csv`` of this room. `start` is the first day; `end` the last
day of a period, empty where it goes on. A name stands for the whole event: what happened "since"
it happened from its first day on, unless its own name says that it ended ("end of the Cold War").
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from importlib import resources
from typing import NamedTuple

from legation.reading.text.tokens import tokens


class Landmark(NamedTuple):
    """A named event with its first and last day; `end` is None where it goes on."""

    name: str
    start: dt.date
    end: dt.date | None
    source: str


@cache
def landmarks() -> dict[str, list[tuple[tuple[str, ...], Landmark]]]:
    """Give by first word (lower case) the words of each name and its landmark, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Landmark]]] = {}
    path = resources.files("legation.reading") / "data" / "landmarks.csv"
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        end = dt.date.fromisoformat(row["end"]) if row["end"] else None
        found = Landmark(row["name"], dt.date.fromisoformat(row["start"]), end, row["source"])
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = tuple(tokens(name).lower)
            table.setdefault(words[0], []).append((words, found))
    for names in table.values():
        names.sort(key=lambda one: -len(one[0]))
    return table


def landmark_at(lower: list[str], at: int, last: int) -> tuple[int, Landmark] | None:
    """Give the landmark named from the word `at`, and the place after its last word."""
    for words, found in landmarks().get(lower[at], ()):
        end = at + len(words)
        if end <= last and tuple(lower[at:end]) == words:
            return end, found
    return None


#: Words by which somebody is told to have come into office.
_OFFICE = (
    ("took", "office"), ("took", "power"), ("took", "over"), ("came", "to", "power"),
    ("came", "into", "office"), ("came", "to", "office"), ("entered", "office"),
    ("assumed", "office"), ("assumed", "power"), ("was", "elected"), ("was", "sworn", "in"),
    ("was", "inaugurated"), ("returned", "to", "office"), ("returned", "to", "power"),
    ("returned", "to", "the", "white", "house"), ("'s", "inauguration"), ("'s", "election"),
)  # fmt: skip


def entered_office(lower: list[str], at: int, low: int) -> int | None:
    """Give the place of "since" or "after" in "since NAME took office", which ends before `at`."""
    at -= lower[at - 1] in ("in", "on")
    size = next((len(w) for w in _OFFICE if at - len(w) > low
                 and tuple(lower[at - len(w) : at]) == w), 0)  # fmt: skip
    if not size:
        return None
    for place in range(at - size - 1, max(low, at - size - 6) - 1, -1):
        if lower[place] in ("since", "after"):
            return place
        if lower[place] in (",", ";", "and", "but"):
            return None
    return None
