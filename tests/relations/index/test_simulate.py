"""Draws from the model have the moments that the model says."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from legation.errors import InputError
from legation.relations.index.simulate import Coverage, simulate
from tests.relations.index.test_em import COVERAGE, TRUTH


def test_steps_and_first_months_have_their_variances_and_correlations() -> None:
    p = replace(TRUTH, nu=8.0)
    paths = simulate(p, COVERAGE, dyads=4000, months=20).truth.reshape(4000, 20, 2)
    steps = np.diff(paths, axis=1).reshape(-1, 2)
    assert steps.var(0) == pytest.approx(p.q * 8 / 6, rel=0.03)
    assert np.corrcoef(steps.T)[0, 1] == pytest.approx(p.rho, abs=0.02)
    assert paths[:, 0].var(0) == pytest.approx(p.P0, rel=0.08)
    assert np.corrcoef(paths[:, 0].T)[0, 1] == pytest.approx(p.r0, abs=0.05)
    assert paths[:, 0].mean() == pytest.approx(p.m0, abs=0.1)


def test_observations_have_their_loadings_offsets_and_variances() -> None:
    p = replace(TRUTH, nu=math.inf)
    drawn = simulate(p, COVERAGE, dyads=1500, months=60)
    arrays = drawn.arrays
    own = np.repeat(np.arange(arrays.dyads), np.diff(arrays.pointer))
    x = drawn.truth[arrays.offsets[own] + arrays.month - arrays.span[own, 0]]
    x = np.choose(arrays.side, [x[:, 0], x[:, 1], x.mean(1)])
    s = arrays.source
    rest = arrays.value - p.a[s] - p.b[s] * x - drawn.offsets[own, s]
    standard = rest / np.sqrt(p.F[s] + p.R[s] / arrays.n)
    for source in range(4):
        assert standard[s == source].var() == pytest.approx(1.0, abs=0.06)
    assert drawn.offsets.std(0) == pytest.approx(p.tau, rel=0.06)


def test_sources_observe_when_and_where_they_are_said_to() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=400, months=100).arrays
    age = arrays.month - arrays.span[0, 0]
    assert age[arrays.source == 0].min() >= 30
    assert age[arrays.source == 3].max() < 80
    assert set(arrays.side[arrays.source == 0]) == {0, 1}
    texts = np.add.reduceat(arrays.source == 2, arrays.pointer[:-1])
    assert (texts > 0).mean() == pytest.approx(0.5, abs=0.1)
    assert arrays.n[arrays.source == 0].mean() == pytest.approx(4.0, abs=0.1)


def test_breaks_are_put_where_they_are_said_to_be() -> None:
    drawn = simulate(TRUTH, COVERAGE, dyads=200, months=50, break_rate=0.02, break_size=9.0, seed=3)
    steps = np.abs(np.diff(drawn.truth.mean(1)))
    assert drawn.breaks.mean() == pytest.approx(0.02, abs=0.005)
    assert np.median(steps[drawn.breaks[1:]]) == pytest.approx(9.0, abs=0.3)


def test_dyads_may_live_for_different_times_or_not_at_all() -> None:
    lengths = np.array([5, 0, 30])
    arrays = simulate(TRUTH, COVERAGE, dyads=3, months=lengths).arrays
    assert arrays.months.tolist() == lengths.tolist()
    assert arrays.pointer[1] == arrays.pointer[2]


def test_the_same_seed_draws_the_same() -> None:
    one, same, other = (simulate(TRUTH, COVERAGE, dyads=3, months=30, seed=s) for s in (1, 1, 2))
    assert (one.arrays.value == same.arrays.value).all()
    assert not np.array_equal(one.truth, other.truth)


def test_coverage_of_other_sources_is_refused() -> None:
    with pytest.raises(InputError, match="coverage of 1 sources for 4"):
        simulate(TRUTH, [Coverage()], dyads=2, months=5)
