"""Predictions as a person keeps and decides them; many lines; stopping."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legation.cli.main import _stopped
from legation.record import add, open_record
from legation.record.casebook import paths
from legation.record.readers.casebook import READERS
from tests.cli.test_checking import SUSPENDED, nowhere, run  # noqa: F401 - a fixture

WORDS = "Israel will vote against Russia in March 2022."
EARLY = ("--as-of", "2022-02-25", "--date", "2022-02-20", "--author", "A. Analyst")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with open_record(path) as record:
        add(record, paths()[:3], readers=READERS)
    return path


def kept(file: Path) -> dict[str, int]:
    with open_record(file, read_only=True) as record:
        counts = record.counts()
    return {name: counts[name] for name in ("prediction", "prediction_outcome")}


def test_a_prediction_is_kept_and_decided_when_its_day_has_come(file: Path) -> None:
    told = run(WORDS, *EARLY, "--record", file)
    assert "… pending" in told.stdout
    assert told.stderr == "1 prediction kept, due 2022-03-31; legation check --due decides it\n"
    assert "kept before" in run(WORDS, *EARLY, "--record", file).stderr
    early = run("--due", "--as-of", "2022-03-01", "--record", file)
    assert "No prediction of the ledger has fallen due" in early.stdout
    assert "Open: 1 prediction" in early.stdout
    decided = run("--due", "--as-of", "2026-06-30", "--record", file)
    assert decided.returncode == 0
    assert "✓ supported" in decided.stdout
    assert "Said on 2022-02-20 (A. Analyst), due on 2022-03-31" in decided.stdout
    assert "1 outcome added" in decided.stderr
    again = run("--due", "--as-of", "2026-07-30", "--record", file, "--json")
    answer = json.loads(again.stdout)
    assert (answer["changed"], len(answer["decided"]), answer["open"]) == (0, 1, [])
    assert answer["decided"][0]["verdict"]["verdict"] == "supported"
    assert kept(file) == {"prediction": 1, "prediction_outcome": 1}


def test_nothing_is_kept_where_that_is_not_wanted_or_cannot_be(file: Path) -> None:
    assert run(WORDS, *EARLY, "--record", file, "--no-keep").stderr == ""
    assert "no record yet" in run(WORDS, *EARLY).stderr.splitlines()[-1]
    file.chmod(0o444)
    done = run(WORDS, *EARLY, "--record", file)
    assert (done.returncode, "is read-only" in done.stderr) == (0, True)
    file.chmod(0o644)
    assert kept(file)["prediction"] == 0


def test_a_record_in_use_is_told_in_one_line_and_the_answer_stands(file: Path) -> None:
    hold = (
        "import sys, time; from legation.record import open_record; "
        f"held = open_record({str(file)!r}, read_only=True); print('held', flush=True); "
        "time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "held"
        done = run(WORDS, *EARLY, "--record", file)
    finally:
        child.kill()
        child.communicate()
    assert done.returncode == 0
    assert "pending" in done.stdout
    assert done.stderr.startswith("Not kept: 1 prediction, due 2022-03-31; ")
    assert done.stderr.count("\n") == 1


def test_lines_are_checked_and_their_predictions_kept(file: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "text": SUSPENDED},
        {"id": "b", "text": WORDS, "as_of": "2022-02-25", "date": "2022-02-20"},
        {"id": "c", "text": ""},
    ]
    given.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = run("--jsonl", given, out, "--as-of", "2026-06-30", "--record", file)
    assert done.returncode == 1
    assert "Wrote" in done.stderr
    assert "1 prediction kept" in done.stderr
    assert "1 could not be checked" in done.stderr
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert [v["verdict"] for one in found[:2] for v in one["verdicts"]] == ["supported", "pending"]
    assert "error" in found[2]
    assert kept(file)["prediction"] == 1


def test_a_stopped_batch_keeps_whole_lines_and_goes_on(tmp_path: Path) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    number = 3000
    rows = (json.dumps({"id": n, "text": f"{SUSPENDED} {n}"}) for n in range(number))
    given.write_text("\n".join(rows), "utf-8")
    words = [sys.executable, "-m", "legation", "check", "--jsonl", str(given), str(out)]
    env = {**os.environ, "CI": "true", "LEGATION_RECORD": str(tmp_path / "record.duckdb")}
    child = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=env)
    while not (out.exists() and out.stat().st_size) and child.poll() is None:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=120)
    if child.returncode == 0:
        pytest.skip("the machine was done before it could be stopped")
    assert child.returncode == 130
    assert said == ("legation: stopped; what was written is kept, run the same again to go on\n"), (
        said
    )
    written = out.read_text("utf-8")
    assert 0 < written.count("\n") < number
    with given.open("r", encoding="utf-8") as lines:
        assert len(list(lines)) == number


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "x"], "what was added before is kept"),
        (["sync"], "what was added before is kept"),
        (["read", "x", "--store"], "what was read before is kept"),
        (["check", "--jsonl", "a", "b"], "what was written is kept"),
        (["check", "--jsonl=a", "b"], "what was written is kept"),
        (["check", "x"], ""),
        (["relation", "RUS", "ISR"], ""),
        (["read", "x"], ""),
        ([], ""),
    ],
)
def test_a_stopped_command_says_what_it_leaves(words: list[str], said: str) -> None:
    told = f"stopped; {said}, run the same again to go on" if said else "stopped"
    assert _stopped(words) == told
