"""Direction of sentiment between two names in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from legation.errors import InputError
from legation.reading.stance.evaluation import evaluation
from legation.reading.stance.relating import Finder, Spot
from legation.reading.text.tokens import tokens

#: A word of a weaker value than this decides nothing.
WEAKEST = 0.3


SAYING = frozenset(
    "said says say called calls told argued argues claimed claims described declared tweeted wrote "
    "insisted added believes thinks stated suggested branded labelled labeled dubbed".split()
)


class Direction(NamedTuple):
    """Who holds it ("a" or "b"), value -1 to +1, and the words `sentence[start:end]`."""

    holder: str
    value: float
    start: int
    end: int
    rule: str


def direction_between(
    sentence: str, a: str | tuple[int, int], b: str | tuple[int, int]
) -> Direction | None:
    """Tell whether one of two names evaluates the other in a sentence.

    Parameters
    ----------
    sentence
        One sentence.
    a, b
        The names as they stand in it, or their offsets. A name is taken where it first stands;
        where both are the same words, the second stands for `b`.

    Returns
    -------
    Direction or None
        None where neither is read to evaluate the other.

    Raises
    ------
    InputError
        If a name does not stand in the sentence.
    """
    found = tokens(sentence)
    first = _offsets(sentence, a, 0)
    second = _offsets(sentence, b, first[1] if a == b else 0)
    spots = {
        "a": _spot(found.starts, found.ends, first),
        "b": _spot(found.starts, found.ends, second),
    }
    order = sorted(spots, key=lambda name: spots[name])
    finder = Finder(found.lower, 0, len(found.lower), [spots[name] for name in order])
    table = evaluation()
    inside = {at for spot in spots.values() for at in range(*spot)}
    hits = [at for at, word in enumerate(found.lower) if word in table and at not in inside]
    best: Direction | None = None
    for one in finder.relations(hits):
        holder = one.holder
        if holder is None:
            holder = _speaker(found.lower, finder.spots, one.target)
        if holder is None or abs(one.value) < WEAKEST:
            continue
        made = Direction(
            order[holder], one.value, found.starts[one.first], found.ends[one.last - 1], one.rule
        )
        if best is None or (made.end - made.start) < (best.end - best.start):
            best = made
    return best


def _offsets(sentence: str, name: str | tuple[int, int], low: int) -> tuple[int, int]:
    if not isinstance(name, str):
        return name
    at = sentence.find(name, low) if name else -1
    if at < 0:
        raise InputError(f"direction_between: {name!r} does not stand in the sentence")
    return at, at + len(name)


def _spot(starts: list[int], ends: list[int], span: tuple[int, int]) -> Spot:
    """Give the words that a span of characters touches."""
    touched = [
        at
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start < span[1] and end > span[0]
    ]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _speaker(lower: list[str], spots: list[Spot], target: int) -> int | None:
    """Give the spot that says what is judged: "X said Y is a disgrace"."""
    for place, (first, last) in enumerate(spots):
        if place == target:
            continue
        near = lower[last : last + 3] + lower[max(0, first - 2) : first]
        if any(word in SAYING for word in near):
            return place
    return None
