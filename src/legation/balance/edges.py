"""Signed graphs out of edge lists that people wrote, with one clear line for each mistake."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from legation import states as atlas
from legation.balance.edge_columns import Columns, columns_of, read_columns
from legation.balance.graph import SignedGraph
from legation.errors import InputError, LegationError, UnknownNameError
from legation.relations.window import Moment, Window, window

LONGEST = 200  # characters of a name
_SIGNS = {"+": 1, "1": 1, "+1": 1, "-": -1, "-1": -1, "\N{MINUS SIGN}": -1, "\N{MINUS SIGN}1": -1}
_DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")


@dataclass(frozen=True)
class Entries:
    """Edges as they were read, each row checked for itself.

    Attributes
    ----------
    u, v
        Names of the ends.
    sign
        1 or -1.
    weight
        Positive numbers; all 1 where there is no column of weights.
    probability
        Above 0 and up to 1; all 1 where there is no such column.
    rows
        Place of each in the columns.
    """

    u: list[str]
    v: list[str]
    sign: list[int]
    weight: list[float]
    probability: list[float]
    rows: Sequence[int]


def graph_from(
    edges: Any,
    period: str | None = None,
    *,
    date: Moment | Window | tuple[Moment, Moment] = None,
    states: bool = False,
) -> SignedGraph:
    """Make a signed graph of an edge list.

    Parameters
    ----------
    edges
        A path of a CSV file; a data frame of Polars, pandas or Arrow; a dict of columns; or a
        list of `(u, v, sign[, weight[, date]])`. A `SignedGraph` is given back as it is. Columns
        are found by name: `u`, `v`, `sign` and, where there are any, `weight`, `date` and
        `probability`. Signs are 1 or -1, also written "+", "-", "+1" or 1.0. Weights are
        positive numbers, probabilities (of the sign) lie above 0 and up to 1.
        Dates are years, months or days: 1946, "1946-06", "1946-06-03".
    period
        What the edges are of, to be shown with the graph; by default the `date` asked for.
    date
        Keep the rows of this year, month, day or window (a pair of first and last). A row dated
        by its year or month speaks of all of it, so that it is kept where that has a day in
        common with the window. By default all rows.
    states
        Read the names as names of states, and let the nodes be their codes.

    Returns
    -------
    SignedGraph
        Every edge once. Rows that say the same of a pair, in either order, are folded into one
        edge; its `notes` count them.

    Raises
    ------
    InputError
        If a row cannot be used, two rows disagree on a pair, or no row is left. The message
        names the line of a file, or the row, counted from 1.
    UnknownNameError
        If `states` is asked for and a name is not that of a state.

    Examples
    --------
    >>> graph_from([("FRA", "GBR", 1), ("FRA", "DEU", -1), ("GBR", "DEU", "-")])
    SignedGraph(3 nodes, 3 edges, 2 hostile)
    """
    span = _span(date)
    if isinstance(edges, SignedGraph):
        if span is not None or states:
            raise InputError("a graph has no rows to choose or names to read; give the edge list")
        return edges
    columns = read_columns(edges) if isinstance(edges, (str, Path)) else columns_of(edges)
    kept, notes = _in_window(columns, span)
    entries = _checked(columns, kept, states)
    label = period or (None if span is None else name_of(span))
    return _folded(columns, entries, label, (*_aside(columns), *notes))


def read_edges(
    path: str | Path,
    date: Moment | Window | tuple[Moment, Moment] = None,
    *,
    states: bool = False,
) -> SignedGraph:
    """Make a signed graph of a CSV file with the columns u, v, sign[, weight][, date].

    The file is UTF-8 and separated by commas; its first line names the columns, in any order.
    Parameters and errors as for `graph_from`.

    Examples
    --------
    >>> read_edges("edges.csv", date="1946")  # doctest: +SKIP
    """
    return graph_from(Path(path), date=date, states=states)


def whole_numbers(edges: Any, graph: SignedGraph) -> dict[str, int]:
    """Give the nodes of a graph that its edge list in memory named by whole numbers, with these.

    A graph knows names; who gave numbers wants them back. Where some nodes are named otherwise
    the names stay as they are, since they could not be sorted together.
    """
    if isinstance(edges, (str, Path)):
        return {}
    columns = columns_of(edges)
    given = {value for name in ("u", "v") for value in columns.of[name]}
    if not all(isinstance(value, Integral) for value in given):
        return {}
    labels = {str(value): int(value) for value in given}
    return {node: labels[node] for node in graph.nodes}


def read_sign(value: Any) -> int | None:
    """Read a sign as 1 or -1; None where it is none."""
    if isinstance(value, str):
        text = value.strip()
        if text in _SIGNS:
            return _SIGNS[text]
        try:
            value = float(text)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    number = float(value)
    return int(number) if number in (-1.0, 1.0) else None


def read_weight(value: Any) -> float | None:
    """Read a weight as a positive finite number; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (str, Real)):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


def missing(value: Any) -> bool:
    """Say whether a cell holds nothing."""
    if isinstance(value, str):
        return not value.strip()
    try:
        return value is None or bool(value != value)
    except TypeError:  # a missing value that compares to nothing, as of pandas
        return True


def _span(date: Moment | Window | tuple[Moment, Moment]) -> Window | None:
    if date is None or isinstance(date, Window):
        return date
    return window(*date) if isinstance(date, tuple) else window(date, date)


def name_of(span: Window) -> str:
    """Name a window as briefly as it can be: 1946, 1946-06, or its first and last day."""
    month = span.start.isoformat()[:7]
    whole = span == window(month, month) if span.start.year > 1 else False
    return month if whole else str(span)


def _in_window(columns: Columns, span: Window | None) -> tuple[Sequence[int], tuple[str, ...]]:
    """Choose the rows of a window; dates are read in any case, so that a wrong one is seen."""
    if "date" not in columns.of:
        if span is not None:
            raise InputError(
                f"the edges have no column 'date', so none can be chosen by {name_of(span)}"
            )
        return range(len(columns)), ()
    of: dict[Any, Window] = {}
    spans: list[Window] = []
    for row, value in enumerate(columns.of["date"]):
        if value not in of:
            of[value] = _read_date(columns, row, value)
        spans.append(of[value])
    if span is None:
        return range(len(columns)), ()
    kept = [i for i, own in enumerate(spans) if own.start <= span.end and own.end >= span.start]
    if not kept:
        first, last = min(own.start for own in spans), max(own.end for own in spans)
        raise InputError(
            f"no edge has a date in the time asked for ({name_of(span)}); the dates go from "
            f"{first} to {last}"
        )
    return kept, (f"Dates asked for: {name_of(span)}; {len(kept):,} of {len(spans):,} rows.",)


def _read_date(columns: Columns, row: int, value: Any) -> Window:
    if missing(value):
        raise InputError(f"{columns.at(row)} has no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and (timed := _DAY_AND_TIME.fullmatch(value.strip())):
        value = timed[1]
    try:
        if not isinstance(value, (str, Integral, dt.date)) or isinstance(value, bool):
            raise InputError(f"{_shown(value)} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return window(value, value)  # type: ignore[arg-type]
    except InputError as error:
        raise InputError(f"{columns.at(row)}: {error}") from None


def _checked(columns: Columns, kept: Sequence[int], named: bool) -> Entries:
    """Read the cells of the rows kept; each distinct value once."""
    read: Callable[[str], str] = _code if named else str
    u = _column(columns, kept, "u", lambda value: read(_name(value)))
    v = _column(columns, kept, "v", lambda value: read(_name(value)))
    sign = _column(columns, kept, "sign", _sign)
    weight = _column(columns, kept, "weight", _weight)
    probability = _column(columns, kept, "probability", _probability)
    for i, (a, b) in enumerate(zip(u, v, strict=True)):
        if a == b:
            raise InputError(f"{columns.at(kept[i])} joins {a} to itself; leave it out")
    return Entries(u, v, sign, weight, probability, kept)


def _column(
    columns: Columns, kept: Sequence[int], name: str, read: Callable[[Any], Any]
) -> list[Any]:
    if name not in columns.of:
        return [1.0] * len(kept)
    known: dict[Any, Any] = {}
    found = []
    for row in kept:
        value = columns.of[name][row]
        try:
            # 1, 1.0 and True are one key of a dict and not one thing to a reader.
            key = (type(value), value)
            if key not in known:
                known[key] = read(value)
        except LegationError as error:
            raise type(error)(f"{columns.at(row)}: {error}") from None
        except TypeError:
            raise InputError(f"{columns.at(row)}: {_shown(value)} is no {name}") from None
        found.append(known[key])
    return found


def _name(value: Any) -> str:
    if missing(value):
        raise InputError("a name is empty; write both ends of the edge")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, Integral)):
        raise InputError(f"{_shown(value)} is no name; write text or a whole number")
    if isinstance(value, Integral) and abs(int(value)) >= 10**LONGEST:
        raise InputError(f"a name of more than {LONGEST} digits is none")
    text = str(value).strip()
    if len(text) > LONGEST or not text.isprintable():
        raise InputError(
            f"{_shown(text)} is no name; it has at most {LONGEST} characters, all of them printable"
        )
    return text


def _code(name: str) -> str:
    try:
        return str(atlas.resolve(name))
    except LegationError as error:
        raise UnknownNameError(str(error)) from None


def _sign(value: Any) -> int:
    found = read_sign(value)
    if found is None:
        said = "there is no sign" if missing(value) else f"{_shown(value)} is no sign"
        raise InputError(f"{said}; write 1 or + for friendly, -1 or - for hostile")
    return found


def _weight(value: Any) -> float:
    found = read_weight(value)
    if found is None:
        said = "there is no weight" if missing(value) else f"{_shown(value)} is no weight"
        raise InputError(f"{said}; a weight is a positive number (the sign stands in 'sign')")
    return found


def _probability(value: Any) -> float:
    found = read_weight(value)
    if found is None or found > 1:
        raise InputError(
            f"{_shown(value)} is no probability of a sign; it lies above 0 and is at most 1"
        )
    return found


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _aside(columns: Columns) -> tuple[str, ...]:
    if not columns.aside:
        return ()
    return (f"Columns that were left aside: {', '.join(columns.aside)[:200]}.",)


def _folded(
    columns: Columns, entries: Entries, period: str | None, notes: tuple[str, ...]
) -> SignedGraph:
    """Lay each pair once, and count the rows that say the same again."""
    first: dict[tuple[str, str], int] = {}
    again = 0
    for i, pair in enumerate(zip(entries.u, entries.v, strict=True)):
        key = pair if pair[0] < pair[1] else (pair[1], pair[0])
        before = first.setdefault(key, i)
        if before != i:
            _agree(columns, entries, before, i)
            again += 1
    chosen = list(first.values())
    places = {name: i for i, name in enumerate(sorted({name for pair in first for name in pair}))}
    if again:
        rows = "row says" if again == 1 else "rows say"
        notes = (*notes, f"{again:,} {rows} of a pair what another row says and count once.")
    return SignedGraph.of(
        list(places),
        [places[a] for a, _ in first],
        [places[b] for _, b in first],
        [entries.sign[i] for i in chosen],
        [entries.weight[i] for i in chosen],
        [entries.probability[i] for i in chosen],
        period=period,
        notes=notes,
    )


def _agree(columns: Columns, entries: Entries, before: int, now: int) -> None:
    for name in ("sign", "weight", "probability"):
        own = getattr(entries, name)
        if own[before] == own[now]:
            continue
        advice = "keep one of them"
        dates = columns.of.get("date")
        if dates and dates[entries.rows[before]] != dates[entries.rows[now]]:
            advice = "they bear other dates, so ask for one date"
        raise InputError(
            f"{columns.at(entries.rows[now])} gives {entries.u[now]} and {entries.v[now]} the "
            f"{name} {own[now]:g}, {columns.at(entries.rows[before])} gave it {own[before]:g}; "
            f"{advice}"
        )
