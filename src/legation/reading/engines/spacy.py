"""The engine "spacy:MODEL": the rules, on a page that a model of spaCy has sharpened.

A model knows names that no table holds and parses sentences that no rule does. So it adds what
rules lack and takes nothing away:

* persons, organisations and places that it names are mentions where the page had none, and a place
  that is a state's name is that state;
* where it parses, its sentences part a page that the rules left together, never the reverse;
* where it has noun chunks, the words that name a quote's source become the whole chunk.

All else, and every meaning, is the rules' own.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from legation.errors import InputError
from legation.reading.engines.rules import read_page
from legation.reading.page import Mention, Page, Sentence
from legation.reading.preparing import prepare
from legation.reading.results import Quote, Reading
from legation.reading.text.documents import LIMIT, Document
from legation.version import __version__

#: Kind of a mention by the label of an entity.
_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "NORP": "people",
}  # fmt: skip
_PART = 100_000
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Spacy:
    """The engine for one model.

    Attributes
    ----------
    name
        Name of the engine with that of the model, and versions.
    model
        The pipeline.
    """

    name: str
    model: Any = field(repr=False, compare=False)

    def read(self, document: Document) -> Reading:
        """Give what a document says.

        Raises
        ------
        InputError
            If it is too long.
        """
        if len(document.text) > LIMIT:
            raise InputError(
                f"a document of {len(document.text):,} characters is longer than {LIMIT:,}; "
                "divide it"
            )
        page = prepare(document.text, document.date, document.outlet, document.language)
        if not page.readable:
            return read_page(page, self.name)
        chunks: list[tuple[int, int]] = []
        starts: set[int] = set()
        for offset, doc in self._parsed(page):
            _add_mentions(page, doc, offset)
            if doc.has_annotation("DEP"):
                chunks += [(c.start_char + offset, c.end_char + offset) for c in doc.noun_chunks]
                starts |= {s.start_char + offset for s in doc.sents}
        page.sentences = _parted(page, starts)
        reading = read_page(page, self.name)
        return replace(reading, quotes=tuple(_widened(q, chunks) for q in reading.quotes))

    def _parsed(self, page: Page) -> Iterator[tuple[int, Any]]:
        """Parse a page some sentences at a time, since models take memory by length."""
        start = end = 0
        for sentence in page.sentences:
            if sentence.end - start > _PART and end > start:
                yield start, self.model(page.text[start:end])
                start = sentence.start
            end = min(sentence.end, start + int(self.model.max_length))
        if end > start:
            yield start, self.model(page.text[start:end])


def _add_mentions(page: Page, doc: Any, offset: int) -> None:
    """Add entities of the model where the page has no mention."""
    from legation import states

    added = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:
            continue
        first = bisect.bisect_left(page.starts, entity.start_char + offset)
        last = bisect.bisect_right(page.ends, entity.end_char + offset)
        if not 0 < last - first <= _LONGEST or any(page.at[at] >= 0 for at in range(first, last)):
            continue
        start, end = page.starts[first], page.ends[last - 1]
        words = page.text[start:end]
        state = states.find(words, page.date) if kind in ("place", "people") else None
        if kind == "place":
            if state is None:
                continue
            kind = "state"
        code = None if state is None else str(state)
        added.append(Mention(first, last, start, end, code, kind, words))
    if added:
        _place(page, added)


def _place(page: Page, added: list[Mention]) -> None:
    """Put mentions at their places; those that stand for others keep whom they stand for."""
    order = sorted(
        [(m.first, 0, n, m) for n, m in enumerate(page.mentions)]
        + [(m.first, 1, n, m) for n, m in enumerate(added)]
    )
    moved = {n: place for place, (_, new, n, _) in enumerate(order) if not new}
    page.mentions = [
        m if new or m.antecedent is None else m._replace(antecedent=moved[m.antecedent])
        for _, new, _, m in order
    ]
    page.at = [-1] * len(page.words)
    for place, mention in enumerate(page.mentions):
        page.at[mention.first : mention.last] = [place] * (mention.last - mention.first)


def _parted(page: Page, starts: set[int]) -> list[Sentence]:
    """Part sentences where the model begins one after a mark that ends one."""
    made: list[Sentence] = []
    for sentence in page.sentences:
        first = sentence.first
        for at in range(sentence.first + 1, sentence.last):
            if page.starts[at] in starts and page.words[at - 1] in _ENDS:
                made.append(_sentence(page, first, at, sentence.paragraph))
                first = at
        made.append(
            sentence
            if first == sentence.first
            else _sentence(page, first, sentence.last, sentence.paragraph)
        )
    return made


_ENDS = frozenset(".!?…")


def _sentence(page: Page, first: int, last: int, paragraph: int) -> Sentence:
    return Sentence(first, last, page.starts[first], page.ends[last - 1], paragraph)


def _widened(quote: Quote, chunks: list[tuple[int, int]]) -> Quote:
    """Let the source of a quote be the whole noun chunk it stands in, outside words and cue."""
    if quote.source_start is None or quote.source_end is None:
        return quote
    place = bisect.bisect_right(chunks, (quote.source_start, 1 << 62)) - 1
    if place < 0:
        return quote
    start, end = chunks[place]
    if end < quote.source_end or (start, end) == (quote.source_start, quote.source_end):
        return quote
    taken = [(quote.start, quote.end)]
    if quote.cue_start is not None and quote.cue_end is not None:
        taken.append((quote.cue_start, quote.cue_end))
    if any(start < other_end and other < end for other, other_end in taken):
        return quote
    return replace(quote, source_start=start, source_end=end)


def make(option: str) -> Spacy:
    """Give the engine for a model that is installed.

    Raises
    ------
    InputError
        If no model is named, or spaCy or the model is not installed.
    """
    if not option:
        raise InputError("the engine 'spacy' needs a model, as in spacy:en_core_web_sm")
    try:
        import spacy
    except ImportError:
        raise InputError(
            "spaCy is not installed; install it and a model of English, or use the engine 'rules'"
        ) from None
    try:
        model = spacy.load(option)
    except (OSError, ValueError) as problem:
        raise InputError(
            f"spaCy has no model {option[:80]!r} here ({' '.join(str(problem).split())[:120]}); "
            "install it, or use the engine 'rules'"
        ) from None
    said = f"{model.meta.get('name', option)}-{model.meta.get('version', '0')}"
    return Spacy(f"spacy:{option} {__version__}+{said}", model)
