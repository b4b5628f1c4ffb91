"""Checking: a claim becomes a query over the record, and the verdict cites the rows.

Enters: a record, and a text or a structured claim. Leaves: a `Verdict` for each claim: what was
understood, the deciding rows, how the verdict changes when the claim is read otherwise, and
what is missing where the record cannot tell. Nothing here writes to the record.

A claim becomes a `Question` (states as codes, window as days), each type of claim has one
module in `types` that decides a question under one way of reading it, and `judging` makes a
verdict of all ways. Query text never holds words of a claim; they are bound as parameters.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legation.checking.checker import Checker, check, check_claim
    from legation.checking.question import Question, question_of
    from legation.checking.results import VERDICTS, EvidenceRow, Variation, Verdict

__all__ = [
    "VERDICTS",
    "Checker",
    "EvidenceRow",
    "Question",
    "Variation",
    "Verdict",
    "check",
    "check_claim",
    "question_of",
]

_FROM = {
    **dict.fromkeys(("VERDICTS", "EvidenceRow", "Variation", "Verdict"), "results"),
    **dict.fromkeys(("Question", "question_of"), "question"),
    **dict.fromkeys(("Checker", "check", "check_claim"), "checker"),
}


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"legation.checking.{_FROM[name]}"), name)
    raise AttributeError(f"module 'legation.checking' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
