"""How often two states chose the same in recorded votes, with n, an interval and the rows.

Roll calls are not a random sample: the Assembly votes on some texts every year and its agenda
is chosen. The interval says how far the share could lie from the propensity to agree if roll
calls like these were drawn independently; it is no statement about votes of another kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from legation import states
from legation.errors import InputError, UnknownNameError
from legation.record import Record
from legation.relations.measures import CHOICES, METHODS, Table, measure, tabulate
from legation.relations.results import Agreement, AgreementSeries
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


def agreement(
    record: Record,
    a: str | int,
    b: str | int,
    *,
    start: Moment = None,
    end: Moment = None,
    method: str = "plain",
    topic: str | None = None,
    directed_at: str | None = None,
    important: bool = False,
    whole_texts: bool = False,
    body: str = "UNGA",
    succession: str = "continue",
    level: float = 0.9,
) -> Agreement:
    """Agreement of two states over the roll calls on which both took part.

    Parameters
    ----------
    record
        The record.
    a, b
        States by any name or code.
    start, end
        Window, both ends included; see `legation.relations.window`.
    method
        `plain`: same choice among yes, no and abstain. `yes_no`: only roll calls on which
        both voted yes or no. `half`: an abstention against a vote counts one half.
        `pi`, `kappa`: corrected for chance.
    topic
        Only roll calls of a topic of the record.
    directed_at
        Only roll calls on texts directed at this state.
    important
        Only roll calls marked important.
    whole_texts
        Leave out votes on paragraphs and amendments.
    body
        Voting body.
    succession
        `continue`: a state goes on in its successor (Soviet Union, Russia), and is named as
        what it was in the window; `separate`: it does not.
    level
        Probability that the interval holds.

    Returns
    -------
    Agreement
        With `share` None and n 0 where no roll call qualifies.

    Raises
    ------
    InputError, UnknownNameError
        If the question makes no sense: one state twice, an unknown name, method or topic.

    Examples
    --------
    >>> agreement(record, "RUS", "ISR", start=2020, end=2025).same  # doctest: +SKIP
    120
    """
    import polars as pl

    _check(method, level, succession)
    span = window(start, end)
    first, second = _pair(a, b, span, succession)
    where, values, words = _filters(record, topic, directed_at, important, whole_texts, body)
    found = record.con.sql(
        f"""SELECT r.rollcall_id, r.date, r.session, r.title, va.choice AS choice_a,
            vb.choice AS choice_b, va.choice = vb.choice AS same, r.topics, r.targets,
            va.source_id, r.locator
        FROM vote va JOIN vote vb USING (rollcall_id) JOIN rollcall r USING (rollcall_id)
        WHERE va.state IN (SELECT unnest(?)) AND vb.state IN (SELECT unnest(?))
            AND {_takes_part(method, "va")} AND {_takes_part(method, "vb")}
            AND r.date BETWEEN ? AND ? {where}
        ORDER BY r.date DESC, r.rollcall_id""",
        params=[
            _codes(first, succession),
            _codes(second, succession),
            span.start,
            span.end,
            *values,
        ],
    ).to_arrow_table()
    rows = pl.DataFrame(pl.from_arrow(found))
    table = tabulate(rows["choice_a"].to_list(), rows["choice_b"].to_list())
    return _result(first, second, span, method, level, table, words, rows)


def agreement_series(
    record: Record,
    a: str | int,
    b: str | int,
    *,
    start: Moment = None,
    end: Moment = None,
    by: str = "year",
    **options: Any,
) -> AgreementSeries:
    """Agreement of a pair by year or by session; parameters as for `agreement`.

    Periods in which both took part in no roll call are left out.
    """
    import polars as pl

    if by not in ("year", "session"):
        raise InputError(f"agreement goes by 'year' or 'session', not by '{by[:40]}'")
    whole = agreement(record, a, b, start=start, end=end, **options)
    key = pl.col("date").dt.year().cast(pl.String) if by == "year" else pl.col("session")
    groups = whole.evidence().with_columns(
        key.alias("period"), pl.col("date").min().over(key).alias("at")
    )
    periods, values = [], []
    for (_, period), rows in groups.sort("at").group_by(["at", "period"], maintain_order=True):
        rows = rows.drop("period", "at").sort("date", "rollcall_id", descending=[True, False])
        table = tabulate(rows["choice_a"].to_list(), rows["choice_b"].to_list())
        first, last = rows["date"].min(), rows["date"].max()
        span = window(str(period), str(period)) if by == "year" else window(first, last)  # type: ignore[arg-type]
        periods.append(str(period))
        values.append(
            _result(whole.a, whole.b, span, whole.method, whole.level, table, whole.filters, rows)
        )
    return AgreementSeries(whole.a, whole.b, by, tuple(periods), tuple(values))


def agreement_with_all(
    record: Record,
    a: str | int,
    *,
    start: Moment = None,
    end: Moment = None,
    method: str = "plain",
    succession: str = "continue",
    body: str = "UNGA",
    level: float = 0.9,
) -> dict[str, Agreement]:
    """Agreement of one state with every other, by code; results carry no rows."""
    _check(method, level, succession)
    state = states.resolve(a)
    span = window(start, end)
    own = _codes(state, succession)
    cells = record.con.execute(
        f"""SELECT vb.state, va.choice, vb.choice, count(*)
        FROM vote va JOIN vote vb USING (rollcall_id) JOIN rollcall r USING (rollcall_id)
        WHERE va.state IN (SELECT unnest(?)) AND vb.state NOT IN (SELECT unnest(?))
            AND {_takes_part(method, "va")} AND {_takes_part(method, "vb")}
            AND r.date BETWEEN ? AND ? AND r.body = ?
        GROUP BY ALL ORDER BY ALL""",
        [own, own, span.start, span.end, body],
    ).fetchall()
    tables: dict[str, Table] = {}
    for code, choice_a, choice_b, count in cells:
        other = str(states.lineage(code)[-1][0]) if succession == "continue" else code
        table = tables.setdefault(other, np.zeros((3, 3)))
        table[CHOICES.index(choice_a), CHOICES.index(choice_b)] += count
    return {
        code: _result(state, states.resolve(code), span, method, level, table, (), None)
        for code, table in sorted(tables.items())
    }


def _check(method: str, level: float, succession: str) -> None:
    if method not in METHODS:
        raise UnknownNameError(f"no method '{method[:40]}'; there are {', '.join(METHODS)}")
    if not 0 < level < 1:
        raise InputError(f"the level of an interval lies between 0 and 1, not at {level}")
    if succession not in ("continue", "separate"):
        raise InputError(f"succession is 'continue' or 'separate', not '{succession[:40]}'")


def _pair(
    a: str | int, b: str | int, span: Window, succession: str
) -> tuple[states.State, states.State]:
    """Resolve two states that are not one, each under the name it bears in the window."""
    first, second = states.resolve(a), states.resolve(b)
    if first == second:
        raise InputError(f"a relation takes two states; {first.name} was given twice")
    if set(_codes(first, succession)) & set(_codes(second, succession)):
        raise InputError(
            f"{first.name} and {second.name} continue each other; a relation takes two states "
            "(or ask with succession='separate')"
        )
    if succession == "separate":
        return first, second
    return _named(first, span), _named(second, span)


def _named(state: states.State, span: Window) -> states.State:
    """Give the state of a line that bears its votes where the one asked for bears none.

    Votes of 2020 asked for as the Soviet Union's are shown as Russia's.
    """
    eras = states.lineage(state)
    inside = [
        era
        for era, start, end in eras
        if (start is None or start <= span.end) and (end is None or end >= span.start)
    ]
    return state if state in inside or not inside else inside[-1]


def _codes(state: states.State, succession: str) -> list[str]:
    if succession == "separate":
        return [str(state)]
    return [str(part) for part, _, _ in states.lineage(state)]


def _takes_part(method: str, vote: str) -> str:
    choices = "'yes', 'no'" if method == "yes_no" else "'yes', 'no', 'abstain'"
    return f"{vote}.choice IN ({choices})"


def _filters(
    record: Record,
    topic: str | None,
    directed_at: str | None,
    important: bool,
    whole_texts: bool,
    body: str,
) -> tuple[str, list[object], tuple[str, ...]]:
    """Give conditions, their values, and the same in words."""
    where, values, words = "AND r.body = ?", [body], []
    if topic is not None:
        where += " AND list_contains(r.topics, ?)"
        values.append(known_topic(record, topic))
        words.append(f"topic {values[-1]}")
    if directed_at is not None:
        target = states.resolve(directed_at)
        where += " AND list_has_any(r.targets, ?)"
        values.append(_codes(target, "continue"))  # type: ignore[arg-type]
        words.append(f"directed at {target.name}")
    if important:
        where += " AND r.important"
        words.append("marked important")
    if whole_texts:
        where += " AND NOT coalesce(r.amendment, false) AND NOT coalesce(r.paragraph, false)"
        words.append("whole texts only")
    return where, list(values), tuple(words)


def known_topic(record: Record, topic: str) -> str:
    """Spell a topic as the record does, or raise with the topics there are."""
    rows = record.con.execute("SELECT DISTINCT unnest(topics) AS t FROM rollcall ORDER BY t")
    have = [row[0] for row in rows.fetchall()]
    for name in have:
        if name.lower() == topic.lower():
            return str(name)
    raise UnknownNameError(f"no topic '{topic[:60]}'; this record has {', '.join(have) or 'none'}")


def _result(
    a: states.State,
    b: states.State,
    span: Window,
    method: str,
    level: float,
    table: Table,
    words: tuple[str, ...],
    rows: pl.DataFrame | None,
) -> Agreement:
    share, interval = measure(table, method, level)
    counts = tuple(tuple(int(c) for c in row) for row in table)
    n, same = int(table.sum()), int(np.trace(table))
    return Agreement(a, b, span, method, share, n, same, interval, level, counts, words, rows)
