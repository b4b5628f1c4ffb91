"""Claims become questions; structured claims are taken as hostile."""

import datetime as dt
import json

import pytest

from legation.checking import check, check_claim, question_of
from legation.errors import InputError, LegationError
from legation.record import Record, open_record

DAY = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def empty() -> Record:
    return open_record(":memory:")


def test_names_become_codes_and_groups_keys() -> None:
    asked = question_of(
        {"type": "existence", "relation": "membership", "subject": ["Россия", "Britain"],
            "object": "NATO"}, DAY
    )  # fmt: skip
    assert asked.subject == ("RUS", "GBR")
    assert asked.groups == {"object": ("NATO",)}
    assert asked.side == "measures"


def test_a_window_ends_with_what_is_known() -> None:
    asked = question_of({"type": "vote", "window": ["2026-01", "2026-12"]}, DAY)
    assert (asked.start, asked.end) == (dt.date(2026, 1, 1), DAY)
    assert asked.full_years == (2020, 2021, 2022, 2023, 2024, 2025)
    whole = question_of({"type": "vote"}, dt.date(2025, 12, 31))
    assert whole.full_years[-1] == 2025


def test_a_length_counts_back_from_the_day() -> None:
    asked = question_of({"type": "vote", "details": {"length": "72m"}}, DAY)
    assert asked.start == dt.date(2020, 6, 28)


def test_what_was_understood_can_be_given_back() -> None:
    given = {"type": "never", "relation": "sanction", "subject": ["Moscow"], "object": ["Israel"],
        "window": ["1990", None], "negated": True}  # fmt: skip
    told = json.loads(json.dumps(question_of(given, DAY).understood()))
    told.pop("as_of")
    again = question_of(told, DAY)
    assert again.understood() == question_of(given, DAY).understood()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "needs a type"),
        ({"type": "gossip"}, "no type 'gossip'"),
        ({"type": "vote", "relation": "'; DROP TABLE vote; --"}, "no relation"),
        ({"type": "vote", "subject": "Atlantis"}, "Atlantis"),
        ({"type": "vote", "subject": "Russia' OR '1'='1"}, "Russia' OR"),
        ({"type": "vote", "subject": ["<script>alert(1)</script>"]}, "script"),
        ({"type": "vote", "subject": ["RUS"] * 251}, "at most 250"),
        ({"type": "vote", "subject": "x" * 201}, "1 to 200 characters"),
        ({"type": "vote", "window": ["2022-02-30", None]}, "is not a date"),
        ({"type": "vote", "window": ["2023", "2022"]}, "before it starts"),
        ({"type": "vote", "window": "2022"}, "two days"),
        ({"type": "vote", "value": float("nan")}, "finite"),
        ({"type": "vote", "value": "many"}, "number"),
        ({"type": "vote", "negated": "no"}, "true or false"),
        ({"type": "vote", "details": {"evil": "x"}}, "no detail 'evil'"),
        ({"type": "vote", "verdict": "supported"}, "no part 'verdict'"),
        (["vote"], "is an object"),
    ],
)
def test_a_wrong_part_gives_one_line(empty: Record, parts: object, words: str) -> None:
    with pytest.raises(LegationError, match=words) as caught:
        check_claim(empty, parts, DAY)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1_000_001])
def test_nothing_and_too_much_are_refused(empty: Record, text: str) -> None:
    with pytest.raises(InputError):
        check(empty, text, DAY)


def test_an_impossible_day_is_refused(empty: Record) -> None:
    with pytest.raises(InputError, match="is not a date"):
        check(empty, "Russia has armed Iran.", "2026-13-01")


def test_an_empty_record_decides_nothing_and_says_what_is_missing(empty: Record) -> None:
    (found,) = check(empty, "Russia has armed Iran.", DAY)
    assert found.verdict == "outside_record"
    assert "no table of arms transfer" in found.missing
    told = json.loads(json.dumps(found.to_dict()))
    assert told["claim"]["text"] == "Russia has armed Iran"
    assert (told["claim"]["start"], told["evidence"]) == (0, [])
    assert told["readings"][0]["verdict"] == "outside_record"


def test_words_of_a_claim_stay_words(empty: Record) -> None:
    hostile = 'Putin said that "\'; DROP TABLE document; -- is a fine day for all of us".'
    for found in check(empty, hostile, DAY):
        assert found.verdict in ("outside_record", "not_checkable", "pending")
    assert empty.query("SELECT count(*) AS n FROM document") == [{"n": 0}]
