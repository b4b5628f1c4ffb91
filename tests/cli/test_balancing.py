"""The command `balance`: edge lists, the index, treaties; words, JSON and drawings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cyclopts import CoercionError

from legation.cli import balancing
from legation.cli.app import app
from legation.cli.balancing import Question
from legation.errors import InputError, LegationError
from tests.balance.made_levels import CAMPS, camps, made_levels
from tests.brief.made import Hand

EDGES = "u,v,sign,weight\nA,B,+,1\nB,C,+,2\nA,C,-,3\nC,D,-,1\nA,D,+,1\n"


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command on a record of two camps, whose levels were made by hand."""
    hand = Hand()
    hand.votes(2014, 3, 1, "FRA", "RUS")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(
        "legation.balance.month.month_levels", lambda *_, **__: made_levels(camps(), sd=0.5)
    )
    monkeypatch.setattr(balancing, "open_for_reading", lambda _: hand.record)
    # The record lives in memory, so that it must not be closed between two questions.
    monkeypatch.setattr(type(hand.record), "__exit__", lambda *_: None)

    def run(*words: str | Path) -> str:
        tokens = ["balance", *map(str, words)]
        app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        return capsys.readouterr().out

    return run


@pytest.fixture
def edges(tmp_path: Path) -> Path:
    (tmp_path / "edges.csv").write_text(EDGES)
    return tmp_path / "edges.csv"


# -- edge lists ----------------------------------------------------------------------------


def test_the_tribes_have_the_published_numbers(say: Callable[..., str], shared: Path) -> None:
    """Index 7, one optimum, 59 of 68 triangles, walk balance 0.3575761 (R's signnet)."""
    answer = json.loads(say("--edges", shared / "gold/signed/highland_tribes.csv", "--json"))
    found = answer["frustration"]
    assert (found["lower"], found["upper"], found["optimal"], found["unique"]) == (7, 7, True, True)
    assert (answer["triangles"]["balanced"], answer["triangles"]["total"]) == (59, 68)
    assert answer["walk"] == pytest.approx(0.3575761, abs=5e-8)
    assert answer["graph"]["nodes"] == 16
    assert answer["snapshot"] is None


def test_edges_are_told_in_words_with_factions_and_what_is_against_them(
    say: Callable[..., str], edges: Path
) -> None:
    said = say("--edges", edges)
    for part in (
        "4 nodes, 5 edges, 3 friendly and 2 hostile",
        "1 of 2 triangles are balanced",
        "The frustration index is 1",
        "Faction 1 (2): A, D",
        "Frustrated edges",
    ):
        assert part in said, part
    assert "Strain: " in say("--edges", edges, "--weighted", "--strain")


def test_weights_factions_and_nodes_change_the_question(
    say: Callable[..., str], edges: Path
) -> None:
    weighted = json.loads(say("--edges", edges, "--weighted", "--json"))["frustration"]
    assert (weighted["upper"], weighted["weighted"]) == (1, True)
    three = json.loads(say("--edges", edges, "--factions", "3", "--json"))["frustration"]
    assert (three["k"], three["upper"]) == (3, 1)
    some = json.loads(say("--edges", edges, "--states", "A,B,C", "--json"))
    assert (some["graph"]["edges"], some["triangles"]["total"]) == (3, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("u,v,sign\nA,B,0\n", "line 2: .* is no sign"),
        ("u,v,sign\nA,B,1\nC,C,1\n", "line 3 joins C to itself"),
        ("u,v,sign\nA,B,1\nB,A,-1\n", "line 3 gives B and A the sign -1, .*line 2 gave it 1"),
        ("u,v\nA,B\n", "sign"),
        ("", "empty"),
    ],
)
def test_a_bad_edge_is_one_clear_line(
    say: Callable[..., str], tmp_path: Path, text: str, line: str
) -> None:
    (tmp_path / "bad.csv").write_text(text)
    with pytest.raises(LegationError, match=line) as caught:
        say("--edges", tmp_path / "bad.csv")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--edges", "nowhere.csv"], "nowhere.csv"),
        (["--date", "soon"], "not a date"),
        (["--date", "2014", "--from", "2013"], "not both"),
        (["--time-limit", "0"], "positive number"),
        (["--factions", "0"], "1 or more"),
        (["--alliances", "--edges", "x.csv"], "not both"),
        (["--edges", "x.csv", "--straddle", "A:B"], "rests on the index"),
        (["--from", "2010", "--mediate", "A:B"], "one month"),
        (["-o", "graph.pdf"], ".html, .svg or .png"),
        (["--alliances"], "takes a time"),
        (["--states", "RUS"], "two states at least"),
        (["--states", "RUS,Isreal"], "did you mean Israel"),
        (["--states", "RUS,BRA"], "no rows on Brazil"),
        (["--straddle", "RUS:RUS"], "two states"),
        (["--straddle", "A:B:C"], "no pair"),
        (["--mediate", "RUS"], "no pair"),
        (["--mediate", ""], "no pair"),
        (["--straddle", ""], "no state ''"),
        (["--strain", "--factions", "3"], "leave out --factions"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(
    say: Callable[..., str], words: list[str], line: str
) -> None:
    with pytest.raises(LegationError, match=line) as caught:
        say(*words)
    assert "\n" not in str(caught.value)


def test_half_a_faction_is_refused_and_not_rounded(say: Callable[..., str], edges: Path) -> None:
    with pytest.raises(CoercionError, match=r"'2\.5' is no whole number"):
        say("--edges", edges, "--factions", "2.5")


@pytest.mark.parametrize("states", ["A", "", ",", "A,A"])
def test_one_node_of_an_edge_list_makes_no_graph(
    say: Callable[..., str], edges: Path, states: str
) -> None:
    with pytest.raises(InputError, match="two nodes at least"):
        say("--edges", edges, "--states", states)


def test_names_are_shown_as_they_are_whatever_they_hold(
    say: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "odd.csv").write_text("u,v,sign\n[/b]x,[red]y,+\n[red]y,<i>z,-\n[/b]x,<i>z,+\n")
    told = say("--edges", tmp_path / "odd.csv", "--strain")
    assert "[red]y and [/b]x" in told.replace("[/b]x and [red]y", "[red]y and [/b]x")
    assert "<i>z" in told


def test_states_of_roles_are_read_before_anything_is_opened() -> None:
    for role in ({"straddle": "RUS:RUS"}, {"straddle": "Isreal"}, {"mediate": "RUS"}):
        with pytest.raises(LegationError):
            Question(**role).check()  # type: ignore[arg-type]


# -- the index -----------------------------------------------------------------------------


def test_a_month_is_told_with_its_camps(say: Callable[..., str]) -> None:
    said = say("--date", "2014-06")
    assert said.startswith("2014-06: 10 states, 45 edges, 25 friendly and 20 hostile")
    assert "The frustration index is 4" in said
    assert "Faction 1 (6): DEU, FRA, GBR, IND, UKR, USA" in said
    assert "India and Russia, friendly across factions" in said


def test_straddlers_and_mediators_come_with_chances_ranks_and_sentences(
    say: Callable[..., str],
) -> None:
    answer = json.loads(say("--straddle", "USA:Russia", "--mediate", "USA:RUS", "--json"))
    first = answer["straddle"]["found"][0]
    assert (first["state"], first["chance"] > 0.99) == ("IND", True)
    assert set(first["score"]) == {"mean", "lo90", "lo50", "hi50", "hi90"}
    assert answer["mediate"]["found"][0]["state"] == "IND"
    assert any("India is on good terms with both rivals" in one for one in answer["sentences"])
    said = say("--straddle", "India", "--mediate", "USA:RUS")
    assert said.count("In 2014-06 India is on good terms with both rivals") == 1
    assert "India is placed at rank" in said


def test_states_asked_for_cut_the_graph_and_not_the_roles(say: Callable[..., str]) -> None:
    answer = json.loads(say("--states", "USA,RUS,FRA", "--straddle", "USA:RUS", "--json"))
    assert answer["graph"]["nodes"] == 3
    assert answer["straddle"]["rated"] == len([*CAMPS["usa"], *CAMPS["rus"]]) - 1


def test_alliances_and_disputes_make_a_graph_of_their_own(
    say: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand()
    hand.measure("alliance", "FRA", "GBR", "1950-01-01", "1960-12-31")
    hand.measure("dispute", "SUN", "GBR", "1951-01-01", "1951-12-31")
    monkeypatch.setattr(balancing, "open_for_reading", lambda _: hand.record)
    answer = json.loads(say("--alliances", "--from", "1950", "--to", "1952", "--json"))
    assert answer["graph"]["source"] == "alliances"
    assert (answer["graph"]["friendly"], answer["graph"]["hostile"]) == (1, 1)


def test_only_a_question_about_one_month_takes_roles() -> None:
    with pytest.raises(InputError, match="give --date"):
        Question(start="2010", strain=True).check()
    Question(edges=Path("x.csv"), start="2010", strain=True).check()


# -- drawings ------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["html", "svg", "png"])
def test_the_graph_is_drawn(say: Callable[..., str], tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"web.{suffix}"
    say("--date", "2014-06", "--straddle", "USA:RUS", "-o", target)
    if suffix == "png":
        assert target.read_bytes().startswith(b"\x89PNG")
        return
    text = target.read_text("utf-8")
    assert "India" in text
    if suffix == "html":
        assert text.count("<svg") == 2
        assert "<script" not in text
        assert "Faction 1, 6" in text


# -- stopping ------------------------------------------------------------------------------


def test_a_time_limit_gives_bounds_and_ctrl_c_too(
    say: Callable[..., str], edges: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A random graph of 120 nodes cannot be proved in half a second."""
    import numpy as np

    rng = np.random.default_rng(0)
    rows = [
        f"n{a},n{b},{rng.choice([1, -1])}"
        for a in range(120)
        for b in range(a + 1, 120)
        if rng.random() < 0.4
    ]
    edges.write_text("\n".join(["u,v,sign", *rows]))
    found = json.loads(say("--edges", edges, "--time-limit", "0.5", "--json"))["frustration"]
    assert 0 < found["lower"] < found["upper"]
    assert (found["optimal"], found["stopped"]) == (False, "time limit")
    assert "At least " in say("--edges", edges, "--time-limit", "0.5")

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    search = sys.modules["legation.balance.frustration.search"]
    monkeypatch.setattr(search, "divide", interrupted)
    stopped = json.loads(say("--edges", edges, "--json"))["frustration"]
    assert stopped["stopped"] == "interrupted"
    assert stopped["lower"] <= stopped["upper"]


def test_the_program_ends_with_2_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("u,v,sign\nA,A,1\n")
    words = [sys.executable, "-m", "legation", "balance", "--edges", str(tmp_path / "bad.csv")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
