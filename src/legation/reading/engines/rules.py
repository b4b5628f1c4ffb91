"""The default engine: rules of language and of the field, without weights.

prepare -> quotes -> events -> stances and claims, each from the page and what came before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.errors import InputError
from legation.reading.claims import find_claims
from legation.reading.events import find_events
from legation.reading.page import Page
from legation.reading.preparing import prepare
from legation.reading.quotes import find_quotes
from legation.reading.results import Reading
from legation.reading.stance import find_stances
from legation.reading.text.documents import LIMIT, Document
from legation.version import __version__


@dataclass(frozen=True, slots=True)
class Rules:
    """The engine "rules"."""

    name: str = f"rules {__version__}"

    def read(self, document: Document) -> Reading:
        """Give what a document says; one that is not in English says nothing, with a note.

        Raises
        ------
        InputError
            If it is longer than `legation.reading.text.documents.LIMIT`.
        """
        length = len(document.text)
        if length > LIMIT:
            raise InputError(
                f"a document of {length:,} characters is longer than {LIMIT:,}; divide it"
            )
        page = prepare(document.text, document.date, document.outlet, document.language)
        return read_page(page, self.name)


def read_page(page: Page, name: str) -> Reading:
    """Give what the rules find in a page, under the name of an engine.

    Parameters
    ----------
    page
        As `prepare` gives it, or as another engine has sharpened it.
    name
        Name and version of the engine.
    """
    if not page.readable:
        return _reading(page, name)
    quotes = find_quotes(page)
    events = find_events(page, quotes)
    stances = find_stances(page, quotes)
    claims = find_claims(page, quotes, events)
    return replace(
        _reading(page, name),
        quotes=tuple(quotes),
        events=tuple(events),
        stances=tuple(stances),
        claims=tuple(claims),
    )


def _reading(page: Page, name: str) -> Reading:
    """Give a reading in which nothing was found."""
    return Reading(
        (),
        (),
        (),
        (),
        text=page.text,
        date=page.date,
        outlet=page.outlet,
        language=page.language,
        engine=name,
        notes=tuple(page.notes),
    )


def make(option: str) -> Rules:
    """Give the engine; it has no options."""
    if option:
        raise InputError(f"the engine 'rules' takes no option, not {option[:40]!r}")
    return Rules()
