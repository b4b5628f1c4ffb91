"""Which votes a document reports: passages that speak of a body and of voting, and their scores.

A passage is a title, or `_AROUND` characters to either side of the body's name. It scores

* 1 for the body, and 1 for words of voting or one half for "resolution", "motion", "passed" alone;
* for each word of a text's title, and each name of a state that it is directed at, 1 over the
  number of texts voted on within `_NEAR` days that share the word, 1.5 at most;
* the share of the text's title that is there;
* one half on the day of the vote, less on each day after;
* 1 where the title of the document has a word of the text's title, and one half less where it has
  not even the name of a state that the text is directed at;
* three quarters less where the passage names no state of the text.

A document counts for the text that it scores highest for, and for those that score as high. Where
it speaks of another body and a passage does not name this one, the passage counts for none; where
its title names another body alone, the document does. The symbol of a text is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from legation.narratives.documents import Documents, day_number
from legation.narratives.happenings import Happening, Happenings
from legation.narratives.wording import all_stems, state_stems

#: Score from which a document counts as reporting a happening.
MARK = 3.0
#: Characters of a text, after its title, that count as its lead.
LEAD = 600
_AROUND = 300
_UN = r"UN|U\.N\.|United Nations"
_BODIES = {
    "UNGA": rf"{_UN}|General Assembly|UNGA",
    "UNSC": rf"{_UN}|Security Council|UNSC",
    "UNHRC": rf"{_UN}|Human Rights Council|UNHRC",
}
_ACT = re.compile(r"\b(?:vot(?:e|es|ed|ing)|adopt(?:s|ed|ion)?|abstain(?:s|ed)?)\b", re.IGNORECASE)
_TEXT = re.compile(
    r"\b(?:resolutions?|motions?|ballots?|approv(?:es|ed)|pass(?:es|ed))\b", re.IGNORECASE
)
_NAMES = {
    "UNGA": r"General Assembly|UNGA",
    "UNSC": r"Security Council|UNSC",
    "UNHRC": r"Human Rights Council|UNHRC",
}
_NEAR = 30
_PART = 2_000

Scored = tuple[int, float, list[str]]


@dataclass(frozen=True)
class _Passage:
    stems: frozenset[str]
    words: tuple[str, str]
    score: float


@dataclass(frozen=True)
class Text:
    """A document as matching reads it."""

    title: str
    text: str

    @cached_property
    def title_stems(self) -> frozenset[str]:
        """Stems of the words of the title."""
        return all_stems(self.title)

    @cached_property
    def lead_stems(self) -> frozenset[str]:
        """Stems of the words of the lead."""
        return all_stems(self.text[:LEAD])

    def passages(self, body: str) -> list[_Passage]:
        """Give the passages that speak of a body and of voting."""
        other = "|".join(name for key, name in _NAMES.items() if key != body)
        named = _NAMES.get(body)
        ahead = _pattern(other).search(self.title) is not None
        if ahead and (named is None or not _pattern(named).search(self.title)):
            return []
        elsewhere = ahead or _pattern(other).search(self.text) is not None
        found = (_passage(part, body, elsewhere) for part in self._parts(body))
        return [passage for passage in found if passage is not None]

    def _parts(self, body: str) -> Iterable[str]:
        if len(self.text) <= 3 * _AROUND:
            yield f"{self.title}\n{self.text}"
            return
        yield self.title
        until = -1
        for found in _pattern(_BODIES.get(body, _UN)).finditer(self.text):
            if found.start() >= until:
                until = found.start() + _AROUND
                yield self.text[max(0, found.start() - _AROUND) : until]


def _passage(part: str, body: str, elsewhere: bool) -> _Passage | None:
    name = _pattern(_BODIES.get(body, _UN)).search(part)
    act = _ACT.search(part) or _TEXT.search(part)
    own = _pattern(_NAMES[body]).search(part) if body in _NAMES else name
    if name is None or act is None or (elsewhere and own is None):
        return None
    strong = _ACT.search(part) is not None
    return _Passage(
        all_stems(part), ((own or name).group(), act.group()), 1.0 + (1.0 if strong else 0.5)
    )


@cache
def _pattern(names: str) -> re.Pattern[str]:
    # Some sources write all in lower case.
    return re.compile(rf"\b(?:{names})(?!\w)", re.IGNORECASE)


class Texts:
    """Texts of candidates, loaded part by part and kept while they are looked at."""

    def __init__(self, held: Documents, documents: Sequence[int]) -> None:
        self._held = held
        self._texts: dict[int, Text] = {}
        place = {str(held.ids[at]): at for at in documents}
        names = sorted(place)
        for at in range(0, len(names), _PART):
            rows = held.record.con.execute(
                "SELECT document_id, title, text FROM document WHERE document_id IN "
                "(SELECT unnest(?))",
                [names[at : at + _PART]],
            ).fetchall()
            for name, title, text in rows:
                head, body = title or "", text or ""
                if head and body.startswith(head):
                    body = body[len(head) :]
                self._texts[place[name]] = Text(head, body)

    def __getitem__(self, document: int) -> Text:
        return self._texts[document]


class Votes:
    """The votes among happenings, with how many texts of their days share each word."""

    def __init__(self, found: Happenings) -> None:
        self._found = found
        self._own: dict[int, frozenset[str]] = {}
        self._matter: dict[int, frozenset[str]] = {}
        self._names: dict[int, frozenset[str]] = {}
        near: dict[int, int] = {}
        for at, row in enumerate(found):
            if row.kind == "vote":
                near[at] = day_number(row.date)
                self._own[at] = state_stems(row.states)
                self._names[at] = self._own[at] | state_stems(row.about)
                self._matter[at] = (state_stems(row.about) | frozenset(row.words)) - self._own[at]
        self._share: dict[int, dict[str, float]] = {}
        for at, day in near.items():
            close = [other for other, its in near.items() if abs(its - day) <= _NEAR]
            counts = Counter(w for other in close for w in self._own[other] | self._matter[other])
            self._share[at] = {w: 1 / counts[w] for w in self._own[at] | self._matter[at]}

    def of(self, text: Text, asked: list[int], day: int) -> list[Scored]:
        """Give the votes that a document reports."""
        best: dict[int, tuple[float, list[str]]] = {}
        for body in sorted({_body_of(self._found[at]) for at in asked}):
            mine = [at for at in asked if _body_of(self._found[at]) == body]
            for passage in text.passages(body):
                for at in mine:
                    score = self._score(at, passage, text, day)
                    if score >= MARK and score > best.get(at, (0.0, []))[0]:
                        hits = sorted(passage.stems & (self._matter[at] | self._own[at]))
                        best[at] = (score, [*passage.words, *hits])
        top = max((score for score, _ in best.values()), default=0.0)
        best = {at: one for at, one in best.items() if one[0] == top}
        for at in asked:
            for symbol in self._found[at].symbols:
                if symbol in text.text or symbol in text.title:
                    best[at] = (2 * MARK, [symbol])
        return [(at, *best[at]) for at in sorted(best)]

    def _score(self, at: int, passage: _Passage, text: Text, day: int) -> float:
        hits = self._matter[at] & passage.stems
        own = self._own[at] & passage.stems
        away = day - day_number(self._found[at].date)
        # Without a word of the matter, the state alone will do in the days right after.
        if not hits and not (own and 0 <= away <= 2):
            return 0.0
        single = min(1.5, sum(self._share[at][word] for word in hits | own))
        share = len(hits) / max(1, min(6, len(self._matter[at])))
        fresh = 0.5 - 0.05 * away if away >= 0 else 0.0
        apart = 0.0 if self._names[at] & passage.stems else -0.75
        ahead = text.title_stems
        title = 1.0 if self._matter[at] & ahead else 0.0 if self._own[at] & ahead else -0.5
        return round(passage.score + single + min(1.0, share) + fresh + title + apart, 6)


def _body_of(happening: Happening) -> str:
    return happening.title.split(" ", 1)[0]
