"""From events to pair-months: one expression, on DuckDB or on a cluster engine.

The reduction is a function from table to table in Ibis, bound to no connection, so that the
same lines run on the record (`pair_months`) and, for collections that outgrow one machine, on
Spark: ``conform(con.to_pyarrow(reduce_events(con.table("event"))), PAIR_MONTHS)``.

What enters is a table with the columns date, actor, target, code, goldstein and reports of
`event`; what leaves is one row per actor, target and month in which something was reported.
Events without both states are left out.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from legation.record.readers.cameo import QUADS
from legation.record.schema import READ
from legation.record.store import Record

#: Columns of the result. Sums of squares are there so that variances of any grouping of
#: months and pairs follow without the events.
PAIR_MONTHS = pa.schema(
    [
        ("actor", pa.string()),
        ("target", pa.string()),
        ("month", pa.date32()),
        ("events", pa.int64()),
        ("reports", pa.int64()),
        ("scored", pa.int64()),
        ("goldstein_sum", pa.float64()),
        ("goldstein_squares", pa.float64()),
        ("goldstein_mean", pa.float64()),
        ("goldstein_min", pa.float64()),
        ("goldstein_max", pa.float64()),
        *((quad, pa.int64()) for quad in QUADS),
    ]
)
_KEY = ("actor", "target", "month")
_QUAD_ROOTS = (("01", "05"), ("06", "09"), ("10", "14"), ("15", "20"))


def reduce_events(events: ir.Table) -> ir.Table:
    """Return the pair-months of a table of events, in no order.

    Columns are those of `PAIR_MONTHS`, in types of the engine's own choice: see `conform`.
    `scored` is the number of events with a Goldstein value; sum, squares, mean, least and
    greatest value are over these, and null where there is none. A value that is not a number
    counts as missing. `reports` sums the reports given, 0 where none is. The last four columns
    count events by the first two digits of their code, as `legation.record.readers.cameo.quad`.
    """
    value = _.goldstein.cast("float64")
    known = events.filter(_.actor.notnull() & _.target.notnull() & _.date.notnull()).mutate(
        # The first day of the month as text is the same on every engine; a truncated date
        # comes back as a timestamp from some, shifted by the session's time zone.
        month=_.date.cast("date").strftime("%Y-%m-01"),
        value=ibis.ifelse(value.isnan(), ibis.null("float64"), value),
        root=_.code.substr(0, 2),
    )
    quads: dict[str, Any] = {
        name: (_.root.between(first, last)).sum().cast("int64").fill_null(0)
        for name, (first, last) in zip(QUADS, _QUAD_ROOTS, strict=True)
    }
    return known.group_by(*_KEY).aggregate(
        events=_.count(),
        reports=_.reports.cast("int64").sum().fill_null(0),
        scored=_.value.count(),
        goldstein_sum=_.value.sum(),
        goldstein_squares=(_.value * _.value).sum(),
        goldstein_mean=_.value.mean(),
        goldstein_min=_.value.min(),
        goldstein_max=_.value.max(),
        **quads,
    )


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with exactly the columns and types of a schema, whatever made it.

    NaN becomes null: engines differ in which of the two stands for a missing number.

    Raises
    ------
    pyarrow.ArrowInvalid
        If a value does not fit its type, such as a day with a time.
    """
    columns = []
    for field in schema:
        column = table.column(field.name)
        if pa.types.is_string(column.type) and pa.types.is_date(field.type):
            column = pc.cast(pc.strptime(column, format="%Y-%m-%d", unit="s"), field.type)
        column = column.cast(field.type)
        if pa.types.is_floating(field.type):
            column = pc.if_else(pc.is_nan(column), pa.scalar(None, field.type), column)
        columns.append(column)
    return pa.table(columns, schema=schema)


def pair_months(record: Record) -> pa.Table:
    """Reduce the record's events to pair-months, ordered by actor, target and month.

    Returns
    -------
    pyarrow.Table
        Columns of `PAIR_MONTHS`.
    """
    sql = ibis.to_sql(reduce_events(_stated()), dialect="duckdb")
    # A cursor of its own: the record's connection may still hold another question's result.
    with record.con.cursor() as con:
        table = con.sql(sql).to_arrow_table()
    return conform(table, PAIR_MONTHS).sort_by([(name, "ascending") for name in _KEY])


def _stated() -> ir.Table:
    """Events that sources state, without those that an engine read in documents."""
    return _event_table().filter(~_.source_id.startswith(READ))


def _event_table() -> ir.Table:
    return ibis.table(
        {
            "date": "date",
            "actor": "string",
            "target": "string",
            "code": "string",
            "goldstein": "float64",
            "reports": "int32",
            "source_id": "string",
        },
        name="event",
    )
