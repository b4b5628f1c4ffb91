"""Words that are attributed: looked up in the statements and speeches the record holds.

Words found verbatim (letters and digits compared, case and punctuation not) support the claim.
Words not found refute nothing, for no record holds everything that was said, but where the claim
names the one speech that the record holds in full: a state's address of a year in the General
Debate. They refute it there only where the speech lacks half of their words of content
altogether, so that another wording of the same, as another translation gives, is left open. A
turn of phrase of two or three words can be refuted so, but not supported: that a speech holds it
does not say that it was said of what the claim says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from legation.checking.phrases import count_words, named
from legation.checking.question import Question
from legation.checking.results import Decision, EvidenceRow, Way
from legation.checking.world import World

#: Words that a quotation has at least, to be told from a turn of phrase.
SHORTEST = 4
#: Words of content that a shorter quotation has at least, and letters that such a word has.
CONTENT, LETTERS = 2, 5
#: Texts shown.
SHOWN = 10
#: Words that name the one speech that a state gives in a year.
_DEBATE = re.compile(
    r"\b(?:in|during|at) (?:its|his|her|their|the|[\w ]+['’]s?) (?:\d{4} |annual |own )*"
    r"(?:address|speech|statement) (?:(?:of|in) \d{4} )?(?:to|before|at|in) the "
    r"(?:un |united nations )?general (?:assembly|debate)\b|"
    r"\b(?:un |general assembly['’]s )?general debate\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_MARKS = re.compile(r"[\"“„«][^\"“”»]*[\"”»]")
_ASSEMBLY = re.compile(r"\bgeneral assembly\b", re.IGNORECASE)


def ways(question: Question, world: World) -> Sequence[Way]:  # noqa: ARG001
    """One way: word for word."""
    return (Way("word for word"),)


def decide(question: Question, world: World, way: Way) -> Decision:  # noqa: ARG001
    """Look the words up in what was said for the state of the speaker."""
    words = plain(question.detail("words") or "").removeprefix("that ")
    who = named(question.subject)
    enough = len(words.split()) >= SHORTEST or len(_content(words)) >= CONTENT
    if not enough or not question.subject:
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
    if rows and len(words.split()) < SHORTEST:
        return Decision(None, missing="a statement with more of the words; too few are given",
                        rows=_shown(rows))  # fmt: skip
    if not rows and (denied := _not_in_debate(question, world, words)) is not None:
        return denied
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
        _shown(rows),
        sentence=f"The words stand in {count_words(len(rows), 'text')} of {who}.",
    )  # fmt: skip


def _not_in_debate(question: Question, world: World, words: str) -> Decision | None:
    """Refute words by the speech of a year that they are said to stand in, where it is held."""
    told = _IN_MARKS.sub(" ", question.sentence or question.context or question.text)
    years = {*_YEAR.findall(told)}
    if len(years) != 1 or question.negated or len(question.subject) != 1:
        return None
    year = int(years.pop())
    rows = world.rows(
        """SELECT d.document_id, d.kind, d.date, d.outlet, d.title, d.text, d.locator,
            d.source_id, s.file
        FROM document d JOIN source s USING (source_id)
        WHERE d.kind = 'speech' AND d.state = $state AND starts_with(d.title, 'General Debate')
            AND year(d.date) = $year AND d.date <= $as_of
        ORDER BY d.date""",
        {"state": question.subject[0], "year": year},
    )
    if len(rows) != 1:
        return None
    who, spoken = named(question.subject), plain(str(rows[0]["text"]))
    if not _DEBATE.search(told):
        if not _ASSEMBLY.search(told):
            return None
        return Decision(
            None,
            missing=f"a statement of {who} with these words. They are not in its speech in the "
            f"General Debate of {year}, the only one of that year held in full; "
            "it may have spoken to the Assembly on other days",
        )
    content = _content(words)
    strange = [word for word in content if word[: max(LETTERS, len(word) - 2)] not in spoken]
    if not strange or 2 * len(strange) < len(content):
        return None
    return Decision(
        False, 0.0, 1, _shown(rows),
        sentence=f"The words do not stand in the speech of {who} in the General Debate of "
        f"{year}, which the record holds in full; nor does "
        f"“{strange[0]}” by itself.",
    )  # fmt: skip


def _content(words: str) -> list[str]:
    """Give the words of a quotation that are long enough to be its own."""
    return [word for word in words.split() if len(word) >= LETTERS and word.isalpha()]


def _shown(rows: Sequence[Any]) -> tuple[EvidenceRow, ...]:
    return tuple(
        EvidenceRow("document", f"{row['file']}, {row['locator']}", row["date"],
            f"{row['outlet']}: {row['title'] or row['kind']}", source_id=row["source_id"])
        for row in rows[:SHOWN]
    )  # fmt: skip


def plain(text: str) -> str:
    """Give letters and digits in lower case, one space between words."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
