"""Speeches, headlines and articles of the real files, counted independently."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation.record as rec
from legation.record.readers import articles, feeds, headlines, speeches, warc, web

READERS = [
    reader
    for module in (speeches, headlines, articles, web, feeds, warc)
    for reader in module.READERS
]
TITLES = "headlines/allsides_international_titles.jsonl.gz"
ARTICLES = "articles/allsides_international.jsonl.gz"
RUSSIA = "headlines/rus-official-media_headlines.tar.xz"
SPEECHES = "speeches/ungdc_1946_2024_full.tar.xz"


def added(record: rec.Record, path: Path) -> rec.Added:
    result, *strangers = rec.add(record, [path], readers=READERS)
    assert not result.problem
    assert all("also holds" in s.problem for s in strangers)
    return result


@pytest.fixture(scope="module")
def debate(shared: Path) -> Iterator[rec.Record]:
    record = rec.open_record(":memory:")
    added(record, shared / SPEECHES)
    yield record
    record.close()


@pytest.mark.slow
def test_every_speech_is_stored(shared: Path, debate: rec.Record) -> None:
    with tarfile.open(shared / SPEECHES) as tar:
        names = [m.name for m in tar if m.isfile() and m.name.startswith("TXT/")]
    (source,) = debate.query("SELECT rows, stored, rejected, duplicates FROM source")
    assert source == {"rows": len(names), "stored": len(names), "rejected": 0, "duplicates": 0}
    (row,) = debate.query("SELECT count(DISTINCT document_id) AS n FROM document")
    assert row["n"] == len(names) == 10_952


@pytest.mark.slow
def test_a_speech_is_its_states_as_of_the_debate(debate: rec.Record) -> None:
    rows = debate.query("SELECT locator[:-5] AS name, state, date FROM document")
    state = {row["name"]: row["state"] for row in rows}
    assert state["RUS_46_1991"] == "SUN"
    assert state["RUS_47_1992"] == "RUS"
    assert state["YEM_30_1975"] == "YAR"
    assert state["YEM_46_1991"] == "YEM"
    assert state["DDR_45_1990"] == "DDR"
    # the seat of China changed hands by resolution 2758 (XXVI) of 25 October 1971
    assert state["CHN_26_1971"] == "TWN"
    assert state["CHN_27_1972"] == "CHN"
    assert {row["state"] for row in rows if row["name"].startswith("EU_")} == {None}
    assert sum(s is None for s in state.values()) == 14
    assert all(row["date"] == dt.date(int(row["name"][-4:]), 9, 30) for row in rows)


@pytest.mark.slow
def test_a_speech_is_whole(shared: Path, debate: rec.Record) -> None:
    name = "TXT/Session 63 - 2008/QAT_63_2008.txt"
    with tarfile.open(shared / SPEECHES) as tar:
        stream = tar.extractfile(name)
        assert stream is not None
        text = stream.read().decode("utf-8-sig").replace("\r\n", "\n").replace("\xa0", " ").strip()
    (row,) = debate.query("SELECT * FROM document WHERE document_id = 'ungdc:QAT_63_2008'")
    assert row["text"] == text
    assert (row["kind"], row["state"]) == ("speech", "QAT")
    assert row["title"] == "General Debate, session 63 (2008)"


@pytest.fixture(scope="module")
def russia(shared: Path) -> Iterator[rec.Record]:
    record = rec.open_record(":memory:")
    added(record, shared / RUSSIA)
    yield record
    record.close()


def items(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with tarfile.open(path) as tar:
        for member in tar:
            folder, _, name = member.name.partition("/search/")
            if name[:4].isdigit():
                stream = tar.extractfile(member)
                assert stream is not None
                for item in json.load(stream):
                    yield folder, item


def test_every_headline_has_one_fate(shared: Path, russia: rec.Record) -> None:
    every = list(items(shared / RUSSIA))
    distinct = {(f, i.get("u") or (" ".join(i["t"].split()), i["d"])) for f, i in every}
    (source,) = russia.query("SELECT rows, stored, rejected, duplicates FROM source")
    assert source["rows"] == len(every) == 76_588
    assert source["stored"] == len(distinct) == 76_399
    assert source["duplicates"] == len(every) - len(distinct)
    assert source["rejected"] == 0


def test_headlines_stand_under_their_outlets(shared: Path, russia: rec.Record) -> None:
    expected = Counter(folder for folder, item in items(shared / RUSSIA) if "u" in item)
    rows = russia.query("SELECT outlet, state, count(*) AS n FROM document GROUP BY ALL")
    found = {row["outlet"]: (row["state"], row["n"]) for row in rows}
    assert found["kremlin.ru"] == ("RUS", expected["kremlin"])
    assert found["rt.com"] == (None, expected["rt"])
    assert found["tass.com"] == (None, expected["tass"])
    assert found["sputnikglobe.com"] == (None, expected["sputnik"])
    assert found["Ministry of Foreign Affairs of Russia"][0] == "RUS"
    assert len(found) == 6


def test_a_headline_is_as_the_file_has_it(russia: rec.Record) -> None:
    (row,) = russia.query(
        "SELECT * FROM document WHERE url = "
        "'http://en.kremlin.ru/events/president/transcripts/speeches/76167'"
    )
    assert row["title"] == "Leningrad Victory concert"
    assert row["date"] == dt.date(2025, 1, 27)
    assert row["language"] == "en"
    assert row["locator"] == "kremlin/2025.json, item 2"
    (left,) = russia.query("SELECT count(*) AS n FROM document WHERE title LIKE '%&#039;%'")
    assert left["n"] == 0


def lines(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


@pytest.mark.parametrize("order", [(TITLES, ARTICLES), (ARTICLES, TITLES)])
def test_title_and_full_text_are_one_document(shared: Path, order: tuple[str, str]) -> None:
    record = rec.open_record(":memory:")
    fates = [added(record, shared / name).counts for name in order]
    assert [(c.read, c.stored, c.rejected, c.duplicates) for c in fates] == [(5396, 5396, 0, 0)] * 2
    texts = {f"allsides:{item['ID']}": item for item in lines(shared / ARTICLES)}
    rows = record.query("SELECT * FROM document")
    assert len(rows) == 5_396
    assert {row["kind"] for row in rows} == {"article"}
    for row in rows:
        item = texts[row["document_id"]]
        assert (str(row["date"]) if row["date"] else "") == item["date"]
        assert row["url"] == item["url"]
        assert len(row["text"]) > 0.9 * len(item["text"].strip())
    assert sum(row["date"] is None for row in rows) == 805
    record.close()


def test_nothing_else_at_hand_is_taken_for_a_text(shared: Path) -> None:
    record = rec.open_record(":memory:")
    ours = {TITLES, ARTICLES, RUSSIA, SPEECHES}
    folders = ("unga", "idealpoints", "structure", "gold", "headlines", "events/icews")
    others = [
        path
        for folder in folders
        for path in sorted((shared / folder).rglob("*"))
        if path.is_file() and str(path.relative_to(shared)) not in ours
    ]
    taken = [a for a in rec.add(record, others, readers=READERS) if a.dataset]
    assert [a.file.name for a in taken] == []
    record.close()


def test_a_long_line_that_is_no_header_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "one_line.json"
    path.write_text("[" + ",".join('{"a":1}' for _ in range(100_000)) + "]")
    record = rec.open_record(":memory:")
    start = time.process_time()
    (added_,) = rec.add(record, [path])
    assert added_.refused
    assert time.process_time() - start < 3
    record.close()


def test_members_that_wait_to_be_read_do_not_keep_their_heads(tmp_path: Path) -> None:
    from legation.record.ingest import _recognise
    from legation.record.unpack import members

    path = tmp_path / "QAT_63_2008.txt"
    path.write_text("It is an honour.")
    (member,) = members(path, tmp_path)
    assert member.text_head
    groups, strangers = _recognise([member], READERS)
    assert not strangers
    ((_, (waiting,)),) = groups.values()
    assert "text_head" not in vars(waiting)
    assert waiting == member
