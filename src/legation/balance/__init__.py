"""Balance: the signed graph of states, and what the theory of structural balance says of it.

Enters: an index, an edge list, or alliances and disputes of an open `Record`. Leaves: frozen
results with bounds, intervals and the edges they rest on. Nothing here writes to the record.
"""
