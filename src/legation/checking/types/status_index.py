"""Whether a relation broke or recovered in a window, by the breaks of the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from legation.checking.levels import line, month_of, month_words
from legation.checking.phrases import listed
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World

_SIGN = {"broken": -1, "ended": -1, "restored": 1}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """One way: the breaks as dated."""
    return (Way("breaks of the index"),)


def decide(question: Question, world: World, way: Way) -> Decision:  # noqa: ARG001
    """Look for a break of the sign whose interval meets the window.

    A window without one refutes nothing: a break may be too small for the record to show.
    """
    pair, sign = question.pair, _SIGN.get(question.detail("change") or "")
    if pair is None or sign is None:
        return Decision(None, missing="one pair of states, and whether it broke or recovered")
    found = line(world, *pair)
    if found is None:
        return Decision(None, missing="rows enough for an index of the two")
    low = month_of(question.start or dt.date.min)
    high = month_of(question.end or question.as_of)
    hits = [
        (int(first), int(last), float(size))
        for first, last, size in found.breaks
        if size * sign > 0 and first <= high and last >= low
    ]
    if not hits:
        return Decision(None, missing="a break that stands out; smaller ones cannot be told")
    rows = [
        EvidenceRow("index", f"{pair[0]}-{pair[1]}, {month_words(first)} to {month_words(last)}",
            dt.date(first // 12, first % 12 + 1, 1), f"break of {size:+.2f}")
        for first, last, size in hits
    ]  # fmt: skip
    told = listed(dict.fromkeys(f"{month_words(a)} ({size:+.2f})" for a, _, size in hits))
    return Decision(
        True, hits[0][2], len(hits), tuple(rows),
        sentence=f"Breaks of the index: {told}.", confidence=0.9,
    )  # fmt: skip
