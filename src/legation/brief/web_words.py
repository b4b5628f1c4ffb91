"""Where a pair stands in the web of states, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from legation import states
from legation.balance.sentences import LIKELY, chance, level, shares, straddling
from legation.brief.course_words import month_name
from legation.brief.text import capital, listing, the

if TYPE_CHECKING:
    from legation.brief.web import Between, Neighbour, Side, WebOfPair


def section(found: WebOfPair) -> tuple[str, ...]:
    """Say where the two stand, what pulls at them, what their tie costs, who is between."""
    return (factions(found), tie(found), pulled(found), strained(found), *between(found))


def factions(found: WebOfPair) -> str:
    """Say in which factions the two stand, and how sure that is."""
    text = (
        f"in {month_name(found.month)} {found.edges:,} ties among {found.nodes:,} states are sure "
        f"enough to call friendly or hostile. The two factions with the fewest ties against them "
        f"({_index(found)}) have {found.sizes[0]:,} and {found.sizes[1]:,} states: "
        f"{listing([_stands(side) for side in found.sides])}"
    )
    if found.together is not None:
        text += f", both in one with probability {chance(found.together)}"
    return capital(text) + ", where signs are drawn anew from the index."


def tie(found: WebOfPair) -> str:
    """Say what their own tie is, and how it fits the triads it is in."""
    a, b = the(found.a), the(found.b)
    friendly = found.friendly >= 0.5
    word = "friendly" if friendly else "hostile"
    sure = found.friendly if friendly else 1 - found.friendly
    return capital(
        f"the tie of {a} and {b}, the mean of both directions, stood at {level(found.between)} "
        f"against neutral: {word} with probability {chance(sure)}. Of the triads it forms with "
        f"third states {shares(found.balance)} are balanced."
    )


def pulled(found: WebOfPair) -> str:
    """Say which third states pull the two together, and which apart."""
    parts = []
    for way, together in (("together", True), ("apart", False)):
        names = [the(n.state) for n in found.strongest(together, 3)]
        if names:
            parts.append(f"most strongly {way} {listing(names)}")
    if not parts:
        return "No third state has rows with both."
    return (
        f"Of {len(found.neighbours):,} third states {shares(found.pulled)} pull them together, on "
        "good terms with both or on bad terms with both; the others, friendly with one and "
        f"hostile to the other, pull them apart. They pull {'; '.join(parts)}."
    )


def strained(found: WebOfPair) -> str:
    """Say what the pair's edge costs the picture."""
    if found.sign is None or found.flipped is None:
        return (
            "Their own tie is too near neutral, or too little is known of it, to be an edge of "
            "the graph; it costs the picture nothing."
        )
    kind = "friendly" if found.sign > 0 else "hostile"
    place = "across factions" if found.sign > 0 else "within a faction"
    fits = f"is {kind} {place}, against the picture" if found.against else "fits the factions"
    low, high = found.flipped
    index = f"{low:,}" if low == high else f"between {low:,} and {high:,}"
    return (
        f"Their edge {fits}: were its sign other, the frustration index would be {index} rather "
        f"than {_bounds(found.lower, found.upper)}."
    )


def between(found: WebOfPair) -> tuple[str, ...]:
    """Say who stands between rivals: the two, or third states between them."""
    told = _first(found)
    if not told:
        if found.friendly < 0.5:
            return ("No third state is likely on good terms with both.",)
        return ("Neither of the two is likely on good terms with a rival of the other.",)
    return tuple(straddling(one.straddle, _named(one)) for one in told)


def pull(one: Neighbour) -> str:
    """Say what a third state does to the two, with its probability."""
    together = one.together >= 0.5
    sure = one.together if together else 1 - one.together
    return f"{'together' if together else 'apart'}, {chance(sure)}"


def fits(one: Neighbour) -> str:
    """Say whether the triad is balanced, with its probability."""
    balanced = one.unbalanced < 0.5
    sure = 1 - one.unbalanced if balanced else one.unbalanced
    return f"{'balanced' if balanced else 'unbalanced'}, {chance(sure)}"


def _first(found: WebOfPair) -> tuple[Between, ...]:
    """Give two, those that are likely, each of the two at most once."""
    likely = [one for one in found.straddles if one.straddle.chance >= LIKELY]
    if found.friendly < 0.5:
        return tuple(likely[:2])
    seen: dict[str, Between] = {}
    for one in likely:
        seen.setdefault(str(one.state), one)
    return tuple(seen.values())


def _named(one: Between) -> Callable[[str], str]:
    names = {one.straddle.state: one.state, one.straddle.a: one.a, one.straddle.b: one.b}
    return lambda code: the(names.get(code) or states.resolve(code))


def _stands(side: Side) -> str:
    name = the(side.state)
    if side.faction is None or side.certainty is None:
        return f"{name} in neither, having no sure tie"
    which = "larger" if side.faction == 1 else "smaller"
    return f"{name} in the {which} ({chance(side.certainty)})"


def _index(found: WebOfPair) -> str:
    if found.optimal:
        return f"{found.upper:,}, which is proved"
    return f"at least {found.lower:,} and at most {found.upper:,}"


def _bounds(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"between {low:,} and {high:,}"
