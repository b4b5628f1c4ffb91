"""The record's level of many pairs, month by month, for what documents tell of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.errors import LegationError
from legation.narratives.documents import Ints
from legation.record import Record
from legation.relations import cache

Reals = npt.NDArray[np.float64]

#: Families of rows that the record's level of a pair rests on.
FAMILIES = ("events", "votes", "measures")
_FAMILY = {
    "agreement": 1, "vote_acts": 1, "shared_organisations": 2, "alliance_acts": 2, "arms_acts": 2,
    "dispute_acts": 2, "sanction_acts": 2, "designation_acts": 2,
}  # fmt: skip
#: Variance that a level gains in each month after the last coded event, beyond the index's own, in
#: squared points of the Goldstein scale. Measured on 2026-11-21 over the pairs that the press of
#: the project's reference data tells of: from 2018 to February 2024, with events in every month,
#: levels moved in 12, 24 and 60 months by 1.06, 1.33 and 1.88 (standard deviation, 0.06 squared
#: points a month), and after the events end the index's variance grows by 0.01 a month.
DRIFT = 0.05
_LONGEST_DRIFT = 60
#: January 1970 as months are counted from year 0.
_EPOCH = 1970 * 12
#: Month of what never was.
NEVER = -100_000
#: Raised when the same record would give other levels.
VERSION = 3


@dataclass(frozen=True, eq=False)
class Levels:
    """Posterior means and standard deviations of directed levels.

    Attributes
    ----------
    first
        First month of each directed pair, in months since January 1970.
    means, spreads
        By directed pair, float64[months].
    missing
        Pairs without a level, and why.
    last
        Month of the last row of each of `FAMILIES` on each directed pair, in months since January
        1970, int64[families]; `NEVER` where there is none. What comes after is carried forward.
    """

    first: Mapping[tuple[str, str], int]
    means: Mapping[tuple[str, str], Reals]
    spreads: Mapping[tuple[str, str], Reals]
    missing: Mapping[tuple[str, str], str]
    last: Mapping[tuple[str, str], Ints]

    def directed(self, actor: str, target: str, months: Ints) -> Reals:
        """Give the levels of some months, float64[months]; NaN where there is none."""
        means = self.means.get((actor, target))
        found = np.full(len(months), np.nan)
        if means is not None:
            at = months.astype(np.int64) - self.first[actor, target]
            inside = (at >= 0) & (at < len(means))
            found[inside] = means[at[inside]]
        return found

    def sd(self, pair: tuple[str, str], months: Ints) -> float:
        """Give the standard deviation of the mean of both directions, over some months.

        Errors of neighbouring months are nearly one, so that they are not averaged away; those
        of the two directions are taken as one, which is cautious.
        """
        found = []
        for way in (pair, pair[::-1]):
            if way in self.spreads:
                at = months.astype(np.int64) - self.first[way]
                inside = (at >= 0) & (at < len(self.spreads[way]))
                found += (self.spreads[way][at[inside]] ** 2).tolist()
        return float(np.sqrt(np.mean(found))) if found else 0.0

    def drift(self, pair: tuple[str, str], months: Ints) -> float:
        """Give the variance that levels of some months lack: `DRIFT` a month after the events end.

        It grows for five years at most; 0 for a pair without any event, whose level is no more
        than votes and measures make it.
        """
        last = self.last_of(pair)[0]
        if last == NEVER or not len(months):
            return 0.0
        return DRIFT * float((months.astype(np.int64) - last).clip(0, _LONGEST_DRIFT).mean())

    def last_of(self, pair: tuple[str, str]) -> list[int]:
        """Give the month of the last row of each of `FAMILIES`, in either direction."""
        ways = [self.last[way] for way in (pair, pair[::-1]) if way in self.last]
        return np.max(ways, axis=0).tolist() if ways else [NEVER] * len(FAMILIES)

    def told(self, pair: tuple[str, str], months: Ints) -> tuple[float, float, float] | None:
        """Give mean and 90 % bounds over months, of both directions together."""
        ways = (pair, pair[::-1])
        values = np.concatenate([self.directed(*way, months) for way in ways])
        values = values[np.isfinite(values)]
        if not len(values):
            return None
        mean, half = (
            float(np.mean(values)),
            1.645 * float(np.sqrt(self.sd(pair, months) ** 2 + self.drift(pair, months))),
        )
        return mean, mean - half, mean + half


def levels_of(record: Record, pairs: Iterable[tuple[str, str]], *, progress: Any = None) -> Levels:
    """Load the levels of pairs, from the cache where they were asked for before.

    Parameters
    ----------
    record
        The record.
    pairs
        Pairs of codes, each sorted.
    progress
        Told how far the index is, where it has to be made.

    Raises
    ------
    InputError
        If the record is too thin for an index.
    """
    from legation.relations.index.fit import VERSION as FIT
    from legation.relations.observations import INDEX_SOURCES

    asked = sorted(set(pairs))
    key = {
        "pairs": [list(pair) for pair in asked],
        "sources": [[source.name, source.version, source.use] for source in INDEX_SOURCES],
        "fit": FIT,
        "version": VERSION,
    }
    if not asked:
        return Levels({}, {}, {}, {}, {})
    held = cache.cached(
        record, "narratives-levels", key, lambda: _computed(record, asked, progress)
    )
    first: dict[tuple[str, str], int] = {}
    means: dict[tuple[str, str], Reals] = {}
    spreads: dict[tuple[str, str], Reals] = {}
    last: dict[tuple[str, str], Ints] = {}
    ends = np.cumsum(held["length"])
    for at, (actor, target) in enumerate(held["names"].tolist()):
        part = slice(int(ends[at] - held["length"][at]), int(ends[at]))
        first[actor, target] = int(held["first"][at])
        last[actor, target] = held["last"][at]
        means[actor, target], spreads[actor, target] = held["mean"][part], held["sd"][part]
    missing = {(a, b): why for a, b, why in held["missing"].reshape(-1, 3).tolist()}
    return Levels(first, means, spreads, missing, last)


#: Up to so many pairs are quicker gathered alone than taken from all.
_FEW = 3


def _computed(record: Record, pairs: list[tuple[str, str]], progress: Any) -> cache.Arrays:
    from legation.relations import index

    known, missing = _known(pairs)
    # The observations of all pairs are kept; those of many chosen pairs would be gathered anew.
    chosen = known if len(known) <= _FEW else None
    found = index(record, chosen, progress=progress) if known else None
    names, first, last, length, mean, sd = [], [], [], [], [], []
    for number, pair in enumerate(known):
        try:
            assert found is not None
            relation = found[pair]
        except LegationError as error:
            missing.append((*pair, str(error)[:200]))
            continue
        for one, way in ((relation, pair), (relation.reverse, pair[::-1])):
            names.append(way)
            first.append(int(one.months[0].astype("datetime64[M]").astype(np.int64)))
            last.append(_last(relation.dyad.arrays))
            length.append(len(one.mean))
            mean.append(np.asarray(one.mean, np.float64))
            sd.append(np.asarray(one.sd, np.float64))
        if found is not None and number % 200 == 199:
            found.release()
    return {
        "names": np.array(names or np.zeros((0, 2)), "U8").reshape(-1, 2),
        "first": np.array(first, np.int64),
        "last": np.array(last, np.int32).reshape(-1, len(FAMILIES)),
        "length": np.array(length, np.int64),
        "mean": np.concatenate(mean) if mean else np.zeros(0),
        "sd": np.concatenate(sd) if sd else np.zeros(0),
        "missing": np.array(missing, "U200").reshape(-1, 3),
    }


def _last(arrays: Any) -> list[int]:
    """Give the last month of each family among the observations of a pair."""
    # A source that somebody added observes what happened; it counts as events.
    family = np.array([_FAMILY.get(name, 0) for name in arrays.sources] or [0])[arrays.source]
    found = []
    for number in range(len(FAMILIES)):
        months = arrays.month[family == number]
        found.append(int(months.max()) - _EPOCH if len(months) else NEVER)
    return found


def _known(
    pairs: list[tuple[str, str]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Part the pairs of states that the index can have from the others."""
    from legation.relations.observations.base import make_scope, month_of, system

    known, missing = [], []
    today = dt.date.today()
    # Asked for one by one where something is amiss alone: then there is an error to pass on.
    codes, alive = system(month_of(today))
    row = {code: at for at, code in enumerate(codes)}
    for pair in pairs:
        a, b = (row.get(code, -1) for code in pair)
        if a >= 0 and b >= 0 and a != b and (alive[a] & alive[b]).any():
            known.append(pair)
            continue
        try:
            make_scope(today, [pair])
            known.append(pair)
        except LegationError as error:
            missing.append((*pair, str(error)[:200]))
    return known, missing
