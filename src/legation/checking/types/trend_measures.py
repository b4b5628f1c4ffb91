"""Whether transfers of arms between two states rose or fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from legation.checking.measured import between, covers, evidence, extent
from legation.checking.question import YEARS, Question
from legation.checking.results import Decision, Way
from legation.checking.wording import moved_so_far
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ends of three years, and halves of the window."""
    return (
        Way("three years at each end", options=(("ends", "3"),)),
        Way("first and second half", options=(("ends", "half"),)),
    )


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the yearly amounts at both ends of the window."""
    totals = yearly(question, world, way)
    direction = question.detail("direction")
    if totals is None or direction not in ("up", "down"):
        return Decision(None, missing="yearly amounts between two states in the window")
    years = sorted(totals)
    width = len(years) // 2 if way.option("ends") == "half" else min(3, len(years) // 2)
    if not width:
        return Decision(None, missing="at least two years that the sources cover")
    ends = [[totals[year] for year in part] for part in (years[:width], years[-width:])]
    before, after = (sum(part) / width for part in ends)
    rows = evidence(_rows(question, world, way)[-12:])
    words = f"{before:.0f} a year in {years[0]}-{years[width - 1]}"
    return Decision(
        (after > before if direction == "up" else after < before)
        and moved_so_far(question, before, after),
        after - before, len(years), rows,
        coverage=f"transfers of major arms, {years[0]}-{years[-1]}",
        sentence=f"{words}, {after:.0f} a year in {years[-width]}-{years[-1]} (SIPRI units).",
    )  # fmt: skip


def yearly(question: Question, world: World, way: Way) -> dict[int, float] | None:
    """Give the amount of each year that is covered, 0 where there is none."""
    found = extent(world, "arms_transfer")
    end = question.end or question.as_of
    if question.relation != "arms_transfer" or question.pair is None or found is None:
        return None
    if not covers(found, question.start, end, lenient=False):
        return None
    last = min(end, found.last).year
    first = max(question.start or found.first, found.first).year
    if question.start is None and question.type == "trend":
        first = max(last - YEARS + 1, first)
    totals = dict.fromkeys(range(first, last + 1), 0.0)
    for row in _rows(question, world, way):
        if row["start"].year in totals:
            totals[row["start"].year] += row["value"] or 0.0
    return totals if sum(totals.values()) else None


def _rows(question: Question, world: World, way: Way) -> list[dict[str, Any]]:
    pair = question.pair
    if pair is None:
        return []
    start, end = question.start, question.end
    rows = between(world, "arms_transfer", [pair[0]], [pair[1]], way, start, end)
    if not question.object:
        rows += between(world, "arms_transfer", [pair[1]], [pair[0]], way, start, end)
    return rows
