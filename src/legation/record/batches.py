"""Rows made in Python on their way into DuckDB, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import polars as pl

POLARS: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "VARCHAR[]": pl.List(pl.String()),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
}


def insert(
    con: duckdb.DuckDBPyConnection,
    sql: str,
    types: Mapping[str, str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Run `sql`, which reads the rows as the table `batch`.

    Parameters
    ----------
    con
        The connection.
    sql
        An INSERT from `batch`.
    types
        DuckDB types by column, in the order of the rows' values.
    rows
        Values that fit the types.
    """
    columns = zip(*rows, strict=True) if rows else ((),) * len(types)
    batch = pl.DataFrame(  # noqa: F841 - read by this name
        [pl.Series(n, c, POLARS[t]) for (n, t), c in zip(types.items(), columns, strict=True)]
    )
    con.execute(sql)


def fill(
    con: duckdb.DuckDBPyConnection,
    name: str,
    types: Mapping[str, str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Make the temporary table `name` and fill it."""
    body = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" ({body})')
    insert(con, f'INSERT INTO "{name}" SELECT * FROM batch', types, rows)
