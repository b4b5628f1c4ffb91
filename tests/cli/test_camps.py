"""The command `camps`: a file is made, never lost, and shown with how it was collected."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from legation.cli import main
from legation.narratives import load_camps
from legation.record import open_record
from tests.narratives.outlets import Piece, day, fill, press, prose


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str


Say = Callable[..., Said]

PIECES = [
    *press({"north": ("Russia", "China"), "south": ("Germany", "Japan")}, 3, 30, 1),
    *(Piece("slow.example", f"202{n}-03-04", f"S {n}", prose(n, 80), "article") for n in range(3)),
    Piece("undated.example", None, "U"),
    Piece('Odd "name" \\ of\tan outlet', day(0), "O"),
]
CAMPS = """
[camps.north]
outlets = ["north0.example", "north1.example", "gone.example"]

[camps.south]
outlets = ["south0.example", {outlet = "slow.example", start = 2021-01-01}]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "record.duckdb"
    with open_record(file) as record:
        fill(record, PIECES)
    return file


@pytest.fixture
def say(
    made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Say:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEGATION_CACHE", str(made.parent / "cache"))
    monkeypatch.setenv("LEGATION_RECORD", str(tmp_path / "record.duckdb"))
    shutil.copy(made, tmp_path / "record.duckdb")
    (tmp_path / "camps.toml").write_text(CAMPS, "utf-8")

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["camps", *map(str, words)])
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return run


def answer(said: Said) -> Any:
    assert said.status == 0, said.err
    return json.loads(said.out)


def one_line(said: Said) -> str:
    assert said.status == 2
    assert said.out == ""
    (line,) = said.err.strip().splitlines()
    assert line.startswith("legation: ")
    return line


# -- init ----------------------------------------------------------------------------------


def test_a_list_to_edit_holds_every_outlet(say: Say) -> None:
    done = say("init", "-o", "list.toml")
    assert (done.status, done.out) == (0, "9 outlets to put into camps\n")
    text = Path("list.toml").read_text("utf-8")
    assert '#     "north0.example",  # 30 documents, 2020-' in text
    assert '#     "undated.example",  # 1 document, without days' in text
    assert tomllib.loads(text) == {}
    # With the marks of remarks away it is a camp of all outlets.
    lines = text[text.index("# [camps.one]") :].splitlines()
    Path("one.toml").write_text("\n".join(line.removeprefix("# ") for line in lines), "utf-8")
    (camp,) = load_camps("one.toml").camps
    assert len(camp.outlets) == 9
    assert {'odd "name" \\ of an outlet', "slow.example"} <= {o.key for o in camp.outlets}
    assert say("init", "-o", "-").out == text


def test_a_file_that_is_there_stays(say: Say) -> None:
    assert "--force" in one_line(say("init"))
    assert Path("camps.toml").read_text("utf-8") == CAMPS
    assert say("init", "--force").status == 0
    assert Path("camps.toml").read_text("utf-8") != CAMPS
    assert sorted(p.name for p in Path().glob("*camps*")) == ["camps.toml"]


def test_camps_come_from_labels(say: Say) -> None:
    rows = ["domain,side", *(f"{side}{n}.example,{side}" for side in ("north", "south")
                             for n in range(5))]  # fmt: skip
    Path("labels.csv").write_text("\n".join(rows), "utf-8")
    found = answer(say("init", "--from", "labels.csv", "-o", "made.toml", "--json"))
    assert found["camps"] == {
        side: [f"{side}{n}.example" for n in range(3)] for side in ("north", "south")
    }
    assert (found["outlets"], found["elsewhere"]) == (6, 4)
    assert load_camps("made.toml").names == ("north", "south")
    assert "slow.example" in Path("made.toml").read_text("utf-8")
    assert "no column 'x'" in one_line(
        say("init", "--from", "labels.csv", "--label-column", "x", "-o", "no.toml")
    )
    assert not Path("no.toml").exists()


def test_camps_are_proposed_and_said_to_be_a_proposal(say: Say) -> None:
    done = say("init", "--propose", "2", "-o", "made.toml")
    assert done.status == 0
    assert "Adjusted Rand index between draws" in done.out
    assert "of what titles name" in done.out
    parts = [{o.key[:5] for o in camp.outlets} for camp in load_camps("made.toml").camps]
    assert sorted(map(sorted, parts)) == [["north"], ["south"]]
    assert "# A proposal." in Path("made.toml").read_text("utf-8")
    assert "to propose 6 camps takes 7" in one_line(say("init", "--propose=6", "-o", "no.toml"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["init", "--propose", "1", "-o", "x.toml"], "2 or more"),
        (["init", "--propose", "many", "-o", "x.toml"], "whole number"),
        (["init", "--propose", "--from", "x.csv", "-o", "x.toml"], "not both"),
        (["init", "--label-column", "x", "-o", "x.toml"], "go with --from"),
        (["init", "--from", "absent.csv", "-o", "x.toml"], "cannot be read"),
        (["init", "-o", "absent/x.toml"], "cannot be written"),
        (["init", "-o", "-", "--json"], "standard output"),
        (["init", "-o", "x.toml", "--record", "absent.duckdb"], "no record"),
        (["show"], "--camps"),
        (["show", "--camps", "absent.toml"], "cannot be read"),
        (["show", "--camps", "camps.toml", "--from", "then"], "then"),
        (["nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(say: Say, words: list[str], says: str) -> None:
    assert says in one_line(say(*words))
    assert not Path("x.toml").exists()


# -- show ----------------------------------------------------------------------------------


def test_camps_are_shown_as_they_were_collected(say: Say) -> None:
    done = say("show", "--camps", "camps.toml")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[1].split()[:4] == ["north", "2", "3", "60"]
    assert lines[2].split()[:4] == ["south", "2", "2", "32"]
    assert "gone.example" in done.out
    assert "2021-03-04 to 2022-03-04; less than one document a month" in done.out
    assert "In no camp: 6 outlets of the record" in done.out
    found = answer(say("show", "--camps", "camps.toml", "--json"))
    assert {row["outlet"]: row["documents"] for row in found["listed"]} == {
        "north0.example": 30, "north1.example": 30, "gone.example": 0, "south0.example": 30,
        "slow.example": 2,
    }  # fmt: skip
    assert found["not_found"] == ["gone.example"]
    assert found["documents"] == len(PIECES)
    assert found["months_of_all_camps"] == 12


def test_days_without_documents_are_an_honest_blank(say: Say) -> None:
    done = say("show", "--camps", "camps.toml", "--from", "2021")
    assert "Camp 'north' has no documents: nothing can be said of it." in done.out
    assert "Camp 'south' rests on one outlet" in done.out
    assert "they cannot be held together" in done.out


def test_camps_and_records_that_do_not_meet_are_refused(say: Say, tmp_path: Path) -> None:
    Path("other.toml").write_text('far = ["far.example"]', "utf-8")
    assert "any of its outlets (1)" in one_line(say("show", "--camps", "other.toml"))
    Path("twice.toml").write_text('a = ["x.example"]\nb = ["x.example"]', "utf-8")
    assert "in two camps at a time" in one_line(say("show", "--camps", "twice.toml"))
    with open_record(tmp_path / "bare.duckdb") as record:
        fill(record, [])
        record.con.execute(
            "INSERT INTO event_statement BY NAME SELECT 'e' AS event_id, 's:1' AS source_id, "
            "false AS shadowed"
        )
    for words in (["show", "--camps", "camps.toml"], ["init", "-o", "x.toml"]):
        assert "no articles or headlines" in one_line(say(*words, "--record", "bare.duckdb"))


def test_without_a_record_it_answers_from_the_casebook_and_says_so(say: Say) -> None:
    Path("record.duckdb").unlink()
    done = say("init", "-o", "list.toml")
    assert done.status == 0
    assert "casebook" in done.err
