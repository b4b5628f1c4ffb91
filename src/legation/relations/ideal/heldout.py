"""How well ideal points predict votes that were kept from them, and find again what is known.

Votes are left out at random, points estimated from the rest, and each vote left out is given the
probability averaged over the joint draws, as a posterior predictive has it. The score is the
mean negative natural logarithm of the probability of the choice made.

Votes simulated from known points, with the real pattern of who voted on what, tell whether
intervals hold what they promise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from legation.errors import InputError
from legation.relations.ideal.chains import Array
from legation.relations.ideal.results import Z90, IdealPoints, chances
from legation.relations.ideal.votes import CHOICES, BoolArray, Votes

#: Votes left out where nothing else is said.
SHARE = 0.02

_FLOOR = 1e-12  # a probability of 0 would make one vote decide the mean


@dataclass(frozen=True)
class HeldOut:
    """Score of predictions of votes left out.

    Attributes
    ----------
    method
        What predicted.
    log_loss, error
        Mean negative log probability of the choice made, natural logarithm, and its standard
        error as if votes were independent.
    n
        Votes scored.
    unseen
        Votes left out of a state and session, or of an item, of which none remained; not scored.
    right
        Share of votes whose choice had the largest of the three probabilities.
    calibration
        For each choice and tenth of probability: mean probability, share of votes that made the
        choice, votes; float64[3, 10, 3], NaN where empty.
    losses
        Of each vote scored, in the order of the votes.
    """

    method: str
    log_loss: float
    error: float
    n: int
    unseen: int
    right: float
    calibration: Array = field(repr=False, compare=False)
    losses: Array = field(repr=False, compare=False)

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.method}: log loss {self.log_loss:.4f} (standard error {self.error:.4f}), "
            f"{self.right:.1%} right, {self.n:,} votes left out"
        )


def left_out(votes: Votes, share: float = SHARE, seed: int = 0) -> BoolArray:
    """Choose votes to leave out, each alike; bool[votes].

    Raises
    ------
    InputError
        If the share is not between 0 and 1, or leaves none on one side.
    """
    if not 0 < share < 1:
        raise InputError(f"a share of votes to leave out lies between 0 and 1, not at {share}")
    out = np.zeros(len(votes), np.bool_)
    many = round(share * len(votes))
    if not 0 < many < len(votes):
        raise InputError(f"{share:g} of {len(votes)} votes is none or all of them; take another")
    out[np.random.default_rng(seed).choice(len(votes), many, replace=False)] = True
    return out


def held_out(
    votes: Votes,
    fit: Callable[[Votes], IdealPoints],
    *,
    share: float = SHARE,
    seed: int = 0,
    out: BoolArray | None = None,
) -> HeldOut:
    """Score a method on votes left out.

    Parameters
    ----------
    votes
        All votes.
    fit
        Estimates points from the votes that remain, for instance `coherent.fit`.
    share, seed
        Share of the votes to leave out, and the seed that chooses them; see `left_out`.
    out
        The votes to leave out, instead; bool[votes].

    Returns
    -------
    HeldOut
    """
    out = left_out(votes, share, seed) if out is None else out
    points = fit(votes.without(out))
    return score(points, votes.without(~out))


def score(points: IdealPoints, votes: Votes) -> HeldOut:
    """Score points on votes they were not estimated from, of the same roll calls and states."""
    if not points.item_draws.size:
        raise InputError(f"these points ({points.method}) keep no draws of items to predict from")
    cells = points.state.astype(np.int64) * len(points.votes.sessions) + points.session
    wanted = votes.state.astype(np.int64) * len(votes.sessions) + votes.session[votes.rollcall]
    cell = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    item = votes.item[votes.rollcall]
    seen = np.bincount(points.votes.item[points.votes.rollcall], minlength=len(votes.items)) > 0
    known = (cells[cell] == wanted) & seen[item]
    chance = _averaged(points, cell[known], item[known])
    return _scored(points.method, chance, votes.choice[known], int((~known).sum()))


def item_marginals(kept: Votes, votes: Votes) -> HeldOut:
    """Score the shares of the choices in each item, the mark any model has to beat.

    Half a vote is added to each choice (Jeffreys' prior).
    """
    counts = np.full((len(kept.items), 3), 0.5)
    np.add.at(counts, (kept.item[kept.rollcall], kept.choice), 1.0)
    chance = (counts / counts.sum(1, keepdims=True))[votes.item[votes.rollcall]]
    return _scored("item marginals", chance, votes.choice, 0)


def simulate(points: IdealPoints, *, draw: int = -1, seed: int = 0) -> tuple[Votes, Array]:
    """Simulate choices from one joint draw of points and items, for each vote that was cast.

    Parameters
    ----------
    points
        Points, of which `draw` of the first chain is taken for the truth.
    draw
        Place of the draw.
    seed
        Seed of the choices.

    Returns
    -------
    tuple
        The votes with other choices, and the true theta of each cell of `points`.
    """
    theta = points.draws[0, draw].astype(float)
    votes = points.votes
    cells = points.state.astype(np.int64) * len(votes.sessions) + points.session
    cast = votes.state.astype(np.int64) * len(votes.sessions) + votes.session[votes.rollcall]
    at = theta[np.searchsorted(cells, cast)]
    items = points.item_draws[0, draw][votes.item[votes.rollcall]].astype(float)
    yes = chances(items, at, np.zeros(len(at), np.int8), points.link)[0]
    no = chances(items, at, np.full(len(at), 2, np.int8), points.link)[0]
    u = np.random.default_rng(seed).random(len(at))
    choice = np.where(u < yes, 0, np.where(u < 1.0 - no, 1, 2)).astype(np.int8)
    return replace(votes, choice=choice), theta


def coverage(points: IdealPoints, truth: Array) -> BoolArray:
    """Tell of each cell whether the 90 % interval holds the truth; bool[cells]."""
    inside: BoolArray = np.abs(points.mean - truth) <= Z90 * points.sd
    return inside


def _averaged(points: IdealPoints, cell: np.ndarray[Any, Any], item: Any) -> Array:
    """Probabilities of the three choices, averaged over the draws; float64[votes, 3]."""
    theta = points.draws.reshape(-1, len(points.mean))
    items = points.item_draws.reshape(len(theta), -1, 3)
    total = np.zeros((len(cell), 3))
    yes, no = np.zeros(len(cell), np.int8), np.full(len(cell), 2, np.int8)
    for draw in range(len(theta)):
        of, at = items[draw, item].astype(float), theta[draw, cell].astype(float)
        total[:, 0] += chances(of, at, yes, points.link)[0]
        total[:, 2] += chances(of, at, no, points.link)[0]
    total /= len(theta)
    total[:, 1] = 1.0 - total[:, 0] - total[:, 2]
    return total


def _scored(method: str, chance: Array, choice: np.ndarray[Any, Any], unseen: int) -> HeldOut:
    if not len(choice):
        raise InputError("no vote left out can be scored; leave out more of them")
    losses = -np.log(np.maximum(chance[np.arange(len(choice)), choice], _FLOOR))
    return HeldOut(
        method=method,
        log_loss=float(losses.mean()),
        error=float(losses.std() / np.sqrt(len(losses))),
        n=len(losses),
        unseen=unseen,
        right=float((chance.argmax(1) == choice).mean()),
        calibration=_calibration(chance, choice),
        losses=losses,
    )


def _calibration(chance: Array, choice: np.ndarray[Any, Any]) -> Array:
    """Mean probability, share and number by choice and tenth of probability."""
    table = np.full((len(CHOICES), 10, 3), np.nan)
    for c in range(len(CHOICES)):
        tenth = np.clip((chance[:, c] * 10).astype(int), 0, 9)
        many = np.bincount(tenth, minlength=10)
        table[c, :, 2] = many
        some = many > 0
        for place, value in enumerate((chance[:, c], choice == c)):
            total = np.bincount(tenth, value.astype(float), 10)
            table[c, some, place] = total[some] / many[some]
    return table
