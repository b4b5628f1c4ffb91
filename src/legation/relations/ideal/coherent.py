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
from typing import Any

import numpy as np

from legation.relations.ideal.bsv import Layout, check, orientation
from legation.relations.ideal.chains import Array, Progress, moments, side_by_side
from legation.relations.ideal.coherent_kernels import move_items, move_points
from legation.relations.ideal.coherent_scale import move_sessions
from legation.relations.ideal.coherent_start import Ballots, State, arrange, begin
from legation.relations.ideal.normal import generators
from legation.relations.ideal.results import Draws, IdealPoints
from legation.relations.ideal.votes import Votes

#: Sweeps of each chain, and chains, where nothing else is said.
SWEEPS, CHAINS = 600, 2
#: Share of a chain's sweeps left out at its start, and draws kept of the rest.
BURNT, KEPT = 0.2, 200
#: Prior variance of a state's move from one session to the next.
STEP = 0.2

_LONGER = 2  # windows of several sessions tried in a sweep, of as many lengths
_SETTLE = 15  # rounds of Newton's steps that bring a start near the mode
_HYPER_WEIGHT, _HYPER_DEGREES = 1.0, 4.0  # of the prior of mu and Sigma, in items


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
    ballots = arrange(votes, STEP)
    first = begin(votes, ballots, start)
    running = [_chain(ballots, first, rng, sweeps) for rng in generators(seed, chains)]
    text = f"ideal points of {len(votes.states)} states, {sweeps:,} sweeps"
    return _result(votes, ballots.lay, side_by_side(running, progress, text), seed, sweeps)


def updated(points: IdealPoints, votes: Votes, *, progress: Progress | None = None) -> IdealPoints:
    """Estimate points from votes most of which `points` has seen, in a third of the sweeps.

    The past learns from the new votes too, as it would in a full run; only the way to where the
    chains settle is saved.
    """
    options = {"seed": points.seed, "sweeps": SWEEPS // 3, "chains": len(points.draws)}
    return fit(votes, start=points, progress=progress, **options)


# -- chains --------------------------------------------------------------------------------


def _chain(
    ballots: Ballots, first: State, rng: np.random.Generator, sweeps: int
) -> Generator[float, None, Kept]:
    """Run one chain, giving the share done after each sweep."""
    state = State(
        first.theta.copy(),
        first.items.copy(),
        first.centre,
        first.precision,
        first.lengths.copy(),
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
