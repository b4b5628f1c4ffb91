"""Verdicts on random claims about measures are those of a recount over the raw tables."""

import csv
import datetime as dt
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation import states
from legation.checking import Checker
from legation.record import Record, add, open_record
from tests.checking.recount import AS_OF, Row, claim, verdict

FILES = ("sipri-exports-processed.csv", "unfriendly_countries_430r.csv")
CLAIMS, SEED = 100, 20261121


@pytest.fixture(scope="module")
def files(shared: Path) -> list[Path]:
    found = [shared / "structure" / name for name in FILES]
    if missing := [file.name for file in found if not file.is_file()]:
        pytest.skip(f"needs {', '.join(missing)} of the real data, which is not here")
    return found


@pytest.fixture(scope="module")
def record(files: list[Path]) -> Iterator[Record]:
    record = open_record(":memory:")
    add(record, files)
    yield record
    record.close()


@pytest.fixture(scope="module")
def rows(files: list[Path]) -> list[Row]:
    found = []
    with files[0].open(encoding="utf-8") as text:
        for line in csv.DictReader(text):
            year = int(float(line["year"]))
            names = line["supplier"], line["recipient"]
            a, b = (states.find(name, date=dt.date(year, 7, 1)) for name in names)
            if a is not None and b is not None and "*" not in "".join(names):
                days = dt.date(year, 1, 1), dt.date(year, 12, 31)
                found.append(Row("arms_transfer", str(a), str(b), *days, float(line["value"])))
    with files[1].open(encoding="utf-8") as text:
        for line in csv.DictReader(text):
            day = dt.date.fromisoformat(re.findall(r"\d{4}-\d\d-\d\d", line["basis"])[0])
            found.append(Row("designation", "RUS", line["iso3"], day, None))
    return found


def test_random_claims_come_out_as_a_recount_in_plain_python(
    record: Record, rows: list[Row]
) -> None:
    chance, checker = random.Random(SEED), Checker(record, AS_OF)
    asked = [claim(chance, rows, ("arms_transfer",) * 4 + ("designation",)) for _ in range(CLAIMS)]
    expected = [verdict(rows, one) for one in asked]
    assert len(set(expected)) >= 3, "the claims are of one kind only"
    found = [checker.claim(one).verdict for one in asked]
    assert [
        (one, was, right)
        for one, was, right in zip(asked, found, expected, strict=True)
        if was != right
    ] == []
