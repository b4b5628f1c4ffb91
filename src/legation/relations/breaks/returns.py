"""Whether a relation comes back into the band it had before a break: forecast and outcome.

A relation is *back* in a month if the mean of the index over that month and the two before it
reaches the old band, or passes it; a single month that grazes the band is not enough. A forecast
made at the end of month T speaks of quarters that begin after T.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from legation.relations.breaks.levels import QUARTER
from legation.relations.breaks.types import AnyArray, Floats

HORIZONS = (1, 3, 5)  # years
_PATHS = 4096


def forecast(
    mean: float, sd: float, edge: float, *, upward: bool, scale: float, nu: float, seed: int = 0
) -> dict[int, float]:
    """Chance that the index is back within 1, 3 and 5 years.

    The state at the end is normal; steps after it are independent Student t, as in the model of
    the index: sqrt(q / lam) times a standard normal, lam ~ Gamma(nu / 2, nu / 2). Paths of steps
    are drawn once for each nu and used for all breaks, with their mirror images; the chance is
    averaged over them with the state integrated out.

    Parameters
    ----------
    mean, sd
        Of the index in the last month.
    edge
        Edge of the old band that lies nearer.
    upward
        Whether the way back leads up.
    scale
        q, the squared scale of steps.
    nu
        Degrees of freedom of steps.
    seed
        Of the paths.

    Returns
    -------
    dict
        Years to chance.
    """
    from scipy.special import ndtr

    sign = 1.0 if upward else -1.0
    reach = np.sqrt(scale) * _farthest(nu, seed)
    short = sign * (edge - mean) - reach
    chance = ndtr(-short / max(sd, 1e-9)).mean(axis=1)
    return {years: float(p) for years, p in zip(HORIZONS, chance, strict=True)}


@lru_cache(maxsize=8)
def _farthest(nu: float, seed: int) -> Floats:
    """Largest quarterly mean on the way, for paths of unit scale, by horizon (rows)."""
    rng = np.random.default_rng(seed)
    shape = (_PATHS, 12 * HORIZONS[-1])
    steps = rng.standard_normal(shape)
    if np.isfinite(nu):
        steps /= np.sqrt(rng.gamma(nu / 2, 2 / nu, shape))
    quarters = quarterly(np.cumsum(np.concatenate([steps, -steps]), axis=1))
    highest = np.maximum.accumulate(quarters, axis=1)
    return np.stack([highest[:, 12 * years - QUARTER] for years in HORIZONS])


def quarterly(paths: Floats) -> Floats:
    """Means over each three months in a row, along the last axis (two shorter)."""
    means: Floats = (paths[..., 2:] + paths[..., 1:-1] + paths[..., :-2]) / QUARTER
    return means


def back_by(means: Floats, edge: float, *, upward: bool, after_leaving: bool) -> Floats:
    """Share of drawn paths that are back by each quarter.

    Parameters
    ----------
    means
        float64[draws, quarters]; drawn paths of one direction, from `quarterly`.
    edge, upward
        As for `forecast`.
    after_leaving
        Count a path as back only once it has been out of the band before, as for paths that
        begin with the break itself, whose month is not certain.

    Returns
    -------
    float64[quarters]
    """
    draws, quarters = means.shape
    if quarters == 0:
        return np.zeros(0)
    inside: AnyArray = means >= edge if upward else means <= edge
    if after_leaving:
        # a path that never leaves the band is back as soon as it can be
        left = np.where(inside.all(axis=1), 0, (~inside).argmax(axis=1))
        inside &= np.arange(quarters) >= left[:, None]
    first = np.where(inside.any(axis=1), inside.argmax(axis=1), quarters)
    share: Floats = np.bincount(first, minlength=quarters + 1)[:quarters].cumsum() / draws
    return share
