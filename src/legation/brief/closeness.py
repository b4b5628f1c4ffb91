"""Who is closer to whom: one comparison per indicator, and a sentence that does not smooth them.

Votes are compared on the roll calls on which all three states took part. Those on which the
state chose the same as both or as neither say nothing; among the rest, the share on which it
sided with the first has a score interval, and only an interval that leaves out one half says
"closer" (the conditional form of McNemar's test, 1947). Amounts and counts are whole counts,
not samples, and are compared as they are.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean, stdev

from legation.brief.ballots import Ballots, Z, change, codes_of, share
from legation.brief.dealings import SINCE
from legation.brief.model import Closeness, Dealings, Indicator, Month, Share, Value
from legation.brief.text import capital, listing, percent, plural, span_of, the
from legation.relations import wilson
from legation.states import State

ARMS_YEARS = 10
#: Months that a comparison of monthly means takes at least.
MONTHS = 12
_NOTHING = Value("no rows", None)


@dataclass(frozen=True)
class Evidence:
    """What the comparisons rest on."""

    ballots: Ballots
    """Roll calls of the window."""
    directed: Ballots
    """Roll calls of all years on texts directed at any state."""
    dealings: Mapping[frozenset[State], Dealings]
    arms_totals: Mapping[State, float]
    arms_years: tuple[int, int] | None
    selection: bool
    kinds: frozenset[str]
    """Kinds of measures of which the record has any row."""
    months: Mapping[tuple[str, frozenset[State]], Sequence[Month]]


def closeness(state: State, first: State, second: State, given: Evidence) -> Closeness:
    """Compare two states by how close a third is to each, indicator by indicator."""
    roll_calls = "the landmark votes held" if given.selection else "all roll calls"
    found = [
        _votes("agreement", f"Same choice in {roll_calls}", given.ballots, state, first, second),
        _votes(
            "yes_no",
            "Same vote where both voted yes or no",
            given.ballots,
            state,
            first,
            second,
            decided=True,
        ),
        _directed(state, first, second, given.directed),
        _arms(state, first, second, given),
        *_counts(state, first, second, given),
        _means("score", "Mean of daily scores", state, first, second, given),
        _means("event", "Mean of coded events, Goldstein scale", state, first, second, given),
    ]
    kept = tuple(i for i in found if i is not None)
    if given.selection:
        kept = tuple(_counted(i) for i in kept if i.percent)
        said = sentence(state, first, second, kept)
        return Closeness(state, first, second, kept, f"In the votes chosen by hand: {said}")
    return Closeness(state, first, second, kept, sentence(state, first, second, kept))


def _counted(indicator: Indicator) -> Indicator:
    """Give the counts of an indicator over votes chosen by hand, of which no rate follows."""

    def plain(value: Value) -> Value:
        if value.number is None or not value.n:
            return value
        return Value(f"{round(value.number * value.n)} of {value.n}", value.number, value.n)

    return replace(
        indicator, percent=False, first=plain(indicator.first), second=plain(indicator.second)
    )


def sentence(state: State, first: State, second: State, found: Sequence[Indicator]) -> str:
    """Say what the indicators say together, and plainly where they disagree."""
    by = {side: [i for i in found if i.closer == side] for side in ("first", "second", "neither")}
    if not by["first"] and not by["second"]:
        return (
            f"No indicator of this record puts {the(state)} clearly closer to {the(first)} or to "
            f"{the(second)}."
        )
    if by["first"] and by["second"]:
        return (
            f"Indicators disagree: {the(state)} is closer to {the(first)} by "
            f"{_names(by['first'])}, closer to {the(second)} by {_names(by['second'])}."
        )
    side, near, far = ("first", first, second) if by["first"] else ("second", second, first)
    text = f"{the(state)} is closer to {the(near)} than to {the(far)} by {_names(by[side])}"
    if by["neither"]:
        text += f"; no clear difference by {_names(by['neither'])}"
    return capital(text) + "."


_SHORT = {
    "agreement": "agreement in votes",
    "yes_no": "yes and no votes",
    "directed": "votes on texts directed at each other",
    "arms_transfer": "arms transfers",
    "alliance": "years of alliance pledges",
    "shared_igo": "shared organisations",
    "dispute": "fewer disputes",
    "designation": "fewer sanctions and lists",
    "score": "daily scores",
    "event": "coded events",
}


def _names(indicators: Sequence[Indicator]) -> str:
    return listing([_SHORT.get(i.key, i.name.lower()) for i in indicators])


def _votes(
    key: str,
    name: str,
    ballots: Ballots,
    state: State,
    first: State,
    second: State,
    *,
    decided: bool = False,
) -> Indicator | None:
    if decided:
        ballots = [x for x in ballots if x.choices.get(state) in ("yes", "no")]

    def counts(other: State) -> Value:
        own = [x for x in ballots if not decided or x.choices.get(other) in ("yes", "no")]
        return _of_share(share(own, state, other))

    one, two = counts(first), counts(second)
    if one.n is None and two.n is None:
        return None
    voted = ("yes", "no") if decided else ("yes", "no", "abstain")
    with_first = with_second = 0
    for x in ballots:
        own, p, q = (x.choices.get(s) for s in (state, first, second))
        if p in voted and q in voted and own in voted:
            with_first += own == p != q
            with_second += own == q != p
    sided = with_first + with_second
    closer = "none" if one.n is None or two.n is None else "neither"
    basis = "no roll call on which all three took part and it sided with one alone"
    if sided:
        low, high = wilson(with_first / sided, sided, Z)
        if closer == "neither" and (low > 0.5 or high < 0.5):
            closer = "first" if low > 0.5 else "second"
        basis = (
            f"of {plural(sided, 'roll call')} on which it sided with one of them alone, with "
            f"{the(first)} in {with_first:,} ({percent(with_first / sided)}, 90 % interval "
            f"{span_of(low, high)})"
        )
    return Indicator(key, name, True, one, two, closer, basis)


def _directed(state: State, first: State, second: State, ballots: Ballots) -> Indicator | None:
    """Compare votes on texts directed at one of a pair: different texts, so two shares."""

    def found(other: State) -> Share:
        codes = {*codes_of(state), *codes_of(other)}
        return share([x for x in ballots if not codes.isdisjoint(x.targets)], state, other)

    one, two = found(first), found(second)
    if not one.n and not two.n:
        return None
    gap = change(one, two)
    closer = "none" if gap is None else "neither"
    if gap is not None and gap.clear:
        closer = "first" if gap.value > 0 else "second"
    basis = "same choice on texts directed at either of the two, all years; two separate shares"
    return Indicator(
        "directed",
        "Same choice on texts directed at either",
        True,
        _of_share(one),
        _of_share(two),
        closer,
        basis,
    )


def _of_share(found: Share) -> Value:
    if found.value is None:
        return _NOTHING
    return Value(percent(found.value), found.value, found.n, found.low, found.high)


def _arms(state: State, first: State, second: State, given: Evidence) -> Indicator | None:
    if given.arms_years is None:
        return None
    start, end = given.arms_years
    total = given.arms_totals.get(state, 0.0)

    def value(other: State) -> tuple[float, Value]:
        held = given.dealings[frozenset((state, other))].arms
        amount = sum(x.value for x in held if start <= x.year <= end)
        of_all = amount / total if total else 0.0
        return amount, Value(f"{amount:,.0f} ({percent(of_all)})", of_all)

    (amount_one, one), (amount_two, two) = value(first), value(second)
    if not amount_one and not amount_two:
        return None
    closer = _more(amount_one, amount_two)
    basis = (
        f"million SIPRI trend-indicator values {start}–{end}, both directions; in brackets the "
        f"share of all that {the(state)} sent and received"
    )
    return Indicator("arms_transfer", "Arms transfers", False, one, two, closer, basis)


def _counts(state: State, first: State, second: State, given: Evidence) -> list[Indicator | None]:
    one, two = (given.dealings[frozenset((state, other))] for other in (first, second))

    def years(found: Dealings) -> int:
        covered = {
            year
            for s in found.spans
            if s.kind == "alliance"
            for year in range(max(s.start.year, SINCE), (s.end or s.reach).year + 1)
        }
        return len(covered)

    def spans(found: Dealings, *kinds: str) -> int:
        return sum(s.kind in kinds for s in found.spans)

    def made(
        key: str, name: str, noun: str, values: tuple[int, int], basis: str, *, fewer: bool = False
    ) -> Indicator | None:
        if key not in given.kinds and not (key == "designation" and "sanction" in given.kinds):
            return None
        closer = _more(*reversed(values)) if fewer else _more(*values)
        closer = closer if any(values) else "none"
        first_value, second_value = (Value(plural(v, noun), float(v)) for v in values)
        return Indicator(key, name, False, first_value, second_value, closer, basis)

    out = [
        made(
            "alliance",
            "Years with an alliance pledge of any kind",
            "year",
            (years(one), years(two)),
            f"years since {SINCE} in which a pledge of defence, offence, neutrality, "
            "non-aggression or consultation was in force, as far as the data go",
        ),
        made(
            "dispute",
            "Militarised disputes (fewer is closer)",
            "dispute",
            (spans(one, "dispute"), spans(two, "dispute")),
            f"disputes of the pair since {SINCE}, as far as the data go",
            fewer=True,
        ),
        made(
            "designation",
            "Sanctions, threats and lists (fewer is closer)",
            "measure",
            (spans(one, "sanction", "designation"), spans(two, "sanction", "designation")),
            f"sanctions, threats of sanctions and designations by either since {SINCE}, as far as "
            "the data go",
            fewer=True,
        ),
    ]
    common = sorted({y for y, _ in one.shared} & {y for y, _ in two.shared})
    if common:
        year = common[-1]
        pair = (dict(one.shared)[year], dict(two.shared)[year])
        out.insert(
            1,
            made(
                "shared_igo",
                "Shared organisations",
                "organisation",
                pair,
                f"intergovernmental organisations to which both belong, {year}",
            ),
        )
    return out


def _means(
    kind: str, name: str, state: State, first: State, second: State, given: Evidence
) -> Indicator | None:
    """Compare means of months over the months that both pairs have, each one observation."""
    one, two = (
        {m.month: m.mean for m in given.months.get((kind, frozenset((state, other))), ())}
        for other in (first, second)
    )
    if not one and not two:
        return None
    gaps = [one[month] - two[month] for month in sorted(one.keys() & two.keys())]
    closer, basis = "none", f"fewer than {MONTHS} months that both pairs have: no comparison"
    if len(gaps) >= MONTHS:
        gap, reach = mean(gaps), Z * stdev(gaps) / math.sqrt(len(gaps))
        closer = "neither" if abs(gap) <= reach else "first" if gap > 0 else "second"
        basis = (
            f"mean difference over {len(gaps)} months that both pairs have: {_number(gap)} (90 % "
            f"interval {_number(gap - reach)} to {_number(gap + reach)}); more is friendlier"
        )
    return Indicator(
        kind, name, False, _mean([*one.values()]), _mean([*two.values()]), closer, basis
    )


def _mean(values: Sequence[float]) -> Value:
    if not values:
        return _NOTHING
    text = f"{_number(mean(values))} ({plural(len(values), 'month')})"
    if len(values) < MONTHS:
        return Value(text, mean(values), len(values))
    reach = Z * stdev(values) / math.sqrt(len(values))
    return Value(text, mean(values), len(values), mean(values) - reach, mean(values) + reach)


def _number(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _more(one: float, two: float) -> str:
    return "neither" if one == two else "first" if one > two else "second"


def arms_years(last: dt.date | None) -> tuple[int, int] | None:
    """Give the years over which arms are added up: the last ten of the data."""
    return None if last is None else (last.year - ARMS_YEARS + 1, last.year)
