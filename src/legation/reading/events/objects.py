"""Where the object of a verb is to be sought, and which noun of it counts."""

from __future__ import annotations

from legation.reading.events.lexicon import Verb
from legation.reading.events.scanning import Hit, Scan
from legation.reading.grammar import NUMBERS, PREPOSITIONS

_REACH = 16  # words an object may stand from its verb
CLAUSES = frozenset(
    "as while after before since because if unless until till although though whereas when where "
    "who which whom whose despite amid during following but due".split()
)
_FINITE = frozenset("is are was were has have had will would does did".split())
STOPS = frozenset({";", ":", ".", "!", "?", "--", "—", '"', "“", "”", "``", "''"})


def object_zone(s: Scan, index: int) -> tuple[int, int]:
    """Give the words in which the object of a group is to be sought."""
    group = s.groups[index]
    lower = s.lower
    if group.passive and group.form != "reduced":
        low = s.groups[index - 1].end if index else s.first
        low = max(low, group.start - _REACH, s.first)
        start = group.start
        while start > low and lower[start - 1] not in STOPS and lower[start - 1] != ",":
            start -= 1
        return start, group.start
    if group.passive:
        low = s.groups[index - 1].end if index else s.first
        start = group.start
        low = max(low, start - 6)
        while start > low and lower[start - 1] not in STOPS and lower[start - 1] != ",":
            start -= 1
        return start, group.start
    high = min(s.last, group.end + _REACH)
    following = index + 1
    while following < len(s.groups) and s.groups[following].form == "noun":
        following += 1
    if following < len(s.groups):
        high = min(high, s.groups[following].start)
    end = group.end
    while end < high:
        word = lower[end]
        if (
            word in STOPS
            or word in CLAUSES
            or word in _FINITE
            or (word == "," and end > group.end and not _listed(s, end))
        ):
            break
        end += 1
    return group.end, end


def _listed(s: Scan, at: int) -> bool:
    """Say whether a comma stands in a list of things: "tents, food and medicine"."""
    return any(hit.start <= at + 2 and hit.start > at for hit in s.hits)


def hits_in(s: Scan, start: int, end: int) -> list[Hit]:
    """Give the nouns of the lexicon that stand in `words[start:end]`."""
    return [
        hit
        for hit in s.hits
        if start <= hit.start
        and hit.end <= end
        and not (hit.end < s.last and s.lower[hit.end] in ("'s", "’s"))  # whose, not what
    ]


def parted(
    s: Scan, hits: list[Hit], start: int, end: int, passive: bool
) -> tuple[list[Hit], list[Hit]]:
    """Part nouns into those of the object, last (head) first, and those after a preposition."""
    lower = s.lower
    bound = start
    # a preposition right after the verb ("vote on", "invest in") brings its object
    while bound < end and lower[bound] in PREPOSITIONS:
        bound += 1
    while bound < end:
        word = lower[bound]
        if word in PREPOSITIONS and word != "of":
            number = bound + 1 < end and (
                lower[bound + 1] in NUMBERS or lower[bound + 1][0].isdigit()
            )
            measured = word in ("up", "over", "about", "around", "under", "than", "near")
            if not (measured or (word == "to" and lower[bound - 1] == "up")) or (
                word != "up" and not number
            ):
                break
        bound += 1
    direct = [hit for hit in hits if hit.start < bound]
    others = [hit for hit in hits if hit.start >= bound]
    if not passive:  # the head is last, but before "of"
        of = next((k for k in range(start, bound) if lower[k] == "of"), bound)
        before = [hit for hit in direct if hit.start < of]
        direct = before[::-1] + [hit for hit in direct if hit.start >= of]
    return direct, others


def framed(verb: Verb, hits: list[Hit]) -> tuple[Hit, str] | None:
    """Give the first noun that the verb has a code for, with the code."""
    for hit in hits:
        code = verb.frames.get(hit.noun.name) or verb.frames.get(hit.noun.cls)
        if code is not None:
            return hit, code
    return None
