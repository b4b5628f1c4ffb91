"""What an estimate of ideal points is: points with spread, joint draws, items and their votes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError, UnknownNameError
from legation.relations.ideal.votes import CHOICES, IntArray, Votes

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.ideal.diagnostics import Diagnostics

Array = np.ndarray[Any, np.dtype[np.float64]]
Draws = np.ndarray[Any, np.dtype[np.float32]]

_HELD = ("state", "session", "mean", "sd", "draws", "item_mean", "item_sd", "item_draws")

#: Standard normal distance that holds nine tenths.
Z90 = 1.6448536269514722


@dataclass(frozen=True, repr=False)
class IdealPoints:
    """Where each state stood in each session it voted in; positive is the side of the US.

    A *cell* is a state in a session, in order of state and session.

    Attributes
    ----------
    method
        "bsv" or "coherent".
    votes
        The votes it was estimated from.
    state, session
        Of each cell, the place in `votes.states` and in `votes.sessions`; int32[cells].
    mean, sd
        Of each cell, posterior mean and standard deviation; float64[cells].
    draws
        Joint draws from the posterior, thinned; float32[chains, kept, cells].
    item_mean, item_sd
        Of each item, slope and the two cut-points (yes | abstain, abstain | no);
        float64[items, 3]. See `chances`.
    item_draws
        The same, draw by draw with `draws`; float32[chains, kept, items, 3], or empty.
    seed, sweeps
        What the estimate was asked for; `sweeps` of each chain.
    notes
        What happened to it since, in words.
    link
        "probit" or "logit": the distribution function that turns slopes and cut-points into
        chances; see `chances`.
    """

    method: str
    votes: Votes
    state: IntArray
    session: IntArray
    mean: Array
    sd: Array
    draws: Draws
    item_mean: Array
    item_sd: Array
    item_draws: Draws
    seed: int
    sweeps: int
    notes: tuple[str, ...] = ()
    link: str = "probit"

    def __repr__(self) -> str:
        """Say how much there is, not what."""
        return (
            f"IdealPoints({self.method}: {len(self.votes.states)} states, {len(self.mean):,} "
            f"points from {len(self.votes):,} votes)"
        )

    def as_arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Give all but the votes as arrays, for keeping."""
        held = {name: getattr(self, name) for name in _HELD}
        words = {"notes": np.array(self.notes), "link": np.array(self.link)}
        return {**held, **words, "asked": np.array([self.seed, self.sweeps])}

    @classmethod
    def from_arrays(
        cls, method: str, votes: Votes, arrays: dict[str, np.ndarray[Any, Any]]
    ) -> IdealPoints:
        """Make an estimate again from what `as_arrays` gave."""
        held: dict[str, Any] = {name: arrays[name] for name in _HELD}
        seed, sweeps = (int(x) for x in arrays["asked"])
        notes = tuple(str(x) for x in arrays["notes"])
        held |= {"notes": notes, "link": str(arrays["link"])}
        return cls(method=method, votes=votes, seed=seed, sweeps=sweeps, **held)

    # -- points ----------------------------------------------------------------------------

    def frame(self) -> pl.DataFrame:
        """Give one row per point: state, session, mean, sd, n, lo90, hi90.

        `n` is the number of votes cast; the interval is mean and 1.645 standard deviations
        to either side, since single quantiles of few draws are noisier than the two moments.
        """
        import polars as pl

        return pl.DataFrame(
            {
                "state": [self.votes.states[i] for i in self.state],
                "session": [self.votes.sessions[t] for t in self.session],
                "mean": self.mean,
                "sd": self.sd,
                "n": self.votes.counts()[self.state, self.session],
                "lo90": self.mean - Z90 * self.sd,
                "hi90": self.mean + Z90 * self.sd,
            },
            schema_overrides={"state": pl.String, "session": pl.Int32, "n": pl.Int32},
        )

    def cells(self, state: str | int) -> IntArray:
        """Places of a state's points, by session.

        Raises
        ------
        UnknownNameError
            If the name is of no state, or of one without a point.
        """
        code = str(states.lineage(states.resolve(state))[-1][0])
        if code not in self.votes.states:
            raise UnknownNameError(f"{states.resolve(code).name} has no vote among those estimated")
        return np.flatnonzero(self.state == self.votes.states.index(code)).astype(np.int32)

    def distance(self, a: str | int, b: str | int) -> pl.DataFrame:
        """Distance of two states, session by session, from the joint draws.

        Parameters
        ----------
        a, b
            States by any name or code.

        Returns
        -------
        polars.DataFrame
            session, distance, sd, lo90, hi90: mean, standard deviation and central 90 % of
            |theta_a - theta_b| over the draws. Only sessions in which both voted.

        Raises
        ------
        InputError
            If both are one state.
        """
        import polars as pl

        one, other = self.cells(a), self.cells(b)
        if np.array_equal(one, other):
            raise InputError(f"'{a}' and '{b}' are one state; its distance to itself is 0")
        both, at_a, at_b = np.intersect1d(
            self.session[one], self.session[other], return_indices=True
        )
        draws = self.draws.reshape(-1, len(self.mean))
        gaps = np.abs(draws[:, one[at_a]].astype(float) - draws[:, other[at_b]])
        low, high = np.quantile(gaps, [0.05, 0.95], axis=0)
        return pl.DataFrame(
            {
                "session": [self.votes.sessions[t] for t in both],
                "distance": gaps.mean(0),
                "sd": gaps.std(0),
                "lo90": low,
                "hi90": high,
            },
            schema_overrides={"session": pl.Int32},
        )

    @cached_property
    def diagnostics(self) -> Diagnostics:
        """R-hat and effective sample size of every point; see `diagnostics.Diagnostics`."""
        from legation.relations.ideal.diagnostics import diagnose

        return diagnose(self)

    # -- items and evidence ----------------------------------------------------------------

    def items(self) -> pl.DataFrame:
        """Give one row per item: item, votes, slope, slope_sd, yes_until, no_from and their sds.

        A state at theta votes yes with probability F(yes_until - slope theta) and no with
        1 - F(no_from - slope theta), with F the normal or the logistic distribution by `link`.
        """
        import polars as pl

        cast = np.bincount(self.votes.item[self.votes.rollcall], minlength=len(self.votes.items))
        columns: dict[str, Any] = {"item": list(self.votes.items), "votes": cast}
        for place, name in enumerate(("slope", "yes_until", "no_from")):
            columns[name] = self.item_mean[:, place]
            columns[f"{name}_sd"] = self.item_sd[:, place]
        return pl.DataFrame(columns, schema_overrides={"item": pl.String, "votes": pl.Int32})

    def evidence(self, state: str | int, session: int) -> pl.DataFrame:
        """Give the votes behind a point, those that pull hardest first.

        Returns
        -------
        polars.DataFrame
            rollcall_id, date, symbol, title, choice, source_id, locator; `item`, `slope`;
            `probability` of the choice made at the posterior mean; `pull`, the derivative of
            its log probability with respect to theta: the vote's tug, positive towards the
            side of the US. Between pulls and prior the point is in balance.

        Raises
        ------
        InputError
            If the state has no vote in the session.
        """
        import polars as pl

        found = [c for c in self.cells(state) if self.votes.sessions[self.session[c]] == session]
        if not found:
            raise InputError(f"{state} cast no vote of session {session} among those estimated")
        cell = found[0]
        votes = self.votes
        rows = np.flatnonzero(
            (votes.state == self.state[cell])
            & (votes.session[votes.rollcall] == self.session[cell])
        )
        calls = votes.rollcall[rows]
        chance, pull = chances(
            self.item_mean[votes.item[calls]], float(self.mean[cell]), votes.choice[rows], self.link
        )
        return (
            votes.table[calls]
            .with_columns(
                pl.Series("choice", [CHOICES[c] for c in votes.choice[rows]]),
                pl.Series("slope", self.item_mean[votes.item[calls], 0]),
                pl.Series("probability", chance),
                pl.Series("pull", pull),
            )
            .select(
                "rollcall_id", "date", "symbol", "title", "choice", "item", "slope",
                "probability", "pull", "source_id", "locator",
            )
            .sort(pl.col("pull").abs(), "rollcall_id", descending=[True, False])
        )  # fmt: skip


def chances(
    items: Array, theta: Array | float, choice: np.ndarray[Any, Any], link: str = "probit"
) -> tuple[Array, Array]:
    """Probability of a choice, and how its logarithm changes with theta.

    Parameters
    ----------
    items
        Slope and two cut-points; float64[n, 3].
    theta
        Points; a number or float64[n].
    choice
        0 yes, 1 abstain, 2 no; [n].
    link
        "probit": F is the standard normal distribution function; "logit": the logistic one.

    Returns
    -------
    tuple of float64[n]
        P(yes) = F(c1 - b theta), P(no) = 1 - F(c2 - b theta), P(abstain) the rest; and
        d log P / d theta.
    """
    from scipy.special import expit, ndtr

    below = ndtr if link == "probit" else expit
    slope, lower, upper = items[:, 0], items[:, 1], items[:, 2]
    low = np.where(choice == 0, -np.inf, np.where(choice == 1, lower, upper) - slope * theta)
    high = np.where(choice == 2, np.inf, np.where(choice == 1, upper, lower) - slope * theta)
    flip = low > 0  # the same in the other tail, where differences keep their digits
    chance = np.where(flip, below(-low) - below(-high), below(high) - below(low))
    chance = np.maximum(chance, 1e-300)
    return chance, slope * (_density(low, link) - _density(high, link)) / chance


def _density(x: Array, link: str) -> Array:
    """Derivative of the distribution function of a link."""
    from scipy.special import expit

    if link == "probit":
        return np.asarray(np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi))
    return np.asarray(expit(x) * expit(-x))
