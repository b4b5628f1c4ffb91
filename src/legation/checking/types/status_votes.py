"""That a state's votes changed: "switched from abstaining to a no", "stopped voting with".

A choice on a text that comes again changed where the last vote before the window and a vote in
it differ. Voting with somebody began or ended where more than half of the votes were the same
on one side of the change only; the year before the window is compared with the window.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from legation.checking import ballots as b
from legation.checking.occurrences import names_a_text
from legation.checking.phrases import listed, name_of
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.shares import (
    FEWEST,
    Shared,
    label,
    one_line,
    pairs_of,
    share_ways,
    shared,
    side,
)
from legation.checking.showing import between, figure, pair_rows
from legation.checking.votes import (
    chosen,
    held,
    inside,
    members_of,
    nothing,
    rows_of,
    succession_ways,
    texts,
)
from legation.checking.world import World

_BEGINS = ("began", "joined", "restored")
_ENDS = ("ended", "left", "lifted", "broken")
_WITH = ("voted_with", "voted_apart", "voting_agreement")
#: Share of votes above which a state votes with another.
HALF = 0.5


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    if question.relation in _WITH and not names_a_text(question):
        found = share_ways(replace(question, start=dt.date.min), states_a_share=False)
        return [way for way in found if way.start is None]
    absent = Way("an absence is a choice", binding=False, options=(("absent", "yes"),))
    return [*succession_ways(question), absent]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Compare what was before the change with what came after."""
    if question.relation in _WITH and not names_a_text(question):
        return _of_sides(question, world, way)
    codes = members_of(question)
    if len(codes) != 1:
        return Decision(None, missing="the one state whose choice is said to have changed")
    if not names_a_text(question):
        missing = "which text was voted on again: its matter, or its symbol"
        return Decision(None, missing=missing)
    anywhen = replace(question, start=None, end=None)
    found = texts(anywhen, world, inside(anywhen, world, way), way, without="date")
    if not len(found) or not found.certain:
        return nothing(question, world, found)
    return _of_text(question, world, way, codes[0], found.rows)


def _of_text(
    question: Question, world: World, way: Way, code: str, places: Sequence[int]
) -> Decision:
    votes = held(world)
    own = votes.of(code, way.succession)
    counted = (b.YES, b.NO, b.ABSTAIN, *((b.ABSENT,) if way.option("absent") else ()))
    cast = [place for place in places if int(own[place]) in counted]
    start, end = _window(question)
    steps = [(one, two) for one, two in pairwise(cast) if start <= votes.calls[two].date <= end]
    if not steps:
        missing = f"a vote of {name_of(code)} on this text in these days, and one before"
        return Decision(None, missing=missing, rows=rows_of(world, cast[::-1], (code,)))
    moved = [(x, y) for x, y in steps if own[x] != own[y]]
    fitting = [(x, y) for x, y in moved if _fits(question, int(own[x]), int(own[y]))]
    deciding = fitting or moved or steps
    shown = [place for step in deciding[::-1] for place in step[::-1]]
    rest = [place for place in cast[::-1] if place not in shown]
    rows = rows_of(world, list(dict.fromkeys(shown)), (code,), way.succession)
    rows += rows_of(world, rest[:5], (code,), way.succession, "counter")
    told = listed(
        f"from {b.WORDS[int(own[x])]} ({votes.calls[x].name}) to {b.WORDS[int(own[y])]} "
        f"({votes.calls[y].name})"
        for x, y in moved
    )
    sentence = (
        f"{name_of(code)} changed {told}."
        if moved
        else f"{name_of(code)} chose the same in {len(steps)} votes."
    )
    return Decision(bool(fitting), float(len(moved)), len(cast), rows, sentence=sentence)


def _fits(question: Question, before: int, after: int) -> bool:
    """Whether a change is one from and to the choices that the claim names."""
    one, two = (b.CODES.get(question.detail(name) or "") for name in ("from", "to"))
    if one is not None or two is not None:
        return (one is None or one == before) and (two is None or two == after)
    choice, change = chosen(question), question.detail("change")
    if choice is None or change not in (*_BEGINS, *_ENDS):
        return True
    return (after if change in _BEGINS else before) == choice


def _of_sides(question: Question, world: World, way: Way) -> Decision:
    """Compare the share of common choices in the window with that of the year before."""
    pairs, change = pairs_of(question), question.detail("change")
    if len(pairs) != 1 or one_line(pairs[0]) or change not in (*_BEGINS, *_ENDS):
        return Decision(None, missing="two sides, and whether they began or ceased to vote alike")
    if question.start is None or question.start.year == dt.MINYEAR:
        return Decision(None, missing="when it is said to have changed")
    start, end = _window(question)
    year_before = replace(way, start=dt.date(start.year - 1, 1, 1), end=start - dt.timedelta(1))
    since = replace(way, start=start, end=end)
    early, late = (shared(question, world, w, *pairs[0]) for w in (year_before, since))
    least = max(FEWEST, int(way.option("least", "0")))
    if early.value is None or late.value is None or min(early.n, late.n) < least:
        missing = f"at least {least} recorded votes of both, before {start} and after"
        return Decision(None, missing=missing)
    apart = question.relation == "voted_apart"
    was, became = ((item.value > HALF) != apart for item in (early, late) if item.value is not None)
    holds = (not was and became) if change in _BEGINS else (was and not became)
    pair = pairs[0]
    return Decision(
        holds,
        late.value - early.value,
        min(early.n, late.n),
        _rows(world, way, pair, early, late),
        sentence=f"{label(pair[0])} and {label(pair[1])} chose the same in {early.value:.1%} of "
        f"{early.n} recorded votes in the year before {start}, and in {late.value:.1%} of {late.n} "
        f"from then to {end}.",
    )


def _rows(
    world: World, way: Way, pair: tuple[str, str], early: Shared, late: Shared
) -> tuple[EvidenceRow, ...]:
    if not way.binding:
        return ()
    sides = [side(world, name, way) for name in pair]
    rows = [figure(world, between(pair), item) for item in (early, late)]
    for item in (late, early):
        rows += pair_rows(world, item, sides, alike=(item.value or 0.0) > HALF, most=2)
    return tuple(sorted(rows, key=lambda row: row.role == "counter"))


def _window(question: Question) -> tuple[dt.date, dt.date]:
    return question.start or dt.date.min, question.end or question.as_of
