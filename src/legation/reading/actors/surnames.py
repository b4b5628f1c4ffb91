"""Surnames of people whom the text has named in full."""

from __future__ import annotations

from legation.reading.actors.people import family_name
from legation.reading.page import Mention, Page

_PEOPLE = ("leader", "person")


def with_surnames(page: Page, keys: list[str], found: list[Mention]) -> list[Mention]:
    """Give the mentions and, in their places, the surnames that stand for people named in full."""
    full = _named_in_full(found)
    if not full:
        return found
    # "King" is an office until a Steve King has been named.
    found = [
        one
        for one in found
        if one.kind != "office"
        or one.last - one.first > 1
        or keys[one.first] not in full
        or not page.words[one.first][0].isupper()
    ]
    taken = bytearray(len(keys))
    for mention in found:
        for at in range(mention.first, mention.last):
            taken[at] = 1
    more = [
        _mention(page, at, full[word])
        for at, word in enumerate(keys)
        if word in full and not taken[at] and _stands_alone(page, keys, at, taken)
    ]
    return sorted((*found, *more)) if more else found


def _named_in_full(found: list[Mention]) -> dict[str, Mention]:
    """Give the first person of each surname; one whom the tables know goes first."""
    full: dict[str, Mention] = {}
    for mention in found:
        if mention.kind in _PEOPLE and " " in mention.name:
            surname = family_name(mention.name, mention.state)
            known = full.get(surname)
            if len(surname) > 1 and (known is None or _rank(mention) > _rank(known)):
                full[surname] = mention
    return full


def _rank(mention: Mention) -> int:
    if mention.kind != "leader":
        return 0
    return 1 if (mention.office or "").startswith("former") else 2


def _stands_alone(page: Page, keys: list[str], at: int, taken: bytearray) -> bool:
    """Say whether a word is a surname by itself and no part of a longer name."""
    words = page.words
    if not words[at][0].isupper():
        return False
    if at and not taken[at - 1] and words[at - 1] == "-":
        return False
    behind = at + 1 < len(words) and words[at + 1][0].isupper() and keys[at + 1] in _BODIES
    return not behind


_BODIES = frozenset(
    "tower towers organization organisation foundation university hotel hotels jr avenue street "
    "center centre library institute school college airport".split()
)


def _mention(page: Page, at: int, person: Mention) -> Mention:
    return Mention(
        at, at + 1, page.starts[at], page.ends[at], person.state, person.kind, person.name,
        person.office,
    )  # fmt: skip
