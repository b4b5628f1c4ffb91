"""Camps from labels that somebody else gave to outlets.

The labels are theirs: which outlet stands in which camp follows from the file alone, and what
the file leaves open is told, not decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from legation.errors import InputError
from legation.narratives.camps import Camp, Camps, Outlet, outlet_keys
from legation.narratives.documents import Documents
from legation.narratives.label_files import Labels, read_labels

#: Most camps that a file of labels makes; beyond them the column is none of labels.
MOST_CAMPS = 40


@dataclass(frozen=True)
class Initial:
    """Camps made from a file of labels.

    Attributes
    ----------
    camps
        One for each label that an outlet of the record bears, sorted by name.
    file, outlet_column, label_column
        What they were read from.
    found
        Outlets of the record that are in a camp.
    unlabelled
        Outlets of the record that the file does not label, sorted.
    elsewhere
        How many outlets of the file the record has no document of.
    settled
        Outlets that rows give several labels: how many rows give which. The most frequent counts.
    undecided
        The same where two labels are most frequent alike; these outlets are in no camp.
    notes
        All this in words.
    """

    camps: Camps
    file: str
    outlet_column: str
    label_column: str
    found: tuple[str, ...]
    unlabelled: tuple[str, ...]
    elsewhere: int
    settled: Mapping[str, Mapping[str, int]]
    undecided: Mapping[str, Mapping[str, int]]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "camps": {c.name: [outlet.key for outlet in c.outlets] for c in self.camps.camps},
            "file": self.file,
            "outlet_column": self.outlet_column,
            "label_column": self.label_column,
            "outlets": len(self.found),
            "unlabelled": list(self.unlabelled),
            "elsewhere": self.elsewhere,
            "settled": {key: dict(counts) for key, counts in self.settled.items()},
            "undecided": {key: dict(counts) for key, counts in self.undecided.items()},
            "notes": list(self.notes),
        }


def initial(
    held: Documents,
    labels: str | Path | Labels,
    outlet_column: str | None = None,
    label_column: str | None = None,
) -> Initial:
    """Make camps of the record's outlets from a file of labels.

    Parameters
    ----------
    held
        The documents; only their outlets enter.
    labels
        The file, or what `read_labels` read of it.
    outlet_column, label_column
        As for `read_labels`. Of several columns that may name the outlet, the one counts that
        knows most outlets of the record.

    Returns
    -------
    Initial

    Raises
    ------
    InputError
        If the file cannot be read, or knows no outlet of the record.
    """
    if not isinstance(labels, Labels):
        labels = read_labels(labels, outlet_column, label_column)
    if not held.outlets:
        raise InputError("the record has no outlets; add articles or headlines: legation add PATH")
    column = max(labels.outlet_columns, key=lambda name: _known(held, labels.counts[name]))
    counts = labels.counts[column]
    key_of = {outlet: _key(outlet, counts) for outlet in held.outlets}
    found = {outlet: key for outlet, key in key_of.items() if key is not None}
    if not found:
        raise InputError(
            f"{labels.file}: none of its {len(counts):,} outlets (column {column!r}) is one of the "
            f"{len(held.outlets):,} of the record; see them with: legation camps init"
        )
    given: dict[str, str] = {}
    settled: dict[str, Mapping[str, int]] = {}
    undecided: dict[str, Mapping[str, int]] = {}
    for key in sorted(set(found.values())):
        ranked = sorted(_merged(counts[key]).items(), key=lambda row: (-row[1], row[0]))
        if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            undecided[key] = dict(ranked)
            continue
        if len(ranked) > 1:
            settled[key] = dict(ranked)
        given[key] = ranked[0][0]
    camps = _camps(given, labels, column)
    weights = np.bincount(held.outlet[held.outlet >= 0], minlength=len(held.outlets))
    unlabelled = tuple(outlet for outlet, key in key_of.items() if key is None)
    left = sum(int(n) for name, n in zip(held.outlets, weights, strict=True) if name in unlabelled)
    elsewhere = len(set(counts) - set(found.values()))
    return Initial(
        camps, labels.file, column, labels.label_column,
        tuple(sorted(outlet for outlet, key in found.items() if key in given)), unlabelled,
        elsewhere, settled, undecided,
        tuple(_notes(labels, settled, undecided, len(unlabelled), left, elsewhere)),
    )  # fmt: skip


def _key(outlet: str, counts: Mapping[str, Any]) -> str | None:
    """Give the key under which a file knows an outlet or the domain it lies under."""
    return next((key for key in outlet_keys(outlet) if key in counts), None)


def _known(held: Documents, counts: Mapping[str, Any]) -> int:
    return sum(_key(outlet, counts) is not None for outlet in held.outlets)


def _merged(counts: Counter[str]) -> Counter[str]:
    """Take labels that differ in case alone for one, written as most rows do."""
    forms: dict[str, Counter[str]] = {}
    for label, n in counts.items():
        forms.setdefault(label.casefold(), Counter())[label] += n
    return Counter(
        {
            min(form, key=lambda label: (-form[label], label)): form.total()
            for form in forms.values()
        }
    )


def _camps(given: Mapping[str, str], labels: Labels, column: str) -> Camps:
    written: dict[str, Counter[str]] = {}
    for label in given.values():
        written.setdefault(label.casefold(), Counter())[label] += 1
    if len(written) > MOST_CAMPS:
        raise InputError(
            f"{labels.file}: column {labels.label_column!r} has {len(written):,} different labels "
            f"for outlets of the record; name another with --label-column"
        )
    if not written:
        raise InputError(
            f"{labels.file}: its rows disagree about every outlet of the record (column "
            f"{column!r}); name another column with --label-column"
        )
    names = {
        form: min(labels_, key=lambda label: (-labels_[label], label))
        for form, labels_ in written.items()
    }
    return Camps(
        tuple(
            Camp(
                names[form],
                tuple(Outlet(key) for key in sorted(given) if given[key].casefold() == form),
            )
            for form in sorted(names, key=lambda form: names[form])
        )
    )


def _notes(
    labels: Labels,
    settled: Mapping[str, Mapping[str, int]],
    undecided: Mapping[str, Mapping[str, int]],
    unlabelled: int,
    left: int,
    elsewhere: int,
) -> list[str]:
    notes = []
    if unlabelled:
        notes.append(
            f"{_many(unlabelled, 'outlet')} of the record, with {_many(left, 'document')}, without "
            "a label: in no camp"
        )
    if undecided:
        notes.append(
            f"{_many(len(undecided), 'outlet')} with two labels alike often, in no camp: "
            + _shown(undecided)
        )
    if settled:
        notes.append(
            f"{_many(len(settled), 'outlet')} with several labels; the most frequent counts: "
            + _shown(settled)
        )
    if elsewhere:
        notes.append(f"{_many(elsewhere, 'outlet')} of the file not in the record")
    if labels.unusable:
        notes.append(
            f"{_many(labels.unusable, 'row')} of {labels.rows:,} without an outlet or label that "
            "can be used"
        )
    return notes


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")


def _shown(outlets: Mapping[str, Mapping[str, int]]) -> str:
    parts = [
        f"{key} ({', '.join(f'{label} {n:,}' for label, n in counts.items())})"
        for key, counts in list(outlets.items())[:6]
    ]
    return ", ".join(parts) + (" ..." if len(outlets) > 6 else "")
