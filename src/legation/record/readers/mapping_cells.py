"""One column of a mapping: from the fields of a row to the value of a column of the record."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from legation import states
from legation.errors import InputError
from legation.record.readers.texts import UnreadableError
from legation.record.table import Column

#: Columns that hold a state, whatever the table.
STATE_COLUMNS = ("state", "actor", "target")
SCHEMES = ("any", *states.SCHEMES)
KEYS = (
    "column",
    "columns",
    "join",
    "constant",
    "prefix",
    "lookup",
    "unknown",
    "date",
    "day",
    "state",
    "split",
)

_INTEGER = re.compile(r"[+-]?\d{1,18}(\.0{1,9})?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})([T ].*)?")
_BOOLEANS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), True),
    **dict.fromkeys(("false", "f", "no", "n", "0"), False),
}

Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Cell:
    """How one column of the record is made from a row.

    Attributes
    ----------
    target
        The column of the record.
    columns, join
        Columns of the file whose texts are joined; without any, `constant` is the value.
    constant
        Value of every row.
    prefix
        Text put before the value.
    lookup, unknown
        Values by text; a text not listed is a reject, or null where `unknown` is "null".
    date, day
        Format of a date as in `strptime`, and which day of a month or year it stands for.
    state
        Scheme in which a state is written.
    split
        Separator of a list.
    """

    target: Column
    columns: tuple[str, ...] = ()
    join: str = " "
    constant: Any = None
    prefix: str = ""
    lookup: Mapping[str, Any] = field(default_factory=dict)
    unknown: str = "reject"
    date: str = ""
    day: str = ""
    state: str = ""
    split: str = ""

    @property
    def precision(self) -> str:
        """How exactly a date is given: day, month or year."""
        return _precision(self.date) if self.date else "day"

    def value(self, row: Row, day: dt.date | None) -> object:
        """Make the value of one row; `day` is the day on which a state is meant.

        Raises
        ------
        UnreadableError
            If the text is not what the column holds.
        """
        if not self.columns:
            return self.constant
        texts = [row.get(name) for name in self.columns]
        if any(text is None for text in texts):
            return None
        text = self.join.join(t.strip() for t in texts if t is not None)
        if not text:
            return None
        if self.lookup:
            if text not in self.lookup:
                if self.unknown == "null":
                    return None
                raise UnreadableError(f"{self.target.name}: '{text[:60]}' is not in the lookup")
            looked = self.lookup[text]
            if not isinstance(looked, str):
                return looked
            text = looked
        return self._converted(self.prefix + text, day)

    def _converted(self, text: str, day: dt.date | None) -> object:
        if self.state:
            return self._state(text, day)
        kind, name = self.target.type, self.target.name
        if kind == "VARCHAR":
            return text
        if kind == "VARCHAR[]":
            parts = text.split(self.split) if self.split else [text]
            return [part.strip() for part in parts if part.strip()]
        value = _day(text, self.date, self.day) if kind == "DATE" else _typed(text, kind)
        if value is None:
            raise UnreadableError(f"{name}: '{text[:60]}' is not {_expected(kind, self.date)}")
        return value

    def _state(self, text: str, day: dt.date | None) -> str | None:
        scheme = None if self.state == "any" else self.state
        found = states.find(text, day, scheme)
        if found is None and self.unknown != "null":
            when = f" on {day}" if day else ""
            raise UnreadableError(
                f"{self.target.name}: no state '{text[:60]}'{when} ({self.state})"
            )
        return str(found) if found else None


def _typed(text: str, kind: str) -> object:
    """Read a number or a truth value; None where the text is neither."""
    if kind == "BOOLEAN":
        return _BOOLEANS.get(text.lower())
    if kind in ("INTEGER", "BIGINT"):
        return int(text.split(".")[0]) if _INTEGER.fullmatch(text) else None
    number = float(text) if _NUMBER.fullmatch(text) and len(text) < 400 else math.inf
    return number if math.isfinite(number) else None


def _expected(kind: str, form: str) -> str:
    if kind == "DATE":
        return f"a date written as {form or 'YYYY-MM-DD'}"
    return {"BOOLEAN": "true or false", "DOUBLE": "a number"}.get(kind, "a whole number")


def _day(text: str, form: str, which: str) -> dt.date | None:
    try:
        if not form:
            match = _ISO.fullmatch(text)
            return dt.date.fromisoformat(match[1]) if match else None
        day = dt.datetime.strptime(text, form).date()
    except ValueError:
        return None
    if which != "last":
        return day
    if _precision(form) == "year":
        return day.replace(month=12, day=31)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _precision(form: str) -> str:
    codes = set(re.findall(r"%-?([A-Za-z])", form.replace("%%", "")))
    if codes & set("dxcjD"):
        return "day"
    return "month" if codes & set("mbB") else "year"


# -- reading the mapping ----------------------------------------------------------------------


def read_cell(target: Column, spec: object, table: str, where: str) -> Cell:
    """Make a cell of what the mapping says of one column.

    Parameters
    ----------
    target
        The column of the record.
    spec
        Name of a column of the file, or a table of `KEYS`.
    table
        Table of the record.
    where
        Start of error messages: file, table and column.

    Raises
    ------
    InputError
        If it cannot mean anything.
    """
    given: dict[str, Any] = {"column": spec} if isinstance(spec, str) else _table(spec, where)
    for key in given:
        check_known(key, KEYS, where, "key")
    sources = [key for key in ("column", "columns", "constant") if key in given]
    if len(sources) != 1:
        raise InputError(f"{where}: give one of column, columns and constant")
    columns = _columns(given, where)
    cell = Cell(
        target=target,
        columns=columns,
        join=_string(given, "join", where, " "),
        constant=_constant(given.get("constant"), target, where),
        prefix=_string(given, "prefix", where),
        lookup=_lookup(given, target, where),
        unknown=_choice(given, "unknown", ("reject", "null"), where) or "reject",
        date=_string(given, "date", where),
        day=_choice(given, "day", ("first", "last"), where),
        state=_choice(given, "state", SCHEMES, where),
        split=_string(given, "split", where),
    )
    _check_state(cell, where)
    return _check_date(cell, table, where)


def _check_state(cell: Cell, where: str) -> None:
    holds_state = cell.target.name in STATE_COLUMNS
    if cell.state and not holds_state:
        raise InputError(f"{where}: state stands only in {', '.join(STATE_COLUMNS)}")
    if not holds_state:
        return
    if cell.columns and not cell.state:
        raise InputError(
            f"{where}: say how states are written, for example "
            f'{{ column = "{cell.columns[0]}", state = "iso3" }}; there is {", ".join(SCHEMES)}'
        )
    if not cell.columns and states.find(cell.constant, None, "iso3") is None:
        raise InputError(f"{where}: no state with the ISO code '{cell.constant}'")


def _check_date(cell: Cell, table: str, where: str) -> Cell:
    is_date = cell.target.type == "DATE"
    if (cell.date or cell.day) and not is_date:
        raise InputError(f"{where}: date and day stand only where a date is wanted")
    if not cell.date:
        return cell
    if not re.search("%[YyGxcDF]", cell.date):
        raise InputError(f"{where}: date = '{cell.date}' has no year; write for example %Y-%m-%d")
    try:
        dt.datetime.strptime(dt.datetime(2000, 1, 1).strftime(cell.date), cell.date)
    except (ValueError, re.error) as error:
        raise InputError(f"{where}: date = '{cell.date}' is not a format ({error})") from error
    if cell.precision == "day" or cell.day:
        return cell
    if table != "measure":
        raise InputError(
            f'{where}: date = \'{cell.date}\' gives no day; add day = "first" or "last"'
        )
    return replace(cell, day="last" if cell.target.name == "end" else "first")


def _columns(given: Mapping[str, Any], where: str) -> tuple[str, ...]:
    names = given.get("columns", [given["column"]] if "column" in given else [])
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        raise InputError(f"{where}: columns are names of columns of the file")
    if "columns" in given and not names:
        raise InputError(f"{where}: columns is empty; name at least one column of the file")
    return tuple(name.strip().lower() for name in names)


def _constant(value: object, target: Column, where: str) -> object:
    """Give a constant as the type of the column; TOML's own types are taken as they are."""
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if target.type == "DOUBLE" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if isinstance(value, str) and target.type == "DATE":
        value = _day(value, "", "")
    wanted = _PYTHON[target.type]
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise InputError(f"{where}: the constant does not fit, {target.type} is wanted")
    return value


_PYTHON: dict[str, type] = {
    "VARCHAR": str,
    "VARCHAR[]": list,
    "INTEGER": int,
    "BIGINT": int,
    "DOUBLE": float,
    "BOOLEAN": bool,
    "DATE": dt.date,
}


def _lookup(given: Mapping[str, Any], target: Column, where: str) -> dict[str, Any]:
    lookup = given.get("lookup", {})
    if not isinstance(lookup, dict) or ("lookup" in given and not lookup):
        raise InputError(f'{where}: lookup is a table such as {{ "1" = "yes", "3" = "no" }}')
    return {
        text.strip(): value
        if isinstance(value, str)
        else _constant(value, target, f"{where}, lookup '{text[:40]}'")
        for text, value in lookup.items()
    }


def _string(given: Mapping[str, Any], key: str, where: str, default: str = "") -> str:
    value = given.get(key, default)
    if not isinstance(value, str) or (key in given and key != "join" and not value):
        raise InputError(f"{where}: {key} is a text that is not empty")
    return value


def _choice(given: Mapping[str, Any], key: str, known: tuple[str, ...], where: str) -> str:
    value = _string(given, key, where)
    if value:
        check_known(value, known, where, key)
    return value


def _table(spec: object, where: str) -> dict[str, Any]:
    if not isinstance(spec, dict):
        raise InputError(f"{where}: give the name of a column of the file, or a table")
    return spec


def check_known(word: str, known: Iterable[str], where: str, what: str) -> None:
    """Refuse a word that is not known, naming the nearest and all that are.

    Raises
    ------
    InputError
        If `word` is not in `known`.
    """
    names = list(known)
    if word in names:
        return
    close = difflib.get_close_matches(word.lower(), names, 1, 0.6)
    hint = f"did you mean {close[0]}? " if close else ""
    listed = ", ".join(names)
    raise InputError(f"{where}: no {what} '{word[:60]}'; {hint}there is {listed}"[:600])
