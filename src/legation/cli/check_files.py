"""Files that `legation check` writes: a page, ClaimReview, annotations and a feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from legation.brief.clean import clean, link

if TYPE_CHECKING:
    from legation.checking import Verdict
    from legation.cli.check_question import Question
    from legation.cli.check_run import Checked

_TITLE = 90


def page(found: Sequence[Checked], asked: Question) -> str:
    """Give the page: cards, and before them the text where there is one."""
    from legation.brief.verdict_page import verdict_page

    text = found[0].text if len(found) == 1 else None
    return verdict_page(_verdicts(found), title=_title(found, asked), text=text)


def reviews(found: Sequence[Checked], asked: Question) -> str:
    """Give ClaimReview: one review, or a graph of them."""
    from legation.checking.claimreview import CONTEXT, claim_review

    del asked
    made: list[dict[str, Any]] = []
    for one in found:
        address = link(one.document.url) if one.document else None
        made += [claim_review(verdict, text_url=address) for verdict in one.verdicts]
    if len(made) == 1:
        return _json(made[0])
    graph = [{key: value for key, value in item.items() if key != "@context"} for item in made]
    return _json({"@context": CONTEXT, "@graph": graph})


def notes(found: Sequence[Checked], asked: Question) -> str:
    """Give annotations: a collection, or a list with one for each text."""
    from legation.checking.annotation import collection

    made = [
        collection(one.verdicts, source=_source(one, asked), text=one.text)
        for one in found
        if one.document is not None
    ]
    return _json(made[0] if len(made) == 1 else made)


def stream(found: Sequence[Checked], asked: Question) -> str:
    """Give an Atom feed, whose name is that of what was checked."""
    from legation.checking.feed import feed

    name = "\n".join(_source(one, asked) if one.document else str(asked.claim) for one in found)
    return feed(
        _verdicts(found),
        title=_title(found, asked),
        updated=asked.day,
        id=f"urn:legation:check:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:32]}",
    )


#: What makes the text of each file, by the name of its option.
MAKERS: dict[str, Callable[[Sequence[Checked], Question], str]] = {
    "html": page,
    "claimreview": reviews,
    "annotations": notes,
    "feed": stream,
}


def _verdicts(found: Sequence[Checked]) -> list[Verdict]:
    return [verdict for one in found for verdict in one.verdicts]


def _title(found: Sequence[Checked], asked: Question) -> str:
    """Name what was checked: by its title, its file, or its first words."""
    if asked.claim is not None:
        return "Claims checked"
    if len(found) == 1 and found[0].document is not None:
        known = found[0].document
        named = known.title or known.where or clean(known.text, _TITLE)
        return f"Checked: {clean(named, _TITLE)}"
    return f"{len(found)} texts checked"


def _source(one: Checked, asked: Question) -> str:
    """Say what a text is: its address, its file, or that it was given as words."""
    known = one.document
    if known is None:
        return "text"
    if known.url and (address := link(known.url)):
        return address
    return known.where or str(asked.outlet or "text")


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n"
