"""Events: who did what to whom, when.

Enters: a page taken apart and its quotes. Leaves: `Event`s with CAMEO codes, PLOVER roots and
Goldstein values, each naming the rule that found it.
"""

from legation.reading.events.roots import root_between

__all__ = ["root_between"]
