"""Events: who did what to whom, when.

Enters: a page taken apart and its quotes. Leaves: `Event`s with CAMEO codes, PLOVER roots and
Goldstein values, each naming the rule that found it.
"""

from legation.reading.events.finding import find_events
from legation.reading.events.roots import root_between

__all__ = ["find_events", "root_between"]
