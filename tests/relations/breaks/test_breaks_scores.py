"""The numbers under a break: scores, posterior, thresholds, against dense matrices."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from legation.errors import InputError
from legation.relations.breaks import kernels
from legation.relations.breaks.levels import Posterior
from legation.relations.breaks.scan import PULSE, scan
from legation.relations.breaks.series import DyadSeries
from tests.relations.breaks.made import World, dense, draw

SMALL = World(months=30, seen=(0.5, 0.4, 0.3))


@pytest.fixture(scope="module")
def small() -> DyadSeries:
    rng = np.random.default_rng(1)
    _, series = draw(SMALL, rng)
    weight = rng.gamma(2.0, 0.5, 30)
    return replace(series, weight=weight, m0=0.7, r0=0.3, nu=4.0)


def test_scores_and_their_covariances_are_those_of_dense_matrices(small: DyadSeries) -> None:
    info, vector, _ = small.information
    _, _, cov, u, uu = kernels.run_filter(info, vector, 1 / small.weight, small.model)
    score, var, carry = kernels.run_scores(cov, u, uu)
    lagged = kernels.run_covariances(var, carry, 5)
    truth = dense(small)
    assert np.allclose(score, truth.score, atol=1e-9)
    whole = truth.score_cov.reshape(30, 2, 30, 2)
    for t in range(30):
        for j in range(min(5, 30 - t)):
            assert np.allclose(lagged[t, j], whole[t, :, t + j], atol=1e-9)


def test_the_likelihood_changes_with_parameters_as_that_of_dense_matrices(
    small: DyadSeries,
) -> None:
    def ours(series: DyadSeries) -> float:
        info, vector, _ = series.information
        return float(kernels.run_filter(info, vector, 1 / series.weight, series.model)[0])

    other = replace(small, q=0.1, rho=-0.3)
    gap = dense(other).loglik - dense(small).loglik
    assert ours(other) - ours(small) == pytest.approx(gap, abs=1e-9)


def test_levels_and_their_joint_covariance_are_those_of_dense_matrices(
    small: DyadSeries,
) -> None:
    posterior, truth = Posterior.of(small), dense(small)
    assert np.allclose(posterior.mean, truth.mean, atol=1e-9)
    assert np.allclose(posterior.variance.ravel(), np.diag(truth.cov), atol=1e-9)
    for d in (0, 1):
        own = truth.cov[d::2, d::2]
        assert np.allclose(posterior.block((4, 25), d), own[4:25, 4:25], atol=1e-9)
        weight = np.zeros(30)
        weight[5:12], weight[14:20] = -1 / 7, 1 / 6
        size, sd = posterior.difference((5, 12), (14, 20), d)
        assert size == pytest.approx(weight @ truth.mean[:, d], abs=1e-9)
        assert sd**2 == pytest.approx(weight @ own @ weight, abs=1e-9)


def test_drawn_paths_have_the_mean_and_covariance_of_the_posterior(small: DyadSeries) -> None:
    posterior, truth = Posterior.of(small), dense(small)
    paths = posterior.draws(18, 40_000, seed=3)
    flat = paths.reshape(len(paths), -1)
    spread = np.sqrt(np.diag(truth.cov))[36:]
    assert np.abs((flat.mean(0) - truth.mean[18:].ravel()) / spread).max() < 0.025
    assert np.abs(np.corrcoef(flat.T) - stats_correlation(truth.cov[36:, 36:])).max() < 0.025


def stats_correlation(cov: np.ndarray) -> np.ndarray:
    sd = np.sqrt(np.diag(cov))
    return cov / np.outer(sd, sd)


def test_an_uncertain_offset_widens_a_difference_as_dense_matrices_say(small: DyadSeries) -> None:
    # An offset u ~ N(0, 0.8^2) of the second half's observations, taken in as one more state.
    source = (small.month >= small.first + 15).astype(np.int16)
    offset = replace(small, source=source, offset_sd=np.array([0.0, 0.8]))
    size, sd = Posterior.of(offset).difference((5, 12), (18, 25), 0)
    held_size, held_sd = Posterior.of(small).difference((5, 12), (18, 25), 0)
    moved = replace(small, value=small.value - 0.8 * (source == 1))
    other, _ = Posterior.of(moved).difference((5, 12), (18, 25), 0)
    assert size == pytest.approx(held_size, abs=1e-12)
    assert sd**2 - held_sd**2 == pytest.approx((other - held_size) ** 2, abs=1e-9)
    assert sd > held_sd * 1.2


def test_scores_of_passing_breaks_are_standardised(small: DyadSeries) -> None:
    flat = replace(small, weight=np.ones(30))
    found = scan(flat.information, flat.model, np.ones(30))
    truth = dense(flat)
    cov = truth.score_cov.reshape(30, 2, 30, 2)
    for d, c in enumerate(np.array([[1, 0], [0, 1], [1, 1]])):
        for k in range(1, PULSE + 1):
            t = 10
            value = c @ (truth.score[t] - truth.score[t + k])
            inner = cov[t, :, t] + cov[t + k, :, t + k]
            inner = inner - cov[t, :, t + k] - cov[t + k, :, t]
            assert found.z[t, d, k] == pytest.approx(value / np.sqrt(c @ inner @ c), abs=1e-8)


def test_the_bound_on_chance_is_above_the_truth_and_not_far_from_it() -> None:
    # Lasting and passing steps of 60 months with gaps: the truth by drawing the observations
    # themselves from the null.
    world = World(months=60)
    rng = np.random.default_rng(8)
    _, series = draw(world, rng)
    root = np.linalg.cholesky(marginal(series))
    largest = []
    for _ in range(4000):
        value = root @ rng.standard_normal(len(root))
        again = replace(series, value=value)
        largest.append(np.abs(scan(again.information, series.model, np.ones(60)).z).max())
    found = scan(series.information, series.model, np.ones(60))
    for level in (0.01, 0.05, 0.2):
        share = float(np.mean(np.array(largest) > found.threshold(level)))
        error = 3 * np.sqrt(level / 4000)
        assert share < level + error
        assert share > 0.3 * level - error
    assert found.false_alarm(found.threshold(0.05)) == pytest.approx(0.05, rel=1e-6)


def marginal(series: DyadSeries) -> np.ndarray:
    """Covariance of the observations under the null."""
    months = np.minimum.outer(series.month - series.first, series.month - series.first)
    step = np.array([[1, series.rho], [series.rho, 1]])
    h = np.array([[1, 0], [0, 1], [0.5, 0.5]])[series.side] * series.loading[:, None]
    cross = h @ step @ h.T
    return series.q * months * cross + series.P0 * (h @ h.T) + np.diag(series.variance)


def test_the_chance_of_two_scores_is_that_of_the_bivariate_normal() -> None:
    from legation.relations.breaks.scan import _BINS, _GRID, _exceedances

    together, alone = _exceedances()
    for place, c in ((3, 2.5), (120, 3.5), (200, 3.0)):
        r = 1 - (place / _BINS) ** 2
        column = int(np.abs(_GRID - c).argmin())
        joint = stats.multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([-c, -c])
        expected = 2 * (stats.norm.sf(c) - joint)
        assert together[place, column] == pytest.approx(expected, rel=2e-3)
        assert alone[column] == pytest.approx(2 * stats.norm.sf(c), rel=1e-9)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight": np.zeros(30)}, "step weights"),
        ({"weight": np.ones(0)}, "no months"),
        ({"q": 0.0}, "q, P0 and nu"),
        ({"rho": 1.0}, "below 1"),
        ({"weight": np.ones(3)}, "outside its months"),
        ({"offset_sd": np.array([1.0])}, "no source"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(
    small: DyadSeries, change: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        replace(small, **change)


def test_observations_of_variance_zero_or_without_a_number_are_refused(
    small: DyadSeries,
) -> None:
    with pytest.raises(InputError, match="variance zero"):
        replace(small, variance=np.zeros(len(small.month)))
    with pytest.raises(InputError, match="not finite"):
        replace(small, value=np.full(len(small.month), np.nan))
    with pytest.raises(InputError, match="differ in length"):
        replace(small, value=small.value[:-1])
