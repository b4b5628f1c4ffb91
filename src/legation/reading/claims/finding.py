"""Claims of a text: sentences that assert something about relations between states."""

from __future__ import annotations

from collections.abc import Sequence

from legation.reading.claims import lexicon as words_of
from legation.reading.claims import operators
from legation.reading.claims.asserting import asks
from legation.reading.claims.backward import before, lead
from legation.reading.claims.composing import compose
from legation.reading.claims.foretelling import future
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_told import compare_trade
from legation.reading.claims.frames_trends import comparison, superlative
from legation.reading.claims.judging import read_character, read_intent, read_saying
from legation.reading.claims.matters import DECIDED, put_matter
from legation.reading.claims.quoted import quoted
from legation.reading.claims.ranges import put_among
from legation.reading.claims.reading_frames import READERS, clauses, frames
from legation.reading.claims.scene import Scene
from legation.reading.claims.slots import TRIGGERS as SLOTS
from legation.reading.claims.slots import fill, foretold, split, told_in_order, valued
from legation.reading.claims.special import (
    SWITCHES,
    highest,
    sequence,
    switch,
)
from legation.reading.claims.typed import PUT_FORWARD, Typed, type_of_claim
from legation.reading.page import Page, Sentence
from legation.reading.results import Claim, Event, Quote

#: A longer sentence is none that was written to be read; it is left alone.
LONGEST = 300

# What a word can begin, as bits, so that a sentence is asked only what it can answer.
_READ, _CAUSE, _BEST, _JUDGE, _SAY, _THAN, _SWITCH, _SLOTS = (1 << bit for bit in range(8))
#: Words by which a sentence of an article is one of votes, so that its slots are looked at.
_OF_VOTES = frozenset("vote votes voted voting ballot abstained abstention abstentions".split())


def _triggers() -> dict[str, int]:
    """Give for each word that can begin a claim the bits of what it can begin."""
    found: dict[str, int] = {}
    for words, bit in (
        (READERS, _READ),
        (words_of.DESIGNATIONS, _READ),
        (words_of.LISTS, _READ),
        (words_of.DESIGNATE.keys() & {"declared", "designated", "labelled", "labeled"}, _READ),
        (words_of.CAUSES.keys() - {"to", "so", "order", "thanks", "due"}, _CAUSE),
        (words_of.SUPERLATIVES, _BEST),
        (words_of.COMPARATIVES, _BEST),
        (words_of.JUDGING_NOUNS | words_of.JUDGING_ADJECTIVES | {"trusted", "orders"}, _JUDGE),
        (words_of.SAY.keys() | {"according"}, _SAY),
        (("closer", "nearer", "further", "rather", "than"), _THAN),
        (SWITCHES, _SWITCH),
        (_OF_VOTES, _SLOTS),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


_TRIGGERS = _triggers()
#: The same for a text put forward to be checked, where any word of a family may begin a claim.
_PUT_FORWARD = {word: _TRIGGERS.get(word, 0) | _SLOTS for word in {*_TRIGGERS, *SLOTS}}
_PLURAL = (
    words_of.PLURALS
    | words_of.TEXTS
    | frozenset(
        "membership statement communique abstentions nobody supporters opponents abstainers "
        "dissenters backers ballots".split()
    )
)


def find_claims(
    page: Page, quotes: Sequence[Quote] = (), events: Sequence[Event] = ()
) -> list[Claim]:
    """Find what a text asserts about relations between states.

    Parameters
    ----------
    page
        The text taken apart.
    quotes
        Its quotes: a claim inside one belongs to its speaker.
    events
        Its events; not needed, kept so that every finder is called alike.

    Returns
    -------
    list of Claim
        In order of the text; structure as told in `legation.reading.claims.vocabulary`.
    """
    del events
    lower, at = page.lower, page.at
    triggers = _PUT_FORWARD if len(page.sentences) <= PUT_FORWARD else _TRIGGERS
    found: list[Claim] = []
    notes: dict[str, str] = {}
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        if last - first < 3 or last - first > LONGEST:
            continue
        hits = [place for place in range(first, last) if lower[place] in triggers]
        if not hits:
            continue
        if max(at[first:last], default=-1) < 0 and not any(
            word in _PLURAL for word in lower[first:last]
        ):
            continue
        asked = 0
        for place in hits:
            asked |= triggers[lower[place]]
        found += _sentence(page, sentence, hits, asked, quotes, notes)
    if not found and len(page.sentences) <= PUT_FORWARD:
        return quoted(page, quotes) or _of_no_family(page, quotes)
    return found


def _of_no_family(page: Page, quotes: Sequence[Quote]) -> list[Claim]:
    """Read what is put forward without a word of any family: what a vote is worth, what will be."""
    found: list[Claim] = []
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        words = page.lower[first:last]
        if not 3 <= last - first <= LONGEST or (_FORESEEN | valued.CHOICES).isdisjoint(words):
            continue
        scene = Scene(page, first, last)
        if asks(scene) or not _QUOTED.isdisjoint(words):
            continue
        for kind, one in (("evaluative", valued.fill(scene)), ("prediction", foretold.fill(scene))):
            if one is not None:
                found.append(compose(scene, kind, one, (one.rule,), quotes))
                break
    return found


_QUOTED = frozenset({'"', "“", "”", "«"})
_FORESEEN = frozenset("will 'll wo shall going would set expected likely unlikely bound".split())


def _sentence(
    page: Page,
    sentence: Sentence,
    hits: list[int],
    asked: int,
    quotes: Sequence[Quote],
    notes: dict[str, str],
) -> list[Claim]:
    scene = Scene(page, sentence.first, sentence.last)
    if len(page.sentences) <= PUT_FORWARD and (earlier := before(page, sentence)) is not None:
        told = Scene(page, earlier.first, earlier.last)
        scene.carried = lead(told)
        scene.notes = notes
    if asks(scene):
        return []
    loose = len(page.sentences) <= PUT_FORWARD
    if loose and (worth := valued.fill(scene)) is not None:
        return [compose(scene, "evaluative", worth, (worth.rule,), quotes)]
    made = frames(scene, hits) if asked & _READ else []
    notes.update(scene.notes)
    found: list[Claim] = []
    typed_parts = _typed(scene, made, asked)
    if loose and asked & _SLOTS and not _whole(typed_parts):
        joined = told_in_order(scene)
        if joined is not None:
            return [compose(scene, "sequence", joined[1], (joined[1].rule,), quotes)]
    for part, typed in typed_parts:
        for kind, one, rules in typed:
            if not _of_itself(one):
                if kind in DECIDED:
                    put_matter(part, one)
                put_among(part, one, kind)
                found.append(compose(part, kind, one, rules, quotes))
    if asked & _SLOTS:
        return _filled(scene, made, found, quotes)
    return found


def _whole(parts: list[tuple[Scene, list[Typed]]]) -> bool:
    """Say whether one claim takes the whole sentence: a reason, or two things in their order."""
    return any(kind in ("sequence", "causal") for _, typed in parts for kind, _, _ in typed)


def _filled(
    scene: Scene, made: list[Frame], found: list[Claim], quotes: Sequence[Quote]
) -> list[Claim]:
    """Fill the slots of clauses in which no frame found a claim, or only one left open.

    Where the frames left every claim of the sentence open, the slots are asked for the whole of
    it, and taken where they leave nothing open.
    """
    loose = len(scene.page.sentences) <= PUT_FORWARD
    if found and loose and all(_open(one) for one in found):
        better = _read(fill(scene, [], loose=True), quotes)
        # what a clause of the sentence takes back must not be lost with the clause
        if len(better) >= len(split(scene)) and not any(_open(one) for one in better):
            return better
    return [*found, *_read(fill(scene, made if found else [], loose=loose), quotes)]


def _open(claim: Claim) -> bool:
    return any(name == "unread" for name, _ in claim.details)


def _read(filled: list[tuple[Scene, str | None, Frame]], quotes: Sequence[Quote]) -> list[Claim]:
    """Make the claims of slots."""
    more: list[Claim] = []
    for part, kind, one in filled:
        typed = (kind, one, (one.rule,)) if kind else _first(_of_clause(part, [one], 0))
        if typed is not None:
            put_among(part, one, typed[0])
            more.append(compose(part, *typed, quotes))
    return more


def _first(typed: list[Typed]) -> Typed | None:
    return typed[0] if typed else None


def _of_itself(made: Frame) -> bool:
    """Say whether both sides are the same state: two names of it were taken for two states."""
    return bool(made.subject) and made.subject == made.object


#: Reasons that may stand before what they are the reason of.
_BEFORE_IT = frozenset(
    "cause.because cause.to cause.in_order_to cause.participle cause.pressure cause.out_of "
    "cause.reason".split()
)


def _typed(scene: Scene, made: list[Frame], asked: int) -> list[tuple[Scene, list[Typed]]]:
    """Give the clauses of a sentence with their propositions and types.

    What takes the whole sentence goes first: a reason, and two things told in their order.
    """
    caused = _caused(scene, made, asked)
    if caused:
        return [(scene, [caused])]
    then = sequence(scene, made)
    if then is not None:
        return [(scene, [("sequence", then, ("sequence",))])]
    found = [(part, _of_clause(part, held, asked)) for part, held in clauses(scene, made)]
    if any(typed for _, typed in found):
        return found
    judged = _judged(scene, asked)
    return [(scene, [judged])] if judged else []


def _of_clause(scene: Scene, made: list[Frame], asked: int) -> list[Typed]:
    """Give the types of the propositions of one clause."""
    for dealt in made:
        traded = compare_trade(scene, dealt)
        if traded is not None:
            return [("closer_to", traded, (traded.rule,))]
    compared = comparison(scene, made[0] if made else None) if made or asked & _THAN else None
    if compared is not None and not future(scene, scene.first, compared.at):
        best = superlative(scene)
        if best is None or best[2] == "superlative.word":
            return [("closer_to", compared, (compared.rule,))]
    turned = switch(scene, made) if made or asked & _SWITCH else None
    if turned is not None:
        return [("status_change", turned, (turned.rule,))]
    best_of = highest(scene, made) if made or asked & _BEST else None
    if best_of is not None:
        return [("superlative", best_of, (best_of.rule,))]
    return [one for frame in made if (one := type_of_claim(scene, frame, made)) is not None]


def _caused(scene: Scene, made: list[Frame], asked: int) -> Typed | None:
    for one in made:
        if one.family == "saying":
            continue
        if one.family in ("relations", "measure", "list"):
            continue
        cause = operators.cause(scene, one)
        if cause is None or not one.subject or cause[0] - one.last > 8:
            continue
        if cause[0] < one.first and cause[1] not in _BEFORE_IT:
            continue
        begin, end = scene.page.starts[cause[0]], scene.page.ends[scene.last - 1]
        one.put(words=scene.page.text[begin:end].rstrip(" .!"))
        one.last = max(one.last, scene.last - 1)
        return "causal", one, (one.rule, cause[1])
    if asked & _CAUSE:
        intent = read_intent(scene)
        if intent is not None:
            return "causal", intent, (intent.rule,)
    return None


def _judged(scene: Scene, asked: int) -> Typed | None:
    character = read_character(scene) if asked & _JUDGE else None
    if character is not None:
        return "evaluative", character, (character.rule,)
    if not asked & _SAY:
        return None
    saying = read_saying(scene, put_forward=len(scene.page.sentences) <= PUT_FORWARD)
    if saying is not None:
        return "quote", saying, (saying.rule,)
    return None
