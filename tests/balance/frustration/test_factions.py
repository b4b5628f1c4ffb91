from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from legation.balance.frustration import frustration
from legation.errors import InputError
from tests.balance.frustration.made import drawn, graph_of, least_of_groups, random_signs, read


@pytest.mark.parametrize("k", [1, 2, 3, None])
def test_all_divisions_in_groups_counted_out_say_the_same(k: int | None) -> None:
    chance = np.random.default_rng(21)
    for i in range(60):
        weights = ("none", "whole", "real")[i % 3]
        weighted = weights != "none"
        graph = drawn(chance, most=6 if k is None else 8, weights=weights)
        found = frustration(graph, k=k, weighted=weighted)
        least = least_of_groups(graph, graph.order if k is None else k, weighted)
        assert found.optimal
        assert found.upper == pytest.approx(least, abs=1e-5)
        assert k is None or len(found.factions) == min(k, max(graph.order, 2))
        weight = graph.weight if weighted else np.ones(graph.size)
        assert weight[found.frustrated].sum() == pytest.approx(found.upper)


def test_highland_tribes_fall_into_three_camps_with_two_ties_against_them(shared: Path) -> None:
    # Doreian & Mrvar (1996) find these three clusters with two inconsistencies.
    graph = read(shared / "gold/signed/highland_tribes.csv")
    for k in (3, None):
        found = frustration(graph, k=k)
        assert (found.lower, found.upper, found.optimal) == (2, 2, True)
        assert [len(names) for names in found.factions] == [7, 5, 4]


def test_more_factions_never_cost_more() -> None:
    graph = random_signs(14, 0.8, seed=4)
    costs = [frustration(graph, k=k).upper for k in (1, 2, 3, 4, None)]
    assert costs == sorted(costs, reverse=True)


def test_all_hostile_states_each_stand_alone_if_they_may() -> None:
    u, v = np.triu_indices(9, 1)
    graph = graph_of(9, u, v, -np.ones(len(u)))
    assert frustration(graph, k=None).upper == 0
    assert frustration(graph, k=3).upper == 3 * 3
    assert frustration(graph, k=3).optimal


def test_a_large_graph_gets_bounds_in_time() -> None:
    graph = random_signs(60, 0.6, seed=2)
    found = frustration(graph, time_limit=2, k=3)
    assert 0 < found.lower <= found.upper
    assert found.upper == found.frustrated.sum()
    assert found.optimal == (found.stopped == "proved")


def test_a_number_of_factions_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="1 or more, or None"):
        frustration(graph_of(2, [0], [1], [1]), k=0)


def test_more_factions_than_nodes_are_as_good_as_any_number() -> None:
    graph = random_signs(9, 0.8, seed=4)
    free, many = frustration(graph, k=None), frustration(graph, k=10**10)
    assert (many.lower, many.upper, many.k) == (free.lower, free.upper, 10**10)
    assert len(many.factions) == graph.order
