"""The General Assembly record, from the real files: control cases and totals."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

import legation
from legation.record import Record, add, open_record


@pytest.fixture(scope="module")
def unga(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = open_record(tmp_path_factory.mktemp("unga") / "record.duckdb")
    results = add(record, [shared / "unga"])
    assert not [r.problem for r in results if r.problem]
    return record


def choice(record: Record, symbol: str, state: str) -> str | None:
    rows = record.query(
        "SELECT choice FROM vote WHERE rollcall_id = ? AND state = ?", [symbol, state]
    )
    return rows[0]["choice"] if rows else None


@pytest.mark.parametrize(
    ("symbol", "israel", "russia"),
    [
        ("A/RES/ES-11/1", "yes", "no"),
        ("A/RES/ES-11/3", "yes", "no"),
        ("A/RES/ES-11/7", "no", "no"),
        ("A/RES/ES-11/8", "abstain", "no"),
        ("A/RES/74/136", "yes", "yes"),
        ("A/RES/75/169", "yes", "yes"),
        ("A/RES/76/149", "yes", "yes"),
        ("A/RES/77/204", "yes", "yes"),
        ("A/RES/78/190", "yes", "yes"),
        ("A/RES/79/160", "yes", "yes"),
        ("A/RES/80/192", "yes", "yes"),
    ],
)
def test_the_control_cases_hold(unga: Record, symbol: str, israel: str, russia: str) -> None:
    assert (choice(unga, symbol, "ISR"), choice(unga, symbol, "RUS")) == (israel, russia)


@pytest.mark.parametrize(
    ("a", "b", "same", "n"),
    [("RUS", "ISR", 120, 577), ("RUS", "IRN", 424, 600), ("USA", "ISR", 488, 575)],
)
def test_agreement_of_2020_to_2025(unga: Record, a: str, b: str, same: int, n: int) -> None:
    found = legation.relations.agreement(unga, a, b, start=2020, end=2025)
    assert (found.same, found.n) == (same, n)


def test_one_roll_call_of_14_january_2020_stands_in_the_older_source_alone(unga: Record) -> None:
    rows = unga.query(
        "SELECT sources FROM rollcall WHERE date = DATE '2020-01-14'",
    )
    assert len(rows) == 1
    assert [s.split(":")[0] for s in rows[0]["sources"]] == ["unvotes"]


def test_every_roll_call_and_vote_of_the_files_is_there_once(unga: Record, shared: Path) -> None:
    recorded = set()
    for file in sorted((shared / "unga").glob("*.json")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["MS_in_favour"] or row["MS_against"] or row["MS_abstaining"]:
                recorded.add(row["symbol"].replace(" ", ""))
    with gzip.open(shared / "unga/unvotes_rollcalls.csv.gz", "rt", encoding="utf-8") as handle:
        older = list(csv.DictReader(handle))
    both = {r["unres"] for r in older} & recorded
    assert unga.counts()["rollcall"] == len(recorded) + 2 + len(older) - len(both)
    assert len(recorded) == 730
    ids = unga.query("SELECT count(*) = count(DISTINCT rollcall_id) AS one FROM rollcall")
    assert ids == [{"one": True}]
    pairs = unga.query("SELECT count(*) = count(DISTINCT (rollcall_id, state)) AS one FROM vote")
    assert pairs == [{"one": True}]


def test_where_the_sources_overlap_all_votes_are_equal(unga: Record) -> None:
    rows = unga.query(
        """SELECT count(*) AS n FROM rollcall JOIN vote USING (rollcall_id)
        WHERE len(sources) = 2 AND listed"""
    )
    assert rows == [{"n": 16174}]  # counted in both files by symbol and state
    assert unga.counts()["disagreement"] == 0


def test_tallies_as_printed_are_those_of_the_lists(unga: Record) -> None:
    rows = unga.query(
        """SELECT r.rollcall_id FROM rollcall r JOIN (
            SELECT rollcall_id, count(*) FILTER (WHERE choice = 'yes') AS y,
                count(*) FILTER (WHERE choice = 'no') AS n,
                count(*) FILTER (WHERE choice = 'abstain') AS a FROM vote GROUP BY 1) v
        USING (rollcall_id) WHERE (r.yes, r.no, r.abstain) <> (v.y, v.n, v.a)"""
    )
    assert [r["rollcall_id"] for r in rows] == ["A/RES/77/293"]  # 59 printed, 58 listed
    derived = unga.query("SELECT 1 FROM vote WHERE rollcall_id = 'A/RES/77/293' AND NOT listed")
    assert not derived, "a list that lacks somebody cannot tell who was absent"


def test_nobody_votes_outside_its_membership(unga: Record) -> None:
    from legation import states

    periods: dict[str, list[tuple[object, object]]] = {}
    for state, start, end in states.un_membership():
        periods.setdefault(str(state), []).append((start, end))
    cast = unga.query(
        "SELECT state, date, count(*) AS n FROM vote JOIN rollcall USING (rollcall_id) "
        "WHERE listed GROUP BY ALL"
    )
    outside = [
        (row["state"], row["date"], row["n"])
        for row in cast
        if not any(
            a <= row["date"] and (b is None or row["date"] <= b) for a, b in periods[row["state"]]
        )  # type: ignore[operator]
    ]
    assert sum(n for *_, n in outside) <= 400, outside[:20]


def test_the_soviet_union_votes_until_december_1991_and_russia_after(unga: Record) -> None:
    rows = unga.query(
        """SELECT state, min(date)::VARCHAR AS first, max(date)::VARCHAR AS last
        FROM vote JOIN rollcall USING (rollcall_id)
        WHERE state IN ('SUN', 'RUS') AND listed GROUP BY 1 ORDER BY 2"""
    )
    assert [r["state"] for r in rows] == ["SUN", "RUS"]
    assert rows[0]["last"] < "1991-12-26" <= rows[1]["first"]


def test_no_roll_call_was_taken_from_february_to_october_2020(unga: Record) -> None:
    rows = unga.query(
        "SELECT count(*) AS n FROM rollcall "
        "WHERE date BETWEEN DATE '2020-01-15' AND DATE '2020-10-31' AND body = 'UNGA'"
    )
    assert rows == [{"n": 0}]


def test_targets_in_the_record_are_those_read_by_hand(unga: Record) -> None:
    sample = Path(__file__).with_name("targets_sample.csv")
    with sample.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    right = wrong = missed = 0
    for row in rows:
        number = row["resolution"].removeprefix("rcid ")
        (found,) = unga.query(
            """SELECT any_value(r.targets) AS targets FROM rollcall r
            LEFT JOIN rollcall_statement s ON s.symbol = r.symbol AND s.dataset = 'unvotes'
            WHERE r.rollcall_id = $id OR r.rollcall_id = 'unvotes ' || $number
                OR ends_with(r.rollcall_id, '(unvotes ' || $number || ')')
                OR (s.native_id = $number AND r.rollcall_id = r.symbol)""",
            {"id": row["resolution"], "number": number},
        )
        got, expected = set(found["targets"]), set(row["targets"].split())
        right += len(got & expected)
        wrong += len(got - expected)
        missed += len(expected - got)
    assert len(rows) == 120
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.9


def test_rows_change_only_with_the_version_of_their_reader(unga: Record) -> None:
    # A snapshot promises the same rows for the same versions of the readers. If this fails,
    # raise the version of the reader whose rows changed, then write the new digest here.
    versions = {s["dataset"]: s["version"] for s in unga.sources()}
    assert versions == {"un-digital-library": "1", "un-resolutions": "1", "unvotes": "1"}
    assert unga.digest() == "03704293932f4299439a586dbe67f33eb11a2bb757e17adeddac2387fd9bd32e"
