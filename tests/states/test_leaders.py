"""Office holders: the dates agree with each other and with Archigos."""

import csv
import gzip
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from legation.errors import UnknownNameError
from legation.states import leaders, table
from legation.states.leaders import OfficeHolder, all_holders, find, holders
from legation.states.normalise import normalise

THREE = {"head_of_state", "head_of_government", "foreign_minister"}


def test_every_row_has_a_known_state_office_and_order_of_dates() -> None:
    known = table.states()
    for row in all_holders():
        assert row.state in known, row
        assert row.office in leaders.OFFICES, row
        assert row.precision in {"day", "month", "year"}, row
        assert row.end is None or row.start < row.end, row


def test_an_open_end_says_to_what_day_it_is_known_and_a_closed_one_does_not() -> None:
    for row in all_holders():
        assert (row.known_to is None) == (row.end is not None), row
        assert row.known_to is None or row.known_to >= row.start, row


def test_no_two_hold_one_office_for_more_than_a_day_unless_a_note_says_why() -> None:
    offices: dict[tuple[str, str], list[OfficeHolder]] = defaultdict(list)
    for row in all_holders():
        offices[row.state, row.office].append(row)
    for rows in offices.values():
        rows.sort(key=lambda row: row.start)
        for place, one in enumerate(rows):
            for other in rows[place + 1 :]:
                overlap = ((one.end or date.max) - other.start).days
                assert overlap <= 1 or one.note or other.note, (one, other)
                if overlap > 1:
                    assert {one.name, other.name} & {"Deng Xiaoping", "Ehud Olmert"}, (one, other)


def test_there_are_at_least_1500_rows_and_40_states_with_all_three_offices() -> None:
    offices: dict[str, set[str]] = defaultdict(set)
    for row in all_holders():
        offices[row.state].add(row.office)
    assert len(all_holders()) >= 1500
    assert sum(held >= THREE for held in offices.values()) >= 40


def test_the_table_is_sorted_and_holds_no_row_twice() -> None:
    rows = [(row.state, row.office, row.start, row.name) for row in all_holders()]
    assert rows == sorted(rows)
    assert len(rows) == len(set(rows))


def test_other_leaders_have_a_note_that_names_the_office() -> None:
    assert all(row.note for row in all_holders() if row.office == "other_leader")


@pytest.mark.parametrize(
    ("name", "day", "codes"),
    [
        ("Sergey Lavrov", None, ["RUS"]),
        ("Лавров", None, ["RUS"]),
        ("Sergueï Lavrov", None, ["RUS"]),
        ("Lavrov", "2003-01-01", []),
        ("Gromyko", "1970-01-01", ["SUN"]),
        ("Xi Jinping", None, ["CHN"]),
        ("Xi", "2020-01-01", ["CHN"]),
        ("de Gaulle", None, ["FRA"]),
        ("Netanyahou", "2024-01-01", ["ISR"]),
        ("Mao Tse-tung", None, ["CHN"]),
        ("Saddam", "1990-08-02", ["IRQ"]),
        ("López Obrador", None, ["MEX"]),
        ("Erdogan", "2024-01-01", ["TUR"]),
        ("Rouhani", "2015-07-14", ["IRN"]),
        ("Rohani", "2015-07-14", ["IRN"]),
        ("Yeltsin", "1991-12-26", ["RUS"]),
        ("Gorbachev", "1991-12-25", ["SUN"]),
        ("May", "2018-01-01", []),
        ("но", None, []),
        ("Ali", None, []),
    ],
)
def test_a_name_leads_to_the_state_of_its_holder(
    name: str, day: str | None, codes: list[str]
) -> None:
    assert find(name, day) == codes


def test_a_surname_of_several_states_is_reported_and_not_guessed() -> None:
    assert find("Kim", "2000-01-01") == ["KOR", "PRK"]
    assert find("King Abdullah", "2010-01-01") == ["JOR", "SAU"]
    assert find("King Abdullah", "2020-01-01") == ["JOR"]
    assert find("Hussein", "1990-01-01") == ["IRQ", "JOR"]


def test_surnames_shared_on_one_day_always_give_every_state() -> None:
    shared: dict[str, list[OfficeHolder]] = defaultdict(list)
    for row in all_holders():
        for form in leaders.surnames(row):
            shared[form].append(row)
    several = 0
    for day in (date(1995, 6, 1), date(2005, 6, 1), date(2024, 6, 1)):
        for form, rows in shared.items():
            codes = sorted({row.state for row in rows if row.in_office(day)})
            if len(codes) > 1 and " " not in form:
                several += 1
                assert set(codes) <= set(find(form, day)), (form, day)
    assert several >= 5


def test_holders_are_filtered_by_office_and_day() -> None:
    assert [row.name for row in holders("USA", "foreign_minister", "1973-12-01")] == [
        "Henry Kissinger"
    ]
    assert [row.name for row in holders("RUS", "head_of_state", "2010-01-01")] == [
        "Dmitry Medvedev"
    ]
    assert [row.name for row in holders("IRN", "head_of_state", "1985-01-01")] == [
        "Ruhollah Khomeini"
    ]


def test_on_a_day_of_handover_both_holders_count() -> None:
    names = {row.name for row in holders("USA", "head_of_state", "2025-01-20")}
    assert names == {"Joe Biden", "Donald Trump"}


def test_an_end_known_by_month_leaves_the_whole_month_open() -> None:
    rows = [row for row in all_holders() if row.precision == "month" and row.end]
    assert rows
    for row in rows:
        assert row.end is not None
        if row.end.day == 1:
            assert row.in_office(row.end.replace(day=27)), row


def test_an_incumbent_says_how_far_he_is_known() -> None:
    (lavrov,) = holders("RUS", "foreign_minister", "2026-11-21")
    assert str(lavrov).endswith(f"known in office to {lavrov.known_to}")


def test_an_unknown_office_or_code_lists_what_exists() -> None:
    with pytest.raises(UnknownNameError, match="head_of_state"):
        holders("USA", "president")
    with pytest.raises(UnknownNameError, match="no state"):
        holders("XXX")


# Archigos gives who led in effect, these tables who held an office; so the
# match is by surname and by a common time, and the start of a leader of a
# republic of a union counts from the day that republic is a state.
GLEDITSCH_WARD = {
    365: "RUS", 260: "DEU", 265: "DDR", 345: "YUG", 340: "SRB", 315: "CSK", 678: "YEM",
    680: "YMD", 816: "VNM", 817: "RVN", 529: "ETH", 530: "ETH", 710: "CHN", 713: "TWN",
}  # fmt: skip


def _archigos(shared: Path) -> list[tuple[str, str, date, date]]:
    codes = dict(GLEDITSCH_WARD)
    with (shared / "structure/country_codes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if "NA" not in (row["gwn"], row["iso3c"]) and row["gwn"] and row["iso3c"]:
                codes.setdefault(int(row["gwn"]), row["iso3c"])
    spells = []
    with gzip.open(shared / "structure/archigos.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = date.fromisoformat(row["startdate"]), date.fromisoformat(row["enddate"])
            code = codes.get(int(float(row["gwcode"])), "")
            code = "SUN" if code == "RUS" and start < date(1991, 12, 26) else code
            code = "YAR" if code == "YEM" and start < date(1990, 5, 22) else code
            if start.year >= 1946 and code in table.states():
                born = table.state(code).start or start
                spells.append((code, row["leader"], max(start, born), end))
    return spells


def _matches(row: OfficeHolder, leader: str, start: date, end: date) -> bool:
    words = {word for text in row.spellings for word in normalise(text).split()}
    wanted = normalise(leader).split()
    last = row.end or date(2026, 1, 1)
    common = (min(end, last) - max(start, row.start)).days
    shorter = min((end - start).days, (last - row.start).days)
    return (wanted[-1] in words or set(wanted) <= words) and 2 * common >= shorter


def test_starts_agree_with_archigos_within_31_days_for_95_percent(shared: Path) -> None:
    agree, differ = 0, []
    for code, leader, start, end in _archigos(shared):
        rows = [
            row
            for row in holders(code)
            if row.office != "foreign_minister" and _matches(row, leader, start, end)
        ]
        if rows:
            gap = min(abs((row.start - start).days) for row in rows)
            agree += gap <= 31
            differ += [(code, leader, str(start), gap)] if gap > 31 else []
    assert agree + len(differ) > 900
    assert agree / (agree + len(differ)) >= 0.95, differ


def test_no_holder_of_the_soviet_union_or_yugoslavia_outlives_it() -> None:
    for code, successor, day in (
        ("SUN", "RUS", date(1991, 12, 26)),
        ("YUG", "SRB", date(2006, 6, 5)),
    ):
        assert all(row.end is not None and row.end <= day for row in holders(code))
        assert all(row.start >= day for row in holders(successor))


def test_every_state_of_the_news_has_a_head_and_a_government_today() -> None:
    news = (
        "USA CHN RUS GBR FRA DEU JPN IND ISR IRN SAU TUR UKR KOR PRK PAK SYR IRQ EGY CAN AUS BRA "
        "MEX ITA ESP POL BLR HUN SRB KAZ AFG LBN JOR QAT ARE VEN CUB ZAF NGA ETH IDN VNM PHL TWN "
        "PSE ARM AZE GEO GRC SWE FIN NLD"
    )
    for code in news.split():
        for office in ("head_of_state", "head_of_government"):
            assert len(holders(code, office, "2026-11-21")) == 1, (code, office)
