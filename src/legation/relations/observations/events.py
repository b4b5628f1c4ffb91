"""Coded events: what one state did to another, on the Goldstein scale and as a balance of counts.

A deed that is reported many times is not to weigh many times: events of one day with the same
coded actor, coded target and code count as one, shared evenly among their rows (the "one a day"
filter of the field; Schrodt and Yonamine 2013).

*Goldstein.* The mean Goldstein score of the month's events (Goldstein 1992). It is the unit of
the index, so its intercept is 0 and its slope 1; n is the number of events.

*Balance.* With c cooperative (Goldstein above 0) and f conflictual events of the pair in a month,
and p the cooperative share of all events between states in the dataset in that month,

    log((c + p) / (f + 1 - p)) - log(p / (1 - p)),

which is 0 where the pair is as all pairs, and where there is nothing. How much a dataset covers,
and what it likes to report, changes from month to month, and falls out with p. Its variance is
about 1 / n with n = 1 / (1 / (c + p) + 1 / (f + 1 - p)).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.record.schema import STATED
from legation.relations.observations.base import Scope, Source, month_sql
from legation.relations.observations.ledger import Ledger

#: Families of datasets that code events alike, by how the names of the datasets begin.
FAMILIES = ("gdelt", "icews")


@dataclass(frozen=True)
class _Events:
    """Events of one family of datasets, or of all others (None)."""

    family: str | None

    @property
    def name(self) -> str:
        return self.family or "other"

    @property
    def title(self) -> str:
        return self.family.upper() if self.family else "other datasets"

    def goldstein(self, scope: Scope) -> str:
        """Ledger of Goldstein scores."""
        return f"""SELECT actor, target, month, "date", goldstein AS value, weight, from_table,
                locator, text, source_id, row_id
            FROM ({self._events(scope.cut('"date"') + scope.among("actor", "target"))})"""

    def balance(self, scope: Scope) -> str:
        """Ledger in which cooperative and conflictual events pull at the balance."""
        lines = self._events(scope.cut('"date"') + scope.among("actor", "target"))
        every = self._events(scope.cut('"date"'))
        pair = "OVER (PARTITION BY actor, target, month)"
        return f"""SELECT *,
                CASE WHEN goldstein > 0 THEN ln(1 + c / p) / c ELSE -ln(1 + f / (1 - p)) / f END
                    * (c + f) AS value
            FROM (
                SELECT *, sum(weight) FILTER (WHERE goldstein > 0) {pair} AS c0,
                    sum(weight) FILTER (WHERE goldstein < 0) {pair} AS f0,
                    coalesce(c0, 0) AS c, coalesce(f0, 0) AS f
                FROM ({lines}) JOIN (
                    SELECT month, (coalesce(sum(weight) FILTER (WHERE goldstein > 0), 0) + 0.5)
                        / (sum(weight) + 1) AS p
                    FROM ({every}) WHERE goldstein <> 0 GROUP BY month
                ) USING (month) WHERE goldstein <> 0
            )"""

    def _events(self, where: str) -> str:
        """Events between two states, with the weight that one deed counts once."""
        if self.family:
            where += f" AND starts_with(source_id, '{self.family}')"
        else:
            where += f" AND {STATED}"
            where += "".join(f" AND NOT starts_with(source_id, '{one}')" for one in FAMILIES)
        return f"""SELECT actor, target, {month_sql('"date"')} AS month, "date", goldstein,
                1.0::DOUBLE / count(*) OVER (PARTITION BY actor, target, actor_code,
                    target_code, "date", code) AS weight,
                'event' AS from_table, locator, source_id, event_id AS row_id,
                concat_ws(' ', root, code) || ': ' || coalesce(actor_code, actor) || ' > '
                    || coalesce(target_code, target) AS text
            FROM event WHERE actor IS NOT NULL AND target IS NOT NULL AND actor <> target
                AND goldstein IS NOT NULL{where}"""


def goldstein(family: str | None) -> Source:
    """Make the source of mean Goldstein scores of a family of datasets."""
    events = _Events(family)
    return Ledger(events.goldstein, mutual=False).source(
        f"goldstein_{events.name}",
        f"Mean Goldstein score of events, {events.title}",
        unit="Goldstein scale, -10 to 10",
        sign=1,
        version="1",
        anchored=True,
    )


def balance(family: str | None) -> Source:
    """Make the source of the balance of cooperative and conflictual events."""
    events = _Events(family)
    n = "1 / (1 / (any_value(c) + any_value(p)) + 1 / (any_value(f) + 1 - any_value(p)))"
    return Ledger(events.balance, mutual=False, n=n).source(
        f"balance_{events.name}",
        f"Balance of cooperative and conflictual events, {events.title}",
        unit="log odds of cooperation against those of all pairs in the month",
        sign=1,
        extent=4.0,
        version="1",
    )
