"""Statements of several sources about roll calls -> the tables `rollcall` and `vote`.

A pure function of the statements: the tables are made anew whenever statements on roll calls
change, so that neither the order of additions nor a removed source leaves a trace.

1. *Identity* and 2. *name*: see `legation.record.identity`.
3. *Choice.* Where sources differ, the better source (`identity.RANK`) is shown and the
   difference is kept in `disagreement`.
4. *Succession.* A vote is its state's as of that day: the Soviet Union's until 25 December
   1991, the Russian Federation's after.
5. *Absence.* A member of the United Nations throughout the month that is not listed was
   absent, where the source lists every vote cast and the printed tallies, if any, agree with
   the list; it is marked as not listed. (The month, because the older data give days that
   cannot be relied on: none before 1997 lies after the seventh.)
"""

from __future__ import annotations

import datetime as dt

import duckdb

from legation import states
from legation.record.batches import fill
from legation.record.identity import identify
from legation.record.store import STALE
from legation.record.targets import targets


def derive(con: duckdb.DuckDBPyConnection) -> None:
    """Make `rollcall`, `vote` and `disagreement` from the statements, in the open transaction."""
    con.execute("DELETE FROM rollcall; DELETE FROM vote; DELETE FROM disagreement")
    _cast(con)
    members = identify(con)
    types = dict.fromkeys(("rollcall_id", "dataset", "native_id", "source_id"), "VARCHAR")
    fill(con, "rc_member", {**types, "rank": "INTEGER"}, members)
    _rollcalls(con)
    _votes(con)
    _targets(con)
    con.execute("DROP TABLE rc_member; DROP TABLE cast_vote; DROP TABLE rc_choice")
    con.execute("INSERT OR REPLACE INTO meta VALUES (?, 'no')", [STALE])


def _cast(con: duckdb.DuckDBPyConnection) -> None:
    """Votes with the day of their roll call and the state as of that day."""
    periods = [
        (str(state), str(part), start or dt.date(1, 1, 1), end or dt.date(9999, 12, 31))
        for state in states.all_states()
        for part, start, end in states.lineage(state)
        if len(states.lineage(state)) > 1
    ]
    types = {"state": "VARCHAR", "part": "VARCHAR", "start": "DATE", "end": "DATE"}
    fill(con, "lineage", types, periods)
    con.execute(
        """CREATE OR REPLACE TEMP TABLE cast_vote AS
        SELECT v.dataset, v.native_id, v.source_id, coalesce(l.part, v.state) AS state, v.choice
        FROM vote_statement v
        JOIN (SELECT dataset, native_id, min(date) AS date FROM rollcall_statement GROUP BY ALL) r
            USING (dataset, native_id)
        LEFT JOIN lineage l ON l.state = v.state AND r.date BETWEEN l.start AND l."end"
        """
    )
    con.execute("DROP TABLE lineage")


def _rollcalls(con: duckdb.DuckDBPyConnection) -> None:
    """One row per roll call, each field from the best source that gives it."""
    best = "arg_min({0}, (m.rank, s.source_id)) FILTER (WHERE {0} IS NOT NULL)"
    fields = ("body", "session", "date", "symbol", "title", "amendment", "paragraph", "important")
    chosen = ", ".join(f"{best.format('s.' + f)} AS {f}" for f in fields)
    tallies = ", ".join(f"{best.format('s.' + f)} AS {f}" for f in ("yes", "no", "abstain"))
    con.execute(
        f"""INSERT INTO rollcall BY NAME
        WITH topic AS (
            SELECT m.rollcall_id, t.topic FROM rc_member m
            JOIN rollcall_topic_statement t USING (dataset, native_id)
            UNION SELECT m.rollcall_id, unnest(s.topics) FROM rc_member m
            JOIN rollcall_statement s USING (dataset, native_id, source_id)
        ), topics AS (
            SELECT rollcall_id, list(topic ORDER BY topic) AS topics FROM topic GROUP BY 1
        )
        SELECT m.rollcall_id, {chosen}, {tallies},
            coalesce(any_value(topics.topics), []) AS topics,
            coalesce({best.format("s.subjects")}, []) AS subjects, []::VARCHAR[] AS targets,
            bool_or(coalesce(s.complete, false)) AS complete,
            list(DISTINCT s.source_id ORDER BY s.source_id) AS sources,
            arg_min(s.source_id, (m.rank, s.source_id)) AS source_id,
            {best.format("s.locator")} AS locator
        FROM rc_member m JOIN rollcall_statement s USING (dataset, native_id, source_id)
        LEFT JOIN topics USING (rollcall_id) GROUP BY m.rollcall_id"""
    )


def _votes(con: duckdb.DuckDBPyConnection) -> None:
    """Choices of the best source, differences between sources, absences from membership."""
    con.execute(
        """CREATE OR REPLACE TEMP TABLE rc_choice AS
        WITH m AS (SELECT DISTINCT rollcall_id, dataset, native_id, rank FROM rc_member)
        SELECT rollcall_id, v.state, v.choice, v.source_id,
            row_number() OVER one_state AS nth
        FROM m JOIN cast_vote v USING (dataset, native_id)
        WINDOW one_state AS (PARTITION BY rollcall_id, v.state ORDER BY m.rank, v.source_id)"""
    )
    con.execute(
        "INSERT INTO vote SELECT rollcall_id, state, choice, true, source_id "
        "FROM rc_choice WHERE nth = 1"
    )
    con.execute(
        """INSERT INTO disagreement
        SELECT a.rollcall_id, a.state, a.choice, a.source_id, b.choice, b.source_id
        FROM rc_choice a JOIN rc_choice b USING (rollcall_id, state)
        WHERE a.nth = 1 AND b.nth > 1 AND a.choice <> b.choice"""
    )
    con.execute(
        """CREATE OR REPLACE TEMP TABLE tally AS
        SELECT rollcall_id, count(*) FILTER (WHERE choice = 'yes') AS n_yes,
            count(*) FILTER (WHERE choice = 'no') AS n_no,
            count(*) FILTER (WHERE choice = 'abstain') AS n_abstain FROM vote GROUP BY 1"""
    )
    con.execute(
        """UPDATE rollcall SET complete = false FROM tally c
        WHERE rollcall.rollcall_id = c.rollcall_id
            AND (yes <> n_yes OR no <> n_no OR abstain <> n_abstain)"""
    )
    members = [
        (str(code), start, end or dt.date(9999, 12, 31))
        for code, start, end in states.un_membership()
    ]
    fill(con, "un_member", {"state": "VARCHAR", "start": "DATE", "end": "DATE"}, members)
    con.execute(
        """INSERT INTO vote
        SELECT r.rollcall_id, u.state, 'absent', false, r.source_id
        FROM rollcall r
        JOIN un_member u ON u.start <= date_trunc('month', r.date) AND u."end" >= last_day(r.date)
        ANTI JOIN vote v ON v.rollcall_id = r.rollcall_id AND v.state = u.state
        WHERE r.complete AND r.body = 'UNGA'
            AND r.rollcall_id IN (SELECT rollcall_id FROM tally)"""
    )
    con.execute(
        """UPDATE rollcall SET yes = coalesce(yes, n_yes), no = coalesce(no, n_no),
            abstain = coalesce(abstain, n_abstain)
        FROM tally c
        WHERE rollcall.rollcall_id = c.rollcall_id AND rollcall.complete
            AND (yes IS NULL OR no IS NULL OR abstain IS NULL)"""
    )
    con.execute("DROP TABLE un_member; DROP TABLE tally")


def _targets(con: duckdb.DuckDBPyConnection) -> None:
    """Fill in which states each text is directed at.

    The heading that Voeten's data put over a description names what the description takes
    for granted ("ISRAEL: TO CONDEMN THE ..."), so the two are read as one.
    """
    rows = con.execute(
        """SELECT rollcall_id, concat_ws(': ', CASE WHEN voeten THEN subjects[1] END, title),
            CASE WHEN voeten THEN [] ELSE subjects END, topics, date
        FROM (SELECT *, split_part(source_id, ':', 1) IN ('voeten', 'unvotes') AS voeten
            FROM rollcall)"""
    ).fetchall()
    found = [
        (rollcall_id, hit)
        for rollcall_id, title, subjects, topics, date in rows
        if (hit := targets(title or "", subjects or (), topics or (), date))
    ]
    if not found:
        return
    fill(con, "rc_target", {"rollcall_id": "VARCHAR", "targets": "VARCHAR[]"}, found)
    con.execute(
        "UPDATE rollcall SET targets = t.targets FROM rc_target t "
        "WHERE rollcall.rollcall_id = t.rollcall_id"
    )
    con.execute("DROP TABLE rc_target")
