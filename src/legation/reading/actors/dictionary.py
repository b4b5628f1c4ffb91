"""The names that are known beforehand, from the tables of `legation.states`, by their first word.

One look-up per word of a text decides whether a name can begin there. Spellings are taken apart
by the same rules as texts. Case counts: a name in the table that begins with a capital letter
does so in a text, and one in capitals ("US", "IS") stands in capitals.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from legation.reading.actors.tables import phrases
from legation.reading.text.tokens import tokens
from legation.states import leaders, metonyms
from legation.states.groups import all_groups
from legation.states.history import holder
from legation.states.leaders import OfficeHolder
from legation.states.schemes import Meaning
from legation.states.state import covers
from legation.states.table import capitals, facts_by_code, state
from legation.states.table import names as further_names


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
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


_ORDER = (
    "nobody", "armed_group", "description", "state", "demonym", "metonym", "government", "ministry",
    "organisation", "group", "capital", "people", "leader", "surname",
)  # fmt: skip
# Short forms of groups that are no other word or name in English.
_SHORT_GROUPS = frozenset("EU AU CIS GCC OAS OIC SCO EEC OAU P5 G7 G8 G20 G-7 G-8 G-20 G77".split())
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
            entry = replace(
                known,
                meanings=tuple(dict.fromkeys(known.meanings + entry.meanings)),
                holders=tuple(dict.fromkeys(known.holders + entry.holders)),
            )
        of_words[entry.kind] = entry
    found: dict[str, list[Entry]] = {}
    for words, kinds in made.items():
        best = min(kinds, key=_ORDER.index)
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
        english = (group.key, group.name, *group.aliases)
        listed = tuple(name for name in english if len(name) > 3 or name in _SHORT_GROUPS)
        yield from _spelled(listed, "group", group.name)
    for phrase in phrases():
        yield from _spelled(phrase.spellings, phrase.kind, phrase.name, phrase.meanings)
    alone: dict[tuple[str, ...], tuple[str, ...]] = {}
    for person in leaders.all_holders():
        yield from _spelled(person.spellings, "leader", person.name, (), (person,))
        written = (person.state, *person.spellings, *person.short)
        if written not in alone:
            alone[written] = leaders.surnames(person)
        for form in alone[written]:
            for entry in _spelled((form.title(),), "surname", person.name, (), (person,)):
                yield replace(entry, shapes=("C",) * len(entry.words))


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
        for words, shapes in _taken_apart(text):
            yield Entry(words, shapes, kind, name, meanings, holders)


_LAST_LATIN = "\u024f"


@cache
def _taken_apart(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Give the words and shapes of each way to write a name; none in other scripts."""
    if not text or text[0] > _LAST_LATIN or text[-1] > _LAST_LATIN:
        return ()
    made = []
    for spelling in _variants(text):
        found = tokens(spelling.removeprefix("the ").removeprefix("The "))
        words = tuple(map(fold, found.lower))
        short = len(words) == 1 and len(words[0]) < 3 and not found.words[0][0].isupper()
        if words and not short and words[0].isascii():
            made.append((words, tuple(map(_shape, found.words))))
    return tuple(made)


def _variants(text: str) -> Iterator[str]:
    yield text
    if "Saint " in text:
        yield text.replace("Saint ", "St. ")
        yield text.replace("Saint ", "St ")
    if text.endswith(" Street"):
        yield f"{text.removesuffix(' Street')} St"
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
def states_of(
    meanings: tuple[Meaning, ...], day: dt.date | None, *, always: bool = False
) -> tuple[str, ...]:
    """Give the states that a name means on a day, or today.

    A state that was gone by then stays itself (the Soviet Union in a text of today); otherwise
    the state that stood for its line (Russia in a text of 1980 is the Soviet Union). With
    `always` a name that is bound to a period means its state outside of it too.
    """
    on = day or dt.date.today()
    timed = [one for one in meanings if one.start or one.end]
    current = [one for one in timed if covers(one.start, one.end, on)]
    open_ended = [one for one in meanings if one not in timed]
    chosen = current or open_ended or (list(meanings) if always else [])
    codes = tuple(dict.fromkeys(_then(one.code, on) for one in chosen))
    alive = tuple(code for code in codes if state(code).exists_on(on))
    return alive if len(codes) > 1 and alive else codes


def _then(code: str, day: dt.date) -> str:
    """Give the state that a state's name means on a day."""
    end = state(code).end
    return code if end is not None and end < day else str(holder(code, day))
