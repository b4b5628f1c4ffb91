"""Membership of a group, from the dated tables of groups."""

from __future__ import annotations

import datetime as dt

from legation.checking.phrases import listed, name_of, window_words
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World
from legation.states import groups
from legation.states.groups import Membership, last_possible

Spells = dict[tuple[str, str], list[Membership]]


def decide(question: Question, world: World, way: Way) -> Decision:  # noqa: ARG001
    """Decide whether states are, or were never, members of groups."""
    keys = question.groups.get("object", ())
    if not keys or not question.subject:
        return Decision(None, missing="a group that the tables of groups know")
    if question.type in ("since", "always"):
        return _throughout(question)
    start = question.start or (dt.date.min if question.type == "never" else question.as_of)
    end = question.end or question.as_of
    when = question.detail("when")
    if question.start is None and question.end is not None and question.type != "never":
        start = dt.date.min if when == "before" else end
    until = when == "until" and question.end is not None
    found = spells(question)
    inside = {
        pair: [one for one in items if (_ended(one, end) if until else _overlaps(one, start, end))]
        for pair, items in found.items()
    }
    if question.type not in ("existence", "never"):
        return Decision(None, missing=f"membership as a claim of type {question.type}")
    some = any(inside.values())
    holds = some if question.negated or question.type == "never" else all(inside.values())
    return Decision(
        not holds if question.type == "never" else holds,
        n=sum(map(len, inside.values())),
        rows=rows(found),
        coverage="the tables of groups",
        sentence=words(found),
    )


def _throughout(question: Question) -> Decision:
    """Hold where every state was a member from the window's beginning to its end.

    "Since 1949" is said of a day in that year.
    """
    found = spells(question)
    if question.start is None:
        return Decision(None, missing="since when, which the claim does not say")
    low, high = dt.date(question.start.year, 12, 31), question.end or question.as_of
    holds = all(
        any(
            (one.start or dt.date.min) <= min(low, high)
            and (last_possible(one.end, one.precision) or dt.date.max) >= high
            for one in items
        )
        for items in found.values()
    )
    return Decision(
        holds, n=sum(map(len, found.values())), rows=rows(found),
        coverage="the tables of groups", sentence=words(found),
    )  # fmt: skip


def spells(question: Question) -> Spells:
    """Give the memberships of each state and group of a question."""
    return {
        (code, key): [one for one in groups.group(key).memberships if one.state == code]
        for code in question.subject
        for key in question.groups.get("object", ())
    }


def rows(found: Spells) -> tuple[EvidenceRow, ...]:
    """Give memberships as rows of evidence, or the table that was searched."""
    deciding = [
        EvidenceRow("membership", f"{key}, {code}", one.start, _span(one))
        for (code, key), items in found.items()
        for one in items
    ]
    empty = [
        EvidenceRow("membership", f"{key}, {code}", None, "no membership", "searched")
        for (code, key), items in found.items()
        if not items
    ]
    return (*deciding, *empty)


def words(found: Spells) -> str:
    """Say who was a member of what, and when."""
    parts = [
        f"{name_of(code)} in {groups.group(key).name}: {listed(map(_span, items)) or 'no member'}"
        for (code, key), items in found.items()
    ]
    return f"{'; '.join(parts)}."


def _span(one: Membership) -> str:
    return f"member, {window_words(one.start, one.end)}"


def _ended(one: Membership, end: dt.date) -> bool:
    """Whether a membership ended in the year up to a day: "was a member until 2014"."""
    last = last_possible(one.end, one.precision)
    return last is not None and dt.date(end.year, 1, 1) <= last <= dt.date(end.year, 12, 31)


def _overlaps(one: Membership, start: dt.date, end: dt.date) -> bool:
    last = last_possible(one.end, one.precision) or dt.date.max
    return (one.start or dt.date.min) <= end and last >= start
