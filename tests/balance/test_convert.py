"""Graphs go to networkx and igraph and come back the same; directed ones are joined by a rule."""

from __future__ import annotations

import sys
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest

from legation.balance.convert import from_igraph, from_networkx, to_igraph, to_networkx
from legation.balance.directed import SignedDigraph
from legation.balance.graph import SignedGraph
from legation.errors import InputError, LegationError, UnknownNameError

ALONE = SignedGraph.of(
    ["d", "b", "a", "c"], [1, 1, 2], [2, 3, 3], [1, -1, 1], [2, 0.5, 1], [1, 0.9, 1], "2001-05"
)


def same(a: SignedGraph, b: SignedGraph) -> bool:
    return (a.nodes, a.period, a.notes, a.frame().rows()) == (
        b.nodes,
        b.period,
        b.notes,
        b.frame().rows(),
    )


def test_a_graph_comes_back_from_networkx_and_igraph_with_nodes_that_stand_alone() -> None:
    there = to_networkx(ALONE)
    assert there["a"]["b"] == {"sign": 1, "weight": 2.0, "probability": 1.0}
    assert same(from_networkx(there), ALONE)
    other = to_igraph(ALONE)
    assert other.vs["name"] == ["a", "b", "c", "d"]
    assert same(from_igraph(other), ALONE)
    nothing = SignedGraph.of(["a"], [], [], [])
    assert same(from_networkx(to_networkx(nothing)), nothing)
    assert same(from_igraph(to_igraph(nothing)), nothing)


def test_signed_weights_alone_are_read_as_sign_times_weight() -> None:
    made = nx.Graph()
    made.add_weighted_edges_from([(1, 2, -3.0), (2, 3, 0.5)])
    assert [row[:4] for row in from_networkx(made).frame().rows()] == [
        ("1", "2", -1, 3.0),
        ("2", "3", 1, 0.5),
    ]


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(InputError, match=r"is directed; make a SignedDigraph .* symmetrise"):
        from_networkx(nx.DiGraph([(1, 2)]))
    with pytest.raises(InputError, match="is directed"):
        from_igraph(igraph.Graph([(0, 1)], directed=True))
    with pytest.raises(InputError, match="no attribute 'sign'"):
        from_igraph(igraph.Graph([(0, 1)]))
    half = nx.Graph()
    half.add_edge("a", "b", sign=1)
    half.add_edge("b", "c")
    with pytest.raises(InputError, match="between b and c has no sign"):
        from_networkx(half)
    with pytest.raises(InputError, match="two nodes of this graph bear one name"):
        from_networkx(nx.Graph([(1, "1")]))


@pytest.mark.parametrize("name", ["networkx", "igraph"])
def test_a_library_that_is_not_there_is_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    convert = {"networkx": to_networkx, "igraph": to_igraph}[name]
    with pytest.raises(LegationError, match=f"{name} is not installed; add it with"):
        convert(ALONE)


# a and b agree, a and c disagree, b and c cancel in weight; of c and d one direction is known.
WAYS: list[tuple[str, str, int, float, float]] = [
    ("a", "b", 1, 1.0, 0.9),
    ("b", "a", 1, 3.0, 0.8),
    ("a", "c", 1, 3.0, 0.9),
    ("c", "a", -1, 1.0, 0.6),
    ("b", "c", -1, 2.0, 1.0),
    ("c", "b", 1, 2.0, 1.0),
    ("d", "c", -1, 5.0, 0.7),
]
WAYS_OF = SignedDigraph.of(
    "dcba",
    ["dcba".index(w[0]) for w in WAYS],
    ["dcba".index(w[1]) for w in WAYS],
    *([w[i] for w in WAYS] for i in (2, 3, 4)),
    period="1999",
)


@pytest.mark.parametrize(
    ("rule", "edges"),
    [
        ("agree", [("a", "b", 1, 2.0, 0.72), ("c", "d", -1, 5.0, 0.7)]),
        ("both", [("a", "b", 1, 2.0, 0.72)]),
        (
            "mean",
            [("a", "b", 1, 2.0, 0.9), ("a", "c", 1, 1.0, 0.9), ("c", "d", -1, 5.0, 0.7)],
        ),
        (
            "worst",
            [
                ("a", "b", 1, 2.0, 0.72),
                ("a", "c", -1, 1.0, 1 - 0.9 * 0.4),
                ("b", "c", -1, 2.0, 1.0),
                ("c", "d", -1, 5.0, 0.7),
            ],
        ),
    ],
)
def test_each_rule_joins_directions_as_it_says(rule: str, edges: list[Any]) -> None:
    made = WAYS_OF.symmetrise(rule)
    assert [row[:3] for row in made.frame().rows()] == [edge[:3] for edge in edges]
    np.testing.assert_allclose(
        np.stack([made.weight, made.probability], 1), [edge[3:] for edge in edges]
    )
    assert made.period == "1999"


def test_pairs_that_a_rule_drops_are_counted() -> None:
    assert WAYS_OF.symmetrise("both").notes == (
        "2 of 4 pairs have no edge: their directions disagree.",
        "1 of 4 pairs have no edge: one direction alone is known.",
    )
    assert WAYS_OF.symmetrise("mean").notes == (
        "1 of 4 pairs have no edge: their directions cancel.",
    )
    assert WAYS_OF.symmetrise("worst").notes == ()
    with pytest.raises(UnknownNameError, match="no rule 'best'; there are agree, both"):
        WAYS_OF.symmetrise("best")


def test_a_digraph_knows_its_directions_and_refuses_what_is_none() -> None:
    assert WAYS_OF.nodes == ("a", "b", "c", "d")
    assert WAYS_OF.edge("c", "d") is None
    place = WAYS_OF.edge("d", "c")
    assert place is not None
    assert WAYS_OF.weight[place] == 5
    assert WAYS_OF.adjacency(weighted=True).toarray()[0].tolist() == [0, 1, 3, 0]
    assert [row[:3] for row in WAYS_OF.frame().rows()] == sorted(w[:3] for w in WAYS)
    with pytest.raises(InputError, match="stands twice"):
        SignedDigraph.of("ab", [0, 0], [1, 1], [1, 1])
    with pytest.raises(InputError, match="to itself"):
        SignedDigraph.of("ab", [0], [0], [1])
    assert SignedDigraph.of("ab", [], [], []).symmetrise("agree").size == 0
