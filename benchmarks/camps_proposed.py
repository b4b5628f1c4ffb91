"""How far the stability of proposed camps tells whether planted camps were found.

    python benchmarks/camps_proposed.py [RUNS]

Two camps of eight outlets write titles on eight states. Outlets of a camp name three states of
their own `tilt` times as often as the others; with a tilt of 1 there are no camps. Outlets have 25
to 125, or 60 to 300 titles. A line gives the mean adjusted Rand index to the planted camps, the
mean silhouette and the stability that the proposal states of itself.

On two busy cores, 5 runs each, in about three minutes:

    tilt  titles  to the truth  silhouette  stability
     1.0      25          0.02        0.51       0.15
     1.0      60         -0.04        0.42       0.09
     1.5      25          0.13        0.39       0.12
     1.5      60          0.58        0.41       0.35
     2.0      25          0.77        0.40       0.49
     2.0      60          0.90        0.50       0.72
     3.0      25          1.00        0.55       0.89
     3.0      60          1.00        0.66       0.99  (1 run)

So stability follows the truth, and lies below it; the silhouette does not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import tempfile

import numpy as np

from legation.narratives.proposing import adjusted_rand, propose
from legation.record import Record, open_record

STATES = ("Russia", "China", "Iran", "Germany", "Japan", "Canada", "France", "Brazil")
OUTLETS = 8


def press(tilt: float, titles: int, seed: int) -> Record:
    """Make a record of headlines of two camps."""
    generator = np.random.default_rng(seed)
    rows = []
    for camp in (0, 1):
        chance = np.ones(len(STATES))
        chance[3 * camp : 3 * camp + 3] *= tilt
        chance /= chance.sum()
        for outlet in range(OUTLETS):
            for _ in range(titles * int(generator.choice([1, 1, 2, 5]))):
                day = dt.date(2020, 1, 1) + dt.timedelta(days=int(generator.integers(0, 360)))
                title = f"News of {STATES[generator.choice(len(STATES), p=chance)]}"
                rows.append([f"h {len(rows):06}", day, f"{'ab'[camp]}{outlet}.example", title])
    record = open_record(":memory:")
    content = hashlib.sha256(repr(rows).encode()).hexdigest()
    record.con.execute(
        "INSERT INTO source (source_id, dataset, sha256) VALUES ('s:1', 's', ?)", [content]
    )
    record.con.executemany(
        "INSERT INTO document_statement BY NAME SELECT ? AS document_id, ?::DATE AS date, "
        "? AS outlet, ? AS title, 'headline' AS kind, 's:1' AS source_id, false AS shadowed",
        rows,
    )
    return record


def main(runs: int) -> None:
    print("tilt  titles  to the truth  silhouette  stability")
    for tilt in (1.0, 1.5, 2.0, 3.0):
        for titles in (25, 60):
            found = []
            for seed in range(runs):
                with press(tilt, titles, seed) as record:
                    made = propose(record, 2)
                place = {o.key: n for n, camp in enumerate(made.camps.camps) for o in camp.outlets}
                names = sorted(place)
                truth = adjusted_rand([name[0] for name in names], [place[n] for n in names])
                found.append((truth, made.silhouette[2], made.stability))
            truth, near, stable = np.mean(found, axis=0)
            print(
                f"{tilt:4.1f}  {titles:6}  {truth:12.2f}  {near:10.2f}  {stable:9.2f}", flush=True
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LEGATION_CACHE"] = folder
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
