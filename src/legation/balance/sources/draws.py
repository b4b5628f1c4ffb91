"""Graphs drawn from the posterior of the index, so that what is read off them has an interval."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from legation import states as atlas
from legation.balance.graph import SignedGraph
from legation.balance.sources.index_graph import graph_of
from legation.balance.sources.levels import Levels, Progress, levels_at, line_codes, the_index
from legation.balance.sources.rule import Rule
from legation.errors import InputError, UnknownNameError
from legation.record import Record
from legation.relations.index import Index
from legation.relations.window import Moment, Window

Reals = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int8]

_LARGEST = 200_000_000  # drawn signs held at a time


@dataclass(frozen=True, eq=False)
class Draws:
    """Draws from the posterior of all pairs in a month.

    Both directions of a pair are drawn together, with their covariance; pairs are independent
    given what was learned from all, as in the index. The draws of a pair depend on the seed and
    on the pair alone: whichever pairs are asked for, and in whatever order, they are the same.

    Attributes
    ----------
    graph
        The graph of which the signs are drawn.
    levels
        The posterior.
    rule
        How a level is an edge.
    n
        Number of draws.
    seed
        Same seed, same draws.
    """

    graph: SignedGraph
    levels: Levels = field(repr=False)
    rule: Rule
    n: int
    seed: int

    def value(self, a: str, b: str) -> Reals:
        """Draw the level of a pair, the mean of both directions, on the Goldstein scale.

        Levels are those of the index, with its learned prior.

        Returns
        -------
        float64[n]

        Raises
        ------
        InputError
            If the index has no rows on the pair in this month.
        """
        found: Reals = self._both(self._pair(a, b)).mean(axis=1)
        return found

    def directed(self, actor: str, target: str) -> Reals:
        """Draw how one state acts towards another; as `value`, float64[n]."""
        pair = self._pair(actor, target)
        way = int(self.levels.nodes[self.levels.u[pair]] != self._line(actor))
        found: Reals = self._both(pair)[:, way]
        return found

    def values_between(self, a: str, others: Sequence[str]) -> Reals:
        """Draw the levels between one state and others.

        Returns
        -------
        float64[n, others]
            NaN where the index has no rows on the pair in this month, and for the state itself.
        """
        found = np.full((self.n, len(others)), np.nan)
        for i, other in enumerate(others):
            if self.has(a, other):
                found[:, i] = self.value(a, other)
        return found

    def has(self, a: str, b: str) -> bool:
        """Say whether the index has rows on a pair in this month."""
        return self._key(a, b) in self._places

    @cached_property
    def signs(self) -> Signs:
        """Signs of the edges of `graph` in each draw, int8[n, edges].

        A draw is friendly above the reference (the prior moved as `rule` says), hostile below it,
        and 0, no edge, within its band.
        """
        if self.n * self.graph.size > _LARGEST:
            raise InputError(
                f"{self.n:,} draws of {self.graph.size:,} edges are more than can be held; "
                "draw fewer, or choose states"
            )
        shift = self._shift
        found = np.zeros((self.n, self.graph.size), np.int8)
        names = self.graph.nodes
        for edge, (u, v) in enumerate(zip(self.graph.u, self.graph.v, strict=True)):
            pair = self._places[names[u], names[v]]
            drawn = self._both(pair).mean(axis=1) + shift[pair]
            found[:, edge] = np.where(np.abs(drawn) > self.rule.band, np.sign(drawn), 0)
        return found

    def graphs(self) -> Iterator[SignedGraph]:
        """Give `n` graphs: the edges of `graph` with the signs of each draw.

        Edges drawn within the band are left out; nodes stay, so that places are the same.
        Weights and probabilities are those of `graph`.
        """
        for sign in self.signs:
            here = sign != 0
            one = self.graph if here.all() else self.graph.keep(here)
            yield one.with_signs(sign[here])

    def __iter__(self) -> Iterator[SignedGraph]:
        """Give `graphs`."""
        return self.graphs()

    def __len__(self) -> int:
        """Give the number of draws."""
        return self.n

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        names = self.levels.nodes
        ends = zip(self.levels.u, self.levels.v, strict=True)
        return {(names[u], names[v]): i for i, (u, v) in enumerate(ends)}

    @cached_property
    def _shift(self) -> Reals:
        """What takes a level of the index to the level against the reference."""
        mean, lean = self.levels.mean.mean(axis=1), self.levels.lean.mean(axis=1)
        centred, _ = self.rule.centred(mean, lean, self.levels.prior)
        shift: Reals = centred - mean
        return shift

    def _line(self, name: str) -> str:
        known = name if name in self._known else str(atlas.lineage(atlas.resolve(name))[-1][0])
        if known not in self._known:
            raise UnknownNameError(f"the index has no rows on {name} in {self.graph.period}")
        return known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.levels.nodes)

    def _key(self, a: str, b: str) -> tuple[str, str]:
        first, second = sorted((self._line(a), self._line(b)))
        return first, second

    def _pair(self, a: str, b: str) -> int:
        key = self._key(a, b)
        if key[0] == key[1]:
            raise InputError(f"a relation takes two states; {key[0]} was given twice")
        if key not in self._places:
            raise InputError(
                f"the record has no rows on {key[0]} and {key[1]} in {self.graph.period}"
            )
        return self._places[key]

    def _both(self, pair: int) -> Reals:
        """Draw both directions of a pair, float64[n, 2]: mean plus Cholesky factor times noise."""
        names = self.levels.nodes
        name = f"{names[self.levels.u[pair]]} {names[self.levels.v[pair]]}"
        source = np.random.default_rng([self.seed, zlib.crc32(name.encode())])
        noise = source.standard_normal((self.n, 2))
        a, b, both = self.levels.cov[pair]
        root = np.sqrt(a)
        slope = both / root
        rest = np.sqrt(max(b - slope**2, 0.0))
        mean = self.levels.mean[pair]
        return np.stack(
            [mean[0] + root * noise[:, 0], mean[1] + slope * noise[:, 0] + rest * noise[:, 1]], 1
        )


def draw_graphs(
    source: Record | Index,
    month: Moment | Window,
    n: int = 1000,
    seed: int = 0,
    *,
    until: Moment = None,
    states: Iterable[str | int] | None = None,
    certainty: float = 0.9,
    band: float = 0.0,
    reference: str = "neutral",
    prior: str = "even",
    progress: Progress | None = None,
) -> Draws:
    """Draw graphs of a month from the posterior of the index.

    The edges are those of `graph_at` with the same options, and their signs are drawn anew; so a
    measure of balance gets an interval for what is unsure about the edges there are. To let every
    pair have an edge in every draw, ask for `certainty=0.5`.

    Parameters
    ----------
    source, month, until, states, certainty, band, reference, prior, progress
        As for `legation.balance.sources.index_graph.graph_at`.
    n
        Number of draws.
    seed
        Same seed, same draws.

    Returns
    -------
    Draws

    Raises
    ------
    InputError, UnknownNameError
        As `graph_at`, and if `n` is not positive.
    """
    if n < 1 or seed < 0:
        raise InputError("draws take n of 1 or more and a seed of 0 or more")
    rule = Rule(certainty, band, reference, prior)
    index = the_index(source, progress)
    codes = None if states is None else line_codes(index, states)
    among = None if reference == "typical" else codes
    found = levels_at(index, month, until, states=among, progress=progress)
    return Draws(graph_of(found, rule, codes), found, rule, n, seed)
