"""The command `relation` and its neighbours on the index, with a relation made by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from legation import states
from legation.brief.chart_index import scale
from legation.brief.course import Course, course
from legation.cli.app import app
from legation.cli.pairing import read_pairs
from legation.cli.sparkline import ROWS, sparkline
from legation.errors import InputError, LegationError
from legation.record import add, open_record
from legation.relations.export import COMPUTED
from tests.brief.made_index import FIRST, LAST, MadeIndex, MadeRelation, stand_in
from tests.record.made import resolutions, write_lines

RUS, UKR, ISR = (states.resolve(code) for code in ("RUS", "UKR", "ISR"))
MONTHS = 24 * 12


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a few roll calls."""
    folder = tmp_path_factory.mktemp("record")
    with open_record(folder / "record.duckdb") as record:
        add(record, [write_lines(folder / "r.json", resolutions(number=10))])
    return folder / "record.duckdb"


@pytest.fixture
def say(
    votes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command on the record, with an index in which the state named first falls."""
    monkeypatch.setenv("LEGATION_RECORD", str(votes))
    monkeypatch.setenv("COLUMNS", "100")

    def made(_record: Any, pairs: Any = None, progress: Any = None, **_: Any) -> MadeIndex:
        progress(1, 2)
        return MadeIndex(*(pairs or [("RUS", "ISR"), ("RUS", "UKR")]))

    stand_in(monkeypatch, made)

    def run(*words: str | Path) -> str:
        tokens = [*map(str, words)]
        app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        return capsys.readouterr().out

    return run


# -- relation ------------------------------------------------------------------------------


def test_relation_says_level_trend_breaks_rows_and_agreement(say: Callable[..., str]) -> None:
    said = say("relation", "RUS", "ISR")
    for part in (
        "Russia stood at −2.4 (90\u202f% interval −3.2 to −1.5) towards Israel in December 2023",
        "in neither direction",
        "Russia towards Israel\n",
        "░",
        "2014-03 (2014-02 to 2014-05)  Russia towards Israel −3.0 (−3.7 to −2.3), less friendly; ",
        "Behind the largest break",
        "Other 17 rows of agreement",
        "all years: ",
    ):
        assert part in said, part
    assert said.index("▼") < said.index("The roll calls: add --evidence")


def test_relation_as_json_has_months_of_both_directions_and_breaks(say: Callable[..., str]) -> None:
    answer = json.loads(say("relation", "RUS", "ISR", "--json"))
    assert len(answer["index"]) == 2 * MONTHS
    assert list(answer["index"][0]) == list(COMPUTED["index"].names)
    assert {(r["actor"], r["target"]) for r in answer["index"]} == {("RUS", "ISR"), ("ISR", "RUS")}
    (broken,) = answer["breaks"]
    assert (broken["actor"], broken["month"]) == ("RUS", "2014-03")
    parts = broken["change"]
    total = sum(c["contribution"] for c in parts["contributions"]) + parts["others"]["contribution"]
    assert total == pytest.approx(parts["change"], abs=1e-9)
    assert answer["agreement"]["n"] > 0
    assert answer["no_index"] == ""


def test_a_window_cuts_the_months_too(say: Callable[..., str]) -> None:
    answer = json.loads(
        say("relation", "RUS", "ISR", "--from", "2020-02", "--to", "2021", "--json")
    )
    months = sorted({row["month"] for row in answer["index"]})
    assert (months[0], months[-1], len(months)) == ("2020-02", "2021-12", 23)
    said = say("relation", "RUS", "ISR", "--from", "2020-02", "--to", "2021")
    assert "▼" not in said.split("━ mean")[0]
    assert "in the window asked for (until 1990); it runs from 2000-01" in say(
        "relation", "RUS", "ISR", "--to", "1990"
    )


def test_explain_as_json_is_the_change_and_its_contributions(say: Callable[..., str]) -> None:
    answer = json.loads(say("relation", "RUS", "ISR", "--explain", "2014-03", "--json"))
    assert list(answer)[:1] == ["change"]
    assert sum(c["contribution"] for c in answer["contributions"]) == pytest.approx(
        answer["change"], abs=1e-9
    )
    assert answer["since"] == "2014-02"
    assert {"table", "locator", "contribution"} <= answer["contributions"][0].keys()


def test_explain_lists_rows_that_add_up(say: Callable[..., str]) -> None:
    said = say("relation", "RUS", "ISR", "--explain", "2014-03", "--since", "2013-12")
    assert said.startswith("Russia towards Israel, 2013-12 to 2014-03: −2.90 ")
    numbers = [
        float(line.split()[0].replace("−", "-"))
        for line in said.splitlines()
        if line[:8].strip() and line.startswith("  ")
    ]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.05 * len(numbers))
    assert "All rows: add --evidence" in said
    longer = say("relation", "RUS", "ISR", "--explain", "2014-03", "--evidence")
    assert len(longer.splitlines()) > 40


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["relation", "RUS", "ISR", "--explain", "soon"], "--explain takes a month as YYYY-MM"),
        (["relation", "RUS", "ISR", "--explain", "2014-13"], "'2014-13'"),
        (["relation", "RUS", "ISR", "--explain", "1999-12"], "1999-12 lies outside"),
        (["relation", "RUS", "ISR", "--since", "2014-01"], "--since goes with --explain"),
        (["relation", "RUS", "ISR", "--as-of", "later"], "not a date"),
        (["relation", "RUS", "RUS"], "takes two states"),
        (["relation", "Isreal", "RUS"], "did you mean Israel"),
        (["relation", "KAZ", "USA", "--to", "1980"], "Kazakhstan begins on 1991-12-16"),
        (["export", "indexes", "-o", "x.csv"], "there are ideal_points, index, breaks, source"),
        (["export", "index", "-o", "x.doc"], "neither .csv nor .parquet"),
        (["export", "vote", "-o", "x.csv", "--pairs", "RUS:ISR"], "are for index and breaks"),
        (["export", "index", "-o", "x.csv", "--pairs", "RUS-ISR"], "RUS-ISR"),
        (["export", "index", "-o", "x.csv", "--pairs", "RUS:RUS"], "was given twice"),
        (["export", "ideal_points", "-o", "x.csv", "--pairs", "RUS:ISR"], "of single states"),
        (["pairs"], "no pairs were given"),
        (["pairs", "RUS"], "alone is no pair"),
        (["pairs", "RUS:ISR", "--order", "size"], "not by 'size'"),
        (["pairs", "RUS:ISR", "-o", "x.pdf"], "written as .html or .json"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line_and_leaves_no_file(
    say: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LegationError) as refused:
        say(*words)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_pair_without_any_row_is_refused(
    say: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any, **__: Any) -> None:
        raise InputError("the record has no rows on Holy See and Tuvalu")

    stand_in(monkeypatch, none)
    with pytest.raises(LegationError, match="no rows on Holy See"):
        say("relation", "VAT", "TUV")
    assert "There is no monthly index of the two" in say("relation", "RUS", "ISR")


def test_the_casebook_says_why_there_is_no_index_and_loads_nothing_heavy(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from legation.cli.app import app\n"
        "app(['relation', 'RUS', 'ISR'], result_action='return_value')\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'numba', 'scipy', 'ruptures'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "LEGATION_RECORD": str(tmp_path / "none.duckdb")},
    )
    assert done.returncode == 0, done.stderr
    assert "no monthly index: the landmark facts of the casebook were chosen by hand" in done.stdout
    assert "the same choice in 11 of 53 landmark votes" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


# -- export --------------------------------------------------------------------------------


def test_the_index_is_exported_in_both_directions_with_its_descriptor(
    say: Callable[..., str], tmp_path: Path
) -> None:
    say("export", "index", "--pairs", "RUS:ISR,UKR:RUS", "-o", tmp_path / "index.csv")
    rows = list(csv.DictReader((tmp_path / "index.csv").open()))
    assert len(rows) == 2 * 2 * MONTHS
    assert list(rows[0]) == "actor target month mean sd lo50 hi50 lo90 hi90".split()
    assert (rows[0]["month"], rows[-1]["month"]) == (FIRST, LAST)
    package = json.loads((tmp_path / "index.datapackage.json").read_text())
    assert [f["name"] for f in package["resources"][0]["schema"]["fields"]] == list(rows[0])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.csv", "index.datapackage.json"]


def test_breaks_are_exported_as_flat_rows_to_parquet(
    say: Callable[..., str], tmp_path: Path
) -> None:
    say("export", "breaks", "-o", tmp_path / "breaks.parquet")
    frame = pl.read_parquet(tmp_path / "breaks.parquet")
    assert frame.columns == list(COMPUTED["breaks"].names)
    assert frame.select("actor", "target", "month", "size", "return_5").rows() == [
        ("RUS", "ISR", "2014-03", -3.0, 0.11),
        ("RUS", "UKR", "2014-03", -3.0, 0.11),
    ]


def test_an_export_stopped_half_way_leaves_nothing_behind(
    say: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(self: MadeIndex, *_: Any) -> Any:
        yield MadeRelation(RUS, ISR, falls=True).frame()
        raise KeyboardInterrupt

    monkeypatch.setattr(MadeIndex, "frames", stopped)
    old = tmp_path / "index.csv"
    old.write_text("as it was")
    with pytest.raises(KeyboardInterrupt):
        say("export", "index", "-o", old)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["as it was"]


# -- pairs ---------------------------------------------------------------------------------


def test_pairs_are_read_as_written_and_once() -> None:
    assert read_pairs(["RUS:ISR,Israel:Россия", "UKR:RUS"]) == ((RUS, ISR), (UKR, RUS))
    assert read_pairs(["RUS,UKR,ISR"]) == ((RUS, UKR), (RUS, ISR), (UKR, ISR))
    assert len(read_pairs(["Baltic states"])) == 3


def test_the_page_of_pairs_is_written(say: Callable[..., str], tmp_path: Path) -> None:
    say("pairs", "RUS:ISR,RUS:UKR", "-o", tmp_path / "pairs.html")
    assert (tmp_path / "pairs.html").read_text("utf-8").count("<svg") == 4
    answer = json.loads(say("pairs", "RUS:ISR", "--json"))
    assert len(answer["index"]) == 2 * MONTHS
    assert [b["month"] for b in answer["breaks"]] == ["2014-03"]


# -- the line in text ----------------------------------------------------------------------


@pytest.fixture
def falling() -> Course:
    return course(MadeRelation(RUS, UKR, falls=True), RUS, UKR)


@pytest.mark.parametrize("width", [30, 80, 200])
def test_a_line_fits_its_width_and_shows_the_fall(falling: Course, width: int) -> None:
    lines = sparkline(falling, scale([falling]), width)
    assert max(map(len, lines)) <= width + 3  # the last year may stand over the edge
    assert len(lines) == ROWS + 2
    assert lines[0].startswith("  +2.0│")
    assert lines[ROWS - 1].startswith("  −4.0│")
    at = lines[ROWS].index("▼")
    share = (at - 7) / min(width - 7, MONTHS)
    assert share == pytest.approx((14 * 12 + 2) / MONTHS, abs=0.05)
    upper = "".join(line[7:at] for line in lines[: ROWS // 2])
    lower = "".join(line[7:at] for line in lines[ROWS // 2 + 1 : ROWS])
    assert any(c in upper for c in "▁━▔")
    assert not any(c in lower for c in "▁━▔")


def test_short_series_take_a_column_a_month() -> None:
    short = course(MadeRelation(RUS, UKR, falls=True, first="2014-01", last="2014-06"), RUS, UKR)
    lines = sparkline(short, scale([short]), 80)
    assert max(len(line) for line in lines[:ROWS]) == 7 + 6
    assert lines[ROWS].index("▼") == 7 + 2
