"""Symbols of General Assembly resolutions, from the forms that data sets write them in."""

from __future__ import annotations

import re
from urllib.parse import quote

# Before its thirty-first session the Assembly numbered resolutions through and added the
# session in Roman numerals. Data after Voeten cite the page of the record instead of the
# number up to session 17, and now and then misprint the session later; the last number of
# each session tells a resolution's number from both. The ends need not be exact for that.
_LAST = {
    17: 1870, 18: 1999, 19: 2005, 20: 2132, 21: 2241, 22: 2372, 23: 2486, 24: 2603, 25: 2749,
    26: 2903, 27: 3050, 28: 3200, 29: 3362, 30: 3541,
}  # fmt: skip
_ROMAN = {
    18: "XVIII", 19: "XIX", 20: "XX", 21: "XXI", 22: "XXII", 23: "XXIII", 24: "XXIV", 25: "XXV",
    26: "XXVI", 27: "XXVII", 28: "XXVIII", 29: "XXIX", 30: "XXX",
}  # fmt: skip
_FIRST_BY_SESSION = 31
_DECISIONS_FROM = 400  # numbers from 401 on are decisions, not resolutions

_VOETEN = re.compile(r"(?:A/RES|R)/(\d{1,2})/(\d{1,4})/?\s*([A-Z]?)")
_MODERN = re.compile(r"A/RES/((?:ES-|S-)?\d{1,2})/(\d{1,3})\s*\[?([A-Z])?\]?")
_THROUGH = re.compile(r"A/RES/(\d{1,4})\s*([A-Z])?\s*\(([IVXLC]+|S-[IVXLC]+|ES-[IVXLC]+)\)")


def symbol_of(text: str | None) -> str | None:
    """Give the symbol a text stands for, or None where it cannot be told.

    Examples
    --------
    >>> symbol_of("R/30/3379")
    'A/RES/3379(XXX)'
    >>> symbol_of("R/52/38B"), symbol_of("A/RES/74/136"), symbol_of("R/2/1424")
    ('A/RES/52/38B', 'A/RES/74/136', None)
    """
    text = " ".join((text or "").upper().split())
    if match := _THROUGH.fullmatch(text):
        number, letter, session = match.groups()
        return f"A/RES/{number}{letter or ''}({session})"
    if (match := _MODERN.fullmatch(text)) and int(match[2]) < _DECISIONS_FROM:
        session_of = match[1]
        if not session_of.isdigit() or int(session_of) >= _FIRST_BY_SESSION:
            return f"A/RES/{session_of}/{int(match[2])}{match[3] or ''}"
    if match := _VOETEN.fullmatch(text):
        session, number, letter = int(match[1]), int(match[2]), match[3]
        if session in _ROMAN and _LAST[session - 1] < number <= _LAST[session]:
            return f"A/RES/{number}{letter}({_ROMAN[session]})"
        if session >= _FIRST_BY_SESSION and number < _DECISIONS_FROM:
            return f"A/RES/{session}/{number}{letter}"
    return None


def url_of(symbol: str | None) -> str | None:
    """Address at which the United Nations shows the text of a symbol."""
    return f"https://undocs.org/{quote(symbol)}" if symbol and symbol.startswith("A/RES/") else None
