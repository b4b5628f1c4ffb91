"""What a line of each table of measures becomes, on a few true lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import legation.record as rec
from legation.record.readers import (
    atop,
    cow_disputes,
    cow_igo,
    rivalries,
    sipri,
    unfriendly,
)
from tests.record.readers import measures_files as files

READERS = (
    *atop.READERS,
    *cow_disputes.READERS,
    *cow_igo.READERS,
    *rivalries.READERS,
    *sipri.READERS,
    *unfriendly.READERS,
)
Rows = list[dict[str, Any]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], tuple[Rows, Rows]]:
    """Return a function that reads a table and gives its measures and rejects."""

    def add(content: str) -> tuple[Rows, Rows]:
        path = tmp_path / "table.csv"
        path.write_text(content)
        record = rec.open_record(":memory:")
        added = rec.add(record, [path], readers=READERS)[0]
        assert not added.problem
        assert added.counts.adds_up
        rows = record.query("SELECT * FROM measure ORDER BY measure_id")
        return rows, record.query("SELECT reason, locator, raw FROM reject ORDER BY locator")

    return add


Read = Callable[[str], tuple[Rows, Rows]]


def only(rows: Rows, **values: object) -> dict[str, Any]:
    found = [row for row in rows if all(row[k] == v for k, v in values.items())]
    assert len(found) == 1, found
    return found[0]


def test_an_alliance_is_what_the_actor_pledges_to_the_target(read: Read) -> None:
    rows, _ = read(files.ATOP)
    assert only(rows, actor="FRA", target="DJI")["text"] == "defence pact, consultation"
    assert only(rows, actor="DJI", target="FRA")["text"] == "consultation"
    assert only(rows, actor="USA", target="JPN")["text"] == "defence pact"
    assert all(row["directed"] and row["value"] is None for row in rows)


def test_a_row_of_an_alliance_without_pledges_says_so(read: Read) -> None:
    rows, _ = read(files.ATOP)
    assert only(rows, actor="FRA", target="DEU")["text"] == "alliance without a pledge by the actor"


def test_the_state_is_the_one_that_had_the_number_on_1_july(read: Read) -> None:
    rows, _ = read(files.ATOP)
    assert only(rows, target="YUG")["actor"] == "SUN"
    assert only(rows, target="UKR")["actor"] == "RUS"
    shared, _ = read(files.IGO)
    assert only(shared, start=date(1991, 1, 1))["target"] == "SUN"
    assert only(shared, start=date(1992, 1, 1))["target"] == "RUS"


def test_the_original_table_of_atop_gives_the_same_measures(read: Read) -> None:
    published = {row["measure_id"]: row for row in read(files.ATOP_ORIGINAL)[0]}
    packaged = {row["measure_id"]: row for row in read(files.ATOP)[0]}
    assert len(published) == 3
    for key, row in published.items():
        same = packaged[key]
        assert all(row[c] == same[c] for c in row if c not in ("source_id", "locator")), key


def test_shared_organisations_are_a_number_between_two_states_without_direction(
    read: Read,
) -> None:
    rows, _ = read(files.IGO)
    row = only(rows, measure_id="cow-igo:2:20:1920")
    assert (row["actor"], row["target"], row["directed"]) == ("CAN", "USA", False)
    assert (row["value"], row["unit"]) == (7.0, "organisations")
    assert (row["start"], row["end"]) == (date(1920, 1, 1), date(1920, 12, 31))
    assert row["precision"] == "year"


def test_a_dispute_is_told_from_the_side_of_the_actor(read: Read) -> None:
    rows, _ = read(files.DIRDISPS)
    assert only(rows, actor="USA", target="CUB", start=date(1962, 1, 1))["text"] == (
        "use of force: blockade"
    )
    assert only(rows, actor="CUB")["text"] == "use of force: attack"
    israel, iran = only(rows, actor="ISR"), only(rows, actor="IRN")
    assert (israel["value"], israel["text"]) == (3.0, "display of force: show of force")
    assert (iran["value"], iran["text"]) == (1.0, "no militarised action")


def test_the_first_month_counts_for_states_in_the_dispute_from_its_first_day(read: Read) -> None:
    rows, _ = read(files.DDYDISPS)
    began = only(rows, measure_id="cow-mid:246:2:40:1960")
    assert (began["start"], began["end"]) == (date(1960, 4, 1), date(1960, 12, 31))
    assert began["precision"] == "month"
    went_on = only(rows, measure_id="cow-mid:246:2:40:1961")
    assert (went_on["start"], went_on["precision"]) == (date(1961, 1, 1), "year")
    joined = only(rows, measure_id="cow-mid:246:365:2:1960")
    assert (joined["start"], joined["precision"]) == (date(1960, 1, 1), "year")
    end_open = only(rows, measure_id="cow-mid:4548:666:630:2010")
    assert (end_open["start"], end_open["precision"]) == (date(2010, 5, 1), "year")


def test_the_last_month_counts_where_the_dispute_has_one_state_on_each_side(read: Read) -> None:
    rows, _ = read(files.GML)
    two = only(rows, measure_id="gml-mid:2:2:200:1902")
    assert (two["start"], two["end"]) == (date(1902, 5, 1), date(1902, 5, 31))
    assert two["precision"] == "month"
    many = only(rows, measure_id="gml-mid:61:2:40:1962")
    assert (many["start"], many["end"]) == (date(1962, 8, 1), date(1962, 12, 31))
    assert many["precision"] == "year"


def test_a_rivalry_that_reaches_the_end_of_the_data_stays_open(read: Read) -> None:
    rows, _ = read(files.RIVALRIES)
    row = only(rows, actor="IRN", target="ISR")
    assert (row["start"], row["end"], row["directed"]) == (date(1979, 1, 1), None, False)
    assert row["text"] == "strategic rivalry: positional; went on in 2010, where the data end"
    ended = only(rows, actor="CHN", target="SUN")
    assert ended["end"] == date(1989, 12, 31)
    assert ended["text"] == "strategic rivalry: ideological, positional, spatial"


def test_arms_go_from_the_supplier_to_the_recipient(read: Read) -> None:
    rows, _ = read(files.SIPRI)
    row = only(rows, actor="SUN", target="LAO")
    assert (row["value"], row["unit"]) == (5.0, "million SIPRI trend-indicator values")
    assert only(rows, actor="RUS")["target"] == "YUG"
    assert len(rows) == 3


def test_arms_for_those_who_are_no_state_are_rejected_whatever_number_stands_there(
    read: Read,
) -> None:
    _, rejects = read(files.SIPRI)
    assert [reject["reason"] for reject in rejects] == [
        "recipient Pathet Lao (Laos)* is marked as not a state",
        "recipient NATO** is an organisation, not a state",
        "supplier is unknown",
        "recipient Hezbollah (Lebanon)* is marked as not a state",
    ]


def test_a_name_that_its_number_contradicts_is_rejected(read: Read) -> None:
    _, rejects = read(
        files.SIPRI.replace("Austria,Australia,2021,11,305", "Austria,Australia,2021,11,300")
    )
    assert rejects[0]["reason"] == "supplier Austria is AUT, but COW number 300 is AUH"
    assert rejects[0]["locator"] == "line 2"


def test_a_listing_begins_on_the_day_of_the_first_order_and_lasts(read: Read) -> None:
    rows, _ = read(files.UNFRIENDLY)
    assert {(r["actor"], r["kind"], r["precision"], r["end"]) for r in rows} == {
        ("RUS", "designation", "day", None)
    }
    assert only(rows, target="BHS")["start"] == date(2022, 7, 23)
    britain = only(rows, target="GBR")
    assert britain["start"] == date(2022, 3, 5)
    assert britain["text"] == (
        "list of unfriendly states and territories, order 430-r of 2022-03-05; "
        "order 3216-r of 2022-10-29"
    )


@pytest.mark.parametrize(
    ("table", "old", "new", "reason"),
    [
        (files.ATOP, "2.0,200.0,1950.0", "2.0,7.0,1950.0", "no state with COW number 7 in 1950"),
        (files.ATOP, "2.0,740.0", "two,740.0", "ccode1 is not a number"),
        (files.ATOP, "2.0,740.0", "2.5,740.0", "ccode1 is not a number"),
        (files.ATOP, "740.0,1955.0", "740.0,19550", "year is not a year"),
        (files.ATOP, "1955.0,1.0", "1955.0,2.0", "atop_defense is not 0 or 1"),
        (files.ATOP, "2.0,740.0", "740.0,740.0", "both sides are JPN"),
        (files.IGO, "1920.0,7.0", "1920.0,-9.0", "dyadigos is not a number of organisations"),
        (files.IGO, "1920.0,7.0", "1920.0,NA", "dyadigos is not a number of organisations"),
        (
            files.DIRDISPS,
            "7.0,0.0,3.0,1.0,1.0,1.0",
            "7.0,0.0,-9.0,1.0,1.0,1.0",
            "hostlev1 is not a level of hostility from 1 to 5",
        ),
        (files.RIVALRIES, "1979.0,2010.0", "1979.0,1978.0", "ends before it begins"),
        (files.RIVALRIES, "1979.0,2010.0", "1979.0,", "endyear is not a year"),
        (files.SIPRI, "2021,11", "2021,-1", "value is not an amount"),
        (files.SIPRI, "2021,11", "2021,inf", "value is not an amount"),
        (files.SIPRI, "Austria,Au", "Atlantis,Au", "supplier Atlantis is no state that is known"),
        (
            files.UNFRIENDLY,
            "Bahamas,state,2018-r 2022-07-23",
            "Bahamas,state,by habit",
            "basis is not a list of orders with days, such as 430-r 2022-03-05",
        ),
        (files.UNFRIENDLY, "2022-07-23", "2022-07-32", "an order has a day that does not exist"),
        (files.UNFRIENDLY, "BHS,", "BRB,", "the code BRB is not that of Bahamas"),
        (files.UNFRIENDLY, "BHS,", "QQQ,", "no state with the code QQQ"),
    ],
)
def test_a_line_that_cannot_be_read_is_rejected_with_the_reason(
    read: Read, table: str, old: str, new: str, reason: str
) -> None:
    sound, _ = read(table)
    assert old in table
    rows, rejects = read(table.replace(old, new, 1))
    assert reason in {reject["reason"] for reject in rejects}
    assert len(rows) == len(sound) - 1
