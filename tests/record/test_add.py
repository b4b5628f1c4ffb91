"""Adding files: every row has a fate, files go in whole or not at all, order does not matter."""

from __future__ import annotations

import gzip
import itertools
import json
import shutil
import zipfile
from pathlib import Path

import pytest

import legation
from legation.errors import InputError, RecordError, UnknownNameError
from legation.record import add, open_record
from tests.record.made import STATES, resolutions, unvotes, write_lines


def test_every_row_read_has_a_fate_and_rejects_say_where_and_why(tmp_path: Path) -> None:
    rows = resolutions()
    rows[0]["MS_in_favour"] = [*rows[0]["MS_in_favour"], "ATLANTIS"]  # type: ignore[misc]
    file = write_lines(tmp_path / "r.json", rows)
    file.write_text(file.read_text("utf-8") + "{broken\n" + json.dumps(rows[1]) + "\n", "utf-8")
    with open_record(":memory:") as record:
        (added,) = add(record, [file])
        votes = sum(
            len(r[k])
            for r in rows
            for k in r
            if k in ("MS_in_favour", "MS_against", "MS_abstaining")
        )  # type: ignore[arg-type, misc]
        again = 1 + sum(len(rows[1][k]) for k in ("MS_in_favour", "MS_against", "MS_abstaining"))  # type: ignore[arg-type, misc]
        assert added.counts.read == len(rows) + votes + 1 + again
        assert added.counts.duplicates == again
        assert added.counts.adds_up
        rejects = {r["locator"]: r["reason"] for r in record.query("SELECT * FROM reject")}
        assert rejects == {
            "line 1, MS_in_favour": "no state 'ATLANTIS'",
            "line 13": "is not valid JSON",
        }


def test_a_text_adopted_without_a_vote_is_a_document_and_no_roll_call(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.json", resolutions(number=8))
    with open_record(":memory:") as record:
        add(record, [file])
        symbols = [r["document_id"] for r in record.query("SELECT * FROM document ORDER BY 1")]
        assert symbols == ["A/RES/76/4", "A/RES/76/8"]
        assert record.counts()["rollcall"] == 6


def test_the_same_content_twice_adds_nothing_whatever_its_name_or_wrapping(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.json", resolutions())
    copy = shutil.copy(file, tmp_path / "other.jsonl")
    packed = tmp_path / "r.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    zipped = tmp_path / "r.zip"
    with zipfile.ZipFile(zipped, "w") as z:
        z.write(file, "deep/er/r.json")
    with open_record(":memory:") as record:
        add(record, [file])
        before = record.digest()
        for same in (file, copy, packed, zipped):
            (added,) = add(record, [same])
            assert added.known
        assert record.digest() == before


def test_neither_snapshot_nor_rows_depend_on_the_order_of_additions(tmp_path: Path) -> None:
    rows = resolutions(number=8)
    files = [write_lines(tmp_path / "r.json", rows), *unvotes(tmp_path, rows)]
    seen = set()
    for order in itertools.permutations(files):
        with open_record(":memory:") as record:
            for file in order:
                add(record, [file])
            shown = record.query("SELECT * FROM vote ORDER BY ALL")
            calls = record.query("SELECT * FROM rollcall ORDER BY ALL")
            seen.add((record.snapshot(), record.digest(), repr(shown), repr(calls)))
    assert len(seen) == 1


def test_the_same_roll_call_from_two_sources_is_one(tmp_path: Path) -> None:
    rows = resolutions(number=3)
    with open_record(":memory:") as record:
        add(record, [write_lines(tmp_path / "r.json", rows), *unvotes(tmp_path, rows)])
        calls = record.query("SELECT rollcall_id, len(sources) AS n FROM rollcall ORDER BY 1")
        assert [(c["rollcall_id"], c["n"]) for c in calls] == [
            ("A/RES/76/1", 2),
            ("A/RES/76/2", 2),
            ("A/RES/76/3", 2),
        ]


def test_two_votes_under_one_symbol_that_differ_stay_two_roll_calls(tmp_path: Path) -> None:
    rows = resolutions(number=1)
    others = unvotes(tmp_path, json.loads(json.dumps(rows)))
    rows[0]["MS_in_favour"], rows[0]["MS_against"] = rows[0]["MS_against"], rows[0]["MS_in_favour"]
    with open_record(":memory:") as record:
        add(record, [write_lines(tmp_path / "r.json", rows), *others])
        names = [r["rollcall_id"] for r in record.query("SELECT * FROM rollcall ORDER BY 1")]
        assert names == ["A/RES/76/1", "A/RES/76/1 (unvotes 9001)"]


def test_a_single_difference_in_a_full_house_is_shown_with_both_sources(tmp_path: Path) -> None:
    from legation import states

    names = [s.name for s in states.un_members("2021-12-01")][:40]
    row: dict[str, object] = {
        "symbol": "A/RES/76/1",
        "title": "Question",
        "adoption_date": "1 December 2021",
        "subjects": [],
        "MS_in_favour": names[:30],
        "MS_against": names[30:],
        "MS_abstaining": [],
    }
    others = unvotes(tmp_path, [row])
    row |= {"MS_in_favour": names[1:30], "MS_abstaining": names[:1]}
    file = write_lines(tmp_path / "r.json", [row])
    with open_record(":memory:") as record:
        add(record, [file, *others])
        assert record.counts()["rollcall"] == 1
        (difference,) = record.query("SELECT * FROM disagreement")
        assert difference["choice"] == "abstain"
        assert difference["other_choice"] == "yes"
        assert difference["source_id"].startswith("un-resolutions:")
        assert difference["other_source_id"].startswith("unvotes:")


def test_members_not_listed_are_absent_and_marked_as_derived(tmp_path: Path) -> None:
    from legation import states

    file = write_lines(tmp_path / "r.json", resolutions(number=1))
    with open_record(":memory:") as record:
        add(record, [file])
        choices = record.query("SELECT state, choice, listed FROM vote")
        members = {str(s) for s in states.un_members("2021-12-02")}
        assert {c["state"] for c in choices} == members
        listed = {c["state"] for c in choices if c["listed"]}
        assert listed <= set(STATES.values())
        assert all(c["choice"] == "absent" for c in choices if not c["listed"])


def test_forgetting_a_source_leaves_the_record_as_if_it_had_never_been_added(
    tmp_path: Path,
) -> None:
    rows = resolutions(number=8)
    file, others = write_lines(tmp_path / "r.json", rows), unvotes(tmp_path, rows)
    with open_record(":memory:") as record:
        add(record, [file])
        before = record.digest(), record.query("SELECT * FROM vote ORDER BY ALL")
        add(record, others)
        assert record.digest() != before[0]
        assert len(record.forget("unvotes")) == 2
        assert (record.digest(), record.query("SELECT * FROM vote ORDER BY ALL")) == before
        with pytest.raises(UnknownNameError, match="it has un-resolutions"):
            record.forget("unvotes")


def test_a_file_that_cannot_be_read_stops_neither_the_others_nor_harms_what_is_there(
    tmp_path: Path,
) -> None:
    good = write_lines(tmp_path / "a.json", resolutions())
    bad = tmp_path / "b.json.gz"
    bad.write_bytes(gzip.compress(good.read_bytes())[:-20])
    late = write_lines(tmp_path / "c.json", resolutions(2, session=77))
    with open_record(":memory:") as record:
        results = add(record, [good, bad, late])
        assert [bool(r.problem) for r in results] == [False, True, False]
        assert "b.json.gz cannot be unpacked" in results[1].problem
        assert record.counts()["source"] == 2


def test_folders_and_globs_are_searched_and_unknown_files_in_them_are_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_lines(tmp_path / "in" / "a.json", resolutions())
    (tmp_path / "notes.md").write_text("# Notes\n")
    with open_record(":memory:") as record:
        results = add(record, [tmp_path])
        assert [(r.file.name, bool(r.problem), r.refused) for r in results] == [
            ("a.json", False, False),
            ("notes.md", True, False),
        ]
        assert add(record, [tmp_path / "*" / "*.json"])[0].known
        with pytest.raises(InputError, match=r"no file or folder .*nothing"):
            add(record, [tmp_path / "nothing"])
        (named,) = add(record, [tmp_path / "notes.md"])
        assert named.refused


def test_a_record_survives_closing_and_is_readable_by_several(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "record.duckdb"
    with legation.open(path) as record:
        add(record, [write_lines(tmp_path / "r.json", resolutions())])
        snapshot = record.snapshot()
    with legation.open(path, read_only=True) as one, legation.open(path, read_only=True) as two:
        assert one.snapshot() == two.snapshot() == snapshot


@pytest.mark.parametrize("content", [b"not a database", b"\x00" * 5000])
def test_a_file_that_is_no_record_is_left_alone_and_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not a record"):
        legation.open(path)
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE mine (x INTEGER)")
    with pytest.raises(RecordError, match="a database but not a record"):
        legation.open(path)


def test_a_record_in_use_elsewhere_is_one_clear_line(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "r.duckdb"
    with legation.open(path):
        code = f"import legation; legation.open({str(path)!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "RecordError" in done.stderr
    assert "is in use by another program" in done.stderr


def test_files_of_no_known_format_inside_an_archive_are_counted(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.json", resolutions())
    zipped = tmp_path / "r.zip"
    with zipfile.ZipFile(zipped, "w") as z:
        z.write(file, "r.json")
        z.writestr("README.txt", "about")
    with open_record(":memory:") as record:
        added, rest = add(record, [zipped])
        assert added.counts.stored > 0
        assert rest.problem == "r.zip also holds 1 files of no known format: README.txt"
        assert not rest.refused


def test_a_file_held_as_an_older_reader_read_it_is_not_called_up_to_date(tmp_path: Path) -> None:
    from legation.record.readers.un_resolutions import UnResolutions

    class Later(UnResolutions):
        version = "later"

    file = write_lines(tmp_path / "r.json", resolutions())
    with open_record(":memory:") as record:
        (first,) = add(record, [file])
        before = record.digest()
        (again,) = add(record, [file], readers=[Later()])
        assert again.known
        assert again.refused
        assert f"legation forget {first.source_id}" in again.problem
        assert record.digest() == before
        record.forget(first.source_id)
        (anew,) = add(record, [file], readers=[Later()])
        assert anew.counts == first.counts
        assert record.sources()[0]["version"] == "later"
