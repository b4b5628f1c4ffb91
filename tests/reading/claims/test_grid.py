"""Every type of claim in a dozen frames of syntax, over several states and texts.

A frame is a way to say it, with places for states and texts; what fills the places must not
matter. Each frame is read with every filling, so that a rule that only knows one sentence fails.
"""

import datetime as dt

import pytest

from legation.reading.claims import find_claims
from legation.reading.preparing import prepare

DAY = dt.date(2026, 6, 30)
#: Two states or three, as words and codes.
STATES = (
    (("Israel", "Russia", "India"), ("ISR", "RUS", "IND")),
    (("Brazil", "China", "Poland"), ("BRA", "CHN", "POL")),
    (("the Netherlands", "South Africa", "Japan"), ("NLD", "ZAF", "JPN")),
)
TEXTS = ("ES-11/1", "resolution 68/262")

VOTED_FOR = """
{A} voted for {R}.
{A} voted in favour of {R}.
{A} backed {R}.
{A} supported {R}.
{R} was backed by {A}.
{A} cast a yes vote on {R}.
{A} voted yes on {R}.
{A} cast its vote in favour of {R}.
{A}'s vote for {R} came as no surprise.
Did {A} vote for {R}?
{A} said yes to {R}.
According to reports, {A} voted for {R}.
{A}'s decision to vote for {R} was noted.
It is not true that {A} did not vote for {R}.
"""
VOTED_AGAINST = """
{A} voted against {R}.
{A} opposed {R}.
{A} rejected {R}.
{R} was opposed by {A}.
{R} was rejected by {A}.
{A} cast a no vote on {R}.
{A} voted no on {R}.
A no vote by {A} on {R} was recorded.
{A}'s no vote on {R} was recorded.
{A} said no to {R}.
{A} was against {R}.
{A} did not abstain on {R} but voted against it.
Did {A} vote against {R}?
"""
ABSTAINED = """
{A} abstained on {R}.
{A} abstained in the vote on {R}.
{A} abstained when {R} was put to the vote.
{A} has abstained on {R}.
{A}'s abstention on {R} was noted.
{A} cast an abstention on {R}.
{A} recorded an abstention on {R}.
An abstention by {A} on {R} was recorded.
{A}'s decision to abstain on {R} was noted.
Did {A} abstain on {R}?
On {R} {A} abstained.
{A} chose to abstain on {R}.
"""
NEVER = """
{A} has never voted against {B}.
{A} never voted against {B}.
Never has {A} voted against {B}.
{A} has not once voted against {B}.
{A} has not voted against {B} a single time, not once.
Not once has {A} voted against {B}.
At no time did {A} vote against {B}.
At no point has {A} voted against {B}.
On no occasion did {A} vote against {B}.
{A} has yet to vote against {B}.
{A} has never ever voted against {B}.
Has {A} never voted against {B}?
"""
AGREEMENT = """
{A} and {B} voted alike in 40 percent of votes in 2023.
{A} and {B} voted together in 40 percent of votes in 2023.
{A} voted with {B} in 40 percent of votes in 2023.
In 2023 {A} voted with {B} in 40 percent of votes.
{A} voted the same way as {B} in 40 percent of votes in 2023.
{A} and {B} cast the same vote in 40 percent of votes in 2023.
{A} sided with {B} in 40 percent of UN votes in 2023.
{A} agreed with {B} in 40 percent of votes in 2023.
{A} and {B} agreed in two fifths of votes in 2023.
{A} and {B} voted the same way four times out of ten in 2023.
{A} voted with {B} four times in ten in 2023.
{A} voted like {B} in 40 percent of votes in 2023.
"""
CLOSER = """
{A} votes more often with {B} than with {C}.
{A} votes with {B} more often than with {C}.
{A} votes closer to {B} than to {C}.
{A} sides with {B} rather than with {C} at the General Assembly.
{A} is closer to {B} than to {C}.
{A} is closer to {B} than it is to {C}.
{A} stands closer to {B} than to {C}.
{A} voted with {B} more often than with {C} in 2024.
In 2024 {A} voted with {B} more often than with {C}.
{A} has more in common with {B} than with {C} at the United Nations.
{A} votes with {B} more often than it does with {C}.
{A} sells more arms to {B} than to {C}.
"""
ARMS = """
{A} sold arms to {B}.
{A} has sold arms to {B}.
{A} sold {B} arms.
{A} supplied arms to {B}.
{A} supplied {B} with weapons.
{A} delivered weapons to {B}.
{A} exported arms to {B} in 2015.
Arms were sold to {B} by {A}.
{B} bought arms from {A}.
{B} has bought weapons from {A}.
{B} imported arms from {A}.
{B} was supplied with arms by {A}.
{B} took delivery of weapons from {A}.
Did {A} sell arms to {B}?
"""
NOT_ARMS = """
{A} sold no arms to {B}.
{A} did not sell arms to {B}.
{A} refused to sell arms to {B}.
{A} declined to sell arms to {B}.
{A} refrained from selling arms to {B}.
{A} has not sold arms to {B}.
It is not true that {A} sold arms to {B}.
It is false that {A} sold arms to {B}.
{A} has supplied no weapons to {B}.
It is a myth that {A} sold arms to {B}.
It would be wrong to say that {A} sold arms to {B}.
{B} bought no arms from {A}.
"""
SANCTIONS = """
{A} imposed sanctions on {B}.
{A} has imposed sanctions on {B}.
{A} placed sanctions on {B}.
{A} sanctioned {B}.
{A} has sanctioned {B}.
{A} put sanctions on {B} in 1998.
Sanctions were imposed on {B} by {A}.
{B} was sanctioned by {A}.
{A} joined the sanctions against {B}.
{A} introduced sanctions against {B}.
Did {A} impose sanctions on {B}?
{A} adopted sanctions against {B}.
"""
ONLY = """
Only {A} voted against {R}.
{A} alone voted against {R}.
{A} was the only state to vote against {R}.
{A} was the only country that voted against {R}.
The only state to vote against {R} was {A}.
The only country to oppose {R} was {A}.
{A} was the sole country to vote against {R}.
No state other than {A} voted against {R}.
No country but {A} voted against {R}.
Apart from {A}, no state voted against {R}.
Except for {A}, nobody voted against {R}.
{A} was the lone state to oppose {R}.
"""
ALWAYS = """
{A} has always voted against {B}.
{A} always voted against {B}.
{A} invariably votes against {B}.
{A} has consistently voted against {B}.
{A} has voted against {B} every time.
{A} voted against {B} on every occasion.
{A} voted against {B} in every vote.
Without exception {A} has voted against {B}.
{A} has voted against {B} without exception.
{A} has voted against {B} year after year.
Year after year {A} has voted against {B}.
{A} has never failed to vote against {B}.
"""
FIRST = """
In 2023 {A} voted against {B} for the first time.
{A} voted against {B} for the first time in 2023.
For the first time {A} voted against {B} in 2023.
{A} first voted against {B} in 2023.
Not until 2023 did {A} vote against {B}.
Never before 2023 had {A} voted against {B}.
For the very first time {A} voted against {B} in 2023.
In 2023 {A} for the first time voted against {B}.
It was in 2023 that {A} first voted against {B}.
It was in 2023 that {A} voted against {B} for the first time.
In March 2023 {A} voted against {B} for the first time.
{A} voted for the first time against {B} in 2023.
"""
SINCE = """
{A} has voted with {B} since 2014.
Since 2014 {A} has voted with {B}.
Since 2014, {A} has voted with {B}.
{A} has been voting with {B} since 2014.
{A} has sided with {B} at the United Nations since 2014.
{A} has voted like {B} since 2014.
{A} has voted the same way as {B} since 2014.
Ever since 2014 {A} has voted with {B}.
{A} has voted with {B} ever since 2014.
From 2014 onwards {A} has voted with {B}.
{A} has voted alongside {B} since 2014.
{A} and {B} have voted together since 2014.
"""
COUNT = """
Five states voted against {R}.
Five countries voted against {R}.
Only five states voted against {R}.
Just five countries opposed {R}.
Five members voted no on {R}.
{R} was opposed by five states.
{R} was rejected by only five countries.
No more than five states voted against {R}.
At least five states voted against {R}.
About five countries voted against {R}.
Exactly five states opposed {R}.
Half a dozen states voted against {R}.
"""
GROUP = """
The Baltic states voted for {R}.
All Baltic states voted for {R}.
The Baltic states all voted for {R}.
Every NATO member voted for {R}.
All EU members voted for {R}.
No EU member voted for {R}.
None of the Gulf states voted for {R}.
Most African states voted for {R}.
All Central Asian states voted for {R}.
The Nordic states backed {R}.
At least one BRICS member voted for {R}.
Not all EU members voted for {R}.
The members of the European Union voted as one for {R}.
"""
LISTED = """
{A} is on Russia's list of unfriendly countries.
{A} is on Moscow's list of unfriendly states.
{A} is on the Russian list of unfriendly countries.
Is {A} on Russia's list of unfriendly countries?
{A} stands on Russia's list of unfriendly states.
{A} appears on Russia's list of unfriendly states.
{A} figures on Russia's list of unfriendly states.
Russia regards {A} as an unfriendly country.
Russia considers {A} an unfriendly state.
Russia designated {A} an unfriendly country.
Russia has declared {A} unfriendly.
{A} has been designated an unfriendly country by Russia.
{A} was declared unfriendly by Russia.
"""
TREND = """
Voting agreement between {A} and {B} has risen since 2014.
Voting agreement between {A} and {B} has fallen since 2014.
{A} has voted with {B} more and more often since 2014.
{A} has voted with {B} less and less often since 2014.
Since 2014 {A} has voted increasingly with {B}.
{A} and {B} have drifted apart since 2014.
{A} and {B} have grown closer since 2014.
{A} has moved closer to {B} since 2014.
{A} has moved away from {B} since 2014.
Relations between {A} and {B} have improved since 2014.
Relations between {A} and {B} have deteriorated since 2014.
{A}'s relations with {B} have worsened since 2014.
Since 2014 ties between {A} and {B} have deepened.
"""
SUPERLATIVE = """
Voting agreement between {A} and {B} was at its lowest in 2023.
Relations between {A} and {B} are at their lowest since 1992.
Relations between {A} and {B} are the worst since 1992.
{A} is {B}'s closest partner at the General Assembly.
{A} is {B}'s largest arms supplier.
{A} is the largest supplier of arms to {B}.
{A} is the biggest buyer of arms from {B}.
No country votes with {B} as often as {A}.
No state votes with {B} more often than {A}.
In 2023 {A} voted with {B} less often than in any year since 1992.
{A} votes with {B} more often than any other state.
{A} votes most often with {B}.
"""
STATUS = """
{A} joined NATO in 1999.
{A} left NATO in 1999.
{A} withdrew from NATO in 1999.
{A} became a member of NATO in 1999.
{A} broke off diplomatic relations with {B} in 1999.
{A} restored diplomatic relations with {B} in 1999.
{A} cut diplomatic ties with {B} in 1999.
Relations between {A} and {B} broke down in 1999.
{A} stopped selling arms to {B} in 1999.
{A} has stopped selling arms to {B}.
{A} began selling arms to {B} in 1999.
{A} lifted its sanctions on {B} in 1999.
{A} stopped voting with {B} in 1999.
"""
PREDICTION = """
{A} will vote against {B} in 2030.
{A} will impose sanctions on {B} by 2030.
{A} will sell arms to {B} in 2030.
{A} is going to vote against {B} in 2030.
{A} is likely to impose sanctions on {B} by 2030.
{A} is expected to impose sanctions on {B} by 2030.
{A} will join NATO by 2030.
{A} will leave NATO by 2030.
{A} is set to join NATO by 2030.
{A} will abstain on the Cuba embargo resolution in 2030.
Analysts expect {A} to join NATO by 2030.
{A} is about to impose sanctions on {B}.
"""
SEQUENCE = """
{A} voted for ES-11/1 and then abstained on ES-11/3.
{A} voted for ES-11/1 before abstaining on ES-11/3.
{A} abstained on ES-11/3 after voting for ES-11/1.
After voting for ES-11/1 {A} abstained on ES-11/3.
After voting for ES-11/1, {A} abstained on ES-11/3.
Having voted for ES-11/1, {A} abstained on ES-11/3.
Having abstained on ES-11/1, {A} went on to vote against ES-11/3.
{A} first voted for ES-11/1 and later abstained on ES-11/3.
{A} voted for ES-11/1 and later abstained on ES-11/3.
{A} voted for ES-11/1 but then abstained on ES-11/3.
{A} voted for ES-11/1 and subsequently abstained on ES-11/3.
Before abstaining on ES-11/3, {A} voted for ES-11/1.
"""
WAR = """
{A} and {B} were at war in 1973.
{A} was at war with {B} in 1973.
{A} fought a war with {B} in 1973.
{A} fought a war against {B} in 1973.
{A} and {B} fought a war in 1973.
{A} and {B} went to war in 1973.
{A} went to war with {B} in 1973.
{A} waged war against {B} in 1973.
There was a war between {A} and {B} in 1973.
In 1973 {A} and {B} were at war.
{A} and {B} had a militarised dispute in 1973.
{A} was in a militarised dispute with {B} in 1973.
"""
CAUSAL = """
{A} abstained on {R} because of its ties with {B}.
{A} voted for {R} to please {B}.
{A} voted for {R} in order to please {B}.
{A} abstained on {R} out of fear of {B}.
{A} abstained on {R} out of loyalty to {B}.
{A} abstained on {R} for fear of {B}.
{A} abstained on {R} to avoid angering {B}.
Out of fear of {B}, {A} abstained on {R}.
Because it depends on {B}, {A} abstained on {R}.
{A} abstained on {R} thanks to pressure from {B}.
{A} voted for {R} so as to please {B}.
To please {B}, {A} voted for {R}.
"""

GRID = [
    (VOTED_FOR, "vote", "voted_for", False),
    (VOTED_AGAINST, "vote", "voted_against", False),
    (ABSTAINED, "vote", "abstained", False),
    (NEVER, "never", "voted_apart", False),
    (AGREEMENT, "agreement", "voted_with", False),
    (CLOSER, "closer_to", None, False),
    (ARMS, "existence", "arms_transfer", False),
    (NOT_ARMS, "existence", "arms_transfer", True),
    (SANCTIONS, "existence", "sanction", False),
    (ONLY, "only", "voted_against", False),
    (ALWAYS, "always", "voted_apart", False),
    (FIRST, "first", "voted_apart", False),
    (SINCE, "since", "voted_with", False),
    (COUNT, "count", "voted_against", False),
    (GROUP, "group", "voted_for", False),
    (LISTED, "designation", "listed", False),
    (TREND, "trend", None, False),
    (SUPERLATIVE, "superlative", None, False),
    (STATUS, "status_change", None, False),
    (PREDICTION, "prediction", None, False),
    (SEQUENCE, "sequence", None, False),
    (WAR, "existence", "dispute", False),
    (CAUSAL, "causal", None, False),
]
#: Types whose parts stand elsewhere than in the names of a claim.
FREE = ("group", "causal", "count")


def frames(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if line]


@pytest.mark.parametrize(
    ("template", "kind", "relation", "negated"),
    [(line, *rest) for lines, *rest in GRID for line in frames(lines)],
)
def test_a_frame_is_read_whatever_fills_it(template, kind, relation, negated):
    for (a, b, c), codes in STATES:
        text = template.format(A=a, B=b, C=c, R=TEXTS[0])
        for words in {text, text.replace(TEXTS[0], TEXTS[1])}:
            words = words[0].upper() + words[1:]
            found = find_claims(prepare(words, DAY, None, "en"))
            told = [one for one in found if one.type == kind]
            assert told, (words, found)
            one = told[-1]
            assert one.relation == relation or relation is None, (words, one)
            assert one.negated is negated, (words, one)
            assert "unread" not in dict(one.details), (words, one)
            if kind in FREE:
                continue
            named = {*one.subject, *one.object, *one.comparator} - {"NATO"}
            if kind == "designation":
                named.discard("RUS")
            wanted = {codes["ABC".index(part)] for part in "ABC" if f"{{{part}}}" in template}
            assert named == wanted, (words, one)
