"""Straddlers: states on good terms with both of two rivals.

A state that is friendly with two states which are hostile to each other stands in the middle of
the triad ++-, the one that structural balance calls unbalanced (Heider 1946; Cartwright & Harary
1956, "Structural balance", Psychological Review 63): the theory expects it to lose one of them.
In the terms of brokerage it joins two that are not joined (Gould & Fernandez 1989, "Structures
of mediation", Sociological Methodology 19). How strongly it does so is the intensity of that
triad, the geometric mean of its three weights (Onnela, Saramäki, Kertész & Kaski 2005, Physical
Review E 71, 065103).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.ties import Estimate, Reals, Ties
from legation.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from legation.balance.sources.draws import Draws

MOST = 20


@dataclass(frozen=True)
class Straddle:
    """How far a state stands between two rivals, in a month.

    Attributes
    ----------
    state, a, b
        Codes of the state in the middle and of the two.
    period
        The month.
    score
        Geometric mean of both ties of the state and of the hostility of the two, in Goldstein
        units; 0 in a draw in which the state is hostile to either or the two are not hostile.
    chance
        Probability that the state is friendly with both and they are hostile to each other.
    with_a, with_b
        Levels of the state's two ties; above 0 is friendly.
    between
        Level between the two.
    rivals
        Probability that the two are hostile to each other.
    evenness
        Twice the geometric mean of both ties over their sum, averaged over the draws in which
        both are friendly (the coherence of Onnela et al. 2005): 1 where both are alike,
        near 0 where one is far the better; None where there is no such draw.
    closer
        The one of the two with which the state is on better terms.
    closer_chance
        Probability of that.
    """

    state: str
    a: str
    b: str
    period: str
    score: Estimate
    chance: float
    with_a: Estimate
    with_b: Estimate
    between: Estimate
    rivals: float
    evenness: float | None
    closer: str
    closer_chance: float

    def to_dict(self) -> dict[str, Any]:
        """Give the numbers as plain values."""
        from legation.balance.ties import plain

        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        """Say it in one sentence."""
        from legation.balance.sentences import straddling

        return straddling(self)


@dataclass(frozen=True, eq=False)
class Straddlers:
    """Straddles in order, the strongest first.

    Attributes
    ----------
    found
        The straddles.
    rated
        How many there were to choose from.
    unrated
        Codes of states left out because the record has no rows on them with one of the two;
        empty for the pairs that one state straddles.
    """

    found: tuple[Straddle, ...] = field(repr=False)
    rated: int
    unrated: tuple[str, ...]
    period: str

    def frame(self) -> pl.DataFrame:
        """Give one row per straddle: state, a, b, score with bounds, chance, both ties, ..."""
        import polars as pl

        rows = [_flat(one) for one in self.found]
        return pl.DataFrame(rows) if rows else pl.DataFrame(schema=["state", "a", "b", "score"])

    def evidence(self) -> pl.DataFrame:
        """Give `frame`: the ties that each score is made of.

        The rows of the record behind a tie gives
        `legation.balance.sources.index_graph.evidence`.
        """
        return self.frame()

    def to_dict(self) -> dict[str, Any]:
        """Give the numbers as plain values."""
        return {
            "period": self.period,
            "rated": self.rated,
            "unrated": list(self.unrated),
            "found": [one.to_dict() for one in self.found],
        }

    def __len__(self) -> int:
        """Give how many are listed."""
        return len(self.found)

    def __str__(self) -> str:
        """Say the first in sentences."""
        return "\n".join(map(str, self.found[:5])) or "no straddler"


def straddle(draws: Draws, state: str | int, a: str | int, b: str | int) -> Straddle:
    """Say how far a state stands between two others.

    Parameters
    ----------
    draws
        Draws of a month, as from `legation.balance.draw_graphs`.
    state
        The state in the middle, by name or code.
    a, b
        The two.

    Raises
    ------
    InputError, UnknownNameError
        If a name is none, two of the three are one, or the record has no rows on a tie.

    Examples
    --------
    >>> straddle(draw_graphs(record, "2018-06"), "Oman", "Iran", "Saudi Arabia")  # doctest: +SKIP
    """
    ties = Ties(draws)
    first, second = ties.two(a, b)
    middle = ties.code(state)
    if middle in (first, second):
        raise InputError(f"{middle} is one of the two, so it cannot stand between them")
    return _rated(ties, [middle], (first, second))[0]


def straddlers(draws: Draws, a: str | int, b: str | int, *, most: int | None = MOST) -> Straddlers:
    """List the states that stand between two others, the highest score first.

    Parameters
    ----------
    draws, a, b
        As for `straddle`.
    most
        How many to list; None for all.

    Returns
    -------
    Straddlers
        Also of a pair that is not hostile; `rivals` says how likely it is, and scores are then
        near 0.
    """
    ties = Ties(draws)
    pair = ties.two(a, b)
    others = ties.known_to(*pair)
    found = sorted(_rated(ties, others, pair), key=_order)
    left = sorted(set(ties.names) - set(others) - set(pair))
    return Straddlers(tuple(found[:most]), len(found), tuple(left), ties.period)


def straddled(
    draws: Draws,
    state: str | int,
    *,
    rival: str | int | None = None,
    most: int | None = MOST,
) -> Straddlers:
    """List the pairs of rivals between which a state stands, the highest score first.

    Parameters
    ----------
    draws
        As for `straddle`.
    state
        The state, by name or code.
    rival
        Only pairs of which this state is one.
    most
        How many pairs to list; None for all.

    Returns
    -------
    Straddlers
        Of the pairs that are hostile edges of the graph of `draws`, which are those sure enough.
    """
    ties = Ties(draws)
    middle = ties.code(state)
    graph = draws.graph
    known = ties.known_to(middle)
    held = {name: i for i, name in enumerate(known)}
    own = ties.levels(middle, known)
    one = None if rival is None else ties.code(rival)
    ends = [
        (graph.nodes[u], graph.nodes[v])
        for u, v, sign in zip(graph.u, graph.v, graph.sign, strict=True)
        if sign < 0
    ]
    rivals = [pair for pair in ends if held.keys() >= set(pair) and (one is None or one in pair)]
    scores = np.array(
        [_intensity(own[:, held[a]], own[:, held[b]], ties.level(a, b)).mean() for a, b in rivals]
    )
    kept = np.lexsort((np.arange(len(rivals)), -scores))[:most]
    found = [_rated(ties, [middle], rivals[i])[0] for i in kept]
    return Straddlers(tuple(found), len(rivals), (), ties.period)


def _intensity(x: Reals, y: Reals, between: Reals) -> Reals:
    """Geometric mean of two ties and a hostility; 0 where one has another sign."""
    found: Reals = np.cbrt(np.maximum(x, 0) * np.maximum(y, 0) * np.maximum(-between, 0))
    return found


def _rated(ties: Ties, others: list[str], pair: tuple[str, str]) -> list[Straddle]:
    between = ties.level(*pair)
    rivals, gap = float((between < 0).mean()), Estimate.of(between)
    if not others:
        return []
    x, y = (ties.levels(end, others) for end in pair)
    scores = _intensity(x, y, between[:, None])
    told = zip(
        others,
        *(Estimate.of_many(part) for part in (scores, x, y)),
        ((x > 0) & (y > 0) & (between < 0)[:, None]).mean(axis=0),
        (x > y).mean(axis=0),
        _evenness(x, y),
        strict=True,
    )
    return [
        Straddle(
            state=other,
            a=pair[0],
            b=pair[1],
            period=ties.period,
            score=score,
            chance=float(chance),
            with_a=with_a,
            with_b=with_b,
            between=gap,
            rivals=rivals,
            evenness=even,
            closer=pair[0] if nearer >= 0.5 else pair[1],
            closer_chance=float(max(nearer, 1 - nearer)),
        )
        for other, score, with_a, with_b, chance, nearer, even in told
    ]


def _evenness(x: Reals, y: Reals) -> list[float | None]:
    both = (x > 0) & (y > 0)
    held = np.where(both, x + y, 1.0)
    alike = np.where(both, 2 * np.sqrt(np.where(both, x * y, 0.0)) / held, 0.0).sum(axis=0)
    count = both.sum(axis=0)
    return [float(a / n) if n else None for a, n in zip(alike, count, strict=True)]


def _order(one: Straddle) -> tuple[float, float, str]:
    return -one.score.mean, -one.chance, one.state


def _flat(one: Straddle) -> dict[str, Any]:
    row: dict[str, Any] = {"state": one.state, "a": one.a, "b": one.b, "period": one.period}
    for name in ("score", "with_a", "with_b", "between"):
        for key, value in getattr(one, name).to_dict().items():
            row[name if key == "mean" else f"{name}_{key}"] = value
    for name in ("chance", "rivals", "evenness", "closer", "closer_chance"):
        row[name] = getattr(one, name)
    return row
