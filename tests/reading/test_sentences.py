"""Where sentences and paragraphs end, and what a word is."""

import pytest

from legation.reading.text.sentences import sentences
from legation.reading.text.tokens import tokens


def split(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, tokens(text))]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Putin met Gen. Gerasimov and Dr. Lavrov in St. Petersburg.",
        "The U.S. President spoke at 5 p.m. Monday in Washington.",
        "George W. Bush and J. K. Rowling met F. W. de Klerk.",
        "Resolution No. 242 was adopted on Nov. 22 by the Council.",
        "Prices rose 3.5 percent, i.e. by $1.2 billion.",
        "It rose, e.g. Russia's, vs. China's exports by 2.5 a.m. Moscow time.",
        "Sen. John McCain, R-Ariz., said so.",
        "Acme Inc. Chairman Bob Smith resigned.",
        '"Will you go?" Lavrov asked.',
        '"Never!" shouted the minister.',
        "We saw it ... and left.",
        "The town, pop. 3.000, fell.",
        "Lt. Col. Avichay Adraee and Maj. Gen. Qassem Soleimani met.",
        "1. The first point is this.",
        "Fighters of al-Qaeda fled.",
    ],
)
def test_one_sentence_stays_whole(whole: str) -> None:
    assert split(whole) == [whole]
    assert split(f"{whole} The end came soon.") == [whole, "The end came soon."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He lives in the U.S.", "The law is new."),
        ("They met at 5 p.m.", "Nobody spoke."),
        ("He came with guns, tanks, etc.", "Then they left."),
        ('He said: "We agree."', "They left."),
        ("He said: “We agree.”", "They left."),
        ("(He did not say why.)", "They left."),
        ("Is it true?", "Nobody knows."),
        ("What a day!", "Putin left."),
        ("It fell by 3.", "Then it rose."),
        ("The answer was no.", "He left."),
        ("Everything went to the Corp.", "However, it failed."),
        ("They fled to Vitamin C.", "The doctors agreed."),
        ("He trailed off...", "The room was silent."),
        ("Rebels attacked.", "al-Qaeda denied it."),
        ("“We went.", "They came,” he said."),
        ('"Go."', '"Why?"'),
        ("It happened in May.", "25 people died."),
    ],
)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_a_closing_mark_belongs_to_the_sentence_it_closes() -> None:
    assert split("“Stop.” ‘Go.’ (“No.”) Yes.") == ["“Stop.”", "‘Go.’", "(“No.”)", "Yes."]


def test_headings_lists_and_paragraphs_end_sentences() -> None:
    text = "A heading\n\nThe first text\n- one thing\n- another thing\n\nThe end"
    assert split(text) == [
        "A heading",
        "The first text",
        "- one thing",
        "- another thing",
        "The end",
    ]


def test_lines_cut_at_a_width_are_one_paragraph() -> None:
    text = (
        "The ministers of both states met in Geneva on Monday to talk\n"
        "about the border, and they agreed to meet again in June when\n"
        "Russia and the United States will have settled what is left.\n"
    )
    found = sentences(text, tokens(text))
    assert len(found) == 1


def test_paragraphs_are_counted() -> None:
    text = "One. Two.\n\nThree."
    assert [one.paragraph for one in sentences(text, tokens(text))] == [0, 0, 1]


def test_words_are_cut_as_the_page_says() -> None:
    found = tokens("The U.S.-led troops won't attack Iran's 3.5 O'Brien isn’t")
    assert found.words == [
        "The", "U.S.", "-", "led", "troops", "won", "'t", "attack", "Iran", "'s", "3.5",
        "O'Brien", "isn", "’t",
    ]  # fmt: skip
    assert found.lower[5:7] == ["will", "'t"]
    assert found.lower[-2:] == ["is", "'t"]


def test_a_possessive_is_cut_off_dotted_names_too() -> None:
    assert tokens("The U.S.'s ally").words == ["The", "U.S.", "'s", "ally"]


def test_invisible_characters_do_not_cut_a_word() -> None:
    found = tokens("Isra\u200bel\u200e met")
    assert found.lower == ["israel", "met"]
    assert found.words[0] == "Isra\u200bel"


def test_sentences_joined_by_a_blank_are_found_again(shared) -> None:
    """Sentences of a gold file that are whole, ten in a row: at least 99 of 100 ends are right."""
    file = shared / "gold" / "events" / "plover_roots_dev.tsv"
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    whole = list(dict.fromkeys(line.split("\t")[2].strip() for line in lines))
    wanted, found = set(), set()
    for at in range(0, len(whole), 10):
        text, ends = "", set()
        for sentence in whole[at : at + 10]:
            text = f"{text} {sentence}".strip()
            ends.add((at, len(text)))
        wanted |= ends
        found |= {(at, one.end) for one in sentences(text, tokens(text))}
    assert len(wanted & found) / len(wanted | found) >= 0.99
