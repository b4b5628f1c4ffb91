"""From cues and marks to quotes: which marked words belong to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.reading.page import Page
from legation.reading.quotes.contents import assign_contents
from legation.reading.quotes.cue import Cue
from legation.reading.quotes.cues import find_cues
from legation.reading.quotes.marks import Marked, pair_marks
from legation.reading.quotes.speakers import speaker_of
from legation.reading.quotes.subjects import DASHES
from legation.reading.quotes.units import ABBREVIATED, QUOTED, Unit, units
from legation.reading.results import Quote, Span

#: A paragraph of more marked words than this goes on with the speaker of the one before.
_ALONE = 7
_ENDS = (".", "!", "?", ",", "…", "—")


@dataclass(slots=True)
class _Carried:
    """The last source of a direct quote, for quotes that go on without naming it."""

    paragraph: int
    quote: Quote
    awaits: bool = False


def find_quotes(page: Page) -> list[Quote]:
    """Find the words a text attributes to somebody.

    Parameters
    ----------
    page
        The text taken apart.

    Returns
    -------
    list of Quote
        In the order of the text; a quote inside another names it as its parent. Words in
        quotation marks that nothing attributes (titles, scare quotes) are no quotes.
    """
    if not page.words:
        return []
    return _Finding(page).quotes()


class _Finding:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.pairs = pair_marks(page)
        self.found: list[Quote] = []
        self.used: set[int] = set()
        self.carried: _Carried | None = None

    def quotes(self) -> list[Quote]:
        for unit in units(self.page, self.pairs):
            self._unit(unit)
        return _with_parents(self.found)

    def _unit(self, unit: Unit) -> None:
        if self._awaited(unit):
            return
        cues = assign_contents(unit, find_cues(unit))
        for cue in cues:
            for first, last in cue.content:
                self._add(unit, cue, first, last)
        for atom in sorted(unit.quoted):
            if unit.quoted[atom] not in self.used:
                self._unclaimed(unit, atom)
        if unit.low[-1] == ":":
            self._await(unit)

    def _add(self, unit: Unit, cue: Cue, first: int, last: int) -> None:
        quote = self._make(unit, cue, first, last)
        self.found.append(quote)
        inside = [atom for atom in unit.quoted if first <= atom < last]
        self.used.update(unit.quoted[atom] for atom in inside)
        if inside and quote.kind != "indirect" and cue.frames & {"say", "tell", "direct"}:
            self.carried = _Carried(unit.paragraph, quote)

    def _make(self, unit: Unit, cue: Cue, first: int, last: int) -> Quote:
        start, end, kind = self._extent(unit, first, last)
        source: Span | None = None
        if cue.subject:
            source = (unit.start(cue.subject[0]), unit.end(cue.subject[1] - 1))
        speaker, office, state = speaker_of(self.page, source)
        addressee = None
        if cue.addressee and cue.addressee[1] > cue.addressee[0]:
            addressee = self.page.text[
                unit.start(cue.addressee[0]) : unit.end(cue.addressee[1] - 1)
            ]
        return Quote(
            start, end, kind,
            source[0] if source else None, source[1] if source else None,
            unit.start(cue.first), unit.end(cue.last - 1),
            speaker, office, state, addressee, None, cue.rule,
        )  # fmt: skip

    def _extent(self, unit: Unit, first: int, last: int) -> tuple[int, int, str]:
        if last - first == 1 and first in unit.quoted:
            pair = self.pairs[unit.quoted[first]]
            return pair.start, pair.end, "direct"
        marked = any(atom in unit.quoted for atom in range(first, last))
        return unit.start(first), unit.end(last - 1), "mixed" if marked else "indirect"

    # -- marked words that no cue took -------------------------------------------------------

    def _unclaimed(self, unit: Unit, atom: int) -> None:
        pair = self.pairs[unit.quoted[atom]]
        signed = _signature(unit, atom)
        if signed:
            self._add(unit, signed, atom, atom + 1)
            return
        if not self._is_sentence(unit, atom, pair):
            return
        carried = self.carried
        alone = len(unit.low) == 1 and pair.last - pair.first > _ALONE
        if carried and carried.paragraph in (unit.paragraph, unit.paragraph - 1 if alone else -1):
            self.carried = _Carried(unit.paragraph, carried.quote)
            self.found.append(
                replace(carried.quote, start=pair.start, end=pair.end, kind="direct",
                        rule="goes on")
            )  # fmt: skip
            self.used.add(unit.quoted[atom])

    def _is_sentence(self, unit: Unit, atom: int, pair: Marked) -> bool:
        """Tell a sentence somebody said from a name, a title and a scare quote."""
        words = pair.last - pair.first - 2
        begins = atom == 0 or unit.low[atom - 1] in (":", ",", ".")
        inner = self.page.text[max(pair.start, pair.end - 4) : pair.end].rstrip("'’\"” ")
        return begins and words >= 2 and (inner.endswith(_ENDS) or atom == 0)

    # -- what a colon announces --------------------------------------------------------------

    def _await(self, unit: Unit) -> None:
        """Remember who spoke where a sentence ends with a colon."""
        cues = [cue for cue in find_cues(unit) if cue.subject and cue.frames & _SPEECH]
        if not cues:
            return
        cue = cues[-1]
        quote = self._make(unit, cue, 0, 1)
        self.carried = _Carried(unit.paragraph, replace(quote, rule=f"block {cue.lemma}"), True)

    def _awaited(self, unit: Unit) -> bool:
        """Take the block after a colon."""
        carried = self.carried
        if carried is None or not carried.awaits:
            return False
        carried.awaits = False
        if unit.paragraph > carried.paragraph + 2:
            return False
        if 0 in unit.quoted:
            if len(unit.low) > 2:
                return False
            pair = self.pairs[unit.quoted[0]]
            start, end, kind = pair.start, pair.end, "direct"
            self.used.add(unit.quoted[0])
        elif unit.paragraph > carried.paragraph:
            start, end, kind = *self._paragraph(unit), "direct"
            self.used.update(unit.quoted.values())
        else:
            return False
        self.found.append(replace(carried.quote, start=start, end=end, kind=kind))
        self.carried = _Carried(unit.paragraph, carried.quote)
        return True

    def _paragraph(self, unit: Unit) -> Span:
        sentences = [s for s in self.page.sentences if s.paragraph == unit.paragraph]
        return sentences[0].start, sentences[-1].end


_SPEECH = frozenset(("say", "tell", "direct"))


def _signature(unit: Unit, atom: int) -> Cue | None:
    """Take '"..." — Name'."""
    low, size = unit.low, len(unit.low)
    if atom + 2 > size - 1 or low[atom + 1] not in DASHES:
        return None
    last = atom + 2
    while last < size and (
        unit.word(last)[:1].isupper() or low[last] in (ABBREVIATED, "-", "of", "de")
    ):
        last += 1
    while last > atom + 2 and low[last - 1] in (ABBREVIATED, "of", "-"):
        last -= 1
    if (
        last == atom + 2
        or last - atom > 10
        or (last < size and low[last] not in (".", ",", QUOTED))
    ):
        return None
    return Cue(
        atom + 1, atom + 1, atom + 2, frozenset(("say",)), "signed", subject=(atom + 2, last)
    )


def _with_parents(found: list[Quote]) -> list[Quote]:
    """Put quotes in order and note in which each stands."""
    ordered = sorted(set(found), key=lambda quote: (quote.start, -quote.end, quote.cue_start or 0))
    stack: list[int] = []
    out: list[Quote] = []
    for quote in ordered:
        while stack and out[stack[-1]].end <= quote.start:
            stack.pop()
        parent = next(
            (i for i in reversed(stack) if out[i].end >= quote.end
             and (out[i].start, out[i].end) != (quote.start, quote.end)),
            None,
        )  # fmt: skip
        out.append(replace(quote, parent=parent))
        stack.append(len(out) - 1)
    return out
