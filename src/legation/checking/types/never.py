"""That something never happened in a vote; one row refutes it."""

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
    """Look for one row; without any, say where was looked."""
    found = occurrences(question, world, way, each=True)
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    calls, n = held(world).calls, len(found.could)
    extent = f"{calls[found.could[0]].date} to {calls[found.could[-1]].date}"
    coverage = f"{n} recorded votes, {extent}"
    if found.did:
        rows = found.rows(world, found.did[::-1])
        rows += found.rows(world, found.did_not[::-1], "counter", AGAINST)
        text = f"It happened in {len(found.did)} of {coverage}, last on {rows[0].locator}."
        return Decision(False, float(len(found.did)), n, rows, coverage=coverage, sentence=text)
    rows = found.rows(world, found.could[::-1], "searched")
    return Decision(
        True, 0.0, n, rows, coverage=f"none found in {coverage}",
        sentence=f"None found in {coverage}.",
    )  # fmt: skip
