"""Whether a relation broke or recovered in a window, by the breaks of the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from legation.checking.levels import breaks_of, line, month_of, month_words
from legation.checking.moves import move
from legation.checking.phrases import listed
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World

#: Months before and after a break whose rows are shown.
YEAR = 12
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
    breaks = [
        (int(first), int(last), float(size), float(alarm))
        for first, last, size, alarm in breaks_of(world, *pair, found)
        if size * sign > 0
    ]
    hits = [one for one in breaks if one[0] <= high and one[1] >= low]
    if not hits:
        near = [one for one in breaks if one[0] <= high + YEAR and one[1] >= low - YEAR]
        others = listed(dict.fromkeys(f"{_when(a, b)} ({size:+.2f})" for a, b, size, _ in near))
        return Decision(
            None,
            missing="a break that stands out; smaller ones cannot be told"
            + (f", and near by lies that of {others}" if others else ""),
            coverage=f"the index, {month_words(max(low, found.first))} to "
            f"{month_words(min(high, found.last))}",
        )
    hits = sorted(hits, key=lambda hit: -abs(hit[2]))
    rows = [
        EvidenceRow("index", f"{pair[0]}-{pair[1]}, {month_words(first)} to {month_words(last)}",
            dt.date(first // 12, first % 12 + 1, 1), f"break of {size:+.2f}")
        for first, last, size, _ in hits
    ]  # fmt: skip
    told = listed(
        dict.fromkeys(f"{_when(first, last)} ({size:+.2f})" for first, last, size, _ in hits)
    )
    first, last, size, _ = hits[0]
    moved = move(world, pair, found, (first - YEAR, first - 1), (last + 1, last + YEAR))
    return Decision(
        True, size, len(hits), (*rows, *(moved.rows if moved else ())),
        coverage=f"the index, {month_words(found.first)} to {month_words(found.last)}",
        sentence=f"Breaks of the index, with the interval that holds nine tenths: {told}.",
        confidence=1 - min(alarm for *_, alarm in hits),
    )  # fmt: skip


def _when(first: int, last: int) -> str:
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"
