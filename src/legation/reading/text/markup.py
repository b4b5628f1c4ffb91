"""Tags in a text that is read as it stands: hidden from the rules, with no offset moved."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"<(?:!--(?:[^-<]|-(?!->)|<(?!!--)){0,4000}+-->|/?([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/][^<>]{0,2000})?>)"
)
_BREAKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
_ELEMENTS = _BREAKS | frozenset(
    "a abbr b big body cite code em figure font head html i img input ins link mark meta q s "
    "script small source span strike strong style sub sup svg tbody tfoot thead time title tt u "
    "video audio iframe noscript picture button label".split()
)
_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)


def visible(text: str) -> str:
    """Give the text with tags of HTML as blanks, each as long as it was.

    A tag between paragraphs becomes a line break, so that sentences end there. What only looks
    like a tag ("<applause>") stays.
    """
    if "<" in text:
        text = _TAG.sub(_blanks, text)
    if "&" in text:
        text = _BLANK.sub(lambda found: " " * len(found[0]), text)
    return text


def _blanks(found: re.Match[str]) -> str:
    name = found[1].lower() if found[1] else ""
    if name and name not in _ELEMENTS:
        return found[0]
    length = len(found[0])
    return "\n\n" + " " * (length - 2) if name in _BREAKS else " " * length
