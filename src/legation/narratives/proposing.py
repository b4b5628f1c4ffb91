"""Camps proposed from what outlets write of, and in what tone.

Outlets are points (`profiles`), joined by Ward's method (1963); how many camps there are is where
the mean silhouette (Rousseeuw 1987) is greatest. The same is done with documents drawn anew within
each outlet, and the adjusted Rand index (Hubert & Arabie 1985) says how much of the division stays.
It is a proposal: it knows nothing of who owns an outlet or what an outlet says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.errors import InputError
from legation.narratives.camps import Camp, Camps, Outlet, outlet_key
from legation.narratives.documents import Documents, documents
from legation.narratives.profiles import Half, Profiles, profiles
from legation.narratives.voice import Voice, voice
from legation.record import Record

#: Fewest documents of an outlet that is placed.
LEAST = 20
#: Most camps that are looked for.
MOST = 8
#: Times documents are drawn anew.
DRAWS = 60
#: Mean silhouette below which there is no structure to speak of (Kaufman & Rousseeuw 1990, p. 88).
#: Above it there need be none either: points shrunk to a few states lie close by chance.
WEAK = 0.25
#: Stability from which a division stands, and below which outlets that differ by chance alone do
#: as well; with planted camps .5 goes with an index of .8 to the truth
#: (benchmarks/camps_proposed.py).
STABLE, CHANCE = 0.8, 0.25
#: Fewest rows of dealings, in the camp and outside, for a tone to be told.
LEAST_TOLD = 8
#: Most states told of a camp; the least difference, in standard deviations and as counted.
_TOP = 4
_LEAST_APART = 0.8
_LEAST_SEEN = {"naming": 0.02, "tone": 1.0}

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Why:
    """A state that sets a camp apart.

    Attributes
    ----------
    state
        Code.
    what
        "naming" (its share of all times that titles name a state) or "tone" (mean on the
        Goldstein scale).
    here, elsewhere
        Means over the outlets of the camp, and over the others; as counted, not shrunk.
    apart
        Difference of the shrunk means in standard deviations over outlets.
    """

    state: str
    what: str
    here: float
    elsewhere: float
    apart: float

    def __str__(self) -> str:
        """Say it in a few words."""
        from legation import states

        found = states.find(self.state)
        name = self.state if found is None else found.name
        if self.what == "naming":
            return f"{name} {self.here:.0%} of what titles name, against {self.elsewhere:.0%}"
        return f"dealings of {name} told at {self.here:+.1f}, against {self.elsewhere:+.1f}"


@dataclass(frozen=True)
class Proposal:
    """Camps proposed, with what speaks for and against them.

    Attributes
    ----------
    camps
        Named camp-1, camp-2, ..., the largest first.
    silhouette
        Mean silhouette of the outlets, -1 to 1, by number of camps looked at.
    stability
        Mean adjusted Rand index between the proposal and those from documents drawn anew: 1 the
        same division each time, 0 no more alike than by chance.
    kept
        By outlet, the share of the other outlets of its camp that stay with it, mean over draws;
        None for an outlet alone.
    why
        By camp, the states that set it apart.
    alone
        Outlets unlike any other, in no camp.
    thin
        Outlets with fewer than `LEAST` documents, and how many they have: not placed.
    notes
        What a reader has to know.
    """

    camps: Camps
    silhouette: dict[int, float]
    stability: float
    kept: dict[str, float | None]
    why: dict[str, tuple[Why, ...]]
    alone: tuple[str, ...]
    thin: dict[str, int]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "camps": {c.name: [outlet.key for outlet in c.outlets] for c in self.camps.camps},
            "silhouette": {str(k): value for k, value in self.silhouette.items()},
            "stability": self.stability,
            "kept": self.kept,
            "why": {
                name: [
                    {"state": w.state, "what": w.what, "here": w.here, "elsewhere": w.elsewhere,
                     "apart": w.apart}
                    for w in rows
                ]
                for name, rows in self.why.items()
            },
            "alone": list(self.alone),
            "thin": self.thin,
            "notes": list(self.notes),
        }  # fmt: skip


def propose(
    record: Record | Documents,
    number: int | None = None,
    *,
    least: int = LEAST,
    seed: int = 0,
    progress: Progress | None = None,
) -> Proposal:
    """Propose camps from the outlets' own coverage.

    Parameters
    ----------
    record
        The record, or its documents.
    number
        How many camps; by default as many as part the outlets best, of 2 to `MOST`.
    least
        Fewest documents of an outlet that is placed.
    seed
        Of the draws that measure stability.
    progress
        Told what is being done, how far it is, and how far it goes.

    Returns
    -------
    Proposal
        The same whatever the order in which documents were added.

    Raises
    ------
    InputError
        If there are too few outlets with enough documents.
    """
    held = record if isinstance(record, Documents) else documents(record)
    keys = sorted({outlet_key(name) for name in held.outlets})
    key_of = np.array([keys.index(outlet_key(name)) for name in held.outlets] + [-1], np.int64)
    of_document = key_of[held.outlet]
    size = np.bincount(of_document[of_document >= 0], minlength=len(keys))
    placed = np.flatnonzero(size >= least)
    place = np.full(len(keys) + 1, -1, np.int64)
    place[placed] = np.arange(len(placed))
    names_of = tuple(keys[at] for at in placed)
    if number is not None and number < 2:
        raise InputError(f"at least 2 camps can be proposed, not {number}")
    if len(placed) < max(3, (number or 2) + 1):
        raise InputError(
            f"{len(placed)} outlets of the record have {least} documents or more; to propose "
            f"{number or 2} camps takes {max(3, (number or 2) + 1)}"
        )
    tell = (lambda done, of: progress("documents", done, of)) if progress else None
    naming = held.naming(tell)
    tables = profiles(held, naming, _voice(held), place[of_document], names_of)
    if not len(tables.states):
        raise InputError("no title of these outlets names a state: nothing to go by")
    whole = np.ones(len(held), np.int64)
    points, parts = tables.points(whole)
    tree = _tree(points)
    apart = _distances(points)
    most = min(MOST, len(placed) - 1)
    looked = range(2, most + 1) if number is None else (number,)
    silhouettes = {k: _parted(apart, _cut(tree, k)) for k in looked}
    # Of equals the fewest.
    chosen = max(silhouettes, key=lambda k: (round(silhouettes[k], 9), -k))
    division = _ordered(_cut(tree, chosen), size[placed])
    stability, kept = _stability(tables, division, chosen, seed, progress)
    names = tuple(f"camp-{at + 1}" for at in range(chosen))
    camps = Camps(
        tuple(
            Camp(name, tuple(Outlet(names_of[i]) for i in np.flatnonzero(division == at)))
            for at, name in enumerate(names)
        )
    )
    thin = {keys[at]: int(size[at]) for at in np.flatnonzero(size < least)}
    alone = tuple(names_of[at] for at in np.flatnonzero(division < 0))
    return Proposal(
        camps, silhouettes, stability, dict(zip(names_of, kept, strict=True)),
        {name: _why(tables, parts, division == at) for at, name in enumerate(names)},
        alone, thin, tuple(_notes(silhouettes[chosen], stability, alone, thin, size, tables)),
    )  # fmt: skip


def adjusted_rand(one: npt.ArrayLike, two: npt.ArrayLike) -> float:
    """Give the adjusted Rand index of two divisions of the same things.

    Pairs that both divisions join or both part, less what chance gives with parts of these sizes
    (Hubert & Arabie 1985, *Journal of Classification* 2, equation 5); 1 for the same division.

    Examples
    --------
    >>> adjusted_rand([0, 0, 1, 1], [5, 5, 3, 3]), adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1])
    (1.0, -0.5)
    """
    a, b = (np.unique(np.asarray(x), return_inverse=True)[1] for x in (one, two))
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)

    def pairs(counts: Any) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, of_a, of_b = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = of_a * of_b / pairs(np.array([len(a)]))
    top = (of_a + of_b) / 2
    return 1.0 if top == chance else (both - chance) / (top - chance)


def silhouette(apart: Reals, division: Ints) -> Reals:
    """Give the silhouette of each thing, float64[things], -1 to 1 and 0 where it is alone.

    Parameters
    ----------
    apart
        Distances, float64[things, things].
    division
        Part of each thing, from 0.
    """
    parts = np.eye(int(division.max()) + 1)[division]
    sizes = parts.sum(axis=0)
    total = apart @ parts
    own = parts.astype(bool)
    inside = total[own] / np.maximum(sizes[division] - 1, 1)
    mean = np.where(own, np.inf, total / sizes)
    outside = mean.min(axis=1)
    larger = np.maximum(inside, outside)
    found = np.where(larger > 0, (outside - inside) / np.where(larger > 0, larger, 1), 0.0)
    return np.where(sizes[division] > 1, found, 0.0)


def _voice(held: Documents) -> Voice | None:
    """Give what outlets say themselves; None where nothing was read, and naming alone counts."""
    try:
        return voice(held)
    except InputError:
        return None


def _parted(apart: Reals, division: Ints) -> float:
    """Mean silhouette of the outlets in camps."""
    inside = division >= 0
    return float(silhouette(apart[np.ix_(inside, inside)], division[inside]).mean())


# -- dividing ------------------------------------------------------------------------------


def _tree(points: Reals) -> Reals:
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import pdist

    found: Reals = linkage(pdist(points), method="ward")
    return found


def _cut(tree: Reals, number: int) -> Ints:
    """Cut a tree where it first has so many parts of two things or more; others get -1."""
    from scipy.cluster.hierarchy import cut_tree

    cuts = cut_tree(tree).T.astype(np.int64)[::-1]
    for division in cuts[number - 1 :]:
        large = np.bincount(division) > 1
        if large.sum() == number:
            names = np.where(large, np.cumsum(large) - 1, -1)
            return np.asarray(names[division], np.int64)
    return np.asarray(cuts[number - 1], np.int64)


def _apart(division: Ints) -> Ints:
    """Make a part of each thing that stands alone."""
    alone = division < 0
    return np.where(alone, len(division) + np.arange(len(division)), division)


def _distances(points: Reals) -> Reals:
    from scipy.spatial.distance import pdist, squareform

    found: Reals = squareform(pdist(points))
    return found


def _ordered(division: Ints, size: npt.NDArray[np.intp]) -> Ints:
    """Number the parts, that with most outlets first, then that with most documents."""
    inside = division >= 0
    many = np.bincount(division[inside])
    documents_ = np.bincount(division[inside], size[inside])
    first = [int(np.flatnonzero(division == at)[0]) for at in range(len(many))]
    order = sorted(range(len(many)), key=lambda at: (-many[at], -documents_[at], first[at]))
    new = np.full(len(many) + 1, -1, np.int64)
    new[order] = np.arange(len(many))
    found: Ints = new[division]
    return found


def _stability(
    tables: Profiles, division: Ints, number: int, seed: int, progress: Progress | None
) -> tuple[float, list[float | None]]:
    """Divide outlets by documents drawn anew within each; give agreement, and who stays."""
    generator = np.random.default_rng(seed)
    members = [np.flatnonzero(tables.outlet == at) for at in range(len(tables.names))]
    division = _apart(division)
    together = division[:, None] == division
    np.fill_diagonal(together, val=False)
    found, stays = [], np.zeros(len(division))
    for draw in range(DRAWS):
        if progress:
            progress("draws", draw, DRAWS)
        weight = np.zeros(len(tables.outlet), np.int64)
        for places in members:
            weight[places] = generator.multinomial(
                len(places), np.full(len(places), 1 / len(places))
            )
        again = _apart(_cut(_tree(tables.points(weight)[0]), number))
        found.append(adjusted_rand(division, again))
        stays += ((again[:, None] == again) & together).sum(axis=1)
    mates = together.sum(axis=1)
    kept = [float(s / (DRAWS * m)) if m else None for s, m in zip(stays, mates, strict=True)]
    return float(np.mean(found)), kept


def _why(tables: Profiles, parts: dict[str, Half], here: npt.NDArray[np.bool_]) -> tuple[Why, ...]:
    """Give the states by which a camp differs most from the others."""
    rows = []
    for what, half in parts.items():
        shrunk, counted, weight = half.shrunk, half.counted, half.weight
        spread = shrunk.std(axis=0)
        apart = (shrunk[here].mean(axis=0) - shrunk[~here].mean(axis=0)) / np.maximum(spread, 1e-9)
        for at in np.flatnonzero(np.abs(apart) >= _LEAST_APART):
            sides = [(counted[side, at], weight[side, at]) for side in (here, ~here)]
            if what == "naming" or min(rows_.sum() for _, rows_ in sides) >= LEAST_TOLD:
                first, second = (_mean(*side, what) for side in sides)
                if (first - second) * np.sign(apart[at]) >= _LEAST_SEEN[what]:
                    rows.append(Why(tables.states[at], what, first, second, float(apart[at])))
    rows.sort(key=lambda row: (-abs(row.apart), row.state, row.what))
    naming = [row for row in rows if row.what == "naming"][:_TOP]
    return (*naming, *[row for row in rows if row.what == "tone"][:_TOP])


def _mean(counted: Reals, weight: Reals, what: str) -> float:
    """Mean over outlets of a share, each alike; of tone, each by the rows it rests on."""
    return float(counted[weight > 0].mean() if what == "naming" else
                 np.average(counted, weights=weight))  # fmt: skip


def _notes(
    best: float,
    stability: float,
    alone: tuple[str, ...],
    thin: dict[str, int],
    size: Any,
    tables: Profiles,
) -> list[str]:
    notes = ["it knows coverage and tone alone: look through it before you rely on it"]
    if best < WEAK:
        notes.append(
            f"the outlets hardly fall into camps: mean silhouette {best:.2f}, below {WEAK}"
        )
    if stability < STABLE:
        notes.append(
            f"the division is not stable: adjusted Rand index {stability:.2f} between draws; "
            + (
                "outlets that differ by chance alone do as well"
                if stability < CHANCE
                else "take it for a list to sort by hand"
            )
        )
    if not tables.has_tone:
        notes.append("no document was read, so tone is not in it; run: legation read --store")
    if alone:
        notes.append(f"unlike any other, and in no camp: {', '.join(alone)}")
    if thin:
        share = sum(thin.values()) / max(int(size.sum()), 1)
        notes.append(
            f"{len(thin)} outlets with too few documents are in no camp ({share:.0%} of documents)"
        )
    return notes
