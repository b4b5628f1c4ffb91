"""The one loop over pairs and roll calls that tables are too slow for."""

from __future__ import annotations

import numba as nb
import numpy as np

from legation.relations.observations.base import Array


@nb.njit(cache=True, nogil=True)
def pairwise(choice: Array, chance: Array) -> tuple[Array, Array, Array, Array]:
    """Agreement of every pair of states that took part in a roll call together.

    Parameters
    ----------
    choice
        int8 [states, roll calls]: 0 yes, 1 abstention, 2 no, -1 none.
    chance
        float64 [roll calls]: mean agreement e of all pairs, below 1.

    Returns
    -------
    int32, int32, float64, float64 [pairs]
        First and second state; mean of s - e weighted by w = 1 - e, where s is 1 for the same
        choice, 1/2 for neighbours and 0 for yes against no; and (sum w)^2 / sum w^2.
    """
    states, calls = choice.shape
    most = states * (states - 1) // 2
    first, second = np.empty(most, np.int32), np.empty(most, np.int32)
    value, n = np.empty(most), np.empty(most)
    found = 0
    for i in range(states):
        for j in range(i + 1, states):
            total, weights, squares = 0.0, 0.0, 0.0
            for call in range(calls):
                if choice[i, call] < 0 or choice[j, call] < 0:
                    continue
                apart = abs(int(choice[i, call]) - int(choice[j, call]))
                weight = 1.0 - chance[call]
                total += weight * (1.0 - 0.5 * apart - chance[call])
                weights += weight
                squares += weight * weight
            if weights > 0.0:
                first[found], second[found] = i, j
                value[found], n[found] = total / weights, weights * weights / squares
                found += 1
    return first[:found], second[:found], value[:found], n[:found]
