"""With whom a state votes more often: "India votes more with Russia than with Japan"."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.shares import (
    FEWEST,
    Shared,
    label,
    one_line,
    share_ways,
    shared,
    side,
    sides_of,
)
from legation.checking.showing import between, figure, joined
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    return share_ways(question, states_a_share=False)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell which of two shares of common choices is the larger."""
    pairs = pairs_of(question)
    if pairs is None:
        return Decision(None, missing="three to compare: whose votes, and with which two")
    first, second = pairs
    if _same(first) or _same(second):
        return Decision(None, missing="three different states to compare")
    near, far = (shared(question, world, way, *pair) for pair in pairs)
    least = max(FEWEST, int(way.option("least", "0")))
    n = min(near.n, far.n)
    if near.value is None or far.value is None or n < least:
        return Decision(None, n=n, missing="recorded votes of all three here")
    return _judged(question, world, way, pairs, (near, far))


def _judged(
    question: Question,
    world: World,
    way: Way,
    pairs: tuple[tuple[str, str], tuple[str, str]],
    found: tuple[Shared, Shared],
) -> Decision:
    near, far = found
    a, c = near.value or 0.0, far.value or 0.0
    # "Voted against it more often than": the smaller share of common choices is meant.
    less = (question.detail("sense") == "less") != (question.relation == "voted_apart")
    spread = max((a * (1 - a) / near.n + c * (1 - c) / far.n) ** 0.5, 1e-9)
    names = dict.fromkeys((*pairs[0], *pairs[1]))
    sides = [side(world, name, way) for name in names]
    rows, ones, others = joined(world, near, far, sides, first=a >= c)
    third = next(name for name in pairs[0] if name in pairs[1])
    one, two = (next(n for n in pair if n != third) for pair in pairs)
    top = [figure(world, between(pair), item) for pair, item in zip(pairs, found, strict=True)]
    return Decision(
        (a < c) if less else (a > c),
        a - c,
        min(near.n, far.n),
        (*(top if a >= c else top[::-1]), *rows) if way.binding else (),
        sentence=f"{_told(pairs[0], near)}; {_told(pairs[1], far)} recorded votes. "
        f"Where {label(one)} and {label(two)} differed, {label(third)} was closer to "
        f"{label(one)} on {ones} and to {label(two)} on {others}.",
        confidence=NormalDist().cdf(abs(a - c) / spread),
    )


def pairs_of(question: Question) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Give the pair said to be closer and the pair it is compared with."""
    parts = [sides_of(question, part) for part in ("subject", "object", "comparator")]
    if any(len(part) != 1 for part in parts):
        return None
    (one,), (two,), (three,) = parts
    second = (three, two) if question.detail("compare") == "subjects" else (one, three)
    return (one, two), second


def _same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] or one_line(pair)


def _told(pair: tuple[str, str], found: Shared) -> str:
    return f"{label(pair[0])} with {label(pair[1])}: {found.value:.1%} of {found.n}"
