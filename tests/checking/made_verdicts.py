"""Verdicts made by hand, for tests of what leaves: files and pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from legation.checking import EvidenceRow, Variation, Verdict

#: Words that break a file or a page that trusts them.
HOSTILE = (
    "<script>alert(1)</script> Israel & Russia",
    '"]]></content></entry><!-- Israel voted',
    "Israel \u202edetov\u202c for \u2067R\u2069",
    "Israel\x00 voted\x0b for\x1b[31m it\ufffe",
    "</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}",
    "🕊️ ישראל הצביעה בעד ההחלטה",
    "lone \ud800 surrogate",
)
SNAPSHOT = "5f" * 32
DAY = dt.date(2022, 4, 7)
DECIDES = EvidenceRow(
    "rollcall", "A/RES/ES-11/3", DAY, "Suspension of rights: ISR yes", "deciding",
    "un-resolutions:14c3982981dc",
)  # fmt: skip
AGAINST = EvidenceRow(
    "measure", "ties.xls, line 7", dt.date(1993, 1, 1), "sanction, RUS to ISR (1993)", "counter",
    "elsewhere:0123456789ab",
)  # fmt: skip


def made(
    text: str = "Israel voted for ES-11/3",
    verdict: str = "supported",
    *,
    start: int = 0,
    evidence: tuple[EvidenceRow, ...] = (DECIDES,),
    readings: tuple[Variation, ...] = (),
    explanation: str = "Suspension of rights: ISR yes.",
    missing: str = "",
    coverage: str = "",
    as_of: str = "2026-06-30",
    snapshot: str = SNAPSHOT,
    speaker: str | None = None,
    **parts: Any,
) -> Verdict:
    """Make a verdict on a claim that stands at a place; further parts are the claim's."""
    known = {
        "type": "vote",
        "relation": "voted_for",
        "subject": ["ISR"],
        "negated": False,
        "details": {"symbol": "ES-11/3"},
        "as_of": as_of,
        **parts,
    }
    claim = {
        **known,
        "text": text,
        "start": start,
        "end": start + len(text),
        "speaker": speaker,
        "hedged": False,
        "rule": "vote.for",
        "window": None,
    }
    return Verdict(
        claim, verdict, evidence, readings or (Variation("as the text stands", verdict, None, 1),),
        explanation, 1.0, coverage, known, missing, snapshot,
    )  # fmt: skip


def share(
    text: str = "Russia and China vote together", said: float | None = 0.63, start: int = 0
) -> Verdict:
    """Make a verdict on a share of votes, with readings that bind and one that is only shown."""
    readings = (
        Variation("plain agreement, 2020-2025", "refuted", 0.737, 627),
        Variation("yes and no only", "refuted", 0.9, 492, binding=False),
        Variation("abstention as half", "supported", 0.63, 627, binding=False),
        Variation("votes marked important", "outside_record", None, 0, binding=False),
    )
    parts: dict[str, Any] = {
        "subject": ["RUS", "CHN"],
        "details": {"bound": "exactly"},
        "value": said,
        "unit": "share",
    }
    if said is None:
        parts = {"subject": ["RUS", "CHN"], "details": {"quantifier": "most"}}
    return made(
        text, "refuted", readings=readings, explanation="RUS and CHN: 73.7% of 627.",
        type="agreement", relation="voted_with", start=start, **parts,
    )  # fmt: skip
