"""Camps through time: factions of each month under lasting names, and what became of them.

A faction of a month has no name; it takes that of the camp with which it has most in common, as
Greene, Doyle & Cunningham (2010) match communities, by Jaccard's coefficient.
States that cannot be placed firmly, and stays too short to be more than flicker, are not counted.
The events are those by which Greene, Doyle & Cunningham (2010, "Tracking the evolution of
communities in dynamic social networks", ASONAM) describe communities: formed, split, merged, ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]

KINDS = ("formed", "split", "merged", "ended", "changed sides")

# A faction takes the name of a camp only if they share this much of what both have together
# (Jaccard): two of one size share half their states. Less, and a remnant of a few would carry on
# the name of a camp whose many have gone elsewhere.
_SHARED = 1 / 3


@dataclass(frozen=True)
class CampEvent:
    """Something that happened to camps.

    Attributes
    ----------
    period
        When it began: first period in which the states named, or the first of them, are placed.
    kind
        One of `KINDS`. `formed`: most of its states were in no camp; `split`: they were in one
        that goes on; `merged`: most states of a camp that is no more went to another; `ended`:
        they did not; `changed sides`: states moved from one camp to another, at once or
        by way of none.
    camp
        The camp that formed, split off, ended, or was left.
    other
        The camp it split from or merged into, or that was joined; None otherwise.
    states
        Those that founded, left or moved, sorted.
    until
        Last period in which one of them moved; moves between the same camps that follow each
        other within the time a stay must last are one event.
    agreement
        Least share, among these states, of the ties that agree with their new camp in the
        period in which they moved; None where they went to none.
    """

    period: str
    kind: str
    camp: str
    other: str | None
    states: tuple[str, ...]
    until: str
    agreement: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give the event as plain values."""
        return asdict(self) | {"states": list(self.states)}

    def __str__(self) -> str:
        """Say it in one line."""
        who = ", ".join(self.states)
        words = {
            "formed": f"camp {self.camp} formed: {who}",
            "split": f"camp {self.camp} split off from {self.other}: {who}",
            "merged": f"camp {self.camp} merged into {self.other}: {who}",
            "ended": f"camp {self.camp} ended: {who}",
            "changed sides": f"from camp {self.camp} to {self.other}: {who}",
        }
        return f"{self.period}: {words[self.kind]}"


def camp_name(number: int) -> str:
    """Give the name of a camp: A to Z, then AA and on."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def aligned(factions: Sequence[npt.NDArray[np.int64]], least: int) -> Labels:
    """Name the factions of each period after the camps their states were in before.

    Parameters
    ----------
    factions
        For each period the number of each state's faction, int64[states], -1 for none. Numbers
        of different periods have nothing to do with each other.
    least
        Fewest states of a faction that gets a name.

    Returns
    -------
    array
        Number of each state's camp, int16[periods, states], -1 for none. Names are given so
        that as many states as possible keep theirs (assignment problem, Kuhn 1955).
    """
    from scipy.optimize import linear_sum_assignment

    count = len(factions[0]) if factions else 0
    out = np.full((len(factions), count), -1, np.int16)
    before = np.full(count, -1, np.int64)
    used = 0
    for t, faction in enumerate(factions):
        sizes = np.bincount(faction[faction >= 0]) if (faction >= 0).any() else np.zeros(0, int)
        large = np.flatnonzero(sizes >= least)
        shared = np.zeros((len(large), used), np.int64)
        for i, number in enumerate(large):
            held = before[(faction == number) & (before >= 0)]
            shared[i] = np.bincount(held, minlength=used)[:used]
        # States that are no more say nothing of whether a camp goes on.
        whole = np.bincount(before[(before >= 0) & (faction >= 0)], minlength=used)[:used]
        together = sizes[large][:, None] + whole - shared
        fits = (shared >= _SHARED * together) & (shared > 0)
        rows, columns = linear_sum_assignment(-np.where(fits, shared, 0))
        name = {r: c for r, c in zip(rows.tolist(), columns.tolist(), strict=True) if fits[r, c]}
        order = sorted(range(len(large)), key=lambda i: -sizes[large[i]])
        for i in order:
            if i not in name:
                name[i] = used
                used += 1
            out[t, faction == large[i]] = name[i]
        before = np.where(out[t] >= 0, out[t], before)
    return out


def lasting(labels: Labels, firm: Flags, stay: int) -> Labels:
    """Keep only what lasts.

    The camp of a state is known where it is placed firmly. A stay in a camp counts if its first
    and last firm month, with none in another camp between, span at least `stay` months; a shorter
    one is taken for the camp before. Where a state is not placed firmly for `stay` months or
    more, it is in no camp.

    Parameters
    ----------
    labels, firm
        Camp of each state, -1 for none, and whether it is placed firmly, [periods, states].
    stay
        Least number of periods.
    """
    out = np.full_like(labels, -1)
    for state in range(labels.shape[1]):
        at = np.flatnonzero(firm[:, state] & (labels[:, state] >= 0))
        if not len(at):
            continue
        known = labels[at, state]
        starts = np.flatnonzero(np.r_[True, (np.diff(known) != 0)])
        ends = np.r_[starts[1:], len(known)] - 1
        lasts = at[ends] - at[starts] + 1 >= stay
        accepted = np.full(len(known), -1, np.int16)
        current = np.int16(-1)
        for start, end, fine in zip(starts, ends, lasts, strict=True):
            current = known[start] if fine else current
            accepted[start : end + 1] = current
        for i, month in enumerate(at):
            after = at[i + 1] if i + 1 < len(at) else labels.shape[0]
            near = after - month <= stay
            out[month : after if near else month + 1, state] = accepted[i]
    return out


def events(
    labels: Labels,
    agreement: npt.NDArray[np.float64],
    periods: Sequence[str],
    states: Sequence[str],
    *,
    least: int,
    stay: int,
) -> tuple[CampEvent, ...]:
    """Tell what happened to camps from one period to the next.

    Parameters
    ----------
    labels
        Camp of each state, int16[periods, states], as `lasting` gives them.
    agreement
        Share of each state's ties that agree with its faction, [periods, states].
    periods, states
        Their names.
    least
        Fewest states of a camp.
    stay
        Moves that follow each other within so many periods are one event.
    """
    found: list[_Open] = []
    camps = int(labels.max(initial=-1)) + 1
    # A state that went from one camp to another by way of none has changed sides too.
    known = labels[0].copy() if len(labels) else labels
    for t in range(1, len(labels)):
        was, now = labels[t - 1], labels[t]
        left, known = known, np.where(now >= 0, now, known)
        if (was == now).all():
            continue
        sizes = [np.bincount(x[x >= 0], minlength=camps) >= least for x in (was, now)]
        told: set[int] = set()
        for camp in np.flatnonzero(sizes[1] & ~sizes[0]).tolist():
            members = np.flatnonzero(now == camp)
            source = _most(was[members], sizes[0], len(members))
            kind = "formed" if source is None else "split"
            _add(found, _Open(t, t, kind, camp, source, set(members.tolist())), stay)
            told |= set(members.tolist())
        for camp in np.flatnonzero(sizes[0] & ~sizes[1]).tolist():
            members = np.flatnonzero(was == camp)
            goal = _most(now[members], sizes[1], len(members))
            kind = "ended" if goal is None else "merged"
            gone = members if goal is None else members[now[members] == goal]
            _add(found, _Open(t, t, kind, camp, goal, set(gone.tolist())), stay)
            told |= set(gone.tolist())
        moved = np.flatnonzero((left != now) & (left >= 0) & (now >= 0))
        for camp, other in sorted({(int(left[i]), int(now[i])) for i in moved}):
            who = {int(i) for i in moved if left[i] == camp and now[i] == other} - told
            if who:
                _add(found, _Open(t, t, "changed sides", camp, other, who), stay)
    return tuple(one.event(labels, agreement, periods, states) for one in found)


@dataclass
class _Open:
    """An event that later moves may still be part of."""

    first: int
    last: int
    kind: str
    camp: int
    other: int | None
    states: set[int]

    def route(self) -> tuple[int | None, int | None]:
        """Give the camp left and the camp joined."""
        if self.kind in ("formed", "split"):
            return self.other, self.camp
        return self.camp, self.other

    def event(
        self,
        labels: Labels,
        agreement: npt.NDArray[np.float64],
        periods: Sequence[str],
        states: Sequence[str],
    ) -> CampEvent:
        joined = self.route()[1]
        shares = []
        for state in self.states if joined is not None else ():
            inside = labels[self.first : self.last + 1, state] == joined
            shares.append(float(agreement[self.first + int(inside.argmax()), state]))
        known = [share for share in shares if np.isfinite(share)]
        return CampEvent(
            periods[self.first],
            self.kind,
            camp_name(self.camp),
            None if self.other is None else camp_name(self.other),
            tuple(sorted(states[i] for i in self.states)),
            periods[self.last],
            min(known) if known else None,
        )


def _add(found: list[_Open], new: _Open, stay: int) -> None:
    """Add an event, or make it part of one that moved the same way a short time ago."""
    if new.kind == "changed sides":
        for one in reversed(found):
            if one.route() == new.route() and new.first - one.last < stay:
                one.last = new.first
                one.states |= new.states
                return
    found.append(new)


def _most(camps: Labels, exist: Flags, of: int) -> int | None:
    """Give the camp that holds at least half of the states, if it is one."""
    held = camps[camps >= 0]
    if not len(held):
        return None
    counts = np.bincount(held, minlength=len(exist))
    top = int(counts.argmax())
    return top if exist[top] and 2 * counts[top] >= of else None
