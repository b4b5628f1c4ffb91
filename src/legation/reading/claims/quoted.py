"""What somebody said of a state, where a text put forward asserts nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legation.reading.page import Page
from legation.reading.results import Claim, Quote

_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_LITERAL = re.compile('["“]([^"“”]+)["”]')
_KINDS = frozenset({"direct", "mixed"})
_SHORTEST = 12


def quoted(page: Page, quotes: Sequence[Quote]) -> list[Claim]:
    """Read a text that is a quote: that a state said these words of another is its claim.

    Parameters
    ----------
    page
        A short text, put forward to be checked, in which no other claim was found.
    quotes
        Its quotes.
    """
    found: list[Claim] = []
    # What was said in the Assembly is in the record, whomever it was about.
    words = set(page.lower)
    spoken = {"general", "assembly"} <= words or {"general", "debate"} <= words
    for place, quote in enumerate(quotes):
        if quote.kind not in _KINDS or not quote.state or quote.end - quote.start < _SHORTEST:
            continue
        others = tuple(
            dict.fromkeys(
                one.state
                for one in page.mentions
                if one.state and one.state != quote.state and one.kind != "pronoun"
            )
        )
        told = quote.kind == "direct" and _DATED.search(page.text) is not None
        if not (others or spoken or told) or any(
            one.start <= quote.start and quote.end <= one.end for one in found
        ):
            continue
        said = page.text[quote.start : quote.end]
        literal = _LITERAL.search(said) if quote.kind == "mixed" else None
        if literal is not None and len(literal[1]) >= _SHORTEST:
            said = literal[1]  # of what is told in own words only these are the speaker's
        found.append(
            Claim(quote.start, quote.end, "quote", (quote.state,), "said", others,
                  details=(("words", said),), quote=place, rule="said.quoted")
        )  # fmt: skip
    return found
