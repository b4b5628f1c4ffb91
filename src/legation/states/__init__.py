"""Who: states, their codes and names through time.

What enters: a name, demonym, capital, metonym, office holder or code, as any
source or person writes it, with the day it is about.

What leaves: a `State`, which is the string of its code with the facts of the
table on it; or one error that says what is wrong and lists the nearest.

What may be touched: the tables in ``data/``. Every fact about a state stands
there and nowhere else: ``states.csv`` (one row per state since 1816, entity
and territory), ``names.csv`` (further spellings and withdrawn codes; with
dates, what a name means in that period alone), ``capitals.csv``,
``succession.csv``, ``un_membership.csv`` and ``regional_codes.csv``.

Codes are ISO 3166-1 alpha-3, current or withdrawn. Where ISO has none, the
code is the abbreviation of the Correlates of War or the Gleditsch-Ward list
unless an ISO code reads the same, and otherwise three letters that no ISO
code uses: PRU (Prussia), SRD (Sardinia), KOE (Korea to 1910), XKX (Kosovo, as
the European Commission writes it), SML, NCY, PMR and NKR.

``start`` and ``end`` are the first and last day of independence or
self-government (blank: before 1816, or still). Occupation in a war does not
end a state. Dates of membership in the United Nations are kept apart.
"""

from legation.states.history import (
    all_states,
    lineage,
    predecessors,
    states_at,
    successors,
    un_members,
    un_membership,
)
from legation.states.normalise import normalise
from legation.states.resolving import find, resolve
from legation.states.schemes import SCHEMES, code_map, code_ranges
from legation.states.state import State
from legation.states.table import regional_codes

__all__ = [
    "SCHEMES",
    "State",
    "all_states",
    "code_map",
    "code_ranges",
    "find",
    "lineage",
    "normalise",
    "predecessors",
    "regional_codes",
    "resolve",
    "states_at",
    "successors",
    "un_members",
    "un_membership",
]
