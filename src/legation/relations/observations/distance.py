"""Distance of ideal points: one observation of a pair per session of the Assembly.

The distance of two states in a session is one estimate from all their votes in it, so that it is
one observation and not one of each month; it stands in the month by which half of the session's
roll calls had been taken, mostly December. n is the harmonic mean of the votes the two cast, to
which the variance of the difference of two estimates is inversely proportional.

An estimate of latent points is no sum over votes. The rows behind a distance are the roll calls
of the session in which either state took part, with equal shares and the distance as value; what
pulls a point is told by `IdealPoints.evidence`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from legation.errors import InputError
from legation.record import Record
from legation.relations.ideal.votes import regular_session
from legation.relations.observations.base import Scope, Source, line, month_of
from legation.relations.observations.ledger import table

if TYPE_CHECKING:
    import polars as pl  # takes longer to import than most questions take


class Points(Protocol):
    """Ideal points, as `legation.relations.ideal.IdealPoints` gives them."""

    def frame(self) -> pl.DataFrame:
        """Give `state`, `session`, `mean` and `n`, one row per point."""
        ...


Estimate = Callable[[Record, dt.date], Points]
"""Function of a record and the last day whose votes may enter."""


def ideal_distance(points: Points | Estimate | None = None) -> Source:
    """Make the source of distances of ideal points.

    Parameters
    ----------
    points
        Ideal points, or a function of a record and the last day whose votes may enter that
        estimates them. By default `legation.relations.ideal.ideal_points`.

    Returns
    -------
    Source
        Where ideal points are given and the record is cut earlier, only sessions that were over
        then are observed. Points of earlier sessions were still estimated with later votes in
        sight; for a view strictly as known then, give a function.
    """
    distances = _Distances(points)
    return Source(
        "ideal_distance",
        "Distance of ideal points",
        "standard deviations of all ideal points",
        distances.observe,
        distances.rows,
        sign=-1,
        mutual=True,
        use="aside",  # its votes speak through agreement, and would speak twice
    )


@dataclass(frozen=True)
class _Distances:
    points: Points | Estimate | None

    def observe(self, record: Record, scope: Scope) -> pl.DataFrame:
        import polars as pl

        days, given = self._sessions(record, scope), self._points(record, scope)
        if missing := set(given["session"].unique()) - set(days):
            raise InputError(
                f"there are ideal points of session {min(missing)}, of which the record holds no "
                "roll call; estimate them from this record"
            )
        kinds = {"month": pl.Int32, "value": pl.Float64, "n": pl.Float64}
        parts = [pl.DataFrame(schema={"actor": pl.String, "target": pl.String, **kinds})]
        for (session,), there in given.group_by("session", maintain_order=True):
            middle, last = days[session]
            if last <= scope.until:
                parts.append(_pairs(there, month_of(middle)))
        return pl.concat(parts)

    def rows(
        self, record: Record, scope: Scope, actor: str, target: str, first: int, last: int
    ) -> pl.DataFrame:
        import polars as pl

        days = self._sessions(record, scope)
        at = {session: month_of(middle) for session, (middle, _) in days.items()}
        observed = self.observe(record, scope.only(actor, target)).filter(
            pl.col("month").is_between(first, last)
        )
        cast = _cast(record, scope.only(actor, target))
        month = [at.get(s, -1) for s in cast["session"]]
        one = cast.with_columns(pl.Series("month", month, dtype=pl.Int32))
        return one.join(observed.select("month", "value"), on="month").with_columns(
            (1 / pl.len().over("month")).alias("share"), pl.lit("rollcall").alias("table")
        )

    def _points(self, record: Record, scope: Scope) -> pl.DataFrame:
        """Give the points of the states asked for, by session."""
        import polars as pl

        points = self.points
        if points is None:
            points = _estimate
        if callable(points):
            points = points(record, scope.until)
        frame = points.frame().select("state", "session", "mean", "n")
        return frame.filter(pl.col("state").is_in(list(scope.states))).sort("session", "state")

    def _sessions(self, record: Record, scope: Scope) -> dict[int, tuple[dt.date, dt.date]]:
        """Give the day by which half of a session's roll calls were taken, and the last day."""
        estimated = self.points is None or callable(self.points)
        calls = table(
            record,
            f"""SELECT session, "date" FROM rollcall WHERE body = 'UNGA'
                {scope.cut('"date"') if estimated else ""} ORDER BY "date", rollcall_id""",
        )
        days: dict[int, list[dt.date]] = {}
        for session, day in calls.iter_rows():
            days.setdefault(regular_session(session, day), []).append(day)
        return {session: (of[(len(of) - 1) // 2], of[-1]) for session, of in days.items()}


def _pairs(points: pl.DataFrame, month: int) -> pl.DataFrame:
    """Give the distances of all pairs in one session."""
    import polars as pl

    first, second = np.triu_indices(len(points), 1)
    mean, n = points["mean"].to_numpy(), points["n"].to_numpy().astype(float)
    return pl.DataFrame(
        {
            "actor": points["state"].gather(first),
            "target": points["state"].gather(second),
            "month": np.full(len(first), month, dtype=np.int32),
            "value": np.abs(mean[first] - mean[second]),
            "n": 2 / (1 / n[first] + 1 / n[second]),
        }
    )


def _cast(record: Record, scope: Scope) -> pl.DataFrame:
    """Give the roll calls in which a state of the scope took part, with choices and session."""
    import polars as pl

    found = table(
        record,
        f"""SELECT r.session, r."date", r.locator, r.source_id, rollcall_id AS row_id,
            ballots || ': ' || coalesce(r.title[:120], '') AS text
        FROM rollcall r JOIN (
            SELECT rollcall_id, string_agg(who || ' ' || choice, ', ' ORDER BY who) AS ballots
            FROM (SELECT *, {line("state")} AS who FROM vote
                WHERE choice IN ('yes', 'abstain', 'no'){scope.among("state")})
            GROUP BY rollcall_id
        ) v USING (rollcall_id)
        WHERE r.body = 'UNGA'{scope.cut('r."date"')} ORDER BY r."date", rollcall_id""",
    )
    sessions = [regular_session(*row) for row in found.select("session", "date").iter_rows()]
    return found.with_columns(pl.Series("session", sessions, dtype=pl.Int32))


def _estimate(record: Record, until: dt.date) -> Points:
    """Estimate ideal points from the votes until a day."""
    from legation.relations.ideal import ideal_points

    return ideal_points(record, until=until)
