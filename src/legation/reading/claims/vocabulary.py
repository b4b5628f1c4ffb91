"""The words that a claim's structure is written in: relations, units and details.

Whoever compiles a claim to a query reads this table. A claim is
``(type, subject, relation, object, comparator, window, value, unit, negated, hedged, details)``:
the **relation** is the plain proposition ("Israel voted for R"); the **type** says what is
asserted of it (that it holds, always, never, first, more than of somebody else, ...).

Relations
---------
================== ============================== ===============================================
relation           subject, object                meaning
================== ============================== ===============================================
voted_for          states; -                      yes on the text in the details
voted_against      states; -                      no on it
abstained          states; -                      abstained on it
absent             states; -                      took no part in the vote on it
voted              states; -                      took part, choice not told
vetoed             states; -                      veto in the Security Council
sponsored          states; -                      sponsor of the text
adopted            -; -                           the text passed (with the tally in the details)
voted_with         states; states                 same choice (of each other where object is empty)
voted_apart        states; states                 different choice ("voted against Russia")
voting_agreement   states; states                 share of votes with the same choice, as a measure
relations          states; states                 the relation as a whole, the index
cooperation        states; states                 cooperation, partnership
trade              states; states                 trade between them
arms_transfer      supplier; recipient            major arms
alliance           states; states                 treaty of alliance, defence pact
treaty             states; states                 signed agreement of another kind
sanction           sender; target                 sanctions, embargo
listed             lister; listed                 on a list (``list``: unfriendly, terrorism ...)
recognition        who; whom                      recognises
diplomatic_relations  states; states              have diplomatic relations; an embassy
membership         states; group                  is a member
dispute            states; states                 war, attack, armed dispute
visit              visitor; host                  visit
condemned, praised, supported, opposed            states; states: said or done, with no vote
said               speaker; -                     words (``words``) that were said
statement          states; target                 a statement, as something of a severity
intent, character  states; -                      what they want, what they are
================== ============================== ===============================================

For ``listed`` the subject is the state whose list it is when the sentence names it as the one that
acts ("Russia lists Japan"), and the object the one listed; where the sentence is about the one
listed ("Japan is on Russia's list") the parts stand likewise: subject the one listed, and
``lister`` in the details. ``listed`` in the details always names who is on the list.

A **sanction** has no subject where it is told only of the one under it ("under UN sanctions"). A
**membership** in a body that is no group of states has no object; `body` names it ("HRC"). A
quote put forward by itself is ``said``, the words in the details and the states it is of as object.

Types
-----
vote, agreement, existence, designation assert the relation in the window. never, always, only,
first, since assert it as the word says. count gives how many (``of``: states, votes, times).
trend gives a ``direction``; superlative an ``extreme``; closer_to compares: "subject is closer to
object than to comparator" (``compare`` = "objects"), or "subject is closer to object than
comparator is" (``compare`` = "subjects"); ``sense`` = "less" turns it round. sequence: the first
thing in the fields, the second in ``then_*``. status_change: ``change``. prediction: the relation
that is foreseen. causal, evaluative, quote: what cannot be counted.

Details
-------
See `DETAILS`: name, meaning and values.
"""

from __future__ import annotations

#: Relations a claim can have.
RELATIONS = (
    "voted_for",
    "voted_against",
    "abstained",
    "absent",
    "voted",
    "vetoed",
    "sponsored",
    "adopted",
    "voted_with",
    "voted_apart",
    "voting_agreement",
    "relations",
    "cooperation",
    "trade",
    "arms_transfer",
    "alliance",
    "treaty",
    "sanction",
    "listed",
    "recognition",
    "diplomatic_relations",
    "membership",
    "dispute",
    "visit",
    "condemned",
    "praised",
    "supported",
    "opposed",
    "said",
    "statement",
    "intent",
    "character",
)

#: Relations that are choices in one vote, and the choice each is.
CHOICES = {
    "voted_for": "yes",
    "voted_against": "no",
    "abstained": "abstain",
    "absent": "absent",
}

#: Units of `Claim.value`.
UNITS = ("share", "states", "votes", "times", "rank")

#: Details of a claim: what each means, and its values where they are few.
DETAILS = {
    "choice": "yes, no, abstain, absent",
    "resolution": "the words that name the text voted on",
    "symbol": "its symbol: ES-11/3, 68/262",
    "topic": "content words of its name, in lower case, without dates and function words",
    "action": "what the text does, as a base form: suspend, condemn, demand, ...",
    "target": "states the text names, space separated",
    "date": "day, month or year of the vote in ISO form: 2022-03-02, 2022-04, 2022",
    "annual": "yes where the text is said to come each year",
    "body": "UNGA, UNSC, HRC",
    "sponsor": "state whose text it is",
    "quantifier": "most, almost_always, almost_never, rarely, often, sometimes, all, half; "
    "of a group also none, some, not_all, generic (said as a rule)",
    "bound": "exactly, about, nearly, more_than, at_least, less_than, at_most",
    "of": "what a count counts: states, votes, times",
    "among": "group or region that is counted over or compared with",
    "against_votes": "votes against, where a tally gives them",
    "abstentions": "abstentions, where a tally gives them",
    "direction": "up, down, level, towards, away",
    "from_share": "share at the beginning of a change",
    "to_share": "share at its end",
    "manner": "sharp, steady, slight",
    "extreme": "highest, lowest (of the relation's friendliness or amount), harshest",
    "indicator": "votes, arms, relations, ...: what a comparison or trend is said to be of; "
    "absent where the sentence does not say",
    "compare": "objects, subjects",
    "sense": "more, less",
    "change": "began, ended, broken, restored, joined, left, lifted, switched",
    "from": "earlier choice of a switch",
    "to": "later choice of a switch",
    "list": "unfriendly, terrorism, other",
    "lister": "state whose list it is, or `any`",
    "listed": "states on the list",
    "arms": "words for the arms",
    "when": "since, after, before, until, by, at, between, last, age: how the window is meant",
    "landmark": "name of the landmark the window was taken from",
    "length": "length of a window that ends on the day of reading: 72m, or recent",
    "words": "words that were said, or the cause given",
    "then_type": "type of the second part of a sequence",
    "then_relation": "relation of the second part of a sequence",
    "then_subject": "subject of the second part",
    "then_object": "object of the second part",
    "then_resolution": "as `resolution`, of the second part; so then_symbol, then_topic, "
    "then_date, then_action, then_target, then_choice",
    "order": "first_then_second, second_then_first: which part is told as the earlier",
    "cues": "the words that made the type, space separated",
    "former": "name of a former state that was used for the subject or object",
    "group": "words or key of a group of states that is the subject",
    "as_bloc": "yes where the group is said to vote the same",
    "exhaustive": "yes where nobody else is said to have done so",
    "rank": "number of the rank",
    "unread": "words that bound the claim and were not understood; it is not put to the record",
    "double_negation": "yes where two denials were read as an assertion",
}
