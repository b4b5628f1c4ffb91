"""The relation of two states as a camp tells it, held against the record.

What a camp's outlets say themselves (`legation.narratives.voice`) is scored on the Goldstein scale,
corrected for how the reader errs (`confusion`), and compared with the record's level of the same
months by the pooled model of `pooled`. Each number rests on documents that can be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation import states
from legation.errors import InputError
from legation.narratives.camps import Camps
from legation.narratives.confusion import scores
from legation.narratives.documents import NO_DAY, Documents, Ints, day_number, documents
from legation.narratives.levels import Levels, levels_of
from legation.narratives.pooled import Cells, Posterior, Reals, posterior
from legation.narratives.voice import CLASSES, Voice, voice
from legation.record import Record
from legation.relations.window import FIRST, LAST, Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

#: Fewest documents of a camp from which its picture of a pair is told.
LEAST = 5
#: Fewest documents about a pair, of all outlets together, for it to enter the model.
_ANY = 2
#: Half width of a 90 % interval that is worth telling, in points of the Goldstein scale: the
#: distance between talk that is friendly and talk that is neutral.
WIDTH = 1.5

Progress = Any


@dataclass(frozen=True)
class Told:
    """How a camp tells of a pair.

    Attributes
    ----------
    camp
        Name.
    documents, outlets, sentences
        How many it rests on.
    delta, lo90, hi90
        The camp's picture less the record, on the Goldstein scale; None where there is too little.
    sign_probability
        Posterior probability that the picture is on that side of the record; None as above.
    more
        Documents still needed for an interval of `WIDTH`; 0 where there are enough, None where
        documents of the same outlets would not do.
    """

    camp: str
    documents: int
    outlets: int
    sentences: int
    delta: float | None
    lo90: float | None
    hi90: float | None
    sign_probability: float | None
    more: int | None

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "delta": self.delta,
            "lo90": self.lo90,
            "hi90": self.hi90,
            "documents": self.documents,
            "outlets": self.outlets,
            "sentences": self.sentences,
            "sign_probability": self.sign_probability,
            "more": self.more,
        }


@dataclass(frozen=True, eq=False)
class Comparison:
    """A pair as the record has it, and as each camp tells it.

    Attributes
    ----------
    pair
        Codes of the two states.
    record
        Mean, lower and upper bound of the record over the months told of; None without an index.
    camps
        By name, in the order of the camps.
    tone
        What all documents alike add to the record, mean and 90 % interval: it is in no delta.
    notes
        What was left out, and why.
    """

    pair: tuple[str, str]
    record: tuple[float, float, float] | None
    camps: Mapping[str, Told]
    tone: tuple[float, float, float] | None
    window: Window
    notes: tuple[str, ...]
    perceived: Perceived = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("mean", "lo90", "hi90")
        return {
            "pair": list(self.pair),
            "window": str(self.window),
            "record": dict(zip(names, self.record or (None,) * 3, strict=True)),
            "camps": {name: told.to_dict() for name, told in self.camps.items()},
            "tone": dict(zip(names, self.tone or (None,) * 3, strict=True)),
            "notes": list(self.notes),
        }

    def evidence(self) -> pl.DataFrame:
        """Give one row per sentence that the comparison rests on; see `Perceived.evidence`."""
        return self.perceived.evidence(self.pair)

    def __str__(self) -> str:
        """Say it in one line."""
        parts = []
        for name, told in self.camps.items():
            if told.delta is None:
                parts.append(f"{name}: too little ({told.documents} documents)")
            else:
                parts.append(f"{name} {told.delta:+.1f} ({told.lo90:+.1f} to {told.hi90:+.1f})")
        return f"{' and '.join(self.pair)}: {'; '.join(parts)}"


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
    pairs: tuple[tuple[str, str], ...]
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
        pair = _pair(a, b)
        notes = tuple(f"{n} rows left out: {why}" for why, n in self.left_out.items() if n)
        told = {name: self._told(name, pair) for name in self.camps.names}
        if self.draws is None or pair not in self._places:
            why = self.levels.missing.get(pair) or f"fewer than {_ANY} documents tell of this pair"
            return Comparison(pair, None, told, None, self.window, (*notes, why), self)
        tone = self.draws.tone
        return Comparison(
            pair, self.levels.told(pair, self._months(pair)), told,
            (float(tone.mean()), *_bounds(tone)), self.window, notes, self,
        )  # fmt: skip

    def delta(self, camp: str, a: str, b: str) -> Reals | None:
        """Give draws of a camp's picture of a pair less the record, None where it is unknown."""
        place = self._places.get(_pair(a, b))
        if self.draws is None or place is None:
            return None
        return self.draws.delta[:, self.order[camp], place]

    def evidence(self, pair: tuple[str, str]) -> pl.DataFrame:
        """Give the sentences that tell of a pair, in the order of days and documents.

        Columns: camp (null for outlets of none), outlet, date, actor, target, class, text,
        document_id, event_id.
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
                "document_id": held.ids[d],
                "event_id": self.rows.event[i],
            }
            for i, d in zip(chosen.tolist(), self.rows.document[chosen].tolist(), strict=True)
        ]
        schema = ("camp", "outlet", "date", "actor", "target", "class", "text", "document_id",
                  "event_id")  # fmt: skip
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
        draws = self.delta(name, *pair)
        if draws is None or self.draws is None:
            return Told(name, *counts, None, None, None, None, None)
        more = self._more(len(told), draws)
        if len(told) < LEAST:
            return Told(name, *counts, None, None, None, None, more)
        above = float((draws > 0).mean())
        return Told(
            name, *counts, float(draws.mean()), *_bounds(draws), max(above, 1 - above), more
        )

    def _more(self, n: int, draws: Reals) -> int | None:
        """Count the documents still needed for an interval of `WIDTH`.

        One document more adds the precision that a document of this collection has; what outlets
        and the record leave open is not mended by documents.
        """
        assert self.draws is not None
        assert self.cells is not None
        wanted = (WIDTH / 1.645) ** 2
        now = float(draws.var())
        if now <= wanted:
            return 0
        _, pair, outlet, document, score = (self.draws.scales**2).mean(axis=0)
        each = document + score / self.cells.classes.sum(axis=1).mean()
        left = 1 / (1 / pair + n / each)  # what is open about the pair alone, with n documents
        floor = max(now - left, 0.0)
        if wanted <= floor + 0.02 * outlet:
            return None
        return max(1, int(np.ceil(each * (1 / (wanted - floor) - 1 / pair))) - n)


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
    # Sorted by what they hold, so that neither names nor places of camps matter.
    ranked = sorted(camps.camps, key=lambda camp: sorted(str(o) for o in camp.outlets))
    order = {camp.name: at for at, camp in enumerate(ranked)}
    rank = np.array([order[name] for name in camps.names] + [-1], np.int32)
    of_document = rank[held.camp(camps)]
    dated = held.day[rows.document] != NO_DAY
    inside = dated & _within(held, rows, span)
    pairs, row_pair = _pairs(rows, inside)
    levels = levels_of(record, pairs, progress=progress)
    value = np.full(len(rows), np.nan)
    for at in np.flatnonzero(inside & (row_pair >= 0)):
        actor, target = rows.states[rows.actor[at]], rows.states[rows.target[at]]
        value[at] = levels.mean(actor, target, int(held.month[rows.document[at]]))
    entered = inside & (row_pair >= 0) & np.isfinite(value) & (held.outlet[rows.document] >= 0)
    left_out = {
        "their documents have no day": int((~dated).sum()),
        f"too few documents (fewer than {_ANY}) tell of the pair": int(
            (inside & (row_pair < 0)).sum()
        ),
        "the record has no level of the pair in that month": int(
            (inside & (row_pair >= 0) & ~np.isfinite(value)).sum()
        ),
    }
    row_camp = of_document[rows.document]
    cells = _cells(rows, entered, row_camp, row_pair, value, levels, pairs, len(ranked))
    draws = None if cells is None else posterior(cells, scores, seed)
    return Perceived(
        camps, span, pairs, rows, row_camp, row_pair, entered, levels, cells, draws, order, left_out
    )


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
    if isinstance(pair, str) or len(pair) != 2:
        raise InputError("a pair is two states, such as ('Russia', 'Israel')")
    a, b = _pair(*pair)
    found = perceive(record, camps, since=since, until=until, seed=seed, progress=progress)
    return found.of(a, b)


def _pair(a: str | int, b: str | int) -> tuple[str, str]:
    one, two = sorted((str(states.resolve(a)), str(states.resolve(b))))
    if one == two:
        raise InputError(f"a pair needs two states; '{a}' and '{b}' are both {one}")
    return one, two


def _bounds(draws: Reals) -> tuple[float, float]:
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(low), float(high)


def _within(held: Documents, rows: Voice, span: Window) -> npt.NDArray[np.bool_]:
    days = held.day[rows.document]
    inside = np.ones(len(rows), bool)
    if span.start != FIRST:
        inside &= days >= day_number(span.start)
    if span.end != LAST:
        inside &= days <= day_number(span.end)
    return inside


def _pairs(rows: Voice, inside: npt.NDArray[np.bool_]) -> tuple[tuple[tuple[str, str], ...], Ints]:
    """Give the pairs that enough documents tell of, and the place of each row's pair or -1."""
    low, high = np.minimum(rows.actor, rows.target), np.maximum(rows.actor, rows.target)
    key = low.astype(np.int64) * len(rows.states) + high
    told = np.unique(np.stack([key[inside], rows.document[inside]]), axis=1)
    keys, counts = np.unique(told[0], return_counts=True)
    keys = keys[counts >= _ANY]
    place = np.searchsorted(keys, key)
    known = np.isin(key, keys)
    names = tuple(
        (rows.states[int(k) // len(rows.states)], rows.states[int(k) % len(rows.states)])
        for k in keys
    )
    return names, np.where(known, place, -1).astype(np.int32)


def _cells(
    rows: Voice,
    entered: npt.NDArray[np.bool_],
    row_camp: Ints,
    row_pair: Ints,
    value: Reals,
    levels: Levels,
    pairs: tuple[tuple[str, str], ...],
    camps: int,
) -> Cells | None:
    """Sum the rows that entered by document and pair."""
    if not entered.any():
        return None
    document, pair = rows.document[entered], row_pair[entered]
    keys, cell = np.unique(document.astype(np.int64) * len(pairs) + pair, return_inverse=True)
    classes = np.zeros((len(keys), len(CLASSES)))
    np.add.at(classes, (cell, rows.kind[entered]), 1)
    held = rows.held
    documents_, places = keys // len(pairs), (keys % len(pairs)).astype(np.intp)
    outlets, outlet = np.unique(held.outlet[documents_], return_inverse=True)
    mean = np.bincount(cell, value[entered]) / classes.sum(axis=1)
    camp = np.full(len(held), -1, np.intp)
    camp[document] = row_camp[entered]
    of_cell = camp[documents_]
    months = held.month[documents_]
    spread = np.array(
        [levels.sd(names, months[places == at]) for at, names in enumerate(pairs)], np.float64
    )
    return Cells(
        classes, mean, np.where(of_cell < 0, camps, of_cell), places, outlet.astype(np.intp),
        spread, camps + 1, len(pairs), len(outlets),
    )  # fmt: skip


def _words(held: Documents, ids: list[str]) -> dict[str, str]:
    """Give the words of documents that spans count in; the same as an engine was given."""
    rows = held.record.con.execute(
        "SELECT document_id, CASE WHEN kind = 'headline' THEN coalesce(title, text) "
        "ELSE coalesce(text, title) END FROM document WHERE document_id IN (SELECT unnest(?))",
        [ids],
    ).fetchall()
    return {row[0]: row[1] for row in rows}
