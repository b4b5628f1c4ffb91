"""Verdicts as one HTML page: a card for each claim, and the text with its claims marked.

Everything is inside and nothing is fetched. The only `script` element holds the verdicts as
ClaimReview, which is data and never runs.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from legation.brief import chart_readings
from legation.brief.chart_readings import ordered, readings_chart, scale, value_words
from legation.brief.html import _TEMPLATES, style, template
from legation.brief.text import capital, percent, plural
from legation.checking import saying
from legation.checking.annotation import place
from legation.checking.claimreview import claim_review, embedded
from legation.checking.phrases import listed, name_of
from legation.checking.results import EvidenceRow, Variation, Verdict
from legation.reading.marked import Piece, paragraphs
from legation.reading.marked_words import Entry, Mark

#: The sign of each verdict; its word stands beside it everywhere.
SIGNS = {
    "supported": "✓",
    "refuted": "✕",
    "fragile": "≈",
    "outside_record": "?",
    "not_checkable": "–",
    "pending": "…",
}
#: Rows of evidence beyond which the table scrolls by itself.
SHOWN_ROWS = 10
#: Characters before and after a claim in which its sentence begins and ends.
MOST_REST = 200
#: Words of a text by which its language is told.
_SAMPLE = 400
_CODE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_ENDS = re.compile(r"[.!?;\n\"“”]")
_SPAN = re.compile(r"\((\d{4})(?: to \d{4})?\)")
_PARTS = ("subject", "object", "comparator")
#: Details that say again what the card shows, or how the words were read.
_INTERNAL = {"when", "compare", "sense", "cues", "choice", "length"}
#: Details that hold codes of states, and those whose values are words of the vocabulary.
_STATES = {"target", "listed", "lister", "sponsor", "then_subject", "then_object", "then_target"}
_WORDS = {"quantifier", "bound", "order", "then_relation", "change", "manner", "extreme"}
_GIVEN = ("type", "relation", "value", "unit", "details")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of evidence as the table shows it."""

    day: str
    text: str
    locator: str
    address: str | None
    source: str
    role: str


@dataclass(frozen=True, slots=True)
class Card:
    """A verdict as the page shows it."""

    number: int
    verdict: str
    sign: str
    name: str
    meaning: str
    words: str
    whole: str
    around: tuple[str, str]
    spoken: bool
    speaker: str | None
    marked: bool
    explanation: str
    understood: tuple[tuple[str, str], ...]
    structured: str
    readings: tuple[Variation, ...]
    agreeing: str
    charted: str
    rows: tuple[Row, ...]
    coverage: str
    missing: str
    confidence: str
    scale: str | None
    axis: chart_readings.Axis | None
    band: bool


def verdict_page(
    verdicts: Sequence[Verdict], *, title: str, text: str | None = None, language: str | None = None
) -> str:
    """Lay verdicts out as one HTML page.

    Parameters
    ----------
    verdicts
        Verdicts in the order of the page.
    title
        Title of the page.
    text
        The text that was checked; the page then begins with it, each claim marked and linked
        to its card.
    language
        ISO 639-1 code of the claims' words; told by the text where it is not given.

    Returns
    -------
    str
        The page, to be written as UTF-8.

    Raises
    ------
    InputError
        If the words of a claim do not stand at their place in the text.
    """
    known = None if text is None else saying.as_checked(text)
    spans = [_span(verdict, known) for verdict in verdicts]
    around = [_around(known, span) if known and span else None for span in spans]
    cards = [_card(n, *both) for n, both in enumerate(zip(verdicts, around, strict=True), 1)]
    css = _style()
    page = template("verdicts.html.j2").render(
        title=saying.line(title, 300) or "Claims, checked",
        css=css,
        digest=base64.b64encode(hashlib.sha256(f"\n{css}\n".encode()).digest()).decode(),
        cards=cards,
        counts=_counts(cards),
        signs=SIGNS,
        names=saying.NAMES,
        automatic=saying.AUTOMATIC,
        lang=_language(known, language),
        paragraphs=None if known is None else _marked(known, cards, spans),
        snapshots=list(dict.fromkeys(v.snapshot for v in verdicts if v.snapshot)),
        as_of=_days([v.understood.get("as_of") for v in verdicts]),
        data=embedded(claim_review(list(verdicts))),
        shown_rows=SHOWN_ROWS,
        chart=lambda card, narrow: readings_chart(
            verdicts[card.number - 1], f"readings-{card.number}", narrow=narrow
        ),
        words_of=value_words,
        plural=plural,
    )
    return "\n".join(x for x in saying.shown(page).split("\n") if x.strip()) + "\n"


@cache
def _style() -> str:
    css = style() + (_TEMPLATES / "verdicts.css").read_text(encoding="utf-8")
    return "\n".join(x for x in css.splitlines() if x.strip())


def _counts(cards: Sequence[Card]) -> list[tuple[str, str, int]]:
    found = Counter(card.verdict for card in cards)
    return [
        (word, f"{count} {saying.NAMES[word][0].lower()}", count)
        for word in SIGNS
        if (count := found[word])
    ]


def _days(found: Sequence[Any]) -> str:
    days = sorted({str(day) for day in found if day})
    return " and ".join(_day(day) for day in (days[:1] + days[-1:] if len(days) > 1 else days))


def _day(iso: str) -> str:
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return saying.line(iso, 40)
    return f"{day.day} {day:%B} {day.year}"


def _language(text: str | None, language: str | None) -> str:
    """Give the code of the language of a text; empty, which means unknown, where none is told."""
    from legation.reading.text.language import language_of

    if language is None and text is not None:
        sample = text[: _SAMPLE * 10]
        language = language_of(sample, sample.lower().split()[:_SAMPLE])
    return language if language and _CODE.fullmatch(language) else ""


# -- the text ------------------------------------------------------------------------------


def _span(verdict: Verdict, text: str | None) -> tuple[int, int] | None:
    """Give where a claim stands in the text, None where it came without words or text."""
    given = not verdict.claim.get("text") or not verdict.claim.get("end")
    return None if text is None or given else place(verdict, text)


def _marked(
    text: str, cards: Sequence[Card], spans: Sequence[tuple[int, int] | None]
) -> list[tuple[Piece, ...]]:
    entries = [
        Entry(
            kind="c",
            anchor=f"claim-{card.number}",
            chip=f"{card.number} {card.sign}",
            title=f"Claim {card.number}: {card.name.lower()}",
            head=card.words,
            rest="",
            words=card.words,
            rule="",
            spans=(Mark(*span, "main"),),
            tone=(card.verdict,),
        )
        for card, span in zip(cards, spans, strict=True)
        if span is not None
    ]
    return list(paragraphs(text, entries))


# -- cards ---------------------------------------------------------------------------------


def _card(number: int, verdict: Verdict, around: tuple[str, str] | None) -> Card:
    """Make a card; `around` is the rest of the claim's sentence, None where it is in no text."""
    name, meaning = saying.NAMES[verdict.verdict]
    drawn = chart_readings.axis(verdict)
    bands = any(chart_readings.interval(verdict, item) for item in verdict.readings)
    binding, only = ordered(verdict.readings)
    return Card(
        number=number,
        verdict=verdict.verdict,
        sign=SIGNS[verdict.verdict],
        name=name,
        meaning=meaning,
        words=saying.whole(verdict) if around is None else saying.words(verdict),
        whole=saying.whole(verdict),
        around=around or ("", ""),
        spoken=bool(saying.line(verdict.claim.get("text") or "")),
        speaker=saying.speaker(verdict),
        marked=around is not None,
        explanation=_explanation(verdict),
        understood=_understood(verdict),
        structured=_structured(verdict),
        readings=(*binding, *only),
        agreeing=_agreeing(verdict),
        charted="yes" if len(verdict.readings) > 1 else "",
        rows=_rows(verdict.evidence),
        coverage=capital(saying.line(verdict.coverage)),
        missing=capital(saying.line(verdict.missing)),
        confidence=_confidence(verdict.confidence),
        scale=scale(verdict),
        axis=drawn,
        band=bands and drawn is not None,
    )


def _around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Give what stands in the sentence of a claim before and after its words, with its blanks."""
    before, after = text[max(0, span[0] - MOST_REST) : span[0]], text[span[1] : span[1] + MOST_REST]
    first = max((found.end() for found in _ENDS.finditer(before)), default=0)
    last = _ENDS.search(after)
    lead, rest = before[first:], after[: last.start()] if last else after
    blank = " " if rest[:1].isspace() else ""
    return (
        f"{saying.line(lead)} " if lead[-1:].isspace() and lead.strip() else saying.line(lead),
        blank + saying.line(rest),
    )


def _confidence(chance: float | None) -> str:
    if chance is None:
        return ""
    return "over 99 %" if 0.995 <= chance < 1 else percent(chance, 0)


def _explanation(verdict: Verdict) -> str:
    """Give what was found, without what the card says in places of their own."""
    said = verdict.explanation.strip()
    if verdict.coverage:
        said = said.removesuffix(f"Searched: {verdict.coverage}.").strip()
    if verdict.missing:
        said = said.replace(f"The record cannot tell: {verdict.missing}.", "").strip()
    return saying.line(said, 6000)


def _agreeing(verdict: Verdict) -> str:
    """Say how many readings that can tell agree with the first."""
    told = [item for item in verdict.readings if item.verdict in ("supported", "refuted")]
    if verdict.share is None:
        return ""
    first = told[0].verdict
    same = sum(item.verdict == first for item in told)
    silent = len(verdict.readings) - len(told)
    rest = f"; {plural(silent, 'reading')} cannot tell" if silent else ""
    if len(told) == 1:
        return f"One reading can tell: {first}{rest}."
    return f"{same} of {len(told)} readings that can tell agree on {first}{rest}."


def _understood(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """Name the parts of the claim as they were understood, for a person to read."""
    known = verdict.understood
    details = known.get("details") or {}
    window = known.get("window") or ()
    days = " to ".join(_day(str(day)) if day else "…" for day in window)
    value, unit = known.get("value"), str(known.get("unit") or "")
    amount = "" if value is None else percent(value) if unit == "share" else f"{value:g} {unit}"
    parts = [
        ("Kind", _plain(known.get("type"))),
        ("Subject", saying.sides(known, "subject")),
        ("Relation", _plain(known.get("relation"))),
        ("Object", saying.sides(known, "object")),
        ("Compared with", saying.sides(known, "comparator")),
        ("Denied", "yes" if known.get("negated") else ""),
        ("Days", days),
        ("Stated", amount.strip()),
        *((capital(_plain(k)), _detail(k, v)) for k, v in details.items() if k not in _INTERNAL),
        ("Compared as", "less close" if details.get("sense") == "less" else ""),
        ("Known up to", _day(str(known.get("as_of") or ""))),
    ]
    return tuple((name, saying.line(words, 600)) for name, words in parts if words)


def _detail(key: str, value: object) -> str:
    """Write a detail of a claim, codes of states as their names."""
    if key not in _STATES:
        return _plain(value) if key in _WORDS else str(value)
    return listed(name_of(code) if code.isupper() else code for code in str(value).split())


def _structured(verdict: Verdict) -> str:
    """Write the claim as it can be changed and given back; see `check_claim`."""
    known = verdict.understood
    claim: dict[str, Any] = {key: known[key] for key in _GIVEN if known.get(key) is not None}
    for part in _PARTS:
        names = [*known.get(part, ()), *known.get(f"{part}_groups", ())]
        names += known.get(f"{part}_unknown", ())
        if names:
            claim[part] = names
    if known.get("window"):
        claim["window"] = list(known["window"])
    if known.get("negated"):
        claim["negated"] = True
    return json.dumps(claim, indent=1, ensure_ascii=False, default=str)


def _plain(word: object) -> str:
    return str(word or "").replace("_", " ")


def _rows(evidence: Sequence[EvidenceRow]) -> tuple[Row, ...]:
    """Give rows with those that decide first, those against next, what was searched last."""
    order = {"deciding": 0, "counter": 1}
    return tuple(
        Row(
            day=_moment(row),
            text=saying.line(row.text),
            locator=saying.line(row.locator, 300),
            address=saying.address(row),
            source=saying.source_name(row),
            role=row.role,
        )
        for row in sorted(evidence, key=lambda row: order.get(row.role, 2))
    )


def _moment(row: EvidenceRow) -> str:
    """Write the day of a row no more exactly than its own words do."""
    if row.date is None:
        return ""
    year = _SPAN.search(row.text) if row.table == "measure" else None
    if year and row.date.isoformat() == f"{year[1]}-01-01":
        return year[1]
    return row.date.isoformat()
