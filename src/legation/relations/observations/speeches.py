"""How much states speak of each other in the General Debate of the United Nations.

The value is the square root of the share of a speech's sentences that name the other state; the
root because it makes the noise of a share that is mostly near 0 the same everywhere, about
1 / (4 n) for a speech of n sentences. A speech that does not name a state that exists is an
observation of 0.

States name whom they quarrel with more than whom they are at peace with, but they also name
friends and mediators: theory gives the loading no sign. A count of friendly and hostile words
around the names was tried and left out, see docs/explanation/observations.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from legation import states
from legation.record import Record
from legation.relations.observations.base import (
    FIRST_MONTH,
    Array,
    Scope,
    Source,
    codes,
    line,
    month_sql,
)
from legation.relations.observations.ledger import table

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

_QUOTED = 3
_QUOTE = 160


def _speeches(record: Record, scope: Scope) -> pl.DataFrame:
    return table(
        record,
        f"""SELECT {line("state")} AS actor, "date", {month_sql('"date"')} AS month,
            year("date") AS y, text, locator, source_id, document_id AS row_id
        FROM document WHERE kind = 'speech' AND outlet = 'UN General Assembly'
            AND state IS NOT NULL AND text IS NOT NULL AND "date" >= DATE '1946-01-01'
            {scope.cut('"date"')}{scope.among("state")} ORDER BY document_id""",
    )


def _observe(record: Record, scope: Scope) -> pl.DataFrame:
    import polars as pl

    from legation.relations.observations.mentions import count

    speeches = _speeches(record, scope)
    found, sentences = count(speeches["text"], speeches["y"].to_numpy())
    place = {code: i for i, code in enumerate(scope.states)}
    actor = np.array([place.get(code, -1) for code in speeches["actor"]], dtype=np.int64)
    month = speeches["month"].to_numpy()
    named = np.zeros((len(speeches), len(place)), dtype=np.int64)
    inside = found.filter(pl.col("state").is_in(list(place)))
    target = np.array([place[code] for code in inside["state"]], dtype=np.int64)
    named[inside["text"].to_numpy(), target] = inside["naming"].to_numpy()
    asked = _asked(scope)
    speech, other = np.nonzero(asked[actor] & scope.alive[:, month - FIRST_MONTH].T)
    kept = (actor[speech] >= 0) & (sentences[speech] > 0)
    speech, other = speech[kept], other[kept]
    code = pl.Series(scope.states, dtype=pl.Enum(codes()))
    one = pl.DataFrame(
        {
            "actor": code.gather(actor[speech]),
            "target": code.gather(other),
            "month": month[speech],
            "value": np.sqrt(named[speech, other] / sentences[speech]),
            "n": sentences[speech].astype(float),
        }
    )
    if not len(one) or not one.select("actor", "month", "target").is_duplicated().any():
        return one
    share = (pl.col("value") * pl.col("n")).sum() / pl.col("n").sum()
    return one.group_by("actor", "target", "month").agg(share.alias("value"), pl.col("n").sum())


def _asked(scope: Scope) -> Array:
    """Bool [states, states]: which pairs are asked for."""
    place = {code: i for i, code in enumerate(scope.states)}
    asked = np.zeros((len(place), len(place)), dtype=bool)
    first, second = (np.array([place[dyad[i]] for dyad in scope.dyads]) for i in (0, 1))
    asked[first, second] = asked[second, first] = True
    return asked


def _rows(
    record: Record, scope: Scope, actor: str, target: str, first: int, last: int
) -> pl.DataFrame:
    import polars as pl

    from legation.relations.observations.mentions import naming

    speeches = _speeches(record, scope.only(actor, target)).filter(
        (pl.col("actor") == actor) & pl.col("month").is_between(first, last)
    )
    found = naming(speeches["text"], speeches["y"].to_numpy(), target)
    sentences = np.array([total for _, total in found], dtype=float)
    hits = np.array([len(quotes) for quotes, _ in found], dtype=float)
    name = states.resolve(target).name
    return speeches.select(
        "month",
        pl.lit("document").alias("table"),
        "locator",
        "date",
        pl.Series(
            "text", [_words(quotes, total, name) for quotes, total in found], dtype=pl.String
        ),
        pl.Series("value", np.sqrt(hits / np.maximum(sentences, 1))),
        pl.Series("share", sentences),
        "source_id",
        "row_id",
    ).with_columns(pl.col("share") / pl.col("share").sum().over("month"))


def _words(quotes: list[str], total: int, name: str) -> str:
    """Say how many sentences name a state, with the first of them."""
    said = " | ".join(quote[:_QUOTE] for quote in quotes[:_QUOTED])
    return f"{len(quotes)} of {total} sentences name {name}" + (f": {said}" if said else "")


SPEECHES = Source(
    "speech_mentions",
    "Mentions in speeches of the General Debate",
    "square root of the share of sentences that name the target",
    _observe,
    _rows,
    use="aside",
    version="1",
)
