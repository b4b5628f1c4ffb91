"""Published lists of files: read within their pattern and their days, and never believed."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk import BODY, DAYS, SLOTS, Desk, git, listed, master, md5
from server import drop, status

from legation.errors import InputError
from legation.record.sync import source


def test_a_list_of_size_md5_and_address_is_followed_within_the_days_asked_for(desk: Desk) -> None:
    other = ("20240229234500.export.CSV", "20240303000000.export.CSV")
    result = desk.run(master(desk, *SLOTS, *other), **DAYS)
    assert (result.expected, result.received) == (2, 2)
    assert [path.name for path in result.files] == list(SLOTS)
    assert desk.entry(SLOTS[0])["verified"] == "md5"
    run = desk.manifest()["run"]
    assert (run["since"], run["until"], run["expected"]) == ("2024-03-01", "2024-03-02", 2)


def test_the_second_run_asks_only_whether_the_list_has_changed(desk: Desk) -> None:
    source = master(desk, *SLOTS)
    desk.run(source, **DAYS)
    desk.site.log.clear()
    result = desk.run(source, **DAYS)
    assert (result.received, result.unchanged) == (0, 2)
    assert desk.site.paths() == ["/list"]
    assert desk.site.log[0].headers["if-none-match"] == '"v1"'


def test_a_listed_file_that_changed_is_fetched_again(desk: Desk) -> None:
    desk.run(master(desk, *SLOTS), **DAYS)
    changed = master(desk, *SLOTS, body=b"new" + BODY)
    desk.site.files["/list"].etag = '"v2"'
    assert desk.run(changed, **DAYS).received == 2
    assert desk.path(SLOTS[0]).read_bytes() == b"new" + BODY


def test_an_old_copy_is_a_gap_when_the_list_knows_better(desk: Desk) -> None:
    entry = master(desk, SLOTS[0])
    desk.site.files[f"/g/{SLOTS[0]}"].etag = '"old"'
    assert desk.run(entry, **DAYS).complete
    newer = b"new" + BODY
    row = f"{len(newer)} {md5(newer)} {desk.site.address}/g/{SLOTS[0]}\n"
    desk.site.put("/list", row.encode(), etag='"v2"')
    (gap,) = desk.run(entry, **DAYS).failed
    assert f"the source lists {len(newer)}" in gap.reason
    (gap,) = desk.run(entry, offline=True, **DAYS).failed
    assert "the cache holds another version" in gap.reason
    assert desk.path(SLOTS[0]).read_bytes() == BODY


def test_a_file_that_is_not_what_the_list_says_is_a_gap(desk: Desk) -> None:
    source = master(desk, *SLOTS)
    desk.site.put(f"/g/{SLOTS[0]}", BODY[:-1])
    desk.site.put(f"/g/{SLOTS[1]}", b"x" * len(BODY))
    result = desk.run(source, **DAYS)
    size, hashed = (failed.reason for failed in result.failed)
    assert f"is {len(BODY) - 1} bytes, but the source lists {len(BODY)}" in size
    assert f"the source lists {md5(BODY)}" in hashed
    assert not desk.path(SLOTS[0]).exists()


def test_lines_of_a_list_that_cannot_be_read_are_counted_and_told(desk: Desk) -> None:
    bad = "x\n" + "9" * 100_000 + "\n12 zz http://h/y\n"
    result = desk.run(master(desk, *SLOTS, bad=bad), **DAYS)
    assert result.complete
    assert "test: 3 lines of the list cannot be read (the first is line 3)" in result.notes


def test_days_the_source_has_no_file_for_are_told(desk: Desk) -> None:
    span = {"since": date(2024, 2, 28), "until": date(2024, 3, 2)}
    result = desk.run(master(desk, *SLOTS), **span)
    note = "test: the source lists no file for 2 days: 2024-02-28, 2024-02-29"
    assert note in result.notes


def test_a_list_without_any_file_of_the_days_is_a_gap(desk: Desk) -> None:
    span = {"since": date(2020, 1, 1), "until": date(2020, 1, 2)}
    result = desk.run(master(desk, *SLOTS), **span)
    assert not result.complete
    assert "no file from 2020-01-01 to 2020-01-02" in str(result.failed[0])


def test_without_dates_the_last_days_are_taken_and_that_is_said(desk: Desk) -> None:
    today = datetime.now(UTC).strftime("%Y%m%d")
    result = desk.run(master(desk, *SLOTS, f"{today}000000.export.CSV"))
    assert [path.name for path in result.files] == [f"{today}000000.export.CSV"]
    assert any("no first day given" in note for note in result.notes)


def test_dates_for_a_source_without_days_are_said_not_to_apply(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    assert any("dates do not apply" in note for note in desk.get(**DAYS).notes)


def test_dates_the_wrong_way_round_are_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="swap them"):
        desk.get(since=date(2024, 1, 2), until=date(2024, 1, 1))
    with pytest.raises(InputError, match="in the future"):
        desk.run(master(desk, *SLOTS), since=date(9999, 1, 1))


def test_files_by_year_month_and_day_are_taken_where_they_overlap(desk: Desk) -> None:
    names = ["2004.zip", "2005.zip", "200601.zip", "200602.zip", "20130401.export.CSV.zip"]
    desk.site.put("/l/md5sums", "".join(f"{md5(BODY)}  {n}\n" for n in names).encode())
    for name in names:
        desk.site.put(f"/l/{name}", BODY)
    select = source("gdelt-1").index.select.pattern  # type: ignore[union-attr]
    entry = listed(desk, "md5sums", select, "/l/md5sums", window_days=7)
    result = desk.run(entry, since=date(2005, 12, 31), until=date(2006, 1, 31))
    assert [path.name for path in result.files] == ["2005.zip", "200601.zip"]
    result = desk.run(entry, since=date(2006, 2, 1), until=date(2006, 2, 28))
    assert [path.name for path in result.files] == ["200602.zip"]


def test_a_folder_on_github_is_listed_and_its_files_verified(desk: Desk, shared: Path) -> None:
    rows = []
    for name in ("74.json", "ES-11.json", "78_new.json"):
        body = (shared / "unga" / name).read_bytes() if "new" not in name else b"{}"
        url = f"{desk.site.address}/raw/{name}"
        rows.append({"type": "file", "name": name, "size": len(body), "sha": git(body)})
        rows[-1]["download_url"] = url
        desk.site.put(f"/raw/{name}", body, moods=[drop(10_000)])
    rows.append({"type": "dir", "name": "75.json", "download_url": None})
    desk.site.put("/list", json.dumps(rows).encode())
    select = source("un-resolutions").index.select.pattern  # type: ignore[union-attr]
    result = desk.run(listed(desk, "github", select))
    assert [path.name for path in result.files] == ["74.json", "ES-11.json"]
    assert desk.entry("74.json")["verified"] == "git"
    assert desk.path("74.json").read_bytes() == (shared / "unga/74.json").read_bytes()


def test_a_dataverse_dataset_gives_originals_and_checks_the_rest(desk: Desk) -> None:
    plain = {"id": 7, "filename": "events.1995.a.zip", "filesize": len(BODY)}
    plain["checksum"] = {"type": "SHA-1", "value": hashlib.sha1(BODY).hexdigest()}
    table = {"id": 8, "filename": "events.2020.b.tab", "md5": md5(b"?"), "filesize": 99}
    table |= {"originalFileFormat": "text/csv", "originalFileName": "events.2020.b.csv"}
    table["originalFileSize"] = len(BODY)
    rows = [{"label": "x", "dataFile": row} for row in (plain, table)]
    desk.site.put("/list", json.dumps({"status": "OK", "data": rows}).encode())
    desk.site.put("/api/access/datafile/7", BODY)
    desk.site.put("/api/access/datafile/8?format=original", BODY)
    select = source("icews").index.select.pattern  # type: ignore[union-attr]
    result = desk.run(listed(desk, "dataverse", select))
    assert [path.name for path in result.files] == ["events.1995.a.zip", "events.2020.b.csv"]
    assert desk.entry("events.1995.a.zip")["verified"] == "sha1"
    assert desk.entry("events.2020.b.csv")["verified"] == "size"


HOSTILE = [
    "../../evil.json",
    "..\\evil.json",
    "/etc/evil.json",
    "C:evil.json",
    ".ssh.json",
    "manifest.json",
    "nul.json",
    "a\x00b.json",
    "a\nb.json",
    "x" * 300 + ".json",
    "я" * 120 + ".json",
    "\ud800.json",
    "\x1b[2Jclear.json",
    "gpj.\u202eabc.json",
    "a.json.",
    "..",
    "",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_gap_and_touches_nothing(desk: Desk, name: str) -> None:
    body = b"evil"
    url = f"{desk.site.address}/x"
    rows = [
        {"type": "file", "name": n, "size": 4, "sha": git(body), "download_url": url}
        for n in (name, "good.json")
    ]
    desk.site.put("/list", json.dumps(rows).encode())
    desk.site.put("/x", body)
    result = desk.run(listed(desk, "github", r"(?s).*"))
    assert (result.expected, result.received) == (2, 1)
    assert "not a safe file name" in result.failed[0].reason
    assert str(result.failed[0]).isprintable()
    found = {p.name for p in desk.cache.parent.rglob("*") if p.is_file()}
    assert found == {".lock", "good.json", "manifest.json", "list"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", "names the host '169.254.169.254'"),
        ("file:///etc/passwd", "not an http"),
        ("http://127.0.0.1/\ud800", "not an http"),
        ("http://127.0.0.1\x1b[2J/", "not an http"),
        ("http://127.0.0.1@evil.example/x", "user name in it"),
    ],
)
def test_a_list_cannot_send_us_to_another_host(desk: Desk, url: str, reason: str) -> None:
    rows = [{"type": "file", "name": "a.json", "size": 4, "download_url": url}]
    desk.site.put("/list", json.dumps(rows).encode())
    result = desk.run(listed(desk, "github", r".*\.json"))
    assert reason in result.failed[0].reason
    assert desk.site.paths() == ["/list"]


def test_two_files_that_would_share_a_name_are_not_both_written(desk: Desk) -> None:
    rows = [
        {"type": "file", "name": name, "size": 4, "download_url": f"{desk.site.address}/{name}"}
        for name in ("a.json", "A.JSON")
    ]
    desk.site.put("/list", json.dumps(rows).encode())
    desk.site.put("/a.json", b"once")
    result = desk.run(listed(desk, "github", r".*"))
    assert result.received == 1
    assert "two different files" in result.failed[0].reason


@pytest.mark.parametrize(
    "body", [b"<html>", b"{}", b"[]", b"[" * 100_000, b"\xff\xfe", b'[{"type": "file"}]', b"null"]
)
@pytest.mark.parametrize("kind", ["github", "dataverse", "masterfilelist", "md5sums"])
def test_a_list_that_is_something_else_is_a_gap_with_a_reason(
    desk: Desk, kind: str, body: bytes
) -> None:
    desk.site.put("/list", body)
    result = desk.run(listed(desk, kind, r"[a-z0-9.]+\.json", window_days=1))
    (failed,) = result.failed
    assert failed.file == "list of files"
    assert "the list" in failed.reason
    assert result.expected == 1


def test_a_list_that_cannot_be_had_is_a_gap(desk: Desk) -> None:
    desk.site.put("/list", b"", always=status(500))
    result = desk.run(listed(desk, "github", r".*"))
    assert "HTTP 500" in result.failed[0].reason
    assert not result.complete
    assert desk.manifest()["run"]["failed"] == 1
