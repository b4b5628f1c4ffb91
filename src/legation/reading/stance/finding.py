"""Stances of a text: who speaks well or ill of which state, and under what condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from legation.reading.page import Mention, Page, Sentence
from legation.reading.results import Quote, Span, Stance
from legation.reading.stance.evaluation import evaluation
from legation.reading.stance.relating import Finder, Relation
from legation.reading.stance.severity import step_at

#: A longer sentence is none that was written to be read; it is left alone.
LONGEST = 300
#: A stance weaker than this is none: a visit or a promise alone is no position.
WEAKEST = 0.45
#: How far holder and target may stand from the word, in words; nearer than where only two names
#: are asked about, since here a wrong pair is worse than none.
REACH = (12, 4)
#: What a condition leaves of the stance it bounds, with the sign turned.
BOUNDED = -0.4
_FIRST_PERSON = frozenset({"we", "i", "our", "my"})
_ACTORS = frozenset(
    "state demonym capital metonym government ministry leader office group organisation "
    "armed_group people pronoun description person".split()
)
#: Words that open a condition, alone or with the words that must follow.
_CONDITIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "but": ((),),
    "unless": ((),),
    "provided": ((),),
    "although": ((),),
    "though": ((),),
    "however": ((),),
    "yet": (("not",),),
    "if": ((),),
    "as": (("long", "as"),),
    "so": (("long", "as"),),
    "only": (("if",), ("when",), ("as", "long")),
    "on": (("condition",), ("the", "condition")),
    "not": (("at", "the", "expense"), ("at", "the", "cost"), ("if",)),
    "except": ((),),
    "short": (("of",),),
}


class _Holder(NamedTuple):
    name: str
    state: str | None


def find_stances(page: Page, quotes: Sequence[Quote] = ()) -> list[Stance]:
    """Find who takes a position towards which state.

    Parameters
    ----------
    page
        The text taken apart.
    quotes
        Its quotes: what is judged inside one is held by its speaker.

    Returns
    -------
    list of Stance
        In order of the text. A stance that a condition bounds comes twice: the stance with its
        `condition`, and what the condition says against it, weaker and with the opposite sign.
    """
    table = evaluation()
    lower, at = page.lower, page.at
    found: list[Stance] = []
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        if last - first < 3 or last - first > LONGEST:
            continue
        hits = [place for place in range(first, last) if lower[place] in table]
        if hits and max(at[first:last], default=-1) >= 0:
            found += _sentence(page, sentence, hits, quotes)
    return found


def _sentence(
    page: Page, sentence: Sentence, hits: list[int], quotes: Sequence[Quote]
) -> list[Stance]:
    named = _named(page, sentence)
    spots = [(one[0], one[1]) for one in named]
    inside = {at for first, last in spots for at in range(first, last)}
    hits = [at for at in hits if at not in inside]
    if not hits:
        return []
    finder = Finder(page.lower, sentence.first, sentence.last, spots, REACH, strict=True)
    found: list[Stance] = []
    seen: set[tuple[str, str, bool]] = set()
    relations = finder.relations(hits)
    told = {one.target for one in relations if one.holder is not None}
    for one in relations:
        if one.holder is None and one.target in told:
            continue  # what is condemned is named by whoever condemns it
        made = _stances(page, sentence, one, named, quotes)
        for stance in made:
            key = (stance.holder, stance.target, stance.value > 0)
            if key not in seen:
                seen.add(key)
                found.append(stance)
    return sorted(found, key=lambda stance: stance.start)


def _named(page: Page, sentence: Sentence) -> list[tuple[int, int, Mention | None]]:
    """Give the actors of a sentence, and the words by which a speaker names himself."""
    found: list[tuple[int, int, Mention | None]] = []
    at = sentence.first
    while at < sentence.last:
        place = page.at[at]
        if place >= 0:
            mention = page.mentions[place]
            if mention.kind in _ACTORS and (
                mention.state or mention.kind not in ("pronoun", "description")
            ):
                found.append((mention.first, mention.last, mention))
            at = max(mention.last, at + 1)
            continue
        if page.lower[at] in _FIRST_PERSON:
            found.append((at, at + 1, None))
        at += 1
    return found


def _stances(
    page: Page,
    sentence: Sentence,
    one: Relation,
    named: list[tuple[int, int, Mention | None]],
    quotes: Sequence[Quote],
) -> list[Stance]:
    target = named[one.target][2]
    denied = one.rule.startswith("not.")
    if target is None or abs(one.value) < (WEAKEST / 2 if denied else WEAKEST):
        return []
    held = named[one.holder][2] if one.holder is not None else None
    if not _of_states(page, held, target):
        return []
    if one.holder is None and target.kind in _PERSONS and not _quoted(quotes, page, one):
        return []  # an author's word on a politician is no position towards a state
    start, end = page.starts[one.first], page.ends[one.last - 1]
    trigger = page.starts[min(one.last - 1, one.first)]
    place = _quote_of(quotes, start, end, trigger)
    holder = _holder(page, one, named, quotes, place)
    towards = target.state or target.name
    if holder.state == towards or holder.name == towards:
        return []
    speaks = one.holder is not None or place is not None
    step = _severity(page, sentence, one) if one.value < 0 and speaks else None
    condition = _condition(page, sentence, one, target)
    stance = Stance(
        start,
        end,
        holder.name,
        towards,
        round(one.value, 3),
        round(abs(one.value), 3),
        holder.state,
        step,
        place,
        condition,
        one.rule,
    )
    if condition is None:
        return [stance]
    value = round(one.value * BOUNDED, 3)
    bound = Stance(
        condition[0],
        condition[1],
        holder.name,
        towards,
        value,
        abs(value),
        holder.state,
        None,
        place,
        condition,
        f"condition+{one.rule}",
    )
    return [stance, bound]


_BODIES = frozenset("group organisation armed_group".split())
#: Nouns after a demonym that name private people, not the state.
_PRIVATE = frozenset(
    "passenger passengers tourist tourists citizen citizens man woman men women journalist "
    "journalists reporter activist activists student students author actor singer player team "
    "fans family families worker workers couple girl boy child children film movie food".split()
)


_PRIVATE_HOLDERS = frozenset("person office organisation people".split())


def _of_states(page: Page, holder: Mention | None, target: Mention) -> bool:
    """Say whether a position is one between states or bodies, not of people among themselves."""
    if target.state is None and target.kind not in _BODIES:
        return False
    if holder is not None and holder.state is None and holder.kind in _PRIVATE_HOLDERS:
        # politics at home: "Democrats accused the president"
        return target.kind in ("state", "demonym", "capital") or target.kind in _BODIES
    if target.kind == "demonym":
        return not any(word in _PRIVATE for word in page.lower[target.last : target.last + 3])
    return True


_PERSONS = frozenset("leader person office organisation".split())


def _quoted(quotes: Sequence[Quote], page: Page, one: Relation) -> bool:
    """Say whether the words of a relation stand in a quote."""
    start, end = page.starts[one.first], page.ends[one.last - 1]
    return any(quote.start <= start and end <= quote.end for quote in quotes)


def _quote_of(quotes: Sequence[Quote], start: int, end: int, trigger: int) -> int | None:
    """Give the innermost quote that the words stand in."""
    inside = [
        (quote.end - quote.start, place)
        for place, quote in enumerate(quotes)
        if (quote.start <= start and end <= quote.end)
        or (quote.start <= trigger < quote.end and quote.start <= start + 1)
    ]
    return min(inside)[1] if inside else None


def _holder(
    page: Page,
    one: Relation,
    named: list[tuple[int, int, Mention | None]],
    quotes: Sequence[Quote],
    place: int | None,
) -> _Holder:
    """Give whom the text names as the holder, else the speaker of the quote, else the author."""
    mention = named[one.holder][2] if one.holder is not None else None
    if mention is not None:
        return _Holder(mention.name, mention.state)
    if place is not None:
        quote = quotes[place]
        return _Holder(quote.speaker or "speaker", quote.state)
    return _Holder(page.outlet or "author", None)


def _severity(page: Page, sentence: Sentence, one: Relation) -> int | None:
    """Give the highest step of severity among the words that the stance rests on."""
    best: int | None = None
    last = min(one.last + 8, sentence.last)
    for at in range(max(one.first - 2, sentence.first), last):
        step = step_at(page.lower, at, sentence.first, sentence.last)
        if step and (best is None or step[0] > best):
            best = step[0]
    return best


def _condition(page: Page, sentence: Sentence, one: Relation, target: Mention) -> Span | None:
    """Give the words after a stance that bound it, to the end of their clause."""
    lower = page.lower
    for at in range(one.last, sentence.last - 1):
        if lower[at] in (";", "”") or lower[at] == '"':
            return None
        for rest in _CONDITIONS.get(lower[at], ()):
            if tuple(lower[at + 1 : at + 1 + len(rest)]) != rest:
                continue
            end = _clause_end(page, at, sentence.last)
            if lower[at] in _JOINING and _other_actor(page, at, end, target):
                return None
            return page.starts[at], page.ends[end - 1]
    return None


_JOINING = frozenset({"but", "although", "though", "however"})


def _other_actor(page: Page, first: int, last: int, target: Mention) -> bool:
    """Say whether the words speak of another actor: then they are a statement of their own."""
    for at in range(first, last):
        place = page.at[at]
        if place >= 0:
            mention = page.mentions[place]
            if mention.state and mention.state != target.state and mention.kind != "pronoun":
                return True
    return False


def _clause_end(page: Page, at: int, last: int) -> int:
    place = at + 1
    while place < last and page.lower[place] not in (";", ".", "”", '"', "!", "?"):
        place += 1
    return place
