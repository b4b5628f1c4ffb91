"""What checking answers: a verdict with its rows, its readings and what was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Every verdict there is.
VERDICTS = ("supported", "refuted", "fragile", "outside_record", "not_checkable", "pending")


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of the record that decides, or a source that was searched without finding one.

    A figure computed from many rows is one row of evidence too ("ISR with USA, the same choice:
    91.3 % of 85 recorded votes"). Its table is that of the rows, its locator the range of their
    days as ISO 8601 writes an interval ("2019-01-14/2019-12-27", first and last row that was
    counted), its date the first of them, and it has no source of its own.

    Attributes
    ----------
    table
        Table of the record: "rollcall", "measure", "event", "document", "source".
    locator
        Where a person finds the original: the symbol of a resolution, or file and line; of a
        figure the range of days.
    date
        Day of the row; the first day of what lasts.
    text
        What the row says, in one line.
    role
        "deciding", "counter" (a row against the verdict) or "searched".
    source_id
        Source of the row.
    """

    table: str
    locator: str
    date: dt.date | None = None
    text: str = ""
    role: str = "deciding"
    source_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the row as plain values."""
        return {
            "table": self.table,
            "locator": self.locator,
            "date": None if self.date is None else self.date.isoformat(),
            "text": self.text,
            "role": self.role,
            "source_id": self.source_id,
        }


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading a claim.

    Attributes
    ----------
    name
        The way in words: "plain agreement", "yes and no only", "2023 alone".
    succession
        "continue" or "separate".
    start, end
        Days looked at, where this way looks at others than the question's.
    binding
        Whether the verdict must hold under it; else it is shown and flips nothing.
    options
        What a type of claim varies besides, by name; values as JSON holds them.
    """

    name: str
    succession: str = "continue"
    start: dt.date | None = None
    end: dt.date | None = None
    binding: bool = True
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str, default: str = "") -> str:
        """Give one option, or the default."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the record says to a question under one way of reading it.

    Attributes
    ----------
    holds
        Whether what is said holds, **before** a denial of it is applied; None where the record
        cannot tell.
    value, n
        The number behind it, and on how many rows it rests.
    rows
        Deciding rows first, then rows that speak against.
    missing
        What the record would need, where it cannot tell.
    coverage
        What was searched: "none found in these sources, 1950-2021".
    sentence
        One sentence with the finding, for the explanation.
    confidence
        Chance between 0 and 1 that the decision is right given the uncertainty of the
        quantity; 1 where it rests on rows that say it.
    ends_as
        "not_checkable" or "pending" where the claim is of a kind that no row decides.
    """

    holds: bool | None
    value: float | None = None
    n: int = 0
    rows: tuple[EvidenceRow, ...] = ()
    missing: str = ""
    coverage: str = ""
    sentence: str = ""
    confidence: float = 1.0
    ends_as: str | None = None


@dataclass(frozen=True, slots=True)
class Variation:
    """The verdict under one way of reading the claim."""

    variation: str
    verdict: str
    value: float | None = None
    n: int = 0
    binding: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Give the variation as plain values."""
        return {
            "variation": self.variation,
            "verdict": self.verdict,
            "value": self.value,
            "n": self.n,
            "binding": self.binding,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says to a claim.

    Attributes
    ----------
    claim
        The claim as plain values: type, text, start, end, and its parts.
    verdict
        One of `VERDICTS`.
    evidence
        Deciding rows first.
    readings
        The verdict under each way of reading, the first reading first.
    explanation
        What was found, in sentences.
    confidence
        Chance that the verdict is right given the uncertainty of the quantity; None where the
        record decides nothing.
    coverage
        What was searched.
    understood
        What the claim was taken to say, by name; a person may correct it and ask again.
    missing
        What the record would need.
    snapshot
        Content hash of the record the verdict was made from.
    """

    claim: Mapping[str, Any]
    verdict: str
    evidence: tuple[EvidenceRow, ...] = ()
    readings: tuple[Variation, ...] = ()
    explanation: str = ""
    confidence: float | None = None
    coverage: str = ""
    understood: Mapping[str, Any] = field(default_factory=dict)
    missing: str = ""
    snapshot: str = ""

    @property
    def share(self) -> float | None:
        """Share of the readings that can tell which agree with the first; None where none can."""
        told = [item.verdict for item in self.readings if item.verdict in VERDICTS[:2]]
        if not told or self.readings[0].verdict not in VERDICTS[:2]:
            return None
        return told.count(self.readings[0].verdict) / len(told)

    def to_dict(self) -> dict[str, Any]:
        """Give the verdict as plain values that JSON can hold."""
        return {
            "claim": dict(self.claim),
            "verdict": self.verdict,
            "evidence": [row.to_dict() for row in self.evidence],
            "readings": [item.to_dict() for item in self.readings],
            "explanation": self.explanation,
            "confidence": self.confidence,
            "agreeing": self.share,
            "coverage": self.coverage,
            "missing": self.missing,
            "understood": dict(self.understood),
            "snapshot": self.snapshot,
        }

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.verdict}: {self.explanation}"
