"""The smallest eigenvalue of the signed Laplacian is zero where a component is balanced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.balance import spectral
from legation.balance.graph import SignedGraph
from legation.balance.spectral import spectral_balance, two_sides
from tests.balance.made_measures import frustration_by_hand, graphs, random_graph, two_camps


def cycle(length: int) -> SignedGraph:
    """A cycle with one hostile edge."""
    nodes = [f"s{i:02}" for i in range(length)]
    ends = np.arange(length)
    return SignedGraph.of(nodes, ends, (ends + 1) % length, [-1] + [1] * (length - 1))


@pytest.mark.parametrize("length", [3, 4, 9])
def test_an_unbalanced_cycle_has_the_known_eigenvalue(length: int) -> None:
    # The signed Laplacian of a negative cycle has eigenvalues 2 - 2 cos((2 k + 1) pi / n).
    found = spectral_balance(cycle(length))
    assert found.conflict == pytest.approx(2 - 2 * np.cos(np.pi / length))
    assert found.normalised == pytest.approx(1 - np.cos(np.pi / length))


@given(graph=graphs(weighted=True))
@settings(max_examples=80, deadline=None)
def test_conflict_is_zero_just_where_a_component_is_balanced(graph: SignedGraph) -> None:
    for part in spectral_balance(graph, weighted=True).components:
        among = graph.among(part.nodes)
        matrix = among.dense(weighted=True)
        values = np.linalg.eigvalsh(np.diag(np.abs(matrix).sum(axis=0)) - matrix)
        index = frustration_by_hand(among)
        assert part.balanced == (index == 0) == (part.conflict == 0)
        assert part.conflict == pytest.approx(values[0], abs=1e-9)
        assert part.frustration_at_least <= index + 1e-9


def test_components_stand_apart_so_that_a_small_one_does_not_decide() -> None:
    unbalanced = cycle(5)
    graph = SignedGraph.of(
        [*unbalanced.nodes, "x", "y", "z"],
        np.r_[unbalanced.u, 5],
        np.r_[unbalanced.v, 6],
        np.r_[unbalanced.sign, 1],
    )
    found = spectral_balance(graph)
    assert [(len(p.nodes), p.balanced) for p in found.components] == [(5, False), (2, True)]
    assert found.conflict == spectral_balance(unbalanced).conflict
    assert "largest of 2 components" in str(found)


def test_a_large_component_gives_the_same_by_inverse_iteration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = random_graph(120, 0.1, seed=2, hostile=0.2, weighted=True)
    exact = spectral_balance(graph, weighted=True)
    monkeypatch.setattr(spectral, "_DENSE", 10)
    found = spectral_balance(graph, weighted=True)
    assert found.conflict == pytest.approx(exact.conflict)
    assert found.normalised == pytest.approx(exact.normalised)


@given(graph=graphs(weighted=True), data=st.data())
@settings(max_examples=50, deadline=None)
def test_switching_leaves_the_conflict(graph: SignedGraph, data: st.DataObject) -> None:
    turned = graph.switched(data.draw(st.lists(st.sampled_from(graph.nodes), unique=True)))
    found, before = spectral_balance(turned, weighted=True), spectral_balance(graph, weighted=True)
    assert [p.balanced for p in found.components] == [p.balanced for p in before.components]
    values = [p.conflict for p in found.components]
    assert values == pytest.approx([p.conflict for p in before.components], abs=1e-9)


def test_a_balanced_graph_is_parted_without_a_frustrated_edge() -> None:
    graph = two_camps(60, 0.1, seed=9)
    side, balanced = two_sides(graph)
    assert balanced.all()
    assert (graph.sign * side[graph.u] * side[graph.v] > 0).all()
    assert spectral_balance(graph).conflict == 0
    assert spectral_balance(SignedGraph.of([*"ab"], [], [], [])).conflict is None
