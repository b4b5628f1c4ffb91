"""Predictions that `legation check` keeps, and decides when their day has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from legation.errors import InputError

if TYPE_CHECKING:
    from legation.cli.check_question import Question
    from legation.cli.check_run import Checked


def keep_found(home: Path | None, found: Sequence[Checked], asked: Question) -> None:
    """Keep the predictions among verdicts."""


def decide_due(asked: Question) -> int:
    """Decide predictions that are due."""
    raise InputError("--due: no prediction is kept")
