"""A verdict as a Web Annotation (W3C): the words it is on, and what is said of them.

The words are found again by two selectors: by themselves with what stands around them, and by
their place in characters (Unicode code points) of the text as it was checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from legation.checking import saying
from legation.checking.results import Verdict
from legation.errors import InputError
from legation.version import __version__

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after the words.
AROUND = 32
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_LONE = re.compile("[\ud800-\udfff]")


def annotation(verdict: Verdict, *, source: str, text: str | None = None) -> dict[str, Any]:
    """Give a verdict as an annotation of the words it is on.

    Parameters
    ----------
    verdict
        A verdict on a claim that stands in a text.
    source
        What the text is: its address, or the path of its file, which becomes a relative one.
    text
        The text that was checked, for what stands before and after the words; without it they
        are selected by themselves and by their place alone.

    Returns
    -------
    dict
        JSON-LD, its motivation "assessing".

    Raises
    ------
    InputError
        If the claim stands in no text or not in this one, or the source is empty.

    Notes
    -----
    W3C Recommendation, Web Annotation Data Model (2017), sections 4.2.4 and 4.2.5.
    """
    known = None if text is None else saying.as_checked(text)
    return {"@context": CONTEXT, **_annotation(verdict, _source(source), known)}


def collection(
    verdicts: Iterable[Verdict], *, source: str, text: str | None = None
) -> dict[str, Any]:
    """Give the verdicts on a text as one collection of annotations; as `annotation`."""
    where = _source(source)
    known = None if text is None else saying.as_checked(text)
    items = [_annotation(verdict, where, known) for verdict in verdicts]
    told = "\n".join([where, *(item["id"] for item in items)])
    digest = hashlib.sha256(told.encode("utf-8")).hexdigest()
    name = f"urn:legation:annotations:{digest[:32]}"
    page: dict[str, Any] = {"id": f"{name}:1", "type": "AnnotationPage", "startIndex": 0}
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Verdicts on the claims of a text",
        "total": len(items),
        "first": {**page, "items": items},
    }


def place(verdict: Verdict, text: str | None) -> tuple[int, int]:
    """Give where the words of a claim stand in a text; see `annotation`.

    Raises
    ------
    InputError
        If they do not stand there.
    """
    claim = verdict.claim
    words, start, end = str(claim.get("text") or ""), claim.get("start", 0), claim.get("end", 0)
    if not words or not isinstance(start, int) or not isinstance(end, int) or start >= end:
        raise InputError("a claim given as plain values stands in no text, so nothing is marked")
    if text is not None and text[start:end] != words:
        raise InputError(
            f"the words '{saying.line(words, 60)}' do not stand at character {start} of this "
            "text; give the text that was checked"
        )
    return start, end


def _annotation(verdict: Verdict, source: str, text: str | None) -> dict[str, Any]:
    words = str(verdict.claim.get("text") or "")
    start, end = place(verdict, text)
    exact: dict[str, Any] = {"type": "TextQuoteSelector", "exact": _whole(words)}
    if text is not None:
        exact["prefix"] = _whole(text[max(0, start - AROUND) : start])
        exact["suffix"] = _whole(text[end : end + AROUND])
    name, meaning = saying.NAMES[verdict.verdict]
    said = f"{name}: {meaning}. {saying.line(verdict.explanation, 4000)}".strip()
    return {
        "id": saying.identity(verdict, source, start),
        "type": "Annotation",
        "motivation": "assessing",
        "generator": {
            "id": "urn:legation:generator",
            "type": "Software",
            "name": f"Legation {__version__}",
        },
        "body": [
            _body(verdict.verdict, "tagging"),
            _body(f"{said} {saying.AUTOMATIC}", "commenting"),
        ],
        "target": {
            "source": source,
            "selector": [exact, {"type": "TextPositionSelector", "start": start, "end": end}],
        },
    }


def _body(value: str, purpose: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": value,
        "format": "text/plain",
        "language": "en",
    }


def _whole(text: str) -> str:
    """Replace what no file can hold; every other character stands, so that the words are found."""
    return _LONE.sub("\ufffd", text)


def _source(source: str) -> str:
    if not isinstance(source, str) or not source.strip():
        raise InputError("an annotation needs a source: the address or the file of the text")
    keep = "/:?#[]@!$&'()*+,;=%~" if _SCHEME.match(source) else "/~"
    return quote(source.strip(), safe=keep, errors="replace")
