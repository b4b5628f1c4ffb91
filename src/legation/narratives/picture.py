"""The picture of the world that a camp gives: who is friendly with whom, in its own telling.

The level of a pair in a camp's telling is m + b x + delta, on the Goldstein scale (`pooled`): how
all documents tell of such a pair, and what the camp adds. A pair is a friendly edge where the
posterior probability that this level lies above 0, the point where talk turns from hostile to
friendly, is at least `CERTAINTY`; a hostile one where it lies below with that probability; else
none. The record's edges come from the same pairs and months by the same rule. x is the record over
the months in which any document tells of the pair, so that two camps differ by what they say alone.

Whether a picture is more balanced than chance is asked of the share of balanced triangles, against
the same ties with their signs dealt out anew (`legation.balance.nulls`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.balance import SignedGraph, SignNull, sign_null
from legation.errors import InputError
from legation.narratives.attitudes import Attitude, Attitudes
from legation.narratives.perceived import LEAST, Perceived
from legation.narratives.pooled import Reals

if TYPE_CHECKING:
    import polars as pl

#: Probability from which a sign is sure enough for an edge.
CERTAINTY = 0.9
#: Permutations of signs.
DRAWS = 1_000

Pair = tuple[str, str]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Edge:
    """A pair in a camp's picture, beside the record or another camp.

    Attributes
    ----------
    pair
        Two codes, sorted.
    camp, other
        Whose pictures; `other` is None where it is the record.
    sign, other_sign
        1 friendly, -1 hostile.
    level, other_level
        On the Goldstein scale.
    differs
        Posterior probability that the signs differ.
    documents
        Of the camp, on the pair.
    """

    pair: Pair
    camp: str
    other: str | None
    sign: int
    other_sign: int
    level: float
    other_level: float
    differs: float
    documents: int

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("camp", "other", "sign", "other_sign", "level", "other_level", "differs",
                 "documents")  # fmt: skip
        return {"pair": list(self.pair), **{name: getattr(self, name) for name in names}}

    def __str__(self) -> str:
        """Say it in one line."""
        words = {1: "friendly", -1: "hostile"}
        return (
            f"{self.pair[0]}-{self.pair[1]}: {words[self.sign]} in {self.camp}, "
            f"{words[self.other_sign]} in {self.other or 'the record'} "
            f"(probability {self.differs:.2f})"
        )


@dataclass(frozen=True, eq=False)
class Picture:
    """A camp's picture.

    Attributes
    ----------
    camp
        Name.
    graph
        Edges whose sign is sure, weighted by the distance of their level from 0.
    told
        Pairs that enough of the camp's documents tell of; those without an edge are unsure.
    favoured, disfavoured
        States to which its attitude is sure, the strongest first; empty without attitudes.
    balance
        Share of balanced triangles beside chance; None where there is no triangle, or all edges
        have one sign.
    against_record, against_others
        Edges whose sign differs with a probability of `CERTAINTY`, the surest first.
    """

    camp: str
    graph: SignedGraph
    told: int
    favoured: tuple[Attitude, ...]
    disfavoured: tuple[Attitude, ...]
    balance: SignNull | None
    against_record: tuple[Edge, ...]
    against_others: tuple[Edge, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "camp": self.camp,
            "told": self.told,
            "edges": self.graph.frame().to_dicts(),
            "favoured": [one.to_dict() for one in self.favoured],
            "disfavoured": [one.to_dict() for one in self.disfavoured],
            "balance": None if self.balance is None else self.balance.to_dict(),
            "against_record": [edge.to_dict() for edge in self.against_record],
            "against_others": [edge.to_dict() for edge in self.against_others],
        }

    def __str__(self) -> str:
        """Say it in a few lines."""
        friendly = int((self.graph.sign > 0).sum())
        lines = [
            f"{self.camp}: {self.told} pairs told of, {friendly} friendly and "
            f"{self.graph.size - friendly} hostile edges"
        ]
        for way, told in (("favoured", self.favoured), ("disfavoured", self.disfavoured)):
            if told:
                lines.append(f"  {way}: {', '.join(one.state for one in told)}")
        lines.append(f"  {self.balance or 'too few triangles for a share of balanced ones'}")
        lines += [f"  {edge}" for edge in (*self.against_record, *self.against_others)]
        return "\n".join(lines)


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures of all camps, and the record over the same pairs.

    Attributes
    ----------
    camps
        By name, in the order of the camps.
    record
        The record's graph over the pairs that documents tell of.
    """

    camps: Mapping[str, Picture]
    record: SignedGraph
    perceived: Perceived = field(repr=False)

    def __getitem__(self, camp: str) -> Picture:
        """Give the picture of a camp.

        Raises
        ------
        InputError
            If there is no such camp.
        """
        if camp not in self.camps:
            raise InputError(f"there is no camp {camp[:40]!r}; there are {', '.join(self.camps)}")
        return self.camps[camp]

    def frame(self) -> pl.DataFrame:
        """Give one row per camp and edge that differs, as `Edge.to_dict`, u and v for the pair."""
        import polars as pl

        rows = []
        for picture in self.camps.values():
            for edge in (*picture.against_record, *picture.against_others):
                row = edge.to_dict()
                u, v = row.pop("pair")
                rows.append({"u": u, "v": v, **row})
        types: dict[str, Any] = {
            "u": pl.String, "v": pl.String, "camp": pl.String, "other": pl.String,
            "sign": pl.Int8, "other_sign": pl.Int8, "level": pl.Float64,
            "other_level": pl.Float64, "differs": pl.Float64, "documents": pl.Int64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types)

    def to_dict(self) -> dict[str, Any]:
        """Give plain values by camp."""
        return {name: picture.to_dict() for name, picture in self.camps.items()}

    def __str__(self) -> str:
        """Say it camp by camp."""
        return "\n".join(map(str, self.camps.values()))


def pictures(
    perceived: Perceived,
    attitudes: Attitudes | None = None,
    *,
    certainty: float = CERTAINTY,
    draws: int = DRAWS,
    seed: int = 0,
) -> Pictures:
    """Give the picture of each camp.

    Parameters
    ----------
    perceived
        What the camps tell of pairs, by `legation.narratives.perceived.perceive`.
    attitudes
        Their attitudes, for whom they favour.
    certainty
        Probability from which a sign is an edge and a difference is told, 0.5 to below 1.
    draws, seed
        Of the null of balance; the same seed for every camp.

    Raises
    ------
    InputError
        If the certainty is none.
    """
    if not 0.5 <= certainty < 1:
        raise InputError(f"the certainty of a sign lies from 0.5 to below 1, not at {certainty}")
    levels = _Levels(perceived)
    found = {}
    for name in perceived.camps.names:
        told = levels.told(name)
        graph = _graph(perceived.pairs, levels.chance(name), levels.mean(name), told, certainty)
        ranked = _leanings(attitudes, name)
        others = [other for other in perceived.camps.names if other != name]
        found[name] = Picture(
            name, graph, int(told.sum()),
            tuple(one for one in ranked if one.leaning == "favoured"),
            tuple(one for one in ranked if one.leaning == "disfavoured"),
            _balance(graph, draws, seed),
            _against(levels, name, [None], certainty), _against(levels, name, others, certainty),
        )  # fmt: skip
    record = _graph(
        perceived.pairs, levels.chance(None), levels.mean(None), levels.told(None), certainty
    )
    return Pictures(found, record, perceived)


def deltas(perceived: Perceived, camp: str) -> dict[Pair, Reals]:
    """Give draws of a camp's telling less the record, of the pairs that it tells enough of.

    Parameters
    ----------
    perceived
        What the camps tell of pairs.
    camp
        Name of a camp.
    """
    if perceived.draws is None:
        return {}
    drawn = perceived.draws.delta[:, perceived.order[camp]]
    told = np.flatnonzero(_Levels(perceived).told(camp))
    return {perceived.pairs[at]: drawn[:, at] for at in told}


class _Levels:
    """Levels of pairs in each telling; None is the record."""

    def __init__(self, perceived: Perceived) -> None:
        self.perceived = perceived
        self.names = perceived.order
        size = len(perceived.pairs)
        cells = perceived.cells
        self.months = np.zeros(size)
        self.counts = np.zeros((len(self.names), size), np.int64)
        self.record_sd, self.seen = np.ones(size), np.zeros(size, bool)
        if cells is not None:
            total = np.bincount(cells.pair, minlength=size)
            self.months = np.bincount(cells.pair, cells.record, size) / np.maximum(total, 1)
            for rank in range(len(self.names)):
                self.counts[rank] = np.bincount(cells.pair[cells.camp == rank], minlength=size)
            self.record_sd = cells.record_sd
            if cells.drift_sd is not None:
                # The record ends before some documents: what changed since may be anyone's.
                self.record_sd = np.hypot(cells.record_sd, cells.drift_sd.max(axis=0))
            self.seen = total > 0

    @cached_property
    def base(self) -> Reals:
        """What all documents alike tell of each pair, float64[draws, pairs]."""
        draws = self.perceived.draws
        if draws is None:
            return np.zeros((1, len(self.perceived.pairs)))
        return draws.tone[:, None] + draws.slope[:, None] * self.months

    def of(self, camp: str) -> Reals:
        """Draws of the levels that a camp tells, float64[draws, pairs]."""
        draws = self.perceived.draws
        return self.base if draws is None else self.base + draws.delta[:, self.names[camp]]

    def told(self, camp: str | None) -> Bools:
        if self.perceived.draws is None:
            return np.zeros(len(self.perceived.pairs), bool)
        return self.seen if camp is None else self.counts[self.names[camp]] >= LEAST

    def mean(self, camp: str | None) -> Reals:
        return self.months if camp is None else self.of(camp).mean(axis=0)

    def chance(self, camp: str | None) -> Reals:
        """Probability that a level lies above 0, float64[pairs]."""
        if camp is not None:
            return np.asarray((self.of(camp) > 0).mean(axis=0), np.float64)
        from scipy.special import ndtr

        if self.perceived.draws is None:
            return np.full(len(self.months), 0.5)
        return np.asarray(ndtr(self.months / np.maximum(self.record_sd, 1e-9)), np.float64)

    def differ(self, camp: str, other: str | None) -> Reals:
        """Probability that two levels lie on different sides of 0, float64[pairs]."""
        one = self.of(camp) > 0
        if other is not None:
            return np.asarray((one != (self.of(other) > 0)).mean(axis=0), np.float64)
        here, there = one.mean(axis=0), self.chance(None)
        return np.asarray(here * (1 - there) + (1 - here) * there, np.float64)


def _graph(
    pairs: tuple[Pair, ...], chance: Reals, mean: Reals, told: Bools, certainty: float
) -> SignedGraph:
    sure = np.maximum(chance, 1 - chance)
    chosen = np.flatnonzero(told & (sure >= certainty) & (mean != 0))
    nodes = sorted({code for at in chosen for code in pairs[at]})
    place = {code: at for at, code in enumerate(nodes)}
    return SignedGraph.of(
        nodes,
        [place[pairs[at][0]] for at in chosen],
        [place[pairs[at][1]] for at in chosen],
        np.where(chance[chosen] > 0.5, 1, -1),
        np.abs(mean[chosen]),
        sure[chosen],
        notes=(f"{int(told.sum()) - len(chosen)} pairs told of without a sure sign",),
    )


def _balance(graph: SignedGraph, draws: int, seed: int) -> SignNull | None:
    """Compare with chance where there is a triangle and both signs."""
    from legation.balance.triangles import triangles

    if not graph.size or abs(int(graph.sign.sum())) == graph.size or not len(triangles(graph)):
        return None
    return sign_null(graph, "triangles", draws=draws, seed=seed)


def _against(levels: _Levels, camp: str, others: list[Any], certainty: float) -> tuple[Edge, ...]:
    pairs = levels.perceived.pairs
    found: list[Edge] = []
    mean, sign = levels.mean(camp), levels.chance(camp) > 0.5
    for other in others:
        differ, there = levels.differ(camp, other), levels.chance(other) > 0.5
        both = levels.told(camp) & levels.told(other)
        there_mean = levels.mean(other)
        found += [
            Edge(
                pairs[at],
                camp,
                other,
                1 if sign[at] else -1,
                1 if there[at] else -1,
                float(mean[at]),
                float(there_mean[at]),
                float(differ[at]),
                int(levels.counts[levels.names[camp], at]),
            )
            for at in np.flatnonzero(both & (differ >= certainty) & (sign != there))
        ]
    return tuple(sorted(found, key=lambda edge: (-edge.differs, edge.pair, edge.other or "")))


def _leanings(attitudes: Attitudes | None, camp: str) -> list[Attitude]:
    if attitudes is None:
        return []
    told = [attitudes.of(camp, code) for code in attitudes.known_of(camp)]
    return sorted(told, key=lambda one: (-abs(one.mean or 0.0), one.state))
