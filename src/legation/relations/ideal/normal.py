"""The normal distribution inside compiled loops: its integral, and draws between two bounds.

Draws take their chance from a NumPy generator that is passed in, so that a seed gives the same
numbers whatever else runs.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

_SQRT_2PI = math.sqrt(2 * math.pi)
_WIDE = 2.5  # beyond this width about zero, plain normal draws are accepted more often
_NEAR = 0.6  # a tail that starts nearer to zero than this is cheaper by plain normal draws


@njit(cache=True, nogil=True)
def ndtr(x: float) -> float:
    """Integral of the standard normal density up to x: to 1e-15, and to 1e-8 of itself if small.

    Rational function of Hart (1968) in the form of West (2005), "Better approximations to
    cumulative normal functions", Wilmott, May; a third as long as the error function of the
    C library.
    """
    size = abs(x)
    if size > 37.5:
        tail = 0.0
    else:
        bell = math.exp(-0.5 * size * size)
        if size < 7.07106781186547:
            above = 3.52624965998911e-02 * size + 0.700383064443688
            above = above * size + 6.37396220353165
            above = above * size + 33.912866078383
            above = above * size + 112.079291497871
            above = above * size + 221.213596169931
            above = above * size + 220.206867912376
            below = 8.83883476483184e-02 * size + 1.75566716318264
            below = below * size + 16.064177579207
            below = below * size + 86.7807322029461
            below = below * size + 296.564248779674
            below = below * size + 637.333633378831
            below = below * size + 793.826512519948
            below = below * size + 440.413735824752
            tail = bell * above / below
        else:
            fraction = size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))
            tail = bell / fraction / _SQRT_2PI
    return tail if x < 0 else 1.0 - tail


@njit(cache=True, nogil=True)
def between(low: float, high: float) -> float:
    """Probability of a standard normal between two bounds, in the tail with the most digits."""
    if low > 0:
        return ndtr(-low) - ndtr(-high)
    return ndtr(high) - ndtr(low)


@njit(cache=True, nogil=True)
def draw_between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw from the standard normal between two bounds; exact however far out they lie.

    Rejection after Robert (1995), "Simulation of truncated normal variables", Statistics and
    Computing 5: from the normal itself, from the uniform or from a shifted exponential,
    whichever is accepted most.
    """
    if high <= low:
        return low
    if low > 0:
        return _draw_positive(rng, low, high)
    if high < 0:
        return -_draw_positive(rng, -high, -low)
    if high - low > _WIDE:
        while True:
            x = rng.standard_normal()
            if low < x < high:
                return x
    while True:
        x = low + (high - low) * rng.random()
        if rng.random() < math.exp(-0.5 * x * x):
            return x


@njit(cache=True, nogil=True)
def _draw_positive(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw between two positive bounds."""
    if low < _NEAR and high - low > _WIDE:
        while True:
            x = abs(rng.standard_normal())
            if low < x < high:
                return x
    root = math.sqrt(low * low + 4)
    rate = 0.5 * (low + root)
    if high - low <= math.exp(0.5 + 0.25 * (low * low - low * root)) / rate:
        while True:
            x = low + (high - low) * rng.random()
            if rng.random() < math.exp(0.5 * (low * low - x * x)):
                return x
    while True:
        x = low - math.log(1.0 - rng.random()) / rate
        if x < high and rng.random() < math.exp(-0.5 * (x - rate) * (x - rate)):
            return x


def generators(seed: int, chains: int) -> list[Any]:
    """One independent generator per chain, all from one seed."""
    return [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(chains)]
