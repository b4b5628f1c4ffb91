"""What a run tells while it goes, and what it answers in the end."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Update:
    """News of one file on its way.

    Attributes
    ----------
    source, file
        Key of the source, name of the file.
    state
        ``bytes`` while it comes, ``waiting`` before another attempt, then ``received``,
        ``unchanged`` or ``failed``.
    done, total
        Bytes so far and in all; `total` is None when the server does not say.
    number, of
        Place of the file among those of its source.
    message
        Why it waits or failed.
    """

    source: str
    file: str
    state: str
    done: int = 0
    total: int | None = None
    number: int = 1
    of: int = 1
    message: str = ""


class Progress(Protocol):
    """Whatever draws the progress: called with each `Update`, often."""

    def __call__(self, update: Update, /) -> None:
        """Take note of the news."""


@dataclass(frozen=True)
class Failure:
    """An expected file that is not here, and why."""

    source: str
    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}/{self.file}: {self.reason}"


@dataclass
class SyncResult:
    """What a run was to bring and what it brought.

    Attributes
    ----------
    expected, received, unchanged
        Numbers of files; ``expected == received + unchanged + len(failed)``.
    failed
        One entry per gap.
    files
        Files now in the cache that readers of the record take.
    kept
        Files now in the cache that no reader takes.
    notes
        Lines a person should read: manual sources, days a source has no file for.
    """

    expected: int = 0
    received: int = 0
    unchanged: int = 0
    failed: list[Failure] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every expected file is here."""
        return not self.failed and self.expected == self.received + self.unchanged
