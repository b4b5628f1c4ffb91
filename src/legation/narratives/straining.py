"""How much what happened strains the picture of an audience, and what else sets it apart.

A happening strains a picture where it joins two states in a way that the attitudes to them do not
lead to expect: a friend who deals kindly with a foe, two friends at odds (Heider 1946; Festinger
1957). Its strain is the mean over its edges of the expected imbalance, as
`legation.balance.dissonance` has it: |a b| where attitude a times attitude b times the sign of the
edge lies below 0, else 0, over the draws of the attitudes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from legation import states as atlas
from legation.narratives.associating import Ints, Reals
from legation.narratives.happenings import Happening

#: Draws of the attitudes that strain is averaged over.
_DRAWS = 250
_CHUNK = 4_000

#: Kilometres, or any other measure of distance, by pair of codes, each sorted.
Distances = Mapping[tuple[str, str], float]


def strain_of(found: Sequence[Happening], known: Mapping[str, Reals]) -> Reals:
    """Give the strain of happenings under attitudes.

    Parameters
    ----------
    found
        Happenings.
    known
        Draws of the attitude to each state, float64[draws], each from -1 to 1.

    Returns
    -------
    numpy.ndarray
        float64[happenings], 0 to 1: mean over edges of the expected imbalance; NaN where no edge
        joins two known states.
    """
    codes = sorted(known)
    place = {code: at for at, code in enumerate(codes)}
    edges = np.array(
        [
            (at, place[a], place[b], sign)
            for at, one in enumerate(found)
            for a, b, sign in one.edges
            if a in place and b in place
        ],
        np.int64,
    ).reshape(-1, 4)
    if not len(edges):
        return np.full(len(found), np.nan)
    drawn = np.stack([known[code] for code in codes])
    drawn = drawn[:, :: max(1, drawn.shape[1] // _DRAWS)]
    cuts = [*range(0, len(edges), _CHUNK), len(edges)]
    scores = np.concatenate(
        [
            (-(drawn[edges[a:b, 1]] * drawn[edges[a:b, 2]]) * edges[a:b, 3, None])
            .clip(0)
            .mean(axis=1)
            for a, b in pairwise(cuts)
        ]
    )
    count = np.bincount(edges[:, 0], minlength=len(found))
    total = np.bincount(edges[:, 0], scores, len(found))
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan), np.float64)


def families_of(found: Sequence[Happening]) -> tuple[Ints, Ints]:
    """Give the kind of each happening, and its family: same kind, same states; intp[happenings]."""
    kinds = sorted({one.kind for one in found})
    keys = sorted({(one.kind, one.states) for one in found})
    places = {key: at for at, key in enumerate(keys)}
    return (
        np.array([kinds.index(one.kind) for one in found], np.intp),
        np.array([places[one.kind, one.states] for one in found], np.intp),
    )


def pairs_of(one: Happening) -> list[tuple[str, str]]:
    """Give the pairs that the edges of a happening join, each sorted."""
    return sorted({(min(a, b), max(a, b)) for a, b, _ in one.edges})


def controls_of(found: Sequence[Happening], distances: Distances | None) -> dict[str, Reals]:
    """Salience, the share of edges within a region, and where given the mean log distance."""
    region: dict[str, str] = {}
    for one in found:
        for code in {code for a, b, _ in one.edges for code in (a, b)} - region.keys():
            region[code] = atlas.resolve(code).region
    pairs = [pairs_of(one) for one in found]
    out = {
        "salience": np.array([one.salience for one in found], np.float64),
        "same region": np.array(
            [np.mean([region[a] == region[b] for a, b in of]) if of else 0.0 for of in pairs]
        ),
    }
    if distances is not None:
        known = [[distances[pair] for pair in of if pair in distances] for of in pairs]
        every = [np.log1p(value) for of in known for value in of]
        typical = float(np.mean(every)) if every else 0.0
        out["distance"] = np.array([np.mean(np.log1p(of)) if of else typical for of in known])
    return out
