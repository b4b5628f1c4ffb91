"""What neither audience hears of: relations that two camps leave out or bend, each its own way.

A camp leaves a relation out where its outlets report what happened between the two states less than
half as often as they report such happenings (of that kind and salience) at all; it bends one where
its telling stands further from the record than talk that is friendly from talk that is neutral
(`WIDTH`). Two camps suppress a relation where each does one or the other, unless both bend it the
same way: then they differ from the record, but not from each other.

The rule is the same for both camps, and nothing is drawn by chance here: probabilities come from
the posterior of the share that is reported and from the draws of `perceived`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from legation.narratives.associating import Reals
from legation.narratives.happenings import Happening
from legation.narratives.omission import Coverage, Missing
from legation.narratives.perceived import WIDTH, Perceived
from legation.narratives.picture import deltas
from legation.narratives.straining import pairs_of

if TYPE_CHECKING:
    import polars as pl

#: Share of the usual rate of reporting below which a relation is left out.
HALF = 0.5
#: Reports that must be expected of a camp before its silence says anything.
LEAST_EXPECTED = 2.0
#: Pairs above which a happening is about no pair in particular.
_MOST = 6

Pair = tuple[str, str]


@dataclass(frozen=True)
class Share:
    """How a camp deals with a relation.

    Attributes
    ----------
    camp
        Name.
    reported, collected
        Reports of what happened between the two, and how many there could be: outlets collected
        around each happening.
    expected
        Reports to be expected at the rate at which the camp reports such happenings.
    ratio, lo90, hi90
        Reported over expected, shrunk towards 1; None where less than `LEAST_EXPECTED` is.
    left_out
        Probability that the ratio lies below `HALF`; 0 where it is unknown.
    delta, delta_lo90, delta_hi90
        The camp's telling less the record; None where it tells too little.
    bent_up, bent_down
        Probability that it lies above `WIDTH`, or below its opposite; 0 where it is unknown.
    """

    camp: str
    reported: int
    collected: int
    expected: float
    ratio: float | None
    lo90: float | None
    hi90: float | None
    left_out: float
    delta: float | None
    delta_lo90: float | None
    delta_hi90: float | None
    bent_up: float
    bent_down: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return asdict(self)

    def __str__(self) -> str:
        """Say what the camp most likely does with the relation."""
        bent = max(self.bent_up, self.bent_down)
        if self.left_out >= bent:
            return (
                f"{self.camp} reports it {self.reported} times of {self.expected:.1f} to be "
                f"expected ({self.collected} chances)"
            )
        way = "friendlier" if self.bent_up > self.bent_down else "more hostile"
        return (
            f"{self.camp} tells it {way} than the record ({self.delta:+.1f}, "
            f"{self.delta_lo90:+.1f} to {self.delta_hi90:+.1f})"
        )


@dataclass(frozen=True)
class Suppressed:
    """A relation, and what two camps do with it.

    Attributes
    ----------
    pair
        Two codes, sorted.
    camps
        What each of the two camps does.
    probability
        That both leave it out or bend it, not both the same way.
    left_out, bent_apart, mixed
        Its parts: both leave it out; both bend it, in opposite directions; one each.
    happenings, salience
        What happened between the two, and the sum of its salience.
    """

    pair: Pair
    camps: tuple[Share, Share]
    probability: float
    left_out: float
    bent_apart: float
    mixed: float
    happenings: int
    salience: float

    @property
    def kind(self) -> str:
        """Give the likeliest part: "left out", "bent apart" or "mixed"."""
        parts = {"left out": self.left_out, "bent apart": self.bent_apart, "mixed": self.mixed}
        return max(parts, key=lambda name: parts[name])

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "pair": list(self.pair),
            "camps": {share.camp: share.to_dict() for share in self.camps},
            "probability": self.probability,
            "kind": self.kind,
            "left_out": self.left_out,
            "bent_apart": self.bent_apart,
            "mixed": self.mixed,
            "happenings": self.happenings,
            "salience": self.salience,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        told = "; ".join(map(str, self.camps))
        return f"{self.pair[0]}-{self.pair[1]}: {told} (probability {self.probability:.2f})"


class Both(tuple[Suppressed, ...]):
    """Relations that two camps leave out or bend, the likeliest first."""

    __slots__ = ()

    def frame(self) -> pl.DataFrame:
        """Give one row per relation and two camps.

        Columns: u, v, camp, other, kind, probability, left_out, bent_apart, mixed, happenings,
        salience; and for the camp and the other (with other_): reported, expected, ratio, delta.
        """
        import polars as pl

        rows = []
        for one in self:
            row: dict[str, Any] = {
                "u": one.pair[0], "v": one.pair[1], "camp": one.camps[0].camp,
                "other": one.camps[1].camp, "kind": one.kind, "probability": one.probability,
                "left_out": one.left_out, "bent_apart": one.bent_apart, "mixed": one.mixed,
                "happenings": one.happenings, "salience": one.salience,
            }  # fmt: skip
            for start, share in zip(("", "other_"), one.camps, strict=True):
                for name in ("reported", "expected", "ratio", "delta"):
                    row[start + name] = getattr(share, name)
            rows.append(row)
        words = ("u", "v", "camp", "other", "kind")
        counts = ("happenings", "reported", "other_reported")
        numbers = ("probability", "left_out", "bent_apart", "mixed", "salience", "expected",
                   "ratio", "delta", "other_expected", "other_ratio", "other_delta")  # fmt: skip
        types: dict[str, Any] = (
            dict.fromkeys(words, pl.String)
            | dict.fromkeys(counts, pl.Int64)
            | dict.fromkeys(numbers, pl.Float64)
        )
        order = list(rows[0]) if rows else list(types)
        return pl.DataFrame(rows, schema={name: types[name] for name in order})

    def __str__(self) -> str:
        """List them, a line each."""
        return "\n".join(map(str, self)) or "no relation that two camps leave out or bend"


def suppressed(left_out: Missing, perceived: Perceived, *, least: float = 0.1) -> Both:
    """Find the relations that two camps leave out or bend, each in its own direction.

    Parameters
    ----------
    left_out
        What is missing, over all that happened.
    perceived
        What the same camps tell of pairs.
    least
        Probability from which a relation is listed.

    Returns
    -------
    Both
        For each two camps, the likeliest first; among equals the most salient.
    """
    of_pair: dict[Pair, list[Coverage]] = defaultdict(list)
    for row in left_out.rows:
        for pair in _about(row.happening):
            of_pair[pair].append(row)
    told = {camp: deltas(perceived, camp) for camp in left_out.camps}
    counts = {camp: _counted(left_out, of_pair, camp) for camp in left_out.camps}
    pairs = sorted(set(of_pair).union(*(found.keys() for found in told.values())))
    found = []
    for one, other in combinations(left_out.camps, 2):
        for pair in pairs:
            drawn = (told[one].get(pair), told[other].get(pair))
            shares = tuple(
                _share(camp, counts[camp].get(pair), delta)
                for camp, delta in zip((one, other), drawn, strict=True)
            )
            rows = of_pair.get(pair, [])
            salience = sum(row.happening.salience for row in rows)
            parts = _parts((shares[0], shares[1]), drawn)
            if sum(parts) >= least:
                found.append(
                    Suppressed(
                        pair, (shares[0], shares[1]), sum(parts), *parts, len(rows), salience
                    )
                )
    found.sort(key=lambda row: (-round(row.probability, 9), -row.salience, row.pair))
    return Both(found)


def _about(one: Happening) -> list[Pair]:
    """Give the pairs that a happening is about: of a vote, who stood apart and the target."""
    pairs = pairs_of(one)
    if one.kind == "vote":
        apart = set(one.apart)
        pairs = [pair for pair in pairs if apart & set(pair)]
    return pairs if len(pairs) <= _MOST else []


class _Count(NamedTuple):
    """Reports of a pair: found, possible, expected, and both as they count for the posterior."""

    reported: int
    collected: int
    expected: float
    shape: float
    rate: float


def _counted(
    left_out: Missing, of_pair: Mapping[Pair, list[Coverage]], camp: str
) -> dict[Pair, _Count]:
    """Give the reports of a camp by pair, and the posterior of their ratio to those expected.

    The ratio has a gamma prior around 1, whose shape is how much pairs differ (a Poisson-gamma
    shrinker: DuMouchel 1999, *The American Statistician* 53). Reports of one pair come in waves, so
    that both counts are divided by their dispersion.
    """
    expected = dict(_expected(left_out, camp))
    sums: dict[Pair, tuple[int, int, float]] = {}
    excess, freedom = 0.0, 0
    for pair, rows in sorted(of_pair.items()):
        k = np.array([row.covered[camp][0] for row in rows], np.float64)
        n = sum(row.covered[camp][1] for row in rows)
        e = np.array([expected[row.happening.id] for row in rows])
        sums[pair] = (int(k.sum()), n, float(e.sum()))
        mean = e * k.sum() / e.sum() if e.sum() > 0 else e
        counted = mean > 0
        excess += float(((k - mean)[counted] ** 2 / mean[counted]).sum())
        freedom += max(int(counted.sum()) - 1, 0)
    spread = max(1.0, excess / freedom) if freedom else 1.0
    shape = _shape([(k / spread, e / spread) for k, _, e in sums.values() if e > 0])
    return {
        pair: _Count(k, n, e, shape + k / spread, shape + e / spread)
        for pair, (k, n, e) in sums.items()
    }


def _expected(left_out: Missing, camp: str) -> Iterator[tuple[str, float]]:
    """Give the reports to be expected of each happening, by kind and half of salience."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for row in left_out.rows:
        kinds[row.happening.kind].append(row.happening.salience)
    middle = {kind: float(np.median(values)) for kind, values in kinds.items()}
    sums: dict[tuple[str, bool], list[float]] = defaultdict(lambda: [0.0, 0.0])
    group = {
        row.happening.id: (
            row.happening.kind, row.happening.salience > middle[row.happening.kind]
        )
        for row in left_out.rows
    }  # fmt: skip
    for row in left_out.rows:
        k, n = row.covered[camp]
        sums[group[row.happening.id]][0] += k
        sums[group[row.happening.id]][1] += n
    for row in left_out.rows:
        reports, chances = sums[group[row.happening.id]]
        rate = reports / chances if chances else 0.0
        yield row.happening.id, row.covered[camp][1] * rate


def _shape(counts: list[tuple[float, float]]) -> float:
    """Give the shape of the prior by moments: 1 over the variance of the ratios, 0.5 to 20."""
    if len(counts) < 2:
        return 2.0
    k, e = np.array(counts).T
    over = float(((k - e) ** 2 - e).sum() / max(float((e**2).sum()), 1e-9))
    return float(np.clip(1 / over if over > 0 else 20.0, 0.5, 20.0))


def _share(camp: str, count: _Count | None, delta: Reals | None) -> Share:
    from scipy.special import gammainc, gammaincinv

    ratio = low = high = None
    out = 0.0
    if count is not None and count.expected >= LEAST_EXPECTED:
        ratio = count.shape / count.rate
        low, high = (float(gammaincinv(count.shape, at)) / count.rate for at in (0.05, 0.95))
        out = float(gammainc(count.shape, HALF * count.rate))
    told: tuple[float | None, float | None, float | None] = (None, None, None)
    up = down = 0.0
    if delta is not None:
        low_delta, high_delta = np.quantile(delta, [0.05, 0.95])
        told = (float(delta.mean()), float(low_delta), float(high_delta))
        up, down = float((delta > WIDTH).mean()), float((delta < -WIDTH).mean())
    reported, collected, expected = (0, 0, 0.0) if count is None else count[:3]
    return Share(
        camp, reported, collected, expected, ratio, low, high, out, *told, up, down
    )  # fmt: skip


def _parts(
    shares: tuple[Share, Share], drawn: tuple[Reals | None, Reals | None]
) -> tuple[float, float, float]:
    """Probability that both leave out, both bend apart, and one each; they exclude each other."""
    here, there = shares
    apart = 0.0
    if drawn[0] is not None and drawn[1] is not None:
        one, other = (np.sign(d) * (np.abs(d) > WIDTH) for d in drawn if d is not None)
        apart = float((one * other < 0).mean())
    kept = (1 - here.left_out) * (1 - there.left_out)
    bent = [share.bent_up + share.bent_down for share in shares]
    mixed = (
        here.left_out * (1 - there.left_out) * bent[1]
        + there.left_out * (1 - here.left_out) * bent[0]
    )
    return here.left_out * there.left_out, kept * apart, mixed
