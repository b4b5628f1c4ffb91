"""The real tables of measures: every row has its fate, and facts that can be looked up hold."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlrd

import legation.record as rec
from legation.record.readers import (
    atop,
    cow_disputes,
    cow_igo,
    rivalries,
    sipri,
    ties,
    unfriendly,
)

pytestmark = pytest.mark.slow

READERS = (
    *atop.READERS,
    *cow_igo.READERS,
    *cow_disputes.READERS,
    *rivalries.READERS,
    *sipri.READERS,
    *ties.READERS,
    *unfriendly.READERS,
)
#: Tables of facts about single states or of codes, which are not for the record.
NOT_MEASURES = {
    "archigos.csv.gz",
    "cow_capitals.csv.gz",
    "cow_majors.csv.gz",
    "country_codes.csv",
}


@pytest.fixture(scope="module")
def added(shared: Path) -> Iterator[tuple[rec.Record, dict[str, rec.Added]]]:
    """Give a record of the whole folder, and what became of each file."""
    with rec.open_record(":memory:") as record:
        results = rec.add(record, [shared / "structure"], readers=READERS)
        yield record, {result.file.name: result for result in results}


@pytest.fixture(scope="module")
def record(added: tuple[rec.Record, dict[str, rec.Added]]) -> rec.Record:
    return added[0]


@pytest.fixture(scope="module")
def results(added: tuple[rec.Record, dict[str, rec.Added]]) -> dict[str, rec.Added]:
    return added[1]


def lines(file: Path) -> list[dict[str, str]]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def rejects(record: rec.Record, result: rec.Added) -> dict[str, int]:
    rows = record.query(
        "SELECT reason, count(*) AS n FROM reject WHERE source_id = ? GROUP BY ALL",
        [result.source_id],
    )
    return {row["reason"]: row["n"] for row in rows}


def measures(record: rec.Record, kind: str, where: str) -> list[dict[str, Any]]:
    return record.query(f"SELECT * FROM measure WHERE kind = '{kind}' AND {where}")


# -- fates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("atop_alliance.csv.gz", 273_296),
        ("cow_igo_ndy.csv.gz", 917_695),
        ("cow_mid_ddydisps.csv.gz", 10_234),
        ("cow_mid_dirdisps.csv.gz", 11_390),
        ("gml_dirdisp.csv.gz", 10_276),
        ("unfriendly_countries_430r.csv", 49),
    ],
)
def test_every_row_of_a_table_about_states_is_stored(
    results: dict[str, rec.Added], shared: Path, name: str, read: int
) -> None:
    counts = results[name].counts
    assert len(lines(shared / "structure" / name)) == read
    assert (counts.read, counts.stored, counts.rejected) == (read, read, 0)


def test_tables_that_hold_no_measure_are_left_alone(results: dict[str, rec.Added]) -> None:
    assert {name for name, result in results.items() if not result.dataset} == NOT_MEASURES


def test_a_number_that_the_project_of_the_correlates_of_war_never_gave_is_rejected(
    record: rec.Record, results: dict[str, rec.Added]
) -> None:
    result = results["td_rivalries.csv.gz"]
    assert (result.counts.read, result.counts.stored) == (197, 195)
    raw = record.query("SELECT raw FROM reject WHERE source_id = ?", [result.source_id])
    assert all("Venice" in row["raw"] for row in raw)


def test_only_arms_between_states_are_stored(
    record: rec.Record, results: dict[str, rec.Added], shared: Path
) -> None:
    result = results["sipri-exports-processed.csv"]
    no_states = {"Biafra", "Katanga", "Northern Cyprus"}

    def state(name: str) -> bool:
        return not (name.endswith("*") or name.startswith("Unknown ") or name in no_states)

    rows = lines(shared / "structure" / "sipri-exports-processed.csv")
    between = [r for r in rows if state(r["supplier"]) and state(r["recipient"])]
    assert (result.counts.read, result.counts.stored) == (len(rows), len(between))
    assert (len(rows), len(between)) == (21_324, 20_767)
    reasons = rejects(record, result)
    assert reasons["recipient NATO** is an organisation, not a state"] == 32
    assert reasons["recipient Northern Cyprus is NCY, but COW number 352 is CYP"] == 1


def test_cases_of_sanctions_without_a_sending_or_a_target_state_are_rejected(
    record: rec.Record, results: dict[str, rec.Added], shared: Path
) -> None:
    result = results["TIESv4-1.xls"]
    sheet = xlrd.open_workbook(shared / "structure" / "TIESv4-1.xls").sheet_by_index(0)
    header = sheet.row_values(0)
    senders = [header.index(c) for c in ("primarysender", *(f"sender{n}" for n in range(1, 6)))]
    target = header.index("targetstate")
    cases = [sheet.row_values(n) for n in range(1, sheet.nrows)]
    between = [
        case
        for case in cases
        if case[target] != 1000 and any(case[s] not in ("", 1000) for s in senders)
    ]
    assert (result.counts.read, result.counts.stored) == (len(cases), len(between))
    assert (len(cases), len(between)) == (1_412, 1_263)
    reasons = rejects(record, result)
    assert reasons["the target, the European Community or Union, is not a state"] == 44
    assert sum(reasons.values()) == 149


def test_the_two_tables_of_disputes_of_one_project_are_recognised_as_one(
    record: rec.Record, results: dict[str, rec.Added]
) -> None:
    overlapping = {r.overlapping for r in results.values() if r.dataset == "cow-mid"}
    assert overlapping == {0, 10_234}
    rows = record.query(
        "SELECT count(*) AS n FROM measure WHERE starts_with(measure_id, 'cow-mid:')"
    )
    assert rows[0]["n"] == 11_390


def test_no_two_rows_of_a_dataset_share_an_identifier(record: rec.Record) -> None:
    twice = record.query("SELECT measure_id FROM measure GROUP BY ALL HAVING count(*) > 1")
    assert not twice


def test_pairs_without_direction_stand_in_alphabetical_order(record: rec.Record) -> None:
    rows = record.query("SELECT DISTINCT kind FROM measure WHERE NOT directed")
    assert {row["kind"] for row in rows} == {"shared_igo", "rivalry"}
    assert not record.query("SELECT 1 FROM measure WHERE NOT directed AND actor >= target LIMIT 1")


def test_no_measure_ends_before_it_starts(record: rec.Record) -> None:
    assert not record.query('SELECT * FROM measure WHERE "end" < start OR start IS NULL LIMIT 1')


# -- facts ----------------------------------------------------------------------------------


def test_the_united_states_and_the_soviet_union_never_had_a_defence_pact_in_the_cold_war(
    record: rec.Record,
) -> None:
    both = "actor IN ('USA', 'SUN') AND target IN ('USA', 'SUN') AND year(start) >= 1946"
    assert not [m for m in measures(record, "alliance", both) if "defence" in m["text"]]


def test_the_united_states_and_britain_are_pledged_to_defend_each_other_since_1949(
    record: rec.Record,
) -> None:
    both = "actor IN ('USA', 'GBR') AND target IN ('USA', 'GBR') AND year(start) >= 1949"
    rows = measures(record, "alliance", both)
    assert len(rows) == 2 * (2018 - 1949 + 1)
    assert all("defence pact" in row["text"] for row in rows)


def test_japan_is_defended_by_the_united_states_and_not_the_other_way(record: rec.Record) -> None:
    to_japan = measures(record, "alliance", "actor = 'USA' AND target = 'JPN'")
    from_japan = measures(record, "alliance", "actor = 'JPN' AND target = 'USA'")
    assert {m["start"].year for m in to_japan if "defence" in m["text"]} == set(range(1951, 2019))
    assert not [m for m in from_japan if m["start"].year > 1945 and "defence" in m["text"]]


def test_russia_sold_no_arms_to_israel(record: rec.Record) -> None:
    moscow = "actor IN ('RUS', 'SUN') AND target = 'ISR'"
    assert not measures(record, "arms_transfer", moscow)


def test_russian_arms_for_iran_sum_to_those_in_the_file(record: rec.Record, shared: Path) -> None:
    rows = measures(record, "arms_transfer", "actor = 'RUS' AND target = 'IRN'")
    inside = [m["value"] for m in rows if 1992 <= m["start"].year <= 2021]
    listed = [
        float(row["value"])
        for row in lines(shared / "structure" / "sipri-exports-processed.csv")
        if (row["supplier"], row["recipient"]) == ("Russia", "Iran")
    ]
    assert sum(inside) == sum(listed) == 3_904


def test_moscow_sells_as_the_soviet_union_to_1991_and_as_russia_from_1992(
    record: rec.Record,
) -> None:
    years = record.query(
        "SELECT actor, min(start) AS first, max(start) AS last FROM measure "
        "WHERE kind = 'arms_transfer' AND actor IN ('RUS', 'SUN') GROUP BY actor ORDER BY actor"
    )
    assert [(y["actor"], y["first"].year, y["last"].year) for y in years] == [
        ("RUS", 1992, 2021),
        ("SUN", 1950, 1991),
    ]


def test_israel_is_not_on_the_list_of_unfriendly_states(record: rec.Record) -> None:
    listed = {m["target"]: m["start"] for m in measures(record, "designation", "actor = 'RUS'")}
    assert "ISR" not in listed
    assert len(listed) == 49
    assert listed["USA"] == listed["UKR"] == listed["CHE"] == date(2022, 3, 5)
    assert listed["BHS"] == date(2022, 7, 23)


def test_israel_and_iran_had_one_dispute_to_2014(record: rec.Record) -> None:
    rows = measures(record, "dispute", "actor IN ('ISR', 'IRN') AND target IN ('ISR', 'IRN')")
    by_side = {(m["measure_id"].split(":")[0], m["actor"]): m for m in rows}
    assert len(rows) == len(by_side) == 4
    for dataset in ("cow-mid", "gml-mid"):
        assert by_side[dataset, "ISR"]["text"] == "display of force: show of force"
        assert by_side[dataset, "IRN"]["text"] == "no militarised action"
    assert {m["start"].year for m in rows} == {2010}


def test_known_disputes_have_the_acts_they_are_known_for(record: rec.Record) -> None:
    def acts(actor: str, target: str, year: int) -> set[str]:
        where = f"actor = '{actor}' AND target = '{target}' AND year(start) = {year}"
        rows = measures(record, "dispute", f"{where} AND starts_with(measure_id, 'cow-mid')")
        return {row["text"] for row in rows}

    assert "use of force: blockade" in acts("USA", "CUB", 1962)
    assert "use of force: seizure" in acts("KHM", "USA", 1975)  # Mayaguez
    assert "use of force: seizure" in acts("PRK", "USA", 1968)  # Pueblo
    assert "war: began an interstate war" in acts("ARG", "GBR", 1982)
    assert "war: began an interstate war" in acts("IRQ", "KWT", 1990)
    assert "use of force: attack" in acts("SUN", "USA", 1960)  # U-2
    assert "display of force: border violation" in acts("USA", "SUN", 1960)


def test_months_of_disputes_agree_with_their_own_durations(
    shared: Path, record: rec.Record
) -> None:
    """Days counted by GML themselves fit between the days given to a dispute of two states."""
    spans = record.query(
        """SELECT split_part(measure_id, ':', 2) AS dispute,
            date_diff('day', min(start), max("end")) + 1 AS days FROM measure
        WHERE starts_with(measure_id, 'gml-mid') GROUP BY ALL
        HAVING count(*) = 2 AND bool_and(precision = 'month')"""
    )
    durations = {
        row["dispnum"].removesuffix(".0"): (float(row["mindur"]), float(row["maxdur"]))
        for row in lines(shared / "structure" / "gml_dirdisp.csv.gz")
    }
    assert len(spans) > 1_000
    for span in spans:
        shortest, longest = durations[span["dispute"]]
        assert shortest <= span["days"] <= longest + 62, span


def test_canada_and_the_united_states_shared_seven_organisations_in_1920(
    record: rec.Record,
) -> None:
    rows = measures(record, "shared_igo", "actor = 'CAN' AND target = 'USA' AND year(start) = 1920")
    assert [row["value"] for row in rows] == [7.0]


def test_iran_and_israel_are_rivals_since_1979(record: rec.Record) -> None:
    (row,) = measures(record, "rivalry", "actor = 'IRN' AND target = 'ISR'")
    assert (row["start"], row["end"]) == (date(1979, 1, 1), None)


def test_the_blockade_of_berlin_stands_with_its_days(record: rec.Record) -> None:
    rows = measures(
        record, "sanction", "measure_id = 'ties:1948032501:imposition:SUN' AND target = 'USA'"
    )
    assert [(m["start"], m["end"], m["text"]) for m in rows] == [
        (date(1948, 6, 24), date(1949, 5, 12), "imposed: blockade")
    ]


def test_the_sanctions_of_the_hostage_crisis_were_led_by_the_united_states(
    record: rec.Record,
) -> None:
    rows = measures(record, "sanction", "starts_with(measure_id, 'ties:1979111201:imposition')")
    american = next(m for m in rows if m["actor"] == "USA")
    assert "asset freeze" in american["text"]
    assert american["start"].year == 1979
    assert all("led by USA" in m["text"] for m in rows if m["actor"] != "USA")
    assert {m["target"] for m in rows} == {"IRN"}
