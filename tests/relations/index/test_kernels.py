"""Smoothing one dyad equals a reference library, and the joint normal distribution written out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from legation.errors import InputError
from legation.relations.index import engine
from legation.relations.index.arrays import Arrays
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, simulate
from legation.relations.index.smooth import smooth

PARAMETERS = Parameters(
    sources=("events", "votes", "texts"),
    anchored=(True, False, False),
    a=[0.0, 0.3, -1.0],
    b=[1.0, 0.5, -2.0],
    R=[1.0, 0.2, 3.0],
    F=[0.1, 0.0, 0.5],
    tau=[0.0, 0.7, 1.3],
    q=0.3,
    rho=0.6,
    nu=math.inf,
    m0=0.5,
    P0=4.0,
    r0=0.4,
)
FIRST = 2000 * 12
SIDES = np.array([[1, 0], [0, 1], [0.5, 0.5]])


def observe(months: int, rows: int, seed: int = 0) -> Arrays:
    """Observations at random months of one dyad, from all sources and on all sides."""
    random = np.random.default_rng(seed)
    return Arrays.build(
        sources=PARAMETERS.sources,
        dyads=1,
        dyad=np.zeros(rows, int),
        month=FIRST + np.sort(random.integers(0, months, rows)),
        source=random.integers(0, 3, rows),
        side=random.integers(0, 3, rows),
        value=random.normal(0, 2, rows),
        n=random.integers(1, 6, rows).astype(float),
        span=[[FIRST, FIRST + months - 1]],
    )


def given(arrays: Arrays, parameters: Parameters, weight: np.ndarray | None = None):
    """Smooth with weights held fixed, at 1 unless said otherwise."""
    ones = np.ones(int(arrays.offsets[-1]))
    return smooth(arrays, parameters, weight=ones if weight is None else weight)


def written_out(arrays: Arrays, p: Parameters, weight: np.ndarray):
    """Mean and covariance of all months and offsets of one dyad, and the log-likelihood."""
    months, rows = int(arrays.months[0]), len(arrays.value)
    step = p.q * np.array([[1, p.rho], [p.rho, 1]])
    level = p.P0 * np.array([[1, p.r0], [p.r0, 1]])
    gone = np.cumsum(np.append(0.0, 1 / weight[1:]))[:, None, None]
    sums = level + gone * step
    size = 2 * months + len(p.sources)
    prior = np.zeros((size, size))
    common = sums[np.minimum.outer(np.arange(months), np.arange(months))]
    prior[: 2 * months, : 2 * months] = common.transpose(0, 2, 1, 3).reshape(2 * months, -1)
    prior[2 * months :, 2 * months :] = np.diag(p.tau**2)
    mean = np.concatenate([np.full(2 * months, p.m0), np.zeros(len(p.sources))])
    design = np.zeros((rows, size))
    for i in range(rows):
        t, s = 2 * (arrays.month[i] - arrays.span[0, 0]), arrays.source[i]
        design[i, t : t + 2] = p.b[s] * SIDES[arrays.side[i]]
        design[i, 2 * months + s] = 1.0
    noise = p.F[arrays.source] + p.R[arrays.source] / arrays.n
    spread = design @ prior @ design.T + np.diag(noise)
    residual = arrays.value - p.a[arrays.source] - design @ mean
    gain = np.linalg.solve(spread, design @ prior).T
    _, logdet = np.linalg.slogdet(2 * np.pi * spread)
    loglik = -0.5 * (logdet + residual @ np.linalg.solve(spread, residual))
    return mean + gain @ residual, prior - gain @ design @ prior, loglik


def cov_of(cov: np.ndarray, months: int) -> np.ndarray:
    at = 2 * np.arange(months)
    return np.stack([cov[at, at], cov[at + 1, at + 1], cov[at, at + 1]], 1)


def test_means_covariances_and_offsets_are_those_of_the_joint_normal_distribution() -> None:
    arrays = observe(14, 30)
    weight = np.random.default_rng(1).gamma(2, 0.5, 14)
    found = given(arrays, PARAMETERS, weight)
    mean, cov, _ = written_out(arrays, PARAMETERS, weight)
    assert found.mean == pytest.approx(mean[:28].reshape(14, 2), abs=1e-11)
    assert found.cov == pytest.approx(cov_of(cov, 14), abs=1e-11)
    assert found.offsets.mean[0] == pytest.approx(mean[28:], abs=1e-11)
    assert found.offsets.sd[0] == pytest.approx(np.sqrt(np.diag(cov)[28:]), abs=1e-11)


def test_the_likelihood_is_that_of_the_joint_normal_distribution() -> None:
    arrays = observe(14, 30)
    sums = engine.run(arrays, PARAMETERS, np.ones(14), engine.LEARN)[2]
    assert sums[0, 9] == pytest.approx(written_out(arrays, PARAMETERS, np.ones(14))[2], abs=1e-9)


def test_statsmodels_agrees_to_a_millionth_with_missing_months_and_weights_held_fixed() -> None:
    kalman = pytest.importorskip("statsmodels.tsa.statespace.kalman_smoother")
    months, p = 60, replace(PARAMETERS, tau=[0.0, 0.0, 0.0])
    random = np.random.default_rng(3)
    weight = random.gamma(2, 0.5, months)
    months_seen = np.sort(random.choice(months, 25, replace=False))
    source, side = np.tile([0, 0, 1, 2], 25), np.tile([0, 1, 2, 2], 25)
    arrays = Arrays.build(
        sources=p.sources,
        dyads=1,
        dyad=np.zeros(100, int),
        month=FIRST + np.repeat(months_seen, 4),
        source=source,
        side=side,
        value=random.normal(0, 2, 100),
        n=random.integers(1, 6, 100).astype(float),
        span=[[FIRST, FIRST + months - 1]],
    )
    series, noise = np.full((4, months), np.nan), np.ones((4, 4, months))
    series[:, months_seen] = (arrays.value - p.a[source]).reshape(25, 4).T
    variance = np.ones((4, months))
    variance[:, months_seen] = (p.F[source] + p.R[source] / arrays.n).reshape(25, 4).T
    noise = np.eye(4)[:, :, None] * variance
    model = kalman.KalmanSmoother(k_endog=4, k_states=2, k_posdef=2)
    model.bind(np.asfortranarray(series))
    model["design"] = p.b[source[:4], None] * SIDES[side[:4]]
    model["transition"] = model["selection"] = np.eye(2)
    steps = p.q * np.array([[1, p.rho], [p.rho, 1]])
    # The library's covariance at t is of the step from t to t + 1.
    model["state_cov"] = steps[:, :, None] / np.append(weight[1:], 1.0)
    model["obs_cov"] = noise
    model.initialize_known(np.full(2, p.m0), p.P0 * np.array([[1, p.r0], [p.r0, 1]]))
    reference = model.smooth()
    found = given(arrays, p, weight)
    assert np.abs(found.mean - reference.smoothed_state.T).max() < 1e-6
    cov = reference.smoothed_state_cov
    assert np.abs(found.cov - np.stack([cov[0, 0], cov[1, 1], cov[0, 1]], 1)).max() < 1e-6


@pytest.mark.parametrize(("scale", "within"), [(1e-8, 1e-3), (1e12, 1e-9)])
def test_tiny_and_huge_variances_of_observations_do_no_harm(scale: float, within: float) -> None:
    p = replace(PARAMETERS, R=PARAMETERS.R * scale, F=np.zeros(3), tau=np.zeros(3))
    arrays = observe(40, 40, seed=5)
    found = given(arrays, p)
    assert np.isfinite(found.mean).all()
    assert (found.cov[:, :2] > 0).all()
    assert (found.cov[:, 0] * found.cov[:, 1] >= found.cov[:, 2] ** 2 * (1 - 1e-9)).all()
    if scale > 1:  # all but nothing observed: the prior
        assert found.mean == pytest.approx(np.full((40, 2), p.m0), abs=within)
        assert found.cov[:, 0] == pytest.approx(p.P0 + p.q * np.arange(40), rel=within)
    else:  # a direction seen without error once in a month is known
        alone = [np.count_nonzero(arrays.month == m) == 1 for m in arrays.month]
        for i in np.flatnonzero(np.array(alone) & (arrays.side < 2)):
            s = arrays.source[i]
            x = (arrays.value[i] - p.a[s]) / p.b[s]
            t = arrays.month[i] - FIRST
            assert found.mean[t, arrays.side[i]] == pytest.approx(x, abs=within)
            assert found.cov[t, arrays.side[i]] == pytest.approx(p.R[s] / p.b[s] ** 2 / arrays.n[i])


def test_weights_under_normal_steps_are_all_one() -> None:
    arrays = observe(20, 30)
    assert smooth(arrays, PARAMETERS).weight.tolist() == [1.0] * 20


def test_where_nothing_is_seen_a_step_has_the_variance_of_students_distribution() -> None:
    nodes = engine.weight_nodes(6.0)
    assert 1 / nodes[3, 0] == pytest.approx(6 / 4, rel=0.01)
    assert nodes[2].sum() == pytest.approx(1.0)
    assert nodes[2] @ nodes[0] == pytest.approx(1.0, rel=0.01)  # E lam of Gamma(nu/2, nu/2)


def test_a_jump_gets_a_small_weight_and_quiet_months_do_not() -> None:
    months, jump = 60, 30
    level = np.where(np.arange(months) < jump, 0.0, 5.0)
    p = replace(PARAMETERS, nu=4.0, q=0.01)
    arrays = Arrays.build(
        sources=p.sources,
        dyads=1,
        dyad=np.zeros(months, int),
        month=FIRST + np.arange(months),
        source=np.zeros(months, int),
        side=np.zeros(months, int),
        value=level + np.random.default_rng(0).normal(0, 0.3, months),
        n=np.full(months, 30.0),
        span=[[FIRST, FIRST + months - 1]],
    )
    weight = smooth(arrays, p).weight
    assert weight.argmin() == jump
    assert weight[jump] < 0.02
    assert np.delete(weight, jump)[1:].min() > 0.3


def test_means_and_intervals_are_near_those_of_long_draws_from_the_posterior() -> None:
    """Gibbs draws of path and weights (Carter & Kohn 1994) from the joint normal distribution."""
    months, p = 12, replace(PARAMETERS, nu=4.0, tau=np.zeros(3))
    cover = (Coverage((0, 1), rate=0.7), Coverage(rate=0.5), Coverage(rate=0.3))
    drawn = simulate(p, cover, dyads=6, months=months).arrays
    random = np.random.default_rng(0)
    inverse = np.linalg.inv(p.q * np.array([[1, p.rho], [p.rho, 1]]))
    apart, ratio = [], []
    for d in range(6):
        arrays, weight, draws = drawn.take([d]), np.ones(months), []
        for _ in range(600):
            mean, cov, _ = written_out(arrays, p, weight)
            mean, cov = mean[: 2 * months], cov[: 2 * months, : 2 * months]
            path = mean + np.linalg.cholesky(cov) @ random.normal(size=2 * months)
            steps = np.diff(path.reshape(-1, 2), axis=0)
            squares = np.einsum("ti,ij,tj->t", steps, inverse, steps)
            weight[1:] = random.gamma(p.nu / 2 + 1, 2 / (p.nu + squares))
            draws.append((mean, np.diag(cov)))
        means, variances = (np.array(x)[50:] for x in zip(*draws, strict=True))
        variance = variances.mean(0) + means.var(0)
        found = smooth(arrays, p)
        apart.append((found.mean.ravel() - means.mean(0)) / np.sqrt(variance))
        ratio.append(found.cov[:, :2].ravel() / variance)
    assert np.sqrt(np.mean(np.square(apart))) < 0.1
    assert np.mean(ratio) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": [1.0, np.nan]}, "no finite number"),
        ({"n": [1.0, 0.0]}, "n that is not positive"),
        ({"month": [FIRST + 1, FIRST]}, "earlier month"),
        ({"month": [FIRST, FIRST + 99]}, "outside the months in which both states exist"),
        ({"source": [0, 7]}, "beyond the 3 there are"),
        ({"side": [0, 3]}, "side other than"),
        ({"dyad": [1, 0]}, "earlier dyad"),
        ({"dyad": [0, 5]}, "there are 2 dyads"),
        ({"n": [1.0]}, "differ in length"),
    ],
)
def test_observations_that_cannot_be_used_are_named_in_one_line(
    change: dict[str, list[float]], words: str
) -> None:
    columns = {
        "dyad": [0, 0],
        "month": [FIRST, FIRST],
        "source": [0, 1],
        "side": [0, 2],
        "value": [1.0, 2.0],
        "n": [1.0, 1.0],
    }
    with pytest.raises(InputError, match=words) as raised:
        Arrays.build(
            sources=PARAMETERS.sources,
            dyads=2,
            span=[[FIRST, FIRST + 9]] * 2,
            **{name: np.array(values) for name, values in (columns | change).items()},
        )
    assert "\n" not in str(raised.value)
