"""Symbols are read from every form that the data write them in, and from no page number."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from legation.record.symbols import symbol_of, url_of


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A/RES/74/136", "A/RES/74/136"),
        ("R/74/136", "A/RES/74/136"),
        ("R/52/38B", "A/RES/52/38B"),
        ("R/34/65 A", "A/RES/34/65A"),
        ("R/30/3379", "A/RES/3379(XXX)"),
        ("A/RES/3379 (XXX)", "A/RES/3379(XXX)"),
        ("A/RES/ES-11/3", "A/RES/ES-11/3"),
        ("A/RES/S-32/1", "A/RES/S-32/1"),
        ("R/2/1424", None),  # the page of the record: resolutions of session 2 end at 181
        ("R/29/3397", None),  # a number of session 30, misprinted
        ("R/32/450", None),  # a decision
        ("ESS/5/70", None),
        ("", None),
        (None, None),
        ("A/RES/74/136; DROP TABLE vote", None),
    ],
)
def test_a_symbol_is_read_or_left_out(text: str | None, symbol: str | None) -> None:
    assert symbol_of(text) == symbol


def test_an_address_is_made_of_a_symbol_alone() -> None:
    assert url_of("A/RES/3379(XXX)") == "https://undocs.org/A/RES/3379%28XXX%29"
    assert url_of("rcid 3") is None
    assert url_of('A/RES/1"><script>') == "https://undocs.org/A/RES/1%22%3E%3Cscript%3E"


def test_nearly_every_text_since_session_18_has_a_symbol(shared: Path) -> None:
    with gzip.open(shared / "unga/unvotes_rollcalls.csv.gz", "rt", encoding="utf-8") as handle:
        rows = [r for r in csv.DictReader(handle) if int(r["session"]) >= 18 and r["unres"]]
    found = [symbol_of(r["unres"]) for r in rows]
    assert sum(s is not None for s in found) / len(found) > 0.97
