"""Which outlets report which happenings: a pooled logit, an exact test, and a false-discovery rate.

An outlet that was collected in the window of a happening reported it or did not:

    logit P(covered) = b + g z + alpha_o + beta_h + kappa_ch

with z the exposure (log number of documents of the outlet in the window, standardised), alpha an
outlet, beta a happening, and kappa what a camp does to a happening beyond both. The last three
are normal around 0 with variances of their own, so that a camp of three outlets leans on what is
known of the happening and of its outlets (partial pooling).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from legation.narratives.pooled import table

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

#: Standard deviation of the prior of intercept and slope, on the scale of log odds.
FIXED_SD = 5.0
#: Half-normal scale of the prior of each standard deviation.
SPREAD = 1.5
_STEPS, _NEWTON, _CLOSE = 200, 25, 3e-3


@dataclass(frozen=True, eq=False)
class CoverageFit:
    """Posterior modes and standard deviations of the logit, given the variances found.

    Attributes
    ----------
    intercept, slope
        Of the intercept and of exposure.
    outlet, happening
        Effects, float64[outlets] and float64[happenings].
    camp, camp_sd
        kappa and its standard deviation, float64[camps, happenings]: below 0 where a camp
        reports a happening less than its outlets, their exposure and the happening lead to expect.
    seen
        Whether a camp had a collected outlet, bool[camps, happenings].
    scales
        Standard deviations of outlets, happenings and camps.
    converged
        Whether the steps came to rest.
    """

    intercept: float
    slope: float
    outlet: Reals
    happening: Reals
    camp: Reals
    camp_sd: Reals
    seen: Bools
    scales: tuple[float, float, float]
    converged: bool


def fit_coverage(
    covered: Bools,
    outlet: Ints,
    happening: Ints,
    camp: Ints,
    exposure: Reals,
    shape: tuple[int, int, int],
) -> CoverageFit:
    """Fit the logit to outlets and happenings.

    Parameters
    ----------
    covered, outlet, happening, camp, exposure
        One entry for each outlet that was collected around a happening; exposure standardised.
    shape
        Number of outlets, happenings and camps.

    Returns
    -------
    CoverageFit

    Notes
    -----
    Modes by Newton steps; variances by the fixed point of the Laplace approximation (Breslow &
    Clayton 1993, *JASA* 88, without their correction), with half-normal priors that keep them
    from 0 where a camp has a single outlet.
    """
    outlets, happenings, camps = shape
    group = camp * happenings + happening
    groups = camps * happenings
    width = 2 + outlets + happenings
    columns = (np.zeros_like(outlet), np.ones_like(outlet), 2 + outlet, 2 + outlets + happening)
    values = (np.ones_like(exposure), exposure, np.ones_like(exposure), np.ones_like(exposure))
    variances = np.array([0.5, 1.0, 0.5])
    rest, own = np.zeros(width), np.zeros(groups)
    target = covered.astype(np.float64)
    converged = False
    for _ in range(_STEPS):
        prior = np.concatenate(
            [
                np.full(2, FIXED_SD**-2),
                np.full(outlets, 1 / variances[0]),
                np.full(happenings, 1 / variances[1]),
            ]
        )
        rest, own, spread, own_spread = _modes(
            target, columns, values, group, prior, 1 / variances[2], rest, own
        )
        parts = (slice(2, 2 + outlets), slice(2 + outlets, width))
        squares = [
            (rest[part] ** 2 + spread[part]).sum() for part in parts
        ] + [(own**2 + own_spread).sum()]  # fmt: skip
        sizes = (outlets, happenings, groups)
        new = np.array([_variance(total, size) for total, size in zip(squares, sizes, strict=True)])
        converged = bool(np.abs(np.log(new / variances)).max() < _CLOSE)
        variances = new
        if converged:
            break
    seen = np.bincount(group, minlength=groups) > 0
    return CoverageFit(
        float(rest[0]),
        float(rest[1]),
        rest[2 : 2 + outlets],
        rest[2 + outlets :],
        own.reshape(camps, happenings),
        np.sqrt(own_spread).reshape(camps, happenings),
        seen.reshape(camps, happenings),
        (float(variances[0] ** 0.5), float(variances[1] ** 0.5), float(variances[2] ** 0.5)),
        converged,
    )


def _variance(squares: float, size: int) -> float:
    """Mode of a variance, given the expected sum of squares and its half-normal prior.

    Maximises -size/2 log v - squares/(2 v) - v/(2 SPREAD^2), a quadratic in v.
    """
    a = 1 / SPREAD**2
    return float((-size + np.sqrt(size**2 + 4 * a * squares)) / (2 * a))


def _modes(
    target: Reals,
    columns: tuple[Ints, ...],
    values: tuple[Reals, ...],
    group: Ints,
    prior: Reals,
    own_prior: float,
    rest: Reals,
    own: Reals,
) -> tuple[Reals, Reals, Reals, Reals]:
    """Give the modes of all effects and their variances, by Newton steps from where they were.

    Effects of camps and happenings are independent given the others, so that they are taken out
    of the system before it is solved.
    """
    width, groups = len(rest), len(own)
    for _ in range(_NEWTON):
        fitted = own[group] + sum(v * rest[c] for c, v in zip(columns, values, strict=True))
        chance = 1 / (1 + np.exp(-fitted))
        weight = chance * (1 - chance)
        slope = target - chance
        down_own = np.bincount(group, slope, groups) - own_prior * own
        down = -prior * rest
        curve = np.diag(prior)
        cross = np.zeros((width, groups))
        for one, of_one in zip(columns, values, strict=True):
            down += np.bincount(one, slope * of_one, width)
            cross += table(one, group, weight * of_one, cross.shape)
            for two, of_two in zip(columns, values, strict=True):
                curve += table(one, two, weight * of_one * of_two, curve.shape)
        curve_own = np.bincount(group, weight, groups) + own_prior
        scaled = cross / curve_own
        inverse = np.linalg.inv(curve - scaled @ cross.T)
        step = inverse @ (down - scaled @ down_own)
        step_own = (down_own - step @ cross) / curve_own
        # A step of more than some units of log odds overshoots.
        short = min(1.0, 3.0 / max(np.abs(step).max(), np.abs(step_own).max(), 1e-12))
        rest, own = rest + short * step, own + short * step_own
        if max(np.abs(step).max(), np.abs(step_own).max()) < 1e-3:
            break
    own_spread = 1 / curve_own + np.einsum("ig,ij,jg->g", scaled, inverse, scaled, optimize=True)
    return rest, own, np.diag(inverse).copy(), own_spread


def fisher(covered: npt.ArrayLike, collected: npt.ArrayLike) -> Reals:
    """Two-sided p-values of Fisher's exact test on two camps, for many happenings at once.

    Parameters
    ----------
    covered, collected
        Outlets of each camp that reported a happening, and that were collected, int[happenings,
        2].

    Returns
    -------
    numpy.ndarray
        float64[happenings]; 1 where a camp has no collected outlet or all agree.

    Notes
    -----
    Fisher 1922, *Journal of the Royal Statistical Society* 85; two-sided as the sum over tables
    no likelier than that found.

    Examples
    --------
    >>> round(float(fisher([[8, 0]], [[10, 10]])[0]), 6)
    0.000714
    """
    from scipy.stats import hypergeom

    k, n = np.asarray(covered, np.int64), np.asarray(collected, np.int64)
    out = np.ones(len(k))
    for at in np.flatnonzero((n > 0).all(axis=1)):
        total, reported = int(n[at].sum()), int(k[at].sum())
        tables = np.arange(max(0, reported - n[at, 1]), min(reported, n[at, 0]) + 1)
        chances = hypergeom.pmf(tables, total, reported, int(n[at, 0]))
        own = chances[int(k[at, 0]) - tables[0]]
        out[at] = min(1.0, float(chances[chances <= own * (1 + 1e-9)].sum()))
    return out
