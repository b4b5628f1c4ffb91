"""The General Assembly as a record, read once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.record import Record, add, open_record


@pytest.fixture(scope="session")
def assembly(shared: Path) -> Record:
    """Give the record of sessions 1 to 74."""
    record = open_record(":memory:")
    add(record, sorted((shared / "unga").glob("unvotes_*.csv.gz")))
    return record
