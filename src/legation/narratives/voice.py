"""What outlets say in their own voice of one state's dealings with another.

A row counts where an engine coded an event between two states in a document, as something that
happened, outside every quotation: what an outlet lets others say is theirs. Its class is one of
four, the quarters of the Goldstein scale that coders tell apart (Duval & Thompson 1980): talk or
deeds, friendly or hostile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from legation.errors import InputError
from legation.narratives.documents import Documents, Ints

#: Classes of dealings, by PLOVER root; talk before deeds, friendly before hostile.
CLASSES = ("friendly talk", "friendly deeds", "hostile talk", "hostile deeds")
_ROOTS = (
    ("AGREE", "CONSULT", "SUPPORT"),
    ("COOPERATE", "AID", "YIELD"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
CLASS_OF = {root: at for at, roots in enumerate(_ROOTS) for root in roots}
#: Engine whose findings are counted, and the dataset it writes.
ENGINE = "rules"
_DATASET = "reading-{engine}:"

# A quotation holds an event where the event's first character stands in it.
_OWN = """
SELECT e.document_id, e.actor, e.target, e.root, e.start, e."end", e.event_id
FROM event_statement e JOIN document d USING (document_id)
WHERE starts_with(e.source_id, ?) AND NOT e.shadowed AND e.modality = 'happened'
  AND e.actor IS NOT NULL AND e.target IS NOT NULL AND e.actor <> e.target
  AND d.kind IN (SELECT unnest(?))
  AND NOT EXISTS (
    SELECT 1 FROM quote_statement q WHERE q.document_id = e.document_id
      AND starts_with(q.source_id, ?) AND NOT q.shadowed
      AND e.start >= q.start AND e.start < q."end")
ORDER BY e.document_id, e.start, e."end", e.actor, e.target, e.event_id
"""


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
        Identifier of the row in the record, object[rows].
    states
        Codes of states, sorted.
    """

    held: Documents
    document: Ints
    actor: Ints
    target: Ints
    kind: Ints
    span: Ints
    event: npt.NDArray[np.object_]
    states: tuple[str, ...]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.document)


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
    from legation.reading.storing import waiting
    from legation.record.findings import dataset_of

    dataset = dataset_of(engine) + ":"
    con = held.record.con
    from legation.narratives.documents import KINDS

    rows = con.execute(_OWN, [dataset, list(KINDS), dataset]).fetchall()
    if not rows and len(held):
        read = con.execute(
            "SELECT count(*) FROM reading WHERE starts_with(source_id, ?)", [dataset]
        ).fetchall()[0][0]
        if not read:
            left = waiting(held.record, engine).documents
            raise InputError(
                f"none of the {left} documents of this record was read; "
                "run: legation read --store --record FILE"
            )
    place = {name: at for at, name in enumerate(held.ids.tolist())}
    rows = [row for row in rows if row[0] in place and row[3] in CLASS_OF]
    states = tuple(sorted({code for row in rows for code in row[1:3]}))
    at = {code: n for n, code in enumerate(states)}

    def column(values: list[int]) -> Ints:
        return np.array(values, np.int32)

    return Voice(
        held,
        column([place[row[0]] for row in rows]),
        column([at[row[1]] for row in rows]),
        column([at[row[2]] for row in rows]),
        column([CLASS_OF[row[3]] for row in rows]),
        column([number for row in rows for number in row[4:6]]).reshape(len(rows), 2),
        np.array([row[6] for row in rows], object),
        states,
    )
