"""Records that the tests of checking ask: sessions 74 to 80 and the eleventh emergency session."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation import states
from legation.checking.world import World
from legation.record import Record, add, open_record
from legation.record.symbols import symbol_of

LISTS = {"MS_in_favour": "yes", "MS_abstaining": "abstain", "MS_against": "no"}
SESSIONS = ("77", "78", "79", "80", "ES-11")


@pytest.fixture(scope="session")
def files(shared: Path) -> list[Path]:
    names = [shared / "unga" / f"{session}.json" for session in SESSIONS]
    if missing := [file.name for file in names if not file.is_file()]:
        pytest.skip(f"needs {', '.join(missing)} of the real data, which is not here")
    return names


@pytest.fixture(scope="session")
def voted(files: list[Path]) -> Iterator[Record]:
    record = open_record(":memory:")
    add(record, files)
    yield record
    record.close()


@pytest.fixture(scope="session")
def plain(files: list[Path]) -> dict[str, tuple[str, dict[str, str]]]:
    """Day and choices by symbol, read in plain Python from the same files."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
        row = json.loads(line)
        choices = {str(states.resolve(n)): c for k, c in LISTS.items() for n in row[k] or ()}
        if choices:
            day = dt.datetime.strptime(row["adoption_date"], "%d %B %Y").date().isoformat()
            found[symbol_of(row["symbol"]) or row["symbol"]] = (day, choices)
    return found


@pytest.fixture(scope="session")
def world(voted: Record) -> World:
    return World(voted, dt.date(2026, 6, 30))
