"""Sentences as the narrator sees them: what stands in quotation marks is one word.

So words inside marks never pass for the narrator's, and a quote of five sentences does not tear
the sentence around it apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from legation.reading.page import Page, Sentence
from legation.reading.quotes.marks import Marked

#: Stands in `Unit.low` for everything between a pair of marks.
QUOTED = "“”"
#: Stands for a stop that does not end the sentence.
ABBREVIATED = "·"
#: No sentence has more atoms; what goes on without a stop is cut, so that rules that look
#: around within a unit cost time that is linear in the text.
_LONGEST = 400


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


def units(
    page: Page, pairs: list[Marked], inside: list[int], first: int = 0, last: int | None = None
) -> Iterator[Unit]:
    """Give the units of a stretch of words in order.

    Parameters
    ----------
    page
        The text taken apart.
    pairs
        All pairs of marks.
    inside
        Places of the outermost pairs of the stretch, in order.
    first, last
        The stretch, `page.words[first:last]`.
    """
    last = len(page.words) if last is None else last
    sentences = page.sentences
    order = 0
    place = bisect_right(sentences, first, key=_last_word)
    position = first
    unit: Unit | None = None
    while place < len(sentences) and position < last:
        sentence = sentences[place]
        begin, stop = max(position, sentence.first), min(sentence.last, last)
        if (
            unit is not None
            and position <= sentence.first
            and not _goes_on(unit, page, sentence.first, sentence.paragraph)
        ):
            yield from _settled(unit)
            unit = None
        if unit is None:
            unit = Unit(page, sentence.paragraph)
        unit.paragraph = sentence.paragraph
        at = begin
        while order < len(inside) and pairs[inside[order]].first < stop:
            pair = pairs[inside[order]]
            _words(unit, page, at, pair.first)
            unit.quoted[len(unit.low)] = inside[order]
            unit.low.append(QUOTED)
            unit.first.append(pair.first)
            unit.last.append(pair.last)
            at = pair.last
            order += 1
        if at < stop:
            _words(unit, page, at, stop)
            at = stop
        position = at
        # A quote may have run over many sentences.
        ahead = bisect_right(sentences, position, key=_last_word)
        if ahead > place + 1:
            unit.paragraph = sentences[ahead - 1].paragraph
        place = max(ahead, place + 1)
    if unit is not None and unit.low:
        yield from _settled(unit)


def _last_word(sentence: Sentence) -> int:
    return sentence.last


def _settled(unit: Unit) -> Iterator[Unit]:
    """Mark the stops inside a unit as those of abbreviations; cut what is too long for one."""
    low = unit.low
    if low.count(".") > 1 or low[-1] != ".":
        for at in range(1, len(low) - 1):
            if low[at] == "." and low[at - 1] != QUOTED and low[at - 1][0].isalnum():
                low[at] = ABBREVIATED
    if len(low) <= _LONGEST:
        yield unit
        return
    quoted = sorted(unit.quoted.items())
    for start in range(0, len(low), _LONGEST):
        stop = start + _LONGEST
        piece = Unit(unit.page, unit.paragraph)
        piece.low, piece.first = low[start:stop], unit.first[start:stop]
        piece.last = unit.last[start:stop]
        inside = quoted[bisect_left(quoted, (start,)) : bisect_left(quoted, (stop,))]
        piece.quoted = {atom - start: place for atom, place in inside}
        yield piece


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
