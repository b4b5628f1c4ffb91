"""Spreads dyads over threads and hands them to the kernels."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from legation.relations.index.arrays import Arrays, Ints, Reals, SmallInts
from legation.relations.index.parameters import Parameters

Progress = Callable[[str, int, int], None]

LOWEST_LOG_WEIGHT = -7.5  # steps up to some 40 times their usual size are told apart
_NODE_STEP = 1.5  # in standard deviations of log lam; trapezoid error some 2e-4
_FAINT_BELOW, _FAINT_ABOVE = -30.0, -12.0  # log density, relative, beyond which nodes end
_BLOCKS_PER_WORKER = 8

SWEEPS, TOLERANCE = 60, 0.05  # of step weights: at most so many, until changes are below 5 %

SMOOTH_GIVEN, SMOOTH, LEARN, PREDICT = 0, 1, 2, 3  # jobs of `kernels.run`


def weight_nodes(nu: float) -> Reals:
    """Nodes for the mixture over lam ~ Gamma(nu/2, rate nu/2): [6, J], see `kernels.run`.

    An even grid in log lam, where the trapezoid rule converges fast. Infinite nu gives the one
    node 1.
    """
    from scipy.special import polygamma

    if math.isinf(nu):
        return np.array([[1.0], [0.0], [1.0], [1.0], [1.0], [1.0]])
    grid = np.linspace(-20.0, 5.0, 5001)
    density = nu / 2 * (grid - np.exp(grid) + 1.0)
    low = max(LOWEST_LOG_WEIGHT, grid[density > _FAINT_BELOW][0])
    # Above, what the step adds to the density (a factor lam) counts too.
    high = grid[density + grid > _FAINT_ABOVE + max(0.0, (density + grid).max())][-1]
    step = _NODE_STEP * math.sqrt(float(polygamma(1, nu / 2 + 1)))
    log_lam = np.linspace(low, high, math.ceil((high - low) / step) + 1)
    prior = np.exp(nu / 2 * (log_lam - np.exp(log_lam) + 1.0))
    prior /= prior.sum()
    lam = np.exp(log_lam)
    unseen = 1.0 / float((prior / lam).sum())
    left = np.cumsum(prior[::-1])[::-1]
    beyond = np.cumsum((prior / lam)[::-1])[::-1] / left
    return np.ascontiguousarray([lam, log_lam, prior, np.full(lam.size, unseen), left, beyond])


def mode_scales(parameters: Parameters) -> tuple[float, float]:
    """Scales c1, c2 of the two modes of a dyad, see `kernels`."""
    return (
        math.sqrt(parameters.q * (1 + parameters.rho) / 2),
        math.sqrt(parameters.q * (1 - parameters.rho) / 2),
    )


def workers() -> int:
    """Threads to use; NUMBA_NUM_THREADS sets it."""
    import numba

    return int(numba.get_num_threads())


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the observations of each dyad lie, and its months."""

    begin: Ints
    end: Ints
    first: SmallInts
    months: Ints

    @classmethod
    def of(cls, arrays: Arrays) -> Layout:
        """Give the dyads of the arrays as they are."""
        first = np.ascontiguousarray(arrays.span[:, 0])
        return cls(arrays.pointer[:-1], arrays.pointer[1:], first, arrays.months)

    @classmethod
    def prefixes(cls, arrays: Arrays) -> Layout:
        """Give the first dyad once for every month, as known at the end of that month.

        Each is a dyad of its own to the kernels, and shares the rows of the whole.
        """
        first, months = int(arrays.span[0, 0]), np.arange(1, int(arrays.months[0]) + 1)
        rows = arrays.month[: arrays.pointer[1]]
        end = np.searchsorted(rows, first + months - 1, side="right").astype(np.int64)
        return cls(np.zeros_like(end), end, np.full(len(end), first, np.int32), months)


def run(
    arrays: Arrays,
    parameters: Parameters,
    weight: Reals,
    job: int,
    *,
    dyads: Ints | None = None,
    layout: Layout | None = None,
    given: Reals | None = None,
    mean: Reals | None = None,
    cov: Reals | None = None,
    hold: bool = False,
    progress: Progress | None = None,
    name: str = "smooth",
) -> tuple[Reals, Reals, Reals]:
    """Call `kernels.run` on blocks of dyads in several threads.

    With `hold`, the job LEARN leaves weights as they are, and sums of steps at 0. Results do
    not depend on the number of threads. Gives mean and sd of offsets, and the sums
    for EM, one row per dyad in the order of `dyads`.
    """
    from legation.relations.index import kernels

    layout = layout or Layout.of(arrays)
    chosen = np.arange(len(layout.begin)) if dyads is None else np.asarray(dyads, np.int64)
    size = len(arrays.sources)
    nothing = np.zeros((0, 3))
    shared = _shared(parameters)
    table = np.ascontiguousarray(
        np.stack([parameters.a, parameters.b, parameters.R, parameters.F, parameters.tau**2], 1)
    )
    nodes = weight_nodes(parameters.nu)
    width = kernels.SHARED + size * kernels.BY_SOURCE
    sums = np.zeros((len(chosen) if job >= LEARN else 1, width))
    offset_mean, offset_sd = np.zeros((len(chosen), size)), np.zeros((len(chosen), size))
    start = np.concatenate([[0], np.cumsum(layout.months)[:-1]]).astype(np.int64)

    def work(block: slice) -> None:
        kernels.run(
            chosen[block],
            layout.begin,
            layout.end,
            arrays.month,
            arrays.source,
            arrays.side,
            arrays.value,
            arrays.n,
            layout.first,
            layout.months,
            start,
            table,
            shared,
            nodes,
            weight,
            np.zeros((0, size)) if given is None else given,
            0 if hold else SWEEPS,
            TOLERANCE,
            job,
            nothing if mean is None else mean,
            nothing if cov is None else cov,
            offset_mean[block],
            offset_sd[block],
            sums[block] if job >= LEARN else sums.copy(),
        )

    load = (layout.end - layout.begin + layout.months)[chosen]
    _each(work, _blocks(load), len(chosen), name, progress)
    return offset_mean, offset_sd, sums


def _shared(parameters: Parameters) -> Reals:
    c1, c2 = mode_scales(parameters)
    start1 = parameters.P0 * (1 + parameters.r0) / 2 / c1**2
    start2 = parameters.P0 * (1 - parameters.r0) / 2 / c2**2
    return np.array([c1, c2, parameters.m0 / c1, start1, start2])


def _blocks(load: Ints) -> list[slice]:
    """Cut dyads into runs of about the same work."""
    if not len(load):
        return []
    done = np.cumsum(load)
    count = min(len(load), _BLOCKS_PER_WORKER * workers())
    cuts = np.searchsorted(done, done[-1] * np.arange(1, count) / count)
    edges = np.unique(np.concatenate([[0], cuts, [len(load)]]))
    return [slice(a, b) for a, b in pairwise(edges.tolist())]


def _each(
    work: Callable[[slice], None],
    blocks: list[slice],
    total: int,
    name: str,
    progress: Progress | None,
) -> None:
    """Work on all blocks; the first error, or what `progress` raises, ends it."""
    if len(blocks) == 1 or workers() == 1:
        for block in blocks:
            work(block)
            if progress:
                progress(name, block.stop, total)
        return
    with ThreadPoolExecutor(workers()) as pool:
        waiting: set[Any] = {pool.submit(work, block) for block in blocks}
        done = 0
        try:
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                done += len(finished)
                if progress and finished:
                    progress(name, total * done // len(blocks), total)
        finally:
            for future in waiting:
                future.cancel()
