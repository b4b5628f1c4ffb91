"""GDELT mentions: each report of an event, native and with a header."""

import csv
import datetime as dt
from pathlib import Path

import pytest

import legation.record as rec
from legation.record.readers.gdelt_mentions import COLUMNS, GdeltMentions
from tests.record.mutate import endure

READER = GdeltMentions()
SAMPLE = "events/gdelt/mentionssamp.csv"


def mention(number: int, **values: object) -> list[str]:
    row = dict.fromkeys(COLUMNS, "1") | {
        "globaleventid": number,
        "eventtimedate": "20170701210000",
        "mentiontimedate": "20170701234500",
        "mentionsourcename": "example.org",
        "mentionidentifier": f"https://example.org/{number}",
        "confidence": "40",
        "mentiondoctone": "-1.5",
        "extras": "",
    }
    return [str(value) for value in (row | values).values()]


def native(*rows: list[str]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def add(path: Path, text: str) -> tuple[rec.Record, rec.Added]:
    path.write_text(text, encoding="utf-8")
    record = rec.open_record(":memory:")
    (result,) = rec.add(record, [path], readers=[READER])
    return record, result


def test_every_mention_of_the_real_sample_is_stored(shared: Path, tmp_path: Path) -> None:
    with (shared / SAMPLE).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == COLUMNS
    wanted = sorted(
        (
            f"gdelt:{r[0]}",
            dt.datetime.strptime(r[2], "%Y%m%d%H%M%S").date(),
            r[4],
            r[5],
            int(r[11]),
            float(r[13]),
        )
        for r in rows
    )
    found = []
    for text in [(shared / SAMPLE).read_text("utf-8"), native(*rows)]:
        record, result = add(tmp_path / "mentions.CSV", text)
        assert (result.counts.read, result.counts.stored) == (1635, 1635)
        columns = "event_id, date, outlet, url, confidence, tone"
        found = [tuple(r.values()) for r in record.query(f"SELECT {columns} FROM mention")]
        assert sorted(found) == wanted
        record.close()


def test_a_report_that_mentions_an_event_twice_is_two_mentions(tmp_path: Path) -> None:
    rows = [mention(1), mention(1, sentenceid="2"), mention(1)]
    record, result = add(tmp_path / "a.mentions.CSV", native(*rows))
    assert (result.counts.stored, result.counts.duplicates) == (2, 1)
    assert record.query("SELECT count(*) AS n FROM mention") == [{"n": 2}]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"globaleventid": "x1"}, "globaleventid is not a whole number"),
        ({"mentiontimedate": "20170732234500"}, "mentiontimedate is not a time"),
        ({"mentiontimedate": "20170701"}, "mentiontimedate is not a time"),
        ({"confidence": "140"}, "confidence is not a percentage"),
        ({"confidence": "4.5"}, "confidence is not a percentage"),
        ({"mentiondoctone": "low"}, "mentiondoctone is not a number"),
        ({"mentionidentifier": ""}, "mentionidentifier is empty"),
        ({"extras": "a\tb"}, "has 17 fields where 16 are expected"),
    ],
)
def test_a_mention_that_is_off_is_rejected_with_the_reason(
    tmp_path: Path, values: dict[str, str], reason: str
) -> None:
    record, result = add(tmp_path / "a.CSV", native(mention(1), mention(2, **values)))
    assert (result.counts.stored, result.counts.rejected) == (1, 1)
    assert record.query("SELECT locator, reason FROM reject") == [
        {"locator": "line 2", "reason": reason}
    ]


def test_only_web_addresses_become_addresses(tmp_path: Path) -> None:
    rows = [mention(1, mentiontype="2", mentionidentifier="BBC Monitoring/1 July 2017")]
    record, _ = add(tmp_path / "a.CSV", native(*rows))
    assert record.query("SELECT url, locator FROM mention") == [{"url": None, "locator": "line 1"}]


@pytest.mark.slow
def test_damaged_files_end_in_rows_whose_fates_add_up(tmp_path: Path) -> None:
    content = native(*(mention(n, sentenceid=n % 3) for n in range(40))).encode()
    assert endure(READER, "a.CSV", content, tmp_path, tables=["mention"]) > 150
