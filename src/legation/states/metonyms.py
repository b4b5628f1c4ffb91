"""Phrases that stand for a state or its government: seats, palaces, ministries, nicknames.

Ordinary capitals are not here; they stand in ``capitals.csv``. A phrase used
for several states or for bodies that are no organ of a state is left out.
Dates bound the period in which the phrase meant the state; ``start`` and
``end`` are the first and last day.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from legation.states import table
from legation.states.days import as_day
from legation.states.normalise import normalise

KINDS = ("seat", "government", "palace", "ministry", "nickname")
"""What a phrase names."""


@dataclass(frozen=True, slots=True)
class Metonym:
    """A phrase and the state it stands for; None in a date is open."""

    phrase: str
    state: str
    kind: str
    start: dt.date | None
    end: dt.date | None
    note: str

    def means_on(self, day: dt.date) -> bool:
        """Say whether the phrase meant the state on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@cache
def all_metonyms() -> tuple[Metonym, ...]:
    """Return every phrase, by phrase."""
    return tuple(
        Metonym(
            row["phrase"],
            row["state"],
            row["kind"],
            table.first_day(row["start"]),
            table.last_day(row["end"]),
            row["note"],
        )
        for row in table.rows("metonyms")
    )


def find(key: str, date: dt.date | str | None = None) -> list[str]:
    """Return the codes of the states for which a phrase stands.

    Parameters
    ----------
    key
        The phrase, normalised or not.
    date
        The day spoken of. Without it: the states it stands for today, or, if
        for none, those it ever stood for.

    Examples
    --------
    >>> find("the Kremlin", "1980-01-01")
    ['SUN']
    """
    named = _index().get(normalise(key), ())
    if date is not None:
        day = as_day(date)
        return sorted({item.state for item in named if item.means_on(day)})
    today = sorted({item.state for item in named if item.means_on(dt.date.today())})
    return today or sorted({item.state for item in named})


@cache
def _index() -> dict[str, tuple[Metonym, ...]]:
    found: dict[str, list[Metonym]] = {}
    for item in all_metonyms():
        found.setdefault(normalise(item.phrase), []).append(item)
    return {key: tuple(items) for key, items in found.items()}
