"""Propositions about change, comparison and what is worst or best."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.scene import Actor, Scene

_TO = frozenset({"to", "with", "like", "as", "from", "alongside", "towards", "toward", "than"})
_DOES = frozenset("does do did is are has have was were 's".split())


def read_movement(scene: Scene, at: int) -> Frame | None:
    """Read "moved towards Israel", "drifted apart", "grown closer together"."""
    lower = scene.lower
    place = at + 1
    while place < scene.last and (
        lower[place] in words_of.SHARP
        or lower[place] in words_of.STEADY
        or lower[place]
        in (
            "much",
            "further",
            "ever",
            "even",
            "decisively",
            "a",
            "bit",
            "little",
            "more",
            "slightly",
        )
    ):
        place += 1
    if place >= scene.last:
        return None
    way = lower[place]
    if lower[place : place + 4] == ["in", "the", "direction", "of"]:
        way, place = "towards", place + 3
    if way not in words_of.AWAY and way not in words_of.TOWARDS:
        return None
    if lower[at] in words_of.BECOME and way not in ("closer", "nearer", "apart"):
        return None
    if lower[at] in words_of.BECOME and "than" in lower[place : scene.last]:
        return None
    subject = scene.subjects(at)
    other: list[Actor] = []
    for step in range(place, min(place + 4, scene.last)):
        those = 2 if lower[step + 1 : step + 3] in (["those", "of"], ["that", "of"]) else 0
        near = scene.actor_after(step + 1 + those) if lower[step] in _TO | {"away", "of"} else None
        if near is not None and near not in subject:
            other = scene.chain_from(near)
            break
    if len(subject) + len(other) < 2 or not subject:
        return None
    relation = "voting_agreement" if scene.in_assembly else "relations"
    made = frame(
        scene, at, place + 1, relation, subject, other, family="trend", rule="trend.movement"
    )
    return made.put(direction="down" if way in words_of.AWAY else "up")


def direction(scene: Scene, first: int, last: int) -> tuple[int, str] | None:
    """Give the word that says that something rose or fell in a span, and which way."""
    for at in range(first, last):
        word = scene.lower[at]
        before = scene.lower[at - 1] if at > scene.first else ""
        if word in words_of.UP and before not in ("the", "to", "a"):
            return at, "up"
        if word in words_of.DOWN and before != "the":
            return at, "down"
        if word in ("went", "gone", "go", "goes", "came", "come") and at + 1 < last:
            way = scene.lower[at + 1]
            if way in ("up", "down"):
                return at, way
        if word in ("downhill", "uphill"):
            return at, "down" if word == "downhill" else "up"
        if word in words_of.LEVEL or word == "unchanged":
            return at, "level"
        if word in words_of.GROW and at + 1 < last:
            for way in scene.lower[at + 1 : at + 4]:
                if way in (
                    "closer",
                    "warmer",
                    "stronger",
                    "better",
                    "deeper",
                    "friendlier",
                    "higher",
                    "warm",
                ):
                    return at, "up"
                if way in (
                    "colder",
                    "worse",
                    "weaker",
                    "tense",
                    "cooler",
                    "strained",
                    "lower",
                    "frostier",
                    "tenser",
                    "cold",
                ):
                    return at, "down"
    return None


def more_and_more(scene: Scene, first: int, last: int) -> str | None:
    """Give the direction of "more and more often", "increasingly", "more often than it used to"."""
    lower = scene.lower
    for at in range(first, last):
        word = lower[at]
        if word == "increasingly":
            return "up"
        if word == "decreasingly":
            return "down"
        if word in ("more", "less", "fewer") and at + 1 < last:
            way = "up" if word == "more" else "down"
            if lower[at + 1 : at + 3] == ["and", word] or lower[at + 1 : at + 3] == ["or", word]:
                return way
            if lower[at + 1] in ("often", "frequently", "closely", "regularly"):
                rest = lower[at + 2 : at + 6]
                if rest[:3] == ["than", "in", "any"] or rest[:2] == ["than", "any"]:
                    return None  # an extreme, and no change
                if rest[2:4] == ["than", "in"] and rest[0] == "in":
                    return way
                if rest[:2] in (
                    ["than", "it"],
                    ["than", "they"],
                    ["than", "before"],
                    ["than", "in"],
                    ["than", "ever"],
                    ["than", "previously"],
                ):
                    return None if rest[2:3] in (["vote"], ["differ"], ["disagree"]) else way
                if "than" not in lower[at + 2 : last] and rest[:1] != ["not"]:
                    return way
    return None


def comparison(scene: Scene, made: Frame | None) -> Frame | None:
    """Read "closer to A than to B", "more often with A than with B", "more often than B does"."""
    lower = scene.lower
    than = next((at for at in range(scene.first, scene.last) if lower[at] == "than"), None)
    if than is None:
        return _compared_with(scene, made)
    degree = next(
        (
            at
            for at in range(than - 1, scene.first - 1, -1)
            if lower[at] in words_of.COMPARE or lower[at] in ("better", "higher")
        ),
        None,
    )
    if degree is None:
        return None
    other = scene.actor_after(than + 1) or _after_preposition(scene, than + 1)
    if other is not None and other.kind == "pronoun":
        other = _after_preposition(scene, other.last) or other  # "than it does with China"
    if other is None or other.kind in ("pronoun", "description"):
        return None
    if any(word[0].isdigit() or word in ("what", "when") for word in lower[than + 1 : other.first]):
        return None
    before = [one for one in scene.actors if one.last <= than]
    governed = lower[than + 1] in _TO or any(lower[p] in _TO for p in range(than + 1, other.first))
    follows = lower[other.last] if other.last < scene.last else ""
    does = follows in _DOES and follows != "'s"
    first_subject = made.subject if made and made.subject else None
    subject = _comparing_subject(scene, before)
    if not subject and not first_subject:
        return None
    subject_codes = first_subject or tuple(dict.fromkeys(one.code for one in subject))
    near = [one for one in before if one.code not in subject_codes and not _incidental(scene, one)]
    if not near:
        return None
    by_subject = does or not (
        governed or lower[degree] in ("closer", "nearer", "rather") or scene.possessive(other)
    )
    if by_subject and not does and made is not None and made.family in ("trend", "relations"):
        by_subject = False
    target = near[-1]
    if not by_subject and target.first < than - 6 and len(near) == 1 and target.first < degree - 8:
        return None
    less = lower[degree] in ("less", "further", "farther")
    relation = (
        made.relation
        if made and made.family in ("pair", "measure")
        else ("voted_with" if scene.in_assembly or _voting(scene) else "relations")
    )
    plain = made is None or made.family not in ("pair", "measure")
    if plain and not _relational(scene, degree, made):
        return None
    end = other.last + (1 if does else 0)
    found = Frame(
        degree,
        min([degree, *(o.first for o in before)]),
        end,
        relation,
        subject_codes,
        (target.code,),
        dict(made.details) if made else {},
        scene.denied(degree),
        "compare",
        "compare.subjects" if by_subject else "compare.objects",
    )
    found.put(compare="subjects" if by_subject else "objects", sense="less" if less else "more")
    indicator = "votes" if relation != "relations" else None
    return found.put(comparator=other.code, indicator=indicator)


def _compared_with(scene: Scene, made: Frame | None) -> Frame | None:
    """Read "compared with the United States, India votes more often with Russia"."""
    if made is not None and made.family == "pair" and made.object and made.rule.startswith("side"):
        over = made.last if scene.lower[made.last : made.last + 1] == ["over"] else -1
        rival = scene.actor_after(over + 1) if over > 0 else None
        if rival is not None and rival.code not in (*made.subject, *made.object):
            found = made.as_(family="compare", rule="compare.over", details=dict(made.details))
            found.details.pop("topic", None)
            return found.put(compare="objects", sense="more", comparator=rival.code,
                             indicator="votes" if scene.in_assembly else None)  # fmt: skip
    at = next((p for p in range(scene.first, scene.last) if scene.lower[p] == "compared"), None)
    if at is None or made is None or not made.object or made.family != "pair":
        return None
    other = scene.actor_after(at + 2)
    degree = next((p for p in range(scene.first, scene.last)
                   if scene.lower[p] in ("more", "less", "closer")), None)  # fmt: skip
    if other is None or degree is None or other.code in (*made.subject, *made.object):
        return None
    less = scene.lower[degree] == "less"
    found = made.as_(family="compare", rule="compare.compared_with", details=dict(made.details))
    return found.put(compare="objects", sense="less" if less else "more", comparator=other.code,
                     indicator="votes")  # fmt: skip


def _after_preposition(scene: Scene, at: int) -> Actor | None:
    for place in range(at, min(at + 3, scene.last)):
        if scene.lower[place] in _TO | {"is", "does"}:
            near = scene.actor_after(place + 1)
            if near is not None:
                return near
    return None


def _comparing_subject(scene: Scene, before: list[Actor]) -> list[Actor]:
    for one in before:
        chain = scene.chain_from(one)
        if scene.governed(one) is None:
            return chain
    return []


def _incidental(scene: Scene, actor: Actor) -> bool:
    """Say whether an actor is told of a place or topic: "in Ukraine", "over Syria"."""
    return scene.governed(actor) in ("in", "over", "on", "about", "at", "of")


def _voting(scene: Scene) -> bool:
    return any(word in words_of.VOTE for word in scene.lower[scene.first : scene.last])


_LEAN = words_of._verbs("lean tilt incline gravitate")


def _relational(scene: Scene, degree: int, made: Frame | None) -> bool:
    """Say whether what is compared is a relation: "closer to", "more in common with"."""
    lower = scene.lower
    if lower[degree] in ("closer", "nearer", "further", "farther", "friendlier"):
        return lower[degree + 1 : degree + 2] in (["to"], ["from"])
    span = lower[scene.first : scene.last]
    near = lower[max(scene.first, degree - 6) : degree + 1]
    words = words_of.SIDE.keys() | words_of.VOTE.keys()
    if scene.in_assembly:
        words |= words_of.FOR.keys()
    siding = any(word in words or word in _LEAN for word in near)
    return "common" in span or siding or (made is not None and made.family == "trend")


def superlative(scene: Scene) -> tuple[int, str, str] | None:
    """Give the place of a superlative, which end it names, and the rule."""
    lower = scene.lower
    for at in range(scene.first, scene.last):
        word = lower[at]
        before = lower[at - 1] if at > scene.first else ""
        after = lower[at + 1] if at + 1 < scene.last else ""
        if word == "rock" and after == "bottom":
            return at, "lowest", "superlative.rock_bottom"
        if word in ("low", "high", "nadir", "peak") and before in (
            "new", "historic", "time", "unprecedented", "historical"
        ):  # fmt: skip
            way = "lowest" if word in ("low", "nadir") else "highest"
            return at, way, "superlative.historic"
        if word in ("most", "least", "best"):
            if word == "most" and after in (
                "of",
                "votes",
                "cases",
                "general",
                "un",
                "resolutions",
                "recorded",
                "roll",
                "part",
                "un",
                "countries",
                "members",
                "states",
            ):
                continue
            if before in ("at", "for", "in", "on") or after in ("likely", "recent", "recently"):
                continue
            return at, words_of.SUPERLATIVES[word], "superlative.word"
        if word in words_of.SUPERLATIVES:
            if word in ("record", "leading", "main", "top", "peak") and not _record(lower, at):
                continue
            return at, words_of.SUPERLATIVES[word], "superlative.word"
        if word in ("lower", "worse", "colder", "weaker", "less", "rarer") and _than_any(
            lower, at, scene.last
        ):
            return at, "lowest", "superlative.than_any"
        if word in ("higher", "closer", "better", "warmer", "stronger", "more") and (
            _than_any(lower, at, scene.last)
        ):
            return at, "highest", "superlative.than_any"
        if word == "never" and any(
            lower[p] in ("closer", "better", "warmer", "higher", "stronger")
            for p in range(at, min(at + 4, scene.last))
        ):
            return at, "highest", "superlative.never_closer"
        if word == "never" and any(
            lower[p] in ("worse", "lower", "colder", "weaker")
            for p in range(at, min(at + 4, scene.last))
        ):
            return at, "lowest", "superlative.never_worse"
        if word == "no" and after in ("harsher", "sharper", "stronger", "tougher", "fiercer"):
            return at + 1, "harshest", "superlative.no_harsher"
        if word == "nobody" or (word == "no" and after == "one"):
            if _as_often(lower, at, scene.last):
                return at, "highest", "superlative.no_other"
            continue
        plural = after in words_of.PLURALS or (
            scene.actor_at(at + 1) is not None
            and not words_of.PLURALS.isdisjoint(lower[at + 2 : at + 3])
        )
        if word == "no" and plural and _as_often(lower, at, scene.last):
            return at, "highest", "superlative.no_other"
    return None


def _record(lower: list[str], at: int) -> bool:
    after = lower[at + 1] if at + 1 < len(lower) else ""
    if lower[at] == "record":
        return after in ("low", "high", "level") and lower[at - 1] in (
            "a",
            "at",
            "their",
            "its",
            "the",
            "to",
        )
    return (
        after in words_of.SUPPLIER
        or after in words_of.BUYER
        or after
        in (
            "arms",
            "ally",
            "partner",
            "trading",
            "adversary",
            "backer",
            "supporter",
            "trade",
            "weapons",
        )
        or lower[at] == "peak"
    )


def _than_any(lower: list[str], at: int, last: int) -> bool:
    for place in range(at, min(at + 14, last - 1)):
        if lower[place] == "than":
            return "any" in lower[place + 1 : place + 4] or lower[place + 1] == "ever"
    return False


def _as_often(lower: list[str], at: int, last: int) -> bool:
    span = lower[at:last]
    return (
        "as" in span
        and ("often" in span or "much" in span or "closely" in span or "frequently" in span)
    ) or ("more" in span and "than" in span)
