"""Cause and hidden intent: no row of a record decides either."""

from __future__ import annotations

from collections.abc import Sequence

from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """One way: as it stands."""
    return (Way("as stated"),)


def decide(question: Question, world: World, way: Way) -> Decision:  # noqa: ARG001
    """Say that the record holds what states did, not why."""
    words = question.detail("words")
    about = f" (“{words}”)" if words else ""
    kind = "what somebody intends" if question.relation == "intent" else "a cause"
    return Decision(
        None,
        ends_as="not_checkable",
        sentence=f"It speaks of {kind}{about}; the record holds what states did, not why.",
    )
