"""Distances are those of the sphere, and a table that is wrong says where."""

import gzip
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.narratives.distances import RADIUS, great_circle, read_distances

TABLE = """ccode,statenme,lat,lng,stdate,enddate
2.0,United States of America,38.895,-77.037,1816-01-01,2024-12-31
365.0,Russia,59.93,30.32,1816-01-01,1918-03-11
365.0,Russia,55.752,37.618,1918-03-12,2024-12-31
666.0,Israel,31.769,35.216,1948-05-14,2024-12-31
9999.0,Atlantis,0,0,1816-01-01,2024-12-31
"""


def test_the_last_capital_counts_and_unknown_states_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "capitals.csv").write_text(TABLE, "utf-8")
    (tmp_path / "capitals.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    found = read_distances(tmp_path / "capitals.csv")
    assert found == read_distances(tmp_path / "capitals.csv.gz")
    assert set(found) == {("ISR", "RUS"), ("ISR", "USA"), ("RUS", "USA")}
    # Moscow and Jerusalem lie about 2,670 km apart, Petersburg 3,150.
    assert found["ISR", "RUS"] == pytest.approx(2675, abs=15)


def test_a_quarter_of_the_sphere() -> None:
    assert great_circle((0, 0), (90, 17)) == pytest.approx(RADIUS * 3.141592653589793 / 2)
    assert great_circle((12, 34), (12, 34)) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column of state"),
        ("state,lat\nRUS,1\n", "no column of longitude"),
        ("state,lat,lng\nRUS,x,1\n", "line 2: latitude or longitude is no number"),
        ("state,lat,lng\nRUS,91,1\n", "no place on the earth"),
        ("state,lat,lng\nRUS,1\n", "fewer than the header"),
        ("state,lat,lng\nRUS,1,1\nXQZ,1,1\n", "fewer than two states"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.csv").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_distances(tmp_path / "t.csv")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_distances(tmp_path)
    (tmp_path / "open.csv").write_text('state,lat,lng\n"' + "x" * 200_000, "utf-8")
    with pytest.raises(InputError, match=r"no table|fewer than the header"):
        read_distances(tmp_path / "open.csv")
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnot gzip")
    with pytest.raises(InputError, match="damaged"):
        read_distances(tmp_path / "bad.gz")
