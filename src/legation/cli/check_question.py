"""What is asked of the command `check`, held together and refused early where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from legation.errors import InputError

if TYPE_CHECKING:
    import datetime as dt

#: Options that name a file to write besides what is printed.
FILES = ("html", "claimreview", "annotations", "feed")


@dataclass(frozen=True)
class Question:
    """What was asked: one of text, claim, lines or predictions due, and how to answer."""

    text: str | None = None
    claim: str | None = None
    jsonl: tuple[Path, Path] | None = None
    due: bool = False
    as_of: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    understood: bool = False
    html: Path | None = None
    claimreview: Path | None = None
    annotations: Path | None = None
    feed: Path | None = None
    keep: bool = True
    record: Path | None = None
    json: bool = False

    def check(self) -> None:
        """Refuse what cannot be answered, before anything is opened.

        Raises
        ------
        InputError
            One line that says what does not go together, or which day cannot be read.
        """
        given = [
            name
            for name, value in (
                ("TEXT", self.text),
                ("--claim", self.claim),
                ("--jsonl", self.jsonl),
                ("--due", self.due or None),
            )
            if value is not None
        ]
        if not given:
            raise InputError(
                'nothing to check; give a text, a file or -, as in: legation check "Israel voted '
                'for ES-11/3."'
            )
        if len(given) > 1:
            raise InputError(f"{' and '.join(given)} do not go together; give one of them")
        files = [f"--{name}" for name in FILES if getattr(self, name) is not None]
        if self.understood:
            files.append("--understood")
        alone = self.jsonl is not None or self.due
        if alone and files:
            raise InputError(f"{given[0]} does not go with {', '.join(files)}")
        if self.jsonl is not None and self.json:
            raise InputError("--jsonl writes all there is; leave out --json")
        if self.understood and self.json:
            raise InputError("--understood prints JSON of its own; leave out --json")
        if self.claim is not None and self.annotations is not None:
            raise InputError("--annotations marks the words of a text; --claim has none")
        _ = self.day, self.said

    @property
    def day(self) -> dt.date:
        """Last day that is known: of `--as-of`, else today."""
        import datetime as dt

        from legation.relations.window import window

        return dt.date.today() if self.as_of is None else window(None, self.as_of).end

    @property
    def said(self) -> dt.date | None:
        """Day on which it was said, where that was given."""
        from legation.reading.text.documents import as_date

        return as_date(self.date)
