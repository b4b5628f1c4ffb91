"""Columns of an edge list, out of whatever holds them: a CSV file, a data frame, a dict, tuples."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from legation.errors import InputError

NAMES = ("u", "v", "sign", "weight", "date")
REQUIRED = NAMES[:3]
KNOWN = (*NAMES, "probability")
LIMIT = 64 * 1024**2  # bytes of a file
FORMS = (
    "a path of a CSV file, a data frame (Polars, pandas, Arrow), a dict of columns, or a list of "
    "(u, v, sign[, weight[, date]])"
)
_PLAIN = (str, bytes, int, float)


@dataclass(frozen=True)
class Columns:
    """Values of an edge list as they were given, and where each stood.

    Attributes
    ----------
    of
        Lists of equal length under some of `KNOWN`, among them `REQUIRED`.
    place
        What the rows stand in, for messages: "edges.csv, line" or "row".
    numbers
        Number of each row in it.
    aside
        Columns that are there and that nothing is made of.
    """

    of: Mapping[str, Sequence[Any]]
    place: str
    numbers: Sequence[int]
    aside: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.numbers)

    def at(self, row: int) -> str:
        """Say where a row stands."""
        return f"{self.place} {self.numbers[row]}"


def columns_of(edges: Any) -> Columns:
    """Take the columns out of an edge list in memory.

    Raises
    ------
    InputError
        If it is none of `FORMS`, a column is missing, or columns differ in length.
    """
    if hasattr(edges, "collect") and hasattr(edges, "collect_schema"):
        edges = edges.collect()  # a lazy frame
    if isinstance(edges, Mapping):
        return _from_mapping(edges)
    names = getattr(edges, "column_names", None)
    if names is None:
        names = getattr(edges, "columns", None)
    if names is not None and not isinstance(edges, _PLAIN):
        return _from_mapping({str(name): edges[name] for name in names})
    if isinstance(edges, Iterable) and not isinstance(edges, _PLAIN):
        return _from_rows(list(edges))
    raise InputError(f"no edge list is in a {type(edges).__name__}; give {FORMS}")


def read_columns(path: str | Path) -> Columns:
    """Read the columns of a CSV file: UTF-8, separated by commas, names in the first line.

    Raises
    ------
    InputError
        If it cannot be read, is larger than `LIMIT`, is empty or not UTF-8, lacks a column, or a
        line has more or fewer values than the first.
    """
    file = Path(path)
    rows = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    try:
        header = next((row for row in rows if row), [])
        if not header:
            raise InputError(f"{file.name} is empty; its first line names the columns u,v,sign")
        places, aside = _places(header, f"{file.name}, line {rows.line_num},")
        lines, kept = [], []
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                raise InputError(
                    f"{file.name}, line {rows.line_num} has {len(row)} values, the first line "
                    f"names {len(header)} columns; put a name that holds a comma in quotes"
                )
            lines.append(rows.line_num)
            kept.append(row)
    except csv.Error as error:
        raise InputError(f"{file.name}, near line {rows.line_num}: {error}") from error
    if not lines:
        raise InputError(f"{file.name} names columns but holds no edges")
    found = {name: [row[at] for row in kept] for name, at in places.items()}
    return Columns(found, f"{file.name}, line", lines, aside)


def _text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > LIMIT:
            raise InputError(
                f"{file.name} has {size / 1024**2:,.0f} MB; a file of edges may have "
                f"{LIMIT // 1024**2} MB, more are taken from a data frame"
            )
        found = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"{file} cannot be read: {reason.lower()}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{file.name}, line {line} is not UTF-8; save the file as UTF-8") from None
    if "\0" in found:
        line = found[: found.index("\0")].count("\n") + 1
        raise InputError(f"{file.name}, line {line} holds a NUL byte; this is no CSV file")
    return found


def _from_mapping(given: Mapping[Any, Any]) -> Columns:
    header = [str(name) for name in given]
    places, aside = _places(header, "the edge list")
    values = list(given.values())
    found = {name: _values(values[at], name) for name, at in places.items()}
    lengths = {name: len(column) for name, column in found.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise InputError(f"the columns of the edge list differ in length: {said}")
    return _counted(found, len(found["u"]), aside)


def _values(column: Any, name: str) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            found = getattr(column, method)()
            return found if isinstance(found, list) else [found]
    if isinstance(column, Iterable) and not isinstance(column, _PLAIN):
        return list(column)
    raise InputError(f"the column {name} of the edge list holds no values in a row; give a list")


def _from_rows(rows: list[Any]) -> Columns:
    width = 0
    for number, row in enumerate(rows, 1):
        size = len(row) if isinstance(row, Sequence) and not isinstance(row, _PLAIN) else 0
        width = width or size
        if not 3 <= size <= len(NAMES):
            raise InputError(
                f"row {number} is no edge; write each as (u, v, sign[, weight[, date]])"
            )
        if size != width:
            raise InputError(f"row {number} has {size} values where the first row has {width}")
    return _counted(
        {name: [row[i] for row in rows] for i, name in enumerate(NAMES[: width or 3])}, len(rows)
    )


def _counted(found: dict[str, list[Any]], size: int, aside: tuple[str, ...] = ()) -> Columns:
    if not size:
        raise InputError("the edge list is empty; give at least one edge as u, v, sign")
    return Columns(found, "row", range(1, size + 1), aside)


def _places(header: Sequence[str], where: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """Find the columns by name, in any case; raise if one is missing or stands twice."""
    plain = [name.strip().lower() for name in header]
    for name in KNOWN:
        if plain.count(name) > 1:
            raise InputError(f"{where} has the column {name} twice; keep one of them")
    if missing := [name for name in REQUIRED if name not in plain]:
        raise InputError(f"{where} has no column {', '.join(missing)}; {_have(header, missing)}")
    places = {name: plain.index(name) for name in KNOWN if name in plain}
    return places, tuple(name.strip() for i, name in enumerate(header) if i not in places.values())


def _have(header: Sequence[str], missing: Sequence[str]) -> str:
    """Say which columns there are, and which of them may be the one that is missing."""
    if len(header) == 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                return f"its values are separated by {name}; write commas"
    names = [name.strip()[:40] for name in header]
    free = {name.lower(): name for name in names if name.lower() not in KNOWN}
    said = f"it has {', '.join(names[:20])}" + (", ..." if len(names) > 20 else "")
    for name in missing:
        near = _MEANT.get(name, set()) & set(free) or get_close_matches(name, free, 1, 0.6)
        if near:
            return f"{said}; is '{free[min(near)]}' what should be named '{name}'?"
    return said


_MEANT = {
    "u": {"source", "from", "a", "actor", "node1", "i"},
    "v": {"target", "to", "b", "node2", "j"},
    "sign": {"type", "polarity", "value", "edge"},
}
