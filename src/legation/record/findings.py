"""What engines read in the record's documents: which are waiting, and keeping what was found.

The rooms above read; only the record writes. What one engine found in the documents of one source
is a source of its own, `reading-ENGINE:...`, whose `read_from` names the source of the documents:
it can be listed, exported and forgotten, and goes when the documents go. A document is read once
by an engine: again only where its text or the engine's version changed, and then the new findings
take the place of the old.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import duckdb

from legation.record.batches import insert
from legation.record.ingest import now
from legation.record.schema import CLAIM, EVENT, QUOTE, READ, READING, STANCE
from legation.record.store import Record
from legation.record.table import Table

#: Kinds of documents that are read. Of resolutions the record holds titles, which assert nothing.
KINDS = ("article", "statement", "speech", "headline")
TABLES: dict[str, Table] = {t.name: t for t in (QUOTE, EVENT, STANCE, CLAIM)}
_CHARACTERS = 1_000_000
_DOCUMENTS = 500
# Headlines come with leads cut short at some length, which break off in the middle of what they
# say; their words are the title.
_WORDS = "CASE WHEN kind = 'headline' THEN coalesce(title, text) ELSE coalesce(text, title) END"

Values = Mapping[str, object]


class Waiting(NamedTuple):
    """Documents that an engine has not read, and their characters."""

    documents: int
    characters: int


class Stored(NamedTuple):
    """A document of the record, as it is to be read."""

    document_id: str
    source_id: str
    digest: str
    text: str
    date: object
    outlet: str | None
    language: str | None
    speaker: str | None
    state: str | None


class Findings(NamedTuple):
    """What an engine found in one document: rows by table, and notes."""

    document: Stored
    rows: Mapping[str, Sequence[Values]]
    notes: str | None = None


def dataset_of(engine: str) -> str:
    """Give the dataset of what an engine finds: its name without its version."""
    return READ + re.sub(r"[^a-z0-9]+", "-", engine.split(" ")[0].lower()).strip("-")


def waiting(record: Record, engine: str) -> Waiting:
    """Count the documents that an engine has not read yet.

    Parameters
    ----------
    record
        The record.
    engine
        Name and version, as `Reading.engine` gives them.
    """
    row = record.con.execute(
        f"SELECT count(*), coalesce(sum(length({_WORDS})), 0) FROM ({_unread()})",
        _bound(engine),
    ).fetchall()[0]
    return Waiting(int(row[0]), int(row[1]))


def unread(record: Record, engine: str) -> Iterator[list[Stored]]:
    """Give the documents that an engine has not read, some at a time, in the order of their ids.

    Which they are is settled at the first: what is kept meanwhile is not asked for again.
    """
    con = record.con
    con.execute(
        "CREATE OR REPLACE TEMP TABLE unread AS SELECT document_id, "
        f"CAST(floor(sum(length({_WORDS})) OVER w / {_CHARACTERS}) AS BIGINT) "
        f"+ CAST(floor(row_number() OVER w / {_DOCUMENTS}) AS BIGINT) AS part FROM ({_unread()}) "
        "WINDOW w AS (ORDER BY document_id)",
        _bound(engine),
    )
    parts = con.execute("SELECT DISTINCT part FROM unread ORDER BY part").fetchall()
    for (part,) in parts:
        rows = con.execute(
            f"SELECT document_id, source_id, md5({_WORDS}), {_WORDS}, date, outlet, language, "
            "speaker, state FROM document SEMI JOIN (SELECT document_id FROM unread WHERE part = ?)"
            " USING (document_id) ORDER BY document_id",
            [part],
        ).fetchall()
        yield [Stored(*row) for row in rows]
    con.execute("DROP TABLE IF EXISTS unread")


def _unread() -> str:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    return f"""SELECT * FROM document WHERE kind IN ({kinds}) AND {_WORDS} IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.document_id = document.document_id
            AND r.engine = ? AND starts_with(r.source_id, ?) AND r.digest = md5({_WORDS}))"""


def _bound(engine: str) -> list[str]:
    return [engine, dataset_of(engine) + ":"]


# -- keeping -------------------------------------------------------------------------------


def keep(record: Record, engine: str, found: Sequence[Findings]) -> None:
    """Keep what an engine found in some documents, all of it or nothing.

    Parameters
    ----------
    record
        The record, open for writing.
    engine
        Name and version.
    found
        Of each document its rows by table; `document_id`, `source_id` and `locator` are filled in.
    """
    if not found:
        return
    dataset = dataset_of(engine)
    sources = {one.document.source_id for one in found}
    names = {source: _source_id(dataset, engine, source) for source in sources}
    with record.transaction() as con:
        _replace(con, dataset, [one.document.document_id for one in found])
        for source in sorted(sources):
            _register(con, dataset, engine, source, names[source])
        for name, table in TABLES.items():
            rows = [
                _values(table, one.document, names[one.document.source_id], row)
                for one in found
                for row in one.rows.get(name, ())
            ]
            if rows:
                insert(
                    con, f"INSERT INTO {table.filled} SELECT *, false FROM batch", table.types, rows
                )
        kept = [_reading(engine, one, names[one.document.source_id]) for one in found]
        insert(con, "INSERT INTO reading SELECT * FROM batch", READING.types, kept)
        _recount(con, sorted(names.values()))


def _source_id(dataset: str, engine: str, source: str) -> str:
    return f"{dataset}:{_sha256(engine, source)[:12]}"


def _sha256(engine: str, source: str) -> str:
    return hashlib.sha256(f"{engine}\n{source}".encode()).hexdigest()


def _register(
    con: duckdb.DuckDBPyConnection, dataset: str, engine: str, source: str, name: str
) -> None:
    """Enter the source of what is found in the documents of another, where it is not there."""
    con.execute(
        """INSERT INTO source BY NAME SELECT ? AS source_id, ? AS dataset,
            ? || name AS name, ? AS version, licence, citation, url, file, ? AS retrieved_at,
            ? AS sha256, 0 AS rows, 0 AS stored, 0 AS rejected, 0 AS duplicates,
            source_id AS read_from
        FROM source s WHERE source_id = ?
            AND NOT EXISTS (SELECT 1 FROM source WHERE source_id = ?)""",
        [
            name,
            dataset,
            f"What {engine} reads in: ",
            engine,
            now(),
            _sha256(engine, source),
            source,
            name,
        ],
    )


def _values(table: Table, document: Stored, source_id: str, row: Values) -> tuple[object, ...]:
    start, end = row.get("start"), row.get("end")
    filled = {
        **row,
        "document_id": document.document_id,
        "source_id": source_id,
        "locator": f"{document.document_id}, characters {start} to {end}",
    }
    return tuple(filled.get(name) for name in table.names)


def _reading(engine: str, one: Findings, source_id: str) -> tuple[object, ...]:
    numbers = [len(one.rows.get(name, ())) for name in TABLES]
    document = one.document
    return (document.document_id, engine, document.digest, *numbers, one.notes, source_id)


def _replace(con: duckdb.DuckDBPyConnection, dataset: str, ids: Sequence[str]) -> None:
    """Remove what an older version of the engine found, or what it found in an older text."""
    old = con.execute(
        "SELECT document_id, source_id FROM reading "
        "WHERE starts_with(source_id, ?) AND document_id IN (SELECT unnest(?))",
        [dataset + ":", list(ids)],
    ).fetchall()
    if not old:
        return
    documents, sources = (sorted({row[i] for row in old}) for i in (0, 1))
    for name in (*(t.storage for t in TABLES.values()), READING.name):
        con.execute(
            f"DELETE FROM {name} WHERE source_id IN (SELECT unnest(?)) "
            "AND document_id IN (SELECT unnest(?))",
            [sources, documents],
        )
    _recount(con, sources)
    con.execute(
        "DELETE FROM source WHERE source_id IN (SELECT unnest(?)) "
        "AND source_id NOT IN (SELECT source_id FROM reading)",
        [sources],
    )


def _recount(con: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Let the rows of sources say how much was found."""
    con.execute(
        """UPDATE source SET rows = n, stored = n FROM (
            SELECT s.source_id AS id,
                coalesce(sum(quotes + events + stances + claims), 0)::BIGINT AS n
            FROM source s LEFT JOIN reading r USING (source_id)
            WHERE s.source_id IN (SELECT unnest(?)) GROUP BY 1
        ) WHERE source_id = id""",
        [list(sources)],
    )
