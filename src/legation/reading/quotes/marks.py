"""Quotation marks paired over a text, in one pass.

Straight marks, typographer's marks, guillemets, doubled apostrophes and single marks; an
apostrophe is told from a single mark by what stands on both sides of it. Quotes that run over
paragraphs, each opened anew and only the last closed, become one.
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.page import Page


class Marked(NamedTuple):
    """Words between two marks.

    `words[first:last]` holds the marks, `text[start:end]` does not. `parent` is the place of the
    pair it stands in, or -1.
    """

    first: int
    last: int
    start: int
    end: int
    parent: int


_OPENING = {"“": '"', "„": '"', "«": "«", "‹": "‹", "‘": "'", "‚": "'"}
_CLOSING = {"”": '"', "»": "«", "›": "‹", "’": "'"}
_STRAIGHT = {'"': '"', "'": "'", "`": "'", "″": '"'}
_MARKS = frozenset(_OPENING) | frozenset(_CLOSING) | frozenset(_STRAIGHT)
#: Words that are written with an apostrophe in front.
_CLIPPED = frozenset("em til tis twas cause bout round n s t re ve ll d m".split())
_BEFORE = frozenset(" \t\n\r\u00a0([{-–—―/“„«‘\"'`<>")


class _Open(NamedTuple):
    style: str
    first: int
    start: int
    paragraph: int


def pair_marks(page: Page) -> list[Marked]:
    """Pair the quotation marks of a page.

    Returns
    -------
    list of Marked
        In the order of their first words, so that a parent stands before its children. A mark
        without a partner is passed over, except that an opening mark at the beginning of a
        paragraph without another mark holds up to its end.
    """
    places = [i for i, word in enumerate(page.words) if word in _MARKS]
    if not places:
        return []
    return _Pairing(page, places).pairs()


class _Pairing:
    def __init__(self, page: Page, places: list[int]) -> None:
        self.page = page
        self.places = places
        self.open: list[_Open] = []
        self.count: dict[str, int] = {}
        self.closed: list[tuple[int, int, int, int]] = []
        self.paragraphs, self.bounds = _paragraphs(page, places)

    def pairs(self) -> list[Marked]:
        skip = -1
        paragraph = -1
        for order, at in enumerate(self.places):
            if at == skip:
                continue
            goes_on = False
            if self.paragraphs[order] != paragraph:
                goes_on = self._turn(paragraph, self.paragraphs[order], at)
                paragraph = self.paragraphs[order]
            double = self._doubled(order)
            if double:
                skip = at + 1
            if not goes_on:
                self._mark(order, at, paragraph, double)
        self._turn(paragraph, -1, -1)
        return self._nested()

    def _doubled(self, order: int) -> bool:
        """Say whether it is the first of two apostrophes that stand for one mark."""
        at, words, page = self.places[order], self.page.words, self.page
        if words[at] not in ("'", "`", "’", "‘") or order + 1 == len(self.places):
            return False
        after = self.places[order + 1]
        if after != at + 1 or words[after] != words[at] or page.starts[after] != page.ends[at]:
            return False
        # Three are a single mark beside a double one; the pair is the outer one.
        return not (order + 2 < len(self.places) and self.places[order + 2] == at + 2
                    and words[at + 2] == words[at] and bool(self.count.get("'")))  # fmt: skip

    def _mark(self, order: int, at: int, paragraph: int, double: bool) -> None:
        page = self.page
        word, end_word = page.words[at], at + 1 if double else at
        text, start, end = page.text, page.starts[at], page.ends[end_word]
        free_left = start == 0 or text[start - 1] in _BEFORE
        free_right = end >= len(text) or text[end] in " \t\n\r\u00a0"
        style = '"' if double else (
            _OPENING.get(word) or _CLOSING.get(word) or _STRAIGHT[word]
        )  # fmt: skip
        if style == "'" and self._apostrophe(order, at, free_left, free_right):
            return
        if self._opens(word, style, free_left, free_right):
            if word in _STRAIGHT and self.count.get(style) and self.open[-1].style == style:
                self._drop(style)
            self.open.append(_Open(style, at, end, paragraph))
            self.count[style] = self.count.get(style, 0) + 1
        elif self.count.get(style):
            self._close(style, end_word + 1, start)

    def _opens(self, word: str, style: str, free_left: bool, free_right: bool) -> bool:
        is_open = bool(self.count.get(style))
        if word in _OPENING and not (word == "“" and is_open and not free_left):
            return True
        if word in _CLOSING:
            # A closing mark typed where one opens.
            return free_left and not free_right and not is_open and style != "'"
        if free_left and free_right:
            return not is_open
        return free_left and not free_right

    def _apostrophe(self, order: int, at: int, free_left: bool, free_right: bool) -> bool:
        """Say whether a single mark stands for left out letters or a possessive."""
        page = self.page
        word = page.words[at]
        lower = page.lower
        after = lower[at + 1] if at + 1 < len(lower) else ""
        touches_right = not free_right and page.starts[at + 1 : at + 2] == [page.ends[at]]
        if word in ("'", "‘", "’", "`") and touches_right and (
            after in _CLIPPED or after[:1].isdigit()
        ) and (word == "’" or word != "‘"):  # fmt: skip
            return True
        if not free_left and touches_right and after[:1].isalnum():
            return True
        if word == "’" and free_left and touches_right:
            return True
        if word not in ("'", "’") or free_left or not self.count.get("'"):
            return False
        # "workers' rights" inside single marks: a possessive where another mark closes later.
        if page.text[page.starts[at] - 1] not in "sS" or not after[:1].islower():
            return False
        if order + 1 >= len(self.places) or self.paragraphs[order + 1] != self.paragraphs[order]:
            return False
        later = self.places[order + 1]
        return page.words[later] == word and page.text[page.starts[later] - 1] not in _BEFORE

    def _drop(self, style: str) -> None:
        """Give up the innermost open mark."""
        self.open.pop()
        self.count[style] -= 1

    def _close(self, style: str, last: int, end: int) -> None:
        while self.open:
            found = self.open.pop()
            self.count[found.style] -= 1
            if found.style == style:
                if end > found.start:
                    self.closed.append((found.first, last, found.start, end))
                return

    def _turn(self, old: int, new: int, at: int) -> bool:
        """Go to another paragraph; say whether the mark at `at` goes on with a quote."""
        if not self.open:
            return False
        outer = self.open[0]
        page = self.page
        goes_on = (
            new == old + 1
            and outer.style != "'"
            and self.bounds.get(new, (-1, -1))[0] == at
            and page.words[at] == page.words[outer.first]
        )
        self.open.clear()
        self.count.clear()
        if goes_on:
            self.open.append(outer)
            self.count[outer.style] = 1
            return True
        first, last = self.bounds.get(old, (-1, -1))
        if outer.style == '"' and (outer.first == first or outer.paragraph < old):
            self.closed.append((outer.first, last, outer.start, page.ends[last - 1]))
        return False

    def _nested(self) -> list[Marked]:
        found: list[Marked] = []
        stack: list[int] = []
        for first, last, start, end in sorted(self.closed, key=lambda pair: (pair[0], -pair[1])):
            while stack and found[stack[-1]].last <= first:
                stack.pop()
            start, end = _bare(self.page.text, start, end)
            if start == end:
                continue
            found.append(Marked(first, last, start, end, stack[-1] if stack else -1))
            stack.append(len(found) - 1)
        return found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space beside the marks."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(page: Page, places: list[int]) -> tuple[list[int], dict[int, tuple[int, int]]]:
    """Give the paragraph of each mark, and the words of the paragraphs that hold any."""
    found: list[int] = []
    bounds: dict[int, tuple[int, int]] = {}
    sentences = page.sentences
    for sentence in sentences:
        known = bounds.get(sentence.paragraph)
        bounds[sentence.paragraph] = (known[0] if known else sentence.first, sentence.last)
    order = 0
    for at in places:
        while order + 1 < len(sentences) and sentences[order].last <= at:
            order += 1
        found.append(sentences[order].paragraph)
    return found, bounds
