"""A bound from eigenvalues, for dense graphs where cycles say little.

The semidefinite relaxation of the maximum cut (Goemans & Williamson 1995) is solved by moving
one unit vector after another (the mixing method, Wang, Chang & Kolter 2017). Whatever it comes
to, the lengths of the sums that it leaves make a bound that one largest eigenvalue certifies
(Delorme & Poljak 1993).
"""

from __future__ import annotations

import numpy as np

from legation.balance.frustration.engine import Clock
from legation.balance.frustration.net import Net, Reals, Sides

# Nodes beyond which a dense matrix is not made.
MOST = 1200
_SWEEPS = 300


def spectral(net: Net, clock: Clock, seed: int) -> tuple[float, list[Sides]]:
    """Give a lower bound of the cost, and divisions drawn from the relaxation.

    Parameters
    ----------
    net
        A net of at most `MOST` nodes.
    clock
        Time that is left; half of it is used at most.
    seed
        Of the first vectors and of the hyperplanes.
    """
    matrix = np.zeros((net.order, net.order))
    matrix[net.u, net.v] = matrix[net.v, net.u] = net.w
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(net.order, int(np.sqrt(2 * net.order)) + 2))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths = _mix(matrix, vectors, clock)
    top = float(np.linalg.eigvalsh(matrix - np.diag(lengths))[-1])
    # The error of the eigenvalue is far below this (Weyl; LAPACK's backward error).
    top += 1e-9 * float(np.abs(matrix).sum(axis=1).max(initial=1.0))
    most = float(lengths.sum()) + net.order * top
    bound = (float(np.abs(net.w).sum()) - most / 2) / 2
    planes = chance.normal(size=(vectors.shape[1], 12))
    drawn = np.where(vectors @ planes >= 0, 1, -1).astype(np.int8)
    return max(bound, 0.0), list(drawn.T)


def _mix(matrix: Reals, vectors: Reals, clock: Clock) -> Reals:
    """Turn each vector towards what the others ask for, in place; give the lengths asked for."""
    until = clock.left() / 2
    lengths = np.ones(len(matrix))
    before = -np.inf
    for _ in range(_SWEEPS):
        for i in range(len(matrix)):
            pull = matrix[i] @ vectors
            lengths[i] = np.sqrt(pull @ pull)
            if lengths[i] > 0:
                vectors[i] = pull / lengths[i]
        reached = float(lengths.sum())
        if reached - before < 1e-5 * reached or clock.left() < until:
            break
        before = reached
    return lengths
