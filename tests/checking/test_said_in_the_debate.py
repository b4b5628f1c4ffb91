"""Words are refuted only by the one speech that the record holds in full, and only where it can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from legation.checking import Checker
from legation.record import open_record

SPOKEN = "We condemn the brutal war. Our island will stand with every small nation, always."


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    record = open_record(":memory:")
    record.con.execute(
        "INSERT INTO source BY NAME SELECT 'speeches' AS source_id, 'speeches' AS dataset, "
        "'speeches' AS name, 'speeches.tar' AS file"
    )
    record.con.execute(
        "INSERT INTO document_statement BY NAME SELECT 's 1' AS document_id, 'speech' AS kind, "
        "DATE '2023-09-30' AS date, 'UN General Assembly' AS outlet, 'IRL' AS state, "
        "'General Debate, session 78 (2023)' AS title, ? AS text, 'IRL_78_2023.txt' AS locator, "
        "'speeches' AS source_id, false AS shadowed",
        [SPOKEN],
    )
    yield Checker(record, dt.date(2026, 6, 30))
    record.close()


def verdict(checker: Checker, text: str) -> str:
    (found,) = checker.text(text)
    return str(found.verdict)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in the speech, word for word
        ('In its 2023 address to the General Assembly Ireland said that its island "will stand '
         'with every small nation".', "supported"),
        # not in the speech, and the speech has none of the words
        ('In its 2023 address to the General Assembly Ireland called the war "a regrettable '
         'misunderstanding".', "refuted"),
        # it may have spoken to the Assembly on other days
        ('Ireland told the General Assembly in 2023 that the war was "a truly regrettable '
         'misunderstanding".', "outside_record"),
        # no speech of that year is held
        ('In its 2022 address to the General Assembly Ireland called the war "a regrettable '
         'misunderstanding".', "outside_record"),
        # the same words otherwise put, as another translation has them
        ('In its 2023 address to the General Assembly Ireland said that "every small nation will '
         'always stand with our island".', "outside_record"),
        # a turn of phrase that stands there does not show what it was said of
        ('In its 2023 address to the General Assembly Ireland called Russia "every small nation".',
         "outside_record"),
    ],
)  # fmt: skip
def test_words_are_refuted_only_by_the_speech_they_are_said_to_stand_in(
    checker: Checker, text: str, expected: str
) -> None:
    assert verdict(checker, text) == expected
