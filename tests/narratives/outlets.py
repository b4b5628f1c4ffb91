"""Records of outlets made by hand, in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from legation.record import Record, open_record


class Piece(NamedTuple):
    """A document of an outlet."""

    outlet: str | None
    day: str | None
    title: str = "A title"
    text: str | None = None
    kind: str = "headline"


def record_of(pieces: Sequence[Piece]) -> Record:
    """Give a record with these documents, numbered in their order."""
    record = open_record(":memory:")
    fill(record, pieces)
    return record


def fill(record: Record, pieces: Sequence[Piece]) -> None:
    """Put documents into a record."""
    con = record.con
    # What is derived is kept by the hashes of sources.
    content = hashlib.sha256(repr(pieces).encode()).hexdigest()
    con.execute("INSERT INTO source (source_id, dataset, sha256) VALUES ('s:1', 's', ?)", [content])
    if not pieces:
        return
    con.executemany(
        "INSERT INTO document_statement BY NAME SELECT ? AS document_id, ?::DATE AS date, "
        "? AS outlet, ? AS title, ? AS text, ? AS kind, 's:1' AS source_id, false AS shadowed",
        [
            [f"s {at:06}", piece.day, piece.outlet, piece.title, piece.text, piece.kind]
            for at, piece in enumerate(pieces)
        ],
    )


def day(number: int) -> str:
    """Write a day so many after 1 January 2020."""
    return (dt.date(2020, 1, 1) + dt.timedelta(days=number)).isoformat()


def prose(seed: int, words: int) -> str:
    """Give words of no meaning, the same for the same seed."""
    drawn = np.random.default_rng(seed).integers(0, 4_000, words)
    return " ".join(f"word{number}" for number in drawn.tolist())


def press(camps: dict[str, tuple[str, ...]], outlets: int, titles: int, seed: int) -> list[Piece]:
    """Give titles of outlets that name a state drawn from those of their camp.

    A third of the titles name a state that all camps name.
    """
    generator = np.random.default_rng(seed)
    pieces: list[Piece] = []
    for camp, states in camps.items():
        for outlet in range(outlets):
            for _ in range(titles):
                common = generator.random() < 1 / 3
                chosen: Any = generator.choice(("France", "Brazil") if common else states)
                pieces.append(
                    Piece(f"{camp}{outlet}.example", day(int(generator.integers(0, 360))),
                          f"News of {chosen}")
                )  # fmt: skip
    order = generator.permutation(len(pieces))
    return [pieces[at] for at in order.tolist()]
