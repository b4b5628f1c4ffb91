"""Balance over closed walks and short cycles: how far a rumour comes back with its own sign.

`walk_balance` weighs closed walks of all lengths (Estrada & Benzi 2014, "Walk-based measure of
balance in signed networks", Physical Review E 90, 042802). Walks may go back on their own steps,
which are always balanced; `cycle_balance` counts the simple cycles of lengths 3, 4 and 5 exactly
(the balance by length that Giscard, Rochet & Wilson 2017, Journal of Complex Networks 5, ask for).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.graph import Reals, SignedGraph
from legation.balance.spectra import Trace, log_sum_exp, trace_exponential
from legation.balance.triangles import Longs
from legation.errors import InputError

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

_DENSE = 3000  # nodes up to which all eigenvalues are computed, about 10 s at the limit
_DENSE_CYCLES = 6000  # nodes up to which matrices are multiplied for cycles
_EXACT = 2.0**53


@dataclass(frozen=True, eq=False)
class WalkBalance:
    """Signed walks against all walks, closed, of every length.

    Attributes
    ----------
    value
        Trace of exp(beta A) over trace of exp(beta abs(A)); 1 if and only if balanced.
    log
        Its natural logarithm, which does not run out of numbers where `value` is 0.0.
    beta
        Inverse temperature: the larger, the more long walks count.
    weighted
        Whether a walk counts by the product of its weights.
    exact
        Whether all eigenvalues were computed; else traces were estimated with random probes.
    standard_error
        Of `log`, 0 where exact.
    nodes
        The same ratio for the walks that return to each node, float64[nodes]; NaN where floating
        numbers cannot tell it, None where traces were estimated.
    """

    graph: SignedGraph = field(repr=False)
    value: float
    log: float
    beta: float
    weighted: bool
    exact: bool
    standard_error: float
    nodes: Reals | None = field(default=None, repr=False)

    @property
    def interval(self) -> tuple[float, float]:
        """Bounds of `value` with probability 0.9; both equal to it where exact."""
        reach = 1.6449 * self.standard_error
        return float(np.exp(self.log - reach)), min(float(np.exp(self.log + reach)), 1.0)

    def frame(self) -> pl.DataFrame:
        """Give one row per node: node, balance (null where it cannot be told).

        Raises
        ------
        InputError
            If traces were estimated, which gives no nodes.
        """
        import polars as pl

        if self.nodes is None:
            raise InputError(
                f"balance by node takes all eigenvalues, which are computed up to {_DENSE} nodes"
            )
        frame = pl.DataFrame({"node": self.graph.nodes, "balance": self.nodes})
        return frame.with_columns(pl.col("balance").fill_nan(None))

    def to_dict(self) -> dict[str, Any]:
        """Give the measure as plain values, without nodes."""
        return {
            "value": self.value,
            "log": self.log,
            "beta": self.beta,
            "weighted": self.weighted,
            "exact": self.exact,
            "interval": list(self.interval),
        }

    def __str__(self) -> str:
        """Say it in one line."""
        line = f"walk balance {self.value:.4f} (inverse temperature {self.beta:g}"
        if self.exact:
            return f"{line})"
        low, high = self.interval
        return f"{line}; estimated, 90% interval {low:.4f} to {high:.4f})"


def walk_balance(
    graph: SignedGraph,
    beta: float = 1.0,
    *,
    weighted: bool = False,
    nodes: bool = False,
    probes: int = 30,
    seed: int = 0,
) -> WalkBalance:
    """Compare signed with unsigned closed walks (Estrada & Benzi 2014, equation 8).

    Parameters
    ----------
    graph
        The signed graph.
    beta
        Inverse temperature, positive.
    weighted
        Let a step count by its weight.
    nodes
        Also give the ratio for each node (diagonal of the two exponentials).
    probes, seed
        Random probes, used beyond 3,000 nodes: the largest eigenvalues are computed, the rest of
        the trace is estimated by Lanczos quadrature (Ubaru, Chen & Saad 2017).

    Returns
    -------
    WalkBalance
        With value 1 for a graph without edges, in which nothing is out of balance.

    Raises
    ------
    InputError
        If beta is not positive, or balance by node was asked of too large a graph.
    """
    if not (np.isfinite(beta) and beta > 0):
        raise InputError(f"the inverse temperature is a positive number, not {beta}")
    if graph.order <= _DENSE:
        return _exactly(graph, beta, weighted, nodes)
    if nodes:
        raise InputError(
            f"balance by node takes all eigenvalues, which are computed up to {_DENSE} nodes; "
            f"this graph has {graph.order}"
        )
    signed = graph.adjacency(weighted)
    traces = [trace_exponential(beta * m, probes, seed) for m in (signed, abs(signed))]
    log, error = traces[0].log - traces[1].log, _error(traces[0], traces[1])
    return WalkBalance(graph, float(np.exp(log)), log, beta, weighted, False, error)


@dataclass(frozen=True)
class CycleBalance:
    """Simple cycles of one length: how many, and how many are balanced."""

    length: int
    balanced: int
    total: int

    @property
    def share(self) -> float | None:
        """Share of balanced cycles; None where there is none."""
        return self.balanced / self.total if self.total else None


def cycle_balance(graph: SignedGraph) -> tuple[CycleBalance, ...]:
    """Count simple cycles of lengths 3, 4 and 5, all and balanced, exactly.

    The formulas are those of Alon, Yuster & Zwick (1997, "Finding and counting given length
    cycles", Algorithmica 17, section 6): closed walks less those that are no cycle. They hold for
    the signed matrix too, since a step there and back has sign +1.

    Raises
    ------
    InputError
        If the graph is so large that counts could not be exact.
    """
    if graph.order > _DENSE_CYCLES:
        raise InputError(
            f"cycles are counted up to {_DENSE_CYCLES} nodes; this graph has {graph.order}"
        )
    signed = _cycles(graph.dense())
    every = _cycles(np.abs(graph.dense()))
    return tuple(
        CycleBalance(length, (every[length] + signed[length]) // 2, every[length])
        for length in (3, 4, 5)
    )


def walks_by_length(graph: SignedGraph, longest: int = 10, *, weighted: bool = False) -> Reals:
    """Give trace(A ** l) over trace(abs(A) ** l) for l = 1 to `longest`, float64[longest].

    NaN where no closed walk has that length. Length 3 gives twice the share of balanced triads
    less one; longer walks hold ever more steps there and back, see `cycle_balance`.

    Raises
    ------
    InputError
        If `longest` is not positive or the graph has more than 3,000 nodes.
    """
    if longest < 1:
        raise InputError(f"the length of walks is a positive number, not {longest}")
    if graph.order > _DENSE:
        raise InputError(
            f"walks by length are counted up to {_DENSE} nodes; this graph has {graph.order}"
        )
    signed = np.linalg.eigvalsh(graph.dense(weighted))
    every = np.linalg.eigvalsh(np.abs(graph.dense(weighted)))
    scale = float(np.abs(every).max(initial=0.0)) or 1.0
    powers = np.arange(1, longest + 1)
    below = ((every[:, None] / scale) ** powers).sum(axis=0)
    above = ((signed[:, None] / scale) ** powers).sum(axis=0)
    there = below > 1e-12 * max(graph.order, 1)
    out = np.full(longest, np.nan)
    out[there] = np.clip(above[there] / below[there], -1, 1)
    return out


def _exactly(graph: SignedGraph, beta: float, weighted: bool, nodes: bool) -> WalkBalance:
    """Compute component by component, so that a large one does not drown the rest."""
    matrix = beta * graph.dense(weighted)
    logs = np.zeros((2, graph.order))
    sums: list[list[float]] = [[], []]
    for members in components(graph):
        block = matrix[np.ix_(members, members)]
        for which, part in enumerate((block, np.abs(block))):
            if nodes:
                values, vectors = np.linalg.eigh(part)
                logs[which, members] = _log_diagonal(values, vectors)
            else:
                values = np.linalg.eigvalsh(part)
            sums[which].append(log_sum_exp(values))
    log = log_sum_exp(np.array(sums[0])) - log_sum_exp(np.array(sums[1])) if sums[0] else 0.0
    log = min(log, 0.0)
    by_node = np.minimum(np.exp(logs[0] - logs[1]), 1.0) if nodes else None
    return WalkBalance(graph, float(np.exp(log)), log, beta, weighted, True, 0.0, by_node)


def components(graph: SignedGraph) -> list[Longs]:
    """Give the nodes of each connected component, the largest first."""
    from scipy.sparse.csgraph import connected_components

    count, label = connected_components(graph.adjacency(), directed=False)
    order: Longs = np.argsort(label, kind="stable").astype(np.int64)
    parts = np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1])
    return sorted(parts, key=lambda p: (-len(p), int(p[0]))) if graph.order else []


def _log_diagonal(values: Reals, vectors: Reals) -> Reals:
    """Give the logarithm of the diagonal of the exponential; NaN where rounding decides it.

    An entry of an eigenvector is known to about 1e-15; where the largest part of a node's sum
    comes from entries near that, the sum is noise.
    """
    parts = vectors**2 * np.exp(values - values.max())
    known = np.abs(vectors[np.arange(len(values)), parts.argmax(axis=1)]) > 1e-11
    total = np.log(np.maximum(parts.sum(axis=1), np.finfo(float).tiny)) + values.max()
    return np.where(known, total, np.nan)


def _cycles(matrix: Reals) -> dict[int, int]:
    """Sum the signs of simple cycles of each length from closed walks."""
    degree = np.abs(matrix).sum(axis=0)
    square = matrix @ matrix
    cube_diagonal = (square * matrix).sum(axis=1)
    fifth = ((square @ matrix) * square).sum() if len(matrix) else 0.0
    if max(float((np.abs(square) ** 2).sum()), float(np.abs(fifth)), degree.sum() ** 2) > _EXACT:
        raise InputError("this graph has too many walks to count its cycles exactly")
    three = cube_diagonal.sum()
    four = (square**2).sum() - 2 * (degree**2).sum() + degree.sum()
    five = fifth - 5 * three - 5 * ((degree - 2) * cube_diagonal).sum()
    return {3: round(three / 6), 4: round(four / 8), 5: round(five / 10)}


def _error(above: Trace, below: Trace) -> float:
    """Standard error of a difference of logarithms; the two share their probes."""
    one = above.samples / above.samples.mean() - below.samples / below.samples.mean()
    return float(one.std(ddof=1) / np.sqrt(len(one)))
