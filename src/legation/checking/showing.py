"""Rows of evidence for shares of votes: the figure, and the roll calls behind it.

A figure is one row whose locator is the range of days it was computed from; see
`legation.checking.results.EvidenceRow`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legation.checking import parties as p
from legation.checking.results import EvidenceRow
from legation.checking.shares import Places, Shared, label
from legation.checking.votes import held, titled
from legation.checking.world import World

#: Roll calls shown of each kind beside a figure.
EACH = 3


def figure(world: World, words: str, found: Shared, role: str = "deciding") -> EvidenceRow:
    """Make a row of a share and of the roll calls it was computed from.

    Parameters
    ----------
    world
        What was asked.
    words
        Whose share it is.
    found
        Roll calls compared; at least one.
    role
        As for `EvidenceRow`.
    """
    calls = held(world).calls
    first, last = calls[found.places[0]], calls[found.places[-1]]
    text = f"{words}: {found.value:.1%} of {found.n} recorded votes"
    locator = f"{first.date.isoformat()}/{last.date.isoformat()}"
    return EvidenceRow("rollcall", locator, first.date, text, role, None)


def between(pair: tuple[str, str]) -> str:
    """Words for the figure of a pair."""
    one, two = label(pair[0]), label(pair[1])
    if pair[0] == pair[1]:
        return f"members of {one} with each other, the same choice"
    return f"{one} with {two}, the same choice"


def calls_of(
    world: World, places: Sequence[int] | Places, sides: Sequence[p.Party], role: str = "deciding"
) -> tuple[EvidenceRow, ...]:
    """Make rows of roll calls with what each side chose."""
    calls = held(world).calls
    named = {one.name: one for one in sides}.values()
    return tuple(
        titled(calls[int(i)], ", ".join(p.told(one, int(i)) for one in named), role) for i in places
    )


def pair_rows(
    world: World, found: Shared, sides: Sequence[p.Party], *, alike: bool, most: int = EACH
) -> tuple[EvidenceRow, ...]:
    """Make rows of the last roll calls of the kind that decides, and then of the other kind.

    Parameters
    ----------
    world
        What was asked.
    found
        Roll calls compared.
    sides
        Whose choices are told.
    alike
        Whether roll calls with the same choice decide; the others are then counter rows.
    most
        Roll calls of each kind.
    """
    same, apart = _last(world, found, True, most), _last(world, found, False, most)
    first, second = (same, apart) if alike else (apart, same)
    return (*calls_of(world, first, sides), *calls_of(world, second, sides, "counter"))


def _last(world: World, found: Shared, alike: bool, most: int) -> Places:
    """Give the last roll calls on which two sides chose the same, or did not; whole texts first."""
    calls = held(world).calls
    of_kind = found.places[(found.alike > 0.5) == alike][::-1][: 10 * most]
    part = np.array([calls[i].part for i in of_kind], bool)
    return np.concatenate((of_kind[~part], of_kind[part]))[:most]


def joined(
    world: World, near: Shared, far: Shared, sides: Sequence[p.Party], *, first: bool
) -> tuple[tuple[EvidenceRow, ...], int, int]:
    """Show on which roll calls two sides differed that a third could join, and whom it joined.

    Parameters
    ----------
    world
        What was asked.
    near, far
        Roll calls on which the third is compared with the first side and with the second.
    sides
        All three, for the words of the rows.
    first
        Whether joining the first side decides; joining the second is then the counter row.

    Returns
    -------
    rows, with_first, with_second
        Rows, deciding ones first; on how many roll calls the third was closer to each.
    """
    places, a, c = np.intersect1d(near.places, far.places, return_indices=True)
    ahead = near.alike[a] - far.alike[c]
    kinds = places[ahead > 0], places[ahead < 0]
    deciding, counter = kinds if first else kinds[::-1]
    rows = (
        *calls_of(world, deciding[::-1][:EACH], sides),
        *calls_of(world, counter[::-1][:EACH], sides, "counter"),
    )
    return rows, len(kinds[0]), len(kinds[1])
