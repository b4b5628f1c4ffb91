"""Every question the brief asks of the record, in one place.

Each function takes the record and gives plain rows; what they mean is decided elsewhere.
`codes` are the codes under which a state's rows stand, its predecessors' included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from legation.record import Record
from legation.record.schema import STATED

Row = dict[str, Any]
BODY = "UNGA"


def last_days(record: Record) -> Row:
    """Give the last day of a roll call, and the last day of any row that is dated to the day."""
    return record.query(
        f"""SELECT (SELECT max(date) FROM rollcall WHERE body = ?) AS votes,
        greatest((SELECT max(date) FROM rollcall), (SELECT max(date) FROM event WHERE {STATED}),
            (SELECT max(date) FROM score),
            (SELECT max(start) FROM measure WHERE precision = 'day')) AS any_row""",
        [BODY],
    )[0]


def rollcalls(record: Record, until: dt.date) -> list[tuple[Any, ...]]:
    """Give every roll call of the General Assembly up to a day, newest first.

    In order: rollcall_id, date, session, symbol, title, targets, yes, no, abstain, whether it is
    on a part of a text, and whether it is marked important.
    """
    return record.con.execute(
        """SELECT rollcall_id, date, session, symbol, title, targets, yes, no, abstain,
            coalesce(amendment, false) OR coalesce(paragraph, false), coalesce(important, false)
        FROM rollcall WHERE body = ? AND date <= ? ORDER BY date DESC, rollcall_id""",
        [BODY, until],
    ).fetchall()


def choices(record: Record, codes: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give roll call, state and choice of some states."""
    return record.con.execute(
        "SELECT rollcall_id, state, choice FROM vote WHERE state IN (SELECT unnest(?))",
        [list(codes)],
    ).fetchall()


def vote_sources(record: Record) -> set[str]:
    """Give the sources that state a roll call."""
    return {
        row[0]
        for row in record.con.execute("SELECT DISTINCT unnest(sources) FROM rollcall").fetchall()
    }


def standing(
    record: Record, codes: Sequence[str], start: dt.date, end: dt.date
) -> list[tuple[str, int, int, int]]:
    """Give for every other state and year: joint roll calls, and those with the same choice."""
    return record.con.execute(
        """WITH own AS (
            SELECT v.rollcall_id, v.choice, year(r.date) AS year
            FROM vote v JOIN rollcall r USING (rollcall_id)
            WHERE v.state IN (SELECT unnest($codes)) AND v.choice <> 'absent'
                AND r.body = $body AND r.date BETWEEN $start AND $end)
        SELECT v.state, own.year, count(*), count(*) FILTER (WHERE v.choice = own.choice)
        FROM vote v JOIN own USING (rollcall_id)
        WHERE v.choice <> 'absent' AND v.state NOT IN (SELECT unnest($codes))
        GROUP BY 1, 2 ORDER BY 1, 2""",
        {"codes": list(codes), "body": BODY, "start": start, "end": end},
    ).fetchall()


def disagreements(record: Record, codes: Sequence[str]) -> list[Row]:
    """Give the choices of some states on which sources differ."""
    return record.query(
        """SELECT d.rollcall_id, d.state, d.choice, s.name AS source, d.other_choice,
            o.name AS other_source
        FROM disagreement d LEFT JOIN source s ON s.source_id = d.source_id
        LEFT JOIN source o ON o.source_id = d.other_source_id
        WHERE d.state IN (SELECT unnest(?)) ORDER BY ALL""",
        [list(codes)],
    )


def measures(record: Record, codes: Sequence[str], until: dt.date) -> list[Row]:
    """Give every measure between any two of some states that began by a day."""
    return record.query(
        """SELECT m.measure_id, m.kind, m.actor, m.target, coalesce(m.directed, true) AS directed,
            m.start, m."end", m.precision, m.value, m.unit, m.text, m.locator, s.dataset,
            s.name AS source
        FROM measure m JOIN source s USING (source_id)
        WHERE m.actor IN (SELECT unnest($codes)) AND m.target IN (SELECT unnest($codes))
            AND m.start <= $until
        ORDER BY m.kind, m.start, m.measure_id""",
        {"codes": list(codes), "until": until},
    )


def opposed(record: Record, codes: Sequence[str], until: dt.date) -> list[tuple[str, int]]:
    """Give, for every other state, the rows that set it against a state."""
    return record.con.execute(
        """SELECT CASE WHEN actor IN (SELECT unnest($codes)) THEN target ELSE actor END, count(*)
        FROM measure WHERE kind IN ('dispute', 'rivalry', 'sanction', 'designation')
            AND start <= $until
            AND (actor IN (SELECT unnest($codes))) <> (target IN (SELECT unnest($codes)))
        GROUP BY 1 ORDER BY 1""",
        {"codes": list(codes), "until": until},
    ).fetchall()


def measure_extent(record: Record) -> list[Row]:
    """Give, for each kind of measure and dataset, rows and the days they span."""
    return record.query(
        """SELECT m.kind, s.dataset, any_value(s.name) AS source, count(*) AS rows,
            min(m.start) AS first, max(coalesce(m."end", m.start)) AS last
        FROM measure m JOIN source s USING (source_id) GROUP BY 1, 2 ORDER BY 1, 2"""
    )


def arms_totals(record: Record, codes: Sequence[str], start: dt.date, end: dt.date) -> float:
    """Give the arms a state sent to and received from all states, in the dataset's unit."""
    rows = record.query(
        """SELECT sum(value) AS total FROM measure WHERE kind = 'arms_transfer'
            AND (actor IN (SELECT unnest($codes)) OR target IN (SELECT unnest($codes)))
            AND start BETWEEN $start AND $end""",
        {"codes": list(codes), "start": start, "end": end},
    )
    return float(rows[0]["total"] or 0)


def monthly_scores(record: Record, codes: Sequence[str], until: dt.date) -> list[Row]:
    """Give daily scores between any two of some states by pair and month."""
    return record.query(
        """SELECT least(actor, target) AS first, greatest(actor, target) AS second,
            date_trunc('month', date)::DATE AS month, avg(value) AS mean, count(*) AS n,
            any_value(unit) AS unit, any_value(s.name) AS source
        FROM score JOIN source s USING (source_id)
        WHERE actor IN (SELECT unnest($codes)) AND target IN (SELECT unnest($codes))
            AND actor <> target AND date <= $until AND isfinite(value)
        GROUP BY 1, 2, 3, s.dataset ORDER BY 1, 2, 3, s.dataset""",
        {"codes": list(codes), "until": until},
    )


def monthly_events(record: Record, codes: Sequence[str], until: dt.date) -> list[Row]:
    """Give coded events between any two of some states by direction and month."""
    return record.query(
        f"""SELECT actor, target, date_trunc('month', date)::DATE AS month, count(*) AS n,
            avg(goldstein) AS mean, any_value(s.name) AS source
        FROM event JOIN source s USING (source_id)
        WHERE actor IN (SELECT unnest($codes)) AND target IN (SELECT unnest($codes))
            AND actor <> target AND date <= $until AND goldstein IS NOT NULL AND {STATED}
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        {"codes": list(codes), "until": until},
    )


def documents(record: Record, codes: Sequence[str], until: dt.date) -> list[Row]:
    """Give how many texts the record holds that were spoken for some states, by kind."""
    return record.query(
        """SELECT kind, state, count(*) AS n, min(date) AS first, max(date) AS last
        FROM document WHERE state IN (SELECT unnest(?)) AND date <= ?
        GROUP BY 1, 2 ORDER BY 1, 2""",
        [list(codes), until],
    )
