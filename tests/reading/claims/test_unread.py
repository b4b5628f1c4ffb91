"""What bounds a claim and was not understood is carried by it; what was understood is not."""

import datetime as dt

import pytest

from legation.reading.claims import find_claims
from legation.reading.claims.dates import times
from legation.reading.preparing import prepare

DAY = dt.date(2026, 6, 30)


def claims(text: str):
    return find_claims(prepare(text, DAY, None, "en"))


PLAIN = ("Israel sold arms to Russia", "Israel voted with Russia", "Israel voted for ES-11/1")
BOUNDS = {
    "only once": "once",
    "only in 2012": "only",
    "unless the text was changed": "unless",
    "at the conference": "conference",
    "in the Security Council": "Security Council",
    "through a firm in Cyprus": "firm",
    "until the coup": "until",
    "under Trump": "Trump",
    "without a licence": "licence",
}


@pytest.mark.parametrize("words", BOUNDS)
def test_a_bound_that_no_rule_reads_is_named(words):
    for plain in PLAIN:
        found = claims(f"{plain} {words}.")
        assert found, plain
        assert BOUNDS[words] in dict(found[0].details).get("unread", ""), (plain, found)


@pytest.mark.parametrize(
    "text",
    [
        "Israel's vote for ES-11/1 angered Moscow.",
        "Israel, a partner of the United States, voted for ES-11/1.",
        "Despite pressure from Moscow, Israel voted for ES-11/1.",
        "Israel formally sold arms to Russia, officials said.",
        "Israel sold arms to Russia, which surprised Ukraine.",
        "Israel voted for ES-11/1 at the General Assembly in New York.",
        "Israel voted for resolution ES-11/1 on the aggression against Ukraine.",
        "For all their differences, Israel and Russia voted together in most votes.",
    ],
)
def test_what_only_tells_more_bounds_nothing(text):
    found = claims(text)
    assert found
    assert "unread" not in dict(found[0].details), found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Israel sold arms to Russia's enemies.", "enemies"),
        ("Russia's allies voted against ES-11/1.", "allies"),
        ("Micronesia votes with Israel more often than any other Pacific state.", "Pacific"),
        ("Brazil votes with China twice as often as with India.", "twice"),
        ("There is no evidence that Israel sold arms to Russia.", "evidence"),
        ("Russia invaded Ukraine.", "invaded"),
        ("Russia agreed to sell arms to Israel.", "agreed"),
        ("Israel almost voted against ES-11/1.", "almost"),
        ("Neither Israel nor any EU member voted against ES-11/1.", "how many"),
        ("Many African states abstained on ES-11/1.", "how many"),
        ("Israel has never voted for a resolution of that session.", "session"),
    ],
)
def test_others_than_the_state_and_other_acts_are_named(text, word):
    assert word in dict(claims(text)[0].details)["unread"]


PERIODS = {
    "in the first half of the 1990s": ("1990-01-01", "1994-12-31"),
    "in the second half of 2022": ("2022-07-01", "2022-12-31"),
    "in the early 2000s": ("2000-01-01", "2003-12-31"),
    "in the spring of 2022": ("2022-03-01", "2022-05-31"),
    "in the nineties": ("1990-01-01", "1999-12-31"),
    "in the twentieth century": ("1901-01-01", "2000-12-31"),
    "in the decade to 2021": ("2011-01-01", "2021-12-31"),
    "in the five years before 2014": ("2009-01-01", "2013-12-31"),
    "two years after the annexation of Crimea": ("2016-01-01", "2016-12-31"),
    "in the decade after the Cold War": ("1991-12-27", "2001-12-27"),
    "prior to 2014": (None, "2013-12-31"),
    "in the wake of the invasion of Ukraine": ("2022-02-24", None),
    "since the Abraham Accords": ("2020-09-15", None),
    "over the past five years": ("2021-06-28", "2026-06-30"),
    "during Obama's presidency": ("2009-01-20", "2017-01-20"),
    "under Trump's first term": ("2017-01-20", "2021-01-20"),
    "in the second term of Barack Obama": ("2013-01-20", "2017-01-20"),
    "during the Cold War": ("1947-03-12", "1991-12-26"),
    "on 2022-03-02": ("2022-03-02", "2022-03-02"),
    "between the annexation of Crimea and the invasion of Ukraine": ("2014-03-18", None),
}


@pytest.mark.parametrize("words", PERIODS)
def test_a_period_told_by_another_has_its_days(words):
    page = prepare(f"Israel voted with Russia {words}.", DAY, None, "en")
    (found,) = times(page, 0, len(page.lower))
    told = tuple(None if day is None else day.isoformat() for day in (found.start, found.end))
    assert told == PERIODS[words]


def test_a_term_that_was_interrupted_or_a_name_of_two_is_no_period():
    for words in ("under Trump", "under Bush", "during Trump's third term"):
        page = prepare(f"Israel voted with Russia {words}.", DAY, None, "en")
        assert times(page, 0, len(page.lower)) == []


def test_a_clause_takes_over_the_text_and_the_state_of_the_one_before():
    found = claims("India abstained on ES-11/1, but Brazil voted for it.")
    assert [(one.subject, dict(one.details)["symbol"]) for one in found] == [
        (("IND",), "ES-11/1"),
        (("BRA",), "ES-11/1"),
    ]
    (_, second) = claims("India is a partner of Russia. It abstained on ES-11/1.")
    assert second.subject == ("IND",)
    (_, third) = claims("The US voted against ES-11/7, as did Israel and Hungary.")
    assert third.subject == ("ISR", "HUN")
    assert third.relation == "voted_against"


def test_how_many_of_a_group_are_meant_is_told():
    told = {
        "All EU members voted for ES-11/1.": "all",
        "No EU member voted for ES-11/1.": "none",
        "Not all EU members voted for ES-11/1.": "not_all",
        "At least one BRICS member voted for ES-11/1.": "some",
        "Most African states voted for ES-11/1.": "most",
        "Gulf states voted for ES-11/1.": "generic",
    }
    for text, quantifier in told.items():
        assert dict(claims(text)[0].details)["quantifier"] == quantifier, text


def test_denials_are_counted():
    for text, negated in {
        "Israel did not fail to vote for ES-11/1.": False,
        "It is not true that Israel did not vote for ES-11/1.": False,
        "Nobody denies that Israel voted for ES-11/1.": False,
        "It would be wrong to say that Israel voted for ES-11/1.": True,
        "It cannot be said that Israel voted for ES-11/1.": True,
        "Israel withheld its support from resolution ES-11/1.": True,
    }.items():
        assert claims(text)[0].negated is negated, text
