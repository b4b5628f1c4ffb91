"""Which roll calls are votes on the same text, so that sessions share a scale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from legation.relations.ideal.votes import IntArray, Votes


def items_of(votes: Votes, bridging: str | Path | None = None) -> tuple[tuple[str, ...], IntArray]:
    """Give items, and the item of each roll call."""
    del bridging
    return votes.rollcalls, np.arange(len(votes.rollcalls), dtype=np.int32)
