"""Claims that join propositions or stand alone: sequences, switches, superlatives, exclusions."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.frames_trends import superlative
from legation.reading.claims.resolutions import vote_date
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.grammar import BE

_EARLIER = frozenset({"after", "having", "once", "following"})
_THEN = frozenset({"then", "later", "subsequently", "afterwards", "before"})
_CHAINABLE = ("vote", "pair", "change", "fact", "statement", "membership", "event", "tally")


def sequence(scene: Scene, made: list[Frame]) -> Frame | None:
    """Join two propositions told in order: "after A voted, it abstained"."""
    parts = [one for one in made if one.family in _CHAINABLE]
    if len(parts) < 2:
        return None
    one, two = parts[0], parts[1]
    order = _order(scene, one, two)
    if order is None:
        return None
    if not two.subject or two.subject == one.object:
        two.subject = one.subject
    if not one.subject:
        one.subject = two.subject
    if not one.subject:
        return None
    joined = one.as_(
        last=max(one.last, two.last),
        first=min(one.first, two.first, scene.first),
        family="sequence",
        details=dict(one.details),
    )
    joined.put(
        order=order,
        then_relation=two.relation,
        then_subject=" ".join(two.subject),
        then_object=" ".join(two.object),
    )
    for name in ("resolution", "symbol", "topic", "action", "target", "date"):
        joined.put(**{f"then_{name}": two.details.get(name)})
    choice = {"voted_for": "yes", "voted_against": "no", "abstained": "abstain"}.get(two.relation)
    joined.put(then_choice=choice, then_negated="yes" if two.negated else None)
    for time in scene.times:
        date = vote_date(time)
        if date:
            joined.put(**{"then_date" if time.first >= two.at else "date": date})
    return joined


def _order(scene: Scene, one: Frame, two: Frame) -> str | None:
    """Say which part is told as the earlier one."""
    lower = scene.lower
    opening = lower[scene.first : max(scene.first + 3, one.first + 1)]
    if any(word in _EARLIER for word in opening[:3]):
        return "first_then_second"
    if opening and opening[0] == "before":
        return "second_then_first"
    between = lower[one.at + 1 : two.at]
    if "then" in between or "later" in between or "subsequently" in between:
        return "first_then_second"
    if "followed" in between or "preceded" in between:
        return "first_then_second" if "followed" in between else "second_then_first"
    for at in range(one.at + 1, two.at):
        if lower[at] in ("before", "after") and not any(t.first == at for t in scene.times):
            return "first_then_second" if lower[at] == "before" else "second_then_first"
    if lower[two.at - 1] == "later" or (two.at + 1 < scene.last and lower[two.at + 1] == "later"):
        return "first_then_second"
    return None


def switch(scene: Scene, made: list[Frame]) -> Frame | None:
    """Read "switched from abstaining to voting no", "is no longer", "stopped voting with"."""
    lower = scene.lower
    at = scene.has("no", "longer")
    if at >= 0 and made and abs(made[0].at - at) <= 5 and made[0].subject:
        one = made[0]
        one.negated = False
        return one.put(change="ended").as_(rule=f"{one.rule}+change.no_longer")
    for place in range(scene.first, scene.last):
        word = lower[place]
        if (
            word in SWITCHES
            and lower[place + 1 : place + 2] != ["on"]
            and any(w in ("from", "to", "its") for w in lower[place + 1 : place + 4])
        ):
            subject = scene.subjects(place)
            choices = [c for at in range(place, scene.last) if (c := _choice(lower, at))]
            if len(set(choices)) == 1:
                choices = [c for at in range(scene.first, place) if (c := _choice(lower, at))][
                    -1:
                ] + choices
            if subject and choices and len(set(choices)) > 1:
                found = frame(
                    scene,
                    place,
                    scene.last,
                    "voted",
                    subject,
                    family="change",
                    rule="change.switched",
                    negated=scene.denied(place),
                )
                found.put(change="switched", **{"from": choices[0], "to": choices[-1]})
                for one in made:
                    found.details = {**one.details, **found.details}
                found.details.pop("choice", None)
                return found
        if (
            word in ("stopped", "ceased", "quit", "halted", "ended")
            and made
            and made[0].at - place in range(1, 3)
        ):
            return made[0].put(change="ended").as_(rule=f"{made[0].rule}+change.stopped")
        if word in ("began", "started") and made and made[0].at - place in range(1, 3):
            return made[0].put(change="began").as_(rule=f"{made[0].rule}+change.began")
    return None


SWITCHES = words_of._verbs("switch change go shift move")


def _choice(lower: list[str], at: int) -> str | None:
    word = lower[at]
    if word in words_of.ABSTAIN:
        return "abstain"
    if word in ("no", "against", "opposing", "nay"):
        return "no"
    if word in ("support", "supporting", "backing", "approval") and lower[at - 1] in (
        "to", "from", "towards", "toward", "of",
    ):  # fmt: skip
        return "yes"
    if word in ("opposition", "rejection") and lower[at - 1] in ("to", "from", "towards"):
        return "no"
    if word in ("yes", "favour", "favor", "supporting", "for") and lower[at - 1] in (
        "to",
        "in",
        "voting",
        "from",
        "vote",
        "yes",
        "a",
    ):
        return "yes"
    return None


def highest(scene: Scene, made: list[Frame]) -> Frame | None:
    """Read a superlative over a relation: "at their worst since", "the harshest in decades"."""
    best = superlative(scene)
    if best is None:
        return None
    at, extreme, rule = best
    if rule == "superlative.no_other":
        return _no_other(scene, made, at)
    base = next(
        (
            one
            for one in made
            if one.family in ("measure", "relations", "pair", "trend")
            and _linked(scene, one, at, rule)
        ),
        None,
    )
    trader = next((one for one in made if one.rule == "fact.supplier"), None)
    if trader is not None:
        rank = {"second": "2", "third": "3", "fourth": "4", "fifth": "5"}.get(scene.lower[at - 1])
        return trader.put(extreme="highest", indicator="arms", rank=rank).as_(
            rule=rule, negated=False
        )
    if base is not None:
        if base.family == "pair":
            exclusive_subject(scene, base)
        indicator = "votes" if base.relation.startswith("vot") else None
        found = base.put(extreme=extreme, indicator=indicator)
        return found.as_(
            rule=f"{base.rule}+{rule}", negated=rule == "superlative.word" and base.negated
        )
    statement = _statement(scene, at)
    if statement is not None:
        return statement.put(extreme="harshest" if extreme != "lowest" else extreme).as_(rule=rule)
    closest = _closest(scene, at)
    if closest is not None:
        return closest.put(extreme=extreme).as_(rule=rule)
    return None


_LEVELS = frozenset(
    "point level low high since ever in years than decades time of they been".split()
)


def _linked(scene: Scene, base: Frame, at: int, rule: str) -> bool:
    """Say whether the superlative is of the relation, and not of something else in the sentence."""
    if rule != "superlative.word":
        return True
    lower = scene.lower
    if base.family == "pair":
        return abs(at - base.at) <= 8
    if base.first <= at < base.at or 0 < base.at - at <= 2:
        own = lower[at - 1] in ("the", "their", "its", "'s", "a") or at == scene.first
        return own and base.at - at <= 3  # "the worst relations between"
    before = lower[at - 1] if at > scene.first else ""
    between = lower[base.last : at]
    return (
        len(between) <= 10
        and before in ("its", "their", "a", "the", "at", "to")
        and any(word in _LEVELS for word in lower[at + 1 : at + 4])
        and not any(word in (",", ";", "and", "said") for word in between)
    )


def _no_other(scene: Scene, made: list[Frame], at: int) -> Frame | None:
    """Read "no state votes with Israel as often as the United States"."""
    base = next((one for one in made if one.family == "pair"), None)
    lower = scene.lower
    for place in range(scene.last - 1, at, -1):
        if lower[place] in ("as", "than", "like"):
            near = scene.actor_after(place + 1)
            if near is None:
                continue
            others = [one for one in scene.actors if one.first < place]
            if base is None and not others:
                return None
            obj = tuple(c for c in (base.object if base else codes(others[-1:])) if c != near.code)
            relation = base.relation if base else "relations"
            return Frame(
                at,
                at,
                near.last,
                relation,
                (near.code,),
                obj,
                {"extreme": "highest", "indicator": "votes" if base else ""},
                False,
                "superlative",
                "superlative.no_other",
            )
    return None


def _statement(scene: Scene, at: int) -> Frame | None:
    """Read "the statement on Israel was the harshest", "sharpest rebuke of Israel by Moscow"."""
    lower = scene.lower
    noun = next(
        (p for p in range(scene.first, scene.last) if lower[p] in words_of.STATEMENTS), None
    )
    if noun is None or not (scene.actors or "ministry" in lower[scene.first : scene.last]):
        return None
    target = next(
        (
            a
            for p in range(noun, min(noun + 6, scene.last))
            if lower[p] in ("of", "on", "about", "against", "towards", "toward", "over")
            and (a := scene.actor_after(p + 1))
        ),
        None,
    )
    holder = next(
        (
            a
            for p in range(noun, scene.last)
            if lower[p] in ("by", "from") and (a := scene.actor_after(p + 1))
        ),
        None,
    )
    if holder is None:
        holder = next(
            (
                one
                for one in scene.actors
                if one is not target and one.last <= noun and scene.governed(one) is None
            ),
            None,
        )
    if holder is None and noun < at + 3:
        near = scene.actor_after(noun + 1, 1)  # "the harshest statement that Israel has made"
        if near is not None and lower[near.last : near.last + 1] != ["'s"]:
            holder = None if near is target else near
    if holder is None and target is None:
        return None
    if not (
        -4 <= at - noun < 0
        or (0 < at - noun < 14 and lower[at - 1] in ("the", "its", "their") and lower[at - 2] in BE)
    ):
        return None
    if lower[at] in ("main", "leading", "top", "most", "best", "least", "largest", "biggest"):
        return None
    if holder is None and "ministry" not in lower[scene.first : scene.last]:
        return None
    made = frame(
        scene,
        at,
        at + 1,
        "statement",
        [holder] if holder else [],
        [target] if target else [],
        family="superlative",
        rule="",
        negated=False,
    )
    return made.put(words=lower[noun])


def _closest(scene: Scene, at: int) -> Frame | None:
    """Read "Syria is Russia's most loyal supporter", "Russia's closest ally is Belarus"."""
    lower = scene.lower
    kinds = (
        "ally",
        "allies",
        "partner",
        "market",
        "friend",
        "supporter",
        "backer",
        "adversary",
        "rival",
        "enemy",
        "critic",
        "opponent",
        "defender",
        "partners",
        "foe",
    )
    noun = next((p for p in range(at, min(at + 4, scene.last)) if lower[p] in kinds), None)
    if noun is None:
        return None
    owner = next((one for one in scene.actors if scene.possessive(one) and one.last <= at), None)
    subject: list[Actor] = [a for a in scene.subjects(at) if a is not owner]
    copula = any(
        lower[p] in BE | {"remains", "became", "been"} for p in range(scene.first, scene.last)
    )
    if not copula or lower[at] in ("best", "main", "top", "record", "peak"):
        return None
    verb = next((p for p in range(at, scene.first, -1) if lower[p] in _IS), None)
    if owner is None and lower[noun + 1 : noun + 2] == ["of"]:
        owner = scene.actor_after(noun + 2, 1)
        subject = [one for one in subject if one is not owner]
    beside = owner is not None and (
        (at - owner.last <= 2 and owner.first < at) or owner.first > noun
    )
    if not beside and (owner is None or (verb is not None and owner.first < verb < at - 4)):
        return None
    if subject and verb is not None and verb - subject[-1].last > 2:
        return None
    if not subject:
        later = [one for one in scene.actors if one.first > noun]
        subject = later[:1]
    if owner is None:
        later = [one for one in scene.actors if one.first > noun and one not in subject]
        owner = later[0] if later else None
    if not subject or owner is None:
        return None
    against = lower[noun] in ("adversary", "rival", "enemy", "critic", "opponent", "foe")
    relation = "voted_with" if scene.in_assembly else "relations"
    if lower[noun - 1] in ("trading", "trade", "export"):
        relation = "trade"
    made = frame(scene, at, noun + 1, relation, subject, [owner], family="superlative", rule="")
    return made.put(sense="less" if against else None)


_IS = (BE | {"remains", "became"}) - {"'s"}
_COPULA = BE | {"became", "become", "remains", "remained"}


def exclusive_subject(scene: Scene, made: Frame) -> None:
    """Find who is meant where the states stand after "were" or "other than".

    "The sole members to abstain were Hungary and Cyprus"; "no country other than Israel voted";
    "only Israel joined Russia in voting".
    """
    lower = scene.lower
    for at in range(scene.first + 2, made.at):
        apart = lower[at] in ("only", "sole", "one", "lone", "first") and lower[at - 1] == "the"
        if apart and lower[at - 2] in _COPULA:
            named = scene.subjects(at - 2)
            if named and named[-1].last <= at - 2:
                made.subject = codes(named)
                return
    for at in range(scene.first, made.at):
        word = lower[at]
        if (
            word in ("but", "except", "besides", "save")
            or lower[at : at + 2] == ["other", "than"]
            or (word == "apart" and lower[at + 1] == "from")
        ):
            skip = 2 if word in ("other", "apart") or lower[at + 1] == "for" else 1
            near = scene.actor_after(at + skip)
            if near is not None and near.last <= made.at:
                made.subject = codes(scene.chain_from(near))
                return
    if made.subject and not _governed_all(scene, made):
        return
    for at in range(made.at, scene.last - 1):
        if lower[at] in ("were", "was", "are", "is"):
            near = scene.actor_after(at + 1)
            if near is not None:
                made.subject = codes(scene.chain_from(near))
                made.last = max(made.last, near.last)
                return


def _governed_all(scene: Scene, made: Frame) -> bool:
    """Say whether every subject stands after a preposition: "members of the EU"."""
    before = [one for one in scene.actors if one.last <= made.at and one.code in made.subject]
    return all(
        scene.governed(scene.chain_to(one)[0]) is not None or one.kind == "group" for one in before
    )


__all__ = ["exclusive_subject", "highest", "pair_near", "sequence", "switch"]
