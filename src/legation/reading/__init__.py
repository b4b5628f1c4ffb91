"""Reading: from texts to quotes, events, stances and claims, each pinned to its words.

What enters: a text, with the day and the outlet where they are known; `documents` gives the
texts of a file (plain text, a web page, JSON lines).

What leaves: a frozen `Reading`. Offsets are characters of `Reading.text`; every finding says which
rule made it. What the text does not tell is None.

What may be touched: the tables in ``data/`` and the engines in ``engines/``. A rule speaks of
language or of the field, never of one text.
"""

from __future__ import annotations

import datetime as dt
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legation.reading.events import root_between
    from legation.reading.results import CLAIM_TYPES, Claim, Event, Quote, Reading, Stance
    from legation.reading.text.documents import Document, Unread, documents

__all__ = [
    "CLAIM_TYPES",
    "Claim",
    "Document",
    "Event",
    "Quote",
    "Reading",
    "Stance",
    "Unread",
    "documents",
    "read",
    "root_between",
]

_FROM = {
    **dict.fromkeys(("CLAIM_TYPES", "Claim", "Event", "Quote", "Reading", "Stance"), "results"),
    **dict.fromkeys(("Document", "Unread", "documents"), "text.documents"),
    "root_between": "events",
}


def read(
    text: str,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    engine: str = "rules",
    language: str | None = None,
) -> Reading:
    """Read one text.

    Parameters
    ----------
    text
        The words as they stand. A whole web page is turned into its text first; then
        `Reading.text` is that text, and a note says so.
    date
        Day of the document: names mean what they meant then, and "yesterday" is the day before.
    outlet
        Who published it.
    engine
        "rules", or another that is installed; see `legation.reading.engines`.
    language
        ISO 639-1 code, where known.

    Returns
    -------
    Reading
        Quotes, events, stances and claims in the order of the text.

    Raises
    ------
    InputError
        If the text is no text or too long, or the date is not one day.
    UnknownNameError
        If there is no such engine.
    """
    from dataclasses import replace

    from legation.errors import InputError
    from legation.reading.engines import engine as engine_of
    from legation.reading.text.documents import Document, as_date, from_html, is_html

    if not isinstance(text, str):
        raise InputError(f"a text is a string, not {type(text).__name__}")
    reader, day = engine_of(engine), as_date(date)
    if not is_html(text):
        return reader.read(Document(text, day, outlet, language))
    page = from_html(text)
    document = replace(
        page,
        date=day or page.date,
        outlet=outlet or page.outlet,
        language=language or page.language,
    )
    reading = reader.read(document)
    note = "the text was taken out of a web page; offsets are of that text"
    return replace(reading, notes=(note, *reading.notes))


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"legation.reading.{_FROM[name]}"), name)
    raise AttributeError(f"module 'legation.reading' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
