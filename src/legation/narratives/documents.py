"""The documents of a record as arrays: who published what when, and which states each names.

Naming is read from titles and texts by the dictionary of actors of `legation.reading`, in all
processes at once, and kept in the cache for derived results. Documents stand in the order of
their ids, so that nothing depends on the order in which files were added.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from legation.narratives.camps import Camps, outlet_key
from legation.record import Record
from legation.relations import cache

#: Kinds of documents by which outlets speak to their audience.
KINDS = ("article", "headline")
#: Raised when what is counted as naming a state changes.
VERSION = 1
#: Day of documents without one.
NO_DAY = np.iinfo(np.int32).min
_PART = 400
_SMALL = 1_500

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Progress = Callable[[int, int], None]


class Naming(NamedTuple):
    """Which states documents name, one row for each document and state.

    Attributes
    ----------
    document
        Place of the document, int32[rows], in ascending order.
    state
        Place in `codes`, int32[rows].
    times
        Times it is named, pronouns left out.
    in_title
        Whether its title names it.
    in_lead
        Whether its title or its first 400 characters do.
    codes
        Codes of states, sorted.
    """

    document: Ints
    state: Ints
    times: Ints
    in_title: Bools
    in_lead: Bools
    codes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Documents:
    """The documents of outlets in a record.

    Attributes
    ----------
    record
        The record.
    ids
        Identifiers, in ascending order.
    outlet
        Place of the outlet in `outlets`, int32[documents]; -1 where the document has none.
    outlets
        Outlets as the record writes them, sorted.
    day
        Days since 1970-01-01, int32[documents]; `NO_DAY` where there is none.
    length
        Characters of the text; 0 where only a title is held.
    title_only
        Whether a title, or a title with a lead cut short, is all that is held.
    """

    record: Record
    ids: npt.NDArray[np.object_]
    outlet: Ints
    outlets: tuple[str, ...]
    day: Ints
    length: Ints
    title_only: Bools

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.ids)

    @cached_property
    def month(self) -> Ints:
        """Months since January 1970, int32[documents]; `NO_DAY` where there is no day."""
        found = np.full(len(self), NO_DAY, np.int32)
        dated = self.day != NO_DAY
        days = self.day[dated].astype("datetime64[D]")
        found[dated] = days.astype("datetime64[M]").astype(np.int32)
        return found

    def date(self, place: int) -> dt.date | None:
        """Give the day of a document."""
        return day_of(int(self.day[place]))

    def camp(self, camps: Camps) -> Ints:
        """Give the place of the camp each document belongs to, int32[documents]; -1 for none."""
        known: dict[tuple[int, int], int] = {}
        dated = {entry.key for camp in camps.camps for entry in camp.outlets
                 if entry.start or entry.end}  # fmt: skip
        found = np.full(len(self), -1, np.int32)
        for at, (outlet, day) in enumerate(zip(self.outlet.tolist(), self.day.tolist(),
                                               strict=True)):  # fmt: skip
            if outlet < 0:
                continue
            # The day matters for outlets listed with days alone; without any, ask once.
            key = (outlet, day if dated else 0)
            if key not in known:
                place = camps.place(self.outlets[outlet], day_of(day))
                known[key] = -1 if place is None else place
            found[at] = known[key]
        return found

    def naming(self, progress: Progress | None = None) -> Naming:
        """Find which states each document names; computed once for a record's content.

        Parameters
        ----------
        progress
            Called with how many documents were looked through, and of how many.
        """
        asked = {"version": VERSION, "kinds": list(KINDS)}
        held = cache.cached(self.record, "narratives-naming", asked, lambda: _named(self, progress))
        return Naming(
            held["document"], held["state"], held["count"], held["in_title"], held["in_lead"],
            tuple(held["codes"].tolist()),
        )  # fmt: skip


def day_of(number: int) -> dt.date | None:
    """Give the date of a number of days since 1970-01-01, None for `NO_DAY`."""
    return None if number == NO_DAY else dt.date(1970, 1, 1) + dt.timedelta(days=number)


def day_number(day: dt.date) -> int:
    """Give the days since 1970-01-01."""
    return (day - dt.date(1970, 1, 1)).days


def documents(record: Record) -> Documents:
    """Load the documents of outlets, without their texts.

    Parameters
    ----------
    record
        The record. Articles and headlines count; statements and speeches are primary sources.
    """
    # A lead cut short by whoever gathered it (a headline's text) is no full text.
    rows = record.con.execute(
        "SELECT document_id, outlet, CAST(date - DATE '1970-01-01' AS INTEGER), "
        "coalesce(length(text), 0), kind = 'headline' OR text IS NULL "
        "FROM document WHERE kind IN (SELECT unnest(?)) ORDER BY document_id",
        [list(KINDS)],
    ).fetchall()
    outlets = tuple(sorted({row[1] for row in rows if row[1]}))
    place = {name: at for at, name in enumerate(outlets)}
    return Documents(
        record,
        np.array([row[0] for row in rows], object),
        np.array([place.get(row[1], -1) for row in rows], np.int32),
        outlets,
        np.array([NO_DAY if row[2] is None else row[2] for row in rows], np.int32),
        np.array([row[3] for row in rows], np.int32),
        np.array([row[4] for row in rows], bool),
    )


def unlisted(held: Documents, camps: Camps) -> tuple[str, ...]:
    """Give the outlets of camps that the record has no document of, sorted."""
    from legation.narratives.camps import outlet_keys

    there = {key for name in held.outlets for key in outlet_keys(name)}
    listed = {entry.key for camp in camps.camps for entry in camp.outlets}
    return tuple(sorted(key for key in listed if outlet_key(key) not in there))


# -- naming --------------------------------------------------------------------------------

Row = tuple[str, int, bool, bool]
_LEAD = 400


def _named(held: Documents, progress: Progress | None) -> cache.Arrays:
    rows: list[list[Row]] = []
    for part in _read(held):
        rows += part
        if progress:
            progress(len(rows), len(held))
    codes = sorted({row[0] for found in rows for row in found})
    place = {code: at for at, code in enumerate(codes)}
    flat = [(at, place[code], *rest) for at, found in enumerate(rows) for code, *rest in found]
    columns: Any = list(zip(*flat, strict=True)) if flat else [()] * 5
    return {
        "document": np.array(columns[0], np.int32),
        "state": np.array(columns[1], np.int32),
        "count": np.array(columns[2], np.int32),
        "in_title": np.array(columns[3], bool),
        "in_lead": np.array(columns[4], bool),
        "codes": np.array(codes, "U8"),
    }


def _read(held: Documents) -> Iterator[list[list[Row]]]:
    parts = (held.ids[at : at + _PART].tolist() for at in range(0, len(held), _PART))
    texts = (_texts(held.record, ids) for ids in parts)
    if len(held) <= _SMALL or (os.cpu_count() or 1) < 2:
        yield from map(_states_of, texts)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_quiet) as pool:
        try:
            # A few parts ahead of what was given back, so that memory does not grow.
            under_way = []
            for part in texts:
                under_way.append(pool.submit(_states_of, part))
                if len(under_way) > 6:
                    yield under_way.pop(0).result()
            for future in under_way:
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


Text = tuple[str | None, str | None, dt.date | None, str | None]


def _texts(record: Record, ids: list[str]) -> list[Text]:
    return record.con.execute(
        "SELECT title, text, date, language FROM document WHERE document_id IN "
        "(SELECT unnest(?)) AND kind IN (SELECT unnest(?)) ORDER BY document_id",
        [ids, list(KINDS)],
    ).fetchall()


def _quiet() -> None:
    """Leave Ctrl-C to the process that was asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _states_of(part: list[Text]) -> list[list[Row]]:
    return [_states(*one) for one in part]


def _states(
    title: str | None, text: str | None, day: dt.date | None, language: str | None
) -> list[Row]:
    """Give the states that a title and text name, in the order of their codes."""
    from legation.reading.preparing import prepare

    head, body = title or "", text or ""
    if head and body.startswith(head):
        body = body[len(head) :]
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for words, offset in ((head, 0), (body, len(head))):
        if not words.strip():
            continue
        for mention in prepare(words, day, language=language).mentions:
            if mention.state is None or mention.kind == "pronoun":
                continue
            counts[mention.state] = counts.get(mention.state, 0) + 1
            first.setdefault(mention.state, offset + mention.start)
    return [
        (code, counts[code], first[code] < len(head), first[code] < _LEAD)
        for code in sorted(counts)
    ]
