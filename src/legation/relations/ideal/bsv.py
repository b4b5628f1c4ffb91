"""The estimator of Bailey, Strezhnev and Voeten (2017).

"Estimating Dynamic State Preferences from United Nations Voting Data", Journal of Conflict
Resolution 61(2), 430-456. An ordered probit of one dimension: the latent utility of a vote is
b theta + e with e ~ N(0, 1); yes below the first cut-point of the item, no above the second.

The steps are those of a Gibbs sampler with a Metropolis step for the cut-points (Cowles 1996,
"Accelerating Monte Carlo Markov chain convergence for cumulative-link generalized linear
models", Statistics and Computing 6; Johnson and Albert 1999, Ordinal Data Modeling, 4.3 and
5.2). Two of them are draws from no full conditional: a session's prior looks at the session
before and never at the one after, and theta alone is standardised in every sweep. The result is
the fixed point of a procedure, not the posterior of a model; `docs/explanation/ideal-points.md`
says what follows.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from legation.errors import InputError
from legation.relations.ideal.chains import Array, Progress, moments, side_by_side
from legation.relations.ideal.normal import between, draw_between, generators, ndtr
from legation.relations.ideal.results import Draws, IdealPoints
from legation.relations.ideal.votes import BoolArray, IntArray, Votes

LongArray = np.ndarray[Any, np.dtype[np.int64]]

#: Sweeps of each chain, and chains, where nothing else is said.
SWEEPS, CHAINS = 4000, 2
#: Share of a chain's sweeps left out at its start, and draws kept of the rest.
BURNT, KEPT = 0.25, 250

STARTS = {"USA": 3.0, "CAN": 3.0, "GBR": 3.0, "ISR": 3.0, "RUS": -2.0, "DDR": -2.0}

_AT_ONCE = 20  # sweeps between looks at whether to stop
_STEP = 0.2 / 3  # standard deviation of a proposed cut-point
_CUTS_WITHIN = 7.0
_UTILITY_WITHIN = 9.0
_DRIFT = 0.5  # variance of theta from one session to the next, before the share of votes
_TINY, _HUGE = 1e-100, 1e100  # between these, products of ratios keep their digits


class Layout(NamedTuple):
    """Votes in the order in which the kernels walk through them.

    Votes are sorted by item and, within it, by choice: item j has its yes from `start[j, 0]`,
    abstentions from `start[j, 1]`, no from `start[j, 2]` up to `start[j, 3]`. `cell` is the
    cell of each vote. Cells are sorted by state and session, so that a state's are neighbours:
    those of state i lie from `first[i]` up to `first[i + 1]`; `n` counts their votes.
    """

    start: LongArray
    cell: IntArray
    cell_state: IntArray
    cell_session: IntArray
    n: IntArray
    first: LongArray


class State(NamedTuple):
    """Where a chain stands: theta and its conditional mean by cell, slope and cuts by item."""

    theta: Array
    centre: Array
    slope: Array
    cuts: Array


class Sums(NamedTuple):
    """Sums over sweeps of theta and of items (slope and cuts, [items, 3]), and of squares."""

    point: Array
    point_square: Array
    item: Array
    item_square: Array


@dataclass
class Kept:
    """What is kept of a chain: sums over all sweeps looked at, and a draw now and then."""

    sums: Sums
    points: Draws
    items: Draws
    looked: int

    def turn(self) -> None:
        """Change the sign of the scale."""
        for signed in (self.sums.point, self.sums.item[:, 0], self.points, self.items[..., 0]):
            signed *= -1


def layout(votes: Votes, only: BoolArray | None = None) -> Layout:
    """Arrange votes for the kernels; cells and counts are of all votes, the rest of `only`."""
    n_sessions, n_items = len(votes.sessions), len(votes.items)
    flat = votes.state.astype(np.int64) * n_sessions + votes.session[votes.rollcall]
    cells, cell = np.unique(flat, return_inverse=True)
    group = votes.item[votes.rollcall].astype(np.int64) * 3 + votes.choice
    order = np.lexsort((cell, group))
    if only is not None:
        order = order[only[order]]
    ends = np.searchsorted(group[order], np.arange(3 * n_items + 1))
    start = np.stack([ends[0:-1:3], ends[1::3], ends[2::3], ends[3::3]], axis=1)
    cell_state = (cells // n_sessions).astype(np.int32)
    return Layout(
        start=np.ascontiguousarray(start, dtype=np.int64),
        cell=cell[order].astype(np.int32),
        cell_state=cell_state,
        cell_session=(cells % n_sessions).astype(np.int32),
        n=np.bincount(cell, minlength=len(cells)).astype(np.int32),
        first=np.searchsorted(cell_state, np.arange(len(votes.states) + 1)).astype(np.int64),
    )


def no_sums(n_cells: int, n_items: int) -> Sums:
    """Give sums over no sweeps."""
    points, items = (n_cells,), (n_items, 3)
    return Sums(np.zeros(points), np.zeros(points), np.zeros(items), np.zeros(items))


def start_state(votes: Votes, lay: Layout) -> State:
    """Start: named states apart, all others at zero, slopes at zero, cuts at the shares."""
    from scipy.special import ndtri

    theta = np.array([STARTS.get(code, 0.0) for code in votes.states])[lay.cell_state]
    counts = np.diff(lay.start, axis=1) + 0.5
    shares = counts.cumsum(1)[:, :2] / counts.sum(1, keepdims=True)
    return State(theta, theta.copy(), np.zeros(len(lay.start)), ndtri(shares))


def fit(
    votes: Votes,
    *,
    seed: int = 0,
    sweeps: int | None = None,
    chains: int | None = None,
    progress: Progress | None = None,
) -> IdealPoints:
    """Estimate ideal points.

    Parameters
    ----------
    votes
        The votes.
    seed
        Seed of all chance. The same seed gives the same numbers, however many threads run.
    sweeps
        Sweeps of each chain; the first quarter is left out.
    chains
        Chains, each on a thread of its own.
    progress
        Called with the share done and a text.

    Returns
    -------
    IdealPoints
        With the US on the positive side.

    Raises
    ------
    InputError
        If there are too few votes, or the numbers make no sense.
    """
    sweeps, chains = SWEEPS if sweeps is None else sweeps, CHAINS if chains is None else chains
    check(votes, sweeps, chains)
    lay = layout(votes)
    running = [_chain(votes, lay, rng, sweeps) for rng in generators(seed, chains)]
    text = f"ideal points of {len(votes.states)} states, {sweeps:,} sweeps"
    return result(votes, lay, side_by_side(running, progress, text), seed, sweeps)


def _chain(
    votes: Votes, lay: Layout, rng: np.random.Generator, sweeps: int
) -> Generator[float, None, Kept]:
    """Run one chain, giving the share done after each block of sweeps."""
    state = start_state(votes, lay)
    n_cells, n_items = len(lay.n), len(lay.start)
    free = np.ones(n_items, np.bool_), np.ones(n_cells, np.bool_)
    sums = Sums(
        np.zeros(n_cells), np.zeros(n_cells), np.zeros((n_items, 3)), np.zeros((n_items, 3))
    )
    burnt = int(BURNT * sweeps)
    every = max(1, (sweeps - burnt) // KEPT)
    blocks = (sweeps - burnt) // every
    burnt = sweeps - blocks * every
    points = np.empty((blocks, n_cells), np.float32)
    items = np.empty((blocks, n_items, 3), np.float32)
    for done in range(0, burnt, _AT_ONCE):
        sweep_block(rng, min(_AT_ONCE, burnt - done), lay, state, *free, True, sums, False)
        yield done / sweeps
    for block in range(blocks):
        for done in range(0, every, _AT_ONCE):
            sweep_block(rng, min(_AT_ONCE, every - done), lay, state, *free, True, sums, True)
            yield (burnt + block * every + done) / sweeps
        points[block] = state.theta
        items[block, :, 0], items[block, :, 1:] = state.slope, state.cuts
    return Kept(sums, points, items, blocks * every)


def check(votes: Votes, sweeps: int, chains: int) -> None:
    """Refuse what cannot be estimated."""
    if len(votes.states) < 3 or len(votes.rollcalls) < 2:
        raise InputError(
            f"{len(votes.states)} states in {len(votes.rollcalls)} roll calls are too few for "
            "ideal points; ask for more sessions or topics"
        )
    if sweeps < 8 or chains < 1:
        raise InputError(f"{sweeps} sweeps in {chains} chains; take at least 8 sweeps and 1 chain")


def result(votes: Votes, lay: Layout, kept: list[Kept], seed: int, sweeps: int) -> IdealPoints:
    """Put chains together, each turned so that the US is positive."""
    for chain in kept:
        if orientation(votes.states, lay.cell_state, chain.sums.point) < 0:
            chain.turn()
    looked = kept[0].looked
    mean, sd = moments([c.sums.point for c in kept], [c.sums.point_square for c in kept], looked)
    of_items = moments([c.sums.item for c in kept], [c.sums.item_square for c in kept], looked)
    return IdealPoints(
        method="bsv",
        votes=votes,
        state=lay.cell_state,
        session=lay.cell_session,
        mean=mean,
        sd=sd,
        draws=np.stack([c.points for c in kept]),
        item_mean=of_items[0],
        item_sd=of_items[1],
        item_draws=np.stack([c.items for c in kept]),
        seed=seed,
        sweeps=sweeps,
    )


def orientation(states: tuple[str, ...], cell_state: IntArray, theta: Array) -> float:
    """Tell on which side the US stands, or where it is not there those that start near it.

    Without any of them both signs fit equally and the one at hand is kept.
    """
    for names in (("USA",), ("CAN", "GBR", "ISR"), ("RUS", "DDR")):
        here = [states.index(name) for name in names if name in states]
        if here:
            side = float(theta[np.isin(cell_state, here)].mean())
            return -side if names[0] == "RUS" else side
    return 1.0


# -- kernels -------------------------------------------------------------------------------


@njit(cache=True, nogil=True)
def sweep_block(
    rng: np.random.Generator,
    count: int,
    lay: Layout,
    state: State,
    item_free: BoolArray,
    cell_free: BoolArray,
    standardise: bool,
    sums: Sums,
    looking: bool,
) -> None:
    """Do `count` sweeps, in place. Items and cells that are not free keep their values."""
    longest = 0
    for j in range(len(lay.start)):
        longest = max(longest, lay.start[j, 3] - lay.start[j, 0])
    work, proposed = np.empty(longest), np.empty(2)
    gain, pull = np.empty(len(state.theta)), np.empty(len(state.theta))
    for _ in range(count):
        gain[:] = 0.0
        pull[:] = 0.0
        for j in range(len(lay.start)):
            start = lay.start[j]
            for k in range(start[0], start[3]):
                work[k - start[0]] = state.slope[j] * state.theta[lay.cell[k]]
            if item_free[j]:
                _move_cuts(rng, start, state.cuts[j], proposed, work)
            sxx, sxz = _draw_utilities(rng, start, lay.cell, state, state.cuts[j], work)
            if item_free[j]:
                state.slope[j] = sxz / sxx + rng.standard_normal() / math.sqrt(sxx)
            b = state.slope[j]
            for k in range(start[0], start[3]):
                gain[lay.cell[k]] += b * b
                pull[lay.cell[k]] += b * work[k - start[0]]
        _draw_points(rng, lay, state, cell_free, gain, pull)
        if standardise:
            mean = state.theta.mean()
            sd = max(state.theta.std(), 1e-9)
            for k in range(len(state.theta)):
                state.theta[k] = (state.theta[k] - mean) / sd
        if looking:
            _add(sums, state)


@njit(cache=True, nogil=True)
def _add(sums: Sums, state: State) -> None:
    """Add where the chain stands to the sums."""
    for k in range(len(state.theta)):
        sums.point[k] += state.theta[k]
        sums.point_square[k] += state.theta[k] ** 2
    for j in range(len(state.slope)):
        sums.item[j, 0] += state.slope[j]
        sums.item_square[j, 0] += state.slope[j] ** 2
        for c in range(2):
            sums.item[j, c + 1] += state.cuts[j, c]
            sums.item_square[j, c + 1] += state.cuts[j, c] ** 2


@njit(cache=True, nogil=True)
def _move_cuts(rng: np.random.Generator, start: Any, cuts: Any, proposed: Any, mu: Any) -> None:
    """Cowles' step: propose both cut-points, accept by the likelihood without utilities."""
    s, edge = _STEP, _CUTS_WITHIN
    old0, old1 = cuts[0], cuts[1]
    new0 = old0 + s * draw_between(rng, (-edge - old0) / s, (old1 - old0) / s)
    new1 = old1 + s * draw_between(rng, (new0 - old1) / s, (edge - old1) / s)
    proposed[0], proposed[1] = new0, new1
    there = between((-edge - old0) / s, (old1 - old0) / s)
    there *= between((new0 - old1) / s, (edge - old1) / s)
    back = between((-edge - new0) / s, (new1 - new0) / s)
    back *= between((old0 - new1) / s, (edge - new1) / s)
    gain = _log_ratio(start, cuts, proposed, mu)
    gain += math.log(max(there, 1e-300)) - math.log(max(back, 1e-300))
    if gain >= 0 or rng.random() < math.exp(gain):
        cuts[0], cuts[1] = new0, new1


@njit(cache=True, nogil=True)
def _log_ratio(start: Any, old: Any, new: Any, mu: Any) -> float:
    """Log likelihood of an item's votes at new cut-points less that at old ones.

    Ratios are multiplied up and logarithms taken now and then, which costs a third of taking
    them for each vote.
    """
    total, product, first = 0.0, 1.0, start[0]
    for c in range(3):
        for k in range(start[c], start[c + 1]):
            m = mu[k - first]
            if c == 0:
                product *= ndtr(new[0] - m) / max(ndtr(old[0] - m), 1e-300)
            elif c == 1:
                now, then = between(new[0] - m, new[1] - m), between(old[0] - m, old[1] - m)
                product *= now / max(then, 1e-300)
            else:
                product *= ndtr(m - new[1]) / max(ndtr(m - old[1]), 1e-300)
            if product < _TINY or product > _HUGE:
                total += math.log(max(product, 1e-300))
                product = 1.0
    return total + math.log(max(product, 1e-300))


@njit(cache=True, nogil=True)
def _draw_utilities(
    rng: np.random.Generator, start: Any, cell: Any, state: State, cuts: Any, work: Any
) -> tuple[float, float]:
    """Replace means by utilities between the cut-points; give precision and sum for the slope."""
    sxx, sxz, first = 1.0, 0.0, start[0]
    for c in range(3):
        low = -_UTILITY_WITHIN if c == 0 else cuts[c - 1]
        high = _UTILITY_WITHIN if c == 2 else cuts[c]
        for k in range(start[c], start[c + 1]):
            m = work[k - first]
            z = m + draw_between(rng, low - m, high - m)
            work[k - first] = z
            t = state.theta[cell[k]]
            sxx += t * t
            sxz += t * z
    return sxx, sxz


@njit(cache=True, nogil=True)
def _draw_points(
    rng: np.random.Generator, lay: Layout, state: State, free: Any, gain: Any, pull: Any
) -> None:
    """Draw theta, session after session, from the normal about the session before.

    The first session of a state looks at its second. A state of one session has the standard
    normal as its prior, which is what theta is standardised to.
    """
    for i in range(len(lay.first) - 1):
        first, last = lay.first[i], lay.first[i + 1]
        for k in range(first, last):
            if not free[k]:
                continue
            before, variance = 0.0, 1.0
            if last - first > 1:
                p = k + 1 if k == first else k - 1
                before = state.centre[p]
                variance = _DRIFT * lay.n[k] / (lay.n[k] + lay.n[p])
            precision = 1.0 / variance + gain[k]
            state.centre[k] = (before / variance + pull[k]) / precision
            state.theta[k] = state.centre[k] + rng.standard_normal() / math.sqrt(precision)
