"""A source of one's own: what a mapping can say, and what is said of a mapping that is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation.record as rec
from legation.errors import InputError
from legation.record.readers.mapping import MappedReader, load_mapping
from tests.record.mutate import endure

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "bring-your-own-source.md"
DATASET = """
[dataset]
key = "mine"
title = "Mine"
licence = "CC0"
citation = "Me (2020)"
"""
VOTE = """
[[table]]
name = "vote"
[table.columns]
native_id = "symbol"
state = { column = "iso3", state = "iso3" }
choice = "vote"
"""
MEASURE = """
[[table]]
name = "measure"
[table.columns]
measure_id = { columns = ["a", "b", "year"], join = "-" }
kind = { constant = "alliance" }
actor = { column = "a", state = "cow" }
target = { column = "b", state = "cow" }
directed = { constant = false }
start = { column = "year", date = "%Y" }
end = { column = "last", date = "%Y-%m" }
value = "value"
"""


@pytest.fixture
def record() -> Iterator[rec.Record]:
    opened = rec.open_record(":memory:")
    yield opened
    opened.close()


def mapping(folder: Path, *parts: str) -> MappedReader:
    path = folder / "mine.toml"
    path.write_text("".join(parts), encoding="utf-8")
    return load_mapping(path)


def read(record: rec.Record, folder: Path, reader: MappedReader, content: str) -> rec.Added:
    path = folder / "mine.csv"
    path.write_text(content, encoding="utf-8")
    (added,) = rec.add(record, [path], readers=[reader])
    assert added.counts.adds_up
    return added


def reasons(record: rec.Record) -> dict[str, str]:
    rows = record.query("SELECT locator, reason FROM reject")
    return {row["locator"]: row["reason"] for row in rows}


def guide() -> dict[str, str]:
    pattern = r"<!-- file: (\S+) -->\n```\w+\n(.*?)```"
    return dict(re.findall(pattern, GUIDE.read_text(encoding="utf-8"), re.DOTALL))


def test_the_example_of_the_guide_works_as_it_says(record: rec.Record, tmp_path: Path) -> None:
    for name, content in guide().items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    reader = load_mapping(tmp_path / "es11_votes.toml")
    (added,) = rec.add(record, [tmp_path / "es11_votes.csv"], readers=[reader])
    counts = added.counts
    assert (counts.read, counts.stored, counts.rejected, counts.duplicates) == (5, 4, 1, 0)
    assert reasons(record) == {"line 6": "state: no state 'XXX' on 2025-02-24 (iso3)"}
    assert reasons(record)["line 6"] in GUIDE.read_text(encoding="utf-8")
    rows = record.query("SELECT rollcall_id, state, choice FROM vote WHERE listed ORDER BY ALL")
    assert [tuple(row.values()) for row in rows] == [
        ("A/RES/ES-11/7", "ISR", "no"),
        ("A/RES/ES-11/7", "RUS", "no"),
        ("A/RES/ES-11/8", "ISR", "abstain"),
        ("A/RES/ES-11/8", "RUS", "no"),
    ]
    assert len(record.query("SELECT 1 FROM rollcall")) == 2


def test_the_guides_mapping_reads_the_real_votes(
    shared: Path, record: rec.Record, tmp_path: Path
) -> None:
    file = shared / "unga" / "es11_7_8_supplement.csv"
    (tmp_path / "m.toml").write_text(guide()["es11_votes.toml"], encoding="utf-8")
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    lookup = {"yes", "no", "abstain"}
    (added,) = rec.add(record, [file], readers=[load_mapping(tmp_path / "m.toml")])
    assert added.counts.read == len(rows)
    assert added.counts.stored == sum(row["vote"] in lookup for row in rows)
    assert set(reasons(record).values()) <= {"choice: 'absent' is not in the lookup"}
    stored = record.query("SELECT native_id, state, choice FROM vote_statement")
    wanted = {(r["symbol"], r["iso3"], r["vote"]) for r in rows if r["vote"] in lookup}
    assert {tuple(row.values()) for row in stored} == wanted
    assert len(record.query("SELECT 1 FROM rollcall_statement")) == 2


def test_labels_of_outlets_can_be_read_as_documents(
    shared: Path, record: rec.Record, tmp_path: Path
) -> None:
    file = shared / "headlines" / "mbfc_acl2020.tsv"
    reader = mapping(
        tmp_path,
        DATASET,
        '[file]\ndelimiter = "\\t"\n',
        '[[table]]\nname = "document"\n[table.columns]\n',
        'title = { columns = ["fact", "bias", "source_url_normalized"], join = " / " }\n',
        'url = "ref"\noutlet = "source_url_normalized"\nkind = { constant = "article" }\n',
    )
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    (added,) = rec.add(record, [file], readers=[reader])
    assert added.counts.read == len(rows)
    assert added.counts.adds_up
    assert added.counts.stored > 0.9 * len(rows)
    (row,) = record.query("SELECT * FROM document WHERE outlet = 'crooked.com'")
    assert row["title"] == "high / left / crooked.com"
    assert row["document_id"] == "mediabiasfactcheck.com/crooked-media"


def test_states_are_read_as_of_the_day_and_pairs_put_in_order(
    record: rec.Record, tmp_path: Path
) -> None:
    reader = mapping(tmp_path, DATASET, MEASURE)
    rows = "a,b,year,last,value\n365,2,1980,1985-02,1.5\n365,2,1995,,\n2,365,1996,1995-01,x\n"
    counts = read(record, tmp_path, reader, rows + "2,2,1997,,\n9999,2,1998,,\n").counts
    assert (counts.read, counts.stored, counts.rejected) == (5, 2, 3)
    first, second = record.query("SELECT * FROM measure ORDER BY start")
    assert (first["actor"], first["target"], first["directed"]) == ("SUN", "USA", False)
    assert (first["start"], first["end"]) == (dt.date(1980, 1, 1), dt.date(1985, 2, 28))
    assert (first["measure_id"], first["precision"]) == ("mine:365-2-1980", "year")
    assert first["value"] == 1.5
    assert (second["actor"], second["end"], second["value"]) == ("RUS", None, None)
    assert reasons(record) == {
        "line 4": "value: 'x' is not a number",
        "line 5": "actor and target are both USA",
        "line 6": "actor: no state '9999' on 1998-07-01 (cow)",
    }


def test_a_row_is_stored_in_all_its_tables_or_in_none(record: rec.Record, tmp_path: Path) -> None:
    rollcall = (
        '\n[[table]]\nname = "rollcall"\n[table.columns]\nnative_id = "symbol"\n'
        'body = { constant = "UNGA" }\ndate = { column = "day", date = "%d.%m.%Y" }\n'
    )
    reader = mapping(tmp_path, DATASET, VOTE, rollcall)
    rows = [
        "symbol,day,iso3,vote",
        "A,02.03.2022,RUS,no",
        "A,02.03.2022,ISR,yes",
        "A,02.03.2022,RUS,no",
        "A,03.03.2022,USA,yes",
        "A,02.03.2022,RUS,yes",
        "B,31.02.2022,USA,yes",
        "B,01.02.2022,USA,maybe",
        "B,01.02.2022,USA",
        "B,01.02.2022,,yes",
    ]
    counts = read(record, tmp_path, reader, "\n".join(rows)).counts
    assert (counts.read, counts.stored, counts.duplicates, counts.rejected) == (9, 2, 1, 6)
    assert record.query("SELECT count(*) AS n FROM rollcall_statement") == [{"n": 1}]
    assert reasons(record) == {
        "line 5": "gives rollcall mine A other values than an earlier row",
        "line 6": "gives vote mine A RUS other values than an earlier row",
        "line 7": "date: '31.02.2022' is not a date written as %d.%m.%Y",
        "line 8": "choice 'maybe' is none of yes, no, abstain, absent",
        "line 9": "has 3 fields where 4 are expected",
        "line 10": "state is missing",
    }


def test_lookups_lists_prefixes_and_unknown_states(record: rec.Record, tmp_path: Path) -> None:
    reader = mapping(
        tmp_path,
        DATASET,
        '[file]\ndelimiter = ";"\nheader = ["day", "who", "whom", "code", "n"]\nnull = ["-"]\n',
        '[[table]]\nname = "event"\n[table.columns]\ndate = "day"\ncode = "code"\n',
        'actor = { column = "who", state = "name", unknown = "null" }\nactor_code = "who"\n',
        'target = { column = "whom", state = "name" }\nreports = "n"\n',
        'root = { column = "code", lookup = { "010" = "AGREE" }, unknown = "null" }\n',
        'document_id = { column = "n", prefix = "doc:" }\n',
    )
    rows = (
        "2022-03-02;Russia;Israel;010;3\n2022-03-02;NATO;Israel;19;-\n2022-03-02;NATO;Mars;19;1\n"
    )
    counts = read(record, tmp_path, reader, rows + "2022-03-02;NATO;-;19x;1.5\n").counts
    assert (counts.read, counts.stored, counts.rejected) == (4, 2, 2)
    first, second = record.query("SELECT * FROM event ORDER BY code")
    assert (first["actor"], first["target"], first["root"]) == ("RUS", "ISR", "AGREE")
    assert (first["reports"], first["document_id"]) == (3, "doc:3")
    assert first["event_id"].startswith("mine:")
    assert (second["actor"], second["actor_code"], second["root"]) == (None, "NATO", None)
    assert second["document_id"] is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[dataset", "mine.toml is not valid TOML"),
        ("", r"mine.toml has no \[\[table\]\]"),
        (DATASET, r"mine.toml has no \[\[table\]\]"),
        (VOTE, r"mine.toml, \[dataset\] is missing"),
        (DATASET.replace("licence", "license") + VOTE, "no key 'license'; did you mean licence"),
        (DATASET.replace('"mine"', '"My Data"') + VOTE, "is not of small letters"),
        (DATASET + VOTE.replace('"vote"', '"votes"', 1), "no table 'votes'; did you mean vote"),
        (DATASET + VOTE.replace("choice =", "chioce ="), "no column 'chioce'; did you mean choice"),
        (DATASET + VOTE.replace("choice =", "#"), "choice must be given too"),
        (DATASET + VOTE.replace("column =", "colum ="), "no key 'colum'; did you mean column"),
        (DATASET + VOTE.replace('state = "iso3"', 'state = "iso4"'), "did you mean iso3"),
        (DATASET + VOTE.replace(', state = "iso3"', ""), "say how states are written"),
        (DATASET + VOTE + "dataset = 'other'\n", "no column 'dataset'"),
        (DATASET + VOTE + "locator = 7\n", "give the name of a column of the file, or a table"),
        (DATASET + MEASURE.replace('date = "%Y"', 'date = "%d"'), "has no year"),
        (DATASET + MEASURE.replace("constant = false", 'constant = "no"'), "BOOLEAN is wanted"),
        (
            DATASET + MEASURE + 'text = { split = ";" }\n',
            "give one of column, columns and constant",
        ),
        (DATASET + '[file]\ndelimiter = ", "\n' + VOTE, "delimiter is one character"),
        (DATASET + '[file]\nheader = ["symbol", "iso", "vote"]\n' + VOTE, "did you mean iso"),
        (DATASET + "[tabel]\n" + VOTE, "no section 'tabel'; did you mean table"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_in_one_line(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        mapping(tmp_path, content)
    assert "\n" not in str(caught.value)


def test_a_missing_mapping_file_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check the path"):
        load_mapping(tmp_path / "none.toml")


def test_a_file_without_the_columns_is_not_of_the_mapping(
    record: rec.Record, tmp_path: Path
) -> None:
    from legation.record.unpack import members

    reader = mapping(tmp_path, DATASET, VOTE)
    assert read(record, tmp_path, reader, "symbol,iso,vote\nA,RUS,no\n").refused
    (member,) = members(tmp_path / "mine.csv", tmp_path)
    assert "no column 'iso3'; did you mean iso?" in reader.problem(member)


def test_texts_of_mapping_and_file_never_become_queries(record: rec.Record, tmp_path: Path) -> None:
    evil = "x'); DROP TABLE vote; --"
    reader = mapping(
        tmp_path,
        DATASET,
        '[[table]]\nname = "document"\n[table.columns]\n',
        f'title = {{ column = "{evil}" }}\noutlet = {{ constant = "{evil}" }}\n',
    )
    assert read(record, tmp_path, reader, f"{evil},other\n{evil},1\n").counts.stored == 1
    (row,) = record.query("SELECT title, outlet FROM document")
    assert row == {"title": evil, "outlet": evil}
    assert record.query("SELECT count(*) AS n FROM vote") == [{"n": 0}]


def test_another_mapping_is_another_version(tmp_path: Path) -> None:
    one = mapping(tmp_path, DATASET, VOTE).version
    assert one == mapping(tmp_path, DATASET, VOTE).version
    assert one != mapping(tmp_path, DATASET, VOTE, "# changed\n").version


def test_every_row_of_a_damaged_table_has_a_fate(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    reader = mapping(tmp_path, DATASET, MEASURE)
    rows = "".join(f"365,{n},19{n},19{n}-12,{n}.5\n" for n in (70, 80, 90, 91, 92, 93, 94) * 4)
    content = f"a,b,year,last,value\n{rows}".encode()
    assert endure(reader, "mine.csv", content, folder, tables=("measure",)) >= 200
