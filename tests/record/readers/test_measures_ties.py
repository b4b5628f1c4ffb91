"""TIES: one case becomes a measure for each sending state, threat and imposition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlrd
from hypothesis import given, settings
from hypothesis import strategies as st

import legation.record as rec
from legation.record.readers import ties
from legation.record.readers.ties_cases import COLUMNS, Cells, measures
from legation.record.unpack import Member
from tests.record.mutate import endure
from tests.record.readers.small_xls import xls

BERLIN: Cells = {
    "caseid": 1948032501.0,
    "startmonth": 3.0,
    "startday": 25.0,
    "startyear": 1948.0,
    "endmonth": 5.0,
    "endday": 12.0,
    "endyear": 1949.0,
    "sender1": 365.0,
    "primarysender": 365.0,
    "targetstate": 2.0,
    "threat": 1.0,
    "sanctiontypethreat": 6.0,
    "imposition": 1.0,
    "sancimpositionstartmonth": 6.0,
    "sancimpositionstartday": 24.0,
    "sancimpositionstartyear": 1948.0,
    "sanctiontype": 5.0,
}


def told(**changes: float | str | None) -> tuple[list[dict[str, object]], str]:
    """Tell the Berlin case with some cells changed; None empties a cell."""
    cells = {k: v for k, v in {**BERLIN, **changes}.items() if v is not None}
    return measures(1948032501, cells)


def test_a_threat_carried_out_ends_on_the_day_it_was_carried_out() -> None:
    threat, imposition = told()[0]
    assert threat["text"] == "threatened: blockade"
    assert (threat["start"], threat["end"]) == (dt.date(1948, 3, 25), dt.date(1948, 6, 24))
    assert imposition["text"] == "imposed: blockade"
    assert (imposition["start"], imposition["end"]) == (dt.date(1948, 6, 24), dt.date(1949, 5, 12))
    assert (threat["value"], imposition["value"]) == (0.0, 1.0)
    assert {m["precision"] for m in (threat, imposition)} == {"day"}
    assert (imposition["actor"], imposition["target"]) == ("SUN", "USA")


def test_types_of_threats_are_numbered_one_higher_than_types_imposed() -> None:
    threat, imposition = told(sanctiontypethreat="2 8", sanctiontype="1 7")[0]
    assert threat["text"] == "threatened: total embargo, end of foreign aid"
    assert imposition["text"] == "imposed: total embargo, end of foreign aid"
    assert told(sanctiontypethreat=1.0)[0][0]["text"] == "threatened: unspecified sanctions"


def test_an_end_that_is_not_known_stays_open() -> None:
    rows, _ = told(endyear=None)
    assert rows[1]["end"] is None
    assert rows[0]["end"] == dt.date(1948, 6, 24)


def test_a_date_without_a_day_is_exact_to_the_month() -> None:
    rows, _ = told(endday=None)
    assert (rows[1]["end"], rows[1]["precision"]) == (dt.date(1949, 5, 31), "month")


def test_a_date_without_a_month_is_exact_to_the_year() -> None:
    rows, _ = told(endmonth=None)
    assert (rows[1]["end"], rows[1]["precision"]) == (dt.date(1949, 12, 31), "year")


@pytest.mark.parametrize("year", [None, "1949, sometime before this date."])
def test_an_imposition_without_a_date_says_so(year: str | None) -> None:
    rows, _ = told(sancimpositionstartyear=year)
    assert rows[1]["text"] == "imposed: blockade (start not dated)"
    assert (rows[1]["start"], rows[1]["precision"]) == (dt.date(1948, 3, 25), "year")
    assert rows[0]["end"] is None


def test_an_end_before_the_start_is_said_and_not_believed() -> None:
    rows, _ = told(endyear=1948.0, endmonth=5.0)
    assert rows[1]["end"] is None
    assert rows[1]["text"] == "imposed: blockade (end dated 1948-05-12, before the start)"


def test_every_sending_state_has_its_own_measures_and_the_leader_is_named() -> None:
    rows, _ = told(sender2=310.0, sender3=1000.0, imposition=0.0)
    assert [(m["actor"], m["text"]) for m in rows] == [
        ("SUN", "threatened: blockade; also sent by the European Community or Union"),
        (
            "HUN",
            "threatened: blockade; led by SUN; also sent by the European Community or Union",
        ),
    ]
    assert len({m["measure_id"] for m in rows}) == 2


def test_the_primary_sender_stands_in_where_no_state_is_listed() -> None:
    rows, _ = told(sender1=1000.0, primarysender=220.0)
    assert {m["actor"] for m in rows} == {"FRA"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"targetstate": 1000.0}, "the target, the European Community or Union, is not a state"),
        ({"targetstate": 7.0}, "no state with COW number 7 in 1948"),
        ({"targetstate": None}, "targetstate is missing or not a number"),
        ({"startyear": "?"}, "startyear is missing or not a year"),
        (
            {"sender1": 1000.0, "primarysender": 1000.0},
            "sent by the European Community or Union, no state named",
        ),
        (
            {"sender1": None, "primarysender": None, "institutionid": 4400.0},
            "sent by an organisation (COW number 4400), no state named",
        ),
        ({"sender1": None, "primarysender": None}, "no sender named"),
        ({"threat": 0.0, "imposition": 0.0}, "neither threatened nor imposed"),
        ({"sender1": 2.0}, "USA is both sender and target"),
    ],
)
def test_a_case_that_is_not_between_states_is_rejected_with_the_reason(
    changes: dict[str, float | str | None], problem: str
) -> None:
    assert told(**changes) == ([], problem)


cells = st.dictionaries(
    st.sampled_from(COLUMNS),
    st.one_of(
        st.floats(),
        st.integers(-5, 2200).map(float),
        st.sampled_from([2.0, 365.0, 1000.0, 12.0, 31.0, 1948.0, 1949.0]),
        st.text(max_size=8),
    ),
)


@settings(max_examples=400, deadline=None)
@given(cells)
def test_any_cells_give_measures_or_a_problem(changes: dict[str, float | str]) -> None:
    rows, problem = told(**changes)
    assert bool(rows) != bool(problem)
    assert len({row["measure_id"] for row in rows}) == len(rows)
    for row in rows:
        start, end = row["start"], row["end"]
        assert isinstance(start, dt.date)
        assert end is None or (isinstance(end, dt.date) and start <= end)


# -- the file -------------------------------------------------------------------------------


def workbook(*cases: Cells) -> bytes:
    header = [*COLUMNS, "issue1"]
    return xls([header, *([case.get(c) for c in header] for case in cases)])


CASES = [{**BERLIN, "caseid": 1948032500.0 + n, "targetstate": t} for n, t in enumerate((2, 200))]


def test_the_small_workbook_is_one_that_xlrd_reads() -> None:
    sheet = xlrd.open_workbook(file_contents=workbook(*CASES)).sheet_by_index(0)
    assert sheet.row_values(0)[:2] == ["caseid", "startmonth"]
    assert sheet.cell_value(2, 0) == 1948032501.0


def added(content: bytes, folder: Path) -> tuple[rec.Record, rec.Added]:
    path = folder / "ties.xls"
    path.write_bytes(content)
    record = rec.open_record(":memory:")
    return record, rec.add(record, [path], readers=ties.READERS)[0]


def test_a_case_given_twice_is_a_duplicate_and_one_given_otherwise_a_reject(
    tmp_path: Path,
) -> None:
    record, result = added(workbook(*CASES, CASES[0], {**CASES[1], "endyear": 1950.0}), tmp_path)
    assert (result.counts.read, result.counts.stored) == (4, 2)
    assert (result.counts.duplicates, result.counts.rejected) == (1, 1)
    rejects = record.query("SELECT reason, locator FROM reject")
    assert rejects[0]["reason"] == "repeats an earlier row with other values"
    assert rejects[0]["locator"] == "row 5, case 1948032501"
    assert len(record.query("SELECT * FROM measure")) == 4


def test_a_workbook_without_the_columns_is_refused_in_one_line(tmp_path: Path) -> None:
    _, result = added(xls([["sancimpositionstartyear", "caseid"], [1948.0, 1.0]]), tmp_path)
    assert result.problem == "ties.xls has no sheet with the columns of TIES; fetch it again"


def test_a_damaged_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    _, result = added(workbook(*CASES)[:3500], tmp_path)
    assert result.problem.startswith("ties.xls cannot be read as .xls (")


def test_a_workbook_beyond_the_limit_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "SIZE_LIMIT", 1_000)
    _, result = added(workbook(*CASES), tmp_path)
    assert "more than the 1,000" in result.problem


def test_another_workbook_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "other.xls"
    path.write_bytes(xls([["caseid", "sender1"], [1.0, 2.0]]))
    assert not ties.READERS[0].matches(Member("other.xls", path, path))


@pytest.mark.slow
def test_no_damage_to_a_workbook_makes_rows_vanish(tmp_path: Path) -> None:
    read = endure(
        ties.READERS[0],
        "ties.xls",
        workbook(*CASES),
        tmp_path,
        tables=["measure"],
        one_row_per_row=False,
    )
    assert read > 60
