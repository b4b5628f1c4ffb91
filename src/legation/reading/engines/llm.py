"""The engine "llm": any endpoint that speaks the OpenAI protocol and answers in a JSON schema.

The text is data to the model and never an instruction: it stands between marks that it cannot
hold itself, the answer is taken through the schema alone, and of the answer only what holds
against the text: words that do not stand in it character for character are dropped and counted
in the notes, names of states must be states, everything else is one of a list. So a text, a model
or a server that says otherwise can at worst leave something out or choose wrongly.

Where to ask, and how much: `LEGATION_LLM_URL`, `LEGATION_LLM_MODEL` (or `llm:MODEL`),
`LEGATION_LLM_KEY`, and the budget (`Settings`).
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from typing import TypeVar

from legation.errors import InputError
from legation.reading.engines.model.answers import Found, judge
from legation.reading.engines.model.asking import Asking, Budget, BudgetError, ModelError
from legation.reading.engines.model.caching import Cache
from legation.reading.engines.model.settings import PARTIAL, Settings, settings_of
from legation.reading.results import Claim, Event, Quote, Reading, Stance
from legation.reading.text.documents import LIMIT, Document
from legation.reading.text.sentences import sentences
from legation.reading.text.tokens import tokens

#: Characters that are asked about at once, and the least that an answer cut short is divided into.
PASSAGE = 8_000
_LEAST = 500

Pinned = TypeVar("Pinned", Event, Stance, Claim)


@dataclass(slots=True)
class Llm:
    """An engine that asks a model, passage by passage.

    Attributes
    ----------
    settings
        Where to ask and how much.
    """

    settings: Settings
    asking: Asking = field(init=False, repr=False)
    #: Read by threads: an answer is waited for.
    waits: bool = True

    def __post_init__(self) -> None:
        self.asking = Asking(self.settings, Budget(self.settings), Cache(self.settings.cache))

    @property
    def name(self) -> str:
        """Name of the engine with that of the model."""
        return f"llm:{self.settings.model} 1"

    def read(self, document: Document) -> Reading:
        """Give what a document says, as far as the budget goes.

        Raises
        ------
        ModelError
            If no passage could be read.
        """
        if len(document.text) > LIMIT:
            raise InputError(
                f"a document of {len(document.text):,} characters is longer than {LIMIT:,}; "
                "divide it"
            )
        found = Found()
        notes: list[str] = []
        read = failed = 0
        for start, end in passages(document.text):
            try:
                self._passage(document, start, end, found)
                read += 1
            except BudgetError as problem:
                if not read:
                    raise
                notes.append(f"{PARTIAL}: {problem}; what stands from character {start} on is open")
                break
            except ModelError as problem:
                failed += 1
                if problem.final or (not read and failed > 1):
                    raise
                notes.append(f"characters {start} to {end} were not read: {problem}")
        if failed and not read:
            raise ModelError(notes[0])
        return self._reading(document, found, notes)

    def _passage(self, document: Document, start: int, end: int, found: Found) -> None:
        """Ask about a passage; about its halves where the answer was cut short."""
        answer = self.asking.ask(document.text[start:end], document.date)
        if answer is None:
            middle = (start + end) // 2
            if end - start < 2 * _LEAST:
                raise ModelError("the answer was cut short")
            self._passage(document, start, middle, found)
            self._passage(document, middle, end, found)
            return
        judge(answer, document, start, end, found)

    def _reading(self, document: Document, found: Found, notes: list[str]) -> Reading:
        if found.dropped:
            notes.append(
                f"{found.dropped} findings of the model were dropped: their words do not stand in "
                "the text, or say nothing that a finding can hold"
            )
        quotes, claims = _placed(found)
        return Reading(
            tuple(quotes),
            tuple(sorted(_inside(found.events, quotes), key=lambda e: (e.start, e.end))),
            tuple(sorted(_inside(found.stances, quotes), key=lambda s: (s.start, s.end))),
            tuple(claims),
            text=document.text,
            date=document.date,
            outlet=document.outlet,
            language=document.language,
            engine=self.name,
            notes=tuple(notes),
        )


def passages(text: str) -> list[tuple[int, int]]:
    """Part a text at the ends of sentences into passages of at most `PASSAGE` characters."""
    if len(text) <= PASSAGE:
        return [(0, len(text))] if text.strip() else []
    ends = [sentence.end for sentence in sentences(text, tokens(text))] or [len(text)]
    made, start = [], 0
    while start < len(text):
        limit = start + PASSAGE
        if limit >= len(text):
            end = len(text)
        else:
            place = bisect.bisect_right(ends, limit) - 1
            end = ends[place] if place >= 0 and ends[place] > start else limit
        if text[start:end].strip():
            made.append((start, end))
        start = end
    return made


def _placed(found: Found) -> tuple[list[Quote], list[Claim]]:
    """Order quotes by place, and say in which quote what stands."""
    quotes = sorted(set(found.quotes), key=lambda q: (q.start, -q.end))
    nested = [replace(one, parent=_around(one, quotes, n)) for n, one in enumerate(quotes)]
    claims = sorted(_inside(found.claims, nested), key=lambda c: (c.start, c.end))
    return nested, claims


def _around(one: Quote | Event | Stance | Claim, quotes: list[Quote], below: int) -> int | None:
    """Give the innermost quote that holds a finding, among the first `below`."""
    for place in range(below - 1, max(below - 60, -1), -1):
        if quotes[place].start <= one.start and one.end <= quotes[place].end:
            return place
    return None


def _inside(found: list[Pinned], quotes: list[Quote]) -> list[Pinned]:
    starts = [quote.start for quote in quotes]
    placed = []
    for one in dict.fromkeys(found):
        place = _around(one, quotes, bisect.bisect_right(starts, one.start))
        placed.append(replace(one, quote=place))
    return placed


def make(option: str) -> Llm:
    """Give the engine for a model, or for that of the environment.

    Raises
    ------
    InputError
        If the environment does not say where to ask.
    """
    return Llm(settings_of(option))
