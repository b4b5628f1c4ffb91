"""Reading: from texts to quotes, events, stances and claims, each pinned to its words.

Enters: a text. Leaves: a frozen `Reading`.
"""
