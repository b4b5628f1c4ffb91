"""Mentions of actors in a text, in one pass over its words.

A word that begins a known name, an office, a given name, a pronoun or a description is looked at;
the others are passed over. What stands together is one mention: a state or demonym with the
office or body behind it and the person's name ("Russian President Vladimir Putin", "Israel's
foreign ministry").
"""

from __future__ import annotations

from functools import cache

from legation.reading.actors.composing import PERSONAL, composed, past_elect, title_of
from legation.reading.actors.context import Around, is_something_else, narrowed
from legation.reading.actors.dictionary import Entry, dictionary, fits, fold, states_of
from legation.reading.actors.naming import Named, person_at, with_holders
from legation.reading.actors.offices import (
    FORMER,
    Office,
    american,
    office_at,
    offices,
)
from legation.reading.actors.people import given_names
from legation.reading.actors.scan import Base, Scan, person, plain
from legation.reading.actors.tables import regions
from legation.reading.page import Mention, Page

_KNOWN, _OFFICE, _GIVEN, _PRONOUN, _DESCRIPTION = 1, 2, 4, 8, 16
PRONOUNS = frozenset(
    "he she it they him her them his hers its their theirs "
    "himself herself itself themselves".split()
)
DESCRIBED = frozenset(
    "country nation kingdom island republic monarchy emirate sultanate superpower".split()
)
PAIRED = frozenset("countries nations states sides governments powers neighbors neighbours".split())
_REGIONAL = frozenset(
    "country nation state kingdom republic monarchy emirate ally power neighbor neighbour rival "
    "partner giant heavyweight".split()
)
_COMPASS = frozenset(
    "central eastern western northern southern east west north south southeast northeast".split()
)
_DETERMINERS = frozenset("the this that its their his her our".split())
_SINGLE_BODIES = frozenset(
    "government regime authorities administration cabinet parliament military army junta "
    "leadership presidency embassy".split()
)


@cache
def _triggers() -> dict[str, int]:
    """Give each word at which something may begin, and what."""
    found: dict[str, int] = {}
    for flag, words in (
        (_KNOWN, dictionary()),
        (_OFFICE, offices()),
        (_GIVEN, given_names()),
        (_PRONOUN, PRONOUNS),
        (_DESCRIPTION, DESCRIBED | PAIRED | regions().keys()),
    ):
        for word in words:
            found[word] = found.get(word, 0) | flag
    return found


def find(page: Page, keys: list[str]) -> list[Mention]:
    """Find who is named, without asking whom a pronoun or a surname stands for."""
    triggers = _triggers()
    scan = Scan(page, keys)
    found: list[Mention] = []
    until = 0
    for at in [place for place, word in enumerate(keys) if word in triggers]:
        if at < until:
            continue
        scan.move(at)
        made, until = _look(scan, at, triggers[keys[at]], until)
        if made is not None:
            found.append(made)
    return found


def folded(page: Page) -> list[str]:
    """Give the words as the dictionary has them."""
    if page.text.isascii():
        return page.lower
    return [word if word.isascii() else fold(word) for word in page.lower]


def _look(scan: Scan, at: int, flags: int, until: int) -> tuple[Mention | None, int]:
    """Give the mention that begins at a word, and the word to go on from."""
    if flags & _PRONOUN:
        return plain(scan, at, at + 1, None, "pronoun"), at + 1
    capital = scan.page.words[at][0].isupper()
    if flags & _KNOWN and (capital or scan.keys[at] in _SMALL):
        base, last = _base(scan, at)
        if base is not None:
            # "The European ally" is one state that the text named, not the Europeans.
            if flags & _DESCRIPTION and not base.state and (one := _described(scan, at, until)):
                return one, one.last
            whole = composed(scan, base)
            return whole, whole.last
        if last > at:
            return None, last
    if flags & _OFFICE and (mention := _office_alone(scan, at, until)):
        return mention, mention.last
    if flags & _GIVEN and capital and (named := person_at(scan.page, scan.keys, at, scan.end)):
        return person(scan, at, named, None, None), named.last
    if flags & _DESCRIPTION and (mention := _described(scan, at, until)):
        return mention, mention.last
    return None, at


_SMALL = frozenset({"al", "ethnic", "peshmerga", "janjaweed", "contras", "eurozone", "euro"})


# -- names ----------------------------------------------------------------------------------


def _base(scan: Scan, at: int) -> tuple[Base | None, int]:
    """Give the known name that begins at a word, or the place after a name of something else."""
    page, keys = scan.page, scan.keys
    second = keys[at + 1] if at + 1 < scan.end else ""
    for entry in dictionary()[keys[at]]:
        spelled = entry.words
        last = at + len(spelled)
        if last > at + 1 and (spelled[1] != second or last > scan.end):
            continue
        if not fits(entry, page.words, keys, at):
            continue
        if entry.kind == "nobody":
            return None, last
        if entry.holders:
            made = _base_of_person(scan, entry, at, last)
            if made is None:
                continue
            return made, last
        if (state := _state_of(scan, entry, at, last)) is False:
            continue
        assert state is not True
        return Base(at, last, state or None, entry.kind, entry.name), last
    return None, at


def _base_of_person(scan: Scan, entry: Entry, at: int, last: int) -> Base | None:
    """Give the leader whose name stands here; a surname alone has to be the leader's for sure."""
    named = with_holders(scan.page, scan.keys, at, last, scan.end, entry)
    if named is None:
        return None
    return Base(at, named.last, named.state, named.kind, named.name, named.office)


def _state_of(scan: Scan, entry: Entry, at: int, last: int) -> str | bool:
    """Give the state of a name, "" where it stays open, False where it names none here."""
    day = scan.page.date
    always = entry.kind in ("state", "demonym")
    states = states_of(entry.meanings, day, always=always)
    if not entry.meanings:
        return ""
    if not states:
        return "" if entry.kind in ("armed_group", "people") else False
    around = Around(scan.page, scan.keys, at, last, scan.vocabulary)
    if is_something_else(around, entry.kind):
        return False
    return narrowed(around, states) or ""


# -- offices -----------------------------------------------------------------------------------


def _office_alone(scan: Scan, at: int, until: int) -> Mention | None:
    """Give the mention that begins with an office: with a name, with "of" a state, or open."""
    page, keys = scan.page, scan.keys
    office = office_at(keys, at, scan.end)
    if office is None:
        return None
    end = past_elect(keys, at + len(office.words), scan.end)
    first, former = _leftwards(scan, at, until)
    if office.kind == "ministry" and end < scan.end:
        further = office_at(keys, end, scan.end)
        if further is not None and further.kind in PERSONAL and further.office != "official":
            office, end = further, end + len(further.words)
    title = title_of(scan, office, end)
    title = f"former {title}" if former else title
    own = "USA" if american(office.office, " ".join(office.words)) else None
    if office.kind in PERSONAL:
        if office.office is None and office.kind == "title":
            title = ""
        named = person_at(page, keys, end, scan.end, title=title, state=own)
        if named is not None and not _hardly_a_name(page, at, end, named):
            return person(scan, first, named, own, title or None)
    if office.kind == "people" or (office.kind == "title" and keys[at - 1 : at] != ["the"]):
        return None
    if complement := _complement(scan, office, first, end, title):
        return complement
    return _open(scan, office, first, end, title, own)


def _hardly_a_name(page: Page, at: int, end: int, named: Named) -> bool:
    """Say whether one unknown word follows an office in small letters: "official Xinhua"."""
    return named.kind != "leader" and named.last - end == 1 and page.words[at].islower()


def _leftwards(scan: Scan, at: int, until: int) -> tuple[int, bool]:
    """Give where a mention begins with the words before its office, and whether it is past."""
    first, former = at, False
    while first > until and scan.keys[first - 1] in _BEFORE:
        first -= 1
        former = former or scan.keys[first] in FORMER
    if first < at and scan.keys[first] in ("-", "for"):
        return at, False
    return first, former


_BEFORE = FORMER | frozenset("deputy acting interim assistant vice first -".split())


def _complement(scan: Scan, office: Office, first: int, end: int, title: str) -> Mention | None:
    """Give "president of Russia", "spokesman for the Israeli army"."""
    keys = scan.keys
    joined = ("of", "for") if office.office == "spokesperson" else ("of",)
    if end >= scan.end or keys[end] not in joined or office.kind in ("rebels", "military"):
        return None
    at = end + 1
    if at < scan.end and keys[at] == "the":
        at += 1
    if at >= scan.end or keys[at] not in dictionary() or not scan.page.words[at][0].isupper():
        return None
    base, _ = _base(scan, at)
    if base is None or base.kind in ("leader", "person", "surname"):
        return None
    whole = composed(scan, base)
    if office.kind in PERSONAL:
        named = person_at(scan.page, scan.keys, whole.last, scan.end, title=title, state=base.state)
        if named is not None:
            return person(scan, first, named, whole.state, title)
        return plain(scan, first, whole.last, whole.state, "office", None, title)
    kind = "ministry" if office.kind == "ministry" else "government"
    return plain(scan, first, whole.last, whole.state, kind)


def _open(
    scan: Scan, office: Office, first: int, end: int, title: str, own: str | None
) -> Mention | None:
    """Give an office or body without a name, whose state other words may tell."""
    page, keys = scan.page, scan.keys
    before = keys[first - 1] if first else ""
    definite = before in _DETERMINERS or before in ("'s", "'", "’")
    capital = page.words[first][0].isupper() and len(office.words) > 0
    if office.kind in PERSONAL:
        if office.words == ("chief",):
            return None
        if not definite and not (capital and office.words[0] not in ("leader", "official")):
            return None
        return plain(scan, first, end, own, "office", None, title)
    if office.kind == "ministry" and (definite or len(office.words) > 1):
        return plain(scan, first, end, own, "ministry")
    if office.kind == "rebels" and office.words[0].endswith("s"):
        return plain(scan, first, end, None, "armed_group")
    if definite and office.words[0] in _SINGLE_BODIES:
        return plain(scan, first, end, None, "government")
    return None


def _described(scan: Scan, at: int, until: int) -> Mention | None:
    """Give "the kingdom", "both countries", "the Eurasian ally": open until it is resolved."""
    keys, end = scan.keys, scan.end
    before = keys[at - 1] if at else ""
    word = keys[at]
    if word in regions() and at + 1 < end and keys[at + 1] in _REGIONAL:
        if at > 1 and before in _COMPASS:
            before = keys[at - 2]
        return plain(scan, at, at + 2, None, "description") if before in _DETERMINERS else None
    if word in DESCRIBED and before in ("the", "this", "that"):
        return plain(scan, at, at + 1, None, "description")
    if word in PAIRED:
        first = at - 1 if before in ("two", "both") else at
        if first < at and first >= until:
            return plain(scan, first, at + 1, None, "description")
    return None
