r"""Time and memory of adding a large GDELT file, beside DuckDB's own copy of it to Parquet.

The peer is DuckDB alone, with its own defaults:

    COPY (SELECT * FROM read_csv(FILE, delim = '\t', header = false, quote = '')) TO PARQUET

Both run once each, one after the other, in processes of their own, on the same generated file,
after the file was read once so that it is in the cache of the system for both. The time of ours
is that of `legation.record.add` on a new record on disk, opening and closing included; peak
memory is the largest resident size of the whole process.

    python benchmarks/gdelt_add.py --rows 20000000

Needs some 12 GB of free disk for 20 million rows; everything is removed at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gdelt_generate

BYTES_PER_ROW = 600
TARGET_RATIO, TARGET_MIB = 1.5, 1.5 * 1024


def peer(file: Path, out: Path) -> dict[str, object]:
    """Copy the file to Parquet with DuckDB alone."""
    import duckdb

    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    con.execute(
        f"COPY (SELECT * FROM read_csv('{file}', delim = '\t', header = false, quote = '')) "
        f"TO '{out}' (FORMAT parquet)"
    )
    (rows,) = con.execute(f"SELECT count(*) FROM '{out}'").fetchall()[0]
    return {"rows": rows}


def ours(file: Path, out: Path) -> dict[str, object]:
    """Add the file to a new record."""
    import legation.record as rec
    from legation.record.readers.gdelt import READERS

    with rec.open_record(out) as record:
        (added,) = rec.add(record, [file], readers=READERS)
        if added.problem:
            raise SystemExit(added.problem)
    counts = added.counts
    return {"rows": counts.stored, "rejected": counts.rejected, "duplicates": counts.duplicates}


def measured(side: str, file: Path, out: Path) -> dict[str, object]:
    """Run one side in this process and say what it took."""
    start = time.perf_counter()
    result = {"peer": peer, "ours": ours}[side](file, out)
    result["seconds"] = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_SELF)
    result["cpu"] = usage.ru_utime + usage.ru_stime
    result["rss"] = usage.ru_maxrss / 1024
    result["bytes"] = out.stat().st_size
    return result


def in_process(side: str, file: Path, out: Path) -> dict[str, float]:
    """Run one side in a process of its own and print what it took."""
    command = [sys.executable, __file__, "--side", side, "--file", str(file), "--out", str(out)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(text)
    print(
        f"{side}: {result['seconds']:.1f} s ({result['cpu']:.1f} s of processor), "
        f"peak {result['rss']:,.0f} MiB, {result['rows']:,} rows, "
        f"{result['bytes'] / 1e6:,.0f} MB"
    )
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, help="where to work (default: temporary folder)")
    parser.add_argument("--shuffled", action="store_true", help="identifiers in random order")
    parser.add_argument("--duplicates", type=float, default=0.0, help="share of repeated rows")
    parser.add_argument("--bad", type=float, default=0.0, help="share of rows with a wrong date")
    parser.add_argument("--file", type=Path, help="an event export to use instead of a new one")
    parser.add_argument("--side", choices=["peer", "ours"], help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        print(json.dumps(measured(given.side, given.file, given.out)))
        return 0
    with tempfile.TemporaryDirectory(prefix="legation-benchmark-", dir=given.folder) as name:
        return compare(given, Path(name))


def compare(given: argparse.Namespace, folder: Path) -> int:
    file = given.file
    if file is None:
        needed, free = given.rows * BYTES_PER_ROW, shutil.disk_usage(folder).free
        if free < needed:
            print(f"needs {needed / 1e9:.0f} GB in {folder}, {free / 1e9:.0f} GB are free")
            return 2
        file = folder / "generated.export.CSV"
        gdelt_generate.write(
            file,
            given.rows,
            shuffled=given.shuffled,
            duplicates=given.duplicates,
            bad=given.bad,
        )
    with file.open("rb") as handle:
        while handle.read(1 << 24):
            pass
    print(f"file: {file.stat().st_size / 1e6:,.0f} MB; load {os.getloadavg()[0]:.1f}")
    theirs = in_process("peer", file, folder / "peer.parquet")
    mine = in_process("ours", file, folder / "record.duckdb")
    ratio = mine["seconds"] / theirs["seconds"]
    cpu = mine["cpu"] / theirs["cpu"]
    print(f"load {os.getloadavg()[0]:.1f}")
    print(f"time ratio {ratio:.2f} (processor {cpu:.2f}), peak {mine['rss']:,.0f} MiB")
    met = ratio <= TARGET_RATIO and mine["rss"] < TARGET_MIB
    print("target met" if met else "target missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
