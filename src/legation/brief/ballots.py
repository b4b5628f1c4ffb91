"""The roll calls as the brief needs them: who of a few states voted how, held in memory.

One reading of the record serves every share in the brief. The definition is that of
`legation.relations.agreement`, and a test holds the two equal.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import NormalDist
from typing import NamedTuple

from legation import states
from legation.brief import queries
from legation.brief.model import LEVEL, Change, Series, Share, YearPoint
from legation.record import Record
from legation.relations import wilson
from legation.states import State

Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)


class Ballot(NamedTuple):
    """One roll call and the choices of the states of the brief.

    Texts are as the record has them; whoever shows one cleans it.
    """

    rollcall_id: str
    date: dt.date
    session: str
    symbol: str | None
    title: str
    targets: frozenset[str]
    tally: tuple[int | None, int | None, int | None]
    part: bool
    important: bool
    choices: dict[State, str]
    """Votes and abstentions; states that took no part are not in it."""
    absent: frozenset[State]
    """States that were members and took no part."""

    def both(self, a: State, b: State) -> bool:
        """Whether both took part."""
        return a in self.choices and b in self.choices

    def same(self, a: State, b: State) -> bool:
        """Whether both took part and chose the same."""
        return self.both(a, b) and self.choices[a] == self.choices[b]

    def shown(self, state: State) -> str:
        """Give the choice of a state in a word."""
        return self.choices.get(state, "absent" if state in self.absent else "not listed")


Ballots = list[Ballot]


def codes_of(state: State) -> list[str]:
    """Give the codes under which a state's rows stand, its predecessors' included."""
    return [str(era) for era, _, _ in states.lineage(state, "continue")]


def roles(members: Iterable[State]) -> dict[str, State]:
    """Give, for every code under which some states' rows stand, the state as the brief names it."""
    return {code: state for state in members for code in codes_of(state)}


def read(record: Record, members: Iterable[State], until: dt.date) -> Ballots:
    """Read every roll call up to a day with the choices of some states, newest first."""
    role = roles(members)
    chosen: dict[str, dict[State, str]] = defaultdict(dict)
    absent: dict[str, set[State]] = defaultdict(set)
    for rollcall_id, code, choice in queries.choices(record, list(role)):
        if choice == "absent":
            absent[rollcall_id].add(role[code])
        else:
            chosen[rollcall_id][role[code]] = choice
    none: dict[State, str] = {}
    nobody: frozenset[State] = frozenset()
    return [
        Ballot(
            name,
            day,
            session or "",
            symbol,
            title or "",
            frozenset(targets or ()),
            (yes, no, abstain),
            part,
            important,
            chosen.get(name, none),
            frozenset(absent[name]) if name in absent else nobody,
        )
        for name, day, session, symbol, title, targets, yes, no, abstain, part, important in (
            queries.rollcalls(record, until)
        )
    ]


def share(ballots: Iterable[Ballot], a: State, b: State) -> Share:
    """Agreement of two states over the roll calls on which both took part."""
    n = same = 0
    for ballot in ballots:
        choices = ballot.choices
        if a in choices and b in choices:
            n += 1
            same += choices[a] == choices[b]
    return of_counts(a, b, n, same)


def of_counts(a: State, b: State, n: int, same: int) -> Share:
    """Give a share with its interval."""
    if not n:
        return Share(a, b, 0, 0, None, None, None)
    low, high = wilson(same / n, n, Z)
    return Share(a, b, n, same, same / n, low, high)


def series(ballots: Ballots, a: State, b: State) -> Series:
    """Agreement of two states year by year."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for ballot in ballots:
        choices = ballot.choices
        if a in choices and b in choices:
            year = counts[ballot.date.year]
            year[0] += 1
            year[1] += choices[a] == choices[b]
    points = (
        YearPoint(year, of_counts(a, b, n, same)) for year, (n, same) in sorted(counts.items())
    )
    return Series(a, b, tuple(points))


def change(later: Share, earlier: Share) -> Change | None:
    """Difference of two independent shares, score interval of Newcombe (1998, method 10)."""
    if not later.n or not earlier.n:
        return None
    p, p_low, p_high = _bounds(later)
    q, q_low, q_high = _bounds(earlier)
    down, up = math.hypot(p - p_low, q_high - q), math.hypot(p_high - p, q - q_low)
    return Change(p - q, max(-1.0, p - q - down), min(1.0, p - q + up))


def _bounds(share: Share) -> tuple[float, float, float]:
    return share.value or 0.0, share.low or 0.0, share.high or 0.0


def within(ballots: Iterable[Ballot], start: dt.date, end: dt.date) -> Iterator[Ballot]:
    """Give the roll calls of some days."""
    return (ballot for ballot in ballots if start <= ballot.date <= end)
