"""How an outlet was collected: how much, when, in what form, and what of it is repeated.

Silence is told from absence here: where an outlet was not collected, nothing can be said of what
it left out. `exposure` counts its documents in many windows of days at once, and `collected` says
in which windows there are enough. A copy of another outlet's text counts as coverage by the
outlet that prints it, and is told; a document that repeats the outlet's own adds nothing to what
its audience was shown, and can be left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.errors import InputError
from legation.narratives.camps import Camps
from legation.narratives.copies import Copies, Progress, copies
from legation.narratives.documents import (
    NO_DAY,
    Bools,
    Documents,
    Ints,
    day_number,
    documents,
    unlisted,
)
from legation.record import Record
from legation.relations.window import FIRST, LAST, Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

#: Fewest documents in a window of days for an outlet to count as collected.
LEAST = 3
#: A month is thin with less than this share of what the months around it have, where they have
#: `USUAL` documents or more, ...
THIN = 0.25
USUAL = 8
#: ... the months around being so many to either side.
_AROUND = 6

Days = npt.NDArray[Any] | Sequence[dt.date | int]


# -- exposure ------------------------------------------------------------------------------


def exposure(held: Documents, starts: Days, ends: Days, *, count_copies: bool = True) -> Ints:
    """Count the documents of each outlet in windows of days.

    Parameters
    ----------
    held
        The documents; those without a day or an outlet are in no window.
    starts, ends
        First and last day of each window, both included: dates, or days since 1970-01-01.
    count_copies
        Whether duplicates of an outlet's own documents, and copies after the first outlet's, are
        counted. Finding them reads all texts once for a record.

    Returns
    -------
    int32[outlets, windows]

    Raises
    ------
    InputError
        If there are not as many starts as ends, or a window ends before it starts.
    """
    first, last = _days(starts), _days(ends)
    if first.shape != last.shape or first.ndim != 1:
        raise InputError(f"{first.size} starts and {last.size} ends make no windows")
    if (last < first).any():
        at = int(np.flatnonzero(last < first)[0])
        raise InputError(f"window {at} ends before it starts")
    inside = (held.day != NO_DAY) & (held.outlet >= 0)
    if not count_copies:
        inside &= ~copies(held).repeated
    outlet, day = held.outlet[inside].astype(np.int64), held.day[inside].astype(np.int64)
    if not len(day) or not len(first):
        return np.zeros((len(held.outlets), len(first)), np.int32)
    low = int(day.min())
    wide = int(day.max()) - low + 2
    # One line of days for each outlet, one behind the other.
    line = np.sort(outlet * wide + day - low)
    of = np.arange(len(held.outlets), dtype=np.int64)[:, None] * wide
    before = np.searchsorted(line, of + (first - low).clip(0, wide - 1))
    until = np.searchsorted(line, of + (last - low + 1).clip(0, wide - 1))
    found: Ints = (until - before).astype(np.int32)
    return found


def collected(
    held: Documents, first_day: dt.date | int, last_day: dt.date | int, least: int = LEAST
) -> Bools:
    """Say which outlets were collected between two days, bool[outlets].

    Parameters
    ----------
    held
        The documents.
    first_day, last_day
        Dates, or days since 1970-01-01, both included.
    least
        Fewest documents between them.
    """
    found: Bools = exposure(held, [first_day], [last_day])[:, 0] >= least
    return found


def _days(given: Any) -> npt.NDArray[np.int64]:
    if isinstance(given, np.ndarray):
        kind = "datetime64[D]" if given.dtype.kind == "M" else np.int64
        return given.astype(kind).astype(np.int64)
    return np.array(
        [day_number(day) if isinstance(day, dt.date) else int(day) for day in given], np.int64
    )


# -- health --------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutletHealth:
    """How one outlet was collected, while it stood in one camp.

    Attributes
    ----------
    outlet
        As the record writes it.
    camp
        Name, None for none.
    documents
        How many, of these `undated` without a day, `title_only` without a text, `duplicates` of
        the outlet's own, `copies` of texts that another outlet has too, `credits` to an agency.
    first, last
        Days of the first and last document, None where none has a day.
    months, months_with
        From the first to the last, and those of them with a document.
    gaps
        Months without a document in between, as (first, last) months written YYYY-MM.
    thin
        Months with less than `THIN` of what is usual around them.
    sparse
        Whether there is less than a document a month, so that a gap says nothing.
    """

    outlet: str
    camp: str | None
    documents: int
    undated: int
    title_only: int
    duplicates: int
    copies: int
    credits: int
    first: dt.date | None
    last: dt.date | None
    months: int
    months_with: int
    gaps: tuple[tuple[str, str], ...]
    thin: tuple[str, ...]
    sparse: bool

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "outlet": self.outlet,
            "camp": self.camp,
            "documents": self.documents,
            "undated": self.undated,
            "title_only": self.title_only,
            "duplicates": self.duplicates,
            "copies": self.copies,
            "credits": self.credits,
            "first": None if self.first is None else self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
            "months": self.months,
            "months_with_documents": self.months_with,
            "gaps": [list(gap) for gap in self.gaps],
            "thin_months": list(self.thin),
            "sparse": self.sparse,
        }


@dataclass(frozen=True, eq=False)
class Health:
    """How the outlets of a record were collected.

    Attributes
    ----------
    window
        Days looked at; documents without a day are counted whatever the window.
    outlets
        In the order of camps, then by name; outlets of no camp last.
    unlisted
        Outlets of the camps that the record has no document of.
    overlap
        Months in which every camp has a document; None without camps.
    notes
        What a reader has to know, one sentence each.
    """

    window: Window
    outlets: tuple[OutletHealth, ...]
    camps: tuple[str, ...]
    unlisted: tuple[str, ...]
    overlap: int | None
    notes: tuple[str, ...]
    held: Documents = field(repr=False)
    found: Copies = field(repr=False)
    _chosen: Bools = field(repr=False)
    _camp: Ints = field(repr=False)

    @property
    def documents(self) -> int:
        """Documents of all outlets."""
        return sum(one.documents for one in self.outlets)

    def frame(self) -> pl.DataFrame:
        """Give one row per outlet and month with documents; month is null for those without a day.

        Columns: camp, outlet, month (YYYY-MM), documents, title_only, duplicates, copies, credits.
        """
        import polars as pl

        names = (*self.camps, None)
        at = np.flatnonzero(self._chosen)
        held, found = self.held, self.found
        frame = pl.DataFrame(
            {
                "camp": [names[place] for place in self._camp[at]],
                "outlet": [held.outlets[place] for place in held.outlet[at]],
                "month": [_month(m) for m in held.month[at].tolist()],
                "title_only": held.title_only[at],
                "duplicates": found.duplicate_of[at] >= 0,
                "copies": found.group[at] >= 0,
                "credits": found.credit[at] >= 0,
            },
            schema_overrides=dict.fromkeys(("camp", "outlet", "month"), pl.String),
        )
        counts = ("title_only", "duplicates", "copies", "credits")
        return (
            frame.group_by("camp", "outlet", "month")
            .agg(pl.len().alias("documents"), *(pl.col(name).sum() for name in counts))
            .with_columns(pl.col("documents", *counts).cast(pl.Int64))
            .sort("camp", "outlet", "month", nulls_last=True)
        )

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "window": str(self.window),
            "documents": self.documents,
            "camps": [self._of_camp(name) for name in self.camps],
            "outlets": [one.to_dict() for one in self.outlets],
            "not_found": list(self.unlisted),
            "months_of_all_camps": self.overlap,
            "notes": list(self.notes),
        }

    def _of_camp(self, name: str) -> dict[str, Any]:
        of = [one for one in self.outlets if one.camp == name]
        counts = ("documents", "undated", "title_only", "duplicates", "copies", "credits")
        days = [day for one in of for day in (one.first, one.last) if day is not None]
        return {
            "name": name,
            "outlets": len(of),
            **{count: sum(getattr(one, count) for one in of) for count in counts},
            "first": min(days).isoformat() if days else None,
            "last": max(days).isoformat() if days else None,
        }

    @cached_property
    def of_camps(self) -> tuple[dict[str, Any], ...]:
        """Sums of each camp, as `to_dict` gives them."""
        return tuple(self._of_camp(name) for name in self.camps)

    def __str__(self) -> str:
        """Say it in one line."""
        days = [day for one in self.outlets for day in (one.first, one.last) if day is not None]
        when = f", {min(days)} to {max(days)}" if days else ""
        title_only = sum(one.title_only for one in self.outlets)
        return (
            f"{self.documents:,} documents of {len({o.outlet for o in self.outlets})} outlets"
            f"{when}; {title_only:,} titles alone"
        )


def health(
    record: Record | Documents,
    camps: Camps | None = None,
    since: Moment = None,
    until: Moment = None,
    *,
    progress: Progress | None = None,
) -> Health:
    """Say how the outlets of a record were collected.

    Parameters
    ----------
    record
        The record, or its documents.
    camps
        Camps; an outlet that changes sides is told once for each.
    since, until
        Days looked at; all by default. What has no day is counted in any case.
    progress
        Called with how many documents were looked through for copies, and of how many.
    """
    held = record if isinstance(record, Documents) else documents(record)
    span = window(since, until)
    inside = held.outlet >= 0
    if span.start != FIRST:
        inside &= (held.day == NO_DAY) | (held.day >= day_number(span.start))
    if span.end != LAST:
        inside &= (held.day == NO_DAY) | (held.day <= day_number(span.end))
    names = () if camps is None else camps.names
    camp = np.full(len(held), -1, np.int32) if camps is None else held.camp(camps)
    found = copies(held, progress)
    parts = np.unique(np.stack([camp[inside], held.outlet[inside]]), axis=1).T.tolist()
    parts.sort(key=lambda part: (part[0] < 0, *part))
    outlets = tuple(
        _outlet(held, found, inside & (camp == place) & (held.outlet == outlet),
                None if place < 0 else names[place])
        for place, outlet in parts
    )  # fmt: skip
    absent = () if camps is None else unlisted(held, camps)
    overlap = None
    if camps is not None:
        dated = inside & (held.day != NO_DAY)
        months = [set(held.month[dated & (camp == at)].tolist()) for at in range(len(names))]
        overlap = len(set.intersection(*months))
    told = tuple(_notes(held, outlets, names, absent, overlap))
    return Health(span, outlets, names, absent, overlap, told, held, found, inside, camp)


def _outlet(held: Documents, found: Copies, chosen: Bools, camp: str | None) -> OutletHealth:
    at = np.flatnonzero(chosen)
    days = held.day[at][held.day[at] != NO_DAY]
    months = held.month[at][held.day[at] != NO_DAY]
    counts = np.bincount(months - months.min()) if len(months) else np.zeros(0, np.intp)
    first = int(months.min()) if len(months) else 0
    return OutletHealth(
        held.outlets[held.outlet[at[0]]], camp, len(at), len(at) - len(days),
        int(held.title_only[at].sum()), int((found.duplicate_of[at] >= 0).sum()),
        int((found.group[at] >= 0).sum()), int((found.credit[at] >= 0).sum()),
        _day(days.min()) if len(days) else None, _day(days.max()) if len(days) else None,
        len(counts), int((counts > 0).sum()), tuple(_gaps(counts, first)),
        tuple(_thin(counts, first)), len(counts) > 0 and len(days) < len(counts),
    )  # fmt: skip


def _gaps(counts: npt.NDArray[np.intp], first: int) -> Iterator[tuple[str, str]]:
    """Give the runs of months without a document."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], counts == 0, [0]]).astype(np.int8)))
    for start, end in edges.reshape(-1, 2).tolist():
        yield str(_month(first + start)), str(_month(first + end - 1))


def _thin(counts: npt.NDArray[np.intp], first: int) -> Iterator[str]:
    """Give months far below those around; the first and last are cut by the collection itself."""
    for at in range(1, len(counts) - 1):
        around = np.delete(counts[max(0, at - _AROUND) : at + _AROUND + 1], min(at, _AROUND))
        usual = float(np.median(around[around > 0])) if (around > 0).any() else 0.0
        if usual >= USUAL and 0 < counts[at] < THIN * usual:
            yield str(_month(first + at))


def _notes(
    held: Documents,
    outlets: tuple[OutletHealth, ...],
    names: tuple[str, ...],
    absent: tuple[str, ...],
    overlap: int | None,
) -> Iterator[str]:
    nobody = int((held.outlet < 0).sum())
    if nobody:
        named = "document names" if nobody == 1 else "documents name"
        yield f"{nobody:,} {named} no outlet: in no camp"
    undated = sum(one.undated for one in outlets)
    if undated:
        have = "document has" if undated == 1 else "documents have"
        yield f"{undated:,} {have} no day: in no month, and beside no event"
    if absent:
        shown = ", ".join(absent[:8]) + (" ..." if len(absent) > 8 else "")
        yield f"the record has no documents of these listed outlets ({len(absent)}): {shown}"
    sizes = Counter(one.camp for one in outlets)
    for name in names:
        if not sizes[name]:
            yield f"camp {name!r} has no documents: nothing can be said of it"
        elif sizes[name] == 1:
            yield f"camp {name!r} rests on one outlet: what is said of it is said of that outlet"
    if overlap == 0 and len(names) > 1:
        yield "there is no month in which every camp has a document: they cannot be held together"


def _day(number: Any) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


def _month(number: int) -> str | None:
    return None if number == NO_DAY else f"{1970 + number // 12:04}-{number % 12 + 1:02}"
