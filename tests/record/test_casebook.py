"""The embedded casebook: every fact against the real data, every row with its source."""

import csv
import datetime as dt
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation.record as rec
from legation import states
from legation.record import casebook
from legation.record.readers.base import Reader
from legation.record.readers.casebook import READERS
from legation.record.schema import CHOICES, MEASURE_KINDS
from legation.record.store import Record
from tests.record.mutate import endure

FILES = {path.name: path for path in casebook.paths()}
CONTROLS = {
    "A/RES/ES-11/1": ("no", "yes"),
    "A/RES/ES-11/3": ("no", "yes"),
    "A/RES/ES-11/7": ("no", "no"),
    "A/RES/ES-11/8": ("no", "abstain"),
    **{
        f"A/RES/{number}": ("yes", "yes")
        for number in ("74/136", "75/169", "76/149", "77/204", "78/190", "79/160", "80/192")
    },
}

#: How the JSON lines and Voeten's data name the states of the casebook, where not by one name.
NAMES = {
    "RUS": "Russian Federation|Russia",
    "ISR": "Israel",
    "USA": "United States|United States of America",
    "IRN": "Iran (Islamic Republic of)|Iran",
    "UKR": "Ukraine",
    "CHN": "China",
    "IND": "India",
    "GBR": "United Kingdom|United Kingdom of Great Britain and Northern Ireland",
    "FRA": "France",
    "DEU": "Germany|Federal Republic of Germany",
    "TUR": "Türkiye|Turkey|Turkiye|TÜRKİYE",
    "SAU": "Saudi Arabia",
    "ARE": "United Arab Emirates",
    "EGY": "Egypt",
    "SYR": "Syrian Arab Republic|Syria",
    "PRK": "Democratic People's Republic of Korea|North Korea",
    "BLR": "Belarus",
    "HUN": "Hungary",
    "POL": "Poland",
    "BRA": "Brazil",
    "ZAF": "South Africa",
    "JPN": "Japan",
    "KOR": "Republic of Korea|South Korea",
    "CUB": "Cuba",
    "KAZ": "Kazakhstan",
    "SRB": "Serbia|Yugoslavia",
}
CODES = {name.casefold(): code for code, names in NAMES.items() for name in names.split("|")}


def table(name: str) -> list[dict[str, str]]:
    with FILES[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def articles(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in FILES[name].read_text("utf-8").splitlines()]


def code_of(name: str) -> str | None:
    return CODES.get(name.replace("’", "'").casefold())


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with casebook.open_casebook() as opened:
        yield opened


@pytest.fixture(scope="module")
def real_votes(shared: Path) -> dict[str, dict[str, str]]:
    """Give the choices the real files list for the casebook's states, by symbol or number."""
    found: dict[str, dict[str, str]] = {}
    lists = {"MS_in_favour": "yes", "MS_against": "no", "MS_abstaining": "abstain"}
    for path in sorted((shared / "unga").glob("*.json")):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            listed = {
                code: choice
                for key, choice in lists.items()
                for name in item[key]
                if (code := code_of(name))
            }
            found.setdefault(item["symbol"], {}).update(listed)
    numbers = {row["voeten"] for row in table("rollcalls.csv")}
    votes = shared / "unga" / "unvotes_votes_1946_2019.csv.gz"
    with gzip.open(votes, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["rcid"] in numbers and (code := code_of(row["country"])):
                found.setdefault(row["rcid"], {})[code] = row["vote"]
    supplement = shared / "unga" / "es11_7_8_supplement.csv"
    with supplement.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["vote"] in CHOICES and row["iso3"] in NAMES:
                found.setdefault(row["symbol"], {})[row["iso3"]] = row["vote"]
    return found


def test_every_vote_is_as_the_real_data_list_it(real_votes: dict[str, dict[str, str]]) -> None:
    numbers = {row["symbol"]: row["voeten"] for row in table("rollcalls.csv")}
    compared: Counter[str] = Counter()
    for row in table("votes.csv"):
        real = real_votes[numbers[row["symbol"]] or row["symbol"]]
        for state in NAMES:
            listed = real.get(state, "none")
            ours = row[state] if row[state] in ("yes", "no", "abstain") else "none"
            if (state, row["symbol"]) == ("CHN", "A/RES/2758(XXVI)"):
                assert row[state] == ""  # the seat was held by the Republic of China
                continue
            assert ours == (listed if listed != "absent" else "none"), (row["symbol"], state)
            compared[ours] += 1
    assert compared.total() == 56 * 26 - 1
    assert min(compared[c] for c in ("yes", "no", "abstain")) > 200


def test_a_state_that_did_not_vote_was_absent_if_it_was_a_member() -> None:
    lines = {"RUS": ("RUS", "SUN"), "SRB": ("SRB", "YUG", "SCG")}
    barred = {("SRB", "A/RES/47/19"), ("CHN", "A/RES/2758(XXVI)")}
    days = {row["symbol"]: row["date"] for row in table("rollcalls.csv")}
    for row in table("votes.csv"):
        members = {str(s) for s in states.un_members(dt.date.fromisoformat(days[row["symbol"]]))}
        for state in NAMES:
            member = bool(members & set(lines.get(state, (state,))))
            expected = member and (state, row["symbol"]) not in barred
            assert bool(row[state]) == expected, (row["symbol"], state)


def test_every_total_is_the_printed_one(shared: Path) -> None:
    printed = {}
    for path in sorted((shared / "unga").glob("*.json")):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            keys = ("MS_in_favour_count", "MS_against_count", "MS_abstaining_count")
            printed[item["symbol"]] = [str(item[key]).replace("N.A.", "0") for key in keys]
    rows = [row for row in table("rollcalls.csv") if row["symbol"] in printed]
    assert len(rows) == 38
    for row in rows:
        assert [row[c] for c in ("yes", "no", "abstain")] == printed[row["symbol"]], row["symbol"]


def test_the_control_cases_are_in_it(record: Record) -> None:
    rows = record.query("SELECT rollcall_id, state, choice FROM vote WHERE state IN ('RUS', 'ISR')")
    votes = {(row["rollcall_id"], row["state"]): row["choice"] for row in rows}
    for symbol, (russia, israel) in CONTROLS.items():
        assert votes[symbol, "RUS"] == russia, symbol
        assert votes[symbol, "ISR"] == israel, symbol


def test_every_roll_call_names_its_source_and_its_text() -> None:
    rows = table("rollcalls.csv")
    assert len(rows) == len({row["symbol"] for row in rows}) == 56
    for row in rows:
        assert dt.date(1971, 1, 1) <= dt.date.fromisoformat(row["date"]) <= dt.date(2025, 12, 31)
        assert row["citation"] == f"UN voting record, {row['symbol']}"
        assert row["url"] == f"https://undocs.org/{row['symbol']}"
        assert row["title"]
        assert row["topics"]
    assert [row["symbol"] for row in table("votes.csv")] == [row["symbol"] for row in rows]


def test_every_measure_is_dated_cited_and_between_known_states() -> None:
    rows = table("measures.csv")
    assert len(rows) == len({row["measure"] for row in rows}) == 204
    known = {str(state) for state in states.all_states()}
    for row in rows:
        assert row["kind"] in MEASURE_KINDS
        assert {row["actor"], row["target"]} <= known
        assert row["citation"]
        assert row["text"]
        start = dt.date.fromisoformat(row["start"])
        assert start <= dt.date.fromisoformat(row["end"] or "2025-12-31") <= dt.date(2025, 12, 31)
    assert {row["kind"] for row in rows} == set(MEASURE_KINDS) - {"rivalry"}


def test_no_measure_is_between_states_that_did_not_exist_then() -> None:
    for row in table("measures.csv"):
        there = {str(state) for state in states.states_at(dt.date.fromisoformat(row["start"]))}
        assert {row["actor"], row["target"]} <= there, row["measure"]


def test_the_unfriendly_list_is_the_real_one_and_israel_is_not_on_it(shared: Path) -> None:
    real = shared / "structure" / "unfriendly_countries_430r.csv"
    with real.open(encoding="utf-8", newline="") as file:
        listed = {row["iso3"] for row in csv.DictReader(file)}
    ours = {
        row["target"]
        for row in table("measures.csv")
        if row["kind"] == "designation" and row["start"] == "2022-03-05"
    }
    assert ours == listed & set(NAMES)
    assert "ISR" not in ours


def test_the_two_camps_are_treated_alike_and_every_article_says_what_it_is() -> None:
    camps = [articles("articles_harbour.jsonl"), articles("articles_upland.jsonl")]
    assert [len(camp) for camp in camps] == [10, 10]
    outlets = [{item["outlet"] for item in camp} for camp in camps]
    assert [len(names) for names in outlets] == [2, 2]
    assert not outlets[0] & outlets[1]
    lengths = [sum(len(item["text"]) for item in camp) for camp in camps]
    assert max(lengths) < 1.2 * min(lengths)
    for item in (item for camp in camps for item in camp):
        assert list(item) == ["title", "text", "date", "url", "outlet", "language"]
        assert item["title"].startswith("[Illustrative] ")
        assert item["outlet"].endswith("(illustrative)")
        assert re.fullmatch(r"https://[a-z-]+\.example\.org/.+", item["url"])
        assert dt.date(2022, 1, 1) <= dt.date.fromisoformat(item["date"]) <= dt.date(2025, 12, 31)


def test_totals_that_articles_give_are_those_of_the_roll_calls() -> None:
    totals = {(row["yes"], row["no"]) for row in table("rollcalls.csv")}
    found = 0
    for item in articles("articles_harbour.jsonl") + articles("articles_upland.jsonl"):
        for match in re.finditer(
            r"(\d+) votes in favour(?:, (\d+) against| and (\d+) against)", item["text"]
        ):
            found += 1
            assert (match[1], match[2] or match[3]) in totals, item["title"]
    assert found >= 7


def test_the_sentences_meant_to_be_wrong_are_contradicted_by_the_facts(record: Record) -> None:
    both = {
        row["rollcall_id"]: (row["russia"], row["israel"])
        for row in record.query(
            "SELECT rollcall_id, r.choice AS russia, i.choice AS israel "
            "FROM vote r JOIN vote i USING (rollcall_id) JOIN rollcall USING (rollcall_id) "
            "WHERE r.state = 'RUS' AND i.state = 'ISR' AND list_contains(topics, 'Ukraine')"
        )
    }
    assert both["A/RES/ES-11/7"] == ("no", "no")  # against "has never voted with Russia"
    assert both["A/RES/ES-11/1"] == ("no", "yes")  # against "voted as Russia did on every"
    assert both["A/RES/ES-11/6"] == ("no", "yes")  # against "stopped voting with Ukraine"
    pacts = record.query(
        "SELECT 1 FROM measure WHERE kind = 'alliance' AND actor = 'IRN' AND target = 'RUS'"
    )
    assert not pacts  # against "allies that are bound to defend each other"


def test_the_casebook_opens_as_a_record_that_says_what_it_is(record: Record) -> None:
    counts = {name: n for name, n in record.counts().items() if n}
    assert counts == {
        "source": 5,
        "rollcall": 56,
        "vote": 1436,
        "measure": 204,
        "document": 20,
    }
    assert "\n" not in record.note
    for words in ("260 landmark facts", "20 illustrative articles", "no sample", "legation add"):
        assert words in record.note


def test_no_absence_is_derived_from_what_the_casebook_leaves_out(record: Record) -> None:
    assert record.query("SELECT DISTINCT listed FROM vote") == [{"listed": True}]
    assert len(record.query("SELECT DISTINCT state FROM vote")) == 28  # with SUN and YUG


def test_votes_stand_under_the_state_of_the_day(record: Record) -> None:
    rows = record.query(
        "SELECT state FROM vote WHERE rollcall_id = 'A/RES/3379(XXX)' AND choice = 'yes'"
    )
    found = {row["state"] for row in rows}
    assert {"SUN", "YUG"} <= found
    assert not {"RUS", "SRB", "KAZ"} & found


def test_illustrative_articles_are_a_dataset_of_their_own(record: Record) -> None:
    rows = record.query(
        "SELECT dataset, licence, count(*) AS n FROM document JOIN source USING (source_id) "
        "WHERE outlet LIKE '% (illustrative)' GROUP BY ALL"
    )
    assert sum(row["n"] for row in rows) == 20
    assert {row["dataset"] for row in rows} == {"casebook-articles"}
    assert all("ILLUSTRATIVE" in row["licence"] for row in rows)


def test_opening_takes_well_under_a_second_of_work() -> None:
    casebook.open_casebook().close()
    start = time.process_time()
    casebook.open_casebook().close()
    assert time.process_time() - start < 0.7


def test_beside_the_real_record_every_roll_call_of_the_time_is_the_same_one(shared: Path) -> None:
    with rec.open_record(":memory:") as both:
        rec.add(both, [shared / "unga" / "80.json"])
        rec.add(both, casebook.paths(), readers=READERS)
        rows = both.query(
            "SELECT rollcall_id, len(sources) AS n FROM rollcall WHERE session = '80' "
            "AND array_to_string(sources, ' ') LIKE '%casebook:%'"
        )
        assert {row["rollcall_id"]: row["n"] for row in rows} == {
            f"A/RES/80/{number}": 2 for number in (4, 73, 192, 222, 224)
        }
        assert both.query("SELECT * FROM disagreement") == []


@pytest.mark.parametrize(
    ("reader", "name", "tables"),
    [
        (READERS[0], "rollcalls.csv", ["rollcall"]),
        (READERS[1], "votes.csv", ["vote"]),
        (READERS[2], "measures.csv", ["measure"]),
        (READERS[3], "articles_upland.jsonl", ["document"]),
    ],
)
def test_damaged_files_end_in_rows_whose_fates_add_up(
    reader: Reader, name: str, tables: list[str], tmp_path: Path
) -> None:
    content = b"".join(FILES[name].read_bytes().splitlines(keepends=True)[:20])
    assert endure(reader, name, content, tmp_path, tables=tables) > 100


def test_each_file_is_of_one_reader_alone() -> None:
    from legation.record.unpack import Member

    for path in FILES.values():
        member = Member(path.name, path, path)
        assert sum(reader.matches(member) for reader in READERS) == 1, path.name
