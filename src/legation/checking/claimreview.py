"""Verdicts as ClaimReview (schema.org), the form in which fact checks are exchanged.

What leaves here is a draft for a person who checks facts: it says of itself, in words and in
`digitalSourceType` and `creativeWorkStatus`, that a program made it. Only what the record
decides has a rating; where it cannot tell, the words say what is missing.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from legation import states
from legation.checking import saying
from legation.checking.results import EvidenceRow, Verdict
from legation.errors import InputError
from legation.states import groups, leaders

CONTEXT = "https://schema.org"
#: Ratings: 3 is borne out, 1 is refuted, 2 holds or fails with the way it is read.
RATINGS = {"supported": 3, "fragile": 2, "refuted": 1}
_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
_INTERVAL = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_ROLES = {
    "deciding": "decides the verdict",
    "counter": "speaks against the verdict",
    "searched": "was searched",
}

Moment = dt.date | str | None


def claim_review(
    verdict: Verdict | Sequence[Verdict],
    *,
    url: str | None = None,
    text_url: str | None = None,
    published: Moment = None,
) -> dict[str, Any]:
    """Give a verdict as ClaimReview, or several as one graph of them.

    Parameters
    ----------
    verdict
        A verdict, or a sequence of them.
    url
        Address of the page the verdict is shown on; of several, each has its own place there.
    text_url
        Address of the text in which the claim appeared.
    published
        Day of publication, as a date or in ISO form; left out where it is not given, since a
        draft is not published.

    Returns
    -------
    dict
        JSON-LD. `itemReviewed.author` is there where the speaker is known, `reviewRating` only
        for supported (3 of 3), fragile (2) and refuted (1).

    Raises
    ------
    InputError
        If an address is none of the web, or the day is no date.

    Notes
    -----
    `digitalSourceType` and `creativeWorkStatus` are properties of CreativeWork, of which a
    review is one; AlgorithmicMediaDigitalSource is IPTC's word for what rules made, without
    any model trained on samples.
    """
    page, text = _web(url, "the page"), _web(text_url, "the text")
    day = _day(published)
    if isinstance(verdict, Verdict):
        return {"@context": CONTEXT, **_review(verdict, page, text, day)}
    return {
        "@context": CONTEXT,
        "@graph": [
            _review(one, f"{page.partition('#')[0]}#claim-{place}" if page else None, text, day)
            for place, one in enumerate(verdict, 1)
        ],
    }


def embedded(data: Mapping[str, Any]) -> str:
    """Write JSON-LD so that it may stand inside a `script` element of a page."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).translate(_UNSAFE)


def _review(
    verdict: Verdict, url: str | None, text_url: str | None, published: str | None
) -> dict[str, Any]:
    claimed = saying.whole(verdict)
    found: dict[str, Any] = {
        "@type": "ClaimReview",
        "identifier": saying.identity(verdict),
        "name": f"{saying.name(verdict)}: {claimed}",
        "url": url,
        "datePublished": published,
        "author": {"@type": "Organization", "name": "Legation"},
        "claimReviewed": claimed,
        "itemReviewed": _claim(verdict, text_url),
        "reviewRating": _rating(verdict),
        "reviewBody": _body(verdict),
        "inLanguage": "en",
        "creativeWorkStatus": "Draft",
        "digitalSourceType": "https://schema.org/AlgorithmicMediaDigitalSource",
        "citation": [_citation(row) for row in verdict.evidence],
        "isBasedOn": _record(verdict),
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _claim(verdict: Verdict, text_url: str | None) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": saying.words(verdict)}
    if who := saying.speaker(verdict):
        claim["author"] = {"@type": _kind(who), "name": who}
    if text_url:
        claim["appearance"] = {"@type": "CreativeWork", "url": text_url}
    return claim


def _kind(who: str) -> str:
    """Tell a person from a state or body that speaks."""
    if leaders.find(who):
        return "Person"
    body = states.find(who) is not None or groups.find(who) is not None
    return "Organization" if body or re.search(_BODIES, who, re.IGNORECASE) else "Person"


_BODIES = (
    r"\b(?:ministry|government|parliament|embassy|council|commission|department|party|agency|"
    r"office|union|united nations|kremlin|white house|mission|committee|assembly|spokes\w+ for)\b"
)


def _rating(verdict: Verdict) -> dict[str, Any] | None:
    value = RATINGS.get(verdict.verdict)
    if value is None:
        return None
    name, meaning = saying.NAMES[verdict.verdict]
    return {
        "@type": "Rating",
        "ratingValue": value,
        "bestRating": max(RATINGS.values()),
        "worstRating": min(RATINGS.values()),
        "alternateName": name,
        "ratingExplanation": f"{name}: {meaning}.",
    }


def _body(verdict: Verdict) -> str:
    name, meaning = saying.NAMES[verdict.verdict]
    parts = [f"{name}: {meaning}.", saying.line(verdict.explanation, 4000), saying.AUTOMATIC]
    return " ".join(part for part in parts if part)


def _citation(row: EvidenceRow) -> dict[str, Any]:
    source = saying.source_name(row)
    work: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": saying.line(row.text) or saying.line(row.locator),
        "identifier": saying.line(row.locator),
        "url": saying.address(row),
        "temporalCoverage": _days(row),
        "description": f"Row of the table {row.table}; it {_ROLES.get(row.role, row.role)}.",
        "isPartOf": None,
    }
    if source:
        key = saying.line(row.source_id)
        work["isPartOf"] = {"@type": "Dataset", "name": source, "identifier": key}
    return {key: value for key, value in work.items() if value}


def _days(row: EvidenceRow) -> str | None:
    """Give the day of a row, or the days that a figure was counted over."""
    if _INTERVAL.fullmatch(row.locator):
        return row.locator
    return None if row.date is None else row.date.isoformat()


def _record(verdict: Verdict) -> dict[str, Any] | None:
    if not verdict.snapshot:
        return None
    as_of = verdict.understood.get("as_of")
    record = {
        "@type": "Dataset",
        "name": "Record of Legation",
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "snapshot",
            "value": verdict.snapshot,
        },
        "temporalCoverage": f"../{as_of}" if as_of else None,
    }
    return {key: value for key, value in record.items() if value}


def _web(address: str | None, what: str) -> str | None:
    if address is not None and not (isinstance(address, str) and _WEB.fullmatch(address)):
        raise InputError(f"the address of {what} begins with http:// or https://")
    return address


def _day(value: Moment) -> str | None:
    if value is None or isinstance(value, dt.date):
        return None if value is None else value.isoformat()
    try:
        return dt.datetime.fromisoformat(value).isoformat() if "T" in value else _date(value)
    except ValueError:
        raise InputError(f"'{value[:40]}' is no day; write it as 2026-06-30") from None


def _date(value: str) -> str:
    return dt.date.fromisoformat(value).isoformat()
