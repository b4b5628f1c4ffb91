"""That something happened in every vote of a kind; one row that differs refutes it."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Look for a row that differs among the votes in which those concerned took part."""
    found = occurrences(question, world, way)
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    calls, n = held(world).calls, len(found.could)
    extent = f"{calls[found.could[0]].date} to {calls[found.could[-1]].date}"
    coverage = f"{n} recorded votes, {extent}"
    against = found.did_not[::-1]
    rows = found.rows(world, against or found.could[::-1])
    if against:
        rows += found.rows(world, found.did[::-1], "counter", AGAINST)
    text = f"So in {len(found.did)} of {coverage}."
    if against:
        text += f" Otherwise in {rows[0].locator}."
    return Decision(not against, len(found.did) / n, n, rows, coverage=coverage, sentence=text)
