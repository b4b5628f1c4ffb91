"""Which type of claim a proposition is, by the words around it.

What is foreseen goes first, then who else did so (only), when it began (first), whether it ever
was (never) or always is, how it moved (trend), whether a group or a number did it, and last what
its family asserts where no such word stands beside it.
"""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims import operators
from legation.reading.claims.companies import group
from legation.reading.claims.earlier import than_before
from legation.reading.claims.foretelling import future
from legation.reading.claims.frames import Frame
from legation.reading.claims.numbers import Quantity
from legation.reading.claims.scene import Scene
from legation.reading.claims.special import exclusive_subject

#: A text of so few sentences is put forward to be checked; in a longer one that somebody said
#: something is a quote, and no claim of its own.
PUT_FORWARD = 3

Typed = tuple[str, Frame, tuple[str, ...]]


def type_of_claim(scene: Scene, made: Frame, others: list[Frame]) -> Typed | None:
    """Give the type of a proposition by the words around it, or None where it asserts nothing."""
    rule = made.rule
    coming = future(scene, *_verb_group(scene, made))
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
            _with_exceptions(scene, made)
            made.negated = made.negated or _not_alone(scene)
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
    if made.family in ("pair", "trend") and (way := than_before(scene, made)) is not None:
        made.details.pop("manner", None)
        return "since", made.put(direction=way), (rule, f"since.{way}")
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


_SPARING = (["besides"], ["apart", "from"], ["except"], ["except", "for"], ["other", "than"],
            ["aside", "from"], ["together", "with"], ["along", "with"])  # fmt: skip


def _with_exceptions(scene: Scene, made: Frame) -> None:
    """Put those to the only ones who are named beside them: "the only one besides China"."""
    for at in range(scene.first, scene.last - 1):
        size = next((len(w) for w in _SPARING if scene.lower[at : at + len(w)] == w), 0)
        near = scene.actor_after(at + size, 1) if size else None
        if near is not None:
            chain = scene.chain_from(near)
            others = [one.code for one in chain]
            target = made.details.get("target", "").split()
            if not set(others) & {*made.subject, *made.object, *target}:
                made.subject = (*made.subject, *others)
                made.used.append((at, chain[-1].last))
            return


def _not_alone(scene: Scene) -> bool:
    """Say whether it is denied that somebody is the only one: "was not alone in opposing"."""
    lower = scene.lower
    for at in range(scene.first + 1, scene.last):
        if lower[at] in ("alone", "only", "sole", "lone"):
            before = [w for w in lower[max(scene.first, at - 2) : at] if w not in ("the", "its")]
            if before and before[-1] in ("not", "'t", "never", "hardly"):
                return lower[at] != "only" or lower[at - 1] == "the"
    return False


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
    if kind == "designation" and _entered(scene, made):
        kind = "status_change"
        made.put(change="began")
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


_ENTERS = frozenset("put added placed entered included inserted".split())


def _entered(scene: Scene, made: Frame) -> bool:
    """Say whether a state is told to have been put on a list at a time: "was added in 2022"."""
    told = any(scene.lower[at] in _ENTERS for at in range(scene.first, made.last))
    on = {"on", "onto", "to"} & set(scene.lower[scene.first : scene.last])
    dated = any(time.kind == "at" for time in scene.times)
    been = {"been", "not", "never", "'t"} & set(scene.lower[scene.first : made.last])
    if not (told and on and dated) or been or made.negated:
        return False
    lister, listed = made.details.get("lister"), made.details.get("listed")
    if not lister or not listed or lister == "any" or " " in listed:
        return False
    made.subject, made.object = (lister,), (listed,)
    return True


def _asserted(scene: Scene, made: Frame) -> bool:
    """Say whether relations are said to be there: "maintain", "have no diplomatic relations"."""
    span = scene.lower[scene.first : scene.last]
    return made.relation == "diplomatic_relations" and any(
        word in ("have", "has", "had", "maintain", "maintains", "exist", "enjoy", "no")
        for word in span
    )


__all__ = ["PUT_FORWARD", "Typed", "type_of_claim"]
