"""Joins whose smaller side the program knows and DuckDB's optimiser cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def joins_as_written(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Hold the right side of every join in memory, stream the left.

    How many rows a file has, or a filter leaves, is unknown to the optimiser, which may
    otherwise hold the larger side and run out of memory.
    """
    con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        con.execute("RESET disabled_optimizers")
