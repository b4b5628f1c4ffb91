"""For whom "he", "it" and "they" stand.

A pronoun looks in its own sentence and the one or two before, and wants one candidate there;
somebody who speaks does not call himself "he" in his own words.
"""

from __future__ import annotations

from legation.reading.actors.memory import BACK, PEOPLE, Memory
from legation.reading.actors.people import given_names
from legation.reading.grammar import (
    DO,
    FUNCTION_WORDS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    SUBORDINATORS,
)
from legation.reading.page import Mention

_MALE, _FEMALE = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
_NO_VERBS = FUNCTION_WORDS - HAVE - DO - MODALS
# "They made it back": it stands for nothing.
_IDIOMS = frozenset("make makes made making".split())
# So many words from the first a pronoun still begins its sentence: "But then it".
_BEGINNING = 3
_NEUTER = frozenset({"it", "its", "itself"})


_EMPTY_IT = frozenset(
    "is was 's be been seems seemed appears appeared remains remained becomes became felt feels "
    "looked looks took takes turned turns comes came happened".split()
)


def of_pronoun(keys: list[str], memory: Memory, place: int) -> int | None:
    """Give the place of the mention that a pronoun stands for, or None where it stays open."""
    word = keys[memory.found[place].first]
    if word in _MALE or word in _FEMALE:
        return _he(keys, memory, place)
    if word in _NEUTER:
        return _it(keys, memory, place)
    at = _one_of(memory, place, memory.plural, keys)
    if at is not None and memory.found[at].first and keys[memory.found[at].first - 1] == "and":
        return None  # "Turkish and Russian officials": both
    return at


def _he(keys: list[str], memory: Memory, place: int) -> int | None:
    """Give the person meant by "he" or "she"."""
    found, sentences, quoted = memory.found, memory.sentences, memory.quoted
    word = keys[found[place].first]
    gender = "m" if word in _MALE else "f"
    now, inside = sentences[place], quoted[place]
    people = [at for at in memory.people[-14:] if _may_be(found[at], gender)]
    own = [at for at in people if sentences[at] == now]
    others: set[str] = set()
    if inside >= 0:
        others = {found[at].name for at in own if quoted[at] < 0}
        own = [at for at in own if quoted[at] == inside]
    if own:
        return own[-1] if _is_one(keys, memory, own) else None
    if inside >= 0 and not others and not _named_after(memory, place):
        return None  # who speaks is not said in this sentence, and may be the one found
    if _opens(keys, memory, place) and _named_after(memory, place):
        return None  # "During his days ..., Mr. Tillerson": who comes after, or another
    if word in _SUBJECTS or inside >= 0:
        others |= _named_after(memory, place)  # "he accused Massoum": Massoum is another
    for back in range(1, BACK + 1):
        near = [
            at
            for at in people
            if sentences[at] == now - back
            and found[at].name not in others
            and (inside >= 0 or quoted[at] < 0)
        ]
        if near:
            # The first of a sentence is mostly its subject, and that goes on.
            leading = [at for at in near if _leads(keys, found[at])]
            alone = len({found[at].name for at in near}) == 1
            return leading[0] if leading and (alone or back == 1) else None
    return None


def _opens(keys: list[str], memory: Memory, place: int) -> bool:
    """Say whether it stands in words before the subject: "During his days ..., Mr. Tillerson"."""
    first = memory.firsts[memory.sentences[place]]
    return memory.found[place].first - first < 8 and keys[first] in PREPOSITIONS | SUBORDINATORS


def _is_one(keys: list[str], memory: Memory, listed: list[int]) -> bool:
    """Say whether the people of a sentence are one, who is not only spoken to or about."""
    found = memory.found
    return len({found[at].name for at in listed}) == 1 and any(
        found[at].kind == "pronoun" or keys[max(0, found[at].first - 1)] not in _ASIDE
        for at in listed
    )


_SUBJECTS = frozenset({"he", "she"})
_ASIDE = (PREPOSITIONS - {"after", "before", "since", "until", "like", "as"}) | {
    "told", "asked", "host", "anchor", "reporter",
}  # fmt: skip


def _leads(keys: list[str], mention: Mention) -> bool:
    """Say whether a mention may be the subject: no preposition before it, no possessive behind."""
    behind = keys[mention.last] if mention.last < len(keys) else ""
    before = keys[mention.first - 1] if mention.first else ""
    return before not in _ASIDE and behind not in ("'s", "'", "’")


def _named_after(memory: Memory, place: int) -> set[str]:
    """Give the people named later in the sentence outside of quotations."""
    found, sentences = memory.found, memory.sentences
    names: set[str] = set()
    for at in range(place + 1, min(len(found), place + 12)):
        if sentences[at] != sentences[place]:
            break
        if found[at].kind in PEOPLE and memory.quoted[at] < 0:
            names.add(found[at].name)
    return names


def _may_be(mention: Mention, gender: str) -> bool:
    known = given_names().get(mention.name.split()[0].lower(), "") if mention.name else ""
    return known in ("", gender)


def _it(keys: list[str], memory: Memory, place: int) -> int | None:
    """Give the state or body meant by "it" or "its"."""
    found = memory.found
    mention = found[place]
    word = keys[mention.first]
    behind = keys[mention.last] if mention.last < len(keys) else ""
    before_word = keys[mention.first - 1] if mention.first else "."
    if word == "it" and (behind in _EMPTY_IT or before_word in _IDIOMS):
        return None
    if word == "it" and (
        not behind.isalpha() or behind in _NO_VERBS or before_word in PREPOSITIONS
    ):
        return None  # what is done to something, seldom to a state
    if behind in MODALS and keys[mention.last + 1 : mention.last + 2] in (["be"], ["have"]):
        return None
    if mention.name == "It" and before_word[0].isalnum():
        return None  # part of a title
    before = place - 1
    if (
        word == "its"
        and before >= 0
        and memory.actors[-1:] == [before]
        and keys[found[before].last : mention.first] in (["and"], ["or"])
    ):
        return before
    return _one_of(memory, place, memory.actors, keys)


def _one_of(memory: Memory, place: int, listed: list[int], keys: list[str]) -> int | None:
    """Give the one candidate of this sentence; where it begins it, of the one before."""
    found, sentences = memory.found, memory.sentences
    now = sentences[place]
    begins = found[place].first - memory.firsts[now] < _BEGINNING
    for back in (0, 1) if begins else (0,):
        near = [at for at in listed[-10:] if sentences[at] == now - back]
        names = {found[at].state or found[at].name for at in near}
        if len(names) == 1:
            # From one sentence to the next goes what was not only named along the way.
            return near[-1] if not back or _leads(keys, found[near[-1]]) else None
        if names:
            return None
    return None
