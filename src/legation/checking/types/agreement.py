"""How often two states vote together: "vote alike on nine in ten", "most of the time"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from legation.checking.amounts import edges_of, fits_share, states_a_share
from legation.checking.occurrences import about, names_a_text
from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.votes import (
    chance_above,
    held,
    inside,
    members_of,
    nothing,
    row,
    share,
    share_ways,
    texts,
)
from legation.checking.world import World

#: Fewest roll calls that a share rests on.
FEWEST = 5
ONCE = (("once", "yes"),)


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    found = share_ways(question, states_a_share=states_a_share(question))
    if not states_a_share(question) and question.detail("quantifier") is None:
        # "Has voted with" may say that it does so as a rule, or that it did so once.
        first = found[0]
        found.append(Way("at least once", start=first.start, end=first.end, options=ONCE))
    return found


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell whether the share of common choices is what the claim says of it."""
    pairs = pairs_of(question)
    if not pairs:
        return Decision(None, missing="the two states whose votes are compared")
    where = inside(question, world, way)
    if names_a_text(question) and question.detail("topic"):
        found = texts(question, world, where, about=about(question))
        if not len(found) or not found.certain:
            return nothing(question, world, found)
        of_text = np.zeros(len(where), bool)
        of_text[list(found.rows)] = True
        where = where & of_text
    shares = [(share(question, world, way, *pair, where), pair) for pair in pairs]
    known = [(value, n, pair) for (value, n), pair in shares if value is not None and n >= FEWEST]
    if len(known) < len(pairs):
        few = next(pair for (_, n), pair in shares if n < FEWEST)
        missing = f"recorded votes of both {' and '.join(few)} here; at least {FEWEST} are needed"
        return Decision(None, missing=missing, coverage=way.name)
    if question.relation == "voted_apart":
        known = [(1 - value, n, pair) for value, n, pair in known]
    once = bool(way.option("once"))
    holds = [value > 0 if once else fits_share(question, value) for value, _, _ in known]
    # Where it fails for one pair, that pair is what is shown.
    value, n, pair = known[holds.index(False)] if not all(holds) else known[0]
    confidence = min((chance_above(value, n, edge) for edge in edges_of(question)), default=1.0)
    calls = held(world).calls
    last = np.flatnonzero(where)[-3:][::-1]
    words = "apart" if question.relation == "voted_apart" else "the same"
    return Decision(
        all(holds),
        value,
        n,
        tuple(row(calls[i], [(c, int(held(world).of(c)[i])) for c in pair]) for i in last),
        sentence=f"{pair[0]} and {pair[1]} chose {words} in {value:.1%} of {n} recorded votes.",
        confidence=confidence,
    )


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """Pairs of states that a claim compares: each subject with each object, or among subjects."""
    one, two = members_of(question), members_of(question, "object")
    if two:
        return [(a, c) for a in one for c in two if a != c]
    return list(combinations(one, 2))
