"""Articles and headlines from their files to camps' pictures: seconds and memory, step by step.

    python benchmarks/narratives_whole.py DATA CAMPS.toml [HEADLINES]

DATA is the folder of data files (votes, measures and events besides `articles` and `headlines`);
HEADLINES, 60,000 by default, of the outlets' titles are kept. Each step is the command that a
person would type, run as a process of its own; memory is the largest that it and the processes it
started held together. Adding votes and events and learning the index come first and are told
apart: they are not about documents.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from legation.record import open_record

PAIRS = ("Russia:Israel", "Russia:United States", "United States:Iran", "Israel:Iran",
         "United States:China")  # fmt: skip


def tree(root: int) -> float:
    """Megabytes of a process and of all below it."""
    parent, size = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            parent[int(folder.name)] = int(fields[1])
            size[int(folder.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    total = 0
    for one in size:
        at = one
        while at > 1 and at != root:
            at = parent.get(at, 0)
        total += size[one] if at == root else 0
    return total / 1e6


def step(name: str, *words: str | Path) -> float:
    """Run a command; print and give its seconds, and print the memory it took."""
    begun, most = time.perf_counter(), 0.0
    command = [sys.executable, "-m", "legation", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, tree(running.pid))
            time.sleep(0.2)
    seconds = time.perf_counter() - begun
    said = "" if running.returncode == 0 else f"  status {running.returncode}"
    print(f"{name:40} {seconds:8.1f} s {most:8.0f} MB{said}", flush=True)
    return seconds


def main() -> None:
    """Run all steps on a record of their own."""
    data, camps = Path(sys.argv[1]), Path(sys.argv[2])
    keep = int(sys.argv[3]) if len(sys.argv) > 3 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LEGATION_CACHE"] = str(Path(folder) / "cache")
        record = Path(folder) / "record.duckdb"
        where = ("--record", record)
        rest = [data / name for name in ("unga", "structure", "events")]
        step("add votes, measures and events", "add", *rest, *where)
        step("learn the index", "relation", "Russia", "Israel", *where)
        print("\nof documents:")
        total = step("add articles and headlines", "add", data / "articles", data / "headlines",
                     "--no-read", *where)  # fmt: skip
        with open_record(record) as held:
            held.con.execute(
                "DELETE FROM document_statement WHERE kind = 'headline' AND document_id NOT IN "
                "(SELECT document_id FROM document_statement WHERE kind = 'headline' "
                "ORDER BY hash(document_id) LIMIT ?)",
                [keep],
            )
        total += step("read them", "read", "--store", *where)
        asked = ("--camps", camps, *where)
        for number, pair in enumerate(PAIRS):
            total += step(f"compare {pair}" + " (the first)" * (not number),
                          "camps", "compare", "--pair", pair, *asked)  # fmt: skip
        total += step("pictures", "camps", "compare", *asked)
        total += step("missing", "camps", "missing", *asked)
        total += step("dissonance", "camps", "dissonance", *asked)
        print(f"{'all steps of documents':40} {total:8.1f} s")


if __name__ == "__main__":
    main()
