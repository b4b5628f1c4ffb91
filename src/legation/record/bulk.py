"""Tab-separated files of tens of millions of rows, read inside DuckDB, each row with its fate.

One pass of DuckDB's own CSV reader turns the file into rows of a table. Rows that are off are
passed over there; only where the numbers of lines and of rows stored differ, or identifiers
repeat, does a second pass go through the lines one by one and say what is wrong with which.
Both passes use the same expressions, so that they agree on every row.

DuckDB's reader is only shown lines on whose number everybody agrees: a file with line ends of
other systems, bytes that are not UTF-8, NULs, blank or endless lines is first copied without
these lines, which are rejected.
"""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from legation.record.csvrows import bounded_lines
from legation.record.load import Load
from legation.record.planner import joins_as_written
from legation.record.schema import STATEMENTS
from legation.record.staging import RAW_LIMIT, REPEATS, Counts
from legation.record.table import Table
from legation.record.unpack import Member

_CHUNK = 1 << 20
_ROW_BYTES = 1 << 20
_LINE_END = ord("\n")
_PIECES = 8
_PIECE_LINES = 10_000
_PIECE_CHARACTERS = 8 * 1024**2
_BITS = 1 << 29
_GLOB = frozenset("*?[]{}")


@dataclass(frozen=True)
class BulkFormat:
    """How the columns of a tab-separated file without header or quotes make rows of a table.

    Attributes
    ----------
    table
        Name in `legation.record.schema.STATEMENTS`; its key is one column.
    columns
        Columns of the file, in order; VARCHAR, null where empty.
    parsed
        SQL expressions by name over the file's columns, for use below.
    joins
        SQL joins of `r` (the columns and what was parsed) with small tables, at most one
        row for each.
    made
        SQL expressions by column of the table; columns left out are null.
    number
        SQL of a BIGINT that is different for each value of the key, from which repetitions
        are found.
    checks
        Pairs of an SQL condition and the SQL expression of the reason for which a row that
        meets it is rejected. Conditions that are null are not met.
    """

    table: str
    columns: tuple[str, ...]
    parsed: Mapping[str, str]
    joins: str
    made: Mapping[str, str]
    number: str
    checks: tuple[tuple[str, str], ...]

    @property
    def target(self) -> Table:
        """The table of the record that is filled."""
        return STATEMENTS[self.table]

    @property
    def key(self) -> str:
        """Column that identifies a row."""
        (key,) = self.target.key
        return key

    def rows(self, source: str, extra: str = "", *first: tuple[str, str]) -> str:
        """Return the SQL of the table's rows, `source_id` as a parameter, and the reason.

        `extra` columns of the source come first, `first` checks go before the others.
        """
        parsed = ", ".join(f"{sql} AS {name}" for name, sql in self.parsed.items())
        made = {"source_id": "?", **self.made}
        values = ", ".join(
            f'({made.get(c.name, "NULL")})::{c.type} AS "{c.name}"' for c in self.target.columns
        )
        reasons = " ".join(
            f"WHEN {condition} THEN {why}" for condition, why in (*first, *self.checks)
        )
        return (
            f"SELECT {extra} {values}, CASE {reasons} END AS reason "
            f"FROM (SELECT *, {parsed} FROM {source}) r {self.joins}"
        )


def load_bulk(load: Load, member: Member, fmt: BulkFormat) -> None:
    """Read a file; every line gets its fate.

    Raises
    ------
    InputError
        If a line is longer than any row could be.
    """
    load.flush()
    with tempfile.TemporaryDirectory(prefix="legation-", dir=_room(load.con)) as folder:
        lines = plain_lines(member.path)
        path = member.path
        if lines is None:
            path = Path(folder) / "sound.tsv"
            lines = _copy_sound(load, member, path)
        elif _GLOB & set(str(path.absolute())):
            path = Path(folder) / "linked.tsv"
            path.symlink_to(member.path.absolute())
        _Pass(load, member, fmt, lines).run(path)


@dataclass
class _Pass:
    """One file on its way through DuckDB."""

    load: Load
    member: Member
    fmt: BulkFormat
    lines: int

    def run(self, path: Path) -> None:
        con, storage = self.load.con, self.fmt.target.storage
        before = _number(con, f"SELECT coalesce(max(rowid), -1) FROM {storage}")
        stored = self._insert(path) if self.lines else 0
        repeated = self._repeated()
        rejected = duplicates = 0
        if stored != self.lines or repeated:
            self._judge()
            stored -= self._take_back(before)
            kept, rejected, duplicates = self._settle()
            stored += kept
            con.execute("DROP TABLE judged")
        con.execute("DROP TABLE IF EXISTS repeated")
        self.load.add_counts(Counts(self.lines, stored, rejected, duplicates))

    def _insert(self, path: Path) -> int:
        """Store every row that nothing is wrong with."""
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in self.fmt.columns)
        file = str(path.absolute()).replace("'", "''")
        source = (
            f"read_csv('{file}', delim = '\\t', header = false, quote = '', escape = '', "
            f"auto_detect = false, columns = {{{columns}}}, ignore_errors = true, "
            f"null_padding = false, max_line_size = {2 * _ROW_BYTES}, compression = 'none', "
            "hive_partitioning = false)"
        )
        with joins_as_written(self.load.con):
            return _number(
                self.load.con,
                f"INSERT INTO {self.fmt.target.filled} SELECT * EXCLUDE (reason), false "
                f"FROM ({self.fmt.rows(source)}) WHERE reason IS NULL",
                [self.load.source_id],
            )

    def _repeated(self) -> int:
        """Collect the identifiers that this source stored more than once; usually none."""
        con, key, storage = self.load.con, self.fmt.key, self.fmt.target.storage
        con.execute("CREATE OR REPLACE TEMP TABLE repeated (k VARCHAR)")
        mine = f"FROM {storage} WHERE source_id = ?"
        source = [self.load.source_id]
        total, lowest, highest = con.execute(
            f"SELECT count(*), min(n), max(n) FROM (SELECT {self.fmt.number} AS n {mine})", source
        ).fetchall()[0]
        if total and highest - lowest < min(_BITS, 1_000_000 + 100 * total):
            bits = f"bit_count(bitstring_agg({self.fmt.number}, {lowest}, {highest}))"
            if _number(con, f"SELECT {bits} {mine}", source) == total:
                return 0
        parts = 1 + total // 4_000_000  # bounds the memory of one count
        for part in range(parts):
            con.execute(
                f"INSERT INTO repeated SELECT {key} {mine} AND hash({key}) % {parts} = {part} "
                f"GROUP BY {key} HAVING count(*) > 1",
                source,
            )
        return _number(con, "SELECT count(*) FROM repeated")

    def _judge(self) -> None:
        """Go through the lines and keep those that are off or share an identifier."""
        con, fmt = self.load.con, self.fmt
        fields = ", ".join(f"nullif(f[{i}], '') AS {n}" for i, n in enumerate(fmt.columns, 1))
        width = len(fmt.columns)
        source = (
            f"(SELECT line, raw, len(f) AS fields, {fields} "
            "FROM (SELECT *, string_split(raw, '\t') AS f FROM batch))"
        )
        count = f"'has ' || fields || ' fields where {width} are expected'"
        rows = fmt.rows(source, "line, raw,", (f"fields <> {width}", count))
        names = ", ".join(f'"{c.name}" {c.type}' for c in fmt.target.columns)
        con.execute(
            "CREATE OR REPLACE TEMP TABLE judged "
            f"(line BIGINT, raw VARCHAR, {names}, reason VARCHAR)"
        )
        for batch in _batches(self.member):  # noqa: B007 - the statement reads it by this name
            con.execute(
                f"INSERT INTO judged SELECT * REPLACE (left(raw, {RAW_LIMIT}) AS raw)"
                f" FROM ({rows}) WHERE reason IS NOT NULL"
                f" OR {fmt.key} IN (SELECT k FROM repeated)",
                [self.load.source_id],
            )

    def _take_back(self, before: int) -> int:
        """Remove the rows of this file whose identifier repeats; `_settle` stores them again."""
        return _number(
            self.load.con,
            f"DELETE FROM {self.fmt.target.storage} WHERE rowid > ? AND source_id = ? "
            f"AND {self.fmt.key} IN (SELECT k FROM repeated)",
            [before, self.load.source_id],
        )

    def _settle(self) -> tuple[int, int, int]:
        """Give the rows in `judged` their fates; return stored, rejected, duplicates."""
        con, target, key = self.load.con, self.fmt.target, self.fmt.key
        content = ", ".join(f'"{n}"' for n in target.names if n not in ("source_id", "locator"))
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE fates AS
            WITH earlier AS (
                SELECT 0 AS line, {key}, row({content}) AS content FROM {target.storage}
                WHERE source_id = ? AND {key} IN (SELECT k FROM repeated)
            ), all_rows AS (
                FROM earlier UNION ALL
                SELECT line, {key}, row({content}) FROM judged WHERE reason IS NULL
            )
            SELECT line, CASE WHEN row_number() OVER w = 1 THEN 'stored'
                WHEN content IS NOT DISTINCT FROM first_value(content) OVER w THEN 'duplicate'
                ELSE 'rejected' END AS fate
            FROM all_rows WINDOW w AS (PARTITION BY {key} ORDER BY line)""",
            [self.load.source_id],
        )
        columns = ", ".join(f'"{n}"' for n in target.names)
        stored = _number(
            con,
            f"INSERT INTO {target.filled} SELECT {columns}, false FROM judged "
            "JOIN fates USING (line) WHERE reason IS NULL AND fate = 'stored'",
        )
        prefix = f"{self.member.name}, line " if self.member.archived else "line "
        rejected = _number(
            con,
            "INSERT INTO reject SELECT ?, ? || line, coalesce(reason, ?), raw FROM judged "
            "LEFT JOIN fates USING (line) WHERE reason IS NOT NULL OR fate = 'rejected'",
            [self.load.source_id, prefix, REPEATS],
        )
        duplicates = _number(
            con, "SELECT count(*) FROM fates WHERE fate = 'duplicate' AND line > 0"
        )
        con.execute("DROP TABLE fates")
        return stored, rejected, duplicates


# -- lines ------------------------------------------------------------------------------------


def plain_lines(path: Path) -> int | None:
    """Count the lines of a file, or return None where not everybody would count the same.

    A plain file is UTF-8 without a byte order mark, NULs, carriage returns, blank lines, or
    lines too long for a row.
    """
    lines, open_bytes, decoder = 0, 0, codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as handle:
        if handle.read(3) == codecs.BOM_UTF8:
            return None
        handle.seek(0)
        while chunk := handle.read(_CHUNK):
            ends = np.flatnonzero(np.frombuffer(chunk, np.uint8) == _LINE_END)
            gaps = np.diff(ends, prepend=-1 - open_bytes)
            open_bytes = len(chunk) - 1 - int(ends[-1]) if len(ends) else open_bytes + len(chunk)
            if max(gaps.max(initial=0) - 1, open_bytes) > _ROW_BYTES or gaps.min(initial=2) < 2:
                return None
            if b"\r" in chunk or b"\0" in chunk:
                return None
            if not (chunk.isascii() and decoder.getstate()[0] == b""):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    return None
            lines += len(ends)
    if decoder.getstate()[0]:
        return None
    return lines + (open_bytes > 0)


def _sound_lines(
    member: Member, odd: Callable[[int, str, str], object]
) -> Iterator[tuple[int, str]]:
    """Yield the number and text of every line that can be a row; call `odd` for the others."""
    for number, line in enumerate(bounded_lines(member), 1):
        text = line.removesuffix("\n").removesuffix("\r")
        if not text:
            continue  # an empty line is not a row
        if reason := _oddity(text):
            odd(number, reason, text)
        else:
            yield number, text


def _oddity(text: str) -> str | None:
    if "\r" in text or "\0" in text:
        return "holds a control character"
    if 4 * len(text) > _ROW_BYTES and len(text.encode("utf-8", "replace")) > _ROW_BYTES:
        return "is too long for a row"
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        return "not valid UTF-8"
    return None


def _copy_sound(load: Load, member: Member, path: Path) -> int:
    """Copy the lines that can be rows, reject the others and return the number copied."""
    prefix = f"{member.name}, line " if member.archived else "line "
    lines = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for _, text in _sound_lines(
            member, lambda n, why, raw: load.reject(f"{prefix}{n}", why, raw)
        ):
            out.write(text)
            out.write("\n")
            lines += 1
    load.flush()
    return lines


def _batches(member: Member) -> Iterator[pa.Table]:
    """Yield the sound lines with their numbers, in pieces that several threads can share."""
    sound = _sound_lines(member, lambda *_: None)
    while pieces := [p for _ in range(_PIECES) if (p := _piece(sound))]:
        yield pa.Table.from_batches(pieces)


def _piece(sound: Iterator[tuple[int, str]]) -> pa.RecordBatch | None:
    numbers: list[int] = []
    texts: list[str] = []
    characters = 0
    for number, text in sound:
        numbers.append(number)
        texts.append(text)
        characters += len(text)
        if len(texts) >= _PIECE_LINES or characters > _PIECE_CHARACTERS:
            break
    return pa.RecordBatch.from_pydict({"line": numbers, "raw": texts}) if texts else None


# -- DuckDB -----------------------------------------------------------------------------------


def _number(con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()) -> int:
    return int(con.execute(sql, list(parameters)).fetchall()[0][0])


def _room(con: duckdb.DuckDBPyConnection) -> Path | None:
    """Return the folder of the record, where there is room for a copy."""
    rows = con.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    return Path(rows[0][0]).parent if rows and rows[0][0] else None
