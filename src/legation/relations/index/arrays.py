"""Observations of many dyads as flat arrays, checked once, so that kernels need not check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from legation.errors import InputError

Ints = np.ndarray[Any, np.dtype[np.int64]]
SmallInts = np.ndarray[Any, np.dtype[np.int32]]
Reals = np.ndarray[Any, np.dtype[np.float64]]
Any1 = np.ndarray[Any, Any]

SIDES = ("a to b", "b to a", "mean of both")
_BLOCK = 4_000_000  # rows checked at a time, so that checks need no memory to speak of


@dataclass(frozen=True, eq=False)
class Arrays:
    """Observations of D dyads, N in all, sorted by dyad and month.

    Months are counted from year 0: `year * 12 + month - 1`.

    Attributes
    ----------
    sources
        Names; `source` points into them.
    pointer
        int64[D + 1]; dyad d has the observations `pointer[d]:pointer[d + 1]`.
    month, source, side
        int32[N], int16[N], int8[N]; `side` 0 is a to b, 1 is b to a, 2 the mean of both.
    value, n
        float64[N]; `n` is the number of rows behind the value (positive, need not be whole).
    span
        int32[D, 2]; first and last month in which the dyad exists. A dyad whose last month
        lies before its first has no months.
    """

    sources: tuple[str, ...]
    pointer: Ints
    month: SmallInts
    source: np.ndarray[Any, np.dtype[np.int16]]
    side: np.ndarray[Any, np.dtype[np.int8]]
    value: Reals
    n: Reals
    span: SmallInts

    @classmethod
    def of(cls, observations: Any) -> Arrays:
        """Take the arrays of `legation.relations.observations` (copied where a type differs)."""
        return cls.build(
            sources=[source.name for source in observations.sources],
            dyads=len(observations.dyads),
            dyad=observations.dyad,
            month=observations.month,
            source=observations.source,
            side=observations.side,
            value=observations.value,
            n=observations.n,
            span=observations.span,
        )

    @classmethod
    def build(
        cls,
        *,
        sources: Iterable[str],
        dyads: int,
        dyad: Any1,
        month: Any1,
        source: Any1,
        side: Any1,
        value: Any1,
        n: Any1,
        span: Any1,
    ) -> Arrays:
        """Check long arrays and wrap them.

        Parameters
        ----------
        sources
            Names of the sources.
        dyads
            Number of dyads, with or without observations.
        dyad, month, source, side, value, n
            One element per observation, sorted by dyad, then month.
        span
            [dyads, 2] first and last month of each dyad.

        Raises
        ------
        InputError
            If arrays differ in length, are not sorted, or an observation is not finite, has
            n of zero or less, an unknown source or side, or lies outside its dyad's span.
        """
        names = tuple(sources)
        dyad = np.asarray(dyad)
        lengths = {len(x) for x in (dyad, month, source, side, value, n)}
        if len(lengths) != 1:
            raise InputError(f"observation arrays differ in length: {sorted(lengths)}")
        span = np.ascontiguousarray(span, np.int32).reshape(-1, 2)
        if len(span) != dyads:
            raise InputError(f"span has {len(span)} rows for {dyads} dyads; give one each")
        if len(dyad) and (dyad[0] < 0 or dyad[-1] >= dyads):
            raise InputError(f"observations name dyad {dyad[-1]}, but there are {dyads} dyads")
        _ascending(dyad)
        built = cls(
            sources=names,
            pointer=np.searchsorted(dyad, np.arange(dyads + 1)).astype(np.int64),
            month=np.ascontiguousarray(month, np.int32),
            source=np.ascontiguousarray(source, np.int16),
            side=np.ascontiguousarray(side, np.int8),
            value=np.ascontiguousarray(value, np.float64),
            n=np.ascontiguousarray(n, np.float64),
            span=span,
        )
        for block in _blocks(len(dyad)):
            _check_block(built, dyad, block)
        return built

    @property
    def dyads(self) -> int:
        """Number of dyads."""
        return len(self.span)

    @property
    def months(self) -> Ints:
        """int64[D]: months of each dyad."""
        lengths: Ints = np.maximum(self.span[:, 1].astype(np.int64) - self.span[:, 0] + 1, 0)
        return lengths

    @property
    def offsets(self) -> Ints:
        """int64[D + 1]: where each dyad's months begin when all are laid end to end."""
        return np.concatenate([[0], np.cumsum(self.months)])

    def take(self, dyads: Sequence[int] | Ints) -> Arrays:
        """Give the arrays of some dyads, in the order asked for."""
        which = np.asarray(dyads, np.int64).reshape(-1)
        if which.size and (which.min() < 0 or which.max() >= self.dyads):
            raise InputError(f"dyad {int(which.max())} asked for, but there are {self.dyads}")
        counts = self.pointer[which + 1] - self.pointer[which]
        pointer = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        rows = np.repeat(self.pointer[which] - pointer[:-1], counts) + np.arange(pointer[-1])
        return self._rows(pointer, rows, self.span[which])

    def until(self, month: int) -> Arrays:
        """Give what was known at the end of a month: later observations and months cut off."""
        keep = self.month <= month
        before = np.concatenate([[0], np.cumsum(keep)])
        span = self.span.copy()
        span[:, 1] = np.minimum(span[:, 1], month)
        return self._rows(before[self.pointer], np.flatnonzero(keep), span)

    def without(self, rows: Any1) -> Arrays:
        """Give the arrays without some observations (positions, or a mask of N)."""
        keep = np.ones(len(self.month), bool)
        keep[np.asarray(rows)] = False
        before = np.concatenate([[0], np.cumsum(keep)])
        return self._rows(before[self.pointer], np.flatnonzero(keep), self.span)

    def _rows(self, pointer: Ints, rows: Ints, span: SmallInts) -> Arrays:
        return Arrays(
            sources=self.sources,
            pointer=pointer,
            month=self.month[rows],
            source=self.source[rows],
            side=self.side[rows],
            value=self.value[rows],
            n=self.n[rows],
            span=span,
        )


@dataclass(frozen=True, eq=False)
class Survey:
    """What there is of each source.

    Attributes
    ----------
    counts
        int64[D, S]; observations by dyad and source.
    mean, sd
        float64[S]; of the values; 0 for a source without any.
    rows
        float64[S]; mean of n.
    varied
        bool[S]; whether n differs between observations.
    """

    counts: Ints
    mean: Reals
    sd: Reals
    rows: Reals
    varied: np.ndarray[Any, np.dtype[np.bool_]]


def survey(arrays: Arrays) -> Survey:
    """Count and describe the observations of each source.

    Raises
    ------
    InputError
        If all values of a source are the same, so that nothing can be learned about it.
    """
    size = len(arrays.sources)
    counts = np.zeros((arrays.dyads, size), np.int64)
    sums, started = np.zeros((3, size)), np.zeros(size, bool)
    first, differ = np.zeros((2, size)), np.zeros((2, size), bool)
    for block in _dyad_blocks(arrays.pointer):
        taken = slice(int(arrays.pointer[block.start]), int(arrays.pointer[block.stop]))
        source, value, n = arrays.source[taken], arrays.value[taken], arrays.n[taken]
        own = np.repeat(np.arange(block.stop - block.start), np.diff(arrays.pointer)[block])
        width = (block.stop - block.start) * size
        counts[block] = np.bincount(own * size + source, minlength=width).reshape(-1, size)
        for s in np.flatnonzero(counts[block].any(0) & ~started):
            at = np.argmax(source == s)
            first[:, s], started[s] = (value[at], n[at]), True
        for row, weights in enumerate((value, value * value, n)):
            sums[row] += np.bincount(source, weights, minlength=size)
        for row, values in enumerate((value, n)):
            differ[row, source[values != first[row, source]]] = True
    seen = counts.sum(0)
    total, squares, rows = sums
    for s in np.flatnonzero((seen > 1) & ~differ[0]):
        raise InputError(
            f"source '{arrays.sources[s]}' has variance zero: all {seen[s]} values are "
            f"{first[0, s]:g}; leave it out, or look at how it is made"
        )
    mean = total / np.maximum(seen, 1)
    variance = np.maximum(squares / np.maximum(seen, 1) - mean**2, 0.0)
    return Survey(counts, mean, np.sqrt(variance), rows / np.maximum(seen, 1), differ[1])


def _dyad_blocks(pointer: Ints) -> Iterator[slice]:
    """Cut dyads into runs of about `_BLOCK` observations."""
    dyads = len(pointer) - 1
    start = 0
    while start < dyads:
        stop = int(np.searchsorted(pointer, pointer[start] + _BLOCK, side="right")) - 1
        stop = min(max(stop, start + 1), dyads)
        yield slice(start, stop)
        start = stop


def _blocks(rows: int) -> Iterator[slice]:
    for start in range(0, rows, _BLOCK):
        yield slice(start, min(start + _BLOCK, rows))


def _ascending(dyad: Any1) -> None:
    for block in _blocks(len(dyad)):
        ahead = dyad[block.start : block.stop + 1]
        wrong = np.flatnonzero(ahead[1:] < ahead[:-1])
        if wrong.size:
            row = block.start + int(wrong[0]) + 1
            raise InputError(
                f"observation {row} belongs to an earlier dyad; sort by dyad and month"
            )


def _check_block(arrays: Arrays, dyad: Any1, block: slice) -> None:
    """Raise on the first observation of a block that cannot be used."""
    month, own = arrays.month[block], dyad[block]
    first, last = arrays.span[own, 0], arrays.span[own, 1]
    ahead, whose = arrays.month[block.start : block.stop + 1], dyad[block.start : block.stop + 1]
    unsorted = np.zeros(len(month), bool)
    unsorted[: len(ahead) - 1] = (ahead[1:] < ahead[:-1]) & (whose[1:] == whose[:-1])
    problems = (
        (~np.isfinite(arrays.value[block]), "has a value that is no finite number"),
        (~(np.isfinite(arrays.n[block]) & (arrays.n[block] > 0)), "has n that is not positive"),
        (
            (arrays.source[block] < 0) | (arrays.source[block] >= len(arrays.sources)),
            f"names a source beyond the {len(arrays.sources)} there are",
        ),
        ((arrays.side[block] < 0) | (arrays.side[block] > 2), "has a side other than 0, 1, 2"),
        ((month < first) | (month > last), "lies outside the months in which both states exist"),
        (unsorted, "is followed by an earlier month of its dyad; sort by dyad and month"),
    )
    for wrong, words in problems:
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            row = block.start + at
            s = int(arrays.source[row])
            name = arrays.sources[s] if 0 <= s < len(arrays.sources) else str(s)
            raise InputError(
                f"observation {row} (dyad {int(own[at])}, {name_month(int(month[at]))}, "
                f"source '{name}') {words}"
            )


def name_month(month: int) -> str:
    """Write a month number as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
