"""Camps are what a person wrote, held to what camps must be."""

import datetime as dt
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.narratives import Camps, load_camps
from legation.narratives.camps import camps_of, outlet_key, outlet_keys

FILE = """
[camps.north]
outlets = ["https://www.North-Post.example/world", {outlet = "Daily Echo", start = 2014-01-01}]

[camps."the south"]
outlets = ["south.example", {outlet = "daily echo", end = "2013"}]
"""


@pytest.fixture
def camps(tmp_path: Path) -> Camps:
    file = tmp_path / "camps.toml"
    file.write_text(FILE, "utf-8")
    return load_camps(file)


def test_outlets_are_found_by_domain_name_and_day(camps: Camps) -> None:
    day = dt.date(2020, 5, 1)
    assert camps.names == ("north", "the south")
    assert camps.place("north-post.example", day) == 0
    assert camps.place("money.north-post.example", day) == 0
    assert camps.place("other-north-post.example", day) is None
    assert camps.place("Daily  Echo", dt.date(2014, 1, 1)) == 0
    assert camps.place("Daily Echo", dt.date(2013, 12, 31)) == 1
    assert camps.place("Daily Echo", None) is None
    assert camps.place("south.example", None) == 1
    assert camps.place(None, day) is None


def test_a_subdomain_may_stand_apart() -> None:
    camps = camps_of({"a": ["big.example"], "b": ["blogs.big.example"]})
    assert camps.place("big.example", None) == 0
    assert camps.place("x.blogs.big.example", None) == 1
    assert list(outlet_keys("a.b.big.example")) == [
        "a.b.big.example", "b.big.example", "big.example",
    ]  # fmt: skip


def test_what_is_written_is_read_again(camps: Camps, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    file.write_text(camps.to_toml(), "utf-8")
    assert load_camps(file).camps == camps.camps


@pytest.mark.parametrize(
    "tables",
    [
        {"camps": {"a": {"outlets": ["x.example"]}}},
        {"camps": {"a": ["x.example"]}},
        {"a": {"outlets": ["x.example"]}},
        {"a": [{"outlet": "x.example"}]},
    ],
)
def test_the_plain_ways_to_write_a_camp_mean_the_same(tables: dict[str, object]) -> None:
    assert camps_of(tables).camps == camps_of({"a": ["x.example"]}).camps


def test_keys_of_domains_and_names() -> None:
    assert outlet_key("HTTP://WWW.X.Example:80/a") == "x.example"
    assert outlet_key(" Ministry of  Trade ") == "ministry of trade"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no camps"),
        ("a = []", "no outlets"),
        ("a = 3", "no list of outlets"),
        ("a = [3]", "is no outlet"),
        ("a = ['']", "is no name of an outlet"),
        ("a = [{outlet = 'x', from = 2014-01-01}]", "only start and end"),
        ("a = [{outlet = 'x', start = 2015-01-01, end = 2014-01-01}]", "before it starts"),
        ("a = [{outlet = 'x', start = 'May'}]", "is not a date"),
        ("a = ['x']\nb = ['X']", "stands in two camps"),
        ("a = ['x']\nb = [{outlet = 'x', start = 2014-01-01}]", "stands in two camps"),
        ("a = {outlets = ['x'], colour = 'red'}", "only outlets"),
        ("[camps.a]\noutlets = ['x']\n[b]\noutlets = ['y']", "write [camps.b]"),
        ("a = [", "not valid TOML"),
    ],
)
def test_a_file_that_is_wrong_says_so_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "camps.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"camps\.toml") as caught:
        load_camps(file)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_camps(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"a = ['\xe9']")
    with pytest.raises(InputError, match="not UTF-8"):
        load_camps(tmp_path / "latin.toml")
