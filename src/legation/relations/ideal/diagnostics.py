"""Whether chains have met: rank-normalised split R-hat and bulk effective sample size.

Both after Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), "Rank-normalization, folding,
and localization: an improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16(2):
equations 1-4 and 10-14, with ranks made normal by Blom's formula (equation 14).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.ideal.results import IdealPoints

Array = np.ndarray[Any, np.dtype[np.float64]]

#: What the paper asks for before a posterior is reported.
RHAT_MARK, ESS_MARK = 1.01, 100.0

_BLOCK = 2048  # quantities worked on at once, to bound memory


@dataclass(frozen=True)
class Diagnostics:
    """R-hat and effective sample size of every point.

    Attributes
    ----------
    max_rhat
        The worst R-hat; NaN where there are too few draws to tell.
    min_ess
        The smallest bulk effective sample size, over all chains together.
    chains, draws
        Chains, and draws kept of each; thinned, so the size is a lower bound.
    table
        state, session, rhat, ess.
    """

    max_rhat: float
    min_ess: float
    chains: int
    draws: int
    table: pl.DataFrame = field(repr=False, compare=False)

    def share_met(self, rhat: float = RHAT_MARK) -> float:
        """Share of points whose R-hat lies under a mark."""
        return float(np.mean(self.table["rhat"].drop_nulls().to_numpy() < rhat))

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.chains} chains of {self.draws} draws kept: R-hat at most {self.max_rhat:.3f} "
            f"({self.share_met():.1%} of points under {RHAT_MARK}), "
            f"effective sample size at least {self.min_ess:.0f}"
        )


def diagnose(points: IdealPoints) -> Diagnostics:
    """Diagnose every point of an estimate."""
    import polars as pl

    rhat, ess = rhat_and_ess(points.draws)
    table = points.frame().select("state", "session").with_columns(rhat=rhat, ess=ess)
    chains, draws = points.draws.shape[:2]
    known = len(rhat) > 0 and bool(np.isfinite(rhat).any())
    return Diagnostics(
        float(np.nanmax(rhat)) if known else float("nan"),
        float(np.nanmin(ess)) if known else float("nan"),
        chains,
        draws,
        table.with_columns(pl.col("rhat", "ess").fill_nan(None)),
    )


def rhat_and_ess(draws: np.ndarray[Any, Any]) -> tuple[Array, Array]:
    """Rank-normalised split R-hat and bulk effective sample size.

    Parameters
    ----------
    draws
        [chains, draws, quantities].

    Returns
    -------
    tuple of float64[quantities]
        NaN for both with fewer than four draws in a chain, or where nothing varies. R-hat is
        the larger of that of the ranks and that of the ranks of distances from the median.
    """
    chains, kept, many = draws.shape
    rhat, ess = np.full(many, np.nan), np.full(many, np.nan)
    half = kept // 2
    if half < 2:
        return rhat, ess
    for start in range(0, many, _BLOCK):
        part = draws[:, : 2 * half, start : start + _BLOCK].astype(float)
        split = part.reshape(2 * chains, half, -1)
        place = slice(start, start + split.shape[2])
        bulk = _normal_ranks(split)
        folded = _normal_ranks(np.abs(split - np.median(split, axis=(0, 1))))
        rhat[place] = np.fmax(_rhat(bulk), _rhat(folded))
        ess[place] = _ess(bulk)
    return rhat, ess


def _normal_ranks(split: Array) -> Array:
    """Replace values by the normal scores of their ranks over all chains (equation 14)."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    flat = split.reshape(-1, split.shape[2])
    ranks = rankdata(flat, axis=0)
    scores: Array = ndtri((ranks - 0.375) / (len(flat) + 0.25))
    return scores.reshape(split.shape)


def _rhat(split: Array) -> Array:
    """Equations 1-4 on chains that were already split."""
    within, total = _variances(split)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(within > 0, np.sqrt(total / within), np.nan)


def _variances(split: Array) -> tuple[Array, Array]:
    """W and the estimate var+ of the marginal posterior variance."""
    n = split.shape[1]
    within = split.var(axis=1, ddof=1).mean(0)
    between = split.mean(1).var(axis=0, ddof=1) if len(split) > 1 else np.zeros(split.shape[2])
    return within, (n - 1) / n * within + between


def _ess(split: Array) -> Array:
    """Equations 10-13: sums of pairs of autocorrelations, cut where they turn negative."""
    chains, n, _ = split.shape
    within, total = _variances(split)
    with np.errstate(invalid="ignore", divide="ignore"):
        rho = 1 - (within - _autocovariance(split).mean(1)) / total
    rho[0] = 1.0
    pairs = rho[: n // 2 * 2].reshape(n // 2, 2, -1).sum(1)
    alive = np.logical_and.accumulate(pairs > 0, axis=0)
    pairs = np.minimum.accumulate(np.where(alive, pairs, np.inf), axis=0)
    tau = -1 + 2 * np.where(alive, pairs, 0.0).sum(0)
    size = chains * n
    ess = size / np.maximum(tau, 1 / np.log10(size))
    return np.where(within > 0, ess, np.nan)


def _autocovariance(split: Array) -> Array:
    """Autocovariance at every lag, [lag, chain, quantity], by the fast Fourier transform.

    Scaled so that lag 0 is the sample variance W is the mean of.
    """
    n = split.shape[1]
    centred = split - split.mean(axis=1, keepdims=True)
    wave = np.fft.rfft(centred, n=2 * n, axis=1)
    raw = np.fft.irfft(np.abs(wave) ** 2, axis=1)[:, :n] / (n - 1)
    return np.moveaxis(raw, 1, 0)
