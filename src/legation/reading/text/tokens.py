"""Words and marks of a text, in one pass, with their offsets.

One pattern without nested repetition, so that time is linear in any text. White space, control
characters, lone surrogates and marks of direction are between words; invisible characters inside
a word belong to it and are dropped from its lower-case form.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Soft hyphen, joiners, zero-width space, word joiner, byte order mark: drawn as nothing.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060-\u2064\ufeff"
# Marks of direction; never part of a word.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ACCENT = "\u0300-\u036f"
_NOTHING = rf"\s\x00-\x1f\x7f-\x9f\ud800-\udfff{_DIRECTION}"

_CUT = r"(?:s|t|re|ve|ll|d|m)"


def _pattern(letter: str, word: str) -> re.Pattern[str]:
    """Give the pattern of a word or mark, `letter` beginning and `word` going on with a word."""
    return re.compile(
        # U.S.  e.g.  p.m.  J.K.
        rf"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?+"
        # 3.5  1,000,000  10:30  1990s  20th
        r"|\d++(?:[.,:]\d++)*+(?:st|nd|rd|th|s)?+(?![^\W_])|\d++(?:[.,:]\d++)*+"
        # word  O'Brien  Qur'an  G7
        rf"|{letter}{word}*+(?:['’](?!{_CUT}(?![^\W_])){letter}{word}*+)*+"
        # 's  't  're
        rf"|(?<=[^\W_]|[.])['’]{_CUT}(?![^\W_])"
        # ellipses and dashes of several characters
        r"|\.\.++|--++|__++"
        rf"|[^\w{_NOTHING}{_INVISIBLE}{_ACCENT}]|_",
        re.IGNORECASE,
    )


_PLAIN = _pattern(r"[^\W\d_]", r"[^\W_]")
_MARKED = _pattern(r"[^\W\d_]", rf"[^\W_]|[{_ACCENT}{_INVISIBLE}]".join(("(?:", ")")))
_UNUSUAL = re.compile(rf"[{_ACCENT}{_INVISIBLE}]")
_DROPPED = re.compile(rf"[{_INVISIBLE}]")

#: What is left of a verb when "not" is cut off it, where that is not the verb itself.
_BEFORE_NOT = {
    "isn": "is", "aren": "are", "wasn": "was", "weren": "were", "ain": "is",
    "don": "do", "doesn": "does", "didn": "did",
    "haven": "have", "hasn": "has", "hadn": "had",
    "won": "will", "wouldn": "would", "couldn": "could", "shouldn": "should",
    "shan": "shall", "mustn": "must", "needn": "need", "mightn": "might", "mayn": "may",
    "oughtn": "ought", "daren": "dare",
}  # fmt: skip


class Tokens(NamedTuple):
    """Words and marks as parallel lists; see `legation.reading.page.Page`."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]


def tokens(text: str) -> Tokens:
    """Take a text apart into words and marks.

    Parameters
    ----------
    text
        Any characters, including NULs and lone surrogates.

    Returns
    -------
    Tokens
        `text[starts[i]:ends[i]] == words[i]`; every letter and digit is in one word. In `lower`
        apostrophes are straight, and what stands before a cut "not" is whole ("won't" is "will"
        and "'t").
    """
    unusual = not text.isascii() and _UNUSUAL.search(text) is not None
    spans = [found.span() for found in (_MARKED if unusual else _PLAIN).finditer(text)]
    if not spans:
        return Tokens([], [], [], [])
    words = [text[start:end] for start, end in spans]
    lower = list(map(str.lower, words))
    if "’" in text:
        lower = [word.replace("’", "'") for word in lower]
    if unusual:
        lower = [_DROPPED.sub("", word) for word in lower]
    if "'t" in lower:
        _mend(lower)
    return Tokens(words, lower, [span[0] for span in spans], [span[1] for span in spans])


def _mend(lower: list[str]) -> None:
    """Make whole the verbs that a "not" was cut off."""
    at = 0
    try:
        while True:
            at = lower.index("'t", at)
            if at:
                lower[at - 1] = _BEFORE_NOT.get(lower[at - 1], lower[at - 1])
            at += 1
    except ValueError:
        return
