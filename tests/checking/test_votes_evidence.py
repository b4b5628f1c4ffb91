"""Verdicts on votes show their rows: deciding ones first, then those that speak against."""

from __future__ import annotations

import re
from typing import Any

import pytest

from legation.checking.judging import judge
from legation.checking.question import question_of
from legation.checking.results import EvidenceRow, Verdict
from legation.checking.world import World
from legation.states import groups, lineage

Plain = dict[str, tuple[str, dict[str, str]]]
VOTED = ("yes", "no", "abstain")
WINDOW = ["2023-01-01", "2025-12-31"]


def ask(world: World, **claim: Any) -> Verdict:
    return judge(question_of(claim, world.as_of), world)


def figures(found: Verdict) -> list[EvidenceRow]:
    return [row for row in found.evidence if re.fullmatch(r"[\d-]{10}/[\d-]{10}", row.locator)]


def calls(found: Verdict, role: str) -> list[str]:
    own = [row for row in found.evidence if row.role == role and row.locator.startswith("A/")]
    return [row.locator for row in own]


def test_agreement_shows_its_figure_then_rows_alike_then_rows_apart(
    world: World, plain: Plain
) -> None:
    found = ask(
        world, type="agreement", subject="USA", object="ISR", relation="voted_with", window=WINDOW,
        details={"quantifier": "most"},
    )  # fmt: skip
    assert found.verdict == "supported"
    both = {
        s: c["USA"] == c["ISR"]
        for s, (day, c) in plain.items()
        if WINDOW[0] <= day <= WINDOW[1] and c.get("USA") in VOTED and c.get("ISR") in VOTED
    }
    share = sum(both.values()) / len(both)
    assert found.evidence[0].text.endswith(f"{share:.1%} of {len(both)} recorded votes")
    assert all(both[symbol] for symbol in calls(found, "deciding"))
    assert calls(found, "counter")
    assert not any(both[symbol] for symbol in calls(found, "counter"))
    roles = [row.role for row in found.evidence]
    assert roles == sorted(roles, reverse=True)


def test_closer_to_shows_where_the_two_differed_and_whom_the_third_joined(
    world: World, plain: Plain
) -> None:
    found = ask(
        world, type="closer_to", subject="IND", object="RUS", comparator="USA", window=WINDOW,
        relation="voted_with", details={"compare": "objects", "sense": "more"},
    )  # fmt: skip
    assert found.verdict == "supported"
    assert len(figures(found)) == 2
    for symbol in calls(found, "deciding"):
        choices = plain[symbol][1]
        assert choices["IND"] == choices["RUS"] != choices["USA"]
    for symbol in calls(found, "counter"):
        choices = plain[symbol][1]
        assert choices["IND"] == choices["USA"] != choices["RUS"]


def test_a_trend_shows_both_ends(world: World) -> None:
    found = ask(
        world, type="trend", subject=["USA", "UKR"], relation="voting_agreement",
        window=["2024-01-01", "2025-12-31"], details={"direction": "down"},
    )  # fmt: skip
    assert [row.text[:4] for row in figures(found)] == ["2024", "2025"]
    assert {symbol[:8] for symbol in calls(found, "deciding")} >= {"A/RES/79", "A/RES/80"}


def test_an_extreme_shows_the_year_claimed_the_extreme_and_the_next_ones(world: World) -> None:
    for extreme, verdict in (("lowest", "supported"), ("highest", "refuted")):
        found = ask(
            world, type="superlative", subject="USA", object="UKR", relation="voting_agreement",
            window=["2025-01-01", "2025-12-31"], details={"extreme": extreme},
        )  # fmt: skip
        assert found.verdict == verdict
        first = [row.text[:4] for row in figures(found) if row.role == "deciding"]
        assert first[-1] == "2025"
        assert len(first) == (1 if verdict == "supported" else 2)
        assert any(row.role == "counter" for row in figures(found))


def test_always_and_never_begin_with_the_row_that_refutes(world: World, plain: Plain) -> None:
    for kind, alike in (("always", False), ("never", True)):
        found = ask(
            world, type=kind, subject="USA", object="ISR", relation="voted_with", window=WINDOW
        )
        assert found.verdict == "refuted"
        choices = plain[found.evidence[0].locator][1]
        assert (choices["USA"] == choices["ISR"]) is alike
        assert found.evidence[-1].role == "counter"


def test_a_group_shows_who_did_otherwise_first(world: World) -> None:
    found = ask(
        world, type="group", subject="BRICS", relation="voted_for",
        details={"symbol": "ES-11/1", "as_bloc": "yes"},
    )  # fmt: skip
    assert [row.role for row in found.evidence] == ["deciding", "counter"]
    assert "China abstain" in found.evidence[0].text
    assert "Brazil yes" in found.evidence[1].text


def test_agreement_with_a_group_is_the_mean_over_its_members_of_the_day(
    world: World, plain: Plain
) -> None:
    shares = []
    for day, choices in plain.values():
        members = [choices.get(m) for m in groups.members("BRICS", day)]
        took = [c for c in members if c in VOTED]
        if WINDOW[0] <= day <= WINDOW[1] and choices.get("SRB") in VOTED and took:
            shares.append(sum(c == choices["SRB"] for c in took) / len(took))
    found = ask(
        world, type="agreement", subject="SRB", object="BRICS", relation="voted_with",
        window=WINDOW, value=0.5, unit="share",
    )  # fmt: skip
    assert found.readings[0].n == len(shares)
    assert found.readings[0].value == pytest.approx(sum(shares) / len(shares))
    assert any("majority" in item.variation for item in found.readings)


def test_a_group_with_itself_is_compared_pair_by_pair(world: World, plain: Plain) -> None:
    shares = []
    for day, choices in plain.values():
        took = [choices[m] for m in groups.members("BALTIC", day) if choices.get(m) in VOTED]
        pairs = [(a, c) for i, a in enumerate(took) for c in took[i + 1 :]]
        if WINDOW[0] <= day <= WINDOW[1] and pairs:
            shares.append(sum(a == c for a, c in pairs) / len(pairs))
    found = ask(
        world, type="group", subject="BALTIC", relation="voted_with", window=WINDOW,
        details={"as_bloc": "yes", "group": "Baltic states"},
    )  # fmt: skip
    assert found.verdict == "supported"
    assert found.readings[0].value == pytest.approx(sum(shares) / len(shares))


def test_a_state_is_no_pair_with_itself_under_another_name(world: World) -> None:
    assert {str(era[0]) for era in lineage("RUS")} >= {"SUN"}
    found = ask(world, type="agreement", subject="RUS", object="SUN", relation="voted_with")
    assert found.verdict == "outside_record"


@pytest.mark.parametrize(
    ("change", "to", "verdict"),
    [("switched", "no", "supported"), ("switched", "yes", "refuted")],
)
def test_a_switch_on_a_yearly_text_is_told_from_the_vote_before(
    world: World, change: str, to: str, verdict: str
) -> None:
    found = ask(
        world, type="status_change", subject="UKR", relation="voted",
        window=["2025-01-01", "2025-12-31"],
        details={"topic": "embargo cuba", "change": change, "from": "abstain", "to": to},
    )  # fmt: skip
    assert found.verdict == verdict
    assert [row.locator for row in found.evidence[:2]] == ["A/RES/80/4", "A/RES/78/7"]


def test_no_longer_voting_with_somebody_is_a_share_that_fell_below_half(world: World) -> None:
    for change, verdict in (("ended", "supported"), ("began", "refuted")):
        found = ask(
            world, type="status_change", subject="USA", object="UKR", relation="voted_with",
            window=["2025-01-01", None], details={"change": change},
        )  # fmt: skip
        assert found.verdict == verdict
        assert len(figures(found)) == 2


def test_readings_that_are_only_shown_flip_nothing(world: World) -> None:
    found = ask(
        world, type="agreement", subject="USA", object="ISR", relation="voted_with", value=0.5,
        unit="share", window=WINDOW, details={"bound": "more_than"},
    )  # fmt: skip
    assert [item.variation for item in found.readings if item.binding] == ["plain agreement"]
    names = {item.variation for item in found.readings}
    assert {"abstention as half", "whole texts only", "votes marked important"} <= names
    assert any("sessions" in name for name in names)
    assert found.verdict == "supported"
