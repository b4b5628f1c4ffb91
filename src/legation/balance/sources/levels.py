"""What the index knows of the level of each pair, and how much of it rests on no row at all.

Under given step weights the smoothed level is linear in the prior mean `m0` of a pair's first
month (it is learned from all pairs, and says that most are mildly friendly). Its coefficient,
here called *lean*, is found by smoothing once more with the prior mean at 0. A pair with many
rows has a lean near 0; one without any has 1, and its level is nothing but what pairs are like.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from legation import states as atlas
from legation.errors import InputError, UnknownNameError
from legation.record import Record
from legation.relations.cache import cached
from legation.relations.index import Index
from legation.relations.index import index as index_of
from legation.relations.index.arrays import Arrays, name_month
from legation.relations.index.smooth import smooth
from legation.relations.window import Moment, Window, window

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]

BLOCK = 2000  # pairs smoothed at a time
KEEP_FROM = 2000  # pairs from which finding step weights takes long enough to keep them


@dataclass(frozen=True, eq=False)
class Block:
    """Posterior of some pairs, all their months laid end to end (T in all).

    Attributes
    ----------
    dyad
        int64[D]; places of the pairs in the index.
    pointer, first
        As in `legation.relations.index.smooth.Smoothed`.
    mean
        float64[T, 2]; of both directions, Goldstein scale.
    cov
        float64[T, 3]; variances of both directions and their covariance, calibrated.
    lean
        float64[T, 2]; change of the mean by the prior mean, see the module.
    """

    dyad: Ints
    pointer: Ints
    first: npt.NDArray[np.int32]
    mean: Reals
    cov: Reals
    lean: Reals


@dataclass(frozen=True, eq=False)
class Levels:
    """Posterior of the level of P pairs in a window of months.

    Where the window has several months, mean and lean are averages over those in which both
    states exist, and so is the covariance: by convexity the covariance of an average is at most
    the average of the covariances, and levels of near months are so alike that it is little less.

    Attributes
    ----------
    nodes
        Names of the states of all pairs, sorted.
    u, v
        int64[P]; places of the pair's ends, sorted by (u, v), u before v.
    mean, lean
        float64[P, 2]; of u towards v and of v towards u.
    cov
        float64[P, 3]; variances of both and their covariance, calibrated.
    prior
        The learned prior mean.
    window
        Days of the first and last month.
    partly
        Pairs of which one state existed in part of the window only.
    """

    nodes: tuple[str, ...]
    u: Ints
    v: Ints
    mean: Reals
    lean: Reals
    cov: Reals
    prior: float
    window: Window
    partly: int

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.u)


def the_index(source: Record | Index, progress: Progress | None = None) -> Index:
    """Give the index of a record, or the index that was given."""
    return index_of(source, progress=progress) if isinstance(source, Record) else source


def months_of(index: Index, first: Moment | Window, last: Moment = None) -> tuple[Window, int, int]:
    """Read a month, year or window as whole months that the index has.

    Returns
    -------
    window, first month, last month
        Months as numbers, year * 12 + month - 1.
    """
    span = first if isinstance(first, Window) else window(first, first if last is None else last)
    begin, end = (day.year * 12 + day.month - 1 for day in (span.start, span.end))
    reach = index.observations.span[np.diff(index.observations.span, axis=1)[:, 0] >= 0]
    if not len(reach):
        raise InputError("this index has no pair of states that existed together")
    low, high = int(reach[:, 0].min()), int(reach[:, 1].max())
    if begin < low or end > high:
        raise InputError(
            f"the index goes from {name_month(low)} to {name_month(high)}; {span} lies outside"
        )
    return window(name_month(begin), name_month(end)), begin, end


def line_codes(index: Index, names: Any) -> tuple[str, ...]:
    """Resolve names of states to the codes under which the index has their lines.

    Raises
    ------
    UnknownNameError
        If a name is none, or the index has no pair of that state.
    InputError
        If fewer than two states are named.
    """
    if isinstance(names, (str, int)):
        raise InputError("states are given as a list of names or codes")
    have = {name for pair in index.pairs for name in pair}
    codes = []
    for name in names:
        state = atlas.lineage(atlas.resolve(name))[-1][0]
        if str(state) not in have:
            raise UnknownNameError(f"the index has no pair of {state.name} ({state})")
        codes.append(str(state))
    if len(set(codes)) < 2:
        raise InputError("a graph takes two states at least")
    return tuple(dict.fromkeys(codes))


def chosen_dyads(index: Index, arrays: Arrays, codes: tuple[str, ...] | None) -> Ints:
    """Give the places of the pairs that have rows, of all states or among some."""
    having = np.flatnonzero(np.diff(arrays.pointer))
    if codes is None:
        return having
    among = set(codes)
    return np.array([d for d in having if among.issuperset(index.pairs[d])], np.int64)


def blocks(
    index: Index, arrays: Arrays, chosen: Ints, progress: Progress | None = None
) -> Iterator[Block]:
    """Smooth some pairs of an index, `BLOCK` at a time.

    Step weights are the index's own, rounded to single precision so that they can be kept: the
    levels agree with those of `Index` to some 1e-6.
    """
    kept = _kept_weights(index, arrays, chosen, progress)
    begin = np.concatenate([[0], np.cumsum(arrays.months[chosen])])
    counts = np.diff(arrays.pointer)
    for start in range(0, len(chosen), BLOCK):
        own = chosen[start : start + BLOCK]
        part = arrays.take(own)
        if kept is None:
            weight = smooth(part, index.parameters).weight.astype(np.float32)
        else:
            weight = kept[begin[start] : begin[start + len(own)]]
        lam = weight.astype(np.float64)
        found = smooth(part, index.parameters, weight=lam)
        flat = smooth(part, replace(index.parameters, m0=0.0), weight=lam)
        factor = np.array([index.calibration.factors(int(n))[1] for n in counts[own]])
        factor = np.repeat(factor**2, np.diff(found.pointer))
        m0 = index.parameters.m0
        lean = (found.mean - flat.mean) / m0 if m0 else np.zeros_like(found.mean)
        yield Block(own, found.pointer, found.first, found.mean, found.cov * factor[:, None], lean)
        if progress is not None:
            progress("levels", min(start + BLOCK, len(chosen)), len(chosen))


def _kept_weights(
    index: Index, arrays: Arrays, chosen: Ints, progress: Progress | None
) -> npt.NDArray[np.float32] | None:
    """Find the step weights of all pairs once for the content of the record.

    They take ten times as long as what follows from them. None where the pairs are few.
    """
    record = getattr(index.observations, "record", None)
    if len(chosen) < KEEP_FROM or record is None:
        return None

    def compute() -> dict[str, np.ndarray[Any, Any]]:
        parts = []
        for start in range(0, len(chosen), BLOCK):
            part = arrays.take(chosen[start : start + BLOCK])
            parts.append(smooth(part, index.parameters).weight.astype(np.float32))
            if progress is not None:
                progress("steps", min(start + BLOCK, len(chosen)), len(chosen))
        return {"weight": np.concatenate(parts)}

    told = {k: v for k, v in index.parameters.as_dict().items() if k not in ("trace", "iterations")}
    pairs = "".join(a + b for a, b in (index.pairs[d] for d in chosen))
    key = {
        "parameters": told,
        "as_of": str(index.as_of),
        "pairs": hashlib.sha256(pairs.encode()).hexdigest(),
    }
    weight = cached(record, "steps", key, compute)["weight"]
    size = int(arrays.months[chosen].sum())
    return weight if weight.shape == (size,) else compute()["weight"]


def levels_at(
    source: Record | Index,
    first: Moment | Window,
    last: Moment = None,
    *,
    states: Any = None,
    progress: Progress | None = None,
) -> Levels:
    """Give the posterior of the level of every pair in a month, or on average over months.

    Parameters
    ----------
    source
        A record, of which the index is then made, or an index.
    first, last
        Month (YYYY-MM), year or day, or a window; with `last` all months between.
    states
        Names or codes; pairs among these alone. By default all.
    progress
        Called with what is done, how far it is, and how far it goes.

    Raises
    ------
    InputError, UnknownNameError
        If the index has not these months or states, or no row of any such pair.
    """
    index = the_index(source, progress)
    span, begin, end = months_of(index, first, last)
    arrays = Arrays.of(index.observations)
    codes = None if states is None else line_codes(index, states)
    dyads, parts, partly = [], [], 0
    for block in blocks(index, arrays, chosen_dyads(index, arrays, codes), progress):
        own, part, short = _averaged(block, begin, end)
        dyads.append(block.dyad[own])
        parts.append(part)
        partly += short
    if not sum(map(len, dyads)):
        raise InputError(f"the record has no rows on any of these pairs of states in {span}")
    values = np.concatenate(parts)
    pairs = [index.pairs[d] for d in np.concatenate(dyads)]
    nodes, u, v, order = sorted_pairs(pairs)
    values = values[order]
    return Levels(
        nodes,
        u,
        v,
        values[:, :2],
        values[:, 2:4],
        values[:, 4:],
        index.parameters.m0,
        span,
        partly,
    )


def sorted_pairs(pairs: list[tuple[str, str]]) -> tuple[tuple[str, ...], Ints, Ints, Ints]:
    """Give the names in pairs, the ends as places in them, and the order that sorts the pairs."""
    nodes = tuple(sorted({name for pair in pairs for name in pair}))
    place = {name: i for i, name in enumerate(nodes)}
    ends = np.array([(place[a], place[b]) for a, b in pairs], np.int64).reshape(-1, 2)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    return nodes, ends[order, 0], ends[order, 1], order


def _averaged(block: Block, begin: int, end: int) -> tuple[Ints, Reals, int]:
    """Average a block over months; which pairs, their values [p, 7], how many exist in part."""
    length = np.diff(block.pointer)
    low = np.maximum(begin - block.first, 0)
    high = np.minimum(end - block.first + 1, length)
    own = np.flatnonzero(high > low)
    values = np.concatenate([block.mean, block.lean, block.cov], axis=1)
    if begin == end:
        return own, values[block.pointer[own] + low[own]], 0
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    at = block.pointer[own]
    months = (high - low)[own]
    found = (total[at + high[own]] - total[at + low[own]]) / months[:, None]
    return own, found, int((months < end - begin + 1).sum())
