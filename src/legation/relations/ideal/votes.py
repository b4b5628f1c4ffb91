"""Recorded votes of the General Assembly as the arrays that ideal points are estimated from.

One choice of one state in one roll call is one row. Absence is missing, never a choice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError
from legation.record import Record
from legation.relations.agreement import known_topic
from legation.relations.window import Moment, window

if TYPE_CHECKING:
    import polars as pl

IntArray = np.ndarray[Any, np.dtype[np.int32]]
ByteArray = np.ndarray[Any, np.dtype[np.int8]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

#: Order of the choices on the latent scale, see `Votes.choice`.
CHOICES = ("yes", "abstain", "no")

#: Votes on paragraphs and amendments count up to this session, whole texts alone after it.
#: So do the published estimates of Bailey, Strezhnev and Voeten, as the number of votes they
#: give for each state and session shows; see docs/explanation/ideal-points.md.
PARTS_UNTIL = 51

_OPENS = (9, 10)  # month and day from which a year's votes count for its new session


@dataclass(frozen=True, repr=False)
class Votes:
    """Choices of states in roll calls, in order of roll call and state.

    Attributes
    ----------
    states
        Codes; a state stands for its whole line (RUS for the Soviet Union too).
    sessions
        Numbers of the regular sessions, ascending. Votes of special and emergency special
        sessions are in the regular session of their months.
    rollcalls
        Identifiers, by session, day and identifier.
    session
        Of each roll call, the place in `sessions`; int32, ascending.
    date
        Of each roll call, the day; datetime64[D]. Before 1997 only its month can be relied on.
    item
        Of each roll call, the place in `items`; int32. Roll calls on the same text share one.
    items
        Names of the items.
    rollcall, state, choice
        Of each vote, the place in `rollcalls` (int32, ascending) and in `states` (int32), and
        0 yes, 1 abstain, 2 no (int8).
    table
        One row per roll call: rollcall_id, session, date, symbol, title, topics, source_id,
        locator, item.
    left_out
        Roll calls of the record that were not used, by reason.
    filters
        What was asked for beyond the whole record, in words.
    """

    states: tuple[str, ...]
    sessions: tuple[int, ...]
    rollcalls: tuple[str, ...]
    session: IntArray
    date: np.ndarray[Any, Any]
    item: IntArray
    items: tuple[str, ...]
    rollcall: IntArray
    state: IntArray
    choice: ByteArray
    table: pl.DataFrame = field(compare=False)
    left_out: dict[str, int] = field(default_factory=dict)
    filters: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say how much there is, not what."""
        span = f"sessions {self.sessions[0]}-{self.sessions[-1]}"
        return (
            f"Votes({len(self):,} of {len(self.states)} states in {len(self.rollcalls):,} "
            f"roll calls on {len(self.items):,} texts, {span})"
        )

    def __len__(self) -> int:
        """Count the votes."""
        return len(self.choice)

    def counts(self) -> IntArray:
        """Count votes cast by state (rows) and session (columns)."""
        shape = (len(self.states), len(self.sessions))
        cell = self.state.astype(np.int64) * shape[1] + self.session[self.rollcall]
        return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int32)

    def without(self, drop: BoolArray) -> Votes:
        """Leave out single votes, for instance to predict them; roll calls and states stay."""
        keep = ~drop
        return replace(
            self,
            rollcall=self.rollcall[keep],
            state=self.state[keep],
            choice=self.choice[keep],
        )


def vote_matrix(
    record: Record,
    *,
    topic: str | None = None,
    important: bool = False,
    since: Moment = None,
    until: Moment = None,
    parts_until: int = PARTS_UNTIL,
    bridging: str | Path | None = None,
    body: str = "UNGA",
) -> Votes:
    """Read the votes of a record.

    Parameters
    ----------
    record
        The record.
    topic
        Only roll calls of a topic of the record.
    important
        Only roll calls marked important.
    since, until
        Days, months or years, both included.
    parts_until
        Last session of which votes on paragraphs and amendments count.
    bridging
        A table of which roll calls are on the same text, instead of the one that comes with
        the package; see `legation.relations.ideal.bridging`.
    body
        Voting body.

    Returns
    -------
    Votes
        Without roll calls in which all chose the same: they say nothing about who differs.

    Raises
    ------
    InputError
        If no roll call qualifies.
    UnknownNameError
        If the record has no such topic.
    """
    import polars as pl

    from legation.relations.ideal.bridging import items_of

    span = window(since, until)
    where, values, words = "r.body = ? AND r.date BETWEEN ? AND ?", [body, span.start, span.end], []
    if topic is not None:
        where += " AND list_contains(r.topics, ?)"
        values.append(known_topic(record, topic))
        words.append(f"topic {values[-1]}")
    if important:
        where += " AND r.important"
        words.append("marked important")
    if since is not None or until is not None:
        words.append(str(span))
    calls = _rollcalls(record, where, values)
    cast = _cast(record, where, values)
    table, left_out = _usable(calls, cast, parts_until)
    if not len(table):
        raise InputError(
            "no roll call on which states differed"
            + (f" ({', '.join(words)})" if words else "")
            + "; add votes to the record (see: legation sync)"
        )
    table = table.with_columns(items_of(table, bridging)).with_row_index("rollcall")
    place = pl.col("rollcall").cast(pl.Int32)
    cast = (
        cast.join(table.select("rollcall_id", place), on="rollcall_id")
        .with_columns(_line(cast["state"]), _choice())
        .sort("rollcall", "state")
    )
    return _votes(table.drop("rollcall"), cast, left_out, tuple(map(str, words)))


def _rollcalls(record: Record, where: str, values: list[object]) -> pl.DataFrame:
    import polars as pl

    found = record.con.sql(
        f"""SELECT rollcall_id, session, date, symbol, title, topics, source_id, locator,
            coalesce(amendment, false) OR coalesce(paragraph, false) AS part
        FROM rollcall r WHERE {where}""",
        params=values,
    ).to_arrow_table()
    frame = pl.DataFrame(pl.from_arrow(found))
    pairs = zip(frame["session"].to_list(), frame["date"].to_list(), strict=True)
    numbers = [regular_session(session, day) for session, day in pairs]
    return frame.with_columns(pl.Series("session", numbers, dtype=pl.Int32)).sort(
        "session", "date", "rollcall_id"
    )


def _cast(record: Record, where: str, values: list[object]) -> pl.DataFrame:
    import polars as pl

    found = record.con.sql(
        f"""SELECT v.rollcall_id, v.state, v.choice FROM vote v JOIN rollcall r USING (rollcall_id)
        WHERE {where} AND v.choice IN ('yes', 'abstain', 'no')""",
        params=values,
    ).to_arrow_table()
    return pl.DataFrame(pl.from_arrow(found))


def _usable(
    calls: pl.DataFrame, cast: pl.DataFrame, parts_until: int
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Leave out late votes on parts, roll calls without votes and unanimous ones."""
    import polars as pl

    kinds = cast.group_by("rollcall_id").agg(pl.col("choice").n_unique().alias("kinds"))
    calls = calls.join(kinds, on="rollcall_id", how="left", maintain_order="left")
    late = pl.col("part") & (pl.col("session") > parts_until)
    reason = (
        pl.when(late)
        .then(pl.lit("vote on a paragraph or amendment"))
        .when(pl.col("kinds").is_null())
        .then(pl.lit("no single votes"))
        .when(pl.col("kinds") < 2)
        .then(pl.lit("all chose the same"))
        .alias("reason")
    )
    calls = calls.with_columns(reason)
    gone = calls.filter(pl.col("reason").is_not_null()).group_by("reason").len().sort("reason")
    left_out: dict[str, int] = dict(gone.iter_rows())
    return calls.filter(pl.col("reason").is_null()).drop("reason", "kinds"), left_out


def _line(codes: pl.Series) -> pl.Expr:
    """Replace a state by the last of its line."""
    import polars as pl

    last = {code: str(states.lineage(code)[-1][0]) for code in codes.unique().to_list()}
    return pl.col("state").replace_strict(last, return_dtype=pl.String)


def _choice() -> pl.Expr:
    import polars as pl

    return pl.col("choice").replace_strict(
        {name: place for place, name in enumerate(CHOICES)}, return_dtype=pl.Int8
    )


def _votes(
    table: pl.DataFrame, cast: pl.DataFrame, left_out: dict[str, int], words: tuple[str, ...]
) -> Votes:
    codes = sorted(cast["state"].unique().to_list())
    sessions = sorted(table["session"].unique().to_list())
    items = list(dict.fromkeys(table["item"].to_list()))
    at = {name: place for place, name in enumerate(items)}
    session = np.searchsorted(sessions, table["session"].to_numpy()).astype(np.int32)
    return Votes(
        states=tuple(codes),
        sessions=tuple(sessions),
        rollcalls=tuple(table["rollcall_id"].to_list()),
        session=session,
        date=table["date"].to_numpy().astype("datetime64[D]"),
        item=np.array([at[name] for name in table["item"].to_list()], dtype=np.int32),
        items=tuple(items),
        rollcall=cast["rollcall"].to_numpy().astype(np.int32),
        state=np.searchsorted(codes, cast["state"].to_numpy().astype(str)).astype(np.int32),
        choice=cast["choice"].to_numpy().astype(np.int8),
        table=table,
        left_out=left_out,
        filters=words,
    )


def regular_session(session: str | None, day: dt.date) -> int:
    """Give the number of the regular session a roll call is counted in.

    Parameters
    ----------
    session
        As the record has it: "77", or "ES-11", "S-32" for emergency special and special
        sessions; None where it is not known.
    day
        Day of the vote.

    Notes
    -----
    Since 1952 regular sessions have opened between 5 and 24 September; a vote of another
    session from 10 September on counts for the regular one of that autumn.

    Examples
    --------
    >>> regular_session("77", dt.date(2022, 11, 3))
    77
    >>> regular_session("ES-11", dt.date(2022, 3, 2)), regular_session(None, dt.date(2022, 10, 12))
    (76, 77)
    """
    if session is not None and session.isdigit():
        return int(session)
    autumn = (day.month, day.day) >= _OPENS
    return max(day.year - (1945 if autumn else 1946), 1)
