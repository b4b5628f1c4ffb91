"""Which states a text names, sentence by sentence.

Names, official names, former names and demonyms of `legation.states` are looked for as they are
written, the longest first, so that "South Korea" is no "Korea"; each means the state it meant on
the day, and a name that meant several ("Congolese") means none. Seats and persons ("the Kremlin")
are not looked for: they name a government rather than a state.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

import numpy as np

from legation import states
from legation.relations.observations.base import Array

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

#: Phrases that hold a state's name or demonym and do not name the state.
OTHERS = tuple(
    """America|Americas|American States|Central America|Central American|Inter-American
    |Latin America|Latin American|Latin Americans|North America|North American|Pan-American
    |South America|South American|Gulf of Guinea|Gulf of Mexico|Gulf of Oman|Indian Ocean
    |Jordan River|Jordan Valley|River Jordan|Lake Chad|Lake Chad Basin|Mexico City|Panama Canal
    |Persian Gulf|Sea of Japan|South China Sea|East China Sea|Suez""".replace("\n    ", "").split(
        "|"
    )
)
_KINDS = ("former", "un", "variant")
_SHORTEST = 3
_CHUNK = 1000
_SPACES = "[\r\n\t]"


@cache
def names() -> tuple[str, ...]:
    """Everything that is looked for, the longest first."""
    from legation.states import table

    found = {spelling for one in states.all_states() for spelling in _spellings(one)}
    found |= {name.name for name in table.names() if name.kind in _KINDS}
    found |= {name.replace("-", " ") for name in found}
    found |= {name.replace(" ", "-") for name in found if name.count(" ") == 1}
    found |= {name.replace("'", "’") for name in found}
    kept = {name for name in found if len(name) >= _SHORTEST} | set(OTHERS)
    return tuple(sorted(kept, key=lambda name: (-len(name), name)))


def _spellings(state: states.State) -> tuple[str, ...]:
    return (state.name, state.official, *state.demonyms)


@cache
def meant(name: str, year: int) -> str | None:
    """Give the state, last of its line, that a name meant in a year; None if none or several."""
    if name in OTHERS:
        return None
    state = states.find(name, dt.date(year, 9, 30))
    return None if state is None else str(states.lineage(state)[-1][0])


def count(texts: pl.Series, years: Array) -> tuple[pl.DataFrame, Array]:
    """Count the sentences that name each state.

    Parameters
    ----------
    texts
        The texts.
    years
        The year of each.

    Returns
    -------
    frame, int64 [texts]
        `text` (its place), `state` and `naming` (sentences that name it, above 0); and the
        number of sentences of each text.
    """
    import polars as pl

    parts, sentences = [], np.zeros(len(texts), dtype=np.int64)
    for first in range(0, len(texts), _CHUNK):
        part = slice(first, first + _CHUNK)
        found, ends, starts = _find(texts[part], years[part])
        counts = found.unique(("state", "sentence")).group_by("text", "state").len("naming")
        parts.append(counts.with_columns(pl.col("text") + first))
        edges = np.searchsorted(ends, starts)
        sentences[part] = np.diff(edges)
    empty = {"text": pl.Int64, "state": pl.String, "naming": pl.UInt32}
    return pl.concat([pl.DataFrame(schema=empty), *parts]), sentences


def naming(texts: pl.Series, years: Array, state: str) -> list[tuple[list[str], int]]:
    """Give of each text the sentences that name a state, and the number of all its sentences."""
    import polars as pl

    found, ends, starts = _find(texts, years)
    data = _joined(texts)
    begins = np.concatenate([[0], ends[:-1] + 1])
    edges = np.searchsorted(ends, starts)
    quotes: list[list[str]] = [[] for _ in range(len(texts))]
    places = found.filter(pl.col("state") == state).select("text", "sentence").unique()
    for text, at in places.sort("sentence").iter_rows():
        quotes[text].append(data[begins[at] : ends[at] + 1].decode().strip())
    return list(zip(quotes, np.diff(edges).tolist(), strict=True))


def _find(texts: pl.Series, years: Array) -> tuple[pl.DataFrame, Array, Array]:
    """Find every name that stands as a word of its own.

    Returns
    -------
    frame, int64 [sentences], int64 [texts + 1]
        `text`, `state` and `sentence` of each name; where each sentence ends in the joined
        bytes of all texts; and where each text begins in them.
    """
    import polars as pl

    texts = texts.str.replace_all(_SPACES, " ")
    data = np.frombuffer(_joined(texts), dtype=np.uint8)
    starts = np.concatenate([[0], np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64))])
    ends = _ends(data, starts)
    wanted = list(names())
    found = (
        pl.DataFrame(
            {
                "text": np.arange(len(texts)),
                "at": texts.str.find_many(wanted, leftmost=True),
                "name": texts.str.extract_many(wanted, leftmost=True),
            }
        )
        .explode("at", "name")
        .drop_nulls()
    )
    at = starts[found["text"].to_numpy()] + found["at"].to_numpy()
    after = at + found["name"].str.len_bytes().to_numpy()
    alone = ~_letter(data, at - 1, -1) & ~_letter(data, after, 1)
    year = years[found["text"].to_numpy()]
    found = found.select(
        "text",
        pl.Series("state", list(map(meant, found["name"], year.tolist())), dtype=pl.String),
        pl.Series("sentence", np.searchsorted(ends, at)),
    )
    return found.filter(pl.Series(alone)).drop_nulls(), ends, starts


def _joined(texts: pl.Series) -> bytes:
    return "".join(texts.str.replace_all(_SPACES, " ")).encode()


def _ends(data: Array, starts: Array) -> Array:
    """Give where sentences end: at . ! ? before a space unless after a digit, and with a text."""
    marks = np.flatnonzero(np.isin(data[:-1], list(b".!?")))
    digit = (data[marks - 1] >= ord("0")) & (data[marks - 1] <= ord("9"))
    marks = marks[(data[marks + 1] == ord(" ")) & ~digit]
    return np.union1d(marks, starts[1:] - 1)


def _letter(data: Array, at: Array, step: int) -> Array:
    """Tell whether letters or digits stand at some places, seen in the direction of `step`.

    Bytes beyond ASCII are letters, save those of quotes and dashes, which begin with E2.
    """
    inside = (at >= 0) & (at < len(data))
    byte = data[np.clip(at, 0, len(data) - 1)]
    lead = byte if step > 0 else data[np.clip(at - 2, 0, len(data) - 1)]
    plain = np.isin(byte, _LETTERS)
    found: Array = inside & (plain | ((byte >= 0x80) & (lead != 0xE2)))
    return found


_LETTERS = np.frombuffer((ascii_letters + digits).encode(), dtype=np.uint8)
