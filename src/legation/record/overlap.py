"""One thing stated by several sources: which statement is shown.

The statement shown is chosen by content and `source_id` alone, so that the record does not
depend on the order in which files were added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from legation.record.planner import joins_as_written
from legation.record.schema import READ, STATED
from legation.record.table import Table

_PART_KEYS = 4_000_000


def shadow(con: duckdb.DuckDBPyConnection, table: Table, source_id: str) -> int:
    """Decide which statements are shown after `source_id` was added.

    Returns
    -------
    int
        Keys of the new source that another source states too.
    """
    return _settle_shared(con, table, [source_id], leaving=[])


def reveal(con: duckdb.DuckDBPyConnection, table: Table, gone: Sequence[str]) -> None:
    """Show what only statements of `gone` sources kept in the shadow; call before deleting."""
    _settle_shared(con, table, gone, leaving=gone)


@dataclass(frozen=True)
class _Rows:
    """Some rows of a table: how many, and how to select them."""

    count: int
    where: str
    parameters: list[object]


def _settle_shared(
    con: duckdb.DuckDBPyConnection, table: Table, sources: Sequence[str], leaving: Sequence[str]
) -> int:
    """Settle the keys that `sources` share with other sources and return how many there are.

    Statements of `leaving` sources come last. Most files share no key with what is there, which
    the range of their keys shows at once; otherwise memory is bounded by looking at a part of
    the keys at a time.
    """
    # What an engine read stands beside what people state, and beside other engines.
    sources = [source for source in sources if not source.startswith(READ)]
    if not sources:
        return 0
    first = f'"{table.key[0]}"'
    mine = f"source_id IN ({', '.join('?' * len(sources))})"
    count, low, high = _row(
        con, f"SELECT count(*), min({first}), max({first}) FROM {table.storage} WHERE {mine}",
        sources,
    )  # fmt: skip
    if not count:
        return 0
    near = f"NOT {mine} AND {STATED} AND {first} BETWEEN ? AND ?"
    bounds = [*sources, low, high]
    (others,) = _row(con, f"SELECT count(*) FROM {table.storage} WHERE {near}", bounds)
    small, large = _Rows(count, mine, [*sources]), _Rows(others, near, bounds)
    if others < count:
        small, large = large, small
    parts = 1 + small.count // _PART_KEYS if small.count else 0
    with joins_as_written(con):
        return sum(
            _settle_part(con, table, small, large, leaving, f"{parts} = {n}") for n in range(parts)
        )


def _settle_part(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    small: _Rows,
    large: _Rows,
    leaving: Sequence[str],
    part: str,
) -> int:
    """Settle the shared keys whose hash modulo `part` holds."""
    key = ", ".join(f'"{k}"' for k in table.key)
    of_part = f"SELECT {key} FROM {table.storage} WHERE hash({key}) % {part} AND"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE contested AS SELECT DISTINCT {key} "
        f"FROM ({of_part} {large.where}) SEMI JOIN ({of_part} {small.where}) USING ({key})",
        [*large.parameters, *small.parameters],
    )
    (count,) = _row(con, "SELECT count(*) FROM contested")
    if count:
        rank = f"{table.rank}, " if table.rank else ""
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE ranked AS
            SELECT row_id, hidden FROM (
                SELECT {table.storage}.rowid AS row_id, shadowed, row_number() OVER (
                    PARTITION BY {key} ORDER BY list_contains(?, source_id), {rank}source_id
                ) > 1 AS hidden
                FROM {table.storage} JOIN contested USING ({key})
            ) WHERE shadowed <> hidden""",
            [list(leaving)],
        )
        con.execute(
            f"UPDATE {table.storage} SET shadowed = hidden FROM ranked "
            f"WHERE {table.storage}.rowid = row_id"
        )
        con.execute("DROP TABLE ranked")
    con.execute("DROP TABLE contested")
    return int(count)


def _row(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> tuple[Any, ...]:
    return con.execute(sql, list(parameters)).fetchall()[0]
