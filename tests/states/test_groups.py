"""Groups have the members that their treaties and communiques give, day by day."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from legation.errors import InputError, UnknownNameError
from legation.states import groups, table


def test_every_member_is_a_known_state_and_stays_no_negative_time() -> None:
    known = table.states()
    for item in groups.all_groups():
        assert item.memberships, item.key
        for spell in item.memberships:
            assert spell.state in known, (item.key, spell)
            assert spell.precision in {"day", "month", "year", "by"}, (item.key, spell)
            assert spell.start is not None, (item.key, spell)
            assert spell.end is None or spell.start < spell.end, (item.key, spell)


def test_no_state_is_twice_a_member_at_one_time() -> None:
    for item in groups.all_groups():
        spells = sorted(item.memberships, key=lambda spell: (spell.state, spell.start or date.min))
        for one, other in pairwise(spells):
            if one.state == other.state:
                assert one.end is not None, (item.key, one)
                assert other.start is not None
                assert one.end < other.start, (item.key, one)


def test_no_membership_begins_before_its_group() -> None:
    for item in groups.all_groups():
        for spell in item.memberships:
            if item.start and spell.start and spell.precision == "day":
                assert spell.start >= item.start, (item.key, spell)


def test_no_name_means_two_groups() -> None:
    owner: dict[str, str] = {}
    for item in groups.all_groups():
        for text in item.spellings:
            assert owner.setdefault(text.casefold(), item.key) == item.key, text


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        # Numbers of members as the bodies themselves give them.
        ("NATO", "1949-12-31", 12),
        ("NATO", "2024-03-07", 32),
        ("EU", "1958-01-01", 6),
        ("EU", "2013-07-01", 28),
        ("EU", "2020-02-01", 27),
        ("euro area", "2026-01-01", 21),
        ("Schengen Area", "2024-03-31", 29),
        ("OECD", "2021-05-25", 38),
        ("Council of Europe", "2022-03-15", 47),
        ("Council of Europe", "2022-03-17", 46),
        ("OIC", "2001-12-31", 57),
        ("Arab League", "1993-11-20", 22),
        ("ASEAN", "1999-04-30", 10),
        ("ASEAN", "2025-10-26", 11),
        ("Commonwealth of Nations", "2022-06-25", 56),
        ("BRICS", "2010-12-31", 5),
        ("BRICS", "2025-01-06", 10),
        ("SCO", "2024-07-04", 10),
        ("Non-Aligned Movement", "2012-08-26", 120),
        ("Group of 77", "1964-06-15", 77),
        ("Warsaw Pact", "1955-05-14", 8),
        ("CARICOM", "2002-12-31", 14),
        ("Five Eyes", "1990-01-01", 5),
        ("permanent members of the Security Council", "1960-01-01", 5),
        ("African Union", "1963-05-25", 32),
    ],
)
def test_a_group_has_as_many_members_as_it_says(name: str, day: str, number: int) -> None:
    assert len(groups.members(name, day)) == number


def test_the_united_kingdom_is_out_of_the_european_union_after_31_january_2020() -> None:
    assert "GBR" in groups.members("EU", "2020-01-31")
    assert "GBR" not in groups.members("EU", "2020-02-01")


def test_the_seat_of_the_soviet_union_is_followed_by_russia_without_a_gap() -> None:
    for name in ("P5", "nuclear-weapon states under the NPT"):
        before, after = groups.members(name, "1991-12-25"), groups.members(name, "1991-12-26")
        assert "SUN" in before
        assert "RUS" not in before
        assert "RUS" in after
        assert "SUN" not in after


def test_without_a_date_a_group_that_ended_shows_its_last_members() -> None:
    assert groups.members("Warsaw Pact") == ("BGR", "CSK", "HUN", "POL", "ROU", "SUN")
    assert groups.members("Warsaw Pact", "2000-01-01") == ()


def test_a_group_is_found_by_its_names_in_english_french_and_russian() -> None:
    for name in ("CSTO", "ОДКБ", "Collective Security Treaty Organization"):
        assert groups.group(name).key == "CSTO"
    assert groups.group("OTAN").key == "NATO"
    assert groups.group("EEC").key == "EU"


def test_opec_plus_is_not_opec() -> None:
    assert groups.group("OPEC+").key == "OPEC_PLUS"
    assert groups.group("OPEC").key == "OPEC"
    assert "RUS" not in groups.members("OPEC")


def test_an_unknown_group_lists_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="NATO"):
        groups.group("Natoo")
    assert groups.find("natoo") is None


def test_the_groups_of_a_state_depend_on_the_day() -> None:
    assert {"WARSAW_PACT", "COMECON"} <= {item.key for item in groups.groups_of("SUN", "1980")}
    now = {item.key for item in groups.groups_of("FIN", "2023-04-04")}
    assert {"NATO", "EU", "NORDIC"} <= now
    assert "NATO" not in {item.key for item in groups.groups_of("FIN", "2023-04-03")}


def test_memberships_show_both_periods_of_a_state_that_came_back() -> None:
    periods = [row for row in groups.memberships("Commonwealth") if row[0] == "ZAF"]
    assert [row[1] for row in periods] == [date(1931, 12, 11), date(1994, 6, 1)]


def test_the_tables_are_sorted() -> None:
    folder = Path(table.__file__).parent / "data"
    for name, width in (("groups", 1), ("group_members", 3), ("metonyms", 2)):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row[:width] for row in csv.reader(file)][1:]
        assert rows == sorted(rows), name


def _file(folder: Path, text: str) -> Path:
    path = folder / "groups.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_groups_of_the_user_work_like_the_others(tmp_path: Path) -> None:
    own = groups.load_groups(
        _file(
            tmp_path,
            '[groups.UNION]\ntitle = "The two"\n'
            'members = ["Russia", {state = "BLR", start = "1999-12-08", end = 2030-01-01}]\n',
        )
    )
    assert groups.members("UNION", "1998-01-01", extra=own) == ("RUS",)
    assert groups.members("the two", "2000-01-01", extra=own) == ("BLR", "RUS")
    assert "UNION" in [item.key for item in groups.groups_of("BLR", "2000-01-01", extra=own)]
    assert groups.find("UNION") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[groups.A]\nmembers = [", "not valid TOML"),
        ("x = 1", "no groups"),
        ("[groups.A]\ntitle = 'a'", "no list of members"),
        ("[groups.A]\nmembers = []", "no members"),
        ("[groups.A]\nmembers = ['Isreal']", "Israel"),
        ("\n\n[groups.A]\nmembers = ['Isreal']", "line 3, group A"),
        ("[groups.A]\nmembers = [{state='RUS', start='soon'}]", "not a date"),
        ("[groups.A]\nmembers = [{state='RUS', start='2000', end='1999'}]", "before its start"),
        ("[groups.A]\nmembers = [{state='RUS', from='2000'}]", "only start and end"),
        ("[groups.A]\nmembers = [7]", "is no member"),
        ("[groups.A]\nmembers = ['RUS']\ncolour = 1", "only title and members"),
        ("[groups.A]\nmembers = ['RUS']\ntitle = 3", "title that is no text"),
        ("[groups.NATO]\nmembers = ['RUS']", "already a group"),
        ("[groups]\nA = 3", "no list of members"),
        ("groups = 3", "no groups"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        groups.load_groups(_file(tmp_path, text))
    message = str(caught.value)
    assert said in message
    assert "groups.toml" in message
    assert "\n" not in message


def test_a_file_that_is_missing_or_binary_or_vast_is_one_clear_line(tmp_path: Path) -> None:
    binary, vast = tmp_path / "binary.toml", tmp_path / "vast.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    vast.write_bytes(b"#" * (groups.LARGEST_FILE + 1))
    for path, said in (
        (tmp_path / "none.toml", "cannot be read"),
        (tmp_path, "cannot be read"),
        (binary, "not UTF-8"),
        (vast, "larger than"),
    ):
        with pytest.raises(InputError, match=said):
            groups.load_groups(path)
