"""Predictions: open until their day has come, and then the plain claim that they foresaw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types import Type, type_of
from legation.checking.world import World

#: The plain type of a prediction about one side of the record.
_PLAIN = {"measures": "existence", "votes": "vote"}


def ways(question: Question, world: World) -> Sequence[Way]:
    """Ways of the plain claim where the day has come; else one."""
    found = _plain(question)
    if found is None:
        return (Way("as stated"),)
    return found[1].ways(found[0], world)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Decide the plain claim where the day has come."""
    found = _plain(question)
    if found is not None:
        return found[1].decide(found[0], world, way)
    due = due_day(question)
    if due is not None and due <= question.as_of:
        return Decision(
            None, missing=f"the day it was made, or a query for it; it fell due on {due}"
        )
    when = f"it falls due on {due}" if due else "it names no day on which it falls due"
    return Decision(
        None, ends_as="pending", sentence=f"It foresees what has not come to pass; {when}."
    )


def due_day(question: Question) -> dt.date | None:
    """Give the last day of the window as the claim states it."""
    return question.claim.window[1] if question.claim.window else None


def _plain(question: Question) -> tuple[Question, Type] | None:
    """Give the plain claim of a prediction whose day has come, and what decides it."""
    due = due_day(question)
    if due is None or due > question.as_of or question.side not in _PLAIN:
        return None
    if question.detail("unread"):
        return None
    if question.start is None:
        # What came before it was made does not fulfil it, and that day is not known.
        return None
    kind = _PLAIN[question.side]
    decides = type_of(kind, question.side)
    return None if decides is None else (replace(question, type=kind), decides)
