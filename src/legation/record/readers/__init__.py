"""Readers: one small module per format, and the list in which they are asked.

A file is read by the first reader that knows it, so the list goes from the most particular
format to the most general: a table of one dataset before any article or web page.
"""

from legation.record.readers import (
    articles,
    atop,
    casebook,
    cow_disputes,
    cow_igo,
    feeds,
    gdelt,
    gdelt_mentions,
    headlines,
    icews,
    pair_scores,
    rivalries,
    sipri,
    speeches,
    ties,
    un_library,
    un_resolutions,
    unfriendly,
    voeten,
    warc,
    web,
)
from legation.record.readers.base import Dataset, Reader

_MODULES = (
    # votes
    un_resolutions,
    voeten,
    un_library,
    # measures
    atop,
    cow_disputes,
    cow_igo,
    rivalries,
    sipri,
    ties,
    unfriendly,
    # events
    gdelt,
    gdelt_mentions,
    icews,
    pair_scores,
    # the embedded casebook
    casebook,
    # texts, from one dataset to any page
    speeches,
    headlines,
    articles,
    feeds,
    warc,
    web,
)

READERS: tuple[Reader, ...] = tuple(reader for module in _MODULES for reader in module.READERS)

__all__ = ["READERS", "Dataset", "Reader"]
