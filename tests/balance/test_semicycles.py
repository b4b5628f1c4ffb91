"""Semicycles of directed graphs are counted as by hand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.balance.directed import SignedDigraph
from legation.balance.semicycles import TRANSITIVE_TYPES, semicycles
from legation.balance.triads import triads
from tests.balance.made_measures import random_graph


@dataclass(frozen=True)
class Made:
    nodes: tuple[str, ...]
    u: np.ndarray
    v: np.ndarray
    sign: np.ndarray
    weight: np.ndarray


def made(arcs: dict[tuple[int, int], int], nodes: int) -> Made:
    return Made(
        tuple(f"s{i}" for i in range(nodes)),
        np.array([a for a, _ in arcs], np.int32),
        np.array([b for _, b in arcs], np.int32),
        np.array(list(arcs.values()), np.int8),
        np.ones(len(arcs)),
    )


@st.composite
def digraphs(draw: st.DrawFn) -> tuple[dict[tuple[int, int], int], int]:
    nodes = draw(st.integers(2, 6))
    ends = [(a, b) for a in range(nodes) for b in range(nodes) if a != b]
    signs = draw(st.lists(st.sampled_from((-1, 0, 1)), min_size=len(ends), max_size=len(ends)))
    return {arc: sign for arc, sign in zip(ends, signs, strict=True) if sign}, nodes


@given(drawn=digraphs())
@settings(max_examples=80, deadline=None)
def test_semicycles_are_every_choice_of_one_arc_for_each_pair(
    drawn: tuple[dict[tuple[int, int], int], int],
) -> None:
    arcs, nodes = drawn
    counts = {"transitive": [0, 0], "cyclic": [0, 0]}
    whole = [0, 0]
    for triple in combinations(range(nodes), 3):
        choices = [
            [arc for arc in ((a, b), (b, a)) if arc in arcs] for a, b in combinations(triple, 2)
        ]
        signs = []
        for chosen in product(*choices):
            kind = "cyclic" if len({a for a, _ in chosen}) == 3 else "transitive"
            sign = int(np.prod([arcs[arc] for arc in chosen]))
            counts[kind][0] += sign > 0
            counts[kind][1] += 1
            if kind == "transitive":
                signs.append(sign)
        joined = all(choices)
        closed = all(
            (x, z) in arcs
            for x, y, z in product(triple, repeat=3)
            if len({x, y, z}) == 3 and (x, y) in arcs and (y, z) in arcs
        )
        if joined and closed:
            whole[0] += all(sign > 0 for sign in signs)
            whole[1] += 1
    found = semicycles(made(arcs, nodes))
    for kind in counts:
        share = getattr(found, kind)
        assert [share.balanced, share.total] == counts[kind]
        assert share.intensity == pytest.approx(tuple(counts[kind]))
    assert [sum(n) for n in zip(*found.triads.values(), strict=True)] == whole
    mutual = [(a, b) for a, b in arcs if a < b and (b, a) in arcs]
    assert found.mutual.total == len(mutual)
    assert found.mutual.balanced == sum(arcs[a, b] == arcs[b, a] for a, b in mutual)


@pytest.mark.parametrize(
    ("arcs", "name"),
    [
        ([(0, 1), (1, 2), (0, 2)], "030T"),
        ([(0, 1), (0, 2), (1, 2), (2, 1)], "120D"),
        ([(1, 0), (2, 0), (1, 2), (2, 1)], "120U"),
        ([(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)], "300"),
        ([(0, 1), (1, 2), (2, 0)], None),
        ([(0, 1), (1, 2), (0, 2), (2, 0)], None),
    ],
)
def test_a_triad_is_known_by_the_name_of_its_type(
    arcs: list[tuple[int, int]], name: str | None
) -> None:
    found = semicycles(made(dict.fromkeys(arcs, 1), 3))
    assert {kind for kind, (_, total) in found.triads.items() if total} == ({name} - {None})
    assert set(found.triads) == set(TRANSITIVE_TYPES)


def test_one_arc_for_each_pair_gives_the_undirected_census() -> None:
    graph = random_graph(25, 0.5, seed=1, weighted=True)
    census, found = triads(graph), semicycles(graph)
    assert (found.of_three.balanced, found.of_three.total) == (census.balanced, census.total)
    assert found.of_three.weighted_share == pytest.approx(census.weighted_share)
    assert found.mutual.share is None
    assert len(found.evidence()) == census.total


def test_a_quarrel_of_views_is_a_semicycle_of_two() -> None:
    found = semicycles(made({(0, 1): 1, (1, 0): -1}, 2))
    assert found.mutual.share == 0
    assert str(found) == "0 of 0 semicycles of three balanced, 0 of 1 mutual pairs agree"
    assert found.evidence().is_empty()


def test_a_directed_graph_of_the_room_can_be_counted() -> None:
    graph = SignedDigraph.of(["c", "b", "a"], [0, 1, 2, 2], [1, 0, 0, 1], [1, -1, 1, 1])
    found = semicycles(graph)
    assert (found.mutual.balanced, found.mutual.total) == (0, 1)
    assert (found.transitive.balanced, found.transitive.total) == (1, 2)
    assert found.evidence().select("a", "b", "c", "arcs").rows() == [("a", "b", "c", 4)]
