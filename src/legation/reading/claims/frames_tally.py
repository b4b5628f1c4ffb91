"""Propositions of a tally: "was adopted with 93 votes in favour", "drew 35 abstentions"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.resolutions import body, describe
from legation.reading.claims.scene import Scene


def read_adopted(scene: Scene, at: int) -> Frame | None:
    """Read a tally: "was adopted with 93 votes in favour", "passed by 141 votes to five"."""
    lower = scene.lower
    if not any(one.of in ("votes", "states") and one.last > at for one in scene.quantities):
        return None
    head = next((place for place in range(scene.first, at) if lower[place] in words_of.TEXTS), None)
    symbol = any(begin < at for begin, _, _ in scene.symbols)
    if head is None and not symbol:
        return None
    made = Frame(at, scene.first, scene.last, _counted(scene, at), family="tally",
                 negated=scene.denied(at), rule="tally.adopted")  # fmt: skip
    made.details |= describe(scene, scene.first, at)
    return made.put(body=body(scene))


_NOES = frozenset(
    "opposed objecting rejecting against no negative dissenting opposing opponents".split()
)


def _counted(scene: Scene, at: int) -> str:
    """Say what the first number after a verb counts: "drew 35 abstentions", "with 5 against"."""
    number = next(one for one in scene.quantities if one.of in ("votes", "states")
                  and one.last > at)  # fmt: skip
    words = set(scene.lower[number.first : min(number.last + 1, scene.last)])
    if "abstentions" in words:
        return "abstained"
    return "voted_against" if words & _NOES else "voted_for"


__all__ = ["read_adopted"]
