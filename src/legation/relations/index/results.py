"""The index of many pairs, from which each is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError
from legation.relations.index.arrays import Arrays
from legation.relations.index.calibration import Calibration
from legation.relations.index.parameters import Parameters
from legation.relations.index.relation import Dyad, Relation
from legation.relations.index.smooth import Smoothed, smooth

if TYPE_CHECKING:
    import polars as pl

    from legation.relations.observations import Observations

BLOCK = 400  # dyads smoothed at a time when all are asked for


@dataclass(frozen=True, eq=False)
class Index:
    """The index of many pairs. Pairs are smoothed when they are asked for.

    Attributes
    ----------
    observations
        What is observed.
    parameters
        What was learned from all pairs.
    calibration
        Factors by which intervals are widened or narrowed to hold what they promise.
    as_of
        Last day that entered.
    snapshot
        Content of the record it was made from.
    notes
        Sentences that belong beside the numbers.
    """

    observations: Observations = field(repr=False)
    parameters: Parameters = field(repr=False)
    calibration: Calibration = field(repr=False)
    as_of: dt.date
    snapshot: str
    notes: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs, each in alphabetical order."""
        return tuple(self.observations.dyads)

    @cached_property
    def _arrays(self) -> Arrays:
        return Arrays.of(self.observations)

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {pair: i for i, pair in enumerate(self.pairs)}

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.pairs)

    def __getitem__(self, pair: tuple[str | int, str | int]) -> Relation:
        """Give the relation of an actor towards a target, by any name or code.

        Raises
        ------
        InputError, UnknownNameError
            If the pair is none, is not among those asked for, or has no rows in the record.
        """
        actor, target = (states.lineage(states.resolve(name))[-1][0] for name in pair)
        if actor == target:
            raise InputError(f"a relation takes two states; {actor.name} was given twice")
        first, second = sorted((str(actor), str(target)))
        place = self._places.get((first, second))
        if place is None:
            raise InputError(
                f"{actor.name} and {target.name} are not among the {len(self):,} pairs of this "
                "index; ask for them"
            )
        if (first, second) not in self._dyads:
            arrays = self._arrays.take([place])
            if not len(arrays.month):
                raise InputError(
                    f"the record has no rows on {actor.name} and {target.name} that the index "
                    "could use; see what it holds with: legation status"
                )
            self._dyads[first, second] = Dyad(
                self.observations,
                arrays,
                self.parameters,
                self.calibration,
                (first, second),
                self.as_of,
            )
        return Relation(actor, target, self._dyads[first, second])

    @cached_property
    def _dyads(self) -> dict[tuple[str, str], Dyad]:
        return {}

    def release(self) -> None:
        """Let go of what was worked out for single pairs, which it keeps for further questions."""
        self._dyads.clear()

    def frame(self) -> pl.DataFrame:
        """Give every month of both directions of all pairs; for many pairs, see `frames`."""
        import polars as pl

        return pl.concat(self.frames(BLOCK))

    def frames(self, block: int = BLOCK) -> Iterator[pl.DataFrame]:
        """Give the same piece by piece, `block` pairs at a time.

        Pairs of which the record has no rows are left out: there is nothing to say of them.
        """
        counts = np.diff(self._arrays.pointer)
        having = np.flatnonzero(counts)
        for start in range(0, len(having), block):
            chosen = having[start : start + block]
            yield self._laid_out(chosen, smooth(self._arrays, self.parameters, dyads=chosen))

    def _laid_out(self, chosen: Any, found: Smoothed) -> pl.DataFrame:
        """Lay out smoothed pairs, one direction after the other."""
        import polars as pl

        lengths = np.diff(found.pointer)
        rows = np.arange(found.pointer[-1]) - np.repeat(found.pointer[:-1], lengths)
        month = np.repeat(found.first, lengths) + rows
        names = np.array([f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(int(month.max()) + 1)])
        ends = np.array([self.pairs[i] for i in chosen])
        factors = np.array(
            [self.calibration.factors(int(np.diff(self._arrays.pointer)[i])) for i in chosen]
        )
        factors = np.repeat(factors, lengths, axis=0)
        parts = []
        for direction in (0, 1):
            mean = found.mean[:, direction]
            spread = np.sqrt(found.cov[:, direction])
            half = spread[:, None] * factors * np.array(Calibration.NORMAL)
            parts.append(
                pl.DataFrame(
                    {
                        "actor": np.repeat(ends[:, direction], lengths),
                        "target": np.repeat(ends[:, 1 - direction], lengths),
                        "month": names[month],
                        "mean": mean,
                        "sd": spread * factors[:, 1],
                        "lo50": mean - half[:, 0],
                        "hi50": mean + half[:, 0],
                        "lo90": mean - half[:, 1],
                        "hi90": mean + half[:, 1],
                    }
                )
            )
        return pl.concat(parts).sort("actor", "target", "month")

    def __repr__(self) -> str:
        """Say how much there is."""
        return f"Index({len(self):,} pairs, as of {self.as_of})"
