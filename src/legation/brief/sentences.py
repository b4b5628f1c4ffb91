"""The opening sentences, made from the numbers alone.

A movement is said only where the interval of the difference leaves out zero; a share is said
to be one only with at least `FEW` roll calls, below that the counts speak.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.brief.model import Change, Rank, Share, Third, Years
from legation.brief.text import (
    THIN,
    capital,
    counted,
    listing,
    number,
    percent,
    plural,
    points,
    span_of,
    the,
)
from legation.states import State

FEW = 20
SELECTED = " Here the rule is applied to votes chosen by hand."
EMPTY = "This record is empty. Put sources into it with: legation add PATH."

Median = tuple[State, float, float]
"""A state, and the median state's agreement with it before and after."""


def opening(
    share: Share,
    before: Share,
    change: Change | None,
    recent: Years,
    earlier: Years,
    *,
    windowed: bool,
    selection: bool,
) -> tuple[str, ...]:
    """Say what the relation looks like in votes, and which way it moved."""
    a, b = the(share.a), the(share.b)
    when = _when(recent, windowed)
    votes = "landmark votes of the casebook" if selection else "recorded General Assembly votes"
    if not share.n:
        text = (
            f"{when} the record holds no General Assembly vote in which both {a} and {b} took part"
        )
        if before.n:
            text += (
                f"; in {earlier} they chose the same in {counted(before)} "
                f"(90{THIN}% interval {span_of(before.low, before.high)}{THIN}%)"
            )
        return (capital(text) + ".",)
    first = f"{when} {a} and {b} chose the same in {counted(share)} {votes}"
    if selection:
        return (
            capital(first) + ".",
            "These votes were chosen by hand: they show who voted how, and no rate of agreement "
            "follows from them. The full record gives that.",
        )
    interval = f"90{THIN}% interval {span_of(share.low, share.high)}"
    first += f" ({percent(share.value)}, {interval})"
    if share.n < FEW:
        return (capital(first) + ".", f"With {plural(share.n, 'vote')} in common, little follows.")
    return (capital(f"{first}{_moved(before, change, earlier)}."),)


def _moved(before: Share, change: Change | None, earlier: Years) -> str:
    span = "the year before" if earlier.count == 1 else f"the {number(earlier.count)} years before"
    if change is None or before.n < FEW:
        return f"; {span} hold too few joint votes to say which way it moved (n = {before.n})"
    then = f"{percent(before.value)} of {before.n:,} in {span}"
    size = f"{abs(change.value) * 100:.1f}"
    if not change.clear:
        return (
            f", against {then}: no clear change (difference {points(change.value)} points, "
            f"interval {points(change.low)} to {points(change.high)})"
        )
    low, high = sorted((abs(change.low) * 100, abs(change.high) * 100))
    way = "down from" if change.value < 0 else "up from"
    noun = "a fall" if change.value < 0 else "a rise"
    return f", {way} {then}: {noun} of {size} points (interval {low:.1f} to {high:.1f})"


def last_year(
    latest: Share,
    rest: Share,
    change: Change | None,
    before: Years,
    last: Years,
    medians: Sequence[Median],
) -> tuple[str, ...]:
    """Say where the last year departs from the years of the window before it; else nothing.

    The median state stands beside it: where it moved as well, the agenda of that year is the
    nearer explanation.
    """
    if change is None or not change.clear or latest.n < FEW or rest.n < FEW:
        return ()
    low, high = sorted((abs(change.low) * 100, abs(change.high) * 100))
    text = (
        f"In {last} alone it was {percent(latest.value)} ({counted(latest)}; 90{THIN}% interval "
        f"{span_of(latest.low, latest.high)}), {'down' if change.value < 0 else 'up'} from "
        f"{percent(rest.value)} in {before}: {'a fall' if change.value < 0 else 'a rise'} of "
        f"{abs(change.value) * 100:.1f} points (interval {low:.1f} to {high:.1f})"
    )
    if medians:
        text += f"; {_median_moves(medians)}"
    return (text + ".",)


def agenda(medians: Sequence[Median], earlier: Years, recent: Years) -> tuple[str, ...]:
    """Say how the median state's agreement with each of the two moved between the windows."""
    if not medians:
        return ()
    return (f"From {earlier} to {recent} {_median_moves(medians)}.",)


def _median_moves(medians: Sequence[Median]) -> str:
    moves = [f"from {percent(x)} to {percent(y)} with {the(state)}" for state, x, y in medians]
    return f"the median state’s agreement went {listing(moves)}"


def beside(thirds: Sequence[Third], recent: Years, *, selection: bool) -> tuple[str, ...]:
    """Say how the third states compare, each with the one of the two it is nearer to."""
    parts = [
        f"{the(share.a)} and {the(share.b)}{{}} in {counted(share)}"
        + ("" if selection else f" ({percent(share.value)})")
        for share in (t.with_near for t in thirds)
        if share.n
    ]
    if not parts:
        return ()
    lead = "In the same year " if recent.count == 1 else "Over the same years "
    if selection:
        lead = "In the same selection "
    verbs = [" agreed", *[""] * (len(parts) - 1)]
    said = [part.format(verb) for part, verb in zip(parts, verbs, strict=True)]
    return (f"{lead}{', '.join(said)}.",)


def ranked(ranks: Sequence[Rank]) -> tuple[str, ...]:
    """Say where each stands among all states by agreement with the other."""
    if len(ranks) != 2:
        return ()
    parts = [
        f"by agreement with {the(r.state)}, closest first, {the(r.other)} comes "
        f"{_ordinal(r.place)} of {r.of:,} states"
        for r in ranks
    ]
    return (capital("; ".join(parts)) + ".",)


def _when(window: Years, windowed: bool) -> str:
    if windowed:
        return f"in {window}"
    if window.count == 1:
        return f"in the last full year ({window})"
    return f"in the last {number(window.count)} full years ({window})"


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{ending}"
