"""With whom a state votes more often: "India votes more with Russia than with Japan"."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from legation.checking.question import Question
from legation.checking.results import Decision, Way
from legation.checking.types.agreement import FEWEST
from legation.checking.votes import members_of, share, share_ways
from legation.checking.world import World


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """Ways to read the question, the first reading first."""
    return share_ways(question, states_a_share=False)


def decide(question: Question, world: World, way: Way) -> Decision:
    """Tell which of two shares of common choices is the larger."""
    one, two, three = (members_of(question, part) for part in ("subject", "object", "comparator"))
    if not (len(one) == len(two) == len(three) == 1):
        return Decision(None, missing="three states to compare: whose votes, and with which two")
    first = (one[0], two[0])
    second = (three[0], two[0]) if question.detail("compare") == "subjects" else (one[0], three[0])
    if first[0] == first[1] or second[0] == second[1]:
        return Decision(None, missing="three different states to compare")
    (a, n), (c, m) = (share(question, world, way, *pair) for pair in (first, second))
    if a is None or c is None or min(n, m) < FEWEST:
        return Decision(None, n=min(n, m), missing="recorded votes of all three here")
    less = question.detail("sense") == "less"
    spread = max((a * (1 - a) / n + c * (1 - c) / m) ** 0.5, 1e-9)
    return Decision(
        (a < c) if less else (a > c),
        a - c,
        min(n, m),
        sentence=f"{first[0]} with {first[1]}: {a:.1%} of {n}; "
        f"{second[0]} with {second[1]}: {c:.1%} of {m} recorded votes.",
        confidence=NormalDist().cdf(abs(a - c) / spread),
    )
