"""Estimation finds the parameters that observations were drawn from, and says what it cannot."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from legation.errors import InputError
from legation.relations.index import engine, maximise
from legation.relations.index.arrays import Arrays, survey
from legation.relations.index.em import estimate
from legation.relations.index.parameters import Estimate, Parameters
from legation.relations.index.simulate import Coverage, Simulated, simulate
from legation.relations.index.smooth import Smoothed, smooth

TRUTH = Parameters(
    sources=("events", "votes", "texts", "ties"),
    anchored=(True, False, False, False),
    a=[0.0, 0.3, -1.0, 0.2],
    b=[1.0, 0.5, -0.8, 0.1],
    R=[4.0, 0.2, 3.0, 0.1],
    F=[0.1, 0.02, 0.5, 0.02],
    tau=[0.0, 0.5, 0.8, 0.1],
    q=0.02,
    rho=0.6,
    nu=4.0,
    m0=0.5,
    P0=4.0,
    r0=0.4,
)
# Events come late and some months, votes seldom, the others in some dyads; ties end early.
COVERAGE = (
    Coverage((0, 1), rate=0.4, rows=4, begin=0.3),
    Coverage(rate=0.15, rows=3),
    Coverage(rate=0.2, rows=2, share=0.5),
    Coverage(rate=0.1, rows=2, share=0.4, end=0.8),
)
Z50, Z90 = 0.6745, 1.6449


@dataclass(frozen=True)
class Source:
    name: str
    anchored: bool
    sign: int | None = None


SOURCES = [Source("events", True), Source("votes", False, 1), Source("texts", False, -1)]
SOURCES.append(Source("ties", False, 1))


@pytest.fixture(scope="module")
def drawn() -> Simulated:
    return simulate(TRUTH, COVERAGE, dyads=350, months=240, seed=11)


@pytest.fixture(scope="module")
def found(drawn: Simulated) -> Estimate:
    return estimate(drawn.arrays, SOURCES)


def errors(drawn: Simulated, smoothed: Smoothed) -> tuple[float, float, float]:
    """Root mean square error, and how often the 90 % and 50 % intervals hold the truth."""
    error = smoothed.mean - drawn.truth
    away = np.abs(error) / np.sqrt(smoothed.cov[:, :2])
    return math.sqrt((error**2).mean()), (away < Z90).mean(), (away < Z50).mean()


def test_loadings_are_found_within_a_tenth(found: Estimate) -> None:
    assert found.parameters.converged
    assert found.parameters.b == pytest.approx(TRUTH.b, rel=0.1)
    assert found.parameters.a == pytest.approx(TRUTH.a, abs=0.15)
    assert found.notes == ()


def test_variances_and_offsets_are_found(drawn: Simulated, found: Estimate) -> None:
    p = found.parameters
    assert pytest.approx(TRUTH.R, rel=0.15) == p.R
    assert p.tau == pytest.approx(TRUTH.tau, rel=0.15)
    assert pytest.approx(TRUTH.P0, rel=0.2) == p.P0
    assert p.rho == pytest.approx(TRUTH.rho, abs=0.1)
    assert p.q * p.nu / (p.nu - 2) == pytest.approx(2 * TRUTH.q, rel=0.25)
    seen = survey(drawn.arrays).counts[:, 1] > 10
    right = np.corrcoef(found.offsets.mean[seen, 1], drawn.offsets[seen, 1])[0, 1]
    assert right > 0.6


def test_errors_are_within_a_twentieth_of_knowing_the_truth(
    drawn: Simulated, found: Estimate
) -> None:
    own = errors(drawn, smooth(drawn.arrays, found.parameters, found.offsets))
    best = errors(drawn, smooth(drawn.arrays, TRUTH))
    assert own[0] < 1.05 * best[0]


def test_intervals_hold_the_truth_as_often_as_they_say(drawn: Simulated, found: Estimate) -> None:
    for parameters in (found.parameters, TRUTH):
        _, in_90, in_50 = errors(drawn, smooth(drawn.arrays, parameters))
        assert 0.88 <= in_90 <= 0.92
        assert 0.47 <= in_50 <= 0.53


def test_the_likelihood_never_falls_where_steps_are_normal() -> None:
    normal = replace(TRUTH, nu=math.inf)
    arrays = simulate(normal, COVERAGE, dyads=60, months=120, seed=2).arrays
    counted = survey(arrays)
    anchored = np.array(TRUTH.anchored)
    free = maximise.Free(loading=~anchored, floor=counted.varied, offset=~anchored, nu=False)
    p = maximise.beginning(counted, TRUTH.sources, anchored, student=False)
    p = replace(p, b=np.where(anchored, 1.0, 0.3 * TRUTH.b))
    weight, trace = np.ones(int(arrays.offsets[-1])), []
    for _ in range(40):
        sums = engine.run(arrays, p, weight, engine.LEARN)[2].sum(0)
        trace.append(sums[maximise.LOGLIK])
        p = maximise.maximise(p, sums, free, counted)
    assert np.diff(trace).min() > -1e-6
    assert trace[-1] - trace[0] > 100


def test_the_same_seed_gives_the_same_parameters_and_samples_change_little() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=120, months=100, seed=4).arrays
    one, same = (estimate(arrays, SOURCES, steps="normal", samples=(4000,)) for _ in range(2))
    assert one.parameters.as_dict() == same.parameters.as_dict()
    whole = estimate(arrays, SOURCES, steps="normal", samples=())
    assert one.parameters.b == pytest.approx(whole.parameters.b, rel=0.1)


def test_a_loading_against_its_expected_sign_is_held_at_nothing_and_said() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=80, months=100, seed=5).arrays
    wrong = [replace(source, sign=source.sign and -source.sign) for source in SOURCES]
    found = estimate(arrays, wrong, steps="normal")
    assert np.abs(found.parameters.b[1:]).max() < 1e-6
    assert any("votes is held at its least loading" in note for note in found.notes)


def test_offsets_and_floors_can_be_left_out() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=60, months=80, seed=6).arrays
    found = estimate(arrays, SOURCES, steps="normal", offsets=False, floors=False)
    assert not found.parameters.tau.any()
    assert not found.parameters.F.any()
    assert not found.offsets.mean.any()


def test_a_source_whose_n_never_differs_has_one_variance() -> None:
    cover = (Coverage((0, 1), rate=0.5), *COVERAGE[1:])
    arrays = simulate(TRUTH, cover, dyads=60, months=80, seed=6).arrays
    p = estimate(arrays, SOURCES, steps="normal").parameters
    assert p.F[0] == 0
    assert p.R[0] == pytest.approx(TRUTH.R[0] + TRUTH.F[0], rel=0.2)


def test_noise_that_does_not_shrink_with_n_is_told_from_noise_that_does() -> None:
    truth = replace(TRUTH, R=[4.0, 1e-9, 3.0, 0.1], F=[0.1, 0.1, 0.0, 0.02])
    arrays = simulate(truth, COVERAGE, dyads=120, months=100, seed=8).arrays
    found = estimate(arrays, SOURCES, steps="normal")
    assert found.parameters.converged
    assert found.parameters.F[1] == pytest.approx(0.1, rel=0.15)
    assert found.parameters.R[1] < 0.02
    assert found.parameters.R[2] == pytest.approx(3.0, rel=0.15)


def test_sources_that_teach_nothing_are_refused_by_name() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=20, months=50).arrays
    flat = replace(arrays, value=np.where(arrays.source == 1, 0.5, arrays.value))
    with pytest.raises(InputError, match=r"'votes' has variance zero: all \d+ values are 0\.5"):
        estimate(flat, SOURCES)
    with pytest.raises(InputError, match="no anchored source has observations"):
        estimate(arrays.without(arrays.source == 0), SOURCES)
    with pytest.raises(InputError, match="not from events"):
        estimate(arrays, SOURCES[:2])


def test_a_source_without_observations_is_kept_and_said() -> None:
    arrays = simulate(TRUTH, COVERAGE, dyads=30, months=60, seed=7).arrays
    found = estimate(arrays.without(arrays.source == 3), SOURCES, steps="normal")
    assert any("ties has no observations" in note for note in found.notes)


def test_work_can_be_ended_between_rounds() -> None:
    arrays: Arrays = simulate(TRUTH, COVERAGE, dyads=20, months=50).arrays

    def stop(_: str, done: int, __: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        estimate(arrays, SOURCES, progress=stop)
