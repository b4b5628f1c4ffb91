"""Bounds carried from month to month, solutions kept, and what is told of a course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from legation.balance import chronicle, months
from legation.balance.carried import bettered, carried, cost_of, drop, free, kept, lifted
from legation.balance.course import course
from legation.balance.frustration import Solution, solve
from legation.balance.graph import SignedGraph
from legation.balance.modularity import signed_modularity
from legation.balance.months import follow, levelled
from tests.balance.made_measures import frustration_by_hand, random_graph, two_camps
from tests.balance.test_course import history, web
from tests.brief.made import Hand


def perturbed(graph: SignedGraph, seed: int) -> SignedGraph:
    """Take out edges and a node, turn and reweigh edges, let a newcomer in; or take one edge."""
    rng = np.random.default_rng(seed)
    if seed % 2:
        return graph.keep(np.arange(graph.size) != rng.integers(graph.size))
    kept = rng.random(graph.size) < 0.95
    gone = graph.nodes[int(rng.integers(graph.order))]
    there = np.array([node != gone for node in graph.nodes])
    out = graph.keep(kept & there[graph.u] & there[graph.v], there)
    sign = np.where(rng.random(out.size) < 0.03, -out.sign, out.sign)
    weight = np.maximum(out.weight + rng.integers(-1, 2, out.size), 1)
    ends = rng.choice(out.order, 3, replace=False)
    return SignedGraph.of(
        [*out.nodes, "new"],
        np.r_[out.u, ends],
        np.r_[out.v, np.full(3, out.order)],
        np.r_[sign, rng.choice([-1, 1], 3)],
        np.r_[weight, np.ones(3)],
    )


@pytest.mark.parametrize("weighted", [False, True])
def test_a_carried_bound_is_never_above_the_index(weighted: bool) -> None:
    tight = 0
    for seed in range(150):
        before = random_graph(8, 0.7, seed, weighted=True)
        after = perturbed(before, seed + 1000)
        index = [
            frustration_by_hand(graph if weighted else replace(graph, weight=np.ones(graph.size)))
            for graph in (before, after)
        ]
        for one, other, known, true in (
            (before, after, *index),
            (after, before, index[1], index[0]),
        ):
            bound = carried(one, known, other, weighted)
            assert 0 <= bound <= true
            tight += bound == true
    assert tight > 5  # it says something, too


def test_the_drop_counts_what_is_gone_turned_or_lighter_and_nothing_else() -> None:
    graph = SignedGraph.of(list("ABCD"), [0, 0, 1, 2], [1, 2, 2, 3], [1, 1, -1, 1], [1, 2, 3, 4])
    assert drop(graph, graph) == drop(graph, graph, True) == 0
    assert drop(graph, graph.among("ABC"), True) == 4
    assert drop(graph.among("ABC"), graph, True) == 0
    turned = graph.with_signs([1, 1, 1, 1])
    assert (drop(graph, turned), drop(graph, turned, True)) == (1, 3)
    lighter = replace(graph, weight=np.array([1.0, 1.5, 9.0, 4.0]))
    assert (drop(graph, lighter), drop(graph, lighter, True)) == (0, 0.5)
    empty = SignedGraph.of(list("XY"), [], [], [])
    assert (drop(graph, empty), drop(empty, graph)) == (4, 0)


def test_bounds_that_meet_are_a_proof() -> None:
    graph = two_camps(12, 0.8, seed=3, wrong=0.1)
    best = solve(graph)
    assert free(graph, best.side, best.lower - 1) is None
    assert free(graph, None, best.lower) is None
    found = free(graph, best.side, best.lower)
    assert found is not None
    assert (found.optimal, found.upper) == (True, best.upper)
    loose = replace(best, lower=0.0, optimal=False, stopped="time limit")
    assert lifted(loose, best.upper).optimal
    assert lifted(loose, 1.0).lower == 1.0
    worse = Solution(0, 99, False, -np.ones(12, np.int8), best.frustrated, "time limit", 0)
    assert bettered(graph, worse, best.side).upper == best.upper


def test_later_months_better_the_bounds_of_earlier_ones() -> None:
    graphs = [replace(two_camps(14, 0.7, seed=5, wrong=0.15), period=at) for at in ("1", "2")]
    first, second = follow(graphs)
    side = np.where(np.arange(14) < 3, -first.solution.side, first.solution.side).astype(np.int8)
    cost, wrong = cost_of(graphs[0], side)
    open_ = Solution(1.0, cost, False, side, wrong, "time limit", 1.0)
    found = levelled([replace(first, solution=open_), second])[0]
    assert found.solution.optimal
    assert found.solution.upper == second.solution.upper
    assert (found.faction == first.faction).all() or (found.faction == 1 - first.faction).all()


# -- kept ----------------------------------------------------------------------------------


def counted(monkeypatch: pytest.MonkeyPatch, stop: int | None = None) -> list[str | None]:
    """Count searches; Ctrl-C comes in one of them."""
    seen: list[str | None] = []

    def search(graph: SignedGraph, **options: Any) -> Solution:
        seen.append(graph.period)
        found = solve(graph, **options)
        return replace(found, stopped="interrupted") if len(seen) == stop else found

    monkeypatch.setattr(months, "solve", search)
    return seen


def test_a_course_that_was_stopped_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    graphs = [
        replace(two_camps(14, 0.8, seed=seed, wrong=0.2), period=str(2000 + seed))
        for seed in range(5)
    ]
    record = Hand().record
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "empty"))
    whole = course(graphs, stay=1, held=kept(record, time_limit=9))
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path / "own"))
    counted(monkeypatch, stop=3)
    part = course(graphs, stay=1, held=kept(record, time_limit=9))
    assert (len(part.months), part.complete) == (2, False)
    seen = counted(monkeypatch)
    again = course(graphs, stay=1, held=kept(record, time_limit=9))
    assert seen == ["2002", "2003", "2004"]
    assert again.frame().equals(whole.frame())
    assert (again.camps == whole.camps).all()
    assert course(graphs, stay=1, held=kept(record, time_limit=1)).frame().equals(whole.frame())
    assert len(seen) == 3  # a proof holds for any time limit
    course(graphs, stay=1, weighted=True, held=kept(record, time_limit=9, weighted=True))
    assert len(seen) == 8


def test_bounds_are_kept_for_their_own_time_limit_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEGATION_CACHE", str(tmp_path))
    graph = two_camps(12, 0.8, seed=1, wrong=0.2)
    record, best = Hand().record, solve(graph)
    loose = replace(best, lower=1.0, optimal=False, stopped="time limit")
    assert kept(record, time_limit=2)(graph, None, lambda: loose).lower == 1
    again = kept(record, time_limit=2)(graph, None, lambda: best)
    assert (again.lower, again.upper, again.stopped) == (1, best.upper, "time limit")
    assert (again.frustrated == best.frustrated).all()
    assert kept(record, time_limit=3)(graph, None, lambda: best).optimal
    # What is proved now answers for the shorter time as well.
    assert kept(record, time_limit=2)(graph, None, lambda: loose).optimal


# -- told ----------------------------------------------------------------------------------


def test_modularity_is_that_of_newman_where_all_are_friends() -> None:
    graph = random_graph(12, 0.5, seed=4, hostile=0.0, weighted=True)
    faction = np.arange(12) % 3
    groups = [{graph.nodes[i] for i in range(12) if i % 3 == n} for n in range(3)]
    peer = nx.Graph()
    peer.add_nodes_from(graph.nodes)
    for a, b, weight in zip(graph.u, graph.v, graph.weight, strict=True):
        peer.add_edge(graph.nodes[a], graph.nodes[b], weight=weight)
    for weighted, name in ((True, "weight"), (False, None)):
        found = signed_modularity(graph, faction, weighted=weighted)
        assert found == pytest.approx(nx.community.modularity(peer, groups, weight=name))


def test_modularity_counts_foes_apart_as_it_counts_friends_together() -> None:
    # By hand: 6 friendly edges inside, 9 hostile across; chance has 3 and 4.5 inside.
    graph = web("aaabbb", "2000")
    assert signed_modularity(graph, np.array([0, 0, 0, 1, 1, 1])) == pytest.approx((3 + 4.5) / 15)
    assert signed_modularity(graph, np.zeros(6, np.int64)) == pytest.approx(0)
    assert signed_modularity(SignedGraph.of(["A"], [], [], []), np.array([-1])) is None


def test_a_remnant_does_not_carry_on_the_name_of_a_camp() -> None:
    # Eight of eleven go over, three stay: the camp is no more, and the three are another one.
    before, after = "a" * 12 + "b" * 11, "a" * 20 + "bbb"
    found = course(history(f"{before} " * 4 + f"{after} " * 4), stay=3)
    sizes = {name: len(group) for name, group in found.members("2000-08").items()}
    assert sizes == {"A": 20, "C": 3}
    assert ("merged", "B", "A") in [(one.kind, one.camp, one.other) for one in found.events]


@pytest.mark.parametrize("weighted", [False, True])
def test_rows_events_and_sentences_say_what_the_course_holds(weighted: bool) -> None:
    found = course(history("aaaabbbb " * 4 + "aaabbbbb " * 4), stay=3, weighted=weighted)
    rows = chronicle.rows(found, weighted=weighted)
    assert (rows[0]["frustrated_upper"], rows[0]["share"], rows[0]["expected"]) == (0, 1, None)
    assert (rows[0]["factions"], rows[-1]["sizes"]) == ([4, 4], {"A": 3, "B": 5})
    (event,) = chronicle.events(found, weighted=weighted)
    assert event["margin"] == 7  # each of its seven ties would be against it
    said = chronicle.event_sentence(found.events[0], {"s03": "Land"}, 7)
    assert said.startswith("2000-05: from camp A to camp B: Land. At least 100 % of its ties agree")
    first, second = chronicle.camps(found)
    assert (first.name, first.most, second.most, second.members[0]) == ("A", 4, 5, "s03")
    assert "proved in 8" in chronicle.sentences(found, "3 graphs on end")[0]
    assert not any("Modularity" in one for one in chronicle.sentences(found, "a year"))
    same = course(history("aaaaaaaa " * 4), stay=3)
    assert "in 4 graphs, 2000-01 to 2000-04" in " ".join(chronicle.sentences(same, "a year"))


def test_how_near_the_division_before_still_is_goes_with_a_merger() -> None:
    found = course(history("aaaabbbb " * 4 + "aaaaaaaa " * 4), stay=3)
    # All are friends: the halves as they were slide together by themselves.
    assert [event["margin"] for event in chronicle.events(found)] == [None]
    text: Callable[..., str] = chronicle.event_sentence
    assert "merged into" in text(found.events[0], {}, None)
