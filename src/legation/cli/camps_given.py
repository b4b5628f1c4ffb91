"""What the commands of camps are given: the file of camps, and the record it is about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legation.cli.options import estimating, note, open_for_reading
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.narratives.camps import Camps
    from legation.narratives.documents import Documents
    from legation.record import Record

CampsFile = Annotated[
    Path,
    Parameter(name="--camps", help="File of camps; make one with: legation camps init."),
]


@dataclass(frozen=True, eq=False)
class Given:
    """A record whose documents were published by outlets, and camps of these.

    Attributes
    ----------
    record
        Open for reading.
    camps
        As the file has them.
    """

    record: Record
    camps: Camps

    @cached_property
    def held(self) -> Documents:
        """The documents of the record."""
        return documents_of(self.record)

    def check(self) -> None:
        """Refuse camps of which the record has no document at all."""
        from legation.narratives.documents import unlisted

        absent = unlisted(self.held, self.camps)
        listed = {outlet.key for camp in self.camps.camps for outlet in camp.outlets}
        if len(absent) == len(listed):
            raise InputError(
                f"{self.camps.where}: the record has no documents of any of its outlets "
                f"({len(listed)}); list those it has with: legation camps init -o FILE"
            )


@contextlib.contextmanager
def given(camps: Path, record: Path | None) -> Iterator[Given]:
    """Read the camps, then open the record; refuse what no question can be asked of.

    Parameters
    ----------
    camps
        File of camps, from `--camps`.
    record
        File of the record, from `--record`.
    """
    from legation.narratives.camps import load_camps

    found = load_camps(camps)
    with open_for_reading(record) as rec:
        if rec.note:
            note(rec.note)
        asked = Given(rec, found)
        asked.check()
        yield asked


def documents_of(record: Record) -> Documents:
    """Load the documents of outlets; refuse a record without any."""
    from legation.narratives.documents import documents

    held = documents(record)
    if not held.outlets:
        raise InputError(
            "the record has no articles or headlines of outlets; add some with: legation add PATH"
            if not len(held)
            else f"none of the record's {len(held):,} articles and headlines names its outlet"
        )
    return held


@contextlib.contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many documents were looked through, as `estimating` shows estimates."""
    with estimating(what) as show:
        yield lambda done, of: show("documents", f"{done:,}", f"{of:,}")


def many(n: int, what: str) -> str:
    """Write a number of things."""
    return f"{n:,} {what}" + ("" if n == 1 else "s")
