"""Lexicons of the field, by what each phrase says; written as told in `phrases`."""

from __future__ import annotations

from legation.reading.claims.slots.phrases import index

#: What a state chose on a text.
CHOICE = index(
    yes="""
*vote for
*vote in favour|favor
*vote yes|aye|yea|affirmatively|positively
*come|*speak|*declare out|down|up for
*come|*speak|*declare out|down|up in favour|favor
in favour|favor
*back
*support
*endorse
*favour|*favor
*approve
*throw|*put|*lend ~ weight|support|voice behind|to
*stand|*line|*rally|*get|*fall|*unite ~ behind
*line|*stand up behind
*raise ~ hand for
*raise ~ hand in favour|favor
*say|*answer yes|aye
*find favour|favor
ayes|yeas
*cast for
yes side|camp|column|list
*press|*push ~ green|yes button
*give ~ green light
*give _ nod
*give _ thumbs up
*cast|*register|*record|*deliver|*enter ~ yes|aye
yes|affirmative|positive|supporting|favourable vote|votes|ballot|ballots|voice|voices
a yes
was|is|were yes
voice|voiced support for
approval|blessing|assent|endorsement|backing
supporter|supporters|backer|backers|proponent|proponents
""",
    no="""
*vote against
*vote no|nay|negatively
*come|*speak|*declare out|down against
*throw|*put ~ weight|vote|voice against
*stand|*side|*line|*rally ~ against
*stand|*line up against
*raise ~ hand against
*oppose
opposed|opposition
*reject
rejection
*say|*answer no|nay
*turn down
*turn _ down
*press|*push ~ red|no button
*cast|*register|*record|*deliver|*enter ~ no|nay
negative|dissenting|opposing|nay vote|votes|ballot|ballots|voice|voices
no vote|votes|ballot|ballots
a no
alone against
noes|nays
*cast against
no side|camp|column|list
*go against
opponent|opponents|objector|objectors|naysayer|naysayers|dissenter|dissenters
*dissent
*object to
*rebuff|*spurn
was|is|were|stood|stands against
those|states|countries|members against
""",
    abstain="""
*abstain
abstention|abstentions|abstainer|abstainers
*sit|*stay|*remain on the fence
*stay|*remain|*keep neutral
""",
    absent="""
absent|no-show
*stay away
*sit out
*miss|*skip|*boycott ~ vote|ballot
*give _ a miss
a no - show
""",
    away="""
*turn up
*show up
*participate
*take ~ part
*cast ~ vote|ballot
""",
)

#: Whether a group was at one on a text.
BLOC = index(
    one="""
*be|*remain|*stay|*stand united
*speak with one voice
of one mind
*close ranks
*stick|*stand|*hold together
en bloc
*present a|~ united front
*vote as one
""",
    split="""
*be|*remain split|divided
*split|*divide
*break ranks
not of one mind
""",
)

#: How the votes of two states compare.
PAIR = index(
    same="""
same choice|choices|vote|votes|way|side|position|positions|ballot|ballots|direction|line|stance|camp
the same
alike|identical|identically|similarly
in lockstep|unison|tandem|harmony|concert|agreement|accord|step|line|sync|common
as one
hand in hand
eye to eye
*agree
*coincide
*match
*overlap
*concur
*mirror
*share
*resemble
together
*vote with
""",
    apart="""
at odds
at loggerheads
out of step
*differ
*disagree
*part ways|company
opposite|opposing|different side|sides|way|ways|camp|camps
opposite|opposing|different choice|choices|vote|votes|position|positions
differently
*split
*clash
""",
    nearer="""
*converge
*draw|*come|*move|*grow|*become nearer|closer
gap|distance|difference|differences _ *narrow|*shrink|*close|*lessen|*diminish
rapprochement
""",
    further="""
*diverge
*drift|*grow|*move|*come|*pull apart|away
gap|distance|difference|differences _ *widen|*grow|*increase
""",
)

#: What two states did or are to each other, where no vote is meant.
FACT = index(
    dispute="""
*come to blows
*trade fire
*blockade
blockade
war|hostilities|fighting *break|*flare|*erupt out|up
war|hostilities|fighting *break|*flare|*erupt
*exchange fire
*clash militarily
armed|military|border clash|clashes|confrontation|confrontations|skirmish|skirmishes
""",
    sanction="""
sanctions
punitive|coercive|restrictive measures
""",
    alliance="""
alliance|pact
defence|defense|assistance|security ~ treaty|pact|agreement|alliance
mutual defence|defense|assistance treaty|pact|agreement
treaty allies|ally
""",
    arms="""
weapons|arms|armaments|weaponry
""",
    recognition="""
recognition
""",
    listed="""
unfriendly
""",
)

#: How something came to stand, and how it ended.
ENDS = index(
    ended="""
*come|*draw|*be to an end
*end
*lapse
*expire
*terminate
*dissolve
*cease
*collapse
was|were annulled|abrogated|cancelled|dissolved|terminated|denounced
""",
    began="""
*enter|*come into force|effect
*begin
""",
)

#: What judges a state, and what tells why it acts.
JUDGED = index(
    noun="""
trojan horse
appendage|satrapy|satrap|accomplice|henchman|mouthpiece|marionette|proxy|vassal|puppet|lackey
model|example|beacon|role-model|inspiration|disgrace|embarrassment|failure|success|joke|farce
talking shop
toothless|useless|powerless|impotent|irrelevant|shameless|corrupt|heartless|ruthless|barbaric
hypocritical|hypocrite|bully|rogue|villain|hero|saint|tyrant|dictator|dictatorship|tyranny
paper tiger
backyard|fiefdom|plaything|fig leaf
moral compass
*behave|*act like a|an
not be relied|counted|trusted|depended
cannot be relied|counted|trusted|depended
conscience|cancer|scourge|menace|nuisance|champion
piggy bank
laughing stock|stock
failed state
troublemaker|spoiler|warmonger|peacemaker|freeloader|parasite|traitor|coward|cowards|liar
*play a double game
*apply double standards
untrustworthy|unreliable|trustworthy|cynical|cowardly|courageous|admirable|despicable
errand boy
whatever _ tells|told|says|wants|orders
voice of reason
force for good
lost cause
""",
    cause="""
because
reason why|for|behind
is|was why
that is why
*explain
explained by
thanks|owing|due to
in return|exchange for
*buy|*bribe ~ vote|votes|loyalty|support|silence
dictated|driven|motivated|prompted|bought by
payback|retaliation|revenge|reward for
price of
what *drive
*keep _ in line
out of dependence|fear|gratitude|loyalty|spite|solidarity|interest|conviction
under pressure
at the behest|bidding of
on orders
*owe _ to
""",
)

__all__ = ["BLOC", "CHOICE", "ENDS", "FACT", "JUDGED", "PAIR"]
