"""Votes drawn from an ordered probit whose points, slopes and cut-points are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from legation.relations.ideal.votes import Votes

NAMED = ("USA", "CAN", "GBR", "ISR", "RUS", "DDR")


@dataclass(frozen=True)
class World:
    """Simulated votes and what they were drawn from; `theta` is [states, sessions]."""

    votes: Votes
    theta: np.ndarray
    slope: np.ndarray
    cuts: np.ndarray


def codes(number: int) -> tuple[str, ...]:
    """Give codes, those with starting values among them."""
    return tuple(sorted((*NAMED, *(f"X{i:02d}" for i in range(number - len(NAMED))))))


def world(
    states: int = 40,
    sessions: int = 8,
    calls: int = 50,
    repeated: float = 0.4,
    absent: float = 0.1,
    step: float = 0.15,
    seed: int = 0,
) -> World:
    """Draw a world: points walk from session to session, some items return every session."""
    rng = np.random.default_rng(seed)
    names = codes(states)
    start = rng.standard_normal(states)
    for name, value in zip(NAMED, (1.8, 1.4, 1.5, 1.2, -1.6, -1.8), strict=True):
        start[names.index(name)] = value
    walk = rng.normal(0, step, (states, sessions))
    walk[:, 0] = 0
    theta = start[:, None] + walk.cumsum(1)
    theta = (theta - theta.mean()) / theta.std()
    kept = int(repeated * calls)
    item = np.array(
        [j if j < kept else kept + t * calls + j for t in range(sessions) for j in range(calls)]
    )
    _, first, item = np.unique(item, return_index=True, return_inverse=True)
    slope = rng.normal(0, 1, len(first)) * 1.2
    cuts = np.sort(rng.normal(0, 0.8, (len(first), 2)), axis=1)
    session = np.repeat(np.arange(sessions), calls)
    utility = slope[item][:, None] * theta[:, session].T + rng.standard_normal((len(item), states))
    choice = (utility > cuts[item][:, :1]).astype(int) + (utility > cuts[item][:, 1:])
    rollcall, state = np.nonzero(rng.random(choice.shape) > absent)
    made = votes(names, session, item, rollcall, state, choice[rollcall, state])
    return World(made, theta, slope, cuts)


def votes(
    names: tuple[str, ...],
    session: np.ndarray,
    item: np.ndarray,
    rollcall: np.ndarray,
    state: np.ndarray,
    choice: np.ndarray,
) -> Votes:
    """Put arrays together as votes; sessions are numbered from 1."""
    calls = tuple(f"call {i:04d}" for i in range(len(session)))
    numbers = sorted({int(s) + 1 for s in session})
    first = {int(j): int(place) for place, j in reversed(list(enumerate(item)))}
    order = sorted(first, key=first.__getitem__)
    place = {j: k for k, j in enumerate(order)}
    days = [f"{1946 + int(s)}-11-{1 + i % 28:02d}" for i, s in enumerate(session)]
    return Votes(
        states=names,
        sessions=tuple(numbers),
        rollcalls=calls,
        session=session.astype(np.int32),
        date=np.array(days, dtype="datetime64[D]"),
        item=np.array([place[int(j)] for j in item], dtype=np.int32),
        items=tuple(calls[first[j]] for j in order),
        rollcall=rollcall.astype(np.int32),
        state=state.astype(np.int32),
        choice=choice.astype(np.int8),
        table=pl.DataFrame(
            {
                "rollcall_id": calls,
                "session": [int(s) + 1 for s in session],
                "date": days,
                "symbol": [None] * len(calls),
                "title": [f"text {int(j)}" for j in item],
                "subjects": [[]] * len(calls),
                "topics": [[]] * len(calls),
                "source_id": ["made"] * len(calls),
                "locator": calls,
                "part": [False] * len(calls),
                "item": [calls[first[int(j)]] for j in item],
            },
            schema_overrides={"subjects": pl.List(pl.String), "topics": pl.List(pl.String)},
        ).with_columns(pl.col("date").str.to_date()),
    )
