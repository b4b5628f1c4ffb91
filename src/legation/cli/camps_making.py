"""How `legation camps init` makes a file: from labels, as a proposal, or as a list to edit."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.cli.camps_given import documents_of, many
from legation.cli.options import console, estimating, note, open_for_reading, print_json
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.narratives.camps import Camps
    from legation.narratives.documents import Documents
    from legation.narratives.initial import Initial
    from legation.narratives.proposing import Proposal

_MOST_LISTED = 2_000
_WIDTH = 96

_HEAD = """\
Camps: which outlets speak to the same audience. Each table is a camp:

    [camps.NAME]
    outlets = ["example.org", {outlet = "Daily Echo", start = 2014-01-01}]

A domain covers those under it, unless a camp lists them apart. With start or end an outlet is in
the camp between these days alone. An outlet is in one camp at a time; most may be in none."""


@dataclass(frozen=True)
class Wanted:
    """From what camps are to be made."""

    labels: Path | None = None
    outlet_column: str | None = None
    label_column: str | None = None
    propose: bool = False
    number: int | None = None


def make(wanted: Wanted, output: Path, force: bool, record: Path | None, as_json: bool) -> None:
    """Make camps, write the file, and say what it rests on."""
    to_screen = str(output) == "-"
    if to_screen and as_json:
        raise InputError("--json goes to standard output; give -o FILE beside it")
    if not to_screen and output.exists() and not force:
        raise InputError(f"{output} is there already; name another with -o, or add --force")
    found: Initial | Proposal | None = None
    with open_for_reading(record) as rec:
        if rec.note:
            note(rec.note)
        held = documents_of(rec)
        if wanted.labels is not None:
            from legation.narratives.initial import initial

            found = initial(held, wanted.labels, wanted.outlet_column, wanted.label_column)
            head = [f"Made from {wanted.labels.name}, column {found.label_column!r}.", *found.notes]
        elif wanted.propose:
            found, head = _proposed(held, wanted.number)
        else:
            head = ["Take the # away from these lines, name the camps, and move outlets to theirs."]
        text = written(held, None if found is None else found.camps, head)
        snapshot = rec.snapshot()
    if to_screen:
        sys.stdout.write(text)
    else:
        _write(output, text, force)
    if as_json:
        made = {} if found is None else found.to_dict()
        print_json({"file": str(output), "listed": listed(held), **made, "snapshot": snapshot})
    elif not to_screen:
        _tell(found, held, output)


def _proposed(held: Documents, number: int | None) -> tuple[Proposal, list[str]]:
    from legation.narratives.proposing import propose

    with estimating("camps from what outlets write") as progress:
        found = propose(held, number, progress=progress)
    head = [f"A proposal. {_standing(found)}", *found.notes]
    for name, rows in found.why.items():
        head += [f"What sets {name} apart: {'; '.join(map(str, rows))}"] if rows else []
    return found, head


# -- the file ------------------------------------------------------------------------------


def written(held: Documents, camps: Camps | None, head: Iterable[str]) -> str:
    """Write the file: what it is, the camps, and the outlets that are in none as a list to edit.

    Parameters
    ----------
    held
        Documents; their outlets are listed with how many there are of each, and when.
    camps
        Camps made; None for none.
    head
        Sentences on how they came about.
    """
    lines = [*_remark(_HEAD), "#"]
    for said in head:
        lines += _wrapped(_sentence(said))
    lines.append("")
    if camps is not None:
        lines += camps.to_toml().splitlines()
    rows = listed(held, camps)
    if rows:
        lines += _list(rows, made=camps is not None)
    text = "\n".join(lines) + "\n"
    _hold(text, camps)
    return text


def listed(held: Documents, camps: Camps | None = None) -> list[dict[str, Any]]:
    """Give the outlets in no camp: name, documents, first and last day; the largest first."""
    from legation.narratives.camps import outlet_keys
    from legation.narratives.documents import NO_DAY, day_of

    chosen = held.outlet >= 0
    counts = np.bincount(held.outlet[chosen], minlength=len(held.outlets))
    dated = chosen & (held.day != NO_DAY)
    first = np.full(len(held.outlets), np.iinfo(np.int32).max, np.int32)
    last = np.full(len(held.outlets), NO_DAY, np.int32)
    np.minimum.at(first, held.outlet[dated], held.day[dated])
    np.maximum.at(last, held.outlet[dated], held.day[dated])
    within = set() if camps is None else {o.key for c in camps.camps for o in c.outlets}
    order = sorted(range(len(counts)), key=lambda at: (-counts[at], held.outlets[at]))
    return [
        {
            "outlet": held.outlets[at],
            "documents": int(counts[at]),
            "first": day_of(int(last[at])) and day_of(int(first[at])),
            "last": day_of(int(last[at])),
        }
        for at in order
        if within.isdisjoint(outlet_keys(held.outlets[at]))
    ]


def _list(rows: list[dict[str, Any]], made: bool) -> Iterator[str]:
    from legation.brief.clean import clean

    if made:
        yield "# In no camp:"
    else:
        yield "# [camps.one]"
        yield "# outlets = ["
    for row in rows[:_MOST_LISTED]:
        name = clean(row["outlet"], 200).replace("\\", "\\\\").replace('"', '\\"')
        when = f", {row['first']} to {row['last']}" if row["first"] else ", without days"
        yield f'#     "{name}",  # {many(row["documents"], "document")}{when}'
    if len(rows) > _MOST_LISTED:
        yield f"#     and {len(rows) - _MOST_LISTED:,} more, each with fewer documents"
    if not made:
        yield "# ]"


def _remark(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"# {line}".rstrip()


def _sentence(said: str) -> str:
    whole = f"{said[:1].upper()}{said[1:]}"
    return whole if whole.endswith(".") else f"{whole}."


def _wrapped(said: str) -> list[str]:
    import textwrap

    from legation.brief.clean import clean

    lines = textwrap.wrap(clean(said, 1000), _WIDTH, break_long_words=False) or [""]
    return [f"# {lines[0]}", *(f"#   {line}" for line in lines[1:])]


def _hold(text: str, camps: Camps | None) -> None:
    """Hold the file to what it should say: a name of an outlet may be anything."""
    from legation.narratives.camps import camps_of

    try:
        tables = tomllib.loads(text)
        same = not tables if camps is None else camps_of(tables).camps == camps.camps
    except (tomllib.TOMLDecodeError, InputError):
        same = False
    if not same:
        raise InputError(
            "a camp or outlet has a name that no file of camps can hold; make the file by hand"
        )


def _write(output: Path, text: str, force: bool) -> None:
    """Write the file whole or not at all."""
    folder = output.parent if str(output.parent) else Path()
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=folder, prefix=f".{output.name}.", delete=False
        ) as out:
            out.write(text)
        try:
            if force:
                os.replace(out.name, output)  # noqa: PTH105
            else:
                os.link(out.name, output)  # fails where somebody was quicker
                Path(out.name).unlink()
        except BaseException:
            Path(out.name).unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise InputError(f"{output} is there already; name another with -o") from None
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from None


# -- words ---------------------------------------------------------------------------------


def _tell(found: Initial | Proposal | None, held: Documents, output: Path) -> None:
    out = console()
    if found is None:
        out.print(f"{many(len(held.outlets), 'outlet')} to put into camps")
    else:
        _tell_camps(found)
    note(f"Wrote {output}; edit it, then: legation camps show --camps {output}")


def _tell_camps(found: Initial | Proposal) -> None:
    from legation.brief.clean import clean
    from legation.narratives.proposing import Proposal

    out = console()
    why = found.why if isinstance(found, Proposal) else {}
    for camp in found.camps.camps:
        names = ", ".join(outlet.key for outlet in camp.outlets)
        out.print(clean(f"{camp.name} ({len(camp.outlets)}): {names}", 400), markup=False)
        for row in why.get(camp.name, ()):
            out.print(f"    {row}", markup=False)
    if isinstance(found, Proposal):
        out.print(_standing(found), markup=False)
    for said in found.notes:
        out.print(clean(_sentence(said), 600), markup=False)


def _standing(found: Proposal) -> str:
    best = found.silhouette[len(found.camps.camps)]
    return (
        f"Adjusted Rand index between draws {found.stability:.2f} (1 is the same camps each time, "
        f"0 is chance); mean silhouette {best:.2f}."
    )
