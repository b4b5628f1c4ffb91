"""What two states chose in recorded votes: agreement month by month, and votes on each other.

*Agreement.* In a roll call the agreement s of a pair is 1 for the same choice, 1/2 for an
abstention against a vote, 0 for yes against no (Lijphart 1963). Taken is s - e, where e is the
mean of s over all pairs that took part: agreement beyond chance, with the chance of each roll
call (Scott 1955; Haege 2011 on why the correction matters). A text on which all agree says
nothing, and the agenda of a session, which moves the plain share of all pairs at once, moves
nobody. A month is the mean weighted by w = 1 - e, the more so the more states were divided; n is
the effective number of roll calls, (sum w)^2 / sum w^2 (Kish 1965). Of fifteen
measures none foretold left-out votes better, see benchmarks/agreement_measures.py.

*Votes on each other.* On a text directed at a state (`legation.record.targets`) yes is -1,
abstention 0 and no +1. What the target itself voted for is not against it and does not count.
Motions and amendments count only where the target voted no, since their direction is not in the
title. Texts on China before 25 October 1971 do not count: nearly all are about who represents it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from legation.record import Record
from legation.relations.observations.base import Scope, Source, codes, line, month_sql
from legation.relations.observations.ledger import Ledger, table

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take

CHOICES = ("yes", "abstain", "no")
_CAST = "choice IN ('yes', 'abstain', 'no')"
#: Most of what a title says; the rest is found under the locator.
_TITLE = 120

#: Every roll call with the chance e that two states that took part agree.
_CALLS = f"""SELECT r.rollcall_id, r."date", r.title, r.source_id, r.locator,
        (yea * (yea - 1) + nay * (nay - 1) + idle * (idle - 1) + idle * (yea + nay))
            / (voters * (voters - 1)) AS chance
    FROM rollcall r JOIN (
        SELECT rollcall_id, count(*)::DOUBLE AS voters,
            count(*) FILTER (WHERE choice = 'yes')::DOUBLE AS yea,
            count(*) FILTER (WHERE choice = 'no')::DOUBLE AS nay,
            count(*) FILTER (WHERE choice = 'abstain')::DOUBLE AS idle
        FROM vote WHERE {_CAST} GROUP BY rollcall_id
    ) t USING (rollcall_id)
    WHERE r.body = 'UNGA' AND voters > 1"""


def _agreement_lines(scope: Scope) -> str:
    return f"""SELECT va.state AS actor, vb.state AS target, {month_sql('c."date"')} AS month,
            c."date", (CASE WHEN va.choice = vb.choice THEN 1.0
                WHEN 'abstain' IN (va.choice, vb.choice) THEN 0.5 ELSE 0.0 END) - chance AS value,
            1 - chance AS weight, 'rollcall' AS from_table, c.locator,
            {_ballots()} AS text, c.source_id, rollcall_id AS row_id
        FROM ({_CALLS}) c JOIN vote va USING (rollcall_id) JOIN vote vb USING (rollcall_id)
        WHERE chance < 1 AND va.state < vb.state AND va.{_CAST} AND vb.{_CAST}
        {scope.cut('c."date"')}{scope.among("va.state", "vb.state")}"""


def _ballots() -> str:
    both = "va.state || ' ' || va.choice || ', ' || vb.state || ' ' || vb.choice"
    return f"{both} || ': ' || coalesce(c.title[:{_TITLE}], '')"


_PAIRWISE = Ledger(_agreement_lines, mutual=True, n="sum(weight) ** 2 / sum(weight ** 2)")


def _agreement(record: Record, scope: Scope) -> pl.DataFrame:
    if not scope.whole:
        return _PAIRWISE.observe(record, scope)
    return _all_pairs(record, scope)


def _all_pairs(record: Record, scope: Scope) -> pl.DataFrame:
    """Agreement of all pairs, month by month."""
    import polars as pl

    cast = table(
        record,
        f"""SELECT {line("v.state")} AS state, rollcall_id, v.choice, c.chance,
            {month_sql('c."date"')} AS month
        FROM ({_CALLS}) c JOIN vote v USING (rollcall_id)
        WHERE chance < 1 AND v.{_CAST}{scope.cut('c."date"')} ORDER BY month, rollcall_id""",
    )
    kind = pl.Enum(codes())
    states = cast["state"].unique().sort().cast(kind)
    parts = [
        _month(votes, int(month[0]), states)
        for month, votes in cast.group_by("month", maintain_order=True)
    ]
    empty = pl.DataFrame(
        schema={"actor": kind, "target": kind, "month": pl.Int32, "value": float, "n": float}
    )
    return pl.concat([empty, *parts])


def _month(votes: pl.DataFrame, month: int, states: pl.Series) -> pl.DataFrame:
    """Agreement of all pairs in the votes of one month."""
    import polars as pl

    from legation.relations.observations.kernels import pairwise

    state = states.cast(pl.String).search_sorted(votes["state"]).to_numpy().astype(np.int64)
    call = votes["rollcall_id"].rle_id().to_numpy().astype(np.int64)
    choice = np.full((len(states), int(call[-1]) + 1), -1, dtype=np.int8)
    choice[state, call] = votes["choice"].replace_strict(CHOICES, range(3), return_dtype=pl.Int8)
    chance = np.zeros(choice.shape[1])
    chance[call] = votes["chance"].to_numpy()
    first, second, value, n = pairwise(choice, chance)
    return pl.DataFrame(
        {
            "actor": states.gather(first),
            "target": states.gather(second),
            "month": np.full(len(first), month, dtype=np.int32),
            "value": value,
            "n": n,
        }
    )


#: Votes on procedure and on amendments, whose direction is known only from the target's own vote.
_PROCEDURE = "motion|amend|adjourn|postpon|suspen(d|sion of the meeting)|priority|separate|ruling"

#: Texts directed at a state and against it, one line per state; see the module.
_AGAINST = f"""SELECT d.rollcall_id, d."date", d.title, d.source_id, d.locator, d.target
    FROM (SELECT *, unnest(targets) AS target FROM rollcall WHERE body = 'UNGA') d
        LEFT JOIN vote own ON own.rollcall_id = d.rollcall_id AND own.state = d.target
    WHERE coalesce(own.choice, '') <> 'yes'
        AND (coalesce(own.choice, '') = 'no' OR NOT coalesce(d.amendment, false)
            AND NOT regexp_matches(coalesce(d.title, ''), '{_PROCEDURE}', 'i'))
        AND NOT (d.target = 'CHN' AND d."date" <= DATE '1971-10-25')"""


def directed_lines(scope: Scope) -> str:
    """Ledger of votes on texts directed at the other state."""
    return f"""SELECT v.state AS actor, d.target, {month_sql('d."date"')} AS month, d."date",
            CASE v.choice WHEN 'yes' THEN -1.0 WHEN 'no' THEN 1.0 ELSE 0.0 END AS value,
            1.0 AS weight, 'rollcall' AS from_table, d.locator,
            v.state || ' ' || v.choice || ': ' || coalesce(d.title[:{_TITLE}], '') AS text,
            d.source_id, d.rollcall_id AS row_id
        FROM ({_AGAINST}) d JOIN vote v USING (rollcall_id)
        WHERE v.{_CAST}{scope.cut('d."date"')}{scope.among("v.state", "d.target")}"""


AGREEMENT = Source(
    "agreement",
    "Agreement in recorded votes beyond chance",
    "share of the same choices less that of two states drawn at random",
    _agreement,
    _PAIRWISE.rows,
    sign=1,
    extent=1.0,
    version="1",
    mutual=True,
)

DIRECTED_VOTES = Ledger(directed_lines, mutual=False).source(
    "directed_votes",
    "Votes on texts directed at the other state",
    unit="mean vote: -1 yes, 0 abstention, 1 no",
    sign=1,
    use="aside",
    version="1",
)
