"""Whether a number is what was said of it: "about", "more than", "most", "nine in ten"."""

from __future__ import annotations

from legation.checking.question import Question

#: Points that "about" and a bare figure allow a share.
ABOUT, BARE = 0.05, 0.015
#: Part of a count that "about" and "nearly" allow.
ABOUT_COUNT = 0.05

#: What a word for an amount says of a share: lowest and highest, and whether strictly so.
QUANTIFIERS: dict[str, tuple[float, float]] = {
    "most": (0.5, 1.01), "often": (0.5, 1.01), "almost_always": (0.85, 1.01),
    "almost_never": (-0.01, 0.15), "rarely": (-0.01, 0.25), "sometimes": (0.0, 1.0),
    "all": (0.9999, 1.01), "half": (0.45, 0.55), "none": (-0.01, 0.0001), "some": (0.0, 1.01),
    "not_all": (-0.01, 0.9999),
}  # fmt: skip


def states_a_share(question: Question) -> bool:
    """Whether a claim gives a share as a number."""
    return question.value is not None and question.unit == "share"


def fits_share(question: Question, value: float, about: bool = False) -> bool:
    """Whether a share is what the claim says of it; without any word, that it is more than half.

    With `about`, a bare figure is taken as one that was rounded.
    """
    if not states_a_share(question) or question.value is None:
        low, high = QUANTIFIERS[question.detail("quantifier") or "most"]
        return low < value < high
    said, bound = question.value, question.detail("bound") or "exactly"
    if bound in ("more_than", "at_least"):
        return value > said or (bound == "at_least" and value >= said - 1e-9)
    if bound in ("less_than", "at_most"):
        return value < said or (bound == "at_most" and value <= said + 1e-9)
    return abs(value - said) <= (ABOUT if about or bound in ("about", "nearly") else BARE) + 1e-9


def edges_of(question: Question) -> tuple[float, ...]:
    """Shares at which the answer to a claim turns."""
    if not states_a_share(question) or question.value is None:
        low, high = QUANTIFIERS[question.detail("quantifier") or "most"]
        return tuple(edge for edge in (low, high) if 0 < edge < 1)
    bound = question.detail("bound") or "exactly"
    if bound in ("more_than", "at_least", "less_than", "at_most"):
        return (question.value,)
    room = ABOUT if bound in ("about", "nearly") else BARE
    return question.value - room, question.value + room


def fits_count(question: Question, count: float) -> bool:
    """Whether a count is what the claim says of it."""
    said, bound = question.value, question.detail("bound") or "exactly"
    if said is None:
        return count > 0
    if bound == "more_than":
        return count > said
    if bound == "at_least":
        return count >= said
    if bound == "less_than":
        return count < said
    if bound == "at_most":
        return count <= said
    if bound in ("about", "nearly"):
        return abs(count - said) <= max(1.0, ABOUT_COUNT * said)
    return count == said
