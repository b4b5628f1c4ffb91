"""Predictions: kept with the claim that decides them, and decided when their day has come."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest

from legation.checking import Checker
from legation.checking.predictions import due, outcomes, prediction_of
from legation.record import Record, add, open_record
from legation.record.casebook import paths
from legation.record.export import export
from legation.record.ledger import (
    Prediction,
    add_outcomes,
    keep_predictions,
    last_outcomes,
    predictions,
)
from legation.record.readers.casebook import READERS

SAID, KNOWN = dt.date(2022, 2, 20), dt.date(2022, 2, 25)
WORDS = "Israel will vote against Russia in March 2022."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with open_record(path) as record:
        add(record, paths()[:3], readers=READERS)
    return path


def foreseen(record: Record, text: str, said: dt.date | None, as_of: dt.date) -> Prediction | None:
    (verdict,) = Checker(record, as_of).text(text, said)
    return prediction_of(verdict, author="A. Analyst", outlet="The Courier", said=said)


def kept(record: Record, text: str = WORDS) -> Prediction:
    one = foreseen(record, text, SAID, KNOWN)
    assert one is not None
    keep_predictions(record, [one])
    return one


def test_a_prediction_is_open_until_its_day_and_then_decided_by_the_record(file: Path) -> None:
    with open_record(file) as record:
        (before,) = Checker(record, KNOWN).text(WORDS, SAID)
        (after,) = Checker(record, "2026-06-30").text(WORDS, SAID)
    assert (before.verdict, after.verdict) == ("pending", "supported")
    assert "A/RES/ES-11/1" in {row.locator for row in after.evidence}


def test_it_is_kept_once_with_who_when_and_the_claim_that_decides_it(file: Path) -> None:
    with open_record(file) as record:
        snapshot = record.snapshot()
        one = kept(record)
        assert keep_predictions(record, [one]) == ()
        ((key, row),) = predictions(record)
        assert record.snapshot() == snapshot, "what is foreseen is no content"
    assert (key, row) == (one.id, one)
    assert (row.author, row.outlet, row.date) == ("A. Analyst", "The Courier", SAID)
    assert row.due == dt.date(2022, 3, 31)
    claim = json.loads(row.claim)
    assert (claim["type"], claim["subject"], claim["object"]) == ("prediction", ["ISR"], ["RUS"])


def test_deciding_twice_adds_nothing_where_nothing_changed(file: Path) -> None:
    with open_record(file) as record:
        kept(record)
        decided, still = due(record, dt.date(2022, 3, 1))
        assert (decided, len(still)) == ([], 1)
        decided, still = due(record, dt.date(2026, 6, 30))
        assert [one.verdict.verdict for one in decided if one.verdict] == ["supported"]
        assert add_outcomes(record, outcomes(decided)) == 1
        again, _ = due(record, dt.date(2026, 7, 31))
        assert not again[0].changed
        assert outcomes(again) == []
        assert add_outcomes(record, outcomes(decided)) == 0
        (outcome,) = last_outcomes(record).values()
    assert (outcome.verdict, outcome.share_true) == ("supported", 1.0)
    assert "A/RES/ES-11/1" in outcome.evidence


def test_what_is_said_later_than_the_day_known_is_left_out(file: Path) -> None:
    with open_record(file) as record:
        kept(record)
        assert due(record, dt.date(2022, 1, 1)) == ([], [])


def test_a_length_counts_from_the_day_it_was_said(file: Path) -> None:
    text = "Turkey will recognise Kosovo within two years."
    with open_record(file) as record:
        one = foreseen(record, text, SAID, KNOWN)
    assert one is not None
    assert (one.date, one.due) == (SAID, dt.date(2024, 2, 20))


def test_a_chance_that_is_stated_is_no_share_to_be_found(file: Path) -> None:
    text = "There is a 70 percent chance that Turkey will recognise Kosovo by 2028."
    with open_record(file) as record:
        one = foreseen(record, text, SAID, KNOWN)
    assert one is not None
    assert one.probability == pytest.approx(0.7)
    assert "value" not in json.loads(one.claim)


def test_without_its_day_a_prediction_counts_from_where_it_was_found(file: Path) -> None:
    with open_record(file) as record:
        one = foreseen(record, WORDS, None, KNOWN)
        late = foreseen(record, WORDS, None, dt.date(2026, 6, 30))
        (plain,) = Checker(record, KNOWN).text("Israel voted for ES-11/3.")
    assert one is not None
    assert one.date == KNOWN
    assert late is None, "what fulfils it is not known"
    assert prediction_of(plain) is None


def test_a_claim_that_cannot_be_read_is_told_and_the_others_are_decided(file: Path) -> None:
    with open_record(file) as record:
        one = kept(record)
        keep_predictions(record, [one._replace(text="Broken", claim='{"type": "nonsense"}')])
        decided, _ = due(record, dt.date(2026, 6, 30))
    assert sorted(bool(one.problem) for one in decided) == [False, True]


def test_forgetting_a_document_takes_what_was_found_in_it(file: Path) -> None:
    with open_record(file) as record:
        articles = paths()[3]
        add(record, [articles], readers=READERS)
        name = record.query("SELECT document_id, source_id FROM document LIMIT 1")[0]
        one = kept(record)
        keep_predictions(record, [one._replace(text="Other", document_id=name["document_id"])])
        assert len(predictions(record)) == 2
        record.forget(name["source_id"])
        assert [row.text for _, row in predictions(record)] == [one.text]


def test_both_tables_are_exported_with_a_description(file: Path, tmp_path: Path) -> None:
    with open_record(file) as record:
        kept(record)
        decided, _ = due(record, dt.date(2026, 6, 30))
        add_outcomes(record, outcomes(decided))
        for table in ("prediction", "prediction_outcome"):
            descriptor = export(record, table, tmp_path / f"{table}.csv")
            fields = json.loads(descriptor.read_text())["resources"][0]["schema"]["fields"]
            head = (tmp_path / f"{table}.csv").read_text("utf-8").splitlines()
            assert head[0].split(",") == [field["name"] for field in fields]
            assert len(head) >= 2


def test_a_record_of_the_second_version_is_read_and_completed(file: Path) -> None:
    with open_record(file) as record:
        snapshot = record.snapshot()
    with duckdb.connect(str(file)) as con:
        con.execute("DROP TABLE prediction; DROP TABLE prediction_outcome")
        con.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
    with open_record(file, read_only=True, sealed=True) as record:
        assert predictions(record) == []
        assert record.snapshot() == snapshot
    with open_record(file) as record:
        kept(record)
        assert record.snapshot() == snapshot
    with open_record(file, read_only=True) as record:
        assert record.counts()["prediction"] == 1
