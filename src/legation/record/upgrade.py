"""Records that an earlier version wrote: completed when opened for writing, else stood in for.

Version 1 knew no readings of documents: columns were added to `source`, `event`, `quote`,
`stance` and `claim`, and the table `reading`. All of them are empty for what was added then, so
that no answer changes. Version 2 knew no predictions: the tables of the ledger were added.
"""

from __future__ import annotations

import duckdb

from legation.record.layout import body, shown_sql
from legation.record.ledger_tables import LEDGER
from legation.record.schema import (
    CLAIM,
    EVENT,
    QUOTE,
    READING,
    SCHEMA_VERSION,
    SOURCE,
    STANCE,
)
from legation.record.table import Table

#: Versions of the tables that can be completed.
OLDER = ("1", "2")

_GROWN = (EVENT, QUOTE, STANCE, CLAIM)


def complete(con: duckdb.DuckDBPyConnection) -> None:
    """Give an older record the tables and columns of today, in the open transaction."""
    if not _held(con, READING.name):
        _grow(con, SOURCE, SOURCE.name)
        for table in _GROWN:
            _grow(con, table, table.storage)
            con.execute(f"CREATE OR REPLACE VIEW {table.name} AS {shown_sql(table)}")
        con.execute(f"CREATE TABLE {READING.name} ({body(READING)})")
    for table in LEDGER:
        con.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({body(table)})")
    con.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION)])


def stand_in(con: duckdb.DuckDBPyConnection) -> None:
    """Let questions to an older record, open for reading only, find empty what it lacks."""
    for table in LEDGER:
        con.execute(f"CREATE TEMP TABLE {table.name} ({body(table)})")
    if _held(con, READING.name):
        return
    con.execute(f"CREATE TEMP TABLE {READING.name} ({body(READING)})")
    for table in _GROWN:
        held = _held(con, table.storage)
        con.execute(f"CREATE TEMP VIEW {table.name} AS {shown_sql(table, held)}")
    con.execute("CREATE TEMP TABLE source AS SELECT *, NULL::VARCHAR AS read_from FROM main.source")


def _grow(con: duckdb.DuckDBPyConnection, table: Table, storage: str) -> None:
    held = _held(con, storage)
    for column in table.columns:
        if column.name not in held:
            con.execute(f'ALTER TABLE {storage} ADD COLUMN "{column.name}" {column.type}')


def _held(con: duckdb.DuckDBPyConnection, storage: str) -> set[str]:
    """Columns that a table of the file holds; none where there is no such table."""
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND NOT internal", [storage]
    ).fetchall()
    return {row[0] for row in rows}
