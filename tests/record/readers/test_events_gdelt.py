"""GDELT event exports: every line of a file becomes an event, a reject or a duplicate."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest

import legation.record as rec
from legation.record import bulk
from legation.record.readers.gdelt import LAYOUTS, GdeltEvents
from tests.record.mutate import endure, mutants

READER = GdeltEvents()
EXPORT = "events/gdelt/20190121220000.export.CSV.zip"


def line(number: int, columns: int = 61, **values: object) -> str:
    """Write one event in the layout with so many columns."""
    row = dict.fromkeys(LAYOUTS[columns], "")
    row |= {
        "globaleventid": str(number),
        "sqldate": "20190121",
        "eventcode": "042",
        "eventbasecode": "042",
        "eventrootcode": "04",
        "quadclass": "1",
        "goldsteinscale": "1.9",
        "nummentions": "5",
        "numarticles": "3",
        "dateadded": "20190121220000" if columns == 61 else "20190121",
    }
    if columns > 57:
        row["sourceurl"] = f"https://example.org/{number // 3}"
    row |= {name: str(value) for name, value in values.items()}
    return "\t".join(row.values())


def sample(columns: int = 61) -> bytes:
    codes = ["042", "010", "190", "1823", "0211", "173"]
    states = ["USA", "RUS", "ISR", "", "EUR", "CHN", "IRN"]
    lines = [
        line(
            817_930_000 + n,
            columns,
            eventcode=codes[n % 6],
            eventrootcode=codes[n % 6][:2],
            goldsteinscale=["1.9", "0.0", "-10.0", "-10", "3.4", ""][n % 6],
            actor1countrycode=states[n % 7],
            actor2countrycode=states[n % 5],
            actor1code=states[n % 7] + "GOV",
            actor2name="Ålesund \"quoted\" 'x'",
        )
        for n in range(40)
    ]
    return ("\n".join(lines) + "\n").encode()


def added(tmp_path: Path, text: str | bytes) -> tuple[rec.Record, rec.Added]:
    path = tmp_path / "20190121.export.CSV"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    record = rec.open_record(":memory:")
    (result,) = rec.add(record, [path], readers=[READER])
    return record, result


# -- the real file ----------------------------------------------------------------------------


def test_every_row_of_a_native_export_is_stored_as_the_file_has_it(shared: Path) -> None:
    with zipfile.ZipFile(shared / EXPORT) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    rows = {r[0]: r for r in (v.split("\t") for v in text.splitlines())}
    with rec.open_record(":memory:") as record:
        (result,) = rec.add(record, [shared / EXPORT], readers=[READER])
        events = record.query("SELECT * FROM event")
    assert (result.counts.read, result.counts.stored) == (1629, 1629) == (len(rows), len(events))
    regions = {"AFR", "EUR", "NMR", "PGS"}
    for event in events:
        row = rows[event["event_id"].removeprefix("gdelt:")]
        assert event["date"] == dt.datetime.strptime(row[1], "%Y%m%d").date()
        assert (event["actor_code"] or "", event["target_code"] or "") == (row[5], row[15])
        assert event["actor"] == (None if row[7] in regions | {""} else row[7])
        assert event["target"] == (None if row[17] in regions | {""} else row[17])
        assert (event["code"], event["goldstein"]) == (row[26], float(row[30]))
        assert (event["reports"], event["locator"]) == (int(row[33]), row[60])


def test_the_quad_of_every_real_event_is_the_one_gdelt_gives(shared: Path) -> None:
    from legation.record.readers import cameo

    with zipfile.ZipFile(shared / EXPORT) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    rows = [v.split("\t") for v in text.splitlines()]
    assert all(cameo.quad(row[26]) == cameo.QUADS[int(row[29]) - 1] for row in rows)


# -- layouts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "locator"),
    [(61, "https://example.org/2"), (58, "https://example.org/2"), (57, "GLOBALEVENTID 7")],
)
def test_all_three_layouts_are_read(tmp_path: Path, columns: int, locator: str) -> None:
    record, result = added(tmp_path, line(7, columns, actor1countrycode="FRA"))
    assert result.counts.stored == 1
    event = record.query("SELECT * FROM event")[0]
    assert (event["actor"], event["reports"], event["locator"]) == ("FRA", 3, locator)
    assert (event["root"], event["date"]) == ("CONSULT", dt.date(2019, 1, 21))


def test_the_country_code_of_russia_is_the_soviet_union_before_its_end(tmp_path: Path) -> None:
    text = "\n".join(
        line(n, actor1countrycode="RUS", sqldate=day)
        for n, day in enumerate(["19911225", "19911226"])
    )
    record, _ = added(tmp_path, text)
    rows = record.query("SELECT actor FROM event ORDER BY date")
    assert [row["actor"] for row in rows] == ["SUN", "RUS"]


# -- rows that are off ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sqldate": "20190229"}, "SQLDATE is not a day: 20190229"),
        ({"sqldate": "2019022"}, "SQLDATE is not a day: 2019022"),
        ({"sqldate": ""}, "SQLDATE is not a day: empty"),
        ({"eventcode": "10"}, "EventRootCode is not the root of EventCode"),
        ({"eventcode": "999", "eventrootcode": "99"}, "EventCode is not of CAMEO: 999"),
        ({"eventcode": ""}, "EventCode is not of CAMEO: empty"),
        ({"goldsteinscale": "10.5"}, "GoldsteinScale is not between -10 and 10: 10.5"),
        ({"goldsteinscale": "inf"}, "GoldsteinScale is not between -10 and 10: inf"),
        ({"goldsteinscale": "none"}, "GoldsteinScale is not between -10 and 10: none"),
        ({"numarticles": "2.5"}, "NumArticles is not a whole number"),
        ({"numarticles": "-1"}, "NumArticles is not a whole number"),
        ({"globaleventid": "1e3"}, "GLOBALEVENTID is not a whole number"),
        ({"globaleventid": "0012"}, "GLOBALEVENTID is not a whole number"),
        ({"actor1countrycode": "QQQ"}, "no state with CAMEO code QQQ (Actor1)"),
        ({"actor2countrycode": "QQQ"}, "no state with CAMEO code QQQ (Actor2)"),
        ({"sourceurl": "x\ty"}, "has 62 fields where 61 are expected"),
        ({"sourceurl": "x\x00y"}, "holds a control character"),
        ({"sourceurl": "x\ry"}, "holds a control character"),
    ],
)
def test_a_row_that_is_off_is_rejected_with_its_line_and_reason(
    tmp_path: Path, values: dict[str, str], reason: str
) -> None:
    bad = line(2, **values)
    record, result = added(tmp_path, "\n".join([line(1), bad, line(3)]))
    assert (result.counts.stored, result.counts.rejected) == (2, 1)
    (reject,) = record.query("SELECT * FROM reject")
    assert (reject["locator"], reject["reason"], reject["raw"]) == ("line 2", reason, bad[:2000])


def test_a_goldstein_value_that_is_missing_or_no_number_is_null(tmp_path: Path) -> None:
    text = "\n".join([line(1, goldsteinscale=""), line(2, goldsteinscale="nan")])
    record, result = added(tmp_path, text)
    assert result.counts.stored == 2
    assert record.query("SELECT count(goldstein) AS n FROM event") == [{"n": 0}]


def test_bytes_that_are_not_utf8_reject_their_line_alone(tmp_path: Path) -> None:
    lines = [line(1).encode(), line(2, actor1name="X").encode().replace(b"X", b"\xe9"), b"", b""]
    record, result = added(tmp_path, b"\n".join([*lines, line(5).encode()]))
    assert (result.counts.read, result.counts.stored, result.counts.rejected) == (3, 2, 1)
    (reject,) = record.query("SELECT locator, reason FROM reject")
    assert reject == {"locator": "line 2", "reason": "not valid UTF-8"}


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain, _ = added(tmp_path, sample())
    other, result = added(tmp_path, b"\xef\xbb\xbf" + sample().replace(b"\n", b"\r\n"))
    assert result.counts.stored == 40
    wanted = "SELECT * EXCLUDE (source_id) FROM event ORDER BY event_id"
    assert plain.query(wanted) == other.query(wanted)


def test_a_line_too_long_for_a_row_is_rejected(tmp_path: Path) -> None:
    text = "\n".join([line(1), line(2, sourceurl="x" * 3_000_000), line(3)])
    record, result = added(tmp_path, text)
    assert (result.counts.stored, result.counts.rejected) == (2, 1)
    (reject,) = record.query("SELECT reason, length(raw) AS kept FROM reject")
    assert reject == {"reason": "is too long for a row", "kept": 2000}


def test_a_name_that_looks_like_a_pattern_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "day1.CSV").write_text(line(1) + "\n" + line(2))
    path = tmp_path / "day[123].CSV"
    path.write_text(line(7))
    with rec.open_record(":memory:") as record:
        (result,) = rec.add(record, [path], readers=[READER])
        assert result.counts.read == 1
        assert record.query("SELECT event_id FROM event") == [{"event_id": "gdelt:7"}]


# -- repetitions ------------------------------------------------------------------------------


def test_the_first_of_several_rows_with_one_number_counts(tmp_path: Path) -> None:
    rows = [line(1), line(2), line(1), line(2, goldsteinscale="3.4"), line(2)]
    record, result = added(tmp_path, "\n".join(rows))
    counts = result.counts
    assert (counts.stored, counts.rejected, counts.duplicates) == (2, 1, 2)
    assert record.query("SELECT goldstein FROM event") == [{"goldstein": 1.9}] * 2
    (reject,) = record.query("SELECT locator, reason FROM reject")
    assert reject == {"locator": "line 4", "reason": "repeats an earlier row with other values"}


def test_repetitions_between_members_of_an_archive_are_found(tmp_path: Path) -> None:
    path = tmp_path / "days.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.CSV", f"{line(1)}\n{line(2)}\n")
        archive.writestr("2.CSV", f"{line(2)}\n{line(1, numarticles=9)}\n{line(3)}\n")
    with rec.open_record(":memory:") as record:
        (result,) = rec.add(record, [path], readers=[READER])
        counts = result.counts
        assert (counts.stored, counts.rejected, counts.duplicates) == (3, 1, 1)
        rows = record.query("SELECT event_id, reports FROM event ORDER BY event_id")
        assert [tuple(row.values()) for row in rows] == [
            ("gdelt:1", 3), ("gdelt:2", 3), ("gdelt:3", 3)
        ]  # fmt: skip
        assert record.query("SELECT locator FROM reject") == [{"locator": "2.CSV, line 2"}]


def test_numbers_far_apart_are_compared_as_well(tmp_path: Path) -> None:
    far = 10**17
    record, result = added(tmp_path, "\n".join(line(n) for n in (1, far, 2, far)))
    assert (result.counts.stored, result.counts.duplicates) == (3, 1)
    assert record.query("SELECT count(*) AS n FROM event") == [{"n": 3}]


# -- any bytes at all -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "count"), [(61, 300), (57, 60)])
def test_damaged_files_end_in_rows_whose_fates_add_up(
    tmp_path: Path, columns: int, count: int
) -> None:
    content = sample(columns)
    read = endure(READER, "a.CSV", content, tmp_path, tables=["event"], count=count)
    assert read > 0.7 * count


@pytest.mark.slow
def test_a_damaged_file_is_read_alike_in_place_and_as_a_copy_of_its_sound_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = (
        "SELECT event_id, date, actor, target, code, goldstein, reports, locator FROM event "
        "ORDER BY event_id",
        "SELECT locator, reason FROM reject ORDER BY ALL",
    )
    seen = []
    for _, damaged in mutants(sample(), 60, seed=7):
        record, result = added(tmp_path, damaged)
        seen.append((result.counts, *(record.query(sql) for sql in wanted)))
        record.close()
    monkeypatch.setattr(bulk, "plain_lines", lambda path: None)
    for (_, damaged), before in zip(mutants(sample(), 60, seed=7), seen, strict=True):
        record, result = added(tmp_path, damaged)
        assert (result.counts, *(record.query(sql) for sql in wanted)) == before
        record.close()
