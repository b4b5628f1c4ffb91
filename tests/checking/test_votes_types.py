"""Claims about votes get the verdict a recount in plain Python gives, and none when unsure."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from legation.checking.judging import judge
from legation.checking.question import question_of
from legation.checking.results import Verdict
from legation.checking.world import World
from legation.errors import LegationError

Plain = dict[str, tuple[str, dict[str, str]]]


def ask(world: World, **claim: Any) -> Verdict:
    return judge(question_of(claim, world.as_of), world)


def first(verdict: Verdict) -> str:
    return verdict.readings[0].verdict


def told(holds: bool) -> str:
    return "supported" if holds else "refuted"


def shares(plain: Plain, one: str, two: str, start: str, end: str, yes_no: bool) -> tuple[int, int]:
    allowed = ("yes", "no") if yes_no else ("yes", "no", "abstain")
    both = [
        (c[one], c[two])
        for day, c in plain.values()
        if start <= day <= end and c.get(one) in allowed and c.get(two) in allowed
    ]
    return sum(a == b for a, b in both), len(both)


def test_random_claims_of_one_vote_equal_the_files(world: World, plain: Plain) -> None:
    source = random.Random(6)
    words = {"yes": "voted_for", "no": "voted_against", "abstain": "abstained"}
    symbols = sorted(plain)
    for _ in range(700):
        symbol = source.choice(symbols)
        choices = plain[symbol][1]
        state, said = source.choice(sorted(choices)), source.choice(sorted(words))
        found = ask(
            world, type="vote", subject=state, relation=words[said], details={"symbol": symbol}
        )
        assert found.verdict == told(choices[state] == said), (symbol, state, said)
        assert found.evidence[0].locator == symbol


def test_random_counts_and_only_equal_the_files(world: World, plain: Plain) -> None:
    source = random.Random(7)
    words = {"yes": "voted_for", "no": "voted_against", "abstain": "abstained"}
    bounds = {
        "more_than": lambda n, m: n > m,
        "at_least": lambda n, m: n >= m,
        "less_than": lambda n, m: n < m,
        "exactly": lambda n, m: n == m,
    }
    for _ in range(300):
        symbol = source.choice(sorted(plain))
        said = source.choice(sorted(words))
        who = [s for s, c in plain[symbol][1].items() if c == said]
        bound, value = source.choice(sorted(bounds)), max(0, len(who) + source.randint(-2, 2))
        found = ask(
            world, type="count", relation=words[said], value=value, unit="states",
            details={"symbol": symbol, "bound": bound, "of": "states"},
        )  # fmt: skip
        assert first(found) == told(bounds[bound](len(who), value)), (symbol, said, bound, value)
        if who:
            named = who if source.random() < 0.5 else [*who[1:], "FRA"]
            found = ask(
                world, type="only", subject=named, relation=words[said],
                details={"symbol": symbol},
            )  # fmt: skip
            assert found.verdict == told(set(named) == set(who)), (symbol, said)


@pytest.mark.parametrize("bound", ["about", "exactly", "more_than", "less_than"])
def test_random_shares_equal_a_recount(world: World, plain: Plain, bound: str) -> None:
    source = random.Random(bound)
    members = sorted({s for _, c in plain.values() for s in c})
    for _ in range(120):
        one, two = source.sample(members, 2)
        start, end = f"{source.randint(2022, 2023)}-11-01", f"{source.randint(2024, 2025)}-12-31"
        same, n = shares(plain, one, two, start, end, yes_no=False)
        value = source.randint(0, 20) / 20
        holds = {
            "about": abs(same / n - value) <= 0.05 if n else False,
            "exactly": abs(same / n - value) <= 0.015 if n else False,
            "more_than": same > value * n,
            "less_than": same < value * n,
        }[bound]
        found = ask(
            world, type="agreement", subject=one, object=two, relation="voted_with",
            value=value, unit="share", window=[start, end], details={"bound": bound},
        )  # fmt: skip
        assert found.verdict == (told(holds) if n >= 5 else "outside_record"), (one, two, value)
        assert found.readings[0].n == n or n < 5


def test_random_comparisons_equal_a_recount_and_are_fragile_only_where_a_reading_flips(
    world: World, plain: Plain
) -> None:
    source = random.Random(8)
    members = sorted({s for _, c in plain.values() for s in c})
    for _ in range(150):
        a, b, c = source.sample(members, 3)
        answers = []
        for yes_no in (False, True):
            (x, n), (y, m) = (
                shares(plain, a, other, "2023-01-01", "2025-12-31", yes_no) for other in (b, c)
            )
            if min(n, m) >= 5:
                answers.append(x * m > y * n)
        found = ask(
            world, type="closer_to", subject=a, object=b, comparator=c, relation="voted_with",
            window=["2023-01-01", "2025-12-31"], details={"compare": "objects", "sense": "more"},
        )  # fmt: skip
        if answers:
            assert found.verdict == (told(answers[0]) if len(set(answers)) == 1 else "fragile")


def test_random_never_and_always_equal_a_recount(world: World, plain: Plain) -> None:
    source = random.Random(9)
    members = sorted({s for _, c in plain.values() for s in c})
    voted = ("yes", "no", "abstain")
    for _ in range(150):
        one, two = source.sample(members, 2)
        year = str(source.randint(2023, 2025))
        both = [
            (c[one], c[two])
            for day, c in plain.values()
            if day[:4] == year and c.get(one) in voted and c.get(two) in voted
        ]
        window = [f"{year}-01-01", f"{year}-12-31"]
        for kind, holds in (
            ("never", not any(a == b for a, b in both)),
            ("always", all(a == b for a, b in both)),
        ):
            found = ask(
                world, type=kind, subject=one, object=two, relation="voted_with", window=window
            )
            assert found.verdict == (told(holds) if both else "outside_record"), (kind, one, two)


def test_a_group_voted_as_one_and_one_that_differs_is_named(world: World) -> None:
    details = {"as_bloc": "yes", "choice": "yes", "group": "Baltic states", "symbol": "ES-11/1"}
    found = ask(world, type="group", relation="voted_for", details=details)
    assert found.verdict == "supported"
    details = {"as_bloc": "yes", "choice": "yes", "group": "BRICS", "symbol": "ES-11/1"}
    found = ask(world, type="group", relation="voted_for", details=details)
    assert found.verdict == "refuted"
    assert "China" in found.explanation


def test_a_sequence_holds_only_in_its_order(world: World) -> None:
    parts = {
        "symbol": "ES-11/3", "choice": "yes", "then_symbol": "ES-11/5", "then_choice": "abstain",
        "then_relation": "abstained", "then_subject": "ISR",
    }  # fmt: skip
    for order, verdict in (("first_then_second", "supported"), ("second_then_first", "refuted")):
        found = ask(
            world, type="sequence", subject="ISR", relation="voted_for",
            details={**parts, "order": order},
        )  # fmt: skip
        assert found.verdict == verdict
        assert {row.locator for row in found.evidence} == {"A/RES/ES-11/3", "A/RES/ES-11/5"}


def test_a_fall_is_told_from_a_rise(world: World) -> None:
    claim = {"subject": ["USA", "UKR"], "relation": "voting_agreement", "type": "trend"}
    window = ["2025-01-01", "2025-12-31"]
    for direction, verdict in (("down", "supported"), ("up", "refuted")):
        found = ask(world, **claim, window=window, details={"direction": direction})
        assert found.verdict == verdict


def test_who_votes_most_with_a_state_is_ranked_among_all(world: World, plain: Plain) -> None:
    window = ["2023-01-01", "2025-12-31"]
    members = sorted({s for _, c in plain.values() for s in c} - {"USA"})
    counts = {m: shares(plain, "USA", m, *window, yes_no=False) for m in members}
    best = max(
        (m for m in members if counts[m][1] > 100), key=lambda m: counts[m][0] / counts[m][1]
    )
    found = ask(
        world, type="superlative", subject=best, object="USA", relation="voted_with",
        window=window, details={"extreme": "highest"},
    )  # fmt: skip
    assert first(found) == "supported"
    assert found.readings[0].n == counts[best][1]
    assert found.readings[0].value == pytest.approx(counts[best][0] / counts[best][1])


def test_the_first_time_is_refuted_by_an_earlier_row(world: World) -> None:
    claim = {"type": "first", "subject": "ISR", "object": "RUS", "relation": "voted_apart"}
    details = {"topic": "ukraine", "target": "UKR"}
    late = ask(world, **claim, window=["2025-01-01", "2025-12-31"], details=details)
    assert late.verdict == "refuted"
    assert late.evidence[0].date is not None
    assert late.evidence[0].date.year < 2025


def test_words_for_no_text_or_many_texts_decide_nothing(world: World) -> None:
    for topic in ("secret pact of atlantis", "nuclear weapons"):
        claim = {"type": "vote", "subject": "FRA", "relation": "voted_for"}
        found = ask(world, **claim, details={"topic": topic, "resolution": f"the {topic} text"})
        assert found.verdict == "outside_record"
        assert found.missing


def test_what_came_after_the_day_of_reading_is_not_known(world: World) -> None:
    early = World(world.record, world.as_of.replace(year=2022, month=3, day=10))
    found = ask(
        early, type="vote", subject="IRN", relation="voted_against", details={"symbol": "ES-11/3"}
    )
    assert found.verdict == "outside_record"


def test_hostile_words_are_words(world: World) -> None:
    for words in ("'; DROP TABLE vote; --", "<script>alert(1)</script>", "((((", "%" * 500):
        found = ask(
            world, type="vote", subject="FRA", relation="voted_for",
            details={"resolution": words, "topic": words, "symbol": words},
        )  # fmt: skip
        assert found.verdict == "outside_record"
    with pytest.raises(LegationError):
        ask(world, type="vote", subject="Atlantis'; --", relation="voted_for")


@pytest.mark.parametrize("as_of", ["0001-01-01", "1946-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_decide_nothing_and_break_nothing(
    world: World, as_of: str
) -> None:
    edge = World(world.record, dt.date.fromisoformat(as_of))
    claim = {"subject": "USA", "object": "RUS", "window": ["0001-01-01", "9999-12-31"]}
    for kind, relation, details in (
        ("agreement", "voted_with", {"quantifier": "zzz"}),
        ("closer_to", "voted_with", {"compare": "objects"}),
        ("trend", "voting_agreement", {"direction": "up"}),
        ("superlative", "voting_agreement", {"extreme": "lowest"}),
        ("status_change", "voted_with", {"change": "ended"}),
        ("vote", "adopted", {"resolution": "this year's resolution on the Cuba embargo"}),
    ):
        for window in (claim["window"], [None, None]):
            asked = {**claim, "type": kind, "relation": relation, "window": window}
            found = ask(edge, **asked, details=details)
            assert found.verdict in ("outside_record", "supported", "refuted", "fragile")
            assert as_of == "9999-12-31" or found.verdict == "outside_record"
