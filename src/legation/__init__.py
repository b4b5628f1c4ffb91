"""Legation: the relation between two states, from the public record.

>>> import legation
>>> record = legation.open("record.duckdb")                    # doctest: +SKIP
>>> legation.relations.agreement(record, "Russia", "Israel", start=2020, end=2025)
...                                                            # doctest: +SKIP

Rooms load on first use, so that importing the package is cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from legation.errors import InputError, LegationError, RecordError, UnknownNameError
from legation.version import __version__

if TYPE_CHECKING:
    from legation import (
        balance,
        brief,
        checking,
        narratives,
        reading,
        record,
        relations,
        states,
    )
    from legation.record import Record
    from legation.record import open_record as open  # noqa: A004

__all__ = [
    "InputError",
    "LegationError",
    "Record",
    "RecordError",
    "UnknownNameError",
    "__version__",
    "balance",
    "brief",
    "checking",
    "narratives",
    "open",
    "reading",
    "record",
    "relations",
    "states",
]

_ROOMS = ("states", "record", "relations", "reading", "balance", "checking", "narratives", "brief")
_FROM_RECORD = {"open": "open_record", "Record": "Record"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return importlib.import_module(f"legation.{name}")
    if name in _FROM_RECORD:
        return getattr(importlib.import_module("legation.record"), _FROM_RECORD[name])
    raise AttributeError(f"module 'legation' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
