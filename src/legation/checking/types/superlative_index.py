"""The best or the worst of a relation since a day, by the index."""

from __future__ import annotations

from collections.abc import Sequence

from legation.checking.levels import chance_above, line, month_of, month_words, row_of
from legation.checking.moves import move
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types.trend_index import FIRST, SURE, index_ways
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Levels over a year and over half a year, and with the edges a month earlier and later."""
    return index_ways()


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the last level in the window with every other one of the same length."""
    pair, extreme = question.pair, question.detail("extreme")
    if pair is None or extreme not in ("highest", "lowest"):
        return Decision(None, missing="one pair of states, and which extreme")
    if question.detail("when") == "at":
        return Decision(None, missing="since when it is said to be the extreme")
    found = line(world, *pair)
    if found is None:
        return Decision(None, missing="rows enough for an index of the two")
    months, shift = int(way.option("months", "12")), int(way.option("shift", "0"))
    high = min(month_of(question.end or question.as_of) + min(shift, 0), found.last)
    low = found.first if question.start is None else month_of(question.start) + shift
    low = max(low, found.first)
    starts = range(high - months + 1, low - 1, -months)
    levels = [
        (start, level) for start in starts if (level := found.over(start, start + months - 1))
    ]
    if len(levels) < 2:
        return Decision(None, missing="two stretches of the index to compare")
    sign = 1.0 if extreme == "highest" else -1.0
    (start, now), others = levels[0], levels[1:]
    rival, other = max(others, key=lambda item: sign * item[1][0])
    rivalling = (rival, rival + months - 1)
    moved = move(world, pair, found, rivalling, (start, start + months - 1), rows=way == FIRST)
    if moved is None:
        return Decision(None, missing="two stretches of the index to compare")
    chance = chance_above(sign * moved.change, moved.sd)
    holds = None if 1 - SURE < chance < SURE else chance >= SURE
    words = f"the {extreme} other, {month_words(rival)} to {month_words(rival + months - 1)}"
    return Decision(
        holds, now[0], len(levels),
        (*moved.rows, row_of(*pair, (start, start + months - 1), now),
         row_of(*pair, rivalling, other)),
        missing="" if holds is not None else f"more rows; the chance that it holds is {chance:.2f}",
        coverage=f"the index, {month_words(low)} to {month_words(high)}",
        sentence=f"The last level is {now[0]:+.2f}; {words}: {other[0]:+.2f}.",
        confidence=max(chance, 1 - chance),
    )  # fmt: skip
