"""The signed graph of what binds and divides states by treaty and force, without the index.

In the manner of the networks that Doreian and Mrvar (2015, *Journal of Social Structure* 16) made
of the Correlates of War: an alliance in force at some time in a window is a friendly edge, a
militarised dispute a hostile one. They took windows of three years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from legation import states as atlas
from legation.balance.edges import name_of
from legation.balance.graph import SignedGraph
from legation.errors import InputError, UnknownNameError
from legation.record import Record
from legation.record.readers.atop import PLEDGES
from legation.record.schema import MEASURE_KINDS
from legation.relations.observations.measures import LAST_COVERED, REVISED
from legation.relations.window import Moment, Window, window

if TYPE_CHECKING:
    import polars as pl

CONFLICTS = ("hostile", "friendly", "drop")
_DATASET = "split_part(source_id, ':', 1)"
_COLUMNS = (
    '"kind", actor, target, directed, "start", "end", "precision", value, unit, "text", '
    "source_id, locator, measure_id"
)


@dataclass(frozen=True, eq=False)
class Ties:
    """A signed graph of measures of the record, with the rows behind each edge.

    Attributes
    ----------
    graph
        The graph; every weight and probability is 1.
    window
        Days looked at.
    rows
        One row per measure in force: `u`, `v` (ends of its edge), `sign` (what it speaks for),
        and the columns of the table `measure`, with source and locator.
    """

    graph: SignedGraph
    window: Window
    rows: pl.DataFrame = field(repr=False)

    def evidence(self, a: str | int, b: str | int) -> pl.DataFrame:
        """Give the rows that speak of a pair, oldest first, also where rules leave no edge.

        Raises
        ------
        UnknownNameError
            If a name is no state.
        """
        import polars as pl

        ends = sorted(_line(str(atlas.resolve(name))) for name in (a, b))
        found = self.rows.filter((pl.col("u") == ends[0]) & (pl.col("v") == ends[1]))
        return found.sort("start", "measure_id")


def alliance_graph(
    record: Record,
    first: Moment | Window,
    last: Moment = None,
    *,
    friendly: Sequence[str] = ("alliance",),
    hostile: Sequence[str] = ("dispute",),
    pledges: Sequence[str] | None = None,
    conflict: str = "hostile",
    states: Iterable[str | int] | None = None,
) -> Ties:
    """Make a signed graph of lasting measures between states that were in force in a window.

    A measure counts where it was in force on some day of the window, as exactly as its source
    dates it: one that is dated by its year counts in all months of the year. Where no end is
    told, it lasts to the end of what its source covers. Of sanctions, those imposed count, not
    those threatened. A dispute is counted once: in the years which a revised dataset covers, the
    one it revises is left aside, as in the index.

    A state stands for its line under the code it has today (RUS for the Soviet Union), and only
    states that exist in the window have edges.

    Parameters
    ----------
    record
        The record.
    first, last
        Day, month (YYYY-MM), year or window; with `last` all days between.
    friendly, hostile
        Kinds of measures that make a friendly and a hostile edge, of
        `legation.record.schema.MEASURE_KINDS`; "rivalry", "sanction" and "designation" may be
        added to the hostile.
    pledges
        Only alliances with one of these pledges, such as "defence pact"; by default all, also
        those of non-aggression or consultation alone.
    conflict
        What a pair is that has both: `hostile` (allies who fought in the window did fight: what
        happened goes before what is written), `friendly`, or `drop` for no edge.
    states
        Names or codes of states, to have the graph among these.

    Returns
    -------
    Ties
        The graph, with the rows behind each edge.

    Raises
    ------
    InputError, UnknownNameError
        If an option makes no sense, or the record holds no such measure in the window.

    Examples
    --------
    >>> alliance_graph(record, 1946, 1948).graph  # doctest: +SKIP
    """
    _check(friendly, hostile, conflict)
    _check_pledges(pledges)
    span = first if isinstance(first, Window) else window(first, first if last is None else last)
    rows, outside = _named(_in_force(record, (*friendly, *hostile), pledges, span), span)
    if states is not None:
        rows = _among(rows, states)
    if not len(rows):
        raise InputError(_nothing(record, (*friendly, *hostile), span))
    notes = (*_coverage(record, (*friendly, *hostile), span), *_outside(outside))
    return _graph(rows, set(friendly), conflict, span, notes)


def _check(friendly: Sequence[str], hostile: Sequence[str], conflict: str) -> None:
    for kinds in (friendly, hostile):
        if isinstance(kinds, str):
            raise InputError(f"kinds of measures are given as a list, as in ['{kinds}']")
        for kind in kinds:
            if kind not in MEASURE_KINDS:
                raise UnknownNameError(
                    f"no kind of measure '{kind}'; there are {', '.join(MEASURE_KINDS)}"
                )
    if both := sorted(set(friendly) & set(hostile)):
        raise InputError(f"{', '.join(both)} is given as friendly and as hostile; choose one")
    if not friendly and not hostile:
        raise InputError("a graph of measures takes at least one kind of them")
    if conflict not in CONFLICTS:
        raise UnknownNameError(f"conflict is one of {', '.join(CONFLICTS)}, not '{conflict}'")


def _check_pledges(pledges: Sequence[str] | None) -> None:
    if pledges is None:
        return
    known = tuple(PLEDGES.values())
    if isinstance(pledges, str) or not pledges:
        raise InputError("pledges are given as a list, as in ['defence pact']")
    for pledge in pledges:
        if pledge not in known:
            raise UnknownNameError(f"no pledge '{pledge}'; there are {', '.join(known)}")


def _in_force(
    record: Record, kinds: Sequence[str], pledges: Sequence[str] | None, span: Window
) -> pl.DataFrame:
    """Rows of the record in force on some day of a window."""
    import polars as pl

    revised = " ".join(
        f"""AND NOT ({_DATASET} = '{old}' AND "kind" = 'dispute' AND year("start") IN (
            SELECT DISTINCT year("start") FROM measure
            WHERE "kind" = 'dispute' AND {_DATASET} = '{new}'))"""
        for old, new in REVISED.items()
    )
    pledged = "" if pledges is None else "AND (kind <> 'alliance' OR list_has_any(told, ?))"
    found = record.con.sql(
        f"""SELECT {_COLUMNS} FROM (
            SELECT *, string_split("text", ', ') AS told FROM measure
            WHERE list_contains(?, "kind") AND "start" <= ?
                AND {_end()} >= ?
                AND NOT ("kind" = 'sanction' AND value = 0) {revised}
        ) WHERE true {pledged} ORDER BY "start", measure_id""",
        params=[
            list(kinds),
            span.end,
            span.start,
            *([] if pledges is None else [list(pledges)]),
        ],
    ).to_arrow_table()
    return pl.DataFrame(pl.from_arrow(found))


def _named(rows: pl.DataFrame, span: Window) -> tuple[pl.DataFrame, int]:
    """Name the ends by their lines; leave out rows of what is no state in the window."""
    import polars as pl

    codes = sorted({*rows["actor"].to_list(), *rows["target"].to_list()})
    line = {code: _line(code) for code in codes if _exists(code, span)}
    ends = [
        tuple(sorted((line[a], line[b]))) if a in line and b in line else (None, None)
        for a, b in zip(rows["actor"].to_list(), rows["target"].to_list(), strict=True)
    ]
    named = rows.select(
        pl.Series("u", [pair[0] for pair in ends], pl.String),
        pl.Series("v", [pair[1] for pair in ends], pl.String),
        pl.all(),
    )
    kept = named.filter(pl.col("u").is_not_null() & (pl.col("u") != pl.col("v")))
    return kept, len(named) - len(kept)


def _line(code: str) -> str:
    return str(atlas.lineage(code)[-1][0])


def _exists(code: str, span: Window) -> bool:
    state = atlas.find(code, scheme="iso3")
    if state is None or state.kind != "state":
        return False
    return any(
        (start is None or start <= span.end) and (end is None or end >= span.start)
        for start, end in state.spells
    )


def _among(rows: pl.DataFrame, names: Iterable[str | int]) -> pl.DataFrame:
    import polars as pl

    codes = [_line(str(atlas.resolve(name))) for name in names]
    return rows.filter(pl.col("u").is_in(codes) & pl.col("v").is_in(codes))


def _graph(
    rows: pl.DataFrame, friendly: set[str], conflict: str, span: Window, notes: tuple[str, ...]
) -> Ties:
    """Join the rows of each pair into one edge."""
    import polars as pl

    sign = pl.when(pl.col("kind").is_in(list(friendly))).then(1).otherwise(-1)
    signed = rows.select("u", "v", sign.cast(pl.Int64).alias("sign"), pl.exclude("u", "v"))
    pairs = signed.group_by("u", "v").agg(
        pl.col("sign").min().alias("low"), pl.col("sign").max().alias("high")
    )
    low, high = pairs["low"].to_numpy(), pairs["high"].to_numpy()
    clash = low < high
    kept = ~clash if conflict == "drop" else np.ones(len(pairs), bool)
    signs = np.where(clash & (conflict == "friendly"), high, low)
    if clash.any():
        said = "have no edge" if conflict == "drop" else f"are {conflict}"
        notes = (f"{int(clash.sum()):,} pairs with ties of both signs {said}.", *notes)
    nodes = sorted({*pairs["u"].to_list(), *pairs["v"].to_list()})
    place = {name: i for i, name in enumerate(nodes)}
    u, v = (np.array([place[name] for name in pairs[end].to_list()]) for end in ("u", "v"))
    whole = SignedGraph.of(nodes, u[kept], v[kept], signs[kept], period=name_of(span), notes=notes)
    joined = np.zeros(whole.order, bool)
    joined[whole.u] = joined[whole.v] = True
    return Ties(whole.keep(np.ones(whole.size, bool), joined), span, signed)


def _reach(record: Record, kinds: Sequence[str]) -> dict[str, tuple[dt.date, dt.date]]:
    """First and last day that the sources of each kind cover; a list may still be in force."""
    found = record.con.execute(
        f"""SELECT "kind", min("start"), max({_end(covered_by_source=True)}) FROM measure
        WHERE list_contains(?, "kind") GROUP BY "kind" ORDER BY "kind" """,
        [list(kinds)],
    ).fetchall()
    return {kind: (first, last) for kind, first, last in found}


def _end(covered_by_source: bool = False) -> str:
    """SQL of the last day a measure is in force, or of the last day that its source covers."""
    known = " ".join(
        f"WHEN {_DATASET} = '{name}' THEN DATE '{year}-12-31'"
        for name, year in LAST_COVERED.items()
    )
    covered = f"CASE {known} ELSE coalesce(\"end\", DATE '9999-12-31') END"
    return covered if covered_by_source else f'coalesce("end", {covered})'


def _coverage(record: Record, kinds: Sequence[str], span: Window) -> tuple[str, ...]:
    """Say of each kind whether the record reaches over the window."""
    reach = _reach(record, kinds)
    notes = []
    for kind in kinds:
        if kind not in reach:
            notes.append(f"The record holds no {_words(kind)}.")
        elif reach[kind][1] < span.end:
            notes.append(f"The record knows of {_words(kind)} up to {reach[kind][1]}.")
    return tuple(notes)


def _nothing(record: Record, kinds: Sequence[str], span: Window) -> str:
    named = " or ".join(_words(kind) for kind in kinds)
    reach = _reach(record, kinds)
    if not reach:
        return f"the record holds no {named}; see what it holds with: legation status"
    told = ", ".join(
        f"{_words(kind)} from {first} to {last}" for kind, (first, last) in reach.items()
    )
    return f"no {named} between states were in force in {name_of(span)}; the record knows {told}"


def _outside(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count:,} rows on what was no state of its own then are left aside.",)


def _words(kind: str) -> str:
    name = kind.replace("_", " ")
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
