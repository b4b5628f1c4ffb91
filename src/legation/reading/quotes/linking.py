"""From cues and marks to quotes: which marked words belong to whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from legation.reading.page import Page, Sentence
from legation.reading.quotes.contents import assign_contents
from legation.reading.quotes.cue import ACCORDING, Cue
from legation.reading.quotes.cues import find_cues
from legation.reading.quotes.marks import Marked, pair_marks
from legation.reading.quotes.speakers import speaker_of
from legation.reading.quotes.subjects import (
    AUXILIARIES,
    DASHES,
    HARD,
    leading_subject,
    subject_before,
)
from legation.reading.quotes.units import ABBREVIATED, QUOTED, Unit, units
from legation.reading.results import Quote, Span

#: A paragraph of more marked words than this goes on with the speaker of the one before.
_ALONE = 7
#: Quotes around a quote that are looked at for its parent.
_DEEPEST = 64
_ENDS = (".", "!", "?", ",", "…", "—")


@dataclass(slots=True)
class _Carried:
    """The last source of a direct quote, for quotes that go on without naming it."""

    paragraph: int
    quote: Quote
    awaits: bool = False
    whole: bool = False


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
        self.labels = _labels(self.page)
        self.children: dict[int, list[int]] = {}
        for place, pair in enumerate(self.pairs):
            self.children.setdefault(pair.parent, []).append(place)
        for unit in units(self.page, self.pairs, self.children.get(-1, [])):
            self._unit(unit)
        waiting = sorted(self.used)
        while waiting:
            place = waiting.pop()
            waiting.extend(self._inner(place))
        return _with_parents(self.found)

    def _unit(self, unit: Unit) -> None:
        if self._awaited(unit) or self._labelled(unit):
            return
        cues = find_cues(unit)
        kept = assign_contents(unit, cues)
        for cue in kept:
            for first, last in cue.content:
                self._add(unit, cue, first, last)
        for atom in sorted(unit.quoted):
            if unit.quoted[atom] not in self.used:
                self._unclaimed(unit, atom)
        if unit.low[-1] == ":":
            self._await(unit, cues, kept)

    def _labelled(self, unit: Unit) -> bool:
        """Take a paragraph of a transcript: "LAVROV: We have said ..."."""
        last = self.labels.get(unit.first[0], 0)
        if not last or not unit.first[-1] > last:
            return False
        atom = unit.low.index(":")
        cue = Cue(atom, atom, atom + 1, frozenset(("say",)), "transcript", subject=(0, atom))
        first, end = unit.start(atom + 1), self._paragraph(unit)[1]
        self.found.append(replace(self._make(unit, cue, 0, 1), start=first, end=end, kind="direct"))
        return True

    def _inner(self, place: int) -> list[int]:
        """Look inside a quote for what its speaker quotes; give the quotes inside that hold any."""
        pair = self.pairs[place]
        inside = self.children.get(place, [])
        for unit in units(self.page, self.pairs, inside, pair.first + 1, pair.last - 1):
            for cue in assign_contents(unit, find_cues(unit)):
                for first, last in cue.content:
                    marked = any(first <= atom < last for atom in unit.quoted)
                    if (marked and cue.frames & _SPEECH) or _reports(unit, cue):
                        self.found.append(self._make(unit, cue, first, last))
        return inside

    def _add(self, unit: Unit, cue: Cue, first: int, last: int) -> None:
        quote = self._make(unit, cue, first, last)
        self.found.append(quote)
        inside = [atom for atom in unit.quoted if first <= atom < last]
        self.used.update(unit.quoted[atom] for atom in inside)
        if cue.frames & _SPEECH and cue.subject and not cue.shared:
            self.carried = _Carried(unit.paragraph, quote)

    def _make(self, unit: Unit, cue: Cue, first: int, last: int) -> Quote:
        start, end, kind = self._extent(unit, first, last)
        source: Span | None = None
        if cue.subject:
            last = cue.subject[1] - 1
            # the comma that ends an aside names nobody
            last -= last > cue.subject[0] and unit.low[last] == ","
            source = (unit.start(cue.subject[0]), unit.end(last))
        speaker, office, state = speaker_of(self.page, source)
        addressee = None
        if cue.addressee and cue.addressee[1] > cue.addressee[0]:
            addressee = self.page.text[
                unit.start(cue.addressee[0]) : unit.end(cue.addressee[1] - 1)
            ]
        return Quote(
            start, end, kind,
            source[0] if source else None, source[1] if source else None,
            unit.start(_uncut(unit, cue)), unit.end(cue.last - 1),
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
        signed = _signature(unit, atom) or _named(unit, atom)
        if signed is None and atom > 2 and unit.low[atom - 1] == ":" and _long(pair):
            signed = _before_colon(unit, atom - 1)
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

    def _await(self, unit: Unit, cues: list[Cue], kept: list[Cue]) -> None:
        """Remember who spoke where a sentence ends with a colon."""
        speaking = [cue for cue in cues if cue.subject and cue.frames & _SPEECH]
        last = len(unit.low) - 1
        if not speaking:
            found = _before_colon(unit, last)
            if found:
                self.carried = _Carried(unit.paragraph, self._make(unit, found, 0, 1), True)
            return
        cue = speaking[-1]
        # "said he has three aims:" announces no block; "said the following:" does.
        whole = cue not in kept or unit.low[cue.last : last] in (["the", "following"], ["this"])
        quote = replace(self._make(unit, cue, 0, 1), rule=f"block {cue.lemma}")
        self.carried = _Carried(unit.paragraph, quote, True, whole)

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
        elif unit.paragraph > carried.paragraph and carried.whole:
            start, end, kind = *self._paragraph(unit), "direct"
            self.used.update(unit.quoted.values())
        else:
            return False
        self.found.append(replace(carried.quote, start=start, end=end, kind=kind))
        self.carried = _Carried(unit.paragraph, carried.quote)
        return True

    def _paragraph(self, unit: Unit) -> Span:
        sentences = self.page.sentences
        first = bisect_left(sentences, unit.paragraph, key=_paragraph_of)
        last = bisect_right(sentences, unit.paragraph, key=_paragraph_of)
        return sentences[first].start, sentences[last - 1].end


def _uncut(unit: Unit, cue: Cue) -> int:
    """Give the first whole word of a cue: "'s", "'ve" and "'t" belong to the word before."""
    first = cue.first
    while first < cue.at and unit.low[first][0] in "'’":
        first += 1
    return first


def _paragraph_of(sentence: Sentence) -> int:
    return sentence.paragraph


_SPEECH = frozenset(("say", "tell", "direct"))


def _labels(page: Page) -> dict[int, int]:
    """Find who speaks in a transcript: names before a colon that begin several paragraphs.

    Gives for the first word of such a paragraph the place of its colon.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    paragraph = -1
    for sentence in page.sentences:
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        head = page.lower[sentence.first : min(sentence.first + 6, sentence.last)]
        if ":" in head[1:]:
            colon = sentence.first + head.index(":", 1)
            label = page.words[sentence.first : colon]
            named = page.at[sentence.first] >= 0 if page.at else False
            if all(word[0].isupper() or word == "." for word in label) and (
                named or all(word.isupper() or word == "." for word in label)
            ):
                places.setdefault(" ".join(label), []).append((sentence.first, colon))
    return {first: colon for found in places.values() if len(found) > 1 for first, colon in found}


_REPORTING = frozenset("say tell state claim announce report confirm deny insist write".split())


def _reports(unit: Unit, cue: Cue) -> bool:
    """Say whether a cue inside a quote tells what somebody else said."""
    if cue.frames == ACCORDING:
        return True
    if (
        cue.lemma not in _REPORTING
        or cue.subject is None
        or cue.tag not in ("past", "third", "base")
    ):
        return False
    return unit.low[cue.subject[0]] not in ("i", "we", "you", "it", "that", "which", "this")


def _named(unit: Unit, atom: int) -> Cue | None:
    """Take 'Peskov: "..."'."""
    low = unit.low
    if atom < 2 or low[atom - 1] != ":" or atom - 1 > 12:
        return None
    words = low[: atom - 1]
    if any(word in AUXILIARIES or word in HARD or word == QUOTED for word in words):
        return None
    subject = subject_before(unit, atom - 2)
    if subject is None or subject[0] != 0 or not unit.word(0)[:1].isupper():
        return None
    return Cue(atom - 1, atom - 1, atom, frozenset(("say",)), "colon", subject=subject)


def _long(pair: Marked) -> bool:
    return pair.last - pair.first > _ALONE


def _before_colon(unit: Unit, colon: int) -> Cue | None:
    """Take 'He took to the radio: "..."': the colon attributes to the clause's subject."""
    subject = leading_subject(unit, colon)
    if subject is None:
        return None
    return Cue(colon, colon, colon + 1, frozenset(("say",)), "colon", subject=subject)


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
            (i for i in reversed(stack[-_DEEPEST:]) if out[i].end >= quote.end
             and (out[i].start, out[i].end) != (quote.start, quote.end)),
            None,
        )  # fmt: skip
        out.append(replace(quote, parent=parent))
        stack.append(len(out) - 1)
    return out
