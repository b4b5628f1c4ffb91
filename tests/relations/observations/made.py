"""Rows put by hand into a record in memory."""

from __future__ import annotations

from collections.abc import Sequence

from legation.record import Record, schema


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
