"""Traces of exponentials of symmetric matrices, without running out of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from legation.balance.graph import Reals

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_TOP = 40  # eigenvalues at the upper end that are computed instead of estimated
_NEGLIGIBLE = 1e-9  # share of the trace that may be left out
_STEPS = 40  # Lanczos steps a probe


@dataclass(frozen=True)
class Trace:
    """A trace of an exponential, estimated.

    Attributes
    ----------
    log
        Natural logarithm of the trace.
    samples
        The trace by each probe, divided by exp(shift), float64[probes].
    shift
        Largest eigenvalue.
    """

    log: float
    samples: Reals = field(repr=False)
    shift: float


def log_sum_exp(values: Reals) -> float:
    """Logarithm of the sum of exponentials, shifted by the largest so that none overflows."""
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))


def trace_exponential(matrix: csr_array, probes: int, seed: int) -> Trace:
    """Estimate the trace of exp(matrix) of a large sparse symmetric matrix.

    The largest eigenvalues, which carry most of the trace, are computed; of what is orthogonal to
    their vectors the trace is estimated with random signs (Hutchinson 1990) and Lanczos
    quadrature (Ubaru, Chen & Saad 2017, SIAM Journal on Matrix Analysis 38).

    Returns
    -------
    Trace
        With one sample of the trace per probe, from which its standard error follows.
    """
    from scipy.sparse.linalg import eigsh

    order = matrix.shape[0]
    rng = np.random.default_rng(seed)
    start = rng.standard_normal(order)
    values, vectors = eigsh(matrix, k=min(_TOP, order - 1), which="LA", v0=start)
    shift = float(values.max())
    held = float(np.exp(values - shift).sum())
    samples = np.full(probes, held)
    # No other eigenvalue is above the least of these, so that the rest can be too small to matter.
    if (order - len(values)) * float(np.exp(values.min() - shift)) < _NEGLIGIBLE * held:
        return Trace(shift + float(np.log(held)), samples, shift)
    for i in range(probes):
        probe = rng.choice((-1.0, 1.0), order)
        probe -= vectors @ (vectors.T @ probe)
        samples[i] += _quadrature(matrix, vectors, probe, shift)
    return Trace(shift + float(np.log(samples.mean())), samples, shift)


def _quadrature(matrix: csr_array, vectors: Reals, probe: Reals, shift: float) -> float:
    """Give probe' exp(matrix - shift) probe over what is orthogonal to some vectors."""
    from scipy.linalg import eigh_tridiagonal

    size = float(probe @ probe)
    basis = np.zeros((_STEPS + 1, len(probe)))
    basis[0] = probe / np.sqrt(size)
    diagonal, beside = np.zeros(_STEPS), np.zeros(_STEPS)
    steps = _STEPS
    for j in range(_STEPS):
        along = matrix @ basis[j]
        diagonal[j] = along @ basis[j]
        along -= vectors @ (vectors.T @ along)
        # Twice is enough to keep the basis orthogonal (Parlett 1998, section 6.9).
        for _ in range(2):
            along -= basis[: j + 1].T @ (basis[: j + 1] @ along)
        beside[j] = float(np.linalg.norm(along))
        if beside[j] < 1e-10:
            steps = j + 1
            break
        basis[j + 1] = along / beside[j]
    nodes, tops = eigh_tridiagonal(diagonal[:steps], beside[: steps - 1])
    return size * float((tops[0] ** 2 * np.exp(nodes - shift)).sum())
