"""For whom a pronoun, a surname, "the ministry" or "the kingdom" stands, where the text tells.

Each rule wants one candidate near by; where there are several or none the mention stays open.
"""

from __future__ import annotations

from legation.reading.actors.finding import DESCRIBED, PAIRED
from legation.reading.actors.memory import BACK, FAR, PEOPLE, VOICES, Memory, remember
from legation.reading.actors.offices import FORMER, offices
from legation.reading.actors.people import family_name
from legation.reading.actors.pronouns import of_pronoun
from legation.reading.actors.surnames import with_surnames
from legation.reading.actors.tables import regions
from legation.reading.page import Mention, Page


def resolved(page: Page, keys: list[str], found: list[Mention]) -> list[Mention]:
    """Give the mentions with antecedents, and the states that follow from them."""
    found = with_surnames(page, keys, found)
    if not found:
        return found
    memory = Memory(found, _sentences(page, found), _quotes(page, found))
    memory.dateline = _dateline(page, found)
    memory.firsts = {number: page.sentences[number].first for number in memory.sentences}
    memory.loose = _loose(page, memory.sentences)
    _apposed(keys, memory)
    for place in range(len(found)):
        changed = _resolve(keys, memory, place)
        if changed is not None:
            found[place] = changed
        remember(keys, memory, place)
    return found


def _sentences(page: Page, found: list[Mention]) -> list[int]:
    """Give the sentence of each mention."""
    numbers, at = [], 0
    for mention in found:
        while mention.first >= page.sentences[at].last:
            at += 1
        numbers.append(at)
    return numbers


def _loose(page: Page, numbers: list[int]) -> frozenset[int]:
    """Give the sentences that no mark ends (headings, bylines): nobody in them is spoken of on."""
    sentences, text = page.sentences, page.text
    return frozenset(
        number for number in set(numbers) if text[sentences[number].end - 1] not in _ENDING
    )


_ENDING = frozenset(".!?…:;,\"”’'»)")


def _quotes(page: Page, found: list[Mention]) -> list[int]:
    """Give for each mention the word at which the quotation it stands in opens, or -1."""
    words = page.words
    marks = [at for at, word in enumerate(words) if word in _MARKS]
    if not marks:
        return [-1] * len(found)
    opened, numbers, at = -1, list[int](), 0
    paragraphs = {sentence.first for sentence in page.sentences if _begins(page, sentence.first)}
    ends = sorted(paragraphs)
    next_end = 0
    for mention in found:
        while next_end < len(ends) and ends[next_end] <= mention.first:
            while at < len(marks) and marks[at] < ends[next_end]:
                at += 1
            opened, next_end = -1, next_end + 1
        while at < len(marks) and marks[at] < mention.first:
            word = words[marks[at]]
            closes = word in "”»" or (word == '"' and opened >= 0)
            opened = -1 if closes else marks[at]
            at += 1
        numbers.append(opened)
    return numbers


_MARKS = frozenset('"“”«»')


def _begins(page: Page, first: int) -> bool:
    """Say whether a paragraph begins with the word `first`."""
    return first == 0 or "\n" in page.text[page.ends[first - 1] : page.starts[first]]


def _dateline(page: Page, found: list[Mention]) -> str | None:
    """Give the state of a capital that opens the text: "BEIJING (AP) —"."""
    first = found[0]
    if first.kind != "capital" or first.first > 1:
        return None
    behind = page.words[first.last : first.last + 10]
    if first.last < len(page.words) and page.words[first.first].isupper():
        return first.state
    marked = any(word in ("—", "–", "--", "-") for word in behind)
    return first.state if marked and behind[0] in ("(", ",", "—", "–", "--", "-") else None


# -- what stands beside ---------------------------------------------------------------------


def _apposed(keys: list[str], memory: Memory) -> None:
    """Join a person with the office beside the name: "Peskov, the Kremlin spokesman,"."""
    found = memory.found
    for place in range(len(found) - 1):
        one, two = found[place], found[place + 1]
        if memory.sentences[place] != memory.sentences[place + 1]:
            continue
        between = keys[one.last : two.first]
        if not between or between[0] != "," or len(between) > 4:
            continue
        if any(word not in _BETWEEN for word in between[1:]):
            continue
        behind = keys[two.last] if two.last < len(keys) else ""
        if one.kind in PEOPLE and two.kind == "office" and behind not in ("'s", "'", "’"):
            state = one.state or two.state
            found[place] = one._replace(state=state, office=two.office or one.office)
            found[place + 1] = two._replace(state=state, name=one.name, antecedent=place)
        elif one.kind == "office" and two.kind in PEOPLE and len(between) == 1 and _bare(two):
            state = two.state or one.state
            found[place + 1] = two._replace(state=state, office=one.office or two.office)
            found[place] = one._replace(state=state, name=two.name, antecedent=place + 1)


def _bare(person: Mention) -> bool:
    """Say whether a person is named without an office: the office is none, or the table's."""
    office = (person.office or "").removeprefix("former ")
    return office in ("", "head of state", "head of government", "foreign minister", "leader")


_BETWEEN = frozenset("the a an former senior top chief deputy longtime".split())


def _owner(keys: list[str], memory: Memory, place: int) -> int | None:
    """Give the mention that owns this one: "its foreign minister", "the country's army"."""
    if not place:
        return None
    one, before = memory.found[place], memory.found[place - 1]
    if before.last == one.first and before.kind == "pronoun":
        return place - 1 if keys[before.first] in ("its", "their", "his", "her") else None
    if before.last == one.first - 1 and keys[before.last] in ("'s", "'", "’"):
        return place - 1
    return None


# -- one mention ----------------------------------------------------------------------------


def _resolve(keys: list[str], memory: Memory, place: int) -> Mention | None:
    """Give a mention as far as what was read before tells, or None where it stays as it is."""
    mention = memory.found[place]
    kind = mention.kind
    if kind == "pronoun":
        at = of_pronoun(keys, memory, place)
        return None if at is None else _standing_for(memory, mention, at)
    if kind in PEOPLE:
        return _of_person(keys, memory, place)
    if kind == "description":
        return _of_description(keys, memory, place) if mention.state is None else None
    if mention.state is not None or mention.antecedent is not None:
        return None
    if keys[mention.first] not in offices() and keys[mention.first] not in FORMER:
        return None  # "Arab leaders": whose they are is said and is no state
    if kind == "office":
        return _of_office(keys, memory, place)
    if kind in ("ministry", "government"):
        return _of_body(keys, memory, place)
    return None


def _standing_for(memory: Memory, mention: Mention, at: int) -> Mention:
    full = memory.found[at]
    root = full.antecedent if full.antecedent is not None else at
    return mention._replace(
        state=full.state, name=full.name, office=full.office or mention.office, antecedent=root
    )


def _of_person(keys: list[str], memory: Memory, place: int) -> Mention | None:
    """Give a surname its full name, and a person in an office the state that is spoken of."""
    mention = memory.found[place]
    surname = family_name(mention.name, mention.state)
    full = memory.by_surname.get(surname)
    if full is not None and memory.found[full].name.endswith(mention.name.split()[-1]):
        known = memory.found[full]
        shorter = mention.last - mention.first <= known.last - known.first
        if shorter and (mention.name == known.name or " " not in mention.name):
            return mention._replace(
                state=mention.state or known.state,
                name=known.name,
                office=mention.office or known.office,
                antecedent=full,
            )
    if mention.state is None and mention.office and mention.office in _OF_A_STATE:
        owner = _owner(keys, memory, place)
        state = memory.found[owner].state if owner is not None else _state_near(memory, place)
        return mention._replace(state=state) if state else None
    return None


_OF_A_STATE = frozenset(
    "president|prime minister|foreign minister|defense minister|interior minister|minister|king|"
    "finance minister|spokesperson|vice president|supreme leader|queen|emir".split("|")
)


def _of_office(keys: list[str], memory: Memory, place: int) -> Mention | None:
    """Give who "the president" is: the owner's, or the last holder of that office."""
    mention = memory.found[place]
    owner = _owner(keys, memory, place)
    if owner is not None:
        state = memory.found[owner].state
        return mention._replace(state=state) if state else None
    if not mention.office:
        return None
    near = memory.sentences[place] - FAR
    held = [at for at in memory.by_office.get(mention.office, ()) if memory.sentences[at] >= near]
    if not held:
        state = _state_near(memory, place) if mention.office in _OF_A_STATE else None
        return mention._replace(state=state) if state else None
    at = _meant(memory, place, held)
    return None if at is None else _standing_for(memory, mention, at)


def _meant(memory: Memory, place: int, held: list[int]) -> int | None:
    """Give the one holder of an office meant; of several the one whom the text is mostly about."""
    names = [memory.found[at].name for at in held]
    recent = {
        memory.found[at].name
        for at in held
        if memory.sentences[place] - memory.sentences[at] <= BACK
    }
    often = max(set(names), key=names.count)
    if names.count(often) < _MOSTLY * len(names):
        often = next(iter(recent)) if len(recent) == 1 else ""
    if not often or recent - {often}:
        return None
    return max(at for at in held if memory.found[at].name == often)


_MOSTLY = 0.75


def _of_body(keys: list[str], memory: Memory, place: int) -> Mention | None:
    """Give whose "the ministry" or "the government" is."""
    mention = memory.found[place]
    owner = _owner(keys, memory, place)
    if owner is not None:
        state = memory.found[owner].state
        return mention._replace(state=state) if state else None
    last_word = keys[mention.last - 1]
    for at in reversed(memory.voices[-12:]):
        other = memory.found[at]
        if other.kind == mention.kind and other.state and keys[other.last - 1] == last_word:
            if mention.last - mention.first == 1 or keys[other.last - 2] == keys[mention.last - 2]:
                return mention._replace(state=other.state, antecedent=at)
            break
    state = _state_near(memory, place)
    return mention._replace(state=state) if state else None


def _state_near(memory: Memory, place: int) -> str | None:
    """Give the one state that is spoken of near by, or where there is none that of the dateline."""
    near = memory.sentences[place] - BACK
    found = memory.found
    states = {found[at].state for at in memory.states[-16:] if memory.sentences[at] >= near}
    if len(states) == 1:
        return next(iter(states))
    return memory.dateline if not states else None


def _of_description(keys: list[str], memory: Memory, place: int) -> Mention | None:
    """Give the state that "the kingdom", "the Eurasian ally" or "both countries" stand for."""
    mention = memory.found[place]
    word = keys[mention.first]
    now = memory.sentences[place]
    found = memory.found
    if keys[mention.last - 1] in PAIRED:
        return _of_pair(memory, place)
    wanted = regions().get(word)
    if wanted is None:
        return _of_country(memory, place) if word in DESCRIBED else None
    fitting = [at for at in memory.states[-30:] if found[at].state in wanted]
    near = [at for at in fitting if memory.sentences[at] >= now - 3]
    if len({found[at].state for at in near}) != 1:
        return None
    return mention._replace(state=found[near[-1]].state, antecedent=near[-1])


def _of_country(memory: Memory, place: int) -> Mention | None:
    """Give the one state spoken of; a body that acts on "the country" is not its own."""
    now, found = memory.sentences[place], memory.found
    near = [at for at in memory.states[-16:] if memory.sentences[at] >= now - 1]
    own = [at for at in near if memory.sentences[at] == now]
    acting = {found[at].state for at in own if found[at].kind in VOICES}
    if len({found[at].state for at in near} - acting) != 1:
        return None
    last = max(at for at in near if found[at].state not in acting)
    return found[place]._replace(state=found[last].state, antecedent=last)


def _of_pair(memory: Memory, place: int) -> Mention | None:
    """Give "both countries" the two states as its name, if there are just two near by."""
    now, found = memory.sentences[place], memory.found
    for back in (0, 1):
        near = [at for at in memory.states[-16:] if memory.sentences[at] >= now - back]
        states = list(dict.fromkeys(found[at].state or "" for at in near))
        if len(states) == 2:
            return found[place]._replace(name=" ".join(states))
        if len(states) > 2:
            return None
    return None
