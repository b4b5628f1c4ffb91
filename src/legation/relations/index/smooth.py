"""Smoothed relations of many dyads under given parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legation.errors import InputError
from legation.relations.index import engine
from legation.relations.index.arrays import Arrays, Ints, Reals, SmallInts
from legation.relations.index.engine import Progress
from legation.relations.index.parameters import Offsets, Parameters


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

    Raises
    ------
    InputError
        If parameters, offsets or weights do not belong to these arrays.
    """
    check_match(arrays, parameters)
    chosen = np.arange(arrays.dyads) if dyads is None else np.asarray(dyads, np.int64).reshape(-1)
    wanted = arrays if dyads is None else arrays.take(chosen)
    pointer = wanted.offsets
    given = None if offsets is None else _own_offsets(arrays, offsets, chosen)
    mean, cov = np.empty((int(pointer[-1]), 2)), np.empty((int(pointer[-1]), 3))
    lam = np.ones(len(mean)) if weight is None else _own_weight(arrays, weight, chosen)
    found_mean, found_sd, _ = engine.run(
        wanted,
        parameters,
        lam,
        engine.SMOOTH if weight is None else engine.SMOOTH_GIVEN,
        given=given,
        mean=mean,
        cov=cov,
        progress=progress,
    )
    used = Offsets(found_mean if given is None else given, found_sd)
    return Smoothed(pointer, wanted.span[:, 0], mean, cov, lam, used)


def filtered(
    arrays: Arrays, parameters: Parameters, dyad: int, *, progress: Progress | None = None
) -> Smoothed:
    """Estimate both directions of one dyad in each month from what was known at its end.

    Month by month this is the last month of `smooth` on `arrays.until(month)`: weights and
    offsets are those that could be known then. The parameters are those given.

    Returns
    -------
    Smoothed
        Of one dyad. `weight` is that of the step into a month as seen at its end; `offsets`
        those known at the end of all.
    """
    check_match(arrays, parameters)
    own = arrays.take([dyad])
    layout = engine.Layout.prefixes(own)
    size = int(layout.months.sum())
    mean, cov, lam = np.empty((size, 2)), np.empty((size, 3)), np.ones(size)
    found_mean, found_sd, _ = engine.run(
        own,
        parameters,
        lam,
        engine.SMOOTH,
        layout=layout,
        mean=mean,
        cov=cov,
        progress=progress,
        name="filter",
    )
    last = np.cumsum(layout.months) - 1
    known = Offsets(found_mean[-1:].copy(), found_sd[-1:].copy())
    return Smoothed(own.offsets, own.span[:, 0], mean[last], cov[last], lam[last], known)


def check_match(arrays: Arrays, parameters: Parameters) -> None:
    """Raise if parameters are of other sources than the observations."""
    if arrays.sources != parameters.sources:
        raise InputError(
            f"parameters are for the sources {', '.join(parameters.sources)}, "
            f"the observations are from {', '.join(arrays.sources)}; estimate them anew"
        )


def _own_offsets(arrays: Arrays, offsets: Offsets, chosen: Ints) -> Reals:
    wanted = (arrays.dyads, len(arrays.sources))
    if offsets.mean.shape != wanted:
        raise InputError(f"offsets have the shape {offsets.mean.shape}; these dyads need {wanted}")
    return np.ascontiguousarray(offsets.mean[chosen], np.float64)


def _own_weight(arrays: Arrays, weight: Reals, chosen: Ints) -> Reals:
    """Copy the weights of the dyads chosen, in their order."""
    begin, months = arrays.offsets, arrays.months[chosen]
    if weight.shape != (begin[-1],) or not (weight > 0).all():
        raise InputError(f"give {begin[-1]} positive weights, one a month; got {weight.shape}")
    pointer = np.concatenate([[0], np.cumsum(months)])
    rows = np.repeat(begin[chosen] - pointer[:-1], months) + np.arange(pointer[-1])
    return np.ascontiguousarray(weight[rows], np.float64)
