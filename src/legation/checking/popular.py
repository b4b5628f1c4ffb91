"""Names under which texts of the Assembly are known, where the title does not hold the words.

A name stands here when it is common in the press or the literature. Each entry is held against
the record by a test: its key must be there, with the tally that the entry gives. Where one name
is borne by several texts each has an entry, and the name means one of them only with its day.

A few votes are known by name and are in no file that readers know. They stand in `AWAY` with
their day, so that a claim about them is not put to another text that the words fit too.
"""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name of one text.

    `words` must all stand in what is asked, and none of `without`; the longest name that fits
    is meant. `key` is the symbol, or the locator of a text that the record gives no symbol.
    """

    words: str
    key: str
    tally: tuple[int, int, int]
    without: str = ""


_PARTITION = "R/2/1424", (33, 13, 10)
_RETURN = "R/3/996", (35, 15, 8)
_ISRAEL = "R/3/330", (37, 12, 9)
_UNITING = "R/5/347", (52, 5, 2)
_COLONIAL = "R/15/1273D", (89, 0, 9)
_CHINA = "A/RES/2758G(XXVI)", (76, 35, 17)
_REVOKED = "A/RES/46/86", (111, 25, 13)
_OBSERVER = "A/RES/67/19", (138, 9, 41)
_JERUSALEM = "A/RES/ES-10/19", (127, 9, 35)
_CRIMEA = "A/RES/68/262", (100, 11, 58)
_TRUCE = "A/RES/ES-10/21", (120, 14, 45)
_CEASEFIRE = "A/RES/ES-10/22", (153, 10, 23)
_OPINION = "A/RES/77/247", (87, 26, 53)
_FOLLOWED = "A/RES/ES-10/24", (124, 14, 43)
_ANNEXED = "A/RES/ES-11/4", (143, 5, 35)
_REPAIR = "A/RES/ES-11/5", (94, 14, 73)
_YEAR = "A/RES/ES-11/6", (141, 7, 32)
_JUST = "A/RES/ES-11/7", (93, 18, 65)
_PATH = "A/RES/ES-11/8", (93, 8, 73)
_NUCLEAR_BAN = "A/RES/71/258", (112, 35, 13)
_IIIM = "A/RES/71/248", (105, 14, 52)
_MIGRATION = "A/RES/73/195", (152, 5, 12)
_MYANMAR = "A/RES/75/287", (119, 1, 36)
_SLAVERY = "A/RES/80/250", (123, 3, 52)
_KOSOVO = "A/RES/63/3", (78, 6, 73)

#: Names of texts that the record can hold.
POPULAR = (
    Name("partition", *_PARTITION),
    Name("right return refugees", *_RETURN),
    Name("admission israel", *_ISRAEL),
    Name("admitting israel", *_ISRAEL),
    Name("israel membership", *_ISRAEL, without="palestine council committee"),
    Name("uniting peace", *_UNITING),
    Name("china aggressor", "R/5/696", (44, 7, 9)),
    Name("declaration decolonization", *_COLONIAL, without="implementation dissemination"),
    Name("declaration colonial independence", *_COLONIAL, without="implementation dissemination"),
    Name("non-proliferation treaty adoption", "rcid 1014", (95, 4, 21)),
    Name("china seat", *_CHINA),
    Name("china seating", *_CHINA),
    Name("china admission", *_CHINA),
    Name("china representation", *_CHINA),
    Name("china lawful rights", *_CHINA),
    Name("plo observer", "A/RES/3237(XXIX)", (95, 17, 19)),
    Name("palestine liberation organization observer", "A/RES/3237(XXIX)", (95, 17, 19)),
    Name("charter economic rights duties", "A/RES/3281C(XXIX)", (120, 6, 10)),
    Name("zionism racism", "A/RES/3379(XXX)", (72, 35, 32)),
    Name("zionism racism revoking", *_REVOKED),
    Name("zionism racism revocation", *_REVOKED),
    Name("zionism racism repealing", *_REVOKED),
    Name("zionism racism rescinding", *_REVOKED),
    Name("invasion grenada", "A/RES/38/7", (107, 9, 28)),
    Name("bombing libya", "A/RES/41/38", (79, 28, 33)),
    Name("proclamation palestine", "A/RES/43/177", (104, 2, 34)),
    Name("invasion panama", "A/RES/44/240", (75, 20, 40)),
    Name("request advisory opinion nuclear weapons", "A/RES/49/75K", (75, 43, 37), "follow-up"),
    Name("test-ban treaty adoption", "A/RES/50/245", (157, 3, 5)),
    Name("creation human rights council", "A/RES/60/251", (170, 4, 3)),
    Name("establishing human rights council", "A/RES/60/251", (170, 4, 3)),
    Name("kosovo advisory opinion", *_KOSOVO),
    Name("kosovo independence", *_KOSOVO),
    Name("goldstone report", "A/RES/64/10", (114, 18, 44)),
    Name("palestine non-member observer", *_OBSERVER),
    Name("palestine observer status", *_OBSERVER),
    Name("crimea referendum", *_CRIMEA),
    Name("crimea annexation", *_CRIMEA),
    Name("mechanism syria", *_IIIM),
    Name("mechanism crimes syria", *_IIIM),
    Name("nuclear ban treaty negotiations", *_NUCLEAR_BAN),
    Name("nuclear weapons negotiations prohibition", *_NUCLEAR_BAN),
    Name("chagos", "A/RES/71/292", (93, 15, 65)),
    Name("chagos request advisory opinion", "A/RES/71/292", (93, 15, 65)),
    Name("jerusalem embassy", *_JERUSALEM),
    Name("jerusalem capital", *_JERUSALEM),
    Name("migration compact", *_MIGRATION),
    Name("marrakesh compact", *_MIGRATION),
    Name("refugee compact", "A/RES/73/151", (181, 2, 3)),
    Name("rights peasants", "A/RES/73/165", (121, 8, 54)),
    Name("cybercrime convention", "A/RES/74/247", (79, 60, 33)),
    Name("cybercrime treaty", "A/RES/74/247", (79, 60, 33)),
    Name("myanmar coup", *_MYANMAR),
    Name("myanmar arms embargo", *_MYANMAR),
    Name("annexation ukraine", *_ANNEXED, without="crimea 2014"),
    Name("annexation referendums", *_ANNEXED, without="crimea 2014"),
    Name("reparations ukraine", *_REPAIR),
    Name("reparations russia", *_REPAIR),
    Name("anniversary ukraine", *_YEAR),
    Name("anniversary ukraine", *_JUST),
    Name("anniversary ukraine", *_PATH),
    Name("american draft ukraine", *_PATH),
    Name("us-drafted ukraine", *_PATH),
    Name("european draft ukraine", *_JUST),
    Name("council europe aggression", "A/RES/77/284", (122, 5, 18)),
    Name("truce gaza", *_TRUCE),
    Name("humanitarian truce", *_TRUCE),
    Name("ceasefire gaza", *_TRUCE),
    Name("ceasefire gaza", *_CEASEFIRE),
    Name("advisory opinion occupation", *_OPINION),
    Name("advisory opinion occupation", *_FOLLOWED),
    Name("request advisory opinion occupation", *_OPINION),
    Name("end occupation months", *_FOLLOWED),
    Name("transatlantic slave trade", *_SLAVERY),
    Name("slavery gravest crime", *_SLAVERY),
    Name("slave trade", *_SLAVERY),
)


class Away(NamedTuple):
    """A vote that is known by name and day, and that the usual files do not hold."""

    words: str
    key: str
    day: str


#: Votes that may be meant though the record does not hold them.
AWAY = (
    Away("invasion afghanistan", "A/RES/ES-6/2", "1980-01-14"),
    Away("soviet afghanistan", "A/RES/ES-6/2", "1980-01-14"),
    Away("arms trade treaty adoption", "A/RES/67/234B", "2013-04-02"),
    Away("palestine civilians protection", "A/RES/ES-10/20", "2018-06-13"),
    Away("hamas", "A/73/L.42", "2018-12-06"),
    Away("chagos", "A/RES/73/295", "2019-05-22"),
    Away("palestine membership", "A/RES/ES-10/23", "2024-05-10"),
    Away("palestine admission", "A/RES/ES-10/23", "2024-05-10"),
    Away("ceasefire gaza", "A/RES/ES-10/26", "2024-12-11"),
    Away("ceasefire gaza", "A/RES/ES-10/27", "2025-06-12"),
    Away("york declaration", "A/80/L.1", "2025-09-12"),
    Away("two-state", "A/80/L.1", "2025-09-12"),
)

#: Texts that are called by a number alone, and for which the record has no symbol.
NUMBERED = {
    "181": "R/2/1424", "194": "R/3/996", "273": "R/3/330", "377": "R/5/347", "498": "R/5/696",
    "1514": "R/15/1273D", "1803": "R/17/1134", "2373": "rcid 1014",
    "2758": "A/RES/2758G(XXVI)", "3281": "A/RES/3281C(XXIX)",
}  # fmt: skip

#: Numbers that mean a resolution of the Security Council when no body is named.
COUNCIL = frozenset(
    "83 84 242 338 425 446 465 476 478 497 502 598 660 661 678 687 688 757 827 955 1160 1199 1203 "
    "1244 1325 1368 1373 1441 1483 1540 1546 1559 1593 1595 1674 1696 1701 1718 1737 1747 "
    "1835 1860 1874 1929 1970 1973 2042 2043 2085 2118 2166 2202 2231 2254 2270 2334 2356 2371 "
    "2375 2397 2401 2593 2623 2712 2720 2728 2735 2803".split()
)

#: Short forms, and the words that titles write for them.
SPELLED = {
    "tpnw": "treaty prohibition nuclear weapons",
    "ctbt": "comprehensive nuclear-test-ban treaty",
    "npt": "non-proliferation treaty",
    "att": "arms trade treaty",
    "idps": "internally displaced persons",
    "dprk": "north korea",
    "r2p": "responsibility protect",
    "nieo": "new international economic order",
    "hrc": "human rights council",
    "iiim": "mechanism syria",
    "icj": "advisory opinion",
    "undrip": "declaration rights indigenous peoples",
}

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
    "throw": "suspend",
    "throwing": "suspend",
    "booting": "suspend",
    "blockade": "embargo",
    "compensation": "reparation",
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
    "created": "creation",
    "creating": "creation",
    "founding": "creation",
    "opinions": "opinion",
    "soviets": "soviet",
    "ceasefires": "ceasefire",
    "negotiate": "negotiations",
    "negotiating": "negotiations",
    "slavery": "enslaved",
    "slave": "enslaved",
    "slaves": "enslaved",
    "militarisation": "militarization",
}


class Former(NamedTuple):
    """A title that a yearly text bore before a day; `words` are of the name it has now."""

    words: str
    title: str
    until: str


#: Yearly texts that came under another title first.
FORMER = (
    Former("glorification nazism", "inadmissibility certain practices contribute", "2012-12-01"),
)
