"""That something happened for the first time then: one earlier row refutes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.occurrences import AGAINST, occurrences
from legation.checking.occurrences import ways as _ways
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.votes import held, nothing
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    return _ways(question)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Look for the earliest row, in all years up to the end of the window."""
    start, end = question.start, question.end
    if start is None:
        return Decision(None, missing="when it is said to have happened first")
    whole = replace(question, start=None, end=end or question.as_of)
    found = occurrences(whole, world, way, without="date")
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    calls = held(world).calls
    coverage = f"{len(found.could)} recorded votes since {calls[found.could[0]].date}"
    if not found.did:
        rows = found.rows(world, found.could[::-1], "searched")
        return Decision(
            False, n=len(found.could), rows=rows, coverage=coverage,
            sentence=f"It did not happen in {coverage}.",
        )  # fmt: skip
    day = calls[found.did[0]].date
    early = [i for i in found.did if calls[i].date < start]
    later = [i for i in found.did if calls[i].date >= start]
    before = [i for i in found.did_not if calls[i].date < start][::-1]
    rows = found.rows(world, early or later)
    rows += (
        found.rows(world, later, "counter", AGAINST)
        if early
        else found.rows(world, before, "searched", AGAINST)
    )
    return Decision(
        day >= start, float(_ordinal(day)), len(found.could), rows, coverage=coverage,
        sentence=f"First in {rows[0].locator} on {day}.",
    )  # fmt: skip


def _ordinal(day: dt.date) -> int:
    """Year of a day, as the number that is shown."""
    return day.year
