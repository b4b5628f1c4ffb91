"""Names under which texts of the Assembly are known, where the title does not hold the words.

A name stands here when it is common in the press or the literature and one text bears it. Each
entry is (words of the name, symbol); all the words must stand in what is asked.
"""

from __future__ import annotations

#: Words of a name, and the symbol it means. The longest name that fits is meant;
#: a name of two texts means one only with its day.
POPULAR = (
    ("zionism racism", "A/RES/3379(XXX)"),
    ("zionism racism revoking", "A/RES/46/86"),
    ("zionism racism repealing", "A/RES/46/86"),
    ("palestine non-member observer", "A/RES/67/19"),
    ("palestine observer status", "A/RES/67/19"),
    ("crimea referendum", "A/RES/68/262"),
    ("goldstone report", "A/RES/64/10"),
    ("jerusalem embassy", "A/RES/ES-10/19"),
    ("ceasefire gaza", "A/RES/ES-10/21"),
    ("ceasefire gaza", "A/RES/ES-10/22"),
    ("annexation ukraine", "A/RES/ES-11/4"),
    ("annexation referendums", "A/RES/ES-11/4"),
    ("reparations ukraine", "A/RES/ES-11/5"),
)

#: Words that mean what titles say with another word: word asked -> word of titles.
SYNONYMS = {
    "invasion": "aggression",
    "invading": "aggression",
    "invaded": "aggression",
    "suspension": "suspend",
    "kick": "suspend",
    "kicking": "suspend",
    "expel": "suspend",
    "expelling": "suspend",
    "expulsion": "suspend",
    "removing": "suspend",
    "ousting": "suspend",
    "blockade": "embargo",
    "compensation": "reparation",
    "truce": "ceasefire",
    "ending": "end",
    "lifting": "end",
    "nazism": "nazi",
    "nazis": "nazi",
    "palestinian": "palestine",
    "palestinians": "palestine",
    "atomic": "nuclear",
    "nuke": "nuclear",
    "prohibiting": "prohibition",
    "banning": "prohibition",
    "ban": "prohibition",
}
