"""Whether a relation rose, fell or held, by the index.

The level after is compared with the level before. A change whose sign is less than nine
tenths sure decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.checking.levels import chance_above, line, month_of, month_words, row_of
from legation.checking.moves import move
from legation.checking.question import YEARS, Question, months_before
from legation.checking.results import Decision, Way
from legation.checking.world import World

#: How sure a sign must be.
SURE = 0.9
#: The first reading.
FIRST = Way("levels of a year", options=(("months", "12"),))
#: Change on the Goldstein scale that is felt: below it a relation is said to hold.
FELT = 1.0


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Levels over a year and over half a year, and with the edges a month earlier and later."""
    return index_ways()


def index_ways() -> tuple[Way, ...]:
    """Ways to read a stretch of the index; see `ways`."""
    return (
        FIRST,
        Way("levels of half a year", options=(("months", "6"),)),
        Way("edges a month earlier", options=(("months", "12"), ("shift", "-1"))),
        Way("edges a month later", options=(("months", "12"), ("shift", "1"))),
    )


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the level after with the level before."""
    pair = question.pair
    direction = {"towards": "up", "away": "down"}.get(
        question.detail("direction") or "", question.detail("direction") or ""
    )
    if pair is None or direction not in ("up", "down", "level"):
        return Decision(None, missing="one pair of states, and a direction")
    found = line(world, *pair)
    if found is None:
        return Decision(None, missing="rows enough for an index of the two")
    before, after = stretches(question, int(way.option("months", "12")))
    shift = int(way.option("shift", "0"))
    before, after = _moved_by(before, shift), _moved_by(after, min(shift, 0))
    levels = [found.over(*before), found.over(*after)]
    moved = move(world, pair, found, before, after, rows=way == FIRST)
    if levels[0] is None or levels[1] is None or moved is None or after[0] > found.last:
        span = f"{month_words(found.first)} to {month_words(found.last)}"
        return Decision(None, missing=f"the months asked for; the index covers {span}")
    sharp = question.detail("manner") == "sharp"
    chance = _chance(direction, moved.change, moved.sd, sharp=sharp)
    holds = None if 1 - SURE < chance < SURE else chance >= SURE
    stretch_rows = (row_of(*pair, before, levels[0]), row_of(*pair, after, levels[1]))
    words = f"The index moved from {levels[0][0]:+.2f} to {levels[1][0]:+.2f}"
    return Decision(
        holds, moved.change, 2, (*moved.rows, *stretch_rows),
        missing="" if holds is not None else f"more rows; the chance that it holds is {chance:.2f}",
        coverage=f"the index, {month_words(before[0])} to {month_words(after[1])}",
        sentence=f"{words} (change {moved.change:+.2f}, standard deviation {moved.sd:.2f}).",
        confidence=max(chance, 1 - chance),
    )  # fmt: skip


def _moved_by(span: tuple[int, int], months: int) -> tuple[int, int]:
    return span[0] + months, span[1] + months


def _chance(direction: str, change: float, sd: float, *, sharp: bool) -> float:
    least = FELT if sharp else 0.0
    if direction == "up":
        return chance_above(change - least, sd)
    if direction == "down":
        return chance_above(-change - least, sd)
    return chance_above(change + FELT, sd) - chance_above(change - FELT, sd)


def stretches(question: Question, months: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the months before and after.

    "Since 2022", "after 2022" and "in 2022" compare with what came before the window; "between
    2011 and 2021" compares its ends.
    """
    end = month_of(question.end or question.as_of)
    if question.start is None:
        start = month_of(months_before(question.end or question.as_of, 12 * YEARS))
        return (start, start + months - 1), (end - months + 1, end)
    start = month_of(question.start)
    inside = question.detail("when") in ("between", "last") and end - start >= 2 * months
    before = (start, start + months - 1) if inside else (start - months, start - 1)
    return before, (max(end - months + 1, start), end)
