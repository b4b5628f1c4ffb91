"""The section on camps: what each tells beside the record, what is missing, and what would fit."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import polars as pl
import pytest

from legation import states
from legation.brief import Brief, brief, camps_page, camps_words, chart_camps
from legation.brief.camps_page import CampsOfPair, Said
from legation.brief.output import as_json
from legation.cli import main
from legation.narratives.attitudes import Attitude
from legation.narratives.camps import camps_of
from legation.narratives.happenings import Happening
from legation.narratives.omission import Coverage
from legation.narratives.told import Told
from legation.record import Record
from tests.brief.made import HOSTILE
from tests.brief.test_brief_faces import Page
from tests.narratives.made import made, world

FRA, BRA = states.resolve("FRA"), states.resolve("BRA")
CAMPS = camps_of(
    {f"the {side}": [f"{side}{at}.example" for at in range(10)] for side in ("north", "south")}
)
DAY = dt.date(2022, 11, 14)


def coverage(number: int, north: int, south: int, *gone: str) -> Coverage:
    """Make a happening that so many of ten outlets of each camp report."""
    of = Happening(f"v{number}", "vote", DAY, DAY, "day", ("FRA",), (("BRA", "FRA", -1),), 0.7,
                   f"Vote {number} {HOSTILE}", ())  # fmt: skip
    covered = {"north": (north, 10), "south": (south, 10)}
    nothing = dict.fromkeys(covered)
    return Coverage(of, covered, gone, nothing, 0.004, nothing, 0.1, 40)


def said(camp: str, number: int, words: str = "France thanks Brazil") -> Said:
    """Make a sentence of a camp."""
    day = DAY + dt.timedelta(days=number)
    return Said(camp, f"{camp}.example", day, "friendly talk", "So ", words, " again.", "d", None)


@pytest.fixture
def found() -> CampsOfPair:
    """Two camps, of which the south tells too little, and leaves out what the north reports."""
    liked = [
        (name, Attitude(name, "FRA", 9, 2, 3, 6, 0.4, 0.1, 0.7, 0.98),
         Attitude(name, "BRA", n, 1, 0, n, *([-0.3, -0.5, -0.1, 0.01] if n > 4 else [None] * 4)))
        for name, n in (("north", 8), ("south", 2))
    ]  # fmt: skip
    return CampsOfPair(
        a=FRA,
        b=BRA,
        outlets={"north": 10, "south": 10},
        record=(1.2, 0.4, 2.0),
        told={
            "north": Told("north", 30, 6, 44, -2.0, -3.1, -0.9, 0.99, 0),
            "south": Told("south", 2, 1, 3, None, None, None, None, 17),
        },
        notes=("4 rows left out: no day", "the record's events between the two end in 2020-01"),
        no_telling="",
        classes={"north": {"friendly talk": 40, "hostile talk": 4}, "south": {"hostile talk": 3}},
        triads=tuple(
            camps_page._triad(name, a, b, {"FRA": np.array([0.4, 0.4]), "BRA": np.array([-0.3, 1])})
            for name, a, b in liked
        ),
        no_triads="",
        friendly=2,
        hostile=9,
        missing=(coverage(1, 10, 0, "south"),),
        from_all=(coverage(2, 0, 1, "north", "south"),),
        kinds={"events": 1, "vote": 10},
        happened=11,
        looked_at=7,
        mark=0.1,
        missing_notes=("7 of 11 happenings had collected outlets",),
        no_missing="",
        said=(said("north", 0), said("north", 9, f"France {HOSTILE} Brazil"), said("south", 3)),
    )


@pytest.fixture
def page(rich: Record, found: CampsOfPair) -> Brief:
    return replace(brief(rich, "FRA", "BRA"), camps=found)


def shown(html: str) -> str:
    """What a person reads, as one line."""
    return " ".join("".join(Page(html).text).split())


# -- the page ------------------------------------------------------------------------------


def test_without_camps_there_is_no_section(rich: Record) -> None:
    plain = brief(rich, "FRA", "BRA")
    assert 'id="camps"' not in plain.html()
    assert "camps" not in plain.markdown()
    assert json.loads(as_json(plain))["camps"] is None
    assert "--camps" not in plain.command


def test_all_faces_tell_the_same(page: Brief) -> None:
    html, markdown = page.html(), page.markdown().replace("\\", "")
    assert Page(html).open == []
    assert html.index('id="measures"') < html.index('id="camps"') < html.index('id="coverage"')
    assert '<a href="#camps">' in html
    for part in (
        "north: tells of the two as more hostile than the record, −2.0 (−3.1 to −0.9); 44 "
        "sentences in 30 documents of 6 outlets.",
        "south: too little; 17 documents more would do (3 sentences in 2 documents of 1 outlet).",
        "the record of France and Brazil stands at +1.2 (+0.4 to +2.0)",
        "The record's events between the two end in 2020-01.",
        "4 rows left out: no day.",
        "Of 11 happenings between the two in the record (1 week of coded events, 10 votes), 7 ",
        "Missing from south, at a false-discovery rate of 0.1",
        "0 of 10 outlets, against 10 of 10",
        "Missing from all camps, at a false-discovery rate of 0.1",
        "1 of 20 outlets",
        "2 are friendly and 9 hostile",
        "+0.40 (+0.10 to +0.70)",
        "too little (2 documents)",
        "44 sentences: 40 friendly talk, 4 hostile talk; 2 shown, 42 more.",
    ):
        assert part in shown(html), part
        assert part in markdown, part
    assert "- south: too little; 17 documents more would do" in page.short()
    for word in ("blindspot", "because"):
        assert word not in markdown.lower().split("as camps of outlets")[1].split("## ")[0]


def test_the_figure_draws_what_the_table_holds(page: Brief, found: CampsOfPair) -> None:
    (figure,) = [figure for figure in page.figures if figure.key == "camps"]
    table = [dict(zip(figure.columns, row, strict=True)) for row in figure.rows]
    assert [row["name"] for row in table] == ["", "north", "south"]
    assert (table[0]["mean"], table[1]["mean"], table[2]["mean"]) == (1.2, -2.0, None)
    assert table[2]["more"] == 17
    lines = figure.spec()["layer"][2]["data"]["values"]
    # The record lies at 0 with its interval about it; who tells too little has no dot.
    assert [(dot["x"], dot["low"], dot["high"]) for dot in lines] == [
        (0.0, -0.8, 0.8), (-2.0, -3.1, -0.9)
    ]  # fmt: skip
    for narrow in (False, True):
        assert "17 documents more would do" in figure.inline(narrow=narrow)
    assert json.loads(as_json(page))["camps"]["told"]["north"]["delta"] == -2.0


def test_nothing_is_drawn_where_no_camp_tells_enough(found: CampsOfPair) -> None:
    assert chart_camps.rows(replace(found, told={"south": found.told["south"]})) == ()
    assert chart_camps.rows(replace(found, record=None)) == ()


def test_words_of_outlets_and_names_of_camps_do_nothing(rich: Record, found: CampsOfPair) -> None:
    name = f"{HOSTILE}<b>"
    found = replace(found, outlets={name: 1}, told={name: found.told["north"]},
                    classes={name: {"hostile talk": 3}}, missing=(), from_all=(), triads=(),
                    said=(said(name, 1, HOSTILE),))  # fmt: skip
    made_ = replace(brief(rich, "FRA", "BRA"), camps=found)
    page = Page(made_.html())
    assert page.open == []
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe")]
    assert "<script" not in made_.markdown().replace("\\<", "")


# -- from a record -------------------------------------------------------------------------


def test_documents_that_were_not_read_give_one_line_and_the_rest_stands(tmp_path: Path) -> None:
    record = made(tmp_path, world())
    found = brief(record, "RUS", "UKR", camps=CAMPS)
    assert found.camps is not None
    text = shown(found.html())
    assert text.count("was read; run: legation read --store") == 1
    assert 'id="landmarks"' in found.html()
    # What was reported is known without reading: no outlet of the south has the vote.
    (row,) = found.camps.missing_from("the south")
    assert row.covered == {"the north": (10, 10), "the south": (0, 10)}
    assert "Missing from the south" in text
    assert "0 of 10 outlets, against 10 of 10" in text
    assert found.command.endswith("--camps camps.toml -o rus-ukr.html")


def test_camps_of_which_the_record_has_nothing_give_one_line(rich: Record, tmp_path: Path) -> None:
    none = brief(rich, "FRA", "BRA", camps=CAMPS)
    assert "the record has no articles or headlines" in none.markdown()
    others = made(tmp_path, world(1, 1))
    elsewhere = brief(others, "RUS", "UKR", camps=camps_of({"east": ["east.example"]}))
    assert "no documents of any of the 1 outlet" in elsewhere.markdown()
    assert Page(elsewhere.html()).open == []


def test_the_command_takes_a_file_of_camps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_RECORD", str(tmp_path / "none.duckdb"))
    file, page = tmp_path / "my camps.toml", tmp_path / "page.md"
    file.write_text('[camps.north]\noutlets = ["north0.example"]\n', "utf-8")
    with pytest.raises(SystemExit) as done:
        main(["brief", "RUS", "ISR", "--camps", str(file), "-o", str(page)])
    assert done.value.code == 0
    text = page.read_text("utf-8")
    assert "## As camps of outlets tell it" in text
    assert "--camps 'my camps.toml'" in text
    with pytest.raises(SystemExit) as done:
        main(["brief", "RUS", "ISR", "--camps", str(tmp_path / "gone.toml")])
    assert done.value.code == 2
    assert "gone.toml" in capsys.readouterr().err


# -- sentences and triads ------------------------------------------------------------------


def test_at_most_six_sentences_of_a_camp_are_shown_spread_over_its_documents(
    tmp_path: Path,
) -> None:
    words = "Rain fell. Today France thanks Brazil for help. More rain."
    record = made(
        tmp_path,
        [("north0.example", f"2022-01-{at + 1:02}", f"Title {at}", words) for at in range(11)],
    )
    ids = [row[0] for row in record.con.execute(
        "SELECT document_id FROM document ORDER BY date").fetchall()]  # fmt: skip
    rows = [
        {"camp": "north", "outlet": "north0.example", "date": dt.date(2022, 1, at + 1),
         "class": "friendly talk", "text": "France thanks Brazil", "document_id": name}
        for at, name in enumerate(ids) for _ in range(2)
    ]  # fmt: skip
    told = cast("Any", SimpleNamespace(evidence=lambda: pl.DataFrame(rows), camps={"north": None}))
    picked = camps_page._said(record, told)
    assert [one.date.day for one in picked] == [1, 3, 5, 7, 9, 11]
    assert {(one.before, one.words, one.after) for one in picked} == {
        ("Today ", "France thanks Brazil", " for help.")
    }
    assert camps_page._classes(told) == {"north": {"friendly talk": 22}}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A met B", "A met B", ("", "A met B", "")),
        ("So it was. A met B.", "A met B.", ("", "A met B.", "")),
        ("A met B. C did not.", "A met B.", ("", "A met B.", "")),
        (
            "One line\nthe A-B talks (held) ended",
            "A-B talks",
            ("the ", "A-B talks", " (held) ended"),
        ),
        ("he said.” Then A\u202e met B", "A\u202e met B", ("Then ", "A met B", "")),
        ("elsewhere", "A met B", ("", "A met B", "")),
    ],
)
def test_words_are_shown_in_their_sentence(
    text: str, words: str, expected: tuple[str, str, str]
) -> None:
    assert camps_page._sentence(text, words) == expected


def test_a_long_sentence_is_cut_at_a_word() -> None:
    before, _, after = camps_page._sentence("word " * 90 + "A met B" + " word" * 90, "A met B")
    assert before.startswith("…word ")
    assert before.endswith("word ")
    assert after.endswith("…")
    assert max(len(before), len(after)) < 150


def test_dealings_fit_as_balance_has_it() -> None:
    draws = {"FRA": np.array([0.5, 0.5, 0.5, 0.5]), "BRA": np.array([-0.4, -0.4, -0.4, 0.2])}
    liked, other = (
        Attitude("north", code, 9, 2, 3, 6, 0.1, 0.0, 0.2, 0.5) for code in ("FRA", "BRA")
    )
    triad = camps_page._triad("north", liked, other, draws)
    # A friend and, in three draws of four, a foe: a friendly dealing does not fit.
    assert (triad.friendly, triad.hostile) == (0.75, 0.25)
    assert triad.friendly_strain == pytest.approx(0.15)
    assert triad.hostile_strain == pytest.approx(0.025)
    assert camps_words.fitting(triad) == "unsure which fit"
    draws["BRA"][3] = -0.1
    sure = camps_page._triad("north", liked, other, draws)
    assert camps_words.fitting(sure) == "hostile ones fit, friendly ones do not"
