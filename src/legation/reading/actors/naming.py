"""Whose name stands at a place: a leader of the tables on the day, or a person of the text."""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.actors.dictionary import Entry, dictionary, fits
from legation.reading.actors.people import (
    Known,
    given_names,
    is_common,
    known,
    leader_of,
    name_end,
    surname_of,
)
from legation.reading.page import Page

# Offices that the tables list; a holder of another office is another person.
_LISTED = frozenset(
    "president counterpart prime_minister chancellor king queen emperor emir sultan leader "
    "ruler foreign_minister "
    "secretary_of_state supreme_leader head_of_state head_of_government premier crown_prince "
    "party_leader prince".split()
)
_LEADING = frozenset({"president", "prime minister", "chancellor", "foreign minister", "king"})
# Behind a name these make it that of a place, body or relative.
_BODIES = frozenset(
    "tower towers organization organisation foundation university hotel hotels jr avenue street "
    "center centre library institute school college airport administration".split()
) - {"administration"}  # fmt: skip
_MOST_OF_TITLE_CASE = 0.7


class Named(NamedTuple):
    """A person named before the word `last`."""

    last: int
    name: str
    state: str | None
    kind: str
    office: str | None


def person_at(
    page: Page,
    keys: list[str],
    at: int,
    last: int,
    title: str | None = None,
    state: str | None = None,
) -> Named | None:
    """Give the person whose name begins at a word.

    Parameters
    ----------
    page, keys
        The page and its folded words.
    at, last
        Where the name begins, and where the sentence ends.
    title
        Office that stands before, "" for "Mr"; None where there is none, and then a given name
        and another have to stand there.
    state
        State that stands before.

    Returns
    -------
    Named or None
        With `state` and `office` where the tables have the person on the day.
    """
    words = page.words
    if at >= last or not (words[at][0].isupper() or keys[at] in ("al", "el", "bin", "von", "de")):
        return None
    end = name_end(words, page.lower, at, last)
    if end == at or (title is None and end - at < 2):
        return None
    if _is_place(keys, words, at, end):
        return None
    end, entry = _extent(page, keys, at, end)
    if end < last and keys[end] in _BODIES and words[end][0].isupper():
        return None
    if title is None and end - at < 2:
        return None
    if entry is not None and (who := _listed(page, at, end, entry, title, state)):
        return Named(end, who.name, who.state, "leader", who.office)
    if (
        entry is None
        and title in _LEADING
        and (who := _spelled_otherwise(page, keys, at, end, state))
    ):
        return Named(end, who.name, who.state, "leader", who.office)
    if entry is None and keys[at] not in given_names() and _headline(page, at):
        return None  # "Queen Approves Plan"
    return Named(end, page.text[page.starts[at] : page.ends[end - 1]], None, "person", None)


def _spelled_otherwise(
    page: Page, keys: list[str], at: int, end: int, state: str | None
) -> Known | None:
    """Give the one in office whose given name the tables spell otherwise: "Mohammed Morsi"."""
    for entry in leader_of((keys[end - 1],)):
        who = known(entry, page.date)
        if (
            who is not None
            and (state is None or who.state == state)
            and not (who.office or "").startswith("former")
            and who.name[:1].lower() == keys[at][:1]
        ):
            return who
    return None


def with_holders(
    page: Page, keys: list[str], at: int, last: int, end: int, entry: Entry
) -> Named | None:
    """Give the leader whose name in the tables stands at `words[at:last]`, without a title."""
    words = page.words
    after = keys[last] if last < end else ""
    if after == "jr":
        last += 1 + (last + 1 < end and words[last + 1] == ".")
        return Named(last, page.text[page.starts[at] : page.ends[last - 1]], None, "person", None)
    if after in _BODIES and words[last][0].isupper():
        return None
    if after == "-" and last + 1 < end and words[last + 1][0].isupper() and entry.kind == "surname":
        return None
    who = known(entry, page.date)
    if entry.kind != "surname" and last - at > 1:
        if who is None:
            return None
        return Named(last, who.name, who.state, "leader", who.office)
    if not _surname_tells(page, keys, at, last, entry, who):
        return None
    assert who is not None
    return Named(last, who.name, who.state, "leader", who.office)


def _surname_tells(
    page: Page, keys: list[str], at: int, last: int, entry: Entry, who: Known | None
) -> bool:
    """Say whether a surname without a title is the leader's."""
    if who is None or (who.office or "").startswith("former"):
        return False
    if last < len(keys) and keys[last] in ("administration", "government", "regime"):
        return True
    if is_common(keys[last - 1]):
        return False
    if last - at == 1 and keys[at] in given_names():
        return False
    if page.date is None and len({one.state for one in entry.holders}) > 1:
        return False
    before = at - 1
    if before < 0:
        return True
    word = page.words[before]
    if (
        word in (".", "-")
        and before
        and page.words[before - 1][0].isupper()
        and (len(page.words[before - 1]) <= 2 or word == "-")
    ):
        return False  # "J. Merkel", "Smith-Merkel"
    begins = before == 0 or page.words[before - 1] in '.!?"“”'
    return not (
        word[0].isupper() and word[1:].islower() and not begins and _may_be_given(keys[before])
    )


def _may_be_given(word: str) -> bool:
    """Say whether a capitalised word before a surname may be a given name."""
    return word in given_names() or word not in dictionary()


def _is_place(keys: list[str], words: list[str], at: int, end: int) -> bool:
    """Say whether what looks like a name begins with that of a state, and no leader's does."""
    for entry in dictionary().get(keys[at], ()):
        if entry.kind in ("state", "demonym", "group", "organisation") and fits(
            entry, words, keys, at
        ):
            return keys[at] not in given_names() or len(entry.words) > 1 or end - at == 1
    return False


def _extent(page: Page, keys: list[str], at: int, end: int) -> tuple[int, Entry | None]:
    """Give where a name ends, and its entry in the table of leaders.

    In a headline all words are capitalised; the longest leader's name there counts, else a given
    name and one word more.
    """
    for stop in range(end, at, -1):
        if stop - at > 1 or stop == end or _headline(page, at):
            for entry in leader_of(tuple(keys[at:stop])):
                return stop, entry
    if end - at > 2 and _headline(page, at):
        whole, end = end, at + 2 if keys[at] in given_names() else at + 1
        while end + 1 < whole and page.words[end] == "-":
            end += 2
    for entry in leader_of(tuple(keys[at : at + 1])):
        if end == at + 1:
            return end, entry
    return end, None


def _headline(page: Page, at: int) -> bool:
    """Say whether nearly all words around are capitalised."""
    around = [word for word in page.words[max(0, at - 6) : at + 8] if word[0].isalpha()]
    return sum(word[0].isupper() for word in around) > _MOST_OF_TITLE_CASE * len(around) > 4


def _listed(
    page: Page,
    at: int,
    end: int,
    entry: Entry,
    title: str | None,
    state: str | None,
) -> Known | None:
    """Give the leader of an entry, unless title or state before the name are another's."""
    who = known(entry, page.date)
    if who is None or (state is not None and who.state not in (state, None)):
        return None
    bare = (title or "").removeprefix("former ").replace(" ", "_")
    if title and bare not in _LISTED and bare:
        return None
    if entry.kind == "surname" and end - at == 1 and not title:
        past = (who.office or "").startswith("former")
        return None if past or is_common(surname_of(who.name)) else who
    return who
