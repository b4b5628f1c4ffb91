"""Strain: what becomes of the picture if the sign of one edge is reversed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from legation.balance import flips
from legation.balance.frustration import solve
from legation.balance.graph import SignedGraph
from legation.balance.strain import strain
from legation.balance.triads import triads
from legation.errors import InputError
from tests.balance.made_measures import (
    frustration_by_hand,
    graphs,
    random_graph,
    read_graph,
    two_camps,
)


def reversed_at(graph: SignedGraph, edge: int) -> SignedGraph:
    sign = graph.sign.copy()
    sign[edge] *= -1
    return graph.with_signs(sign)


@given(graph=graphs(weighted=True))
@settings(max_examples=30, deadline=None)
def test_the_change_is_that_of_every_partition_tried(graph: SignedGraph) -> None:
    found = strain(graph, weighted=True)
    assert found.flips.stopped == "proved"
    for edge in range(graph.size):
        after = frustration_by_hand(reversed_at(graph, edge))
        assert found.flips.lower[edge] == pytest.approx(after)
        assert found.flips.upper[edge] == pytest.approx(after)
        assert found.flips.change_lower[edge] == pytest.approx(after - found.solution.upper)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_larger_graphs_agree_with_solving_each_reversal(seed: int, weighted: bool) -> None:
    graph = random_graph(18, 0.3, seed, hostile=0.4, weighted=weighted)
    found = strain(graph, weighted=weighted)
    after = [solve(reversed_at(graph, e), weighted=weighted).upper for e in range(graph.size)]
    assert found.flips.lower == pytest.approx(after)
    assert found.flips.upper == pytest.approx(after)


def test_edges_of_an_interstate_graph_agree_with_solving_anew(shared: Path) -> None:
    graph = read_graph(shared / "gold/signed/cow_46-49.csv")
    found = strain(graph)
    assert (found.solution.upper, found.flips.stopped) == (17, "proved")
    chosen = np.random.default_rng(1).choice(graph.size, 40, replace=False)
    for edge in chosen.tolist():
        again = solve(reversed_at(graph, edge), start=found.solution.side)
        assert found.flips.lower[edge] == found.flips.upper[edge] == again.upper
    row = found.frame().row(0, named=True)
    assert row["change_upper"] == -1
    assert row["rank"] == 1


def test_the_change_of_the_share_is_that_of_the_reversed_graph() -> None:
    graph = random_graph(15, 0.5, seed=2)
    before = triads(graph).share or 0
    rows = {(r["u"], r["v"]): r for r in strain(graph).frame().to_dicts()}
    for edge in range(graph.size):
        after = triads(reversed_at(graph, edge)).share or 0
        row = rows[graph.nodes[graph.u[edge]], graph.nodes[graph.v[edge]]]
        assert row["share_change"] == pytest.approx(after - before)


def test_one_edge_against_two_camps_is_the_one_that_strains() -> None:
    graph = reversed_at(two_camps(40, 0.4, seed=3), 17)
    found = strain(graph)
    first = found.evidence()
    assert len(first) == 1
    u, v = graph.nodes[graph.u[17]], graph.nodes[graph.v[17]]
    assert first.select("u", "v").row(0) == (u, v)
    assert found.of(v, u)["share_change"] > 0
    assert str(found) == f"1 of {graph.size} edges would lower the frustration index if reversed"


def test_an_edge_in_no_cycle_strains_nothing() -> None:
    graph = SignedGraph.of([*"abcd"], [0, 0, 1, 2], [1, 2, 2, 3], [1, 1, -1, -1])
    row = strain(graph).of("c", "d")
    assert (row["change_lower"], row["change_upper"], row["triads"]) == (0, 0, 0)
    with pytest.raises(InputError, match="not joined"):
        strain(graph).of("a", "d")


def test_bounds_hold_where_time_is_short() -> None:
    graph = random_graph(16, 0.4, seed=5, hostile=0.5)
    solution = solve(graph)
    exact = flips.frustration_if_flipped(graph, solution).lower
    short = flips.frustration_if_flipped(graph, solution, time_limit=1e-9)
    assert short.stopped == "time limit"
    assert (short.change_lower < short.change_upper).any()
    assert (short.lower <= exact).all()
    assert (short.upper >= exact).all()


def test_bounds_hold_where_the_index_is_not_proved() -> None:
    graph = random_graph(12, 0.5, seed=6)
    best = solve(graph)
    side = np.ones(12, np.int8)
    wrong = graph.sign < 0
    poor = type(best)(1.0, float(wrong.sum()), False, side, wrong, "time limit", 0.0)
    found = strain(graph, solution=poor)
    assert found.flips.stopped == "index not proved"
    exact = strain(graph, solution=best).flips
    assert (found.flips.lower <= exact.lower).all()
    assert (found.flips.upper >= exact.upper).all()
    assert (found.flips.change_lower <= exact.change_lower).all()
    assert "not settled (index not proved)" in str(found)
    with pytest.raises(InputError, match="not one of this graph"):
        strain(two_camps(5, 0.9, 1), solution=best)


def test_ctrl_c_gives_the_bounds_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(16, 0.4, seed=5, hostile=0.5)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(flips._Part, "search", stop)
    monkeypatch.setattr(flips._Part, "price", lambda *_: None)
    found = strain(graph)
    assert found.flips.stopped == "interrupted"
    assert (found.flips.lower <= found.flips.upper).all()
