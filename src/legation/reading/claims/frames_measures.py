"""Propositions about what states did that is counted: arms, alliances, sanctions, lists, wars."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame, frame, pair_near
from legation.reading.claims.scene import Actor, Scene
from legation.reading.grammar import BE, HAVE

_LINKING = BE | HAVE | {"remain", "remains", "became", "become", "remained", "formed"}
PASSIVE = BE | {"been", "being"}


def named_after(scene: Scene, at: int, taken: list[Actor], words: tuple[str, ...]) -> list[Actor]:
    """Give the actors that one of the prepositions puts after the word `at`."""
    for place in range(at + 1, min(at + 16, scene.last - 1)):
        if scene.lower[place] in words:
            near = scene.actor_after(place + 1)
            if near is not None and near not in taken:
                return scene.chain_from(near)
        if scene.lower[place] in (";", ","):
            break
    return []


def _arms_near(scene: Scene, at: int) -> str | None:
    """Give the word for arms after the verb."""
    for place in range(at + 1, min(at + 9, scene.last)):
        word = scene.lower[place]
        if word in words_of.ARMS:
            return word
        model = len(word) <= 3 and word.isalpha()  # "F-16", "MiG-29"
        if (
            model
            and scene.lower[place + 1 : place + 2] == ["-"]
            and scene.lower[place + 2][:1].isdigit()
        ):
            return f"{word}-{scene.lower[place + 2]}"
        bought = scene.lower[at] in words_of.BUY and word == "to"
        if word in (",", ";", "that", "because") or bought:
            return None
    return None


def read_arms(scene: Scene, at: int) -> Frame | None:
    """Read "sold missiles to", "bought jets from", "armed", "arms supplier of"."""
    lower = scene.lower
    word = lower[at]
    if word in words_of.SUPPLIER or word in words_of.BUYER:
        return _trader(scene, at)
    if word in ("arms", "arming", "armed", "arm") and word in words_of.ARM:
        found = _armed(scene, at)
        if found or word != "arms":
            return found
    passive = None if word == "arms" else _arms_went(scene, at)
    if passive is not None:
        return passive
    arms = lower[at] if word == "arms" else _arms_near(scene, at)
    if arms is None or (word == "arms" and lower[at + 1 : at + 2] == ["control"]):
        return None
    if word == "arms":
        return _deliveries(scene, at)
    subject = scene.subjects(at)
    if word in words_of.BUY:
        other = named_after(scene, at, subject, ("from",)) or _attribute(scene, at, subject)
        supplier, recipient = other, subject
    else:
        other = named_after(scene, at, subject, ("to", "for"))
        if not other:
            near = scene.actor_after(at + 1, 2)
            other = [near] if near is not None and near not in subject else []
        supplier, recipient = subject, other
    if not subject or not other:
        return None
    made = frame(
        scene, at, at + 2, "arms_transfer", supplier, recipient, family="fact", rule="fact.arms"
    )
    made.who = subject
    return made.put(arms=arms)


def _arms_went(scene: Scene, at: int) -> Frame | None:
    """Read "Russian arms were delivered to Iran", "no Russian arms have gone to Israel"."""
    lower = scene.lower
    noun = next(
        (p for p in range(at - 1, max(at - 6, scene.first - 1), -1) if lower[p] in words_of.ARMS),
        -1,
    )
    if noun < 0 or not any(word in _LINKING for word in lower[noun + 1 : at]):
        return None
    supplier = [one for one in scene.actors if one.last == noun][:1] or named_after(
        scene, at, [], ("by", "from")
    )
    recipient = named_after(scene, at, supplier, ("to",))
    if not supplier or not recipient:
        return None
    no = any(word in ("no", "not", "'t") for word in lower[max(scene.first, noun - 3) : at])
    made = frame(scene, at, at + 1, "arms_transfer", supplier, recipient, family="fact",
                 rule="fact.arms_went", negated=no)  # fmt: skip
    made.who = []
    return made.put(arms=lower[noun])


def _armed(scene: Scene, at: int) -> Frame | None:
    if scene.lower[at + 1 : at + 2] == ["by"] and scene.lower[at - 1] in PASSIVE:
        by, armed = scene.actor_after(at + 2), scene.subjects(at)
        if by is None or not armed:
            return None
        made = frame(scene, at, by.last, "arms_transfer", [by], armed, family="fact",
                     rule="fact.armed_by")  # fmt: skip
        made.who = armed
        return made.put(arms="arms")
    near = scene.actor_after(at + 1, 2)
    subject = scene.subjects(at)
    before = scene.lower[at - 1] if at > scene.first else ""
    if near is None or not subject or near in subject or near.kind == "demonym":
        return None
    if before in ("the", "of", "and", "'s", "their", "its") or before in words_of.ARMS:
        return None
    return frame(
        scene, at, near.last, "arms_transfer", subject, [near], family="fact", rule="fact.armed"
    ).put(arms="arms")


def _attribute(scene: Scene, at: int, taken: list[Actor]) -> list[Actor]:
    """Give the state whose arms they are: "bought Russian jets"."""
    near = scene.actor_after(at + 1)
    return [near] if near is not None and near.kind == "demonym" and near not in taken else []


def _deliveries(scene: Scene, at: int) -> Frame | None:
    """Read "Russian arms deliveries to India", "China's first arms sale to Iran"."""
    following = scene.lower[at + 1] if at + 1 < scene.last else ""
    kinds = (
        "deliveries",
        "exports",
        "sales",
        "sale",
        "transfers",
        "supplies",
        "shipments",
        "deal",
        "deals",
        "export",
        "delivery",
        "purchases",
        "imports",
        "trade",
    )
    if following not in kinds:
        return None
    before = [one for one in scene.actors if one.last <= at]
    other = named_after(scene, at, before, ("to", "with", "from", "between"))
    supplier = before[-1:] or named_after(scene, at, other, ("by", "from"))
    if following in ("purchases", "imports"):
        supplier, other = other, supplier
    if not supplier or not other:
        return None
    return frame(
        scene,
        at,
        at + 2,
        "arms_transfer",
        supplier,
        other,
        family="measure",
        rule="measure.arms",
        negated=False,
    ).put(arms="arms")


_WAS = frozenset("is was are were remains remained became".split())


def _trader(scene: Scene, at: int) -> Frame | None:
    """Read "the largest supplier of arms to India", "a buyer of Israeli weapons"."""
    lower = scene.lower
    if not any(word in words_of.ARMS for word in lower[max(scene.first, at - 3) : at + 5]):
        return None
    subject = scene.subjects(at)
    if subject and scene.possessive(subject[-1]):
        # "Israel's main supplier was the United States": who it was stands after the verb
        verb = next((p for p in range(at + 1, scene.last) if lower[p] in _WAS), None)
        named = scene.actor_after(verb + 1, 1) if verb is not None else None
        if named is None:
            return None
        subject = [named]
    other = named_after(scene, at, subject, ("to", "for", "from"))
    if not other:
        near = next(
            (
                one
                for one in scene.actors
                if one not in subject
                and (scene.possessive(one) or one.kind == "demonym" or one.first > at)
            ),
            None,
        )
        other = [near] if near else []
    if not subject or not other:
        return None
    buys = lower[at] in words_of.BUYER
    sides = (other, subject) if buys else (subject, other)
    made = frame(scene, at, at + 1, "arms_transfer", *sides, family="fact", rule="fact.supplier")
    made.who = subject
    return made.put(arms="arms")


def read_sanction(scene: Scene, at: int) -> Frame | None:
    """Read "sanctioned Israel", "imposed sanctions on", "under EU sanctions"."""
    lower = scene.lower
    word = lower[at]
    if word == "sanctioned" and any(
        form in PASSIVE for form in lower[max(scene.first, at - 2) : at]
    ):
        subject, by = scene.subjects(at), named_after(scene, at, [], ("by",))
        if not subject or not by:
            return None
        made = frame(
            scene, at, at + 1, "sanction", by, subject, family="fact", rule="fact.sanctioned_by"
        )
        made.who = subject
        return made
    if word != "sanctions":
        near = scene.actor_after(at + 1, 2)
        subject = scene.subjects(at)
        if near is None or not subject or near in subject:
            return None
        return frame(
            scene,
            at,
            near.last,
            "sanction",
            subject,
            scene.chain_from(near),
            family="fact",
            rule="fact.sanctioned",
        )
    verb = next(
        (
            place
            for place in range(at - 1, max(at - 7, scene.first - 1), -1)
            if lower[place] in _SANCTIONING
            or lower[place] in words_of.LIFT
            or lower[place] == "under"
        ),
        None,
    )
    if verb is None:
        return None
    subject = scene.subjects(verb)
    if lower[verb] == "under":
        near = next((one for one in scene.actors if verb < one.first < at), None)
        if not subject or near is None:
            return None
        made = frame(
            scene,
            verb,
            at + 1,
            "sanction",
            [near],
            subject,
            family="fact",
            rule="fact.under_sanctions",
        )
        made.who = subject
        return made
    other = [
        one
        for one in named_after(scene, at, subject, ("on", "against", "from", "for"))
        if one.kind != "demonym" and not scene.possessive(one)
    ]
    if not subject or not other:
        return None
    lifted = lower[verb] in words_of.LIFT and lower[verb] not in _SANCTIONING
    made = frame(
        scene,
        verb,
        at + 1,
        "sanction",
        subject,
        other,
        family="change" if lifted else "fact",
        rule="fact.sanctions",
    )
    return made.put(change="lifted" if lifted else None)


_SANCTIONING = words_of._verbs(
    "impose place put slap adopt introduce levy extend tighten have keep"
)


def read_ally(scene: Scene, at: int) -> Frame | None:
    """Read "are treaty allies", "have a defence pact", "bound by a mutual defence treaty"."""
    lower = scene.lower
    word = lower[at]
    before = lower[at - 1] if at > scene.first else ""
    if word in ("treaty", "treaties", "accord", "accords", "pact", "pacts"):
        formal = before in words_of.DEFENCE or lower[at + 1 : at + 2] in (["allies"], ["ally"])
        if not formal or lower[at + 1 : at + 2] in (["organization"], ["organisation"]):
            return None
        if lower[at + 1 : at + 2] in (["allies"], ["ally"]):
            return None
    elif word == "allied" and before not in PASSIVE and before not in ("not", "formally"):
        return None
    left = scene.subjects(at)
    right = named_after(scene, at, left, ("with", "of", "to"))
    if word in ("ally", "allies") and not right:
        right = [
            one
            for one in scene.actors
            if one.last <= at and scene.possessive(one) and one not in left
        ][-1:]
    if word in ("alliance", "alliances", "pact", "pacts", "treaty") and len(left) + len(right) < 2:
        left, right = pair_near(scene, at)
    if len(left) + len(right) < 2 and lower[at + 1 : at + 2] not in (["links"], ["binds"]):
        return None
    if any(lower[place] in words_of.SIGN for place in range(scene.first, at)):
        return None
    joined = lower[at + 1 : at + 2] and lower[at + 1] in (
        "links",
        "binds",
        "unites",
        "ties",
        "joins",
    )
    if joined and (near := scene.actor_after(at + 2)):
        return frame(scene, at, at + 2, "alliance", scene.chain_from(near), family="fact",
                     rule="fact.alliance")  # fmt: skip
    begin = max((one.last for one in left if one.last <= at), default=at)
    verbs = [place for place in range(begin, at) if lower[place] in _LINKING]
    exists = scene.has("there", "is") >= 0 or scene.has("there", "was") >= 0
    if not exists and (not verbs or verbs[0] - begin > 2 or at - verbs[-1] > 7):
        return None
    made = frame(scene, at, at + 1, "alliance", left, right, family="fact", rule="fact.alliance")
    made.negated = made.negated or any(
        lower[place] in ("not", "no", "'t") for place in range(max(scene.first, at - 5), at)
    )
    return made


def read_sign(scene: Scene, at: int) -> Frame | None:
    """Read "signed a treaty", "concluded an agreement", "make peace with"."""
    lower = scene.lower
    kinds: tuple[str, ...] = (
        "agreement",
        "treaty",
        "pact",
        "accord",
        "deal",
        "agreements",
        "treaties",
        "accords",
        "memorandum",
        "understanding",
        "convention",
        "protocol",
        "deals",
    )
    if lower[at] in ("make", "made", "makes", "making"):
        kinds = ("peace",)
    noun = next(
        (place for place in range(at + 1, min(at + 9, scene.last)) if lower[place] in kinds), None
    )
    if noun is None:
        return None
    subject = scene.subjects(at) or [one for one in scene.actors if one.last <= noun]
    other = named_after(scene, at, subject, ("with", "between"))
    if len(subject) + len(other) < 2:
        return None
    formal = lower[noun] in ("pact", "treaty") and lower[noun - 1] in words_of.DEFENCE
    relation = "alliance" if formal else "treaty"
    made = frame(scene, at, noun + 1, relation, subject, other, family="fact", rule="fact.signed")
    begin = next((p for p in range(noun, at, -1) if lower[p] in ("a", "an", "the", "its")), at)
    return made.put(topic=" ".join(lower[begin + 1 : noun + 1]))


def read_war(scene: Scene, at: int) -> Frame | None:
    """Read "have fought each other", "invaded Ukraine", "attacked Iran", "at war"."""
    lower = scene.lower
    subject = scene.subjects(at)
    if lower[at] in ("strike", "strikes", "attack", "attacks", "shell", "shells", "occupied") and (
        at == scene.first
        or lower[at - 1] in ("the", "a", "an", "air", "and", "of", "'s", "missile")
    ):
        return None
    if lower[at] in words_of.WAR:
        if lower[at - 1 : at] not in (["at"], ["to"]) and "war" not in lower[at : at + 1]:
            return None
        if lower[at - 1] not in ("at", "to", "a", "fought"):
            return None
        other = named_after(scene, at, subject, ("with", "against", "between"))
    elif lower[at + 1 : at + 3] == ["each", "other"]:
        other = []
    else:
        near = scene.actor_after(at + 1, 2) or scene.actor_after(at + 2, 2)
        other = [near] if near is not None and near not in subject else []
        if (
            near is not None
            and near.last < scene.last
            and (scene.possessive(near) or near.kind in ("demonym", "leader"))
        ):
            return None
    if len(subject) + len(other) < 2 or not subject:
        return None
    return frame(scene, at, at + 1, "dispute", subject, other, family="event", rule="fact.war")
