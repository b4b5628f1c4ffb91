"""Time and memory of adding the General Assembly record, beside the least that reads it.

The peer parses the same files with the standard library alone (gzip, csv, json) and keeps
nothing: no states are resolved, no votes compared, no absences derived, nothing is stored.
Both run in processes of their own, the peer first, after the files were read once.

    python benchmarks/unga_add.py FOLDER
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def peer(folder: Path) -> int:
    """Parse every file and count rows."""
    import csv
    import gzip

    rows = 0
    for file in sorted(folder.iterdir()):
        if file.suffix == ".json":
            rows += sum(1 for line in file.read_text("utf-8").splitlines() if json.loads(line))
        elif file.suffix == ".gz":
            with gzip.open(file, "rt", encoding="utf-8", newline="") as handle:
                rows += sum(1 for _ in csv.reader(handle))
        else:
            with file.open(encoding="utf-8", newline="") as handle:
                rows += sum(1 for _ in csv.reader(handle))
    return rows


def ours(folder: Path) -> int:
    """Add the folder to a new record on disk."""
    from legation.record import add, open_record

    with tempfile.TemporaryDirectory() as place, open_record(Path(place) / "r.duckdb") as record:
        return sum(a.counts.read for a in add(record, [folder]))


def main() -> None:
    """Run both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=["peer", "ours"])
    given = parser.parse_args()
    if given.only:
        begun = time.perf_counter()
        rows = {"peer": peer, "ours": ours}[given.only](given.folder)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps([rows, time.perf_counter() - begun, used.ru_utime, used.ru_maxrss / 1024]))
        return
    for file in given.folder.iterdir():
        file.read_bytes()
    took = {}
    for name in ("peer", "ours"):
        words = [sys.executable, __file__, str(given.folder), "--only", name]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        rows, wall, cpu, peak = json.loads(done.stdout)
        took[name] = wall
        print(f"{name}: {rows:,} rows, {wall:.1f} s wall, {cpu:.1f} s CPU, {peak:,.0f} MiB peak")
    print(f"ratio {took['ours'] / took['peer']:.1f}")


if __name__ == "__main__":
    main()
