"""Names of those who act and are no state, and phrases that hold a state's name and mean none."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from legation.reading.actors.offices import DATA
from legation.states.schemes import Meaning


class Phrase(NamedTuple):
    """A row of one of the tables: spellings, kind, usual name, and the states with periods."""

    spellings: tuple[str, ...]
    kind: str
    name: str
    meanings: tuple[Meaning, ...]


def phrases() -> Iterator[Phrase]:
    """Give all rows."""
    for row in _rows("nonstate"):
        spellings = (row["name"], *row["aliases"].split("|")) if row["aliases"] else (row["name"],)
        meaning = Meaning(row["state"], _day(row["start"]), _day(row["end"]))
        yield Phrase(spellings, row["kind"], row["name"], (meaning,) if row["state"] else ())
    for row in _rows("phrases"):
        meaning = Meaning(row["state"], _day(row["start"]), _day(row["end"]))
        yield Phrase((row["phrase"],), row["kind"], row["phrase"], (meaning,))
    for row in _rows("not_actors"):
        yield Phrase((row["phrase"],), "nobody", row["phrase"], ())


@cache
def regions() -> dict[str, frozenset[str]]:
    """Give states by a word that describes them: "gulf", "kingdom", "eurasian"."""
    from legation.states.table import facts_by_code

    found = {row["word"]: frozenset(row["states"].split("|")) for row in _rows("regions")}
    for word, region in _CONTINENTS.items():
        found[word] = frozenset(
            code for code, facts in facts_by_code().items() if facts.region == region
        )
    return found


_CONTINENTS = {
    "european": "Europe", "asian": "Asia", "african": "Africa", "american": "Americas",
    "pacific": "Oceania",
}  # fmt: skip


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
