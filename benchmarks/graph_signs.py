"""How often the sign of an edge is right where the truth is known.

Levels are drawn from the index's own model with the parameters learned from a record, and observed
in the same months by the same sources as the pairs of that record. From these observations signs
are told again, by both priors of `legation.balance.sources.rule.Rule`.

    python benchmarks/graph_signs.py RECORD --pairs 3000
"""

from __future__ import annotations

import argparse
import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np

import legation
from legation.balance.sources.levels import blocks
from legation.balance.sources.rule import Rule
from legation.relations import index as index_of
from legation.relations.index import Index
from legation.relations.index.arrays import Arrays
from legation.relations.index.calibration import Calibration
from legation.relations.index.simulate import _paths

BANDS = ((0.5, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 1.01))


def simulated(index: Index, count: int, seed: int) -> tuple[Index, np.ndarray[Any, Any], Any]:
    """Give an index of made observations, true levels of pair-months, and where pairs begin."""
    rng = np.random.default_rng(seed)
    all_pairs = Arrays.of(index.observations)
    having = np.flatnonzero(np.diff(all_pairs.pointer))
    chosen = np.sort(rng.choice(having, min(len(having), count), replace=False))
    seen, told = all_pairs.take(chosen), index.parameters
    begin = np.concatenate([[0], np.cumsum(seen.months)])
    pair = np.repeat(np.arange(len(chosen)), seen.months)
    within = np.arange(begin[-1]) - begin[pair]
    truth = _paths(told, within, np.zeros(len(within), bool), 0.0, rng)
    dyad = np.repeat(np.arange(len(chosen)), np.diff(seen.pointer))
    row = begin[dyad] + seen.month - seen.span[dyad, 0]
    level = np.where(seen.side == 2, truth[row].mean(axis=1), truth[row, np.minimum(seen.side, 1)])
    source = seen.source
    offset = rng.normal(size=(len(chosen), len(told.sources))) * told.tau
    noise = np.sqrt(told.F[source] + told.R[source] / seen.n) * rng.normal(size=len(source))
    made = SimpleNamespace(
        sources=[SimpleNamespace(name=name) for name in told.sources],
        dyads=tuple(index.pairs[i] for i in chosen),
        dyad=dyad,
        span=seen.span,
        month=seen.month,
        source=source,
        side=seen.side,
        value=told.a[source] + told.b[source] * level + offset[dyad, source] + noise,
        n=seen.n,
    )
    found = Index(made, told, Calibration(), dt.date.max, "made")  # type: ignore[arg-type]
    return found, truth.mean(axis=1), begin


def main() -> None:
    """Print how often signs are right, by what was said of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record")
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    real = index_of(legation.open(told.record, read_only=True))
    index, truth, begin = simulated(real, told.pairs, told.seed)
    arrays = Arrays.of(index.observations)
    parts = []
    for block in blocks(index, arrays, np.arange(len(index.pairs))):
        variance = (block.cov[:, 0] + block.cov[:, 1] + 2 * block.cov[:, 2]) / 4
        levels = np.concatenate([truth[begin[d] : begin[d + 1]] for d in block.dyad])
        parts.append((block.mean.mean(1), block.lean.mean(1), np.sqrt(variance), levels))
    mean, lean, sd, level = map(np.concatenate, zip(*parts, strict=True))
    print(f"{len(mean):,} pair-months, {(level < 0).mean():.1%} truly hostile")
    for prior in ("learned", "even"):
        centred, _ = Rule(0.5, prior=prior).centred(mean, lean, index.parameters.m0)
        sign, sure = Rule(0.5, prior=prior).signs(centred, sd)
        right = np.sign(level) == sign
        for want, word in ((1, "friendly"), (-1, "hostile")):
            own = sign == want
            edge = own & (sure >= 0.9)
            print(f"{prior}, {word}: {edge.sum():,} edges, {right[edge].mean():.1%} right")
            for low, high in BANDS:
                part = own & (sure >= low) & (sure < high)
                if part.any():
                    print(f"  said {sure[part].mean():.3f}, right {right[part].mean():.3f}")


if __name__ == "__main__":
    main()
