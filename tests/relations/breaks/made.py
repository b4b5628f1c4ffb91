"""Dyads drawn from the model of the index, with breaks put in by hand, and dense references."""

from dataclasses import dataclass, replace

import numpy as np

from legation.relations.breaks import DyadSeries
from legation.relations.breaks.types import Floats

H = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])


@dataclass(frozen=True)
class World:
    """How dyads move and are seen.

    `seen` gives by side (a to b, b to a, both) the chance of an observation in a month, `noise`
    its variance at five rows; `floor` is added.
    """

    months: int = 240
    q: float = 0.02
    rho: float = 0.6
    nu: float = np.inf
    P0: float = 4.0
    seen: tuple[float, float, float] = (0.6, 0.6, 0.1)
    noise: tuple[float, float, float] = (0.3, 0.3, 0.3)
    floor: float = 0.2
    liveliness: float = 1.0

    def step(self) -> Floats:
        return self.q * np.array([[1.0, self.rho], [self.rho, 1.0]])


Jump = tuple[int, tuple[float, float]]
FIRST = 1980 * 12


def draw(
    world: World, rng: np.random.Generator, jumps: tuple[Jump, ...] = ()
) -> tuple[Floats, DyadSeries]:
    """Draw the truth (months, 2) and what is seen of it; weights of steps are all 1."""
    months = world.months
    steps = rng.multivariate_normal([0, 0], world.liveliness * world.step(), months)
    if np.isfinite(world.nu):
        steps /= np.sqrt(rng.gamma(world.nu / 2, 2 / world.nu, months))[:, None]
    steps[0] = rng.normal(0, np.sqrt(world.P0), 2)
    for at, size in jumps:
        steps[at] += size
    truth = np.cumsum(steps, axis=0)
    seen = rng.random((months, 3)) < world.seen
    month, side = np.nonzero(seen)
    rows = 1 + rng.poisson(4, len(month))
    variance = world.floor + np.array(world.noise)[side] * 5 / rows
    loading = np.where(side == 2, 1.5, 1.0)
    value = loading * (H[side] * truth[month]).sum(axis=1)
    value += rng.normal(0, np.sqrt(variance))
    series = DyadSeries(
        a="AAA",
        b="BBB",
        first=FIRST,
        weight=np.ones(months),
        month=(FIRST + month).astype(np.int32),
        side=side.astype(np.int8),
        value=value,
        loading=loading,
        variance=variance,
        q=world.q,
        rho=world.rho,
        nu=world.nu,
        P0=world.P0,
    )
    return truth, series


@dataclass(frozen=True)
class Dense:
    """Posterior of all states of a dyad by dense matrices, and what its scores should be."""

    mean: Floats
    cov: Floats
    score: Floats
    score_cov: Floats
    loglik: float


def dense(series: DyadSeries) -> Dense:
    """Solve for all 2 T states at once; state 2 t + d is direction d in month t.

    The score of a step into month t is F_t' S^-1 (y - E y), where S is the marginal covariance of
    the observations and F_t what a step into month t adds to them.
    """
    months = len(series.weight)
    step = series.q * np.array([[1, series.rho], [series.rho, 1]])
    first = series.P0 * np.array([[1, series.r0], [series.r0, 1]])
    blocks = [first, *(step / lam for lam in series.weight[1:])]
    walk = np.kron(np.tril(np.ones((months, months))), np.eye(2))
    inner = np.zeros((2 * months, 2 * months))
    for t, block in enumerate(blocks):
        inner[2 * t : 2 * t + 2, 2 * t : 2 * t + 2] = block
    prior = walk @ inner @ walk.T
    design = np.zeros((len(series.month), 2 * months))
    for i, (month, side, b) in enumerate(
        zip(series.month, series.side, series.loading, strict=True)
    ):
        t = month - series.first
        design[i, 2 * t : 2 * t + 2] = b * H[side]
    marginal = design @ prior @ design.T + np.diag(series.variance)
    residual = series.value - design @ np.full(2 * months, series.m0)
    solved = np.linalg.solve(marginal, residual)
    gain = prior @ design.T
    added = design @ walk  # what a step into each month and direction adds to observations
    return Dense(
        mean=(series.m0 + gain @ solved).reshape(months, 2),
        cov=prior - gain @ np.linalg.solve(marginal, gain.T),
        score=(added.T @ solved).reshape(months, 2),
        score_cov=added.T @ np.linalg.solve(marginal, added),
        loglik=-0.5
        * float(
            residual @ solved + np.linalg.slogdet(marginal)[1] + len(residual) * np.log(2 * np.pi)
        ),
    )


def weigh(series: DyadSeries, turns: int = 25) -> DyadSeries:
    """Find step weights by turns, (nu + 2) / (nu + E[w' Q^-1 w]), by the project's kernels."""
    from legation.relations.breaks import kernels

    ordinary = series.q * np.array([[1, series.rho], [series.rho, 1]])
    info, vector, _ = series.information
    weight = np.ones(len(series.weight))
    for _ in range(turns):
        _, _, cov, u, uu = kernels.run_filter(info, vector, 1 / weight, series.model)
        score, var, _ = kernels.run_scores(cov, u, uu)
        spread = ordinary / weight[:, None, None]
        second = score[:, :, None] * score[:, None, :] - var[:, [0, 1, 1, 2]].reshape(-1, 2, 2)
        size = (2 + np.einsum("tij,tji->t", second, spread)) / weight
        weight = (series.nu + 2) / (series.nu + size)
        weight[0] = 1.0
    return replace(series, weight=weight)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share."""
    z, p = 1.96, hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(p * (1 - p) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return middle - half, middle + half
