"""Phrases of the lexicons: how they are written, and where they stand in a sentence.

A phrase is written as its words in order. ``*throw`` stands for every form of a verb, ``a|b`` for
either word, ``~`` for up to three words of a closed class between ("threw *its full* weight
behind"), ``_`` for up to fourteen words of any kind but the end of a clause ("turned *the text*
down").
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.grammar import FUNCTION_WORDS, forms

_FILL = frozenset(
    "firmly squarely solidly fully its their his her the a an full whole own complete firm "
    "strong clear formal very no any "
    "considerable public explicit unconditional respective".split()
)
#: Words that hardly any sentence is without.
_COMMON = FUNCTION_WORDS | frozenset(
    "says say said gives give gave takes take took comes come came makes made goes go get gets got "
    "put puts cast".split()
)
_GAP = "~"
_END = frozenset({",", ";", ":", ".", "?", "!", "(", ")"})

Token = frozenset[str] | str


class Cue(NamedTuple):
    """Words `words[first:last]` that say something of a family, and what."""

    first: int
    last: int
    tag: str


Index = dict[str, list[tuple[tuple[Token, ...], str]]]


def index(**lists: str) -> Index:
    """Give phrases, one a line under the tag that each list has, by their first word."""
    found: Index = {}
    for tag, lines in lists.items():
        for line in lines.split("\n"):
            tokens = tuple(_token(word) for word in line.split())
            if tokens:
                for first in tokens[0]:
                    found.setdefault(first, []).append((tokens, tag))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def triggers(phrases: Index) -> frozenset[str]:
    """Give words one of which every sentence has in which a phrase stands: its rarest ones."""
    found: set[str] = set()
    for entries in phrases.values():
        for tokens, _ in entries:
            kinds = [one for one in tokens if not isinstance(one, str)]
            found |= min(reversed(kinds), key=lambda one: len(one & _COMMON))
    return frozenset(found)


def _token(word: str) -> Token:
    if word in ("~", "_"):
        return word
    found: set[str] = set()
    for one in word.split("|"):
        if one.startswith("*"):
            form = forms(one[1:])
            found |= {form.base, *form.third, *form.past, *form.participle, *form.gerund}
        else:
            found.add(one)
    return frozenset(found)


def cues(phrases: Index, lower: list[str], first: int, last: int) -> list[Cue]:
    """Give the phrases that stand in a span, the longest at each word, none over another."""
    found: list[Cue] = []
    at = first
    while at < last:
        for tokens, tag in phrases.get(lower[at], ()):
            end = _match(tokens, lower, at, last)
            if end:
                found.append(Cue(at, end, tag))
                at = (at + 1 if "_" in tokens else end) - 1
                break
        at += 1
    return found


def _match(tokens: tuple[Token, ...], lower: list[str], at: int, last: int) -> int:
    """Give the place after the words that a phrase matches at a word, or 0."""
    for place, one in enumerate(tokens):
        if isinstance(one, str):
            reach = 3 if one == _GAP else 14
            for step in range(reach + 1):
                end = _match(tokens[place + 1 :], lower, at + step, last)
                if end:
                    return end
                if at + step >= last or lower[at + step] in _END:
                    return 0
                if one == _GAP and lower[at + step] not in _FILL:
                    return 0
            return 0
        if at >= last or lower[at] not in one:
            return 0
        at += 1
    return at


__all__ = ["Cue", "Index", "cues", "index", "triggers"]
