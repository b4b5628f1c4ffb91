"""One file on its way into the record: every row read gets exactly one fate.

A reader hands rows to a `Load` by one of three doors: `store` and `reject` for rows made in
Python, `stage_csv` for a table that SQL turns into rows, `add_counts` for a bulk load that
stays inside DuckDB. Whatever the door, rows read = stored + rejected + duplicates, and the
pipeline refuses to commit a file for which that does not add up.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping

import duckdb

from legation.record.batches import insert
from legation.record.csvrows import CsvFormat, csv_batches
from legation.record.schema import REJECT, STATEMENTS
from legation.record.staging import RAW_LIMIT, REPEATS, Counts, settle
from legation.record.table import Table
from legation.record.unpack import Member

_FLUSH_ROWS = 20_000
_FLUSH_CHARACTERS = 32 * 1024**2

_PYTHON: dict[str, type | tuple[type, ...]] = {
    "VARCHAR": str,
    "VARCHAR[]": (list, tuple),
    "INTEGER": int,
    "BIGINT": int,
    "DOUBLE": (int, float),
    "BOOLEAN": bool,
    "DATE": dt.date,
}


class Load:
    """Rows of one source, inside the transaction that adds it.

    Attributes
    ----------
    con
        Connection with an open transaction; temporary tables made on it are the reader's own
        business, and it drops them.
    source_id
        Identifier of the source, to be written into every row.
    counts
        Fates so far.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, source_id: str) -> None:
        self.con = con
        self.source_id = source_id
        self.counts = Counts()
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self._rejects: list[tuple[str, str, str, str]] = []
        self._characters = 0
        self._seen: dict[tuple[object, ...], int] = {}

    # -- rows made in Python ---------------------------------------------------------------

    def store(
        self, table: str, row: Mapping[str, object], *more: tuple[str, Mapping[str, object]]
    ) -> None:
        """Store what one row read says: `row` in `table`, and further rows if it says more.

        A row whose key was stored from this source before is a duplicate if it says the same,
        and a reject if it says something else.

        Parameters
        ----------
        table
            Name in `legation.record.schema.STATEMENTS`.
        row
            Values by column; columns left out are null. `source_id` is filled in.
        more
            Further `(table, row)` pairs that the same input row gives rise to.
        """
        self.counts.read += 1
        records = [(name, self._record(STATEMENTS[name], r)) for name, r in ((table, row), *more)]
        locator = str(row.get("locator") or "")
        for _, (_, problem) in records:
            if problem:
                self._reject(locator, problem, repr(dict(row)))
                return
        key = (table, *(row.get(column) for column in STATEMENTS[table].key))
        content = hash(tuple(_hashable(row.get(c)) for c in sorted(row) if c != "locator"))
        if key in self._seen:
            if self._seen[key] == content:
                self.counts.duplicates += 1
            else:
                self._reject(locator, REPEATS, repr(dict(row)))
            return
        self._seen[key] = content
        self.counts.stored += 1
        for name, (values, _) in records:
            self._rows.setdefault(name, []).append(values)
        if self._characters > _FLUSH_CHARACTERS or len(self._rows[table]) >= _FLUSH_ROWS:
            self.flush()

    def reject(self, locator: str, reason: str, raw: str) -> None:
        """Keep a row that cannot be read, with the reason and where it stands."""
        self.counts.read += 1
        self._reject(locator, reason, raw)

    def _reject(self, locator: str, reason: str, raw: str) -> None:
        self.counts.rejected += 1
        self._rejects.append(
            (self.source_id, printable(locator), printable(reason), printable(raw))
        )
        if len(self._rejects) >= _FLUSH_ROWS:
            self.flush()

    def _record(
        self, table: Table, row: Mapping[str, object]
    ) -> tuple[tuple[object, ...], str | None]:
        """Values in column order, and the problem that makes them unfit, if any."""
        if not row.keys() <= table.types.keys():
            raise AssertionError(f"table {table.name} has no {sorted({*row} - {*table.names})}")
        values: list[object] = []
        for name, kind in table.types.items():
            value = self.source_id if name == "source_id" else row.get(name)
            if isinstance(value, str):
                self._characters += len(value)
            elif isinstance(value, dt.datetime):
                value = value.date()
            elif isinstance(value, float) and not math.isfinite(value):
                value = None
            if value is not None and (problem := _misfit(value, kind)):
                return (), f"{name}: {problem}"
            values.append(value)
        for name in table.key:
            if row.get(name) is None:
                return (), f"{name} is missing"
        return tuple(values), None

    def flush(self) -> None:
        """Write what is waiting to the store."""
        for name, rows in self._rows.items():
            table = STATEMENTS[name]
            sql = f"INSERT INTO {table.filled} SELECT *, false FROM batch"
            insert(self.con, sql, table.types, rows)
        if self._rejects:
            insert(self.con, "INSERT INTO reject SELECT * FROM batch", REJECT.types, self._rejects)
        self._rows, self._rejects, self._characters = {}, [], 0

    # -- a table that SQL turns into rows ---------------------------------------------------

    def stage_csv(
        self,
        member: Member,
        table: str,
        select: str,
        csv: CsvFormat | None = None,
        checks: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Read a delimited file row by row and let SQL turn each into one row of `table`.

        Parameters
        ----------
        member
            The file; its header gives the column names, in lower case.
        table
            Name in `legation.record.schema.STATEMENTS`.
        select
            Comma-separated SQL expressions `... AS column` over the file's columns (all
            VARCHAR, empty and NA as null) and `line`, the line number. Columns of the table
            that are left out are null; `locator` defaults to the line.
        csv
            Delimiter, expected columns and the like.
        checks
            Pairs of an SQL condition over the columns made by `select` (as `s.column`) or the
            file's (as `r.column`) and the reason for which a row that meets it is rejected.
            A reason that starts with a quote is an SQL expression.
        """
        self.read_csv(member, csv)
        self.settle_csv(member, table, select, checks)

    def read_csv(self, member: Member, csv: CsvFormat | None = None) -> None:
        """Read a delimited file into the temporary table `staged_raw`.

        The first half of `stage_csv`, for readers that must look at the rows in between:
        columns as VARCHAR, `line`, and `_reason` and `_raw` for rows that cannot be read.
        """
        self.flush()
        self.con.execute("DROP TABLE IF EXISTS staged_raw")
        verb = "CREATE TEMP TABLE staged_raw AS"
        for batch in csv_batches(member, csv or CsvFormat()):  # noqa: B007 - read by this name
            self.con.execute(f"{verb} SELECT * FROM batch")
            verb = "INSERT INTO staged_raw"

    def insert_distinct(self, table: str, select: str, key: str, where: str) -> None:
        """Store further rows that many lines of `staged_raw` (as `r`) say alike.

        The first line for each `key` counts. These rows have no fate of their own: the lines
        they come from have theirs.
        """
        target = STATEMENTS[table]
        self.con.execute(
            f"INSERT INTO {target.storage} BY NAME "
            f"SELECT {select}, ? AS source_id, false AS shadowed FROM staged_raw r WHERE {where} "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY r.line) = 1",
            [self.source_id],
        )

    def settle_csv(
        self, member: Member, table: str, select: str, checks: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Give each line of `staged_raw` its fate; the second half of `stage_csv`."""
        prefix = f"{member.name}, line " if member.archived else "line "
        self.add_counts(settle(self.con, STATEMENTS[table], self.source_id, select, checks, prefix))
        self.con.execute("DROP TABLE staged_raw")

    # -- bulk loads -------------------------------------------------------------------------

    def add_counts(self, counts: Counts) -> None:
        """Add the fates of rows that a bulk load dealt with inside DuckDB."""
        self.counts.read += counts.read
        self.counts.stored += counts.stored
        self.counts.rejected += counts.rejected
        self.counts.duplicates += counts.duplicates


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _misfit(value: object, kind: str) -> str | None:
    """Say why a value does not fit a column, or None where it does."""
    if not isinstance(value, _PYTHON[kind]) or (isinstance(value, bool) and kind != "BOOLEAN"):
        return f"{value!r:.80} is not of type {kind}"
    if isinstance(value, int) and kind in ("INTEGER", "BIGINT"):
        bits = 31 if kind == "INTEGER" else 63
        if not -(2**bits) <= value < 2**bits:
            return f"{value!r:.80} is too large"
    if isinstance(value, str):
        broken = not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)
        return "not valid UTF-8" if broken else None
    if isinstance(value, list | tuple) and any(
        not isinstance(v, str) or _misfit(v, "VARCHAR") for v in value
    ):
        return "holds something that is not text"
    return None


def printable(text: str) -> str:
    """Cut a text to the length kept for rejects and make it storable."""
    return text[:RAW_LIMIT].encode("utf-8", "backslashreplace").decode("utf-8")
