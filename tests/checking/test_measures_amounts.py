"""Amounts, ranks, cases and doubts, on a record whose rows can be counted."""

import datetime as dt

import pytest

from legation.checking import Checker
from legation.checking.results import Verdict
from tests.brief.made import Hand


@pytest.fixture(scope="module")
def checker() -> Checker:
    hand = Hand()
    for dataset in ("arms", "atop", "ties", "list", "mid", "coded"):
        hand.source(dataset, f"Source of {dataset}")

    def arms(a: str, b: str, years: range, value: float) -> None:
        for year in years:
            hand.measure("arms_transfer", a, b, f"{year}-01-01", f"{year}-12-31",
                dataset="arms", value=value)  # fmt: skip

    # India buys most from Russia until 2015, and from France since.
    arms("RUS", "IND", range(2000, 2016), 300.0)
    arms("RUS", "IND", range(2016, 2022), 100.0)
    arms("FRA", "IND", range(2016, 2022), 150.0)
    arms("RUS", "CHN", range(2000, 2022), 50.0)
    arms("USA", "SAU", range(2000, 2022), 900.0)
    pact = {"dataset": "atop", "text": "non-aggression pact, consultation"}
    hand.measure("alliance", "RUS", "CHN", "2018-01-01", "2018-12-31", **pact)
    hand.measure("alliance", "RUS", "BLR", "1992-01-01", "1992-12-31", **pact)
    sanction = {"dataset": "ties", "text": "imposed", "value": 1.0}
    for n, target in enumerate(("CUB", "CUB", "LBY")):
        hand.measure("sanction", "USA", target, f"199{n}-01-07", "2000-07-31",
            **sanction, measure_id=f"ties:{n}:sanction:USA")  # fmt: skip
    hand.measure("sanction", "DEU", "BRA", "2005-03-01", "2005-04-01", **sanction)
    hand.measure("designation", "RUS", "POL", "2022-03-05", None, dataset="list",
        text="list of unfriendly states")  # fmt: skip
    hand.put("event_statement", event_id="coded:1", date=dt.date(2018, 3, 1), actor="CHN",
        target="USA", code="163", root="SANCTION", goldstein=-8.0, shadowed=False,
        source_id="coded:0", locator="line 7")  # fmt: skip
    for n, (year, text, level) in enumerate(
        ((1999, "war: clash", 5.0), (2001, "threat of force: threat", 2.0), (2014, "war", 5.0))
    ):
        for a, b in (("IND", "PAK"), ("PAK", "IND")):
            hand.measure("dispute", a, b, f"{year}-05-01", f"{year}-07-01", dataset="mid",
                text=text, value=level, measure_id=f"mid:{n}:{a}:{b}:{year}")  # fmt: skip
    return Checker(hand.record, "2022-12-31")


def ask(
    checker: Checker, type_: str, relation: str, a: object, b: object, **more: object
) -> Verdict:
    return checker.claim({"type": type_, "relation": relation, "subject": a, "object": b, **more})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # In the last six years that are covered, and in all: both, or it is fragile.
        ("Russia is the largest supplier of arms to India.", "fragile"),
        ("India is the largest buyer of Russian weapons.", "supported"),
        ("China is the largest buyer of Russian weapons.", "refuted"),
        ("Russia sells more arms to India than to China.", "supported"),
        ("India bought most of its weapons from Russia.", "fragile"),
        ("India bought most of its weapons from Japan.", "refuted"),
    ],
)
def test_amounts_are_compared_over_six_years_and_over_all(
    checker: Checker, text: str, expected: str
) -> None:
    assert [found.verdict for found in checker.text(text)] == [expected]


def test_a_part_of_imports_is_a_share_of_amounts(checker: Checker) -> None:
    found = ask(checker, "existence", "arms_transfer", "Russia", "India",
        window=["2016", "2021"], value=0.4, unit="share")  # fmt: skip
    assert found.verdict == "supported"
    assert found.readings[0].value == pytest.approx(100 / 250)


def test_cases_are_counted_once(checker: Checker) -> None:
    several = {"of": "times", "bound": "exactly"}
    window = {"window": ["1990", "2014"]}
    disputes = ask(checker, "count", "dispute", "India", "Pakistan", value=3, **window,
        details=several)  # fmt: skip
    assert disputes.verdict == "supported"
    states = ask(checker, "count", "sanction", "United States", [], value=2,
        window=["1990", "2000"], details={"of": "states"})  # fmt: skip
    assert states.verdict == "supported"
    more = {"type": "closer_to", "relation": "sanction", "subject": "United States",
        "object": "Cuba", "comparator": "Libya", "window": ["1990", "2000"]}  # fmt: skip
    assert checker.claim(more).verdict == "supported"
    assert checker.claim({**more, "details": {"sense": "less"}}).verdict == "refuted"


def test_a_claim_that_names_a_kind_of_pact_or_of_force_is_held_to_it(checker: Checker) -> None:
    def pact(words: str) -> str:
        return ask(checker, "existence", "alliance", "Russia", "China",
            details={"topic": words}).verdict  # fmt: skip

    assert pact("non-aggression pact") == "supported"
    assert pact("neutrality pact") == "refuted"

    def dispute(year: str, words: str) -> str:
        return ask(checker, "existence", "dispute", "India", "Pakistan", window=[year, year],
            details={"topic": words}).verdict  # fmt: skip

    assert dispute("1999", "war") == "supported"
    # A war of the press need be none of the lists: that none was coded denies nothing.
    assert dispute("2001", "war") == "outside_record"
    assert dispute("2001", "dispute") == "supported"


def test_silence_is_no_sign_where_later_rows_speak_of_the_act(checker: Checker) -> None:
    assert ask(checker, "never", "sanction", "Brazil", "Chile").verdict == "supported"
    listed = ask(checker, "never", "sanction", "Poland", "Russia")
    assert listed.verdict == "outside_record"
    assert [row.table for row in listed.evidence] == ["measure"]
    coded = ask(checker, "never", "sanction", "China", "United States")
    assert coded.verdict == "outside_record"
    assert [row.role for row in coded.evidence] == ["counter"]


def test_membership_since_a_year_is_membership_from_that_year_on(checker: Checker) -> None:
    def since(state: str, year: str) -> str:
        return ask(checker, "since", "membership", state, "NATO", window=[year, None]).verdict

    assert since("Türkiye", "1952") == "supported"
    assert since("Poland", "1952") == "refuted"


def test_a_measure_needs_two_states(checker: Checker) -> None:
    found = ask(checker, "existence", "arms_transfer", "Russia", "Russian Federation")
    assert (found.verdict, found.missing) == ("outside_record", "two different states")
