"""Stance: who takes which position towards which state, and how severe the words are."""

import datetime as dt
import time
from itertools import pairwise
from pathlib import Path

import pytest

from legation.errors import InputError
from legation.reading.preparing import prepare
from legation.reading.results import Quote, Stance
from legation.reading.scoring.stance import held_out, marked, score, unmark
from legation.reading.stance import direction_between, find_stances, severity, steps

DAY = dt.date(2022, 5, 1)


def stances(text: str, quotes: tuple[Quote, ...] = (), outlet: str | None = None) -> list[Stance]:
    return find_stances(prepare(text, DAY, outlet, "en"), quotes)


@pytest.mark.parametrize(
    ("text", "holder", "target", "friendly"),
    [
        ("Israel condemned Russia.", "ISR", "RUS", False),
        ("Russia was criticised by Britain.", "GBR", "RUS", False),
        ("Criticism of Israel by Turkey was sharp.", "TUR", "ISR", False),
        ("China's support for Pakistan is well known.", "CHN", "PAK", True),
        (
            "The ruling angered Iran and pleased Iraq, but Germany praised France.",
            "DEU",
            "FRA",
            True,
        ),
        ("Lavrov called Ukraine a terrorist state.", "RUS", "UKR", False),
    ],
)
def test_the_grammar_tells_holder_and_target(text, holder, target, friendly):
    (stance,) = [one for one in stances(text) if one.target == target]
    assert stance.holder_state == holder
    assert (stance.value > 0) == friendly
    assert stance.rule


def test_what_is_judged_in_loaded_words_is_the_authors():
    (stance,) = stances("Iran's aggression against Israel went on.", outlet="The Paper")
    assert (stance.holder, stance.holder_state, stance.target) == ("The Paper", None, "IRN")
    assert stance.value < 0


def test_two_sides_of_a_sentence_are_both_kept():
    praise, blame = stances("Germany praised France but criticised Hungary.")
    assert (praise.target, praise.value > 0, praise.condition) == ("FRA", True, None)
    assert (blame.holder_state, blame.target, blame.value > 0) == ("DEU", "HUN", False)


def test_a_condition_bounds_a_stance_and_counts_against_it():
    text = "The United States is committed to Israel's security, but not at the expense of others."
    stance, bound = stances(text)
    assert stance.target == bound.target == "ISR"
    assert stance.value > 0 > bound.value
    assert abs(bound.value) < stance.value
    start, end = stance.condition
    assert text[start:end] == "but not at the expense of others"


def test_what_is_denied_is_not_held():
    assert stances("Turkey did not condemn Russia.") == []
    (stance,) = stances("Hungary does not support Ukraine.")
    assert stance.value < 0


def test_intensifiers_make_it_stronger():
    (plain,) = stances("Britain criticised Russia.")
    (strong,) = stances("Britain harshly criticised Russia.")
    assert strong.intensity > plain.intensity


def test_we_in_a_quote_is_the_speaker():
    text = '"We condemn Israel," Zakharova said.'
    quote = Quote(1, 17, "direct", speaker="Maria Zakharova", state="RUS")
    (stance,) = stances(text, (quote,))
    assert (stance.holder, stance.holder_state, stance.quote) == ("Maria Zakharova", "RUS", 0)


LADDER = [
    "The ministry took note of the vote.",
    "The ministry expressed concern.",
    "The ministry expressed its deep concern.",
    "The ministry regretted the vote.",
    "The ministry criticised the vote.",
    "The ministry lodged a protest.",
    "The ministry condemned the attack.",
    "The ministry condemned the attack in the strongest terms.",
    "The ministry summoned the ambassador.",
    "The ministry threatened to respond.",
    "The ministry issued an ultimatum.",
    "The ministry recalled its ambassador.",
    "The ministry broke off diplomatic relations.",
]


def test_statements_stand_in_the_order_of_diplomatic_usage():
    found = [severity(statement) for statement in LADDER]
    assert [one.step for one in found] == list(range(13))
    assert list(steps()) == list(range(13))


def test_the_severity_of_several_words_is_that_of_the_highest():
    assert severity("It voiced concern and then condemned the raid.").name == "condemnation"
    assert severity("It did not condemn the raid but regretted it.").name == "regret"
    assert severity("The weather was fine.") is None


def test_a_stance_carries_its_severity():
    (mild,) = stances("Russia regretted Israel's vote.") or [None]
    (harsh,) = stances("Russia condemned Israel in the strongest terms.")
    assert severity(harsh).step == 7
    if mild is not None:
        assert severity(mild).step < severity(harsh).step


def test_severity_of_something_else_is_refused():
    with pytest.raises(InputError):
        severity(7)


def test_directions_are_those_of_the_sentence():
    assert direction_between("Ann praised Bob.", "Ann", "Bob").holder == "a"
    back = direction_between("Bob was attacked by Ann.", "Bob", "Ann")
    assert (back.holder, back.value < 0) == ("b", True)
    assert direction_between("Ann met Bob.", "Ann", "Bob") is None
    with pytest.raises(InputError):
        direction_between("Ann met Bob.", "Ann", "Cid")


def test_directed_sentiment_beats_the_majority(shared):
    path = Path(shared) / "gold" / "stance" / "directed_sentiment_dev.txt"
    lines = path.read_text("utf-8").splitlines()
    every = list(marked(path))
    open_, held = (
        score([one for one in every if held_out(lines[one.line - 1]) == side])
        for side in (False, True)
    )
    assert open_.macro_f1 > 0.5
    assert held.macro_f1 > 0.4 > 2 * held.baseline_macro_f1
    assert held.accuracy > held.baseline_accuracy


def test_marks_are_taken_out_of_sentences():
    assert unmark("[Ann] met [Bob].") == ("Ann met Bob.", [(0, 3), (8, 11)])


@pytest.mark.parametrize("piece", ["praised ", "Russia and ", "not never ", "Iran condemned "])
def test_cost_is_linear_in_hostile_text(piece):
    def cost(n: int) -> float:
        page = prepare(piece * n, DAY, None, "en")
        start = time.process_time()
        find_stances(page)
        return time.process_time() - start

    cost(100)
    assert cost(16_000) < 1.0 + 20 * cost(4_000)


def test_the_steps_and_words_of_every_row_are_read():
    assert all(earlier < later for earlier, later in pairwise(steps()))


def towards(text: str) -> set[tuple[str | None, str, bool]]:
    """Give holder, target and whether it is friendly, of all stances in a text."""
    found = find_stances(prepare(text, None, None, "en"))
    return {(one.holder_state, one.target, one.value > 0) for one in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel voted for the resolution that suspended Russia.", ("ISR", "RUS", False)),
        ("Poland co-sponsored a text condemning Russia.", ("POL", "RUS", False)),
        ("Washington vetoed a resolution condemning Israel.", ("USA", "ISR", True)),
        ("China voted against the motion to expel Russia from the body.", ("CHN", "RUS", True)),
        ("Hungary voted against a resolution in support of Ukraine.", ("HUN", "UKR", False)),
        ("China opposes sanctions against Myanmar.", ("CHN", "MMR", True)),
        ("Israel has voted with the United States ever since.", ("ISR", "USA", True)),
    ],
)
def test_a_text_or_measure_directed_at_a_state_takes_its_sign(text, expected):
    assert towards(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        'Israel condemned what it called "the unacceptable attack" by Russia on a hospital.',
        "Israel condemned the attack by Russia on a hospital.",
        "Israel denounced the attack of Russia.",
        "Israel condemned the attack from Russia.",
        "Israel condemned Russia's attack on a hospital.",
        "Israel condemned the Russian strike on Odesa.",
    ],
)
def test_whoever_condemns_an_attack_condemns_the_attacker(text):
    assert ("ISR", "RUS", False) in towards(text)
    assert not any(holder == "ISR" and target != "RUS" for holder, target, _ in towards(text))


@pytest.mark.parametrize(
    "text",
    [
        "Israel has abstained from sanctions against Russia.",
        "Seoul stopped short of condemning Moscow.",
        "Switzerland declined to criticise China.",
        "Turkey ruled out sanctions against Russia.",
        "India abstained on the resolution condemning Russia.",
        "Norway neither supported nor opposed China.",
    ],
)
def test_what_is_left_undone_is_no_stance(text):
    assert not towards(text)
