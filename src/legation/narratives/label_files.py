"""Files of labels: outlets and what somebody calls them, in whatever table they come.

CSV, TSV and JSON lines, plain or gzipped. The delimiter is the one that the head of the file
has most columns by; columns are found by their usual names. Nothing in such a file is trusted:
sizes, lines and names are bounded.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from legation.errors import InputError
from legation.narratives.camps import LONGEST_NAME, outlet_key

#: Bytes of a file, unpacked, that are read.
LARGEST_FILE = 500_000_000
#: Characters of a cell that is read.
LONGEST_CELL = 10_000
#: Characters of a line.
LONGEST_LINE = 1_000_000
#: Names of the columns that are looked for, the likeliest first; case and signs aside.
OUTLETS = ("outlet", "domain", "source_url_normalized", "source_url", "source", "outlet_name",
           "source_name", "website", "site", "publisher", "name", "url")  # fmt: skip
LABELS = ("camp", "side", "leaning", "bias_text", "bias", "label", "group", "orientation")

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Labels:
    """What a file says of outlets.

    Attributes
    ----------
    file
        Where it says so.
    outlet_columns
        Columns that may name the outlet, the likeliest first.
    label_column
        Column of the label.
    counts
        By column of outlets and key of the outlet, how many rows give it which label.
    rows, unusable
        Rows read, and those of them without an outlet or label that can be used.
    """

    file: str
    outlet_columns: tuple[str, ...]
    label_column: str
    counts: Mapping[str, Mapping[str, Counter[str]]]
    rows: int
    unusable: int


def read_labels(
    path: str | Path, outlet_column: str | None = None, label_column: str | None = None
) -> Labels:
    """Read a file of labels.

    Parameters
    ----------
    path
        The file.
    outlet_column, label_column
        Names of its columns; by default those of `OUTLETS` and `LABELS` that it has.

    Raises
    ------
    InputError
        One line: what is wrong with the file, where, and what to do.
    """
    file = Path(path)
    try:
        rows = _rows(file)
        first = next(rows, None)
        if first is None:
            raise InputError(f"{file}: no rows; a file of labels has a head and a row per outlet")
        columns = list(first)
        outlets = _columns(file, columns, outlet_column, OUTLETS, "outlet")
        (label, *_) = _columns(file, columns, label_column, LABELS, "label")
        return _counted(file, chain([first], rows), outlets, label)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"{file}: cannot be read: {why}"[:300]) from None
    except (EOFError, zlib.error):
        raise InputError(f"{file}: the gzip file is damaged or cut short") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 ({error.reason}); save it as UTF-8") from None
    except csv.Error as error:
        raise InputError(f"{file}: no table that can be read: {error}"[:300]) from None


def _counted(file: Path, rows: Iterator[Row], outlets: tuple[str, ...], label: str) -> Labels:
    counts: dict[str, dict[str, Counter[str]]] = {column: {} for column in outlets}
    read = unusable = 0
    for row in rows:
        read += 1
        given = _plain(row.get(label))
        used = False
        for column in outlets:
            key = outlet_key(_plain(row.get(column)))
            if key and given:
                counts[column].setdefault(key, Counter())[given] += 1
                used = True
        unusable += not used
    return Labels(str(file), outlets, label, counts, read, unusable)


def _plain(value: Any) -> str:
    """Give a name as one line, empty where there is none that could be written."""
    if value is None or isinstance(value, bool | list | dict):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_NAME and text.isprintable() else ""


def _columns(
    file: Path, columns: list[str], asked: str | None, usual: tuple[str, ...], what: str
) -> tuple[str, ...]:
    """Give the columns that may hold what is looked for, the likeliest first."""
    by_form = {_form(column): column for column in reversed(columns)}
    shown = ", ".join(column[:40] for column in columns[:12])
    if asked is not None:
        if asked in columns:
            return (asked,)
        if _form(asked) in by_form:
            return (by_form[_form(asked)],)
        raise InputError(f"{file}: no column '{asked[:40]}'; it has: {shown}")
    found = tuple(by_form[name] for name in usual if name in by_form)
    if not found:
        raise InputError(
            f"{file}: no column of the {what} that bears a usual name; it has: {shown}; "
            f"name it with --{what}-column"
        )
    return found


def _form(column: str) -> str:
    return "_".join(column.replace("-", " ").replace("_", " ").casefold().split())


# -- rows ----------------------------------------------------------------------------------


def _rows(file: Path) -> Iterator[Row]:
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        lines = _lines(file, io.TextIOWrapper(stream, "utf-8-sig", newline=""))
        head = next((line for line in lines if line.strip()), "")
        if head.lstrip().startswith("{"):
            yield from _json_lines(file, chain([head], lines))
        elif head.lstrip().startswith("["):
            raise InputError(f"{file}: a JSON list; write one object a line (JSON lines), or CSV")
        elif head:
            yield from _table(file, head, lines)


def _lines(file: Path, text: io.TextIOWrapper) -> Iterator[str]:
    size = 0
    while line := text.readline(LONGEST_LINE + 1):
        size += len(line)
        if len(line) > LONGEST_LINE:
            raise InputError(f"{file}: a line of more than {LONGEST_LINE:,} characters")
        if size > LARGEST_FILE:
            raise InputError(f"{file}: more than {LARGEST_FILE:,} characters; labels are a list")
        yield line


def _table(file: Path, head: str, lines: Iterator[str]) -> Iterator[Row]:
    delimiter = max("\t,;|", key=lambda sign: len(next(csv.reader([head], delimiter=sign))))
    reader = csv.reader(chain([head], lines), delimiter=delimiter)
    columns = [column.strip() for column in next(reader)]
    if len(columns) < 2:
        raise InputError(f"{file}: one column; a file of labels has an outlet and a label a row")
    for row in reader:
        # A quotation mark that is never closed swallows lines; csv's own limit is the whole
        # process's, which others raise.
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise csv.Error(f"a cell of more than {LONGEST_CELL:,} characters")
        if row:
            yield dict(zip(columns, row, strict=False))


def _json_lines(file: Path, lines: Iterator[str]) -> Iterator[Row]:
    columns: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(f"{file}: line {number} is no JSON") from None
        if not isinstance(row, dict):
            raise InputError(f"{file}: line {number} is no JSON object")
        if not columns:
            columns = dict.fromkeys(row)
        yield row
