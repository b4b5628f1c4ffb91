"""Evidence: contributions add up, and are what the smoother does with each row."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from legation.relations.index.arrays import Arrays
from legation.relations.index.evidence import effects, split_change, split_level
from legation.relations.index.linear import LinearDyad
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, simulate
from legation.relations.index.smooth import Smoothed, smooth

PARAMETERS = Parameters(
    sources=("events", "votes", "lists"),
    anchored=(True, False, False),
    a=np.array([0.0, 0.5, 1.0]),
    b=np.array([1.0, 0.1, -0.2]),
    R=np.array([4.0, 0.2, 0.3]),
    F=np.array([0.5, 0.01, 0.0]),
    tau=np.array([0.0, 0.1, 0.3]),
    q=0.05,
    rho=0.4,
    nu=4.0,
    m0=0.5,
    P0=4.0,
    r0=0.3,
)
COVERAGE = (
    Coverage((0, 1), 0.3, 3, begin=0.5),
    Coverage((2,), 0.4, 20),
    Coverage((2,), 0.1, 1, begin=0.2, end=0.6),
)
SINCE, UNTIL = 170, 182


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    return simulate(PARAMETERS, COVERAGE, dyads=3, months=300, seed=1).arrays


@pytest.fixture(scope="module")
def smoothed(arrays: Arrays) -> Smoothed:
    return smooth(arrays, PARAMETERS)


def linear(arrays: Arrays, smoothed: Smoothed, dyad: int) -> LinearDyad:
    return LinearDyad.of(arrays, PARAMETERS, smoothed.dyad(dyad)[2], dyad)


def test_the_linear_system_is_the_smoother(arrays: Arrays, smoothed: Smoothed) -> None:
    for d in range(3):
        mean, cov, _ = smoothed.dyad(d)
        system = linear(arrays, smoothed, d)
        found, offsets = system.mean
        np.testing.assert_allclose(found, mean, atol=1e-10)
        np.testing.assert_allclose(offsets, smoothed.offsets.mean[d, system.offsets], atol=1e-10)
        level = split_level(system, 1, UNTIL)
        assert level.total == pytest.approx(mean[UNTIL, 1], abs=1e-10)
        assert level.variance == pytest.approx(cov[UNTIL, 1], abs=1e-10)


@pytest.mark.parametrize(("since", "until"), [(181, 182), (SINCE, UNTIL), (0, 299), (299, 3)])
def test_contributions_add_up_to_the_change(
    arrays: Arrays, smoothed: Smoothed, since: int, until: int
) -> None:
    for d in range(3):
        system = linear(arrays, smoothed, d)
        mean = smoothed.dyad(d)[0]
        for direction in (0, 1):
            split = split_change(system, direction, since, until)
            whole = split.contributions(system).sum() + split.prior
            assert whole == pytest.approx(split.total, abs=1e-9)
            change = mean[until, direction] - mean[since, direction]
            assert split.total == pytest.approx(change, abs=1e-9)


def test_a_row_as_expected_in_the_old_relation_contributes_nothing(
    arrays: Arrays, smoothed: Smoothed
) -> None:
    system = linear(arrays, smoothed, 0)
    split = split_change(system, 0, SINCE, UNTIL)
    dull = dataclasses.replace(system, residual=split.expected)
    assert np.abs(split.contributions(dull)).max() == 0


def test_taking_out_what_a_row_says_moves_the_index_by_its_contribution(
    arrays: Arrays, smoothed: Smoothed
) -> None:
    source = np.random.default_rng(5)
    for _ in range(100):
        d = int(source.integers(3))
        system = linear(arrays, smoothed, d)
        split = split_change(system, 0, SINCE, UNTIL)
        i = int(source.integers(len(system.month)))
        share = float(source.uniform(0.05, 1))
        value = system.residual[i] + float(source.normal())  # the row, one of several
        contribution = split.weight[i] * share * (value - split.expected[i])
        residual = system.residual.copy()
        residual[i] -= share * (value - split.expected[i])
        mean = dataclasses.replace(system, residual=residual).mean[0]
        moved = split.total - (mean[UNTIL, 0] - mean[SINCE, 0])
        assert moved == pytest.approx(contribution, abs=1e-9)


def test_deleting_a_row_and_smoothing_again_moves_the_index_by_its_effect(
    arrays: Arrays, smoothed: Smoothed
) -> None:
    source = np.random.default_rng(6)
    for trial in range(100):
        d = int(source.integers(3))
        system = linear(arrays, smoothed, d)
        split = split_change(system, 1, SINCE, UNTIL)
        i = int(source.integers(len(system.month)))
        place = int(arrays.pointer[d]) + i
        share = 1.0 if trial % 3 == 0 else float(source.uniform(0.05, 0.95))
        value = system.residual[i] if share == 1 else system.residual[i] + source.normal()
        n = arrays.n[place]
        if share == 1:
            fewer = arrays.without(np.array([place]))
        else:
            values, counts = arrays.value.copy(), arrays.n.copy()
            a = PARAMETERS.a[arrays.source[place]]
            values[place] = a + (system.residual[i] - share * value) / (1 - share)
            counts[place] = n * (1 - share)
            fewer = dataclasses.replace(arrays, value=values, n=counts)
        mean = smooth(fewer, PARAMETERS, weight=smoothed.weight).dyad(d)[0]
        found = effects(
            system, split, np.array([i]), np.array([share]), np.array([value]), np.array([n])
        )
        moved = split.total - (mean[UNTIL, 1] - mean[SINCE, 1])
        assert moved == pytest.approx(found[0], abs=1e-9)


def test_a_dyad_without_observations_is_the_prior() -> None:
    nothing = Arrays.build(
        sources=PARAMETERS.sources,
        dyads=1,
        dyad=[],
        month=[],
        source=[],
        side=[],
        value=[],
        n=[],
        span=[[23352, 23362]],
    )
    system = LinearDyad.of(nothing, PARAMETERS, np.ones(11), 0)
    np.testing.assert_allclose(system.mean[0], 0.5)
    assert split_level(system, 0, 10).prior == pytest.approx(0.5)
    assert split_change(system, 0, 0, 10).total == pytest.approx(0)
