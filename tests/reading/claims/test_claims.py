"""Claims: what sentences assert about relations between states."""

import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.reading.claims import DETAILS, RELATIONS, UNITS, find_claims
from legation.reading.preparing import prepare
from legation.reading.results import CLAIM_TYPES, Claim, Quote
from legation.reading.scoring.claims import read_claims, score

OWN = Path(__file__).parent / "claims_own.jsonl"
DAY = dt.date(2026, 6, 30)


def claims(text: str, quotes: tuple[Quote, ...] = ()) -> list[Claim]:
    return find_claims(prepare(text, DAY, None, "en"), quotes)


def only_claim(text: str) -> Claim:
    found = claims(text)
    assert len(found) == 1, found
    return found[0]


def details(text: str) -> dict[str, str]:
    return dict(only_claim(text).details)


def part(name: str) -> list:
    return [one._replace(as_of=DAY) for one in read_claims(OWN) if one.part == name]


def test_gold_claims_have_the_right_type(shared):
    assert score(read_claims(shared / "gold" / "claims" / "claims_dev.jsonl")).type.share >= 0.95


def test_claims_that_rules_were_made_from_are_read():
    scored = score([*part("dev"), *part("more")])
    assert scored.type.share >= 0.97, scored.missed
    assert scored.subject.share >= 0.97
    assert scored.relation.share >= 0.97
    assert scored.negated.share >= 0.97


def test_claims_never_looked_at_are_read_nearly_as_well():
    scored = score(part("held"))
    assert scored.type.share >= 0.9, scored.missed
    assert scored.subject.share >= 0.95
    assert scored.relation.share >= 0.95


def test_own_claims_are_of_every_type():
    counts = Counter(one.type for one in read_claims(OWN))
    assert all(counts[kind] >= 4 for kind in CLAIM_TYPES), counts
    assert sum(counts.values()) >= 150


def test_every_claim_is_written_in_the_vocabulary():
    for one in read_claims(OWN):
        for claim in claims(one.text):
            assert claim.type in CLAIM_TYPES
            assert claim.relation in RELATIONS, (one.text, claim.relation)
            assert claim.unit is None or claim.unit in UNITS
            assert {name for name, _ in claim.details} <= set(DETAILS) | THEN, (one.text, claim)
            assert claim.rule
            assert 0 <= claim.start < claim.end <= len(one.text)


THEN = {
    f"then_{name}" for name in ("symbol", "topic", "date", "action", "target", "choice", "negated")
}


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Russia has voted with Israel since 2014.", (dt.date(2014, 1, 1), None)),
        ("Russia sold arms to Iran before 2015.", (None, dt.date(2014, 12, 31))),
        ("Russia sold arms to Iran after 2015.", (dt.date(2016, 1, 1), None)),
        ("Russia sold arms to Iran in the 1990s.", (dt.date(1990, 1, 1), dt.date(1999, 12, 31))),
        ("Russia sold arms to Iran in March 2010.", (dt.date(2010, 3, 1), dt.date(2010, 3, 31))),
        (
            "Russia and Israel agreed on 20% of General Assembly votes from 2020 to 2025.",
            (dt.date(2020, 1, 1), dt.date(2025, 12, 31)),
        ),
        (
            "Voting agreement between Russia and Israel rose over the decade to 2021.",
            (dt.date(2011, 1, 1), dt.date(2021, 12, 31)),
        ),
        (
            "Since the Abraham Accords Israel has never voted with Iran.",
            (dt.date(2020, 9, 15), None),
        ),
        ("Russia will recognise Kosovo before the end of 2030.", (None, dt.date(2030, 12, 31))),
    ],
)
def test_windows_are_read_from_the_words(text, window):
    assert only_claim(text).window == window


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("on 63 percent of", 0.63, "exactly"),
        ("on about nine in ten", 0.9, "about"),
        ("on more than four out of five", 0.8, "more_than"),
        ("on fewer than two-thirds of", 2 / 3, "less_than"),
        ("on at least a quarter of", 0.25, "at_least"),
        ("on roughly half of", 0.5, "about"),
        ("on nearly three quarters of", 0.75, "nearly"),
    ],
)
def test_shares_are_read_in_words_and_figures(words, value, bound):
    claim = only_claim(f"Russia and China vote together {words} General Assembly resolutions.")
    assert claim.type == "agreement"
    assert claim.unit == "share"
    assert claim.value == pytest.approx(value)
    assert dict(claim.details)["bound"] == bound


@pytest.mark.parametrize(
    ("words", "quantifier"),
    [
        ("more often than not", "most"),
        ("most of the time", "most"),
        ("almost always", "almost_always"),
        ("rarely", "rarely"),
    ],
)
def test_frequencies_without_a_number_are_kept_as_words(words, quantifier):
    claim = only_claim(f"Mexico and Russia vote alike {words}.")
    assert claim.value is None
    assert dict(claim.details)["quantifier"] == quantifier


def test_a_resolution_is_known_by_symbol_topic_action_and_day():
    assert details("China voted against A/RES/ES-11/3.")["symbol"] == "ES-11/3"
    found = details(
        "Iran abstained on the April 2022 vote to suspend Russia from the Human Rights Council."
    )
    assert found["action"] == "suspend"
    assert found["target"] == "RUS"
    assert found["date"] == "2022-04"
    assert found["choice"] == "abstain"
    nazism = details("Israel voted for the annual resolution against glorifying Nazism.")
    assert nazism["annual"] == "yes"
    assert nazism["topic"] == "glorifying nazism"


def test_a_comparison_tells_whether_objects_or_subjects_are_compared():
    objects = only_claim(
        "India votes more often with Russia than with the United States at the UN."
    )
    assert (objects.subject, objects.object, objects.comparator) == (("IND",), ("RUS",), ("USA",))
    assert dict(objects.details)["compare"] == "objects"
    subjects = only_claim("The United States votes with Israel more often than Russia does.")
    assert (subjects.subject, subjects.object, subjects.comparator) == (
        ("USA",),
        ("ISR",),
        ("RUS",),
    )
    assert dict(subjects.details)["compare"] == "subjects"


def test_a_sequence_keeps_both_parts_in_their_order():
    claim = only_claim("After Israel voted for ES-11/3, it abstained on ES-11/5.")
    found = dict(claim.details)
    assert claim.subject == ("ISR",)
    assert (found["symbol"], found["then_symbol"]) == ("ES-11/3", "ES-11/5")
    assert (found["choice"], found["then_choice"]) == ("yes", "abstain")
    assert found["order"] == "first_then_second"


def test_several_claims_of_a_sentence_are_found():
    found = claims("China voted against ES-11/3, while India abstained on ES-11/1.")
    assert [(one.subject, one.relation) for one in found] == [
        (("CHN",), "voted_against"),
        (("IND",), "abstained"),
    ]


def test_negation_and_hedges_are_kept():
    assert only_claim("Israel did not impose sanctions on Russia.").negated
    assert not only_claim("Israel imposed sanctions on Russia.").negated
    assert only_claim("Israel reportedly voted for ES-11/1.").hedged
    assert not only_claim("Israel voted for ES-11/1.").hedged


def test_never_failed_to_is_always():
    claim = only_claim("Brazil has never failed to vote for the Cuba resolution.")
    assert (claim.type, claim.negated) == ("always", False)


def test_a_claim_inside_a_quote_belongs_to_its_speaker():
    text = 'Lavrov said: "Israel voted for ES-11/3."'
    start = text.index("Israel")
    quote = Quote(start, len(text) - 1, "direct", speaker="Sergey Lavrov", state="RUS")
    (claim,) = claims(text, (quote,))
    assert (claim.type, claim.speaker, claim.quote) == ("vote", "Sergey Lavrov", 0)


@pytest.mark.parametrize(
    "text",
    [
        "The US Senate voted for the bill on Thursday.",
        "Most Jewish Americans voted for Obama in 2008.",
        "Why did Israel vote for ES-11/3?",
        "Who voted for ES-11/3?",
        "Lawmakers want the United States to impose sanctions on Russia.",
        "Britain voted to leave in a referendum.",
        "The storm hit Florida and moved towards Georgia.",
        "Apple sold more phones in China than in Japan.",
        "The countries that voted in favour of it met in Geneva.",
        "A Russian tourist was arrested in Egypt.",
        "The United States should arm Ukraine.",
        "Shares fell sharply in Japan after the vote.",
        "He was the first to arrive in France.",
    ],
)
def test_sentences_that_assert_nothing_of_states_make_no_claim(text):
    assert claims(text) == []


def test_a_number_of_a_resolution_is_no_number_of_states():
    claim = only_claim("More than 150 countries voted for ES-11/1.")
    assert (claim.type, claim.value, claim.unit) == ("count", 150.0, "states")


@pytest.mark.parametrize(
    "piece", ["vote ", "Russia and ", "since 2014 ", "not never ", "than Israel "]
)
def test_cost_is_linear_in_hostile_text(piece):
    def cost(n: int) -> float:
        page = prepare(piece * n, DAY, None, "en")
        start = time.process_time()
        find_claims(page)
        return time.process_time() - start

    cost(100)
    assert cost(16_000) < 1.0 + 20 * cost(4_000)


def test_noise_breaks_nothing():
    for text in (
        "",
        "\0" * 1000,
        "x" * 200_000,
        "Russia \u202e voted \u200b for \0 ES-11/3.",
        "/ / 3 / ",
    ):
        assert isinstance(claims(text), list)


def test_a_faulty_gold_file_is_named_with_its_line(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text('{"text": "x", "type": "vote"}\n{"text": "y", "type": "guess"}\n')
    with pytest.raises(InputError, match="line 2"):
        read_claims(path)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It is not true that Israel voted against ES-11/3.", True),
        ("It is false that Israel voted against ES-11/3.", True),
        ("It is not false that Israel voted against ES-11/3.", False),
        ("Turkey isn't an unfriendly country according to Moscow.", True),
        ("Neither India nor China voted for ES-11/1.", True),
    ],
)
def test_denials_of_the_whole_sentence_are_kept(text, negated):
    assert only_claim(text).negated == negated


def test_each_clause_has_its_own_time_and_word_of_claim():
    never, always = claims(
        "Russia has never voted against Syria, and China has always abstained on Crimea."
    )
    assert (never.type, never.subject, never.object) == ("never", ("RUS",), ("SYR",))
    assert (always.type, always.subject) == ("always", ("CHN",))
    sold, bought = claims(
        "Russia sold missiles to Iran in 2016 and Turkey bought jets from Russia in 2017."
    )
    assert (sold.window[0].year, bought.window[0].year) == (2016, 2017)


def test_a_change_between_two_years_keeps_both_shares():
    claim = only_claim(
        "Agreement between Germany and Russia fell from 40 percent in 2013 to 20 percent in 2022."
    )
    assert claim.window == (dt.date(2013, 1, 1), dt.date(2022, 12, 31))
    assert dict(claim.details)["from_share"] == "0.4"
    assert dict(claim.details)["to_share"] == "0.2"


@pytest.mark.parametrize(
    "text",
    [
        "Israel has abstained from sanctions against Russia.",
        "Israel has refused to join Western sanctions on Russia.",
        "China has avoided imposing sanctions on Russia.",
        "Belgrade has declined to impose sanctions on Russia.",
    ],
)
def test_what_is_left_undone_is_denied_and_no_vote(text):
    claim = only_claim(text)
    assert (claim.type, claim.relation, claim.object) == ("existence", "sanction", ("RUS",))
    assert claim.negated


@pytest.mark.parametrize(
    ("text", "kind", "relation", "subject"),
    [
        ("The draft on Syria was vetoed by Russia and China.", "vote", "vetoed", ("RUS", "CHN")),
        ("Hungary cast a no vote on resolution ES-11/1.", "vote", "voted_against", ("HUN",)),
        ("Pakistan declined to vote in favour of resolution ES-11/1.", "vote", "voted_for",
         ("PAK",)),
        ("China has cast sixteen vetoes since 1971.", "count", "vetoed", ("CHN",)),
        ("Sanctions were slapped on Russia by Japan in 2014.", "existence", "sanction", ("JPN",)),
        ("Cuba has been under a US embargo since 1962.", "since", "sanction", ("USA",)),
        ("Turkey is the one NATO ally that has not imposed sanctions on Moscow.", "only",
         "sanction", ("TUR",)),
        ("Honduras dropped its recognition of Taiwan in 2023.", "status_change", "recognition",
         ("HND",)),
    ],
)  # fmt: skip
def test_claims_told_from_their_other_end(text, kind, relation, subject):
    claim = only_claim(text)
    assert (claim.type, claim.relation, claim.subject) == (kind, relation, subject)
    assert claim.negated == ("declined" in text or "not" in text)


def test_a_quote_put_forward_is_a_claim_that_it_was_said():
    text = '"Israel tried to exploit the situation," the Russian foreign ministry said.'
    quote = Quote(1, 38, "direct", state="RUS", speaker="Russian foreign ministry")
    (claim,) = claims(text, (quote,))
    assert (claim.type, claim.subject, claim.object) == ("quote", ("RUS",), ("ISR",))
