"""How fast acts fade: coded events held out, an expert's series, and how far levels spread.

    python benchmarks/index_fading.py RECORD --series FILE

Coded events of all datasets are taken out, what they are worth is foretold from all other
rows, and held against them, under steps alone and under several half-lives. FILE has monthly
scores of China's relations by an expert, with columns Country, YearMonth, Score.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from legation.record import open_record
from legation.relations import index
from legation.relations.index.arrays import Arrays
from legation.relations.index.fit import usual
from legation.relations.index.parameters import Parameters
from legation.relations.index.results import Index
from legation.relations.index.smooth import smooth

FACTORS = {"steps alone": math.inf, "longer": 2.0, "used": 1.0, "shorter": 0.43}


def owners(arrays: Arrays) -> np.ndarray[Any, Any]:
    return np.repeat(np.arange(arrays.dyads), np.diff(arrays.pointer))


def foretold(arrays: Arrays, p: Parameters) -> dict[str, np.ndarray[Any, Any]]:
    """Coded events, what the other rows make of their relations, and how likely they were."""
    names = np.array([name.startswith(("goldstein", "balance")) for name in arrays.sources])
    coded = np.array([name.startswith("goldstein") for name in arrays.sources])
    having = np.unique(owners(arrays)[coded[arrays.source]])
    own = arrays.take(having)
    found = smooth(own.without(names[own.source]), p)
    which = coded[own.source]
    dyad = owners(own)[which]
    at = found.pointer[dyad] + own.month[which] - own.span[dyad, 0]
    mean, cov, side = found.mean[at], found.cov[at], own.side[which]
    level = np.choose(side, [mean[:, 0], mean[:, 1], mean.mean(1)])
    spread = np.choose(side, [cov[:, 0], cov[:, 1], cov.sum(1) / 4 + cov[:, 2] / 4])
    source, n, value = own.source[which], own.n[which], own.value[which]
    variance = spread + p.F[source] + p.R[source] / n
    score = -0.5 * np.log(2 * np.pi * variance) - 0.5 * (value - level) ** 2 / variance
    disputes = arrays.sources.index("dispute_acts")
    fought = np.unique(owners(arrays)[arrays.source == disputes])
    return {
        "level": level,
        "sd": np.sqrt(spread),
        "value": value,
        "n": n,
        "score": score,
        "fought": np.isin(having[dyad], fought),
    }


def told(found: dict[str, np.ndarray[Any, Any]], low: np.ndarray[Any, Any]) -> Iterator[str]:
    strata = {
        "all": np.ones(len(low), bool),
        "a dispute": found["fought"],
        "no dispute": ~found["fought"],
        "below -2": low,
    }
    for name, own in strata.items():
        rho = spearmanr(found["level"][own], found["value"][own])[0]
        yield f"{name} ({own.sum():,}): log score {found['score'][own].mean():.3f}, rho {rho:.3f}"
    sure = (found["level"] + 2.326 * found["sd"] < 0) & (found["n"] >= 5)
    mean = np.average(found["value"][sure], weights=found["n"][sure])
    yield (
        f"surely below zero, five events or more ({sure.sum()}): level "
        f"{found['level'][sure].mean():.1f}, events {mean:+.1f}"
    )


def expert(file: Path, found: Index, p: Parameters) -> Iterator[str]:
    series: dict[str, dict[int, list[float]]] = {}
    with file.open() as lines:
        for row in csv.DictReader(lines):
            year = series.setdefault(row["Country"], {}).setdefault(int(row["YearMonth"][:4]), [])
            year.append(float(row["Score"]))
    for country, years in series.items():
        smoothed = smooth(found["China", country].dyad.arrays, p)
        first, mean = int(smoothed.first[0]), smoothed.mean.mean(1)
        whole = [y for y in sorted(years) if y * 12 >= first and y * 12 + 12 - first <= len(mean)]
        ours = np.array([mean[y * 12 - first : y * 12 - first + 12].mean() for y in whole])
        theirs = np.array([np.mean(years[y]) for y in whole])
        level = np.corrcoef(ours, theirs)[0, 1]
        change = np.corrcoef(np.diff(ours), np.diff(theirs))[0, 1]
        yield f"China and {country}: levels {level:.2f}, yearly changes {change:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--series", type=Path)
    given = parser.parse_args()
    with open_record(given.record, read_only=True) as record:
        found = index(record)
        arrays = Arrays.of(found.observations)
        low = None
        for name, factor in FACTORS.items():
            p = replace(found.parameters, usual=factor * usual(found.parameters))
            years = math.log(2) / p.fade / 12 if p.fade else math.inf
            print(f"{name}: half-life {years:.1f} years")
            events = foretold(arrays, p)
            low = events["level"] < -2 if low is None else low
            for line in [
                *told(events, low),
                *(expert(given.series, found, p) if given.series else []),
            ]:
                print(f"  {line}")
            if name in ("steps alone", "used"):
                mean = smooth(arrays, p)
                having = np.repeat(np.diff(arrays.pointer) > 0, np.diff(mean.pointer))
                last = mean.mean[mean.pointer[1:] - 1][np.diff(arrays.pointer) > 0]
                beyond = (np.abs(mean.mean[having]) > 10).mean()
                print(
                    f"  beyond -10 and 10: {beyond:.5f} of months; pairs below -5 in the last "
                    f"month: {(last < -5).any(1).sum()}"
                )


if __name__ == "__main__":
    main()
