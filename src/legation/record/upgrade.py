"""Records that an earlier version wrote: completed when opened for writing, else stood in for.

Version 1 knew no readings of documents: columns were added to `source`, `event`, `quote`,
`stance` and `claim`, and the table `reading`. All of them are empty for what was added then, so
that no answer changes.
"""

from __future__ import annotations

import duckdb

from legation.record.layout import body, shown_sql
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
OLDER = ("1",)

_GROWN = (EVENT, QUOTE, STANCE, CLAIM)


def complete(con: duckdb.DuckDBPyConnection) -> None:
    """Give an older record the tables and columns of today, in the open transaction."""
    _grow(con, SOURCE, SOURCE.name)
    for table in _GROWN:
        _grow(con, table, table.storage)
        con.execute(f"CREATE OR REPLACE VIEW {table.name} AS {shown_sql(table)}")
    con.execute(f"CREATE TABLE {READING.name} ({body(READING)})")
    con.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION)])


def stand_in(con: duckdb.DuckDBPyConnection) -> None:
    """Let questions to an older record, open for reading only, find empty what it lacks."""
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
    """Columns that a table of the file holds."""
    rows = con.execute(f"PRAGMA table_info('{storage}')").fetchall()
    return {row[1] for row in rows}
