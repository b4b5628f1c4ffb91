"""What a camp's outlets think of each state, as far as their own words show it.

Two sources, both outside every quotation: what an outlet itself says of a state (a stance whose
holder is the outlet), and what deeds it tells of the state (what the state does to another or says
of it, friendly or hostile). What is done *to* a state does not count: harm done to it is told
with pity or with relish, and the words do not tell which. A document counts once for a state and
source, by the first it says, so that long articles do not outvote short ones.

An attitude is 2 q - 1, where q is the chance of a friendly mention in a collection that speaks of
states on average evenly: 0 is how the whole press speaks of states on average, and not a zero of
words, since news tells of conflict. It is what the audience is shown, whatever the state deserves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation import states as atlas
from legation.errors import InputError
from legation.narratives.camps import Camps
from legation.narratives.documents import documents
from legation.narratives.mentioning import Rows, inside_of, mentions_of, rows_of
from legation.narratives.pooled import Reals
from legation.narratives.tone import LEVEL_SD, SCALES, SWEEPS, WARMUP, Mentions, Tone, tone
from legation.narratives.voice import voice
from legation.record import Record
from legation.relations import cache
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

#: Fewest documents of a camp from which its attitude to a state is told, and fewest of all outlets
#: together for a state to enter.
LEAST = 5
#: Posterior probability from which an attitude is called favour or disfavour.
SURE = 0.9
SOURCES = ("words", "deeds")
#: Raised when the same mentions would give other attitudes.
VERSION = 1


@dataclass(frozen=True)
class Attitude:
    """What a camp's outlets show of a state.

    Attributes
    ----------
    camp, state
        Name and code.
    documents, outlets, words, deeds
        How many it rests on: documents, their outlets, and mentions by source.
    mean, lo90, hi90
        -1 hostile to 1 friendly; 0 as the press speaks of states on average. None where there is
        too little.
    favour
        Posterior probability that it lies above 0; None as above.
    """

    camp: str
    state: str
    documents: int
    outlets: int
    words: int
    deeds: int
    mean: float | None
    lo90: float | None
    hi90: float | None
    favour: float | None

    @property
    def leaning(self) -> str | None:
        """Give "favoured", "disfavoured", or None where neither is sure."""
        if self.favour is None or max(self.favour, 1 - self.favour) < SURE:
            return None
        return "favoured" if self.favour > 0.5 else "disfavoured"

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        names = ("camp", "state", "documents", "outlets", "words", "deeds", "mean", "lo90", "hi90",
                 "favour", "leaning")  # fmt: skip
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, eq=False)
class Attitudes:
    """Attitudes of all camps to all states of which enough documents speak.

    Attributes
    ----------
    camps, window
        What was asked.
    states
        Codes, sorted.
    draws
        float64[draws, camps, states], camps in `order`; what is not in `known` leans on others.
    known
        Whether a camp has `LEAST` documents on a state, bool[camps, states].
    order
        Place of each camp in the draws.
    tone
        What the model gives; None without any mention.
    left_out
        Mentions that did not enter, by reason.
    """

    camps: Camps
    window: Window
    states: tuple[str, ...]
    draws: Reals
    known: npt.NDArray[np.bool_]
    order: Mapping[str, int]
    tone: Tone | None
    left_out: Mapping[str, int]
    _rows: Rows = field(repr=False)

    def of(self, camp: str, state: str | int) -> Attitude:
        """Give a camp's attitude to a state.

        Raises
        ------
        UnknownNameError, InputError
            If there is no such state or camp.
        """
        rank, code = self._rank(camp), str(atlas.resolve(state))
        chosen = self._rows.of(rank, code)
        words = int((self._rows.source[chosen] == 0).sum())
        counts = (
            len(np.unique(self._rows.document[chosen])),
            len(np.unique(self._rows.outlet[chosen])),
            words,
            int(chosen.sum()) - words,
        )
        at = self._places.get(code)
        if at is None or not self.known[rank, at]:
            return Attitude(camp, code, *counts, None, None, None, None)
        drawn = self.draws[:, rank, at]
        low, high = np.quantile(drawn, [0.05, 0.95])
        above = float((drawn > 0).mean())
        return Attitude(camp, code, *counts, float(drawn.mean()), float(low), float(high), above)

    def known_of(self, camp: str) -> dict[str, Reals]:
        """Give the draws of a camp's attitudes by state, of those that are told."""
        rank = self._rank(camp)
        return {
            code: self.draws[:, rank, at]
            for at, code in enumerate(self.states)
            if self.known[rank, at]
        }

    def frame(self) -> pl.DataFrame:
        """Give one row per camp and state that is told, columns as in `Attitude.to_dict`.

        Camps in the order they were given, the most favoured state first.
        """
        import polars as pl

        rows = [
            self.of(camp, code).to_dict()
            for camp in self.camps.names
            for code in self.known_of(camp)
        ]
        types: dict[str, Any] = {
            "camp": pl.String, "state": pl.String, "documents": pl.Int64, "outlets": pl.Int64,
            "words": pl.Int64, "deeds": pl.Int64, "mean": pl.Float64, "lo90": pl.Float64,
            "hi90": pl.Float64, "favour": pl.Float64, "leaning": pl.String,
        }  # fmt: skip
        place = {name: at for at, name in enumerate(self.camps.names)}
        rows.sort(key=lambda row: (place[row["camp"]], -row["mean"], row["state"]))
        return pl.DataFrame(rows, schema=types)

    def evidence(self, camp: str, state: str | int) -> pl.DataFrame:
        """Give the mentions that an attitude rests on, by day and document.

        Columns: outlet, date, source, sign, text, document_id.
        """
        import polars as pl

        from legation.narratives.perceived import _words

        rows, held = self._rows, self._rows.held
        chosen = np.flatnonzero(rows.of(self._rank(camp), str(atlas.resolve(state))))
        texts = _words(held, sorted({held.ids[d] for d in rows.document[chosen]}))
        found = [
            (
                held.outlets[held.outlet[d]],
                held.date(d),
                SOURCES[rows.source[i]],
                1 if rows.friendly[i] else -1,
                texts[held.ids[d]][slice(*rows.span[i])],
                held.ids[d],
            )
            for i, d in zip(chosen.tolist(), rows.document[chosen].tolist(), strict=True)
        ]
        types: dict[str, Any] = {
            "outlet": pl.String, "date": pl.Date, "source": pl.String, "sign": pl.Int8,
            "text": pl.String, "document_id": pl.String,
        }  # fmt: skip
        return pl.DataFrame(found, schema=types, orient="row").sort("date", "document_id", "source")

    def to_dict(self) -> dict[str, Any]:
        """Give plain values: attitudes by camp and state."""
        found = {
            camp: {code: self.of(camp, code).to_dict() for code in self.known_of(camp)}
            for camp in self.camps.names
        }
        return {"window": str(self.window), "attitudes": found, "left_out": dict(self.left_out)}

    def __str__(self) -> str:
        """Say in a line per camp whom it favours and disfavours."""
        lines = []
        for camp in self.camps.names:
            told = [self.of(camp, code) for code in self.known_of(camp)]
            told.sort(key=lambda one: -abs(one.mean or 0.0))
            parts = [
                f"{way} {', '.join(names)}"
                for way in ("favoured", "disfavoured")
                if (names := [one.state for one in told if one.leaning == way])
            ]
            few = "nothing sure" if told else f"fewer than {LEAST} documents on any state"
            lines.append(f"{camp}: {'; '.join(parts) or few} ({len(told)} states)")
        return "\n".join(lines)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.states)}

    def _rank(self, camp: str) -> int:
        if camp not in self.order:
            raise InputError(f"there is no camp {camp[:40]!r}; there are {', '.join(self.order)}")
        return self.order[camp]


def attitudes(
    record: Record,
    camps: Camps,
    *,
    since: Moment = None,
    until: Moment = None,
    seed: int = 0,
) -> Attitudes:
    """Find what each camp's outlets show of each state.

    Parameters
    ----------
    record
        The record, its documents read (`legation read --store`).
    camps
        The camps.
    since, until
        Days of the documents; those without a day count where neither is given.
    seed
        The same record, camps and seed give the same numbers, in whatever order camps stand and
        whatever they are called.

    Raises
    ------
    InputError
        If no document of the record was read.
    """
    held = documents(record)
    span = window(since, until)
    order = camps.order
    rank = np.array([order[name] for name in camps.names] + [-1], np.int64)
    rows, open_ = rows_of(held, voice(held), rank[held.camp(camps)])
    kept = rows.outlet >= 0
    left_out = {
        "an act whose words leave open who did it": open_,
        "their documents have no outlet": int((~kept).sum()),
    }
    inside = inside_of(held, rows.document, span)
    left_out["outside the window, or without a day"] = int((kept & ~inside).sum())
    rows = rows.keep(kept & inside)
    codes, place = np.unique(rows.state.astype(str), return_inverse=True)
    told = np.unique(np.stack([place, rows.document]), axis=1)
    enough = np.bincount(told[0], minlength=len(codes)) >= LEAST
    left_out[f"fewer than {LEAST} documents speak of the state"] = int((~enough[place]).sum())
    states = tuple(str(code) for code in codes[enough])
    if not states:
        nothing = np.zeros((0, len(camps.camps), 0))
        return Attitudes(
            camps, span, (), nothing, nothing[:0].reshape(len(camps.camps), 0) > 0, order, None,
            left_out, rows,
        )  # fmt: skip
    drawn = _drawn(record, mentions_of(rows.keep(enough[place]), states, len(order)), seed)
    known = np.array(
        [
            [len(np.unique(rows.document[rows.of(camp, code)])) >= LEAST for code in states]
            for camp in range(len(order))
        ]
    )
    # Log odds beside the general level, laid between -1 and 1: 2 / (1 + exp(-x)) - 1.
    scale = np.tanh(drawn.attitude[:, : len(order)] / 2)
    return Attitudes(camps, span, states, scale, known, order, drawn, left_out, rows)


def _drawn(record: Record, mentions: Mentions, seed: int) -> Tone:
    """Draw from the model, or take what was drawn of the same mentions before."""
    arrays = (mentions.friendly, mentions.hostile, mentions.source, mentions.state,
              mentions.outlet, mentions.camp, mentions.year)  # fmt: skip
    content = b"".join(np.asarray(array, np.int64).tobytes() for array in arrays)
    key = {
        "mentions": hashlib.sha256(content).hexdigest(),
        "sizes": [mentions.states, mentions.outlets, mentions.camps, mentions.years],
        "errors": [[list(map(float, row)) for row in errors] for errors in mentions.errors],
        "scales": [LEVEL_SD, SWEEPS, WARMUP, *SCALES.values()],
        "seed": seed,
        "version": VERSION,
    }
    held = cache.cached(record, "narratives-tone", key, lambda: tone(mentions, seed)._asdict())
    return Tone(held["attitude"], held["level"], held["scales"])
