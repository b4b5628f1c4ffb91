"""What texts say is kept in the record once, beside what sources state, and changes no number."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from legation.errors import LegationError
from legation.reading import storing
from legation.reading.results import Reading
from legation.reading.text.documents import Document
from legation.record import Record, add, open_record
from legation.record.layout import body, shown_sql
from legation.record.reductions import pair_months
from legation.record.schema import STATEMENTS, VIEWS
from legation.relations.observations import DEFAULT_SOURCES, observe
from tests.reading.model_server import answer, nothing, serving

WORDS = (
    "Russia condemned Israel on Monday. “We will not tolerate this,” Sergei Lavrov said in Moscow. "
    "Israel has never voted for a resolution of Iran's. France praised Germany."
)


def article(number: int, text: str = WORDS, **more: str) -> dict[str, Any]:
    return {"id": str(number), "title": f"Piece {number}", "text": text, "outlet": "The Courier",
            "date": "2023-10-10", "url": f"https://courier.example/{number}", **more}  # fmt: skip


def write(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def held(tmp_path: Path) -> Record:
    record = open_record(tmp_path / "record.duckdb")
    (added,) = add(
        record, [write(tmp_path / "a.jsonl", [article(n, WORDS + f" {n}.") for n in range(5)])]
    )
    assert added.counts.stored == 5, added.problem
    return record


def rows(record: Record, table: str) -> list[dict[str, Any]]:
    return record.query(f"SELECT * FROM {table} ORDER BY ALL")


TABLES = ("quote", "event", "stance", "claim", "reading")


def test_findings_stand_in_the_record_with_the_words_they_rest_on(held: Record) -> None:
    kept = storing.store(held)
    assert (kept.documents, kept.left) == (5, 0)
    counts = held.counts()
    assert counts["reading"] == 5
    assert (counts["quote"], counts["event"]) == (kept.quotes, kept.events)
    assert (counts["stance"], counts["claim"]) == (kept.stances, kept.claims)
    assert min(kept.quotes, kept.events, kept.stances, kept.claims) >= 5
    for table in ("quote", "stance", "claim"):
        for row in held.query(
            f"SELECT q.*, d.text AS whole FROM {table} q JOIN document d USING (document_id)"
        ):
            assert row["whole"][row["start"] : row["end"]] == row["text"]
            assert row["rule"]
            assert row["document_id"] in row["locator"]
    (event,) = held.query(
        "SELECT DISTINCT actor, target, root, date, modality FROM event WHERE actor = 'RUS' "
        "AND target = 'ISR' AND root = 'ACCUSE'"
    )
    assert event["date"] == dt.date(2023, 10, 9)
    (source,) = held.query("SELECT * FROM source WHERE dataset = 'reading-rules'")
    (origin,) = held.query("SELECT * FROM source WHERE dataset <> 'reading-rules'")
    assert source["read_from"] == origin["source_id"]
    assert source["stored"] == kept.quotes + kept.events + kept.stances + kept.claims


def test_reading_again_adds_nothing(held: Record) -> None:
    storing.store(held)
    before, snapshot = [rows(held, t) for t in TABLES], held.snapshot()
    assert storing.store(held).documents == 0
    assert [rows(held, t) for t in TABLES] == before
    assert held.snapshot() == snapshot


def test_the_author_of_a_speech_is_who_speaks(tmp_path: Path) -> None:
    with open_record(":memory:") as record:
        con = record.con
        con.execute("INSERT INTO source (source_id, dataset) VALUES ('s:1', 's')")
        con.execute(
            "INSERT INTO document_statement BY NAME SELECT 's 1' AS document_id, 'speech' AS kind, "
            "DATE '2023-10-10' AS date, 'Mr. Speaker' AS speaker, 'IRN' AS state, "
            "'We strongly condemn Israel. We condemn Israel.' AS text, 's:1' AS source_id, "
            "false AS shadowed"
        )
        storing.store(record)
        found = record.query("SELECT DISTINCT holder, state FROM stance WHERE target = 'ISR'")
    assert {row["state"] for row in found} == {"IRN"}


def test_of_a_headline_the_title_is_read_and_not_a_lead_that_breaks_off() -> None:
    with open_record(":memory:") as record:
        con = record.con
        con.execute("INSERT INTO source (source_id, dataset) VALUES ('s:1', 's')")
        con.execute(
            "INSERT INTO document_statement BY NAME SELECT 'h 1' AS document_id, "
            "'headline' AS kind, DATE '2023-10-10' AS date, 'courier.example' AS outlet, "
            "'Russia condemns Israel' AS title, 'Iran condemned Israel after France' AS text, "
            "'s:1' AS source_id, false AS shadowed"
        )
        storing.store(record)
        assert record.query("SELECT actor, target FROM event") == [
            {"actor": "RUS", "target": "ISR"}
        ]


def test_a_run_that_is_stopped_keeps_what_it_read_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.record.findings._DOCUMENTS", 2)
    with open_record(":memory:") as whole, open_record(tmp_path / "r.duckdb") as record:
        file = write(tmp_path / "a.jsonl", [article(n, WORDS + f" {n}.") for n in range(7)])
        add(whole, [file])
        add(record, [file])
        storing.store(whole)

        def stop(done: int, total: int) -> None:
            assert total == 7
            if done >= 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            storing.store(record, progress=stop)
        read = record.counts()["reading"]
        assert 0 < read < 7
        assert storing.waiting(record).documents == 7 - read
        assert storing.store(record).documents == 7 - read
        for table in TABLES:
            assert rows(record, table) == rows(whole, table), table
        assert record.snapshot() == whole.snapshot()


def test_several_processes_find_what_one_finds(held: Record, tmp_path: Path) -> None:
    storing.store(held, processes=2)
    with open_record(":memory:") as other:
        add(other, [tmp_path / "a.jsonl"])
        storing.store(other, processes=1)
        for table in TABLES:
            assert rows(held, table) == rows(other, table)


def test_a_text_that_changes_is_read_anew(held: Record) -> None:
    storing.store(held)
    held.con.execute(
        "UPDATE document_statement SET text = 'Iran thanked Oman.' WHERE document_id = "
        "(SELECT min(document_id) FROM document)"
    )
    assert storing.store(held).documents == 1
    (first,) = held.query("SELECT min(document_id) AS id FROM document")
    found = held.query("SELECT actor, target FROM event WHERE document_id = ?", [first["id"]])
    assert found == [{"actor": "IRN", "target": "OMN"}]
    (source,) = held.query("SELECT stored FROM source WHERE dataset = 'reading-rules'")
    counts = held.counts()
    assert source["stored"] == sum(counts[t] for t in TABLES[:4])


def test_a_newer_engine_takes_the_place_of_the_older(
    held: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing.store(held)
    before = held.counts()

    class Newer:
        name = "rules 99"

        def read(self, document: Document) -> Reading:
            return Reading((), (), (), (), text=document.text, engine=self.name)

    monkeypatch.setattr(storing, "engine_of", lambda _: Newer())
    monkeypatch.setattr("legation.reading.batch.engine_of", lambda _: Newer())
    assert storing.store(held).documents == 5
    after = held.counts()
    assert (after["reading"], after["quote"], after["event"]) == (5, 0, 0)
    assert after["source"] == before["source"] == 2
    assert [s["version"] for s in held.sources() if s["read_from"]] == ["rules 99"]


def test_findings_go_with_their_documents_and_can_be_forgotten_alone(held: Record) -> None:
    empty = dict.fromkeys(TABLES, 0)
    before = held.snapshot()
    storing.store(held)
    assert [name.split(":")[0] for name in held.forget("reading-rules")] == ["reading-rules"]
    assert {t: held.counts()[t] for t in TABLES} == empty
    assert held.snapshot() == before
    storing.store(held)
    gone = held.forget("a.jsonl")
    assert len(gone) == 2
    assert {t: held.counts()[t] for t in TABLES} == empty
    assert held.is_empty()


# -- no number changes ----------------------------------------------------------------------


def with_events(record: Record) -> None:
    """Give the record coded events of a dataset of its own."""
    con = record.con
    con.execute("INSERT INTO source (source_id, dataset, name) VALUES ('made:0', 'made', 'Made')")
    con.execute(
        "INSERT INTO event_statement BY NAME SELECT 'made ' || n AS event_id, "
        "DATE '2023-09-01' + n::INTEGER AS date, 'FRA' AS actor, 'DEU' AS target, '050' AS code, "
        "3.5 AS goldstein, 'made:0' AS source_id, false AS shadowed FROM range(40) t(n)"
    )


def test_events_read_in_texts_enter_no_observation(held: Record) -> None:
    with_events(held)
    dyads = [("RUS", "ISR"), ("FRA", "DEU")]
    until = dt.date(2023, 12, 31)
    before = observe(held, dyads=dyads, until=until).frame()
    months = pair_months(held)
    assert before.height
    storing.store(held)
    assert held.query("SELECT 1 FROM event WHERE actor = 'FRA' AND source_id LIKE 'reading-%'")
    after = observe(held, DEFAULT_SOURCES, dyads=dyads, until=until).frame()
    assert after.equals(before)
    assert pair_months(held) == months


def test_the_brief_counts_no_event_read_in_a_text(held: Record) -> None:
    from legation.brief.queries import last_days, monthly_events

    with_events(held)
    until = dt.date(2024, 1, 1)
    before = (last_days(held), monthly_events(held, ["FRA", "DEU", "RUS", "ISR"], until))
    storing.store(held)
    assert (last_days(held), monthly_events(held, ["FRA", "DEU", "RUS", "ISR"], until)) == before


def test_engines_stand_side_by_side_and_one_that_stops_leaves_the_rest_waiting(
    held: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    storing.store(held)
    quotes = held.counts()["quote"]
    said = {"words": "We will not tolerate this,", "kind": "direct", "source": "Sergei Lavrov",
            "cue": "said", "state": "RUS", "addressee": None}  # fmt: skip
    with serving(answer(nothing(quotes=[said]))) as server:
        monkeypatch.setenv("LEGATION_LLM_URL", server.url)
        monkeypatch.setenv("LEGATION_LLM_MAX_REQUESTS", "3")
        monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "cache"))
        kept = storing.store(held, "llm:made")
        assert (kept.documents, kept.left, kept.quotes) == (3, 2, 3)
        assert "budget of 3 requests" in kept.problems[0]
        monkeypatch.setenv("LEGATION_LLM_MAX_REQUESTS", "9")
        assert storing.store(held, "llm:made").documents == 2
    assert held.counts()["quote"] == quotes + 5
    assert held.query("SELECT count(*) AS n FROM source WHERE dataset = 'reading-llm-made'")[0]["n"]


# -- older records --------------------------------------------------------------------------

SINCE = {"event": 4, "quote": 8, "stance": 6, "claim": 13}


def older(path: Path, newer: Path) -> None:
    """Make of a record one as the first version wrote it: without columns and tables of since."""
    newer.replace(path)
    with duckdb.connect(str(path)) as con:
        for table in VIEWS:
            cut = len(table.columns) - SINCE.get(table.name, 0)
            names = [c.name for c in table.columns[:cut]]
            listed = ", ".join(f'"{n}"' for n in names)
            con.execute(f"DROP VIEW {table.name}")
            con.execute(f"CREATE TABLE t AS SELECT {listed}, shadowed FROM {table.storage}")
            con.execute(f"DROP TABLE {table.storage}")
            con.execute(f"ALTER TABLE t RENAME TO {table.storage}")
            con.execute(
                f"CREATE VIEW {table.name} AS SELECT {listed} FROM {table.storage} "
                "WHERE NOT shadowed"
            )
        con.execute("DROP TABLE reading; ALTER TABLE source DROP COLUMN read_from")
        con.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")


def test_a_record_of_the_first_version_is_read_and_completed(tmp_path: Path) -> None:
    new, old = tmp_path / "new.duckdb", tmp_path / "old.duckdb"
    file = write(tmp_path / "a.jsonl", [article(n, WORDS + f" {n}.") for n in range(3)])
    with open_record(new) as record:
        add(record, [file])
        with_events(record)
        counts, snapshot = record.counts(), record.snapshot()
        months = pair_months(record)
    older(old, new)
    with open_record(old, read_only=True, sealed=True) as record:
        assert record.counts() == counts
        assert record.snapshot() == snapshot
        assert pair_months(record) == months
        assert record.query("SELECT modality, rule FROM event LIMIT 1") == [
            {"modality": None, "rule": None}
        ]
        assert record.sources()[0]["read_from"] is None
    with open_record(old) as record:
        assert record.counts() == counts
        assert record.snapshot() == snapshot
        assert storing.store(record).documents == 3
        other = write(tmp_path / "b.jsonl", [article(9, "Iran thanked Oman for its part.")])
        (added,) = add(record, [other])
        assert added.counts.stored == 1
        assert record.query("SELECT count(*) AS n FROM event WHERE rule IS NOT NULL")[0]["n"]
    with open_record(old, read_only=True) as record:
        assert record.counts()["reading"] == 3
        for table in VIEWS:
            assert table.names == tuple(
                row[0] for row in record.con.execute(f"DESCRIBE {table.name}").fetchall()
            )


def test_a_record_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.duckdb"
    with open_record(path) as record:
        record.set_meta("schema_version", "99")
    with pytest.raises(LegationError, match="version 99"):
        open_record(path)


def test_views_are_made_of_every_column() -> None:
    for table in STATEMENTS.values():
        assert shown_sql(table).count('"') == 2 * len(table.columns)
        assert body(table).count('"') == 2 * len(table.columns)
