"""The commands `read`, `score` and the reading that `add` does, as a person types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

TEXT = (
    "Russia condemned Israel on Monday. “We will not tolerate this,” Sergei Lavrov said in Moscow. "
    "Russia has never voted with Israel on Syria."
)


def environment(home: Path | None = None) -> dict[str, str]:
    env = {**os.environ, "CI": "true", "COLUMNS": "120"}
    env = {k: v for k, v in env.items() if not k.startswith("LEGATION_LLM")}
    if home is not None:
        env["LEGATION_RECORD"] = str(home / "record.duckdb")
    return env


def run(*words: str | Path, given: str = "", home: Path | None = None) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "legation", *map(str, words)],
        capture_output=True,
        text=True,
        input=given,
        env=environment(home),
    )


def lines(file: Path, number: int, text: str = TEXT) -> Path:
    rows = ({"id": str(n), "title": f"Piece {n}", "text": f"{text} {n}."} for n in range(number))
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_one_text_is_one_object_whose_findings_hold_their_words(article: Path) -> None:
    done = run("read", article, "--date", "2023-10-10", "--outlet", "The Courier", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["date"], answer["outlet"]) == ("2023-10-10", "The Courier")
    for kind in ("quotes", "events", "stances", "claims"):
        assert answer[kind], kind
        for one in answer[kind]:
            assert answer["text"][one["start"] : one["end"]] == one["words"]
    speakers = {quote["speaker"] for quote in answer["quotes"]}
    assert "Sergey Lavrov" in speakers
    assert [e["date"] for e in answer["events"] if e["root"] == "ACCUSE"] == ["2023-10-09"]


def test_standard_input_is_a_file(article: Path) -> None:
    one = json.loads(run("read", "-", "--json", given=TEXT).stdout)
    other = json.loads(run("read", article, "--json").stdout)
    assert one.pop("where") != other.pop("where")
    assert one == other


def test_in_words_and_as_a_page(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("read", article, "--html", page)
    assert done.returncode == 0
    assert "Wrote" in done.stderr
    assert "Sergey Lavrov" in page.read_text("utf-8")
    shown = run("read", article).stdout
    assert "Quotes" in shown
    assert "Russia → Israel: accuse" in shown


def test_several_documents_are_a_list_and_damage_is_told(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 3)
    with file.open("a") as out:
        out.write("{broken\n")
    done = run("read", file, "--json")
    answer = json.loads(done.stdout)
    assert [one.get("id") for one in answer["documents"]] == ["0", "1", "2", None]
    assert answer["documents"][3] == {"where": "a.jsonl, line 4", "unread": "is not valid JSON"}
    assert done.returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ["read"],
        ["read", "missing.txt"],
        ["read", "-", "-"],
        ["read", "-", "--date", "yesterday"],
        ["read", "-", "--engine", "oracle"],
        ["read", "-", "--engine", "llm"],
        ["read", "-", "--processes", "0"],
        ["read", "-", "--jsonl", "out.jsonl", "--json"],
        ["read", "-", "--store"],
        ["read", "--store", "--html", "page.html"],
        ["read", "--store", "--record", "nowhere/record.duckdb"],
        ["score", "reading", "missing"],
        ["score", "weather", "gold.tsv"],
    ],
)
def test_what_cannot_be_done_is_one_line(words: list[str], tmp_path: Path) -> None:
    done = run(*words, given=TEXT, home=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("legation: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


# -- lines ----------------------------------------------------------------------------------


def test_lines_are_written_in_order_with_what_could_not_be_read(tmp_path: Path) -> None:
    file, out = lines(tmp_path / "a.jsonl", 40), tmp_path / "out.jsonl"
    done = run("read", file, "--jsonl", out)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [str(n) for n in range(40)]
    assert all(row["events"] for row in rows)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    file, out = lines(tmp_path / "a.jsonl", 1500), tmp_path / "out.jsonl"
    part = tmp_path / "out.jsonl.part"
    words = [sys.executable, "-m", "legation", "read", str(file), "--jsonl", str(out)]
    words += ["--processes", "1"]
    with subprocess.Popen(words, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        end = time.monotonic() + 60
        while not (part.exists() and part.stat().st_size > 20_000) and time.monotonic() < end:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "run the same again" in said
    assert not out.exists()
    whole = part.read_bytes().count(b"\n")
    assert 0 < whole < 1500
    with part.open("ab") as held:
        held.write(b'{"cut')
    done = run("read", file, "--jsonl", out)
    assert done.returncode == 0, done.stderr
    assert f"{whole:,} of them by the run before" in done.stderr
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [str(n) for n in range(1500)]
    assert not part.exists()


def test_a_run_of_something_else_begins_anew(tmp_path: Path) -> None:
    file, out = lines(tmp_path / "a.jsonl", 5), tmp_path / "out.jsonl"
    (tmp_path / "out.jsonl.part").write_text('{"id": "stale"}\n')
    (tmp_path / "out.jsonl.state").write_text('{"files": []}')
    assert run("read", file, "--jsonl", out).returncode == 0
    assert "stale" not in out.read_text("utf-8")
    assert len(out.read_text("utf-8").splitlines()) == 5


# -- the record -----------------------------------------------------------------------------


def status(home: Path) -> dict[str, int]:
    tables: dict[str, int] = json.loads(run("status", "--json", home=home).stdout)["tables"]
    return tables


def test_adding_articles_keeps_what_they_say(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 4)
    done = run("add", file, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Read 4 documents" in done.stderr
    tables = status(tmp_path)
    assert tables["reading"] == 4
    assert min(tables[name] for name in ("quote", "event", "stance", "claim")) >= 4
    again = run("read", "--store", home=tmp_path)
    assert again.returncode == 0
    assert "No document is waiting" in again.stderr


def test_reading_can_be_left_for_later(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 4)
    done = run("add", file, "--no-read", "--json", home=tmp_path)
    assert json.loads(done.stdout)["reading"] is None
    assert status(tmp_path)["reading"] == 0
    kept = json.loads(run("read", "--store", "--json", home=tmp_path).stdout)
    assert kept["documents"] == 4
    assert kept["quotes"] == status(tmp_path)["quote"]


# -- scores ---------------------------------------------------------------------------------


def test_gold_of_each_format_is_recognised(tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text('{"text": "Iran has never voted with Israel.", "type": "never"}\n')
    table = tmp_path / "roots.tsv"
    table.write_text(
        "sentence\tsource\ttarget\tgold_root\tgold_penta\n"
        "Iran condemned Israel.\tIran\tIsrael\tACCUSE\t3\n"
        "Iran praised Oman.\tIran\tOman\tACCUSE\t3\n"
    )
    records = tmp_path / "records.txt"
    records.write_text(
        json.dumps(
            [
                {
                    "text": "Iran condemned Israel.",
                    "event": "ACCUSE",
                    "source": [{"actorText": "Iran"}],
                    "target": [{"actorText": "Israel"}],
                }
            ]
        )
    )
    stances = tmp_path / "stances.txt"
    stances.write_text("[Iran] condemned [Israel].\tIran\tIsrael\t3\n")
    brat = tmp_path / "brat"
    (brat / "text").mkdir(parents=True)
    (brat / "attributions").mkdir()
    (brat / "text" / "a.txt").write_text("Ann said that ships had left.")
    (brat / "attributions" / "a_x.ann").write_text(
        "T1\tContent 9 28\tthat ships had left\nT2\tSource 0 3\tAnn\nT3\tCue 4 8\tsaid\n"
        "E1\tAttribution:T3 Content:T1 Source:T2 Cue:T3\n"
    )
    first = {
        claims: ("type", 1.0),
        table: ("root", 0.5),
        records: ("actor, root, target", 1.0),
        stances: ("neutral", 0.0),
        brat: ("content", 1.0),
    }
    for file, (name, f1) in first.items():
        done = run("score", "reading", file, "--json")
        assert done.returncode == 0, (file, done.stderr)
        row = json.loads(done.stdout)["rows"][0]
        assert (row["name"], row["f1"]) == (name, pytest.approx(f1)), file
    assert "95 % interval" in run("score", "reading", claims).stdout


@pytest.mark.parametrize(
    "content",
    ["", "nothing of the kind\n", '{"text": 3}\n', "[1, 2", "a\tb\tc\t9\n",
     "sentence\tgold_root\nx\tACCUSE\n", "\x00\x01"],
)  # fmt: skip
def test_bad_gold_is_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "gold"
    file.write_text(content)
    done = run("score", "reading", file)
    assert done.returncode == 2
    assert done.stderr.startswith("legation: ")
    assert "Traceback" not in done.stderr


def test_many_texts_are_left_for_a_command_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from legation.cli import record as commands

    monkeypatch.setattr(commands, "_READ_AT_ONCE", 100)
    file, path = lines(tmp_path / "a.jsonl", 4), tmp_path / "record.duckdb"
    commands.add(file, record=path, json=True)
    printed = capsys.readouterr()
    assert json.loads(printed.out)["reading"] == {"left": 4}
    assert "4 documents" in printed.err
    assert "legation read --store" in printed.err
    commands.add(file, record=path, read=True, json=True)
    assert json.loads(capsys.readouterr().out)["reading"]["documents"] == 4
