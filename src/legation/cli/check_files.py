"""Files that `legation check` writes: a page, ClaimReview, annotations and a feed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legation.cli.check_question import Question
    from legation.cli.check_run import Checked

#: What makes the text of each file, by the name of its option.
MAKERS: dict[str, Callable[[Sequence[Checked], Question], str]] = {}
