"""Ideal points as the posterior of one model: smoothed over sessions, on one scale.

An ordered logit of one dimension. State i in session t stands at theta; an item has slope b and
cut-points c1 < c2:

    P(yes) = F(c1 - b theta),  P(no) = F(b theta - c2),  F(x) = 1 / (1 + exp(-x)).

Priors:

- *positions*: the states of a session are a sample of N(0, 1), and a state moves by N(0, STEP)
  from one session to the next. The prior is the product of both, a Gaussian Markov random field
  (Rue and Held 2005): past and future inform a session alike, and no session can stretch its
  own scale at the cost of none.
- *items*: b ~ N(0, 1); (m, d) = (middle of the cut-points, log of their distance) ~ N(mu, Sigma)
  with mu and Sigma estimated, so that items with few dissenters, or none who abstain, take after
  all others. The same text voted on again is the same item.

Drawn by Metropolis and Hastings within Gibbs; see `coherent_kernels`. The posterior does not
depend on the scale of a draw but for these priors, so each draw is given with theta at mean 0 and
standard deviation 1 over all state-sessions, and its items to match.
`docs/explanation/ideal-points.md` has the evidence on which link and priors were chosen.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from legation.relations.ideal.bsv import Layout, LongArray, check, layout, orientation
from legation.relations.ideal.chains import Array, Progress, moments, side_by_side
from legation.relations.ideal.coherent_kernels import move_items, move_points
from legation.relations.ideal.coherent_scale import move_sessions
from legation.relations.ideal.normal import generators
from legation.relations.ideal.results import Draws, IdealPoints
from legation.relations.ideal.votes import BoolArray, IntArray, Votes

#: Sweeps of each chain, and chains, where nothing else is said.
SWEEPS, CHAINS = 600, 2
#: Share of a chain's sweeps left out at its start, and draws kept of the rest.
BURNT, KEPT = 0.2, 200
#: Prior variance of a state's move from one session to the next.
STEP = 0.2

_LONGER = 2  # windows of several sessions tried in a sweep, of as many lengths
_SETTLE = 15  # rounds of Newton's steps that bring a start near the mode
_HYPER_WEIGHT, _HYPER_DEGREES = 1.0, 4.0  # of the prior of mu and Sigma, in items


class Ballots(NamedTuple):
    """Votes in both orders in which the kernels walk through them, and what they reach.

    `lay` has them by item. `start` [cells, 4] bounds the votes of a cell, by choice, in
    `voted`, which has their items. `tie` [cells] is the precision of the step into a cell,
    `opens` [cells + 1] tells the first cells of states. `by_session` has the cells by session,
    bounded by `bounds` [sessions + 1]; `reach` [items, 2] is an item's first and last session.
    """

    lay: Layout
    start: LongArray
    voted: IntArray
    tie: Array
    opens: BoolArray
    by_session: LongArray
    bounds: LongArray
    reach: LongArray


@dataclass
class State:
    """Where a chain stands: theta by cell; b, m and d by item; the prior of items.

    `lengths` [levels, 2, sessions] are those of the steps of windows of 1, 2, 4, ... sessions,
    of shift and of scale, by first session.
    """

    theta: Array
    items: Array
    centre: Array
    precision: Array
    lengths: Array


@dataclass
class Kept:
    """What is kept of a chain: sums over all sweeps looked at, and a draw now and then."""

    point: Array
    point_square: Array
    item: Array
    item_square: Array
    points: Draws
    items: Draws
    looked: int

    def turn(self) -> None:
        """Change the sign of the scale."""
        for signed in (self.point, self.item[:, 0], self.points, self.items[..., 0]):
            signed *= -1


def fit(
    votes: Votes,
    *,
    seed: int = 0,
    sweeps: int | None = None,
    chains: int | None = None,
    start: IdealPoints | None = None,
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
        Sweeps of each chain; the first fifth is left out.
    chains
        Chains, each on a thread of its own.
    start
        An estimate of mostly the same votes to start from, for instance of a session before.
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
    ballots = arrange(votes)
    begin = _start(votes, ballots, start)
    running = [_chain(ballots, begin, rng, sweeps) for rng in generators(seed, chains)]
    text = f"ideal points of {len(votes.states)} states, {sweeps:,} sweeps"
    return _result(votes, ballots.lay, side_by_side(running, progress, text), seed, sweeps)


def arrange(votes: Votes) -> Ballots:
    """Arrange votes for the kernels."""
    lay = layout(votes)
    counts = np.diff(lay.start, axis=1).ravel()
    group = np.repeat(np.arange(len(counts)), counts)  # item * 3 + choice of each vote
    key = lay.cell.astype(np.int64) * 3 + group % 3
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], np.arange(3 * len(lay.n) + 1))
    start = np.stack([ends[0:-1:3], ends[1::3], ends[2::3], ends[3::3]], axis=1)
    tie = np.zeros(len(lay.n))
    sessions = np.asarray(votes.sessions)[lay.cell_session]
    tie[1:] = 1.0 / (STEP * np.maximum(np.diff(sessions), 1))
    opens = np.zeros(len(lay.n) + 1, np.bool_)
    opens[lay.first] = True
    by_session = np.argsort(lay.cell_session, kind="stable")
    reach = np.full((len(votes.items), 2), -1, np.int64)
    cast = np.unique(votes.rollcall)
    np.maximum.at(reach[:, 1], votes.item[cast], votes.session[cast])
    reach = np.maximum(reach, 0)  # an item without a vote may move with any session
    reach[:, 0] = reach[:, 1]
    np.minimum.at(reach[:, 0], votes.item[cast], votes.session[cast])
    return Ballots(
        lay,
        np.ascontiguousarray(start, dtype=np.int64),
        (group[order] // 3).astype(np.int32),
        tie,
        opens,
        by_session,
        np.searchsorted(lay.cell_session[by_session], np.arange(len(votes.sessions) + 1)),
        reach,
    )


# -- start ---------------------------------------------------------------------------------


def _start(votes: Votes, ballots: Ballots, known: IdealPoints | None) -> State:
    """Start each state where it stands on the first principal component of all votes."""
    lay = ballots.lay
    scores = _component(votes)
    theta = scores[lay.cell_state]
    if orientation(votes.states, lay.cell_state, theta) < 0:
        theta = -theta
    if known is not None:
        theta = _carried(votes, lay, known, theta)
    counts = np.diff(lay.start, axis=1) + 0.5
    shares = counts.cumsum(1)[:, :2] / counts.sum(1, keepdims=True)
    cuts = np.log(shares / (1 - shares))
    items = np.stack([np.zeros(len(cuts)), cuts.mean(1), np.log(cuts[:, 1] - cuts[:, 0])], axis=1)
    centre = np.array([0.0, *items[:, 1:].mean(0)])
    levels = len(votes.sessions).bit_length() + 1
    lengths = np.full((levels, 2, len(votes.sessions)), 0.03)
    return State(theta, items, centre, np.diag([1.0, 0.1, 1.0]), lengths)


def _component(votes: Votes) -> Array:
    """Scores of the states on the first principal component of who votes like whom."""
    shape = (len(votes.states), len(votes.rollcalls))
    choice, cast = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    cast_in = np.maximum(np.bincount(votes.rollcall, minlength=shape[1]), 1)
    mean: Array = np.bincount(votes.rollcall, votes.choice, shape[1]) / cast_in
    choice[votes.state, votes.rollcall] = votes.choice - mean[votes.rollcall]
    cast[votes.state, votes.rollcall] = 1.0
    together = (choice @ choice.T).astype(float) / np.maximum(cast @ cast.T, 1.0)
    vector = np.linalg.eigh(together)[1][:, -1]
    scores: Array = (vector - vector.mean()) / max(float(vector.std()), 1e-9)
    return scores


def _carried(votes: Votes, lay: Layout, known: IdealPoints, otherwise: Array) -> Array:
    """Take theta from an estimate where it has the state: in the session or the nearest."""
    theta = otherwise.copy()
    at = {code: place for place, code in enumerate(known.votes.states)}
    sessions = np.asarray(known.votes.sessions)[known.session]
    for place, code in enumerate(votes.states):
        own = np.flatnonzero(known.state == at[code]) if code in at else np.empty(0, np.int64)
        if len(own):
            cells = np.flatnonzero(lay.cell_state == place)
            wanted = np.asarray(votes.sessions)[lay.cell_session[cells]]
            nearest = np.abs(sessions[own][None, :] - wanted[:, None]).argmin(1)
            theta[cells] = known.mean[own[nearest]]
    return theta


# -- chains --------------------------------------------------------------------------------


def _chain(
    ballots: Ballots, begin: State, rng: np.random.Generator, sweeps: int
) -> Generator[float, None, Kept]:
    """Run one chain, giving the share done after each sweep."""
    state = State(
        begin.theta.copy(),
        begin.items.copy(),
        begin.centre,
        begin.precision,
        begin.lengths.copy(),
    )
    for _ in range(_SETTLE):
        sweep(rng, ballots, state, settle=True)
        yield 0.0
    burnt = int(BURNT * sweeps)
    every = max(1, (sweeps - burnt) // KEPT)
    burnt = sweeps - (sweeps - burnt) // every * every
    for done in range(burnt):
        sweep(rng, ballots, state, learned=done + 1)
        yield done / sweeps
    shape = len(state.theta), len(state.items)
    kept = Kept(
        *(np.zeros(shape[0]), np.zeros(shape[0])),
        *(np.zeros((shape[1], 3)), np.zeros((shape[1], 3))),
        np.empty(((sweeps - burnt) // every, shape[0]), np.float32),
        np.empty(((sweeps - burnt) // every, shape[1], 3), np.float32),
        sweeps - burnt,
    )
    for done in range(sweeps - burnt):
        sweep(rng, ballots, state)
        theta, items = _standard(state)
        kept.point += theta
        kept.point_square += theta**2
        kept.item += items
        kept.item_square += items**2
        if done % every == every - 1:
            kept.points[done // every], kept.items[done // every] = theta, items
        yield (burnt + done) / sweeps
    return kept


def sweep(
    rng: np.random.Generator,
    ballots: Ballots,
    state: State,
    *,
    settle: bool = False,
    learned: int = 0,
) -> tuple[float, float, float]:
    """Draw items, their prior, theta and the scale of sessions once, in place.

    With `settle`, climb towards the mode instead. While `learned` is positive the lengths of
    steps along the scale are learned. Gives the shares of moves taken.
    """
    lay = ballots.lay
    of_items = move_items(
        rng, state.items, lay.start, lay.cell, state.theta, state.centre, state.precision, settle
    )
    if not settle:
        state.centre, state.precision = _draw_prior(rng, state.items)
    of_points = move_points(
        rng,
        state.theta,
        lay.first,
        ballots.tie,
        ballots.start,
        _slope_and_cuts(state.items),
        ballots.voted,
        settle,
    )
    of_scale = 0.0 if settle else _move_scale(rng, ballots, state, learned)
    return of_items, of_points, of_scale


def _move_scale(rng: np.random.Generator, ballots: Ballots, state: State, learned: int) -> float:
    """Move windows of sessions along the scale and stretch them: single ones, then longer."""
    lay, taken = ballots.lay, 0.0
    longer = rng.permutation(np.arange(1, len(state.lengths)))[:_LONGER]
    for level in (0, *longer):
        size = 2**level
        window = (np.arange(len(ballots.bounds) - 1) + int(rng.integers(size))) // size
        window -= window[0]
        for stretch in (False, True):
            taken += move_sessions(
                rng,
                state.theta,
                state.items,
                lay.start,
                lay.cell,
                ballots.reach,
                lay.cell_session,
                ballots.opens,
                ballots.by_session,
                ballots.bounds,
                ballots.tie,
                state.centre,
                state.precision,
                window,
                state.lengths[level, int(stretch)],
                stretch,
                learned,
            )
    return taken / (2 * (1 + len(longer)))


def _slope_and_cuts(items: Array) -> Array:
    """Slope and cut-points from slope, middle and log width."""
    half = 0.5 * np.exp(items[:, 2])
    return np.stack([items[:, 0], items[:, 1] - half, items[:, 1] + half], axis=1)


def _draw_prior(rng: np.random.Generator, items: Array) -> tuple[Array, Array]:
    """Draw mu and Sigma of middle and log width given the items: normal and inverse Wishart.

    Gelman et al. (2013), Bayesian Data Analysis, 3.6, about the mean (2, 0), with the weight of
    one item for mu and of four, each of covariance I, for Sigma.
    """
    pairs, about = items[:, 1:], np.array([2.0, 0.0])
    n, mean = len(pairs), pairs.mean(0)
    weight = n + _HYPER_WEIGHT
    away = pairs - mean
    spread = np.eye(2) + away.T @ away
    spread += n * _HYPER_WEIGHT / weight * np.outer(mean - about, mean - about)
    root = np.linalg.cholesky(np.linalg.inv(spread))
    degrees = n + _HYPER_DEGREES
    draw = np.zeros((2, 2))  # Bartlett's root of a Wishart matrix
    draw[0, 0], draw[1, 1] = np.sqrt(rng.chisquare([degrees, degrees - 1]))
    draw[1, 0] = rng.standard_normal()
    root = root @ draw
    centre, precision = np.zeros(3), np.eye(3)
    precision[1:, 1:] = root @ root.T
    centre[1:] = (n * mean + _HYPER_WEIGHT * about) / weight
    centre[1:] += np.linalg.solve(root.T, rng.standard_normal(2)) / np.sqrt(weight)
    return centre, precision


def _standard(state: State) -> tuple[Array, Array]:
    """Theta at mean 0 and standard deviation 1, and slope and cut-points to match."""
    mean, sd = state.theta.mean(), max(float(state.theta.std()), 1e-9)
    items = _slope_and_cuts(state.items)
    items[:, 1:] -= items[:, :1] * mean
    items[:, 0] *= sd
    return (state.theta - mean) / sd, items


def _result(votes: Votes, lay: Layout, kept: list[Kept], seed: int, sweeps: int) -> IdealPoints:
    """Put chains together, each turned so that the US is positive."""
    for chain in kept:
        if orientation(votes.states, lay.cell_state, chain.point) < 0:
            chain.turn()
    looked = kept[0].looked
    mean, sd = moments([c.point for c in kept], [c.point_square for c in kept], looked)
    of_items = moments([c.item for c in kept], [c.item_square for c in kept], looked)
    fields: dict[str, Any] = {"seed": seed, "sweeps": sweeps, "link": "logit"}
    return IdealPoints(
        method="coherent",
        votes=votes,
        state=lay.cell_state,
        session=lay.cell_session,
        mean=mean,
        sd=sd,
        draws=np.stack([c.points for c in kept]),
        item_mean=of_items[0],
        item_sd=of_items[1],
        item_draws=np.stack([c.items for c in kept]),
        **fields,
    )
