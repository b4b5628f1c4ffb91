"""Daily scores of pairs from Parquet."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import legation.record as rec
from legation.record.readers.pair_scores import PairScores
from tests.record.mutate import endure

READER = PairScores()
GRAPH = "events/gdelt/gdelt-daily-graph_2018_2024.parquet"


def parquet(path: Path, *rows: tuple[object, ...]) -> Path:
    kinds = (pa.int32(), pa.string(), pa.string(), pa.float32())
    columns = zip(*rows, strict=True)
    arrays = [pa.array(c, k) for c, k in zip(columns, kinds, strict=True)]
    pq.write_table(pa.table(arrays, names=["date", "a", "b", "edge"]), path)
    return path


def add(path: Path) -> tuple[rec.Record, rec.Added]:
    record = rec.open_record(":memory:")
    (result,) = rec.add(record, [path], readers=[READER])
    return record, result


@pytest.mark.slow
def test_every_score_of_the_real_table_is_stored(shared: Path) -> None:
    table = pq.read_table(shared / GRAPH)
    record, result = add(shared / GRAPH)
    assert result.counts.stored == result.counts.read == table.num_rows == 2_706_008
    (row,) = record.query(
        "SELECT count(*) AS n, count(DISTINCT date) AS days, min(date) AS first, "
        "max(date) AS last, sum(value) AS total, bool_and(actor < target) AS ordered FROM score"
    )
    assert (row["n"], row["days"], row["ordered"]) == (2_706_008, 2149, True)
    assert (row["first"], row["last"]) == (dt.date(2018, 1, 1), dt.date(2024, 2, 23))
    frame = table.to_pandas()
    assert row["total"] == pytest.approx(frame["edge"].astype(float).sum(), rel=1e-9)
    pair = frame[
        (frame["a"] == "ISR") & (frame["b"] == "RUS")
        | (frame["a"] == "RUS") & (frame["b"] == "ISR")
    ]
    (mine,) = record.query(
        "SELECT count(*) AS n, sum(value) AS s FROM score WHERE actor = 'ISR' AND target = 'RUS'"
    )
    assert mine["n"] == len(pair) > 1000
    assert mine["s"] == pytest.approx(pair["edge"].astype(float).sum(), rel=1e-9)


def test_pairs_are_ordered_and_rows_that_are_off_rejected(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "graph.parquet",
        (20180101, "RUS", "ISR", 1.5),
        (20180101, "ISR", "RUS", 1.5),
        (20180101, "ISR", "RUS", 2.0),
        (20180230, "ISR", "RUS", 2.0),
        (20180102, "QQQ", "RUS", 2.0),
        (20180102, "RUS", "RUS", 2.0),
        (20180102, "RUS", "ISR", float("nan")),
        (None, "RUS", "ISR", 1.0),
    )
    record, result = add(path)
    counts = result.counts
    assert (counts.stored, counts.duplicates, counts.rejected) == (1, 1, 6)
    assert record.query("SELECT score_id, actor, target, value, directed FROM score") == [
        {
            "score_id": "gdelt-graph:20180101:ISR:RUS",
            "actor": "ISR",
            "target": "RUS",
            "value": 1.5,
            "directed": False,
        }
    ]
    assert record.query("SELECT locator, reason FROM reject ORDER BY locator") == [
        {"locator": "row 3", "reason": "repeats an earlier row with other values"},
        {"locator": "row 4", "reason": "date is not a day"},
        {"locator": "row 5", "reason": "no state with code QQQ"},
        {"locator": "row 6", "reason": "a pair of one state"},
        {"locator": "row 7", "reason": "edge is not a number"},
        {"locator": "row 8", "reason": "date is not a day"},
    ]


def test_a_damaged_table_is_one_clear_line(tmp_path: Path) -> None:
    whole = parquet(
        tmp_path / "whole.parquet", *((20180101 + n % 28, "RUS", "ISR", 1.0) for n in range(500))
    )
    content = bytearray(whole.read_bytes())
    content[8:40] = b"\xff" * 32
    path = tmp_path / "graph.parquet"
    path.write_bytes(content)
    _, result = add(path)
    assert result.problem == "graph.parquet is damaged Parquet; fetch it again"
    path.write_bytes(whole.read_bytes()[:-20])
    _, result = add(path)
    assert result.problem == "graph.parquet is damaged Parquet; fetch it again"


@pytest.mark.slow
def test_damaged_tables_end_in_rows_whose_fates_add_up(tmp_path: Path) -> None:
    rows = ((20180101 + n % 28, "RUS" if n % 2 else "IRN", "ISR", n / 7) for n in range(60))
    content = parquet(tmp_path / "whole.parquet", *rows).read_bytes()
    assert endure(READER, "graph.parquet", content, tmp_path, tables=["score"]) > 20
