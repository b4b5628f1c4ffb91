"""One file from a server that is good, bad, or hostile."""

import hashlib
import time

import pytest
from desk import Desk
from server import drop, ignores_if_range, length_says, says_range, short_range, status

BODY = b"".join(b"%d,RUS,ISR,yes\n" % n for n in range(20_000))
SHA256 = hashlib.sha256(BODY).hexdigest()


def ranges(desk: Desk) -> list[str | None]:
    return [asked.headers.get("range") for asked in desk.site.log]


def failure(result: object) -> str:
    (only,) = result.failed  # type: ignore[attr-defined]
    return only.reason


def test_a_good_file_is_on_disk_whole_and_in_the_manifest_with_its_hash(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    result = desk.get()
    assert (result.expected, result.received, result.unchanged, result.failed) == (1, 1, 0, [])
    assert result.complete
    assert result.files == [desk.path()]
    assert desk.path().read_bytes() == BODY
    entry = desk.entry()
    assert (entry["status"], entry["bytes"], entry["sha256"]) == ("received", len(BODY), SHA256)
    assert (entry["etag"], entry["verified"]) == ('"v1"', "length")
    assert entry["url"] == f"{desk.site.address}/f/a.csv"
    assert sorted(p.name for p in desk.path().parent.iterdir()) == [
        ".lock",
        "a.csv",
        "manifest.json",
    ]


def test_it_says_who_asks_and_wants_the_file_itself(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.get()
    (asked,) = desk.site.log
    assert asked.headers["user-agent"].startswith("legation/")
    assert asked.headers["accept-encoding"] == "identity"


def test_a_dropped_connection_is_resumed_where_it_broke(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[drop(100_000), drop(50_000)])
    assert desk.get().complete
    assert desk.path().read_bytes() == BODY
    first, second, third = desk.site.log
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=100000-"
    assert third.headers["range"] == "bytes=150000-"
    assert second.headers["if-range"] == third.headers["if-range"] == '"v1"'


def test_without_an_etag_the_date_of_change_vouches_for_the_rest(desk: Desk) -> None:
    day = "Wed, 02 Mar 2022 12:00:00 GMT"
    desk.site.put("/f/a.csv", BODY, etag=None, modified=day, moods=[drop(100_000)])
    assert desk.get().complete
    assert desk.site.log[1].headers["if-range"] == day
    assert desk.path().read_bytes() == BODY


@pytest.mark.parametrize("etag", [None, 'W/"v1"'])
def test_with_nothing_to_vouch_for_the_rest_the_file_starts_over(
    desk: Desk, etag: str | None
) -> None:
    desk.site.put("/f/a.csv", BODY, etag=etag, moods=[drop(100_000)])
    assert desk.get().complete
    assert ranges(desk) == [None, None]
    assert desk.path().read_bytes() == BODY


def test_a_known_checksum_vouches_for_the_rest(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, etag=None, moods=[drop(100_000)])
    assert desk.get(sha256=SHA256).complete
    assert ranges(desk) == [None, "bytes=100000-"]
    assert desk.path().read_bytes() == BODY
    assert desk.entry()["verified"] == "sha256"


def test_a_server_without_ranges_sends_it_all_again(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, ranges=False, moods=[drop(100_000)])
    assert desk.get().complete
    assert ranges(desk) == [None, "bytes=100000-"]
    assert desk.path().read_bytes() == BODY


def test_a_file_that_changed_between_attempts_is_never_a_mix(desk: Desk) -> None:
    old = desk.site.put("/f/a.csv", b"o" * len(BODY), moods=[drop(100_000)])

    def change(handler: object, served: object) -> None:
        old.body, old.etag = BODY, '"v2"'
        drop(0)(handler, old)  # type: ignore[arg-type]

    old.moods.append(change)
    assert desk.get().complete
    assert desk.path().read_bytes() == BODY
    assert desk.entry()["etag"] == '"v2"'


def test_a_server_that_ignores_if_range_cannot_make_a_mix_either(desk: Desk) -> None:
    desk.site.put("/f/a.csv", b"o" * len(BODY), moods=[drop(100_000)])
    desk.get(limits={"attempts": 1})
    desk.site.put("/f/a.csv", BODY, etag='"v2"', moods=[ignores_if_range])
    assert desk.get().complete
    assert ranges(desk)[1:] == ["bytes=100000-", None]
    assert desk.path().read_bytes() == BODY


def test_a_server_that_sends_less_of_the_rest_than_asked_is_asked_again(desk: Desk) -> None:
    moods = [drop(100_000), short_range(1000), short_range(2000)]
    desk.site.put("/f/a.csv", BODY, moods=moods)
    assert desk.get().complete
    assert ranges(desk)[1:] == ["bytes=100000-", "bytes=101000-", "bytes=103000-"]
    assert desk.path().read_bytes() == BODY


@pytest.mark.parametrize("where", ["bytes 0-348889/348890", "bytes */348890", "lines 1-2", ""])
def test_a_rest_that_begins_elsewhere_is_not_appended(desk: Desk, where: str) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[drop(100_000), says_range(where)])
    assert desk.get().complete
    assert ranges(desk) == [None, "bytes=100000-", None]
    assert desk.path().read_bytes() == BODY


def test_a_part_longer_than_the_file_is_dropped(desk: Desk) -> None:
    served = desk.site.put("/f/a.csv", BODY, moods=[drop(100_000)])
    desk.get(limits={"attempts": 1})
    served.body = BODY[:50_000]
    assert desk.get().complete
    assert desk.path().read_bytes() == BODY[:50_000]


def test_a_run_that_ends_half_way_leaves_a_part_that_the_next_run_resumes(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[drop(100_000)])
    result = desk.get(limits={"attempts": 1})
    assert not result.complete
    assert not desk.path().exists()
    assert desk.path("a.csv.part").read_bytes() == BODY[:100_000]
    assert desk.entry()["status"] == "failed"
    assert desk.get().complete
    assert ranges(desk) == [None, "bytes=100000-"]
    assert desk.path().read_bytes() == BODY
    assert not desk.path("a.csv.part").exists()


def test_ctrl_c_leaves_a_part_that_resumes_and_a_manifest_that_says_so(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)

    def interrupt(update: object) -> None:
        if update.done > 0:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.get(progress=interrupt)
    arrived = desk.path("a.csv.part").stat().st_size
    assert 0 < arrived < len(BODY)
    assert desk.entry()["status"] == "expected"
    assert desk.get().complete
    assert ranges(desk) == [None, f"bytes={arrived}-"]
    assert desk.path().read_bytes() == BODY


def test_a_body_shorter_than_its_stated_length_never_counts_as_whole(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=length_says(len(BODY) + 10))
    result = desk.get(limits={"attempts": 2})
    assert "tried 2 times" in failure(result)
    assert not desk.path().exists()


def test_a_body_longer_than_its_stated_length_is_caught_by_the_checksum(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[length_says(1000)])
    assert desk.get(sha256=SHA256).complete
    assert desk.path().read_bytes() == BODY


def test_errors_of_the_server_are_retried_with_growing_pauses(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[status(500), status(503)])
    assert desk.get(limits={"backoff": 8.0}).complete
    first, second = desk.slept
    assert 4.0 <= first <= 8.0 <= second <= 16.0
    assert next(u.message for u in desk.updates if u.state == "waiting").startswith("HTTP 500")


def test_pauses_are_the_same_for_the_same_seed(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=status(500))
    limits = {"backoff": 8.0}
    desk.get(seed=5, limits=limits)
    once = list(desk.slept)
    desk.slept.clear()
    desk.get(seed=5, limits=limits)
    assert desk.slept == once
    desk.slept.clear()
    desk.get(seed=6, limits=limits)
    assert desk.slept != once


@pytest.mark.parametrize("code", [403, 429, 503])
def test_a_server_that_asks_to_wait_is_given_that_time(desk: Desk, code: int) -> None:
    desk.site.put("/f/a.csv", BODY, moods=[status(code, Retry_After="17")])
    assert desk.get().complete
    assert desk.slept == [17.0]


def test_a_date_to_come_back_at_is_understood(desk: Desk) -> None:
    soon = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 100))
    desk.site.put("/f/a.csv", BODY, moods=[status(429, Retry_After=soon)])
    assert desk.get().complete
    assert 90 < desk.slept[0] <= 100


def test_the_reset_time_of_a_spent_quota_is_honoured(desk: Desk) -> None:
    reset = str(int(time.time()) + 100)
    mood = status(403, X_RateLimit_Remaining="0", X_RateLimit_Reset=reset)
    desk.site.put("/f/a.csv", BODY, moods=[mood])
    assert desk.get().complete
    assert 90 < desk.slept[0] <= 100


def test_a_wait_too_long_fails_at_once_and_says_for_how_long(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=status(429, Retry_After="4000"))
    assert "come back in 4000 s" in failure(desk.get())
    assert len(desk.site.log) == 1
    assert desk.slept == []


def test_a_403_for_ever_fails_after_the_attempts_and_the_rest_goes_on(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY, always=status(403))
    desk.site.put("/f/b.csv", BODY)
    result = desk.run(desk.source("a.csv", "b.csv"))
    assert (result.expected, result.received) == (2, 1)
    assert "HTTP 403" in failure(result)
    assert not result.complete
    assert desk.site.paths() == ["/f/a.csv"] * 5 + ["/f/b.csv"]
    assert desk.entry("a.csv")["reason"] == failure(result)
    assert desk.manifest()["run"]["failed"] == 1


def test_a_file_that_is_not_there_is_asked_for_once(desk: Desk) -> None:
    assert failure(desk.get()) == "HTTP 404 Not Found"
    assert len(desk.site.log) == 1


def test_a_refused_connection_is_a_failure_with_a_reason(desk: Desk) -> None:
    host = desk.site.address.removeprefix("http://")
    result = desk.get(base_override={host: "http://127.0.0.1:1"})
    assert "tried 5 times" in failure(result)
    assert desk.site.log == []
