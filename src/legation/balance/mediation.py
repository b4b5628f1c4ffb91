"""Mediators: states that stand near enough to both of a pair in conflict, evenly, and connected.

Three things that the literature on mediation looks for in a third party, each a number from 0 to
1, and their geometric mean, so that none makes up for another that is missing:

near
    It is accepted by both (Kleiboer 1996, "Understanding success and failure of international
    mediation", Journal of Conflict Resolution 40): the worse of its two ties, as the share of
    all pairs of states that are on no better terms.
even
    It leans to neither (on what bias does, Kydd 2003, "Which side are you on?", American Journal
    of Political Science 47): 1 less the difference of its two ties, on the same scale of shares.
connected
    It deals with those who matter to both, since indirect ties carry mediation (Böhmelt 2009,
    "International mediation and social networks", International Interactions 35): of the friends
    of each, the share that are its friends too; the smaller of the two shares.

Whether a state wants to mediate, is asked to, or has the means, the graph does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.ties import Estimate, Reals, Ties, plain

if TYPE_CHECKING:
    import polars as pl

    from legation.balance.sources.draws import Draws

PARTS = ("near", "even", "connected")
TOP = 10


@dataclass(frozen=True)
class Mediator:
    """How well placed a state is between two.

    Attributes
    ----------
    state
        Code.
    score
        Geometric mean of the three parts, 0 to 1.
    near, even, connected
        The parts, 0 to 1.
    with_a, with_b
        Levels of its ties with the two, in Goldstein units; above 0 is friendly.
    rank
        Median rank over the draws, 1 the best placed.
    rank_lo90, rank_hi90
        Ranks between which it lies in 90 % of the draws.
    top
        Probability that it is among the first ten.
    closer, closer_chance
        The one of the two it is on better terms with, and the probability of that.
    """

    state: str
    score: Estimate
    near: Estimate
    even: Estimate
    connected: Estimate
    with_a: Estimate
    with_b: Estimate
    rank: int
    rank_lo90: int
    rank_hi90: int
    top: float
    closer: str
    closer_chance: float

    def to_dict(self) -> dict[str, Any]:
        """Give the numbers as plain values."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}


@dataclass(frozen=True, eq=False)
class Mediators:
    """States by how well placed they are between two, the best first.

    Attributes
    ----------
    a, b
        Codes of the two.
    period
        The month.
    between
        Level between the two, in Goldstein units.
    rivals
        Probability that it is hostile.
    found
        The states.
    unrated
        Codes of states left out because the record has no rows on them with one of the two.
    """

    a: str
    b: str
    period: str
    between: Estimate
    rivals: float
    found: tuple[Mediator, ...] = field(repr=False)
    unrated: tuple[str, ...] = field(repr=False)

    def __len__(self) -> int:
        """Give how many states were rated."""
        return len(self.found)

    def frame(self) -> pl.DataFrame:
        """Give one row per state: state, rank, score and parts with bounds, ties, ..."""
        import polars as pl

        rows = []
        for one in self.found:
            row: dict[str, Any] = {"state": one.state}
            for name in ("rank", "rank_lo90", "rank_hi90", "top"):
                row[name] = getattr(one, name)
            for name in ("score", *PARTS, "with_a", "with_b"):
                for key, value in getattr(one, name).to_dict().items():
                    row[name if key == "mean" else f"{name}_{key}"] = value
            rows.append(row | {"closer": one.closer, "closer_chance": one.closer_chance})
        return pl.DataFrame(rows) if rows else pl.DataFrame(schema=["state", "rank", "score"])

    def evidence(self) -> pl.DataFrame:
        """Give `frame`: the parts and ties that each score is made of.

        The rows of the record behind a tie gives
        `legation.balance.sources.index_graph.evidence`.
        """
        return self.frame()

    def to_dict(self, most: int | None = None) -> dict[str, Any]:
        """Give the numbers as plain values, of the first or of all states."""
        return {
            "a": self.a,
            "b": self.b,
            "period": self.period,
            "between": self.between.to_dict(),
            "rivals": self.rivals,
            "rated": len(self.found),
            "unrated": list(self.unrated),
            "found": [one.to_dict() for one in self.found[:most]],
        }

    def __str__(self) -> str:
        """Say the best placed in sentences."""
        from legation.balance.sentences import mediating

        return "\n".join(mediating(self, one) for one in self.found[:5])


def mediators(draws: Draws, a: str | int, b: str | int) -> Mediators:
    """Rank states by how well they are placed to mediate between two.

    The parts and their combination are those that the module names. Ties are drawn from the
    posterior of the index; friends are the friendly edges of each drawn graph, so that ranks and
    scores have the uncertainty of both.

    Parameters
    ----------
    draws
        Draws of a month, as from `legation.balance.draw_graphs`, over all states.
    a, b
        The two, by name or code.

    Raises
    ------
    InputError, UnknownNameError
        If a name is none, the two are one, or the record has no rows on them.

    Examples
    --------
    >>> mediators(draw_graphs(record, "2018-06"), "Iran", "Saudi Arabia")  # doctest: +SKIP
    """
    ties = Ties(draws)
    pair = ties.two(a, b)
    between = ties.level(*pair)
    others = ties.known_to(*pair)
    left = tuple(sorted(set(ties.names) - set(others) - set(pair)))
    found = _ranked(ties, others, pair) if others else ()
    rivals = float((between < 0).mean())
    return Mediators(*pair, ties.period, Estimate.of(between), rivals, found, left)


def _ranked(ties: Ties, others: list[str], pair: tuple[str, str]) -> tuple[Mediator, ...]:
    x, y = (ties.levels(end, others) for end in pair)
    every = np.sort(ties.centred)
    share_x, share_y = (np.searchsorted(every, part, "right") / len(every) for part in (x, y))
    parts = (
        np.minimum(share_x, share_y),
        1 - np.abs(share_x - share_y),
        _connected(ties.draws, others, pair),
    )
    score: Reals = np.cbrt(parts[0] * parts[1] * parts[2])
    # Ties in the score share their mean rank, so that order in the list says nothing.
    ranks = _ranks(score)
    bounds = np.quantile(ranks, [0.5, 0.05, 0.95], axis=0, method="nearest").round().astype(int)
    told = [Estimate.of_many(part) for part in (score, *parts, x, y)]
    nearer = (x > y).mean(axis=0)
    found = [
        Mediator(
            state=other,
            score=told[0][i],
            near=told[1][i],
            even=told[2][i],
            connected=told[3][i],
            with_a=told[4][i],
            with_b=told[5][i],
            rank=int(bounds[0, i]),
            rank_lo90=int(bounds[1, i]),
            rank_hi90=int(bounds[2, i]),
            top=float((ranks[:, i] <= TOP).mean()),
            closer=pair[0] if nearer[i] >= 0.5 else pair[1],
            closer_chance=float(max(nearer[i], 1 - nearer[i])),
        )
        for i, other in enumerate(others)
    ]
    return tuple(sorted(found, key=lambda one: (-one.score.mean, one.state)))


def _ranks(score: Reals) -> Reals:
    from scipy.stats import rankdata

    found: Reals = rankdata(-score, axis=1)
    return found


def _connected(draws: Draws, others: list[str], pair: tuple[str, str]) -> Reals:
    """Smaller share of the friends of either that are friends of each other state too.

    The state itself and the two are nobody's common friends.

    Returns
    -------
    float64[n, others]
        0 where one of the two has no friend.
    """
    graph = draws.graph
    place = {name: i for i, name in enumerate(graph.nodes)}
    own = np.array([place.get(name, -1) for name in others])
    ends = [place.get(name, -1) for name in pair]
    found = np.zeros((draws.n, len(others)))
    if -1 in ends:  # no sure edge at all, hence no friend
        return found
    for k, sign in enumerate(draws.signs):
        friendly = sign > 0
        friends = np.zeros((graph.order, graph.order), np.float32)
        friends[graph.u[friendly], graph.v[friendly]] = 1
        friends += friends.T
        theirs = friends[ends].copy()
        theirs[:, ends] = 0
        common = friends @ theirs.T
        all_of_them = theirs.sum(axis=1) - theirs.T
        shares = np.where(all_of_them > 0, common / np.maximum(all_of_them, 1), 0.0)
        found[k] = np.where(own >= 0, shares.min(axis=1)[own], 0.0)
    return found
