"""Codes of the CAMEO scheme of events: Goldstein value, PLOVER root and name.

A code is a string of two to four digits in which leading zeros count: "010" (make statement)
is not "10" (demand). Its first two digits are its root, the first three its base.

The table stands in ``cameo.csv``. Its facts come from

- the Goldstein values for CAMEO that the GDELT project publishes
  (``CAMEO.goldsteinscale.txt``), after Goldstein (1992, Journal of Conflict Resolution 36);
- the CAMEO to PLOVER conversion table of the Open Event Data Alliance, draft 0.8 of
  17 September 2021 (CC BY-SA 4.0);
- the event names and intensities of ICEWS (codes and names of CAMEO 1.1b3). ICEWS and GDELT
  differ in the value of 016, 022, 164 and 165; the column ``icews`` holds the ICEWS value of
  these.

A code that the table does not list, or for which it does not give what is asked, is read as
its parent: "1214" has the value of "121". The conversion table gives no PLOVER root for 01
(make public statement) and 02 (appeal) and the codes below them; neither does this module.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import duckdb

from legation.record.batches import fill

#: What the first two digits say, as GDELT groups them in its column QuadClass.
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_LAST_ROOT = ("05", "09", "14", "20")


@dataclass(frozen=True)
class Code:
    """One row of the table, with None where it says nothing."""

    goldstein: float | None
    icews: float | None
    plover: str | None
    name: str


@cache
def codes() -> dict[str, Code]:
    """Return the table by code."""
    text = files("legation.record.readers").joinpath("cameo.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Code(
            float(row["goldstein"]) if row["goldstein"] else None,
            float(row["icews"]) if row["icews"] else None,
            row["plover"] or None,
            row["name"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def _lineage(code: str) -> list[Code]:
    """Rows of the code and its parents, nearest first; none for what is no code."""
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return []
    found = (codes().get(code[:length]) for length in range(len(code), 1, -1))
    return [row for row in found if row]


def known(code: str) -> bool:
    """Whether a code or a parent of it is in the table."""
    return bool(_lineage(code))


def goldstein(code: str) -> float | None:
    """Return the Goldstein value of a code, -10 to 10, or None where it is no CAMEO code."""
    return next((r.goldstein for r in _lineage(code) if r.goldstein is not None), None)


def icews_intensity(code: str) -> float | None:
    """Return the value ICEWS gives a code, -10 to 10, or None where it is no CAMEO code."""
    given = (r.goldstein if r.icews is None else r.icews for r in _lineage(code))
    return next((value for value in given if value is not None), None)


def plover_root(code: str) -> str | None:
    """Return the PLOVER root of a code, or None where the conversion table gives none."""
    return next((r.plover for r in _lineage(code) if r.plover), None)


def quad(code: str) -> str | None:
    """Return which of `QUADS` a code belongs to: roots 01-05, 06-09, 10-14, 15-20.

    This is GDELT's grouping. Others count 09 (investigate) as verbal and 14 (protest) as
    material conflict.
    """
    if not known(code):
        return None
    return next(name for name, last in zip(QUADS, _LAST_ROOT, strict=True) if code[:2] <= last)


def code_named(name: str) -> str | None:
    """Return the code of three or four digits that has this name, in any case."""
    return _by_name().get(name.strip().casefold())


@cache
def _by_name() -> dict[str, str]:
    return {row.name.casefold(): code for code, row in codes().items() if len(code) > 2}


@cache
def _filled() -> list[tuple[str, str | None, float | None, float | None]]:
    listed = (f"{n:0{width}d}" for width in (2, 3, 4) for n in range(10**width))
    return [
        (code, plover_root(code), goldstein(code), icews_intensity(code))
        for code in listed
        if known(code)
    ]


def code_table(con: duckdb.DuckDBPyConnection) -> str:
    """Make a temporary table of every code that is known and return its name.

    It has `code`, `root` (PLOVER), `goldstein` and `intensity` (ICEWS), parents' values filled
    in, for every string of two to four digits for which `known` is true.
    """
    types = {"code": "VARCHAR", "root": "VARCHAR", "goldstein": "DOUBLE", "intensity": "DOUBLE"}
    fill(con, "cameo_code", types, _filled())
    return "cameo_code"
