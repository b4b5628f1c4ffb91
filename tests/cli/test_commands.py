"""The commands, as a person types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from legation.cli.app import app
from tests.record.made import resolutions, write_lines

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(n for n in app if not n.startswith("-"))


def run(*words: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "CI": "true", "COLUMNS": "120"}
    if home is not None:
        env["LEGATION_RECORD"] = str(home / "record.duckdb")
    return subprocess.run(
        [sys.executable, "-m", "legation", *map(str, words)],
        capture_output=True,
        text=True,
        env=env,
        cwd=home,
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    file = write_lines(tmp_path / "r.json", resolutions(number=30))
    done = run("add", file, home=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_add_prints_the_sum_of_fates(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.json", resolutions(number=4))
    done = run("add", file, home=tmp_path)
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if line.startswith("r.json"))
    read, stored, rejected, duplicates = (int(n) for n in re.findall(r"\d+", row)[-4:])
    assert read == stored + rejected + duplicates > 0
    assert "already" in run("add", file, home=tmp_path).stdout


def test_status_as_json_has_tables_sources_and_snapshot(made: Path) -> None:
    answer = json.loads(run("status", "--json", home=made).stdout)
    assert answer["tables"]["rollcall"] == 23
    assert answer["sources"][0]["dataset"] == "un-resolutions"
    assert re.fullmatch(r"[0-9a-f]{64}", answer["snapshot"])


def test_status_of_no_record_is_empty_and_says_what_to_do(tmp_path: Path) -> None:
    done = run("status", "--json", home=tmp_path)
    assert done.returncode == 0
    assert not any(json.loads(done.stdout)["tables"].values())
    assert "legation add" in done.stderr
    assert not (tmp_path / "record.duckdb").exists()


def test_relation_as_json_has_share_n_and_interval(made: Path) -> None:
    done = run(
        "relation", "Russia", "Израиль", "--from", "2021", "--to", "2021", "--json", home=made
    )
    agreement = json.loads(done.stdout)["agreement"]
    assert agreement["n"] > 10
    low, high = agreement["interval"]
    assert 0 <= low < agreement["share"] < high <= 1


def test_a_record_named_on_the_command_line_goes_before_the_environment(made: Path) -> None:
    moved = (made / "record.duckdb").rename(made / "mine.duckdb")
    done = run("status", "--json", "--record", moved, home=made)
    assert json.loads(done.stdout)["tables"]["rollcall"] == 23


def test_forget_and_export(made: Path) -> None:
    done = run("export", "vote", "-o", "votes.csv", home=made)
    assert done.returncode == 0, done.stderr
    assert (made / "votes.csv").read_text().startswith("rollcall_id,state,choice")
    assert (made / "votes.datapackage.json").exists()
    assert run("forget", "un-resolutions", home=made).returncode == 0
    assert not any(json.loads(run("status", "--json", home=made).stdout)["tables"].values())


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["relation", "Isreal", "RUS"], "did you mean Israel"),
        (["relation", "RUS", "RUS"], "takes two states"),
        (["relation", "RUS", "ISR", "--from", "2022", "--to", "2020"], "before it starts"),
        (["relation", "RUS", "ISR", "--from", "soon"], "not a date"),
        (["relation", "RUS", "ISR", "--method", "magic"], "no method 'magic'"),
        (["relation", "RUS", "ISR", "--topic", "cheese"], "no topic 'cheese'"),
        (["relation", "RUS"], ""),
        (["add"], "nothing to add"),
        (["add", "missing.csv"], "no file or folder"),
        (["export", "votes", "-o", "x.csv"], "no table 'votes'"),
        (["export", "vote", "-o", "x.doc"], "neither .csv nor .parquet"),
        (["forget", "everything"], "no source 'everything'"),
        (["states", "Atlantis"], "Atlantis"),
        (["brief", "RUS", "Mordor"], "Mordor"),
        (["sync", "nonsense"], "nonsense"),
        (["status", "--nonsense"], "nonsense"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(made: Path, words: list[str], line: str) -> None:
    done = run(*words, home=made)
    assert done.returncode == 2
    assert line in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("legation: ")


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        text = app[name].help
        assert "Example: legation " + name in text, name


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"## `legation {name}" in page, name
        section = page.split(f"## `legation {name}")[1].split("\n## ")[0]
        for argument in app[name].assemble_argument_collection():
            for option in argument.names:
                if option.startswith("--"):
                    assert f"`{option}`" in section, f"{name} {option}"


def test_nothing_heavy_is_imported_for_help() -> None:
    code = "import sys, legation.cli.app; print(sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    heavy = {"duckdb", "polars", "numpy", "pyarrow", "ibis", "vl_convert", "trafilatura", "pandas"}
    assert not heavy & set(eval(done.stdout))


def test_a_record_from_somebody_else_reaches_no_file_outside_it(made: Path) -> None:
    import duckdb

    secret = made / "secret.csv"
    secret.write_text("a\n1\n2\n")
    with duckdb.connect(str(made / "record.duckdb")) as con:
        con.execute("DROP VIEW event")
        con.execute(f"CREATE VIEW event AS SELECT * FROM read_csv('{secret}')")
    done = run("status", "--json", home=made)
    assert done.returncode == 2
    assert "cannot be read as asked" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
