"""Computed tables as files: ideal points, the index and its breaks, written block by block.

A table of all pairs may be larger than memory, so it is never held whole; a file that is stopped
half way is not left behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.errors import InputError, UnknownNameError
from legation.record import Record
from legation.record.export import FORMATS, describe
from legation.record.schema import TABLES
from legation.record.table import Table, columns

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from legation.relations.breaks import Break
    from legation.relations.index.results import Index

Pairs = Sequence[tuple[str, str]]
#: Told a number of pairs done and how many there are.
Written = Callable[[int, int], None]

_BLOCK = 100
_DIGITS = 6

#: Tables that are computed from the record, by name.
COMPUTED = {
    table.name: table
    for table in (
        Table(
            "ideal_points",
            "where one state stood in one regular session of the General Assembly",
            columns(
                """state VARCHAR code of the state, the last of its line
                session INTEGER regular session of the General Assembly
                mean DOUBLE posterior mean; positive is the side of the United States
                sd DOUBLE posterior standard deviation
                n BIGINT votes cast"""
            ),
            ("state", "session"),
        ),
        Table(
            "index",
            "the relation of one state towards another in one month, on the Goldstein scale",
            columns(
                """actor VARCHAR state whose relation it is, the last of its line
                target VARCHAR state towards which it is
                month VARCHAR YYYY-MM
                mean DOUBLE posterior mean, from -10 (worst) over 0 (neutral) to +10 (best)
                sd DOUBLE posterior standard deviation
                lo50 DOUBLE lower end of the 50 % interval
                hi50 DOUBLE upper end of the 50 % interval
                lo90 DOUBLE lower end of the 90 % interval
                hi90 DOUBLE upper end of the 90 % interval"""
            ),
            ("actor", "target", "month"),
        ),
        Table(
            "breaks",
            "one break in the relation of one state towards another",
            columns(
                """actor VARCHAR state whose relation broke
                target VARCHAR state towards which it is
                month VARCHAR YYYY-MM, first month of the new level, the most probable one
                month_lo90 VARCHAR first month of the 90 % interval of the month
                month_hi90 VARCHAR last month of the 90 % interval of the month
                kind VARCHAR shift (the level moved) or shock (it moved and came back soon)
                ended VARCHAR month in which a shock had passed
                size DOUBLE mean level after less mean level before, Goldstein scale
                sd DOUBLE posterior standard deviation of the size
                lo90 DOUBLE lower end of the 90 % interval of the size
                hi90 DOUBLE upper end of the 90 % interval of the size
                direction VARCHAR worse or better
                before DOUBLE mean level before
                after DOUBLE mean level after
                band_lo DOUBLE lower end of the band of the months before
                band_hi DOUBLE upper end of the band of the months before
                return_1 DOUBLE chance of being back in that band within 1 year of as_of
                return_3 DOUBLE chance of being back in that band within 3 years of as_of
                return_5 DOUBLE chance of being back in that band within 5 years of as_of
                as_of VARCHAR last month known
                false_alarm DOUBLE chance, at most, that a pair without breaks shows one like it
                returned VARCHAR month by which it was back in that band
                returned_probability DOUBLE probability that it was back by the last month
                level DOUBLE the index in the last month
                level_sd DOUBLE its posterior standard deviation
                until VARCHAR last month
                observed_until VARCHAR last month with an observation"""
            ),
            ("actor", "target", "month"),
        ),
    )
}


def export(
    record: Record,
    table: str,
    path: str | os.PathLike[str],
    *,
    pairs: Pairs | None = None,
    as_of: dt.date | None = None,
    progress: Callable[..., None] | None = None,
    written: Written | None = None,
) -> Path:
    """Write a computed table to a file, and its descriptor beside it.

    Parameters
    ----------
    record
        The record.
    table
        One of `COMPUTED`.
    path
        File to write, ending in .csv or .parquet. In CSV numbers have six digits after the
        point.
    pairs
        Pairs of states, for `index` and `breaks`; both directions of each are written. By
        default all pairs.
    as_of
        Last day to be known, for `index` and `breaks`.
    progress
        Told how far an estimate is.
    written
        Told how many pairs are written.

    Returns
    -------
    Path
        The descriptor: `NAME.datapackage.json` (Data Package, Tabular Data Resource).

    Raises
    ------
    UnknownNameError
        If there is no such table, or a name is of no state.
    InputError
        If the ending is unknown, the file cannot be written, or the record is too thin.
    """
    if table not in COMPUTED:
        there = ", ".join((*COMPUTED, *TABLES))
        raise UnknownNameError(f"no table '{table[:60]}'; there are {there}")
    target = Path(path).expanduser()
    if target.suffix.lower() not in FORMATS:
        raise InputError(f"{target.name} ends in neither .csv nor .parquet; choose one of them")
    if table == "ideal_points" and (pairs is not None or as_of is not None):
        raise InputError("ideal points are of single states; leave pairs and as_of out")
    blocks = _blocks(record, table, pairs, as_of, progress, written)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(part, target.suffix.lower() == ".csv", blocks, _schema(COMPUTED[table]))
        part.replace(target)
        used = {row["source_id"] for row in record.sources()}
        return describe(record, COMPUTED[table], target, used)
    except OSError as error:
        raise InputError(f"{target} cannot be written; check the folder and its rights") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def break_row(found: Break) -> dict[str, Any]:
    """Give a break as one flat row, with the columns of the table `breaks`."""
    since = found.since
    return {
        **{name: getattr(found, name) for name in ("actor", "target", "month")},
        "month_lo90": found.interval[0],
        "month_hi90": found.interval[1],
        **{name: getattr(found, name) for name in ("kind", "ended", "size", "sd", "lo90", "hi90")},
        **{name: getattr(found, name) for name in ("direction", "before", "after")},
        "band_lo": found.old_band[0],
        "band_hi": found.old_band[1],
        **{f"return_{years}": found.return_probability.get(years) for years in (1, 3, 5)},
        "as_of": found.as_of,
        "false_alarm": found.false_alarm,
        "returned": since.returned,
        "returned_probability": since.probability,
        "level": since.level,
        "level_sd": since.sd,
        "until": since.until,
        "observed_until": since.observed_until,
    }


def _blocks(
    record: Record,
    table: str,
    pairs: Pairs | None,
    as_of: dt.date | None,
    progress: Callable[..., None] | None,
    written: Written | None,
) -> Iterator[pl.DataFrame]:
    """Give the table in parts; nothing is computed before the first is asked for."""
    from legation.relations.index import index
    from legation.relations.index.results import BLOCK

    if table == "ideal_points":
        from legation.relations.ideal import ideal_points

        names = COMPUTED[table].names
        yield ideal_points(record, progress=progress).frame().select(names)
        return
    found = index(record, pairs=pairs, as_of=as_of, progress=progress)
    for a, b in pairs or ():
        found[a, b]  # a pair asked for by name is there, or refused in a line
    size = BLOCK if table == "index" else _BLOCK
    parts = found.frames() if table == "index" else _breaks(found)
    for number, part in enumerate(parts, 1):
        yield part
        if written is not None:
            written(min(number * size, len(found)), len(found))


def _breaks(found: Index) -> Iterator[pl.DataFrame]:
    """Give the breaks of some pairs at a time; pairs without rows have none."""
    import polars as pl

    schema = _schema(COMPUTED["breaks"])
    for start in range(0, len(found), _BLOCK):
        rows = []
        for a, b in found.pairs[start : start + _BLOCK]:
            try:
                there = found[a, b]
            except InputError:
                continue
            rows += [break_row(b) for r in (there, there.reverse) for b in r.breaks()]
        found.release()
        yield pl.DataFrame(rows, schema=schema)


def _schema(table: Table) -> pl.Schema:
    import polars as pl

    kinds = {"VARCHAR": pl.String, "INTEGER": pl.Int32, "BIGINT": pl.Int64, "DOUBLE": pl.Float64}
    return pl.Schema({column.name: kinds[column.type] for column in table.columns})


def _write(path: Path, csv: bool, blocks: Iterator[pl.DataFrame], schema: pl.Schema) -> None:
    """Write blocks one after the other, each cast to the schema."""
    import polars as pl

    empty = pl.DataFrame(schema=schema)
    if csv:
        with path.open("wb") as file:
            empty.write_csv(file)
            for block in blocks:
                block.cast(schema).write_csv(
                    file, include_header=False, float_precision=_DIGITS, null_value=""
                )
        return
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, empty.to_arrow().schema, compression="zstd") as writer:
        for block in blocks:
            writer.write_table(block.cast(schema).to_arrow().cast(writer.schema))
