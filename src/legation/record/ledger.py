"""The ledger of predictions: what was foreseen, and what the record said when its day had come.

Rows are added and never changed. What a person kept from a text stays whatever sources come and
go; what was found in a document of the record goes with that document.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb

from legation.record.ingest import now
from legation.record.ledger_tables import PREDICTION, PREDICTION_OUTCOME
from legation.record.store import Record


class Prediction(NamedTuple):
    """A row of `prediction`; see `legation.record.ledger_tables.PREDICTION` for its columns."""

    text: str
    author: str | None
    outlet: str | None
    date: dt.date | None
    due: dt.date | None
    claim: str
    probability: float | None = None
    document_id: str | None = None

    @property
    def id(self) -> str:
        """Digest of words, author, date and due: the same prediction is kept once."""
        parts = [" ".join(self.text.split()).casefold(), (self.author or "").casefold()]
        text = json.dumps([*parts, str(self.date), str(self.due)], ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:24]


class Outcome(NamedTuple):
    """A row of `prediction_outcome`; see `legation.record.ledger_tables.PREDICTION_OUTCOME`."""

    prediction_id: str
    as_of: dt.date
    verdict: str
    share_true: float | None
    explanation: str
    evidence: str
    snapshot: str

    @property
    def answer(self) -> tuple[object, ...]:
        """What makes one outcome say something else than another, whatever day it was asked."""
        share = None if self.share_true is None else round(self.share_true, 9)
        return self.verdict, share, self.explanation, self.evidence


def keep_predictions(record: Record, found: Iterable[Prediction]) -> tuple[str, ...]:
    """Keep predictions that the ledger does not hold.

    Parameters
    ----------
    record
        The record, open for writing.
    found
        Predictions.

    Returns
    -------
    tuple of str
        Ids of those that are new.
    """
    rows = {one.id: one for one in found}
    with record.transaction() as con:
        held = con.execute(
            f"SELECT prediction_id FROM {PREDICTION.name} "
            "WHERE prediction_id IN (SELECT unnest(?))",
            [list(rows)],
        ).fetchall()
        new = tuple(key for key in rows if (key,) not in held)
        _insert(con, PREDICTION.name, [(key, *rows[key], now()) for key in new])
    return new


def add_outcomes(record: Record, found: Iterable[Outcome]) -> int:
    """Add outcomes that say something else than the last one of their prediction.

    Parameters
    ----------
    record
        The record, open for writing.
    found
        Outcomes.

    Returns
    -------
    int
        How many were added.
    """
    with record.transaction() as con:
        last = {one.prediction_id: one for one in _last(con)}
        new = [
            one
            for one in found
            if one.prediction_id not in last or last[one.prediction_id].answer != one.answer
        ]
        _insert(con, PREDICTION_OUTCOME.name, [(*one, now()) for one in new])
    return len(new)


def predictions(record: Record) -> list[tuple[str, Prediction]]:
    """Give the predictions of the ledger with their ids, by the day on which they are due."""
    names = ", ".join(f'"{name}"' for name in ("prediction_id", *Prediction._fields))
    rows = record.con.execute(
        f"SELECT {names} FROM {PREDICTION.name} ORDER BY due NULLS LAST, date, prediction_id"
    ).fetchall()
    return [(row[0], Prediction(*row[1:])) for row in rows]


def last_outcomes(record: Record) -> dict[str, Outcome]:
    """Give the last outcome of each prediction that has one."""
    return {one.prediction_id: one for one in _last(record.con)}


def leave(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Remove what was found in the documents of sources that are being forgotten."""
    con.execute(
        f"DELETE FROM {PREDICTION.name} WHERE document_id IN (SELECT document_id FROM document "
        "WHERE source_id IN (SELECT unnest(?)))",
        [list(sources)],
    )
    con.execute(
        f"DELETE FROM {PREDICTION_OUTCOME.name} WHERE prediction_id NOT IN "
        f"(SELECT prediction_id FROM {PREDICTION.name})"
    )


def _last(con: duckdb.DuckDBPyConnection) -> list[Outcome]:
    names = ", ".join(f'"{name}"' for name in Outcome._fields)
    rows = con.execute(
        f"SELECT {names} FROM {PREDICTION_OUTCOME.name} QUALIFY row_number() OVER "
        "(PARTITION BY prediction_id ORDER BY recorded_at DESC, as_of DESC, rowid DESC) = 1"
    ).fetchall()
    return [Outcome(*row) for row in rows]


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
