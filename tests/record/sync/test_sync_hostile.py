"""What a server may send instead of the file: too slow, too much, something else."""

import gzip
import hashlib
import io
import time
import zipfile
from pathlib import Path

import pytest
from desk import Desk
from server import (
    drop,
    endless,
    gzipped,
    instead,
    redirect,
    status,
    trickle,
    unframed,
)

BODY = b"".join(b"%d,RUS,ISR,yes\n" % n for n in range(20_000))
SHA256 = hashlib.sha256(BODY).hexdigest()


def ranges(desk: Desk) -> list[str | None]:
    return [asked.headers.get("range") for asked in desk.site.log]


def failure(result: object) -> str:
    (only,) = result.failed  # type: ignore[attr-defined]
    return only.reason


def test_a_slow_trickle_is_dropped(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=trickle(0.01))
    start = time.monotonic()
    limits = {"attempts": 2, "stall_seconds": 0.2, "stall_bytes": 1000}
    assert "stalled" in failure(desk.get(limits=limits))
    assert time.monotonic() - start < 3


def test_a_trickle_that_recovers_is_resumed_and_whole(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[trickle(0.01)])
    assert desk.get(limits={"stall_seconds": 0.2, "stall_bytes": 1000}).complete
    assert ranges(desk)[1] is not None
    assert desk.path().read_bytes() == BODY


def test_silence_is_dropped_too(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[trickle(1.0)])
    assert desk.get(limits={"stall_seconds": 0.2}).complete
    assert desk.path().read_bytes() == BODY


def test_a_wrong_hash_is_fetched_once_more_and_never_put_in_place(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"other" + BODY)
    result = desk.get(sha256=SHA256)
    assert "has sha256" in failure(result)
    assert len(desk.site.log) == 2
    assert not desk.path().exists()
    assert not desk.path("a.csv.part").exists()


def test_a_wrong_hash_that_was_damage_on_the_way_is_mended(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[instead(b"x" * len(BODY))])
    assert desk.get(sha256=SHA256).complete
    assert desk.path().read_bytes() == BODY


def test_a_failed_update_keeps_the_file_that_was_there(desk: Desk) -> None:
    served = desk.site.put("/f/a.csv", BODY)
    desk.get()
    served.always = status(500)
    result = desk.get()
    assert not result.complete
    assert result.files == []
    assert desk.path().read_bytes() == BODY
    assert desk.entry()["sha256"] == SHA256


def test_an_unchanged_file_is_not_fetched_again(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.get()
    before = desk.entry()
    result = desk.get()
    assert (result.received, result.unchanged, result.files) == (0, 1, [desk.path()])
    assert desk.site.log[1].headers["if-none-match"] == '"v1"'
    assert desk.entry() == before


def test_a_changed_file_replaces_the_old_one(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"old")
    desk.get()
    desk.site.put("/f/a.csv", BODY, etag='"v2"')
    result = desk.get()
    assert (result.received, result.unchanged) == (1, 0)
    assert desk.path().read_bytes() == BODY


def test_a_file_damaged_in_the_cache_is_fetched_anew(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.get()
    desk.path().write_bytes(b"x" * len(BODY))
    assert desk.get().received == 1
    assert desk.path().read_bytes() == BODY


def test_a_pinned_file_already_here_needs_no_request(desk: Desk) -> None:
    desk.path().parent.mkdir(parents=True)
    desk.path().write_bytes(BODY)
    result = desk.get(sha256=SHA256)
    assert (result.unchanged, desk.site.log) == (1, [])
    assert desk.entry()["sha256"] == SHA256


def test_a_redirect_is_followed(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"", always=redirect("/elsewhere"))
    desk.site.put("/elsewhere", BODY)
    assert desk.get().complete
    assert desk.path().read_bytes() == BODY


def test_a_resumed_file_follows_its_redirect_with_its_range(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"", always=redirect("/elsewhere", 307))
    desk.site.put("/elsewhere", BODY, moods=[drop(1000)])
    assert desk.get().complete
    assert desk.site.log[3].headers["range"] == "bytes=1000-"
    assert desk.path().read_bytes() == BODY


def test_a_redirect_in_a_circle_ends_after_five(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"", always=redirect("/f/a.csv"))
    assert "more than 5 redirects" in failure(desk.get())
    assert len(desk.site.log) == 6


@pytest.mark.parametrize(
    "target",
    ["file:///etc/hostname", "ftp://127.0.0.1/a", "", "http://[", "http://user:x@127.0.0.1/a"],
)
def test_a_redirect_away_from_plain_http_is_refused(desk: Desk, target: str) -> None:
    desk.site.put("/f/a.csv", b"", always=redirect(target))
    assert desk.get().failed
    assert len(desk.site.log) == 1
    assert not desk.path().exists()


def test_a_body_without_end_stops_at_the_limit(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"", always=endless)
    reason = failure(desk.get(limits={"file_bytes": 1_000_000}))
    assert reason == "goes on beyond the limit of 1000000 bytes"
    assert len(desk.site.log) == 1
    assert not desk.path("a.csv.part").exists()


def test_a_file_stated_too_large_is_not_begun(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    assert "more than the limit of 1000" in failure(desk.get(limits={"file_bytes": 1000}))
    assert not desk.path("a.csv.part").exists()


def test_the_limit_on_a_run_stops_all_later_files_without_a_request(desk: Desk) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        desk.site.put(f"/f/{name}", BODY)
    source = desk.source("a.csv", "b.csv", "c.csv")
    result = desk.run(source, limits={"total_bytes": len(BODY) + 1000})
    assert (result.expected, result.received, len(result.failed)) == (3, 1, 2)
    assert all("bytes a run" in failed.reason for failed in result.failed)
    assert desk.site.paths() == ["/f/a.csv", "/f/b.csv"]


def test_gzip_that_nobody_asked_for_is_undone(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=gzipped)
    assert desk.get().complete
    assert desk.path().read_bytes() == BODY
    assert desk.entry()["sha256"] == SHA256


def test_a_gzip_file_labelled_as_encoded_is_kept_as_sent(desk: Desk) -> None:
    desk.site.put("/f/a.csv.gz", BODY, always=gzipped)
    assert desk.get("a.csv.gz").complete
    assert desk.path("a.csv.gz").read_bytes()[:2] == b"\x1f\x8b"


def test_a_gzip_bomb_stops_at_the_limit(desk: Desk) -> None:
    desk.site.put("/f/a.csv", bytes(50_000_000), always=gzipped)
    reason = failure(desk.get(limits={"file_bytes": 1_000_000}))
    assert reason == "goes on beyond the limit of 1000000 bytes"


def test_gzip_cut_off_is_not_taken_for_whole(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=instead(BODY, Content_Encoding="gzip"))
    assert "damaged gzip" in failure(desk.get())
    cut = gzip.compress(BODY)[:-100]
    desk.site.put("/f/a.csv", BODY, always=instead(cut, Content_Encoding="gzip"))
    assert "cut off inside its gzip" in failure(desk.get())


def test_an_encoding_nobody_knows_is_refused(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=instead(BODY, Content_Encoding="br"))
    assert "'br', which was not asked for" in failure(desk.get())


def test_a_web_page_is_not_taken_for_a_data_file(desk: Desk) -> None:
    page = instead(b"<html>please log in</html>", Content_Type="text/html; charset=utf-8")
    desk.site.put("/f/a.csv", BODY, always=page)
    assert "web page instead of the file" in failure(desk.get())


def zipped(tmp: bytes = BODY) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # A day of its own: a file named without one takes the clock's, and two of them differ.
        archive.writestr(zipfile.ZipInfo("a.csv", (2020, 1, 1, 0, 0, 0)), tmp)
    return buffer.getvalue()


def test_a_cut_off_zip_without_a_length_is_noticed(desk: Desk) -> None:
    desk.site.put("/f/a.zip", zipped(), moods=[unframed(1000)])
    assert desk.get("a.zip").complete
    assert desk.path("a.zip").read_bytes() == zipped()
    assert len(desk.site.log) == 2


def test_a_file_whose_wholeness_nothing_vouches_for_says_so(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=unframed())
    result = desk.get()
    assert result.complete
    assert desk.entry()["verified"] == "nothing"
    assert any("a.csv" in note and "nothing vouches" in note for note in result.notes)


def test_real_files_arrive_byte_for_byte_from_a_server_that_drops_them(
    desk: Desk, shared: Path
) -> None:
    files = sorted(shared.glob("unga/*.json"))
    for file in files:
        body = file.read_bytes()
        desk.site.put(f"/f/{file.name}", body, moods=[drop(len(body) // 3), status(500)])
    result = desk.run(desk.source(*(file.name for file in files)))
    assert result.complete
    assert result.received == len(files) >= 10
    for file in files:
        assert desk.path(file.name).read_bytes() == file.read_bytes()
    assert len(desk.site.log) == 3 * len(files)
