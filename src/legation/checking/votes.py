"""What the types of claims about votes share: the array of a world, its windows, rows and words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.phrases import name_of
from legation.checking.question import Question
from legation.checking.resolutions import YEAR, Found, Titles, find, titles
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World
from legation.reading.claims.vocabulary import CHOICES
from legation.relations.window import window
from legation.states import groups

#: Rows shown at most; the count of all stands in the sentence.
SHOWN = 40
#: Standard deviations of an interval that holds 90 %.
Z90 = 1.6448536269514722

#: Days of roll calls before this year are off by up to some weeks in the older source, so that
#: a text is looked for in the month of the day that a claim names.
SURE_DAYS = "1997"

_BODIES = {"UNSC": "the Security Council", "HRC": "the Human Rights Council"}
_LATEST = re.compile(r"\b(?:latest|most recent|newest)\b")


def held(world: World) -> b.Ballots:
    """Votes of the record up to the day of the world."""
    return world.part("ballots", lambda: b.ballots(world.record, world.as_of))  # type: ignore[no-any-return]


def read_titles(world: World) -> Titles:
    """Titles of the roll calls of a world."""
    return world.part("titles", lambda: titles(held(world).calls))  # type: ignore[no-any-return]


def texts(
    question: Question,
    world: World,
    inside: b.Mask,
    way: Way | None = None,
    *,
    about: bool = False,
    without: str = "",
) -> Found:
    """Find the roll calls a question speaks of.

    "This year's resolution" and "the latest" mean the last of a yearly text; this year's only
    where it was voted on within a year.

    Parameters
    ----------
    question, world
        What is asked, and of what.
    inside
        Roll calls in the days looked at.
    way
        How it is read; as sessions, a bare year is no date of the vote.
    about
        As for `legation.checking.resolutions.find`.
    without
        A detail to leave out.
    """
    details = {key: value for key, value in question.details.items() if key != without}
    words = (details.get("resolution") or "").lower()
    this_year = details.get("length") == "this year" or "this year's" in words
    if way is not None and way.option("session") and len(details.get("date", "")) == 4:
        del details["date"]
    if this_year:
        details.pop("date", None)
        year_ago = dt.date.fromordinal(max(question.as_of.toordinal() - YEAR, 1))
        inside = held(world).within(year_ago, question.as_of)
    date = details.get("date", "")
    if len(date) == len("1947-11-29") and date < SURE_DAYS:
        details["date"] = date[: len("1947-11")]
        inside = held(world).within(*_month(date))
    titled = way is not None and bool(way.option("titled"))
    found = find(held(world), read_titles(world), details, inside, about=about, titled=titled)
    if (this_year or _LATEST.search(words)) and found.certain and not about:
        return replace(found, rows=found.rows[-1:])
    return found


def _month(date: str) -> tuple[dt.date, dt.date]:
    """Give the first and last day of the month of a day."""
    span = window(date[: len("1947-11")], date[: len("1947-11")])
    return span.start, span.end


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
        found.append(Way("without the states they continue", succession="separate", binding=False))
    return found


def session_ways(question: Question, first: Way) -> list[Way]:
    """Give the reading of calendar years as sessions of the Assembly, which open in September.

    None where the days looked at are not whole years.
    """
    start, end = bounds(question, first)
    date = question.detail("date")
    if date is not None and len(date) == 4 and date.isdigit():
        start, end = start or dt.date(int(date), 1, 1), end or dt.date(int(date), 12, 31)
    if start is None or end is None or (start.month, start.day) != (1, 1):
        return []
    if dt.date(start.year, 9, 1) > question.as_of or question.detail("length") == "this year":
        return []
    # The end of this year is cut at the last day that is known.
    if (end.month, end.day) != (12, 31) and end != question.as_of:
        return []
    last = end.year
    if last == dt.MAXYEAR:
        return []
    years = f"session opened in {last}" if start.year == last else f"sessions {start.year}-{last}"
    return [
        replace(
            first,
            name=f"{years}, not calendar years",
            start=dt.date(start.year, 9, 1),
            end=dt.date(last + 1, 8, 31),
            binding=False,
            options=(*first.options, ("session", "yes")),
        )
    ]


def narrowed(world: World, way: Way, where: b.Mask) -> b.Mask:
    """Keep of roll calls those that a way of reading counts: whole texts, important votes."""
    calls = held(world).calls
    if way.option("important"):
        important: b.Mask = world.part(
            "important", lambda: np.array([bool(call.important) for call in calls], bool)
        )
        where = where & important
    if way.option("whole"):
        whole: b.Mask = world.part(
            "whole texts", lambda: np.array([not call.part for call in calls], bool)
        )
        where = where & whole
    return where


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
    told = ", ".join(
        f"{name_of(code)} {b.WORDS.get(choice, 'no member')}" for code, choice in choices
    )
    return titled(call, told, role)


def titled(call: b.Rollcall, told: str = "", role: str = "deciding") -> EvidenceRow:
    """Make a row of evidence of a roll call: its title, and what is told of it."""
    title = " ".join(call.title.split())[:160]
    text = f"{title}: {told}" if told else title
    return EvidenceRow("rollcall", call.name, call.date, text, role, call.source_id)


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


def nothing(question: Question, world: World, found: Found | None = None) -> Decision:
    """Say that no recorded vote is what the claim speaks of, or that several may be."""
    votes = held(world)
    if not len(votes):
        return Decision(None, missing="recorded votes: the record holds none")
    extent = f"{votes.calls[0].date.year}-{votes.calls[-1].date.year}"
    coverage = f"{len(votes)} roll calls, {extent}"
    words = (found.words if found else "") or question.detail("resolution") or "such a vote"
    if found is not None and len(found):
        return _several(world, found, words, coverage)
    if found is not None and found.note:
        return Decision(None, coverage=coverage, missing=found.note)
    body = question.detail("body") or "UNGA"
    if not any(call.body == body for call in votes.calls):
        what = _BODIES.get(body, body)
        return Decision(None, coverage=coverage, missing=f"votes of {what}: the record holds none")
    return Decision(
        None, coverage=coverage,
        missing=f"a recorded vote on '{words[:80]}': none found in {coverage}",
    )  # fmt: skip


def _several(world: World, found: Found, words: str, coverage: str) -> Decision:
    """Say which texts words may mean, and what would tell them apart."""
    calls = [held(world).calls[i] for i in found.rows[::-1]]
    told = [f"{call.name} ({call.date}, {short(call)})" for call in calls[:5]]
    more = f" and {len(calls) - 5} more" if len(calls) > 5 else ""
    return Decision(
        None, rows=rows_of(world, found.rows[::-1], ()), coverage=coverage,
        missing=f"which text is meant by '{words[:80]}': {', '.join(told)}{more}; "
        "say its symbol or day" + (f"; {found.note}" if found.note else ""),
    )  # fmt: skip


def short(call: b.Rollcall, most: int = 60) -> str:
    """Give the beginning of the title of a text."""
    title = " ".join(call.title.split()).split(" : resolution / adopted")[0]
    return title if len(title) <= most else title[: most - 3].rstrip() + "..."
