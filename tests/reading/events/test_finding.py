"""Events of a page: who, whom, what, when, how certain, and each once."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from legation.reading.events import find_events
from legation.reading.preparing import prepare
from legation.reading.results import Event, Quote

DAY = dt.date(2019, 3, 20)  # a Wednesday


def events(text: str, quotes: list[Quote] | None = None) -> list[Event]:
    return find_events(prepare(text, DAY), quotes or [])


def triples(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(event.actor, event.root, event.target) for event in events(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel bombed Syria.", [("ISR", "ASSAULT", "SYR")]),
        ("Syria was bombed by Israel.", [("ISR", "ASSAULT", "SYR")]),
        ("The condemnation of Russia by Israel was harsh.", [("ISR", "ACCUSE", "RUS")]),
        ("Israel's criticism of Iran went on.", [("ISR", "ACCUSE", "IRN")]),
        (
            "Talks between France and Germany began.",
            [("FRA", "CONSULT", "DEU"), ("DEU", "CONSULT", "FRA")],
        ),
        (
            "Russia and China signed an agreement.",
            [("RUS", "SUPPORT", "CHN"), ("CHN", "SUPPORT", "RUS")],
        ),
        (
            "France and Germany condemned Iran and Syria.",
            [
                ("FRA", "ACCUSE", "IRN"),
                ("FRA", "ACCUSE", "SYR"),
                ("DEU", "ACCUSE", "IRN"),
                ("DEU", "ACCUSE", "SYR"),
            ],
        ),
        (
            "Syria, which Israel attacked, condemned the United States and asked Russia for help.",
            [("SYR", "ACCUSE", "USA"), ("SYR", "REQUEST", "RUS")],
        ),
        (
            "The United States imposed sanctions on Iran and expelled two Russian diplomats.",
            [("USA", "COERCE", "IRN"), ("USA", "SANCTION", "RUS")],
        ),
        ("Iran said Israel attacked Syria.", [("ISR", "ASSAULT", "SYR")]),
        (
            "Syria says it is willing to withdraw its troops from Lebanon.",
            [("SYR", "AGREE", "LBN")],
        ),
        ("Russia said that Sudan must return a helicopter.", [("RUS", "REQUEST", "SDN")]),
        ("Turkey accused Greece of attacking Cyprus.", [("TUR", "ACCUSE", "GRC")]),
        ("Brazil opposed sanctions. Chile is large.", []),
    ],
)
def test_who_did_what_to_whom(
    text: str, expected: list[tuple[str | None, str, str | None]]
) -> None:
    assert triples(text) == expected


@pytest.mark.parametrize(
    ("text", "modality", "code"),
    [
        ("Britain sent aid to Yemen.", "happened", "070"),
        ("Britain may send aid to Yemen.", "possible", "033"),
        ("Britain promised to send aid to Yemen.", "promised", "033"),
        ("Britain will send aid to Yemen.", "planned", "033"),
        ("Britain refused to send aid to Yemen.", "denied", "122"),
        ("Britain did not attack Yemen.", "denied", "190"),
        ("Britain denied attacking Yemen.", "denied", "016"),
        ("Britain threatened to attack Yemen.", "threatened", "138"),
        ("Britain urged Yemen to release the hostages.", "urged", "0253"),
        ("Britain demanded that Yemen release the hostages.", "urged", "1053"),
    ],
)
def test_modality_is_kept_and_changes_the_code(text: str, modality: str, code: str) -> None:
    (event,) = events(text)
    assert (event.modality, event.code) == (modality, code)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", dt.date(2019, 3, 19)),
        ("on Monday", dt.date(2019, 3, 18)),
        ("last week", dt.date(2019, 3, 13)),
        ("on 3 March", dt.date(2019, 3, 3)),
        ("on March 3rd, 2018", dt.date(2018, 3, 3)),
        ("on 2018-05-06", dt.date(2018, 5, 6)),
        ("two days ago", dt.date(2019, 3, 18)),
        ("on 3 December", dt.date(2018, 12, 3)),
        ("in spring", None),
        ("on 31 February 2018", None),
    ],
)
def test_days_count_from_the_day_of_the_document(words: str, day: dt.date | None) -> None:
    (event,) = events(f"Israel bombed Syria {words}.")
    assert event.date == day


def test_what_is_to_come_is_on_the_next_such_day() -> None:
    (event,) = events("Macron will visit Poland on Monday.")
    assert event.date == dt.date(2019, 3, 25)


def test_without_a_day_of_the_document_relative_days_are_left_open() -> None:
    (event,) = find_events(prepare("Israel bombed Syria yesterday."))
    assert event.date is None


def test_what_is_told_again_is_given_once() -> None:
    assert len(events("Israel bombed Syria. On Monday Israel bombed Syria.")) == 1
    assert len(events("Israel bombed Syria on Monday. Israel bombed Syria on Tuesday.")) == 2


def test_spans_are_words_of_the_text_and_the_rule_is_named() -> None:
    text = "On Monday, the United States lifted its sanctions against Sudan."
    (event,) = events(text)
    assert event.actor_span is not None
    assert event.target_span is not None
    assert event.verb_span is not None
    assert "United States" in text[slice(*event.actor_span)]
    assert text[slice(*event.target_span)] == "Sudan"
    assert text[slice(*event.verb_span)] == "lifted"
    assert text[event.start : event.end].startswith(text[slice(*event.actor_span)])
    assert event.rule == "verb:lift+sanction"
    assert (event.code, event.goldstein) == ("085", 7.0)


def test_an_event_knows_the_innermost_quote_it_stands_in() -> None:
    text = "Assad said: Turkey claims that Israel bombed Lebanon."
    outer = Quote(text.index("Turkey"), len(text), "direct")
    inner = Quote(text.index("Israel"), len(text) - 1, "indirect", parent=0)
    found = [event for event in events(text, [outer, inner]) if event.actor == "ISR"]
    assert [event.quote for event in found] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Iran attacked " * 30_000,
        "Iran and Iraq, " * 20_000,
        "Iran said Iraq said " * 15_000,
        "a" * 200_000,
        "to not be will " * 15_000,
        "Iran \x00 attacked \u200b Iraq \u202e. " * 5_000,
    ],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    page = prepare(text)
    half = prepare(text[: len(text) // 2])
    find_events(half)
    begin = time.process_time()
    find_events(half)
    middle = time.process_time()
    find_events(page)
    assert time.process_time() - middle < 4 * (middle - begin) + 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gabon and Togo exchanged fire near the river.", {("GAB", "ASSAULT", "TGO"),
                                                            ("TGO", "ASSAULT", "GAB")}),
        ("Gabon ordered all Danish soldiers to leave.", {("GAB", "SANCTION", "DNK")}),
        ("Gabon began joint drills with Togo.", {("GAB", "COOPERATE", "TGO")}),
        ("Peru summoned the Dutch ambassador.", {("PER", "ACCUSE", "NLD")}),
        ("Peru declared a Dutch attaché persona non grata.", {("PER", "SANCTION", "NLD")}),
        ("Peru deployed rockets along the border with Chile.", {("PER", "MOBILIZE", "CHL")}),
        ("The visit of the Peruvian president to Chile ended.", {("PER", "CONSULT", "CHL")}),
        ("Togolese hackers attacked Gabonese websites.", {("TGO", "COERCE", "GAB")}),
        # what is no act between the two
        ("Peru beat Chile in the semifinal.", set()),
        ("Peace between Gabon and Togo is far away.", set()),
        ("Peru debated whether Chile would sign.", set()),
        ("Peru did not establish any motive in Chile.", set()),
    ],
)  # fmt: skip
def test_neighbouring_words_decide_what_a_verb_tells(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert set(triples(text)) == expected


def test_events_stand_in_the_order_of_the_text() -> None:
    text = "Togo, which accuses Gabon of theft, and Benin, which fears Gabon, met Ghana in Lome."
    starts = [event.start for event in events(text)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        ("2020-03-01", "on Saturday", "2020-02-29"),
        ("2021-01-01", "on Thursday", "2020-12-31"),
        ("2021-03-01", "on 29 February", "2020-02-29"),
        ("2021-03-01", "on 29 February 2021", None),
        ("2021-01-05", "on December 28", "2020-12-28"),
        ("2020-06-03", "on Monday, 3 March 2014", "2014-03-03"),
        ("2020-06-03", "on the 3rd of March 2014", "2014-03-03"),
        ("2020-06-03", "the day before yesterday", "2020-06-01"),
        ("2020-06-03", "on Monday of last week", "2020-05-25"),
        ("2020-06-03", "in 2014", None),
        ("0001-01-01", "yesterday", None),
    ],
)
def test_days_count_from_the_document_over_the_ends_of_years(
    day: str, words: str, expected: str | None
) -> None:
    page = prepare(f"Gabon shelled Togo {words}.", dt.date.fromisoformat(day))
    (event,) = find_events(page)
    assert event.date == (dt.date.fromisoformat(expected) if expected else None)
