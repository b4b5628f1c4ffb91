"""Example sentences for the page on claims, and a small record of made-up rows to put them to.

The sentences stand in ``data/examples.txt``. The casebook's facts were chosen by hand: it affirms
and denies nothing by silence, and no rate follows from it. Sentences that need whole sources are
put to the made-up record instead.
"""

from __future__ import annotations

import datetime as dt
from importlib import resources
from typing import Any, NamedTuple

from legation.record import Record, open_record

#: Last day known where the examples are put to a record.
AS_OF = dt.date(2026, 6, 30)


class Example(NamedTuple):
    """A sentence, the type and side of the record it shows, and the record it is put to.

    Where no sentence is read as such a claim, `text` is a structured claim as JSON.
    """

    type: str
    side: str
    text: str
    record: str = "casebook"


def made_up() -> Record:
    """Give a small record of made-up rows between France, Brazil and India.

    None of it happened. France and Brazil choose the same in eight of ten texts a year, and in
    three of ten in 2025; France and India in four of ten. One source of arms and one of
    sanctions set out to list every case.
    """
    record = open_record(":memory:")
    for dataset, name in (
        ("made-votes", "Made-up votes"),
        ("made-arms", "Made-up arms"),
        ("made-sanctions", "Made-up sanctions"),
        ("made-statements", "Made-up statements"),
    ):
        _put(record, "source", source_id=f"{dataset}:0", dataset=dataset, name=name, version="1",
            licence="CC0", citation="made up", file=f"{dataset}.csv", sha256="0" * 64, rows=1,
            stored=1, rejected=0, duplicates=0)  # fmt: skip
    for year in range(2020, 2026):
        for n in range(1, 11):
            same = 8 if year < 2025 else 3
            _vote(record, f"A/RES/{year - 1921}/{n}", dt.date(year, 12, n), {
                "FRA": "yes",
                "BRA": "yes" if n <= same else "no",
                "IND": "yes" if n % 5 in (0, 1) else "no",
            })  # fmt: skip
    for year in range(2000, 2022):
        amount = 10.0 if year < 2016 else 30.0
        _measure(record, "arms_transfer", "made-arms", "FRA", "BRA", year, amount)
        _measure(record, "arms_transfer", "made-arms", "BRA", "IND", year, 5.0)
    _measure(record, "sanction", "made-sanctions", "BRA", "IND", 1990, 1.0, "imposed")
    _measure(record, "sanction", "made-sanctions", "FRA", "BRA", 1985, 0.0, "threatened")
    _measure(record, "sanction", "made-sanctions", "IND", "FRA", 2022, 1.0, "imposed")
    _put(record, "document_statement", document_id="made-statements:1", kind="statement",
        date=dt.date(2023, 5, 4), outlet="Foreign ministry", state="FRA", title="Remarks",
        text="We will not forget what India did for this text.", language="en",
        source_id="made-statements:0", locator="line 1", shadowed=False)  # fmt: skip
    return record


def _vote(record: Record, symbol: str, day: dt.date, choices: dict[str, str]) -> None:
    told = {name: sum(c == name for c in choices.values()) for name in ("yes", "no", "abstain")}
    _put(record, "rollcall", rollcall_id=symbol, body="UNGA", session=symbol.split("/")[2],
        date=day, symbol=symbol, title=f"Made-up text {symbol}", targets=[], important=False,
        complete=True, sources=["made-votes:0"], source_id="made-votes:0", locator=symbol,
        **told)  # fmt: skip
    for state, choice in choices.items():
        _put(record, "vote", rollcall_id=symbol, state=state, choice=choice, listed=True,
            source_id="made-votes:0")  # fmt: skip


def _measure(
    record: Record, kind: str, dataset: str, a: str, b: str, year: int, value: float, text: str = ""
) -> None:
    _put(record, "measure_statement", measure_id=f"{dataset}:{a}{b}{year}", kind=kind, actor=a,
        target=b, directed=True, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31),
        precision="year", value=value, text=text or "made-up transfer", locator=f"{a} {b} {year}",
        source_id=f"{dataset}:0", shadowed=False)  # fmt: skip


def _put(record: Record, table: str, **row: Any) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _ in row)
    record.con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def examples() -> tuple[Example, ...]:
    """Give the examples in the order of the page."""
    text = resources.files("legation.checking").joinpath("data", "examples.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [[part.strip() for part in line.split("|", 3)] for line in lines]
    return tuple(Example(kind, side, words, record) for kind, side, record, words in rows)
