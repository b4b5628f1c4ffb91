"""Measures told in the passive, as nouns, or as an amount: arms, recognition, wars, lists."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.frames_measures import PASSIVE, named_after
from legation.reading.claims.scene import Actor, Scene

#: Acts of war that a table of disputes does not tell apart by who did them.
_ACTS = words_of._verbs("attack invade bomb shell strike annex occupy fight")
REMOVES = words_of._verbs("remove drop strike delete delist take cut scratch cross erase")
_STARTS = {
    **dict.fromkeys(words_of._verbs("begin start commence"), "began"),
    **dict.fromkeys(words_of._verbs("stop end cease halt"), "ended"),
}


def read_supplied(scene: Scene, at: int) -> Frame | None:
    """Read "Israel was supplied with submarines by Germany"."""
    lower = scene.lower
    if lower[at] not in ("supplied", "provided", "furnished", "armed", "equipped"):
        return None
    if not any(word in PASSIVE for word in lower[max(scene.first, at - 3) : at]):
        return None
    arms = next((w for w in lower[at + 1 : at + 6] if w in words_of.ARMS), None)
    by, subject = named_after(scene, at, [], ("by", "from")), scene.subjects(at)
    if arms is None or not by or not subject:
        return None
    made = frame(scene, at, by[-1].last, "arms_transfer", by, subject, family="fact",
                 rule="fact.arms_supplied")  # fmt: skip
    made.who = subject
    return made.put(arms=arms)


def read_trade_began(scene: Scene, at: int) -> Frame | None:
    """Read "Germany's arms sales to Israel began in 1960", "Russian arms exports to X ended"."""
    lower = scene.lower
    kinds = ("sales", "deliveries", "exports", "transfers", "shipments", "supplies")
    if lower[at] != "arms" or lower[at + 1 : at + 2] not in [[kind] for kind in kinds]:
        return None
    supplier = [one for one in scene.actors
                if (scene.possessive(one) and one.last + 1 == at) or one.last == at]  # fmt: skip
    other = named_after(scene, at, supplier, ("to",))
    if not supplier or not other:
        return None
    verb = next((p for p in range(other[-1].last, min(other[-1].last + 4, scene.last))
                 if lower[p] in _STARTS), None)  # fmt: skip
    if verb is None:
        return None
    made = frame(scene, at, verb + 1, "arms_transfer", supplier, other, family="change",
                 rule="change.arms", negated=scene.denied(verb))  # fmt: skip
    made.who = []
    return made.put(change=_STARTS[lower[verb]], arms="arms")


def read_recognised_by(scene: Scene, at: int) -> Frame | None:
    """Read "Kosovo is recognised by Israel", "Israel's recognition of Kosovo came in 2020"."""
    lower = scene.lower
    if lower[at] == "recognition":
        owner = [one for one in scene.actors if scene.possessive(one) and one.last + 1 == at]
        near = named_after(scene, at, owner, ("of",))
        if not owner or not near or near[0].kind != "state":
            return None
        if lower[near[-1].last : near[-1].last + 1] not in (["came"], ["dates"], ["happened"]):
            return None
        made = frame(scene, at, near[-1].last, "recognition", owner, near, family="fact",
                     rule="fact.recognition", negated=False)  # fmt: skip
        made.who = []
        return made
    if not any(word in PASSIVE for word in lower[max(scene.first, at - 3) : at]):
        return None
    by, subject = named_after(scene, at, [], ("by",)), scene.subjects(at)
    if not by or not subject or subject[0].kind != "state":
        return None
    made = frame(scene, at, by[-1].last, "recognition", by, subject, family="fact",
                 rule="fact.recognised_by", negated=scene.denied(at))  # fmt: skip
    made.who = []
    return made


def read_fought(scene: Scene, at: int) -> Frame | None:
    """Read "fought a war with", "went to war", "there was a war between", "was invaded by"."""
    lower = scene.lower
    if lower[at] in words_of.WAR:
        return _war(scene, at)
    if lower[at] not in _ACTS:
        return None
    before = lower[max(scene.first, at - 3) : at]
    if not any(word in PASSIVE for word in before) or lower[at + 1 : at + 2] != ["by"]:
        return None
    by, subject = named_after(scene, at, [], ("by",)), scene.subjects(at)
    if not by or not subject:
        return None
    return frame(scene, at, by[-1].last, "dispute", by, subject, family="event",
                 rule="fact.war_passive", negated=scene.denied(at))  # fmt: skip


def _war(scene: Scene, at: int) -> Frame | None:
    lower = scene.lower
    verb = next(
        (p for p in range(at - 1, max(at - 5, scene.first - 1), -1)
         if lower[p] in _WAGING or lower[p] in PASSIVE - {"'s"}), None
    )  # fmt: skip
    if verb is None or lower[at + 1 : at + 2] in (["crimes"], ["on"], ["crime"], ["games"]):
        return None
    subject = scene.subjects(verb)
    other = named_after(scene, at, subject, ("with", "against", "between"))
    there = "there" in lower[max(verb - 3, scene.first) : verb]
    if lower[verb] in PASSIVE and not there and "at" not in lower[verb + 1 : at]:
        return None
    if there:
        subject = []
    if len(subject) + len(other) < 2:
        return None
    sides = (subject, other) if subject else (other, [])
    made = frame(scene, verb, at + 1, "dispute", *sides, family="event", rule="fact.at_war",
                 negated=scene.denied(verb) or "no" in lower[verb:at])  # fmt: skip
    made.who = []
    return made


_WAGING = words_of._verbs("fight wage go enter start launch")


DISPUTES = frozenset({"dispute", "disputes", "conflict", "conflicts", "clash", "clashes"})
_MILITARY = frozenset("militarised militarized armed interstate military".split())


def read_dispute(scene: Scene, at: int) -> Frame | None:
    """Read "had a militarised dispute with", "were on opposite sides of an armed dispute"."""
    lower = scene.lower
    if lower[at - 1] not in _MILITARY:
        return None
    verbs = PASSIVE | {"have", "has", "had"} | _WAGING.keys()
    verb = next((p for p in range(at - 2, max(at - 10, scene.first - 1), -1)
                 if lower[p] in verbs - {"'s"}), None)  # fmt: skip
    if verb is None:
        return None
    while verb > scene.first and lower[verb - 1] in verbs:
        verb -= 1
    subject = scene.subjects(verb) if lower[max(verb - 1, scene.first)] != "there" else []
    other = named_after(scene, at, subject, ("with", "against", "between"))
    if len(subject) + len(other) < 2:
        return None
    sides = (subject, other) if subject else (other, [])
    made = frame(scene, verb, at + 1, "dispute", *sides, family="event", rule="fact.dispute",
                 negated=scene.denied(verb) or "no" in lower[verb:at])  # fmt: skip
    made.who = []
    return made


def read_delivery(scene: Scene, at: int) -> Frame | None:
    """Read "took delivery of Russian weapons", "of arms from Russia"."""
    lower = scene.lower
    if lower[at + 1 : at + 3] not in (["delivery", "of"], ["deliveries", "of"]):
        return None
    arms = next((p for p in range(at + 3, min(at + 8, scene.last)) if lower[p] in words_of.ARMS), 0)
    subject = scene.subjects(at)
    supplier = [one for one in scene.actors if at < one.first < arms] or named_after(
        scene, at, subject, ("from",)
    )
    if not arms or not subject or not supplier:
        return None
    made = frame(scene, at, arms + 1, "arms_transfer", supplier, subject, family="fact",
                 rule="fact.delivery")  # fmt: skip
    made.who = subject
    return made.put(arms=lower[arms])


def act_of_war(scene: Scene, made: Frame) -> str | None:
    """Give the word for an act of war that a dispute between two states does not answer."""
    if made.relation != "dispute":
        return None
    span = scene.lower[made.first : min(made.last + 4, scene.last)]
    if any(word in words_of.WAR or word in DISPUTES for word in span):
        return None
    return next((word for word in span if word in _ACTS), None)


def read_removed(scene: Scene) -> Frame | None:
    """Read "removed Hungary from its list of unfriendly countries"."""
    lower = scene.lower
    for at in range(scene.first, scene.last):
        if lower[at] not in REMOVES:
            continue
        listed = scene.actor_after(at + 1, 2)
        subject = scene.subjects(at)
        passive = any(word in PASSIVE for word in lower[max(scene.first, at - 2) : at])
        off = next((p for p in range(at + 1, min(at + 12, scene.last))
                    if lower[p] in ("from", "off")), None)  # fmt: skip
        if off is None or not any(w in words_of.LISTS for w in lower[off : off + 8]):
            continue
        names = scene.chain_from(listed) if listed is not None and listed.first < off else []
        lister: Actor | None = subject[0] if subject and not passive else None
        if passive:
            names = subject
            lister = next((one for one in scene.actors if one.first > off), None)
        if not names or lister is None or lister in names:
            continue
        made = frame(scene, at, scene.last, "listed", [lister], names, family="change",
                     rule="change.unlisted", negated=scene.denied(at))  # fmt: skip
        made.who = []
        kind = next((words_of.DESIGNATIONS[w] for w in lower[scene.first : scene.last]
                     if w in words_of.DESIGNATIONS), "other")  # fmt: skip
        return made.put(change="ended", list=kind, lister=lister.code,
                        listed=" ".join(one.code for one in names))  # fmt: skip
    return None


def compare_trade(scene: Scene, made: Frame) -> Frame | None:
    """Read "sells more arms to China than to India", "sold Israel more arms than Germany did"."""
    lower = scene.lower
    if made.relation != "arms_transfer" or not made.subject or not made.object:
        return None
    than = next((p for p in range(made.at, scene.last) if lower[p] == "than"), None)
    degree = next((p for p in range(made.at, scene.last)
                   if lower[p] in ("more", "less", "fewer")), None)  # fmt: skip
    if than is None or degree is None or degree > than:
        return None
    place = than + 1
    preposition = lower[place] if place < scene.last else ""
    other = scene.actor_after(place + (preposition in ("to", "from", "for")))
    if other is None or other.code in (*made.subject, *made.object):
        return None
    buying = lower[made.at] in words_of.BUY
    # Bought "from" is about suppliers, sold "to" about those supplied.
    by_subject = preposition not in ("to", "for") if not buying else preposition == "from"
    if preposition not in ("to", "for", "from"):
        follows = lower[other.last] if other.last < scene.last else ""
        if follows not in ("did", "does", "has", "do", "have", "had", ".") and not buying:
            return None
        by_subject = not buying
    found = made.as_(family="compare", rule="compare.arms", details=dict(made.details),
                     last=max(made.last, other.last))  # fmt: skip
    return found.put(compare="subjects" if by_subject else "objects", indicator="arms",
                     sense="more" if lower[degree] == "more" else "less",
                     comparator=other.code)  # fmt: skip


__all__ = [
    "DISPUTES",
    "REMOVES",
    "act_of_war",
    "compare_trade",
    "read_delivery",
    "read_dispute",
    "read_fought",
    "read_recognised_by",
    "read_removed",
    "read_supplied",
    "read_trade_began",
]
