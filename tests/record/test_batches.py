"""Rows on their way into DuckDB leave memory again before the transaction ends."""

from pathlib import Path

import pytest

import legation.record as rec
from legation.record.batches import insert

STATM = Path("/proc/self/statm")


def resident() -> int:
    return int(STATM.read_text().split()[1]) * 4096


@pytest.mark.skipif(not STATM.exists(), reason="reads the memory of the process from Linux")
def test_batches_of_one_transaction_do_not_pile_up() -> None:
    with rec.open_record(":memory:") as record, record.transaction() as con:
        con.execute("CREATE TEMP TABLE words (word VARCHAR)")
        rows = [(f"{number:050d}",) for number in range(200_000)]
        sql = "INSERT INTO words SELECT word FROM batch LIMIT 1"
        insert(con, sql, {"word": "VARCHAR"}, rows)
        before = resident()
        for _ in range(20):
            insert(con, sql, {"word": "VARCHAR"}, rows)
        assert con.execute("SELECT count(*) FROM words").fetchall() == [(21,)]
        grown = resident() - before
    assert grown < 10 * 200_000 * 54, f"{grown:,} bytes more after twenty batches"
