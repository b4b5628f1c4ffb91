"""How well directed sentiment between two names is told, on sentences with both names marked.

The file has a sentence with ``[names]`` in brackets, the two names and a label a line, tab
separated: 0 neutral, 1 the first is positive towards the second, 2 the second towards the first,
3 and 4 the same for negative.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from legation.errors import InputError
from legation.reading.stance.directed import direction_between

LABELS = {"0": "neutral", "1": "positive ->", "2": "positive <-", "3": "negative ->",
          "4": "negative <-"}  # fmt: skip
_MARK = re.compile(r"\[([^\[\]]*)\]")


class Marked(NamedTuple):
    """A sentence without its marks, the offsets of both names, and its label."""

    sentence: str
    a: tuple[int, int]
    b: tuple[int, int]
    label: str
    line: int


@dataclass(frozen=True, slots=True)
class StanceScore:
    """Scores by label.

    Attributes
    ----------
    n
        Sentences.
    f1
        F1 by label.
    macro_f1
        Mean of F1 over the five labels.
    accuracy
        Share of labels right.
    baseline_macro_f1, baseline_accuracy
        The same when every sentence is given the most frequent label.
    precision, recall, f1_of
        By "positive" and "negative", the direction right too.
    """

    n: int
    f1: dict[str, float]
    macro_f1: float
    accuracy: float
    baseline_macro_f1: float
    baseline_accuracy: float
    precision: dict[str, float]
    recall: dict[str, float]
    f1_of: dict[str, float]


def marked(path: Path) -> Iterator[Marked]:
    """Read the file.

    Raises
    ------
    InputError
        If a line has not the four parts, with the number of the line.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        parts = line.split("\t")
        if len(parts) != 4 or parts[3] not in LABELS:
            raise InputError(f"{path}, line {number}: expected sentence, two names and a label 0-4")
        sentence, spans = unmark(parts[0])
        if len(spans) < 2:
            raise InputError(f"{path}, line {number}: expected two names in brackets")
        yield Marked(sentence, spans[0], spans[1], parts[3], number)


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take brackets out of a sentence, and give where the names in them stand.

    Examples
    --------
    >>> unmark("[Ann] met [Bob].")
    ('Ann met Bob.', [(0, 3), (8, 11)])
    """
    spans, pieces, length, last = [], [], 0, 0
    for found in _MARK.finditer(text):
        before = text[last : found.start()]
        pieces += [before, found[1]]
        length += len(before)
        spans.append((length, length + len(found[1])))
        length += len(found[1])
        last = found.end()
    return "".join([*pieces, text[last:]]), spans


def held_out(sentence: str) -> bool:
    """Say whether a sentence belongs to the half that no rule was made from."""
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 1


def label_of(one: Marked) -> str:
    """Give the label that is read for a sentence."""
    found = direction_between(one.sentence, one.a, one.b)
    if found is None:
        return "0"
    forward = found.holder == "a"
    if found.value > 0:
        return "1" if forward else "2"
    return "3" if forward else "4"


def score(sentences: Iterable[Marked]) -> StanceScore:
    """Score what is read of sentences against their labels."""
    pairs = [(one.label, label_of(one)) for one in sentences]
    if not pairs:
        raise InputError("no sentences to score")
    gold = Counter(label for label, _ in pairs)
    common = gold.most_common(1)[0][0]
    f1 = {name: _f1(pairs, {label}) for label, name in LABELS.items()}
    base = [(label, common) for label, _ in pairs]
    sides = {"positive": {"1", "2"}, "negative": {"3", "4"}}
    return StanceScore(
        n=len(pairs),
        f1=f1,
        macro_f1=sum(f1.values()) / len(f1),
        accuracy=sum(a == b for a, b in pairs) / len(pairs),
        baseline_macro_f1=sum(_f1(base, {label}) for label in LABELS) / len(LABELS),
        baseline_accuracy=gold[common] / len(pairs),
        precision={name: _share(pairs, side, 1) for name, side in sides.items()},
        recall={name: _share(pairs, side, 0) for name, side in sides.items()},
        f1_of={name: _f1(pairs, side) for name, side in sides.items()},
    )


def _share(pairs: list[tuple[str, str]], labels: set[str], side: int) -> float:
    """Precision (side 1: over what was read) or recall (side 0: over what is marked)."""
    over = [pair for pair in pairs if pair[side] in labels]
    return sum(a == b for a, b in over) / len(over) if over else 0.0


def _f1(pairs: list[tuple[str, str]], labels: set[str]) -> float:
    precision, recall = _share(pairs, labels, 1), _share(pairs, labels, 0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
