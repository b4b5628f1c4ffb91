"""Which documents report which happenings, with the words that tell so.

A document is looked at where its day lies within the reach of a happening and it names the
states; only these documents are read. What speaks for a match adds to a score, and only a score
of `MARK` or more counts.

*A vote.* A passage (a title, or `_AROUND` characters on either side of the body's name) scores 1
for the body; 1 for words of voting, one half for "resolution" alone; for each word of the text's
title, and each name of a state that it is directed at, 1 over the number of texts voted on within
`_NEAR` days that share the word, 1.5 at most; the share of its title that is there; one half on the
day of the vote, less on each day after; 1 where the title of the document has a word of the text's title, and one
half less where it has not even the name of a state that the text is directed at; three quarters
less where the passage names no state of the text. A document
counts for the text that it scores highest for, and for those that score as high. Where the document
speaks of another body and the passage does not name this one, it counts for none. The symbol of
the text is enough.

*Anything else.* The title names both states and no third, and has a word of the kind but
none of the other sign (3); or an engine read
dealings of the same class between them in title or lead, which has a word of the kind (3). Of
coded events of the same states and class on several days, a document counts for the nearest.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.narratives.documents import NO_DAY, Documents, Ints, Naming, day_number
from legation.narratives.happenings import Happening, Happenings
from legation.narratives.voice import CLASS_OF
from legation.narratives.wording import all_stems, opposed, stems

if TYPE_CHECKING:
    import polars as pl

#: Score from which a document counts as reporting a happening.
MARK = 3.0
#: Days before and after, by kind; "" for all others. Coders date an event by its report.
REACH = {"": (1, 10), "events": (1, 3)}
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
_TEXT = re.compile(r"\b(?:resolutions?|motions?)\b", re.IGNORECASE)
_NAMES = {
    "UNGA": r"General Assembly|UNGA",
    "UNSC": r"Security Council|UNSC",
    "UNHRC": r"Human Rights Council|UNHRC",
}
_NEAR = 30
_PART = 2_000

Progress = Callable[[int, int], None]
Row = tuple[int, int, float, list[str]]
Scored = tuple[int, float, list[str]]
Read = frozenset[tuple[str, str, int]]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Matches:
    """Documents that report happenings, in the order of happenings and documents.

    Attributes
    ----------
    held, found
        The documents and happenings.
    happening, document
        Places, int32[matches].
    score
        float64[matches], `MARK` or more.
    words
        What speaks for each match, parted by commas.
    looked_at
        Documents that were read for each happening, int32[happenings].
    undated
        Documents that have no day and could not match.
    """

    held: Documents
    found: Happenings
    happening: Ints
    document: Ints
    score: npt.NDArray[np.float64]
    words: tuple[str, ...]
    looked_at: Ints
    undated: int

    def __len__(self) -> int:
        """Count the matches."""
        return len(self.happening)

    @cached_property
    def reported(self) -> Bools:
        """Whether an outlet reports a happening, bool[outlets, happenings]."""
        out = np.zeros((len(self.held.outlets), len(self.found)), bool)
        outlet = self.held.outlet[self.document]
        known = outlet >= 0
        out[outlet[known], self.happening[known]] = True
        return out

    def frame(self, ids: Iterable[str] | None = None) -> pl.DataFrame:
        """Give one row per match: id, event, date, outlet, title, score, words, document_id.

        Parameters
        ----------
        ids
            Ids of happenings; all by default.
        """
        import polars as pl

        wanted = None if ids is None else set(ids)
        chosen = [
            at for at in range(len(self))
            if wanted is None or self.found[int(self.happening[at])].id in wanted
        ]  # fmt: skip
        titles = _titles(self.held, [str(self.held.ids[self.document[at]]) for at in chosen])
        rows = []
        for at in chosen:
            happening, document = self.found[int(self.happening[at])], int(self.document[at])
            outlet = int(self.held.outlet[document])
            name = str(self.held.ids[document])
            rows.append((
                happening.id, happening.title, self.held.date(document),
                self.held.outlets[outlet] if outlet >= 0 else None, titles.get(name),
                float(self.score[at]), self.words[at], name,
            ))  # fmt: skip
        types: dict[str, Any] = {
            "id": pl.String, "event": pl.String, "date": pl.Date, "outlet": pl.String,
            "title": pl.String, "score": pl.Float64, "words": pl.String,
            "document_id": pl.String,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types, orient="row")


def reach(happening: Happening) -> tuple[int, int]:
    """Give the first and last day, since 1970-01-01, on which a document can report a happening.

    What is dated by month is reported in that month, whose days around it are not known.
    """
    if happening.precision == "month":
        return day_number(happening.date), day_number(happening.last)
    before, after = REACH.get(happening.kind, REACH[""])
    return day_number(happening.date) - before, day_number(happening.last) + after


def match(held: Documents, found: Happenings, *, progress: Progress | None = None) -> Matches:
    """Find the documents that report happenings.

    Parameters
    ----------
    held
        The documents.
    found
        The happenings.
    progress
        Called with how many documents were read, and of how many.

    Returns
    -------
    Matches
    """
    candidates = _candidates(held, held.naming(), found)
    wanted = np.unique(np.concatenate([*candidates, np.zeros(0, np.int32)])).tolist()
    texts = _Texts(held, wanted)
    rows: list[Row] = []
    of_document: dict[int, list[int]] = {}
    for at, documents in enumerate(candidates):
        for document in documents.tolist():
            of_document.setdefault(document, []).append(at)
    votes = _Votes(found)
    front = _in_front(held)
    dealings = _dealings(held, wanted)
    for number, document in enumerate(wanted):
        if progress and number % 1000 == 0:
            progress(number, len(wanted))
        text, day = texts[document], int(held.day[document])
        asked = [at for at in of_document[document] if found[at].kind == "vote"]
        rows += [(at, document, score, words) for at, score, words in votes.of(text, asked, day)]
        asked = [at for at in of_document[document] if found[at].kind != "vote"]
        named, read = front.get(document, frozenset()), dealings.get(document, frozenset())
        rows += [
            (at, document, score, words)
            for at, score, words in _others(found, asked, text, named, read, day)
        ]
    rows.sort()
    if progress:
        progress(len(wanted), len(wanted))
    return Matches(
        held, found,
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.array([row[2] for row in rows], np.float64),
        tuple(", ".join(row[3]) for row in rows),
        np.array([len(documents) for documents in candidates], np.int32),
        int((held.day == NO_DAY).sum()),
    )  # fmt: skip


def _candidates(held: Documents, naming: Naming, found: Happenings) -> list[Ints]:
    """Give the documents within reach of each happening that name its states, ascending."""
    order = np.argsort(held.day, kind="stable")
    days = held.day[order]
    place = {code: at for at, code in enumerate(naming.codes)}
    named = np.zeros((len(place), len(held)), bool)
    named[naming.state, naming.document] = True
    leading = np.zeros((len(place), len(held)), bool)
    front = naming.in_title | naming.in_lead
    leading[naming.state[front], naming.document[front]] = True
    out: list[Ints] = []
    for happening in found:
        first, last = reach(happening)
        inside = order[slice(*np.searchsorted(days, [first, last + 1]))]
        if happening.kind == "vote":
            codes = [place[c] for c in (*happening.states, *happening.about) if c in place]
            keep = named[np.ix_(codes, inside)].any(axis=0)
        else:
            known = [place.get(code, -1) for code in happening.states]
            if happening.kind == "designation":
                # Of a list of fifty, whoever made it and one of those on it are enough.
                maker = place.get(happening.edges[0][0], -1)
                rest = [at for at in known if at not in (-1, maker)]
                keep = named[np.ix_(rest, inside)].any(axis=0) & (maker >= 0)
                if maker >= 0:
                    keep &= leading[maker, inside]
            elif -1 in known:
                keep = np.zeros(len(inside), bool)
            else:
                keep = named[np.ix_(known, inside)].all(axis=0)
                keep &= leading[np.ix_(known, inside)].any(axis=0)
        out.append(np.sort(inside[keep]).astype(np.int32))
    return out


@dataclass(frozen=True)
class _Passage:
    stems: frozenset[str]
    words: tuple[str, str]
    score: float


@dataclass(frozen=True)
class _Text:
    """A document as matching reads it."""

    title: str
    text: str

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return all_stems(self.title)

    @cached_property
    def lead_stems(self) -> frozenset[str]:
        return all_stems(self.text[:LEAD])

    def passages(self, body: str) -> list[_Passage]:
        """Give the passages that speak of a body and of voting."""
        other = "|".join(name for key, name in _NAMES.items() if key != body)
        elsewhere = _pattern(other).search(f"{self.title}\n{self.text}") is not None
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


class _Texts:
    """Texts of candidates, loaded part by part and kept while they are looked at."""

    def __init__(self, held: Documents, documents: Sequence[int]) -> None:
        self._held = held
        self._texts: dict[int, _Text] = {}
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
                self._texts[place[name]] = _Text(head, body)

    def __getitem__(self, document: int) -> _Text:
        return self._texts[document]


class _Votes:
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
                self._own[at] = _state_stems(row.states)
                self._names[at] = self._own[at] | _state_stems(row.about)
                self._matter[at] = (_state_stems(row.about) | frozenset(row.words)) - self._own[at]
        self._share: dict[int, dict[str, float]] = {}
        for at, day in near.items():
            close = [other for other, its in near.items() if abs(its - day) <= _NEAR]
            counts = Counter(w for other in close for w in self._own[other] | self._matter[other])
            self._share[at] = {w: 1 / counts[w] for w in self._own[at] | self._matter[at]}

    def of(self, text: _Text, asked: list[int], day: int) -> list[Scored]:
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

    def _score(self, at: int, passage: _Passage, text: _Text, day: int) -> float:
        hits = self._matter[at] & passage.stems
        own = self._own[at] & passage.stems
        away = day - day_number(self._found[at].date)
        # Without a word of the matter, the state alone will do in the days right after.
        if not hits and not (own and 0 <= away <= 2):
            return 0.0
        single = min(1.5, sum(self._share[at][word] for word in hits | own))
        share = len(hits) / max(1, min(4, len(self._matter[at])))
        fresh = 0.5 - 0.05 * away if away >= 0 else 0.0
        apart = 0.0 if self._names[at] & passage.stems else -0.75
        ahead = text.title_stems
        title = 1.0 if self._matter[at] & ahead else 0.0 if self._own[at] & ahead else -0.5
        return round(passage.score + single + min(1.0, share) + fresh + title + apart, 6)


def _body_of(happening: Happening) -> str:
    return happening.title.split(" ", 1)[0]


def _others(
    found: Happenings, asked: list[int], text: _Text, named: frozenset[str], read: Read, day: int
) -> list[Scored]:
    """Give the happenings other than votes that a document reports."""
    out: list[Scored] = []
    nearest: dict[tuple[Any, ...], tuple[int, Scored]] = {}
    for at in asked:
        happening = found[at]
        wanted = frozenset(happening.words)
        in_title = sorted(wanted & text.title_stems)
        in_lead = sorted(wanted & (text.title_stems | text.lead_stems))
        both = named == frozenset(happening.states)
        both &= not opposed(happening.classes) & text.title_stems
        if happening.kind == "designation":
            both = happening.edges[0][0] in named and len(in_title) > 1
        pairs = {(min(a, b), max(a, b)) for a, b, _ in happening.edges}
        dealt = any((*pair, of) in read for pair in pairs for of in happening.classes)
        score = 3.0 * (both and bool(in_title)) + 3.0 * (dealt and bool(in_lead))
        if score < MARK:
            continue
        one = (at, score, [*(in_title or in_lead), *(["dealings read"] if dealt else [])])
        if happening.kind != "events":
            out.append(one)
            continue
        key = (happening.states, happening.classes)
        away = abs(day - day_number(happening.date))
        if key not in nearest or away < nearest[key][0]:
            nearest[key] = (away, one)
    return out + [one for _, one in nearest.values()]


@cache
def _names_of(code: str) -> frozenset[str]:
    from legation import states

    state = states.find(code)
    names = [] if state is None else [state.name, *(state.demonyms or ())]
    return frozenset(stems(" ".join(names)))


def _state_stems(codes: Iterable[str]) -> frozenset[str]:
    """Give the stems of names and demonyms of states."""
    return frozenset[str]().union(*map(_names_of, codes))


def _in_front(held: Documents) -> dict[int, frozenset[str]]:
    """Give the states that the title of each document names."""
    naming = held.naming()
    found: dict[int, set[str]] = {}
    for document, state in zip(
        naming.document[naming.in_title].tolist(), naming.state[naming.in_title].tolist(),
        strict=True,
    ):  # fmt: skip
        found.setdefault(document, set()).add(naming.codes[state])
    return {document: frozenset(codes) for document, codes in found.items()}


def _dealings(held: Documents, wanted: list[int]) -> dict[int, Read]:
    """Give pair and class of what engines read in the title and lead of documents."""
    rows = held.record.con.execute(
        "SELECT DISTINCT document_id, least(actor, target), greatest(actor, target), root "
        "FROM event_statement WHERE starts_with(source_id, 'reading-') AND NOT shadowed "
        "AND actor IS NOT NULL AND target IS NOT NULL AND actor <> target AND start < ?",
        [LEAD],
    ).fetchall()
    place = {str(held.ids[at]): at for at in wanted}
    found: dict[int, set[tuple[str, str, int]]] = {}
    for name, a, b, root in rows:
        if name in place and root in CLASS_OF:
            found.setdefault(place[name], set()).add((a, b, CLASS_OF[root]))
    return {document: frozenset(rows) for document, rows in found.items()}


def _titles(held: Documents, names: list[str]) -> dict[str, str]:
    rows = held.record.con.execute(
        "SELECT document_id, coalesce(title, left(text, 100)) FROM document "
        "WHERE document_id IN (SELECT unnest(?))",
        [sorted(set(names))],
    ).fetchall()
    return dict(rows)


def span_of(happening: Happening, around: int) -> tuple[dt.date, dt.date]:
    """Give the days around a happening within which an outlet must have been collected."""
    days = dt.timedelta(days=around)
    return happening.date - days, happening.last + days
