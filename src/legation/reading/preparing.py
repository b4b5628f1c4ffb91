"""A text taken apart once, for every rule to look at."""

from __future__ import annotations

import datetime as dt

from legation.reading.actors import find_mentions
from legation.reading.page import Page
from legation.reading.text.language import is_english, language_of
from legation.reading.text.markup import visible
from legation.reading.text.sentences import sentences
from legation.reading.text.tokens import tokens


def prepare(
    text: str,
    date: dt.date | None = None,
    outlet: str | None = None,
    language: str | None = None,
) -> Page:
    """Take a text apart into words, sentences and mentions of actors.

    Parameters
    ----------
    text
        The text; every offset is one of its characters. Tags of HTML in it are passed over.
    date
        Day of the document, on which names are read; without it, today.
    outlet
        Who published it.
    language
        ISO 639-1 code, where known; else the words tell.

    Returns
    -------
    Page
        Parallel lists of words, and what was found in them. A text that is not in English has
        words and sentences, a note, and no mentions.
    """
    seen = visible(text)
    found = tokens(seen)
    language = language or language_of(seen, found.lower)
    page = Page(text, date, outlet, language, *found, sentences=sentences(seen, found))
    page.at = [-1] * len(page.words)
    page.readable = is_english(language, found.lower)
    if not page.readable:
        page.notes.append(_not_read(language))
        return page
    page.mentions = find_mentions(page)
    for place, mention in enumerate(page.mentions):
        for at in range(mention.first, mention.last):
            page.at[at] = place
    return page


def _not_read(language: str | None) -> str:
    what = f"the language is {language}" if language else "the language could not be told"
    return f"{what}; only English is read by rules, so nothing was looked for"
