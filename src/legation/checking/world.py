"""The record cut at a day: the only thing a question is put to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.record import Record


@dataclass(frozen=True)
class World:
    """The record up to a day, and what was made of it once for many questions.

    Attributes
    ----------
    record
        The record, never written to.
    as_of
        Last day that is known.
    """

    record: Record
    as_of: dt.date
    _parts: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def part(self, name: str, make: Callable[[], Any]) -> Any:
        """Give what is made once per world: arrays of votes, extents of sources."""
        if name not in self._parts:
            self._parts[name] = make()
        return self._parts[name]

    def put(self, name: str, value: Any) -> None:
        """Keep a part that is made elsewhere."""
        self._parts[name] = value

    def has(self, name: str) -> bool:
        """Tell whether a part is at hand."""
        return name in self._parts

    def rows(self, sql: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Ask the record; `$as_of` is bound, and every value of a claim comes in `params`."""
        bound: dict[str, object] = {**params, "as_of": self.as_of}
        return self.record.query(sql, bound)
