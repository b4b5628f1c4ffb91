"""What a camp's audience would find hardest to accept, and whether that is what it does not hear.

Asked is whether a camp reports what strains its picture (`straining`) less than its outlets, their
exposure and the happening lead to expect (-kappa of `omission`, of what some outlet reports), and
whether its telling of the pair stands further from the record (|delta| of `perceived`). An answer
is a rank correlation with a permutation null (`associating`), and speaks of going together:
attitudes and omissions are read from the same outlets, and what is not told shapes the one as it
makes the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.errors import InputError
from legation.narratives.associating import (
    PERMUTATIONS,
    RESAMPLINGS,
    Association,
    Reals,
    Regression,
    associate,
    regress,
)
from legation.narratives.attitudes import Attitudes, attitudes
from legation.narratives.camps import Camps
from legation.narratives.happenings import Happening
from legation.narratives.omission import Missing, missing
from legation.narratives.perceived import Perceived, perceive
from legation.narratives.picture import deltas
from legation.narratives.straining import (
    Distances,
    controls_of,
    families_of,
    pairs_of,
    strain_of,
)
from legation.record import Record
from legation.relations.window import Moment

if TYPE_CHECKING:
    import polars as pl

#: What is compared with strain, and in which words.
OUTCOMES = {
    "omission": "reporting less of what strains its picture",
    "misperception": "telling what strains its picture further from the record",
}
#: Rate of false discoveries over all camps and outcomes up to which an answer is told.
MARK = 0.05


@dataclass(frozen=True)
class Tested:
    """Strain beside one outcome in one camp.

    Attributes
    ----------
    camp, outcome
        Name, and one of `OUTCOMES`.
    association
        The rank correlation, its p and its ranges.
    q
        p adjusted over all camps and outcomes (Benjamini & Hochberg 1995); None without p.
    regression
        Outcome on strain with salience, region and, where given, distance; None with too little.
    """

    camp: str
    outcome: str
    association: Association
    q: float | None
    regression: Regression | None

    @property
    def words(self) -> str:
        """Say what the numbers speak for, in few words."""
        told, what = self.association, OUTCOMES[self.outcome]
        if told.rho is None or self.q is None:
            return f"too little to tell ({told.n} happenings in {told.families} families)"
        least = told.without_family[0] if told.without_family else told.rho
        if self.q <= MARK and told.rho > 0 and least > 0:
            return f"consistent with {what}"
        return f"no sign of {what}"

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            **self.association.to_dict(),
            "q": self.q,
            "regression": None if self.regression is None else self.regression.to_dict(),
            "words": self.words,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        told = self.association
        if told.rho is None:
            return f"{self.camp}: {self.words}"
        return f"{self.camp}: {self.words} (rho {told.rho:+.2f}, p {told.p:.3f}, n {told.n})"


@dataclass(frozen=True, eq=False)
class Hardness:
    """Strain of what happened in each camp's picture, and what goes with it.

    Attributes
    ----------
    tests
        By camp and outcome, camps in their order.
    strain
        By camp: expected strain of each happening, float64[happenings]; NaN where no edge joins
        two states to which its attitude is told, or no outlet of it was collected.
    happenings
        Those of `Missing.rows`.
    notes
        What was left out, and what does not stand among the controls.
    """

    tests: Mapping[str, Mapping[str, Tested]]
    strain: Mapping[str, Reals]
    happenings: tuple[Happening, ...]
    notes: tuple[str, ...]
    missing: Missing = field(repr=False)
    attitudes: Attitudes = field(repr=False)

    def hardest(self, camp: str, n: int = 10) -> pl.DataFrame:
        """Give the happenings that strain a camp's picture most.

        Columns: id, date, title, strain, salience, covered, collected, kappa; the most first.

        Raises
        ------
        InputError
            If there is no such camp.
        """
        import polars as pl

        if camp not in self.strain:
            raise InputError(f"there is no camp {camp[:40]!r}; there are {', '.join(self.strain)}")
        values = self.strain[camp]
        known = np.flatnonzero(np.isfinite(values))
        ranked = sorted(known.tolist(), key=lambda at: (-values[at], self.happenings[at].id))[:n]
        rows = []
        for at in ranked:
            one, row = self.happenings[at], self.missing.rows[at]
            kappa = row.kappa[camp]
            rows.append((
                one.id, one.date, one.title, float(values[at]), one.salience, *row.covered[camp],
                None if kappa is None else kappa[0],
            ))  # fmt: skip
        types: dict[str, Any] = {
            "id": pl.String, "date": pl.Date, "title": pl.String, "strain": pl.Float64,
            "salience": pl.Float64, "covered": pl.Int64, "collected": pl.Int64,
            "kappa": pl.Float64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types, orient="row")

    def triads(self, camp: str, happening: str) -> pl.DataFrame:
        """Give the triads that make a happening fit a camp's picture or not.

        Columns: actor, target, sign, attitude_actor, attitude_target, p_unbalanced, strain; the
        greatest strain first.

        Raises
        ------
        InputError
            If there is no such happening or camp.
        """
        import polars as pl

        found = [one for one in self.happenings if one.id == happening]
        if not found:
            raise InputError(f"there is no happening {happening[:60]!r} here")
        known = self.attitudes.known_of(camp)
        rows = []
        for actor, target, sign in found[0].edges:
            if actor in known and target in known:
                product = known[actor] * known[target] * sign
                rows.append((
                    actor, target, sign, float(known[actor].mean()), float(known[target].mean()),
                    float((product < 0).mean()), float((-product).clip(0).mean()),
                ))  # fmt: skip
        types: dict[str, Any] = {
            "actor": pl.String, "target": pl.String, "sign": pl.Int8,
            "attitude_actor": pl.Float64, "attitude_target": pl.Float64,
            "p_unbalanced": pl.Float64, "strain": pl.Float64,
        }  # fmt: skip
        frame = pl.DataFrame(rows, schema=types, orient="row")
        return frame.sort("strain", "actor", "target", descending=[True, False, False])

    def to_dict(self) -> dict[str, Any]:
        """Give plain values by camp: omission at the top, misperception beside it."""
        return {
            camp: {
                **tests["omission"].to_dict(),
                "misperception": tests["misperception"].to_dict(),
            }
            for camp, tests in self.tests.items()
        }

    def __str__(self) -> str:
        """Say it in a line per camp and outcome."""
        lines = [str(test) for tests in self.tests.values() for test in tests.values()]
        return "\n".join([*lines, *self.notes])


def dissonance(
    record: Record,
    camps: Camps,
    *,
    since: Moment = None,
    until: Moment = None,
    kinds: Sequence[str] | None = None,
    distances: Distances | None = None,
    seed: int = 0,
    progress: Any = None,
) -> Hardness:
    """Ask whether camps report less, or tell otherwise, what strains their picture.

    Parameters
    ----------
    record
        The record, its documents read (`legation read --store`).
    camps
        The camps.
    since, until
        First and last day of what happened.
    kinds
        Kinds of happenings; all by default.
    distances
        Between pairs of states, each sorted, for the regression.
    seed
        The same record, camps and seed give the same numbers, in whatever order camps stand and
        whatever they are called.
    progress
        As for `legation.narratives.omission.missing`.

    Returns
    -------
    Hardness

    Raises
    ------
    InputError
        If no document of the record was read, or as for `missing`.
    """
    return hardness_of(
        missing(record, camps, since=since, until=until, kinds=kinds, progress=progress),
        attitudes(record, camps, seed=seed),
        perceive(record, camps, seed=seed, progress=progress),
        distances=distances,
        seed=seed,
    )


def hardness_of(
    left_out: Missing,
    held: Attitudes,
    perceived: Perceived | None = None,
    *,
    distances: Distances | None = None,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
    resamplings: int = RESAMPLINGS,
) -> Hardness:
    """Ask the same of what was found before; see `dissonance`.

    Parameters
    ----------
    left_out
        What is missing, of the same camps.
    held
        Their attitudes.
    perceived
        Their telling of pairs; without it nothing is said of misperception.
    distances, seed
        As for `dissonance`.
    permutations, resamplings
        As for `legation.narratives.associating.associate`.
    """
    found = tuple(row.happening for row in left_out.rows)
    kind, family = families_of(found)
    controls = controls_of(found, distances)
    drawn: dict[tuple[str, str], tuple[Association, Regression | None]] = {}
    strains: dict[str, Reals] = {}
    # What no outlet of any camp reports says nothing of one camp beside the others.
    reported = np.array([any(k for k, _ in row.covered.values()) for row in left_out.rows], bool)
    chance: dict[str, int] = {"seed": seed, "permutations": permutations}
    for camp in left_out.camps:
        kappa = np.array(
            [np.nan if (k := row.kappa[camp]) is None else k[0] for row in left_out.rows]
        )
        known = held.known_of(camp)
        strain = np.where(np.isfinite(kappa), strain_of(found, known), np.nan)
        strains[camp] = strain
        kappa = np.where(reported, kappa, np.nan)
        outcomes = {"omission": -kappa, "misperception": _bent(found, perceived, camp)}
        for name, outcome in outcomes.items():
            rows = np.flatnonzero(np.isfinite(strain) & np.isfinite(outcome))
            x, y, of, group = strain[rows], outcome[rows], family[rows], kind[rows]
            there = {"strain": x, **{key: column[rows] for key, column in controls.items()}}
            drawn[camp, name] = (
                associate(x, y, of, group, resamplings=resamplings, **chance),
                regress(y, there, of, group, **chance) if len(rows) else None,
            )
    adjusted = _adjusted({key: one.p for key, (one, _) in drawn.items()})
    tests = {
        camp: {
            name: Tested(camp, name, drawn[camp, name][0], adjusted[camp, name],
                         drawn[camp, name][1])
            for name in OUTCOMES
        }
        for camp in left_out.camps
    }  # fmt: skip
    return Hardness(tests, strains, found, _notes(strains, reported, distances), left_out, held)


def _bent(found: Sequence[Happening], perceived: Perceived | None, camp: str) -> Reals:
    """How far a camp's telling of the pairs of each happening stands from the record."""
    out = np.full(len(found), np.nan)
    if perceived is None:
        return out
    far = {pair: float(abs(drawn.mean())) for pair, drawn in deltas(perceived, camp).items()}
    for at, one in enumerate(found):
        values = [far[pair] for pair in pairs_of(one) if pair in far]
        if values:
            out[at] = np.mean(values)
    return out


def _adjusted(p: Mapping[Any, float | None]) -> dict[Any, float | None]:
    """Adjust p over all that was asked."""
    from scipy.stats import false_discovery_control

    known = [key for key, value in p.items() if value is not None]
    out: dict[Any, float | None] = dict.fromkeys(p)
    if known:
        adjusted = false_discovery_control([p[key] for key in known])
        out.update(zip(known, map(float, adjusted), strict=True))
    return out


def _notes(
    strains: Mapping[str, Reals], reported: npt.NDArray[np.bool_], distances: Distances | None
) -> tuple[str, ...]:
    notes = [
        f"{camp}: {int(np.isfinite(strain).sum())} of {len(strain)} happenings were between states "
        "to which its attitude is told, and around them some outlet of it was collected"
        for camp, strain in strains.items()
    ]
    notes.append(
        f"{int(reported.sum())} of {len(reported)} happenings were reported by some outlet of a "
        "camp; the others enter misperception alone"
    )
    if distances is None:
        notes.append("distance is not among the controls: no table of distances was given")
    return tuple(notes)
