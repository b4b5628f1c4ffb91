"""What `legation check` prints where JSON is not asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from legation.brief.clean import clean
from legation.checking.phrases import count_words
from legation.cli.options import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from legation.checking import EvidenceRow, Variation, Verdict
    from legation.cli.check_question import Question
    from legation.cli.check_run import Checked

_ROWS, _READINGS, _WIDEST = 5, 6, 100

#: Sign and style of each verdict: a sign too, since not everybody sees colours.
SIGNS = {
    "supported": ("✓", "bold green"),
    "refuted": ("✕", "bold red"),
    "fragile": ("≈", "bold yellow"),
    "outside_record": ("?", "bold cyan"),
    "not_checkable": ("–", "bold"),
    "pending": ("…", "bold magenta"),
}


def show(found: Sequence[Checked], asked: Question) -> None:
    """Print the verdicts on one or several texts."""
    out = console()
    for number, one in enumerate(found):
        if number:
            out.print()
        if len(found) > 1 and one.document is not None:
            title = one.document.title or one.document.key or one.document.where
            out.print(clean(title, 200), style="bold", markup=False)
        for said in one.notes:
            out.print(clean(f"Note: {said}", 400), markup=False)
        if not one.verdicts:
            out.print(
                "It makes no claim about relations between states that could be checked.",
                markup=False,
            )
        for place, verdict in enumerate(one.verdicts):
            if place:
                out.print()
            show_verdict(verdict, out)
    if any(one.verdicts for one in found):
        out.print()
        _hint(asked, out)


def show_verdict(verdict: Verdict, out: Console) -> None:
    """Print one verdict: words, answer, what was understood, rows, readings, what is missing."""
    from rich.text import Text

    from legation.checking import saying
    from legation.checking.given import in_words

    speaker = saying.speaker(verdict)
    words = clean(saying.whole(verdict), 400)
    said = f", {clean(speaker, 80)}" if speaker else ""
    wrapped(out, f"“{words}”{said}" if verdict.claim.get("text") else words, style="bold")
    sign, style = SIGNS[verdict.verdict]
    sure = "" if verdict.confidence is None else f"   confidence {verdict.confidence:.2f}"
    out.print(Text.assemble((f"{sign} {verdict.verdict.replace('_', ' ')}", style), sure))
    if verdict.explanation:
        wrapped(out, clean(verdict.explanation, 2000))
    wrapped(out, "Understood as " + clean(in_words(verdict), 600), style="dim")
    _rows(verdict.evidence, out)
    _readings(verdict, out)
    if verdict.coverage and verdict.coverage not in verdict.explanation:
        wrapped(out, f"Searched: {clean(verdict.coverage, 400)}")
    if verdict.missing and verdict.missing not in verdict.explanation:
        wrapped(out, f"Missing: {clean(verdict.missing, 400)}")


def wrapped(out: Console, text: str, style: str = "", indent: str = "") -> None:
    """Print a text in lines no wider than the screen."""
    wide = max(min(out.width, _WIDEST), 24)
    for line in textwrap.wrap(text, wide, initial_indent=indent, subsequent_indent=indent) or [""]:
        out.print(line, style=style or None, markup=False, no_wrap=True, crop=False)


def _rows(rows: Sequence[EvidenceRow], out: Console) -> None:
    """Print the first rows, and how many more there are."""
    if not rows:
        return
    from rich.table import Table

    narrow = out.width < 70
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, width=min(out.width, _WIDEST))
    table.add_column("date", no_wrap=True)
    table.add_column("row", ratio=1, overflow="fold")
    if not narrow:
        table.add_column("where", max_width=34, overflow="fold")
    for row in rows[:_ROWS]:
        what = clean(row.text or row.table, 240)
        if row.role != "deciding":
            what = f"({row.role}) {what}"
        where = clean(row.locator, 120)
        day = "" if row.date is None else row.date.isoformat()
        cells = (day, f"{what}; {where}") if narrow else (day, what, where)
        table.add_row(*(_plain(cell) for cell in cells))
    out.print(table)
    if len(rows) > _ROWS:
        more = count_words(len(rows) - _ROWS, "more row")
        wrapped(out, f"and {more}: add --json, or --html page.html")


def _plain(text: str) -> Text:
    """Give a cell in which square brackets are no markup."""
    from rich.text import Text

    return Text(text)


def _readings(verdict: Verdict, out: Console) -> None:
    """Print the readings, and the share of them that agree."""
    if len(verdict.readings) < 2:
        return
    told = [one for one in verdict.readings if one.verdict in ("supported", "refuted")]
    if verdict.share is None:
        head = f"{len(verdict.readings)} readings, of which the first cannot tell:"
    else:
        agree = sum(one.verdict == verdict.readings[0].verdict for one in told)
        head = (
            f"{agree} of {len(told)} readings agree with the first ({100 * verdict.share:.0f} %):"
        )
    wrapped(out, head)
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
    table.add_column("verdict", no_wrap=True)
    table.add_column("reading", overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    for one in _first(verdict.readings):
        sign, style = SIGNS.get(one.verdict, ("?", ""))
        shown = _plain(f"{sign} {one.verdict.replace('_', ' ')}")
        shown.stylize(style.removeprefix("bold ") if style != "bold" else "")
        name = clean(one.variation, 120) + ("" if one.binding else " (shown only)")
        table.add_row(shown, _plain(name), _value(one))
    out.print(table)
    if len(verdict.readings) > _READINGS:
        more = count_words(len(verdict.readings) - _READINGS, "more reading")
        wrapped(out, f"  and {more}: add --json")


def _first(readings: Sequence[Variation]) -> list[Variation]:
    """Give some readings: the first, then those that say otherwise, then the others."""
    first, *others = readings
    others.sort(key=lambda one: one.verdict == first.verdict)
    return [first, *others][:_READINGS]


def _value(one: Variation) -> str:
    """Write the number of a reading with the rows it rests on."""
    number = "" if one.value is None else f"{one.value:.3g}"
    if one.value is not None and abs(one.value) >= 1000:
        number = f"{one.value:,.0f}"
    rows = f"n = {one.n:,}" if one.n else ""
    return ", ".join(part for part in (number, rows) if part)


def _hint(asked: Question, out: Console) -> None:
    """Say how to change what was understood, and how to keep the answer."""
    source = "" if asked.claim is not None else "; to put it right: legation check ... --understood"
    after = " > claim.json, change it, then legation check --claim claim.json" if source else ""
    wrapped(
        out,
        f"Next: the page with all rows and readings: add --html page.html{source}{after}",
        style="dim",
    )
