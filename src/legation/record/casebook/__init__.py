"""The casebook: a small record that comes with the package.

Landmark roll calls and measures, chosen by hand and each with its source, and two sets of
illustrative articles. It gives every command something to show before a real record is there;
README.md beside this file says what is in it and what it must not be used for.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from legation.errors import RecordError
from legation.record.ingest import add
from legation.record.readers.casebook import READERS
from legation.record.store import Record, open_record

_FACTS = ("rollcalls.csv", "votes.csv", "measures.csv")
_ARTICLES = ("articles_harbour.jsonl", "articles_upland.jsonl")


def paths() -> list[Path]:
    """Give the files of the casebook: facts first, then illustrative articles."""
    folder = files("legation.record.casebook")
    return [Path(str(folder.joinpath(name))) for name in (*_FACTS, *_ARTICLES)]


def open_casebook() -> Record:
    """Open the casebook as a record in memory.

    Returns
    -------
    Record
        Its `note` says in one line that it is the casebook, how much is in it, and that
        agreement in it is over votes chosen by hand.

    Raises
    ------
    RecordError
        If a file of the package is missing or damaged.
    """
    record = open_record(":memory:")
    for added in add(record, paths(), readers=READERS):
        if added.problem or added.counts.rejected:
            what = added.problem or f"{added.counts.rejected} rows of {added.file.name} rejected"
            record.close()
            raise RecordError(f"the embedded casebook is damaged ({what}); reinstall legation")
    record.note = _note(record)
    return record


def _note(record: Record) -> str:
    n = record.counts()
    return (
        f"This is the embedded casebook of {n['rollcall'] + n['measure']} landmark facts "
        f"({n['rollcall']} roll calls, {n['measure']} measures) and {n['document']} illustrative "
        "articles, not the full record: its votes were chosen by hand and are no sample, so "
        "agreement over them says little. Add the real record with: legation add PATH"
    )
