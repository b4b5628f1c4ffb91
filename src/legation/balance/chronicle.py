"""A course of balance told: one row a period, the camps there were, and sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legation.balance.camps import camp_name
from legation.balance.modularity import signed_modularity

if TYPE_CHECKING:
    from legation.balance.camps import CampEvent
    from legation.balance.course import Course
    from legation.balance.frustration.net import Sides
    from legation.balance.months import Month

# Half the width of a 90 % interval, in standard deviations.
_Z90 = 1.6449
_CORE = 8
# Modularity below which factions set next to nothing apart: a tenth of the one half that two
# camps of one size without exception reach.
_NOTHING = 0.05


@dataclass(frozen=True)
class Camp:
    """A camp through time.

    Attributes
    ----------
    name
        A, B and on.
    first, last
        First and last period in which it has enough states.
    periods
        Number of periods in which it has.
    most
        Most states it had.
    core
        The states that were in it in most periods, those with more ties first.
    members
        Its states in the last period of the course, sorted.
    """

    name: str
    first: str
    last: str
    periods: int
    most: int
    core: tuple[str, ...]
    members: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the camp as plain values."""
        return asdict(self) | {"core": list(self.core), "members": list(self.members)}


def camps(course: Course) -> tuple[Camp, ...]:
    """Give the camps of a course that ever had enough states, in the order of their names."""
    labels, periods = course.camps, [month.period for month in course.months]
    ties = dict.fromkeys(course.states, 0)
    for month in course.months:
        graph = month.graph
        degree = np.bincount(np.concatenate([graph.u, graph.v]), minlength=graph.order)
        for node, count in zip(graph.nodes, degree.tolist(), strict=True):
            ties[node] += count
    found = []
    for number in range(int(labels.max(initial=-1)) + 1):
        inside = labels == number
        sizes = inside.sum(axis=1)
        there = np.flatnonzero(sizes >= course.least)
        if not len(there):
            continue
        stays = inside.sum(axis=0)
        order = sorted(
            np.flatnonzero(stays).tolist(),
            key=lambda i: (-int(stays[i]), -ties[course.states[i]], course.states[i]),
        )
        found.append(
            Camp(
                camp_name(number),
                periods[there[0]],
                periods[there[-1]],
                len(there),
                int(sizes.max()),
                tuple(course.states[i] for i in order[:_CORE]),
                tuple(course.states[i] for i in np.flatnonzero(inside[-1])),
            )
        )
    return tuple(found)


def rows(course: Course, *, weighted: bool = False) -> list[dict[str, Any]]:
    """Give one row per period.

    As `Course.frame`, and besides: `expected`, `expected_lo90`, `expected_hi90` (share of
    balanced triangles over the doubt about signs), `frustrated_lower`, `frustrated_upper` (bounds
    of the share of edges, or of their weight, that is against the factions), `factions` (their
    sizes, the larger first), `sizes` (states by camp) and `modularity`.
    """
    out = []
    labels = course.camps
    for i, (row, month) in enumerate(zip(course.frame().to_dicts(), course.months, strict=True)):
        whole = float(month.graph.weight.sum()) if weighted else float(month.graph.size)
        placed = month.faction[month.faction >= 0]
        here = labels[i][labels[i] >= 0]
        sizes = np.bincount(here) if len(here) else np.zeros(0, int)
        factions = np.sort(np.bincount(placed))[::-1] if len(placed) else np.zeros(0, int)
        out.append(
            row
            | _expected(month)
            | {
                "frustrated_lower": row["lower"] / whole if whole else None,
                "frustrated_upper": row["upper"] / whole if whole else None,
                "factions": factions[factions > 0].tolist(),
                "sizes": {camp_name(n): int(size) for n, size in enumerate(sizes) if size},
                "modularity": signed_modularity(month.graph, month.faction, weighted=weighted),
            }
        )
    return out


def _expected(month: Month) -> dict[str, float | None]:
    names = ("expected", "expected_lo90", "expected_hi90")
    if month.expected is None:
        return dict.fromkeys(names)
    mean, sd = month.expected
    ends = (max(mean - _Z90 * sd, 0.0), min(mean + _Z90 * sd, 1.0))
    return dict(zip(names, (mean, *ends), strict=True))


def margin(course: Course, event: CampEvent, *, weighted: bool = False) -> float | None:
    """Give what it would cost in frustrated edges, or weight, if an event had not been.

    For states that changed sides: what the division of that period would cost more with them on
    the other side. For camps that formed, split, merged or ended: what the division of the period
    before would, after each state has gone where it costs less; this says how near another picture
    lies. Next to nothing means that the event decides little. Where the division is not proved it
    can be below zero. None where the states went to no camp, or the division before turns into
    this one by itself.
    """
    from legation.balance.carried import cost_of

    if event.agreement is None:
        return None
    at = [month.period for month in course.months].index(event.period)
    month = course.months[at]
    side = month.solution.side
    if event.kind == "changed sides":
        there = course.members(event.period)[event.other or event.camp]
        moved = [node in event.states and node in there for node in month.graph.nodes]
        other = np.where(moved, -side, side).astype(np.int8)
    else:
        other = _held_on(course.months[at - 1], month, weighted)
        if abs(int((side * other).sum())) == month.graph.order:
            return None
    return cost_of(month.graph, other, weighted)[0] - month.solution.upper


def _held_on(before: Month, month: Month, weighted: bool) -> Sides:
    """Give the division of the period before, bettered by moves of single states."""
    from legation.balance.frustration.solution import net_of
    from legation.balance.frustration.tabu import descend
    from legation.balance.months import begin_from

    sides = dict(zip(before.graph.nodes, before.solution.side.tolist(), strict=True))
    return descend(net_of(month.graph, weighted)[0], begin_from(month.graph, sides))


def events(course: Course, *, weighted: bool = False) -> list[dict[str, Any]]:
    """Give the events of a course, each with its `margin`."""
    return [
        event.to_dict() | {"margin": margin(course, event, weighted=weighted)}
        for event in course.events
    ]


def event_sentence(
    event: CampEvent, names: dict[str, str], more: float | None, most: int = 12
) -> str:
    """Say what happened, to whom, and how firmly the states named stand where they went."""
    who = listed([names.get(code, code) for code in event.states], most)
    when = event.period if event.until == event.period else f"{event.period} to {event.until}"
    said = {
        "formed": f"camp {event.camp} formed: {who}",
        "split": f"camp {event.camp} split off from camp {event.other}: {who}",
        "merged": f"camp {event.camp} merged into camp {event.other}: {who}",
        "ended": f"camp {event.camp} ended: {who}",
        "changed sides": f"from camp {event.camp} to camp {event.other}: {who}",
    }[event.kind]
    if event.agreement is None:
        return f"{when}: {said}."
    ties = "of its ties agree" if len(event.states) == 1 else "of the ties of each agree"
    firm = f"At least {100 * event.agreement:.0f} % {ties} with the new camp"
    if more is None:
        return f"{when}: {said}. {firm}."
    cost = f"the division before, bettered state by state, frustrates {more:,.6g} more"
    if event.kind == "changed sides":
        cost = f"on the other side, the first to move would frustrate {more:,.6g} more"
    return f"{when}: {said}. {firm}; {cost}."


def camp_sentence(camp: Camp, names: dict[str, str], last: str) -> str:
    """Say when a camp was there, and who was in it longest."""
    core = listed([names.get(code, code) for code in camp.core], _CORE)
    until = f"since {camp.first}" if camp.last == last else f"{camp.first} to {camp.last}"
    return f"Camp {camp.name}, {until}, at most {camp.most} states; longest in it: {core}."


def listed(names: list[str], most: int) -> str:
    """Join names, and count those beyond the first."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _hollow(course: Course, weighted: bool) -> list[str]:
    """Name the periods whose factions mean little."""
    parts = (
        (month.period, signed_modularity(month.graph, month.faction, weighted=weighted))
        for month in course.months
    )
    hollow = [period for period, value in parts if value is not None and value < _NOTHING]
    if not hollow:
        return []
    many = len(hollow) > 1
    span = f"{len(hollow):,} graphs, {hollow[0]} to {hollow[-1]}" if many else hollow[0]
    return [
        f"Modularity is under {_NOTHING} in {span}: there the factions set next to nothing apart, "
        "and to be in one or the other means little."
    ]


def sentences(course: Course, stay: str, *, weighted: bool = False) -> tuple[str, ...]:
    """Say what the course is of and how to take it."""
    if not course.months:
        return ("No periods.",)
    first, last = course.months[0], course.months[-1]
    proved = sum(month.solution.optimal for month in course.months)
    count = len(course.months)
    told = [
        f"{count:,} graph{'s' * (count > 1)}, {first.period} to {last.period}; the frustration "
        f"index is proved in {proved:,}, certified bounds stand in {count - proved:,}."
    ]
    open_ = [m for m in course.months if not m.solution.optimal and m.graph.size]
    if open_:
        gaps = [(m.solution.upper - m.solution.lower) / m.graph.size for m in open_]
        at = open_[int(np.argmax(gaps))].period
        told.append(
            f"The widest bounds, {at}, leave {100 * max(gaps):.1f} % of edges open: where a "
            "division is not proved, who stands at the border is not settled."
        )
    told += _hollow(course, weighted)
    told.append(
        f"A camp has at least {course.least} states, and a stay counts if it spans {stay} or more. "
        "States of which under two thirds of ties agree with their faction are in no camp. Moves "
        "too near the end to have lasted are not told."
    )
    if not course.complete:
        told.append("Stopped; what stands here was done before, and the next time goes on there.")
    return tuple(told)
