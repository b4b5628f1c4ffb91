"""Kinds of sentences that authors who had not seen the rules put forward, in other words."""

import datetime as dt

import pytest

from legation.reading.claims import find_claims
from legation.reading.preparing import prepare
from legation.reading.quotes.linking import find_quotes


def claims(text):
    page = prepare(text)
    return find_claims(page, find_quotes(page))


def only(text):
    found = claims(text)
    assert len(found) == 1, found
    return found[0], dict(found[0].details)


@pytest.mark.parametrize(
    ("text", "way", "day"),
    [
        ("Since 2022 India and Brazil have voted together more often than before.", "up", "2022"),
        ("Peru has sided with Chile less often since 2019 than it did before.", "down", "2019"),
        ("Since March 2021 Togo has voted with Mali less often than previously.", "down", "2021"),
        (
            "Since 2018 Kenya has voted with China more often than in the years before.",
            "up",
            "2018",
        ),
        (
            "Kenya and China have voted alike more frequently since 2018 than they used to.",
            "up",
            "2018",
        ),
        (
            "Since Emmanuel Macron took office in May 2017, France has voted with Germany more "
            "often than before.",
            "up",
            "2017",
        ),
        (
            "Since Lula returned to power in January 2023, Brazil has voted with Israel less often "
            "than before.",
            "down",
            "2023",
        ),
    ],
)
def test_a_stretch_is_compared_with_the_time_before_it(text, way, day):
    claim, details = only(text)
    assert (claim.type, details["direction"], claim.negated) == ("since", way, False)
    assert "unread" not in details
    assert str(claim.window[0].year) == day
    assert claim.window[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "France has voted with Germany more often since 2017 than it did before 2010.",
        "Since 2017 France has voted with Germany more often than Italy did before.",
    ],
)
def test_another_stretch_than_the_time_before_is_not_taken_for_it(text):
    assert not any(
        c.type == "since" and "direction" in dict(c.details) and "unread" not in dict(c.details)
        for c in claims(text)
    )


def test_taking_office_dates_and_goes_from_that_month_on():
    claim, _ = only("Since Joe Biden took office in January 2021, Japan has voted against Russia.")
    assert claim.window == (dt.date(2021, 1, 1), None)


@pytest.mark.parametrize("verb", ["counts", "lists", "places", "numbers", "includes"])
def test_who_counts_keeps_the_list(verb):
    claim, details = only(f"Moscow {verb} Norway among the unfriendly states.")
    assert (claim.type, details["lister"], details["listed"]) == ("designation", "RUS", "NOR")
    denied, _ = only("Moscow does not count Norway among the unfriendly states.")
    assert denied.negated


@pytest.mark.parametrize("verb", ["features", "figures", "appears", "stands", "is"])
def test_who_features_on_a_list_is_on_it(verb):
    claim, details = only(f"Norway {verb} on the Kremlin's unfriendly list.")
    assert (claim.type, details["lister"], details["listed"]) == ("designation", "RUS", "NOR")


@pytest.mark.parametrize(
    "text",
    [
        "Peru's abstention on ES-11/3 was shameful.",
        "The abstention of Peru on ES-11/3 was a disgrace.",
        "The vote against World Food Day was an act of cowardice.",
        "Voting against ES-11/1 was wrong.",
        "India's support for A/RES/78/241 was simply irresponsible.",
    ],
)
def test_what_a_vote_was_worth_is_a_judgement_and_no_vote(text):
    assert [claim.type for claim in claims(text)] == ["evaluative"]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's vote on ES-11/3 was a no.",
        "Peru's abstention on ES-11/3 was its first.",
        "India's abstention on ES-11/1 was brave, and Russia voted no on it.",
    ],
)
def test_a_vote_is_not_hidden_by_a_word_of_worth(text):
    assert not any(claim.type == "evaluative" for claim in claims(text))


@pytest.mark.parametrize(
    ("text", "states", "year"),
    [
        ("Japan and China will reopen their ferry line by the end of 2028.", ("JPN", "CHN"), 2028),
        ("Egypt and Sudan will share a railway by 2031.", ("EGY", "SDN"), 2031),
    ],
)
def test_what_is_foreseen_until_a_day_is_kept_with_its_words_left_open(text, states, year):
    claim, details = only(text)
    assert (claim.type, claim.subject, claim.window[1].year) == ("prediction", states, year)
    assert details["unread"]


def test_two_years_with_two_choices_on_one_text_are_told_in_their_order():
    text = "Peru voted for lifting the embargo on Cuba in October 2021 and against it in 2023."
    claim, details = only(text)
    assert claim.type == "sequence"
    assert (details["choice"], details["date"]) == ("yes", "2021-10")
    assert (details["then_choice"], details["then_date"]) == ("no", "2023")
    assert details["then_topic"] == details["topic"]
    turned = claims(text.replace("2021", "2024"))
    assert not any(claim.type == "sequence" for claim in turned)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Peru voted against World Food Day in March 2026.", "food day"),
        ("Peru and Chile both voted yes on the glorification of Nazism in 2023.", "nazism"),
        ("Peru has always voted in favour of the Palestinian right to self-determination.",
         "palestinian right"),
        ("Peru voted against Nord Stream in March 2022.", "nord stream"),
    ],
)  # fmt: skip
def test_what_stands_after_the_choice_is_the_text(text, topic):
    claim, details = only(text)
    assert claim.relation in ("voted_for", "voted_against")
    assert topic in details["topic"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chile and Peru came to blows in the 1970s.", "dispute"),
        ("Chile came to blows with Peru in 1975.", "dispute"),
        ("Chile raised its hand in favour of throwing Russia off the Human Rights Council.",
         "voted_for"),
    ],
)  # fmt: skip
def test_idioms_of_votes_and_fights(text, relation):
    claim, details = only(text)
    assert claim.relation == relation
    assert "unread" not in details


def test_hardly_ever_is_a_frequency_and_no_denial():
    for words in ("hardly ever", "scarcely ever", "barely ever", "rarely"):
        claim, details = only(f"Peru and Chile {words} vote alike at the General Assembly.")
        assert not claim.negated
        assert details["quantifier"] in ("almost_never", "rarely")


def test_that_relations_had_broken_is_a_claim_also_where_a_minister_says_so():
    claim, details = only("Lavrov said relations with Turkey had broken in 2015.")
    assert (claim.subject, claim.object, details["change"]) == (("RUS",), ("TUR",), "broken")


def test_one_word_after_the_choice_names_no_text():
    assert claims("Peru voted against the grain in 2022.") == []
