"""What camps of outlets tell of a pair, beside the record: the values of a section of the brief.

Everything comes from `legation.narratives`; here it is asked for one pair, and a few sentences are
picked by a rule that looks at days alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legation.brief.clean import clean, link
from legation.errors import InputError
from legation.record import Record
from legation.relations.window import Moment
from legation.states import State

if TYPE_CHECKING:
    import datetime as dt

    from legation.narratives.attitudes import Attitude
    from legation.narratives.camps import Camps
    from legation.narratives.omission import Coverage, Missing
    from legation.narratives.told import Comparison, Told

#: Sentences shown of a camp, and happenings shown as missing from one.
SENTENCES, MISSING = 6, 12
#: Characters of its sentence shown before and after the words that were read.
_AROUND = 140
_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n+")

Progress = Callable[..., None]
Three = tuple[float, float, float]


@dataclass(frozen=True)
class Said:
    """A sentence in a camp's own voice.

    Attributes
    ----------
    before, words, after
        The words that were read, and what stands around them in their sentence.
    kind
        One of `legation.narratives.voice.CLASSES`.
    """

    camp: str
    outlet: str
    date: dt.date
    kind: str
    before: str
    words: str
    after: str
    document_id: str
    url: str | None


@dataclass(frozen=True)
class Triad:
    """What a camp's audience is shown of the two states, and which dealings between them fit.

    Attributes
    ----------
    a, b
        The camp's attitudes.
    friendly, hostile
        Probability that a friendly, or a hostile, dealing between the two does not fit; None where
        too little is told of one of them.
    friendly_strain, hostile_strain
        How much such a dealing strains the picture, 0 to 1; None as above.
    """

    camp: str
    a: Attitude
    b: Attitude
    friendly: float | None
    hostile: float | None
    friendly_strain: float | None
    hostile_strain: float | None


@dataclass(frozen=True)
class CampsOfPair:
    """How camps tell of a pair, what is missing from them, and what would fit their pictures.

    Attributes
    ----------
    outlets
        By camp, in the order of the file: outlets listed.
    record
        The record over the months told of: mean and bounds of 90 %; None without an index.
    told
        By camp, how it tells of the pair beside the record.
    notes
        What was left out of that, and where the record ends before the documents do.
    no_telling
        Why nothing is told, where nothing is.
    classes
        By camp, sentences of each class.
    triads
        By camp, what fits; empty where `no_triads` says why.
    friendly, hostile
        How much of what happened between the two joins them kindly, or the other way.
    missing, from_all
        What is missing from some camp, the surest first, and from all, the most salient first.
    kinds
        Happenings by kind; a vote of one on a text directed at the other is one.
    happened, looked_at
        What happened between the two, and of that around which two camps were collected.
    mark
        False-discovery rate of the lists.
    said
        Sentences shown, by camp and day; `told` has how many there are.
    """

    a: State
    b: State
    outlets: Mapping[str, int]
    record: Three | None
    told: Mapping[str, Told]
    notes: tuple[str, ...]
    no_telling: str
    classes: Mapping[str, Mapping[str, int]]
    triads: tuple[Triad, ...]
    no_triads: str
    friendly: int
    hostile: int
    missing: tuple[Coverage, ...]
    from_all: tuple[Coverage, ...]
    kinds: Mapping[str, int]
    happened: int
    looked_at: int
    mark: float | None
    missing_notes: tuple[str, ...]
    no_missing: str
    said: tuple[Said, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the camps, in their order."""
        return tuple(self.outlets)

    def missing_from(self, camp: str) -> tuple[Coverage, ...]:
        """Give what is missing from a camp, the surest first."""
        return tuple(row for row in self.missing if camp in row.missing_from)

    def said_by(self, camp: str) -> tuple[Said, ...]:
        """Give the sentences shown of a camp, by day."""
        return tuple(one for one in self.said if one.camp == camp)


def of_record(
    record: Record,
    camps: Camps,
    a: State,
    b: State,
    *,
    since: Moment = None,
    until: Moment = None,
    progress: Progress | None = None,
) -> CampsOfPair:
    """Ask camps about a pair; what cannot be answered says why.

    Parameters
    ----------
    record
        The record.
    camps
        The camps.
    a, b
        The two states.
    since, until
        First and last day of documents, and of what happened.
    progress
        Told what is being done, how far it is, and how far it goes.
    """
    outlets = {camp.name: len(camp.outlets) for camp in camps.camps}
    lacking = _lacking(record, camps)
    if lacking:
        return _made(a, b, outlets, None, lacking, (), "", None, "", ())
    from legation.narratives.attitudes import attitudes
    from legation.narratives.omission import missing
    from legation.narratives.perceived import compare

    pair = (str(a), str(b))
    told, left_out = None, None
    no_telling, no_triads, no_missing = "", "", ""
    said: tuple[Said, ...] = ()
    triads: tuple[Triad, ...] = ()
    try:
        told = compare(record, camps, pair, since=since, until=until, progress=progress)
        said = _said(record, told)
    except InputError as error:
        no_telling = clean(error)
    try:
        held = attitudes(record, camps, since=since, until=until)
        triads = tuple(
            _triad(name, held.of(name, pair[0]), held.of(name, pair[1]), held.known_of(name))
            for name in camps.names
        )
    except InputError as error:
        no_triads = clean(error)
    try:
        left_out = missing(record, camps, pair=pair, since=since, until=until, progress=progress)
    except InputError as error:
        no_missing = clean(error)
    return _made(a, b, outlets, told, no_telling, triads, no_triads, left_out, no_missing, said)


def _lacking(record: Record, camps: Camps) -> str:
    """Say that the record has nothing of any camp, where it has nothing."""
    from legation.narratives.documents import documents, unlisted

    held = documents(record)
    if not len(held):
        return "the record has no articles or headlines; add some with: legation add PATH"
    listed = {outlet.key for camp in camps.camps for outlet in camp.outlets}
    if len(unlisted(held, camps)) == len(listed):
        return f"the record has no documents of any of the {len(listed)} outlets of the camps"
    return ""


def _made(
    a: State,
    b: State,
    outlets: Mapping[str, int],
    told: Comparison | None,
    no_telling: str,
    triads: tuple[Triad, ...],
    no_triads: str,
    left_out: Missing | None,
    no_missing: str,
    said: tuple[Said, ...],
) -> CampsOfPair:
    friendly, hostile = (0, 0) if left_out is None else _signs(left_out, {str(a), str(b)})
    return CampsOfPair(
        a=a,
        b=b,
        outlets=outlets,
        record=None if told is None else told.record,
        told={} if told is None else dict(told.camps),
        notes=() if told is None else tuple(clean(note) for note in told.notes),
        no_telling=no_telling,
        classes={} if told is None else _classes(told),
        triads=triads,
        no_triads=no_triads,
        friendly=friendly,
        hostile=hostile,
        missing=() if left_out is None else left_out.found,
        from_all=() if left_out is None else left_out.both,
        kinds={} if left_out is None else _kinds(left_out),
        happened=0 if left_out is None else len(left_out.matches.found),
        looked_at=0 if left_out is None else len(left_out.rows),
        mark=None if left_out is None else left_out.mark,
        missing_notes=() if left_out is None else tuple(clean(note) for note in left_out.notes),
        no_missing=no_missing,
        said=said,
    )


def _signs(left_out: Missing, pair: set[str]) -> tuple[int, int]:
    """Count the happenings that join the two kindly, and those that do the other way."""
    totals = [
        sum(sign for one, two, sign in row.edges if {one, two} == pair)
        for row in left_out.matches.found
    ]
    return sum(total > 0 for total in totals), sum(total < 0 for total in totals)


def _kinds(left_out: Missing) -> dict[str, int]:
    counts = Counter(row.kind for row in left_out.matches.found)
    return dict(sorted(counts.items()))


def _triad(camp: str, a: Attitude, b: Attitude, known: Mapping[str, object]) -> Triad:
    """Tell which dealings fit (Heider 1946): the product of the three signs is above 0."""
    import numpy as np

    if a.mean is None or b.mean is None:
        return Triad(camp, a, b, None, None, None, None)
    product = np.asarray(known[a.state]) * np.asarray(known[b.state])
    return Triad(
        camp, a, b,
        float((product < 0).mean()), float((product > 0).mean()),
        float((-product).clip(0).mean()), float(product.clip(0).mean()),
    )  # fmt: skip


# -- sentences -----------------------------------------------------------------------------


def _classes(told: Comparison) -> dict[str, dict[str, int]]:
    from legation.narratives.voice import CLASSES

    rows = told.evidence().select("camp", "class").rows()
    counts = Counter(rows)
    return {
        name: {kind: counts[name, kind] for kind in CLASSES if counts[name, kind]}
        for name in told.camps
    }


def _said(record: Record, told: Comparison) -> tuple[Said, ...]:
    """Pick sentences of each camp: one of a document, spread evenly over its documents by day."""
    rows = told.evidence().to_dicts()
    picked = [row for name in told.camps for row in _spread(_one_each(rows, name))]
    found = _texts(record, sorted({row["document_id"] for row in picked}))
    return tuple(
        Said(
            row["camp"],
            clean(row["outlet"], 80),
            row["date"],
            row["class"],
            *_sentence(found[row["document_id"]][0], row["text"]),
            clean(row["document_id"], 200),
            link(found[row["document_id"]][1]),
        )
        for row in picked
    )


def _one_each(rows: Sequence[dict[str, Any]], camp: str) -> list[dict[str, Any]]:
    firsts: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["camp"] == camp:
            firsts.setdefault(row["document_id"], row)
    return list(firsts.values())


def _spread(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(rows) <= SENTENCES:
        return rows
    step = (len(rows) - 1) / (SENTENCES - 1)
    return [rows[round(at * step)] for at in range(SENTENCES)]


def _texts(record: Record, ids: list[str]) -> dict[str, tuple[str, str | None]]:
    """Give the words of documents in which sentences were read, and their addresses."""
    from legation.narratives.voice import WORDS

    rows = record.con.execute(
        f"SELECT d.document_id, {WORDS}, d.url FROM document d "
        "WHERE d.document_id IN (SELECT unnest(?))",
        [ids],
    ).fetchall()
    return {name: (words or "", url) for name, words, url in rows}


def _sentence(text: str, words: str) -> tuple[str, str, str]:
    """Give words with what stands before and after them in their sentence."""
    start = text.find(words)
    if start < 0:
        return "", clean(words, 400), ""
    end = start + len(words)
    first = max((stop.end() for stop in _END.finditer(text, 0, start)), default=0)
    # Words that end their sentence have nothing after them.
    stop = _END.match(text, end - 1) or _END.search(text, end)
    before, after = text[first:start], text[end : max(end, stop.end()) if stop else len(text)]
    ahead, rest = clean(before, len(before) + 1), clean(after, _AROUND)
    if len(ahead) > _AROUND:
        ahead = "…" + ahead[-_AROUND:].partition(" ")[2]
    # Cleaning takes away the spaces that stand between.
    ahead += " " if ahead and before[-1:].isspace() else ""
    return ahead, clean(words, 400), (" " if rest and after[:1].isspace() else "") + rest
