"""Relations: from the record to numbers about a pair of states.

Enters: an open `Record`. Leaves: frozen results that carry n, an interval and the rows they
were made from. Nothing here writes to the record.

`agreement` counts votes alike; `ideal` places states on the line along which votes divide;
`observations` turns the whole record into values of pair-months; `index` makes one monthly
relation of them, with its evidence; `breaks` says when it moved beyond its ordinary steps.
"""

from legation.relations.agreement import agreement, agreement_series, agreement_with_all
from legation.relations.ideal import ideal_points
from legation.relations.index import Index, Relation, index
from legation.relations.measures import METHODS, wilson
from legation.relations.results import Agreement, AgreementSeries
from legation.relations.window import Window, window

__all__ = [
    "METHODS",
    "Agreement",
    "AgreementSeries",
    "Index",
    "Relation",
    "Window",
    "agreement",
    "agreement_series",
    "agreement_with_all",
    "ideal_points",
    "index",
    "wilson",
    "window",
]
