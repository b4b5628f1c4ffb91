from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from legation.balance.frustration import frustration, solve
from legation.balance.graph import SignedGraph
from legation.errors import InputError
from tests.balance.frustration.made import costs, drawn, graph_of, read, two_camps

HALF = 250


@pytest.mark.parametrize("weights", ["none", "whole", "real"])
def test_all_divisions_counted_out_say_the_same(weights: str) -> None:
    chance = np.random.default_rng(11)
    weighted = weights != "none"
    for _ in range(HALF):
        graph = drawn(chance, weights=weights)
        total = costs(graph, weighted)
        found = frustration(graph, weighted=weighted)
        assert found.optimal
        assert found.stopped == "proved"
        assert found.lower == pytest.approx(total.min(), abs=1e-5)
        assert found.upper == pytest.approx(total.min(), abs=1e-5)
        weight = graph.weight if weighted else np.ones(graph.size)
        assert weight[found.frustrated].sum() == pytest.approx(found.upper)
        # Among all divisions, the frustrated sets of least cost are as many as the divisions
        # of least cost over those that swap whole components.
        swaps = 2 ** (_components(graph) - 1)
        ties = (total <= total.min() + 1e-9 * (1 + total.min())).sum()
        assert found.unique == (ties == swaps)


def test_highland_tribes_have_seven_frustrated_ties_and_one_best_division(shared: Path) -> None:
    found = frustration(read(shared / "gold/signed/highland_tribes.csv"))
    assert (found.lower, found.upper, found.optimal, found.unique) == (7, 7, True, True)
    # Hage & Harary (1983): the four tribes that stand against the twelve others.
    assert found.factions[1] == ("Gama", "Gavev", "Kotun", "Nagad")
    assert len(found.evidence()) == 7


def test_every_interstate_graph_is_proved(shared: Path) -> None:
    paths = sorted((shared / "gold/signed").glob("cow_*.csv"))
    found = {path.stem: frustration(read(path)) for path in paths}
    assert len(found) == 17
    assert all(one.optimal and one.unique is not None for one in found.values())
    assert found["cow_46-49"].upper == 17


def test_two_camps_of_two_hundred_states_are_proved_and_found() -> None:
    found = frustration(two_camps(200, 0.3, 0.1, seed=3), time_limit=60)
    assert found.optimal
    assert [len(names) for names in found.factions] == [100, 100]


@settings(max_examples=30, deadline=None)
@given(some.integers(0, 10**6), some.integers(0, 2**12 - 1))
def test_switching_nodes_changes_no_index(seed: int, switched: int) -> None:
    graph = drawn(np.random.default_rng(seed), most=12, weights="whole")
    nodes = [name for i, name in enumerate(graph.nodes) if switched >> i & 1]
    other = graph.switched(nodes)
    first, second = frustration(graph, weighted=True), frustration(other, weighted=True)
    assert first.upper == second.upper
    assert first.unique == second.unique


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 10**6), some.integers(0, 10**6))
def test_the_index_of_two_graphs_side_by_side_is_the_sum(one: int, two: int) -> None:
    first, second = (drawn(np.random.default_rng(seed), most=10) for seed in (one, two))
    both = graph_of(
        first.order + second.order,
        np.r_[first.u, second.u + first.order],
        np.r_[first.v, second.v + first.order],
        np.r_[first.sign, second.sign],
    )
    a, b, c = frustration(first), frustration(second), frustration(both)
    assert c.upper == a.upper + b.upper
    assert c.unique == (a.unique and b.unique)


def test_closed_forms() -> None:
    for order in (4, 5, 8, 11):
        u, v = np.triu_indices(order, 1)
        half = order // 2
        within = half * (half - 1) // 2 + (order - half) * (order - half - 1) // 2
        all_hostile = frustration(graph_of(order, u, v, -np.ones(len(u))))
        assert (all_hostile.upper, all_hostile.optimal) == (within, True)
        assert all_hostile.unique is False
    ring = np.arange(9)
    odd_ring = graph_of(9, ring, (ring + 1) % 9, -np.ones(9), np.arange(1.0, 10.0))
    found = frustration(odd_ring, weighted=True)
    assert (found.upper, found.unique) == (1.0, True)
    assert frustration(odd_ring).unique is False


def test_decimal_weights_are_counted_exactly() -> None:
    u, v = [0, 0, 1], [1, 2, 2]
    found = frustration(graph_of(3, u, v, [1, 1, -1], [0.1, 0.2, 0.3]), weighted=True)
    assert found.upper == pytest.approx(0.1)
    assert (found.optimal, found.unique) == (True, True)


def test_a_graph_without_edges_or_cycles_is_balanced() -> None:
    for graph in (graph_of(0, [], [], []), graph_of(3, [], [], [])):
        found = frustration(graph)
        assert (found.lower, found.upper, found.optimal, found.unique) == (0, 0, True, True)
        assert found.isolated == graph.nodes
        assert found.factions == ((), ())
    tree = frustration(graph_of(4, [0, 0, 0], [1, 2, 3], [1, -1, -1]))
    assert (tree.upper, tree.factions) == (0, (("n0000", "n0001"), ("n0002", "n0003")))


def test_a_warm_start_is_kept_where_it_is_best_and_checked() -> None:
    graph = drawn(np.random.default_rng(5), weights="none")
    best = solve(graph)
    again = solve(graph, start=best.side)
    assert again.upper == best.upper
    with pytest.raises(InputError, match="1 or -1 for each"):
        solve(graph, start=np.zeros(graph.order, np.int8))
    for limit in (-1, 0, float("nan"), "5", True):
        with pytest.raises(InputError, match="positive number of seconds"):
            solve(graph, time_limit=limit)


def test_the_same_seed_gives_the_same_factions_and_plain_values() -> None:
    graph = two_camps(40, 0.5, 0.2, seed=1)
    first, second = frustration(graph), frustration(graph)
    assert first.factions == second.factions
    plain = json.loads(json.dumps(first.to_dict()))
    assert plain["lower"] == plain["upper"] == len(plain["frustrated_edges"])
    assert "Frustration" in first._repr_html_()
    assert "optimal=True" in repr(first)
    assert set(first.frustrated_edges.columns) == {"u", "v", "sign", "weight"}


def _components(graph: SignedGraph) -> int:
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(graph.adjacency(), directed=False)[0])
