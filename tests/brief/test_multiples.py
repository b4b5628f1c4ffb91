"""Many pairs on one page: one scale, one chart for each direction, the data beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from legation.brief import Multiples, multiples, write
from legation.errors import InputError
from legation.record import Record
from legation.record.casebook import open_casebook
from tests.brief.test_brief_faces import Page

PAIRS = [("FRA", "BRA"), ("USA", "CHN"), ("India", "FRA")]


@pytest.fixture
def made(rich: Record, give_index: Callable[..., None]) -> Multiples:
    give_index(shocks=1)
    return multiples(rich, PAIRS, start="2010-01", end="2018-12")


def test_each_direction_has_a_chart_in_the_order_given(made: Multiples) -> None:
    page = Page(made.html())
    charts = [a["id"] for t, a in page.tags if t == "figure"]
    expected = [
        f"figure-{x}-{y}"
        for a, b in (("fra", "bra"), ("usa", "chn"), ("ind", "fra"))
        for x, y in ((a, b), (b, a))
    ]
    assert charts == expected
    assert sum(t == "svg" for t, _ in page.tags) == 6
    assert page.open == []


def test_all_charts_have_one_scale_and_one_axis_of_years(made: Multiples) -> None:
    domains = set()
    for charts in made.figures:
        for figure in charts:
            line = next(x for x in figure.spec()["layer"] if x["mark"]["type"] == "line")
            for axis in ("x", "y"):
                domains.add((axis, tuple(line["encoding"][axis]["scale"]["domain"])))
    assert len(domains) == 2


def test_the_page_loads_nothing_and_names_are_unique(made: Multiples) -> None:
    page = Page(made.html())
    names = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(names) == len(set(names))
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "img", "iframe"}
        assert "src" not in attributes
        address = attributes.get("href")
        assert address is None or address.startswith(("#", "data:text/csv;"))
    drawings = [a for t, a in page.tags if t == "svg"]
    assert all(a.get("role") == "img" and a.get("aria-labelledby") for a in drawings)


def test_the_data_are_all_months_of_the_window_in_both_directions(made: Multiples) -> None:
    rows = list(csv.DictReader(io.StringIO(made.csv())))
    assert len(rows) == 3 * 2 * 9 * 12
    assert list(rows[0]) == "actor target month mean sd lo50 hi50 lo90 hi90".split()
    assert {r["month"] for r in rows if r["actor"] == "FRA"} >= {"2010-01", "2018-12"}
    assert all(float(r["lo90"]) < float(r["mean"]) < float(r["hi90"]) for r in rows)


def test_orders_put_the_asked_first(rich: Record, give_index: Callable[..., None]) -> None:
    give_index()
    by_level = multiples(rich, PAIRS, order="level")
    lows = [min(c.mean[-1] for c in pair.both) for pair in by_level.pairs]
    assert lows == sorted(lows)
    with pytest.raises(InputError, match="not by 'magic'"):
        multiples(rich, PAIRS, order="magic")


def test_it_is_written_as_a_page_or_as_json_and_nothing_else(
    made: Multiples, tmp_path: Path
) -> None:
    write(made, tmp_path / "pairs.html")
    write(made, tmp_path / "pairs.json")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pairs.html", "pairs.json"]
    with pytest.raises(InputError, match=r"\.html or \.json"):
        write(made, tmp_path / "pairs.md")


def test_pairs_without_an_index_are_refused_where_none_has_one(rich: Record) -> None:
    with pytest.raises(InputError, match="no index"):
        multiples(rich, PAIRS)
    with pytest.raises(InputError, match="no pairs"):
        multiples(rich, [])
    with open_casebook() as record, pytest.raises(InputError, match="chosen by hand"):
        multiples(record, [("RUS", "ISR")])
