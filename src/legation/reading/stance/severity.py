"""How severe a statement is, on a ladder of steps from taking note to breaking off relations.

The steps are those of diplomatic usage and stand, with the words of each and the ground for its
place, in ``data/severity.csv``. The order of words of displeasure follows Gruenberg (2009, "An
Analysis of United Nations Security Council Resolutions", *Case Western Reserve Journal of
International Law* 41, 469: concerned, deplored, condemned, censured) and Nicolson (1939,
*Diplomacy*, ch. X, on what guarded words announce); acts above words follow Satow's *Diplomatic
Practice* (notes, summons), the Hague Convention III of 1907 (ultimatum) and the Vienna Convention
on Diplomatic Relations of 1961 (art. 9, 43, 45). It is an ordinal scale: steps can be compared,
their distances mean nothing.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

from legation.errors import InputError
from legation.reading.grammar import NEGATION, forms
from legation.reading.page import Page
from legation.reading.results import Stance
from legation.reading.text.tokens import tokens

#: Words that raise concern to deep concern, and condemnation to the strongest.
STRONG = frozenset(
    "deep deeply grave gravely serious seriously strong strongly "
    "strongest utmost extreme extremely "
    "profound profoundly great greatly severe severely vigorously resolutely harshly harsh sharp "
    "sharply firmly categorically decisively unequivocally vehemently".split()
)
_STRONGEST = frozenset("strongest utmost unequivocally categorically vehemently".split())
_RAISED = {1: 2, 6: 7}


class Step(NamedTuple):
    """A step of the ladder: its place, name, and the words `text[start:end]` it was read from."""

    step: int
    name: str
    start: int
    end: int


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    step: int


@cache
def _table() -> tuple[dict[str, tuple[_Phrase, ...]], dict[int, str]]:
    """Give the phrases by first word, longest first, and the names of the steps."""
    found: dict[str, list[_Phrase]] = {}
    names: dict[int, str] = {}
    path = resources.files("legation.reading") / "data" / "severity.csv"
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        step = int(row["step"])
        names[step] = row["name"]
        for words in _spelled(row["phrase"].split()):
            found.setdefault(words[0], []).append(_Phrase(words, step))
    return {
        word: tuple(sorted(phrases, key=lambda one: (-len(one.words), -one.step)))
        for word, phrases in found.items()
    }, names


def _spelled(words: list[str]) -> list[tuple[str, ...]]:
    """Write out the forms of verbs, which are marked with "~"."""
    spelled: list[tuple[str, ...]] = [()]
    for word in words:
        if word.startswith("~"):
            one = forms(word[1:])
            every = {one.base, *one.third, *one.past, *one.participle, *one.gerund}
            spelled = [(*so_far, form) for so_far in spelled for form in sorted(every)]
        else:
            spelled = [(*so_far, word) for so_far in spelled]
    return spelled


def steps() -> dict[int, str]:
    """Give the names of the steps, mildest first."""
    return dict(sorted(_table()[1].items()))


def step_at(lower: list[str], at: int, low: int, high: int) -> tuple[int, int] | None:
    """Give the step of the phrase that begins at a word, and the place after it.

    What is denied ("did not condemn") is no step.
    """
    phrases = _table()[0].get(lower[at])
    if phrases is None:
        return None
    for words, step in phrases:
        end = at + len(words)
        if end <= high and tuple(lower[at:end]) == words:
            if _denied(lower, at, low):
                return None
            return _raised(lower, step, at, end, low, high), end
    return None


def _denied(lower: list[str], at: int, low: int) -> bool:
    place = at - 1
    for _ in range(4):
        if place < low:
            return False
        if lower[place] in NEGATION or lower[place] in (
            "refused",
            "declined",
            "failed",
            "refusing",
        ):
            return True
        if lower[place] in (",", ";", ":", "and", "but"):
            return False
        place -= 1
    return False


def _raised(lower: list[str], step: int, at: int, end: int, low: int, high: int) -> int:
    """Raise a step where a word beside it makes it stronger."""
    above = _RAISED.get(step)
    if above is None:
        return step
    near = [*lower[max(low, at - 3) : at], *lower[end : min(end + 4, high)]]
    wanted = STRONG if step == 1 else _STRONGEST
    return above if any(word in wanted for word in near) else step


def severity_in(page: Page, first: int, last: int) -> Step | None:
    """Give the highest step in `words[first:last]` of a page, or None."""
    best: tuple[int, int, int] | None = None
    lower = page.lower
    for at in range(first, last):
        found = step_at(lower, at, first, last)
        if found and (best is None or found[0] > best[0]):
            best = found[0], at, found[1]
    if best is None:
        return None
    step, at, end = best
    return Step(step, _table()[1][step], page.starts[at], page.ends[end - 1])


def severity(statement: str | Stance) -> Step | None:
    """Give the highest step that a statement takes on the ladder, or None where it takes none.

    Parameters
    ----------
    statement
        Words of a statement, or a stance that was read from one.

    Raises
    ------
    InputError
        If it is neither.

    Examples
    --------
    >>> severity("We condemn the attack in the strongest terms.").name
    'strongest condemnation'
    """
    if isinstance(statement, Stance):
        if statement.severity is None:
            return None
        return Step(statement.severity, steps()[statement.severity], statement.start, statement.end)
    if not isinstance(statement, str):
        raise InputError(f"severity: expected text or a stance, got {type(statement).__name__}")
    found = tokens(statement)
    page = Page(statement, None, None, None, *found, sentences=[])
    return severity_in(page, 0, len(found.words))
