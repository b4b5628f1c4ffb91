"""Voting against somebody more often is voting with it less often: both get opposite verdicts.

In the made-up record Brazil chose as France did in eight of ten texts a year, and in three of ten
in 2025; India in four of ten.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from legation.checking import Checker
from legation.checking.examples import AS_OF, made_up


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(made_up(), AS_OF)


ROSE = {"type": "trend", "subject": "Brazil", "object": "France", "window": ["2025", "2025"],
    "details": {"direction": "up", "when": "at"}}  # fmt: skip
MOST = {"type": "superlative", "subject": "India", "object": "France", "window": ["2020", "2024"],
    "details": {"extreme": "highest"}}  # fmt: skip
THAN = {"type": "closer_to", "subject": "Brazil", "object": "France", "comparator": "India",
    "window": ["2025", "2025"], "details": {"compare": "subjects", "sense": "more"}}  # fmt: skip
#: Claims and their verdicts under the first reading, of voting with and of voting apart.
CASES = [
    (ROSE, "refuted", "supported"),
    (MOST, "refuted", "supported"),
    (THAN, "refuted", "supported"),
    ({**THAN, "window": ["2024", "2024"]}, "supported", "refuted"),
]


@pytest.mark.parametrize(("claim", "together", "apart"), CASES)
def test_apart_is_the_opposite_of_together(
    checker: Checker, claim: Mapping[str, Any], together: str, apart: str
) -> None:
    for relation, expected in (("voted_with", together), ("voted_apart", apart)):
        found = checker.claim({**claim, "relation": relation})
        assert found.readings[0].verdict == expected


def test_a_sentence_says_which_of_the_two_is_meant(checker: Checker) -> None:
    said = {
        "Brazil voted against France more often in 2025.": "supported",
        "Brazil voted with France more often in 2025.": "refuted",
        "In 2025 Brazil voted against France more often than India did.": "supported",
    }
    assert {text: checker.text(text)[0].verdict for text in said} == said


def test_a_claim_about_two_texts_holds_where_it_holds_of_both(checker: Checker) -> None:
    said = {
        "France voted for A/RES/99/1 and A/RES/99/9.": "supported",
        "Brazil voted for A/RES/99/1 and A/RES/99/9.": "refuted",
        "Brazil did not vote for A/RES/99/9 and A/RES/99/10.": "supported",
        "Only Brazil voted against A/RES/99/9 and A/RES/99/10.": "outside_record",
    }
    assert {text: checker.text(text)[0].verdict for text in said} == said


def test_neither_denies_each_and_either_asks_for_one(checker: Checker) -> None:
    """On text 9 of 2020 France voted yes, Brazil no."""
    said = {
        "Neither France nor Brazil voted for A/RES/99/9.": "refuted",
        "Neither France nor Brazil abstained on A/RES/99/9.": "supported",
        "Either France or Brazil voted for A/RES/99/9.": "supported",
        "Either France or Brazil abstained on A/RES/99/9.": "refuted",
        "France and Brazil voted for A/RES/99/9.": "refuted",
    }
    assert {text: checker.text(text)[0].verdict for text in said} == said


def test_facts_chosen_by_hand_refute_and_do_not_support_that_nobody_else_did() -> None:
    """Of each vote the casebook lists some states; seven voted no on this text."""
    from legation.record.casebook import open_casebook

    checker = Checker(open_casebook(), AS_OF)
    said = {
        "Only Israel voted against the October 2025 resolution on the embargo against Cuba.": "no",
        "Only Hungary, Israel, Ukraine and the United States opposed the October 2025 resolution "
        "on the embargo against Cuba.": "?",
        "Seven countries voted against the October 2025 resolution on the embargo "
        "against Cuba.": "yes",
        "Ukraine and Russia have diplomatic relations.": "?",
        "The United States has sanctioned Russia.": "yes",
        "Moscow has never sanctioned Israel.": "?",
    }
    words = {"supported": "yes", "refuted": "no", "outside_record": "?"}
    assert {text: words[checker.text(text)[0].verdict] for text in said} == said
