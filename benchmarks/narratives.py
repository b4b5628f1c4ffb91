"""Whether intervals of what camps tell hold what they promise: simulated, and by bending articles.

Usage: ``python benchmarks/narratives.py [--sets 200] [--record FILE --camps FILE] [--runs 25]``.

*Simulated*: sets of documents drawn from the model (`legation.narratives.simulated`), few and many;
the share of camps and pairs with at least five documents whose delta lies in its 90 % interval.

*Bent*: the articles of a record that was read. Each camp's documents are parted in two by chance,
so that the same outlets write for both halves, and in one half a known share of what is said of
some pairs is turned to the other side, talk to talk and deeds to deeds. The two halves then differ
by a shift that is known, and the model is asked for the difference of their deltas.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from legation.narratives.camps import load_camps
from legation.narratives.confusion import COUNTS, VALUES, scores
from legation.narratives.perceived import LEAST, perceive
from legation.narratives.pooled import Cells, posterior
from legation.narratives.simulated import simulate
from legation.record import open_record

SIZES = {"few": (80, 4), "some": (300, 12), "many": (1_200, 30)}
SHARES = (0.0, 0.2, 0.4, 0.6)
#: Cells of a camp's half from which a pair is bent, and pairs bent at a time.
ENOUGH, BENT = 8, 8
TURNED = [2, 3, 0, 1]


def counts_of(cells: Cells) -> np.ndarray:
    """Count cells by camp and pair."""
    key = cells.camp * cells.pairs + cells.pair
    return np.bincount(key, minlength=cells.camps * cells.pairs).reshape(cells.camps, -1)


def simulated(sets: int, sweeps: int) -> None:
    """Print the coverage over sets drawn from the model."""
    for name, (documents, pairs) in SIZES.items():
        begun, hits, shares = time.perf_counter(), [], []
        for seed in range(sets):
            drawn = simulate(np.random.default_rng([seed, documents]), documents=documents,
                             pairs=pairs)  # fmt: skip
            found = posterior(drawn.cells, scores, seed, sweeps, sweeps // 4).delta
            low, high = np.quantile(found, [0.05, 0.95], axis=0)
            held = ((low <= drawn.delta) & (drawn.delta <= high))[counts_of(drawn.cells) >= LEAST]
            hits += held.tolist()
            shares.append(held.mean() if len(held) else np.nan)
        error = np.nanstd(shares) / np.sqrt(sets)
        print(f"simulated, {name:4}: {np.mean(hits):.3f} +- {error:.3f} of {len(hits)} intervals, "
              f"{sets} sets of {documents} documents, {time.perf_counter() - begun:.0f} s",
              flush=True)  # fmt: skip


def bend(
    cells: Cells, generator: np.random.Generator
) -> tuple[Cells, list[tuple[int, int, float]]]:
    """Part camps in two and bend some pairs of the second halves; give (camp, pair, shift)."""
    known = np.linalg.solve(COUNTS / COUNTS.sum(axis=1, keepdims=True), VALUES)
    second = generator.random(len(cells.camp)) < 0.5
    camp = cells.camp + second * cells.camps
    classes = cells.classes.copy()
    key = cells.camp * cells.pairs + cells.pair
    counts = np.minimum(
        *(np.bincount(key[part], minlength=cells.camps * cells.pairs) for part in (second, ~second))
    ).reshape(cells.camps, -1)
    wanted = np.argwhere(counts[: cells.camps - 1] >= ENOUGH)
    chosen = wanted[generator.permutation(len(wanted))[:BENT]]
    planted = []
    for place, pair in chosen.tolist():
        inside = np.flatnonzero(second & (cells.camp == place) & (cells.pair == pair))
        share = float(generator.choice(SHARES))
        moved = generator.binomial(classes[inside].astype(int), share)
        before = cells.classes[inside]
        turned = known[TURNED] - known
        planted.append((place, pair, share * float((before @ turned / before.sum(1)).mean())))
        classes[inside] += moved[:, TURNED] - moved
    return cells_with(cells, classes, camp, 2), planted


def cells_with(cells: Cells, classes: np.ndarray, camp: np.ndarray, times: int = 1) -> Cells:
    """Give cells with other classes and camps."""
    return Cells(classes, cells.record, camp.astype(np.intp), cells.pair, cells.outlet,
                 cells.record_sd, times * cells.camps, cells.pairs, cells.outlets)  # fmt: skip


def bent(record: Path, camps: Path, runs: int, sweeps: int) -> None:
    """Print how often a planted shift lies in the interval of the difference."""
    with open_record(record, read_only=True) as held:
        begun = time.perf_counter()
        cells = perceive(held, load_camps(camps)).cells
        print(f"pictures of all camps: {time.perf_counter() - begun:.1f} s")
    assert cells is not None
    rows: list[tuple[float, float, float, float]] = []
    for seed in range(runs):
        trial, planted = bend(cells, np.random.default_rng(seed))
        delta = posterior(trial, scores, seed, sweeps, sweeps // 4).delta
        for camp, pair, shift in planted:
            apart = delta[:, camp + cells.camps, pair] - delta[:, camp, pair]
            rows.append((shift, *np.quantile(apart, [0.05, 0.5, 0.95])))
    shift, low, middle, high = np.array(rows).T
    inside = (low <= shift) & (shift <= high)
    for name, chosen in {"all": shift < np.inf, "none": shift == 0,
                         "0 to 2": (shift != 0) & (np.abs(shift) <= 2),
                         "more than 2": np.abs(shift) > 2}.items():  # fmt: skip
        if chosen.any():
            slope = (shift * middle)[chosen].sum() / max((shift**2)[chosen].sum(), 1e-9)
            width = (high - low)[chosen].mean()
            print(
                f"bent, shift {name:12}: {inside[chosen].mean():.3f} of {chosen.sum()}, "
                f"recovered {slope:.2f} of it, width {width:.2f}"
            )


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=200)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--camps", type=Path)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--sweeps", type=int, default=600)
    asked = parser.parse_args()
    if asked.sets:
        simulated(asked.sets, asked.sweeps)
    if asked.record and asked.camps:
        bent(asked.record, asked.camps, asked.runs, asked.sweeps)


if __name__ == "__main__":
    main()
