"""Titles of roll calls as the words they hold, and how rare each word is.

The weight of a word is ln(N / n), of N titles n hold it (Spärck Jones 1972, Journal of
Documentation 28).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from legation.checking.ballots import Mask, Rollcall
from legation.checking.words import names_of, stems_of

MINUTES = re.compile(r"president\b[^:]{0,60}:|put to the vote|recorded vote has been requested")
_ENTITLED = re.compile(r"entitled\s*[_\"“](.+?)(?:<d3>|[\"”]|$)")
_LONG = 400
#: What a librarian adds to a title.
_ADOPTED = re.compile(r"\s*:\s*resolution / adopted.*$")

Places = np.ndarray[Any, np.dtype[np.int64]]
Weights = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Titles:
    """Titles of all roll calls as stems, and how rare each stem is."""

    stems: list[frozenset[str]]
    subjects: list[frozenset[str]]
    keys: list[str]
    texts: list[str]
    weight: dict[str, float]
    _named: dict[str, Mask] = field(default_factory=dict)
    _holding: dict[str, tuple[Places, Weights]] = field(default_factory=dict)

    def holding(self, word: str) -> tuple[Places, Weights]:
        """Give the roll calls whose title or subjects hold a stem, and how far each counts.

        What a subject says is said of the text; what its title says is the text.
        """
        if not self._holding:
            found: dict[str, dict[int, float]] = {}
            for i, (own, marks) in enumerate(zip(self.stems, self.subjects, strict=True)):
                for one in own | marks:
                    found.setdefault(one, {})[i] = 1.0 if one in own else 0.9
            for one, parts in found.items():
                self._holding[one] = np.array(list(parts)), np.array(list(parts.values()))
        return self._holding.get(word, (np.array([], np.int64), np.array([])))

    def naming(self, code: str, calls: Sequence[Rollcall]) -> Mask:
        """Tell which roll calls name a state in title or subjects, or are directed at it."""
        if code not in self._named:
            plain = names_of(code)
            names = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in plain))
            # Most titles hold no name of a state at all, which is quicker to see without edges.
            self._named[code] = np.array(
                [
                    code in c.targets or (any(n in t for n in plain) and bool(names.search(t)))
                    for c, t in zip(calls, self.texts, strict=False)
                ],
                bool,
            )
        return self._named[code]


def titles(calls: Sequence[Rollcall]) -> Titles:
    """Read all titles once."""
    heads = [_title(call) for call in calls]
    marks = ["; ".join((*call.subjects, *call.topics)) for call in calls]
    stems = [stems_of(head) for head in heads]
    subjects = [stems_of(mark) for mark in marks]
    counts = Counter(s for a, b in zip(stems, subjects, strict=True) for s in a | b)
    n = max(len(calls), 1)
    weight = {s: math.log((n + 1) / (k + 0.5)) for s, k in counts.items()}
    texts = [f"{h}; {m}".lower() for h, m in zip(heads, marks, strict=True)]
    keys = [" ".join(sorted(own)) for own in stems]
    return Titles(stems, subjects, keys, texts, weight)


def _title(call: Rollcall) -> str:
    """Give the title of a text; of a page of minutes only the titles named in it."""
    text = " ".join(call.title.split())
    if len(text) > _LONG and MINUTES.search(text.lower()):
        return "; ".join(_ENTITLED.findall(text)) if len(_ENTITLED.findall(text)) == 1 else ""
    # Some sources give an agenda item as title, and the title among the subjects.
    told = [mark for mark in call.subjects if _ADOPTED.search(mark.lower())]
    return _ADOPTED.sub("", (told[0] if told else text).lower())
