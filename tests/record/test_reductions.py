"""Events become the same pair-months on DuckDB, on Spark and by hand."""

import datetime as dt
import math
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest

import legation.record as rec
from legation.record.readers import cameo, gdelt, icews
from legation.record.reductions import PAIR_MONTHS, conform, pair_months, reduce_events

EXPORT = "events/gdelt/20190121220000.export.CSV.zip"
LIST = "events/icews/icews18_valid_test_named.csv.gz"
COLUMNS = ("date", "actor", "target", "code", "goldstein", "reports")


def events(*rows: tuple[object, ...]) -> pa.Table:
    kinds = (pa.date32(), pa.string(), pa.string(), pa.string(), pa.float64(), pa.int32())
    columns = zip(*rows, strict=True)
    return pa.table({n: pa.array(c, k) for n, c, k in zip(COLUMNS, columns, kinds, strict=True)})


#: Traps: NaN and null, a month's first and last day, a leap day, sums beyond 32 bits, days
#: before 1970, codes with leading zeros, a pair without any value.
TRAPS = events(
    (dt.date(2018, 9, 1), "RUS", "ISR", "010", 0.0, 2_000_000_000),
    (dt.date(2018, 9, 30), "RUS", "ISR", "111", -2.0, 2_000_000_000),
    (dt.date(2018, 9, 18), "RUS", "ISR", "190", math.nan, None),
    (dt.date(2018, 10, 1), "RUS", "ISR", "057", 8.0, 1),
    (dt.date(2018, 9, 18), "ISR", "RUS", "055", None, 1),
    (dt.date(1960, 2, 29), "USA", "SUN", "10", -5.0, 1),
    (dt.date(1960, 2, 1), "USA", "SUN", "100", 0.1, 1),
    (dt.date(1960, 2, 28), "USA", "SUN", "0841", 0.2, 1),
    (dt.date(2018, 9, 18), None, "RUS", "010", 1.0, 1),
    (dt.date(2018, 9, 18), "RUS", None, "010", 1.0, 1),
    (None, "RUS", "ISR", "010", 1.0, 1),
)


def all_events(record: rec.Record) -> pa.Table:
    with record.con.cursor() as con:  # another test leaves a question half answered
        return con.sql("FROM event").to_arrow_table()


def by_hand(table: pa.Table) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Group in plain Python, with exactly rounded sums."""
    groups = defaultdict(list)
    for row in table.select(COLUMNS).to_pylist():
        if row["actor"] and row["target"] and row["date"]:
            groups[row["actor"], row["target"], row["date"].replace(day=1)].append(row)
    made = {}
    for key, rows in groups.items():
        values = [g for r in rows if (g := r["goldstein"]) is not None and not math.isnan(g)]
        total = math.fsum(values)
        quads = [cameo.quad(r["code"]) for r in rows]
        made[key] = {
            "events": len(rows),
            "reports": sum(r["reports"] or 0 for r in rows),
            "scored": len(values),
            "goldstein_sum": total if values else None,
            "goldstein_squares": math.fsum(v * v for v in values) if values else None,
            "goldstein_mean": total / len(values) if values else None,
            "goldstein_min": min(values, default=None),
            "goldstein_max": max(values, default=None),
            **{quad: quads.count(quad) for quad in cameo.QUADS},
        }
    return made


def assert_same(result: pa.Table, wanted: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    assert result.schema == PAIR_MONTHS
    rows = {(r.pop("actor"), r.pop("target"), r.pop("month")): r for r in result.to_pylist()}
    assert len(rows) == result.num_rows, "a pair-month stands twice"
    assert rows.keys() == wanted.keys()
    for key, row in rows.items():
        for name, value in wanted[key].items():
            if isinstance(value, float):
                assert row[name] == pytest.approx(value, abs=1e-9, rel=1e-12), (key, name)
            else:
                assert row[name] == value, (key, name)


def on_duckdb(table: pa.Table) -> pa.Table:
    raw = duckdb.connect()
    raw.register("given", table)
    raw.execute("CREATE TABLE event AS FROM given")
    con = ibis.duckdb.from_connection(raw)
    return conform(con.to_pyarrow(reduce_events(con.table("event"))), PAIR_MONTHS)


@pytest.fixture(scope="module")
def real(shared: Path) -> Iterator[rec.Record]:
    with rec.open_record(":memory:") as record:
        readers = [*gdelt.READERS, *icews.READERS]
        rec.add(record, [shared / EXPORT, shared / LIST], readers=readers)
        yield record


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        pytest.skip("needs Java for Spark, which is not here")
    sql = pytest.importorskip("pyspark.sql", reason="needs the extra legation[spark]")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    folder = tmp_path_factory.mktemp("spark")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "America/Caracas")  # to catch shifted days
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    yield session
    session.stop()


def on_spark(session: Any, table: pa.Table, folder: Path) -> pa.Table:
    import pyarrow.parquet as pq

    pq.write_table(table.select(COLUMNS), folder / "event.parquet")
    session.read.parquet(str(folder / "event.parquet")).createOrReplaceTempView("event")
    con = ibis.pyspark.connect(session)
    return conform(con.to_pyarrow(reduce_events(con.table("event"))), PAIR_MONTHS)


def test_traps_are_reduced_as_by_hand_on_duckdb() -> None:
    assert_same(on_duckdb(TRAPS), by_hand(TRAPS))


def test_real_events_are_reduced_as_by_hand(real: rec.Record) -> None:
    wanted = by_hand(all_events(real))
    assert len(wanted) > 1000
    assert_same(pair_months(real), wanted)


def test_september_2018_stands_out_between_russia_and_israel(real: rec.Record) -> None:
    # The Il-20 was shot down late on 17 September 2018.
    rows = {
        row["month"]: row
        for row in pair_months(real).to_pylist()
        if (row["actor"], row["target"]) == ("RUS", "ISR")
    }
    september, october = rows[dt.date(2018, 9, 1)], rows[dt.date(2018, 10, 1)]
    assert september["events"] > october["events"]
    assert september["goldstein_mean"] < october["goldstein_mean"]


def test_an_empty_record_has_no_pair_months() -> None:
    with rec.open_record(":memory:") as record:
        table = pair_months(record)
    assert (table.num_rows, table.schema) == (0, PAIR_MONTHS)


def test_a_question_under_way_does_not_stand_in_the_way(real: rec.Record) -> None:
    pending = real.con.execute("SELECT event_id FROM event")
    pending.fetchone()
    assert pair_months(real).num_rows > 1000


@pytest.mark.slow
def test_spark_and_duckdb_give_the_same_rows(real: rec.Record, spark: Any, tmp_path: Path) -> None:
    for number, table in enumerate([TRAPS, all_events(real)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_same(on_spark(spark, table, folder), by_hand(table))
