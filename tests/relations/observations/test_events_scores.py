"""Events and daily scores: numbers by hand, and the crisis of 18 September 2018."""

from __future__ import annotations

import math

import pytest

from legation.record import Record
from legation.relations.observations import SCORES, balance, goldstein, observe
from tests.relations.observations.made import event, score, seen

GOLDSTEIN, BALANCE = goldstein("icews"), balance("icews")


def test_goldstein_is_the_mean_of_the_months_events_each_way(record: Record) -> None:
    event(record, "RUS", "ISR", "2018-09-18", -4.4)
    event(record, "RUS", "ISR", "2018-09-20", 1.0)
    event(record, "ISR", "RUS", "2018-09-20", 3.0)
    assert seen(record, GOLDSTEIN, [("ISR", "RUS")]) == {
        ("RUS", "ISR", "2018-09"): (pytest.approx(-1.7), 2),
        ("ISR", "RUS", "2018-09"): (3, 1),
    }


def test_one_deed_reported_three_times_counts_once(record: Record) -> None:
    same = {"code": "112", "actor_code": "RUSGOV", "target_code": "ISR"}
    for _ in range(3):
        event(record, "RUS", "ISR", "2018-09-18", -2.0, **same)
    event(record, "RUS", "ISR", "2018-09-19", 4.0)
    found = seen(record, GOLDSTEIN, [("ISR", "RUS")])
    assert found["RUS", "ISR", "2018-09"] == (pytest.approx(1), pytest.approx(2))


def test_datasets_of_one_family_are_one_source_and_others_another(record: Record) -> None:
    event(record, "RUS", "ISR", "2018-09-18", -2.0, source_id="icews-list:1")
    event(record, "RUS", "ISR", "2018-09-18", -5.0, source_id="mine:1")
    assert seen(record, GOLDSTEIN, [("ISR", "RUS")]) == {("RUS", "ISR", "2018-09"): (-2, 1)}
    assert seen(record, goldstein(None), [("ISR", "RUS")]) == {("RUS", "ISR", "2018-09"): (-5, 1)}


def test_the_balance_is_the_pairs_log_odds_against_those_of_all(record: Record) -> None:
    for day in (1, 2, 3):
        event(record, "RUS", "ISR", f"2018-09-0{day}", -2.0)
    event(record, "RUS", "ISR", "2018-09-04", 2.0)
    for day in range(10, 20):
        event(record, "FRA", "DEU", f"2018-09-{day}", 5.0)
    p = (11 + 0.5) / (14 + 1)
    odds = math.log((1 + p) / (3 + 1 - p)) - math.log(p / (1 - p))
    n = 1 / (1 / (1 + p) + 1 / (3 + 1 - p))
    found = seen(record, BALANCE, [("ISR", "RUS")])
    assert found == {("RUS", "ISR", "2018-09"): (pytest.approx(odds), pytest.approx(n))}


def test_ten_times_the_coverage_leaves_a_pairs_balance_nearly_as_it_was(record: Record) -> None:
    for month, times in ((8, 40), (9, 400)):
        for number in range(times):
            event(record, "FRA", "DEU", f"2018-{month:02d}-01", 3.0 if number % 4 else -3.0)
        event(record, "RUS", "ISR", f"2018-{month:02d}-02", -2.0)
    one, two = (value for value, _ in seen(record, BALANCE, [("ISR", "RUS")]).values())
    assert one == pytest.approx(two, abs=0.1)


def test_cooperative_events_pull_the_balance_up_and_others_down(record: Record) -> None:
    for day, value in ((1, 3.0), (2, -3.0), (3, -5.0)):
        event(record, "RUS", "ISR", f"2018-09-0{day}", value)
    rows = observe(record, [BALANCE], dyads=[("ISR", "RUS")]).rows(
        "RUS", "ISR", "balance_icews", "2018-09"
    )
    assert [value > 0 for value in rows.sort("date")["value"]] == [True, False, False]


def test_the_crisis_of_september_2018_shows_with_its_rows(real: Record) -> None:
    found = observe(real, [GOLDSTEIN], dyads=[("ISR", "RUS")])
    rows = found.rows("RUS", "ISR", "goldstein_icews", "2018-09")
    days = rows["date"].dt.strftime("%m-%d").to_list()
    crisis = rows.filter(rows["date"].dt.day().is_in([18, 19]))
    assert {"09-18", "09-19"} <= set(days)
    assert any("ACCUSE 112" in text for text in crisis["text"])
    assert any("THREATEN 130" in text for text in crisis["text"])


def bounded(value: float) -> float:
    return value / math.hypot(value, 820)


def test_scores_are_bounded_and_taken_against_the_months_median(record: Record) -> None:
    score(record, "ISR", "RUS", "2020-01-01", 100.0)
    score(record, "ISR", "RUS", "2020-01-03", -1000.0)
    score(record, "FRA", "USA", "2020-01-01", 10.0)
    # Absolute scores 10, 100, 1000: the ninth decile is 820; the month's median is 10.
    parts = [bounded(value) - bounded(10) for value in (100, -1000)]
    found = seen(record, SCORES, [("ISR", "RUS")])
    assert found == {("ISR", "RUS", "2020-01"): (pytest.approx(sum(parts) / 2), 2)}


def test_the_sum_over_many_days_is_the_same_every_time(record: Record) -> None:
    for day in range(1, 29):
        score(record, "ISR", "RUS", f"2020-02-{day:02d}", math.sin(day) * 10 ** (day % 5))
    values = {observe(record, [SCORES]).value[0] for _ in range(5)}
    assert len(values) == 1
