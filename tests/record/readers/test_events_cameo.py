"""The CAMEO table holds the facts of its sources."""

import re
from pathlib import Path

import duckdb
import pytest

from legation.record.readers import cameo


def test_every_goldstein_value_is_that_of_the_published_scale(shared: Path) -> None:
    lines = (shared / "events/CAMEO.goldsteinscale.txt").read_text("utf-8").splitlines()[1:]
    scale = {code: float(value) for code, value in (line.split() for line in lines if line.strip())}
    assert len(scale) == 311
    assert {code: cameo.goldstein(code) for code in scale} == scale


def test_every_plover_root_is_that_of_the_conversion_table(shared: Path) -> None:
    text = (shared / "events/CAMEO2PLOVER-2021.txt").read_text("utf-8")
    pairs = re.findall(r"^(\d{3,4}): *([A-Z]+)", text, re.MULTILINE)
    assert len(pairs) > 250
    for code, root in pairs:
        assert cameo.plover_root(code) == root, code


@pytest.mark.parametrize(
    ("code", "goldstein", "root", "quad"),
    [
        ("010", 0.0, None, "verbal_cooperation"),
        ("10", -5.0, "REQUEST", "verbal_conflict"),
        ("100", -5.0, "REQUEST", "verbal_conflict"),
        ("1214", -4.0, "REJECT", "verbal_conflict"),
        ("163", -8.0, "COERCE", "material_conflict"),
        ("0841", 7.0, "RETREAT", "material_cooperation"),
        ("2042", -10.0, "ASSAULT", "material_conflict"),
        ("1999", -10.0, "ASSAULT", "material_conflict"),
        ("1", None, None, None),
        ("21", None, None, None),
        ("00", None, None, None),
        ("²1", None, None, None),
        ("01234", None, None, None),
    ],
)
def test_a_code_is_read_as_itself_or_its_parent(
    code: str, goldstein: float | None, root: str | None, quad: str | None
) -> None:
    found = (cameo.goldstein(code), cameo.plover_root(code), cameo.quad(code))
    assert found == (goldstein, root, quad)


def test_the_table_in_sql_is_the_table_in_python() -> None:
    con = duckdb.connect()
    rows = con.execute(f"FROM {cameo.code_table(con)}").fetchall()
    known = [f"{n:0{w}d}" for w in (2, 3, 4) for n in range(10**w) if cameo.known(f"{n:0{w}d}")]
    assert [row[0] for row in sorted(rows)] == sorted(known)
    for code, root, goldstein, intensity in rows:
        assert (root, goldstein) == (cameo.plover_root(code), cameo.goldstein(code))
        assert intensity == cameo.icews_intensity(code)
