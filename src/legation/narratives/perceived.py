"""The relation of two states as a camp tells it, held against the record.

What a camp's outlets say themselves (`legation.narratives.voice`) is scored on the Goldstein scale,
corrected for how the reader errs (`confusion`), and compared with the record's level of the same
months by the pooled model of `pooled`. Each number rests on documents that can be asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.narratives.arranging import ANY, Pairs, cells_of, pairs_of, values_of, within
from legation.narratives.camps import Camps
from legation.narratives.confusion import COUNTS, VALUES, scores
from legation.narratives.documents import NO_DAY, Documents, Ints, documents
from legation.narratives.happenings import pair_of
from legation.narratives.levels import FAMILIES, NEVER, Levels, levels_of
from legation.narratives.pooled import SWEEPS, Cells, Posterior, Reals, needed, posterior
from legation.narratives.told import Comparison, Told
from legation.narratives.voice import CLASSES, FINDINGS, WORDS, Voice, voice
from legation.record import Record
from legation.relations import cache
from legation.relations.observations.base import month_text
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

#: Fewest documents of a camp from which its picture of a pair is told.
LEAST = 5
#: Half width of a 90 % interval that is worth telling, in points of the Goldstein scale: the
#: distance between talk that is friendly and talk that is neutral.
WIDTH = 1.5

#: Documents beyond which more of the same are no answer to what is open.
_MANY = 500
#: Share of the documents after the record's last row on a pair from which that is said.
_LATE = 0.1
#: Raised when the same cells would give other draws.
VERSION = 3

Progress = Any


@dataclass(frozen=True, eq=False)
class Perceived:
    """The pictures of all camps, of all pairs that enough documents tell of.

    Attributes
    ----------
    camps
        The camps.
    pairs
        Pairs of the model, each two codes in order, sorted.
    rows
        What outlets say, with the place of each row's cell in `cell`; -1 where it did not enter.
    cells, draws
        What the model was given, and what it gives. Camps stand in `order`.
    left_out
        Rows that did not enter, by reason.
    """

    camps: Camps
    window: Window
    pairs: Pairs
    rows: Voice
    row_camp: Ints
    row_pair: Ints
    entered: npt.NDArray[np.bool_]
    levels: Levels
    cells: Cells | None
    draws: Posterior | None
    order: Mapping[str, int]
    left_out: Mapping[str, int]

    def of(self, a: str | int, b: str | int) -> Comparison:
        """Compare one pair; see `compare`."""
        pair = pair_of((a, b))
        notes = [f"{n} rows left out: {why}" for why, n in self.left_out.items() if n]
        told = {name: self._told(name, pair) for name in self.camps.names}
        if self.draws is None or pair not in self._places:
            return Comparison(
                pair, None, told, None, None, {}, self.window, (*notes, self._why(pair)), self
            )
        months = self._months(pair)
        last = self.levels.last_of(pair)
        late = int((months > last[0]).sum())
        until = {name: month_text(at + 1970 * 12) if at != NEVER else None
                 for name, at in zip(FAMILIES, last, strict=True)}  # fmt: skip
        if late > _LATE * len(months):
            notes.append(_stale(until, told.values()))
        return Comparison(
            pair, self.levels.told(pair, months), told, _three(self.draws.tone),
            _three(self.draws.slope), until, self.window, tuple(notes), self,
        )  # fmt: skip

    def _why(self, pair: tuple[str, str]) -> str:
        if pair in self.levels.missing:
            return self.levels.missing[pair]
        codes = self.rows.states
        if set(pair) <= set(codes):
            low, high = (codes.index(code) for code in pair)
            ends = np.stack([self.rows.actor, self.rows.target])
            told = (ends.min(axis=0) == low) & (ends.max(axis=0) == high)
            count = len(np.unique(self.rows.document[told]))
            if count >= ANY:
                return f"{count} documents tell of this pair, but none on a day that can be used"
        return f"fewer than {ANY} documents tell of this pair"

    def delta(self, camp: str, a: str, b: str) -> Reals | None:
        """Give draws of a camp's picture of a pair less the record, None where it is unknown."""
        place = self._places.get(pair_of((a, b)))
        if self.draws is None or place is None:
            return None
        return self.draws.delta[:, self.order[camp], place]

    def evidence(self, pair: tuple[str, str]) -> pl.DataFrame:
        """Give the sentences that tell of a pair, in the order of days and documents.

        A claim, which has no direction, names its states as its words do. Columns: camp (null
        for outlets of none), outlet, date, actor, target, class, text, finding, document_id,
        event_id.
        """
        import polars as pl

        held = self.rows.held
        chosen = np.flatnonzero(self.entered & (self.row_pair == self._places.get(pair, -2)))
        names = {place: name for name, place in self.order.items()}
        words = _words(held, sorted({held.ids[d] for d in self.rows.document[chosen]}))
        found = [
            {
                "camp": names.get(int(self.row_camp[i])),
                "outlet": held.outlets[held.outlet[d]],
                "date": held.date(d),
                "actor": self.rows.states[self.rows.actor[i]],
                "target": self.rows.states[self.rows.target[i]],
                "class": CLASSES[self.rows.kind[i]],
                "text": words[held.ids[d]][slice(*self.rows.span[i])],
                "finding": FINDINGS[self.rows.finding[i]],
                "document_id": held.ids[d],
                "event_id": self.rows.event[i],
            }
            for i, d in zip(chosen.tolist(), self.rows.document[chosen].tolist(), strict=True)
        ]
        schema = ("camp", "outlet", "date", "actor", "target", "class", "text", "finding",
                  "document_id", "event_id")  # fmt: skip
        types = dict.fromkeys(schema, pl.String) | {"date": pl.Date}
        return pl.DataFrame(found, schema=types).sort("date", "document_id", "event_id")

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {pair: at for at, pair in enumerate(self.pairs)}

    def _months(self, pair: tuple[str, str]) -> Ints:
        """Months of the documents of camps that tell of a pair, one for each document."""
        chosen = self.entered & (self.row_pair == self._places[pair]) & (self.row_camp >= 0)
        if not chosen.any():
            chosen = self.entered & (self.row_pair == self._places[pair])
        found: Ints = self.rows.held.month[np.unique(self.rows.document[chosen])]
        return found

    def _told(self, name: str, pair: tuple[str, str]) -> Told:
        place = self._places.get(pair, -2)
        chosen = self.entered & (self.row_pair == place) & (self.row_camp == self.order[name])
        told = np.unique(self.rows.document[chosen])
        outlets = len(np.unique(self.rows.held.outlet[told]))
        counts = (len(told), outlets, int(chosen.sum()))
        later = int((self.rows.held.month[told] > self.levels.last_of(pair)[0]).sum())
        draws = self.delta(name, *pair)
        if draws is None or self.draws is None:
            return Told(name, *counts, None, None, None, None, None, later)
        more = self._more(name, len(told), draws)
        if len(told) < LEAST:
            return Told(name, *counts, None, None, None, None, more, later)
        above = float((draws > 0).mean())
        return Told(
            name,
            *counts,
            float(draws.mean()),
            *_bounds(draws),
            max(above, 1 - above),
            more,
            later,
        )

    def _more(self, name: str, n: int, draws: Reals) -> int | None:
        """Count the documents still needed for an interval of `WIDTH`."""
        assert self.draws is not None
        assert self.cells is not None
        outlets = np.unique(self.cells.outlet[self.cells.camp == self.order[name]])
        found = needed(
            float(draws.var()), n, (WIDTH / 1.645) ** 2, self.draws.scales,
            float(self.cells.classes.sum(axis=1).mean()), self.draws.outlet[:, outlets],
        )  # fmt: skip
        return None if found is None or found > _MANY else max(found, LEAST - n, 0)


def perceive(
    record: Record,
    camps: Camps,
    *,
    since: Moment = None,
    until: Moment = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Perceived:
    """Fit the pictures of all camps to what their outlets say themselves.

    Parameters
    ----------
    record
        The record, its documents read (`legation read --store`).
    camps
        The camps.
    since, until
        Days of the documents that are looked at.
    seed
        The same record, camps and seed give the same numbers, whatever the order of documents,
        outlets or camps, and whatever the camps are called.
    progress
        Told what is being done, how far it is, and how far it goes.

    Raises
    ------
    InputError
        If no document of the record was read, or the record is too thin for an index.
    """
    held = documents(record)
    rows = voice(held)
    span = window(since, until)
    order = camps.order
    rank = np.array([order[name] for name in camps.names] + [-1], np.int32)
    of_document = rank[held.camp(camps)]
    dated = held.day[rows.document] != NO_DAY
    inside = within(held, rows, span)
    pairs, row_pair = pairs_of(rows, inside)
    levels = levels_of(record, pairs, progress=progress)
    told = inside & (row_pair >= 0)
    value = values_of(rows, levels, told)
    entered = told & np.isfinite(value) & (held.outlet[rows.document] >= 0)
    left_out = {
        "their documents have no day": int((~dated).sum()),
        f"too few documents (fewer than {ANY}) tell of the pair": int(
            (inside & (row_pair < 0)).sum()
        ),
        "the record has no level of the pair in that month": int(
            (told & ~np.isfinite(value)).sum()
        ),
        "their documents have no outlet": int((told & np.isfinite(value) & ~entered).sum()),
        "the same outlet had said it before in the same words": rows.repeated,
    }
    # Pairs that the record has no level of leave the model altogether.
    kept, row_pair = _renumbered(row_pair, entered)
    pairs = tuple(pairs[at] for at in kept)
    row_camp = of_document[rows.document]
    cells = cells_of(rows, entered, row_camp, row_pair, value, levels, pairs, len(order))
    draws = None if cells is None else _drawn(record, cells, seed)
    return Perceived(
        camps, span, pairs, rows, row_camp, row_pair, entered, levels, cells, draws, order, left_out
    )


def _renumbered(row_pair: Ints, entered: npt.NDArray[np.bool_]) -> tuple[list[int], Ints]:
    kept = np.unique(row_pair[entered])
    found = np.where(np.isin(row_pair, kept), np.searchsorted(kept, row_pair), -1)
    return kept.tolist(), found.astype(np.int32)


def _drawn(record: Record, cells: Cells, seed: int) -> Posterior:
    """Draw from the posterior, or find the draws of the same cells again."""
    digest = hashlib.sha256()
    for part in (cells.classes, cells.record, cells.camp, cells.pair, cells.outlet,
                 cells.record_sd, cells.drift_sd, COUNTS, VALUES):  # fmt: skip
        digest.update(np.ascontiguousarray(part).tobytes())
    asked = {
        "version": VERSION, "cells": digest.hexdigest(), "seed": seed, "sweeps": SWEEPS,
        "sizes": [cells.camps, cells.pairs, cells.outlets],
    }  # fmt: skip
    held = cache.cached(
        record, "narratives-pictures", asked, lambda: posterior(cells, scores, seed)._asdict()
    )
    return Posterior(**held)


def compare(
    record: Record,
    camps: Camps,
    pair: Sequence[str | int],
    *,
    since: Moment = None,
    until: Moment = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Hold each camp's picture of two states against the record.

    Parameters
    ----------
    record, camps, since, until, seed, progress
        As for `perceive`.
    pair
        Two states, by any name or code.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError, UnknownNameError
        If the pair is none, or as for `perceive`.
    """
    a, b = pair_of(pair)
    found = perceive(record, camps, since=since, until=until, seed=seed, progress=progress)
    return found.of(a, b)


def _bounds(draws: Reals) -> tuple[float, float]:
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(low), float(high)


def _stale(until: Mapping[str, str | None], told: Iterable[Told]) -> str:
    """Say that the record ends before the documents do."""
    ends = f"end in {until['events']}" if until["events"] else "are none"
    rest = ", ".join(f"{name} to {until[name]}" for name in FAMILIES[1:] if until[name])
    counts = ", ".join(f"{one.later} of {one.documents} of {one.camp}" for one in told)
    return (
        f"the record's events between the two {ends}{f' ({rest})' if rest else ''}; documents "
        f"that are later: {counts}; what changed since then would look as if it were told "
        "differently, and intervals are wider for it"
    )


def _three(draws: Reals) -> tuple[float, float, float]:
    return (float(draws.mean()), *_bounds(draws))


def _words(held: Documents, ids: list[str]) -> dict[str, str]:
    """Give the words of documents that spans count in; the same as an engine was given."""
    rows = held.record.con.execute(
        f"SELECT d.document_id, {WORDS} FROM document d WHERE d.document_id IN (SELECT unnest(?))",
        [ids],
    ).fetchall()
    return {row[0]: row[1] for row in rows}
