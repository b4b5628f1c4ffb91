"""A small record with a casebook of happenings and made articles of made outlets."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

from legation.record import Record, add
from legation.record.casebook import open_casebook

Article = tuple[str, str, str, str]

#: The vote that one camp of the made outlets leaves out.
VOTE = "vote:A/RES/ES-11/5"
DAY = dt.date(2022, 11, 14)
REPORT = (
    "UN Assembly votes for reparations to Ukraine",
    "The General Assembly of the United Nations voted on Monday for a text that asks Russia to "
    "answer for the damage done in Ukraine. Ninety-four states were in favour of reparations.",
)
OTHER = ("Rain in the valley", "It rained for days, and the river rose. Farmers were glad of it.")


def made(folder: Path, articles: Iterable[Article]) -> Record:
    """Make a record of articles: outlet, day, title and text."""
    record = open_casebook()
    record.con.execute("DELETE FROM document_statement")
    file = folder / "articles.jsonl"
    rows = [
        {"outlet": outlet, "date": day, "title": title, "text": text,
         "url": f"https://{outlet}/{number}"}
        for number, (outlet, day, title, text) in enumerate(articles)
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    add(record, [file])
    return record


def daily(outlet: str, number: int = 4) -> list[Article]:
    """Make articles about nothing, so that an outlet is collected around the vote."""
    days = [DAY + dt.timedelta(days=3 * at - 6) for at in range(number)]
    title, text = OTHER
    return [(outlet, day.isoformat(), f"{title} {outlet} {day}", f"{text} {day}") for day in days]


def report(outlet: str, days: int = 1) -> Article:
    """Make a report of the vote."""
    day = DAY + dt.timedelta(days=days)
    return (outlet, day.isoformat(), REPORT[0], f"{REPORT[1]} {outlet} has more.")


def world(reporting: int = 10, silent: int = 10) -> list[Article]:
    """Make outlets of the north that report the vote, and of the south that do not."""
    out: list[Article] = []
    for at in range(reporting):
        out += [*daily(f"north{at}.example"), report(f"north{at}.example")]
    for at in range(silent):
        out += daily(f"south{at}.example")
    return out
