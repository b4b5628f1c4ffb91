"""Words for those who hold an office or act for a state: "foreign minister", "troops", "ministry".

Built from ``data/offices.csv`` and from the portfolios below, each with a minister and a ministry.
Alone these words name nobody; beside a state, a person or an article they do.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data"

#: Words of a portfolio, and how the office is called here; "defence" and "defense" are one.
_PORTFOLIOS = {
    "foreign": "foreign", "foreign affairs": "foreign", "external affairs": "foreign",
    "external relations": "foreign", "foreign relations": "foreign",
    "defense": "defense", "defence": "defense", "national defense": "defense",
    "national defence": "defense", "interior": "interior", "home": "interior",
    "home affairs": "interior", "internal affairs": "interior", "internal security": "security",
    "public security": "security", "state security": "security", "national security": "security",
    "security": "security", "homeland security": "security", "intelligence": "intelligence",
    "justice": "justice", "finance": "finance", "treasury": "finance", "the treasury": "finance",
    "health": "health", "trade": "trade", "foreign trade": "trade",
    "international trade": "trade", "commerce": "trade", "economy": "economy",
    "economic": "economy", "economics": "economy", "economic affairs": "economy",
    "economic development": "economy", "energy": "energy", "oil": "oil", "petroleum": "oil",
    "transport": "transport", "transportation": "transport", "information": "information",
    "culture": "culture", "education": "education", "agriculture": "agriculture",
    "environment": "environment", "labor": "labor", "labour": "labor", "tourism": "tourism",
    "development": "development", "international development": "development",
    "communications": "communications", "science": "science", "industry": "industry",
    "immigration": "immigration", "housing": "housing", "sports": "sports", "sport": "sports",
    "water": "water", "strategic affairs": "strategic affairs",
    "european affairs": "european affairs",
    "veterans affairs": "veterans affairs", "state": "state", "public health": "health",
}  # fmt: skip

#: Words that may stand between a state and an office, none of which changes who is meant.
MODIFIERS = frozenset(
    "deputy vice acting interim new newly elected outgoing incoming current top senior junior "
    "chief high ranking level leading key caretaker transitional first second assistant associate "
    "special permanent ruling federal central national provisional coalition civilian military "
    "nuclear political security local provincial regional hardline conservative reformist "
    "moderate islamist communist socialist right left wing far democratically hard line border "
    "elite special riot state foreign defense unnamed two three four five six several some many "
    "more three other anonymous longtime long time veteran embattled beleaguered powerful "
    "counterterrorism terrorism counter naval air ground strategic revolutionary joint "
    "parliamentary presidential -".split()
)
#: Words that say that the office is no longer held.
FORMER = frozenset("former ex late ousted deposed exiled then".split())
#: Words after which those named do not act for the state.
AGAINST = frozenset(
    "opposition dissident exiled rebel separatist breakaway backed led sponsored supported funded "
    "allied armed trained".split()
)


class Office(NamedTuple):
    """Words for an office.

    Attributes
    ----------
    words
        In lower case.
    kind
        "office", "title" (only before a name), "government", "ministry", "military", "rebels" or
        "people".
    office
        The office by its usual name, or None for a body.
    """

    words: tuple[str, ...]
    kind: str
    office: str | None


@cache
def offices() -> dict[str, tuple[Office, ...]]:
    """Give the offices by their first word, the longest first."""
    found: dict[tuple[str, ...], Office] = {}
    for portfolio, name in _PORTFOLIOS.items():
        for words, kind, office in _of_portfolio(portfolio, name):
            found[words] = Office(words, kind, office)
    with (DATA / "offices.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = tuple(row["words"].split())
            found[words] = Office(words, row["kind"], row["office"] or None)
    listed: dict[str, list[Office]] = {}
    for one in found.values():
        listed.setdefault(one.words[0], []).append(one)
    return {
        word: tuple(sorted(ones, key=lambda one: -len(one.words))) for word, ones in listed.items()
    }


def _of_portfolio(portfolio: str, name: str) -> list[tuple[tuple[str, ...], str, str | None]]:
    words = tuple(portfolio.split())
    minister = "secretary of state" if name == "state" else f"{name} minister"
    found: list[tuple[tuple[str, ...], str, str | None]] = []
    if name != "state":
        for head in ("minister", "secretary"):
            found.append(((*words, head), "office", minister))
            found.append(((head, "of", *words), "office", minister))
            found.append(((head, "for", *words), "office", minister))
        found.append(((*words, "ministry"), "ministry", name))
        found.append(((*words, "ministers"), "office", minister))
    found.append((("ministry", "of", *words), "ministry", name))
    found.append((("ministry", "for", *words), "ministry", name))
    found.append((("department", "of", *words), "ministry", name))
    found.append(((*words, "department"), "ministry", name))
    return found


def office_at(keys: list[str], at: int, last: int) -> Office | None:
    """Give the longest office whose words begin at `at` and end before `last`."""
    for one in offices().get(keys[at], ()):
        end = at + len(one.words)
        if end <= last and tuple(keys[at:end]) == one.words:
            return one
    return None


def american(office: str | None, words: str) -> bool:
    """Say whether an office by these words exists in the United States alone."""
    return office == "secretary of state" and words.endswith("secretary of state")
