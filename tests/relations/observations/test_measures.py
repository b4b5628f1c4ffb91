"""Lasting measures: months, values, zeros and what a cut record knows."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from legation.record import Record
from legation.relations.observations import (
    ALLIANCES,
    ARMS,
    DESIGNATIONS,
    DISPUTES,
    ORGANISATIONS,
    RIVALRIES,
    SANCTIONS,
    observe,
)
from tests.relations.observations.made import event, measure, seen

PAIR = [("FRA", "GBR")]


def test_a_pact_of_a_year_is_known_at_its_end_and_its_absence_too(record: Record) -> None:
    measure(record, "alliance", "FRA", "GBR", "1950-01-01", "1950-12-31", text="defence pact")
    measure(record, "alliance", "GBR", "FRA", "1950-01-01", "1950-12-31", text="consultation")
    measure(record, "alliance", "USA", "CAN", "1951-01-01", "1951-12-31", text="neutrality pact")
    found = seen(record, ALLIANCES, [*PAIR, ("USA", "CAN")])
    assert found == {
        ("FRA", "GBR", "1950-12"): (2, 1),
        ("FRA", "GBR", "1951-12"): (0, 1),
        ("CAN", "USA", "1950-12"): (0, 1),
        ("CAN", "USA", "1951-12"): (2, 1),
    }


def test_a_zero_says_where_was_searched(record: Record) -> None:
    measure(record, "alliance", "USA", "CAN", "1950-01-01", "1951-12-31", text="defence pact")
    rows = observe(record, [ALLIANCES], dyads=PAIR).rows("FRA", "GBR", "alliances", "1951-12")
    row = rows.row(0, named=True)
    assert row["text"] == "none found in these sources, made from 1950-01-01 to 1951-12-31"
    assert (row["date"], row["locator"], row["share"]) == (dt.date(1951, 12, 31), "made", 1)


def test_nothing_is_searched_before_both_states_exist(record: Record) -> None:
    measure(record, "rivalry", "USA", "RUS", "1945-01-01", "1949-12-31")
    found = seen(record, RIVALRIES, [("ISR", "FRA")])
    assert list(found) == [("FRA", "ISR", "1948-12"), ("FRA", "ISR", "1949-12")]


def test_a_dispute_of_three_months_is_one_fact_spread_over_them(record: Record) -> None:
    measure(record, "dispute", "FRA", "GBR", "1950-04-01", "1950-06-30", 4.0, precision="month")
    measure(record, "dispute", "FRA", "GBR", "1952-01-01", "1952-12-31", 2.0)
    found = seen(record, DISPUTES, PAIR)
    third = pytest.approx(1 / 3)
    assert {key: found[key] for key in found if key[0] == "FRA"} == {
        **{("FRA", "GBR", f"1950-0{month}"): (4, third) for month in (4, 5, 6)},
        ("FRA", "GBR", "1951-12"): (0, 1),
        ("FRA", "GBR", "1952-12"): (2, 1),
    }


def test_a_dispute_known_to_begin_in_a_month_is_observed_there(record: Record) -> None:
    measure(record, "dispute", "FRA", "GBR", "1950-04-01", "1950-12-31", 4.0, precision="year")
    assert seen(record, DISPUTES, PAIR)["FRA", "GBR", "1950-04"] == (4, 1)


def test_one_dispute_told_by_two_datasets_counts_once(record: Record) -> None:
    for dataset, level in (("cow-mid", 3.0), ("gml-mid", 4.0)):
        measure(record, "dispute", "FRA", "GBR", "1950-04-01", "1950-04-30", level,
                dataset=dataset, precision="month")  # fmt: skip
    measure(record, "dispute", "FRA", "GBR", "1951-04-01", "1951-04-30", 2.0,
            dataset="cow-mid", precision="month")  # fmt: skip
    found = seen(record, DISPUTES, PAIR)
    assert found["FRA", "GBR", "1950-04"] == (4, 1)
    assert found["FRA", "GBR", "1951-04"] == (2, 1)


def test_a_sanction_is_observed_when_imposed_and_each_december_it_lasts(record: Record) -> None:
    measure(record, "sanction", "FRA", "GBR", "1950-04-03", "1950-04-20", 0.0, precision="day")
    measure(record, "sanction", "FRA", "GBR", "1950-05-03", "1952-04-20", 1.0, precision="day")
    event(record, "USA", "CAN", "1953-01-05", 1.0)
    found = seen(record, SANCTIONS, PAIR)
    assert {key[2]: value for key, (value, _) in found.items() if key[0] == "FRA"} == {
        "1950-04": 1,
        "1950-05": 2,
        "1950-12": 2,
        "1951-12": 2,
        "1952-12": 0,
    }


def test_a_list_says_something_of_those_it_leaves_out_from_its_first_day(record: Record) -> None:
    measure(record, "designation", "RUS", "FRA", "2022-03-05", None, precision="day")
    event(record, "USA", "FRA", "2024-02-01", 1.0)
    found = seen(record, DESIGNATIONS, [("FRA", "RUS"), ("RUS", "TUR")])
    months = ("2022-03", "2022-12", "2023-12")
    assert found == {
        **{("RUS", "FRA", month): (1, 1) for month in months},
        **{("RUS", "TUR", month): (0, 1) for month in months},
    }


def test_arms_count_by_their_logarithm_and_only_sellers_can_refuse(record: Record) -> None:
    measure(record, "arms_transfer", "USA", "CAN", "1950-01-01", "1950-12-31", 20.0)
    measure(record, "arms_transfer", "FRA", "CAN", "1951-01-01", "1951-12-31", 3.0)
    found = seen(record, ARMS, [("USA", "CAN"), ("FRA", "USA")])
    assert found == {
        ("USA", "CAN", "1950-12"): (pytest.approx(math.log(21)), 1),
        ("USA", "FRA", "1950-12"): (0, 1),
        ("FRA", "USA", "1951-12"): (0, 1),
    }


def test_shared_organisations_are_those_beyond_what_is_usual_for_both(record: Record) -> None:
    numbers = {("FRA", "GBR"): 60, ("FRA", "USA"): 50, ("GBR", "USA"): 40}
    for (a, b), number in numbers.items():
        measure(record, "shared_igo", a, b, "1990-01-01", "1990-12-31", number)
    level = {pair: math.log(1 + number) for pair, number in numbers.items()}
    mean = {s: sum(v for pair, v in level.items() if s in pair) / 2 for s in ("FRA", "GBR")}
    usual = mean["FRA"] + mean["GBR"] - sum(level.values()) / 3
    assert seen(record, ORGANISATIONS, PAIR) == {
        ("FRA", "GBR", "1990-12"): (pytest.approx(level["FRA", "GBR"] - usual), 1)
    }


def test_twice_as_many_organisations_for_all_change_nothing(record: Record) -> None:
    for year, times in ((1990, 1), (1991, 2)):
        for a, b, number in (("FRA", "GBR", 61), ("FRA", "USA", 51), ("GBR", "USA", 41)):
            measure(record, "shared_igo", a, b, f"{year}-01-01", f"{year}-12-31",
                    number * times - 1)  # fmt: skip
    one, two = (value for value, _ in seen(record, ORGANISATIONS, PAIR).values())
    assert one == pytest.approx(two)


@pytest.mark.parametrize("until", [dt.date(1951, 12, 30), dt.date(1951, 6, 1)])
def test_a_record_cut_within_a_year_knows_nothing_of_that_year(
    record: Record, until: dt.date
) -> None:
    measure(record, "alliance", "FRA", "GBR", "1950-01-01", "1953-12-31", text="defence pact")
    measure(record, "dispute", "FRA", "GBR", "1951-03-01", "1951-12-31", 4.0)
    measure(record, "arms_transfer", "FRA", "GBR", "1951-01-01", "1951-12-31", 4.0)
    measure(record, "shared_igo", "FRA", "GBR", "1951-01-01", "1951-12-31", 4.0)
    found = observe(
        record, [ALLIANCES, DISPUTES, ARMS, ORGANISATIONS], dyads=PAIR, until=until
    ).frame()
    assert found.select("source", "month").rows() == [("alliances", "1950-12")]
