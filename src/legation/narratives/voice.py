"""What outlets say in their own voice of one state's dealings with another.

A row counts where an engine found one of three things outside every quotation (what an outlet
lets others say is theirs):

* an **event** between two states, as something that took place. Of demands, promises, refusals
  and threats the speaking took place, which is what their codes stand for (what was merely not
  done was not refused);
* a **stance** of one state towards another, where no event says the same of the same words;
* a **claim** that the relations of two states improve or worsen, which has no direction.

Its class is one of four, the quarters of the Goldstein scale that coders tell apart (Duval &
Thompson 1980): talk or deeds, friendly or hostile. Appeals (CAMEO 02) are in none of them: who
urges may be friend or foe, and schemes differ over their side.

The same words about the same two states count once in an outlet, with the first document: a wire
text is told by every outlet that prints it, but not twice by one that prints it twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from legation.errors import InputError
from legation.narratives.documents import KINDS, Documents, Ints

#: Classes of dealings, by PLOVER root; talk before deeds, friendly before hostile.
CLASSES = ("friendly talk", "friendly deeds", "hostile talk", "hostile deeds")
_ROOTS = (
    ("AGREE", "CONSULT", "SUPPORT"),
    ("COOPERATE", "AID", "YIELD"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
CLASS_OF = {root: at for at, roots in enumerate(_ROOTS) for root in roots}
#: Kinds of findings that rows come from.
FINDINGS = ("event", "stance", "claim")
#: Modalities of acts of speaking, by the root they leave behind: these took place.
SPOKEN = {
    "urged": ("REQUEST",), "promised": ("AGREE",), "planned": ("AGREE",), "denied": ("REJECT",),
    "threatened": ("THREATEN",),
}  # fmt: skip
#: Engine whose findings are counted, and the dataset it writes.
ENGINE = "rules"
#: Least size of a stance, of 1, that is taken for friendly or hostile talk.
_STANCE = 0.2
#: Characters of words above which two rows of an outlet that share them are one text twice.
_SAME = 25

# Every engine reads the text of an article and the title of a headline; offsets count in these.
WORDS = (
    "CASE WHEN d.kind = 'headline' THEN coalesce(d.title, d.text) "
    "ELSE coalesce(d.text, d.title) END"
)
_OWN = """ AND NOT EXISTS (
    SELECT 1 FROM quote_statement q WHERE q.document_id = f.document_id
      AND starts_with(q.source_id, $dataset) AND NOT q.shadowed
      AND f.start >= q.start AND f.start < q."end")"""
_FROM = f"""f.start, f."end", md5(lower(substr({WORDS}, f.start + 1, f."end" - f.start)))
FROM {{table}} f JOIN document d USING (document_id)
WHERE starts_with(f.source_id, $dataset) AND NOT f.shadowed
  AND d.kind IN (SELECT unnest($kinds)) """
_EVENTS = (
    "SELECT f.document_id, f.actor, f.target, f.root, f.event_id, f.modality, f.code, "
    + _FROM.format(table="event_statement")
    + "AND NOT (f.modality = 'denied' AND f.rule LIKE '%:not%') "
    "AND f.actor IS NOT NULL AND f.target IS NOT NULL AND f.actor <> f.target" + _OWN
)
_STANCES = (
    "SELECT f.document_id, f.state, f.target, f.value, f.locator, f.quote, NULL, "
    + _FROM.format(table="stance_statement")
    + "AND f.state IS NOT NULL AND f.target IS NOT NULL AND f.state <> f.target "
    "AND f.quote IS NULL AND abs(f.value) >= $stance" + _OWN
)
_CLAIMS = (
    "SELECT f.document_id, f.subject[1], f.object[1], f.details->>'direction', f.locator, NULL, "
    "NULL, " + _FROM.format(table="claim_statement") + "AND f.relation = 'relations' "
    "AND f.type = 'trend' AND NOT f.negated AND NOT f.hedged AND f.quote IS NULL "
    "AND len(f.subject) = 1 AND len(f.object) = 1 AND f.subject[1] <> f.object[1] "
    "AND f.details->>'direction' IN ('up', 'down')" + _OWN
)


@dataclass(frozen=True, eq=False)
class Voice:
    """Rows of what outlets say themselves, in the order of documents and words.

    Attributes
    ----------
    held
        The documents.
    document
        Place of the document, int32[rows].
    actor, target
        Places in `states`, int32[rows].
    kind
        Place in `CLASSES`, int32[rows].
    span
        First character and the one after the last, of the words that were read, int32[rows, 2].
    event
        Identifier of an event in the record, or where a stance or claim stands; object[rows].
    finding
        Place in `FINDINGS`, int32[rows].
    states
        Codes of states, sorted.
    repeated
        Rows that an outlet had told before in the same words, left out.
    """

    held: Documents
    document: Ints
    actor: Ints
    target: Ints
    kind: Ints
    span: Ints
    event: npt.NDArray[np.object_]
    finding: Ints
    states: tuple[str, ...]
    repeated: int

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.document)

    def with_kind(self, kind: Ints) -> Voice:
        """Give the same rows with other classes, int32[rows]: for trials of what changes would do.

        Raises
        ------
        InputError
            If there is not one class for each row.
        """
        if kind.shape != self.kind.shape or ((kind < 0) | (kind >= len(CLASSES))).any():
            raise InputError(f"{len(self)} rows take {len(self)} places in CLASSES")
        return replace(self, kind=kind.astype(np.int32))


class _Row(NamedTuple):
    document: int
    start: int
    end: int
    actor: str
    target: str
    kind: int
    finding: int
    name: str
    words: str


def class_of(root: str, code: str, modality: str) -> int | None:
    """Give the class of an event that took place, None for one that did not or is in none.

    Parameters
    ----------
    root, code, modality
        As an engine gives them.

    Examples
    --------
    >>> class_of("THREATEN", "138", "threatened"), class_of("ASSAULT", "190", "denied")
    (2, None)
    """
    if modality != "happened" and root not in SPOKEN.get(modality, ()):
        return None
    return None if code.startswith("02") else CLASS_OF.get(root)


def voice(held: Documents, engine: str = ENGINE) -> Voice:
    """Load what the outlets of documents say themselves.

    Parameters
    ----------
    held
        The documents.
    engine
        Engine whose findings are counted.

    Raises
    ------
    InputError
        If the engine has read none of the documents.
    """
    from legation.record.findings import dataset_of

    dataset = dataset_of(engine) + ":"
    rows = _unsaid(_rows(held, dataset))
    if not rows and len(held):
        _check_read(held, engine, dataset)
    kept = _once(held, rows)
    states = tuple(sorted({code for row in kept for code in (row.actor, row.target)}))
    at = {code: n for n, code in enumerate(states)}

    def column(values: list[int]) -> Ints:
        return np.array(values, np.int32)

    return Voice(
        held,
        column([row.document for row in kept]),
        column([at[row.actor] for row in kept]),
        column([at[row.target] for row in kept]),
        column([row.kind for row in kept]),
        column([number for row in kept for number in (row.start, row.end)]).reshape(len(kept), 2),
        np.array([row.name for row in kept], object),
        column([row.finding for row in kept]),
        states,
        len(rows) - len(kept),
    )


def _rows(held: Documents, dataset: str) -> list[_Row]:
    """Give the rows of all kinds in the order of documents and words."""
    place = {name: at for at, name in enumerate(held.ids.tolist())}
    asked = {"dataset": dataset, "kinds": list(KINDS)}
    rows: list[_Row] = []
    for finding, query in enumerate((_EVENTS, _STANCES, _CLAIMS)):
        more = {"stance": _STANCE} if finding == 1 else {}
        for found in held.record.con.execute(query, asked | more).fetchall():
            document, actor, target, what, name, modality, code, start, end, words = found
            kind: int | None
            if finding == 0:
                kind = class_of(what, code or "", modality)
            else:
                kind = 0 if what == "up" or (finding == 1 and what > 0) else 2
            if kind is not None and document in place:
                rows.append(
                    _Row(place[document], start, end, actor, target, kind, finding, name, words)
                )
    return sorted(rows)


def _unsaid(rows: list[_Row]) -> list[_Row]:
    """Leave out stances and claims whose words an event of the same two states rests on."""
    acts: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    for row in rows:
        if row.finding == 0:
            acts.setdefault(_about(row), []).append((row.start, row.end))
    return [
        row for row in rows
        if row.finding == 0
        or not any(start < row.end and row.start < end for start, end in acts.get(_about(row), ()))
    ]  # fmt: skip


def _about(row: _Row) -> tuple[int, str, str]:
    low, high = sorted((row.actor, row.target))
    return row.document, low, high


def _once(held: Documents, rows: list[_Row]) -> list[_Row]:
    """Leave out what an outlet has said before, in the same words of the same two states."""
    first: dict[tuple[int, str, str, int, str], tuple[int, int]] = {}
    for row in rows:
        age = (int(held.day[row.document]), row.document)
        first[_key(held, row)] = min(age, first.get(_key(held, row), age))
    return [row for row in rows if row.end - row.start < _SAME
            or first[_key(held, row)][1] == row.document]  # fmt: skip


def _key(held: Documents, row: _Row) -> tuple[int, str, str, int, str]:
    outlet = int(held.outlet[row.document])
    # A document of no outlet repeats nobody.
    whose = outlet if outlet >= 0 else -2 - row.document
    return whose, row.actor, row.target, row.kind, row.words


def _check_read(held: Documents, engine: str, dataset: str) -> None:
    """Raise where no document was read at all."""
    from legation.reading.storing import waiting

    read = held.record.con.execute(
        "SELECT count(*) FROM reading WHERE starts_with(source_id, ?)", [dataset]
    ).fetchall()[0][0]
    if not read:
        left = waiting(held.record, engine).documents
        raise InputError(
            f"none of the {left} documents of this record was read; "
            "run: legation read --store --record FILE"
        )
