"""The commands that ask camps keep the faces others build on, and say plainly what they cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from legation.cli import main
from legation.reading.storing import store
from legation.record import add, open_record
from legation.record.casebook import READERS, paths
from tests.narratives.made import world

CAMPS = {
    "north": [f"north{n}.example" for n in range(10)],
    "south": [f"south{n}.example" for n in range(10)],
}


def toml(**camps: list[str]) -> str:
    return "\n".join(f"{name} = {json.dumps(outlets)}" for name, outlets in camps.items())


def piece(outlet: str, number: int, text: str) -> dict[str, Any]:
    day = f"2022-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return {"outlet": outlet, "date": day, "title": f"{outlet} {number}", "text": text,
            "url": f"https://{outlet}/{number}"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a record of the casebook's facts and of outlets that tell the same states otherwise."""
    folder = tmp_path_factory.mktemp("asked")
    rows = [
        {"outlet": outlet, "date": day, "title": title, "text": text,
         "url": f"https://{outlet}/{n}"}
        for n, (outlet, day, title, text) in enumerate(world())
    ]  # fmt: skip
    for n in range(12):
        rows.append(piece(f"north{n % 10}.example", n + 500, f"Russia attacked Israel. {n}."))
        rows.append(piece(f"south{n % 10}.example", n + 500, f"Russia praised Israel. {n}."))
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "camps.toml").write_text(toml(**CAMPS), "utf-8")
    file = folder / "record.duckdb"
    with open_record(file) as record:
        add(record, paths(), readers=READERS)
        record.con.execute("DELETE FROM document_statement")
        add(record, [folder / "articles.jsonl"])
        store(record, processes=1)
    return file


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_a_pair_that_is_none_is_refused_in_one_line(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    camps = str(made.parent / "camps.toml")
    for pair, says in (("Russia", "colon"), ("Russia:", "colon"), ("Russia:RUS", "both"),
                       ("Russia:Atlantis", "Atlantis")):  # fmt: skip
        status, _, err = run(
            capsys, "camps", "compare", "--camps", camps, "--pair", pair, "--record", str(made)
        )
        assert status == 2
        assert says in err.splitlines()[-1]


@pytest.mark.parametrize("name", ["compare", "missing", "dissonance"])
def test_documents_that_were_not_read_or_are_of_no_camp_are_said(
    name: str, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "camps.toml"
    other.write_text(toml(a=["nobody.example"], b=["nowhere.example"]), "utf-8")
    status, _, err = run(capsys, "camps", name, "--camps", str(other), "--record", str(made))
    assert status == 2
    assert "no documents of any" in err


def test_missing_keeps_its_face(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    camps = str(made.parent / "camps.toml")
    words = ("camps", "missing", "--camps", camps, "--record", str(made), "--from", "2022")
    status, out, _ = run(capsys, *words, "--json")
    assert status == 0
    rows = json.loads(out)
    assert rows
    assert {"event", "covered", "q"} <= set(rows[0])
    (vote,) = [row for row in rows if row["event"]["id"] == "vote:A/RES/ES-11/5"]
    assert vote["covered"] == {"north": [10, 10], "south": [0, 10]}
    assert vote["missing_from"] == ["south"]
    status, out, _ = run(capsys, *words)
    assert "missing from south (0 of 10 outlets, against 10 of 10)" in out


def test_the_camps_of_a_file_may_stand_in_any_order(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = tmp_path / "camps.toml"
    turned.write_text(toml(south=CAMPS["north"], north=CAMPS["south"]), "utf-8")
    words = ("--record", str(made), "--from", "2022", "--json")
    _, one, _ = run(capsys, "camps", "missing", "--camps", str(made.parent / "camps.toml"), *words)
    _, two, _ = run(capsys, "camps", "missing", "--camps", str(turned), *words)
    swap = {"north": "south", "south": "north"}
    for a, b in zip(json.loads(one), json.loads(two), strict=True):
        assert a["event"] == b["event"]
        assert a["q"] == b["q"]
        assert a["covered"] == {swap[name]: pair for name, pair in b["covered"].items()}
