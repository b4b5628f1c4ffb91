"""Breaks: when a relation moved beyond its ordinary steps, how far, and whether it came back.

What enters: arrays of one dyad of the index (`DyadSeries`), or any series of numbers
(`change_points`). What leaves: `Break`, `ReturnScore`. Nothing here reads the record.
"""

from legation.relations.breaks.change_points import change_points
from legation.relations.breaks.find import ReturnScore, find_breaks, score_return
from legation.relations.breaks.results import Break, Since
from legation.relations.breaks.series import DyadSeries

__all__ = [
    "Break",
    "DyadSeries",
    "ReturnScore",
    "Since",
    "change_points",
    "find_breaks",
    "score_return",
]
