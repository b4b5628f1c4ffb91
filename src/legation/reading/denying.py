"""Verbs that deny what they govern: "refrained from", "stopped short of", "declined to".

Such a verb says that what follows did not happen, as "not" does. Each is known with the word that
must come next, so that "abstained on the text" and "failed state" deny nothing.
"""

from __future__ import annotations

from legation.reading.grammar import forms


def _every_form(lemmas: str) -> frozenset[str]:
    found: set[str] = set()
    for lemma in lemmas.split():
        one = forms(lemma)
        found |= {one.base, *one.third, *one.past, *one.participle, *one.gerund}
    return frozenset(found)


_TO = _every_form("refuse decline fail neglect omit decline")
_FROM = _every_form("refrain abstain desist shy shrink")
_OUTRIGHT = _every_form("avoid refuse resist eschew forgo withhold shun reject oppose decline")
_WITH_PARTICLE = {
    **dict.fromkeys(_every_form("stop"), (("short", "of"),)),
    **dict.fromkeys(_every_form("fall"), (("short", "of"),)),
    **dict.fromkeys(_every_form("hold"), (("off",), ("back", "from"))),
    **dict.fromkeys(_every_form("rule"), (("out",),)),
    **dict.fromkeys(_every_form("back"), (("away", "from"),)),
    **dict.fromkeys(_every_form("steer"), (("clear", "of"),)),
    **dict.fromkeys(_every_form("opt"), (("out", "of"), ("not", "to"))),
    **dict.fromkeys(_every_form("stay"), (("out", "of"),)),
}
#: Every word at which such a verb can begin.
DENIERS = _TO | _FROM | _OUTRIGHT | _WITH_PARTICLE.keys()
#: What is left undone without a word that denies: "abstained from voting" is a way to vote.
_VOTING = frozenset("vote votes voting ballot ballots roll-call".split())


def denies(lower: list[str], at: int, last: int) -> int:
    """Give the place after a verb that denies what follows, or -1 where it denies nothing.

    Parameters
    ----------
    lower
        Words in lower case.
    at, last
        Place of the verb, and the end of its sentence.
    """
    word = lower[at]
    if word not in DENIERS:
        return -1
    after = lower[at + 1] if at + 1 < last else ""
    if after == "to" and word in _TO:
        return at + 2
    if word in _FROM and after == "from":
        return -1 if any(one in _VOTING for one in lower[at + 2 : at + 5]) else at + 2
    for rest in _WITH_PARTICLE.get(word, ()):
        if tuple(lower[at + 1 : at + 1 + len(rest)]) == rest:
            return at + 1 + len(rest)
    if word in _OUTRIGHT and after.endswith("ing") and len(after) > 4:
        return at + 1
    return -1


def left_undone(lower: list[str], at: int, first: int, last: int, reach: int = 7) -> bool:
    """Say whether a verb within reach to the left denies the word at a place."""
    return undone_at(lower, at, first, last, reach) >= 0


def undone_at(lower: list[str], at: int, first: int, last: int, reach: int = 7) -> int:
    """Give the verb within reach to the left that denies the word at a place, or -1."""
    for place in range(at - 1, max(at - reach, first) - 1, -1):
        if lower[place] in (",", ";", "but", "that", "who"):
            return -1
        if lower[place] in DENIERS and 0 < denies(lower, place, last) <= at:
            return place
    return -1


__all__ = ["DENIERS", "denies", "left_undone", "undone_at"]
