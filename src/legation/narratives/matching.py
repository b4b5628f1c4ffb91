"""Which documents report which happenings, with the words that tell so.

A document is looked at where its day lies within the reach of a happening and it names the
states; only these documents are read. What speaks for a match adds to a score, and only a score
of `MARK` or more counts.

A vote is known by passages that speak of it; see `passages`.

Anything else: the title names both states and no third, and has a word of the kind but none of the
other sign (3); or an engine read dealings of the same class between them in title or lead, and a
word of the kind stands there too, in the title where that has words of the other sign (3). Of coded
events of the same states and class in several weeks, a document counts for the nearest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.narratives.documents import NO_DAY, Documents, Ints, Naming, day_number
from legation.narratives.happenings import Happening, Happenings
from legation.narratives.passages import LEAD, MARK, Scored, Text, Texts, Votes
from legation.narratives.voice import CLASS_OF
from legation.narratives.wording import opposed

if TYPE_CHECKING:
    import polars as pl

#: Days before and after, by kind; "" for all others. Coders date an event by its report.
REACH = {"": (1, 10), "events": (1, 3)}
Progress = Callable[[int, int], None]
Row = tuple[int, int, float, list[str]]
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
    texts = Texts(held, wanted)
    rows: list[Row] = []
    of_document: dict[int, list[int]] = {}
    for at, documents in enumerate(candidates):
        for document in documents.tolist():
            of_document.setdefault(document, []).append(at)
    votes = Votes(found)
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
            both = (*happening.states, *happening.about)
            codes = np.array([place[c] for c in both if c in place], np.intp)
            keep = named[np.ix_(codes, inside)].any(axis=0)
        else:
            known = [place.get(code, -1) for code in happening.states]
            if happening.kind == "designation":
                # Of a list of fifty, whoever made it and one of those on it are enough.
                maker = place.get(happening.edges[0][0], -1)
                rest = np.array([at for at in known if at not in (-1, maker)], np.intp)
                keep = named[np.ix_(rest, inside)].any(axis=0) & (maker >= 0)
                if maker >= 0:
                    keep &= leading[maker, inside]
            elif -1 in known:
                keep = np.zeros(len(inside), bool)
            else:
                keep = named[np.ix_(np.array(known, np.intp), inside)].all(axis=0)
                keep &= leading[np.ix_(np.array(known, np.intp), inside)].any(axis=0)
        out.append(np.sort(inside[keep]).astype(np.int32))
    return out


def _others(
    found: Happenings, asked: list[int], text: Text, named: frozenset[str], read: Read, day: int
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
        against = bool(opposed(happening.classes) & text.title_stems)
        both &= not against
        if happening.kind == "designation":
            both = happening.edges[0][0] in named and len(in_title) > 1
        pairs = {(min(a, b), max(a, b)) for a, b, _ in happening.edges}
        dealt = any((*pair, of) in read for pair in pairs for of in happening.classes)
        spoken = bool(in_title if against else in_lead)
        score = 3.0 * (both and bool(in_title)) + 3.0 * (dealt and spoken)
        if score < MARK:
            continue
        one = (at, score, [*(in_title or in_lead), *(["dealings read"] if dealt else [])])
        if happening.kind != "events":
            out.append(one)
            continue
        key = (happening.states, happening.classes)
        away = max(day_number(happening.date) - day, day - day_number(happening.last), 0)
        if key not in nearest or away < nearest[key][0]:
            nearest[key] = (away, one)
    return out + [one for _, one in nearest.values()]


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
