"""A source of one's own: a delimited file and a small TOML file that says what its columns mean.

The mapping is data, never code: no text of it or of the file becomes part of a query. See
`docs/how-to/bring-your-own-source.md`.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.errors import InputError
from legation.record.csvrows import COLUMN_LIMIT, CsvFormat, column_names, csv_batches
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.readers.mapping_cells import Cell, Row, check_known, read_cell
from legation.record.readers.mapping_rules import IDENTIFIERS, NEEDED, OWN, complete
from legation.record.readers.texts import UnreadableError
from legation.record.schema import STATEMENTS
from legation.record.staging import Counts
from legation.record.unpack import Member

MAPPING_LIMIT = 1_000_000
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATASET = ("key", "title", "licence", "citation", "url")
_FILE = ("delimiter", "quoting", "null", "header")
_RESERVED = ("line", "_reason", "_raw")


@dataclass(frozen=True)
class MappedTable:
    """One table that each row of the file gives a row of."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def dating(self) -> Cell | None:
        """The column that says on which day the states of the row are meant."""
        for name in ("date", "start"):
            for cell in self.cells:
                if cell.target.name == name:
                    return cell
        return None


@dataclass(frozen=True)
class MappedReader:
    """Reader of the files that one mapping describes; made by `load_mapping`.

    Attributes
    ----------
    dataset
        As the mapping names it.
    version
        Changes with the content of the mapping.
    tables
        What each row of the file gives a row of.
    format
        How the file is written, with the columns it must have.
    """

    dataset: Dataset
    version: str
    tables: tuple[MappedTable, ...]
    format: CsvFormat

    def matches(self, member: Member) -> bool:
        """Whether the file's header has every column that the mapping names."""
        return not self.problem(member)

    def problem(self, member: Member) -> str:
        """Say in one line why the mapping does not fit a file; empty where it does."""
        try:
            rows = csv.reader([member.first_line], delimiter=self.format.delimiter)
            first = next(rows, [])
        except csv.Error as error:
            return f"{member.name}: the first line cannot be read ({error})"
        if self.format.header:
            if len(first) == len(self.format.header):
                return ""
            expected = len(self.format.header)
            return f"{member.name} has {len(first)} columns where the mapping names {expected}"
        if len(first) > COLUMN_LIMIT:
            return f"{member.name} has more than {COLUMN_LIMIT:,} columns; is it a table?"
        names = column_names(first)
        try:
            for column in self.format.required:
                check_known(column, names, member.name, "column")
        except InputError as error:
            return str(error)
        return ""

    def load(self, member: Member, load: Load) -> None:
        """Give every row of the file its fate: one row in each table, or none in any."""
        seen = _stored(load, {table.name for table in self.tables})
        prefix = f"{member.name}, " if member.archived else ""
        for row, line, reason, raw in _rows(member, self.format):
            locator = f"{prefix}line {line}"
            try:
                if reason:
                    raise UnreadableError(reason)
                made = self._make(row, locator)
                self._settle(load, made, seen)
            except UnreadableError as problem:
                load.reject(locator, str(problem), raw)

    def _make(self, row: Row, locator: str) -> list[tuple[str, dict[str, object]]]:
        """Make the rows that one row of the file gives."""
        shared = next((day for t in self.tables if (day := _meant_day(t, row))), None)
        made = []
        for number, table in enumerate(self.tables):
            day = _meant_day(table, row) or shared
            values = {cell.target.name: cell.value(row, day) for cell in table.cells}
            if table.name == "measure" and "precision" not in values and table.dating:
                values["precision"] = table.dating.precision
            values = complete(table.name, values)
            made.append((table.name, self._identified(table.name, values, row, number, locator)))
        return made

    def _identified(
        self, table: str, values: dict[str, object], row: Row, number: int, locator: str
    ) -> dict[str, object]:
        """Add the identifiers a row needs and where it stands."""
        out: dict[str, object] = {"locator": locator, **values}
        if "dataset" in STATEMENTS[table].names:
            out["dataset"] = self.dataset.key
        identifier = IDENTIFIERS.get(table)
        if identifier and not out.get(identifier):
            text = "\x1f".join([str(number), *(row[k] or "" for k in sorted(row))])
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            out[identifier] = f"{self.dataset.key}:{digest}"
        elif identifier and identifier in {
            c.target.name for t in self.tables if t.name == table for c in t.cells
        }:
            out[identifier] = f"{self.dataset.key}:{out[identifier]}"
        return out

    def _settle(
        self,
        load: Load,
        made: list[tuple[str, dict[str, object]]],
        seen: dict[tuple[object, ...], int],
    ) -> None:
        """Store what is new, count what only repeats, refuse what contradicts."""
        new: dict[tuple[object, ...], tuple[str, dict[str, object], int]] = {}
        for table, row in made:
            key, content = _key(table, row), _content(table, row)
            before = new[key][2] if key in new else seen.get(key)
            if before is None:
                new[key] = (table, row, content)
            elif before != content:
                shown = " ".join(str(part) for part in key[1:])
                raise UnreadableError(
                    f"gives {table} {shown[:80]} other values than an earlier row"
                )
        if not new:
            load.add_counts(Counts(read=1, duplicates=1))
            return
        stored = load.counts.stored
        (table, row, _), *more = new.values()
        load.store(table, row, *((name, values) for name, values, _ in more))
        if load.counts.stored > stored:
            seen.update({key: content for key, (_, _, content) in new.items()})


def _meant_day(table: MappedTable, row: Row) -> dt.date | None:
    """Day on which the states of a row are meant: 1 July where the row gives only a year."""
    cell = table.dating
    value = cell.value(row, None) if cell else None
    if not cell or not isinstance(value, dt.date):
        return None
    return value.replace(month=7, day=1) if cell.precision == "year" else value


def _key(table: str, row: Mapping[str, object]) -> tuple[object, ...]:
    return (table, *(row.get(column) for column in STATEMENTS[table].key))


def _content(table: str, row: Mapping[str, object]) -> int:
    names = (n for n in STATEMENTS[table].names if n not in ("locator", "source_id"))
    return hash(tuple(_frozen(row.get(name)) for name in names))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _stored(load: Load, tables: set[str]) -> dict[tuple[object, ...], int]:
    """Give what earlier members of the same file have stored."""
    load.flush()
    seen: dict[tuple[object, ...], int] = {}
    for name in tables if load.counts.stored else ():
        table = STATEMENTS[name]
        listed = ", ".join(f'"{column}"' for column in table.names)
        sql = f"SELECT {listed} FROM {table.storage} WHERE source_id = ?"
        for values in load.con.execute(sql, [load.source_id]).fetchall():
            row = dict(zip(table.names, values, strict=True))
            seen[_key(name, row)] = _content(name, row)
    return seen


def _rows(member: Member, form: CsvFormat) -> Iterator[tuple[Row, int, str | None, str]]:
    """Yield rows as (texts by column, line, why it cannot be read, the row as text)."""
    for batch in csv_batches(member, form):
        for row in batch.to_dicts():
            line, reason, raw = (row.pop(name) for name in _RESERVED)
            yield row, line, reason, raw or form.delimiter.join(v or "" for v in row.values())


# -- reading the mapping ----------------------------------------------------------------------


def load_mapping(path: str | os.PathLike[str]) -> MappedReader:
    """Read a mapping file and return the reader it describes.

    Parameters
    ----------
    path
        A TOML file with `[dataset]`, `[file]` where it is not plain CSV, and one `[[table]]`
        for each table that a row of the file gives a row of.

    Raises
    ------
    InputError
        If the file cannot be read or says something that cannot be meant; the line names
        the place and the nearest word that exists.
    """
    file = Path(path)
    try:
        data = file.read_bytes()[: MAPPING_LIMIT + 1]
        if len(data) > MAPPING_LIMIT:
            raise InputError(
                f"{file.name} is larger than {MAPPING_LIMIT:,} bytes; is it a mapping?"
            )
        content = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}); check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        what = " ".join(str(error).split())[:200]
        raise InputError(f"{file.name} is not valid TOML: {what}") from error
    for key in content:
        check_known(key, ("dataset", "file", "table"), file.name, "section")
    tables = _tables(content.get("table"), file.name)
    digest = hashlib.sha256(data).hexdigest()[:8]
    return MappedReader(
        _dataset(content.get("dataset"), file.name),
        f"mapping {digest}",
        tables,
        _format(content.get("file", {}), tables, file.name),
    )


def _dataset(given: object, name: str) -> Dataset:
    where = f"{name}, [dataset]"
    section = _section(given, where)
    for key in section:
        check_known(key, _DATASET, where, "key")
    for key in ("key", "title", "licence", "citation"):
        if key not in section:
            raise InputError(f"{where}: {key} is missing; what is used must be citable")
    values = {key: section.get(key, "") for key in _DATASET}
    for key, value in values.items():
        if not isinstance(value, str) or (key != "url" and not value.strip()):
            raise InputError(f"{where}: {key} is a text that is not empty")
    if not _KEY.fullmatch(values["key"]) or len(values["key"]) > 40:
        raise InputError(
            f"{where}: key = '{values['key'][:40]}' is not of small letters, digits and single "
            "hyphens, at most 40; write for example my-votes"
        )
    return Dataset(**values)


def _format(given: object, tables: tuple[MappedTable, ...], name: str) -> CsvFormat:
    where = f"{name}, [file]"
    section = _section(given, where)
    for key in section:
        check_known(key, _FILE, where, "key")
    delimiter, quoting = section.get("delimiter", ","), section.get("quoting", True)
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\0':
        raise InputError(f'{where}: delimiter is one character, such as ";" or "\\t"')
    if not isinstance(quoting, bool):
        raise InputError(f"{where}: quoting is true or false")
    header = tuple(column_names(_texts(section, "header", where)))
    required = tuple(dict.fromkeys(c for t in tables for cell in t.cells for c in cell.columns))
    for column in required if header else ():
        check_known(column, header, f"{where}, header", "column")
    null = tuple(_texts(section, "null", where)) if "null" in section else ("NA",)
    return CsvFormat(delimiter, quoting, header, required, null)


def _texts(section: Mapping[str, Any], key: str, where: str) -> list[str]:
    values = section.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise InputError(f"{where}: {key} is a list of texts")
    return values


def _section(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise InputError(f"{where} is missing or not a section")
    return given


def _tables(given: object, name: str) -> tuple[MappedTable, ...]:
    if not isinstance(given, list) or not given or not all(isinstance(t, dict) for t in given):
        raise InputError(f"{name} has no [[table]]; add one with name and [table.columns]")
    return tuple(_read_table(t, f"{name}, table {n}") for n, t in enumerate(given, 1))


def _read_table(given: Mapping[str, Any], where: str) -> MappedTable:
    for key in given:
        check_known(key, ("name", "columns"), where, "key")
    name = given.get("name")
    if not isinstance(name, str):
        raise InputError(f"{where}: name is missing; there is {', '.join(STATEMENTS)}")
    check_known(name, STATEMENTS, where, "table")
    where = f"{where} ({name})"
    columns = {c.name: c for c in STATEMENTS[name].columns if c.name not in OWN}
    cells = []
    for column, spec in _section(given.get("columns"), f"{where}, [table.columns]").items():
        check_known(column, columns, where, "column")
        cells.append(read_cell(columns[column], spec, name, f"{where}, {column}"))
    mapped = {cell.target.name for cell in cells}
    if name == "document" and "text" in mapped:
        return MappedTable(name, tuple(cells))
    if missing := [column for column in NEEDED[name] if column not in mapped]:
        raise InputError(f"{where}: {', '.join(missing)} must be given too")
    return MappedTable(name, tuple(cells))
