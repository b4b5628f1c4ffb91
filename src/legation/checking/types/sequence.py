"""That one vote came after another: "after it voted to suspend Russia, Israel abstained on ..."."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.types import side_of, vote
from legation.checking.votes import succession_ways
from legation.checking.wording import so_far_apart
from legation.checking.world import World

_THEN = "then_"


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    return succession_ways(question)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether both parts hold, and whether they came in the order that is told."""
    one, two = parts_of(question)
    if side_of(one.relation) != "votes" or side_of(two.relation) != "votes":
        return Decision(None, missing="a query for a sequence of other things than votes")
    answers = [vote.decide(one, world, way), vote.decide(two, world, way)]
    rows = tuple(row for answer in answers for row in answer.rows)
    for answer in answers:
        if answer.holds is None:
            return Decision(None, missing=answer.missing, rows=rows, coverage=answer.coverage)
    sentence = " ".join(answer.sentence for answer in answers)
    if not (answers[0].holds and answers[1].holds):
        return Decision(False, n=len(rows), rows=rows, sentence=sentence)
    # The first part is told as the earlier unless the claim turns them round.
    earlier, later = answers
    if question.detail("order") == "second_then_first":
        earlier, later = later, earlier
    if _last(earlier.rows) < _first(later.rows):
        apart = so_far_apart(question, _years(_last(earlier.rows), _first(later.rows)))
        if apart is None:
            return Decision(None, rows=rows, missing="how far apart the two are said to lie")
        if not apart:
            text = f"{sentence} They did not come so far apart."
            return Decision(False, n=len(rows), rows=rows, sentence=text)
        return Decision(True, n=len(rows), rows=rows, sentence=sentence)
    if _first(earlier.rows) >= _last(later.rows):
        text = f"{sentence} They did not come in this order."
        return Decision(False, n=len(rows), rows=rows, sentence=text)
    return Decision(None, rows=rows, missing="one day for each: their days lie across each other")


def parts_of(question: Question) -> tuple[Question, Question]:
    """Split a sequence into the questions it consists of.

    The window belongs to the part whose day it holds; where the second part gives its own day,
    the first is looked for in all years, for its own details say when it was.
    """
    own = {key: text for key, text in question.details.items() if not key.startswith(_THEN)}
    then = {
        key.removeprefix(_THEN): text
        for key, text in question.details.items()
        if key.startswith(_THEN)
    }
    subject = tuple((then.get("subject") or " ".join(question.subject)).split())
    other = tuple((then.get("object") or "").split())
    one = replace(question, type="vote", details=own)
    if then.get("date"):
        one = replace(one, start=None, end=None)
    two = replace(
        question,
        type="vote",
        relation=then.get("relation") or question.relation,
        subject=subject,
        object=other,
        groups={},
        negated=False,
        details=then,
        start=None,
        end=None,
    )
    return one, two


def _years(one: str, two: str) -> float:
    """Give the years from one day to another."""
    try:
        return (dt.date.fromisoformat(two) - dt.date.fromisoformat(one)).days / 365.25
    except ValueError:
        return 0.0


def _first(rows: Sequence[EvidenceRow]) -> str:
    return min((str(row.date) for row in rows if row.date), default="")


def _last(rows: Sequence[EvidenceRow]) -> str:
    return max((str(row.date) for row in rows if row.date), default="9999")
