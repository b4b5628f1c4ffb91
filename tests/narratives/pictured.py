"""Attitudes, omissions and tellings of made camps, without a record behind them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from legation.narratives.attitudes import Attitudes
from legation.narratives.camps import Camps, camps_of
from legation.narratives.happenings import Edge, Happening
from legation.narratives.mentioning import Rows
from legation.narratives.omission import Coverage, Missing
from legation.narratives.perceived import Perceived
from legation.narratives.pooled import Cells, Posterior
from legation.relations.window import window

Pair = tuple[str, str]


def camps(*names: str) -> Camps:
    """Make camps of one outlet each, which bears the name of the camp."""
    return camps_of({name: [f"{name}.example"] for name in names})


def happening(
    number: int,
    *edges: Edge,
    kind: str = "events",
    salience: float = 0.5,
    apart: Sequence[str] = (),
) -> Happening:
    """Make something that happened."""
    states = tuple(sorted({code for a, b, _ in edges for code in (a, b)}))
    day = dt.date(2018, 9, 1) + dt.timedelta(days=number)
    return Happening(
        f"{kind}:{number}", kind, day, day, "day", states, edges, salience, "a title", (),
        apart=tuple(apart),
    )  # fmt: skip


def coverage(
    of: Happening, kappa: Mapping[str, float | None], covered: Mapping[str, tuple[int, int]]
) -> Coverage:
    """Make what camps report of it."""
    told = {name: None if k is None else (k, 0.1) for name, k in kappa.items()}
    return Coverage(of, covered, (), dict.fromkeys(kappa), None, told, 1.0, 10)


def left_out(names: Sequence[str], rows: Sequence[Coverage]) -> Missing:
    """Make what is missing from camps."""
    return Missing(tuple(names), tuple(rows), (), (), 0.1, (), cast("Any", None), {})


def attitudes(values: Mapping[str, Mapping[str, float]], spread: float = 0.02) -> Attitudes:
    """Make attitudes by camp and state, each with draws a little apart."""
    made = camps(*values)
    order = made.order
    states = tuple(sorted({state for one in values.values() for state in one}))
    noise = np.random.default_rng(0).normal(0, spread, 100)
    draws, known = np.zeros((100, len(values), len(states))), np.zeros((len(values), len(states)))
    for camp, one in values.items():
        for state, value in one.items():
            at = order[camp], states.index(state)
            draws[:, at[0], at[1]] = (value + noise).clip(-1, 1)
            known[at] = 1
    none = np.zeros(0, np.int64)
    held = cast("Any", SimpleNamespace(outlet=np.zeros(0, np.int32)))
    rows = Rows(held, none, none.astype(object), none, none > 0, none.reshape(0, 2), none)
    return Attitudes(made, window(None, None), states, draws, known > 0, order, None, {}, rows)


def perceived(
    deltas: Mapping[str, Mapping[Pair, tuple[float, float]]],
    record: Mapping[Pair, float],
    documents: int = 8,
    record_sd: float = 0.5,
) -> Perceived:
    """Make tellings: by camp and pair the mean and spread of what the camp adds to the record.

    All documents alike tell what is in the record (tone 0, slope 1). A camp has `documents` on
    each pair it is given, and none on the others.
    """
    made = camps(*deltas)
    order = made.order
    pairs = tuple(sorted(record))
    cells = [
        (order[camp], pairs.index(pair))
        for camp, one in deltas.items()
        for pair in one
        for _ in range(documents)
    ]
    cells += [(len(order), at) for at in range(len(pairs))]
    camp, pair = np.array(sorted(cells), np.intp).T
    count = len(camp)
    random = np.random.default_rng(0)
    drawn = random.normal(0, 1, (1_000, len(order) + 1, len(pairs)))
    drawn[:, :-1] = 0
    for name, one in deltas.items():
        for key, (mean, spread) in one.items():
            noise = np.random.default_rng(pairs.index(key)).normal(0, spread, 1_000)
            drawn[:, order[name], pairs.index(key)] = mean + noise
    none: Any = None
    nothing = np.zeros((1_000, 1))
    return Perceived(
        made, window(None, None), pairs, none, none, none, none, none,
        Cells(
            np.ones((count, 4)), np.array([record[pairs[at]] for at in pair]), camp, pair,
            np.zeros(count, np.intp), np.full(len(pairs), record_sd), len(order) + 1, len(pairs), 1,
        ),
        Posterior(drawn, nothing, nothing[:, 0], nothing[:, 0] + 1, nothing, nothing),
        order, {},
    )  # fmt: skip
