"""ICEWS events, native and by name."""

import csv
import datetime as dt
import gzip
from collections import Counter
from pathlib import Path

import pytest

import legation.record as rec
from legation.record.readers import cameo
from legation.record.readers.icews import (
    NATIVE_COLUMNS,
    READERS,
    IcewsList,
    IcewsNative,
    actor_on,
    event_code,
)
from tests.record.mutate import endure

NATIVE = "events/icews/events.2018.sample.tab"
LIST = "events/icews/icews18_valid_test_named.csv.gz"
HEADER = "\t".join(
    name.title().replace("Id", "ID").replace("Cameo", "CAMEO") for name in NATIVE_COLUMNS
)


def native(number: int, **values: object) -> str:
    row = dict.fromkeys(NATIVE_COLUMNS, "NA") | {
        "event id": number,
        "event date": "2018-09-18",
        "source name": "Foreign Affairs (Russia)",
        "source sectors": "Government",
        "source country": "Russian Federation",
        "event text": "Criticize or denounce",
        "cameo code": "111",
        "intensity": "-2",
        "target name": "Israel",
        "target country": "Israel",
    }
    row |= {name.replace("_", " "): value for name, value in values.items()}
    return "\t".join(map(str, row.values()))


def native_file(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def sample() -> bytes:
    events = [
        ("Make statement", "010", "0"),
        ("Make a visit", "042", "1.9"),
        ("Accuse", "112", "-2"),
    ]
    rows = [
        native(n, event_text=e[0], cameo_code=e[1], intensity=e[2], target_country=t)
        for n in range(40)
        for e, t in [(events[n % 3], ["Israel", "NA", "Iran", "Türkiye"][n % 4])]
    ]
    return native_file(*rows).encode()


def add(tmp_path: Path, text: str, name: str = "events.tab") -> tuple[rec.Record, rec.Added]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    record = rec.open_record(":memory:")
    (result,) = rec.add(record, [path], readers=READERS)
    return record, result


# -- native tables ----------------------------------------------------------------------------


def test_every_native_event_is_stored_as_the_file_has_it(shared: Path) -> None:
    with (shared / NATIVE).open(encoding="utf-8", newline="") as file:
        rows = {
            r["Event ID"]: r for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    with rec.open_record(":memory:") as record:
        (result,) = rec.add(record, [shared / NATIVE], readers=READERS)
        events = record.query("SELECT * FROM event")
    assert (result.counts.read, result.counts.stored) == (3705, 3705) == (len(rows), len(events))
    for event in events:
        row = rows[event["event_id"].removeprefix("icews:")]
        assert str(event["date"]) == row["Event Date"]
        assert (event["code"], event["goldstein"]) == (row["CAMEO Code"], float(row["Intensity"]))
        assert (event["actor"] is None) == (row["Source Country"] == "NA")
        assert (event["target"] is None) == (row["Target Country"] == "NA")
        assert event["actor_code"].startswith(row["Source Name"])
        assert event["locator"] == f"Event ID {row['Event ID']}"
    countries = Counter(r["Source Country"] for r in rows.values())
    states = Counter(e["actor"] for e in events)
    for name, state in [("Russian Federation", "RUS"), ("North Korea", "PRK"), ("India", "IND")]:
        assert states[state] == countries[name] > 100


def test_events_alike_in_all_but_their_number_are_all_kept(tmp_path: Path) -> None:
    record, result = add(tmp_path, native_file(native(1), native(2), native(2)))
    assert (result.counts.stored, result.counts.duplicates) == (2, 1)
    assert record.query("SELECT count(*) AS n FROM event") == [{"n": 2}]


def test_a_lost_leading_zero_is_found_by_the_name_of_the_event(tmp_path: Path) -> None:
    rows = [
        native(1, event_text="Make a visit", cameo_code="42"),
        native(2, event_text="Make a visit", cameo_code="43"),
        native(3, event_text="Make a visit", cameo_code="999"),
    ]
    record, result = add(tmp_path, native_file(*rows))
    assert record.query("SELECT code, root FROM event") == [{"code": "042", "root": "CONSULT"}]
    assert [r["reason"] for r in record.query("SELECT reason FROM reject ORDER BY locator")] == [
        "CAMEO Code is not of CAMEO: 43",
        "CAMEO Code is not of CAMEO: 999",
    ]
    assert result.counts.rejected == 2


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"event_date": "2018-02-30"}, "Event Date is not a day"),
        ({"event_date": "18/09/2018"}, "Event Date is not a day"),
        ({"event_id": "12a"}, "Event ID is not a whole number"),
        ({"intensity": "11"}, "Intensity is not between -10 and 10"),
        ({"intensity": "nan"}, "Intensity is not between -10 and 10"),
        ({"cameo_code": "112"}, "Event Text is of CAMEO 111, CAMEO Code is 112"),
        ({"source_country": "Atlantis"}, "no state named Atlantis (Source Country)"),
        ({"target_country": "Atlantis"}, "no state named Atlantis (Target Country)"),
    ],
)
def test_a_native_row_that_is_off_is_rejected_with_the_reason(
    tmp_path: Path, values: dict[str, str], reason: str
) -> None:
    record, result = add(tmp_path, native_file(native(1), native(2, **values)))
    assert (result.counts.stored, result.counts.rejected) == (1, 1)
    assert record.query("SELECT locator, reason FROM reject")[0]["reason"] == reason


# -- lists by name ----------------------------------------------------------------------------


def test_every_line_of_the_real_list_is_an_event(shared: Path) -> None:
    with gzip.open(shared / LIST, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with rec.open_record(":memory:") as record:
        (result,) = rec.add(record, [shared / LIST], readers=READERS)
        stored = {r["locator"]: r for r in record.query("SELECT * FROM event")}
        pair = record.query(
            "SELECT date, count(*) AS n FROM event WHERE (actor = 'RUS' AND target = 'ISR') "
            "OR (actor = 'ISR' AND target = 'RUS') GROUP BY date ORDER BY n DESC LIMIT 3"
        )
    assert result.counts.stored == result.counts.read == len(rows) == 95_540
    for number, row in enumerate(rows, 2):
        event = stored[f"line {number}"]
        assert cameo.codes()[event["code"]].name.casefold() == row["p"].casefold()
        assert (event["actor_code"], event["target_code"]) == (row["s"], row["o"])
        assert event["goldstein"] == cameo.icews_intensity(event["code"])
    # The Il-20 was shot down on 17 September 2018 and named in reports from the 18th.
    assert dt.date(2018, 9, 18) in {row["date"] for row in pair}


def test_states_read_from_names_agree_with_the_countries_icews_gives(shared: Path) -> None:
    """The rule for lists by name, held against the native table, which has both."""
    with (shared / NATIVE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    from legation.record.readers.icews import country_on

    agree = differ = missed = 0
    differing = Counter[tuple[str, str]]()
    for row in rows:
        for side in ("Source", "Target"):
            day = dt.date.fromisoformat(row["Event Date"])
            given = country_on(row[f"{side} Country"], day)
            read = actor_on(row[f"{side} Name"], day)
            agree += read == given
            missed += read is None and given is not None
            if read is not None and read != given:
                differ += 1
                differing[row[f"{side} Name"], row[f"{side} Country"]] += 1
    assert differ <= 0.005 * 2 * len(rows), differing.most_common(10)
    assert agree >= 0.7 * 2 * len(rows), (agree, missed)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Citizen (Australia)", "AUS"),
        ("China", "CHN"),
        ("Citizen (Palestinian Territory, Occupied)", "PSE"),
        ("Vladimir Putin", "RUS"),
        ("Militant (Taliban)", None),
        ("Citizen (International)", None),
        ("European Union", None),
        ("BP", None),
        ("UN Security Council", None),
    ],
)
def test_the_state_of_an_actor_is_read_from_its_name(name: str, state: str | None) -> None:
    assert actor_on(name, dt.date(2018, 9, 18)) == state


def test_a_list_says_an_event_once_and_keeps_count_of_repeats(tmp_path: Path) -> None:
    line = '2018-09-18,Russia,"Arrest, detain, or charge with legal action",Citizen (Israel)'
    text = f"date,s,p,o\n{line}\n{line}\n2018-09-18,Russia,Dance,Israel\n2018-09-99,a,Accuse,b\n"
    record, result = add(tmp_path, text, "list.csv")
    counts = result.counts
    assert (counts.stored, counts.duplicates, counts.rejected) == (1, 1, 2)
    (event,) = record.query("SELECT code, actor, target, goldstein FROM event")
    assert event == {"code": "173", "actor": "RUS", "target": "ISR", "goldstein": -5.0}
    assert [r["reason"] for r in record.query("SELECT reason FROM reject ORDER BY locator")] == [
        "no CAMEO event is named Dance",
        "date is not a day",
    ]


def test_a_name_and_a_code_are_one_event() -> None:
    assert event_code("Make statement", "10") == ("010", None)
    assert event_code("Some new name", "0211") == ("0211", None)
    assert event_code("deny responsibility") == ("016", None)


# -- any bytes at all -------------------------------------------------------------------------


@pytest.mark.slow
def test_damaged_native_tables_end_in_rows_whose_fates_add_up(tmp_path: Path) -> None:
    assert endure(IcewsNative(), "a.tab", sample(), tmp_path, tables=["event"]) > 150


@pytest.mark.slow
def test_damaged_lists_end_in_rows_whose_fates_add_up(tmp_path: Path) -> None:
    events = ["Accuse", "Make statement", '"Arrest, detain, or charge with legal action"']
    rows = [f"2018-09-{1 + n % 28:02d},Citizen (India),{events[n % 3]},Iran\n" for n in range(40)]
    content = ("date,s,p,o\n" + "".join(rows)).encode()
    assert endure(IcewsList(), "a.csv", content, tmp_path, tables=["event"]) > 150
