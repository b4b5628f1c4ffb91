"""A reading as plain values, for JSON and for lines of JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any

from legation.reading.results import Claim, Event, Quote, Reading, Stance
from legation.reading.text.documents import Document, Unread

Finding = Quote | Event | Stance | Claim


def as_dict(reading: Reading, document: Document | None = None) -> dict[str, Any]:
    """Give a reading as values that JSON can hold.

    Parameters
    ----------
    reading
        The reading.
    document
        The document it was made of, to say where it stands.

    Returns
    -------
    dict
        `text`, `date`, `outlet`, `language`, `engine`, `notes`, and the lists `quotes`, `events`,
        `stances`, `claims`; each finding has its fields and `words`, the words it rests on.
    """
    known = {} if document is None else _known(document)
    return {
        **known,
        "date": _plain(reading.date),
        "outlet": reading.outlet,
        "language": reading.language,
        "engine": reading.engine,
        "notes": list(reading.notes),
        "quotes": [_finding(one, reading.text) for one in reading.quotes],
        "events": [_finding(one, reading.text) for one in reading.events],
        "stances": [_finding(one, reading.text) for one in reading.stances],
        "claims": [_finding(one, reading.text) for one in reading.claims],
        "text": reading.text,
    }


def unread_as_dict(unread: Unread) -> dict[str, Any]:
    """Give a document that could not be read: where it stands and why."""
    return {"where": unread.where, "unread": unread.why}


def _known(document: Document) -> dict[str, Any]:
    found = {"where": document.where, "id": document.key}
    return {**found, "title": document.title, "url": document.url}


def _finding(one: Finding, text: str) -> dict[str, Any]:
    values = {field.name: _plain(getattr(one, field.name)) for field in fields(one)}
    if isinstance(one, Claim):
        values["details"] = dict(one.details)
    return {"words": text[one.start : one.end], **values}


def _plain(value: object) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
