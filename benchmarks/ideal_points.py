"""Ideal points by `bsv` against the published ones: closeness and time, tier by tier.

python benchmarks/ideal_points.py RECORD PUBLISHED [--sweeps 600 4000] [--bridging derived]

RECORD holds the votes, PUBLISHED is a file of estimates by Bailey, Strezhnev and Voeten with
quantiles. Seeds agree as the chains of one run do: each has chance of its own.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import numpy as np
import polars as pl

from legation import states
from legation.record import open_record
from legation.relations.ideal import bsv
from legation.relations.ideal.results import Z90, IdealPoints
from legation.relations.ideal.votes import vote_matrix

#: Minutes allowed, and the pooled correlation asked for within them, on two cores.
MARKS = ((1.0, 0.990), (10.0, 0.998))
PEERS = """Peers on these data: the authors' R about 8 h; MCMCpack about 11 h; emIRT's dynIRT 4-5 s,
pooled r .91-.95 and no bridging."""


def published(path: Path) -> pl.DataFrame:
    """Read published points: ccode, state, session, theirs, spread (one standard deviation)."""
    raw = pl.read_csv(path, null_values="NA", infer_schema_length=None)
    keys = raw.select("ccode", "session").iter_rows()
    return raw.select(
        "ccode",
        pl.Series("state", [code_of(ccode, session) for ccode, session in keys]),
        pl.col("session").cast(pl.Int32),
        pl.col("IdealPointAll").alias("theirs"),
        ((pl.col("Q95%All") - pl.col("Q5%All")) / (2 * Z90)).alias("spread"),
    )


def code_of(ccode: int, session: int) -> str:
    """Give the last of the line of a Correlates of War number in a session."""
    for day in (f"{1945 + session}-11-15", f"{1945 + session}-09-01", None):
        if found := states.find(ccode, day, scheme="cow"):
            return str(states.lineage(found)[-1][0])
    raise SystemExit(f"no state has the Correlates of War number {ccode}")


def closeness(points: IdealPoints, truth: pl.DataFrame) -> dict[str, float]:
    """Compare points with the published ones where both are."""
    both = truth.join(points.frame(), on=["state", "session"]).sort("ccode", "session")
    by_session = both.group_by("session").agg(pl.corr("theirs", "mean").alias("r"))["r"]
    steps = both.select(
        pl.col("theirs", "mean", "session").diff().over("ccode"),
    ).filter(pl.col("session") <= 2)  # two from the eighteenth to the twentieth
    return {
        "pooled r": both.select(pl.corr("theirs", "mean")).item(),
        "median r": float(by_session.median()),  # type: ignore[arg-type]
        "SE ratio": float((both["sd"] / both["spread"]).median()),  # type: ignore[arg-type]
        "change r": steps.select(pl.corr("theirs", "mean")).item(),
    }


def main() -> None:
    """Run the tiers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("published", type=Path)
    parser.add_argument("--sweeps", type=int, nargs="+", default=[600, 4000])
    parser.add_argument("--chains", type=int, default=2, help="at least two")
    parser.add_argument("--bridging", default=None)
    given = parser.parse_args()
    truth = published(given.published)
    with open_record(given.record, read_only=True) as record:
        votes = vote_matrix(record, bridging=given.bridging)
    print(f"{votes}\n{len(truth):,} published points; {os.cpu_count()} cores")
    bsv.fit(votes, sweeps=8, chains=given.chains)  # compiles, or reads what was compiled
    print("sweeps    wall  processor  pooled r  median r  SE ratio  change r  seeds r")
    for sweeps in given.sweeps:
        wall, work = time.perf_counter(), time.process_time()
        points = bsv.fit(votes, sweeps=sweeps, chains=given.chains, seed=1)
        wall, work = time.perf_counter() - wall, time.process_time() - work
        chains = points.draws.mean(axis=1)
        agree = float(np.corrcoef(chains)[0, -1])
        numbers = "  ".join(f"{value:8.4f}" for value in closeness(points, truth).values())
        print(f"{sweeps:6}  {wall:5.0f} s  {work:7.0f} s  {numbers} {agree:8.4f}", flush=True)
        print(f"        {points.diagnostics}", flush=True)
    marks = "; ".join(f"r {r} within {minutes:g} min" for minutes, r in MARKS)
    print(f"Marks: {marks}; median r .999, SE ratio .9-1.1, change r .98, seeds r .999.\n{PEERS}")


if __name__ == "__main__":
    main()
