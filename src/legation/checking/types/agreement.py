"""How often two states vote together: "vote alike on nine in ten", "most of the time".

Of a group it is asked as a whole: see `legation.checking.parties`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legation.checking.amounts import QUANTIFIERS, edges_of, fits_share, states_a_share
from legation.checking.occurrences import AGAINST, about, names_a_text, occurrences
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.shares import (
    FEWEST,
    Shared,
    chance_above,
    label,
    one_line,
    pairs_of,
    share_ways,
    shared,
    side,
)
from legation.checking.showing import between, figure, pair_rows
from legation.checking.votes import inside, nothing, texts
from legation.checking.world import World

#: Days up to which "voted with" speaks of what happened, not of what is the rule.
MONTH = 31
ONCE = (("once", "yes"),)


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    found = share_ways(question, states_a_share=states_a_share(question))
    if _may_be_once(question) and _one_day_or_month(question):
        # "Voted against Russia in April" tells of something that happened, and how often is more.
        first = Way("at least once", options=(*ONCE, ("short", "yes")))
        return [first, *found]
    if _may_be_once(question):
        # "Has voted with" may say that it does so as a rule, or that it did so once.
        first = found[0]
        found.append(Way("at least once", start=first.start, end=first.end, options=ONCE))
    return found


def _may_be_once(question: Question) -> bool:
    stated = states_a_share(question) or question.detail("quantifier") is not None
    return not stated and question.type != "group"


def _one_day_or_month(question: Question) -> bool:
    """Whether the days spoken of are a month or less."""
    if question.start is None or question.end is None:
        return False
    return (question.end - question.start).days < MONTH


def _happened(question: Question, world: World, way: Way) -> Decision:
    """Tell whether both sides chose so at least once; apart is a yes against a no."""
    found = occurrences(question, world, way)
    if found.unclear or not found.could:
        return nothing(question, world, found.found)
    deciding, rest = found.did or found.could, found.did_not if found.did else ()
    rows_so = found.rows(world, deciding[::-1], most=AGAINST)
    rows_so += found.rows(world, rest[::-1], "counter", AGAINST)
    how = "against each other" if question.relation == "voted_apart" else "the same"
    return Decision(
        bool(found.did), float(len(found.did)), len(found.could), rows_so,
        sentence=f"They chose {how} in {len(found.did)} of {len(found.could)} recorded votes in "
        "which they took part.",
    )  # fmt: skip


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether the share of common choices is what the claim says of it."""
    pairs = pairs_of(question)
    if not pairs or any(map(one_line, pairs)):
        return Decision(None, missing="two different states whose votes are compared")
    if way.option("short"):
        return _happened(question, world, way)
    word = question.detail("quantifier")
    if word is not None and word not in QUANTIFIERS:
        return Decision(None, missing=f"what '{word[:40]}' says of a share")
    where = inside(question, world, way)
    if names_a_text(question) and question.detail("topic"):
        found = texts(question, world, where, way, about=about(question))
        if not len(found) or not found.certain:
            return nothing(question, world, found)
        of_text = np.zeros(len(where), bool)
        of_text[list(found.rows)] = True
        where = where & of_text
    shares = [shared(question, world, way, *pair, where) for pair in pairs]
    least = max(FEWEST, int(way.option("least", "0")))
    few = [label_of(pair) for pair, item in zip(pairs, shares, strict=True) if item.n < least]
    if few:
        missing = f"recorded votes of {few[0]} here; at least {least} are needed"
        return Decision(None, missing=missing, coverage=way.name)
    return _judged(question, world, way, list(zip(pairs, shares, strict=True)))


def _judged(
    question: Question, world: World, way: Way, known: list[tuple[tuple[str, str], Shared]]
) -> Decision:
    apart, once = question.relation == "voted_apart", bool(way.option("once"))
    about_so = bool(way.option("about"))
    values = [(1 - (item.value or 0.0)) if apart else (item.value or 0.0) for _, item in known]
    holds = [value > 0 if once else fits_share(question, value, about_so) for value in values]
    # Where it fails for one pair, that pair is what is shown.
    at = holds.index(False) if not all(holds) else 0
    pair, item = known[at]
    confidence = min(
        (chance_above(values[at], item.n, edge) for edge in edges_of(question)), default=1.0
    )
    words = "apart" if apart else "the same"
    return Decision(
        all(holds),
        values[at],
        item.n,
        rows(world, way, pair, item, alike=all(holds) != apart),
        sentence=f"{_subject(pair)} chose {words} in {values[at]:.1%} of {item.n} recorded votes.",
        confidence=confidence,
    )


def rows(
    world: World, way: Way, pair: tuple[str, str], item: Shared, *, alike: bool
) -> tuple[EvidenceRow, ...]:
    """Make the row of the figure, and rows of both kinds of roll call.

    None for a reading that is only shown: no verdict rests on it.
    """
    if not way.binding:
        return ()
    sides = [side(world, name, way) for name in pair]
    return (figure(world, between(pair), item), *pair_rows(world, item, sides, alike=alike))


def label_of(pair: tuple[str, str]) -> str:
    """Name both sides of a pair."""
    if pair[0] == pair[1]:
        return f"two members of {label(pair[0])}"
    return f"both {label(pair[0])} and {label(pair[1])}"


def _subject(pair: tuple[str, str]) -> str:
    if pair[0] == pair[1]:
        return f"Pairs of members of {label(pair[0])}"
    return f"{label(pair[0])} and {label(pair[1])}"
