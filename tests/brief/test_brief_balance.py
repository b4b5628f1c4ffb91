"""Where the pair stands in the web: the section of the brief, and the pictures of graphs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from legation import states
from legation.balance import frustration
from legation.balance.month import draws_of, graph_of_levels
from legation.brief import Brief, brief, chart_thirds, chart_web, web_words
from legation.brief.output import as_json
from legation.brief.web import NONE, WebOfPair, web
from legation.brief.web_layout import placed
from legation.brief.web_page import web_figure
from legation.errors import InputError
from legation.record import Record
from tests.balance.made_levels import camps, made_levels
from tests.balance.made_measures import random_graph, two_camps
from tests.brief.test_brief_faces import Page

USA, RUS, FRA = (states.resolve(code) for code in ("USA", "RUS", "FRA"))


@pytest.fixture
def rivals() -> WebOfPair:
    return web(draws_of(made_levels(camps(), sd=0.5)), USA, RUS)


@pytest.fixture
def made(
    rich: Record,
    give_index: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Brief:
    """A brief on France and Brazil, who stands where India stood."""
    give_index()
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path_factory.mktemp("cache")))
    pairs = {tuple("BRA" if x == "IND" else x for x in k): v for k, v in camps().items()}
    levels = made_levels(pairs, sd=0.5)  # type: ignore[arg-type]
    monkeypatch.setattr("legation.balance.month.month_levels", lambda *_, **__: levels)
    return brief(rich, "FRA", "BRA")


# -- values and words ----------------------------------------------------------------------


def test_rivals_stand_in_two_factions_with_who_is_between_them(rivals: WebOfPair) -> None:
    assert rivals.sizes == (6, 4)
    assert [side.faction for side in rivals.sides] == [1, 2]
    assert rivals.together == 0
    assert (rivals.sign, rivals.against) == (-1, False)
    assert (rivals.lower, rivals.upper, rivals.flipped) == (4, 4, (5, 5))
    assert [str(one.state) for one in rivals.straddles] == ["IND"]
    together = rivals.strongest(together=True)
    assert [str(one.state) for one in together] == ["IND"]
    assert together[0].unbalanced == 1


def test_friends_are_told_between_whose_rivals_they_stand() -> None:
    levels = made_levels(camps(), sd=0.5)
    found = web(draws_of(levels), FRA, states.resolve("IND"))
    assert {str(one.state) for one in found.straddles} == {"IND"}
    assert all("FRA" in (str(one.a), str(one.b)) for one in found.straddles)
    assert (found.sign, found.against) == (1, False)


def test_a_tie_against_the_factions_is_told_as_such() -> None:
    found = web(draws_of(made_levels(camps(), sd=0.5)), states.resolve("IND"), RUS)
    assert (found.against, found.flipped) == (True, (3, 3))
    assert web_words.strained(found) == (
        "Their edge is friendly across factions, against the picture: were its sign other, the "
        "frustration index would be 3 rather than 4."
    )


def test_a_tie_too_unsure_for_a_sign_costs_nothing() -> None:
    pairs = camps() | {("FRA", "RUS"): 0.01}
    found = web(draws_of(made_levels(pairs, sd=0.5)), FRA, RUS)
    assert (found.sign, found.flipped) == (None, None)
    assert "too near neutral" in web_words.strained(found)


def test_the_sentences_give_numbers_with_their_doubt(rivals: WebOfPair) -> None:
    said = " ".join(web_words.section(rivals))
    for part in (
        "In June 2014 45 ties among 10 states",
        "(4, which is proved) have 6 and 4 states: the United States in the larger (over 99",
        "hostile with probability over 99\u202f%",
        "Of 8 third states 12\u202f% (12 to 12)",
        "Their edge fits the factions: were its sign other, the frustration index would be 5",
        "India is on good terms with both rivals, the United States and Russia",
    ):
        assert part in said, part


def test_a_state_that_has_ended_is_named_as_it_was() -> None:
    found = web(draws_of(made_levels(camps(), sd=0.5)), USA, states.resolve("SUN"))
    assert "the Soviet Union in the smaller" in web_words.factions(found)
    assert "the United States and the Soviet Union" in " ".join(web_words.section(found))


# -- the page ------------------------------------------------------------------------------


def test_the_section_stands_after_the_index_with_figure_and_tables(made: Brief) -> None:
    html = made.html()
    assert html.index('id="index"') < html.index('id="web"') < html.index('id="votes"')
    assert 'id="figure-web"' in html
    page = Page(html)
    assert page.open == []
    text = " ".join("".join(page.text).split())
    markdown = made.markdown().replace("\\", "")
    assert made.web is not None
    for said in web_words.section(made.web):
        assert " ".join(said.split()) in text
        assert said in markdown
    plain = json.loads(as_json(made))
    assert plain["no_web"] == ""
    assert plain["web"]["between"].keys() == {"mean", "lo90", "lo50", "hi50", "hi90"}
    assert len(plain["web"]["neighbours"]) == len(made.web.neighbours)


def test_without_an_index_one_line_says_why(rich: Record) -> None:
    made = brief(rich, "FRA", "BRA")
    assert (made.web, made.no_web) == (None, NONE)
    assert NONE in "".join(Page(made.html()).text)
    assert NONE in made.markdown()


def test_a_graph_that_cannot_be_made_leaves_the_page_whole(
    rich: Record, give_index: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_index()

    def refuse(*_: Any, **__: Any) -> None:
        raise InputError("the months differ")

    monkeypatch.setattr("legation.balance.month.month_levels", refuse)
    made = brief(rich, "FRA", "BRA")
    assert made.no_web == "There is no signed graph of states to show: the months differ."
    assert made.index is not None


# -- pictures ------------------------------------------------------------------------------


def test_points_of_third_states_stand_at_their_ties(rivals: WebOfPair) -> None:
    rows = {row[0]: row for row in chart_thirds.rows(rivals)}
    assert rows["IND"][3] == pytest.approx(3.0, abs=0.1)
    assert rows["IND"][6] == pytest.approx(2.0, abs=0.1)
    for narrow in (False, True):
        spec = chart_thirds.thirds(rivals, ["IRN"], narrow)
        points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
        assert len(points[0]["data"]["values"]) == len(rivals.neighbours)
        names = {v["text"] for v in spec["layer"][-1]["data"]["values"]}
        assert {"Iran", "India"} <= names


def test_nodes_are_placed_alike_each_time_and_none_over_another() -> None:
    graph = two_camps(150, 0.5, 1, wrong=0.05)
    faction = frustration(graph, 20).faction
    one, two = (placed(graph, faction, 900, 540, 24) for _ in range(2))
    assert np.array_equal(one, two)
    assert (one >= 0).all()
    assert (one <= [900, 540]).all()
    distance = np.sqrt(((one[:, None] - one[None]) ** 2).sum(axis=2))
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 18
    # The camps stand side by side.
    middles = [one[faction == k, 0].mean() for k in (0, 1)]
    assert abs(middles[0] - middles[1]) > 300


def test_edges_left_out_are_counted_and_the_data_hold_all() -> None:
    graph = random_graph(60, 0.6, 2, weighted=True)
    pair = (graph.nodes[graph.u[5]], graph.nodes[graph.v[5]])
    figure = web_figure(graph, frustration(graph, 2), pair=pair)
    assert len(figure.rows) == graph.size
    drawn = [row for row in figure.rows if row[-1]]
    assert f"Drawn are {len(drawn):,} of {graph.size:,} edges" in figure.caption
    assert any(row[:2] == pair for row in drawn)
    ends = {name for row in drawn for name in row[:2]}
    assert ends == set(graph.nodes)
    small = web_figure(graph.among(graph.nodes[:8]), frustration(graph.among(graph.nodes[:8])))
    assert "All edges are drawn." in small.caption


@pytest.mark.parametrize("k", [2, 3])
def test_factions_differ_by_shape_and_signs_by_dash_not_by_colour_alone(k: int) -> None:
    graph = two_camps(12, 0.9, 3, wrong=0.2)
    one = chart_web.Web(graph, frustration(graph, k=k), {})
    spec = chart_web.web(one, narrow=False)
    nodes = [v for layer in spec["layer"] for v in layer["data"]["values"] if "shape" in v]
    looks = {v["colour"]: v["shape"] for v in nodes}
    assert len(set(looks.values())) == len(looks) >= 2
    edges = [v for layer in spec["layer"] for v in layer["data"]["values"] if "sign" in v]
    assert {v["sign"] for v in edges} == {"friendly", "hostile"}
    assert {v["fit"] for v in edges} == {"with", "against"}


def test_a_graph_too_large_to_be_drawn_is_refused() -> None:
    graph = random_graph(700, 0.004, 1)
    with pytest.raises(InputError, match="up to 600 nodes and this graph has 700"):
        web_figure(graph, frustration(graph, 0.1))


def test_the_smallest_graphs_are_drawn() -> None:
    graph = graph_of_levels(made_levels({("USA", "RUS"): -2.0}))
    figure = web_figure(graph, frustration(graph), {"USA": "<b>", "RUS": "Russia"})
    assert "<b>" not in figure.svg()
    assert "Russia" in figure.inline()
