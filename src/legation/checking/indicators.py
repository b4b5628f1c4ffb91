"""How close two states are by each indicator the record holds; more is closer.

The index is not among them, since it is made of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from legation.checking import votes
from legation.checking.ballots import Ballots, Mask, same
from legation.checking.measured import COMPLETE, Extent, between, extent
from legation.checking.phrases import window_words
from legation.checking.question import Question
from legation.checking.results import Way
from legation.checking.row_rules import size_of
from legation.checking.world import World

#: Every indicator in the order asked, with its words.
NAMES = {
    "votes": "votes alike in the General Assembly",
    "arms_transfer": "transfers of major arms",
    "alliance": "pacts in force",
    "shared_igo": "organisations to which both belong",
    "dispute": "disputes (fewer is closer)",
    "sanction": "sanctions (fewer is closer)",
    "rivalry": "strategic rivalry",
    "designation": "lists of unfriendly states",
}
#: Indicators that speak of distance.
AGAINST = ("dispute", "sanction", "rivalry", "designation")
#: What a claim may call an indicator.
STATED = {"votes": ("votes",), "arms": ("arms_transfer",), "alliances": ("alliance",),
    "sanctions": ("sanction",), "disputes": ("dispute",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a pair is by one indicator.

    Attributes
    ----------
    value
        More is closer; None where the record cannot tell.
    n
        Rows it rests on.
    words
        What was found.
    rows
        The measures.
    """

    value: float | None
    n: int
    words: str
    rows: tuple[dict[str, Any], ...] = ()


def held(world: World, question: Question) -> tuple[str, ...]:
    """Give the indicators that the record holds and the claim allows."""
    wanted = STATED.get(question.detail("indicator") or "", tuple(NAMES))
    has_votes = world.part("has votes", lambda: _has_votes(world))
    return tuple(name for name in wanted if (has_votes if name == "votes" else extent(world, name)))


def _has_votes(world: World) -> bool:
    rows = world.rows("SELECT 1 AS one FROM rollcall WHERE date <= $as_of LIMIT 1", {})
    return bool(rows)


def closeness(world: World, question: Question, a: str, b: str, name: str, way: Way) -> Closeness:
    """Measure how close two states are by one indicator, in the window of a question."""
    if name == "votes":
        return _votes(world, question, a, b, way)
    found = extent(world, name)
    if found is None:
        return Closeness(None, 0, "no source")
    start, end = _days(question, name, found)
    if start > end:
        return Closeness(None, 0, "the sources do not reach the window")
    rows = between(world, name, [a], [b], way, start, end)
    if question.side == "index" or name == "dispute":
        rows += between(world, name, [b], [a], way, start, end)
    rows = list({row["measure_id"]: row for row in rows}.values())
    if name == "sanction":
        rows = [row for row in rows if row["value"] is None or row["value"]]
    if name == "alliance":
        rows = [row for row in rows if (row["end"] or end) >= end]
    weight = _weight(name, rows)
    if not rows and name not in COMPLETE and name != "designation":
        return Closeness(None, 0, "no row")
    value = -weight if name in AGAINST else weight
    return Closeness(value, len(rows), f"{weight:g}, {window_words(start, end)}", tuple(rows))


def _days(question: Question, name: str, found: Extent) -> tuple[dt.date, dt.date]:
    """Give the days looked at: the window, or as far back as says something of today.

    Pacts, lists and memberships are those of the last day that is covered, unless asked for
    another.
    """
    end = min(question.end or question.as_of, question.as_of)
    if name != "designation":
        end = min(end, found.last)
    if question.start is not None:
        return max(question.start, found.first), end
    if name in ("alliance", "shared_igo"):
        return dt.date(end.year, 1, 1), end
    return found.first, end


def _weight(name: str, rows: list[dict[str, Any]]) -> float:
    if name == "alliance":
        return float(sum("defence" in row["text"] for row in rows) or 0.5 * bool(rows))
    return size_of(name, rows)


def _votes(world: World, question: Question, a: str, b: str, way: Way) -> Closeness:
    years = question.full_years
    start = question.start or (None if question.end else dt.date(years[0], 1, 1))
    end = question.end or (question.as_of if question.start else dt.date(years[-1], 12, 31))
    held_votes = votes.held(world)
    found = world.part("assembly", lambda: _assembly(held_votes))
    where = found & held_votes.within(start, min(end, world.as_of))
    both, alike = same(
        held_votes.of(a, way.succession)[where], held_votes.of(b, way.succession)[where]
    )
    n, same_n = int(both.sum()), int(alike.sum())
    words = f"{same_n} of {n} alike, {window_words(start, min(end, world.as_of))}"
    return Closeness(same_n / n if n else None, n, words)


def _assembly(held_votes: Ballots) -> Mask:
    """Tell which roll calls are of the General Assembly."""
    return np.array([call.body == "UNGA" for call in held_votes.calls], bool)
