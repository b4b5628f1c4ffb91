"""What bounds a sentence is taken in, or leaves its claims open; it never turns a verdict round."""

from __future__ import annotations

import datetime as dt

import pytest

from legation.checking.checker import Checker
from legation.checking.world import World

CASES = [
    # Who is left out of what is said.
    ("All BRICS members except Brazil and Russia abstained on ES-11/1.", "supported"),
    ("With the exception of Brazil, the BRICS abstained on ES-11/1.", "refuted"),
    ("Apart from Brazil and Russia, all BRICS members abstained on ES-11/1.", "supported"),
    ("India is the only BRICS member that abstained on ES-11/1 besides China and South Africa.",
     "supported"),
    ("Only Belarus, North Korea, Eritrea and Syria joined Russia in voting against ES-11/1.",
     "supported"),
    ("Brazil and Russia were the only BRICS members not to abstain on ES-11/1.", "supported"),
    ("Every NATO member but Turkey voted for ES-11/3.", "outside_record"),
    # Of whom it is said, and of whom denied.
    ("Neither India nor China voted for ES-11/1.", "supported"),
    ("Neither Brazil nor China voted for ES-11/1.", "refuted"),
    ("Russia neither supported nor opposed ES-11/1.", "outside_record"),
    ("Israel voted with Russia but without Ukraine on ES-11/7.", "outside_record"),
    ("The Baltic states voted with Russia on ES-11/1.", "refuted"),
    # Tallies, choices of texts, ranks and times.
    ("ES-11/1 was adopted by 141 votes to 35 with 5 abstentions.", "refuted"),
    ("ES-11/1 was adopted by 141 votes to 5 with 35 abstentions.", "supported"),
    ("Serbia voted for two of the three resolutions ES-11/1, ES-11/2 and ES-11/3.",
     "outside_record"),
    ("China has always abstained or voted against on Ukraine.", "outside_record"),
    ("Israel voted for ES-11/1 in 2021.", "outside_record"),
    ("One year after voting for ES-11/1, Israel voted for ES-11/6.", "supported"),
    ("Three years after voting for ES-11/1, Israel voted for ES-11/6.", "refuted"),
    ("The United States last voted with Russia in 2024.", "outside_record"),
    ("Until 2025 the United States had never voted with Russia on Ukraine.", "supported"),
    ("Israel sided with Ukraine rather than Russia on ES-11/7.", "outside_record"),
    # One month tells of what happened, and how often is more.
    ("Israel voted against Russia in April 2022.", "supported"),
    ("Israel voted with Russia in April 2022.", "refuted"),
    ("Russia and China voted differently on ES-11/1.", "supported"),
    # A rank among members is one among members, whatever days are named.
    ("Hungary voted with Russia more often than any other EU member since 2023.", "refuted"),
]  # fmt: skip


@pytest.fixture(scope="module")
def checker(world: World) -> Checker:
    return Checker(world.record, dt.date(2026, 6, 30))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_bounds_a_sentence_is_taken_in_or_leaves_it_open(
    checker: Checker, text: str, expected: str
) -> None:
    found = checker.text(text)
    assert found[0].verdict == expected, found[0].explanation


def test_a_text_that_a_sentence_goes_on_to_name_is_not_dropped(checker: Checker) -> None:
    verdicts = [found.verdict for found in checker.text("Serbia voted for ES-11/1 and ES-11/3.")]
    assert "refuted" not in verdicts
    both = checker.text("Serbia voted for ES-11/1 and against ES-11/3.")
    assert {found.verdict for found in both} != {"supported"}


def test_explanations_name_states_and_begin_with_a_capital(checker: Checker) -> None:
    for text, _ in CASES:
        for found in checker.text(text):
            words = found.explanation
            assert words[:1].upper() == words[:1]
            assert not {"RUS", "ISR", "HUN", "USA", "CHN"} & set(words.replace(",", " ").split())


def test_nobody_speaks_where_no_word_says_so(checker: Checker) -> None:
    text = "Israel voted to suspend Russia from the Human Rights Council, and Iran abstained."
    assert [found.claim["speaker"] for found in checker.text(text)] == [None, None]


def test_a_prediction_keeps_the_days_it_foresees(checker: Checker) -> None:
    (found,) = checker.text("Israel will impose sanctions on Russia by the end of 2027.")
    assert found.verdict == "pending"
    assert "2027" in str(found.claim["window"])


def test_of_two_states_set_against_each_other_neither_is_taken_for_the_other(
    checker: Checker,
) -> None:
    for found in checker.text("Israel, not Russia, voted for ES-11/1."):
        assert found.verdict != "refuted"
