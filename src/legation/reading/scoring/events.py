"""How well events are found: the two gold files of PLOVER, and the measures over them.

* **Roots between two actors** (`read_roots`, `score_roots`): source and target are given; the
  share of right roots, and the share on the right side of cooperation and conflict.
* **Events of sentences** (`read_sentences`, `score_events`): nothing but the sentence is given.
  An event found fits a gold event when the roots are equal and its actors' words overlap those
  of the gold. Precision is the part of events found that fit one of the gold, recall the part of
  the gold that one fits. Both are given for actor, root and target; without the actor; without
  the target; and for the root alone. Gold without a target fits any target.

Sentences are parted in two halves by a hash of their letters and digits, the same for both files:
rules may be written from the half "open", figures are given for the half "held".
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from legation.errors import InputError
from legation.reading.events.codes import COOPERATION, ROOTS
from legation.reading.results import Event, Span
from legation.reading.scoring.quotes import Measure

#: Roots of older files by the root they are part of now.
_OLDER = {
    "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD", "RETREAT": "YIELD",
}  # fmt: skip
_COLUMNS = ("sentence", "source", "target", "gold_root", "gold_penta")


class GoldRoot(NamedTuple):
    """A sentence with two actors and the root between them."""

    sentence: str
    source: str
    target: str
    root: str
    cooperation: bool


class GoldEvent(NamedTuple):
    """An event of a sentence: spans of the actors on each side, and the root."""

    actors: tuple[Span, ...]
    targets: tuple[Span, ...]
    root: str


class GoldSentence(NamedTuple):
    """A sentence and the events it tells."""

    text: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Roots:
    """How many roots are right.

    Attributes
    ----------
    n
        Rows.
    exact, side
        Share with the right root, and on the right side of cooperation and conflict; what is
        left open counts as wrong.
    exact_bounds, side_bounds
        Of 95 % of draws of rows with replacement.
    abstained
        Rows without an answer.
    confusion
        Counts by (gold root, given root or None).
    """

    n: int
    exact: float
    side: float
    exact_bounds: tuple[float, float]
    side_bounds: tuple[float, float]
    abstained: int
    confusion: dict[tuple[str, str | None], int]


def half(sentence: str) -> str:
    """Give the half a sentence belongs to: "open" or "held"."""
    letters = "".join(c for c in sentence.lower() if c.isascii() and c.isalnum())
    return "held" if hashlib.sha256(letters.encode()).digest()[0] % 2 else "open"


# -- reading --------------------------------------------------------------------------------


def read_roots(path: Path) -> list[GoldRoot]:
    """Read a table of sentences, tab-separated, with at least the columns of `_COLUMNS`.

    Raises
    ------
    InputError
        If a column is missing or a root is none of PLOVER's.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except OSError as problem:
        raise InputError(f"{path}: cannot be read ({problem.strerror})") from None
    found = []
    for number, row in enumerate(rows, 2):
        missing = [name for name in _COLUMNS if row.get(name) is None]
        if missing:
            raise InputError(f"{path}:{number}: no column {missing[0]!r}")
        root = _root(row["gold_root"])
        if root is None:
            raise InputError(f"{path}:{number}: {row['gold_root']!r} is no PLOVER root")
        found.append(
            GoldRoot(row["sentence"], row["source"], row["target"], root, row["gold_penta"] in "12")
        )
    return found


def read_sentences(path: Path) -> list[GoldSentence]:
    """Read a list of PLOVER records in JSON; records of one sentence are put together.

    Raises
    ------
    InputError
        If the file is no such list.
    """
    try:
        records = json.loads(path.read_text(encoding="utf-8"), strict=False)
    except (OSError, ValueError) as problem:
        raise InputError(f"{path}: not a list of PLOVER records in JSON ({problem})") from None
    found: dict[str, list[GoldEvent]] = {}
    for record in records:
        text, root = record.get("text"), _root(record.get("event", ""))
        if text and root:
            source, target = (_spans(text, record.get(side)) for side in ("source", "target"))
            found.setdefault(text, []).append(GoldEvent(source, target, root))
    return [GoldSentence(text, tuple(events)) for text, events in found.items()]


def _root(name: str) -> str | None:
    name = _OLDER.get(name.strip().upper(), name.strip().upper())
    return name if name in ROOTS else None


def _spans(text: str, actors: Any) -> tuple[Span, ...]:
    names = [actor.get("actorText", "") for actor in actors] if isinstance(actors, list) else []
    places = [(text.find(name), name) for name in names if name]
    return tuple((at, at + len(name)) for at, name in places if at >= 0)


# -- scoring --------------------------------------------------------------------------------


def score_roots(
    gold: Sequence[GoldRoot],
    root_between: Callable[[str, str, str], str | None],
    draws: int = 1000,
    seed: int = 0,
) -> Roots:
    """Measure the roots that a function gives between two actors.

    Parameters
    ----------
    gold
        Rows.
    root_between
        As `legation.reading.root_between`.
    draws, seed
        Draws of rows for the bounds.

    Raises
    ------
    InputError
        If there is no row.
    """
    if not gold:
        raise InputError("no rows to measure on")
    given = [root_between(row.sentence, row.source, row.target) for row in gold]
    exact = [root == row.root for root, row in zip(given, gold, strict=True)]
    side = [
        root is not None and (root in COOPERATION) == row.cooperation
        for root, row in zip(given, gold, strict=True)
    ]
    n = len(gold)
    return Roots(
        n,
        sum(exact) / n,
        sum(side) / n,
        _share_bounds(exact, draws, seed),
        _share_bounds(side, draws, seed),
        given.count(None),
        dict(Counter((row.root, root) for root, row in zip(given, gold, strict=True))),
    )


def _share_bounds(right: list[bool], draws: int, seed: int) -> tuple[float, float]:
    generator = random.Random(seed)  # noqa: S311 - no secret in it
    n = len(right)
    shares = sorted(sum(generator.choices(right, k=n)) / n for _ in range(draws))
    if not shares:
        return float("nan"), float("nan")
    return shares[int(0.025 * draws)], shares[min(int(0.975 * draws), draws - 1)]


#: What must fit, by the name of the measure.
MEASURES = {
    "actor, root, target": (True, True),
    "root, target": (False, True),
    "actor, root": (True, False),
    "root": (False, False),
}


def score_events(
    gold: Sequence[GoldSentence],
    find: Callable[[str], Sequence[Event]],
    draws: int = 1000,
    seed: int = 0,
) -> dict[str, Measure]:
    """Measure events found in sentences; see the module for what is counted."""
    found = [find(one.text) for one in gold]
    return {
        name: _measure(
            [_count(one, events, *parts) for one, events in zip(gold, found, strict=True)],
            draws,
            seed,
        )
        for name, parts in MEASURES.items()
    }


def _count(
    gold: GoldSentence, events: Sequence[Event], actor: bool, target: bool
) -> tuple[int, int, int, int]:
    """Give (right, found, covered, gold) of a sentence; what says the same twice is found once."""
    distinct = {
        (
            event.root,
            event.actor_span if actor else None,
            event.target_span if target else None,
        )
        for event in events
    }
    fits = [
        [
            event.root == root
            and (not actor or _overlap(one, event.actors))
            and (not target or not event.targets or _overlap(other, event.targets))
            for event in gold.events
        ]
        for root, one, other in distinct
    ]
    right = sum(any(row) for row in fits)
    covered = sum(any(row[k] for row in fits) for k in range(len(gold.events)))
    return right, len(distinct), covered, len(gold.events)


def _overlap(span: Span | None, spans: tuple[Span, ...]) -> bool:
    return span is not None and any(span[0] < end and start < span[1] for start, end in spans)


def _measure(rows: list[tuple[int, int, int, int]], draws: int, seed: int) -> Measure:
    precision, recall, f1 = _rates(rows)
    generator = random.Random(seed)  # noqa: S311 - no secret in it
    values = sorted(_rates(generator.choices(rows, k=len(rows)))[2] for _ in range(draws))
    low = values[int(0.025 * draws)] if values else float("nan")
    high = values[min(int(0.975 * draws), draws - 1)] if values else float("nan")
    found, gold = sum(row[1] for row in rows), sum(row[3] for row in rows)
    return Measure(precision, recall, f1, found, gold, low, high)


def _rates(rows: Sequence[tuple[int, int, int, int]]) -> tuple[float, float, float]:
    right, found, covered, gold = (sum(column) for column in zip(*rows, strict=True))
    precision = right / found if found else 0.0
    recall = covered / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
