"""Delimited text, row by row, with the line number and a reason for every row that is off."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

import polars as pl

from legation.errors import InputError
from legation.record.unpack import Member

LINE_LIMIT = 16 * 1024**2
COLUMN_LIMIT = 1_000
_BATCH = 50_000
_RESERVED = ("line", "_reason", "_raw")


class _Reader(Protocol):
    """What `csv.reader` returns; the module does not export its type."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class CsvFormat:
    """How a delimited file is written.

    Attributes
    ----------
    delimiter, quoting
        As for the module `csv`.
    header
        Column names where the file has none of its own.
    required
        Columns that must be there.
    null
        Texts that mean "no value"; an empty field always does.
    """

    delimiter: str = ","
    quoting: bool = True
    header: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    null: tuple[str, ...] = ("NA",)


def bounded_lines(member: Member, limit: int = LINE_LIMIT) -> Iterator[str]:
    """Yield the lines of a file as text; bytes that are not UTF-8 become lone surrogates.

    Raises
    ------
    InputError
        If a line is longer than `limit` bytes.
    """
    with member.path.open("rb") as handle:
        yield from _bounded(handle, member.name, limit)


def _bounded(handle: IO[bytes], name: str, limit: int) -> Iterator[str]:
    number = 0
    while line := handle.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise InputError(
                f"{name}, line {number} is longer than {limit:,} bytes; "
                "check that the file is what it should be"
            )
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield line.decode("utf-8", "surrogateescape")


def column_names(header: list[str]) -> list[str]:
    """Lower-case, unique, non-empty names from a header row."""
    names: dict[str, None] = {}
    for i, cell in enumerate(header):
        name = cell.strip().lower().encode("utf-8", "backslashreplace").decode() or f"column{i}"
        while name in names or name in _RESERVED:
            name += "_"
        names[name] = None
    return list(names)


def header_of(member: Member, delimiter: str = ",") -> list[str]:
    """Column names of a delimited file, in lower case and without quotes."""
    if member.first_line.count(delimiter) >= COLUMN_LIMIT:
        return []  # one long line of something else, such as JSON
    return column_names([c.strip().strip('"') for c in member.first_line.split(delimiter)])


def csv_batches(member: Member, fmt: CsvFormat) -> Iterator[pl.DataFrame]:
    """Yield the rows of a file as tables of text columns.

    Each has the file's columns (lower-case names, null for empty), `line` (1-based line on
    which the row ends), `_reason` (null, or why the row cannot be read) and `_raw` (the row as
    text where it cannot be read).

    Raises
    ------
    InputError
        If there is no header, a required column is missing or a line is too long.
    """
    csv.field_size_limit(LINE_LIMIT)
    rows = csv.reader(
        (line.replace("\0", "\ufffd") if "\0" in line else line for line in bounded_lines(member)),
        delimiter=fmt.delimiter,
        quoting=csv.QUOTE_MINIMAL if fmt.quoting else csv.QUOTE_NONE,
    )
    try:
        header = [] if fmt.header else next(rows, [])
        if len(header) > COLUMN_LIMIT:
            raise InputError(
                f"{member.name} has more than {COLUMN_LIMIT:,} columns; "
                "check that the file is a table"
            )
        names = list(fmt.header) or column_names(header)
        if missing := [c for c in fmt.required if c not in names]:
            raise InputError(
                f"{member.name} has no column {', '.join(missing)}; it has {', '.join(names)[:300]}"
            )
        yield from _batches(rows, names, fmt)
    except csv.Error as error:
        raise InputError(f"{member.name}, near line {rows.line_num}: {error}") from error


def _batches(rows: _Reader, names: list[str], fmt: CsvFormat) -> Iterator[pl.DataFrame]:
    null = {"", *fmt.null}
    width = len(names)
    good: list[list[str | None]] = []
    lines: list[int] = []
    reasons: list[str | None] = []
    raws: list[str | None] = []
    for row in rows:
        if not row:
            continue  # an empty line is not a row
        reason = None
        if len(row) != width:
            reason = f"has {len(row)} fields where {width} are expected"
        elif not all(map(str.isascii, row)) and not all(map(_storable, row)):
            reason = "not valid UTF-8"
        good.append([None] * width if reason else [None if v in null else v for v in row])
        lines.append(rows.line_num)
        reasons.append(reason)
        text = fmt.delimiter.join(row)[:2000] if reason else None
        raws.append(text.encode("utf-8", "backslashreplace").decode() if text else None)
        if len(good) >= _BATCH:
            yield _table(names, good, lines, reasons, raws)
            good, lines, reasons, raws = [], [], [], []
    yield _table(names, good, lines, reasons, raws)  # at least one, so that the columns are known


def _storable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _table(
    names: list[str],
    rows: list[list[str | None]],
    lines: list[int],
    reasons: list[str | None],
    raws: list[str | None],
) -> pl.DataFrame:
    cells = zip(*rows, strict=True) if rows else ((),) * len(names)
    columns = [pl.Series(n, c, pl.String) for n, c in zip(names, cells, strict=True)]
    return pl.DataFrame(
        [
            *columns,
            pl.Series("line", lines, pl.Int64),
            pl.Series("_reason", reasons, pl.String),
            pl.Series("_raw", raws, pl.String),
        ]
    )
