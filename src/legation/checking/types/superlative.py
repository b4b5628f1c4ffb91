"""That agreement was the highest or lowest: of some years, or of all states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.parties import is_group
from legation.checking.phrases import name_of, named
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.shares import (
    FEWEST,
    Shared,
    by_year,
    label,
    one_line,
    pairs_of,
    share_ways,
    shared,
    shares_with_all,
    side,
    year_ways,
)
from legation.checking.showing import between, figure, pair_rows
from legation.checking.votes import held, inside, members_of, narrowed
from legation.checking.world import World
from legation.states import groups

#: Part of the roll calls of a window that a state must have taken part in to be compared.
PRESENT = 0.25
#: Years, or states, whose shares are shown beside the one that is claimed.
SHOWN = 8
#: Words that say whose rank is meant: "the state that votes most with ...".
_RANKED = re.compile(
    r"\b(?:no|other|another|which|who|that|nobody|member|members|any|countr\w+|states?|nations?)\b",
    re.IGNORECASE,
)

#: Words that say that states are ranked, whatever days are named with them.
_OTHERS = re.compile(
    r"\b(?:than|of|among)\s+(?:any|all|every)\s+(?:of the\s+)?(?:other\s+)?"
    r"(?!year|time|session|month|period|decade|point)\w+",
    re.IGNORECASE,
)


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question.

    Over years: plain, and yes and no only. Over states: as many again as there are ways to
    read a share, and that the object is the extreme among the partners of the subject. The
    latter flips a verdict only where no words say that the subject is what is ranked.
    """
    if _over_years(question):
        plain = [Way("plain agreement"), Way("yes and no only", options=(("yes_no", "yes"),))]
        return [*plain, *year_ways(question)]
    found = share_ways(question, states_a_share=False)
    first = found[0]
    told = bool(question.detail("among") or question.comparator) or bool(
        _RANKED.search(question.text)
    )
    partners = Way(
        "among the partners of the first named", start=first.start, end=first.end,
        binding=not told, options=(("partners", "yes"),),
    )  # fmt: skip
    return [first, partners, *found[1:]]


def decide(question: Question, world: World, way: Way) -> Decision:
    """Look for a year, or a state, that is further out."""
    pairs, extreme = pairs_of(question), question.detail("extreme")
    if len(pairs) != 1 or extreme not in ("highest", "lowest") or one_line(pairs[0]):
        return Decision(None, missing="the two states, and whether the highest or lowest is meant")
    if _over_years(question):
        return _of_years(question, world, way, pairs[0])
    if any(map(is_group, pairs[0])):
        return Decision(None, missing="two states; groups are not ranked among states")
    return _of_states(question, world, way, pairs[0])


def _sign(question: Question) -> int:
    """Give 1 where the largest share of common choices is meant, -1 where the smallest is."""
    highest = question.detail("extreme") == "highest"
    return 1 if highest != (question.relation == "voted_apart") else -1


def _over_years(question: Question) -> bool:
    """Whether years are compared: a relation as a measure, or a day from which it is."""
    since = question.detail("when") in ("since", "age")
    if question.object and (question.detail("among") or _OTHERS.search(question.text)):
        return False  # "more often than any other member since 2022" ranks members
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
    known = by_year(question, world, way, pair, first, max(last, claimed))
    if claimed not in known or len(known) < 2:
        return Decision(None, missing=f"recorded votes of both in {claimed} and other years")
    sign = _sign(question)
    ranked = sorted(known, key=lambda year: (-sign * (known[year].value or 0.0), year != claimed))
    best, item = ranked[0], known[claimed]
    return Decision(
        best == claimed, item.value, item.n,
        _rows_of_years(world, way, pair, known, ranked, claimed, highest=sign > 0),
        coverage=f"{len(known)} years, {min(known)}-{max(known)}",
        sentence=f"{label(pair[0])} and {label(pair[1])} chose the same in {item.value:.1%} of "
        f"{item.n} recorded votes in {claimed}; the {'highest' if sign > 0 else 'lowest'} was "
        f"{known[best].value:.1%} of {known[best].n} in {best}.",
    )  # fmt: skip


def _rows_of_years(
    world: World,
    way: Way,
    pair: tuple[str, str],
    known: Mapping[int, Shared],
    ranked: Sequence[int],
    claimed: int,
    *,
    highest: bool,
) -> tuple[EvidenceRow, ...]:
    """Make figures of the extreme, of the year claimed and the next ones; then roll calls.

    A year that is further out decides that a claim is refuted; where the claim holds, the
    years that come next are what speaks least for it.
    """
    if not way.binding:
        return ()
    words = between(pair)
    holds = ranked[0] == claimed
    first = [ranked[0], claimed] if not holds else [claimed]
    rest = [year for year in ranked if year not in first]
    found = [figure(world, f"{year}: {words}", known[year]) for year in first]
    sides = [side(world, name, way) for name in pair]
    found += pair_rows(world, known[ranked[0]], sides, alike=highest)
    found += [figure(world, f"{y}: {words}", known[y], "counter") for y in rest[:SHOWN]]
    return tuple(sorted(found, key=lambda row: row.role == "counter"))


def _of_states(question: Question, world: World, way: Way, pair: tuple[str, str]) -> Decision:
    one, two = pair
    fixed, claimed = (one, two) if way.option("partners") else (two, one)
    others = _others(question, world, fixed)
    if others is None:
        return Decision(None, missing=f"the members of '{question.detail('among')}'")
    where = inside(question, world, way)
    own = b.took_part(held(world).of(fixed)[narrowed(world, way, where)])
    least = max(FEWEST, int(way.option("least", "0")), PRESENT * float(own.sum()))
    table = shares_with_all(world, way, fixed, where)
    shares = {c: table[c] for c in (*others, claimed) if c in table and table[c][1] >= least}
    if claimed not in shares or len(shares) < 2:
        return Decision(None, missing=f"recorded votes of {named(pair)} and of others here")
    sign = _sign(question)
    ranked = sorted(shares, key=lambda code: (-sign * shares[code][0], code != claimed))
    value, n = shares[claimed]
    top = ", ".join(f"{name_of(code)} {shares[code][0]:.1%}" for code in ranked[:3])
    return Decision(
        ranked[0] == claimed, value, n,
        _rows_of_states(question, world, way, fixed, ranked, claimed, highest=sign > 0),
        coverage=f"{len(shares)} states",
        sentence=f"{name_of(claimed)} with {name_of(fixed)}: {value:.1%} of {n} recorded votes, "
        f"number {ranked.index(claimed) + 1} of {len(shares)}; first are {top}.",
    )  # fmt: skip


def _rows_of_states(
    question: Question,
    world: World,
    way: Way,
    fixed: str,
    ranked: Sequence[str],
    claimed: str,
    *,
    highest: bool,
) -> tuple[EvidenceRow, ...]:
    """Make figures of the extreme, of the state claimed and the next ones; then roll calls."""
    if not way.binding:
        return ()
    where = inside(question, world, way)
    first = [ranked[0], claimed] if ranked[0] != claimed else [claimed]
    rest = [code for code in ranked[: SHOWN + 1] if code not in first]
    plain = replace(way, options=tuple(o for o in way.options if o[0] != "partners"))
    found = []
    for code in (*first, *rest):
        item = shared(question, world, plain, code, fixed, where)
        if item.n:
            role = "deciding" if code in first else "counter"
            found.append(figure(world, between((code, fixed)), item, role))
    item = shared(question, world, plain, ranked[0], fixed, where)
    sides = [side(world, name, plain) for name in (ranked[0], fixed)]
    found += pair_rows(world, item, sides, alike=highest)
    return tuple(sorted(found, key=lambda row: row.role == "counter"))


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
