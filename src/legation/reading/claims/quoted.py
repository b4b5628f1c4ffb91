"""What somebody said of a state, where a text put forward asserts nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from legation.reading.page import Page
from legation.reading.results import Claim, Quote

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
        if not (others or spoken) or any(
            one.start <= quote.start and quote.end <= one.end for one in found
        ):
            continue
        said = page.text[quote.start : quote.end]
        found.append(
            Claim(quote.start, quote.end, "quote", (quote.state,), "said", others,
                  details=(("words", said),), quote=place, rule="said.quoted")
        )  # fmt: skip
    return found
