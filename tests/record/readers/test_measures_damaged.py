"""Damaged tables of measures end in rows with fates that add up, or in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

import legation.record as rec
from legation.record.readers import (
    atop,
    cow_disputes,
    cow_igo,
    rivalries,
    sipri,
    unfriendly,
)
from legation.record.readers.base import Reader
from tests.record.mutate import endure
from tests.record.readers import measures_files as files

TABLES: dict[str, tuple[Reader, str]] = {
    "atop": (atop.READERS[0], files.ATOP),
    "atop original": (atop.READERS[1], files.ATOP_ORIGINAL),
    "cow disputes": (cow_disputes.READERS[0], files.DIRDISPS),
    "cow dispute dyad-years": (cow_disputes.READERS[1], files.DDYDISPS),
    "gml disputes": (cow_disputes.READERS[2], files.GML),
    "cow igo": (cow_igo.READERS[0], files.IGO),
    "rivalries": (rivalries.READERS[0], files.RIVALRIES),
    "sipri": (sipri.READERS[0], files.SIPRI),
    "unfriendly": (unfriendly.READERS[0], files.UNFRIENDLY),
}


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_no_damage_to_a_table_makes_rows_vanish(table: str, tmp_path: Path) -> None:
    reader, content = TABLES[table]
    read = endure(reader, "table.csv", content.encode(), tmp_path, tables=["measure"])
    assert read > 150


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_known_to_its_own_reader_alone(table: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLES[table][1])
    member = rec.unpack.Member(path.name, path, path)
    assert [name for name, (reader, _) in TABLES.items() if reader.matches(member)] == [table]


def test_a_column_name_is_never_read_as_sql(tmp_path: Path) -> None:
    path = tmp_path / "atop.csv"
    lines = files.ATOP_ORIGINAL.replace("atopid1", 'x"); DROP TABLE reject; --').splitlines()
    path.write_text("\n".join([*lines, "2365,2,7,1950,1,1,0,0,0,0,0"]))
    record = rec.open_record(":memory:")
    added = rec.add(record, [path], readers=atop.READERS)[0]
    assert (added.counts.stored, added.counts.rejected) == (3, 1)
    assert len(record.query("SELECT * FROM reject")) == 1
