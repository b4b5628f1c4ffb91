"""Sentences as the narrator sees them: what stands in quotation marks is one word.

So words inside marks never pass for the narrator's, and a quote of five sentences does not tear
the sentence around it apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from legation.reading.page import Page
from legation.reading.quotes.marks import Marked

#: Stands in `Unit.low` for everything between a pair of marks.
QUOTED = "“”"
#: Stands for a stop that does not end the sentence.
ABBREVIATED = "·"


class Unit:
    """A sentence of atoms: words, and outermost quotes as one atom each.

    Attributes
    ----------
    low
        Words in lower case; `QUOTED` for a quote.
    first, last
        `page.words[first[i]:last[i]]` is atom i.
    quoted
        Place of the quote in the list of pairs by atom.
    paragraph
        Paragraph in which it ends.
    """

    __slots__ = ("first", "last", "low", "page", "paragraph", "quoted")

    def __init__(self, page: Page, paragraph: int) -> None:
        self.page = page
        self.paragraph = paragraph
        self.low: list[str] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.quoted: dict[int, int] = {}

    def start(self, atom: int) -> int:
        """Give the offset where an atom begins."""
        return self.page.starts[self.first[atom]]

    def end(self, atom: int) -> int:
        """Give the offset where an atom ends."""
        return self.page.ends[self.last[atom] - 1]

    def word(self, atom: int) -> str:
        """Give an atom's first word as it stands."""
        return self.page.words[self.first[atom]]


def units(page: Page, pairs: list[Marked]) -> Iterator[Unit]:
    """Give the units of a page in order."""
    tops = [place for place, pair in enumerate(pairs) if pair.parent < 0]
    position = order = 0
    unit: Unit | None = None
    for sentence in page.sentences:
        if sentence.last <= position:
            if unit is not None:
                unit.paragraph = sentence.paragraph
            continue
        if (
            unit is not None
            and position <= sentence.first
            and not _goes_on(unit, page, sentence.first, sentence.paragraph)
        ):
            yield _settled(unit)
            unit = None
        if unit is None:
            unit = Unit(page, sentence.paragraph)
        unit.paragraph = sentence.paragraph
        at = max(position, sentence.first)
        while order < len(tops) and pairs[tops[order]].first < sentence.last:
            pair = pairs[tops[order]]
            _words(unit, page, at, pair.first)
            unit.quoted[len(unit.low)] = tops[order]
            unit.low.append(QUOTED)
            unit.first.append(pair.first)
            unit.last.append(pair.last)
            at = pair.last
            order += 1
        if at < sentence.last:
            _words(unit, page, at, sentence.last)
            at = sentence.last
        position = at
    if unit is not None:
        yield _settled(unit)


def _settled(unit: Unit) -> Unit:
    """Mark the stops inside a unit as those of abbreviations."""
    low = unit.low
    if low.count(".") > 1 or low[-1] != ".":
        for at in range(1, len(low) - 1):
            if low[at] == "." and low[at - 1] != QUOTED and low[at - 1][0].isalnum():
                low[at] = ABBREVIATED
    return unit


def _words(unit: Unit, page: Page, first: int, last: int) -> None:
    unit.low.extend(page.lower[first:last])
    unit.first.extend(range(first, last))
    unit.last.extend(range(first + 1, last + 1))


def _goes_on(unit: Unit, page: Page, at: int, paragraph: int) -> bool:
    """Say whether the sentence before, which ended with a mark, goes on: '...?" he asked.'."""
    last = len(unit.low) - 1
    if last not in unit.quoted or paragraph != unit.paragraph:
        return False
    word = page.words[at]
    return word[0].islower() or word in (",", ".", ";", "—", "–", "--", "―")
