"""How `legation check --jsonl` runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.errors import InputError

if TYPE_CHECKING:
    from legation.cli.check_question import Question


def check_lines(asked: Question) -> int:
    """Check the lines of a file."""
    raise InputError("--jsonl: no line can be checked yet")
