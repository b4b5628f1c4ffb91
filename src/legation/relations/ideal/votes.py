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
from legation.relations.window import Moment, Window, window

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
        important, source_id, locator, part (vote on a paragraph or amendment), item.
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
        Only roll calls of a topic of the record, and those on the same text as one of them:
        some sources give no topics.
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
    asked = {
        "topic": topic, "important": important, "since": since, "until": until,
        "parts_until": parts_until, "bridging": bridging, "body": body,
    }  # fmt: skip
    name = None if topic is None else known_topic(record, topic)
    span = window(since, until)
    words = [f"topic {name}"] if name else []
    words += ["marked important"] if important else []
    words += [str(span)] if since is not None or until is not None else []
    calls, codes, rows = _rollcalls(record, body), *_cast(record, body)
    counts = np.bincount(rows[0] * 3 + rows[2], minlength=3 * len(calls)).reshape(-1, 3)
    calls, unused = _usable(calls.with_columns(kinds=(counts > 0).sum(1)), parts_until)
    place = np.full(len(counts), -1, dtype=np.int32)
    place[calls["place"].to_numpy()] = np.arange(len(calls))
    votes = with_items(_votes(calls.drop("place"), codes, _placed(codes, rows, place)), bridging)
    keep = _asked_for(votes.table, name, important, span)
    alone = _alone(votes, keep)
    if not (keep & ~alone).any():
        raise InputError(
            "no roll call on which states differed"
            + (f" ({', '.join(words)})" if words else "")
            + "; add votes to the record (see: legation sync)"
        )
    unused = unused.filter(_asked_for(unused, name, important, span))
    left_out = dict(unused.group_by("reason").len().sort("reason").iter_rows())
    if (few := int((keep & alone).sum())) > 0:
        left_out["too few roll calls in the session"] = few
    kept = votes if (keep & ~alone).all() else restricted(votes, keep & ~alone)
    return replace(kept, left_out=left_out, filters=tuple(words), asked=asked)


def with_items(votes: Votes, bridging: str | Path | None) -> Votes:
    """Give votes of which each roll call is its own item the items of a bridging."""
    import polars as pl

    from legation.relations.ideal.bridging import items_of

    items, item = items_of(votes, bridging)
    names = pl.Series("item", [items[i] for i in item], dtype=pl.String)
    return replace(votes, item=item, items=items, table=votes.table.with_columns(names))


def restricted(votes: Votes, keep: BoolArray) -> Votes:
    """Keep some roll calls, and the states, sessions and items they reach."""
    cast = keep[votes.rollcall]
    called = np.flatnonzero(keep)
    voting, state = np.unique(votes.state[cast], return_inverse=True)
    sitting, session = np.unique(votes.session[called], return_inverse=True)
    used, first = np.unique(votes.item[called], return_index=True)
    by_call = np.argsort(first, kind="stable")  # items in the order of their first roll call
    number = np.empty(len(votes.items), dtype=np.int32)
    number[used[by_call]] = np.arange(len(used))
    return replace(
        votes,
        states=tuple(votes.states[i] for i in voting),
        sessions=tuple(votes.sessions[t] for t in sitting),
        rollcalls=tuple(votes.rollcalls[r] for r in called),
        session=session.astype(np.int32),
        date=votes.date[called],
        item=number[votes.item[called]],
        items=tuple(votes.items[j] for j in used[by_call]),
        rollcall=(np.cumsum(keep) - 1)[votes.rollcall[cast]].astype(np.int32),
        state=state.astype(np.int32),
        choice=votes.choice[cast],
        table=votes.table[called],
    )


Rows = tuple[IntArray, IntArray, ByteArray]


def _asked_for(table: pl.DataFrame, topic: str | None, important: bool, span: Window) -> BoolArray:
    """Tell which roll calls were asked for; a text has its topics in every session."""
    import polars as pl

    mask = pl.col("date").is_between(span.start, span.end)
    if important:
        mask &= pl.col("important").fill_null(False)
    if topic is not None:
        named = pl.col("topics").list.contains(topic)
        mask &= named.any().over("item") if "item" in table.columns else named
    kept: BoolArray = table.select(mask.alias("keep"))["keep"].to_numpy()
    return kept


def _alone(votes: Votes, keep: BoolArray) -> BoolArray:
    """Tell which roll calls lie in a session too small to order its states."""
    left = np.bincount(votes.session[keep], minlength=len(votes.sessions))
    few: BoolArray = (left < FEWEST_IN_SESSION)[votes.session]
    return few


def _rollcalls(record: Record, body: str) -> pl.DataFrame:
    """Read roll calls by identifier; `place` numbers them in that order."""
    import polars as pl

    found = record.con.sql(
        """SELECT rollcall_id, session, date, symbol, title, subjects, topics, source_id, locator,
            important, coalesce(amendment, false) OR coalesce(paragraph, false) AS part
        FROM rollcall WHERE body = ? ORDER BY rollcall_id""",
        params=[body],
    ).to_arrow_table()
    frame = pl.DataFrame(pl.from_arrow(found)).with_row_index("place")
    pairs = zip(frame["session"].to_list(), frame["date"].to_list(), strict=True)
    numbers = [regular_session(session, day) for session, day in pairs]
    return frame.with_columns(pl.Series("session", numbers, dtype=pl.Int32))


def _cast(record: Record, body: str) -> tuple[list[str], Rows]:
    """Read states, and of each vote the places of its roll call and state, and its choice."""
    found = record.con.sql("SELECT DISTINCT state FROM vote ORDER BY state").fetchall()
    codes = [str(row[0]) for row in found]
    rows = record.con.sql(
        """WITH call AS (
            SELECT rollcall_id, (row_number() OVER (ORDER BY rollcall_id) - 1)::INTEGER AS place
            FROM rollcall WHERE body = ?
        ), one AS (
            SELECT state, (row_number() OVER (ORDER BY state) - 1)::INTEGER AS code
            FROM (SELECT DISTINCT state FROM vote)
        )
        SELECT place, code, CASE choice WHEN 'yes' THEN 0 WHEN 'abstain' THEN 1 ELSE 2
            END::TINYINT AS choice
        FROM vote JOIN call USING (rollcall_id) JOIN one USING (state)
        WHERE choice IN ('yes', 'abstain', 'no')""",
        params=[body],
    ).fetchnumpy()
    return codes, (rows["place"], rows["code"], rows["choice"])


def _usable(calls: pl.DataFrame, parts_until: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tell roll calls that say something, in order, from the others with the reason."""
    import polars as pl

    late = pl.col("part") & (pl.col("session") > parts_until)
    reason = (
        pl.when(late)
        .then(pl.lit("vote on a paragraph or amendment"))
        .when(pl.col("kinds") == 0)
        .then(pl.lit("no single votes"))
        .when(pl.col("kinds") < 2)
        .then(pl.lit("all chose the same"))
        .alias("reason")
    )
    calls = calls.with_columns(reason).sort("session", "date", "rollcall_id")
    used = pl.col("reason").is_null()
    return calls.filter(used).drop("reason", "kinds"), calls.filter(~used)


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
