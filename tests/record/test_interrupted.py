"""Killed at any moment, an addition leaves the record as it was before or as it is after."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from legation.record import add, open_record
from tests.record.made import resolutions, unvotes, write_lines

CHILD = """
import sys
from legation.record import add, open_record
import legation.record.derive, legation.states
record_path, *files = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
with open_record(record_path) as record:
    add(record, files)
"""
MOMENTS = 30


def start(record: Path, files: list[Path]) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(record), *map(str, files)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("go\n")
    child.stdin.flush()
    return child


def content(path: Path) -> tuple[str, str]:
    with open_record(path) as record:
        votes = record.query("SELECT * FROM vote ORDER BY ALL")
        return record.digest(), repr(votes)


def test_the_record_is_the_one_before_or_the_one_after(tmp_path: Path) -> None:
    early = write_lines(tmp_path / "early.json", resolutions(1, 60, session=75))
    rows = resolutions(2, 240, session=76)
    files = [write_lines(tmp_path / "late.json", rows), *unvotes(tmp_path, rows)]
    base = tmp_path / "base.duckdb"
    with open_record(base) as record:
        add(record, [early])
    original = base.read_bytes()
    whole = tmp_path / "whole.duckdb"
    whole.write_bytes(original)
    allowed = [content(whole)]
    for file in files:  # each file is a transaction of its own
        with open_record(whole) as record:
            add(record, [file])
        allowed.append(content(whole))

    timing = tmp_path / "timing.duckdb"
    timing.write_bytes(original)
    begun = time.monotonic()
    assert start(timing, files).wait() == 0
    takes = time.monotonic() - begun

    source, seen = random.Random(30), []
    for moment in range(MOMENTS):
        path = tmp_path / f"{moment}.duckdb"
        path.write_bytes(original)
        child = start(path, files)
        time.sleep(source.uniform(0, takes))
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = content(path)
        assert found in allowed, f"moment {moment}: a record that is neither before nor after"
        seen.append(allowed.index(found))
        if moment % 5 == 0:  # and it can be completed
            with open_record(path) as record:
                add(record, files)
            assert content(path) == allowed[-1]
        path.unlink()
    assert len(set(seen)) > 1, "every kill came too early or too late to mean anything"


def test_ctrl_c_ends_an_addition_cleanly_at_any_moment(tmp_path: Path) -> None:
    rows = [
        write_lines(tmp_path / f"{n}.json", resolutions(n, 300, session=n)) for n in range(50, 80)
    ]
    record = tmp_path / "record.duckdb"
    words = [sys.executable, "-m", "legation", "add", *map(str, rows), "--record", str(record)]
    source, stopped = random.Random(130), list[bool]()
    for moment in range(8):
        record.unlink(missing_ok=True)
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not record.exists():
            time.sleep(0.02)
        time.sleep(source.uniform(0, 1.5))
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=60)
        stopped.append(child.returncode != 0)  # a fast machine may be done by then
        # Python itself ends by the signal where that came inside an exec of its library.
        assert child.returncode in (0, 130, -signal.SIGINT), (moment, child.returncode, said)
        if stopped[-1]:
            assert said.strip() == (
                "legation: stopped; what was added before is kept, run the same again to go on"
            )
    assert any(stopped), "every signal came too late to mean anything"
    with open_record(record) as kept:
        add(kept, rows)
        assert kept.counts()["source"] == len(rows)
