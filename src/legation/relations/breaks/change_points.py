"""Change points of any series of numbers: where its mean jumps.

For the relation of two states use `find_breaks`: an index wanders by itself, and a wandering
series has a change of mean wherever one looks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numba as nb
import numpy as np

from legation.errors import InputError
from legation.relations.breaks.types import AnyArray, Floats

SHORTEST = 3


def change_points(
    series: AnyArray | Sequence[float], *, penalty: float | None = None, shortest: int = SHORTEST
) -> tuple[int, ...]:
    """Find where the mean of a series changes.

    The segmentation of least squared error plus a penalty for each change point, found exactly
    (optimal partitioning with pruning, Killick, Fearnhead and Eckley 2012). Each column is first
    brought to mean 0 and standard deviation 1. `ruptures.KernelCPD("linear")` minimises the same;
    its import alone takes seconds.

    Parameters
    ----------
    series
        float[n] or float[n, d]. Rows with a value that is not finite are passed over.
    penalty
        Of one change point; None for 3 ln n, n the number of rows used.
    shortest
        Least number of rows between change points, and before the first and after the last.

    Returns
    -------
    tuple of int
        Positions of the first row of each new segment, ascending; empty where nothing changes,
        where all values are the same, or where there are fewer than two segments' rows.

    Raises
    ------
    InputError
        If the series has more than two axes, or penalty or shortest are out of range.
    """
    values = np.asarray(series, np.float64)
    if values.ndim not in (1, 2):
        raise InputError(f"a series has one axis or two, not {values.ndim}")
    if shortest < 1 or (penalty is not None and not penalty > 0):
        raise InputError("change points need a penalty above 0 and segments of at least 1 row")
    if values.ndim == 1:
        values = values[:, None]
    used = np.flatnonzero(np.isfinite(values).all(axis=1))
    values = values[used]
    count = len(values)
    if count < 2 * shortest:
        return ()
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    # what is left of a constant column is rounding, which must not be blown up to noise
    varied = spread > 1e-12 * np.maximum(np.abs(values).max(axis=0), np.finfo(float).tiny)
    if not varied.any():
        return ()
    scaled = np.ascontiguousarray(centred[:, varied] / spread[varied])
    cost = 3.0 * float(np.log(count)) if penalty is None else float(penalty)
    return tuple(int(used[i]) for i in _partition(scaled, cost, shortest))


@nb.njit(cache=True, nogil=True)
def _partition(values: Floats, penalty: float, shortest: int) -> AnyArray:
    """First rows of all segments but the first, of the best segmentation."""
    count, width = values.shape
    total = np.zeros((count + 1, width))
    square = np.zeros(count + 1)
    for i in range(count):
        square[i + 1] = square[i]
        for c in range(width):
            total[i + 1, c] = total[i, c] + values[i, c]
            square[i + 1] += values[i, c] ** 2
    best = np.full(count + 1, np.inf)  # of the first i rows
    best[0] = -penalty
    start = np.zeros(count + 1, np.int64)  # of their last segment
    kept = np.zeros(count + 1, np.int64)  # starts still in the race
    until = np.zeros(count + 1, np.int64)  # stop from which a start is out of the race
    cost = np.zeros(count + 1)
    size = 0
    for stop in range(shortest, count + 1):
        newest = stop - shortest
        if newest == 0 or newest >= shortest:
            kept[size], until[size] = newest, 2 * count
            size += 1
        for j in range(size):
            begin = kept[j]
            error = square[stop] - square[begin]
            for c in range(width):
                error -= (total[stop, c] - total[begin, c]) ** 2 / (stop - begin)
            cost[j] = best[begin] + error
            if cost[j] + penalty < best[stop]:
                best[stop] = cost[j] + penalty
                start[stop] = begin
        # a start that is worse than a change here never wins again, from where a segment that
        # begins here is long enough
        left = 0
        for j in range(size):
            expires = until[j]
            if cost[j] > best[stop]:
                expires = min(expires, stop + shortest)
            if stop + 1 < expires:
                kept[left], until[left] = kept[j], expires
                left += 1
        size = left
    found = [count]
    while start[found[-1]] > 0:
        found.append(int(start[found[-1]]))
    return np.array(found[:0:-1])
