"""Dissonance: an audience, two states and the edge between them make a triad."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.balance.dissonance import dissonance
from legation.balance.graph import SignedGraph
from legation.balance.triads import triads
from legation.errors import InputError, UnknownNameError
from tests.balance.made_measures import graphs, random_graph


def record() -> SignedGraph:
    """IRN - ISR hostile, IRN + RUS, ISR + RUS (perhaps), ISR + USA, RUS - USA."""
    return SignedGraph.of(
        ["IRN", "ISR", "RUS", "USA"],
        [0, 0, 1, 1, 2],
        [1, 2, 2, 3, 3],
        [-1, 1, 1, 1, -1],
        [1, 2, 2, 4, 4],
        [1, 1, 0.75, 1, 1],
    )


def test_a_friend_who_is_good_to_a_foe_is_hard_to_square() -> None:
    found = dissonance({"RUS": 0.8, "USA": -0.5, "ISR": -0.4}, record())
    rows = {(r["u"], r["v"]): r for r in found.frame().to_dicts()}
    assert set(rows) == {("ISR", "RUS"), ("ISR", "USA"), ("RUS", "USA")}
    # A friend and a foe, friendly with probability 0.75: weight 2 x .8 x .4 x .75.
    assert rows["ISR", "RUS"]["score"] == pytest.approx(2 * 0.8 * 0.4 * 0.75)
    assert rows["ISR", "RUS"]["p_unbalanced"] == pytest.approx(0.75)
    assert rows["ISR", "RUS"]["unbalanced"]
    # Two foes who are friends, and a friend and a foe at odds, both fit.
    assert rows["ISR", "USA"]["score"] == rows["RUS", "USA"]["score"] == 0
    assert found.total == pytest.approx(0.48)
    assert found.share == pytest.approx(0.48 / (0.64 + 0.8 + 1.6))
    assert found.evidence().select("u", "v").rows() == [("ISR", "RUS")]
    assert found.to_dict()["total"] == found.total


def test_states_without_attitude_are_told_and_not_taken_for_neutral() -> None:
    found = dissonance({"RUS": 0.8, "USA": 0.0, "ISR": -0.4, "FRA": 1}, record())
    assert found.without_attitude == ("IRN",)
    assert found.neutral == ("USA",)
    assert found.absent == ("FRA",)
    assert found.edges_left_out == 4
    assert "4 edges left out (no attitude to 1 states)" in str(found)
    nothing = dissonance({"RUS": 1}, record())
    assert nothing.share is None
    assert "no edge joins" in str(nothing)


def test_names_are_understood_and_a_line_of_states_is_one() -> None:
    by_name = dissonance({"Russia": 0.8, "United States": -0.5, "Israel": -0.4}, record())
    by_line = dissonance({"SUN": 0.8, "USA": -0.5, "ISR": -0.4}, record())
    assert by_name.total == by_line.total == pytest.approx(0.48)


@given(graph=graphs(weighted=True), seed=st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_with_signs_alone_it_is_the_census_of_triads_at_the_audience(
    graph: SignedGraph, seed: int
) -> None:
    sign = np.random.default_rng(seed).choice([-1, 1], graph.order)
    found = dissonance(dict(zip(graph.nodes, sign.tolist(), strict=True)), graph)
    ends = np.arange(graph.order)
    whole = SignedGraph.of(
        [*graph.nodes, "~"],
        np.r_[graph.u, ends],
        np.r_[graph.v, np.full(graph.order, graph.order)],
        np.r_[graph.sign, sign],
    )
    rows = triads(whole).through("~")
    assert (found.chances == 1).sum() == (~rows["balanced"]).sum()
    wrong = sign[graph.u] * sign[graph.v] * graph.sign < 0
    assert found.total == pytest.approx(graph.weight[wrong].sum())


@given(seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_a_change_says_what_reversing_an_attitude_would_do(seed: int) -> None:
    graph = random_graph(8, 0.7, seed, weighted=True)
    values = np.random.default_rng(seed).uniform(-1, 1, 8)
    attitudes = dict(zip(graph.nodes, values.tolist(), strict=True))
    found = dissonance(attitudes, graph)
    for row in found.changes().to_dicts():
        after = dissonance(attitudes | {row["state"]: -row["attitude"]}, graph)
        assert after.total - found.total == pytest.approx(row["change"])


def test_the_weakest_of_the_three_links_is_named() -> None:
    rows = dissonance({"RUS": 0.9, "ISR": -0.8, "USA": -0.1}, record()).frame()
    weakest = {(r["u"], r["v"]): r["weakest"] for r in rows.to_dicts()}
    # The edge of ISR and RUS weighs half the largest and is half sure.
    assert weakest == {("ISR", "RUS"): "edge", ("ISR", "USA"): "USA", ("RUS", "USA"): "USA"}


def test_draws_give_intervals() -> None:
    rng = np.random.default_rng(1)
    draws = {"RUS": rng.uniform(0.2, 1, 4000), "ISR": np.full(4000, -0.5)}
    found = dissonance(draws, record())
    # 2 x 0.5 x 0.75 x a uniform number from 0.2 to 1.
    low, high = found.total_interval or (0, 0)
    assert (low, high) == pytest.approx((0.75 * 0.24, 0.75 * 0.96), rel=0.03)
    assert found.total == pytest.approx(0.75 * 0.6, rel=0.02)
    row = found.frame().row(0, named=True)
    assert (row["lo"], row["hi"]) == pytest.approx((low, high))
    assert found.share_interval == pytest.approx((0.75, 0.75))


def test_drawn_graphs_give_intervals_too() -> None:
    graph = record()
    rng = np.random.default_rng(2)
    kept = rng.random((2000, graph.size)) < graph.probability
    # Drawn signs are known, whatever probability is carried along.
    drawn = [graph.with_signs(np.where(k, graph.sign, -graph.sign)) for k in kept]
    found = dissonance({"RUS": 0.8, "ISR": -0.4}, graph, drawn=drawn)
    assert found.total_interval == pytest.approx((0, 0.64))
    drawn = [
        SignedGraph.of(
            graph.nodes, graph.u, graph.v, np.where(k, graph.sign, -graph.sign), graph.weight
        )
        for k in kept
    ]
    found = dissonance({"RUS": 0.8, "ISR": -0.4}, graph, drawn=drawn)
    assert found.total_interval == pytest.approx((0, 0.64))
    # A drawn graph may have an edge that the graph has not: it counts in the sum.
    more = SignedGraph.of(graph.nodes, [0, 1], [1, 2], [1, 1])
    several = dissonance({"IRN": 1, "ISR": -1}, graph.keep(graph.sign < 0), drawn=[more, more])
    assert several.total_interval == (1, 1)


def test_a_frame_will_do() -> None:
    frame = pl.DataFrame({"state": ["RUS", "ISR"], "attitude": [0.8, -0.4]})
    assert dissonance(frame, record()).total == pytest.approx(0.48)
    assert dissonance(frame.to_pandas(), record()).total == pytest.approx(0.48)


def test_what_cannot_be_used_is_said_in_one_line() -> None:
    with pytest.raises(UnknownNameError, match="'Atlantis' is no node of this graph"):
        dissonance({"Atlantis": 1}, record())
    for value in (1.5, float("nan"), "much", None):
        with pytest.raises(InputError, match=r"attitude to RUS is .*from -1 to 1"):
            dissonance({"RUS": value}, record())
    with pytest.raises(InputError, match="given twice, once as 'Russia'"):
        dissonance({"RUS": 1, "Russia": 1}, record())
    with pytest.raises(InputError, match="columns state and attitude"):
        dissonance(pl.DataFrame({"name": ["RUS"]}), record())
    with pytest.raises(InputError, match="different numbers of draws"):
        dissonance({"RUS": [0.1, 0.2], "ISR": [0.1, 0.2, 0.3]}, record())
