"""Delimited text that SQL turns into rows of one table, each with its fate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from legation.record.table import Table

REPEATS = "repeats an earlier row with other values"
RAW_LIMIT = 2_000


@dataclass
class Counts:
    """Fates of the rows of one file."""

    read: int = 0
    stored: int = 0
    rejected: int = 0
    duplicates: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every row read has a fate."""
        return self.read == self.stored + self.rejected + self.duplicates


def settle(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    source_id: str,
    select: str,
    checks: Iterable[tuple[str, str]],
    prefix: str,
) -> Counts:
    """Turn the temporary table `staged_raw` into rows of `table` and rejects.

    Parameters are those of `legation.record.load.Load.stage_csv`; `prefix` stands before the
    line number in locators.
    """
    con.execute(
        f"CREATE TEMP TABLE staged_made AS SELECT r, {select} "
        "FROM (SELECT r, r.* FROM staged_raw r)"
    )
    made = {row[0] for row in con.execute("DESCRIBE staged_made").fetchall()}
    types = table.types
    names = [n for n in table.names if n not in ("source_id", "locator")]
    columns = ", ".join(
        f'TRY_CAST(s."{n}" AS {types[n]}) AS "{n}"' if n in made else f'NULL::{types[n]} AS "{n}"'
        for n in names
    )
    missing = [(f's."{k}" IS NULL', f"{k} is missing or cannot be read") for k in table.key]
    reasons = " ".join(
        f"WHEN {condition} THEN {why if why.startswith(chr(39)) else _quoted(why)}"
        for condition, why in [*checks, *missing]
    )
    key = ", ".join(f'"{k}"' for k in table.key)
    content = f"hash({', '.join(f'{chr(34)}{n}{chr(34)}' for n in names)})"
    locator = f"{_quoted(prefix)} || r.line"
    if "locator" in made:
        locator = f"coalesce(s.locator, {locator})"
    con.execute(
        f"""
        CREATE TEMP TABLE staged AS
        WITH judged AS (
            SELECT r, {columns}, {locator} AS locator,
                CASE WHEN r._reason IS NOT NULL THEN r._reason {reasons} END AS reason
            FROM staged_made s
        ), numbered AS (
            SELECT *, row_number() OVER w AS nth,
                {content} = first_value({content}) OVER w AS same
            FROM judged WINDOW w AS (PARTITION BY reason IS NULL, {key} ORDER BY r.line)
        )
        SELECT *, CASE WHEN reason IS NOT NULL OR (nth > 1 AND NOT same) THEN 'rejected'
            WHEN nth > 1 THEN 'duplicate' ELSE 'stored' END AS fate FROM numbered
        """
    )
    listed = ", ".join("?" if n == "source_id" else f'"{n}"' for n in table.names)
    con.execute(
        f"INSERT INTO {table.filled} SELECT {listed}, false FROM staged WHERE fate = 'stored'",
        [source_id],
    )
    con.execute(
        f"""INSERT INTO reject
        SELECT ?, locator, coalesce(reason, '{REPEATS}'), left(coalesce(r._raw, {_raw(con)}), ?)
        FROM staged WHERE fate = 'rejected' ORDER BY r.line""",
        [source_id, RAW_LIMIT],
    )
    fates = dict(con.execute("SELECT fate, count(*) FROM staged GROUP BY ALL").fetchall())
    con.execute("DROP TABLE staged; DROP TABLE staged_made")
    stored, rejected = fates.get("stored", 0), fates.get("rejected", 0)
    duplicates = fates.get("duplicate", 0)
    return Counts(stored + rejected + duplicates, stored, rejected, duplicates)


def _raw(con: duckdb.DuckDBPyConnection) -> str:
    """Give the SQL that writes a staged row back as text."""
    names = [row[0] for row in con.execute("DESCRIBE staged_raw").fetchall()]
    quoted = [n.replace('"', '""') for n in names if n not in ("line", "_reason", "_raw")]
    fields = [f"coalesce(r.\"{n}\", '')" for n in quoted]
    return f"array_to_string([{', '.join(fields)}], ',')"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
