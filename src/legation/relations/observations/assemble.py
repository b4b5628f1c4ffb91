"""From the frames of the sources to one set of sorted arrays, each frame checked on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from legation import states
from legation.errors import InputError
from legation.record import Record
from legation.relations.cache import cached
from legation.relations.observations.base import (
    COLUMNS,
    FIRST_MONTH,
    FROM_FIRST,
    FROM_SECOND,
    MUTUAL,
    Array,
    Scope,
    Source,
    codes,
    make_scope,
    month_text,
)
from legation.relations.observations.results import Observations

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

_ARRAYS = ("dyad", "month", "side", "value", "n")

Progress = Callable[[str, int, int], None]
"""Called with a source's name, its number and how many there are, before each source."""


def gather(
    record: Record,
    sources: Sequence[Source],
    dyads: Sequence[tuple[str | int, str | int]] | None,
    until: dt.date | None,
    progress: Progress | None,
) -> Observations:
    """Observe each source and join what they give; see `observe`."""
    names = [source.name for source in sources]
    if not names or len(set(names)) < len(names):
        raise InputError("observations take at least one source, and no two of one name")
    end = last_day(record)
    scope = make_scope(end if until is None else min(until, end), dyads)
    parts: list[list[Array]] = []
    left_out = {}
    for number, source in enumerate(sources):
        if progress:
            progress(source.name, number, len(sources))
        part = _observed(record, source, scope)
        left_out[source.name] = int(part["left_out"])
        arrays = [part[name] for name in _ARRAYS]
        parts.append([*arrays, np.full(len(arrays[0]), number, dtype=np.int16)])
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    dyad, month, side, value, n, which = columns
    order = _order(dyad, month, which, side)
    return Observations(
        tuple(sources),
        scope.dyads,
        scope.span,
        dyad[order],
        month[order],
        which[order],
        side[order],
        value[order],
        n[order],
        left_out,
        record,
        scope,
    )


def last_day(record: Record) -> dt.date:
    """Last day of the last month of which the record holds anything.

    Raises
    ------
    InputError
        If the record holds nothing that is dated.
    """
    dated = [
        ("rollcall", '"date"'),
        ("event", '"date"'),
        ("score", '"date"'),
        ("document", '"date"'),
        ("measure", '"start"'),
        # What a source says will end after it was added has not been seen to.
        (
            "measure",
            """CASE WHEN "end" <= coalesce((SELECT max(retrieved_at) FROM source),
            TIMESTAMP '9999-12-31') THEN "end" END""",
        ),
    ]
    days = " UNION ALL ".join(f"SELECT max({day}) AS day FROM {table}" for table, day in dated)
    found = record.con.execute(f"SELECT max(day) FROM ({days})").fetchall()
    if found[0][0] is None:
        raise InputError("the record holds nothing to observe; add data with: legation add PATH")
    day: dt.date = found[0][0]
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _observed(record: Record, source: Source, scope: Scope) -> dict[str, Array]:
    """Observe a source; all pairs of a record that is a file, from what was kept if it was."""

    def compute() -> dict[str, Array]:
        arrays, left_out = _settle(source, source.observe(record, scope), scope)
        return dict(zip(_ARRAYS, arrays, strict=True)) | {"left_out": np.array(left_out)}

    if source.version is None or not scope.whole or record.path is None:
        return compute()
    pairs = hashlib.sha256(repr(scope.dyads).encode() + scope.span.tobytes()).hexdigest()
    key = {"version": source.version, "until": scope.until.isoformat(), "pairs": pairs}
    return cached(record, f"observations-{source.name}", key, compute)


def _order(dyad: Array, month: Array, source: Array, side: Array) -> Array:
    key = (dyad.astype(np.int64) << 32) | ((month.astype(np.int64)) << 16)
    key |= (source.astype(np.int64) << 2) | side
    return np.argsort(key, kind="stable")


def _settle(
    source: Source, frame: pl.DataFrame, scope: Scope
) -> tuple[tuple[Array, Array, Array, Array, Array], int]:
    """Check a source's frame; give dyad, month, side, value and n, and how many were left out."""
    actor, target, month, value, n = _columns(source, frame, scope)
    row = {code: i for i, code in enumerate(scope.states)}
    ends = np.array([row.get(str(states.lineage(code)[-1][0]), -1) for code in codes()])
    places = np.full((len(row), len(row)), -1, dtype=np.int32)
    for i, (a, b) in enumerate(scope.dyads):
        places[row[a], row[b]] = i
    known = (ends[actor] >= 0) & (ends[target] >= 0) & (month >= FIRST_MONTH)
    first, second, month, value, n = (
        column[known] for column in (ends[actor], ends[target], month, value, n)
    )
    low, high = np.minimum(first, second), np.maximum(first, second)
    dyad, at = places[low, high], month - FIRST_MONTH
    kept = (dyad >= 0) & scope.alive[low, at] & scope.alive[high, at]
    side = np.where(first < second, FROM_FIRST, FROM_SECOND)
    if source.mutual:
        side[:] = MUTUAL
    part = (
        dyad[kept],
        month[kept].astype(np.int32),
        side[kept].astype(np.int8),
        value[kept],
        n[kept],
    )
    _check_once(source, *part[:3], scope)
    return part, len(frame) - len(part[0]) if scope.whole else 0


def _columns(source: Source, frame: pl.DataFrame, scope: Scope) -> tuple[Array, ...]:
    """Give the columns as arrays, states as places in `codes`; or say what is wrong with them."""
    import polars as pl

    name = source.name
    if not isinstance(frame, pl.DataFrame):
        raise InputError(f"source {name} gave a {type(frame).__name__}, not a polars DataFrame")
    if missing := [column for column in COLUMNS if column not in frame.columns]:
        raise InputError(
            f"source {name} gave no column {', '.join(missing)}; it must give {', '.join(COLUMNS)}"
        )
    numbers = []
    for column in ("month", "value", "n"):
        series = frame[column]
        if not (series.dtype.is_integer() or (column != "month" and series.dtype.is_float())):
            raise InputError(
                f"column {column} of source {name} is {series.dtype}, not "
                + ("a whole number (year * 12 + month - 1)" if column == "month" else "a number")
            )
        bad = series.is_null() if column == "month" else ~series.is_finite().fill_null(False)
        if column == "n":
            bad = bad | (series <= 0).fill_null(True)
        if bad.any():
            raise InputError(
                f"source {name} gave {column} {series.filter(bad)[0]} for {_where(frame, bad)}; "
                f"{'n must be finite and above 0' if column == 'n' else 'give a finite number'} "
                "or leave the row out"
            )
        numbers.append(series.to_numpy().astype(np.int64 if column == "month" else np.float64))
    if late := int((numbers[0] > scope.last).sum()):
        raise InputError(
            f"source {name} gave {late:,} observations after {month_text(scope.last)}, the last "
            "month it was asked for"
        )
    return (_places(source, frame, "actor"), _places(source, frame, "target"), *numbers)


def _places(source: Source, frame: pl.DataFrame, column: str) -> Array:
    import polars as pl

    series, kind = frame[column], pl.Enum(codes())
    found = series.cast(pl.String).cast(kind, strict=False) if series.dtype != kind else series
    if (bad := found.is_null()).any():
        raise InputError(
            f"source {source.name} gave {column} {series.filter(bad)[0]!r}, which is no code of a "
            "state (codes as legation.states.resolve gives them)"
        )
    return found.to_physical().to_numpy().astype(np.int64)


def _where(frame: pl.DataFrame, bad: pl.Series) -> str:
    actor, target, month = frame.filter(bad).select("actor", "target", "month").row(0)
    when = month_text(month) if isinstance(month, int) else "no month"
    return f"{actor}, {target} in {when}"


def _check_once(source: Source, dyad: Array, month: Array, side: Array, scope: Scope) -> None:
    """No pair, month and side may be observed twice by one source."""
    key = (dyad.astype(np.int64) << 32) | (month.astype(np.int64) << 2) | side
    ordered = np.sort(key)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if len(twice):
        a, b = scope.dyads[int(twice[0]) >> 32]
        when = month_text((int(twice[0]) & 0xFFFFFFFF) >> 2)
        both = "; as a mutual source it must give a pair once" if source.mutual else ""
        raise InputError(f"source {source.name} observed {a} and {b} twice in {when}{both}")
