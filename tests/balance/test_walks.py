"""Closed walks and short cycles tell how far from balance a graph is."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from legation.balance import walks
from legation.balance.graph import SignedGraph
from legation.balance.triads import triads
from legation.balance.walks import cycle_balance, walk_balance, walks_by_length
from legation.errors import InputError
from tests.balance.made_measures import graphs, random_graph, read_graph, two_camps


def test_the_highland_tribes_have_the_published_walk_balance(shared: Path) -> None:
    found = walk_balance(read_graph(shared / "gold/signed/highland_tribes.csv"))
    assert found.value == pytest.approx(0.3575761, abs=5e-8)  # R's signnet, method "walk"
    assert found.interval == pytest.approx((found.value, found.value))


@given(
    graph=graphs(weighted=True),
    beta=st.sampled_from([0.1, 1.0, 2.0]),
    weighted=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_walk_balance_is_the_ratio_of_exponentials(
    graph: SignedGraph, beta: float, weighted: bool
) -> None:
    matrix = beta * graph.dense(weighted)
    above, below = np.diag(expm(matrix)), np.diag(expm(np.abs(matrix)))
    found = walk_balance(graph, beta, weighted=weighted, nodes=True)
    assert found.value == pytest.approx(above.sum() / below.sum())
    assert found.nodes == pytest.approx(above / below)


def test_walks_that_overflow_are_still_compared() -> None:
    # A triangle of foes has eigenvalues 1, 1, -2, of friends 2, -1, -1.
    graph = SignedGraph.of([*"abc"], [0, 0, 1], [1, 2, 2], [-1, -1, -1], [1e4] * 3)
    found = walk_balance(graph, weighted=True)
    assert found.log == pytest.approx(np.log(2) - 1e4)
    assert found.value == 0.0
    assert walk_balance(two_camps(400, 0.9, seed=1), beta=20).value == pytest.approx(1)


def test_a_large_component_does_not_drown_a_small_one() -> None:
    large = two_camps(60, 1.0, seed=1, wrong=0.2)
    u, v = np.r_[large.u, 60, 60, 61], np.r_[large.v, 61, 62, 62]
    graph = SignedGraph.of([*large.nodes, "x", "y", "z"], u, v, np.r_[large.sign, -1, -1, -1])
    rows = walk_balance(graph, beta=3, nodes=True).frame()
    alone = walk_balance(graph.among(["x", "y", "z"]), beta=3).value
    assert rows["balance"].to_list()[-3:] == pytest.approx([alone] * 3)


def test_a_node_whose_walks_drown_in_rounding_is_left_open() -> None:
    # A long path off a large clique: what its end contributes lies below the last digit.
    clique = two_camps(80, 1.0, seed=1, wrong=0.1)
    tail = np.arange(80, 92)
    graph = SignedGraph.of(
        [*clique.nodes, *(f"t{i}" for i in tail)],
        np.r_[clique.u, tail - 1],
        np.r_[clique.v, tail],
        np.r_[clique.sign, np.ones(12)],
    )
    frame = walk_balance(graph, nodes=True).frame()
    assert frame["balance"][-1] is None
    assert frame["balance"][:80].null_count() == 0


def test_large_graphs_are_estimated_with_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(500, 0.02, seed=4, hostile=0.2)
    for beta in (0.1, 1.0):
        exact = walk_balance(graph, beta)
        monkeypatch.setattr(walks, "_DENSE", 100)
        found = walk_balance(graph, beta, seed=1)
        monkeypatch.undo()
        assert not found.exact
        assert abs(found.log - exact.log) < 4 * found.standard_error + 1e-9
        assert found.standard_error < 0.03
        assert "estimated" in str(found)
    monkeypatch.setattr(walks, "_DENSE", 100)
    with pytest.raises(InputError, match="up to 100 nodes"):
        walk_balance(graph, nodes=True)


def test_short_cycles_are_counted_as_by_hand() -> None:
    graph = random_graph(8, 0.7, seed=6, hostile=0.3)
    matrix = graph.dense()
    for found in cycle_balance(graph):
        signs = [
            np.prod([matrix[a, b] for a, b in zip(p, (*p[1:], p[0]), strict=True)])
            for p in permutations(range(8), found.length)
            if p[0] == min(p) and p[1] < p[-1]
        ]
        assert found.total == np.count_nonzero(signs)
        assert found.balanced == sum(sign > 0 for sign in signs)


def test_walks_of_length_three_are_the_triads() -> None:
    graph = random_graph(30, 0.4, seed=2)
    share = triads(graph).share
    by_length = walks_by_length(graph, 4)
    assert share is not None
    assert np.isnan(by_length[0])
    assert by_length[1] == pytest.approx(1)
    assert by_length[2] == pytest.approx(2 * share - 1)


@given(graph=graphs(weighted=True), data=st.data())
@settings(max_examples=50, deadline=None)
def test_switching_leaves_walks_and_cycles(graph: SignedGraph, data: st.DataObject) -> None:
    turned = graph.switched(data.draw(st.lists(st.sampled_from(graph.nodes), unique=True)))
    assert walk_balance(turned).log == pytest.approx(walk_balance(graph).log, abs=1e-9)
    assert cycle_balance(turned) == cycle_balance(graph)


def test_a_balanced_graph_has_walk_balance_one() -> None:
    graph = two_camps(40, 0.3, seed=3)
    assert walk_balance(graph).value == pytest.approx(1)
    assert [part.share for part in cycle_balance(graph)] == [1, 1, 1]
    assert walk_balance(SignedGraph.of([*"ab"], [], [], [])).value == 1


def test_a_temperature_must_be_positive() -> None:
    with pytest.raises(InputError, match="positive"):
        walk_balance(SignedGraph.of([*"ab"], [0], [1], [1]), beta=0)
