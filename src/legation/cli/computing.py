"""Export of tables that are computed: pairs read, progress shown."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from legation.cli.options import estimating

if TYPE_CHECKING:
    from legation.record import Record

_WORDS = {"ideal_points": "ideal points", "index": "the index", "breaks": "the index"}


def export_computed(
    rec: Record, table: str, output: Path, pairs: str | None, as_of: str | None
) -> Path:
    """Compute a table and write it; give its descriptor."""
    from legation.cli.pairing import read_pairs
    from legation.relations.export import export
    from legation.relations.window import window

    asked = None if pairs is None else [(str(a), str(b)) for a, b in read_pairs([pairs])]
    day = None if as_of is None else window(as_of, as_of).end
    with estimating(_WORDS.get(table, table)) as progress, _writing() as written:
        return export(
            rec, table, output, pairs=asked, as_of=day, progress=progress, written=written
        )


@contextlib.contextmanager
def _writing() -> Iterator[Callable[[int, int], None]]:
    """Draw a bar of pairs written, where standard error is a terminal and there are many."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    screen = Console(stderr=True, highlight=False)
    columns = (TextColumn("Writing pairs"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("pairs", total=None, visible=False)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=True)

        yield show
