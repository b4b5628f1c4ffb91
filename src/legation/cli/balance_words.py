"""What `legation balance` prints where JSON is not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legation.cli.options import console

if TYPE_CHECKING:
    from legation.balance import Mediators, Straddlers, Strain
    from legation.cli.balancing import Answer

_EDGES, _ROWS = 10, 15


def show(found: Answer) -> None:
    """Print the balance of one graph."""
    from legation.balance.sentences import standing

    out = console()
    graph = found.graph
    hostile = int((graph.sign < 0).sum())
    when = f"{graph.period}: " if graph.period else ""
    what = "states" if found.source != "edges" else "nodes"
    out.print(
        f"{when}{graph.order:,} {what}, {graph.size:,} edges, {graph.size - hostile:,} friendly "
        f"and {hostile:,} hostile",
        markup=False,
    )
    for line in graph.notes:
        out.print(line, markup=False)
    out.print()
    for line in standing(found.triads, found.frustration):
        out.print(line, markup=False)
    out.print(
        f"Walk balance {found.walk.value:.4g} (inverse temperature {found.walk.beta:g}; 1 is "
        "balanced).",
        markup=False,
    )
    _show_factions(found)
    _show_frustrated(found)
    if found.straddle is not None:
        _show_straddlers(found.straddle)
    if found.mediate is not None:
        _show_mediators(found.mediate)
    if found.strain is not None:
        _show_strain(found.strain, found.titles)


def _show_factions(found: Answer) -> None:
    out = console()
    for i, names in enumerate(found.frustration.factions, 1):
        if names:
            out.print(f"\nFaction {i} ({len(names)}): {', '.join(names)}", markup=False)
    if found.frustration.isolated:
        out.print(f"\nWithout edges: {', '.join(found.frustration.isolated)}", markup=False)


def _show_frustrated(found: Answer) -> None:
    """List the heaviest edges against the factions."""
    out = console()
    frame = found.frustration.frustrated_edges
    if not frame.height:
        return
    rows = frame.sort("weight", "u", "v", descending=[True, False, False])
    out.print(f"\nFrustrated edges, the heaviest of {frame.height:,}")
    for row in rows.head(_EDGES).to_dicts():
        sign = "+" if row["sign"] > 0 else "−"
        kind = "friendly across factions" if row["sign"] > 0 else "hostile within a faction"
        names = f"{_name(found.titles, row['u'])} and {_name(found.titles, row['v'])}"
        out.print(f"  {sign}{row['weight']:.2g}  {names}, {kind}", markup=False)


def _show_straddlers(found: Straddlers) -> None:
    from legation.balance.sentences import amount, chance, level, straddling

    out = console()
    out.print("\nBetween rivals")
    if not found.found:
        out.print("No state is between them, and no pair of rivals between which it is.")
        return
    out.print(straddling(found.found[0]), markup=False)
    one_pair = len({(one.a, one.b) for one in found.found}) == 1 and len(found.found) > 1
    first = found.found[0]
    heads = ("score", "chance", *((first.a, first.b) if one_pair else ("with A", "with B", "A, B")))
    table = _table("state" if one_pair else "rivals A, B", heads)
    for one in found.found[:_ROWS]:
        label = one.state if one_pair else f"{one.a}, {one.b}"
        more = () if one_pair else (level(one.between),)
        ties = (level(one.with_a), level(one.with_b), *more)
        table.add_row(label, amount(one.score), chance(one.chance), *ties)
    out.print(table)
    _unrated(found.unrated)


def _show_mediators(found: Mediators) -> None:
    from legation.balance.sentences import amount, level, mediating

    out = console()
    out.print("\nPlaced to mediate")
    if not found.found:
        out.print("No third state has rows with both.")
        return
    out.print(mediating(found, found.found[0]), markup=False)
    table = _table("state", ("rank", "score", "near", "even", "connected", found.a, found.b))
    for one in found.found[:_ROWS]:
        table.add_row(
            one.state,
            f"{one.rank} ({one.rank_lo90} to {one.rank_hi90})",
            amount(one.score, 2),
            *(f"{getattr(one, name).mean:.2f}" for name in ("near", "even", "connected")),
            level(one.with_a),
            level(one.with_b),
        )
    out.print(table)
    _unrated(found.unrated)


def _show_strain(found: Strain, titles: dict[str, str]) -> None:
    from rich.markup import escape

    out = console()
    out.print(f"\nStrain: {found}", markup=False)
    table = _table("edge", ("sign", "index if reversed", "change", "triangles", "unbalanced"))
    for row in found.frame().head(_ROWS).to_dicts():
        names = f"{_name(titles, row['u'])} and {_name(titles, row['v'])}"
        table.add_row(
            escape(names),
            "+" if row["sign"] > 0 else "−",
            _bounds(row["index_lower"], row["index_upper"]),
            _bounds(row["change_lower"], row["change_upper"], signed=True),
            f"{row['triads']:,}",
            f"{row['unbalanced']:,}",
        )
    out.print(table)


def _bounds(low: float, high: float, signed: bool = False) -> str:
    form = "+,.6g" if signed else ",.6g"
    one, two = (f"{value:{form}}".replace("-", "−") for value in (low, high))
    return one if one == two else f"{one} to {two}"


def _unrated(names: tuple[str, ...]) -> None:
    if names:
        console().print(
            f"Left out, since the record has no rows on them with both: {', '.join(names)}",
            markup=False,
        )


def _table(first: str, columns: tuple[str, ...]) -> Any:
    from rich.table import Table

    table = Table(first, box=None, padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(name, justify="right")
    return table


def _name(titles: dict[str, str], node: str) -> str:
    return titles.get(node, node)
