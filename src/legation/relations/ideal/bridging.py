"""Which roll calls are votes on the same text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def items_of(table: pl.DataFrame, bridging: str | Path | None = None) -> pl.Series:
    """Give each roll call the name of its item."""
    return table["rollcall_id"].alias("item")
