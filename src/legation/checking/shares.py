"""Shares of votes in which two sides chose the same, and the ways to read such a share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import NormalDist
from typing import Any

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking import parties as p
from legation.checking.question import Question
from legation.checking.results import Way
from legation.checking.votes import (
    Z90,
    held,
    inside,
    narrowed,
    session_ways,
    succession_ways,
)
from legation.checking.world import World
from legation.relations.measures import wilson

#: Fewest roll calls that a share rests on, and fewest of the stricter reading.
FEWEST, ENOUGH = 5, 10

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Shared:
    """Roll calls on which two sides can be compared.

    Attributes
    ----------
    places
        Their places in `Ballots.calls`, oldest first.
    alike
        For each, the share of pairs of members that chose the same: 0 or 1 for two states.
    """

    places: Places
    alike: p.Numbers

    @property
    def n(self) -> int:
        """How many roll calls there are."""
        return len(self.places)

    @property
    def value(self) -> float | None:
        """Mean over roll calls; None where there is none."""
        return float(self.alike.sum()) / self.n if self.n else None


def sides_of(question: Question, part: str) -> list[str]:
    """Sides that a part of a claim names: each state, and each group as a whole."""
    keys = [p.GROUP + key for key in question.groups.get(part, ())]
    return list(dict.fromkeys((*getattr(question, part), *keys)))


def has_group(question: Question) -> bool:
    """Whether a claim about common choices names a group."""
    return any(question.groups.get(part) for part in ("subject", "object", "comparator"))


def side(world: World, name: str, way: Way) -> p.Party:
    """Give a side with its choices, made once per world."""
    made: p.Party = world.part(
        f"party {name} {way.succession}", lambda: p.party(held(world), name, way.succession)
    )
    if way.option("majority") and p.is_group(name):
        return world.part(f"majority {name} {way.succession}", lambda: p.majority(made))  # type: ignore[no-any-return]
    return made


def shared(
    question: Question, world: World, way: Way, one: str, two: str, where: b.Mask | None = None
) -> Shared:
    """Compare two sides on the roll calls of a window, as the options of the way say.

    Parameters
    ----------
    question, world, way
        What is asked, of what, and how it is read.
    one, two
        Sides as `sides_of` names them.
    where
        Roll calls compared; those of the question's window where it is not given.
    """
    where = narrowed(world, way, inside(question, world, way) if where is None else where)
    first, second = side(world, one, way), side(world, two, way)
    places = np.flatnonzero(where)
    if way.option("absent"):
        a, c = first.choices[where, 0], second.choices[where, 0]
        told = (a != b.NONE) & (c != b.NONE) & (b.took_part(a) | b.took_part(c))
        return Shared(places[told], (a == c)[told].astype(float))
    compared, alike = p.common(
        first, second, where, yes_no=bool(way.option("yes_no")), half=bool(way.option("half"))
    )
    return Shared(places[compared], alike[compared])


def share(
    question: Question, world: World, way: Way, one: str, two: str, where: b.Mask | None = None
) -> tuple[float | None, int]:
    """Share of roll calls on which two sides chose the same, and of how many; as `shared`.

    Of two states it is the same as `legation.relations.agreement`. None where a reading asks
    for more roll calls than there are.
    """
    found = shared(question, world, way, one, two, where)
    enough = found.n >= int(way.option("least", "0"))
    return found.value if enough else None, found.n


def by_year(
    question: Question, world: World, way: Way, pair: tuple[str, str], first: int, last: int
) -> dict[int, Shared]:
    """Compare two sides in each calendar year, or in each session by the year it opened in.

    Years in which fewer roll calls can be compared than a share rests on are left out.
    """
    as_sessions = bool(way.option("session"))
    first, last = max(first, dt.MINYEAR), max(last, dt.MINYEAR)
    start = dt.date(first, 9 if as_sessions else 1, 1)
    end = dt.date(min(last + 1, dt.MAXYEAR), 8, 31) if as_sessions else dt.date(last, 12, 31)
    found = shared(question, world, replace(way, start=start, end=end), *pair)
    votes = held(world)
    years = world.part("calendar years", lambda: np.array([c.date.year for c in votes.calls]))
    if as_sessions:
        years = world.part("session years", votes.session_years)
    of_calls = years[found.places]
    least = max(FEWEST, int(way.option("least", "0")))
    edges = np.searchsorted(of_calls, np.arange(first, last + 2))
    split = {
        year: Shared(found.places[a:c], found.alike[a:c])
        for year, a, c in zip(range(first, last + 1), edges, edges[1:], strict=False)
    }
    return {year: item for year, item in split.items() if item.n >= least}


def year_ways(question: Question) -> list[Way]:
    """Give the readings of shares of single years that are shown and flip nothing."""
    sessions = Way("sessions, not calendar years", binding=False, options=(("session", "yes"),))
    separate = [replace(way, binding=False) for way in succession_ways(question)[1:]]
    return [*separate, *shown_ways(question), sessions]


def shares_with_all(
    world: World, way: Way, state: str, where: b.Mask
) -> dict[str, tuple[float, int]]:
    """Share of roll calls on which each state chose as one did, and of how many; as `share`.

    Parameters
    ----------
    world, way
        What is asked, and how it is read.
    state
        The state that all are compared with.
    where
        Roll calls compared.
    """
    votes = held(world)
    codes = votes.states
    lines: b.Choices = world.part(
        f"lines {way.succession}",
        lambda: np.stack([votes.of(code, way.succession) for code in codes], axis=1),
    )
    where = narrowed(world, way, where)
    yes_no = bool(way.option("yes_no"))
    own, others = votes.of(state, way.succession)[where, None], lines[where]
    both = b.took_part(own, yes_no) & b.took_part(others, yes_no)
    alike = np.where(both, own == others, False).astype(float)
    if way.option("absent"):
        both = (own != b.NONE) & (others != b.NONE) & (b.took_part(own) | b.took_part(others))
        alike = np.where(both, own == others, False).astype(float)
    if way.option("half"):
        # YES, ABSTAIN, NO lie one apart, so that an abstention is one from either vote.
        alike = np.where(both, 1 - np.abs(own - others) / 2, 0.0)
    n, same = both.sum(axis=0), alike.sum(axis=0)
    return {c: (float(same[j] / n[j]), int(n[j])) for j, c in enumerate(codes) if n[j]}


def share_ways(question: Question, *, states_a_share: bool) -> list[Way]:
    """Give the ways to read a share of votes together.

    The first is plain agreement; without a window over the last six full years together.
    Where the claim states no share, the verdict must hold under yes and no only and in each of
    those years as well. All other readings are shown and flip nothing.
    """
    years = [year for year in question.full_years if year >= dt.MINYEAR] or [dt.MINYEAR]
    binding = not states_a_share
    start, end = None, None
    if not question.windowed:
        start, end = dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)
    plain = "plain agreement" + ("" if question.windowed else f", {years[0]}-{years[-1]}")
    found = [
        Way(plain, start=start, end=end),
        Way("yes and no only", start=start, end=end, binding=binding, options=(("yes_no", "yes"),)),
    ]
    if not question.windowed:
        found += [
            Way(f"{y} alone", start=dt.date(y, 1, 1), end=dt.date(y, 12, 31), binding=binding)
            for y in years
        ]
    shown = [*succession_ways(question)[1:], *shown_ways(question)]
    if states_a_share and question.detail("bound") in (None, "exactly"):
        shown.append(Way("taken as about so much", options=(("about", "yes"),)))
    shown += session_ways(question, replace(found[0], options=()))
    found += [
        replace(way, start=way.start or start, end=way.end or end, binding=False) for way in shown
    ]
    return found


def shown_ways(question: Question) -> list[Way]:
    """Give the readings of a share that are shown whatever the claim says of it."""
    extra = [("abstention as half", "half", "yes"), ("votes marked important", "important", "yes"),
        ("whole texts only", "whole", "yes")]  # fmt: skip
    if has_group(question):
        # Members among themselves have no majority but their own.
        if len(sides_of(question, "subject")) + len(sides_of(question, "object")) > 1:
            extra.append(("choice of the group's majority", "majority", "yes"))
    else:
        extra.append(("an absence against a choice as apart", "absent", "yes"))
    extra.append((f"only if at least {ENOUGH} votes count", "least", str(ENOUGH)))
    return [Way(name, binding=False, options=((key, text),)) for name, key, text in extra]


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """Pairs of sides that a claim compares: each subject with each object, or among subjects.

    One group alone is compared with itself: the pairs of its members.
    """
    one, two = sides_of(question, "subject"), sides_of(question, "object")
    if two:
        return [(a, c) for a in one for c in two if a != c]
    if len(one) == 1 and p.is_group(one[0]):
        return [(one[0], one[0])]
    return list(combinations(one, 2))


def one_line(pair: tuple[str, str]) -> bool:
    """Whether two states are one, under an earlier and a later name."""
    if any(p.is_group(name) for name in pair):
        return False
    lines = [{str(era[0]) for era in states.lineage(code)} for code in pair]
    return bool(lines[0] & lines[1])


def label(name: str) -> str:
    """Give what stands for a side in a sentence."""
    return p.label_of(name)


def chance_above(value: float, n: int, threshold: float) -> float:
    """Chance that a share lies on the side of a threshold where it was found.

    From the interval of Wilson (1927) of 90 %, read as that of a normal.
    """
    low, high = wilson(value, n, Z90)
    spread = (high - low) / (2 * Z90)
    if spread <= 0:
        return 1.0
    return NormalDist().cdf(abs((low + high) / 2 - threshold) / spread)
