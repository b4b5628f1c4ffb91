"""From matches to tables: outlets of camps, what they report, and how many documents they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.narratives.camps import Camps, outlet_keys
from legation.narratives.collection import exposure
from legation.narratives.documents import Documents, day_of
from legation.narratives.happenings import Happenings
from legation.narratives.matching import Matches, reach, span_of

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tables:
    """Outlets as camps list them, and happenings.

    Attributes
    ----------
    names
        Camps, sorted by what they hold, so that neither their names nor their places matter.
    units
        Outlets as camps list them, sorted; a subdomain is one with the domain that is listed.
    camp
        Place of the camp of an outlet at the time of a happening, int[units, happenings]; -1 where
        it is in none.
    covered
        Whether an outlet reports a happening, bool[units, happenings].
    around, within
        Documents of an outlet around a happening, and within its reach, int[units, happenings].
    beside
        Documents around a happening less those that report it, float64[units, happenings]: else
        who reports it would have more documents for that alone.
    by_outlet
        Name of the camp by id of the happening and name of the outlet, parted by a line break.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    camp: Ints
    covered: Bools
    around: Ints
    within: Ints
    beside: Reals
    by_outlet: Mapping[str, str]


def tables_of(camps: Camps, matches: Matches, around: int) -> Tables:
    """Make the tables of camps and matches.

    Parameters
    ----------
    camps, matches
        The camps and the matches.
    around
        Days to either side of a happening in which documents are counted.
    """
    held, found = matches.held, matches.found
    names = list(camps.order)
    unit_of, units = _units(held, camps)
    camp, by_outlet = _camps_of(held, camps, found, unit_of, len(units), names)
    documents, within = _counts(held, found, unit_of, len(units), around)
    covered = _sum(matches.reported, unit_of, len(units)) > 0
    beside = _beside(matches, documents, unit_of)
    return Tables(tuple(names), units, camp, covered, documents, within, beside, by_outlet)


def _units(held: Documents, camps: Camps) -> tuple[Ints, tuple[str, ...]]:
    """Give the entry of a camp that each outlet falls under: subdomains are one outlet with it."""
    listed = {entry.key for camp in camps.camps for entry in camp.outlets}
    keys = [next((k for k in outlet_keys(name) if k in listed), None) for name in held.outlets]
    units = tuple(sorted({key for key in keys if key is not None}))
    place = {key: at for at, key in enumerate(units)}
    return np.array([-1 if k is None else place[k] for k in keys], np.intp), units


def _camps_of(
    held: Documents, camps: Camps, found: Happenings, unit_of: Ints, size: int, names: list[str]
) -> tuple[Ints, dict[str, str]]:
    """Give the camp of each unit at each happening, -1 for none; and by happening and outlet."""
    out = np.full((size, len(found)), -1, np.intp)
    rank = [names.index(name) for name in camps.names]
    by_name: dict[str, str] = {}
    for outlet in np.flatnonzero(unit_of >= 0).tolist():
        for at, row in enumerate(found):
            place = camps.place(held.outlets[outlet], row.date)
            if place is not None:
                out[unit_of[outlet], at] = rank[place]
                by_name[f"{row.id}\n{held.outlets[outlet]}"] = camps.names[place]
    return out, by_name


def _counts(
    held: Documents, found: Happenings, unit_of: Ints, size: int, around: int
) -> tuple[Ints, Ints]:
    """Give the documents of each unit around each happening, and within its reach."""
    spans = [span_of(row, around) for row in found]
    near = [reach(row) for row in found]
    wide = exposure(held, [a for a, _ in spans], [b for _, b in spans])
    close = [(day_of(a), day_of(b)) for a, b in near]
    within = exposure(held, [a for a, _ in close if a], [b for _, b in close if b])
    return _sum(wide, unit_of, size), _sum(within, unit_of, size)


def _beside(matches: Matches, around: Ints, unit_of: Ints) -> Reals:
    """Take the reports of a happening out of the documents around it.

    Else who reports it would have more documents for that alone.
    """
    out = around.astype(np.float64)
    outlet = matches.held.outlet[matches.document]
    known = outlet >= 0
    unit = unit_of[outlet[known]]
    inside = unit >= 0
    np.subtract.at(out, (unit[inside], matches.happening[known][inside]), 1)
    return out.clip(0)


def _sum(by_outlet: Any, unit_of: Ints, size: int) -> Ints:
    out = np.zeros((size, by_outlet.shape[1]), np.int64)
    np.add.at(out, unit_of[unit_of >= 0], by_outlet[unit_of >= 0])
    return out
