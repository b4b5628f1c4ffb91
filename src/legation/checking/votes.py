"""What the types of claims about votes share: the array of a world, its windows, rows and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.question import Question
from legation.checking.resolutions import Found, Titles, find, titles
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World
from legation.reading.claims.vocabulary import CHOICES
from legation.relations.measures import wilson
from legation.states import groups

#: Rows shown at most; the count of all stands in the sentence.
SHOWN = 40
#: Standard deviations of an interval that holds 90 %.
Z90 = 1.6448536269514722


def held(world: World) -> b.Ballots:
    """Votes of the record up to the day of the world."""
    return world.part("ballots", lambda: b.ballots(world.record, world.as_of))  # type: ignore[no-any-return]


def read_titles(world: World) -> Titles:
    """Titles of the roll calls of a world."""
    return world.part("titles", lambda: titles(held(world).calls))  # type: ignore[no-any-return]


def texts(
    question: Question, world: World, inside: b.Mask, *, about: bool = False, without: str = ""
) -> Found:
    """Find the roll calls a question speaks of; `without` names a detail to leave out."""
    details = {key: value for key, value in question.details.items() if key != without}
    return find(held(world), read_titles(world), details, inside, about=about)


def bounds(question: Question, way: Way) -> tuple[dt.date | None, dt.date | None]:
    """First and last day looked at: the way's, or else the question's."""
    if way.start is not None or way.end is not None:
        return way.start, way.end
    return question.start, question.end


def inside(question: Question, world: World, way: Way) -> b.Mask:
    """Tell which roll calls lie in the days looked at, in the body that is asked of."""
    votes = held(world)
    found = votes.within(*bounds(question, way))
    body = question.detail("body") or "UNGA"
    of_body: b.Mask = world.part(
        f"body {body}", lambda: np.array([call.body == body for call in votes.calls], bool)
    )
    return found & of_body


def succession_ways(question: Question, first: str = "as the text stands") -> list[Way]:
    """Give the first reading, and that without states continued where a state has a forerunner."""
    found = [Way(first)]
    named = (*question.subject, *question.object, *question.comparator)
    if any(len({str(era[0]) for era in states.lineage(code)}) > 1 for code in named):
        found.append(Way("without the states they continue", succession="separate"))
    return found


def share_ways(question: Question, *, states_a_share: bool) -> list[Way]:
    """Give the ways to read a share of votes together.

    The first is plain agreement; without a window over the last six full years together.
    Where the claim states no share, the verdict must hold under yes and no only and in each of
    those years as well.
    """
    years = question.full_years
    binding = not states_a_share
    if question.windowed:
        window: tuple[dt.date | None, dt.date | None] = (None, None)
    else:
        window = dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)
    plain = "plain agreement" + ("" if question.windowed else f", {years[0]}-{years[-1]}")
    found = [
        Way(plain, start=window[0], end=window[1]),
        Way(
            "yes and no only", start=window[0], end=window[1], binding=binding,
            options=(("yes_no", "yes"),),
        ),
    ]  # fmt: skip
    if not question.windowed:
        found += [
            Way(f"{y} alone", start=dt.date(y, 1, 1), end=dt.date(y, 12, 31), binding=binding)
            for y in years
        ]
    found += [
        replace(way, start=window[0], end=window[1], binding=False)
        for way in succession_ways(question)[1:]
    ]
    extra = (("abstention as half", "half"), ("votes marked important", "important"))
    found += [
        Way(name, start=window[0], end=window[1], binding=False, options=((option, "yes"),))
        for name, option in extra
    ]
    return found


def share(
    question: Question, world: World, way: Way, one: str, two: str, where: b.Mask | None = None
) -> tuple[float | None, int]:
    """Share of roll calls on which two states chose the same, and of how many.

    Plain, of yes and no only, or with an abstention against a vote as one half (Lijphart
    1963), as the options of the way say; the same as `legation.relations.agreement`.
    """
    votes = held(world)
    where = inside(question, world, way) if where is None else where
    if way.option("important"):
        where = where & np.array([bool(call.important) for call in votes.calls], bool)
    first, second = votes.of(one, way.succession)[where], votes.of(two, way.succession)[where]
    both, alike = b.same(first, second, bool(way.option("yes_no")))
    n = int(both.sum())
    if not n:
        return None, 0
    same = float(alike.sum())
    if way.option("half"):
        # YES, ABSTAIN, NO lie one apart, so that an abstention is one from either vote.
        same = float((1 - np.abs(first[both] - second[both]) / 2).sum())
    return same / n, n


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
    if way.option("important"):
        where = where & np.array([bool(call.important) for call in votes.calls], bool)
    yes_no = bool(way.option("yes_no"))
    own, others = votes.of(state, way.succession)[where, None], lines[where]
    both = b.took_part(own, yes_no) & b.took_part(others, yes_no)
    alike = np.where(both, own == others, False).astype(float)
    if way.option("half"):
        alike = np.where(both, 1 - np.abs(own - others) / 2, 0.0)
    n, same = both.sum(axis=0), alike.sum(axis=0)
    return {c: (float(same[j] / n[j]), int(n[j])) for j, c in enumerate(codes) if n[j]}


def chosen(question: Question, then: bool = False) -> int | None:
    """Code of the choice that a claim is about, None where it is about none."""
    relation = question.detail("then_relation") if then else question.relation
    word = CHOICES.get(relation or "") or question.detail("then_choice" if then else "choice")
    return b.CODES.get(word or "")


def members_of(question: Question, part: str = "subject", day: dt.date | None = None) -> list[str]:
    """Codes of a part of a claim with the members of its groups on a day."""
    found = list(getattr(question, part))
    for key in question.groups.get(part, ()):
        found += groups.members(key, day or question.as_of)
    return list(dict.fromkeys(found))


def row(
    call: b.Rollcall, choices: Iterable[tuple[str, int]] = (), role: str = "deciding"
) -> EvidenceRow:
    """Make a row of evidence of a roll call and the choices that matter."""
    told = ", ".join(f"{code} {b.WORDS.get(choice, 'no member')}" for code, choice in choices)
    title = " ".join(call.title.split())[:160]
    return EvidenceRow(
        "rollcall", call.name, call.date, f"{title}: {told}" if told else title, role,
        call.source_id,
    )  # fmt: skip


def rows_of(
    world: World,
    places: Sequence[int],
    codes: Sequence[str],
    succession: str = "continue",
    role: str = "deciding",
) -> tuple[EvidenceRow, ...]:
    """Make rows of evidence with the choices of some states."""
    votes = held(world)
    return tuple(
        row(votes.calls[i], [(c, int(votes.of(c, succession)[i])) for c in codes], role)
        for i in places[:SHOWN]
    )


def chance_above(value: float, n: int, threshold: float) -> float:
    """Chance that a share lies on the side of a threshold where it was found.

    From the interval of Wilson (1927) of 90 %, read as that of a normal.
    """
    low, high = wilson(value, n, Z90)
    spread = (high - low) / (2 * Z90)
    if spread <= 0:
        return 1.0
    from statistics import NormalDist

    return NormalDist().cdf(abs((low + high) / 2 - threshold) / spread)


def nothing(question: Question, world: World, found: Found | None = None) -> Decision:
    """Say that no recorded vote is what the claim speaks of, or that several may be."""
    votes = held(world)
    if not len(votes):
        return Decision(None, missing="recorded votes: the record holds none")
    extent = f"{votes.calls[0].date.year}-{votes.calls[-1].date.year}"
    coverage = f"{len(votes)} roll calls, {extent}"
    words = (found.words if found else "") or question.detail("resolution") or "such a vote"
    if found is not None and len(found):
        options = ", ".join(
            f"{votes.calls[i].name} ({votes.calls[i].date})" for i in found.rows[:5]
        )
        return Decision(
            None, rows=rows_of(world, found.rows, ()), coverage=coverage,
            missing=f"which text is meant by '{words[:80]}': {options}"
            + (f" and {len(found) - 5} more" if len(found) > 5 else "") + "; say its symbol or day",
        )  # fmt: skip
    return Decision(
        None, coverage=coverage,
        missing=f"a recorded vote on '{words[:80]}': none found in {coverage}",
    )  # fmt: skip
