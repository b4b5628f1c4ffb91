"""Time and memory of estimating the index for all pairs, beside statsmodels on a sample of them.

Draws 20,000 dyads of 900 months with four sources that observe every month (72 million
observations, the densest case), estimates all parameters and smooths everything, in a process of
its own whose peak memory is taken. The peer is the state-space smoother of statsmodels with the
same two states, the same observations and parameters held fixed, on a sample of the same dyads in
the same run.

    python benchmarks/index_em.py --dyads 20000 --months 900

Time is that of the clock; the load of the machine is printed beside it, and processor time, which
says what the clock would show on two idle cores.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from legation.relations.index import engine
from legation.relations.index.arrays import Arrays
from legation.relations.index.em import estimate
from legation.relations.index.parameters import Parameters
from legation.relations.index.simulate import Coverage, simulate
from legation.relations.index.smooth import smooth

TARGET_SECONDS, TARGET_GIB = 60, 4  # and statsmodels at least 100 times slower for one dyad
HALF, Z90 = np.array([0.5, 0.5]), 1.6449

TRUTH = Parameters(
    sources=("events", "votes", "texts", "ties"),
    anchored=(True, False, False, False),
    a=[0.0, 0.3, -1.0, 0.2],
    b=[1.0, 0.5, -0.8, 0.1],
    R=[4.0, 0.2, 3.0, 0.1],
    F=[0.1, 0.02, 0.5, 0.02],
    tau=[0.0, 0.5, 0.8, 0.1],
    q=0.02,
    rho=0.6,
    nu=4.0,
    m0=0.5,
    P0=4.0,
    r0=0.4,
)
COVERAGE = (
    Coverage(sides=(0, 1), rate=0.5, rows=3),
    Coverage(sides=(2,), rows=3),
    Coverage(sides=(2,), rows=2),
    Coverage(sides=(2,), rows=2),
)


def ours(dyads: int, months: int) -> dict[str, object]:
    """Estimate and smooth; give seconds, peak memory and how good it is."""
    drawn = simulate(TRUTH, COVERAGE, dyads=dyads, months=months)
    sources = [
        SimpleNamespace(name=name, anchored=anchored, sign=None)
        for name, anchored in zip(TRUTH.sources, TRUTH.anchored, strict=True)
    ]
    warm = drawn.arrays.take([0])
    begun = time.perf_counter()
    smooth(warm, TRUTH)
    compiled = time.perf_counter() - begun
    times, processor = [time.perf_counter()], [time.process_time()]
    found = estimate(drawn.arrays, sources)
    times.append(time.perf_counter())
    processor.append(time.process_time())
    smoothed = smooth(drawn.arrays, found.parameters)
    times.append(time.perf_counter())
    processor.append(time.process_time())
    sample = slice(0, int(smoothed.pointer[min(dyads, 2000)]))
    known = smooth(drawn.arrays, TRUTH, dyads=range(min(dyads, 2000)))
    error = smoothed.mean[sample] - drawn.truth[sample]
    inside = np.abs(error) < Z90 * np.sqrt(smoothed.cov[sample, :2])
    best = known.mean - drawn.truth[sample]
    once = one_pass(drawn.arrays.take(range(min(dyads, 2000))))
    return {
        "observations": len(drawn.arrays.value),
        "first use": compiled,
        "estimate": times[1] - times[0],
        "smooth": times[2] - times[1],
        "estimate processor": processor[1] - processor[0],
        "smooth processor": processor[2] - processor[1],
        "one pass, one dyad, processor": once,
        "peak GiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "rmse over that with true parameters": float(np.sqrt((error**2).mean() / (best**2).mean())),
        "90 % interval covers": float(inside.mean()),
        "loadings over true": (found.parameters.b / TRUTH.b).round(3).tolist(),
        "parameters": found.parameters.as_dict() | {"trace": []},
        "threads": engine.workers(),
    }


def one_pass(arrays: Arrays) -> float:
    """Processor seconds for what the peer does to one dyad: no offsets, weights held fixed."""
    plain = replace(TRUTH, tau=[0.0] * 4)
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        smooth(arrays, plain, weight=np.ones(int(arrays.offsets[-1])))
        rounds.append((time.process_time() - begun) / arrays.dyads)
    return min(rounds)


def peer(months: int, sample: int) -> float:
    """Processor seconds of statsmodels for one dyad, setting up included, best of three."""
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

    arrays = simulate(TRUTH, COVERAGE, dyads=sample, months=months).arrays
    which = np.array([0, 0, 1, 2, 3])  # sources of the five series: events have two sides
    design = TRUTH.b[which, None] * np.array([[1, 0], [0, 1], HALF, HALF, HALF])
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        for d in range(sample):
            rows = slice(arrays.pointer[d], arrays.pointer[d + 1])
            series = np.where(arrays.source[rows] == 0, arrays.side[rows], arrays.source[rows] + 1)
            at = arrays.month[rows] - arrays.span[d, 0]
            y, n = np.full((months, 5), np.nan), np.ones((months, 5))
            y[at, series], n[at, series] = arrays.value[rows], arrays.n[rows]
            model = KalmanSmoother(k_endog=5, k_states=2, k_posdef=2)
            model.bind(np.asfortranarray((y - TRUTH.a[which]).T))
            model["design"] = design
            model["transition"] = model["selection"] = np.eye(2)
            model["state_cov"] = TRUTH.q * np.array([[1, TRUTH.rho], [TRUTH.rho, 1]])
            noise = np.zeros((5, 5, months))
            noise[range(5), range(5)] = (TRUTH.F[which] + TRUTH.R[which] / n).T
            model["obs_cov"] = noise
            start = TRUTH.P0 * np.array([[1, TRUTH.r0], [TRUTH.r0, 1]])
            model.initialize_known(np.full(2, TRUTH.m0), start)
            model.smooth()
        rounds.append((time.process_time() - begun) / sample)
    return min(rounds)


def main() -> None:
    """Run both, print the table, and say whether the marks hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dyads", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=900)
    parser.add_argument("--sample", type=int, default=10, help="dyads for statsmodels")
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ours:
        print(json.dumps(ours(given.dyads, given.months)))
        return
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    size = ["--dyads", str(given.dyads), "--months", str(given.months)]
    done = subprocess.run(
        [sys.executable, __file__, "--ours", *size], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    for name, value in found.items():
        print(f"{name:36} {value:.3f}" if isinstance(value, float) else f"{name:36} {value}")
    one = peer(given.months, given.sample)
    whole = found["estimate"] + found["smooth"]
    processor = found["estimate processor"] + found["smooth processor"]
    print(f"load after: {os.getloadavg()[0]:.1f}")
    print(f"statsmodels, one pass, one dyad, {one * 1e3:.1f} ms of processor; ours:")
    each = {
        "the same pass": found["one pass, one dyad, processor"],
        "weights, offsets and smoothing": found["smooth processor"] / given.dyads,
        "all of that and estimation": processor / given.dyads,
    }
    for name, seconds in each.items():
        print(f"  {name:32} {seconds * 1e3:7.3f} ms a dyad, {one / seconds:6.0f} times")
    print(f"marks: {whole:.0f} of {TARGET_SECONDS} s, {found['peak GiB']:.2f} of {TARGET_GIB} GiB")


if __name__ == "__main__":
    main()
