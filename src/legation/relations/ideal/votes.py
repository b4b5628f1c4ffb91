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

#: A session with fewer roll calls than this cannot order its states. It leaves out the
#: nineteenth, which avoided votes and took one.
FEWEST_IN_SESSION = 2

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
        One row per roll call: rollcall_id, session, date, symbol, title, subjects, topics,
        source_id, locator, part (vote on a paragraph or amendment), item.
    left_out
        Roll calls of the record that were not used, by reason.
    filters
        What was asked for beyond the whole record, in words.
    asked
        The arguments of `vote_matrix`, so that it can be asked again.
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
    asked: dict[str, Any] = field(default_factory=dict, compare=False)

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
        Which roll calls are on the same text: None for the table that comes with the package,
        "derived" or "none", or the path of a table; see `legation.relations.ideal.bridging`.
    body
        Voting body.

    Returns
    -------
    Votes
        Without roll calls in which all chose the same: they say nothing about who differs.

    Raises
    ------
    InputError
        If no roll call qualifies, or the table cannot be read.
    UnknownNameError
        If the record has no such topic.
    """
    import polars as pl

    from legation.relations.ideal.bridging import items_of

    asked = {
        "topic": topic, "important": important, "since": since, "until": until,
        "parts_until": parts_until, "bridging": bridging, "body": body,
    }  # fmt: skip
    where, values, words = _condition(record, topic, important, since, until, body)
    calls = _rollcalls(record, where, values)
    codes, rows = _cast(record, where, values)
    counts = np.bincount(rows[0] * 3 + rows[2], minlength=3 * len(calls)).reshape(-1, 3)
    calls, left_out = _usable(calls.with_columns(kinds=(counts > 0).sum(1)), parts_until)
    if not len(calls):
        raise InputError(
            "no roll call on which states differed"
            + (f" ({', '.join(words)})" if words else "")
            + "; add votes to the record (see: legation sync)"
        )
    place = np.full(len(counts), -1, dtype=np.int32)
    place[calls["place"].to_numpy()] = np.arange(len(calls))
    votes = _votes(calls.drop("place"), codes, _placed(codes, rows, place))
    items, item = items_of(votes, bridging)
    return replace(
        votes,
        item=item,
        items=items,
        table=votes.table.with_columns(pl.Series("item", [items[i] for i in item])),
        left_out=left_out,
        filters=words,
        asked=asked,
    )


Rows = tuple[IntArray, IntArray, ByteArray]


def _condition(
    record: Record,
    topic: str | None,
    important: bool,
    since: Moment,
    until: Moment,
    body: str,
) -> tuple[str, list[object], tuple[str, ...]]:
    """Give conditions on roll calls, their values, and the same in words."""
    span = window(since, until)
    where, words = "r.body = ? AND r.date BETWEEN ? AND ?", []
    values: list[object] = [body, span.start, span.end]
    if topic is not None:
        name = known_topic(record, topic)
        where += " AND list_contains(r.topics, ?)"
        values.append(name)
        words.append(f"topic {name}")
    if important:
        where += " AND r.important"
        words.append("marked important")
    if since is not None or until is not None:
        words.append(str(span))
    return where, values, tuple(words)


def _rollcalls(record: Record, where: str, values: list[object]) -> pl.DataFrame:
    """Read roll calls by identifier; `place` numbers them in that order."""
    import polars as pl

    found = record.con.sql(
        f"""SELECT rollcall_id, session, date, symbol, title, subjects, topics, source_id, locator,
            coalesce(amendment, false) OR coalesce(paragraph, false) AS part
        FROM rollcall r WHERE {where} ORDER BY rollcall_id""",
        params=values,
    ).to_arrow_table()
    frame = pl.DataFrame(pl.from_arrow(found)).with_row_index("place")
    pairs = zip(frame["session"].to_list(), frame["date"].to_list(), strict=True)
    numbers = [regular_session(session, day) for session, day in pairs]
    return frame.with_columns(pl.Series("session", numbers, dtype=pl.Int32))


def _cast(record: Record, where: str, values: list[object]) -> tuple[list[str], Rows]:
    """Read states, and of each vote the places of its roll call and state, and its choice."""
    found = record.con.sql("SELECT DISTINCT state FROM vote ORDER BY state").fetchall()
    codes = [str(row[0]) for row in found]
    rows = record.con.sql(
        f"""WITH call AS (
            SELECT rollcall_id, (row_number() OVER (ORDER BY rollcall_id) - 1)::INTEGER AS place
            FROM rollcall r WHERE {where}
        ), one AS (
            SELECT state, (row_number() OVER (ORDER BY state) - 1)::INTEGER AS code
            FROM (SELECT DISTINCT state FROM vote)
        )
        SELECT place, code, CASE choice WHEN 'yes' THEN 0 WHEN 'abstain' THEN 1 ELSE 2 END::TINYINT
            AS choice
        FROM vote JOIN call USING (rollcall_id) JOIN one USING (state)
        WHERE choice IN ('yes', 'abstain', 'no')""",
        params=values,
    ).fetchnumpy()
    return codes, (rows["place"], rows["code"], rows["choice"])


def _usable(calls: pl.DataFrame, parts_until: int) -> tuple[pl.DataFrame, dict[str, int]]:
    """Leave out roll calls that say nothing, and count them by reason."""
    import polars as pl

    late = pl.col("part") & (pl.col("session") > parts_until)
    reason = (
        pl.when(late)
        .then(pl.lit("vote on a paragraph or amendment"))
        .when(pl.col("kinds") == 0)
        .then(pl.lit("no single votes"))
        .when(pl.col("kinds") < 2)
        .then(pl.lit("all chose the same"))
    )
    calls = calls.with_columns(reason.alias("reason"))
    left = pl.col("reason").is_null().sum().over("session")
    alone = pl.lit("too few roll calls in the session")
    calls = calls.with_columns(
        pl.when(pl.col("reason").is_null() & (left < FEWEST_IN_SESSION))
        .then(alone)
        .otherwise(pl.col("reason"))
        .alias("reason")
    )
    gone = calls.filter(pl.col("reason").is_not_null()).group_by("reason").len().sort("reason")
    kept = calls.filter(pl.col("reason").is_null()).sort("session", "date", "rollcall_id")
    return kept.drop("reason", "kinds"), dict(gone.iter_rows())


def _placed(codes: list[str], rows: Rows, place: IntArray) -> Rows:
    """Keep the votes of roll calls in use, with new places and states by line, in order."""
    last = [str(states.lineage(code)[-1][0]) for code in codes]
    lines = sorted(set(last))
    line = np.array([lines.index(code) for code in last], dtype=np.int32)
    rollcall, state, choice = place[rows[0]], line[rows[1]], rows[2]
    kept = rollcall >= 0
    rollcall, state, choice = rollcall[kept], state[kept], choice[kept]
    order = np.argsort(rollcall.astype(np.int64) * len(lines) + state, kind="stable")
    return rollcall[order], state[order], choice[order].astype(np.int8)


def _votes(table: pl.DataFrame, codes: list[str], rows: Rows) -> Votes:
    lines = sorted({str(states.lineage(code)[-1][0]) for code in codes})
    voting, state = np.unique(rows[1], return_inverse=True)
    sessions = sorted(table["session"].unique().to_list())
    names = tuple(table["rollcall_id"].to_list())
    return Votes(
        states=tuple(lines[i] for i in voting),
        sessions=tuple(sessions),
        rollcalls=names,
        session=np.searchsorted(sessions, table["session"].to_numpy()).astype(np.int32),
        date=table["date"].to_numpy().astype("datetime64[D]"),
        item=np.arange(len(names), dtype=np.int32),
        items=names,
        rollcall=rows[0],
        state=state.astype(np.int32),
        choice=rows[2],
        table=table,
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
