"""Lasting measures between two states: alliances, disputes, sanctions, lists, arms, organisations.

*When.* What a source dates by year is observed in December: a pact of some day of 1955 was not
known in January, but is at the end of the year. What is dated by month or day is observed in
its own months; what then lasts, once more each December. No observation rests on what came after
it, and of the year that is running the yearly ones know nothing.

*How much.* A state of affairs has n = 1 each year; a dispute of k months has n = 1 / k in each of
them, since it is one fact. Where a source was searched in vain there is a 0 a year, see
`legation.relations.observations.filled`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from legation.record import Record
from legation.relations.observations.base import Array, Scope, Source, line, month_sql
from legation.relations.observations.filled import Filled, Search, numbered
from legation.relations.observations.ledger import Ledger, table

#: Last year a dataset covers, where its last row does not tell. From their codebooks: TIES
#: follows the cases that began in 1945-2005; rivalries are told to 2010.
LAST_COVERED = {"ties": 2005, "td-rivalries": 2010}

#: Datasets that revise another. The disputes of Gibler, Miller and Little (2016) are those of the
#: Correlates of War, corrected; in the years they cover the latter would count a dispute twice.
REVISED = {"cow-mid": "gml-mid"}

_DATASET = "split_part(source_id, ':', 1)"
_COMMON = "'measure' AS from_table, locator, source_id, measure_id AS row_id, text"


def _years(kind: str, scope: Scope) -> str:
    """SQL of the first day and last year each dataset covers of a kind."""
    known = "".join(f" WHEN '{name}' THEN {year}" for name, year in LAST_COVERED.items())
    return f"""(SELECT {_DATASET} AS dataset, min("start") AS first_day,
            CASE {_DATASET}{known} ELSE max(year(coalesce("end", "start"))) END AS covered
        FROM measure WHERE kind = '{kind}'{scope.cut('"start"')} GROUP BY {_DATASET})"""


def over(scope: Scope) -> int:
    """Last year that is over at the end of the scope."""
    end = scope.until
    return end.year if (end.month, end.day) == (12, 31) else end.year - 1


def _decembers(kind: str, scope: Scope, after: str, last: str) -> str:
    """SQL of the measures of a kind, once for every year at whose end they were in force."""
    final = f'least(coalesce(year("end" + 1) - 1, {last}), {last}, {over(scope)})'
    return f"""(SELECT *, CAST(y * 12 + 11 AS INTEGER) AS month,
            make_date(CAST(y AS INTEGER), 12, 31) AS "date"
        FROM (SELECT *, unnest(generate_series(greatest({after}, 1946), {final})) AS y
            FROM measure JOIN {_years(kind, scope)} ON dataset = {_DATASET}
            WHERE kind = '{kind}'{scope.cut('"start"')}{scope.among("actor", "target")}))"""


def standing(kind: str, value: str) -> Callable[[Scope], str]:
    """Ledger of what was in force at the end of each year."""

    def lines(scope: Scope) -> str:
        return f"""SELECT actor, target, month, "date", {value} AS value, 1.0 AS weight, {_COMMON}
            FROM {_decembers(kind, scope, 'year("start")', "covered")}"""

    return lines


def begun(
    kind: str, value: str, lasting: str, last: Callable[[Scope], str]
) -> Callable[[Scope], str]:
    """Ledger of what began in a month, and what of it was in force at the end of later years."""

    def lines(scope: Scope) -> str:
        # A day that is known by its year alone is not known before the year's end.
        begun = f"""CASE WHEN "precision" = 'year' THEN CAST(year("start") * 12 + 11 AS INTEGER)
            ELSE {month_sql('"start"')} END"""
        return f"""SELECT actor, target, {begun} AS month, "start" AS "date", {value} AS value,
                1.0 AS weight, {_COMMON}
            FROM measure WHERE kind = '{kind}' AND {begun} BETWEEN {1946 * 12} AND {scope.last}
                {scope.cut('"start"')}{scope.among("actor", "target")}
            UNION ALL BY NAME
            SELECT actor, target, month, "date", {value} AS value, 1.0 AS weight, {_COMMON}
            FROM {_decembers(kind, scope, 'year("start")', last(scope))}
            WHERE {lasting} AND month > {begun}"""

    return lines


def dispute_lines(scope: Scope, *, spread: bool = False) -> str:
    """Ledger of disputes in each of their months.

    A dispute dated by its year is taken at the month it began in, where that is known, or with
    `spread` from then to the end of the year; else at the end of the year. `exact` says which are
    dated better.
    """
    by_year = (
        f"""generate_series({month_sql('"start"')}, {month_sql('coalesce("end", "start")')})"""
    )
    ends = 'coalesce("end", "start")'
    revised = " ".join(
        f"""AND NOT ({_DATASET} = '{old}' AND year("start") IN (SELECT DISTINCT year("start")
            FROM measure WHERE kind = 'dispute' AND {_DATASET} = '{new}'
                {scope.cut(ends)}))"""
        for old, new in REVISED.items()
    )
    # By year alone: in the month it began where that is known, else at the end of the year.
    return f"""SELECT actor, target, unnest(months) AS month, "start" AS "date", value,
            1.0::DOUBLE / len(months) AS weight, "precision" <> 'year' AS exact, {_COMMON}
        FROM (
            SELECT *, CASE WHEN "precision" <> 'year'
                THEN generate_series({month_sql('"start"')}, {month_sql(ends)})
                WHEN {spread} AND month("start") > 1 THEN {by_year}
                WHEN month("start") > 1 THEN [{month_sql('"start"')}]
                ELSE [CAST(year({ends}) * 12 + 11 AS INTEGER)] END::INTEGER[] AS months
            FROM measure WHERE kind = 'dispute' {revised}
                AND "start" >= DATE '1946-01-01'{scope.cut(ends)}{scope.among("actor", "target")}
        )"""


def _organisation_lines(scope: Scope) -> str:
    # Both ways round, so that each state's level is the mean over all its pairs.
    return f"""WITH shared AS (
            SELECT *, year("start") AS y, ln(1 + value) AS level,
                {line("actor")} AS a, {line("target")} AS b
            FROM measure WHERE kind = 'shared_igo' AND "start" >= DATE '1946-01-01'
                AND value IS NOT NULL{scope.cut('"end"')}
        ), usual AS (
            SELECT state, y, avg(level) AS level FROM (
                SELECT a AS state, y, level FROM shared UNION ALL
                SELECT b AS state, y, level FROM shared
            ) GROUP BY state, y
        ), middle AS (SELECT y, avg(level) AS level FROM shared GROUP BY y)
        SELECT actor, target, CAST(s.y * 12 + 11 AS INTEGER) AS month, s."end" AS "date",
            s.level - one.level - other.level + middle.level AS value, 1.0 AS weight,
            'measure' AS from_table, locator, source_id, measure_id AS row_id,
            concat_ws(' ', CAST(value AS INTEGER), text) AS text
        FROM shared s JOIN usual one ON one.state = s.a AND one.y = s.y
            JOIN usual other ON other.state = s.b AND other.y = s.y
            JOIN middle ON middle.y = s.y
        WHERE true{scope.among("actor", "target")}"""


def _each_year(kind: str, *, acting: bool = False) -> Callable[[Record, Scope], Search]:
    """Tell that a kind was searched in each year its datasets cover, for all states numbered.

    With `acting` only on the part of states that took such a measure in the year: who sells arms
    to nobody says nothing about a state by not selling to it.
    """

    def search(record: Record, scope: Scope) -> Search:
        found = table(record, f"SELECT * FROM {_years(kind, scope)} ORDER BY dataset")
        spans = found.select("first_day", "covered").rows()
        years = {y for first, last in spans for y in range(max(first.year, 1946), last + 1)}
        listed = sorted(year for year in years if year <= over(scope))
        able = np.repeat(numbered(scope)[:, None], len(listed), axis=1)
        if acting:
            able &= _active(record, kind, scope, listed)
        return _search(found.rows(), [year * 12 + 11 for year in listed], able)

    return search


def _active(record: Record, kind: str, scope: Scope, years: list[int]) -> Array:
    """Which states of the scope took a measure of a kind in which of some years."""
    rows = table(
        record,
        f"""SELECT DISTINCT {line("actor")} AS actor, year("start") AS y FROM measure
        WHERE kind = '{kind}'{scope.cut('"start"')}{scope.among("actor")}""",
    ).rows()
    done = set(rows)
    return np.array([[(code, year) in done for year in years] for code in scope.states], dtype=bool)


def _listing(record: Record, scope: Scope) -> Search:
    """Tell that lists were looked at since each state that keeps one began it."""
    began = dict(
        table(
            record,
            f"""SELECT {line("actor")} AS state, min({month_sql('"start"')}) FROM measure
            WHERE kind = 'designation'{scope.cut('"start"')} GROUP BY state""",
        ).rows()
    )
    found = table(record, f"SELECT * FROM {_years('designation', scope)} ORDER BY dataset")
    first = min(began.values(), default=scope.last + 1)
    ends = [m for m in range(first, over(scope) * 12 + 12) if m % 12 == 11]
    months = sorted({*began.values(), *ends})
    since = [began.get(code, scope.last + 1) for code in scope.states]
    able = np.array([[start <= month for month in months] for start in since], dtype=bool)
    return _search([(name, day, over(scope)) for name, day, _ in found.rows()], months, able)


def _search(spans: list[tuple[object, ...]], months: list[int], able: Array) -> Search:
    where = "; ".join(f"{name} from {first} to {last}-12-31" for name, first, last in spans)
    names = ", ".join(str(span[0]) for span in spans)
    return Search(np.array(months, dtype=np.int32), able, where, names)


_PLEDGE = """CASE WHEN text LIKE '%defence pact%' OR text LIKE '%offence pact%' THEN 3
    WHEN text LIKE '%neutrality pact%' OR text LIKE '%non-aggression pact%' THEN 2
    WHEN text LIKE '%without a pledge%' THEN 0 ELSE 1 END"""

ALLIANCES = Filled(
    Ledger(standing("alliance", _PLEDGE), mutual=True, n="1"), _each_year("alliance")
).source(
    "alliances",
    "Alliances in force",
    unit="3 defence or offence, 2 neutrality or non-aggression, 1 consultation, 0 none",
    sign=1,
    version="1",
)

DISPUTES = Filled(
    Ledger(dispute_lines, mutual=False), _each_year("dispute"), whole_year=True
).source(
    "disputes",
    "Militarised disputes",
    unit="level of hostility reached by the actor, 1 to 5; 0 no dispute in the year",
    sign=-1,
    version="1",
)

SANCTIONS = Filled(
    Ledger(
        begun(
            "sanction",
            "CASE WHEN value = 0 THEN 1 ELSE 2 END",
            "coalesce(value, 1) <> 0",
            lambda _: "covered",
        ),
        mutual=False,
        n="1",
    ),
    _each_year("sanction"),
).source(
    "sanctions", "Economic sanctions", unit="2 imposed, 1 threatened, 0 none", sign=-1, version="1"
)

DESIGNATIONS = Filled(
    Ledger(begun("designation", "1", "true", lambda scope: str(over(scope))), mutual=False, n="1"),
    _listing,
).source(
    "designations",
    "Lists on which the actor put the target",
    unit="1 listed, 0 not",
    sign=-1,
    version="1",
)

ARMS = Filled(
    Ledger(standing("arms_transfer", "ln(1 + value)"), mutual=False, n="1"),
    _each_year("arms_transfer", acting=True),
).source(
    "arms",
    "Transfers of major arms from the actor to the target",
    unit="log of 1 + million trend-indicator values in the year",
    sign=1,
    version="1",
)

ORGANISATIONS: Source = Ledger(_organisation_lines, mutual=True, n="1").source(
    "shared_organisations",
    "Organisations to which both belong",
    unit="log of 1 + their number, less what is usual for the two states in the year",
    sign=1,
    use="attached",
    extent=1.5,
    version="1",
)

RIVALRIES = Filled(
    Ledger(standing("rivalry", "1"), mutual=True, n="1"), _each_year("rivalry")
).source("rivalries", "Strategic rivalry", unit="1 rivals, 0 not", sign=-1, version="1")
