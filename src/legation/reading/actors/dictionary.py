"""The names that are known beforehand, from the tables of `legation.states`, by their first word.

One look-up per word of a text decides whether a name can begin there. Spellings are taken apart
by the same rules as texts. Case counts: a name in the table that begins with a capital letter
does so in a text, and one in capitals ("US", "IS") stands in capitals.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from legation.reading.text.tokens import tokens
from legation.states import leaders, metonyms
from legation.states.groups import all_groups
from legation.states.leaders import OfficeHolder
from legation.states.schemes import Meaning, pick
from legation.states.table import capitals, facts_by_code
from legation.states.table import names as further_names


class Entry(NamedTuple):
    """One spelling and what it can mean.

    Attributes
    ----------
    words
        Its words in lower case without accents.
    shapes
        For each word what case it must have: "A" all capitals, "C" first letter, "" any.
    kind
        Kind of the mention; see `legation.reading.page.Mention`.
    name
        The table's name.
    meanings
        States it can mean, with periods.
    holders
        People of that name in the table of leaders.
    """

    words: tuple[str, ...]
    shapes: tuple[str, ...]
    kind: str
    name: str
    meanings: tuple[Meaning, ...] = ()
    holders: tuple[OfficeHolder, ...] = ()


_ORDER = ("state", "demonym", "metonym", "capital", "group", "leader", "surname")
_KINDS_OF_METONYM = {
    "seat": "metonym",
    "palace": "metonym",
    "nickname": "metonym",
    "government": "government",
    "ministry": "ministry",
}


def fold(word: str) -> str:
    """Give a word in lower case without accents."""
    if word.isascii():
        return word
    kept = unicodedata.normalize("NFKD", word)
    return "".join(c for c in kept if not unicodedata.combining(c)).translate(_LETTERS)


_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
)


@cache
def dictionary() -> dict[str, tuple[Entry, ...]]:
    """Give the entries by their first word, the longest first."""
    made: dict[tuple[str, ...], dict[str, Entry]] = {}
    for entry in _entries():
        of_words = made.setdefault(entry.words, {})
        known = of_words.get(entry.kind)
        if known is not None:
            entry = known._replace(
                meanings=tuple(dict.fromkeys(known.meanings + entry.meanings)),
                holders=tuple(dict.fromkeys(known.holders + entry.holders)),
            )
        of_words[entry.kind] = entry
    found: dict[str, list[Entry]] = {}
    for words, kinds in made.items():
        best = min(kinds, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else 2)
        found.setdefault(words[0], []).append(kinds[best])
    return {
        word: tuple(sorted(entries, key=lambda e: -len(e.words))) for word, entries in found.items()
    }


def _entries() -> Iterator[Entry]:
    yield from _states()
    for item in metonyms.all_metonyms():
        kind = _KINDS_OF_METONYM[item.kind]
        meaning = Meaning(item.state, item.start, item.end)
        yield from _spelled((item.phrase,), kind, item.phrase, (meaning,))
    for seat in capitals():
        meaning = Meaning(seat.code, seat.start, seat.end)
        yield from _spelled(seat.names, "capital", seat.names[0], (meaning,))
    for group in all_groups():
        english = (group.key.replace("_", " "), group.name, *group.aliases)
        yield from _spelled(english, "group", group.name)
    for holder in leaders.all_holders():
        yield from _spelled(holder.spellings, "leader", holder.name, (), (holder,))
        for form in leaders.surnames(holder):
            for entry in _spelled((form,), "surname", holder.name, (), (holder,)):
                yield entry._replace(shapes=("C",) * len(entry.words))


def _states() -> Iterator[Entry]:
    for code, facts in facts_by_code().items():
        meaning = (Meaning(code),)
        yield from _spelled((facts.name, facts.official), "state", facts.name, meaning)
        yield from _spelled(facts.demonyms, "demonym", facts.name, meaning)
    for row in further_names():
        if row.kind in ("variant", "un", "former"):
            meaning = (Meaning(row.code, row.start, row.end),)
            yield from _spelled((row.name,), "state", facts_by_code()[row.code].name, meaning)


def _spelled(
    spellings: tuple[str, ...],
    kind: str,
    name: str,
    meanings: tuple[Meaning, ...] = (),
    holders: tuple[OfficeHolder, ...] = (),
) -> Iterator[Entry]:
    for text in dict.fromkeys(spellings):
        for spelling in _variants(text):
            found = tokens(spelling)
            words = tuple(fold(word) for word in found.lower)
            if words and words[0] == "the":
                words, found = words[1:], tokens(spelling[found.ends[0] :])
            if not words or not words[0].isascii():
                continue  # other scripts are not read
            if len(words) == 1 and len(words[0]) < 3 and not found.words[0].isupper():
                continue
            yield Entry(words, tuple(map(_shape, found.words)), kind, name, meanings, holders)


def _variants(text: str) -> Iterator[str]:
    yield text
    if "Saint " in text:
        yield text.replace("Saint ", "St. ")
        yield text.replace("Saint ", "St ")
    if "-" in text:
        yield text.replace("-", " ")
    if 2 <= len(text) <= 4 and text.isascii() and text.isalpha() and text.isupper():
        yield "".join(f"{letter}." for letter in text)
        yield ".".join(text)


def _shape(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return "A"
    return "C" if word[0].isupper() else ""


def fits(entry: Entry, words: list[str], lower: list[str], at: int) -> bool:
    """Say whether the words from `at` on spell an entry."""
    last = at + len(entry.words)
    if last > len(words):
        return False
    for place, (word, shape) in enumerate(zip(entry.words, entry.shapes, strict=True), at):
        if fold(lower[place]) != word:
            return False
        if shape and not (words[place].isupper() if shape == "A" else words[place][0].isupper()):
            return False
    return True


@cache
def state_on(meanings: tuple[Meaning, ...], day: dt.date | None) -> tuple[str, ...]:
    """Give the states that a name can mean on a day, or today."""
    return tuple(str(code) for code in pick(meanings, day))
