"""How much livelier a dyad is than the ordinary one: its own scale of steps and of noise.

The index has one scale of steps for all dyads. A dyad that moves more than others in every
month, or whose rows scatter more, would show a break wherever one looks. So breaks are judged
against the dyad's own scale where that is larger; where it is smaller, against the ordinary one.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from legation.relations.breaks import kernels
from legation.relations.breaks.types import AnyArray, Floats

_TOP = (1.4, 1.4)  # logarithms of the largest multipliers: beyond four times, there are breaks
_ROUNDS = 3
_GOLDEN = 0.6180339887498949


def own_scales(
    information: tuple[Floats, Floats, Floats], count: int, step: AnyArray, model: Floats
) -> tuple[float, float]:
    """Most probable multipliers (at least 1) of the variances of steps and observations.

    By coordinate ascent of the log-likelihood and a standard normal prior of the logarithms,
    which are weak where a dyad has few rows.

    Parameters
    ----------
    information
        Of the months; see `kernels.collapse`.
    count
        Number of observations.
    step
        Multipliers of the step variance before the scale, large where a break is admitted.
    model
        q, rho, m0, P0, r0.
    """
    info, vector, square = information
    opened = step > 1.0
    g, h = _ascend(info, vector, float(square.sum()), float(count), step, opened, model)
    return float(np.exp(g)), float(np.exp(h))


@nb.njit(cache=True, nogil=True)
def _objective(
    g: float,
    h: float,
    info: Floats,
    vector: Floats,
    square: float,
    count: float,
    step: Floats,
    opened: AnyArray,
    model: Floats,
) -> float:
    noise = np.exp(-h)
    own = np.where(opened, step, step * np.exp(g))
    loglik = kernels.run_filter(info * noise, vector * noise, own, model)[0]
    value: float = loglik - 0.5 * (count * h + square * noise)
    return value


@nb.njit(cache=True, nogil=True)
def _ascend(
    info: Floats,
    vector: Floats,
    square: float,
    count: float,
    step: Floats,
    opened: AnyArray,
    model: Floats,
) -> tuple[float, float]:
    best = np.zeros(2)
    for _ in range(_ROUNDS):
        for which in range(2):
            low, high = 0.0, _TOP[which]
            values = np.zeros(2)
            places = np.array([high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)])
            trial = best.copy()
            for i in range(2):
                trial[which] = places[i]
                values[i] = _objective(
                    trial[0], trial[1], info, vector, square, count, step, opened, model
                )
            while high - low > 0.02:
                if values[0] >= values[1]:
                    high = places[1]
                    places[1], values[1] = places[0], values[0]
                    places[0] = high - _GOLDEN * (high - low)
                    i = 0
                else:
                    low = places[0]
                    places[0], values[0] = places[1], values[1]
                    places[1] = low + _GOLDEN * (high - low)
                    i = 1
                trial[which] = places[i]
                values[i] = _objective(
                    trial[0], trial[1], info, vector, square, count, step, opened, model
                )
            best[which] = 0.5 * (low + high) if low > 0.0 else 0.0
    return best[0], best[1]
