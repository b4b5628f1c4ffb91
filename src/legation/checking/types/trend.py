"""That two states came to vote together more, or less, over some years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from legation.checking.amounts import ABOUT, BARE
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types.agreement import FEWEST, pairs_of
from legation.checking.votes import chance_above, share
from legation.checking.world import World

#: Least change of a share that is a change, and one that is sharp.
CHANGE, SHARP = 0.02, 0.1
_SIGN = {"up": 1, "towards": 1, "down": -1, "away": -1, "level": 0}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question: from the first year to the last, and by the line through all."""
    found = [Way("first against last"), Way("yes and no only", options=(("yes_no", "yes"),))]
    if _years(question)[1] - _years(question)[0] >= 2:
        found.append(Way("line through all years", options=(("line", "yes"),)))
    return found


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the share of common choices at the two ends, or along the line."""
    pairs, direction = pairs_of(question), question.detail("direction")
    if len(pairs) != 1 or direction not in _SIGN:
        return Decision(None, missing="the two states, and whether it rose or fell")
    first, last = _years(question)
    spans = {year: (dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first, last + 1)}
    if _open_end(question):
        # "After 2022": the year before against all that has been since.
        spans = {first: spans[first], last: (dt.date(first + 1, 1, 1), question.as_of)}
    shares = {y: _share(question, world, way, pairs[0], *span) for y, span in spans.items()}
    known = {y: (v, n) for y, (v, n) in shares.items() if v is not None and n >= FEWEST}
    if first not in known or last not in known or first == last:
        missing = f"recorded votes of both in {first} and in {last}"
        return Decision(None, missing=missing)
    (before, n), (after, m) = known[first], known[last]
    change = after - before
    if way.option("line"):
        years = np.array(list(known), float)
        values = np.array([value for value, _ in known.values()])
        change = float(np.polyfit(years, values, 1)[0]) * (last - first)
    holds = _moved(question, change, direction) and _ends_fit(question, before, after)
    one, two = pairs[0]
    later = f"since {first + 1}" if _open_end(question) else f"in {last}"
    return Decision(
        holds, change, min(n, m),
        sentence=f"{one} and {two} chose the same in {before:.1%} of {n} recorded votes in "
        f"{first}, and in {after:.1%} of {m} {later}.",
        confidence=chance_above(after, m, before + CHANGE * _SIGN[direction]),
    )  # fmt: skip


def _share(
    question: Question, world: World, way: Way, pair: tuple[str, str], start: dt.date, end: dt.date
) -> tuple[float | None, int]:
    span = Way(way.name, way.succession, start, end, way.binding, way.options)
    return share(question, world, span, *pair)


def _moved(question: Question, change: float, direction: str) -> bool:
    sign = _SIGN[direction]
    if sign == 0:
        return abs(change) < ABOUT
    return change * sign >= (SHARP if question.detail("manner") == "sharp" else CHANGE)


def _ends_fit(question: Question, before: float, after: float) -> bool:
    """Whether shares that the claim gives for the two ends are those found."""
    room = ABOUT if question.detail("bound") in ("about", "nearly") else BARE
    for name, found in (("from_share", before), ("to_share", after)):
        said = question.detail(name)
        try:
            if said is not None and abs(float(said) - found) > room:
                return False
        except ValueError:
            return False
    return True


def _open_end(question: Question) -> bool:
    return (
        question.start is not None
        and question.claim.window is not None
        and (question.claim.window[1] is None)
    )


def _years(question: Question) -> tuple[int, int]:
    """First and last year compared; a change in one year is against the year before."""
    full = question.full_years
    if question.start is None:
        last = min(question.end.year, full[-1]) if question.end else full[-1]
        return last - len(full) + 1, last
    if _open_end(question):
        return question.start.year - 1, full[-1]
    last = question.end.year if question.end else full[-1]
    first = question.start.year
    return (first - 1, last) if first == last else (first, last)
