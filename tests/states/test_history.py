"""States come, go and follow each other on dated days."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from legation.errors import InputError, UnknownNameError
from legation.states import (
    SCHEMES,
    all_states,
    code_map,
    code_ranges,
    lineage,
    predecessors,
    resolve,
    states_at,
    successors,
    table,
    un_members,
    un_membership,
)


@pytest.mark.parametrize(
    ("day", "members"),
    # Growth in United Nations membership, un.org: at the end of the year.
    [
        ("1945-12-31", 51),
        ("1946-12-31", 55),
        ("1950-12-31", 60),
        ("1955-12-31", 76),
        ("1960-12-31", 99),
        ("1965-12-31", 117),
        ("1970-12-31", 127),
        ("1975-12-31", 144),
        ("1980-12-31", 154),
        ("1984-12-31", 159),
        ("1991-12-31", 166),
        ("2000-12-31", 189),
        ("2006-12-31", 192),
        ("2011-12-31", 193),
        ("2026-01-01", 193),
    ],
)
def test_the_united_nations_had_as_many_members_as_it_counts(day: str, members: int) -> None:
    assert len(un_members(day)) == members


@pytest.mark.parametrize(
    ("day", "seated", "unseated"),
    [
        ("1971-10-24", "TWN", "CHN"),
        ("1971-10-25", "CHN", "TWN"),
        ("1991-12-23", "SUN", "RUS"),
        ("1991-12-24", "RUS", "SUN"),
        ("1992-09-22", "YUG", "SRB"),
        ("1995-01-01", "BIH", "YUG"),
        ("2000-11-01", "YUG", "SRB"),
        ("2006-06-05", "SRB", "YUG"),
        ("1960-01-01", "EGY", "SYR"),
        ("1961-10-13", "SYR", "VNM"),
        ("1965-06-01", "BLR", "IDN"),
        ("1964-01-01", "ZAN", "DEU"),
        ("1964-04-26", "TZA", "ZAN"),
        ("1990-10-02", "DDR", "KOR"),
        ("1990-10-03", "DEU", "DDR"),
    ],
)
def test_a_seat_changes_hands_on_its_day(day: str, seated: str, unseated: str) -> None:
    members = un_members(day)
    assert seated in members
    assert unseated not in members


def test_no_membership_overlaps_itself() -> None:
    by_state: dict[str, list[tuple[date, date | None]]] = {}
    for state, start, end in un_membership():
        by_state.setdefault(state, []).append((start, end))
    for periods in by_state.values():
        assert all(end and end < start for (_, end), (start, _) in pairwise(sorted(periods)))


def test_states_exist_between_their_dates() -> None:
    assert {"SUN", "YUG", "CSK", "DDR", "YAR", "YMD"} <= set(states_at("1985-01-01"))
    assert not {"RUS", "SRB", "UKR", "EST", "YEM"} & set(states_at("1985-01-01"))
    assert "EST" in states_at("1930-01-01")
    assert {"BAV", "PRU", "SIC", "KOE"} <= set(states_at("1850-01-01"))
    assert "HKG" not in states_at("2020-01-01")


def test_every_member_of_the_united_nations_today_is_a_state_today() -> None:
    today = date.today()
    assert set(un_members(today)) <= set(states_at(today))


def test_predecessors_and_successors_mirror_each_other() -> None:
    assert "UKR" in successors("SUN")
    assert successors("CSK") == ("CZE", "SVK")
    assert predecessors("YEM") == ("YAR", "YMD")
    assert successors("COD") == ()
    for state in all_states():
        assert all(state in predecessors(following) for following in successors(state))


def test_a_successor_starts_on_the_day_of_the_succession() -> None:
    for row in table.successions():
        if row.kind in {"continues", "splits"}:
            assert row.date in {start for start, _ in table.state(row.successor).spells}, row


def test_a_lineage_covers_all_time_once() -> None:
    assert lineage("RUS") == (
        ("RUS", None, date(1922, 12, 29)),
        ("SUN", date(1922, 12, 30), date(1991, 12, 25)),
        ("RUS", date(1991, 12, 26), None),
    )
    assert lineage("RUS") == lineage("SUN")
    assert lineage("SUN", "separate") == (("SUN", date(1922, 12, 30), date(1991, 12, 25)),)
    assert lineage("ISR") == (("ISR", None, None),)
    with pytest.raises(InputError, match="'continue' or 'separate'"):
        lineage("RUS", "both")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="no state with the code 'XYZ'"):
        lineage("XYZ")


def test_a_code_means_one_state_on_each_day() -> None:
    ranges = {scheme: code_ranges(scheme) for scheme in SCHEMES}
    cow = {(code, str(state)): (start, end) for code, state, start, end in ranges["cow"]}
    assert cow["365", "SUN"] == (date(1922, 12, 30), date(1991, 12, 25))
    assert cow["345", "SRB"][0] == date(2006, 6, 5)
    assert cow["255", "DEU"] == cow["260", "DEU"] == (date(1871, 1, 18), None)
    assert cow["678", "YAR"] == (None, date(1990, 5, 21))
    for scheme, found in ranges.items():
        for (code, _, _, end), (following, _, start, _) in pairwise(found):
            assert code != following or (end and start and (start - end).days >= 1), (scheme, code)


@pytest.mark.parametrize("day", ["1850-06-01", "1950-06-01", "1985-06-01", "2020-06-01"])
def test_bulk_maps_agree_with_single_answers(day: str) -> None:
    on = date.fromisoformat(day)
    for scheme in SCHEMES:
        single = {
            code: str(state)
            for code, state, start, end in code_ranges(scheme)
            if (start is None or start <= on) and (end is None or on <= end)
        }
        assert code_map(scheme, day) == single
        if scheme != "name":
            assert all(resolve(code, day, scheme) == state for code, state in single.items())


def test_every_table_names_only_states_that_exist() -> None:
    codes = {state.code for state in all_states()}
    assert len(codes) == len(all_states())
    assert {row.code for row in table.names()} <= codes
    assert {row.code for row in table.capitals()} <= codes
    assert {row[0] for row in table.membership()} <= codes
    assert {row.kind for row in table.successions()} == {"continues", "merges", "splits", "renamed"}
    assert not codes & set(table.regional_codes())


def test_main_iso_codes_are_unique() -> None:
    for attribute in ("iso2", "iso3n", "name", "name_fr", "name_ru"):
        counted = Counter(getattr(state, attribute) for state in all_states())
        del counted[None]
        assert counted.most_common(1)[0][1] == 1, counted.most_common(3)
