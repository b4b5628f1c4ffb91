"""How the answers of camps are printed: in words and tables, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legation.cli.camps_given import Given, many
from legation.cli.options import console, print_json

if TYPE_CHECKING:
    from legation.narratives.both import Both
    from legation.narratives.omission import Coverage, Missing
    from legation.narratives.picture import Pictures
    from legation.narratives.told import Comparison

_ROWS, _SENTENCES = 15, 40


def show_comparison(asked: Given, found: Comparison, evidence: bool, as_json: bool) -> None:
    """Show how each camp tells of a pair."""
    rows = found.evidence().to_dicts() if evidence else None
    if as_json:
        more = {} if rows is None else {"evidence": rows}
        print_json({**found.to_dict(), **more, "snapshot": asked.record.snapshot()})
        return
    from rich.table import Table

    from legation import states
    from legation.brief.clean import clean

    out = console()
    names = [states.resolve(code).name for code in found.pair]
    out.print(f"{names[0]} and {names[1]}, {found.window}, on the Goldstein scale\n", markup=False)
    if found.record:
        mean, low, high = found.record
        out.print(f"record, over the months told of: {mean:+.1f} ({low:+.1f} to {high:+.1f})\n")
    table = Table("camp", "beside the record", box=None, padding=(0, 2, 0, 0))
    for name in ("documents", "outlets", "sentences"):
        table.add_column(name, justify="right")
    for name, told in found.camps.items():
        table.add_row(
            clean(name, 40), _delta(told), f"{told.documents:,}", f"{told.outlets:,}",
            f"{told.sentences:,}",
        )  # fmt: skip
    out.print(table, markup=False)
    out.print(
        "\nBeside the record: how much friendlier (+) or more hostile (-) a camp tells of the pair "
        "than documents of this collection tell of pairs that stand so in the record; in brackets "
        "the 90 % interval.",
        markup=False,
    )
    _notes(found.notes)
    for row in (rows or [])[:_SENTENCES]:
        head = f"{row['date']}  {row['camp'] or '-'}  {row['outlet']}  {row['class']}: "
        out.print(clean(f"{head}{row['text']}", 400), markup=False)
    if rows and len(rows) > _SENTENCES:
        out.print(f"and {many(len(rows) - _SENTENCES, 'more sentence')}: add --json")
    elif not rows:
        out.print("\nNext: the sentences it rests on: add --evidence", markup=False)


def _delta(told: Any) -> str:
    """Write a difference with its interval, or what is lacking."""
    if told.delta is not None:
        return f"{told.delta:+.1f} ({told.lo90:+.1f} to {told.hi90:+.1f})"
    if told.more:
        return f"too little; {many(told.more, 'document')} more would do"
    return "too little to tell"


def show_pictures(asked: Given, found: Pictures, as_json: bool) -> None:
    """Show the picture of each camp, and where it departs from the record and from the others."""
    if as_json:
        print_json(
            {
                "camps": found.to_dict(),
                "notes": _left_out(found),
                "snapshot": asked.record.snapshot(),
            }
        )
        return
    from legation.brief.clean import clean

    out = console()
    for name, picture in found.camps.items():
        friendly = int((picture.graph.sign > 0).sum())
        out.print(
            f"{clean(name, 60)}: tells enough of {many(picture.told, 'pair')}; {friendly} "
            f"friendly, {picture.graph.size - friendly} hostile, the others unsure",
            markup=False,
        )
        for way, leaning in (
            ("favoured", picture.favoured),
            ("disfavoured", picture.disfavoured),
        ):
            if leaning:
                out.print(f"  {way}: {', '.join(_state(one.state) for one in leaning[:_ROWS])}")
        if picture.balance is not None:
            out.print(f"  {picture.balance}", markup=False)
        for edge in (*picture.against_record, *picture.against_others)[:_ROWS]:
            out.print(f"  {clean(str(edge), 300)}", markup=False)
        out.print()
    _notes(tuple(_left_out(found)))
    out.print("\nNext: one pair: add --pair Russia:Israel", markup=False)


def show_missing(found: Missing, evidence: bool, as_json: bool) -> None:
    """Show what is missing from each camp, and from all."""
    if as_json:
        listed = found.to_dict()
        if evidence:
            told = found.evidence([row.happening.id for row in found.rows]).to_dicts()
            for one in listed:
                one["evidence"] = [row for row in told if row["id"] == one["event"]["id"]]
        print_json(listed)
        return
    from legation.brief.clean import clean

    out = console()
    for name in found.camps:
        rows = found.missing_from(name)
        out.print(f"Missing from {clean(name, 60)}, at a false-discovery rate of {found.mark:g}:")
        _lines(rows)
    out.print("Missing from all camps, among what is of high salience:")
    _lines(found.both)
    _notes(found.notes)
    if evidence:
        for one in found.evidence().head(_SENTENCES).to_dicts():
            words = "; ".join(f"{key} {one[key]}" for key in one if one[key] not in (None, ""))
            out.print(clean(words, 400), markup=False)
    elif found.found or found.both:
        out.print("\nNext: the documents that report each: add --evidence", markup=False)


def _lines(rows: tuple[Coverage, ...]) -> None:
    from legation.brief.clean import clean

    out = console()
    for row in rows[:_ROWS]:
        out.print(f"  {clean(str(row), 400)}", markup=False)
    if len(rows) > _ROWS:
        out.print(f"  and {many(len(rows) - _ROWS, 'more')}: add --json")
    if not rows:
        out.print("  nothing found")
    out.print()


def show_dissonance(found: Any, as_json: bool) -> None:
    """Show whether what is left out would have strained the picture of each camp."""
    if as_json:
        print_json(found.to_dict())
        return
    from legation.brief.clean import clean

    out = console()
    for line in str(found).splitlines():
        out.print(clean(line, 600), markup=False)


def show_both(found: Both, as_json: bool) -> None:
    """Show which relations two camps leave out or bend."""
    if as_json:
        print_json([one.to_dict() for one in found])
        return
    from legation.brief.clean import clean

    out = console()
    for one in found[:_ROWS]:
        out.print(clean(str(one), 600), markup=False)
    if len(found) > _ROWS:
        out.print(f"and {many(len(found) - _ROWS, 'more')}: add --json")
    if not found:
        out.print("No relation was found that two camps leave out or bend.")


def _notes(notes: tuple[str, ...]) -> None:
    from legation.brief.clean import clean

    out = console()
    if notes:
        out.print()
    for said in notes:
        out.print(clean(f"{said[0].upper()}{said[1:]}.", 600), markup=False)


def _left_out(found: Pictures) -> list[str]:
    return [f"{n:,} rows left out: {why}" for why, n in found.perceived.left_out.items() if n]


def _state(code: str) -> str:
    from legation import states

    found = states.find(code)
    return code if found is None else found.name
