"""The SQL that lays out an empty record, made from the definition of its tables."""

from __future__ import annotations

from collections.abc import Collection

from legation.record.ledger_tables import LEDGER
from legation.record.schema import DERIVED, READING, REJECT, SOURCE, STATEMENTS, VIEWS
from legation.record.table import Table


def create_sql() -> list[str]:
    """Statements that create every table and view of an empty record."""
    out = ["CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR)"]
    plain = (SOURCE, *DERIVED, READING, *LEDGER, REJECT)
    out += [f"CREATE TABLE {t.name} ({body(t)})" for t in plain]
    out += [f"CREATE TABLE {t.storage} ({body(t)}, shadowed BOOLEAN)" for t in STATEMENTS.values()]
    out += [f"CREATE VIEW {t.name} AS {shown_sql(t)}" for t in VIEWS]
    return out


def shown_sql(table: Table, held: Collection[str] | None = None) -> str:
    """Give the question behind a view; columns that its table does not hold are null."""
    listed = ", ".join(
        f'"{c.name}"' if held is None or c.name in held else f'NULL::{c.type} AS "{c.name}"'
        for c in table.columns
    )
    return f"SELECT {listed} FROM {table.storage} WHERE NOT shadowed"


def body(table: Table) -> str:
    """Give the columns of a table as CREATE TABLE names them."""
    return ", ".join(f'"{c.name}" {c.type}' for c in table.columns)
