"""A document reports a happening when its day, its states and its words say so."""

from pathlib import Path

import pytest

from legation.narratives.documents import documents
from legation.narratives.happenings import happenings
from legation.narratives.matching import MARK, Matches, match
from tests.narratives.made import DAY, REPORT, VOTE, Article, made

TITLE, TEXT = REPORT


def matched(folder: Path, articles: list[Article], **asked: object) -> Matches:
    record = made(folder, articles)
    given = {"since": 2022, "until": 2022, **asked}
    return match(documents(record), happenings(record, **given))  # type: ignore[arg-type]


def test_a_report_of_a_vote_matches_with_the_words_shown(tmp_path: Path) -> None:
    found = matched(tmp_path, [("a.example", "2022-11-15", TITLE, TEXT)])
    [row] = found.frame().rows(named=True)
    assert row["id"] == VOTE
    assert row["score"] >= MARK
    assert {"repara", "ukrain", "russia"} <= set(row["words"].split(", "))


@pytest.mark.parametrize(
    ("day", "title", "text"),
    [
        ("2022-11-26", TITLE, TEXT),  # too late
        ("2022-11-12", TITLE, TEXT),  # before the vote
        ("2022-11-15", "Russia and Ukraine trade fire", "Both sides shelled the other."),
        ("2022-11-15", "UN votes on fisheries", "The General Assembly adopted a text on fish."),
        (
            "2022-11-15",
            "Security Council votes on Syria aid",
            "The Security Council of the UN voted on aid. Russia spoke of Ukraine.",
        ),
    ],
)
def test_another_day_or_matter_is_no_report(
    tmp_path: Path, day: str, title: str, text: str
) -> None:
    found = matched(tmp_path, [("a.example", day, title, text)], states=["RUS"], kinds=["vote"])
    assert len(found) == 0


def test_the_symbol_of_a_text_is_enough(tmp_path: Path) -> None:
    text = "Russia was asked to pay, in the words of A/RES/ES-11/5."
    found = matched(tmp_path, [("a.example", "2022-11-16", "What Russia owes", text)])
    assert found.frame()["words"].to_list() == ["A/RES/ES-11/5"]


def test_a_document_counts_for_the_vote_that_it_speaks_of(tmp_path: Path) -> None:
    # The embargo on Cuba and the reparations were voted on eleven days apart.
    cuba = ("UN votes against US embargo on Cuba", "The General Assembly voted once more.")
    found = matched(
        tmp_path,
        [("a.example", "2022-11-04", *cuba), ("a.example", "2022-11-14", TITLE, TEXT)],
        kinds=["vote"],
    )
    assert found.frame()["id"].to_list() == ["vote:A/RES/77/7", VOTE]


def test_a_visit_needs_both_states_and_a_word_of_visiting(tmp_path: Path) -> None:
    days = "2022-07-20"
    found = matched(
        tmp_path,
        [
            ("a.example", days, "Putin meets Iranian leader in Tehran", "A long day."),
            ("b.example", days, "Iran and Russia are far from the sea", "A look at a map."),
            ("c.example", days, "Putin meets farmers", "The harvest was good."),
        ],
        pairs=[("Iran", "Russia")],
        kinds=["visit"],
    )
    assert found.frame()["outlet"].to_list() == ["a.example"]


def test_documents_without_a_day_match_nothing_and_are_counted(tmp_path: Path) -> None:
    found = matched(tmp_path, [("a.example", "", TITLE, TEXT)])
    assert (len(found), found.undated) == (0, 1)


def test_the_order_of_documents_does_not_matter(tmp_path: Path) -> None:
    rows = [(f"{name}.example", str(DAY), f"{TITLE} {name}", TEXT) for name in "abcd"]
    one = matched(tmp_path, rows).frame().drop("document_id").sort("outlet")
    two = matched(tmp_path, rows[::-1]).frame().drop("document_id").sort("outlet")
    assert one.height == 4
    assert one.equals(two)
