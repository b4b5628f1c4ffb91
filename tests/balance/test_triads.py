"""Triads are counted by type, whichever way they are found."""

from __future__ import annotations

from itertools import chain, combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.balance.graph import SignedGraph
from legation.balance.triads import TYPES, triads
from legation.errors import InputError, UnknownNameError
from tests.balance.made_measures import graphs, random_graph, read_graph, two_camps


def counted_by_hand(graph: SignedGraph) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {name: [] for name in TYPES}
    matrix = graph.dense()
    for places in combinations(range(graph.order), 3):
        signs = [matrix[a, b] for a, b in combinations(places, 2)]
        if all(signs):
            kind = TYPES[sum(sign < 0 for sign in signs)]
            found[kind].append(tuple(graph.nodes[i] for i in places))  # type: ignore[arg-type]
    return found


def test_the_highland_tribes_have_59_balanced_triads_of_68(shared: Path) -> None:
    census = triads(read_graph(shared / "gold/signed/highland_tribes.csv"))
    assert (census.balanced, census.total) == (59, 68)
    assert census.share == pytest.approx(0.8676471, abs=5e-8)
    assert census.weakly_balanced == 66  # the 7 triads of foes are balanced to Davis
    assert str(census).startswith("59 of 68 triads balanced (0.868; 19 +++, 2 ++-, 40 +--, 7 ---)")


@pytest.mark.parametrize("method", ["dense", "sparse"])
@given(graph=graphs(weighted=True))
@settings(max_examples=60, deadline=None)
def test_a_census_is_what_one_counts_by_hand(method: str, graph: SignedGraph) -> None:
    census, found = triads(graph, method=method), counted_by_hand(graph)
    assert list(census.counts) == [len(found[name]) for name in TYPES]
    nodes = census.nodes()
    for i, node in enumerate(graph.nodes):
        for name in TYPES:
            assert nodes[name][i] == sum(node in triad for triad in found[name])
    edges = census.edges()
    for i in range(graph.size):
        ends = {graph.nodes[graph.u[i]], graph.nodes[graph.v[i]]}
        for name in TYPES:
            assert edges[name][i] == sum(ends <= set(triad) for triad in found[name])
    rows = census.evidence()
    assert sorted(rows.select("a", "b", "c").rows()) == sorted(chain(*found.values()))
    assert rows["balanced"].sum() == census.balanced
    assert rows["intensity"].sum() == pytest.approx(sum(census.intensity))


@pytest.mark.parametrize(("nodes", "density"), [(60, 0.3), (400, 0.01)])
def test_dense_and_sparse_agree(nodes: int, density: float) -> None:
    graph = random_graph(nodes, density, seed=3, weighted=True)
    dense, sparse = triads(graph, method="dense"), triads(graph, method="sparse")
    assert dense.counts == sparse.counts
    assert (dense.edge_counts == sparse.edge_counts).all()
    assert dense.intensity == pytest.approx(sparse.intensity)
    assert dense.expected_share == pytest.approx(sparse.expected_share)
    assert dense.expected_sd == pytest.approx(sparse.expected_sd)


def test_parts_that_fit_in_memory_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(40, 0.4, seed=5)
    whole = triads(graph, method="sparse")
    monkeypatch.setattr("legation.balance.triangles._CHUNK", 7)
    assert triads(graph, method="sparse").counts == whole.counts


def test_triangles_are_as_many_as_networkx_finds() -> None:
    networkx = pytest.importorskip("networkx")
    graph = random_graph(300, 0.05, seed=1)
    peer = networkx.Graph(zip(graph.u.tolist(), graph.v.tolist(), strict=True))
    found = networkx.triangles(peer)
    census = triads(graph)
    assert census.total == sum(found.values()) // 3
    totals = census.node_counts().sum(axis=1)
    assert all(totals[node] == count for node, count in found.items())


def test_a_triad_weighs_the_geometric_mean_of_its_weights() -> None:
    # One triad of weights 8, 8, 1 with the largest weight 8: (1 * 1 * 1/8) ** (1/3) = 1/2.
    graph = SignedGraph.of([*"abc"], [0, 0, 1], [1, 2, 2], [1, 1, -1], [8, 8, 1])
    census = triads(graph)
    assert census.intensity == pytest.approx((0, 0.5, 0, 0))
    assert census.weighted_share == 0


@pytest.mark.parametrize("method", ["dense", "sparse"])
def test_the_expected_share_is_the_mean_over_all_signs_weighed_by_their_chance(method: str) -> None:
    graph = random_graph(5, 0.95, seed=8, weighted=True)
    shares, chances = [], []
    for kept in product((True, False), repeat=graph.size):
        turned = graph.with_signs(np.where(kept, graph.sign, -graph.sign))
        shares.append(triads(turned).share)
        chances.append(np.where(kept, graph.probability, 1 - graph.probability).prod())
    mean = np.average(shares, weights=chances)
    sd = np.sqrt(np.average((np.array(shares) - mean) ** 2, weights=chances))
    census = triads(graph, method=method)
    assert census.expected_share == pytest.approx(mean)
    assert census.expected_sd == pytest.approx(sd)


def test_triads_through_a_pair_say_what_pulls_at_it() -> None:
    graph = SignedGraph.of(
        ["IRN", "ISR", "RUS", "USA"],
        [0, 0, 1, 1, 2],
        [1, 2, 2, 3, 3],
        [-1, 1, 1, 1, -1],
        [4, 4, 1, 4, 4],
        [0.9, 0.8, 1, 1, 1],
    )
    rows = triads(graph).through("RUS", "ISR")
    assert rows.select("a", "b", "c").rows() == [("RUS", "ISR", "IRN"), ("RUS", "ISR", "USA")]
    first = rows.row(0, named=True)
    assert (first["ab"], first["bc"], first["ac"], first["type"]) == (1, -1, 1, "++-")
    assert not first["balanced"]
    # Unbalanced if both uncertain signs hold, or neither: 0.9 * 0.8 + 0.1 * 0.2.
    assert first["p_unbalanced"] == pytest.approx(0.74)
    assert first["intensity"] == pytest.approx((1 / 4) ** (1 / 3))
    assert triads(graph).through("USA")["c"].to_list() == ["RUS"]


def test_what_cannot_be_asked_is_said_in_one_line() -> None:
    graph = SignedGraph.of([*"abc"], [0], [1], [1])
    with pytest.raises(InputError, match="not joined"):
        triads(graph).through("a", "c")
    with pytest.raises(InputError, match="given twice"):
        triads(graph).through("a", "a")
    with pytest.raises(UnknownNameError, match="not a node"):
        triads(graph).through("z")
    with pytest.raises(UnknownNameError, match="dense, sparse"):
        triads(graph, method="quick")


def test_without_triads_there_is_no_share() -> None:
    census = triads(SignedGraph.of([*"abc"], [0], [1], [1]))
    assert (census.total, census.share, census.weak_share, census.weighted_share) == (
        0,
        *[None] * 3,
    )
    assert census.evidence().is_empty()
    assert str(census) == "no three nodes of which each two are joined"


@given(graph=graphs(), data=st.data())
@settings(max_examples=50, deadline=None)
def test_switching_leaves_the_balance_of_triads(graph: SignedGraph, data: st.DataObject) -> None:
    turned = graph.switched(data.draw(st.lists(st.sampled_from(graph.nodes), unique=True)))
    assert triads(turned).balanced == triads(graph).balanced


def test_two_camps_have_balanced_triads_only() -> None:
    assert triads(two_camps(50, 0.3, seed=2)).share == 1
