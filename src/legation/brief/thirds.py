"""Third states: by rule the two major states that tell the pair apart best, or as asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from legation import states
from legation.brief import queries
from legation.brief.ballots import codes_of, of_counts
from legation.brief.model import Rank, Share, Third, Years
from legation.brief.text import the
from legation.errors import InputError
from legation.record import Record
from legation.states import State, groups

RULE = (
    "Third states: among the permanent members of the Security Council and the members of the "
    "G7 and BRICS at the end of the window, the one whose agreement with {a} most exceeds its "
    "agreement with {b}, and the one for which it is the other way round; each must have taken "
    "part with both in at least half as many roll calls as the most present state. Where none is "
    "nearer to one of the two, the one with most rows of disputes, rivalry, sanctions or lists "
    "with both takes the place, or without such rows the one that agrees least with both. "
    "Others can be set with --third."
)
ONE_SIDED = (
    "Third states: among the permanent members of the Security Council and the members of the "
    "G7 and BRICS at the end of the window, the one that agrees most and the one that agrees "
    "least with {a}, since the record holds no votes of {b}. Others can be set with --third."
)
CHOSEN = "Third states: as asked for."
NONE = (
    "No third state is shown: in this window the record holds no votes of either with a "
    "permanent member of the Security Council or a member of the G7 or BRICS."
)
MOST_THIRDS = 4
#: Groups whose members are major states, and what the page calls one.
CLUBS = {
    "P5": "permanent member of the Security Council",
    "G7": "member of the G7",
    "BRICS": "member of BRICS",
}

Shares = Mapping[str, Share]


class Company:
    """How a state agreed with every other, year by year."""

    def __init__(self, record: Record, state: State, start: dt.date, end: dt.date) -> None:
        self.state = state
        self._counts: dict[State, dict[int, list[int]]] = {}
        for code, year, n, same in queries.standing(record, codes_of(state), start, end):
            held = self._counts.setdefault(line(code), {}).setdefault(year, [0, 0])
            held[0] += n
            held[1] += same

    def shares(self, window: Years) -> dict[str, Share]:
        """Agreement with every other state in some years, by code."""
        out: dict[str, Share] = {}
        for other, years in sorted(self._counts.items()):
            held = [counts for year, counts in years.items() if window.first <= year <= window.last]
            n, same = (sum(c[i] for c in held) for i in (0, 1))
            if n and other != self.state:
                out[other] = of_counts(self.state, other, n, same)
        return out

    def median(self, window: Years) -> float | None:
        """Agreement with the median state among those present in some years."""
        values = [_value(s) for s in _fit(self.shares(window)).values()]
        return median(values) if values else None


def majors(day: dt.date) -> dict[State, str]:
    """Give the major states on a day, each with the first group that makes it one."""
    found: dict[State, str] = {}
    for group, words in CLUBS.items():
        for code in groups.members(group, day):
            found.setdefault(line(code), words)
    return found


def line(code: str) -> State:
    """Give the state that continues the one of a code."""
    return states.lineage(code, "continue")[-1][0]


def under_name(shares: Shares, state: State) -> Shares:
    """Put the share with a state's line under the name the brief gives the state.

    Shares stand under the state that continues a line; of a brief on the Soviet Union, Russia
    is no third state.
    """
    head = line(state)
    return {
        (state if code == head else code): replace(share, b=state) if code == head else share
        for code, share in shares.items()
    }


def pick(
    record: Record, a: State, b: State, with_a: Shares, with_b: Shares, window: Years
) -> tuple[tuple[tuple[State, str], ...], str]:
    """Pick the third states by rule; give each with the reason, and the rule that was used."""
    pool = majors(window.end)
    fit_a, fit_b = _present(with_a, pool, (a, b)), _present(with_b, pool, (a, b))
    if fit_a and fit_b:
        gaps = {t: _value(with_a[t]) - _value(with_b[t]) for t in fit_a if t in fit_b}
        picked: dict[State, str] = {}
        for near, far, sign in ((a, b, 1), (b, a, -1)):
            nearer = [t for t in gaps if sign * gaps[t] > 0 and t not in picked]
            if nearer:
                state = min(nearer, key=lambda t: (-sign * gaps[t], t))
                picked[state] = (
                    f"{pool[state]}; of these the most to the side of {the(near)}, with "
                    f"{abs(gaps[state]) * 100:.1f} points more agreement than with {the(far)}"
                )
        rest = [t for t in gaps if t not in picked]
        if len(picked) < 2 and rest:
            state, words = _opponent(record, a, b, rest, with_a, with_b, window)
            picked[state] = f"{pool[state]}; {words}"
        return tuple(picked.items()), RULE.format(a=the(a), b=the(b))
    if fit_a or fit_b:
        own, fit, shares = (a, fit_a, with_a) if fit_a else (b, fit_b, with_b)
        other = b if own == a else a
        ordered = sorted(fit, key=lambda t: (-_value(shares[t]), t))
        ends = dict.fromkeys((ordered[0], ordered[-1]))
        reasons = zip(ends, ("agrees most", "agrees least"), strict=False)
        return (
            tuple((t, f"{pool[t]}; of these it {words} with {the(own)}") for t, words in reasons),
            ONE_SIDED.format(a=the(own), b=the(other)),
        )
    return (), NONE


def _opponent(
    record: Record,
    a: State,
    b: State,
    rest: Sequence[State],
    with_a: Shares,
    with_b: Shares,
    window: Years,
) -> tuple[State, str]:
    """Pick the state that stands against both, by measures or else by votes."""
    rows: dict[State, list[int]] = {t: [0, 0] for t in rest}
    for side, state in enumerate((a, b)):
        for code, count in queries.opposed(record, codes_of(state), window.end):
            if line(code) in rows:
                rows[line(code)][side] += count
    state = min(rest, key=lambda t: (-min(rows[t]), t))
    if min(rows[state]):
        one, two = rows[state]
        return state, (
            f"no other is nearer to one of the two in votes, and it has {one} such rows with "
            f"{the(a)} and {two} with {the(b)}"
        )
    state = min(rest, key=lambda t: (_value(with_a[t]) + _value(with_b[t]), t))
    return state, "no other is nearer to one of the two in votes, and it agrees least with both"


def chosen(a: State, b: State, names: Sequence[str]) -> tuple[tuple[State, str], ...]:
    """Read the third states that were asked for."""
    found = tuple(dict.fromkeys(line(states.resolve(name)) for name in names))
    if len(found) > MOST_THIRDS:
        raise InputError(
            f"a brief shows at most {MOST_THIRDS} third states; {len(found)} were given"
        )
    for state in found:
        if state in (line(a), line(b)):
            raise InputError(f"{state.name} is one of the two; give another state as third")
    return tuple((state, "asked for") for state in found)


def third(state: State, reason: str, a: State, b: State, with_a: Shares, with_b: Shares) -> Third:
    """Put a third state's shares with both beside it."""
    empty_a, empty_b = of_counts(a, state, 0, 0), of_counts(b, state, 0, 0)
    first, second = with_a.get(state, empty_a), with_b.get(state, empty_b)
    near = b if (second.value or -1.0) > (first.value or -1.0) else a
    return Third(state, reason, near, first, second)


def rank(state: State, other: State, shares: Shares) -> Rank | None:
    """Where a state stands among all by agreement with another; ties share the better place."""
    fit = _fit(shares)
    if other not in fit:
        return None
    values = [_value(s) for s in fit.values()]
    place = 1 + sum(value > _value(fit[other]) for value in values)
    return Rank(state, other, place, len(values), median(values), tuple(fit.values()))


def _fit(shares: Shares) -> dict[str, Share]:
    """Leave out states that took part in less than half as many roll calls as the most present."""
    most = _most(shares)
    return {code: s for code, s in shares.items() if s.n * 2 >= most}


def _most(shares: Shares) -> int:
    return max((s.n for s in shares.values()), default=0)


def _present(shares: Shares, pool: Mapping[State, str], pair: tuple[State, State]) -> list[State]:
    least = _most(shares) / 2
    return [t for t in pool if t not in pair and t in shares and shares[t].n >= max(1, least)]


def _value(share: Share) -> float:
    return share.value if share.value is not None else 0.0
