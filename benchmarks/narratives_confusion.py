"""How the reader takes one class of dealings for another: the counts of `narratives.confusion`.

Usage: ``python benchmarks/narratives_confusion.py FOLDER``.

FOLDER holds `plover_roots_dev.tsv` and `PLOVER_GSR_CAMEO.txt`. A gold row is a sentence with two
actors and the root between them; the sentences that stand in both files count once. Each sentence
is read as articles are; what is counted are the events that the room takes for rows (see
`legation.narratives.voice`) between words of the two actors. Only the half of the sentences that no
rule was made from enters the counts. The values of classes are means of the Goldstein scale over
the codes of events whose class was read right, so that they are those of the gold's mixture.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from legation.narratives import confusion
from legation.narratives.voice import CLASS_OF, CLASSES, class_of
from legation.reading import read
from legation.reading.results import Event, Span
from legation.reading.scoring.events import half, read_roots, read_sentences

Gold = tuple[str, tuple[Span, ...], tuple[Span, ...], int]


def gold(folder: Path) -> Iterator[Gold]:
    """Give text, places of the source and of the target, and class, each sentence from one file."""
    seen = set()
    for row in read_roots(folder / "plover_roots_dev.tsv"):
        seen.add(letters(row.sentence))
        yield row.sentence, places(row.sentence, row.source), places(row.sentence, row.target), (
            CLASS_OF[row.root]
        )  # fmt: skip
    for one in read_sentences(folder / "PLOVER_GSR_CAMEO.txt"):
        if letters(one.text) not in seen:
            for event in one.events:
                yield one.text, event.actors, event.targets, CLASS_OF[event.root]


def letters(text: str) -> str:
    """Give what tells sentences apart."""
    return "".join(c for c in text.lower() if c.isalnum())


def places(text: str, name: str) -> tuple[Span, ...]:
    """Find where a name stands."""
    at = text.find(name)
    return ((at, at + len(name)),) if name and at >= 0 else ()


def meets(span: Span | None, spans: tuple[Span, ...]) -> bool:
    """Whether a span overlaps one of some."""
    return span is not None and any(span[0] < end and start < span[1] for start, end in spans)


def between(event: Event, actors: tuple[Span, ...], targets: tuple[Span, ...]) -> bool:
    """Whether an event is between the two; gold without a target fits any."""
    return meets(event.actor_span, actors) and (not targets or meets(event.target_span, targets))


def measure(folder: Path) -> dict[str, tuple[np.ndarray, list[list[float]]]]:
    """Count by half: true class by class read, missed in the last column; values by class."""
    counts = {name: np.zeros((4, 5), int) for name in ("open", "held")}
    values: dict[str, list[list[float]]] = {name: [[], [], [], []] for name in counts}
    for text, actors, targets, true in gold(folder):
        found = {
            (kind, event.goldstein)
            for event in read(text).events
            if between(event, actors, targets)
            and (kind := class_of(event.root or "", event.code or "", event.modality)) is not None
        }
        given = {kind for kind, _ in found}
        for kind in given or {4}:
            counts[half(text)][true, kind] += 1
        values[half(text)][true] += [v for kind, v in found if kind == true and v is not None]
    return {name: (counts[name], values[name]) for name in counts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    measured = measure(parser.parse_args().folder)
    for name, (counts, values) in measured.items():
        print(f"{name}: true class by class read, and missed")
        for label, row, of in zip(CLASSES, counts, values, strict=True):
            seen = row[:4].sum() / row.sum()
            print(f"  {label:15} {row}  read {seen:.2f}  mean {np.mean(of):+.2f} of {len(of)}")
    both = [np.mean([v for _, values in measured.values() for v in values[k]]) for k in range(4)]
    print("values, both halves:", np.round(both, 2))
    generator = np.random.default_rng(0)
    drawn = np.stack([confusion.scores(generator) for _ in range(20_000)])
    print("scores: mean", drawn.mean(0).round(2), "sd", drawn.std(0).round(2))
    print("largest of 20,000 draws", np.abs(drawn).max(0).round(2))
    matrix = confusion.COUNTS / confusion.COUNTS.sum(axis=1, keepdims=True)
    print("condition number", round(float(np.linalg.cond(matrix)), 2))


if __name__ == "__main__":
    main()
