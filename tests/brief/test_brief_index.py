"""The index on the brief: figures that add up, words with their intervals, reasons where none."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

from legation import states
from legation.brief import Brief, brief, chart_index, chart_waterfall, course_words
from legation.brief.course import SELECTED, Courses, Others, by_row, courses, others_of
from legation.brief.output import as_json
from legation.record import Record
from legation.record.casebook import open_casebook
from tests.brief.made_index import FIRST, LAST, MadeIndex, MadeRelation, a_break
from tests.brief.test_brief_faces import Page

FRA, BRA = states.resolve("FRA"), states.resolve("BRA")


@pytest.fixture
def found() -> Courses:
    return courses(MadeRelation(FRA, BRA, falls=True))


@pytest.fixture
def made(rich: Record, give_index: Callable[..., None]) -> Brief:
    give_index(shocks=2)
    return brief(rich, "FRA", "BRA")


# -- values --------------------------------------------------------------------------------


def test_both_directions_are_taken_month_by_month(found: Courses) -> None:
    assert [f"{c.actor} {c.target}" for c in found.both] == ["FRA BRA", "BRA FRA"]
    assert [d.isoformat()[:7] for d in (found.there.months[0], found.there.months[-1])] == [
        FIRST,
        LAST,
    ]
    assert all(len(c.months) == 24 * 12 == len(c.lo90) for c in found.both)


def test_the_rows_of_the_largest_break_and_the_rest_add_up_to_the_change(found: Courses) -> None:
    fall = found.fall
    assert fall is not None
    assert fall.actor == FRA  # the state that fell, not the other
    total = sum(row.contribution for row in fall.rows) + fall.rest
    assert total == pytest.approx(fall.change, abs=1e-12)
    assert fall.after - fall.before == pytest.approx(fall.change, abs=1e-12)
    assert len(fall.rows) + fall.rest_rows == 40
    sizes = [abs(row.contribution) for row in fall.rows]
    assert sizes == sorted(sizes, reverse=True)


def test_a_shift_is_the_largest_break_before_any_shock() -> None:
    shocks = courses(MadeRelation(FRA, BRA, falls=True, shocks=3))
    assert shocks.there.largest is not None
    assert shocks.there.largest.month == "2014-03"
    only = courses(MadeRelation(FRA, BRA, falls=False, shocks=2)).there.largest
    assert only is not None
    assert only.kind == "shock"


def test_the_other_rows_are_summed_by_source_and_small_sources_as_one() -> None:
    values = [5.0, -4.0, 3.0, 1.0, 0.5, -0.25, 0.125]
    table = pl.DataFrame({"source": [*"xyzyuvw"], "contribution": values})
    assert others_of(table, 2) == (
        Others("z", 1, 3.0),
        Others("y", 1, 1.0),
        Others("u", 1, 0.5),
        Others("other sources", 2, -0.125),
    )
    assert others_of(table, 7) == ()


def test_a_row_that_bears_on_several_months_is_shown_once_with_its_sum() -> None:
    table = pl.DataFrame(
        {
            "table": ["measure", "vote", "measure"],
            "locator": ["line 7", "A/RES/1", "line 7"],
            "source": ["acts", "agreement", "acts"],
            "date": [dt.date(2014, 2, 1), dt.date(2014, 3, 1), dt.date(2014, 1, 1)],
            "text": ["war", "text", "war"],
            "contribution": [-0.5, 0.75, -0.5],
        }
    )
    assert by_row(table).select("locator", "date", "contribution").rows() == [
        ("line 7", dt.date(2014, 1, 1), -1.0),
        ("A/RES/1", dt.date(2014, 3, 1), 0.75),
    ]


# -- pictures ------------------------------------------------------------------------------


def test_the_bars_run_from_the_level_before_to_the_level_after(found: Courses) -> None:
    assert found.fall is not None
    for narrow in (False, True):
        spec = chart_waterfall.waterfall(found.fall, {"FRA": "a"}, narrow)
        steps = next(
            layer["data"]["values"]
            for layer in spec["layer"]
            if len(layer["data"]["values"]) == len(found.fall.rows) + 4
        )
        assert steps[0]["to"] == found.fall.before
        assert steps[-1]["to"] == found.fall.after
        for one, two in pairwise(steps[:-1]):
            assert two["from"] == pytest.approx(one["to"], abs=1e-12)
        assert steps[-2]["to"] == pytest.approx(steps[-1]["to"], abs=1e-12)


def test_both_directions_have_one_scale_that_holds_the_bands_and_zero(found: Courses) -> None:
    low, high = chart_index.scale(found.both)
    assert low <= min(min(c.lo90) for c in found.both) < 0 < high
    spec = chart_index.index(found, {}, narrow=False)
    domains = {
        tuple(layer["encoding"]["y"]["scale"]["domain"])
        for panel in spec["hconcat"]
        for layer in panel["layer"]
        if "scale" in layer["encoding"]["y"]
    }
    assert domains == {(low, high)}


def test_months_left_out_of_a_drawing_lie_on_the_line_through_those_kept(found: Courses) -> None:
    series = [found.there.mean, found.there.lo90, found.there.hi90]
    kept = chart_index.thinned(series, 0.02)
    assert 2 < len(kept) < len(found.there.mean) / 2
    for values in series:
        for one, two in pairwise(kept):
            for i in range(one, two):
                line = values[one] + (values[two] - values[one]) * (i - one) / (two - one)
                assert abs(values[i] - line) <= 0.02 + 1e-9


def test_every_break_is_marked_and_the_largest_are_named() -> None:
    many = courses(MadeRelation(FRA, BRA, falls=True, shocks=7))
    for narrow, named in ((False, 7), (True, 4)):
        text = json.dumps(chart_index.index(many, {}, narrow), ensure_ascii=False)
        assert (text.count("▼"), text.count("▲")) == (2, 2 * 2 * 7)  # each a rule and its head
        labels = re.findall(r'"label": "(\w{3} \d{4} [+−][\d.]+)"', text)
        assert len(labels) == 2 * named
        assert "Mar 2014 −3.0" in text


# -- words ---------------------------------------------------------------------------------


def test_the_level_is_told_with_interval_scale_and_number_of_observations(found: Courses) -> None:
    said = course_words.level(found)
    low, high = found.there.lo90[-1], found.there.hi90[-1]
    assert f"interval {course_words.between(low, high)}" in said
    assert "Goldstein scale, −10 to +10" in said
    assert "460 observations of 2 sources, January 2000 to December 2023" in said


def test_a_movement_is_told_only_where_its_interval_leaves_out_zero(found: Courses) -> None:
    still = course_words.trend(found)
    assert "clearly in neither direction" in still
    assert found.there.change is not None
    moved = replace(found.there.change, value=-2.0, low=-3.0, high=-1.0)
    clear = course_words.trend(replace(found, there=replace(found.there, change=moved)))
    assert (
        "France became less friendly towards Brazil by 2.0 (90\u202f% interval 1.0 to 3.0)" in clear
    )
    assert "Brazil did not move clearly" in clear


def test_a_break_is_told_with_date_size_interval_and_chances_of_return(found: Courses) -> None:
    said = course_words.broken(found)
    assert said.startswith(
        "The only break: in March 2014 (between February 2014 and May 2014) France became less "
        "friendly towards Brazil by 3.0 (90\u202f% interval 2.3 to 3.7), from +0.5 to −2.5."
    )
    assert "within 1, 3 or 5 years of December 2023: 2, 7, 11\u202f%" in said


def test_without_a_break_the_months_looked_at_are_told() -> None:
    quiet = courses(MadeRelation(FRA, BRA, falls=False))
    quiet = replace(quiet, back=replace(quiet.back, breaks=()), fall=None)
    assert course_words.broken(quiet) == (
        "No break found in these sources, from January 2000 to December 2023, in either direction."
    )


def test_a_shock_and_a_return_are_told_as_such(found: Courses) -> None:
    shock = a_break("FRA", "BRA", "2020-03", 2.0, kind="shock", ended="2020-06")
    assert "a shock that had passed by June 2020" in course_words.one_break(found.there, shock)
    back = a_break("FRA", "BRA", "2010-03", 2.0)
    back = replace(back, since=replace(back.since, returned="2012-05"))
    assert "back in its earlier band by May 2012" in course_words.one_break(found.there, back)


@pytest.mark.parametrize(("value", "said"), [(0.04, "0.0"), (-0.04, "0.0"), (-1.25, "−1.2")])
def test_numbers_bear_their_sign_and_zero_none(value: float, said: str) -> None:
    assert course_words.signed(value) == said


# -- the page ------------------------------------------------------------------------------


def test_the_index_stands_before_agreement_with_its_two_figures(made: Brief) -> None:
    assert [f.key for f in made.figures][:3] == ["index", "waterfall", "years"]
    html = made.html()
    places = [html.index(f'id="{key}"') for key in ("index", "figure-index", "figure-waterfall")]
    assert places == sorted(places)
    assert places[-1] < html.index('id="votes"')
    assert course_words.level(made.index) in made.sentences  # type: ignore[arg-type]


def test_bars_of_rows_lead_to_the_rows_on_the_page(made: Brief) -> None:
    page = Page(made.html())
    links = [
        a["href"] for t, a in page.tags if t == "a" and (a.get("href") or "").startswith("#row")
    ]
    assert links
    assert {link[1:] for link in links if link} <= {a["id"] for _, a in page.tags if a.get("id")}
    assert page.open == []
    assert made.index is not None
    assert made.index.fall is not None
    for row in made.index.fall.rows:
        assert row.locator in "".join(page.text)


def test_texts_of_rows_are_shown_and_not_obeyed(made: Brief) -> None:
    html = made.html()
    assert "<script" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "vega.github.io" not in html


def test_html_markdown_and_json_carry_the_same_breaks(made: Brief) -> None:
    plain = json.loads(as_json(made))
    assert [b["month"] for b in plain["index"]["there"]["breaks"]] == [
        "2014-03",
        "2016-03",
        "2017-03",
    ]
    assert sum(o["rows"] for o in plain["index"]["fall"]["others"]) == 30
    assert plain["no_index"] == ""
    text = " ".join("".join(Page(made.html()).text).split())
    markdown = made.markdown().replace("\\", "")
    assert made.index is not None
    for said in course_words.section(made.index):
        assert said in markdown
        assert " ".join(said.split()) in text
    for row in made.index.fall.rows if made.index.fall else ():
        assert course_words.signed(row.contribution, 2) in markdown


def test_a_record_without_an_index_says_why_in_one_line(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    assert made.index is None
    assert made.no_index == (
        "There is no monthly index of the two: a record made by hand has no index."
    )
    assert made.no_index in "".join(Page(made.html()).text)
    assert made.no_index in made.markdown()


def test_the_casebook_has_no_index_and_says_why() -> None:
    with open_casebook() as record:
        made = brief(record, "RUS", "ISR")
    assert made.no_index == SELECTED
    assert SELECTED in "".join(Page(made.html()).text)


def test_a_state_that_has_ended_is_named_as_it_was() -> None:
    sun, usa = states.resolve("SUN"), states.resolve("USA")
    relation = MadeIndex(("RUS", "USA"))["RUS", "USA"]
    named = courses(relation, names=(sun, usa))
    assert course_words.level(named).count("the Soviet Union") == 2
