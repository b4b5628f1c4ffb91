"""Is a graph more balanced than chance? The same ties, with their signs dealt out anew.

The null keeps who is joined to whom and how many edges are hostile, and permutes the signs over the
edges (Szell, Lambiotte & Thurner 2010, PNAS 107; Facchetti, Iacono & Altafini 2011, PNAS 108).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.balance.graph import Reals, SignedGraph
from legation.balance.spectra import log_sum_exp
from legation.balance.triangles import triangles
from legation.errors import InputError, UnknownNameError

Progress = Callable[[str, int, int], None]

MEASURES = ("triangles", "walk")

_CELLS = 4_000_000  # signs looked up together, about 30 MB
_WALK_NODES = 1000  # beyond them a draw takes seconds


@dataclass(frozen=True, eq=False)
class SignNull:
    """A measure of balance beside the same under permuted signs.

    Attributes
    ----------
    measure
        One of `MEASURES`: the share of balanced triangles, or the walk balance.
    observed
        Of the graph as it is.
    mean, sd
        Under the null: for triangles exact, for walks over the draws.
    p
        Chance under the null of a value at least as high as observed, (1 + hits) / (1 + draws)
        (Phipson & Smyth 2010). Small: more balanced than chance.
    interval
        Clopper-Pearson interval of that chance, which the number of draws leaves open.
    p_less
        The same for a value at most as high.
    level
        Probability that the interval holds.
    draws, seed
        Number of permutations, and where they begin.
    values
        The measure of each draw, float64[draws].
    """

    measure: str
    observed: float
    mean: float
    sd: float
    p: float
    interval: tuple[float, float]
    p_less: float
    level: float
    draws: int
    seed: int
    values: Reals = field(repr=False)

    @property
    def z(self) -> float | None:
        """How many standard deviations observed lies above the mean; None where none."""
        return (self.observed - self.mean) / self.sd if self.sd > 0 else None

    def to_dict(self) -> dict[str, Any]:
        """Give the comparison as plain values, without the draws."""
        return {
            "measure": self.measure,
            "observed": self.observed,
            "mean": self.mean,
            "sd": self.sd,
            "z": self.z,
            "p": self.p,
            "interval": list(self.interval),
            "p_less": self.p_less,
            "level": self.level,
            "draws": self.draws,
            "seed": self.seed,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        name = "share of balanced triads" if self.measure == "triangles" else "walk balance"
        low, high = self.interval
        return (
            f"{name} {self.observed:.4g}; {self.mean:.4g} with the signs dealt out by chance "
            f"(p {self.p:.2g}, {self.level:.0%} interval {low:.2g} to {high:.2g}, "
            f"{self.draws} draws)"
        )


def sign_null(
    graph: SignedGraph,
    measure: str = "triangles",
    *,
    draws: int = 1000,
    beta: float = 1.0,
    seed: int = 0,
    level: float = 0.9,
    progress: Progress | None = None,
) -> SignNull:
    """Compare the balance of a graph with that of its ties under permuted signs.

    Parameters
    ----------
    graph
        The signed graph.
    measure
        `triangles`: share of balanced triangles; `walk`: `walk_balance` without weights.
    draws
        Number of permutations.
    beta
        Inverse temperature of the walk balance.
    seed
        Where the permutations begin; the same seed gives the same numbers.
    level
        Probability that the interval of p holds.
    progress
        Called with "sign null", draws done and draws in all.

    Raises
    ------
    UnknownNameError
        If there is no such measure.
    InputError
        If draws or level make no sense, there is nothing to compare, or the graph is too large
        for the walks.
    """
    if measure not in MEASURES:
        raise UnknownNameError(f"no measure '{measure[:40]}'; there are {', '.join(MEASURES)}")
    if draws < 1:
        raise InputError(f"a null takes at least one draw, not {draws}")
    if not 0 < level < 1:
        raise InputError(f"the level of an interval lies between 0 and 1, not at {level}")
    if not graph.size:
        raise InputError("a graph without edges has no signs to permute")
    values_of, moments = _triangles(graph) if measure == "triangles" else _walks(graph, float(beta))
    observed = float(values_of(graph.sign[None].astype(np.float64))[0])
    values = np.empty(draws)
    done = 0
    for signs in _permuted(graph, draws, seed):
        values[done : done + len(signs)] = values_of(signs)
        done += len(signs)
        if progress is not None:
            progress("sign null", done, draws)
    slack = 1e-12 * max(abs(observed), 1e-300)
    hits = int((values >= observed - slack).sum())
    fewer = int((values <= observed + slack).sum())
    mean, sd = moments or (float(values.mean()), float(values.std(ddof=1)) if draws > 1 else 0.0)
    p, p_less = (1 + hits) / (1 + draws), (1 + fewer) / (1 + draws)
    bounds = clopper_pearson(hits, draws, level)
    return SignNull(measure, observed, mean, sd, p, bounds, p_less, level, draws, seed, values)


def expected_triangles(edges: int, hostile: int, found: npt.NDArray[Any]) -> tuple[float, float]:
    """Give mean and standard deviation of the share of balanced triangles under permutation.

    The mean of the product of r distinct edges is the Krawtchouk sum over how many of them are
    hostile. Two triangles share one edge at most: then their product is one of four edges, and
    else one of six.

    Parameters
    ----------
    edges, hostile
        Number of edges, and of hostile ones.
    found
        Edges of each triangle, int[triangles, 3].
    """
    total = len(found)
    through = np.bincount(found.ravel(), minlength=edges)
    sharing = int((through * (through - 1)).sum())
    three, four, six = (_mean_product(edges, hostile, r) for r in (3, 4, 6))
    square = total + sharing * four + (total * (total - 1) - sharing) * six
    variance = max(square - (total * three) ** 2, 0.0)
    return (1 + three) / 2, float(np.sqrt(variance)) / total / 2


def clopper_pearson(hits: int, draws: int, level: float) -> tuple[float, float]:
    """Give the interval of a share that holds with at least the probability `level`."""
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(hits, draws - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, draws - hits, 1 - tail)) if hits < draws else 1.0
    return low, high


def _mean_product(edges: int, hostile: int, r: int) -> float:
    """Mean product of r signs drawn without replacement; 0 where there are not that many."""
    if edges < r:
        return 0.0
    ways: int = sum(
        (-1) ** j * comb(hostile, j) * comb(edges - hostile, r - j) for j in range(r + 1)
    )
    return ways / comb(edges, r)


def _permuted(graph: SignedGraph, draws: int, seed: int) -> Iterator[Reals]:
    """Give permutations in batches, float64[batch, edges]."""
    rng = np.random.default_rng(seed)
    batch = max(1, min(draws, _CELLS // max(graph.size, 1)))
    for begin in range(0, draws, batch):
        count = min(batch, draws - begin)
        yield rng.permuted(np.tile(graph.sign.astype(np.float64), (count, 1)), axis=1)


Values = Callable[[Reals], Reals]


def _triangles(graph: SignedGraph) -> tuple[Values, tuple[float, float] | None]:
    found = triangles(graph)
    if not len(found):
        raise InputError("this graph has no triangle, so no share to compare")

    def shares(signs: Reals) -> Reals:
        sums = np.zeros(len(signs))
        by_edge = np.ascontiguousarray(signs.T)
        step = max(1, _CELLS // len(signs))
        for low in range(0, len(found), step):
            part = found[low : low + step]
            sums += (by_edge[part[:, 0]] * by_edge[part[:, 1]] * by_edge[part[:, 2]]).sum(axis=0)
        return (1 + sums / len(found)) / 2

    hostile = int((graph.sign < 0).sum())
    return shares, expected_triangles(graph.size, hostile, found)


def _walks(graph: SignedGraph, beta: float) -> tuple[Values, None]:
    if graph.order > _WALK_NODES:
        raise InputError(
            f"the null of the walk balance takes up to {_WALK_NODES} nodes; "
            f"this graph has {graph.order}"
        )
    if not (np.isfinite(beta) and beta > 0):
        raise InputError(f"the inverse temperature is a positive number, not {beta}")
    below = log_sum_exp(_eigenvalues(beta * np.abs(graph.dense())))

    def ratios(signs: Reals) -> Reals:
        out = np.empty(len(signs))
        matrix = np.zeros((graph.order, graph.order))
        for i, row in enumerate(signs):
            matrix[graph.u, graph.v] = matrix[graph.v, graph.u] = row
            out[i] = np.exp(log_sum_exp(_eigenvalues(beta * matrix)) - below)
        return out

    return ratios, None


def _eigenvalues(matrix: npt.NDArray[Any]) -> Reals:
    return np.asarray(np.linalg.eigvalsh(matrix), np.float64)
