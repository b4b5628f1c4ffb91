"""Balance in plain sentences, each number with its interval or its probability.

A word stands only where its probability bears it: `sure` from 0.9, `likely` from 0.75; below
that both sides are named. Friendly and hostile mean above and below neutral on the index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legation.balance.frustration import Frustration
    from legation.balance.mediation import Mediator, Mediators
    from legation.balance.pulls import Pulls
    from legation.balance.straddle import Straddle
    from legation.balance.ties import Estimate
    from legation.balance.triads import TriadCensus

SURE, LIKELY = 0.9, 0.75
Naming = Callable[[str], str]


def name_of_state(code: str) -> str:
    """Give the name of a state for its code, with the article that a sentence needs."""
    from legation import states

    found = states.find(code, scheme="iso3")
    if found is None:
        return code
    needs = found.name.startswith(_ARTICLE) or found.name.endswith(_PLURAL)
    return f"the {found.name}" if needs else found.name


_ARTICLE = (
    "United ",
    "Democratic Republic",
    "Central African",
    "Dominican Rep",
    "Soviet ",
    "Holy ",
)
_PLURAL = (
    *(" Islands", "Netherlands", "Philippines", "Bahamas", "Maldives", "Comoros", "Gambia"),
    " Republic",
)


def chance(value: float) -> str:
    """Write a probability, never as 0 or 1."""
    if value < 0.01:
        return "under 1\u202f%"
    return "over 99\u202f%" if value > 0.99 else f"{100 * value:.0f}\u202f%"


def share(value: float) -> str:
    """Write a share in per cent."""
    return f"{100 * value:.0f}\u202f%"


def signed(value: float, digits: int = 1) -> str:
    """Write a number with its sign, and zero without."""
    text = f"{value:+.{digits}f}"
    return text[1:] if not float(text) else text.replace("-", "−")


def level(found: Estimate) -> str:
    """Write a level with its 90 % interval."""
    return f"{signed(found.mean)} ({signed(found.lo90)} to {signed(found.hi90)})"


def amount(found: Estimate, digits: int = 1) -> str:
    """Write what cannot be negative with its 90 % interval."""
    return f"{found.mean:.{digits}f} ({found.lo90:.{digits}f} to {found.hi90:.{digits}f})"


def straddling(found: Straddle, named: Naming = name_of_state) -> str:
    """Say how a state stands between two."""
    state, a, b = (named(code) for code in (found.state, found.a, found.b))
    if found.rivals < LIKELY:
        return _capital(
            f"in {found.period} {a} and {b} are not hostile on the index with any certainty "
            f"({level(found.between)}; hostile with probability {chance(found.rivals)}), so there "
            f"is little for {state} to stand between."
        )
    where = f"rivals, {a} and {b},"
    if found.chance >= LIKELY:
        lead = f"{state} {'is' if found.chance >= SURE else 'is likely'} on good terms with both"
    elif found.chance >= 1 - LIKELY:
        lead = f"{state} may or may not be on good terms with both"
    else:
        lead = f"{state} is hardly on good terms with both"
    return _capital(
        f"in {found.period} {lead} {where} with probability {chance(found.chance)}: "
        f"{signed(found.with_a.mean)} with {a} ({_bounds(found.with_a)}) and "
        f"{signed(found.with_b.mean)} with {b} ({_bounds(found.with_b)}), which stand at "
        f"{level(found.between)} to each other; {_closer(found, named)}."
    )


def mediating(found: Mediators, one: Mediator, named: Naming = name_of_state) -> str:
    """Say how well placed a state is between two."""
    a, b = named(found.a), named(found.b)
    ranks = (
        f"rank {one.rank}"
        if one.rank_lo90 == one.rank_hi90
        else f"rank {one.rank} (90\u202f% interval {one.rank_lo90} to {one.rank_hi90})"
    )
    return _capital(
        f"between {a} and {b} in {found.period}, {named(one.state)} is placed at {ranks}, of "
        f"{len(found.found)} states, with score {amount(one.score, 2)}: its worse tie is at least "
        f"as good as {share(one.near.mean)} of all pairs, {share(1 - one.even.mean)} lie between "
        f"its two ties, and it is friendly with at least {share(one.connected.mean)} of the "
        f"friends of each; {_closer(one, named)}."
    )


def pulling(found: Pulls, named: Naming = name_of_state) -> str:
    """Say what third states do to a pair."""
    a, b = named(found.a), named(found.b)
    if not found.found:
        return _capital(f"in {found.period} no third state has rows with both {a} and {b}.")
    together, apart = (
        [named(one.state) for one in found.strongest(way, 3)] for way in (True, False)
    )
    most = " and ".join(
        part
        for part in (
            f"most strongly together {listing(together)}" if together else "",
            f"most strongly apart {listing(apart)}" if apart else "",
        )
        if part
    )
    return _capital(
        f"of the {len(found.found)} third states that the record knows with both in "
        f"{found.period}, {shares(found.together)} pull {a} and {b} together, being on good or bad "
        f"terms with both, and the others apart: {most}."
    )


def shares(found: Estimate) -> str:
    """Write a share in per cent with its 90 % interval."""
    return f"{share(found.mean)} ({100 * found.lo90:.0f} to {100 * found.hi90:.0f})"


def standing(triads: TriadCensus, frustration: Frustration) -> tuple[str, ...]:
    """Say how balanced a graph is: triads, then frustration with what is proved of it."""
    told = []
    if triads.share is not None:
        told.append(
            f"{triads.balanced:,} of {triads.total:,} triangles are balanced "
            f"({100 * triads.share:.1f}\u202f%)."
        )
    else:
        told.append("No three are joined two by two, so there is no triangle to be balanced.")
    told.append(_frustrated(frustration))
    return tuple(told)


def _frustrated(found: Frustration) -> str:
    what = "of the weight" if found.weighted else "edges"
    into = "factions" if found.k is None else f"{found.k} factions"
    if not found.optimal:
        return (
            f"At least {number(found.lower)} and at most {number(found.upper)} {what} are against "
            f"the best {into}; the search was ended ({found.stopped}) before they met."
        )
    only = {
        True: " No other division does as well.",
        False: " Others do as well: who stands at the border is not settled.",
        None: "",
    }[found.unique]
    return (
        f"The frustration index is {number(found.upper)}: that many {what} are against the best "
        f"{into}, which is proved.{only}"
    )


def number(value: float) -> str:
    """Write a count, or a sum of weights."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def listing(names: Sequence[str], most: int = 8) -> str:
    """Write some names, and how many more there are."""
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _closer(found: Straddle | Mediator, named: Naming) -> str:
    if found.closer_chance < LIKELY:
        return f"to which of the two it is closer is open ({_odds(found, named)})"
    word = "" if found.closer_chance >= SURE else "likely "
    return (
        f"it is {word}closer to {named(found.closer)} (probability {chance(found.closer_chance)})"
    )


def _odds(found: Straddle | Mediator, named: Naming) -> str:
    return f"{named(found.closer)} with probability {chance(found.closer_chance)}"


def _bounds(found: Estimate) -> str:
    return f"{signed(found.lo90)} to {signed(found.hi90)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
