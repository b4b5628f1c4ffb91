"""Pulls: what the ties of a pair with third states would have its own tie be.

A third state that is on good terms with both of a pair, or on bad terms with both, pulls it
together; one that is friendly with one and hostile to the other pulls it apart. This is the
triad read from its third edge (Heider 1946): the pair's tie balances the triad if it has the sign
of the product of the other two. How strongly it pulls is the geometric mean of these two weights
(the intensity of Onnela et al. 2005, Physical Review E 71, 065103, of the open triad).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.ties import Estimate, Ties, plain

if TYPE_CHECKING:
    import polars as pl

    from legation.balance.sources.draws import Draws


@dataclass(frozen=True)
class Pull:
    """What one third state does to a pair.

    Attributes
    ----------
    state
        Code of the third state.
    score
        Geometric mean of the sizes of both ties, in Goldstein units, with the sign of their
        product: above 0 it pulls together.
    together
        Probability that it pulls together.
    with_a, with_b
        Levels of its two ties; above 0 is friendly.
    unbalanced
        Probability that the triad of the three is unbalanced: the pair's own tie is not what
        the third state pulls at.
    """

    state: str
    score: Estimate
    together: float
    with_a: Estimate
    with_b: Estimate
    unbalanced: float

    def to_dict(self) -> dict[str, Any]:
        """Give the numbers as plain values."""
        return {name: plain(getattr(self, name)) for name in self.__dataclass_fields__}


@dataclass(frozen=True, eq=False)
class Pulls:
    """What all third states do to a pair, the strongest first.

    Attributes
    ----------
    a, b
        Codes of the pair.
    period
        The month.
    between
        Level of the pair's own tie.
    friendly
        Probability that it is friendly.
    together
        Share of third states that pull it together.
    balance
        Share of the triads through the pair that are balanced.
    found
        The third states.
    unrated
        Codes of states left out because the record has no rows on them with one of the two.
    """

    a: str
    b: str
    period: str
    between: Estimate
    friendly: float
    together: Estimate
    balance: Estimate
    found: tuple[Pull, ...] = field(repr=False)
    unrated: tuple[str, ...] = field(repr=False)

    def __len__(self) -> int:
        """Give the number of third states."""
        return len(self.found)

    def strongest(self, together: bool, most: int) -> tuple[Pull, ...]:
        """Give the states that pull together, or apart, the strongest first."""
        return tuple(one for one in self.found if (one.score.mean > 0) == together)[:most]

    def frame(self) -> pl.DataFrame:
        """Give one row per third state: state, score with bounds, together, both ties, ..."""
        import polars as pl

        rows = []
        for one in self.found:
            row: dict[str, Any] = {"state": one.state}
            for name in ("score", "with_a", "with_b"):
                for key, value in getattr(one, name).to_dict().items():
                    row[name if key == "mean" else f"{name}_{key}"] = value
            rows.append(row | {"together": one.together, "unbalanced": one.unbalanced})
        return pl.DataFrame(rows) if rows else pl.DataFrame(schema=["state", "score"])

    def evidence(self) -> pl.DataFrame:
        """Give `frame`: the ties that each pull is made of."""
        return self.frame()

    def to_dict(self, most: int | None = None) -> dict[str, Any]:
        """Give the numbers as plain values, of the first or of all third states."""
        return {
            "a": self.a,
            "b": self.b,
            "period": self.period,
            "between": self.between.to_dict(),
            "friendly": self.friendly,
            "together": self.together.to_dict(),
            "balance": self.balance.to_dict(),
            "unrated": list(self.unrated),
            "found": [one.to_dict() for one in self.found[:most]],
        }

    def __str__(self) -> str:
        """Say it in a sentence."""
        from legation.balance.sentences import pulling

        return pulling(self)


def pulls(draws: Draws, a: str | int, b: str | int) -> Pulls:
    """Say what each third state would have the tie of a pair be.

    Parameters
    ----------
    draws
        Draws of a month, as from `legation.balance.draw_graphs`.
    a, b
        The pair, by name or code.

    Raises
    ------
    InputError, UnknownNameError
        If a name is none, the two are one, or the record has no rows on them.
    """
    ties = Ties(draws)
    pair = ties.two(a, b)
    between = ties.level(*pair)
    others = ties.known_to(*pair)
    x, y = (ties.levels(end, others) for end in pair)
    product = x * y
    score = np.sign(product) * np.sqrt(np.abs(product))
    against = (product > 0) != (between > 0)[:, None]
    told = [Estimate.of_many(part) for part in (score, x, y)]
    found = [
        Pull(
            state=other,
            score=told[0][i],
            together=float((product[:, i] > 0).mean()),
            with_a=told[1][i],
            with_b=told[2][i],
            unbalanced=float(against[:, i].mean()),
        )
        for i, other in enumerate(others)
    ]
    left = tuple(sorted(set(ties.names) - set(others) - set(pair)))
    whole = max(len(others), 1)
    return Pulls(
        *pair,
        ties.period,
        Estimate.of(between),
        float((between > 0).mean()),
        Estimate.of((product > 0).sum(axis=1) / whole),
        Estimate.of((~against).sum(axis=1) / whole),
        tuple(sorted(found, key=lambda one: (-abs(one.score.mean), one.state))),
        left,
    )
