"""Predictions for the ledger: what a verdict foresees, and deciding it when its day has come.

A prediction is kept with the claim that decides it, so that deciding it later is checking a
claim: the record of that day answers, with its rows and readings.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from legation.checking.checker import Checker
from legation.checking.given import given_of
from legation.checking.results import Verdict
from legation.checking.types import side_of
from legation.errors import LegationError
from legation.record import Record
from legation.record.ledger import Outcome, Prediction, last_outcomes, predictions

#: Votes have shares of their own; of anything else, a share foreseen is a chance.
_SHARED = "votes"


@dataclass(frozen=True, slots=True)
class Decided:
    """A prediction of the ledger with its verdict.

    Attributes
    ----------
    id
        Its id in the ledger.
    prediction
        What was kept.
    verdict
        The verdict on the day asked; None while it is open, or where its claim cannot be read.
    before
        The outcome it had in the ledger.
    problem
        Why its claim cannot be read; else empty.
    """

    id: str
    prediction: Prediction
    verdict: Verdict | None = None
    before: Outcome | None = None
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether the verdict says something else than the ledger does."""
        new = outcome_of(self)
        return new is not None and (self.before is None or self.before.answer != new.answer)


def prediction_of(
    verdict: Verdict,
    *,
    author: str | None = None,
    outlet: str | None = None,
    said: dt.date | None = None,
    document_id: str | None = None,
) -> Prediction | None:
    """Give what a verdict foresees, as the ledger keeps it.

    Parameters
    ----------
    verdict
        A verdict.
    author
        Who says what the text gives nobody as saying.
    outlet
        Who published it.
    said
        Day on which it was said. Without it, a prediction still open counts from the day it
        was found; one whose day has come is none that could be kept, since what fulfils it is
        not known.
    document_id
        Document of the record that it stands in.

    Returns
    -------
    Prediction or None
        None where the verdict is on no prediction.
    """
    return prediction_in(
        verdict.to_dict(), author=author, outlet=outlet, said=said, document_id=document_id
    )


def prediction_in(
    verdict: Mapping[str, Any],
    *,
    author: str | None = None,
    outlet: str | None = None,
    said: dt.date | None = None,
    document_id: str | None = None,
) -> Prediction | None:
    """Give what a verdict foresees, of its plain values; see `prediction_of`."""
    if verdict["claim"].get("type") != "prediction":
        return None
    if said is None and verdict["verdict"] != "pending":
        return None
    known = verdict["understood"]
    claim = given_of(known, verdict["claim"])
    text = str(claim.pop("text", "")).strip()
    if not text:
        return None
    found = dt.date.fromisoformat(str(known["as_of"]))
    start, end = (
        None if day is None else dt.date.fromisoformat(day)
        for day in claim.get("window") or (None, None)
    )
    day = said or found
    if end is None or day <= end:
        start = day if start is None else max(start, day)
    claim["window"] = [start.isoformat() if start else None, end.isoformat() if end else None]
    who = claim.pop("speaker", None) or author
    return Prediction(
        text=text,
        author=who,
        outlet=outlet,
        date=day,
        due=end,
        probability=_probability(claim),
        claim=json.dumps(claim, ensure_ascii=False, sort_keys=True),
        document_id=document_id,
    )


def _probability(claim: dict[str, object]) -> float | None:
    """Take the chance stated out of a claim, so that it is not asked for as a share."""
    value = claim.get("value")
    foreseen = claim.get("unit") == "share" and side_of(str(claim.get("relation"))) != _SHARED
    if not foreseen or not isinstance(value, float) or not 0 <= value <= 1:
        return None
    claim.pop("value"), claim.pop("unit")
    details = claim.get("details")
    if isinstance(details, dict):
        details.pop("bound", None)
    return value


def due(
    record: Record, as_of: dt.date, progress: Callable[..., None] | None = None
) -> tuple[list[Decided], list[Decided]]:
    """Decide the predictions of the ledger whose day has come; nothing is written.

    Parameters
    ----------
    record
        The record.
    as_of
        Last day that is known. What was said after it is left out.
    progress
        Called while the index is estimated; see `legation.relations.index.index`.

    Returns
    -------
    tuple of two lists of Decided
        Those decided, and those still open, by the day on which they are due.
    """
    checker, before = Checker(record, as_of, progress), last_outcomes(record)
    decided, still = [], []
    for key, one in predictions(record):
        if one.date is not None and one.date > as_of:
            continue
        if one.due is None or one.due > as_of:
            still.append(Decided(key, one))
        else:
            decided.append(_decided(key, one, checker, before.get(key)))
    return decided, still


def _decided(key: str, one: Prediction, checker: Checker, before: Outcome | None) -> Decided:
    try:
        claim = json.loads(one.claim)
        verdict = checker.claim({**claim, "text": one.text, "speaker": one.author})
    except (ValueError, LegationError) as error:
        return Decided(key, one, before=before, problem=str(error))
    return Decided(key, one, verdict, before)


def outcome_of(one: Decided) -> Outcome | None:
    """Give the outcome of a prediction as the ledger holds it; None where there is none."""
    verdict = one.verdict
    if verdict is None or verdict.verdict == "pending":
        return None
    return Outcome(
        prediction_id=one.id,
        as_of=dt.date.fromisoformat(str(verdict.understood["as_of"])),
        verdict=verdict.verdict,
        share_true=share_true(verdict),
        explanation=verdict.explanation,
        evidence=json.dumps([row.to_dict() for row in verdict.evidence], ensure_ascii=False),
        snapshot=verdict.snapshot,
    )


def share_true(verdict: Verdict) -> float | None:
    """Give the share of the readings that can tell which bear a claim out; None of none."""
    told = [one.verdict for one in verdict.readings if one.verdict in ("supported", "refuted")]
    return told.count("supported") / len(told) if told else None


def outcomes(found: Iterable[Decided]) -> list[Outcome]:
    """Give the outcomes of those that say something else than the ledger does."""
    return [new for one in found if one.changed and (new := outcome_of(one)) is not None]
