"""The default engine: rules of language and of the field, without weights.

prepare -> quotes -> events -> stances and claims, each from the page and what came before.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from legation.errors import InputError
from legation.reading.page import Page
from legation.reading.preparing import prepare
from legation.reading.results import Reading
from legation.reading.text.documents import LIMIT, Document
from legation.version import __version__


@dataclass(frozen=True, slots=True)
class Rules:
    """The engine "rules"."""

    name: str = f"rules {__version__}"

    def read(self, document: Document) -> Reading:
        """Give what a document says; one that is not in English says nothing, with a note."""
        if len(document.text) > LIMIT:
            raise InputError(
                f"a document of {len(document.text):,} characters is longer than {LIMIT:,}; "
                "divide it"
            )
        page = prepare(document.text, document.date, document.outlet, document.language)
        quotes: list[Any] = []
        events: list[Any] = []
        stances: list[Any] = []
        claims: list[Any] = []
        if page.readable:
            quotes = _find("quotes", page)
            events = _find("events", page, quotes)
            stances = _find("stance", page, quotes)
            claims = _find("claims", page, quotes, events)
        return Reading(
            tuple(quotes),
            tuple(events),
            tuple(stances),
            tuple(claims),
            text=document.text,
            date=document.date,
            outlet=document.outlet,
            language=page.language,
            engine=self.name,
            notes=tuple(page.notes),
        )


_FINDERS = {
    "quotes": "find_quotes",
    "events": "find_events",
    "stance": "find_stances",
    "claims": "find_claims",
}


def _find(part: str, page: Page, *before: Any) -> list[Any]:
    """Ask one part of the room; a part that is not there yet finds nothing."""
    try:
        module = importlib.import_module(f"legation.reading.{part}")
    except ModuleNotFoundError:
        return []
    finder = getattr(module, _FINDERS[part], None)
    found: list[Any] = finder(page, *before) if finder else []
    return found


def make(option: str) -> Rules:
    """Give the engine; it has no options."""
    if option:
        raise InputError(f"the engine 'rules' takes no option, not {option[:40]!r}")
    return Rules()
