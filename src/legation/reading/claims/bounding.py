"""Words that can bound a claim, and words that bound nothing; `unread` tells them apart."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.asserting import SPEAKING
from legation.reading.grammar import BE, DO, FUNCTION_WORDS, HAVE, HEDGES, MODALS

#: Types that the record does not count, whose words need not be understood.
FREE = frozenset({"causal", "evaluative", "quote", "sequence"})
#: Words that bound, and the types that take them in.
BOUNDING = {
    **dict.fromkeys("only sole solely alone lone exclusively".split(), ("only", "superlative")),
    **dict.fromkeys("except excluding excepting besides".split(), ("only",)),
    **dict.fromkeys("first firstly".split(), ("first",)),
    **dict.fromkeys(
        "never".split(), ("never", "always", "first", "superlative", "agreement", "closer_to")
    ),
    **dict.fromkeys(
        "always invariably unfailingly systematically whenever".split(),
        ("always", "agreement", "group"),
    ),
    **dict.fromkeys(("than",), ("closer_to", "superlative", "trend", "prediction")),
    **dict.fromkeys("more less fewer".split(), ("closer_to", "superlative", "trend", "prediction")),
    **dict.fromkeys("several many few numerous multiple".split(), ("group", "count")),
    **dict.fromkeys(
        "almost nearly practically virtually unless if when until till partly partially "
        "temporarily briefly initially originally "
        "formerly previously secretly covertly privately indirectly simultaneously unilaterally "
        "half twice thrice chiefly primarily predominantly repeatedly jointly "
        "annually yearly monthly".split(),
        (),
    ),
}
#: Prepositions whose phrase bounds where, when, on what or how something is said to be so.
BINDING = frozenset(
    "in on at over about regarding concerning during for under within through via inside "
    "outside throughout across amid alongside without except near as since before until "
    "following".split()
)
DULL = (
    FUNCTION_WORDS
    | SPEAKING
    | BE
    | HAVE
    | DO
    | MODALS
    | HEDGES
    | words_of.TEXTS
    | words_of.UN
    | words_of.PLURALS
    | words_of.OCCASIONS
    | words_of.STEADY
    | words_of.SHARP
    | words_of.LISTS
    | frozenset(
        "united nations general assembly nation session floor chamber roll call rollcall calls "
        "recorded record held new york geneva time times year years month day days part parts "
        "fact practice general favour favor way ways case cases issue issues matter matters "
        "addition response return sum total all recent latest history past present world rule "
        "main majority whole course meantime question side sides line lockstep unison tandem "
        "opposite same similar different full official officially bilateral mutual diplomatic "
        "consular formal formally country's each other one another two both three members "
        "major overall international official own foreign policy other others any every "
        "share percentage proportion rate percent % cent per average point points level levels "
        "low high very first fail exception direction common eyes list terms regard respect "
        "account stage stages instance "
        "militarised militarized interstate armed dispute disputes conflict conflicts behalf hall "
        "ballot ballots voting delegation delegations delegates "
        "force place effect existence date so-called interruption wavering".split()
    )
)
KNOWN: frozenset[str] = frozenset().union(
    *(
            words_of.VOTE, words_of.ABSTAIN, words_of.FOR, words_of.AGAINST, words_of.VETO,
            words_of.SPONSOR, words_of.SIDE, words_of.SKIP, words_of.TAKE, words_of.AGREEMENT,
            words_of.RELATIONS, words_of.UP, words_of.DOWN, words_of.LEVEL, words_of.MOVE,
            words_of.AWAY, words_of.TOWARDS, words_of.GROW, words_of.SELL, words_of.BUY,
            words_of.ARM, words_of.ARMS, words_of.SUPPLIER, words_of.BUYER, words_of.SANCTION,
            words_of.ALLY, words_of.DEFENCE, words_of.SIGN, words_of.RECOGNISE, words_of.VISIT,
            words_of.FIGHT, words_of.WAR, words_of.BREAK, words_of.RESTORE, words_of.DOWNGRADE,
            words_of.LIFT, words_of.JOIN, words_of.LEAVE, words_of.EXPEL, words_of.CONDEMN,
            words_of.PRAISE, words_of.DESIGNATE, words_of.DESIGNATIONS, words_of.MEMBER,
            words_of.SUPERLATIVES, words_of.COMPARATIVES, words_of.STATEMENTS, words_of.ALWAYS,
            words_of.COMPARE, words_of.FUTURE_CUES, words_of.BECOME,
            words_of._verbs("switch"),
            "returned inaugurated elected sworn assumed entered".split(),
    )
)  # fmt: skip
#: Words after which a clause begins that tells more and bounds nothing.
ASIDE = frozenset(
    "who which whose because although though while whereas despite saying adding calling citing "
    "arguing instead ; : — – ( where so".split()
)
STOPS = frozenset({",", ";", ":", "(", ")", ".", "!", "?", "—", "–", '"', "“", "”"})

#: Words that end the phrase of a preposition.
ENDS = (
    BE | HAVE | DO | MODALS | words_of.VOTE.keys()
    | frozenset("more less far much often when that which came come comes by who".split())
) - {"'s"}  # fmt: skip
COMPANY = frozenset(
    "ally allies partner partners neighbour neighbours neighbor neighbors enemy enemies friend "
    "friends rival rivals opponent opponents supporter supporters foe foes backers proxies "
    "adversaries adversary client clients".split()
)
TELLS = frozenset("on about regarding concerning of against for condemning titled".split())
