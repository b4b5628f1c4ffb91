"""Words that a full stop shortens, by what may follow them."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Before a name; a sentence does not end here.
TITLES = _set(
    "mr mrs ms mx dr drs prof rev fr hon sen sens rep reps gov govs gen gens maj col cols lt ltc "
    "cpl capt cmdr cdr cmd comdr adm radm vadm brig sgt pvt pfc spc ssgt amb pres supt det insp "
    "messrs mme mlle st ste mt ft sr sra dept atty asst assoc dir pt hr ing mons msgr"
)
#: Before a number, or "etc"-like before a name: it ends a sentence only before a word that
#: begins one.
BEFORE_NUMBER = _set(
    "no nos art arts fig figs p pp par para paras sec sect vol vols ch chap nr op ed eds para "
    "approx pop ca circa tel ext res doc docs cl"
)
#: Months and days of the week.
MONTHS = _set("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs")
#: Words after which a sentence may well end; then a word that begins one follows.
GENERAL = _set(
    "inc corp co cos ltd llc plc bros jr sr esq etc al ave blvd rd hwy bldg est dist univ assn "
    "intl natl govt gov dept comm cf viz ibid esp incl max min misc orig cent "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb "
    "nev okla ore pa penn tenn tex vt va wash wis wyo ont que alta man sask"
)
#: Never at the end of a sentence.
NEVER = _set("vs e.g. i.e. e.g i.e cf viz")
#: Dotted short forms of hours; what then goes on with them.
HOURS = _set("a.m. p.m. a.m p.m")
AFTER_HOURS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december est edt et pst pdt pt cst cdt ct mst "
    "gmt utc bst cet cest eastern pacific central local moscow greenwich"
)
#: Words in capitals that begin sentences far more often than names.
BEGINNERS = _set(
    "the a an this that these those there here he she it they we i you his her its their our my "
    "your in on at by for from with without after before during since until while when where "
    "why who what which how if although though because as but and or so yet nor however "
    "moreover meanwhile instead then now today yesterday later earlier still also even only "
    "just not no some many most all both each every any several few other others another such "
    "one two three according under over between among against despite among once unlike like "
    "whether to of about is are was were has have had do does did will would can could should "
    "may might must let asked speaking critics officials analysts nobody everyone nothing "
    "everything something somebody someone perhaps maybe indeed thus therefore hence "
    "additionally furthermore finally first second third last next president"
) - {"president"}
