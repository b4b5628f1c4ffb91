"""How a camp tells of a pair of states, beside the record: what `compare` gives.

Numbers are on the Goldstein scale, positive where friendly; intervals hold nine tenths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legation.relations.window import Window

if TYPE_CHECKING:
    import polars as pl

    from legation.narratives.perceived import Perceived


@dataclass(frozen=True)
class Told:
    """How a camp tells of a pair.

    Attributes
    ----------
    camp
        Name.
    documents, outlets, sentences
        How many it rests on.
    delta, lo90, hi90
        The camp's picture less the record, on the Goldstein scale; None where there is too little.
    sign_probability
        Posterior probability that the picture is on that side of the record; None as above.
    later
        Documents of later months than the record's last events between the two: what changed
        since then would look as if the camp told it differently.
    more
        Documents still needed for an interval of `WIDTH`; 0 where there are enough, None where
        documents of the same outlets would not do.
    """

    camp: str
    documents: int
    outlets: int
    sentences: int
    delta: float | None
    lo90: float | None
    hi90: float | None
    sign_probability: float | None
    more: int | None
    later: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "delta": self.delta,
            "lo90": self.lo90,
            "hi90": self.hi90,
            "documents": self.documents,
            "outlets": self.outlets,
            "sentences": self.sentences,
            "sign_probability": self.sign_probability,
            "more": self.more,
            "later": self.later,
        }


@dataclass(frozen=True, eq=False)
class Comparison:
    """A pair as the record has it, and as each camp tells it.

    Attributes
    ----------
    pair
        Codes of the two states.
    record
        Mean, lower and upper bound of the record over the months told of; None without an index.
    camps
        By name, in the order of the camps.
    tone, slope
        How all documents together tell of what is in the record, mean and 90 % interval: they
        add the one to the other times the record. Neither is in any delta.
    record_until
        Month of the last row of events, votes and measures that the record has of the pair,
        YYYY-MM or None; no entry without an index.
    notes
        What was left out, and why; and where the record ends before the documents do.
    """

    pair: tuple[str, str]
    record: tuple[float, float, float] | None
    camps: Mapping[str, Told]
    tone: tuple[float, float, float] | None
    slope: tuple[float, float, float] | None
    record_until: Mapping[str, str | None]
    window: Window
    notes: tuple[str, ...]
    perceived: Perceived = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("mean", "lo90", "hi90")
        return {
            "pair": list(self.pair),
            "window": str(self.window),
            "record": dict(zip(names, self.record or (None,) * 3, strict=True)),
            "camps": {name: told.to_dict() for name, told in self.camps.items()},
            "tone": dict(zip(names, self.tone or (None,) * 3, strict=True)),
            "slope": dict(zip(names, self.slope or (None,) * 3, strict=True)),
            "record_until": dict(self.record_until),
            "notes": list(self.notes),
        }

    def evidence(self) -> pl.DataFrame:
        """Give one row per sentence that the comparison rests on; see `Perceived.evidence`."""
        return self.perceived.evidence(self.pair)

    def __str__(self) -> str:
        """Say it in one line."""
        parts = []
        for name, told in self.camps.items():
            if told.delta is None:
                parts.append(f"{name}: too little ({told.documents} documents)")
            else:
                parts.append(f"{name} {told.delta:+.1f} ({told.lo90:+.1f} to {told.hi90:+.1f})")
        return f"{' and '.join(self.pair)}: {'; '.join(parts)}"
