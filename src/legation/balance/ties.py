"""Ties of states to the two of a pair, drawn from the posterior: what roles are read off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from legation.balance.sources.draws import Draws

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A number with its intervals: mean, and 5, 25, 75 and 95 % quantiles of the draws."""

    mean: float
    lo90: float
    lo50: float
    hi50: float
    hi90: float

    @classmethod
    def of(cls, drawn: Reals) -> Estimate:
        """Summarise draws, float64[n]."""
        return cls.of_many(drawn[:, None])[0]

    @classmethod
    def of_many(cls, drawn: Reals) -> list[Estimate]:
        """Summarise draws of several numbers, float64[n, numbers]."""
        bounds = np.quantile(drawn, [0.05, 0.25, 0.75, 0.95], axis=0)
        rows = np.column_stack([drawn.mean(axis=0), bounds.T])
        return [cls(*map(float, row)) for row in rows]

    def to_dict(self) -> dict[str, float]:
        """Give the numbers by name."""
        return {name: getattr(self, name) for name in ("mean", "lo90", "lo50", "hi50", "hi90")}


@dataclass(frozen=True, eq=False)
class Ties:
    """Levels of pairs against the reference of the graph's rule, in each draw.

    The level of a pair is the mean of both directions, in Goldstein units, moved as
    `legation.balance.sources.rule.Rule` says: above 0 is friendly, below hostile, and a pair
    without rows of its own is at 0. So a role rests on what is known of the pairs, and has the
    sign that the graph gives them.
    """

    draws: Draws = field(repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Codes of all states of which the month has pairs."""
        return tuple(self.draws.levels.nodes)

    @cached_property
    def centred(self) -> Reals:
        """Mean level of each pair against the reference, float64[pairs]."""
        levels = self.draws.levels
        found, _ = self.draws.rule.centred(
            levels.mean.mean(axis=1), levels.lean.mean(axis=1), levels.prior
        )
        return found

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of each state in `names`."""
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def pairs(self) -> Places:
        """Place of the pair of two states, int64[states, states]; -1 without rows."""
        levels, size = self.draws.levels, len(self.names)
        found = np.full((size, size), -1, np.int64)
        found[levels.u, levels.v] = found[levels.v, levels.u] = np.arange(len(levels))
        return found

    @property
    def period(self) -> str:
        """The month, or window, of the draws."""
        return str(self.draws.graph.period)

    def code(self, name: str | int) -> str:
        """Give the code under which the month has a state's line.

        Raises
        ------
        UnknownNameError
            If the name is no state, or the month has no pair of it.
        """
        if name in self.places:
            return str(name)
        from legation import states

        line = states.lineage(states.resolve(name))[-1][0]
        if str(line) not in self.places:
            raise UnknownNameError(f"the index has no rows on {line.name} in {self.period}")
        return str(line)

    def two(self, a: str | int, b: str | int) -> tuple[str, str]:
        """Give the codes of two states.

        Raises
        ------
        InputError
            If they are one.
        """
        first, second = self.code(a), self.code(b)
        if first == second:
            raise InputError(f"rivals are two states; {first} was given twice")
        return first, second

    def has(self, a: str, b: str) -> bool:
        """Say whether there are rows on a pair."""
        return bool(self.pairs[self.places[a], self.places[b]] >= 0)

    def level(self, a: str, b: str) -> Reals:
        """Draw the level of a pair, float64[n].

        Raises
        ------
        InputError
            If there are no rows on the pair.
        """
        pair = self.pairs[self.places[a], self.places[b]]
        if pair < 0:
            raise InputError(f"the record has no rows on {a} and {b} in {self.period}")
        drawn = self.draws.value(a, b)
        moved: Reals = drawn + (self.centred[pair] - self.draws.levels.mean[pair].mean())
        return moved

    def levels(self, a: str, others: Sequence[str]) -> Reals:
        """Draw the levels between a state and others, float64[n, others]."""
        if not others:
            return np.empty((self.draws.n, 0))
        return np.stack([self.level(a, other) for other in others], axis=1)

    def known_to(self, *ends: str) -> list[str]:
        """Give the states of which there are rows with each of some states, other than these."""
        rows = self.pairs[[self.places[end] for end in ends]]
        here = np.flatnonzero((rows >= 0).all(axis=0))
        return [self.names[place] for place in here]


def plain(value: Any) -> Any:
    """Give an estimate, or what is one already, as plain values."""
    return value.to_dict() if isinstance(value, Estimate) else value
