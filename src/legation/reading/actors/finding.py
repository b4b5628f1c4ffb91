"""Mentions of actors in a text."""

from __future__ import annotations

import datetime as dt

from legation.reading.actors.dictionary import Entry, dictionary, fits, fold, state_on
from legation.reading.page import Mention, Page


def find_mentions(page: Page) -> list[Mention]:
    """Find who is named in a text, in order, without overlap, the longest at each place."""
    known = dictionary()
    words, lower = page.words, page.lower
    found: list[Mention] = []
    at, count = 0, len(words)
    while at < count:
        word = lower[at]
        entries = known.get(word if word.isascii() else fold(word))
        if entries is None:
            at += 1
            continue
        for entry in entries:
            if fits(entry, words, lower, at):
                mention = _mention(entry, page, at)
                if mention is not None:
                    found.append(mention)
                    at = mention.last - 1
                    break
        at += 1
    return found


def _mention(entry: Entry, page: Page, at: int) -> Mention | None:
    last = at + len(entry.words)
    start, end = page.starts[at], page.ends[last - 1]
    state, office, kind, name = None, None, entry.kind, entry.name
    if entry.holders:
        kind = "leader"
        holder = _holder(entry, page.date)
        if holder is None:
            return None
        state, office, name = holder
    elif entry.meanings:
        states = state_on(entry.meanings, page.date)
        state = states[0] if len(states) == 1 else None
    return Mention(at, last, start, end, state, kind, name, office)


def _holder(entry: Entry, day: dt.date | None) -> tuple[str | None, str | None, str] | None:
    """Give state, office and name of the person meant on a day."""
    held = [one for one in entry.holders if day is None or one.in_office(day)]
    if not held and entry.kind == "surname":
        return None
    held = held or list(entry.holders)
    names = {one.name for one in held}
    states = {one.state for one in held}
    if entry.kind == "surname" and len(names) > 1:
        return None
    last = held[-1]
    return (last.state if len(states) == 1 else None), last.office, last.name
