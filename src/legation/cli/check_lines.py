"""How `legation check --jsonl IN OUT` runs, and what it says of it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from legation.cli.options import estimating, note, open_for_reading
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.cli.check_question import Question
    from legation.record.ledger import Prediction


def check_lines(asked: Question) -> int:
    """Check the lines of a file; give status 1 where some could not be."""
    from legation.checking.batch import check_lines as check
    from legation.cli.showing import files_of

    assert asked.jsonl is not None
    given, output = asked.jsonl[0], asked.jsonl[1].expanduser()
    if output.is_dir():
        raise InputError(f"{output} is a folder; give a file to write")
    with files_of([given]) as (source,):
        if not source.is_file():
            what = "is a folder; give a file" if source.is_dir() else "there is no such file"
            raise InputError(f"{source}: {what}")
        with open_for_reading(asked.record) as rec, estimating("the index") as far, _bar() as bar:
            home = None if rec.note else rec.path
            done = check(rec, source, output, asked.day, bar, far)
            if rec.note:
                note(rec.note)
        again = f"; {done.before:,} of them by the run before" if done.before else ""
        note(f"Wrote {output}: {done.lines:,} line{'s' * (done.lines != 1)}{again}")
        if asked.keep:
            _keep(source, output, home, asked)
    if done.failed:
        note(f"legation: {done.failed:,} could not be checked; their lines say why (field 'error')")
    return 1 if done.failed else 0


def _keep(source: Path, output: Path, home: Path | None, asked: Question) -> None:
    """Keep the predictions of all lines, those of a run before too."""
    from legation.cli.check_ledger import keep

    keep(list(_predictions(source, output, asked)), home)


def _predictions(source: Path, output: Path, asked: Question) -> Iterator[Prediction]:
    from legation.checking.batch import given_lines, read_line
    from legation.checking.predictions import prediction_in
    from legation.reading.text.documents import as_date

    with output.open("rb") as written:
        for (_, line), answer in zip(given_lines(source), written, strict=False):
            if b'"prediction"' not in answer:
                continue
            given = read_line(line)
            author, outlet = (given.get(n) or getattr(asked, n) for n in ("author", "outlet"))
            for verdict in json.loads(answer).get("verdicts", ()):
                found = prediction_in(
                    verdict,
                    author=None if author is None else str(author)[:200],
                    outlet=None if outlet is None else str(outlet)[:200],
                    said=as_date(given.get("date")),
                )
                if found is not None:
                    yield found


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Draw a bar of lines, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    screen = Console(stderr=True, highlight=False)
    columns = (TextColumn("Checking lines"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("lines", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
