"""That two states came to vote together more, or less, over some years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from legation.checking.amounts import ABOUT, BARE
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.shares import (
    FEWEST,
    Shared,
    by_year,
    chance_above,
    label,
    one_line,
    pairs_of,
    side,
    year_ways,
)
from legation.checking.showing import between, figure, pair_rows
from legation.checking.wording import moved_so_far
from legation.checking.world import World

#: Least change of a share that is a change, and one that is sharp.
CHANGE, SHARP = 0.02, 0.1
#: Years between the two ends that are shown.
BETWEEN = 12
_SIGN = {"up": 1, "towards": 1, "down": -1, "away": -1, "level": 0}


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question: from the first year to the last, and by the line through all."""
    found = [Way("first against last"), Way("yes and no only", options=(("yes_no", "yes"),))]
    if _years(question)[1] - _years(question)[0] >= 2:
        line = Way("line through all years", binding=False, options=(("line", "yes"),))
        found.append(line)
    return [*found, *year_ways(question)]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare the share of common choices at the two ends, or along the line."""
    pairs, direction = pairs_of(question), question.detail("direction")
    if len(pairs) != 1 or direction not in _SIGN or one_line(pairs[0]):
        return Decision(None, missing="the two states, and whether it rose or fell")
    first, last = _years(question)
    known = by_year(question, world, way, pairs[0], first, last)
    if _open_end(question):
        # "After 2022": the year before against all that has been since.
        since = by_year(question, world, way, pairs[0], first + 1, question.as_of.year)
        known = {**{y: item for y, item in known.items() if y == first}, **_one(since, last)}
    if first not in known or last not in known or first == last:
        missing = f"at least {FEWEST} recorded votes of both in {first} and in {last}"
        return Decision(None, missing=missing)
    return _judged(question, world, way, pairs[0], known)


def _one(known: Mapping[int, Shared], last: int) -> dict[int, Shared]:
    """Put all years together under the last of them."""
    if not known:
        return {}
    places = np.concatenate([item.places for item in known.values()])
    return {last: Shared(places, np.concatenate([item.alike for item in known.values()]))}


def _judged(
    question: Question,
    world: World,
    way: Way,
    pair: tuple[str, str],
    known: Mapping[int, Shared],
) -> Decision:
    direction = question.detail("direction") or ""
    first, last = _years(question)
    (before, n), (after, m) = ((known[y].value or 0.0, known[y].n) for y in (first, last))
    change = after - before
    if way.option("line"):
        values = np.array([item.value for item in known.values()], float)
        change = float(np.polyfit(np.array(list(known), float), values, 1)[0]) * (last - first)
    holds = _moved(question, change, direction) and _ends_fit(question, before, after)
    ends = (1 - before, 1 - after) if question.relation == "voted_apart" else (before, after)
    holds = holds and moved_so_far(question, *ends)
    later = f"since {first + 1}" if _open_end(question) else f"in {last}"
    return Decision(
        holds,
        change,
        min(n, m),
        _rows(question, world, way, pair, known),
        sentence=f"{label(pair[0])} and {label(pair[1])} chose the same in {before:.1%} of {n} "
        f"recorded votes in {first}, and in {after:.1%} of {m} {later}.",
        confidence=chance_above(after, m, before + CHANGE * _sign(question, direction)),
    )


def _rows(
    question: Question,
    world: World,
    way: Way,
    pair: tuple[str, str],
    known: Mapping[int, Shared],
) -> tuple[EvidenceRow, ...]:
    """Make the figures of both ends, of the years between, and roll calls of both ends."""
    if not way.binding:
        return ()
    first, last = _years(question)
    sides = [side(world, name, way) for name in pair]
    since = f"since {first + 1}" if _open_end(question) else str(last)
    found = [
        figure(world, f"{first}: {between(pair)}", known[first]),
        figure(world, f"{since}: {between(pair)}", known[last]),
    ]
    for year in (first, last):
        found += pair_rows(world, known[year], sides, alike=year == first, most=2)
    middle = [year for year in known if year not in (first, last)][-BETWEEN:]
    found += [figure(world, f"{y}: {between(pair)}", known[y], "counter") for y in middle]
    # The years between are there to be looked at; they decide only where a line is asked for.
    return tuple(sorted(found, key=lambda row: row.role == "counter"))


def _sign(question: Question, direction: str) -> int:
    """Give the sign of the change of common choices; voting apart more often lowers them."""
    return -_SIGN[direction] if question.relation == "voted_apart" else _SIGN[direction]


def _moved(question: Question, change: float, direction: str) -> bool:
    sign = _sign(question, direction)
    if sign == 0:
        return abs(change) < ABOUT
    return change * sign >= (SHARP if question.detail("manner") == "sharp" else CHANGE)


def _ends_fit(question: Question, before: float, after: float) -> bool:
    """Whether shares that the claim gives for the two ends are those found."""
    room = ABOUT if question.detail("bound") in ("about", "nearly") else BARE
    for name, found in (("from_share", before), ("to_share", after)):
        said = question.detail(name)
        share = 1 - found if question.relation == "voted_apart" else found
        try:
            if said is not None and abs(float(said) - share) > room:
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
