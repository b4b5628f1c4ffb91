"""Sentences that no frame knows, read by their slots: the same parts whatever the order of words.

``slots.txt`` holds sentences of every type with the parts that a reader takes from them. What a
sentence does not say must not be claimed of it: the second half holds sentences whose words
resemble a claim.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from legation.reading.claims import find_claims
from legation.reading.preparing import prepare
from legation.reading.quotes.linking import find_quotes

LINES = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "slots.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
#: Another state and text for each sentence, so that none is known by heart.
OTHERS = {"ES-11/1": "A/RES/78/241", "ES-11/2": "A/RES/79/7", "ES-11/6": "A/RES/80/4"}


def claims(text):
    page = prepare(text)
    return find_claims(page, find_quotes(page))


def fits(claim, kind, subject="", relation="", other="", more=""):
    details = dict(claim.details)
    return (
        claim.type == kind
        and (" ".join(claim.subject) == subject.strip("-") if subject else True)
        and relation in ("", claim.relation)
        and other in ("", " ".join(claim.object))
        and claim.negated == (more == "neg")
        and (more not in ("up", "down") or details["direction"] == more)
        and (more != "ended" or details["change"] == more)
        and "unread" not in details
    )


def by_type():
    found = defaultdict(list)
    for line in LINES:
        found[line[1]].append(line)
    return sorted(found.items())


@pytest.mark.parametrize(("kind", "lines"), by_type(), ids=lambda one: str(one)[:20])
def test_a_claim_is_read_in_any_order_of_its_words(kind, lines):
    missed = [line[0] for line in lines if not any(fits(c, *line[1:]) for c in claims(line[0]))]
    assert not missed


def test_sentences_of_every_type_are_told_in_other_words():
    assert len(LINES) >= 250
    assert len({line[1] for line in LINES}) == 20


def test_what_fills_the_slots_does_not_matter():
    missed = []
    for sentence, *parts in LINES:
        other = sentence
        for symbol, instead in OTHERS.items():
            other = other.replace(symbol, instead)
        if not any(fits(c, *parts) for c in claims(other)):
            missed.append(other)
    assert not missed


def plain(text):
    """Give the types and parts of the claims that are not left open."""
    return [
        (c.type, c.subject, c.relation, c.negated)
        for c in claims(text)
        if "unread" not in dict(c.details) and not c.hedged
    ]


@pytest.mark.parametrize(
    "text",
    [
        "India considered opposing ES-11/1.",
        "India almost voted against ES-11/1.",
        "If India had opposed ES-11/1, Russia would have been pleased.",
        "India could have voted against ES-11/1.",
        "India was asked by the United States to support ES-11/1.",
        "The United States urged India to vote for ES-11/1.",
        "India condemned those who voted for ES-11/1.",
        "India did not say whether it backed ES-11/1.",
        "Jamaica registered no position on ES-11/1.",
        "Every state but Israel backed ES-11/1.",
        "Guatemala and Nauru turned their backs on ES-10/22.",
        "Russia alone among the permanent members opposed ES-11/1.",
        "Poland voted for all but one of the resolutions on Ukraine.",
        "Syria and four others came out against ES-11/1.",
        "Five states, among them Syria, came out against ES-11/1.",
        "Russia and China want to vote together at the UN.",
        "Russia and China differ more than Russia and India at the UN.",
        "Chile threatened to blockade Bolivia.",
        "Russia sold more arms to India than to anyone else.",
        "Iran obtained its arms chiefly from Russia between 2010 and 2020.",
        "Iran said no to talks with the United States.",
        "Cuba bought more sugar from Russia than from anyone else.",
        "India supported Russia in the war.",
        "Russia is a large country.",
        "Brazil is the largest state in South America.",
    ],
)
def test_what_a_sentence_does_not_say_is_not_claimed_of_it(text):
    assert plain(text) == []


@pytest.mark.parametrize(
    ("text", "subject", "relation", "negated"),
    [
        ("Iran cast no vote on ES-11/1.", "IRN", "absent", False),
        ("Iran did not cast a no vote on ES-11/1.", "IRN", "voted_against", True),
        ("Israel, not Russia, voted for ES-11/1.", "ISR", "voted_for", False),
        ("Israel, not Russia, voted for ES-11/1.", "RUS", "voted_for", True),
        ("Brazil voted for ES-11/1, India did not.", "IND", "voted_for", True),
        ("Hungary came out against ES-10/22, as did Austria.", "AUT", "voted_against", False),
        (
            "Japan is on Russia's list of unfriendly countries, Israel is not.",
            "ISR",
            "listed",
            True,
        ),
        (
            "Poland came out for ES-10/22 whereas Hungary was opposed.",
            "HUN",
            "voted_against",
            False,
        ),
    ],
)
def test_each_clause_gives_its_own_claim(text, subject, relation, negated):
    assert (subject, relation, negated) in [(" ".join(s), r, n) for _, s, r, n in plain(text)]


@pytest.mark.parametrize(
    ("text", "subject", "negated"),
    [
        ("Israel and Hungary were the only states besides the United States to oppose ES-10/22.",
         "ISR HUN USA", False),
        ("Nobody apart from the United States and Israel opposed ES-10/22.", "USA ISR", False),
        ("Russia was not alone in opposing ES-11/1.", "RUS", True),
        ("Russia, Belarus and Mali came out against ES-11/6, and nobody else did.", "RUS BLR MLI",
         False),
    ],
)  # fmt: skip
def test_who_is_named_beside_the_only_one_is_one_of_them(text, subject, negated):
    assert ("only", tuple(subject.split()), "voted_against", negated) in plain(text)


def test_a_year_later_is_the_year_after_the_first_vote():
    (claim,) = claims("Mali voted for ES-11/1 in March 2022 and against ES-11/6 a year later.")
    details = dict(claim.details)
    assert (claim.type, details["date"], details["then_date"]) == ("sequence", "2022-03", "2023")
    assert (details["choice"], details["then_choice"]) == ("yes", "no")


def test_a_number_before_abstentions_counts_no_votes_in_favour():
    for text, relation in (
        ("ES-11/1 drew 35 abstentions.", "abstained"),
        ("ES-11/1 passed with just five countries opposed.", "voted_against"),
        ("ES-11/1 was adopted with 141 votes in favour.", "voted_for"),
    ):
        (claim,) = claims(text)
        assert (claim.type, claim.relation) == ("count", relation)


def test_an_article_is_read_for_votes_and_not_for_judgements():
    text = (
        "The talks began on Monday. They went on for days. Nobody knew how they would end. "
        "Hungary is Russia's Trojan horse in Europe. The meeting was held in Geneva."
    )
    assert not [c for c in claims(text) if c.rule.startswith("slots")]
