"""What every output says alike of a verdict: its words, who said them, its name, its sources.

Texts come from anywhere. What a page or a feed cannot hold, and marks that would turn the text
around them, are replaced here, once.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from legation.checking.phrases import listed, name_of
from legation.checking.results import EvidenceRow, Verdict
from legation.record.symbols import url_of
from legation.states import groups
from legation.version import __version__

#: Each verdict in words: its name, and what it means.
NAMES = {
    "supported": ("Supported", "the rows of the record bear it out"),
    "refuted": ("Refuted", "the rows of the record speak against it"),
    "fragile": ("Fragile", "it holds or fails with the way it is read"),
    "outside_record": ("Outside the record", "the record holds too little to tell"),
    "not_checkable": ("Not checkable", "no row of a record decides a claim of this kind"),
    "pending": ("Pending", "it speaks of what has not come to pass yet"),
}
#: What stands on everything that leaves: nobody has looked at it.
AUTOMATIC = (
    f"Made automatically by Legation {__version__} from the rows of a record; no person has "
    "reviewed it."
)
#: What the quantifiers of the vocabulary say, where the words of a claim do not.
QUANTIFIERS = {
    "most": "most",
    "often": "often",
    "almost_always": "almost always",
    "almost_never": "almost never",
    "rarely": "rarely",
    "sometimes": "sometimes",
    "all": "all",
    "half": "half",
}
#: Namespace of the identities of verdicts, fixed for good.
_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "verdict.legation")
#: Characters of the words of a claim that an output repeats.
LONGEST = 2000
#: The parts of a claim that make it the claim it is.
_SIDES = ("subject", "object", "comparator")
_ITSELF = (
    *("text", "speaker", "type", "relation", "value", "unit", "negated", "details", *_SIDES),
    *(f"{side}_{kind}" for side in _SIDES for kind in ("groups", "unknown")),
)
# What no page and no feed can hold, and what turns the direction of the text around it.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def shown(text: object) -> str:
    """Replace, one for one, what a page cannot hold or what would turn the text around it."""
    return _HIDDEN.sub("\ufffd", str(text))


def line(text: object, longest: int = LONGEST) -> str:
    """Give a text as one line that is fit to be shown, cut at a length."""
    words = " ".join(_HIDDEN.sub(" ", str(text)[: longest * 4]).split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def as_checked(text: str) -> str:
    """Give the text that the places of claims belong to: of a web page, the text taken out of it.

    Raises
    ------
    InputError
        If a web page holds no text.
    """
    from legation.reading.text.documents import from_html, is_html

    return from_html(text).text if is_html(text) else text


def name(verdict: Verdict) -> str:
    """Give the name of a verdict: "Refuted"."""
    return NAMES[verdict.verdict][0]


def words(verdict: Verdict) -> str:
    """Give the words of the claim; of one that came without any, what it says."""
    return line(verdict.claim.get("text") or "") or proposition(verdict.claim)


def whole(verdict: Verdict) -> str:
    """Give the words of the claim with what else it was taken to say, in brackets.

    The words of a claim end where its proposition does: "Russia and China vote together" may
    stand before "63 percent of the time", and by itself would say something else.
    """
    said = words(verdict)
    more = [part for part in _beside(verdict) if part.lower() not in said.lower()]
    return f"{said} [{'; '.join(more)}]" if more and verdict.claim.get("text") else said


def _beside(verdict: Verdict) -> Iterator[str]:
    claim, said = verdict.claim, str(verdict.claim.get("text") or "")
    details = claim.get("details") or {}
    value, unit = claim.get("value"), claim.get("unit")
    if isinstance(value, int | float):
        bound = str(details.get("bound") or "exactly").replace("_", " ")
        number = f"{value * 100:.4g} %" if unit == "share" else f"{value:g} {unit or ''}".strip()
        if number.split()[0] not in said:
            yield number if bound == "exactly" else f"{bound} {number}"
    if word := QUANTIFIERS.get(str(details.get("quantifier") or "")):
        yield word
    days = verdict.understood.get("window") or ()
    ends = [str(day)[:4] for day in days if day and day != verdict.understood.get("as_of")]
    if ends and not any(year in said for year in ends) and claim.get("window"):
        yield str(claim["window"])


def speaker(verdict: Verdict) -> str | None:
    """Name who asserts the claim, None where it is the author of the text."""
    who = verdict.claim.get("speaker")
    # Only a code is put in words: the table of states knows persons too, by the state they led.
    name = name_of(str(who)) if re.fullmatch("[A-Z]{3}", str(who)) else who
    return (line(name, 200) or None) if who else None


def proposition(claim: Mapping[str, Any]) -> str:
    """Say in plain words what a structured claim asserts."""
    details = claim.get("details") or {}
    about = next(
        (details[key] for key in ("symbol", "resolution", "topic") if details.get(key)), ""
    )
    window = claim.get("window")
    if isinstance(window, list | tuple):
        window = " to ".join(str(day) if day else "…" for day in window)
    value, unit = claim.get("value"), claim.get("unit")
    parts = [
        sides(claim, "subject"),
        str(claim.get("relation") or "").replace("_", " "),
        sides(claim, "object"),
        f"against {sides(claim, 'comparator')}" if sides(claim, "comparator") else "",
        str(about),
        "" if value is None else f"{value:g} {unit or ''}".strip(),
        f"({window})" if window else "",
    ]
    said = " ".join(part for part in parts if part)
    denied = "denied: " if claim.get("negated") else ""
    kind = str(claim.get("type") or "claim").replace("_", " ")
    return line(f"{kind}: {denied}{said}")


def sides(claim: Mapping[str, Any], part: str) -> str:
    """Name the states and groups of a part of a claim."""
    known = [name_of(str(code)) for code in claim.get(part) or ()]
    for key in claim.get(f"{part}_groups") or ():
        group = groups.find(str(key))
        known.append(str(key) if group is None else group.name)
    return listed([*known, *map(str, claim.get(f"{part}_unknown") or ())])


def identity(verdict: Verdict, *place: object) -> str:
    """Give a name that is the same in every run for the same claim and snapshot.

    The day the claim was checked on is not part of it, nor is where in a text it stood, unless
    a place is given.

    Parameters
    ----------
    verdict
        The verdict.
    place
        What tells this one from others with the same words: a text and an offset.

    Returns
    -------
    str
        A `urn:uuid:`.
    """
    parts = {key: verdict.claim.get(key) for key in _ITSELF if verdict.claim.get(key)}
    as_of = verdict.understood.get("as_of")
    # An open end is closed by the day of checking, which differs from run to run.
    parts["days"] = [None if day == as_of else day for day in verdict.understood.get("window", ())]
    told = json.dumps([parts, verdict.snapshot, *place], sort_keys=True, default=str)
    return f"urn:uuid:{uuid.uuid5(_SPACE, told)}"


def source_name(row: EvidenceRow) -> str:
    """Name the collection that a row comes from; the key where it is none that is known."""
    key = (row.source_id or "").partition(":")[0]
    return line(_titles().get(key, key), 200)


def address(row: EvidenceRow) -> str | None:
    """Give the address of the original, where it has one."""
    return url_of(row.locator) if row.table == "rollcall" else None


@cache
def _titles() -> dict[str, str]:
    from legation.record.readers import READERS

    return {reader.dataset.key: reader.dataset.title for reader in READERS}
