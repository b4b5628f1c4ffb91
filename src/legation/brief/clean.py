"""Texts of the record, made fit to be shown: what they say, without what could mislead a page."""

from __future__ import annotations

import re
import unicodedata

# Format, private and unassigned characters: among them the marks that turn the direction of
# text around, with which a title could make a vote read backwards.
_HIDDEN = {"Cf", "Co", "Cs", "Cn"}
_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")


def clean(text: object, limit: int = 600) -> str:
    """Give a text as one line without hidden characters, cut at a length."""
    if text is None:
        return ""
    raw = str(text)[: limit * 4]
    if not raw.isascii() or not raw.isprintable():
        raw = "".join(_shown(character) for character in raw)
    line = " ".join(raw.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def link(address: object) -> str | None:
    """Give an address that a page may link to, or None."""
    text = str(address or "").strip()
    return text if _LINK.fullmatch(text) else None


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in _HIDDEN:
        return ""
    return " " if category == "Cc" or character.isspace() else character
