"""How well quotes are found: gold files in brat's standoff format, and the measures over them.

Three measures, since each hides what another shows.

* **By character.** The characters of all gold contents of a text form a set (a character in two
  contents counts once), those of all quotes found another; precision, recall and F1 are of the
  sums of the sets' sizes over all texts. The same for sources. Spaces between the pieces of a
  content in pieces do not belong to it.
* **By kind.** Recall of a kind is the part of the gold characters of that kind that any quote
  covers; precision is the part of the characters of quotes said to be of that kind that any gold
  content covers.
* **By attribution.** A quote and a gold attribution fit when they share at least half of the
  characters of both together; pairs are formed one to one, the best first. A source is right when
  the pair's sources share at least half of theirs.

Where several people annotated a text, `several="first"` takes the first file by name, which is
what figures are given for.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from legation.errors import InputError
from legation.reading.results import Quote, Span

_MARKS = frozenset("\"“”„«»'‘’`")
_FITS = 0.5


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One attribution as people marked it: pieces of content, source and cue, in order."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    kind: str = "indirect"


@dataclass(frozen=True, slots=True)
class GoldText:
    """One annotated text."""

    name: str
    text: str = field(repr=False)
    quotes: tuple[GoldQuote, ...] = field(repr=False)
    annotator: str = ""


class Measure(NamedTuple):
    """Precision, recall and F1 with the counts behind them and bounds of F1 (95 %)."""

    precision: float
    recall: float
    f1: float
    found: int
    gold: int
    low: float = float("nan")
    high: float = float("nan")


# -- reading --------------------------------------------------------------------------------


def read_polnear(folder: Path, several: str = "first") -> list[GoldText]:
    """Read texts and attributions from folders `text` and `attributions` of brat files.

    Parameters
    ----------
    folder
        Holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`.
    several
        "first" to keep one annotator of each text, "all" to keep each as a text of its own.

    Raises
    ------
    InputError
        A file is missing or a line cannot be read; the message names file and line.
    """
    if several not in ("first", "all"):
        raise InputError(f"several is {several!r}; give 'first' or 'all'")
    texts = {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}
    if not texts:
        raise InputError(
            f"{folder}: no text/*.txt; give the folder that holds text/ and attributions/"
        )
    found: list[GoldText] = []
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = path.stem.rpartition("_")
        if path.stem in texts:
            name, annotator = path.stem, ""
        if name not in texts:
            raise InputError(f"{path}: no text/{name}.txt; put it beside or remove the file")
        if several == "first" and name in seen:
            continue
        seen.add(name)
        # Newlines as they stand: offsets count them.
        with texts[name].open(encoding="utf-8", newline="") as file:
            text = file.read()
        found.append(GoldText(name, text, tuple(_annotations(path, text)), annotator))
    return found


def held_out(names: Iterable[str], count: int) -> frozenset[str]:
    """Choose texts to be measured on and never looked at: those with the lowest hashes of names."""
    ranked = sorted(set(names), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return frozenset(ranked[:count])


def _annotations(path: Path, text: str) -> Iterable[GoldQuote]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[int, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            cells = line.split("\t")
            if line.startswith("T"):
                spans[cells[0]] = _pieces(path, number, cells, len(text))
            elif line.startswith("E") and len(cells) > 1:
                events.append((number, cells[1]))
    for number, event in events:
        roles: dict[str, list[Span]] = {}
        for part in event.split():
            role, _, place = part.partition(":")
            if place not in spans:
                raise InputError(f"{path}:{number}: {part!r} names a span that is not there")
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans[place])
        content = tuple(sorted(roles.get("Content", ())))
        if content:
            yield GoldQuote(
                content,
                tuple(sorted(roles.get("Source", ()))),
                tuple(sorted(roles.get("Cue", ()))),
                _kind(text, content),
            )


def _pieces(path: Path, number: int, cells: Sequence[str], size: int) -> tuple[Span, ...]:
    try:
        _, _, rest = cells[1].partition(" ")
        pieces = [tuple(map(int, piece.split())) for piece in rest.split(";")]
        found = tuple((start, end) for start, end in pieces)
    except (IndexError, ValueError):
        raise InputError(f"{path}:{number}: not a span of brat's: {cells!r}") from None
    if any(not 0 <= start < end <= size for start, end in found):
        raise InputError(f"{path}:{number}: a span outside the text of {size} characters: {found}")
    return found


def _kind(text: str, content: tuple[Span, ...]) -> str:
    """Tell direct (all in quotation marks), mixed (some) and indirect apart."""
    words = " ".join(text[start:end] for start, end in content).strip(" .,;:\n")
    if not any(mark in words for mark in ('"', "“", "”", "''", "«", "„")):
        return "indirect"
    return "direct" if words[0] in _MARKS and words[-1] in _MARKS else "mixed"


# -- scoring --------------------------------------------------------------------------------

Found = Sequence[Quote]
_Sets = tuple[set[int], set[int]]


def score_quotes(
    gold: Sequence[GoldText], found: Sequence[Found], draws: int = 1000, seed: int = 0
) -> dict[str, Measure]:
    """Measure quotes found against gold; see the module for what is counted.

    Parameters
    ----------
    gold, found
        Texts and the quotes found in each, in the same order.
    draws, seed
        Draws of texts with replacement for the bounds; 0 for none.

    Returns
    -------
    dict of str to Measure
        "content", "source", "cue" by character; "direct", "indirect", "mixed" by kind;
        "attributions" and "attributions with source" by pair.
    """
    if len(gold) != len(found):
        raise InputError(f"{len(gold)} gold texts but quotes of {len(found)}; give one list a text")
    counts: dict[str, list[tuple[int, int, int, int]]] = {}
    for one, quotes in zip(gold, found, strict=True):
        for name, numbers in _count(one.quotes, quotes).items():
            counts.setdefault(name, []).append(numbers)
    return {name: _measure(rows, draws, seed) for name, rows in counts.items()}


def _count(gold: Sequence[GoldQuote], quotes: Found) -> dict[str, tuple[int, int, int, int]]:
    """Give for each measure (right, found, covered, gold) of one text."""
    sets: dict[str, _Sets] = {
        "content": (_union(q.content for q in gold), _union(_content(q) for q in quotes)),
        "source": (_union(q.source for q in gold), _union(_source(q) for q in quotes)),
        "cue": (_union(q.cue for q in gold), _union(_cue(q) for q in quotes)),
    }
    counts = {}
    for name, (true, guess) in sets.items():
        both = len(true & guess)
        counts[name] = (both, len(guess), both, len(true))
    true, guess = sets["content"]
    for kind in ("direct", "indirect", "mixed"):
        of_gold = _union(q.content for q in gold if q.kind == kind)
        of_found = _union(_content(q) for q in quotes if q.kind == kind)
        counts[kind] = (len(of_found & true), len(of_found), len(of_gold & guess), len(of_gold))
    pairs = _pairs(gold, quotes)
    named = sum(
        _share(_union([gold[i].source]), _union([_source(quotes[j])])) >= _FITS for i, j in pairs
    )
    for name, number in (("attributions", len(pairs)), ("attributions with source", named)):
        counts[name] = (number, len(quotes), number, len(gold))
    return counts


def _content(quote: Quote) -> tuple[Span, ...]:
    return ((quote.start, quote.end),)


def _source(quote: Quote) -> tuple[Span, ...]:
    if quote.source_start is None or quote.source_end is None:
        return ()
    return ((quote.source_start, quote.source_end),)


def _cue(quote: Quote) -> tuple[Span, ...]:
    if quote.cue_start is None or quote.cue_end is None:
        return ()
    return ((quote.cue_start, quote.cue_end),)


def _union(groups: Iterable[Iterable[Span]]) -> set[int]:
    return {place for spans in groups for start, end in spans for place in range(start, end)}


def _share(one: set[int], other: set[int]) -> float:
    """Give the part of the characters of both that they share; 1 where both have none."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _pairs(gold: Sequence[GoldQuote], quotes: Found) -> list[tuple[int, int]]:
    """Pair gold and found one to one, the largest share first."""
    of_gold = [_union([q.content]) for q in gold]
    of_found = [_union([_content(q)]) for q in quotes]
    shares = [
        (-share, i, j)
        for i, true in enumerate(of_gold)
        for j, guess in enumerate(of_found)
        if (share := _share(true, guess)) >= _FITS
    ]
    used: set[tuple[str, int]] = set()
    pairs = []
    for _, i, j in sorted(shares):
        if ("gold", i) not in used and ("found", j) not in used:
            used |= {("gold", i), ("found", j)}
            pairs.append((i, j))
    return pairs


def _measure(rows: list[tuple[int, int, int, int]], draws: int, seed: int) -> Measure:
    right, found, covered, gold = (sum(column) for column in zip(*rows, strict=True))
    precision, recall, f1 = _rates(right, found, covered, gold)
    low = high = float("nan")
    if draws:
        low, high = _bounds(rows, draws, random.Random(seed))  # noqa: S311 - no secret in it
    return Measure(precision, recall, f1, found, gold, low, high)


def _rates(right: int, found: int, covered: int, gold: int) -> tuple[float, float, float]:
    precision = right / found if found else 0.0
    recall = covered / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _bounds(
    rows: list[tuple[int, int, int, int]], draws: int, generator: random.Random
) -> tuple[float, float]:
    values = []
    for _ in range(draws):
        drawn = generator.choices(rows, k=len(rows))
        right, found, covered, gold = (sum(column) for column in zip(*drawn, strict=True))
        values.append(_rates(right, found, covered, gold)[2])
    values.sort()
    return values[int(0.025 * draws)], values[min(int(0.975 * draws), draws - 1)]


def evaluate(
    gold: Sequence[GoldText], find: Callable[[str], Found], draws: int = 1000
) -> dict[str, Measure]:
    """Find quotes in each gold text and measure them."""
    return score_quotes(gold, [find(one.text) for one in gold], draws)
