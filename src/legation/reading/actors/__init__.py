"""Who acts: states and whoever speaks or acts for them, found in the words of a text.

Enters: words and sentences. Leaves: `Mention`s, with the state each stands for on the day.
"""

from __future__ import annotations

from legation.reading.page import Mention, Page


def find_mentions(page: Page) -> list[Mention]:
    """Find who is named in a text, in order, without overlap, the longest at each place."""
    from legation.reading.actors.coreference import resolved
    from legation.reading.actors.finding import find, folded

    keys = folded(page)
    return resolved(page, keys, find(page, keys))
