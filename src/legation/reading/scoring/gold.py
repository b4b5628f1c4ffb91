"""One face over the scorers: a gold file is recognised by its content, an engine measured on it.

Every row counts the same way: what was found and is right over all found (precision), what is in
the gold and was found over all of the gold (recall), and F1 with the interval in which it lies in
95 of 100 draws of sentences or texts with replacement.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from legation.errors import InputError
from legation.reading.engines import Engine
from legation.reading.engines import engine as engine_of
from legation.reading.results import CLAIM_TYPES, Reading, Span
from legation.reading.text.documents import Document

#: Right, found, covered and gold of one sentence or text.
Counts = tuple[int, int, int, int]
_DRAWS = 1000


class Score(NamedTuple):
    """Precision, recall and F1 of one kind, the interval of F1 (95 %), and what was counted."""

    name: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    found: int
    gold: int


@dataclass(frozen=True, slots=True)
class Scores:
    """How well an engine reads a gold file.

    Attributes
    ----------
    engine
        Name and version.
    what
        What the gold file is, and what was counted.
    rows
        Measures by kind.
    notes
        What else should be known.
    """

    engine: str
    what: str
    rows: tuple[Score, ...]
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the scores as plain values."""
        return {**asdict(self), "rows": [row._asdict() for row in self.rows]}


def score(path: str | Path, engine: str = "rules") -> Scores:
    """Measure an engine on a gold file.

    Parameters
    ----------
    path
        A folder with `text/` and `attributions/` in brat's format; PLOVER records as a list in
        JSON, or a table with `sentence`, `source`, `target`, `gold_root`; lines of a sentence
        with names in brackets, two names and a label; or claims as JSON lines with `text` and
        `type`.
    engine
        "rules", or another that is installed.

    Raises
    ------
    InputError
        If it is none of these, or a line of it cannot be read.
    UnknownNameError
        If there is no such engine.
    """
    file = Path(path)
    reader = engine_of(engine)
    if file.is_dir():
        return _quotes(file, reader)
    try:
        head = file.read_bytes()[:65_536].decode("utf-8-sig", "replace").lstrip()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from None
    first = head.split("\n", 1)[0]
    if head.startswith("["):
        # A list of records, or a sentence that begins with a name in brackets.
        return (_stances if first.count("\t") == 3 else _events)(file, reader)
    if head.startswith("{"):
        return _claims(file, reader)
    if "gold_root" in first.split("\t"):
        return _roots(file, reader)
    if first.count("\t") == 3:
        return _stances(file, reader)
    raise InputError(
        f"{file}: no gold of a format known here; give a folder of brat files, PLOVER events, "
        "marked sentences with labels, or claims as JSON lines"
    )


# -- kinds of gold -------------------------------------------------------------------------


def _quotes(folder: Path, reader: Engine) -> Scores:
    from legation.reading.scoring.quotes import read_polnear, score_quotes

    gold = read_polnear(folder)
    if not gold:
        raise InputError(f"{folder}: no attributions/*.ann; give the folder that holds them")
    found = [_read(reader, one.text).quotes for one in gold]
    rows = tuple(
        Score(name, m.precision, m.recall, m.f1, m.low, m.high, m.found, m.gold)
        for name, m in score_quotes(gold, found).items()
    )
    return Scores(
        reader.name,
        f"{len(gold)} texts with attributions; contents, sources, cues and kinds by character",
        rows,
    )


def _events(file: Path, reader: Engine) -> Scores:
    from legation.reading.scoring.events import half, read_sentences, score_events

    gold = read_sentences(file)
    if not gold:
        raise InputError(f"{file}: no record with a text and a PLOVER root")
    found = {one.text: _read(reader, one.text).events for one in gold}
    rows = []
    for part, some in (("", gold), ("held: ", [one for one in gold if half(one.text) == "held"])):
        measured = score_events(some, lambda text: found[text]) if some else {}
        for name, m in measured.items():
            rows.append(
                Score(part + name, m.precision, m.recall, m.f1, m.low, m.high, m.found, m.gold)
            )
    return Scores(
        reader.name, f"events of {len(gold)} sentences; what must fit by row", tuple(rows), _HELD
    )


def _roots(file: Path, reader: Engine) -> Scores:
    from legation.reading.events.codes import COOPERATION
    from legation.reading.scoring.events import half, read_roots

    gold = read_roots(file)
    if not gold:
        raise InputError(f"{file}: no rows to measure on")
    given = [_root(reader, one.sentence, one.source, one.target) for one in gold]
    rows = []
    for part in ("", "held: "):
        some = [
            (one, root)
            for one, root in zip(gold, given, strict=True)
            if not part or half(one.sentence) == "held"
        ]
        exact = [_answer(root, root == one.root) for one, root in some]
        side = [
            _answer(root, root is not None and (root in COOPERATION) == one.cooperation)
            for one, root in some
        ]
        rows.append(measure(part + "root", exact))
        rows.append(measure(part + "cooperation or conflict", side))
        names = sorted({one.root for one, _ in some})
        if not part:
            rows += [measure(f"root {n}", [_label(root, one.root, n) for one, root in some])
                     for n in names]  # fmt: skip
    return Scores(
        reader.name,
        f"PLOVER root of {len(gold)} sentences with source and target given; recall is the share "
        "of all rows that are right",
        tuple(rows),
        _HELD,
    )


def _stances(file: Path, reader: Engine) -> Scores:
    from legation.reading.scoring.stance import LABELS, held_out, marked

    gold = list(marked(file))
    given = [_direction(reader, one.sentence, one.a, one.b) for one in gold]
    rows, notes = [], []
    for part in ("", "held: "):
        some = [
            (one.label, label)
            for one, label in zip(gold, given, strict=True)
            if not part or held_out(one.sentence)
        ]
        labels = [
            measure(part + name, [_label(label, right, number) for right, label in some])
            for number, name in LABELS.items()
        ]
        rows += labels
        macro = sum(row.f1 for row in labels) / len(labels)
        common = max(LABELS, key=[right for right, _ in some].count)
        base = measure("", [_label(common, right, common) for right, _ in some]).f1 / len(labels)
        notes.append(f"{part}macro F1 {macro:.3f}; always the most frequent label: {base:.3f}")
    return Scores(
        reader.name,
        f"sentiment between two names in {len(gold)} sentences, by label",
        tuple(rows),
        (*notes, *_HELD),
    )


def _claims(file: Path, reader: Engine) -> Scores:
    gold = list(_claim_lines(file))
    found = [{claim.type for claim in _read(reader, text, date).claims} for text, _, date in gold]
    pairs = [(kind, types) for (_, kind, _), types in zip(gold, found, strict=True)]
    every: list[Counts] = []
    for kind, types in pairs:
        right = int(kind in types)
        every.append((right, len(types), right, 1))
    rows = [measure("type", every)]
    rows.append(
        measure("is a claim", [(int(bool(t)), int(bool(t)), int(bool(t)), 1) for _, t in pairs])
    )
    rows += [
        measure(f"type {name}", [_found(types, kind, name) for kind, types in pairs])
        for name in CLAIM_TYPES
        if any(kind == name or name in types for kind, types in pairs)
    ]
    return Scores(
        reader.name,
        f"{len(gold)} claims; each type found in a sentence counts, one is right",
        tuple(rows),
    )


def _claim_lines(file: Path) -> Iterator[tuple[str, str, str | None]]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            text, kind = one["text"], one["type"]
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{file}:{number}: not a claim with text and type in JSON") from None
        if not isinstance(text, str) or kind not in CLAIM_TYPES:
            raise InputError(f"{file}:{number}: {str(kind)[:40]!r} is no type of claim")
        yield text, kind, one.get("as_of")


# -- asking an engine ----------------------------------------------------------------------


def _read(reader: Engine, text: str, date: str | None = None) -> Reading:
    from legation.reading.text.documents import as_date

    return reader.read(Document(text, as_date(date), language="en"))


def _root(reader: Engine, sentence: str, source: str, target: str) -> str | None:
    """Ask for the root between two actors; an engine that is not asked that way finds events."""
    if reader.name.startswith("rules"):
        from legation.reading.events import root_between

        return root_between(sentence, source, target)
    for event in _read(reader, sentence).events:
        if _names(sentence, event.actor_span, source) and _names(
            sentence, event.target_span, target
        ):
            return event.root
    return None


def _names(text: str, span: Span | None, name: str) -> bool:
    if span is None:
        return False
    words, name = text[span[0] : span[1]].lower(), name.lower()
    return words in name or name in words


def _direction(reader: Engine, sentence: str, a: Span, b: Span) -> str:
    """Give the label of a sentence, 0 where nothing is found between the two."""
    if reader.name.startswith("rules"):
        from legation.reading.stance.directed import direction_between

        found = direction_between(sentence, a, b)
        if found is None:
            return "0"
        return (
            ("1" if found.holder == "a" else "2")
            if found.value > 0
            else ("3" if found.holder == "a" else "4")
        )
    first, second = sentence[a[0] : a[1]].lower(), sentence[b[0] : b[1]].lower()
    for one in _read(reader, sentence).stances:
        pair = (one.holder.lower(), one.target.lower())
        for forward, wanted in ((True, (first, second)), (False, (second, first))):
            if one.value and all(x in y or y in x for x, y in zip(pair, wanted, strict=True)):
                return {(True, True): "1", (False, True): "2", (True, False): "3"}.get(
                    (forward, one.value > 0), "4"
                )
    return "0"


# -- counting ------------------------------------------------------------------------------

_HELD = ("'held' is the half of sentences that no rule was made from",)


def _answer(given: str | None, right: bool) -> Counts:
    return int(right), int(given is not None), int(right), 1


def _label(given: str | None, right: str, name: str) -> Counts:
    both = int(given == right == name)
    return both, int(given == name), both, int(right == name)


def _found(types: set[str], right: str, name: str) -> Counts:
    both = int(right == name and name in types)
    return both, int(name in types), both, int(right == name)


def measure(name: str, rows: Sequence[Counts], draws: int = _DRAWS, seed: int = 0) -> Score:
    """Give the measure over counts of sentences or texts.

    Parameters
    ----------
    name
        Name of the measure.
    rows
        Right, found, covered and gold of each.
    draws, seed
        Draws with replacement for the interval.
    """
    precision, recall, f1 = _rates(rows)
    generator = random.Random(seed)  # noqa: S311 - no secret in it
    # A draw in which the kind does not occur says nothing of it.
    drawn = (generator.choices(rows, k=len(rows)) for _ in range(draws if rows else 0))
    values = sorted(_rates(one)[2] for one in drawn if any(row[1] or row[3] for row in one))
    low = values[int(0.025 * len(values))] if values else float("nan")
    high = values[min(int(0.975 * len(values)), len(values) - 1)] if values else float("nan")
    found, gold = sum(row[1] for row in rows), sum(row[3] for row in rows)
    return Score(name, precision, recall, f1, low, high, found, gold)


def _rates(rows: Sequence[Counts]) -> tuple[float, float, float]:
    right, found, covered, gold = (sum(row[at] for row in rows) for at in range(4))
    precision = right / found if found else 0.0
    recall = covered / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
