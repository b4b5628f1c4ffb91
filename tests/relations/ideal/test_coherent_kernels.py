"""The compiled steps: their terms are those of the model, and they leave its posterior alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit

from legation.relations.ideal import coherent
from legation.relations.ideal.coherent import STEP, sweep
from legation.relations.ideal.coherent_kernels import (
    _item_terms,
    _path_terms,
    exponentials,
    move_points,
)
from legation.relations.ideal.coherent_start import Ballots, State, arrange
from legation.relations.ideal.results import chances
from legation.relations.ideal.votes import Votes
from tests.relations.ideal.simulated import codes, votes

CENTRE = np.array([0.0, 1.0, 0.3])
PRECISION = np.array([[1.0, 0.0, 0.0], [0.0, 1.2, -0.3], [0.0, -0.3, 2.5]])


def small(rng: np.random.Generator) -> Votes:
    """Eight states, five sessions, twelve roll calls on nine texts, who was there at random."""
    session = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4])
    item = np.array([0, 1, 2, 0, 3, 4, 0, 5, 6, 7, 7, 8])
    rollcall, state = np.nonzero(rng.random((12, 8)) < 0.75)
    choice = rng.integers(0, 3, len(state))
    return votes(codes(8), session, item, rollcall, state, choice)


def work() -> tuple[np.ndarray, np.ndarray]:
    return np.empty(100), np.empty(100, np.int64)


def log_likelihood(item: np.ndarray, theta: np.ndarray, choice: np.ndarray) -> float:
    """Plain sum over votes, from the definition of the model."""
    b, m, d = item
    low, high = m - np.exp(d) / 2, m + np.exp(d) / 2
    yes, no = expit(low - b * theta), expit(b * theta - high)
    return float(np.log(np.choose(choice, [yes, 1 - yes - no, no])).sum())


def test_exponentials_are_those_of_the_library_within_their_bounds() -> None:
    z = np.linspace(-40, 40, 2001)
    found = z.copy()
    exponentials(found, np.empty(2001, np.int64), 2000)
    assert found[:2000] == pytest.approx(np.exp(np.clip(z[:2000], -35, 35)), rel=1e-14)
    assert found[2000] == 40.0


def test_terms_of_an_item_are_those_of_the_ordered_logit() -> None:
    rng = np.random.default_rng(0)
    theta, counts = rng.normal(0, 1.5, 40), np.array([17, 9, 14])
    start = np.concatenate([[0], counts.cumsum()])
    choice = np.repeat(np.arange(3), counts)
    item = np.array([0.8, 0.6, -0.2])
    gradient, information = np.empty(3), np.zeros((3, 3))
    value = _item_terms(
        item,
        start,
        np.arange(40, dtype=np.int32),
        theta,
        gradient,
        information,
        np.empty((2, 5)),
        *work(),
    )
    assert value == pytest.approx(log_likelihood(item, theta, choice), rel=1e-12)
    numeric = approx_fprime(item, lambda x: log_likelihood(x, theta, choice), 1e-7)
    assert gradient == pytest.approx(numeric, rel=1e-5)
    whole = information + np.tril(information, -1).T
    assert np.linalg.eigvalsh(whole).min() > 0
    slope_and_middle = -np.array(
        [
            approx_fprime(item, lambda x, k=k: terms_gradient(x, theta, start)[k], 1e-6)[:2]
            for k in range(2)
        ]
    )
    assert whole[:2, :2] == pytest.approx(slope_and_middle, rel=1e-4)


def terms_gradient(item: np.ndarray, theta: np.ndarray, start: np.ndarray) -> np.ndarray:
    gradient = np.empty(3)
    cells = np.arange(len(theta), dtype=np.int32)
    _item_terms(item, start, cells, theta, gradient, np.zeros((3, 3)), np.empty((2, 5)), *work())
    return gradient


def test_terms_of_a_path_are_those_of_the_ordered_logit() -> None:
    rng = np.random.default_rng(1)
    made = small(rng)
    ballots = arrange(made, STEP)
    theta = rng.standard_normal(len(ballots.lay.n))
    items = np.column_stack([rng.standard_normal(9), *np.sort(rng.normal(0, 1, (2, 9)), axis=0)])
    terms = np.empty((len(theta), 2))
    value = _path_terms(theta, 0, len(theta), ballots.start, items, ballots.voted, terms, *work())
    cells = ballots.lay.cell_state.astype(int) * 5 + ballots.lay.cell_session
    at = np.searchsorted(cells, made.state * 5 + made.session[made.rollcall])
    chance, pull = chances(items[made.item[made.rollcall]], theta[at], made.choice, "logit")
    of = items[made.item[made.rollcall[made.choice == 1]]]
    free_of_theta = np.log1p(-np.exp(of[:, 1] - of[:, 2])).sum()  # left out where theta moves
    assert value + free_of_theta == pytest.approx(np.log(chance).sum(), rel=1e-12)
    assert terms[:, 0] == pytest.approx(np.bincount(at, pull, len(theta)), rel=1e-9)
    assert (terms[:, 1] > 0).all()


def test_points_are_drawn_from_their_posterior_given_the_items() -> None:
    """One state over two sessions against its posterior on a grid."""
    session, item = np.array([0, 0, 0, 1]), np.arange(4)
    rollcall = np.arange(4).repeat(3)
    choice = np.array([0, 1, 2, 2, 2, 0, 0, 1, 1, 2, 0, 1])
    made = votes(codes(6)[:3], session, item, rollcall, np.tile(np.arange(3), 4), choice)
    ballots = arrange(made, STEP)
    items = np.array([[2.0, -0.5, 0.5], [1.5, -1.0, 0.2], [-1.0, 0.0, 1.0], [2.5, 0.3, 0.6]])
    rng, theta = np.random.default_rng(2), np.zeros(6)
    drawn = np.empty((20_000, 2))
    for k in range(len(drawn)):
        move_points(
            rng, theta, ballots.lay.first, ballots.tie, ballots.start, items, ballots.voted, False
        )
        drawn[k] = theta[:2]  # of the first state
    x = np.linspace(-5, 5, 301)
    log = -(x[:, None] ** 2 + x**2) / 2 - (x[:, None] - x) ** 2 / (2 * STEP)
    for call, axis in ((0, (301, 1)), (1, (301, 1)), (2, (301, 1)), (3, (1, 301))):
        one = np.log(
            chances(np.tile(items[call], (301, 1)), x, np.full(301, choice[3 * call]), "logit")[0]
        )
        log = log + one.reshape(axis)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    mean = (weight.sum(1) @ x, weight.sum(0) @ x)
    square = (weight.sum(1) @ x**2, weight.sum(0) @ x**2)
    assert drawn.mean(0) == pytest.approx(mean, abs=0.03)
    assert (drawn**2).mean(0) == pytest.approx(square, rel=0.05)
    both = (x[:, None] * x * weight).sum()
    assert (drawn[:, 0] * drawn[:, 1]).mean() == pytest.approx(both, rel=0.07)


def test_every_step_leaves_the_model_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Votes drawn from the state and the state moved given the votes, in turn, keep to the prior.

    Geweke (2004), "Getting it right", Journal of the American Statistical Association 99. A wrong
    sign, Jacobian or acceptance anywhere moves one of the moments; all are known in closed form.
    """
    monkeypatch.setattr(coherent, "_draw_prior", lambda rng, items: (CENTRE, PRECISION))
    rng = np.random.default_rng(11)
    made = small(rng)
    ballots = arrange(made, STEP)
    covariance = prior_covariance(ballots)
    n = len(ballots.lay.n)
    cells = ballots.lay.cell_state.astype(int) * 5 + ballots.lay.cell_session
    at = np.searchsorted(cells, made.state * 5 + made.session[made.rollcall])
    state = State(
        np.linalg.cholesky(covariance) @ rng.standard_normal(n),
        CENTRE + rng.standard_normal((9, 3)) @ np.linalg.cholesky(np.linalg.inv(PRECISION)).T,
        CENTRE,
        PRECISION,
        np.full((4, 2, 5), 0.5),
    )
    looks = []
    for _ in range(6000):
        half = np.exp(state.items[:, 2]) / 2
        of = np.column_stack(
            [state.items[:, 0], state.items[:, 1] - half, state.items[:, 1] + half]
        )
        of = of[made.item[made.rollcall]]
        eta, u = of[:, 0] * state.theta[at], rng.random(len(at))
        choice = (u > expit(of[:, 1] - eta)).astype(np.int8) + (u > expit(of[:, 2] - eta))
        ballots = rearranged(made, choice, ballots)
        sweep(rng, ballots, state)
        away = state.items - CENTRE
        looks.append(
            [
                state.theta.mean(),
                (state.theta**2).mean(),
                np.mean(state.theta[:-1] * state.theta[1:] * ~ballots.opens[1:-1]),
                *away.mean(0),
                *(away**2).mean(0),
                (away[:, 1] * away[:, 2]).mean(),
            ]
        )
    pairs = np.mean(np.diag(covariance, 1) * ~ballots.opens[1:-1])
    spread = np.linalg.inv(PRECISION)
    expected = [0, np.diag(covariance).mean(), pairs, 0, 0, 0, *np.diag(spread), spread[1, 2]]
    batches = np.array(looks).reshape(30, 200, -1).mean(1)
    z = (batches.mean(0) - expected) / (batches.std(0, ddof=1) / np.sqrt(30))
    assert np.abs(z).max() < 3.6
    assert (batches.std(0) / np.sqrt(30))[[1, 6, 7, 8]].max() < 0.05  # the test can tell


def prior_covariance(ballots: Ballots) -> np.ndarray:
    """Covariance of theta by its definition: a standard normal per cell, times the steps."""
    n = len(ballots.lay.n)
    precision = np.eye(n)
    for k in range(1, n):
        if not ballots.opens[k]:
            gap = ballots.lay.cell_session[k] - ballots.lay.cell_session[k - 1]
            tie = 1 / (STEP * gap)
            precision[k - 1 : k + 1, k - 1 : k + 1] += tie * np.array([[1, -1], [-1, 1]])
    return np.linalg.inv(precision)


def rearranged(made: Votes, choice: np.ndarray, before: Ballots) -> Ballots:
    after = arrange(replace(made, choice=choice.astype(np.int8)), STEP)
    assert len(after.lay.n) == len(before.lay.n)
    return after


def test_the_prior_of_items_follows_the_items() -> None:
    rng = np.random.default_rng(5)
    spread = np.array([[4.0, 0.6], [0.6, 0.5]])
    pairs = rng.multivariate_normal([3.0, 0.7], spread, 4000)
    items = np.column_stack([np.zeros(4000), pairs])
    draws = [coherent._draw_prior(rng, items) for _ in range(400)]
    assert np.mean([c for c, _ in draws], 0)[1:] == pytest.approx(pairs.mean(0), abs=0.01)
    found = np.linalg.inv(np.mean([p for _, p in draws], 0)[1:, 1:])
    assert found == pytest.approx(np.cov(pairs.T), rel=0.02)
    assert np.std([c[1] for c, _ in draws]) == pytest.approx(2 / np.sqrt(4000), rel=0.15)
    assert np.std([p[1, 1] for _, p in draws]) == pytest.approx(
        draws[0][1][1, 1] * np.sqrt(2 / 4000), rel=0.15
    )
