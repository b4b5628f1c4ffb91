"""A word that can turn the truth of a sentence is part of its claim, or leaves it open."""

from __future__ import annotations

import pytest

from legation.checking.checker import Checker
from legation.checking.examples import AS_OF, made_up

#: Sentences that deny what they frame: "{who} {did} {text}" is the plain claim.
DENYING = (
    "That {who} voted for {text} is untrue.",
    "Reports that {who} voted for {text} are false.",
    "It is anything but true that {who} voted for {text}.",
    "Not even {who} voted for {text}.",
    "Nor did {who} vote for {text}.",
    "In no way did {who} support {text}.",
    "Nowhere is it recorded that {who} voted for {text}.",
    "At no point did {who} vote for {text}.",
    "{who} refused to vote for {text}.",
    "{who} failed to vote for {text}.",
    "{who} didn't vote for {text}.",
    "{who} denied ever voting for {text}, and it never did.",
    "{who} hardly voted for {text}.",
    "None of those voting for {text} was {who}.",
    "Nobody saw {who} vote for {text}.",
    "{text} passed without the support of {who}.",
    "{who} stopped short of voting for {text}.",
    "{who} has yet to vote for {text}.",
    "{who} revoked its yes vote on {text}.",
    "{who} had its yes vote on {text} struck from the record.",
)
#: Sentences that say more, or less, than the plain claim.
CHANGING = (
    "One of {who} and Brazil voted for {text}.",
    "{who} voted for half of {text}.",
    "{who} voted for {text} or else abstained.",
    "{who} voted for {text} as little as Brazil did.",
    "{who} cast two votes for {text} and one against.",
    "{who} voted for {text} unlike every other state.",
    "{who} voted for {text} by mistake and corrected its vote to an abstention.",
    "{who} would have voted for {text}.",
    "{who} voted for the defeat of {text}.",
    "{who} cast its first yes vote ever on {text}.",
    "{who} voted for {text} on behalf of Brazil.",
)
#: Words around a claim that leave it what it is.
HARMLESS = (
    "As was widely noted, {who} voted for {text}.",
    "{who} publicly voted for {text}.",
    "Despite pressure not to, {who} voted for {text}.",
    "{who} voted for {text} again, which angered many.",
    "{who} was one of the countries that voted for {text}.",
)
#: On this text of 2020 France voted yes and Brazil no.
TEXT = "A/RES/99/9"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(made_up(), AS_OF)


def verdicts(checker: Checker, frame: str, who: str) -> set[str]:
    return {found.verdict for found in checker.text(frame.format(who=who, text=TEXT))}


@pytest.mark.parametrize("frame", DENYING)
def test_a_denial_never_leaves_the_verdict_of_what_it_denies(checker: Checker, frame: str) -> None:
    assert "supported" not in verdicts(checker, frame, "France")
    assert "refuted" not in verdicts(checker, frame, "Brazil")


@pytest.mark.parametrize("frame", CHANGING)
def test_what_says_more_than_the_plain_claim_is_not_supported_by_it(
    checker: Checker, frame: str
) -> None:
    assert "supported" not in verdicts(checker, frame, "France")


@pytest.mark.parametrize("frame", HARMLESS)
def test_words_that_change_nothing_leave_the_verdict(checker: Checker, frame: str) -> None:
    assert verdicts(checker, frame, "France") == {"supported"}
    assert verdicts(checker, frame, "Brazil") == {"refuted"}


def test_a_noun_of_a_name_is_no_act_upon_the_text() -> None:
    from legation.checking.unaccounted import _NOUN_OF

    assert _NOUN_OF.search("voted against the glorification of Nazism resolution") is None
    assert _NOUN_OF.search("voted for the defeat of the resolution")[1] == "defeat"  # type: ignore[index]
