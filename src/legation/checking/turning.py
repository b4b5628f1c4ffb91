"""Words that deny, words that say something is false, and verbs and adverbs that do neither.

The lists are of the language; `unaccounted` says when each leaves a claim open.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATORS = _set(
    "not n't no never cannot neither nor nobody none nothing nowhere without hardly scarcely "
    "barely refuse refuses refused refusing refusal fail fails failed failing failure deny denies "
    "denied denying decline declines declined declining lack lacks lacked lacking unable "
    "unwilling avoid avoids avoided avoiding forgo forgoes neglect neglects neglected omit omits "
    "omitted forget forgets forgot withhold withholds withheld withholding short missing "
    "absent stop stops stopped"
)

FALSEHOOD = _set(
    "false falsely untrue myth myths fabrication fabricated baseless lie lies fiction fictitious "
    "hoax wrong wrongly incorrect incorrectly inaccurate unfounded invention invented mistaken "
    "mistakenly rumour rumours rumor rumors nonsense disproved disproven debunked contradicted "
    "refuted misreported erroneous erroneously bogus fake supposed supposedly alleged allegedly "
    "doubt doubts doubted doubting imagine imagined imaginary pretend pretends "
    "pretended dream dreams dreamt dreamed wish wishes wished disbelieve hypothetical "
    "hypothetically contrary impossible inconceivable unthinkable unlikely doubtful "
    "unclear unproven"
)

AGAINST = _set("rejected rejects reject opposed opposes oppose defeated")

#: Adverbs that change nothing a vote, a measure or a list tells.
PLAIN_ADVERBS = _set(
    "formally officially publicly openly loudly quietly clearly firmly strongly simply widely "
    "actually really indeed notably surprisingly unsurprisingly explicitly expressly plainly "
    "flatly duly promptly finally recently also too again still even ever already once then now "
    "today currently presently here there thus hence however meanwhile moreover reportedly "
    "apparently remarkably famously controversially interestingly predictably unexpectedly "
    "fully wholly entirely completely totally squarely roundly decisively overwhelmingly "
    "identically unanimously uniformly steadfastly unwaveringly staunchly doggedly "
    "stubbornly unambiguously unequivocally unreservedly "
    "consistently steadily invariably constantly regularly repeatedly routinely usually "
    "generally typically normally mostly largely mainly often frequently rarely seldom closely "
    "sharply steeply gradually slowly rapidly dramatically markedly significantly considerably "
    "progressively continuously abruptly suddenly drastically exactly roughly approximately "
    "nearly almost barely lately early yearly annually traditionally historically diplomatically "
    "militarily politically economically warmly equally likewise similarly alike "
    "personally certainly surely undoubtedly undeniably evidently obviously"
)

#: Verbs that tell how a choice or an act came about, or who tells of it.
PLAIN_VERBS = _set(
    "decided chose chosen opted moved proceeded managed went gone came come took taken gave given "
    "made put kept held stood set cast casting pressed raised recorded registered "
    "listed counted happened occurred turned ended began begun started continued remained stayed "
    "became found seen saw shown showed known called named asked urged told said says saying "
    "reported announced stated declared noted wrote added recalled remembered confirmed admitted "
    "acknowledged argued claimed insisted stressed warned explained according regarding concerning "
    "including following considering during being having doing using led lent threw got "
    "united assembled adopted passed approved backed backing voting voted opposed opposing "
    "supported supporting abstained abstaining rejected rejecting condemned condemning demanded "
    "demanding suspended suspending entitled titled dubbed drafted tabled proposed submitted "
    "sponsored calling advancing ending lifting marking commemorating establishing "
    "agreed aligned sided differed diverged matched joined joining left "
    "imposed levied slapped blockaded embargoed enacted introduced gathered received drew drawn "
    "won attracted garnered collected earned secured brought "
    "need needed belonged used included paired dated based armed"
)

NAMING = _set(
    "adoption passage passing approval resolution resolutions text texts motion series topic "
    "matter subject question issue adopting"
)
#: Irregular forms of the past.
PAST = _set(
    "struck broke broken forgot forgotten forwent forsook shrank shrunk withdrew withdrawn "
    "undid undone unsaid lost threw fell fallen overthrew overturned rescinded swore sworn "
    "fought sought bought brought thought taught caught hid hidden shot shed split spoke "
    "spoken stole stolen drew drawn drove driven ate flew forbade forbidden meant misread "
    "outdid overcame overruled pretended sank slid slept spent spread stuck swung tore torn "
    "understood upheld upset woke wore wound"
)
