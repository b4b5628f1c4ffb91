"""Where signed graphs of states come from: the index, or alliances and disputes alone.

Enters: an open `Record` or an `Index` of it. Leaves: signed graphs, draws of them, and the rows
of the record behind an edge.
"""
