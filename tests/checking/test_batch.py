"""Many lines checked into lines, in their order; a run that was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from legation.checking import Checker
from legation.checking.batch import Written, check_lines
from legation.errors import InputError
from legation.record import Record
from legation.record.casebook import open_casebook

SUSPENDED = "Israel voted to suspend Russia from the Human Rights Council in April 2022."
CLAIM = {
    "type": "vote",
    "relation": "voted_for",
    "subject": "Iran",
    "details": {"symbol": "ES-11/3"},
}


@pytest.fixture(scope="module")
def casebook() -> Iterator[Record]:
    with open_casebook() as record:
        yield record


def write(path: Path, rows: list[Any]) -> Path:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_line_has_its_verdicts_in_its_place(casebook: Record, tmp_path: Path) -> None:
    given = write(
        tmp_path / "in.jsonl",
        [
            {"id": "a", "text": SUSPENDED},
            {"id": 7, "claim": CLAIM},
            b"",
            {"text": "It rained."},
            {"id": "e", "text": SUSPENDED, "as_of": "2021-12-31"},
        ],
    )
    out = tmp_path / "out.jsonl"
    assert check_lines(casebook, given, out) == Written(4, 0, 0)
    found = [(one["id"], [v["verdict"] for v in one["verdicts"]]) for one in read(out)]
    assert found[:3] == [("a", ["supported"]), (7, ["refuted"]), (4, [])]
    assert found[3] == ("e", ["outside_record"]), "the vote was not known by then"


def test_a_bad_line_has_an_error_in_its_place(casebook: Record, tmp_path: Path) -> None:
    bad = [
        (b'{"id": "a", "text": ', "not valid JSON"),
        (b'{"id": "a", "text": "\xff"}', "not valid UTF-8"),
        (b"[1]", "not a JSON object"),
        ({"id": "a"}, 'neither "text" nor "claim"'),
        ({"id": "a", "text": "  "}, "nothing to check"),
        ({"id": "a", "text": "x", "as_of": "2022-02-30"}, "not a date"),
        ({"id": "a", "text": "x", "as_of": 5}, '"as_of" is text'),
        ({"id": "a", "text": "x", "date": "soon"}, "not one day"),
        ({"id": "a", "claim": {**CLAIM, "subject": "Atlantis"}}, "no state 'Atlantis'"),
        ({"id": "a", "claim": {**CLAIM, "subject": "'; DROP TABLE vote;--"}}, "no state"),
        ({"id": "a", "claim": "x"}, "is an object"),
        ({"id": "a", "text": "Russia " * 200_000}, "too long"),
    ]
    given = write(tmp_path / "in.jsonl", [*(row for row, _ in bad), {"text": SUSPENDED}])
    out = tmp_path / "out.jsonl"
    assert check_lines(casebook, given, out).failed == len(bad)
    *errors, last = read(out)
    for one, (_, said) in zip(errors, bad, strict=True):
        assert said in one["error"]
        assert "verdicts" not in one
    assert [one["id"] for one in errors] == [1, 2, 3, *["a"] * 9]
    assert last["verdicts"][0]["verdict"] == "supported"


def test_a_text_on_which_checking_fails_costs_itself_alone(
    casebook: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Checker.text

    def failing(self: Checker, text: str, *more: Any) -> Any:
        if "boom" in text:
            raise ZeroDivisionError("boom")
        return whole(self, text, *more)

    monkeypatch.setattr(Checker, "text", failing)
    given = write(tmp_path / "in.jsonl", [{"text": "boom"}, {"text": SUSPENDED}])
    check_lines(casebook, given, tmp_path / "out.jsonl")
    first, second = read(tmp_path / "out.jsonl")
    assert "checking failed on it" in first["error"]
    assert second["verdicts"]


def test_a_stopped_run_goes_on_after_its_last_whole_line(casebook: Record, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", [{"id": n, "text": SUSPENDED} for n in range(6)])
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    check_lines(casebook, given, whole)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_lines(casebook, given, out, progress=stop)
    assert [one["id"] for one in read(out)] == [0, 1, 2]
    with out.open("ab") as half:
        half.write(b'{"id": 3, "verd')
    seen: list[int] = []
    done = check_lines(casebook, given, out, progress=lambda n, _: seen.append(n))
    assert (done, seen) == (Written(6, 0, 3), [4, 5, 6])
    assert out.read_bytes() == whole.read_bytes()
    assert not out.with_name("out.jsonl.state").exists()


def test_another_question_begins_anew(casebook: Record, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", [{"id": n, "text": SUSPENDED} for n in range(3)])
    out = tmp_path / "out.jsonl"

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_lines(casebook, given, out, progress=stop)
    write(given, [{"id": n, "text": "It rained."} for n in range(3)])
    assert check_lines(casebook, given, out).before == 0
    assert [one["verdicts"] for one in read(out)] == [[], [], []]


def test_what_is_read_is_never_written_over(casebook: Record, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl", [{"text": SUSPENDED}])
    with pytest.raises(InputError, match="what is read"):
        check_lines(casebook, given, given)
    assert read(given) == [{"text": SUSPENDED}]
    with pytest.raises(InputError, match="cannot be written"):
        check_lines(casebook, given, tmp_path / "no" / "out.jsonl")
