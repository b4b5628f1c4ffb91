"""An index of five states drawn from the model, with the pairs laid out as the index has them."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from types import SimpleNamespace

import numpy as np

from legation.relations.index import Index
from legation.relations.index.calibration import Calibration
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, simulate

STATES = ("CHN", "FRA", "RUS", "SSD", "USA")
MONTHS = 36
FIRST = 2010 * 12
PARAMETERS = Parameters(
    sources=("events", "votes"),
    anchored=(True, False),
    a=np.array([0.0, 0.1]),
    b=np.array([1.0, 0.3]),
    R=np.array([2.0, 0.2]),
    F=np.array([0.1, 0.0]),
    tau=np.array([0.0, 0.1]),
    q=0.05,
    rho=0.6,
    nu=np.inf,
    m0=2.0,
    P0=3.0,
    r0=0.5,
)
#: Factor on intervals, so that a test sees whether it is applied.
CALIBRATION = Calibration(at50=(0.7,), at90=(0.8,))


def made_index(seed: int = 3) -> Index:
    """Make it: each pair is observed in both directions; SSD exists from its own first month."""
    pairs = list(combinations(STATES, 2))
    lengths = np.full(len(pairs), MONTHS)
    drawn = simulate(
        PARAMETERS,
        [Coverage((0, 1), 0.5, 2.0), Coverage((2,), 0.3, 1.0)],
        dyads=len(pairs),
        months=lengths,
        first=FIRST,
        seed=seed,
    ).arrays
    born = 2011 * 12 + 6
    late = np.array(["SSD" in pair for pair in pairs])
    dyad = np.repeat(np.arange(len(pairs)), np.diff(drawn.pointer))
    # FRA and SSD have no rows, and CHN and SSD one only.
    kept = ~late[dyad] | (drawn.month >= born)
    kept &= dyad != pairs.index(("FRA", "SSD"))
    lone = np.flatnonzero(kept & (dyad == pairs.index(("CHN", "SSD"))))
    kept[lone[1:]] = False
    span = drawn.span.copy()
    span[late, 0] = born
    observations = SimpleNamespace(
        sources=[SimpleNamespace(name=name) for name in PARAMETERS.sources],
        dyads=tuple(pairs),
        dyad=dyad[kept],
        span=span,
        **{name: getattr(drawn, name)[kept] for name in ("month", "source", "side", "value", "n")},
    )
    return Index(observations, PARAMETERS, CALIBRATION, dt.date(2012, 12, 31), "made")  # type: ignore[arg-type]
