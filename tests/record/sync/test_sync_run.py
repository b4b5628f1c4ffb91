"""A run over sources: offline, mirrors, pace, manifests, the catalogue."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from desk import BODY, DAYS, PATIENT, SLOTS, Desk, git, listed, make_source, master
from server import redirect, trickle

from legation.errors import InputError, LegationError, RecordError, UnknownNameError
from legation.record.sync import load, source, sources, sync
from legation.record.sync.manifest import locked


def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_offline_returns_the_cache_and_opens_no_socket(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = master(desk, *SLOTS)
    desk.run(source, **DAYS)
    desk.site.log.clear()
    no_sockets(monkeypatch)
    result = desk.run(source, offline=True, **DAYS)
    assert (result.complete, result.unchanged, len(result.files)) == (True, 2, 2)
    assert desk.site.log == []


def test_offline_says_what_the_cache_lacks_or_holds_damaged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.get("a.csv")
    no_sockets(monkeypatch)
    result = desk.run(desk.source("a.csv", "b.csv"), offline=True)
    assert [path.name for path in result.files] == ["a.csv"]
    assert (
        str(result.failed[0]) == "test/b.csv: not in the cache; run without --offline to fetch it"
    )
    desk.path().write_bytes(b"damaged")
    assert len(desk.get("a.csv", offline=True).failed) == 1


def test_offline_without_a_list_is_a_gap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    no_sockets(monkeypatch)
    result = desk.run(listed(desk, "github", ".*"), offline=True)
    assert "not in the cache" in result.failed[0].reason


def test_a_mirror_named_by_the_environment_serves_every_host(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_MIRROR", desk.site.address + "/")
    rest = "raw.githubusercontent.com/rfordatascience/tidytuesday/HEAD/data/2021/2021-03-23"
    for name in ("unvotes.csv", "roll_calls.csv", "issues.csv"):
        desk.site.put(f"/{rest}/{name}", BODY)
    result = sync(["unvotes"], desk.cache, limits=PATIENT)
    assert result.complete
    assert [path.name for path in result.files] == ["unvotes.csv", "roll_calls.csv", "issues.csv"]
    address = json.loads((desk.cache / "unvotes/manifest.json").read_text())["files"]
    assert address["issues.csv"]["url"] == f"https://{rest}/issues.csv"


def test_the_shipped_un_resolutions_arrive_through_a_mirror(
    desk: Desk, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_MIRROR", desk.site.address)
    rows = []
    for file in sorted(shared.glob("unga/*.json")):
        body, raw = file.read_bytes(), "raw.githubusercontent.com/UNxml/GAresolutions/main/d"
        rows.append({"type": "file", "name": file.name, "size": len(body), "sha": git(body)})
        rows[-1]["download_url"] = f"https://{raw}/{file.name}"
        desk.site.put(f"/{raw}/{file.name}", body)
    listing = "/api.github.com/repos/UNxml/GAresolutions/contents/data_extract"
    desk.site.put(listing, json.dumps(rows).encode())
    result = sync(["un-resolutions"], desk.cache, limits=PATIENT)
    assert result.complete
    assert {path.name for path in result.files} == {row["name"] for row in rows}


def test_a_redirect_to_another_host_is_asked_from_the_mirror_again(desk: Desk) -> None:
    source = make_source(files=desk.source("a.csv").files)
    base = {"*": desk.site.address}
    host = desk.site.address.removeprefix("http://")
    desk.site.put(f"/{host}/f/a.csv", b"", always=redirect("https://cdn.example/real.csv"))
    desk.site.put("/cdn.example/real.csv", BODY)
    assert desk.run(source, base_override=base).complete
    assert desk.path().read_bytes() == BODY


def test_a_redirect_from_https_to_http_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_MIRROR", desk.site.address)
    path = "/correlatesofwar.org/wp-content/uploads/states2016.csv"
    desk.site.put(path, b"", always=redirect("http://correlatesofwar.org/states.csv"))
    desk.site.put("/correlatesofwar.org/states.csv", BODY)
    result = sync(["cow-states"], desk.cache, limits=PATIENT)
    assert "redirect from https to http" in result.failed[0].reason
    assert desk.site.paths() == [path]


@pytest.mark.parametrize("mirror", ["file:///srv", "localhost:80", "ftp://x", "http://u:p@x"])
def test_a_mirror_that_is_no_web_address_is_refused(desk: Desk, mirror: str) -> None:
    with pytest.raises(InputError, match="cannot be used"):
        desk.get(base_override={"*": mirror})


def test_requests_to_one_host_keep_their_distance(desk: Desk) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        desk.site.put(f"/f/{name}", BODY)
    source = desk.source("a.csv", "b.csv", "c.csv")
    time_now = [100.0]

    def sleep(seconds: float) -> None:
        desk.slept.append(seconds)
        time_now[0] += seconds

    desk.run(source, limits={"pace": 2.0}, sleep=sleep, clock=lambda: time_now[0])
    assert desk.slept == [2.0, 2.0]


def test_progress_tells_bytes_place_and_outcome(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.run(desk.source("a.csv", "b.csv"))
    (first, *_, last) = [u for u in desk.updates if u.file == "a.csv"]
    assert (first.state, first.done, first.total) == ("bytes", 0, len(BODY))
    assert (last.state, last.done, last.number, last.of) == ("received", len(BODY), 1, 2)
    assert desk.updates[-1].state == "failed"
    assert desk.updates[-1].message == "HTTP 404 Not Found"


def test_the_manifest_is_written_after_every_file(desk: Desk) -> None:
    seen = []
    names = ("a.csv", "b.csv", "c.csv")
    for name in names:
        desk.site.put(f"/f/{name}", BODY)

    def look(update: Any) -> None:
        if update.state == "bytes" and update.done == 0:
            files = desk.manifest()["files"]
            seen.append([files[name]["status"] for name in names])

    desk.run(desk.source(*names), progress=look)
    assert seen == [
        ["expected", "expected", "expected"],
        ["received", "expected", "expected"],
        ["received", "received", "expected"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"files": {"a": 1}}',
        '{"files": {"a": {"x": "1"}}}',
        '{"files": {"a.csv": {"status": "received", "url": "u", "etag": 5}}}',
    ],
)
def test_a_damaged_manifest_is_started_anew_and_that_is_said(desk: Desk, text: str) -> None:
    desk.site.put("/f/a.csv", BODY)
    desk.get()
    desk.path("manifest.json").write_text(text)
    result = desk.get()
    assert (result.received, result.complete) == (1, True)
    assert any("manifest was damaged" in note for note in result.notes)


def test_two_runs_do_not_write_into_one_folder(desk: Desk) -> None:
    desk.path().parent.mkdir(parents=True)
    with locked(desk.path().parent), pytest.raises(RecordError, match="another sync"):
        desk.get()


def test_a_cache_that_is_a_file_is_one_clear_line(desk: Desk) -> None:
    desk.cache.write_text("a file")
    with pytest.raises(RecordError, match="cannot write to"):
        desk.get()


def test_files_no_reader_takes_are_kept_apart(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    result = desk.run(make_source(files=desk.source("a.csv").files, feeds=()))
    assert (result.files, result.kept) == ([], [desk.path()])


def test_a_manual_source_is_told_and_is_a_gap_only_when_asked_for(tmp_path: Path) -> None:
    entry = make_source(manual=True, hint="take the file")
    result = sync([], tmp_path, catalogue=[entry])
    assert (result.complete, result.expected) == (True, 0)
    assert result.notes == ["test: to be downloaded by hand from homepage of test; take the file"]
    assert not sync(["test"], tmp_path, catalogue=[entry]).complete


def test_without_keys_sources_marked_by_name_are_left_out(desk: Desk) -> None:
    desk.site.put("/f/a.csv", BODY)
    big = make_source("big", files=desk.source("b.csv").files, by_name=True)
    result = sync([], desk.cache, catalogue=[desk.source("a.csv"), big], limits=PATIENT)
    assert result.expected == 1
    assert desk.site.paths() == ["/f/a.csv"]


def test_an_unknown_source_lists_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean .*gdelt-1"):
        source("gdelt")
    with pytest.raises(UnknownNameError, match="there are un-resolutions"):
        source("###")


def test_every_entry_of_the_catalogue_says_what_where_and_on_what_terms() -> None:
    tables = {"rollcall", "vote", "event", "measure", "document"}
    for entry in sources():
        for name in ("title", "holds", "homepage", "licence", "citation", "frequency"):
            assert getattr(entry, name).strip(), (entry.key, name)
        assert set(entry.feeds) <= tables
        assert source(entry.key) is entry
    assert len({entry.key for entry in sources()}) == len(sources()) >= 18


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a", "cannot be read"),
        ("[A]", "expected a table"),
        ("[a]\nx = 1", "unknown field 'x'"),
        ("[a]\ntitle = 't'", "lacks the text 'holds'"),
        ("[a]\nFULL", "exactly one of"),
        ("[a]\nFULL\nmanual = true", "needs a 'hint'"),
        ("[a]\nFULL\nfiles = [{name = '../x', url = 'http://h/x'}]", "not a safe file name"),
        ("[a]\nFULL\nfiles = [{name = 'x', url = 'file:///x'}]", "not an http"),
        ("[a]\nFULL\nfiles = [{name = 'x'}]", "a file needs"),
        ("[a]\nFULL\nindex = {kind = 'x'}", "an index needs"),
        ("[a]\nFULL\nindex = {kind='x',url='http://h/',select='x',hosts=['h']}", "no index kind"),
        ("[a]\nFULL\nindex = {kind='github',url='http://h/',select='(',hosts=['h']}", "an index"),
    ],
)
def test_a_catalogue_of_ones_own_is_checked_when_read(tmp_path: Path, text: str, said: str) -> None:
    names = ("title", "holds", "homepage", "licence", "citation", "frequency")
    full = "\n".join(f"{name} = 'some text'" for name in names)
    (tmp_path / "c.toml").write_text(text.replace("FULL", full))
    with pytest.raises(LegationError, match=r"catalogue .*c\.toml") as caught:
        load(tmp_path / "c.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_run_killed_without_warning_is_resumed_by_the_next(desk: Desk, tmp_path: Path) -> None:
    body = BODY * 50
    served = desk.site.put("/f/a.csv", body, moods=[trickle(0.1, at_once=20_000)])
    catalogue = tmp_path / "c.toml"
    names = ("title", "holds", "homepage", "licence", "citation", "frequency")
    texts = "\n".join(f"{name} = 'some text'" for name in names)
    files = f"files = [{{name = 'a.csv', url = '{desk.site.address}/f/a.csv'}}]"
    catalogue.write_text(f"[test]\n{texts}\n{files}\n")
    code = (
        "import sys; from pathlib import Path; from legation.record.sync import load, sync\n"
        "sync([], Path(sys.argv[1]), catalogue=load(Path(sys.argv[2])))"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(desk.cache), str(catalogue)])
    part, patience = desk.path("a.csv.part"), time.monotonic() + 10
    while not (part.exists() and part.stat().st_size > 100) and time.monotonic() < patience:
        time.sleep(0.01)
    child.kill()
    child.wait()
    arrived = part.stat().st_size
    assert 100 < arrived < len(body)
    assert desk.entry()["status"] == "expected"
    served.moods.clear()
    assert desk.get().complete
    assert desk.site.log[-1].headers["range"] == f"bytes={arrived}-"
    assert desk.path().read_bytes() == body
