"""`legation sync` from start to end: fetched from a server, added, and gaps told by the status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.made import resolutions, unvotes, write_lines
from tests.record.sync.server import Site, running, status

LIST = "/api.github.com/repos/UNxml/GAresolutions/contents/data_extract"
RAW = "/raw.githubusercontent.com"
UNVOTES = f"{RAW}/rfordatascience/tidytuesday/HEAD/data/2021/2021-03-23"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def serve(site: Site, folder: Path) -> None:
    rows = resolutions(number=12)
    listed = []
    for session in (75, 76):
        file = write_lines(folder / f"{session}.json", resolutions(session, 12, session))
        path = f"{RAW}/UNxml/GAresolutions/main/data_extract/{file.name}"
        site.put(path, file.read_bytes())
        listed.append(
            {
                "name": file.name,
                "type": "file",
                "size": file.stat().st_size,
                "download_url": f"https:/{path}",
            }
        )
    site.put(LIST, json.dumps(listed).encode())
    calls, votes = unvotes(folder, rows)
    site.put(f"{UNVOTES}/roll_calls.csv", calls.read_bytes())
    site.put(f"{UNVOTES}/unvotes.csv", votes.read_bytes())
    site.put(f"{UNVOTES}/issues.csv", b"rcid,short_name,issue\n9001,me,Palestinian conflict\n")


def sync(home: Path, site: Site, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "LEGATION_RECORD": str(home / "record.duckdb"),
        "LEGATION_MIRROR": site.address,
    }
    words_ = [sys.executable, "-m", "legation", "sync", *words]
    return subprocess.run(words_, capture_output=True, text=True, env=env)


def tables(home: Path) -> dict[str, int]:
    words = [sys.executable, "-m", "legation", "status", "--json", "--record"]
    done = subprocess.run([*words, str(home / "record.duckdb")], capture_output=True, text=True)
    return dict(json.loads(done.stdout)["tables"])


def test_what_is_fetched_is_added_and_a_second_run_changes_nothing(home: Path) -> None:
    with running() as site:
        serve(site, home)
        done = sync(home, site, "un-resolutions", "unvotes")
        assert done.returncode == 0, done.stderr
        assert "Expected 5 files: 5 received" in done.stdout
        held = tables(home)
        assert held["rollcall"] >= 18
        assert held["source"] == 5
        again = json.loads(sync(home, site, "un-resolutions", "unvotes", "--json").stdout)
        assert again["received"] == 0
        assert all(a["known"] for a in again["added"])
        assert tables(home) == held
    offline = sync(home, site, "unvotes", "--offline")  # the server is gone
    assert offline.returncode == 0, offline.stderr


def test_a_gap_makes_the_status_non_zero_and_the_rest_is_added(home: Path) -> None:
    with running() as site:
        serve(site, home)
        site.files[f"{UNVOTES}/issues.csv"].always = status(404)
        done = sync(home, site, "unvotes")
        assert done.returncode == 1
        assert "unvotes/issues.csv" in done.stderr
        assert tables(home)["rollcall"] == 9


def test_the_catalogue_can_be_listed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "legation", "sync", "--list", "--json"],
        capture_output=True,
        text=True,
    )
    listed = json.loads(done.stdout)
    assert {"un-resolutions", "unvotes", "gdelt-2", "sipri-360info"} <= {s["key"] for s in listed}
    assert all(s["licence"] and s["citation"] and s["frequency"] for s in listed)
