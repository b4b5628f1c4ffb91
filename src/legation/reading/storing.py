"""From the record's documents to findings in the record.

Enters: a record, open for writing, and the name of an engine. Leaves: what it found, in the tables
`quote`, `event`, `stance` and `claim`; the record writes them (`legation.record.findings`).
Documents that the engine has read before are passed over, so that a run that was stopped goes on
where it was, and a run that is done finds nothing to do.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from legation.reading.batch import read_all
from legation.reading.engines import engine as engine_of
from legation.reading.engines.model.settings import PARTIAL
from legation.reading.results import Claim, Event, Quote, Reading, Span, Stance
from legation.reading.text.documents import Document, Unread
from legation.record import Record
from legation.record.findings import Findings, Stored, Waiting, keep, unread
from legation.record.findings import waiting as record_waiting
from legation.record.heed import heeding

#: Called with how many documents are read and how many there are.
Progress = Callable[[int, int], None]
_AUTHOR = "author"
_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run kept.

    Attributes
    ----------
    engine
        Engine that read, with its version.
    documents
        Documents read.
    quotes, events, stances, claims
        Findings kept.
    left
        Documents that were not read: the engine failed on them or stopped (a budget).
    problems
        Why, for the first of them.
    """

    engine: str
    documents: int = 0
    quotes: int = 0
    events: int = 0
    stances: int = 0
    claims: int = 0
    left: int = 0
    problems: tuple[str, ...] = ()


def waiting(record: Record, engine: str = "rules") -> Waiting:
    """Count the documents of a record that an engine has not read, and their characters."""
    return record_waiting(record, engine_of(engine).name)


def store(
    record: Record,
    engine: str = "rules",
    *,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Kept:
    """Read the documents of a record that were not read yet, and keep what they say.

    Parameters
    ----------
    record
        The record, open for writing.
    engine
        "rules", or another that is installed.
    processes
        Processes that read; by default one for each core.
    progress
        Called after each part with how many are read and how many there are.

    Returns
    -------
    Kept
        Counts. What was kept before an interruption stays.

    Raises
    ------
    UnknownNameError
        If there is no such engine.
    """
    reader = engine_of(engine)
    total = record_waiting(record, reader.name).documents
    counts = dict.fromkeys(("quotes", "events", "stances", "claims"), 0)
    done = 0
    problems: list[str] = []
    with heeding() as stopped:
        # The documents stream through the workers; what comes back is kept part by part.
        parts: list[list[Stored]] = []

        def texts() -> Iterator[Document]:
            for part in unread(record, reader.name):
                parts.append(part)
                yield from (_document(one) for one in part)

        read = read_all(texts(), engine, processes=processes)
        while chunk := list(islice(read, 1)):
            part = parts.pop(0)
            readings = [*chunk, *islice(read, len(part) - 1)]
            found = [
                _findings(one, reading)
                for one, reading in zip(part, readings, strict=False)
                if isinstance(reading, Reading) and not _partial(reading)
            ]
            keep(record, reader.name, found)
            done += len(found)
            for one in readings:
                if isinstance(one, Unread) or _partial(one):
                    one = one if isinstance(one, Unread) else Unread("", one.notes[-1])
                    problems += [f"{one.where}: {one.why}".lstrip(": ")] * (
                        len(problems) < _PROBLEMS
                    )
                    continue
                for name in counts:
                    counts[name] += len(getattr(one, name))
            if progress:
                progress(done, total)
            if stopped():
                raise KeyboardInterrupt
    return Kept(reader.name, done, **counts, left=total - done, problems=tuple(problems))


def _partial(reading: Reading) -> bool:
    """Whether the engine stopped before the end, so that the document is to be read again."""
    return any(note.startswith(PARTIAL) for note in reading.notes)


def _document(one: Stored) -> Document:
    return Document(
        one.text, cast("dt.date | None", one.date), one.outlet, one.language, key=one.document_id
    )


# -- rows ----------------------------------------------------------------------------------


def _findings(document: Stored, reading: Reading) -> Findings:
    rows: dict[str, list[dict[str, Any]]] = {
        "quote": [_quote(n, q, reading) for n, q in enumerate(reading.quotes)],
        "event": [_event(n, e, document, reading) for n, e in enumerate(reading.events)],
        "stance": [_stance(s, document, reading) for s in reading.stances],
        "claim": [_claim(c, document, reading) for c in reading.claims],
    }
    return Findings(document, rows, "; ".join(reading.notes) or None)


def _quote(number: int, one: Quote, reading: Reading) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "holder": one.speaker,
        "state": one.state,
        "text": reading.text[one.start : one.end],
        "kind": one.kind,
        "cue": _words(reading, one.cue_start, one.cue_end),
        "source": _words(reading, one.source_start, one.source_end),
        "office": one.office,
        "addressee": one.addressee,
        "number": number,
        "parent": one.parent,
        "rule": one.rule,
    }


def _event(number: int, one: Event, document: Stored, reading: Reading) -> dict[str, Any]:
    return {
        "event_id": f"{reading.engine} {document.document_id} {number}",
        "date": one.date or reading.date,
        "actor": _state(one.actor),
        "target": _state(one.target),
        "actor_code": _span(reading, one.actor_span) or one.actor,
        "target_code": _span(reading, one.target_span) or one.target,
        "code": one.code,
        "root": one.root,
        "goldstein": one.goldstein,
        "reports": 1,
        "start": one.start,
        "end": one.end,
        "modality": one.modality,
        "rule": one.rule,
    }


def _stance(one: Stance, document: Stored, reading: Reading) -> dict[str, Any]:
    holder, state = _holder(one.holder, one.holder_state, document)
    return {
        "start": one.start,
        "end": one.end,
        "holder": holder,
        "target": one.target,
        "value": one.value,
        "text": reading.text[one.start : one.end],
        "state": state,
        "intensity": one.intensity,
        "severity": one.severity,
        "condition": _span(reading, one.condition),
        "quote": one.quote,
        "rule": one.rule,
    }


def _claim(one: Claim, document: Stored, reading: Reading) -> dict[str, Any]:
    holder, _ = _holder(one.speaker or _AUTHOR, None, document)
    first, last = one.window or (None, None)
    towards = [*one.object, *one.comparator, *one.subject[1:], *one.subject[:1]]
    return {
        "start": one.start,
        "end": one.end,
        "holder": holder,
        "target": next((name for name in towards if _state(name)), None),
        "type": one.type,
        "text": reading.text[one.start : one.end],
        "subject": list(one.subject),
        "relation": one.relation,
        "object": list(one.object),
        "comparator": list(one.comparator),
        "first": first,
        "last": last,
        "value": None if one.value is None else float(one.value),
        "unit": one.unit,
        "negated": one.negated,
        "hedged": one.hedged,
        "details": json.dumps(dict(one.details), ensure_ascii=False) if one.details else None,
        "quote": one.quote,
        "rule": one.rule,
    }


def _holder(holder: str, state: str | None, document: Stored) -> tuple[str, str | None]:
    """Let the author of a speech be who speaks, and the author of an article its outlet."""
    if holder != _AUTHOR:
        return holder, state
    return document.speaker or document.state or document.outlet or _AUTHOR, document.state or state


def _state(name: str | None) -> str | None:
    """Give a code of a state; names of others are no states of the record."""
    from legation import states

    known = name is not None and len(name) == 3 and name.isupper() and states.find(name) is not None
    return name if known else None


def _span(reading: Reading, span: Span | None) -> str | None:
    return None if span is None else reading.text[span[0] : span[1]]


def _words(reading: Reading, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else reading.text[start:end]
