"""Daily scores of pairs of states as a Parquet table: date, a, b, edge.

The pairs are not directed; a pair missing on a day was not scored.
"""

from __future__ import annotations

import os

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from legation.errors import InputError
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.schema import STATEMENTS
from legation.record.staging import RAW_LIMIT, REPEATS, Counts
from legation.record.statecodes import codes
from legation.record.unpack import Member

_COLUMNS = ("date", "a", "b", "edge")
_BATCH = 100_000
_MOST_ROWS = 500_000_000


class PairScores:
    """Reader of the daily graph of pairs that gdelt-graph-data publishes."""

    dataset = Dataset(
        "gdelt-graph",
        "Daily composite score of pairs of states from GDELT, 2018-2024",
        "GPL-3.0; from GDELT, open with citation",
        "gdelt-graph-data (gzemo), daily graph of country pairs, from the GDELT Project",
        "https://github.com/gzemo/gdelt-graph-data",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether it is Parquet with these columns, or Parquet whose columns cannot be read."""
        if not member.head.startswith(b"PAR1"):
            return False
        try:
            schema = pq.read_schema(member.path)
        except (pa.ArrowException, OSError, ValueError):
            return "graph" in member.name
        return tuple(schema.names) == _COLUMNS

    def load(self, member: Member, load: Load) -> None:
        """Read every row as the score of a pair on a day."""
        load.flush()
        con = load.con
        con.execute(
            "CREATE OR REPLACE TEMP TABLE scores "
            "(line BIGINT, date BIGINT, a VARCHAR, b VARCHAR, edge DOUBLE)"
        )
        try:
            _copy(member, con)
        except (duckdb.Error, pa.ArrowException, OSError, ValueError, OverflowError) as error:
            raise InputError(f"{member.name} is damaged Parquet; fetch it again") from error
        prefix = f"{member.name}, row " if member.archived else "row "
        load.add_counts(_settle(load, prefix))
        con.execute("DROP TABLE scores; DROP TABLE scored")


READERS = (PairScores(),)


def _copy(member: Member, con: duckdb.DuckDBPyConnection) -> None:
    """Copy the table, with row numbers, into the temporary table `scores`."""
    file = pq.ParquetFile(os.fspath(member.path))
    if file.metadata.num_rows > _MOST_ROWS:
        raise InputError(
            f"{member.name} claims {file.metadata.num_rows:,} rows, more than pairs have days; "
            "check that the file is what it should be"
        )
    line = 0
    for batch in file.iter_batches(batch_size=_BATCH):
        batch.validate(full=True)
        numbered = pa.Table.from_batches([batch]).append_column(  # noqa: F841 - read by name
            "line", pa.array(range(line + 1, line + 1 + batch.num_rows), pa.int64())
        )
        con.execute(
            "INSERT INTO scores SELECT line, TRY_CAST(date AS BIGINT), TRY_CAST(a AS VARCHAR), "
            "TRY_CAST(b AS VARCHAR), TRY_CAST(edge AS DOUBLE) FROM numbered"
        )
        line += batch.num_rows


def _settle(load: Load, prefix: str) -> Counts:
    """Give the rows of `scores` their fates."""
    con, table = load.con, codes(load.con, "iso3")
    key = PairScores.dataset.key
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE scored AS
        WITH parsed AS (
            SELECT *, CASE WHEN date BETWEEN 10000101 AND 99991231
                THEN try_strptime(date::VARCHAR, '%Y%m%d')::DATE END AS day FROM scores
        ), judged AS (
            SELECT p.*, least(x.state, y.state) AS actor, greatest(x.state, y.state) AS target,
                CASE WHEN day IS NULL THEN 'date is not a day'
                    WHEN x.state IS NULL THEN 'no state with code ' || coalesce(left(a, 20), '')
                    WHEN y.state IS NULL THEN 'no state with code ' || coalesce(left(b, 20), '')
                    WHEN x.state = y.state THEN 'a pair of one state'
                    WHEN edge IS NULL OR NOT isfinite(edge) THEN 'edge is not a number' END
                AS reason
            FROM parsed p
            LEFT JOIN {table} x ON x.code = p.a AND p.day BETWEEN x.start AND x."end"
            LEFT JOIN {table} y ON y.code = p.b AND p.day BETWEEN y.start AND y."end"
        )
        SELECT *, '{key}:' || date || ':' || actor || ':' || target AS score_id,
            CASE WHEN reason IS NOT NULL THEN 'rejected'
                WHEN row_number() OVER w = 1 THEN 'stored'
                WHEN edge = first_value(edge) OVER w THEN 'duplicate' ELSE 'rejected' END AS fate
        FROM judged
        WINDOW w AS (PARTITION BY reason IS NULL, date, actor, target ORDER BY line)"""
    )
    columns = ", ".join(STATEMENTS["score"].names)
    con.execute(
        f"""INSERT INTO score_statement ({columns}, shadowed)
        SELECT score_id, day, actor, target, false, edge, 'composite score of the source',
            ?, ? || line, false
        FROM scored WHERE fate = 'stored'""",
        [load.source_id, prefix],
    )
    con.execute(
        """INSERT INTO reject SELECT ?, ? || line, coalesce(reason, ?),
            left(concat_ws(',', date, a, b, edge), ?)
        FROM scored WHERE fate = 'rejected' ORDER BY line""",
        [load.source_id, prefix, REPEATS, RAW_LIMIT],
    )
    fates = dict(con.execute("SELECT fate, count(*) FROM scored GROUP BY ALL").fetchall())
    stored, rejected = fates.get("stored", 0), fates.get("rejected", 0)
    duplicates = fates.get("duplicate", 0)
    return Counts(stored + rejected + duplicates, stored, rejected, duplicates)
