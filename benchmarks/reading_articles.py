"""Reads every article of a file, and 100,000 documents: figures by outlet, faults, memory.

    python benchmarks/reading_articles.py ARTICLES.jsonl.gz [DOCUMENTS]

The 100,000 documents are openings of the articles, 400 characters each, read into JSON lines by
all cores; memory is that of the program and its processes together, sampled on the way.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path

from legation.reading import Document, Reading, Unread, documents
from legation.reading.batch import read_all
from legation.reading.lines import write_lines
from legation.reading.text.sentences import sentences
from legation.reading.text.tokens import tokens

KINDS = ("quotes", "events", "stances", "claims")


def memory() -> float:
    """Megabytes of this process and of those it started."""
    mine, total = os.getpid(), 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(folder.name) == mine or int(fields[1]) == mine:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    return total / 1e6


def articles(file: Path) -> list[Document]:
    """Read all, print figures by outlet, and give the documents back."""
    held = [one for one in documents(file) if isinstance(one, Document)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    begun, faults = time.perf_counter(), []
    for document, given in zip(held, read_all(held), strict=True):
        row = counts[document.outlet or "?"]
        row[0] += 1
        if isinstance(given, Unread):
            faults.append(given)
        elif isinstance(given, Reading):
            row[1] += len(sentences(given.text, tokens(given.text)))
            for at, kind in enumerate(KINDS, 2):
                row[at] += len(getattr(given, kind))
    seconds = time.perf_counter() - begun
    names = ("outlet", "articles", "sentences", *KINDS)
    print(" ".join(f"{name:>12}" for name in names))
    for outlet, row in sorted(counts.items(), key=lambda item: -item[1][0])[:25]:
        print(f"{outlet[:24]:>24}", " ".join(f"{n:>10,}" for n in row))
    whole = [sum(row[at] for row in counts.values()) for at in range(6)]
    print(f"{'all ' + str(len(counts)) + ' outlets':>24}", " ".join(f"{n:>10,}" for n in whole))
    print(f"{seconds:.0f} s on {os.cpu_count()} cores, {len(faults)} not read")
    for fault in faults[:10]:
        print("   ", fault.where, fault.why)
    return held


def many(held: list[Document], number: int) -> None:
    """Read openings of the articles into lines, and print memory on the way."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "many.jsonl", Path(folder) / "read.jsonl"
        with source.open("w") as out:
            for n, one in enumerate(islice(cycle(held), number)):
                out.write(json.dumps({"id": str(n), "text": one.text[:400] or "."}) + "\n")
        begun, seen = time.perf_counter(), []

        def progress(done: int) -> None:
            if done % (number // 20) == 0:
                seen.append(memory())

        done = write_lines([source], output, progress=progress)
        seconds = time.perf_counter() - begun
        lines = sum(1 for _ in output.open("rb"))
        print(
            f"{done.documents:,} documents ({lines:,} lines, {done.unread} not read) in "
            f"{seconds:.0f} s; memory in MB on the way: "
            + ", ".join(f"{megabytes:.0f}" for megabytes in seen)
        )


if __name__ == "__main__":
    many(articles(Path(sys.argv[1])), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
