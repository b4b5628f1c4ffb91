"""Events of a page: acts with their actors, targets and days, each told once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.reading.events.acts import act_of
from legation.reading.events.codes import Act, goldstein, root_of
from legation.reading.events.days import day_of
from legation.reading.events.lexicon import lexicon
from legation.reading.events.nouns import Told, told_by_nouns
from legation.reading.events.objects import STOPS
from legation.reading.events.roles import Cast, named
from legation.reading.events.scanning import Scan, scan
from legation.reading.page import Mention, Page, Sentence
from legation.reading.results import Event, Quote

#: Longest sentence that is read, in words; what is longer is no sentence.
LONGEST = 400
_AHEAD = frozenset({"planned", "promised", "threatened", "possible"})
_MUTUAL = ("040", "041", "044", "046", "050", "054", "057", "06", "030", "031", "032", "036", "037",
           "193", "056")  # fmt: skip


def find_events(page: Page, quotes: Sequence[Quote] = ()) -> list[Event]:
    """Give the events that a page tells.

    Parameters
    ----------
    page
        The text taken apart.
    quotes
        Its quotes in order of their beginning, for `Event.quote`.

    Returns
    -------
    list of Event
        In the order of the text; what is told again is given once. Acts of which the text does
        not tell both who acts and who is acted on are left out.
    """
    found: list[Event] = []
    starts = [quote.start for quote in quotes]
    for sentence in page.sentences:
        if sentence.last - sentence.first > LONGEST or not _names_two(page, sentence):
            continue
        s = scan(page.lower, page.words, sentence.first, sentence.last, lexicon())
        s = s._replace(hits=[hit for hit in s.hits if not _in_name(page, hit.start)])
        for told in _told(page, s):
            event = _event(page, sentence, told)
            if event is not None:
                found.append(_placed(event, quotes, starts))
    return _once(sorted(found, key=lambda event: (event.start, event.end)))


#: Verbs of hostile acts that go both ways where two are named before them.
_TO_AND_FRO = frozenset(
    "exchange fire|trade fire|exchange gunfire|trade gunfire|trade blows|clash|fight|battle".split(
        "|"
    )
)
#: Kinds of mentions whose words are parts of a name: the "Union" of the European Union.
_NAMES = frozenset({"state", "group", "organisation", "leader", "metonym", "person"})


def _in_name(page: Page, word: int) -> bool:
    return page.at[word] >= 0 and page.mentions[page.at[word]].kind in _NAMES


def _names_two(page: Page, sentence: Sentence) -> bool:
    """Say whether more than one actor is named: an event has two."""
    at = page.at
    low = next((at[i] for i in range(sentence.first, sentence.last) if at[i] >= 0), -1)
    if low < 0:
        return False
    high = next(at[i] for i in range(sentence.last - 1, sentence.first - 1, -1) if at[i] >= 0)
    first = page.mentions[low]
    return any(
        m.name != first.name or m.state != first.state for m in page.mentions[low + 1 : high + 1]
    )


def _told(page: Page, s: Scan) -> Iterator[Told]:
    cast = Cast(page, s)
    if not s.groups and not s.hits:
        return
    covered = s.first
    taken: list[tuple[int, int]] = []
    for index, group in enumerate(s.groups):
        if group.start < covered or not _independent(s, index):
            continue
        if group.verb.kind == "@say" and _has_clause(s, index):
            demanded = _demanded(s, cast, index)
            if demanded is not None:
                yield from demanded
                covered = s.groups[index + 1].end
            continue
        act = act_of(s, index)
        if act is None or root_of(act.code) is None or act.rule.endswith(":must"):
            continue
        covered = max(act.last, group.end)
        taken.append((act.first, act.last))
        yield from _with_roles(s, cast, index, act)
    yield from told_by_nouns(s, cast, taken)


def _independent(s: Scan, index: int) -> bool:
    """Say whether a verb tells an act of its own: not what one is accused of or asked to do."""
    group = s.groups[index]
    before = s.lower[group.start - 1] if group.start > s.first else ""
    if group.form == "finite":
        return not _conditional(s, group.start)
    if group.form == "reduced":
        return s.lower[group.end : group.end + 1] == ["by"]
    if group.form == "ing":
        return before == "," and index > 0
    return group.form == "noun" and before in ("'s", "’s", "its", "his", "her", "their")


def _conditional(s: Scan, start: int) -> bool:
    """Say whether a verb stands in a clause of "if"."""
    for j in range(start - 1, max(s.first, start - 9) - 1, -1):
        if s.lower[j] in _IF:
            return True
        if s.lower[j] == "," or s.lower[j] in STOPS:
            return False
    return False


_IF = frozenset({"if", "unless", "whether"})


def _has_clause(s: Scan, index: int) -> bool:
    if index + 1 >= len(s.groups):
        return False
    group, after = s.groups[index], s.groups[index + 1]
    between = s.lower[group.end : after.start]
    return after.form in ("finite", "reduced") or "that" in between or not between


def _demanded(s: Scan, cast: Cast, index: int) -> list[Told] | None:
    """Read "Russia said Sudan must return the helicopter" as a demand of Russia's."""
    group, after = s.groups[index], s.groups[index + 1]
    if after.modal not in ("must", "should") or after.negated or after.form != "finite":
        return None
    speakers = cast.subject(index)
    names = {cast.name(m) for m in speakers}
    asked = cast.targets(group.end, after.start, names)
    if not speakers or not asked:
        return None
    act = act_of(s, index + 1, 1)
    if act is None or act.code[:2] not in ("10", "02"):
        return None
    act = act._replace(first=group.start)
    return [Told(act, a, t, (group.at, group.end)) for a in speakers for t in asked]


def _with_roles(s: Scan, cast: Cast, index: int, act: Act) -> Iterator[Told]:
    group = s.groups[index]
    verb = (group.at, group.end)
    high = _reach(s, index, act)
    if group.passive:
        actors = cast.agent(group.end, high)
        names = {cast.name(m) for m in actors}
        if group.form == "reduced":
            targets = cast.targets(_phrase(s, index), group.start, names)
        else:
            targets = [m for m in cast.subject(index) if cast.name(m) not in names]
            if not targets:
                targets = cast.targets(_phrase(s, index), group.start, names)
        if not actors:
            return
    else:
        actors = [m for m in cast.subject(index) if cast.known(m)]
        names = {cast.name(m) for m in actors}
        low, by = _inner_end(s, index, act), _BY.get(root_of(act.code) or "", 9)
        targets = cast.targets(low, high, names, by)
        if not targets and low > group.end:
            targets = cast.targets(group.end, high, names, by)
        if not targets:  # "summoned the Israeli ambassador": inside the words of the verb
            targets = cast.targets(group.at + 1, group.end, names, by)
        yield from _rallied(s, cast, index, act, actors, targets)
    if not actors or (group.form == "reduced" and not targets):
        return
    told = act.inner or act.code
    both_ways = told.startswith(_MUTUAL) and (told != "030" or group.verb.kind == "@agree")
    mutual = both_ways or group.verb.name in _TO_AND_FRO
    if not targets and len(actors) > 1 and mutual:
        for a in actors:
            for b in actors:
                if cast.name(a) != cast.name(b):
                    yield Told(act, a, b, verb)
        return
    for a in actors:
        for t in targets:
            yield Told(act, a, t, verb)


#: How who stands after "by" ranks as the one acted on; else it is the agent of something else.
_BY = {"ACCUSE": -1, "REJECT": 1, "REQUEST": 1, "YIELD": 1}


def _rallied(
    s: Scan, cast: Cast, index: int, act: Act, actors: list[Mention], asked: list[Mention]
) -> Iterator[Told]:
    """Read "urged Egypt to support Libya" as support for Libya too."""
    group = s.groups[index]
    inner = act.inner or ""
    if group.verb.kind not in ("@appeal", "@demand") or inner[:2] != "05" or not asked:
        return
    names = {cast.name(m) for m in (*actors, *asked)}
    after = next((g for g in s.groups[index + 1 :] if g.start >= asked[-1].last), None)
    if after is None:
        return
    made = act._replace(code="053", modality="happened", rule=act.rule + ":for", inner=None)
    for a in actors:
        for t in cast.targets(after.end, _reach(s, index, act), names):
            yield Told(made, a, t, (group.at, group.end))


def _inner_end(s: Scan, index: int, act: Act) -> int:
    """Give where the one acted on may first stand: after the last verb, or whoever is asked."""
    group = s.groups[index]
    if group.verb.kind in ("@appeal", "@demand", "@allow"):
        return group.end
    within = [g.end for g in s.groups[index:] if g.at < act.last]
    return max(within, default=group.end)


def _phrase(s: Scan, index: int) -> int:
    return max(s.groups[index - 1].end if index else s.first, s.groups[index].start - 14)


def _reach(s: Scan, index: int, act: Act) -> int:
    """Give the end of the words in which a target may stand: up to the next verb of its own."""
    high = s.last
    for group in s.groups[index + 1 :]:
        if group.start >= act.last and group.form in ("finite", "ing", "reduced"):
            high = group.start
            if group.verb.kind == "@say":  # "..., the minister said"
                back = range(high - 1, max(act.last, high - 9) - 1, -1)
                high = next((j for j in back if s.lower[j] == ","), high)
            break
    return high


def _event(page: Page, sentence: Sentence, told: Told) -> Event | None:
    act = told.act
    root = root_of(act.code)
    value = goldstein(act.code)
    if root is None or value is None:
        return None
    cast_name = named(page, told.actor)
    target = named(page, told.target)
    if cast_name is None or target is None or cast_name == target:
        return None
    first = min(act.first, told.actor.first, told.target.first)
    last = max(act.last, told.actor.last, told.target.last)
    ahead = act.modality in _AHEAD
    day = day_of(page, told.verb[0], sentence.first, sentence.last, ahead)
    return Event(
        page.starts[first],
        page.ends[last - 1],
        cast_name,
        target,
        root,
        act.code,
        value,
        date=day,
        modality=act.modality,
        actor_span=(told.actor.start, told.actor.end),
        target_span=(told.target.start, told.target.end),
        verb_span=(page.starts[told.verb[0]], page.ends[told.verb[1] - 1]),
        rule=act.rule,
    )


def _placed(event: Event, quotes: Sequence[Quote], starts: list[int]) -> Event:
    """Say in which quote an event stands: the innermost, which begins last."""
    at = event.verb_span[0] if event.verb_span else event.start
    place = bisect_right(starts, at) - 1
    for k in range(place, max(-1, place - 8), -1):
        if quotes[k].start <= at < quotes[k].end:
            return _with_quote(event, k)
    return event


def _with_quote(event: Event, place: int) -> Event:
    return replace(event, quote=place)


def _once(events: list[Event]) -> list[Event]:
    """Leave out what was told before: the same act between the same two, on no other day."""
    kept: list[Event] = []
    seen: dict[tuple[str | None, ...], list[Event]] = {}
    for event in events:
        key = (event.actor, event.target, event.code, event.modality)
        before = seen.setdefault(key, [])
        if any(e.date is None or event.date is None or e.date == event.date for e in before):
            continue
        before.append(event)
        kept.append(event)
    return kept
