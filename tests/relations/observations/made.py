"""Rows put by hand into a record in memory, and what is observed in it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from legation.record import Record, schema
from legation.relations.observations import Source, observe

_number = itertools.count(1)


def put(record: Record, table: str, **values: object) -> None:
    """Insert one row; what is not given is null."""
    storage = {t.name: t.storage for t in schema.VIEWS}.get(table, table)
    if storage != table:
        values["shadowed"] = False
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    record.con.execute(f"INSERT INTO {storage} ({names}) VALUES ({marks})", [*values.values()])


def vote(
    record: Record,
    name: str,
    date: str,
    targets: Sequence[str] = (),
    *,
    title: str = "A text",
    session: str = "75",
    **choices: str,
) -> None:
    """Insert a roll call with the choices of some states."""
    put(
        record,
        "rollcall",
        rollcall_id=name,
        body="UNGA",
        session=session,
        date=date,
        title=title,
        targets=list(targets),
        source_id="made:1",
        locator=name,
    )
    for state, choice in choices.items():
        put(record, "vote", rollcall_id=name, state=state, choice=choice, source_id="made:1")


def event(
    record: Record, actor: str, target: str, date: str, goldstein: float, **more: object
) -> None:
    """Insert an event."""
    number = next(_number)
    row = {
        "event_id": f"e{number}",
        "date": date,
        "actor": actor,
        "target": target,
        "code": f"{number:03d}",
        "goldstein": goldstein,
        "source_id": "icews:1",
        "locator": f"line {number}",
    }
    put(record, "event", **(row | more))


def measure(
    record: Record,
    kind: str,
    actor: str,
    target: str,
    start: str,
    end: str | None,
    value: float | None = None,
    *,
    dataset: str = "made",
    precision: str = "year",
    text: str = "",
) -> None:
    """Insert a measure."""
    number = next(_number)
    put(
        record,
        "measure",
        measure_id=f"m{number}",
        kind=kind,
        actor=actor,
        target=target,
        directed=True,
        start=start,
        end=end,
        precision=precision,
        value=value,
        text=text,
        source_id=f"{dataset}:1",
        locator=f"line {number}",
    )


def score(record: Record, a: str, b: str, day: str, value: float) -> None:
    """Insert a daily score of a pair."""
    put(
        record,
        "score",
        score_id=f"{day}:{a}:{b}",
        date=day,
        actor=a,
        target=b,
        directed=False,
        value=value,
        unit="score",
        source_id="made:1",
        locator=f"row {day} {a} {b}",
    )


def speech(record: Record, state: str, year: int, text: str) -> None:
    """Insert a speech of the General Debate."""
    put(
        record,
        "document",
        document_id=f"ungdc:{state}_{year}",
        kind="speech",
        date=dt.date(year, 9, 30),
        outlet="UN General Assembly",
        state=state,
        text=text,
        source_id="ungdc:1",
        locator=f"{state}_{year}.txt",
    )


Seen = dict[tuple[str, str, str], tuple[float, float]]


def seen(
    record: Record,
    source: Source,
    dyads: Sequence[tuple[str, str]],
    until: dt.date | None = None,
) -> Seen:
    """Observe some pairs: value and n by actor, target and month."""
    found = observe(record, [source], dyads=dyads, until=until).frame()
    columns = found.select("actor", "target", "month", "value", "n").rows()
    return {(actor, target, month): (value, n) for actor, target, month, value, n in columns}
