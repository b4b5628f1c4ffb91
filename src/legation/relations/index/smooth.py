"""Smoothed relations of many dyads under given parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from legation.relations.index.arrays import Arrays, Ints, Reals, SmallInts
from legation.relations.index.parameters import Offsets, Parameters

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Posterior of both directions of D dyads, all their months laid end to end (T in all).

    Attributes
    ----------
    pointer
        int64[D + 1]; dyad d has the rows `pointer[d]:pointer[d + 1]`.
    first
        int32[D]; first month of each dyad.
    mean
        float64[T, 2]; x_ab, x_ba.
    cov
        float64[T, 3]; variance of x_ab, variance of x_ba, their covariance. What is not known
        of the offsets is in it.
    weight
        float64[T]; lam of the step into the month (1 in a dyad's first month): the step has
        covariance Q / lam, so that a small weight marks a jump. Given weights and offsets, the
        mean is linear in the observations.
    offsets
        Offsets used, one row per dyad.
    """

    pointer: Ints
    first: SmallInts
    mean: Reals
    cov: Reals
    weight: Reals
    offsets: Offsets

    def dyad(self, d: int) -> tuple[Reals, Reals, Reals]:
        """Give mean [months, 2], cov [months, 3] and weight [months] of one dyad."""
        rows = slice(int(self.pointer[d]), int(self.pointer[d + 1]))
        return self.mean[rows], self.cov[rows], self.weight[rows]


def smooth(
    arrays: Arrays,
    parameters: Parameters,
    offsets: Offsets | None = None,
    *,
    weight: Reals | None = None,
    dyads: Sequence[int] | Ints | None = None,
    progress: Progress | None = None,
) -> Smoothed:
    """Estimate both directions of each dyad in each month from all its observations.

    Parameters
    ----------
    arrays
        Observations.
    parameters
        Parameters, as from `estimate`.
    offsets
        Offsets to hold fixed, one row per dyad of `arrays`; None to take each at its posterior
        mean given the parameters (for the observations of `estimate`, the same).
    weight
        Step weights to hold fixed, laid out as in `Smoothed`; None to find them.
    dyads
        Positions of the dyads wanted; None for all. Offsets and weights go with `arrays`, the
        result with the dyads wanted.
    progress
        Called with 'smooth', dyads done, dyads in all. What it raises ends the work.
    """
    raise NotImplementedError


def filtered(
    arrays: Arrays,
    parameters: Parameters,
    offsets: Offsets | None = None,
    *,
    dyads: Sequence[int] | Ints | None = None,
    progress: Progress | None = None,
) -> Smoothed:
    """Estimate both directions in each month from the observations up to that month."""
    raise NotImplementedError


def _nothing(dyads: int, sources: int) -> Offsets:
    return Offsets(np.zeros((dyads, sources)), np.zeros((dyads, sources)))
