"""Exports are read by others: CSV and Parquet with a descriptor that validates."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package

from legation.errors import InputError, UnknownNameError
from legation.record import Record, add, open_record
from legation.record.export import export
from legation.record.schema import TABLES
from tests.record.made import resolutions, write_lines


@pytest.fixture
def record(tmp_path: Path) -> Record:
    rows = resolutions(number=12)
    rows[0]["title"] = 'A "quoted", line\nbroken title; with everything'
    made = open_record(":memory:")
    add(made, [write_lines(tmp_path / "r.json", rows)])
    return made


@pytest.mark.parametrize("table", ["vote", "rollcall", "document", "source", "reject", "event"])
def test_a_csv_export_is_a_valid_tabular_data_package(
    record: Record, tmp_path: Path, table: str
) -> None:
    descriptor = export(record, table, tmp_path / "out" / f"{table}.csv")
    report = Package(str(descriptor)).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert json.loads(descriptor.read_text())["version"] == record.snapshot()


def test_the_two_forms_hold_the_same_rows(record: Record, tmp_path: Path) -> None:
    export(record, "rollcall", tmp_path / "r.csv")
    export(record, "rollcall", tmp_path / "r.parquet")
    frame = pl.read_parquet(tmp_path / "r.parquet")
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert [r["rollcall_id"] for r in rows] == frame["rollcall_id"].to_list()
    assert [r["title"] for r in rows] == frame["title"].to_list()
    assert set(rows[0]) == set(TABLES["rollcall"].names) == set(frame.columns)


def test_the_descriptor_names_the_sources_and_their_terms(record: Record, tmp_path: Path) -> None:
    package = json.loads(export(record, "vote", tmp_path / "v.csv").read_text("utf-8"))
    assert "United Nations" in package["sources"][0]["title"]
    assert "attribute the UN" in package["description"]


def test_equal_records_give_equal_files(tmp_path: Path) -> None:
    files = [write_lines(tmp_path / f"{s}.json", resolutions(s, 9, s)) for s in (75, 76)]
    written = []
    for order in (files, files[::-1]):
        with open_record(":memory:") as record:
            for file in order:
                add(record, [file])
            export(record, "vote", tmp_path / "v.csv")
            written.append((tmp_path / "v.csv").read_bytes())
    assert written[0] == written[1]


def test_what_cannot_be_exported_is_one_clear_line(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no table 'votes'; there are source"):
        export(record, "votes", tmp_path / "x.csv")
    with pytest.raises(InputError, match=r"neither \.csv nor \.parquet"):
        export(record, "vote", tmp_path / "x.xlsx")
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        export(record, "vote", blocked / "x.csv")
    quoted = tmp_path / "it's; DROP TABLE vote"
    export(record, "vote", quoted / "x.csv")
    assert (quoted / "x.csv").exists()
