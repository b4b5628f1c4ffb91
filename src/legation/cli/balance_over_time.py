"""`legation balance --over-time`: balance and camps from month to month or from year to year."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.balance import chronicle
from legation.cli.options import console, estimating, note, print_json

if TYPE_CHECKING:
    from legation.balance import Course, Panel
    from legation.balance.camps import CampEvent
    from legation.cli.balance_question import Question
    from legation.record import Record

#: Months beyond which one June a year is taken where nothing is said.
MONTHS = 120
#: Seconds for the proof of one month where none are given.
SECONDS = 5.0
_EVENTS = 40


@dataclass(frozen=True)
class Followed:
    """A course and how it was asked for."""

    course: Course
    every: int
    weighted: bool
    snapshot: str
    titles: dict[str, str]

    @property
    def step(self) -> str:
        """What lies between two graphs."""
        return {1: "month", 12: "year"}.get(self.every, f"{self.every} months")

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values."""
        return {
            "step": self.step,
            "every": self.every,
            "weighted": self.weighted,
            **self.course.to_dict(),
            "events": chronicle.events(self.course, weighted=self.weighted),
            "periods": chronicle.rows(self.course, weighted=self.weighted),
            "camps": [camp.to_dict() for camp in chronicle.camps(self.course)],
            "sentences": list(self.sentences()),
            "snapshot": self.snapshot,
        }

    def sentences(self) -> tuple[str, ...]:
        """Say what it is of and how to take it."""
        stay = self.course.stay
        words = f"{stay} graphs" if stay > 1 else "one graph"
        return chronicle.sentences(self.course, words, weighted=self.weighted)

    def told(self, event: CampEvent, most: int = 12) -> str:
        """Say what happened to a camp, naming so many states at most."""
        more = chronicle.margin(self.course, event, weighted=self.weighted)
        return chronicle.event_sentence(event, self.titles, more, most)


def follow_balance(
    record: Record, asked: Question, codes: tuple[str, ...] | None, json: bool
) -> None:
    """Follow balance through time and show it."""
    found = followed(record, asked, codes)
    if json:
        print_json(found.to_dict())
    else:
        show(found)
    if asked.output is not None:
        draw(found, asked.output)
        note(f"Wrote {asked.output}")


def followed(record: Record, asked: Question, codes: tuple[str, ...] | None) -> Followed:
    """Make the graphs and measure them; what was measured before is at hand."""
    from legation.balance import course, panel
    from legation.balance.carried import kept

    with estimating("the index") as progress:
        levels = panel(record, asked.start, asked.end, states=codes, progress=progress)
    months, every = chosen(levels, asked.every)
    limit = asked.time_limit or SECONDS
    with counting(len(months)) as told:
        found = course(
            ((month, levels.graph(month)) for month in months),
            stay=stay_of(every),
            weighted=bool(asked.weighted),
            time_limit=limit,
            held=kept(record, time_limit=limit, weighted=bool(asked.weighted)),
            progress=told,
        )
    if not found.complete:
        note("stopped; the months done are kept, and the same question goes on there")
    return Followed(found, every, bool(asked.weighted), record.snapshot(), _titles(found))


def chosen(levels: Panel, every: int | None) -> tuple[list[str], int]:
    """Give the months to take, and how many lie from one to the next.

    Months are counted from June, so that years are compared in the same month.
    """
    months = list(levels.months)
    if every is None:
        every = 1 if len(months) <= MONTHS else 12
    kept = [m for m in months if (12 * int(m[:4]) + int(m[5:7]) - 6) % every == 0]
    return kept or months[-1:], every


def stay_of(every: int) -> int:
    """Give the graphs on end that make a stay: a year of months, and two graphs at least."""
    return max(2, -(-12 // every))


def show(found: Followed) -> None:
    """Print it in words."""
    out = console()
    for line in found.sentences():
        out.print(line, markup=False)
    if not found.course.months:
        return
    out.print()
    rows = chronicle.rows(found.course, weighted=found.weighted)
    yearly = [row for row in rows if row["period"].endswith("-06")]
    short = len(rows) > 90 and bool(yearly)
    out.print(_table(yearly if short else rows))
    if short:
        out.print(f"Each June; all {len(rows):,} graphs: add --json")
    last = found.course.months[-1].period
    out.print("\nCamps")
    for camp in chronicle.camps(found.course):
        out.print(chronicle.camp_sentence(camp, found.titles, last), markup=False)
    out.print("\nWhat became of them")
    events = found.course.events
    for event in events[:_EVENTS]:
        out.print(found.told(event), markup=False)
    if not events:
        out.print("No camp formed, merged or split, and no state changed sides for good.")
    if len(events) > _EVENTS:
        out.print(f"and {len(events) - _EVENTS} more: add --json")
    for name, members in found.course.members(last).items():
        out.print(f"\nCamp {name} in {last} ({len(members)}): {', '.join(members)}", markup=False)


def draw(found: Followed, output: Path) -> None:
    """Write the picture or the page."""
    from legation.brief.balance_page import course_figure, write_course

    figure = course_figure(found.course, weighted=found.weighted)
    write_course(
        output,
        figure,
        found.sentences(),
        tuple(
            chronicle.camp_sentence(camp, found.titles, found.course.months[-1].period)
            for camp in chronicle.camps(found.course)
        ),
        tuple(found.told(event, 200) for event in found.course.events),
    )


def _table(rows: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    table = Table("period", box=None, padding=(0, 2, 0, 0))
    heads = ("states", "edges", "hostile", "balanced", "in doubt", "frustrated", "modularity")
    for name in (*heads, "factions"):
        table.add_column(name, justify="right")
    for row in rows:
        doubt = "–"
        if row["expected"] is not None:
            doubt = f"{_percent(row['expected_lo90'])} to {_percent(row['expected_hi90'])}"
        low, high = _percent(row["frustrated_lower"]), _percent(row["frustrated_upper"])
        table.add_row(
            row["period"],
            *(f"{row[name]:,}" for name in ("nodes", "edges", "hostile")),
            _percent(row["share"]),
            doubt,
            high if row["optimal"] else f"{low} to {high}",
            "–" if row["modularity"] is None else f"{row['modularity']:.2f}",
            " ".join(f"{size}" for size in row["factions"][:4]),
        )
    return table


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _titles(found: Course) -> dict[str, str]:
    """Names of the states."""
    from legation import states

    return {code: states.resolve(code).name for code in found.states}


@contextlib.contextmanager
def counting(months: int) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show the months done on standard error, where that is a terminal; else say it once."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    screen = Console(stderr=True, highlight=False)
    if not screen.is_terminal:
        if months > 12:
            note(f"Following {months:,} graphs; those done are kept for the next time")
        yield None
        return
    columns = (TextColumn("Graphs"), BarColumn(), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("months", total=months)
        yield lambda _, done, __: bar.update(task, completed=done)
