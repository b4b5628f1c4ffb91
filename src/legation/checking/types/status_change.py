"""Changes of status: joined, left, began, ended, lifted.

A change holds where a period begins (or ends) in the window that the claim names. Where it
names none, any such day will do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from legation.checking.measured import KINDS, YEARLY, between, covers, evidence, extent, searched
from legation.checking.phrases import count_words, listed, name_of
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.row_rules import counts
from legation.checking.types import designation, existence, membership
from legation.checking.world import World
from legation.states.groups import last_possible

_BEGINS = ("began", "joined", "restored")
_ENDS = ("ended", "left", "lifted", "broken")


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways to read which rows count, as for a measure that is said to be there."""
    if question.relation == "membership" or question.side != "measures":
        return (Way("as stated"),)
    return existence.ways(question, world)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Decide whether a status began or ended in the window."""
    change = question.detail("change")
    if question.relation == "membership":
        return _membership(question, change)
    kind = KINDS.get(question.relation or "")
    found = extent(world, kind) if kind else None
    if kind is None or found is None or change not in (*_BEGINS, *_ENDS):
        what = (question.relation or "this").replace("_", " ")
        return Decision(None, missing=f"the record holds no table of {what} with its ends")
    if kind == "designation":
        return _listed(question, world, way, change)
    if not question.subject or len((*question.subject, *question.object)) != 2:
        return Decision(None, missing="the two states between whom it changed")
    a, b = (*question.subject, *question.object)
    rows = [row for row in between(world, kind, [a], [b], way)
            if counts(question, kind, way, row)]  # fmt: skip
    spans = _spans(rows, kind, found.last)
    days = [(first if change in _BEGINS else last) for first, last in spans]
    hits = [day for day in days if day is not None and _inside(question, day)]
    end = question.end or question.as_of
    if change in _ENDS and not question.windowed and spans and spans[-1][1] is None:
        # "No longer" speaks of the last period, and of that the source saw no end.
        return Decision(None, n=len(rows), rows=evidence(rows[-12:]),
            missing=f"a source after {found.last}, up to which it went on",
            coverage=found.searched(question.start, end))  # fmt: skip
    if not hits and not covers(found, question.start, end, lenient=False):
        return Decision(None, missing="a source that covers the window",
            coverage=found.searched(question.start, end))  # fmt: skip
    if not hits and kind == "sanction" and _in_force(rows, question):
        # A case carries one end; a part of it may have been lifted, or added, before.
        return Decision(None, n=len(rows), rows=evidence(rows[-12:]),
            missing="parts of sanctions; a case that was in force then has one end for all of it",
            coverage=found.searched(question.start, end))  # fmt: skip
    shown = evidence(rows[-12:]) if rows else searched(found, question.start, end)
    told, what = listed(str(day) for day in days if day) or "none", kind.replace("_", " ")
    return Decision(
        bool(hits), float(len(hits)), len(rows), shown,
        coverage=found.searched(question.start, end),
        sentence=f"{count_words(len(spans), 'period')} of {what}; {change}: {told}.",
    )  # fmt: skip


def _in_force(rows: list[dict[str, Any]], question: Question) -> bool:
    low, high = question.start or dt.date.min, question.end or question.as_of
    return any(row["start"] <= high and (row["end"] or high) >= low for row in rows)


def _inside(question: Question, day: dt.date) -> bool:
    low, high = question.start or dt.date.min, question.end or question.as_of
    return low <= day <= high


def _membership(question: Question, change: str | None) -> Decision:
    """Decide joining and leaving by the tables of groups."""
    if change not in (*_BEGINS, *_ENDS) or not question.subject or "object" not in question.groups:
        return Decision(None, missing="a group that the tables of groups know")
    found = membership.spells(question)
    hits = []
    for items in found.values():
        for one in items:
            begins = change in _BEGINS
            first = one.start if begins else one.end
            if first is None or (begins and one.precision == "by"):
                continue
            last = last_possible(first, one.precision) or first
            low, high = question.start or dt.date.min, question.end or question.as_of
            if first <= high and last >= low:
                hits.append(one)
                break
    holds = bool(hits) if question.negated else len(hits) == len(found)
    return Decision(
        holds, float(len(hits)), len(hits), membership.rows(found),
        coverage="the tables of groups", sentence=membership.words(found),
    )  # fmt: skip


def _listed(question: Question, world: World, way: Way, change: str) -> Decision:
    lister, names = designation.sides(question)
    rows = designation.on_list(question, world, way, lister) if lister else []
    if not rows or not names:
        return Decision(None, missing="the list, or who is on it")
    own = [row for row in rows if row["target"] in names]
    days = [row["start"] if change in _BEGINS else row["end"] for row in own]
    hits = [day for day in days if day is not None and _inside(question, day)]
    text = (
        listed(f"{name_of(row['target'])} from {row['start']}" for row in own)
        or "none of them listed"
    )
    return Decision(
        bool(hits), float(len(hits)), len(own), evidence(own),
        coverage=f"a list with {len(rows)} entries", sentence=f"{text}.",
    )  # fmt: skip


def _spans(
    rows: list[dict[str, Any]], kind: str, last: dt.date
) -> list[tuple[dt.date, dt.date | None]]:
    """Give periods without a gap; the end is None where the sources end before it does."""
    spans: list[tuple[dt.date, dt.date | None]] = []
    gap = dt.timedelta(days=1)
    for row in rows:
        end = row["end"] or (row["start"] if kind in YEARLY else None)
        if kind in YEARLY and spans and row["start"] <= (spans[-1][1] or row["start"]) + gap:
            end = max(end, spans[-1][1] or end) if end else None
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((row["start"], end))
    return [
        (first, None if end is None or (kind in YEARLY and end >= last) else end)
        for first, end in spans
    ]
