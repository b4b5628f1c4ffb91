"""Records for the tests of observations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.record import Record, add, open_record
from tests.relations.observations.made import measure, score, speech

REAL = (
    "unga/76.json",
    "unga/ES-11.json",
    "events/gdelt/20190121220000.export.CSV.zip",
    "events/icews/icews18_valid_test_named.csv.gz",
    "structure/TIESv4-1.xls",
    "structure/cow_mid_ddydisps.csv.gz",
    "structure/gml_dirdisp.csv.gz",
    "structure/sipri-exports-processed.csv",
    "structure/td_rivalries.csv.gz",
    "structure/unfriendly_countries_430r.csv",
)


@pytest.fixture(scope="package", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep results away from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEGATION_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def record() -> Record:
    return open_record(":memory:")


@pytest.fixture(scope="package")
def real(shared: Path) -> Record:
    """Some of the real files, small enough to be read in seconds, and rows for other sources."""
    record = open_record(":memory:")
    add(record, [shared / name for name in REAL])
    for year in (2018, 2019):
        span = f"{year}-01-01", f"{year}-12-31"
        measure(record, "alliance", "FRA", "GBR", *span, text="defence pact", dataset="atop")
        measure(record, "alliance", "GBR", "FRA", *span, text="consultation", dataset="atop")
        for number, (a, b) in enumerate([("FRA", "GBR"), ("FRA", "RUS"), ("ISR", "RUS")], 40):
            measure(record, "shared_igo", a, b, *span, number, dataset="cow-igo")
            for day in (1, 2, 3):
                score(record, a, b, f"{year}-03-{day:02d}", number * (-1.5) ** day)
        speech(record, "RUS", year, "Israel and France met. France left the United Kingdom.")
    return record
