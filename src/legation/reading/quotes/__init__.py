"""Quotes: words that a text attributes to somebody, with who, by what word and to whom.

Enters: a page. Leaves: quotes in the order of the text.
"""

from legation.reading.quotes.linking import find_quotes

__all__ = ["find_quotes"]
