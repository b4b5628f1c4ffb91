"""Which rows of a kind of measure a claim speaks of, and how many cases or units they make.

A claim that names a kind of pact, or how far a dispute went, is held to rows of that kind; one
that names none is read narrowly first (sanctions imposed, pacts of defence) and widely second.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from legation import states
from legation.checking.question import Question
from legation.checking.results import Way
from legation.checking.world import World

Row = dict[str, Any]

#: Words for a kind of pact, and how the rows write it.
_PACTS = (
    (re.compile(r"\bnon-?\s?aggression\b", re.IGNORECASE), "non-aggression pact"),
    (re.compile(r"\bneutrality\b", re.IGNORECASE), "neutrality pact"),
    (re.compile(r"\bconsultat\w+", re.IGNORECASE), "consultation"),
)
#: Words for how far a dispute went, and the least level of hostility of who acts, 1 to 5
#: (Jones, Bremer and Singer 1996: 2 threat, 3 display, 4 use of force, 5 war).
_HOSTILE = (
    (re.compile(r"\b(?:war|wars|warred)\b", re.IGNORECASE), 5.0),
    (
        re.compile(
            r"\b(?:attack|invad|invasion|bomb|shell(?:ed|ing)|raid|struck|airstrike|"
            r"us(?:e|ed|ing)\s+(?:of\s+)?force|clash)\w*",
            re.IGNORECASE,
        ),
        4.0,
    ),
    (re.compile(r"\b(?:display\w*|show\w*)\s+of\s+force\b", re.IGNORECASE), 3.0),
)
#: CAMEO codes of events that are what a kind of measure is.
_EVENTS = {"sanction": ("163",), "dispute": ("19", "20")}


def words_of(question: Question) -> str:
    """Give the words a claim says of a measure: its own, and details that are words."""
    details = (question.detail(name) or "" for name in ("topic", "words", "arms"))
    return " ".join((question.text, *details))


def pact_of(question: Question) -> str | None:
    """Give the kind of pact that a claim names, None where it names none."""
    text = words_of(question)
    return next((kind for word, kind in _PACTS if word.search(text)), None)


def hostility_of(question: Question) -> float | None:
    """Give the least hostility that a claim names, None where it names none."""
    text = words_of(question)
    return next((level for word, level in _HOSTILE if word.search(text)), None)


def counts(question: Question, kind: str, way: Way, row: Row) -> bool:
    """Tell whether a row is one that a claim speaks of under a reading.

    Parameters
    ----------
    question
        The claim.
    kind
        Kind of measure.
    way
        The reading: `wide` takes threats and loose pacts too, `begun` what began in the window.
    row
        The row.
    """
    low = question.start
    if way.option("begun") and low is not None and row["start"] < low:
        return False
    if way.option("wide"):
        return True
    text = row["text"] or ""
    if kind == "sanction":
        return row["value"] is None or bool(row["value"])
    if kind == "alliance":
        named = pact_of(question)
        pacts = (named,) if named else ("defence pact", "offence pact")
        return any(part in text for part in pacts)
    if kind == "diplomatic_post":
        # A row may say that relations ended; then they are not there for as long as it lasts.
        return not any(part in text for part in ("broken off", "withdrawn"))
    if kind == "dispute" and (least := hostility_of(question)) is not None:
        return row["value"] is not None and bool(row["value"] >= least)
    return True


def case_of(row: Row) -> str:
    """Give what is one case.

    Both sides of a dispute and each of its years carry its number, in the list of the Correlates
    of War and in that made from it; parties of a sanction carry that of its case.
    """
    parts = str(row["measure_id"]).split(":")
    if row["kind"] == "dispute" and len(parts) > 1:
        return parts[1]
    return ":".join(parts[:2]) if row["kind"] == "sanction" else ":".join(parts)


def size_of(kind: str, rows: Iterable[Row]) -> float:
    """Give amounts summed, of kinds that have them; else the number of cases."""
    if kind in ("arms_transfer", "shared_igo"):
        return float(sum(row["value"] or 0.0 for row in rows))
    return float(len({case_of(row) for row in rows}))


def today(code: str) -> str:
    """Give the state that a state's line has come to."""
    return str(states.lineage(code)[-1][0])


def doubts(
    world: World, kind: str, actors: Sequence[str], targets: Sequence[str], after: dt.date
) -> list[Row]:
    """Give rows of other tables, after a source ends, that speak of what it would have listed.

    "Never" is said of the days a source covers. Where a coded event says that the act took place
    later, or the target since counts the actor as unfriendly, the source's silence is no sign.

    Parameters
    ----------
    world
        The record cut at a day.
    kind
        Kind of measure.
    actors, targets
        Codes of both sides.
    after
        Last day that the sources cover.
    """
    if kind not in _EVENTS:
        return []
    held: dict[tuple[str, str], list[Row]] = world.part(
        f"later {kind}", lambda: _later_rows(world, kind)
    )
    rows = [row for a in actors for b in targets for row in held.get((a, b), ())]
    return sorted((row for row in rows if row["start"] > after), key=lambda row: row["start"])[:5]


def _later_rows(world: World, kind: str) -> dict[tuple[str, str], list[Row]]:
    """Give events that are what a kind of measure is, and entries on lists, by both states."""
    rows = world.rows(
        """SELECT 'event' AS "table", e.actor, e.target, e.date AS start, e.locator, e.source_id,
            s.file, concat_ws(' ', e.actor, 'to', e.target, 'code', e.code) AS text
        FROM event e JOIN source s USING (source_id)
        WHERE e.date <= $as_of AND e.actor <> e.target
            AND (list_contains($codes, e.code[:2]) OR list_contains($codes, e.code[:3]))
            AND coalesce(e.modality, 'happened') = 'happened'
        ORDER BY e.date, e.event_id""",
        {"codes": list(_EVENTS[kind])},
    )
    if kind == "sanction":
        # Who is listed as unfriendly acts; who lists is acted upon.
        rows += world.rows(
            """SELECT 'measure' AS "table", m.target AS actor, m.actor AS target, m.start,
                m.locator, m.source_id, s.file,
                concat_ws(' ', m.actor, 'lists', m.target, 'as unfriendly') AS text
            FROM measure m JOIN source s USING (source_id)
            WHERE m.kind = 'designation' AND m.start <= $as_of
            ORDER BY m.start, m.measure_id""",
            {},
        )
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["actor"], row["target"]), []).append(row)
    return found
