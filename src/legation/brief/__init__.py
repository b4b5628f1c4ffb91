"""The brief: one page on two states that an analyst can hand on.

Enters: an open `Record` and two names. Leaves: a frozen `Brief` with every number, sentence and
table, laid out as HTML (one file, nothing loaded from elsewhere), Markdown or JSON, and figures
with the data under them. Enters: pairs of states. Leaves: `Multiples`, one small chart for each
direction, on one page. Nothing here writes to the record.

May be touched: the words in `sentences`, the rules in `thirds` and `landmarks` (with
docs/explanation/brief.md), the pictures in `figures`, the layout in `templates`.
"""

from legation.brief.facts import brief
from legation.brief.model import Brief
from legation.brief.multiples import Multiples, multiples
from legation.brief.output import write

__all__ = ["Brief", "Multiples", "brief", "multiples", "write"]
