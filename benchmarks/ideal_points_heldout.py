"""Ideal points on votes left out: log loss, time, and whether distance goes with disagreement.

python benchmarks/ideal_points_heldout.py RECORD [--methods coherent bsv] [--coverage 1]

Two in a hundred votes are left out at random, the same for each method. Distance is compared with
disagreement in the votes that remained: in each session, the correlation over pairs of states of
|theta_a - theta_b| with the share of roll calls on which they chose differently. With --coverage,
votes are simulated from a draw of `coherent` and it is asked how often 90 % intervals hold the
truth, by place on the scale.
"""

from __future__ import annotations

import argparse
import time
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np

from legation.record import open_record
from legation.relations.ideal.heldout import (
    coverage,
    item_marginals,
    left_out,
    score,
    simulate,
)
from legation.relations.ideal.results import IdealPoints
from legation.relations.ideal.votes import Votes, vote_matrix

MARKS = """Marks measured before on other 2 in 100 of the votes: maximum a posteriori .274,
bsv .277, AR(1) .279; to be held: at most .277, coverage .87-.93."""
FEWEST_TOGETHER = 10


def disagreement(votes: Votes, session: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """States of a session; of each pair the share of different choices, and roll calls shared."""
    rows = votes.session[votes.rollcall] == session
    states, state = np.unique(votes.state[rows], return_inverse=True)
    calls, call = np.unique(votes.rollcall[rows], return_inverse=True)
    chose = np.zeros((3, len(states), len(calls)))
    chose[votes.choice[rows], state, call] = 1.0
    same = sum(one @ one.T for one in chose)
    cast = chose.sum(0)
    together = cast @ cast.T
    return states, 1 - same / np.maximum(together, 1), together


def with_disagreement(points: IdealPoints) -> float:
    """Mean over sessions of the correlation of distance and disagreement over pairs of states."""
    votes = points.votes
    theta = np.full((len(votes.states), len(votes.sessions)), np.nan)
    theta[points.state, points.session] = points.mean
    found = []
    for session in range(len(votes.sessions)):
        states, differ, together = disagreement(votes, session)
        pair = np.triu_indices(len(states), 1)
        enough = together[pair] >= FEWEST_TOGETHER
        at = theta[states, session]
        gap = np.abs(at[:, None] - at)[pair]
        found.append(np.corrcoef(gap[enough], differ[pair][enough])[0, 1])
    return float(np.mean(found))


def covered(points: IdealPoints, sweeps: int | None, seed: int) -> None:
    """Print the coverage of intervals on simulated votes."""
    made, truth = simulate(points, draw=-1 - seed, seed=seed)
    found = import_module("legation.relations.ideal.coherent").fit(made, sweeps=sweeps, seed=seed)
    inside = coverage(found, truth)
    print(f"coverage of 90 % intervals, seed {seed}: {inside.mean():.3f} of {len(truth):,}")
    edges = [-np.inf, -2, -1, 0, 1, 2, np.inf]
    for low, high in pairwise(edges):
        here = (truth >= low) & (truth < high)
        print(f"    truth {low:5.0f} to {high:3.0f}: {inside[here].mean():.3f} of {here.sum():,}")


def main() -> None:
    """Score the methods and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--methods", nargs="+", default=["coherent", "bsv"])
    parser.add_argument("--sweeps", type=int, nargs="*", default=[], help="one for each method")
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--coverage", type=int, default=0, help="simulations")
    given = parser.parse_args()
    with open_record(given.record, read_only=True) as record:
        votes = vote_matrix(record)
    out = left_out(votes, given.share, given.seed)
    kept, test = votes.without(out), votes.without(~out)
    print(votes)
    print(item_marginals(kept, test))
    sweeps = dict(zip(given.methods, given.sweeps, strict=False))
    for method in given.methods:
        fit = import_module(f"legation.relations.ideal.{method}").fit
        fit(kept, sweeps=8)  # compiles, or reads what was compiled
        wall, work = time.perf_counter(), time.process_time()
        points = fit(kept, sweeps=sweeps.get(method))
        wall, work = time.perf_counter() - wall, time.process_time() - work
        print(score(points, test))
        print(f"    {points.sweeps:,} sweeps, {wall:.0f} s, {work:.0f} s of processor")
        print(f"    distance with disagreement: r {with_disagreement(points):.3f}")
        print(f"    {points.diagnostics}", flush=True)
        if method == "coherent":
            for seed in range(given.coverage):
                covered(points, sweeps.get(method), seed)
    print(MARKS)


if __name__ == "__main__":
    main()
