"""The record: what states did and said, every row dated and sourced.

Enters: files (`add`), downloads (`sync`), the embedded casebook. Leaves: tables to query
(`Record.query`), exports. State lives here alone; rooms above ask questions and never write.
Readers load with the first `add`, so that questions do not wait for them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from legation.record.store import Record, default_path, open_record

if TYPE_CHECKING:
    from legation.record.ingest import Added, add

__all__ = ["Added", "Record", "add", "default_path", "open_record"]


def __getattr__(name: str) -> Any:
    if name in ("Added", "add"):
        return getattr(importlib.import_module("legation.record.ingest"), name)
    raise AttributeError(f"module 'legation.record' has no attribute '{name}'")
