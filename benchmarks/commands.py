"""Time of commands from start to end, beside starting Python and importing DuckDB.

The record to ask is the argument: python benchmarks/commands.py RECORD
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def best(words: list[str]) -> float:
    """Wall time of the best of several runs, after one that does not count."""
    times = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return min(times[1:])


def main() -> None:
    """Time each command and print it beside the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    given = parser.parse_args()
    program = [sys.executable, "-m", "legation"]
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "brief.html")
        record = ["--record", str(given.record)]
        commands = {
            "peer: python -c 'import duckdb'": [sys.executable, "-c", "import duckdb"],
            "legation --help": [*program, "--help"],
            "legation status --json": [*program, "status", "--json", *record],
            "legation relation RUS ISR": [*program, "relation", "RUS", "ISR", *record],
            "legation brief RUS ISR": [*program, "brief", "RUS", "ISR", "-o", page, *record],
        }
        unit = 0.0
        for name, words in commands.items():
            took = best(words)
            unit = unit or took
            print(f"{name:34} {took:6.2f} s  {took / unit:5.1f} times the peer")


if __name__ == "__main__":
    main()
