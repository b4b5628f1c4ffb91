"""The command `check` as a person types it: on the casebook, so that it needs no data."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from legation.cli.main import _run
from legation.record.casebook import open_casebook

SUSPENDED = "Israel voted to suspend Russia from the Human Rights Council in April 2022."
IRAN = "Iran abstained on the April 2022 vote to suspend Russia from the Human Rights Council."
AS_OF = ("--as-of", "2026-06-30")
CLAIM = {
    "type": "vote",
    "relation": "voted_for",
    "subject": "Israel",
    "details": {"symbol": "ES-11/3"},
}


class Done(NamedTuple):
    """What a run of the program left."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True, scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no command find a record, and no colour be asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEGATION_RECORD", str(tmp_path_factory.mktemp("home") / "record.duckdb"))
        patch.setenv("CI", "true")
        patch.delenv("FORCE_COLOR", raising=False)
        with open_casebook() as casebook:
            patch.setattr(casebook, "close", lambda: None)
            patch.setattr("legation.record.casebook.open_casebook", lambda: casebook)
            yield


def run(*words: object, given: str = "", **more: str) -> Done:
    """Run the program in this process; starting one for each question takes a second."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"COLUMNS": "100", **more}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            status, line = _run(["check", *map(str, words)])
        except SystemExit as end:
            status, line = int(end.code or 0), ""
    return Done(status, out.getvalue(), err.getvalue() + (f"legation: {line}\n" if line else ""))


def answer(*words: object, given: str = "") -> list[dict[str, Any]]:
    done = run(*words, *AS_OF, "--json", given=given)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


# -- words ---------------------------------------------------------------------------------


def test_a_verdict_is_told_with_its_rows_and_what_was_understood() -> None:
    done = run(f"{SUSPENDED} {IRAN}", *AS_OF, "--no-keep")
    assert done.returncode == 0
    assert done.stderr.startswith("This is the embedded casebook")
    assert "✓ supported" in done.stdout
    assert "✕ refuted" in done.stdout
    assert done.stdout.count("A/RES/ES-11/3") >= 2
    assert "Understood as vote: subject Israel, relation voted for" in done.stdout
    assert "--understood" in done.stdout
    assert "\x1b" not in done.stdout, "no colours where nobody looks"


def test_a_text_that_claims_nothing_is_no_failure() -> None:
    done = run("It rained in the afternoon.")
    assert done.returncode == 0
    assert "makes no claim about relations between states" in done.stdout


def test_a_text_in_another_language_says_why_nothing_was_found() -> None:
    done = run("Израиль проголосовал за резолюцию против России.")
    assert done.returncode == 0
    assert "only English is read" in done.stdout


@pytest.mark.parametrize("width", ["24", "60", "200"])
def test_narrow_and_wide_screens_take_it(width: str) -> None:
    done = run(SUSPENDED, *AS_OF, COLUMNS=width, FORCE_COLOR="1", TERM="xterm-256color")
    assert done.returncode == 0
    assert "\x1b[1;32m" in done.stdout, "the verdict is green"
    plain = run(SUSPENDED, *AS_OF, COLUMNS=width, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm")
    assert "\x1b[1;32m" not in plain.stdout
    assert "✓ supported" in plain.stdout


def test_square_brackets_in_a_claim_are_no_markup() -> None:
    done = run("“[bold red]Israel[/] voted for ES-11/3”, he said.", *AS_OF)
    assert done.returncode == 0


# -- JSON, files, standard input -----------------------------------------------------------


def test_json_is_a_list_with_the_fields_that_stay() -> None:
    (found,) = answer(SUSPENDED)
    assert found["verdict"] == "supported"
    assert {"type", "text", "start", "end"} <= found["claim"].keys()
    assert SUSPENDED[found["claim"]["start"] : found["claim"]["end"]] == found["claim"]["text"]
    assert found["evidence"][0]["table"] == "rollcall"
    assert found["evidence"][0]["locator"] == "A/RES/ES-11/3"
    assert {"variation", "verdict"} <= found["readings"][0].keys()
    assert found["explanation"]
    assert answer("It rained.") == []


def test_a_text_a_file_a_page_and_standard_input_give_the_same(tmp_path: Path) -> None:
    plain, page = tmp_path / "a.txt", tmp_path / "a.html"
    plain.write_text(SUSPENDED, "utf-8")
    page.write_text(f"<html><head><title>T</title></head><body><p>{SUSPENDED}</p></body></html>")
    (words,) = answer(SUSPENDED)
    assert answer(plain) == [words]
    assert answer("-", given=SUSPENDED) == [words]
    (marked,) = answer(page)
    assert (marked["verdict"], marked["claim"]["text"]) == ("supported", words["claim"]["text"])


def test_lines_of_texts_name_the_one_each_verdict_is_of(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    rows = [{"id": "a", "text": SUSPENDED}, {"id": "b", "text": IRAN}, {"id": "c"}]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    done = run(file, *AS_OF, "--json")
    assert done.returncode == 1
    assert "texts.jsonl, line 3" in done.stderr
    found = json.loads(done.stdout)
    assert [(one["document"], one["verdict"]) for one in found] == [
        ("a", "supported"),
        ("b", "refuted"),
    ]


def test_what_was_understood_can_be_put_right_and_given_back(tmp_path: Path) -> None:
    done = run(SUSPENDED, *AS_OF, "--understood")
    (claim,) = json.loads(done.stdout)
    file = tmp_path / "claim.json"
    file.write_text(done.stdout, "utf-8")
    (same,) = answer("--claim", file)
    assert (same["verdict"], same["claim"]["text"]) == ("supported", claim["text"])
    (other,) = answer("--claim", json.dumps({**claim, "subject": ["Iran"]}))
    assert other["verdict"] == "refuted"
    both = answer("--claim", json.dumps([CLAIM, {**CLAIM, "negated": True}]))
    assert [one["verdict"] for one in both] == ["supported", "refuted"]
    assert answer("--claim", "-", given=json.dumps(CLAIM))[0]["verdict"] == "supported"


def test_the_files_for_others_are_written(tmp_path: Path) -> None:
    page, review, notes, feed = (tmp_path / n for n in ("a.html", "r.json", "n.json", "f.xml"))
    done = run(
        f"{SUSPENDED} {IRAN}", *AS_OF, "--html", page, "--claimreview", review,
        "--annotations", notes, "--feed", feed, "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 2
    assert "A/RES/ES-11/3" in page.read_text("utf-8")
    graph = json.loads(review.read_text("utf-8"))["@graph"]
    assert [one["@type"] for one in graph] == ["ClaimReview", "ClaimReview"]
    assert json.loads(notes.read_text("utf-8"))["total"] == 2
    entries = ElementTree.parse(feed).getroot().findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 2
    again = tmp_path / "again.xml"
    run(f"{SUSPENDED} {IRAN}", *AS_OF, "--feed", again)
    assert again.read_bytes() == feed.read_bytes(), "the same question gives the same feed"


# -- the casebook --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Russia and Israel voted together in 10 percent of roll calls in 2022.",
        "Russia and Israel vote together most of the time.",
        "Israel has voted with the United States more often than Russia has.",
        "Israel is closer to the United States than to Russia.",
    ],
)
def test_no_share_follows_from_votes_chosen_by_hand(text: str) -> None:
    (found,) = answer(text)
    assert found["verdict"] == "outside_record"
    assert "chosen by hand" in found["missing"]


def test_one_vote_of_the_casebook_refutes_never() -> None:
    (found,) = answer("Russia has never voted with Israel.")
    assert (found["verdict"], bool(found["evidence"])) == ("refuted", True)


# -- what cannot be used -------------------------------------------------------------------


def refused(*words: object, given: str = "") -> str:
    done = run(*words, given=given)
    assert done.returncode == 2, done.stdout
    assert not done.stdout
    assert done.stderr.startswith("legation: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return str(done.stderr)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nothing to check"),
        (("",), "nothing to check"),
        (("nosuch.txt",), "there is no file nosuch.txt"),
        (("x y", "--due"), "do not go together"),
        (("x y", "--as-of", "2022-02-30"), "not a date"),
        (("x y", "--date", "2022-02-30"), "not one day"),
        (("--claim", "{"), "not valid JSON"),
        (("--claim", "[" * 100_000), "not valid JSON"),
        (("--claim", "nonsense"), "takes JSON"),
        (("--claim", "[]"), "no claim"),
        (("--claim", "[1]"), "is an object"),
        (("--claim", json.dumps({**CLAIM, "subject": "Atlantis"})), "no state 'Atlantis'"),
        (("--claim", json.dumps({**CLAIM, "subject": "x'; DROP TABLE vote;--"})), "no state"),
        (("--claim", json.dumps({**CLAIM, "window": ["2022-13-01", None]})), "not a date"),
        (("--claim", json.dumps(CLAIM), "--annotations", "a.json"), "words of a text"),
        (("--jsonl", "nosuch.jsonl", "out.jsonl"), "no such file"),
        (("--due", "--html", "a.html"), "does not go with"),
        (("--nonsense",), "Unknown option"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(words: tuple[str, ...], said: str) -> None:
    assert said in refused(*words)


def test_folders_binary_files_and_noise_are_told_in_one_line(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 4000)
    assert "a.bin" in refused(tmp_path / "a.bin")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert "empty.txt" in refused(tmp_path / "empty.txt")
    (tmp_path / "large.txt").write_text("Israel and Russia. " * 60_000, "utf-8")
    assert "too long" in refused(tmp_path / "large.txt")


def test_a_megabyte_without_sense_and_broken_characters_claim_nothing(tmp_path: Path) -> None:
    noise, broken = tmp_path / "noise.txt", tmp_path / "broken.txt"
    noise.write_text("wug blah " * 105_000, "utf-8")
    broken.write_bytes("Das Wetter \xff\xfe blieb.".encode("latin-1"))
    for file in (noise, broken):
        done = run(file)
        assert done.returncode == 0, done.stderr
        assert "makes no claim" in done.stdout


def test_markup_in_a_text_stays_text(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    text = f"<script>alert(1)</script> <b>{SUSPENDED}</b>"
    assert run(text, *AS_OF, "--html", page).returncode == 0
    assert "<script>alert" not in page.read_text("utf-8")


def test_a_file_that_cannot_be_written_is_told() -> None:
    done = run(SUSPENDED, *AS_OF, "--html", "no/such/folder/a.html")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
