"""The store: one DuckDB file that holds the record."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import platformdirs

from legation.errors import RecordError, UnknownNameError
from legation.record import schema, upgrade
from legation.record.layout import create_sql

MEMORY_LIMIT = "900MB"

#: Housekeeping: statements on roll calls have changed since `rollcall` and `vote` were derived.
STALE = "derived_stale"


def default_path() -> Path:
    """Where the record lives: `LEGATION_RECORD`, or the platform's folder for user data."""
    if path := os.environ.get("LEGATION_RECORD"):
        return Path(path).expanduser()
    return Path(platformdirs.user_data_dir("legation", appauthor=False)) / "record.duckdb"


class Record:
    """An open record. Use `legation.open`; close it, or use it in a `with` block.

    Attributes
    ----------
    path
        The file, or None for a record in memory.
    con
        The DuckDB connection. Rooms above ask it questions; only `legation.record` writes.
    note
        Where the record is not the user's own, one line that says so; shown first by faces.
    """

    def __init__(self, path: Path | None, con: duckdb.DuckDBPyConnection, note: str = "") -> None:
        self.path = path
        self.con = con
        self.note = note

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {c:,}" for n, c in self.counts().items() if c)
        return f"Record({str(self.path) if self.path else 'in memory'}: {counts or 'empty'})"

    def close(self) -> None:
        """Close the file; the object cannot be used afterwards."""
        self.con.close()

    # -- questions -------------------------------------------------------------------------

    def query(
        self, sql: str, parameters: Mapping[str, object] | Iterable[object] | None = None
    ) -> list[dict[str, Any]]:
        """Run a question with bound parameters and return its rows as dicts."""
        bound = (
            parameters if parameters is None or isinstance(parameters, Mapping) else [*parameters]
        )
        cursor = self.con.execute(sql, bound)
        names = [d[0] for d in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def counts(self) -> dict[str, int]:
        """Rows per table."""
        parts = " UNION ALL ".join(
            f"SELECT '{name}' AS name, count(*) AS n FROM {name}" for name in schema.TABLES
        )
        found = dict(self.con.execute(parts).fetchall())
        return {name: found[name] for name in schema.TABLES}

    def sources(self) -> list[dict[str, Any]]:
        """The rows of `source`, by dataset and file."""
        return self.query("SELECT * FROM source ORDER BY dataset, file, source_id")

    def snapshot(self) -> str:
        """Hash of the record's content, whatever the order in which files were added.

        A source's rows are a function of its content and its reader's version, so the hash is
        taken over those, over the fates counted when it was added and over the version of what
        rows mean. `digest` goes through the rows themselves.
        """
        rows = self.con.execute(
            "SELECT source_id, version, sha256, rows, stored, rejected, duplicates FROM source "
            "ORDER BY source_id"
        ).fetchall()
        text = json.dumps([schema.CONTENT_VERSION, rows], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def digest(self) -> str:
        """Hash over every statement stored, whatever their order: a proof of content.

        Takes a few seconds per ten million rows.
        """
        digest = hashlib.sha256(self.snapshot().encode())
        for name in sorted({t.storage for t in schema.STATEMENTS.values()} | {"reject"}):
            rows = self.con.execute(
                "SELECT count(*), sum((md5_number(t::VARCHAR) % 1152921504606846976)::HUGEINT) "
                f"FROM {name} t"
            ).fetchall()
            digest.update(repr((name, rows[0])).encode())
        return digest.hexdigest()

    def is_empty(self) -> bool:
        """Whether nothing was ever added."""
        return not self.con.execute("SELECT 1 FROM source LIMIT 1").fetchall()

    # -- changes ---------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing: commit at the end of the block, roll back on any exception."""
        self.con.begin()
        try:
            yield self.con
        except BaseException:
            self.con.rollback()
            raise
        self.con.commit()

    def meta(self, key: str) -> str | None:
        """Value of a key of the record's own housekeeping."""
        rows = self.con.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
        return str(rows[0][0]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Set a key of the record's own housekeeping."""
        self.con.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def forget(self, name: str) -> list[str]:
        """Remove a source, or every source of a dataset, and all it stated.

        Parameters
        ----------
        name
            A `source_id`, a dataset, or the name of an added file.

        Returns
        -------
        list of str
            The sources removed.

        Raises
        ------
        UnknownNameError
            If no source is called so.
        """
        from legation.record.derive import derive
        from legation.record.ledger import leave
        from legation.record.overlap import reveal

        rows = self.con.execute(
            "SELECT source_id FROM source WHERE ? IN (source_id, dataset, file) ORDER BY 1", [name]
        ).fetchall()
        gone = [row[0] for row in rows]
        # What was read in documents goes with them.
        read = self.con.execute(
            "SELECT source_id FROM source WHERE read_from IN (SELECT unnest(?)) ORDER BY 1", [gone]
        ).fetchall()
        gone += [row[0] for row in read if row[0] not in gone]
        if not gone:
            have = sorted({s["dataset"] for s in self.sources()})
            raise UnknownNameError(
                f"no source '{name[:80]}' in this record; it has {', '.join(have) or 'none'} "
                "(see: legation status)"
            )
        with self.transaction() as con:
            leave(con, gone)
            for table in schema.STATEMENTS.values():
                if table in schema.VIEWS:
                    reveal(con, table, gone)
                con.execute(
                    f"DELETE FROM {table.storage} WHERE source_id IN (SELECT unnest(?))", [gone]
                )
            con.execute("DELETE FROM reject WHERE source_id IN (SELECT unnest(?))", [gone])
            con.execute("DELETE FROM reading WHERE source_id IN (SELECT unnest(?))", [gone])
            con.execute("DELETE FROM source WHERE source_id IN (SELECT unnest(?))", [gone])
            derive(con)
        return gone


def open_record(
    path: str | os.PathLike[str] | None = None, *, read_only: bool = False, sealed: bool = False
) -> Record:
    """Open a record, making it where there is none.

    Parameters
    ----------
    path
        The file; `":memory:"` for one that lives in memory; by default `default_path()`.
    read_only
        Open for questions only; several programs may then read at once.
    sealed
        Let no question reach a file outside the record: a record from somebody else may hold
        views that would. Exports need a record that is not sealed.

    Raises
    ------
    RecordError
        If the file is not a record, is of a later version, or is in use for writing.
    """
    if path is not None and os.fspath(path) == ":memory:":
        con = _connect(":memory:")
        _create(con)
        return Record(None, con)
    file = Path(path).expanduser() if path is not None else default_path()
    exists = file.exists() and file.stat().st_size > 0
    if read_only and not exists:
        raise RecordError(f"there is no record at {file}; make one with: legation add PATH")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        con = _connect(str(file), read_only=read_only, sealed=sealed)
    except OSError as error:
        raise RecordError(f"{file} cannot be opened ({error.strerror}); check the path") from error
    except duckdb.Error as error:
        raise _unopened(file, error) from error
    record = Record(file, con)
    try:
        _prepare(record, read_only)
    except BaseException:
        con.close()
        raise
    return record


def _connect(
    path: str, *, read_only: bool = False, sealed: bool = False
) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(
        path,
        read_only=read_only,
        config={
            "memory_limit": os.environ.get("LEGATION_MEMORY", MEMORY_LIMIT),
            "autoinstall_known_extensions": "false",
            "preserve_insertion_order": "false",
            "enable_external_access": "false" if sealed else "true",
        },
    )
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET enable_progress_bar = false")
    return con


def _prepare(record: Record, read_only: bool) -> None:
    """Make the tables of a new record; check and complete those of an old one."""
    con = record.con
    tables = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and not read_only:
        with record.transaction():
            _create(con)
    elif "meta" not in tables or record.meta("schema_version") is None:
        raise RecordError(f"{record.path} is a database but not a record; give another --record")
    elif (version := record.meta("schema_version")) in upgrade.OLDER:
        if read_only:
            upgrade.stand_in(con)
        else:
            with record.transaction():
                upgrade.complete(con)
    elif version != str(schema.SCHEMA_VERSION):
        raise RecordError(
            f"{record.path} was written with version {version} of the tables, this program knows "
            f"{schema.SCHEMA_VERSION}; add the sources to a new record"
        )
    if record.meta(STALE) == "yes" and not read_only:
        from legation.record.derive import derive

        with record.transaction():  # an addition was cut off after its commit
            derive(con)


def _create(con: duckdb.DuckDBPyConnection) -> None:
    for statement in create_sql():
        con.execute(statement)
    con.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(schema.SCHEMA_VERSION)])


def _unopened(file: Path, error: duckdb.Error) -> RecordError:
    text = " ".join(str(error).split())
    if "lock" in text.lower():
        return RecordError(
            f"{file} is in use by another program; wait until it has finished, "
            "or give another --record"
        )
    return RecordError(f"{file} is not a record that can be opened; give another --record")
