"""Which statements of several datasets are about one roll call, and what it is called.

*Identity.* Statements of different datasets are one roll call when they name the same symbol
(or, where neither has one, the same number and day), lie at most a month apart and give the
same choice for at least nine in ten of the states that both list. Two statements of one
dataset are never one roll call.

*Name.* The symbol where it identifies the roll call, else the symbol and the dataset's own
number: votes on paragraphs and amendments share the symbol of their text.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

import duckdb

#: Datasets in the order in which they are believed where they differ; others come between
#: the last two. The casebook is a small hand-made selection and yields to every real source.
RANK = ("un-resolutions", "un-digital-library", "voeten", "unvotes")
LAST = "casebook"

_DAYS_APART = 31  # days in the data after Voeten are off by up to three weeks before 1992
_SAME_CHOICE = 0.9

Statement = tuple[str, str]  # dataset and its own number
Alike = dict[tuple[Statement, Statement], tuple[int, int]]


class _Facts(NamedTuple):
    label: str
    symbol: str | None
    date: dt.date | None
    part: bool


_LABEL = "coalesce(symbol, native_id || ' of ' || date, native_id)"


def rank(dataset: str) -> int:
    """Order of belief of a dataset; smaller is better."""
    if dataset == LAST:
        return len(RANK) + 1
    return RANK.index(dataset) if dataset in RANK else len(RANK)


def identify(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str, int]]:
    """Tell which statements are which roll call.

    Needs the table `cast_vote` that `legation.record.derive` makes.

    Returns
    -------
    list of tuple
        Roll call, dataset, number in the dataset, source, rank of the dataset.
    """
    rows = con.execute(
        f"SELECT dataset, native_id, source_id, {_LABEL}, symbol, date, "
        "coalesce(amendment, false) OR coalesce(paragraph, false) "
        "FROM rollcall_statement ORDER BY dataset, native_id, source_id"
    ).fetchall()
    sources: dict[Statement, list[str]] = defaultdict(list)
    facts: dict[Statement, _Facts] = {}
    for dataset, native_id, source_id, *rest in rows:
        sources[dataset, native_id].append(source_id)
        facts.setdefault((dataset, native_id), _Facts(*rest))
    labelled: dict[str, list[Statement]] = defaultdict(list)
    for statement, fact in facts.items():
        labelled[fact.label].append(statement)
    alike = _alike(con)
    return [
        (name, dataset, native_id, source_id, rank(dataset))
        for statements in labelled.values()
        for name, group in _named(_merge(statements, facts, alike), facts)
        for dataset, native_id in group
        for source_id in sources[dataset, native_id]
    ]


def _alike(con: duckdb.DuckDBPyConnection) -> Alike:
    """For statements of different datasets under one label: states both list, same choice."""
    rows = con.execute(
        f"""WITH r AS (SELECT DISTINCT dataset, native_id, {_LABEL} AS label
                       FROM rollcall_statement),
        pair AS (SELECT a.dataset AS da, a.native_id AS na, b.dataset AS db, b.native_id AS nb
                 FROM r a JOIN r b ON a.label = b.label AND a.dataset < b.dataset)
        SELECT da, na, db, nb, count(*), count(*) FILTER (WHERE a.choice = b.choice)
        FROM pair JOIN cast_vote a ON a.dataset = da AND a.native_id = na
        JOIN cast_vote b ON b.dataset = db AND b.native_id = nb AND b.state = a.state
        WHERE a.choice <> 'absent' AND b.choice <> 'absent' GROUP BY ALL"""
    ).fetchall()
    return {((da, na), (db, nb)): (n, k) for da, na, db, nb, n, k in rows}


def _merge(
    statements: list[Statement], facts: dict[Statement, _Facts], alike: Alike
) -> list[list[Statement]]:
    """Join statements under one label into roll calls, the most alike first."""
    pairs = []
    for a, b in combinations(sorted(statements), 2):
        n, same = alike.get((a, b), (0, 0))
        days = _apart(facts[a].date, facts[b].date)
        if a[0] != b[0] and n and same >= _SAME_CHOICE * n and days <= _DAYS_APART:
            pairs.append((-same / n, -n, days, a, b))
    group_of = {s: [s] for s in statements}
    for *_, a, b in sorted(pairs):
        ga, gb = group_of[a], group_of[b]
        if ga is not gb and not {s[0] for s in ga} & {s[0] for s in gb}:
            ga += gb
            group_of.update(dict.fromkeys(gb, ga))
    unique = {id(g): sorted(g, key=lambda s: (rank(s[0]), s)) for g in group_of.values()}
    return sorted(unique.values())


def _apart(a: dt.date | None, b: dt.date | None) -> int:
    return abs((a - b).days) if a and b else 0


def _named(
    groups: list[list[Statement]], facts: dict[Statement, _Facts]
) -> list[tuple[str, list[Statement]]]:
    """Give each roll call under one label its name."""
    whole = _whole(groups, facts)
    named = []
    for group in groups:
        (dataset, number), symbol = group[0], facts[group[0]].symbol
        if symbol is None:
            named.append((f"{dataset} {number}", group))
        else:
            named.append((symbol if group is whole else f"{symbol} ({dataset} {number})", group))
    return named


def _whole(groups: list[list[Statement]], facts: dict[Statement, _Facts]) -> list[Statement] | None:
    """Which of the roll calls under one symbol decided the text as a whole.

    The one that the best dataset states and that is not marked as a vote on a part; among
    equals the last, since parts are voted on before the whole.
    """
    candidates = [g for g in groups if not any(facts[s].part for s in g)]
    if not candidates:
        return None
    best = min(rank(g[0][0]) for g in candidates)
    first = [g for g in candidates if rank(g[0][0]) == best]
    return max(first, key=lambda g: (facts[g[0]].date or dt.date.min, _number(g[0][1]), g))


def _number(native_id: str) -> int:
    return int(native_id) if native_id.isdigit() else 0
