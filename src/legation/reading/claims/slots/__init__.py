"""Claims by their slots: what a clause says whatever the order of its words.

A frame knows one way to say something. Where no frame finds a claim in a clause, or leaves open
the only one it found, its slots are filled: the **family** by a lexicon (`words`), the **text**
voted on and the **states** by where they stand to function words (`parts`), times and numbers as
everywhere. One family, one choice, one text and one way to give the states their roles must be
left, or nothing is claimed; words of content that went into no slot are put to ``unread``.

============ =========================================== ===========================================
family       slots                                       relation
============ =========================================== ===========================================
vote         choice, text, states                        voted_for, voted_against, abstained, absent
bloc         group, text, at one or split                voted_with, denied ``voted``
pair         two states, alike or apart                  voted_with, voted_apart, voting_agreement
fact         two states, who and whom                    dispute, sanction, alliance, arms_transfer,
                                                         recognition
judged       state or body, judgement or reason          character, intent
valued       a vote, judgement                           character
foretold     two states, until when                      relations, with the words left open
============ =========================================== ===========================================

The type follows from the family and the words beside it (`typed.type_of_claim`), the first row
that fits:

=================== =============================================================================
type                words beside the family
=================== =============================================================================
causal              because, the reason why, what drives, out of, in return for, ...
sequence            two votes of one state with then, later, a year later
prediction          will, going to, expected to, sure to
only                only, sole, alone, on its own, nobody else, nobody but, apart from ... no
first               for the first time, first, not until
never               never, at no time, not once, no year in which
always              always, steadfastly, without fail, each year, throughout, unbroken
superlative         no state more than, more than anyone else, more from X than from anyone else
trend               converge, diverge, closer, apart, rose, fell; more in one year than in another
closer_to           more like X than like Y
count               a number before the states or votes
group               a group or area acts
status_change       ended, lapsed, came to an end; switched
since               since, ever since
agreement, vote,    none of these
existence,
designation
evaluative          a judgement, and nothing else in the sentence
=================== =============================================================================
"""

from legation.reading.claims.slots import foretold, valued
from legation.reading.claims.slots.filling import TRIGGERS, fill, split, told_in_order

__all__ = ["TRIGGERS", "fill", "foretold", "split", "told_in_order", "valued"]
