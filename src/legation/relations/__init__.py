"""Relations: from the record to numbers about a pair of states.

Enters: an open `Record`. Leaves: frozen results that carry n, an interval and the rows they
were made from. Nothing here writes to the record.
"""

from legation.relations.agreement import agreement, agreement_series, agreement_with_all
from legation.relations.measures import METHODS, wilson
from legation.relations.results import Agreement, AgreementSeries
from legation.relations.window import Window, window

__all__ = [
    "METHODS",
    "Agreement",
    "AgreementSeries",
    "Window",
    "agreement",
    "agreement_series",
    "agreement_with_all",
    "wilson",
    "window",
]
