"""That agreement was the highest or lowest: of some years, or of all states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types.agreement import FEWEST, pairs_of
from legation.checking.votes import held, inside, members_of, share, share_ways, shares_with_all
from legation.checking.world import World
from legation.states import groups

#: Part of the roll calls of a window that a state must have taken part in to be compared.
PRESENT = 0.25


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question.

    Over years: plain, and yes and no only. Over states: as many again as there are ways to
    read a share, and that the object is the extreme among the partners of the subject.
    """
    if _over_years(question):
        return [Way("plain agreement"), Way("yes and no only", options=(("yes_no", "yes"),))]
    found = share_ways(question, states_a_share=False)
    first = found[0]
    partners = Way(
        "among the partners of the first named", start=first.start, end=first.end,
        options=(("partners", "yes"),),
    )  # fmt: skip
    return [first, partners, *found[1:]]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Look for a year, or a state, that is further out."""
    pairs, extreme = pairs_of(question), question.detail("extreme")
    if len(pairs) != 1 or extreme not in ("highest", "lowest"):
        return Decision(None, missing="the two states, and whether the highest or lowest is meant")
    if _over_years(question):
        return _of_years(question, world, way, pairs[0])
    return _of_states(question, world, way, pairs[0])


def _over_years(question: Question) -> bool:
    """Whether years are compared: a relation as a measure, or a day from which it is."""
    since = question.detail("when") in ("since", "age")
    return question.relation == "voting_agreement" or since or not question.object


def _of_years(question: Question, world: World, way: Way, pair: tuple[str, str]) -> Decision:
    votes = held(world)
    if not len(votes):
        return Decision(None, missing="recorded votes: the record holds none")
    first, last = votes.calls[0].date.year, question.full_years[-1]
    claimed = last
    if question.start is not None and question.detail("when") == "since":
        first = question.start.year
    elif question.start is not None and question.end is not None:
        if question.start.year != question.end.year:
            return Decision(None, missing="one year that is said to be the extreme")
        claimed = question.start.year
    if (date := question.detail("date")) and date[:4].isdigit():
        claimed = int(date[:4])
    shares = {}
    for year in range(first, max(last, claimed) + 1):
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
        span = Way(way.name, way.succession, start, end, way.binding, way.options)
        value, n = share(question, world, span, *pair)
        if value is not None and n >= FEWEST:
            shares[year] = (value, n)
    if claimed not in shares or len(shares) < 2:
        return Decision(None, missing=f"recorded votes of both in {claimed} and other years")
    sign = 1 if question.detail("extreme") == "highest" else -1
    best = max(shares, key=lambda year: (sign * shares[year][0], year == claimed))
    value, n = shares[claimed]
    return Decision(
        best == claimed, value, n, coverage=f"{len(shares)} years, {min(shares)}-{max(shares)}",
        sentence=f"{pair[0]} and {pair[1]} chose the same in {value:.1%} of {n} recorded votes in "
        f"{claimed}; the {question.detail('extreme')} was {shares[best][0]:.1%} in {best}.",
    )  # fmt: skip


def _of_states(question: Question, world: World, way: Way, pair: tuple[str, str]) -> Decision:
    one, two = pair
    fixed, claimed = (one, two) if way.option("partners") else (two, one)
    others = _others(question, world, fixed)
    if others is None:
        return Decision(None, missing=f"the members of '{question.detail('among')}'")
    where = inside(question, world, way)
    least = max(FEWEST, PRESENT * float(b.took_part(held(world).of(fixed)[where]).sum()))
    table = shares_with_all(world, way, fixed, where)
    shares = {c: table[c] for c in (*others, claimed) if c in table and table[c][1] >= least}
    if claimed not in shares or len(shares) < 2:
        return Decision(None, missing=f"recorded votes of {one} and {two} and of others here")
    sign = 1 if question.detail("extreme") == "highest" else -1
    ranked = sorted(shares, key=lambda code: (-sign * shares[code][0], code != claimed))
    value, n = shares[claimed]
    top = ", ".join(f"{code} {shares[code][0]:.1%}" for code in ranked[:3])
    return Decision(
        ranked[0] == claimed, value, n, coverage=f"{len(shares)} states",
        sentence=f"{claimed} with {fixed}: {value:.1%} of {n} recorded votes, number "
        f"{ranked.index(claimed) + 1} of {len(shares)}; first are {top}.",
    )  # fmt: skip


def _others(question: Question, world: World, fixed: str) -> Sequence[str] | None:
    """States compared: all, or the members of the group or the states of the region named."""
    votes = held(world)
    line = {str(era[0]) for era in states.lineage(fixed)}
    among = question.detail("among")
    if compared := members_of(question, "comparator"):
        return compared
    found = [code for code in votes.states if code not in line]
    if among is None:
        return found
    if (group := groups.find(among)) is not None:
        return [code for code in groups.members(group, question.as_of) if code not in line]
    regions = np.array([str(states.resolve(code).region).lower() for code in found])
    inside_region = [c for c, r in zip(found, regions, strict=True) if r == among.lower()]
    return inside_region or None
