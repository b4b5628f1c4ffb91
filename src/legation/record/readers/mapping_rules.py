"""What a row of each table must hold before a mapped file may put it into the record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from legation.record.readers.texts import (
    TEXT_LIMIT,
    UnreadableError,
    document_id,
    language_code,
    one_line,
    plain,
    possible,
    web_address,
)
from legation.record.schema import CHOICES, MEASURE_KINDS

Made = dict[str, object]

#: Columns a mapping must give, beside the key, for a row to say anything.
NEEDED: dict[str, tuple[str, ...]] = {
    "rollcall": ("native_id", "body", "date"),
    "vote": ("native_id", "state", "choice"),
    "rollcall_topic": ("native_id", "topic"),
    "event": ("date", "code"),
    "measure": ("kind", "actor", "target", "directed", "start"),
    "score": ("date", "actor", "target", "directed", "value", "unit"),
    "mention": ("event_id", "date"),
    "document": ("title",),
    "quote": ("document_id", "start", "end", "text"),
    "stance": ("document_id", "start", "end", "holder", "target", "value"),
    "claim": ("document_id", "start", "end", "type", "text"),
}

#: Columns a mapping does not give, because the reader knows them.
OWN = ("dataset", "source_id")

#: The table's own identifier, made unique by the key of the dataset.
IDENTIFIERS = {
    "event": "event_id",
    "measure": "measure_id",
    "score": "score_id",
    "mention": "mention_id",
    "document": "document_id",
}

DOCUMENT_KINDS = ("article", "statement", "speech", "headline", "resolution")
_PRECISIONS = ("day", "month", "year")
_CODE = re.compile(r"\d{2,4}")


def complete(table: str, row: Made) -> Made:
    """Fill in what follows from the rest, and check the row.

    Raises
    ------
    UnreadableError
        If the row cannot be true of any state or document.
    """
    for column in NEEDED[table]:
        if row.get(column) is None and not (table == "document" and row.get("text")):
            raise UnreadableError(f"{column} is missing")
    rule = _RULES.get(table)
    return rule(row) if rule else row


def _rollcall(row: Made) -> Made:
    return {"topics": [], "subjects": [], "complete": False, **_present(row)}


def _vote(row: Made) -> Made:
    return _one_of(row, "choice", CHOICES)


def _event(row: Made) -> Made:
    if not _CODE.fullmatch(str(row["code"])):
        raise UnreadableError(
            f"code '{str(row['code'])[:20]}' is not a CAMEO code of two to four digits"
        )
    return _within(row, "goldstein", -10, 10)


def _measure(row: Made) -> Made:
    start, end = row["start"], row.get("end")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        raise UnreadableError(f"ends on {end}, before it starts on {start}")
    _one_of(row, "kind", MEASURE_KINDS)
    _one_of(row, "precision", _PRECISIONS)
    return _pair(row)


def _pair(row: Made) -> Made:
    """Put the states of an undirected pair in alphabetical order."""
    actor, target = str(row["actor"]), str(row["target"])
    if actor == target:
        raise UnreadableError(f"actor and target are both {actor}")
    if not row["directed"] and actor > target:
        return {**row, "actor": target, "target": actor}
    return row


def _mention(row: Made) -> Made:
    if row.get("url"):
        web_address(str(row["url"]))
    return _within(row, "confidence", 0, 100)


def _document(row: Made) -> Made:
    made = dict(row)
    made["title"] = one_line(str(row.get("title") or "")) or None
    made["text"] = plain(str(row.get("text") or "")) or None
    if len(str(made["text"] or "")) + len(str(made["title"] or "")) > TEXT_LIMIT:
        raise UnreadableError(f"is longer than {TEXT_LIMIT:,} characters")
    if isinstance(date := row.get("date"), dt.date):
        possible(date)
    if row.get("url"):
        made["url"] = web_address(str(row["url"]))
    if row.get("language"):
        made["language"] = language_code(row["language"])
        if made["language"] is None:
            raise UnreadableError(
                f"language '{str(row['language'])[:20]}' is not a two-letter code"
            )
    made.setdefault("kind", "article" if made["text"] else "headline")
    if not made.get("document_id"):
        url = str(made["url"]) if made.get("url") else None
        made["document_id"] = document_id(
            url, *(made.get(k) for k in ("outlet", "date", "title", "text"))
        )
    return _one_of(made, "kind", DOCUMENT_KINDS)


def _span(row: Made) -> Made:
    start, end = row["start"], row["end"]
    if isinstance(start, int) and isinstance(end, int) and not 0 <= start < end:
        raise UnreadableError(f"start {start} and end {end} enclose no words")
    return _within(row, "value", -1, 1)


_RULES: Mapping[str, Callable[[Made], Made]] = {
    "rollcall": _rollcall,
    "vote": _vote,
    "event": _event,
    "measure": _measure,
    "score": _pair,
    "mention": _mention,
    "document": _document,
    "quote": _span,
    "stance": _span,
    "claim": _span,
}


def _present(row: Made) -> Made:
    return {key: value for key, value in row.items() if value is not None}


def _one_of(row: Made, column: str, known: tuple[str, ...]) -> Made:
    value = row.get(column)
    if value is not None and value not in known:
        raise UnreadableError(f"{column} '{str(value)[:40]}' is none of {', '.join(known)}")
    return row


def _within(row: Made, column: str, low: float, high: float) -> Made:
    value = row.get(column)
    if isinstance(value, int | float) and not low <= value <= high:
        raise UnreadableError(f"{column} {value} is not between {low} and {high}")
    return row
