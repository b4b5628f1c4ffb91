"""`legation balance --over-time`: words, JSON and pictures of a made course."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from legation.balance import months
from legation.balance.frustration import solve
from legation.balance.sources.index_graph import Panel
from legation.brief.chart_balance import year_of
from legation.cli import balancing
from legation.cli.app import app
from legation.cli.balance_over_time import chosen, stay_of
from legation.cli.balance_question import Question
from legation.errors import InputError, LegationError
from tests.brief.made import Hand

STATES = ("BRA", "CHN", "CUB", "FRA", "GBR", "IND", "POL", "RUS", "USA")
EAST = ("CHN", "CUB", "POL", "RUS")
FIRST, YEARS = 1955 * 12, 12


def made_panel(*_: object, **__: object) -> Panel:
    """Two camps; in 1960 Cuba goes over to the smaller one, and one pair stays at odds with it."""
    pairs = list(combinations(range(len(STATES)), 2))
    count = 12 * YEARS
    level = np.zeros((len(pairs), count), np.float32)
    for month in range(count):
        east = EAST if month >= 60 else tuple(s for s in EAST if s != "CUB")
        for row, (a, b) in enumerate(pairs):
            same = (STATES[a] in east) == (STATES[b] in east)
            level[row, month] = 4 if same else -4
    level[pairs.index((STATES.index("FRA"), STATES.index("RUS")))] = (
        2  # France and Russia are friends across the camps
    )
    whole = len(pairs) * count
    return Panel(
        STATES,
        np.array([a for a, _ in pairs]),
        np.array([b for _, b in pairs]),
        np.arange(0, whole + 1, count),
        np.full(len(pairs), FIRST),
        level.reshape(-1),
        np.full(whole, 1.5, np.float32),
        np.zeros(whole, np.float32),
        0.0,
    )


@pytest.fixture
def say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., str]:
    """Run the command on the made levels, with a cache of its own."""
    hand = Hand()
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("legation.balance.sources.index_graph.panel", made_panel)
    monkeypatch.setattr(balancing, "open_for_reading", lambda _: hand.record)
    # The record lives in memory, so that it must not be closed between two questions.
    monkeypatch.setattr(type(hand.record), "__exit__", lambda *_: None)

    def run(*words: str | Path) -> str:
        tokens = ["balance", "--over-time", *map(str, words)]
        app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        return capsys.readouterr().out

    return run


def test_each_june_is_told_with_its_camps_and_who_changed_sides(say: Callable[..., str]) -> None:
    said = say()
    assert "12 graphs, 1955-06 to 1966-06; the frustration index is proved in 12" in said
    for part in (
        "Camp A, since 1955-06, at most 6 states; longest in it: ",
        "1960-06: from camp A to camp B: Cuba. At least 100 % of its ties agree",
        "would frustrate 8 more",
        "Camp B in 1966-06 (4): CHN, CUB, POL, RUS",
    ):
        assert part in said, part
    (row,) = [line for line in said.splitlines() if line.startswith("1960-06 ") and "%" in line]
    # 36 pairs of nine states, 20 of them across; one edge amiss breaks 7 triangles of 84.
    assert row.split()[1:4] == ["9", "36", "19"]
    assert "91.7 %" in row
    assert "2.8 %" in row
    assert row.split()[-2:] == ["5", "4"]


def test_json_holds_periods_events_camps_and_the_snapshot(say: Callable[..., str]) -> None:
    answer = json.loads(say("--json"))
    assert (answer["step"], answer["every"], answer["complete"]) == ("year", 12, True)
    assert (answer["stay"], answer["weighted"]) == (2, False)
    assert isinstance(answer["snapshot"], str)
    first = answer["periods"][0]
    assert (first["period"], first["upper"], first["optimal"]) == ("1955-06", 1, True)
    assert first["frustrated_lower"] == first["frustrated_upper"] == pytest.approx(1 / 36)
    assert (first["factions"], first["sizes"]) == ([6, 3], {"A": 6, "B": 3})
    assert first["expected_lo90"] < first["expected"] < first["expected_hi90"]
    (event,) = [one for one in answer["events"] if one["kind"] == "changed sides"]
    assert (event["period"], event["states"], event["margin"]) == ("1960-06", ["CUB"], 8)
    assert [camp["name"] for camp in answer["camps"]] == ["A", "B"]
    assert answer["camps"][1]["members"] == list(EAST)


def test_ctrl_c_shows_the_part_done_and_the_next_run_goes_on(
    say: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    searched: list[str | None] = []

    def search(graph: Any, **options: Any) -> Any:
        searched.append(graph.period)
        if len(searched) == 2:
            raise KeyboardInterrupt
        return solve(graph, **options)

    monkeypatch.setattr(months, "solve", search)
    part = json.loads(say("--json"))
    assert (part["complete"], len(part["periods"])) == (False, 5)
    # The graph is the same up to 1959, the next is searched, and nothing is searched twice.
    whole = json.loads(say("--json"))
    assert searched == ["1955-06", "1960-06", "1960-06"]
    assert (whole["complete"], len(whole["periods"])) == (True, 12)
    assert json.loads(say("--json")) == whole
    assert len(searched) == 3
    assert "Stopped" in part["sentences"][-1]


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_the_course_is_drawn(say: Callable[..., str], tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"course.{suffix}"
    say("-o", target)
    if suffix == "png":
        assert target.read_bytes().startswith(b"\x89PNG")
        return
    text = target.read_text("utf-8")
    for part in ("Balanced triangles", "Frustrated edges", "CUB", "1960"):
        assert part in text, part
    if suffix == "html":
        assert "<script" not in text
        assert "from camp A to camp B: Cuba" in text
        assert text.count("<svg") == 2


def test_months_are_counted_from_june() -> None:
    levels = made_panel()
    assert chosen(levels, None) == ([f"{y}-06" for y in range(1955, 1967)], 12)
    assert chosen(levels, 3)[0][:4] == ["1955-03", "1955-06", "1955-09", "1955-12"]
    assert len(chosen(levels, 1)[0]) == 144
    assert [stay_of(every) for every in (1, 3, 6, 12, 60)] == [12, 4, 2, 2, 2]
    assert year_of("1955-07", 3) == 1955.5
    assert year_of("wave", 3) == 3


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--every", "0"], "1 or more"),
        (["--date", "1960"], "--from and --to"),
        (["--alliances"], "leave out"),
        (["--edges", "x.csv"], "leave out"),
        (["--factions", "3"], "two factions"),
        (["--strain"], "one month"),
        (["-o", "course.pdf"], ".html, .svg or .png"),
    ],
)
def test_what_cannot_be_followed_is_one_clear_line(
    say: Callable[..., str], words: list[str], line: str
) -> None:
    with pytest.raises(LegationError, match=line) as caught:
        say(*words)
    assert "\n" not in str(caught.value)


def test_every_is_of_time_alone() -> None:
    with pytest.raises(InputError, match="--over-time"):
        Question(every=3).check()
    Question(start="1960", every=3).check()
