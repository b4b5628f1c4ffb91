"""Splits of the index into what each observation, and each row of the record, contributes.

A change of the index is split against a reference, the relation as it stood when the window
began: an observation contributes its weight times how far it lies from what that relation
would have shown. Were every observation just that, and the prior too, nothing would have
changed; so the contributions add up to the change, and rows that say nothing new contribute
nothing. A level is split against the neutral relation, 0 on the Goldstein scale.

A row's `contribution` is its share in the sum, under the weights there are. Its `effect` is
what the change loses when the row is deleted and the dyad smoothed again with the same
parameters and step weights: the other observations then weigh more, so that effects do not add
up. Both follow from one linear system (`legation.relations.index.linear`), the second by a
change of rank one (Sherman & Morrison 1950).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legation.relations.index.arrays import Ints, Reals
from legation.relations.index.linear import LinearDyad, inverse


@dataclass(frozen=True, eq=False)
class Split:
    """One number of a dyad, split over its n observations.

    Attributes
    ----------
    total
        The number: a change, or a level.
    variance
        Its posterior variance.
    weight
        float64[n]; weight w of each observation.
    expected
        float64[n]; what `y - a` would be at the reference, so that observation i contributes
        `weight * (residual - expected)`.
    prior
        What the prior contributes, that of the first month and that of the offsets.
    """

    total: float
    variance: float
    weight: Reals
    expected: Reals
    prior: float

    def contributions(self, dyad: LinearDyad) -> Reals:
        """Contribution of each observation, float64[n]; with `prior` they sum to `total`."""
        found: Reals = self.weight * (dyad.residual - self.expected)
        return found


def split_change(dyad: LinearDyad, direction: int, since: int, until: int) -> Split:
    """Split the change of a direction (0 or 1) from one month to another, both 0 to T - 1."""
    functional = np.zeros(2 * dyad.months)
    functional[2 * until + direction] += 1.0
    functional[2 * since + direction] -= 1.0
    mean, offsets = dyad.mean
    return _split(dyad, functional, mean[since], offsets)


def split_level(dyad: LinearDyad, direction: int, month: int) -> Split:
    """Split the level of a direction in a month, against the neutral relation."""
    functional = np.zeros(2 * dyad.months)
    functional[2 * month + direction] = 1.0
    return _split(dyad, functional, np.zeros(2), np.zeros(len(dyad.offsets)))


def _split(dyad: LinearDyad, functional: Reals, reference: Reals, offsets: Reals) -> Split:
    weight, months, own = dyad.weights(functional)
    p = dyad.parameters
    expected = dyad.reach(np.tile(reference, dyad.months), offsets)
    prior = float(months[:2] @ inverse(p.P0, p.r0) @ (p.m0 - reference))
    prior -= float(np.sum(own * offsets / p.tau[dyad.offsets] ** 2))
    total = float(functional @ dyad.mean[0].ravel())
    return Split(total, float(functional @ months), weight, expected, prior)


def effects(
    dyad: LinearDyad, split: Split, observation: Ints, share: Reals, value: Reals, n: Reals
) -> Reals:
    """What a split's number loses when a row is deleted and the dyad smoothed again.

    Parameters
    ----------
    dyad, split
        The dyad and the number.
    observation
        int[m]; the observation each row belongs to.
    share, value
        float64[m]; the row's share in the observation, and its value less the intercept a.
        Without it the observation is the mean of the others, n falling by the share.
    n
        float64[m]; n of the observation.

    Returns
    -------
    float64[m]
    """
    places, back = np.unique(observation, return_inverse=True)
    spread = dyad.spread(places)[back]
    mean, offsets = dyad.mean
    seen = dyad.reach(mean.ravel(), offsets)[observation]
    old, y = dyad.variance[observation], dyad.residual[observation]
    source = dyad.source[observation]
    left = np.clip(1.0 - share, 0.0, None)
    gone = left < 1e-9  # the observation rests on this row alone
    safe = np.where(gone, 1.0, left)
    new = dyad.parameters.F[source] + dyad.parameters.R[source] / (n * safe)
    precision = np.where(gone, 0.0, 1.0 / new)
    fall = 1.0 / old - precision
    said = y / old - precision * (y - share * value) / safe
    pull = split.weight[observation] * old
    found: Reals = pull * (said - fall / (1.0 - fall * spread) * (seen - said * spread))
    return found
