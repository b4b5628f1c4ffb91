"""A text taken apart once, for every rule to look at."""

from __future__ import annotations

import datetime as dt

from legation.reading.actors.finding import find_mentions
from legation.reading.page import Page
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
        The text; every offset is one of its characters.
    date
        Day of the document, on which names are read.
    outlet
        Who published it.
    language
        ISO 639-1 code, where known.

    Returns
    -------
    Page
        Parallel lists of words, and what was found in them.
    """
    found = tokens(text)
    page = Page(text, date, outlet, language, *found, sentences=sentences(text, found))
    page.mentions = find_mentions(page)
    page.at = [-1] * len(page.words)
    for place, mention in enumerate(page.mentions):
        for at in range(mention.first, mention.last):
            page.at[at] = place
    return page
