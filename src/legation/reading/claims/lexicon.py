"""Words that claims are made with, by family; looked up once per word of a text.

The lists are of the language and of the field. A family says which reader is asked; the reader
decides from what stands around the word.
"""

from __future__ import annotations

from legation.reading.grammar import forms


def _verbs(words: str) -> dict[str, str]:
    """Give every form of the verbs with its base form."""
    found: dict[str, str] = {}
    for lemma in words.split():
        one = forms(lemma)
        for form in (one.base, *one.third, *one.past, *one.participle, *one.gerund):
            found.setdefault(form, lemma)
    return found


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# -- votes ----------------------------------------------------------------------------------
VOTE = _verbs("vote")
ABSTAIN = _verbs("abstain") | {"abstention": "abstain", "abstentions": "abstain"}
FOR = _verbs("back support approve endorse favour favor adopt pass accept")
AGAINST = _verbs("oppose reject")
VETO = _verbs("veto block")
SPONSOR = _verbs("sponsor co-sponsor cosponsor draft table")
SIDE = _verbs(
    "side align stand join agree disagree concur differ diverge coincide match resemble "
    "overlap break converge"
)
SKIP = _set("missing absent absented skipped skip skips boycotted boycott boycotts")
TAKE = _verbs("take")
#: Nouns that name what is voted on.
TEXTS = _set(
    "resolution resolutions text texts motion motions draft drafts proposal proposals suspension "
    "demand appeal vote votes amendment amendments decision embargo ballot moratorium declaration "
    "convention ceasefire truce"
)
UN = _set("un u.n. assembly unga unsc resolution resolutions")
AGREEMENT = _set(
    "agreement coincidence alignment affinity concurrence convergence similarity "
    "overlap record records disagreement"
)
PLURALS = _set(
    "country countries state states nation nations member members government "
    "governments capitals delegations power powers neighbour neighbours neighbor "
    "neighbors republic republics signatories participants bloc"
)

# -- relations ------------------------------------------------------------------------------
RELATIONS = {
    **dict.fromkeys(
        "relations relation relationship relationships ties friendship rapport "
        "rapprochement".split(),
        "relations",
    ),
    **dict.fromkeys("cooperation partnership coordination collaboration".split(), "cooperation"),
    **dict.fromkeys("trade commerce".split(), "trade"),
}
UP = _verbs(
    "rise grow climb increase improve strengthen warm deepen intensify soar surge jump "
    "expand recover thaw double flourish blossom thrive rebound"
)
DOWN = _verbs(
    "fall drop decline decrease deteriorate worsen sour cool weaken plummet plunge "
    "collapse sink slide shrink dwindle fray chill degrade slump tumble erode diminish "
    "crumble halve nosedive"
)
LEVEL = _verbs("stagnate stabilise stabilize")
MOVE = _verbs("draw move drift shift turn swing edge inch tilt pivot lurch gravitate slide")
AWAY = _set("away apart")
TOWARDS = _set("towards toward closer together nearer")
GROW = _verbs("grow become get be remain")
BECOME = _verbs("grow become") | dict.fromkeys(("got", "gotten", "getting"), "get")
SHARP = _set(
    "sharply steeply dramatically abruptly drastically markedly rapidly sharp steep "
    "collapsed plunged plummeted soared surged precipitously suddenly considerably "
    "significantly"
)
STEADY = _set("steadily gradually continuously constantly slowly progressively consistently")

# -- measures -------------------------------------------------------------------------------
SELL = _verbs("go sell supply export deliver provide ship transfer send give donate furnish")
BUY = _verbs("buy purchase import acquire receive obtain procure")
ARM = _verbs("arm")
ARMS = _set(
    "arms weapons weapon weaponry armament armaments munitions tank tanks missile missiles drone "
    "drones aircraft jets jet fighter fighters submarine submarines helicopter helicopters "
    "howitzers artillery warships warship frigates frigate radars bombers rockets launchers mig "
    "f s himars bayraktar patriot iskander hardware"
) - {"f", "s"}
SUPPLIER = _set("supplier suppliers seller provider exporter")
BUYER = _set("buyer buyers customer customers recipient recipients importer purchaser client")
SANCTION = _verbs("sanction embargo") | {"sanctions": "sanction"}
ALLY = _set("ally allies allied alliance alliances pact pacts treaty treaties accord accords")
DEFENCE = _set("defence defense security military alliance nonaggression non-aggression")
SIGN = _verbs("sign conclude ratify ink reach")
RECOGNISE = _verbs("recognise recognize") | {"recognition": "recognise"}
VISIT = _verbs("visit")
FIGHT = _verbs("fight attack invade bomb shell strike annex occupy")
WAR = _set("war wars")
BREAK = _verbs("break sever cut suspend rupture")
RESTORE = _verbs("restore resume re-establish reestablish establish normalise normalize open renew")
DOWNGRADE = _verbs("downgrade upgrade")
LIFT = _verbs("lift drop end remove ease revoke waive")
JOIN = _verbs("join enter accede")
LEAVE = {word: base for word, base in _verbs("leave quit exit withdraw").items() if word != "exit"}
EXPEL = _verbs("expel recall")
CONDEMN = _verbs(
    "condemn denounce criticise criticize deplore rebuke blame censure lambast decry slam"
)
PRAISE = _verbs("praise thank commend hail laud congratulate applaud")
DESIGNATE = _verbs(
    "designate list label declare classify name brand add put place include "
    "regard consider deem figure feature appear rank count"
)
LISTS = _set("list lists blacklist register roster")
DESIGNATIONS = {
    "unfriendly": "unfriendly",
    "hostile": "unfriendly",
    "terrorism": "terrorism",
    "terrorist": "terrorism",
    "blacklist": "other",
    "sponsor": "terrorism",
    "sponsors": "terrorism",
}
MEMBER = _set("member members membership")

# -- what is asserted of them ---------------------------------------------------------------
SUPERLATIVES = {
    **dict.fromkeys(
        "highest best closest warmest strongest largest biggest greatest most peak "
        "record leading main top foremost principal staunchest".split(),
        "highest",
    ),
    **dict.fromkeys(
        "lowest worst weakest coldest fewest smallest least nadir poorest tensest "
        "iciest frostiest".split(),
        "lowest",
    ),
    **dict.fromkeys(
        "harshest sharpest toughest fiercest severest sternest bluntest strictest".split(),
        "harshest",
    ),
}
COMPARATIVES = _set("harsher sharper stronger tougher fiercer lower worse colder weaker higher")
STATEMENTS = _set(
    "statement statements condemnation criticism rebuke communique communiqué protest reaction "
    "declaration denunciation reprimand response rhetoric language words"
)
ALWAYS = _set(
    "always consistently invariably unfailingly systematically constantly without uniformly"
)
EACH = _set("each every all")
OCCASIONS = _set(
    "time year vote resolution occasion session case resolutions votes one single text years"
)
NEVER = _set("never nowise")
ONLY = _set("only alone sole solely nobody lone except exception")
FIRST = _set("first firstly")
COMPARE = _set("closer nearer more less rather further farther than")
#: Verbs of effect with the particle each takes.
EFFECTS = {
    **dict.fromkeys(_verbs("lead"), "to"),
    **dict.fromkeys(_verbs("result"), "in"),
    **dict.fromkeys(_verbs("cause trigger"), ""),
}
CAUSES = {
    **dict.fromkeys(("because", "owing", "lest"), "because"),
    **dict.fromkeys(("secretly", "covertly", "privately", "inwardly"), "hidden"),
    **dict.fromkeys(
        (
            "motivated",
            "driven",
            "drives",
            "drove",
            "motive",
            "motives",
            "intent",
            "aim",
            "aims",
            "goal",
            "motivation",
            "prompted",
            "fuelled",
            "fueled",
        ),
        "motive",
    ),
    **dict.fromkeys(
        (
            "wants",
            "wanted",
            "hopes",
            "hoped",
            "seeks",
            "trying",
            "tries",
            "seeking",
            "hates",
            "loves",
            "fears",
            "desires",
            "resents",
            "craves",
        ),
        "wish",
    ),
    **dict.fromkeys(
        (
            "fear",
            "gratitude",
            "interest",
            "hatred",
            "revenge",
            "spite",
            "loyalty",
            "guilt",
            "envy",
            "solidarity",
            "love",
            "resentment",
            "greed",
        ),
        "feeling",
    ),
    **dict.fromkeys(EFFECTS, "effect"),
    "deep": "deep",
    "heart": "deep",
    "explains": "explain",
    "explained": "explain",
    "order": "purpose",
    "so": "purpose",
    "thanks": "because",
    "due": "because",
    "to": "purpose",
}
#: Verbs of purpose: "to please" gives a reason, "to suspend" the content of a vote.
PURPOSE = _verbs(
    "please appease placate satisfy punish spite provoke humiliate flatter reward impress "
    "curry win avoid distract embarrass weaken gain signal show ingratiate preserve protect "
    "secure keep split divide undermine destroy"
)
FUTURE_CUES = _set(
    "will won't shall going set likely unlikely expected bound poised about due "
    "predict predicts predicted forecast forecasts 'll certain destined "
    "soon"
)
#: Nouns and adjectives that judge a state rather than tell what it did.
JUDGING_NOUNS = _set(
    "puppet vassal lackey pawn stooge satellite colony tool friend enemy foe aggressor bully "
    "pariah villain victim hero hypocrite liar traitor threat menace partner proxy servant "
    "saviour savior bulwark beacon obstacle poodle lapdog instrument "
    "appeaser horse apologist doormat coward thug parasite invader "
    "occupier"
)
JUDGING_ADJECTIVES = _set(
    "rogue evil hypocritical immoral moral untrustworthy trustworthy reliable unreliable cynical "
    "shameful disgraceful brutal cowardly noble heroic criminal illegitimate legitimate "
    "wrong right unjust just fair unfair irresponsible reckless treacherous loyal disloyal "
    "barbaric despicable admirable fascist genocidal imperialist arrogant weak foolish naive "
    "justified unjustified"
)
SAY = _verbs(
    "say tell claim state declare announce warn insist argue accuse call describe assert "
    "deny note suggest remark stress maintain allege vow add"
)
