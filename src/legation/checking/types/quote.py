"""Words that are attributed: looked up in the statements and speeches the record holds.

Words found verbatim (letters and digits compared, case and punctuation not) support the claim.
Words not found refute nothing: no record holds everything that was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.checking.phrases import count_words, named
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World

#: Words that a quotation has at least, to be told from a turn of phrase.
SHORTEST = 4
#: Texts shown.
SHOWN = 10


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """One way: word for word."""
    return (Way("word for word"),)


def decide(question: Question, world: World, way: Way) -> Decision:  # noqa: ARG001
    """Look the words up in what was said for the state of the speaker."""
    words = plain(question.detail("words") or "").removeprefix("that ")
    who = named(question.subject)
    if len(words.split()) < SHORTEST or not question.subject:
        return Decision(None, missing="a statement with the very words; too few are given")
    rows = world.rows(
        """SELECT d.document_id, d.kind, d.date, d.outlet, d.title, d.locator, d.source_id, s.file
        FROM document d JOIN source s USING (source_id)
        WHERE d.kind IN ('statement', 'speech') AND list_contains($states, d.state)
            AND d.date <= $as_of AND ($start IS NULL OR d.date >= $start)
            AND ($end IS NULL OR d.date <= $end)
            AND contains(trim(regexp_replace(lower(coalesce(d.title, '') || ' ' ||
                coalesce(d.text, '')), '[^[:alnum:]]+', ' ', 'g')), $words)
        ORDER BY d.date LIMIT 50""",
        {
            "states": list(question.subject),
            "words": words,
            "start": question.start,
            "end": question.end,
        },
    )
    if not rows:
        return Decision(
            None,
            missing=f"a statement of {who} with these words; what is not in these sources "
            "may have been said elsewhere",
        )
    return Decision(
        True,
        float(len(rows)),
        len(rows),
        tuple(
            EvidenceRow("document", f"{row['file']}, {row['locator']}", row["date"],
                f"{row['outlet']}: {row['title'] or row['kind']}", source_id=row["source_id"])
            for row in rows[:SHOWN]
        ),
        sentence=f"The words stand in {count_words(len(rows), 'text')} of {who}.",
    )  # fmt: skip


def plain(text: str) -> str:
    """Give letters and digits in lower case, one space between words."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
