"""Check texts and structured claims against a record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from legation.checking.doubted import untold
from legation.checking.given import placed
from legation.checking.judging import judge
from legation.checking.question import question_of
from legation.checking.results import Verdict
from legation.checking.world import World
from legation.errors import InputError
from legation.reading.results import Claim, Reading
from legation.record import Record
from legation.relations.window import Moment, window

#: Types whose words stand before what is said: "only two states voted for it".
_LED = frozenset({"count", "group", "only", "first"})
#: Characters of a text that is checked.
LONGEST = 1_000_000


class Checker:
    """A record cut at a day, ready for many claims.

    What is loaded for the first claim (arrays of votes, extents of sources) serves the others.

    Parameters
    ----------
    record
        The record, never written to.
    as_of
        Last day that is known; today where it is not given. A year or month means its last day.
    progress
        Called while the index is estimated, which a record needs once; see
        `legation.relations.index.index`.

    Raises
    ------
    InputError
        If `as_of` is no date.
    """

    def __init__(
        self, record: Record, as_of: Moment = None, progress: Callable[..., None] | None = None
    ) -> None:
        day = dt.date.today() if as_of is None else window(None, as_of).end
        self.world = World(record, day)
        self.world.put("progress", progress)

    def text(self, text: str, date: dt.date | None = None) -> list[Verdict]:
        """Check every claim of a text, in its order; see `check`."""
        return self.judged(self.read(text, date), date)

    def read(self, text: str, date: dt.date | None = None) -> Reading:
        """Read a text as one of the day `date`; of the last day that is known without it.

        Raises
        ------
        InputError
            If there is nothing in it, or too much.
        """
        from legation.reading import read

        if not isinstance(text, str) or not text.strip():
            raise InputError("there is nothing to check; give a sentence, an article or a claim")
        if len(text) > LONGEST:
            raise InputError(
                f"a text of {len(text):,} characters is too long; {LONGEST:,} are read"
            )
        found = read(text, date=date or self.world.as_of)
        return replace(found, claims=_once(found.claims))

    def judged(self, reading: Reading, date: dt.date | None = None) -> list[Verdict]:
        """Check the claims of a reading; `date` is the day it was said, where that is known."""
        wholes = [_whole(reading.text, claim.start, claim.end) for claim in reading.claims]
        found = []
        for claim, whole in zip(reading.claims, wholes, strict=True):
            beside = [c for c, w in zip(reading.claims, wholes, strict=True) if w == whole]
            own = untold(claim, reading.text[claim.start : claim.end], whole, beside)
            question = question_of(
                placed(own, reading.date or self.world.as_of, date),
                self.world.as_of,
                reading.text[claim.start : claim.end],
                _sentence(reading.text, claim.start, claim.end),
                whole,
                _own(reading.text, whole, claim, beside),
            )
            found.append(judge(question, self.world))
        return found

    def claim(self, claim: Mapping[str, Any]) -> Verdict:
        """Check one structured claim; see `check_claim`."""
        text = claim.get("text", "") if isinstance(claim, Mapping) else ""
        words = text if isinstance(text, str) else ""
        return judge(question_of(claim, self.world.as_of, words[:LONGEST]), self.world)


def _once(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Leave out a claim that says of the same words what the one before it says."""
    kept: list[Claim] = []
    for claim in claims:
        alike = (
            replace(one, start=claim.start, end=claim.end, rule=claim.rule) == claim
            for one in kept
            if one.start < claim.end and claim.start < one.end
        )
        if not any(alike):
            kept.append(claim)
    return tuple(kept)


def _sentence(text: str, start: int, end: int) -> str:
    """Give the words from the first of a claim to the end of its sentence."""
    found = re.search(r"[.!?;\n]", text[end : end + 300])
    return text[start : end + (found.start() if found else 300)]


def _whole(text: str, start: int, end: int) -> str:
    """Give the whole sentence of a claim, as far as it lies near."""
    low = max(start - 300, 0)
    begins = [match.end() for match in re.finditer(r"[.!?;]\s+|\n", text[low:start])]
    first = low + begins[-1] if begins else low
    return text[first:start] + _sentence(text, start, end)


def _own(text: str, whole: str, claim: Claim, beside: Sequence[Claim]) -> str:
    """Give a sentence without what its other claims say of other words."""
    first = text.rfind(whole, 0, claim.end + len(whole))
    if first < 0:
        return whole
    letters = list(whole)
    for one in beside:
        if one.end <= claim.start or claim.end <= one.start:
            low, high = max(one.start - first, 0), max(one.end - first, 0)
            if one.end <= claim.start and one.type in _LED:
                low = 0
            letters[low:high] = " " * len(letters[low:high])
    return "".join(letters)


def check(record: Record, text: str, as_of: Moment = None) -> list[Verdict]:
    """Check every claim of a text against the record.

    Parameters
    ----------
    record
        The record, never written to.
    text
        A sentence or an article. Claims that stand in a quotation name their speaker.
    as_of
        Last day that is known, and the day the text is read on; today where it is not given.

    Returns
    -------
    list of Verdict
        One for each claim, in the order of the text; none where it claims nothing of relations
        between states.

    Raises
    ------
    InputError
        If the text is empty or too long, or `as_of` is no date.

    Examples
    --------
    >>> check(record, "Israel voted for ES-11/3.")[0].verdict  # doctest: +SKIP
    'supported'
    """
    return Checker(record, as_of).text(text)


def check_claim(record: Record, claim: Mapping[str, Any], as_of: Moment = None) -> Verdict:
    """Check one claim that is given as plain values.

    Parameters
    ----------
    record, as_of
        As for `check`.
    claim
        See `legation.checking.structured.claim_of`; what `Verdict.understood` says can be
        changed and given back.

    Raises
    ------
    InputError, UnknownNameError
        One line that says which part of the claim is wrong.
    """
    return Checker(record, as_of).claim(claim)
