"""Claims: what sentences assert about relations between states, as structure.

Enters: a page, its quotes and events. Leaves: `Claim`, each pinned to its words, with the rules
that found it. What may be touched: the words in `lexicon`, the landmarks in
``data/landmarks.csv``. The words a claim's structure is written in stand in `vocabulary`.

A sentence goes through four steps: words that can begin a claim are looked up; at each a reader
makes a plain proposition (`frames`: who did what to whom); words like "never", "only", "more than"
say what is claimed of it (`operators`, `special`); times, numbers, hedges and the speaker are put
to it (`finding`). Clauses in which no reader finds anything are read by their `slots`.
"""

from legation.reading.claims.finding import find_claims
from legation.reading.claims.vocabulary import DETAILS, RELATIONS, UNITS

__all__ = ["DETAILS", "RELATIONS", "UNITS", "find_claims"]
