"""How `legation camps show` says what camps are made of, and how their outlets were collected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legation.cli.camps_given import Given, counting, many
from legation.cli.options import console, print_json

if TYPE_CHECKING:
    from legation.narratives.collection import Health, OutletHealth
    from legation.relations.window import Moment

_OUTLETS = 15
_NAMED = 3


def show_health(asked: Given, start: Moment, end: Moment, as_json: bool) -> None:
    """Measure the collection, and show it in words or as JSON."""
    from legation.narratives.collection import health

    with counting("which documents repeat others") as progress:
        found = health(asked.held, asked.camps, start, end, progress=progress)
    if as_json:
        print_json(
            {
                "file": asked.camps.where,
                **found.to_dict(),
                "listed": entries(asked, found),
                "snapshot": asked.record.snapshot(),
            }
        )
        return
    _words(asked, found)


def entries(asked: Given, found: Health) -> list[dict[str, Any]]:
    """Give each line of the file with the outlets of the record that it covers."""
    from legation.narratives.camps import outlet_keys

    keys = {outlet.key for camp in asked.camps.camps for outlet in camp.outlets}
    covers: dict[tuple[str, str], list[OutletHealth]] = {}
    for one in found.outlets:
        if one.camp is not None:
            key = next(key for key in outlet_keys(one.outlet) if key in keys)
            covers.setdefault((one.camp, key), []).append(one)
    return [
        {
            "camp": camp.name,
            "outlet": entry.key,
            "start": entry.start,
            "end": entry.end,
            "covers": [one.outlet for one in covers.get((camp.name, entry.key), [])],
            "documents": sum(one.documents for one in covers.get((camp.name, entry.key), [])),
        }
        for camp in asked.camps.camps
        for entry in camp.outlets
    ]


def _words(asked: Given, found: Health) -> None:
    from rich.table import Table

    from legation.brief.clean import clean

    out = console()
    table = Table("camp", box=None, padding=(0, 2, 0, 0))
    for name in ("outlets", "listed", "documents", "titles alone", "no day", "copies"):
        table.add_column(name, justify="right")
    table.add_column("days")
    for camp, row in zip(asked.camps.camps, found.of_camps, strict=True):
        days = f"{row['first']} to {row['last']}" if row["first"] else ""
        counts = ("documents", "title_only", "undated", "copies")
        table.add_row(
            clean(camp.name, 30), f"{row['outlets']:,}", f"{len(camp.outlets):,}",
            *(f"{row[name]:,}" for name in counts), days,
        )  # fmt: skip
    out.print(table, markup=False)
    if found.overlap and len(asked.camps.camps) > 1:
        out.print(f"\nAll camps have documents in {many(found.overlap, 'month')}.")
    for name in found.camps:
        _outlets(name, [one for one in found.outlets if one.camp == name])
    others = [one for one in found.outlets if one.camp is None]
    if others:
        documents = many(sum(one.documents for one in others), "document")
        out.print(f"\nIn no camp: {many(len(others), 'outlet')} of the record, with {documents}")
    if found.notes:
        out.print()
    for said in found.notes:
        out.print(clean(f"{said[0].upper()}{said[1:]}.", 600), markup=False)


def _outlets(name: str, outlets: list[OutletHealth]) -> None:
    from legation.brief.clean import clean

    out = console()
    if not outlets:
        return
    out.print(f"\n{clean(name, 60)}", markup=False)
    largest = sorted(outlets, key=lambda one: (-one.documents, one.outlet))
    for one in largest[:_OUTLETS]:
        out.print(f"  {one.documents:>7,}  {clean(_line(one), 300)}", markup=False)
    if len(largest) > _OUTLETS:
        rest = largest[_OUTLETS:]
        documents = sum(one.documents for one in rest)
        out.print(f"  {documents:>7,}  {many(len(rest), 'more outlet')}: add --json")


def _line(one: OutletHealth) -> str:
    """Say how an outlet was collected, in one line."""
    parts = [one.outlet]
    parts.append(f"{one.first} to {one.last}" if one.first else "no document has a day")
    if one.first and one.undated:
        parts.append(f"{one.undated:,} without a day")
    if one.sparse:
        parts.append("less than one document a month")
    elif one.gaps:
        longest = sorted(one.gaps, key=lambda gap: (-_months(gap), gap))[:_NAMED]
        named = ", ".join(a if a == b else f"{a} to {b}" for a, b in sorted(longest))
        more = ", ..." if len(one.gaps) > _NAMED else ""
        parts.append(
            f"none in {one.months - one.months_with} of {one.months} months ({named}{more})"
        )
    if one.thin:
        more = ", ..." if len(one.thin) > _NAMED else ""
        parts.append(f"few in {', '.join(one.thin[:_NAMED])}{more}")
    for count, what in (
        (one.title_only if one.title_only < one.documents else 0, "titles alone"),
        (one.duplicates, "of its own twice"),
        (one.copies, "in other outlets too"),
        (one.credits, "credited to an agency"),
    ):
        if count:
            parts.append(f"{count:,} {what}")
    if one.title_only == one.documents:
        parts.append("titles alone")
    return "; ".join(parts)


def _months(gap: tuple[str, str]) -> int:
    (y1, m1), (y2, m2) = (map(int, month.split("-")) for month in gap)
    return (y2 - y1) * 12 + m2 - m1
