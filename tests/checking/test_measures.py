"""Claims about measures, lists and memberships, on a record whose rows can be counted."""

import datetime as dt

import pytest

from legation.checking import Checker
from legation.record import Record
from tests.brief.made import Hand


@pytest.fixture(scope="module")
def record() -> Record:
    hand = Hand()
    for dataset in ("arms", "atop", "ties", "list"):
        hand.source(dataset, f"Source of {dataset}")

    def yearly(kind: str, dataset: str, a: str, b: str, years: range, **more: object) -> None:
        for year in years:
            hand.measure(kind, a, b, f"{year}-01-01", f"{year}-12-31", dataset=dataset, **more)

    yearly("arms_transfer", "arms", "USA", "GBR", range(1950, 1952), value=10.0)
    yearly("arms_transfer", "arms", "RUS", "IRN", range(1992, 2021), value=10.0)
    yearly("arms_transfer", "arms", "SUN", "IRN", range(1967, 1971), value=10.0)
    yearly("arms_transfer", "arms", "CHN", "IRN", range(2000, 2003), value=5.0)
    yearly("arms_transfer", "arms", "RUS", "IND", range(2010, 2016), value=300.0)
    yearly("arms_transfer", "arms", "RUS", "IND", range(2016, 2022), value=100.0)
    yearly("arms_transfer", "arms", "RUS", "CHN", range(2012, 2014), value=50.0)
    yearly("alliance", "atop", "RUS", "BLR", range(1992, 2019), text="defence pact")
    yearly("alliance", "atop", "BLR", "RUS", range(1992, 2019), text="defence pact")
    yearly("alliance", "atop", "RUS", "CHN", range(2001, 2019), text="non-aggression pact")
    yearly("alliance", "atop", "USA", "JPN", range(1951, 1960), text="defence pact")
    sanction = {"dataset": "ties", "text": "imposed"}
    hand.measure("sanction", "USA", "LBY", "1986-01-07", "2006-07-31", value=1.0, **sanction)
    hand.measure("sanction", "USA", "CUB", "1960-07-07", None, value=1.0, **sanction)
    hand.measure("sanction", "SUN", "ISR", "1982-01-01", "1982-08-06", value=0.0, **sanction)
    hand.measure("sanction", "DEU", "BRA", "2005-03-01", "2005-04-01", value=1.0, **sanction)
    for code in ("HUN", "USA", "DEU"):
        hand.measure("designation", "RUS", code, "2022-03-05", None, dataset="list",
            text="list of unfriendly states")  # fmt: skip
    hand.measure("designation", "RUS", "BHS", "2022-07-23", None, dataset="list",
        text="list of unfriendly states")  # fmt: skip
    return hand.record


@pytest.fixture(scope="module")
def checker(record: Record) -> Checker:
    return Checker(record, "2026-06-30")


def verdict(
    checker: Checker, type_: str, relation: str, a: object, b: object, **more: object
) -> str:
    claim = {"type": type_, "relation": relation, "subject": a, "object": b, **more}
    return checker.claim(claim).verdict


CASES = [
    # One row affirms; a whole source without one denies.
    ("existence", "arms_transfer", "Russia", "Iran", {}, "supported"),
    ("existence", "arms_transfer", "Russia", "Israel", {}, "refuted"),
    ("existence", "arms_transfer", "Iran", "Russia", {}, "refuted"),
    ("existence", "arms_transfer", "Russia", "Iran", {"negated": True}, "refuted"),
    ("never", "arms_transfer", "Russia", "Israel", {}, "supported"),
    ("never", "arms_transfer", "Russia", "Iran", {}, "refuted"),
    # After the sources end nobody searched.
    ("existence", "arms_transfer", "Russia", "Israel", {"window": ["2024", "2024"]},
        "outside_record"),
    ("never", "arms_transfer", "Russia", "Israel", {"window": ["2022", None]}, "outside_record"),
    ("existence", "arms_transfer", "Russia", "Iran", {"window": ["2003", "2003"]}, "supported"),
    ("existence", "arms_transfer", "Russia", "Iran", {"window": ["2030", "2031"]},
        "outside_record"),
    # "Have a pact" speaks of the last year covered, and of a pact of defence.
    ("existence", "alliance", ["Russia", "Belarus"], [], {}, "supported"),
    ("existence", "alliance", ["United States", "Japan"], [], {}, "refuted"),
    ("existence", "alliance", ["United States", "Japan"], [], {"window": ["1955", "1955"]},
        "supported"),
    ("existence", "alliance", ["Russia", "China"], [], {}, "fragile"),
    # A threat is no sanction, and a predecessor may be no part of the state.
    ("never", "sanction", "Russia", "Israel", {}, "fragile"),
    ("existence", "sanction", ["Russia", "China"], "Israel", {"negated": True}, "fragile"),
    ("existence", "sanction", "United States", "Cuba", {}, "supported"),
    ("existence", "sanction", "United States", "Cuba", {"window": ["1962", "1962"]}, "fragile"),
    ("existence", "sanction", "Poland", "Russia", {}, "outside_record"),
    ("never", "sanction", "Poland", "Russia", {}, "supported"),
    ("first", "arms_transfer", "Russia", "Iran", {"window": ["1992", "1992"]}, "fragile"),
    ("first", "arms_transfer", "Russia", "Iran", {"window": ["1995", "1995"]}, "refuted"),
    ("since", "arms_transfer", "Russia", "Iran", {"window": ["1992", None]}, "supported"),
    ("since", "arms_transfer", "Russia", "Iran", {"window": ["1980", None]}, "refuted"),
    ("always", "alliance", "Russia", "Belarus", {"window": ["1995", "2015"]}, "supported"),
    ("only", "arms_transfer", "Russia", "Iran", {"window": ["2005", "2010"]}, "supported"),
    ("only", "arms_transfer", "Russia", "Iran", {"window": ["2001", "2001"]}, "refuted"),
    ("only", "alliance", "Russia", "Belarus", {}, "supported"),
    ("only", "arms_transfer", "China", "Iran", {"window": ["2005", "2010"]}, "refuted"),
    ("count", "arms_transfer", "Russia", [],
        {"window": ["2012", "2012"], "value": 3, "details": {"of": "states"}}, "supported"),
    ("count", "arms_transfer", "Russia", [],
        {"window": ["2012", "2012"], "value": 3, "details": {"bound": "more_than"}}, "refuted"),
    # Ends: a case carries one, and part of it may have been lifted before.
    ("status_change", "sanction", "United States", "Libya",
        {"window": ["2006", "2006"], "details": {"change": "lifted"}}, "supported"),
    ("status_change", "sanction", "United States", "Libya",
        {"window": ["2004", "2004"], "details": {"change": "lifted"}}, "outside_record"),
    ("status_change", "alliance", "Russia", "Belarus",
        {"window": ["1992", "1992"], "details": {"change": "began"}}, "supported"),
    ("status_change", "alliance", "Russia", "Belarus",
        {"window": ["2018", "2018"], "details": {"change": "ended"}}, "refuted"),
    # Memberships by the tables of groups.
    ("existence", "membership", "Finland", "NATO", {}, "supported"),
    ("existence", "membership", "Finland", "NATO", {"window": ["2020", "2020"]}, "refuted"),
    ("never", "membership", "Russia", "NATO", {}, "supported"),
    ("status_change", "membership", "Sweden", "NATO",
        {"window": ["2024", "2024"], "details": {"change": "joined"}}, "supported"),
    ("status_change", "membership", "Türkiye", "NATO",
        {"window": ["2020", "2020"], "details": {"change": "left"}}, "refuted"),
    # What no source lists whole can be affirmed and never denied.
    ("existence", "recognition", "France", "Palestine", {}, "outside_record"),
    ("existence", "treaty", ["Nepal", "Bolivia"], [], {}, "outside_record"),
    ("trend", "arms_transfer", "Russia", "India",
        {"window": ["2010", None], "details": {"direction": "down"}}, "supported"),
    ("trend", "arms_transfer", "Russia", "India",
        {"window": ["2010", None], "details": {"direction": "up"}}, "refuted"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "relation", "a", "b", "more", "expected"), CASES)
def test_measures_decide_as_counted_by_hand(
    checker: Checker, kind: str, relation: str, a: object, b: object, more: dict[str, object],
    expected: str,
) -> None:  # fmt: skip
    assert verdict(checker, kind, relation, a, b, **more) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel is not on Russia's list of unfriendly countries.", "supported"),
        ("Turkey is on Moscow's unfriendly list.", "refuted"),
        ("Iran has not been on Russia's list of unfriendly states since 2022.", "supported"),
        ("Hungary has been on Russia's list of unfriendly states since 2022.", "supported"),
        ("Russia sells more arms to China than to India.", "refuted"),
        ("The United States has imposed sanctions on Cuba over Ukraine.", "outside_record"),
        ("China is the only ally of Japan.", "outside_record"),
        ("It is not true that Russia has never sold arms to Iran.", "supported"),
        ("Russia has designated Hungary an unfriendly country.", "supported"),
        ("Russia added the Bahamas to its list of unfriendly countries in 2022.", "supported"),
        ("The Israeli government is a puppet of Washington.", "not_checkable"),
        ("Israel voted against Russia in order to please the United States.", "not_checkable"),
        ("Relations between Russia and Israel will never recover.", "pending"),
    ],
)
def test_a_sentence_is_decided(checker: Checker, text: str, expected: str) -> None:
    assert [found.verdict for found in checker.text(text)] == [expected]


def test_one_cut_day_hides_what_came_later(record: Record) -> None:
    claim = {"type": "existence", "relation": "arms_transfer", "subject": "Russia",
        "object": "Iran", "window": ["1992", "2000"], "details": {}}  # fmt: skip
    assert Checker(record, "1991-12-31").claim(claim).verdict == "outside_record"
    assert Checker(record, "1993-12-31").claim(claim).verdict == "supported"


def test_a_prediction_whose_day_has_come_is_decided(checker: Checker) -> None:
    claim = {"type": "prediction", "relation": "arms_transfer", "subject": "Russia",
        "object": "Iran", "window": ["2010", "2012"]}  # fmt: skip
    assert checker.claim(claim).verdict == "supported"
    assert checker.claim({**claim, "window": ["2010", "2030"]}).verdict == "pending"


def test_what_decides_can_be_found_again(checker: Checker) -> None:
    claim = {"type": "existence", "relation": "arms_transfer", "subject": "China",
        "object": "Iran"}  # fmt: skip
    found = checker.claim(claim)
    assert {row.table for row in found.evidence} == {"measure"}
    assert {row.locator for row in found.evidence} == {"arms.csv, line 1"}
    assert sorted(row.date.year for row in found.evidence if row.date) == [2000, 2001, 2002]


def test_what_is_not_found_names_what_was_searched(checker: Checker) -> None:
    claim = {"type": "never", "relation": "arms_transfer", "subject": "Russia",
        "object": "Israel"}  # fmt: skip
    found = checker.claim(claim)
    assert [row.role for row in found.evidence] == ["searched"]
    assert "1950-2021" in found.coverage
    assert found.confidence == pytest.approx((2022.0 - 1950) / (2026.5 - 1950), abs=0.01)


def test_the_flip_is_shown_and_the_share_counts_it(checker: Checker) -> None:
    claim = {"type": "never", "relation": "sanction", "subject": "Russia",
        "object": "Israel"}  # fmt: skip
    found = checker.claim(claim)
    told = {item.variation: item.verdict for item in found.readings}
    assert told["threats counted as sanctions"] == "refuted"
    assert told["threats counted as sanctions, without predecessors"] == "supported"
    assert found.share == 3 / 4
    assert any(row.date == dt.date(1982, 1, 1) for row in found.evidence)


def test_indicators_that_disagree_make_a_comparison_fragile(checker: Checker) -> None:
    claim = {"type": "closer_to", "relation": "relations", "subject": "Russia",
        "object": "India", "comparator": "Belarus", "details": {"compare": "objects"}}  # fmt: skip
    found = checker.claim(claim)
    told = {item.variation: item.verdict for item in found.readings}
    assert found.verdict == "fragile"
    assert told["transfers of major arms"] == "supported"
    assert told["pacts in force"] == "refuted"
    stated = {**claim, "details": {"compare": "objects", "indicator": "arms"}}
    assert checker.claim(stated).verdict == "supported"
    turned = {**claim, "details": {"compare": "objects", "indicator": "arms", "sense": "less"}}
    assert checker.claim(turned).verdict == "refuted"


def test_a_record_too_thin_for_an_index_says_so(checker: Checker) -> None:
    claim = {"type": "trend", "relation": "relations", "subject": ["Russia", "Israel"],
        "details": {"direction": "down"}}  # fmt: skip
    found = checker.claim(claim)
    assert (found.verdict, found.missing) == (
        "outside_record", "rows enough for an index of the two",
    )  # fmt: skip
