"""Claims of a text: sentences that assert something about relations between states."""

from __future__ import annotations

from collections.abc import Sequence

from legation.reading.claims import lexicon as words_of
from legation.reading.claims import operators
from legation.reading.claims.asserting import asks
from legation.reading.claims.backward import before, lead
from legation.reading.claims.companies import group
from legation.reading.claims.composing import compose
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_told import compare_trade
from legation.reading.claims.frames_trends import comparison, superlative
from legation.reading.claims.judging import read_character, read_intent, read_saying
from legation.reading.claims.matters import DECIDED, put_matter
from legation.reading.claims.numbers import Quantity
from legation.reading.claims.quoted import quoted
from legation.reading.claims.ranges import put_among
from legation.reading.claims.reading_frames import READERS, clauses, frames
from legation.reading.claims.scene import Scene
from legation.reading.claims.special import (
    SWITCHES,
    exclusive_subject,
    highest,
    sequence,
    switch,
)
from legation.reading.page import Page, Sentence
from legation.reading.results import Claim, Event, Quote

#: A longer sentence is none that was written to be read; it is left alone.
LONGEST = 300
#: A text of so few sentences is put forward to be checked; in a longer one that somebody said
#: something is a quote, and no claim of its own.
PUT_FORWARD = 3

# What a word can begin, as bits, so that a sentence is asked only what it can answer.
_READ, _CAUSE, _BEST, _JUDGE, _SAY, _THAN, _SWITCH = (1 << bit for bit in range(7))


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
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


_TRIGGERS = _triggers()
_PLURAL = (
    words_of.PLURALS
    | words_of.TEXTS
    | frozenset({"membership", "statement", "communique", "abstentions", "nobody"})
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
    found: list[Claim] = []
    notes: dict[str, str] = {}
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        if last - first < 3 or last - first > LONGEST:
            continue
        hits = [place for place in range(first, last) if lower[place] in _TRIGGERS]
        if not hits:
            continue
        if max(at[first:last], default=-1) < 0 and not any(
            word in _PLURAL for word in lower[first:last]
        ):
            continue
        asked = 0
        for place in hits:
            asked |= _TRIGGERS[lower[place]]
        found += _sentence(page, sentence, hits, asked, quotes, notes)
    if not found and len(page.sentences) <= PUT_FORWARD:
        return quoted(page, quotes)
    return found


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
    made = frames(scene, hits) if asked & _READ else []
    notes.update(scene.notes)
    found: list[Claim] = []
    for part, typed in _typed(scene, made, asked):
        for kind, one, rules in typed:
            if not _of_itself(one):
                if kind in DECIDED:
                    put_matter(part, one)
                put_among(part, one, kind)
                found.append(compose(part, kind, one, rules, quotes))
    return found


def _of_itself(made: Frame) -> bool:
    """Say whether both sides are the same state: two names of it were taken for two states."""
    return bool(made.subject) and made.subject == made.object


#: Reasons that may stand before what they are the reason of.
_BEFORE_IT = frozenset(
    "cause.because cause.to cause.in_order_to cause.participle cause.pressure cause.out_of".split()
)

Typed = tuple[str, Frame, tuple[str, ...]]


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
    if compared is not None and not operators.future(scene, scene.first, compared.at):
        best = superlative(scene)
        if best is None or best[2] == "superlative.word":
            return [("closer_to", compared, (compared.rule,))]
    turned = switch(scene, made) if made or asked & _SWITCH else None
    if turned is not None:
        return [("status_change", turned, (turned.rule,))]
    best_of = highest(scene, made) if made or asked & _BEST else None
    if best_of is not None:
        return [("superlative", best_of, (best_of.rule,))]
    return [one for frame in made if (one := _type(scene, frame, made)) is not None]


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


def _type(scene: Scene, made: Frame, others: list[Frame]) -> Typed | None:
    """Give the type of a proposition by the words around it, or None where it asserts nothing."""
    rule = made.rule
    coming = operators.future(scene, *_verb_group(scene, made))
    if coming:
        sides = len(set(made.subject) | set(made.object))
        voting = made.family in ("vote", "pair") and made.subject
        if not voting and sides < 2:
            return None
        article = len(scene.page.sentences) > PUT_FORWARD
        if article and made.family == "relations" and not operators.trend(scene, made):
            return None  # "the relationship will be key" foresees nothing
        return "prediction", made, (rule, coming)
    alone = operators.only(scene, made) if made is others[0] else None
    if made.family == "relations":
        return _of_relations(scene, made)
    if alone and made.family != "compare":
        exclusive_subject(scene, made)
        if made.subject:
            made.put(exhaustive="yes")
            if not {"no", "nobody", "none", "nowhere"}.isdisjoint(
                scene.lower[scene.first : made.at]
            ):
                made.negated = False  # "apart from Israel nobody opposed it"
            if made.relation == "voted_with" and (choice := made.details.get("choice")):
                # "Israel alone voted with the United States against it": the two of them
                made.subject, made.object = (*made.subject, *made.object), ()
                made.relation = "voted_for" if choice == "yes" else "voted_against"
            return "only", made, (rule, alone)
    first = operators.first(scene, made)
    if first:
        exclusive_subject(scene, made)
        made.negated = made.negated and first != "first.not_until"
        return "first", made, (rule, first)
    if operators.never(scene, made):
        return _never(scene, made)
    always = operators.always(scene)
    if always and made.family in ("vote", "pair") and not _plural_all(scene, made):
        return "always", made, (rule, always)
    change = operators.trend(scene, made)
    if change:
        made.put(direction=change[0], manner=change[1])
        return "trend", made, (rule, f"trend.{change[0]}")
    if scene.lower[scene.first : scene.first + 2] == ["not", "since"]:
        return "since", made, (rule, "since.not_since")
    grouped = group(scene, made)
    if grouped and scene.lower[made.at - 1] in ("that", "who", "which"):
        return None  # "the countries that voted for it" tells who is meant, and asserts nothing
    if grouped:
        made.put(group=grouped[0], as_bloc=grouped[1])
        if made.negated and not {"quantifier", "as_bloc"} & made.details.keys():
            made.negated = False  # "the Gulf states did not back it": none of them did
            made.put(quantifier="none")
        return "group", made, (rule, "group")
    number = operators.count(scene, made)
    if number is not None and _counts(scene, made, number):
        return "count", _counted(made, number), (rule, "count")
    return _plain(scene, made)


_ANOTHER = frozenset({",", ";", "who", "whom", "which", "that", "as"})


def _verb_group(scene: Scene, made: Frame) -> tuple[int, int]:
    """Give the words that can hold the auxiliaries of the verb of a proposition."""
    if made.family in ("relations", "measure"):
        end = max(made.last, made.at + 1)
        there = scene.has("there", "will")
        if 0 <= there < made.at:
            return there, end
        last = min(end + 9, scene.last)
        return end, next((p for p in range(end, last) if scene.lower[p] in _ANOTHER), last)
    low = max((one.last for one in made.who if one.last <= made.at), default=made.at - 6)
    return max(low, made.at - 9, scene.first), made.at + 1


def _of_relations(scene: Scene, made: Frame) -> Typed | None:
    """Give the type of what is said of relations as a whole."""
    change = operators.trend(scene, made)
    if change:
        made.put(direction=change[0], manner=change[1])
        return "trend", made, (made.rule, f"trend.{change[0]}")
    near = scene.lower[max(scene.first, made.at - 8) : min(made.last + 4, scene.last)]
    if "never" in near and (made.relation == "diplomatic_relations" or made.rule == "noun.enemies"):
        return _never(scene, made)
    lasting = any(word in ("has", "have", "been", "remain", "remained", "had") for word in near)
    if any(time.kind == "since" for time in scene.times) and lasting:
        return "since", made, (made.rule, "since")
    return _plain(scene, made)


def _never(scene: Scene, made: Frame) -> Typed:
    """Read "never"; what has never failed to happen has always happened."""
    denied = sum(
        word in ("never", "not", "'t", "failed", "refused", "declined", "without", "no")
        for word in scene.lower[scene.first : made.at]
    )
    if denied >= 2 and any(
        w in ("failed", "refused", "declined", "missed") for w in scene.lower[scene.first : made.at]
    ):
        made.negated = False
        made.put(double_negation="yes")
        return "always", made, (made.rule, "always.never_failed")
    made.negated = False
    return "never", made, (made.rule, operators.never(scene, made) or "never")


def _counts(scene: Scene, made: Frame, number: Quantity) -> bool:
    """Say whether a number counts who did it, or how often."""
    lower = scene.lower
    if made.rule == "tally.abstentions" or made.rule.endswith(".counted"):
        return True
    if made.family == "tally":
        return number.first > made.at and lower[number.first - 1] in (
            lower[made.at],
            "with",
            "by",
            "received",
            "of",
            "won",
            "got",
        )
    if number.of == "times":
        return bool(made.subject) and made.family in ("vote", "pair", "fact")
    states = made.family in ("vote", "pair") or (made.family == "fact" and not made.subject)
    return states and number.last <= made.at + 1


def _plural_all(scene: Scene, made: Frame) -> bool:
    """Say whether "all" or "every" counts states rather than occasions."""
    return not made.subject and any(
        word in words_of.PLURALS for word in scene.lower[scene.first : made.at]
    )


def _counted(made: Frame, number: Quantity) -> Frame:
    made.put(of=number.of or "states", bound=number.bound)
    return made


def _plain(scene: Scene, made: Frame) -> Typed | None:
    """Give the type of a proposition without a word that makes another of it."""
    kind = operators.type_of(scene, made)
    rule = (made.rule,)
    told = any(time.kind == "since" for time in scene.times)
    if kind in ("vote", "existence") and told and made.family not in ("change", "tally"):
        return "since", made, (*rule, "since")
    if kind == "status_change" and told and "been" in scene.lower[scene.first : made.last]:
        return "since", made, (*rule, "since")  # "have been cut since 2016" tells how things stand
    if kind == "agreement":
        stated = any(one.unit in ("share", "frequency") for one in scene.quantities)
        if told and not stated and made.family == "pair":
            return "since", made, (*rule, "since")
        if made.family == "measure" and not stated:
            return None
        if not made.subject or len(made.subject) + len(made.object) < 2:
            return None
    if kind == "vote" and not made.subject:
        return None
    if kind == "existence" and made.family == "relations" and not _asserted(scene, made):
        return None
    if made.family == "measure" and kind == "existence":
        return None
    put_forward = len(scene.page.sentences) <= PUT_FORWARD
    if made.family == "event" and kind == "existence" and not put_forward:
        return None
    if made.family == "statement" and kind == "existence" and not put_forward:
        return None  # a plain event is no claim about what the record holds
    return kind, made, rule


def _asserted(scene: Scene, made: Frame) -> bool:
    """Say whether relations are said to be there: "maintain", "have no diplomatic relations"."""
    span = scene.lower[scene.first : scene.last]
    return made.relation == "diplomatic_relations" and any(
        word in ("have", "has", "had", "maintain", "maintains", "exist", "enjoy", "no")
        for word in span
    )
