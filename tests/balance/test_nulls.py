"""Balance is compared with the same ties under permuted signs."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import binomtest

from legation.balance.graph import SignedGraph
from legation.balance.nulls import clopper_pearson, expected_triangles, sign_null
from legation.balance.triads import triads
from legation.balance.triangles import triangles
from legation.balance.walks import walk_balance
from legation.errors import InputError, UnknownNameError
from tests.balance.made_measures import random_graph, two_camps


def test_mean_and_spread_are_those_over_every_permutation() -> None:
    graph = random_graph(5, 0.9, seed=4, hostile=0.3)
    every = set(permutations(graph.sign.tolist()))
    shares = [triads(graph.with_signs(signs)).share for signs in every]
    hostile = int((graph.sign < 0).sum())
    mean, sd = expected_triangles(graph.size, hostile, triangles(graph))
    assert mean == pytest.approx(np.mean(shares))
    assert sd == pytest.approx(np.std(shares))


@pytest.mark.parametrize("measure", ["triangles", "walk"])
def test_the_draws_are_the_measure_of_permuted_graphs(measure: str) -> None:
    graph = random_graph(12, 0.5, seed=7, hostile=0.3)
    null = sign_null(graph, measure, draws=5, seed=3)
    rng = np.random.default_rng(3)
    signs = rng.permuted(np.tile(graph.sign.astype(float), (5, 1)), axis=1)
    for row, value in zip(signs, null.values, strict=True):
        shuffled = graph.with_signs(row)
        measured = (
            triads(shuffled).share if measure == "triangles" else walk_balance(shuffled).value
        )
        assert value == pytest.approx(measured)
    assert (sign_null(graph, measure, draws=5, seed=3).values == null.values).all()


def test_draws_scatter_about_the_exact_mean() -> None:
    null = sign_null(random_graph(40, 0.3, seed=1, hostile=0.25), draws=4000)
    assert null.values.mean() == pytest.approx(null.mean, abs=4 * null.sd / np.sqrt(4000))
    assert null.values.std() == pytest.approx(null.sd, rel=0.06)


def test_two_camps_are_more_balanced_than_chance_and_random_signs_are_not() -> None:
    for measure in ("triangles", "walk"):
        camps = sign_null(two_camps(30, 0.4, seed=1, wrong=0.05), measure, draws=300)
        assert camps.p == pytest.approx(1 / 301)
        assert camps.interval[0] == 0
        assert camps.p_less == 1
        dealt = sign_null(random_graph(30, 0.4, seed=2), measure, draws=300)
        assert 0.02 < dealt.p < 0.98
        assert dealt.interval[0] < dealt.p < dealt.interval[1]


def test_p_is_uniform_where_the_null_is_true() -> None:
    ps = [sign_null(random_graph(14, 0.6, seed=s), draws=99, seed=s).p for s in range(150)]
    assert np.mean(np.array(ps) <= 0.1) == pytest.approx(0.1, abs=0.075)
    assert np.mean(ps) == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("hits", [0, 3, 100])
def test_the_interval_of_p_is_scipys(hits: int) -> None:
    peer = binomtest(hits, 100).proportion_ci(0.9, method="exact")
    assert clopper_pearson(hits, 100, 0.9) == pytest.approx((peer.low, peer.high))


def test_what_cannot_be_compared_is_said_in_one_line() -> None:
    with pytest.raises(InputError, match="no triangle"):
        sign_null(SignedGraph.of([*"abc"], [0], [1], [1]))
    with pytest.raises(InputError, match="without edges"):
        sign_null(SignedGraph.of([*"abc"], [], [], []))
    with pytest.raises(UnknownNameError, match="triangles, walk"):
        sign_null(SignedGraph.of([*"abc"], [0], [1], [1]), "frustration")
    with pytest.raises(InputError, match="at least one draw"):
        sign_null(SignedGraph.of([*"abc"], [0], [1], [1]), draws=0)
