"""Nouns and adjectives that attribute: "X's claim that", "is convinced that"."""

from __future__ import annotations

from legation.reading.grammar import BE, COORDINATORS, DETERMINERS, POSSESSIVES, PREPOSITIONS
from legation.reading.quotes.cue import Cue, group_before, share_subject
from legation.reading.quotes.subjects import (
    AUXILIARIES,
    HARD,
    is_adverb,
    owner_before,
    subject_before,
)
from legation.reading.quotes.units import QUOTED, Unit

_LINKING = BE | frozenset(
    "seem seems seemed appear appears appeared remain remains remained feel feels felt become "
    "becomes became sound sounds sounded get gets got".split()
)


def noun_cue(unit: Unit, at: int, frames: frozenset[str]) -> Cue | None:
    """Take "X's claim that", "a statement by X that"."""
    low = unit.low
    after = low[at + 1] if at + 1 < len(low) else ""
    cue = Cue(at, at, at + 1, frames, f"noun {low[at]}")
    if after in ("is", "was", "has", "'s") and "that" in low[at + 2 : at + 4] and "that" in frames:
        cue.last = low.index("that", at + 2)
        after = "that"
    if after in ("by", "from") and at + 2 < len(low):
        last = at + 2
        while last < len(low) and low[last] not in frames and not (
            low[last] in HARD or low[last] in AUXILIARIES - {"'s"} or low[last] in (",", QUOTED)
            or low[last] in PREPOSITIONS - {"of"}
        ):  # fmt: skip
            last += 1
        if last < len(low) and low[last] in frames and last > at + 2:
            cue.subject, cue.last = (at + 2, last), last
            cue.first = at
            return cue
        return None
    if after not in frames:
        return None
    loose = after == "that" and low[at - 1] not in PREPOSITIONS and at > 0
    owner = at - 1
    while owner > 0 and at - owner < 4 and low[owner] != "'s" and low[owner] not in POSSESSIVES:
        if not low[owner][0].isalpha() or low[owner] in PREPOSITIONS or low[owner] in DETERMINERS:
            return _unowned(unit, cue, at, after, loose)
        owner -= 1
    if owner < 0:
        return None
    if low[owner] in POSSESSIVES:
        cue.subject = (owner, owner + 1)
    elif low[owner] == "'s" or (low[owner] == "'" and owner):
        if owner < 1 or not low[owner - 1][0].isalnum():
            return None
        found = owner_before(unit, owner - 1)
        cue.subject = (found[0], owner + 1)
    else:
        return _unowned(unit, cue, at, after, loose)
    cue.first = owner + 1
    return cue


#: Verbs that say little themselves: "made a promise to", "has doubts about".
_LIGHT = frozenset(
    "have has had having express expresses expressed expressing raise raises raised raising voice "
    "voices voiced voicing make makes made making give gives gave given giving offer offers "
    "offered offering issue issues issued issuing deliver delivers delivered hold holds held "
    "share shares shared show shows showed reach reaches reached repeat repeated announce "
    "announced unveil unveiled submit submitted present presented send sent take took".split()
)
#: Nouns in the plural or without a number that attribute with nobody named.
_GENERAL = frozenset(
    "criticism criticisms concern concerns question questions call calls speculation allegations "
    "accusations doubt doubts fear fears worry worries rumors rumours claims complaints demands "
    "warnings suspicion suspicions outrage anger talk praise opposition support condemnation "
    "skepticism scepticism".split()
)


def _unowned(unit: Unit, cue: Cue, at: int, after: str, loose: bool) -> Cue | None:
    """Take "has doubts about", "made a promise to", and "concerns about" with nobody named."""
    low = unit.low
    for place in range(at - 1, max(at - 5, -1), -1):
        if low[place] in _LIGHT:
            first, _, _ = group_before(low, place)
            subject = subject_before(unit, first - 1) if first else None
            if subject is not None:
                cue.first, cue.subject = first, subject
                return cue
            break
        if not low[place][0].isalpha() or low[place] in PREPOSITIONS:
            break
    if cue.last != at + 1:
        return None
    if loose:
        return cue
    general = low[at] in _GENERAL and after in ("about", "over", "for", "of", "that")
    plain = at > 0 and low[at - 1] not in AUXILIARIES and low[at - 1] != "to"
    return cue if general and plain else None


_BARE = frozenset("he she they we i this there".split())


def adjective_cue(unit: Unit, at: int, frames: frozenset[str]) -> Cue | None:
    """Take "is convinced that", "was critical of"; of "it is clear that" nobody is the source."""
    low = unit.low
    after = low[at + 1] if at + 1 < len(low) else ""
    bare = "that" in frames and after in _BARE
    if (
        after not in frames
        and not bare
        and not (after in ("whether", "how", "why") and "that" in frames)
    ):
        return None
    group, _, _ = group_before(low, at)
    first = group
    if first == at or not any(word in _LINKING for word in low[first:at]):
        while first > 0 and is_adverb(low[first - 1]):
            first -= 1
        if first == 0 or low[first - 1] not in _LINKING:
            return None
        first, _, _ = group_before(low, first - 1)
    cue = Cue(at, first, at + 1, frames, f"adjective {low[at]}", tag="state")
    if after not in ("that", "to", "whether", "how", "why") and not bare:
        cue.last = at + 2
    if first and low[first - 1] == "it":
        return cue if after in ("that", "whether", "how", "why") else None
    if first and low[first - 1] in COORDINATORS:
        return share_subject(unit, cue, [])
    cue.subject = subject_before(unit, first - 1) if first else None
    return cue if cue.subject else None
