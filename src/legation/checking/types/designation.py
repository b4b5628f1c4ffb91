"""Lists of states: "Turkey is on Moscow's unfriendly list".

A list that is in the record is whole, so a state that is not on it is not listed. Of other
lists the record says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from legation.checking.measured import between, evidence, extent, searched
from legation.checking.phrases import listed, named, window_words
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.world import World
from legation.states import groups

#: Words in the text of a row that tell a list of each name.
NAMES = {"unfriendly": "unfriendly", "terrorism": "terror"}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """One way: as the list stands."""
    return (Way("as the list stands"),)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Decide whether states are, were or came to be on a list."""
    lister, names = sides(question)
    if lister is None or not names:
        return Decision(None, missing="whose list it is, or who is on it")
    rows = on_list(question, world, way, lister)
    if not rows:
        return Decision(None, missing=f"the list of {named([lister])}")
    start, end = question.start or question.end or question.as_of, question.end or question.as_of
    since = question.detail("when") == "since" and not question.negated
    if since:
        # Listed by the end of the year it is said to begin in, and to this day.
        end = min(dt.date(start.year, 12, 31), question.as_of)
    began = min(row["start"] for row in rows)
    if end < began:
        return Decision(None, missing=f"the list before {began}, when the record's begins")
    listed_rows = [
        row
        for row in rows
        if row["target"] in names
        and in_force(row, start, end)
        and (not since or in_force(row, question.as_of, question.as_of))
    ]
    found = {row["target"] for row in listed_rows}
    without = [name for name in names if name not in found]
    holds = bool(found) if question.negated else not without
    source = extent(world, "designation")
    if without and (source is None or not source.whole):
        return Decision(None, missing=f"the whole list of {named([lister])}")
    rest = searched(source, None, question.as_of) if source and without else ()
    return Decision(
        holds,
        float(len(found)),
        len(rows),
        (*evidence(listed_rows[:50]), *_of(rest, rows)),
        coverage=f"the list of {named([lister])} with {len(rows)} entries, from {began}",
        sentence=_sentence(lister, listed_rows, without),
    )


def sides(question: Question) -> tuple[str | None, tuple[str, ...]]:
    """Give the state whose list it is, and the states that are said to be on it."""
    lister = question.detail("lister") or ""
    both = (*question.subject, *question.object)
    if question.detail("listed"):
        on_it = tuple((question.detail("listed") or "").split())
        codes = tuple(code for code in on_it if code in both)
        keys = [key for keys in question.groups.values() for key in keys]
        members = [code for key in keys for code in groups.members(key, question.as_of)]
        return (lister if len(lister) == 3 and lister.isupper() else None), codes or tuple(members)
    # Without details the subject lists the object, as `listed` is read.
    return (question.subject[0] if len(question.subject) == 1 else None), question.object


def on_list(question: Question, world: World, way: Way, lister: str) -> list[dict[str, Any]]:
    """Give all entries of a list, whoever stands on it."""
    key = NAMES.get(question.detail("list") or "unfriendly")
    if key is None:
        return []
    rows = between(world, "designation", [lister], None, replace(way, start=None, end=None))
    return [row for row in rows if key in (row["text"] or "").lower()]


def in_force(row: dict[str, Any], start: dt.date, end: dt.date) -> bool:
    """Tell whether an entry stood on a list on some day of a window."""
    return bool(row["start"] <= end and (row["end"] is None or row["end"] >= start))


def _of(rest: Sequence[Any], rows: list[dict[str, Any]]) -> list[Any]:
    """Keep the sources that hold this list."""
    own = {row["source_id"] for row in rows}
    return [row for row in rest if row.source_id in own]


def _sentence(lister: str, rows: list[dict[str, Any]], without: list[str]) -> str:
    parts = []
    if rows:
        days = sorted({window_words(row["start"], row["end"]) for row in rows})
        parts.append(f"{named(row['target'] for row in rows)}: listed, {listed(days)}")
    if without:
        parts.append(f"{named(without)}: not on the list of {named([lister])}")
    return f"{'; '.join(parts)}."
