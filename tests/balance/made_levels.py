"""Levels of a month made by hand, in which every tie is what the test says it is."""

from __future__ import annotations

import numpy as np

from legation.balance.sources.levels import Levels
from legation.relations.window import window

Pairs = dict[tuple[str, str], float]


def made_levels(pairs: Pairs, sd: float = 1e-6, *, prior: float = 0.0, lean: float = 0.0) -> Levels:
    """Give levels with these means, both directions alike and with the same deviation."""
    order = sorted(tuple(sorted(pair)) for pair in pairs)
    mean = {tuple(sorted(pair)): value for pair, value in pairs.items()}
    nodes = sorted({name for pair in order for name in pair})
    place = {name: i for i, name in enumerate(nodes)}
    both = np.array([[mean[pair]] * 2 for pair in order])
    return Levels(
        nodes=tuple(nodes),
        u=np.array([place[a] for a, _ in order], np.int64),
        v=np.array([place[b] for _, b in order], np.int64),
        mean=both,
        lean=np.full_like(both, lean),
        # Variance of the mean of both directions is a quarter of the sum of all four entries.
        cov=np.tile([2 * sd**2, 2 * sd**2, 0.0], (len(order), 1)),
        prior=prior,
        window=window("2014-06", "2014-06"),
        partly=0,
    )


#: Two camps about the United States and Russia; and India, friendly with both.
CAMPS = {
    "usa": ("USA", "DEU", "FRA", "GBR", "UKR"),
    "rus": ("RUS", "BLR", "SYR", "IRN"),
}


def camps() -> Pairs:
    """Ties of two camps: +4 within, −4 across, India at +3 with the first and +2 with the other."""
    names = [*CAMPS["usa"], *CAMPS["rus"]]
    pairs = {
        (a, b): 4.0 if (a in CAMPS["usa"]) == (b in CAMPS["usa"]) else -4.0
        for i, a in enumerate(names)
        for b in names[i + 1 :]
    }
    for name in names:
        pairs["IND", name] = 3.0 if name in CAMPS["usa"] else 2.0
    return pairs
