"""Slots of what states do to each other outside votes: who, to whom, from when or until when."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.bounding import BOUNDING
from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.claims.slots.parts import Roles, left_over, roles, spans
from legation.reading.claims.slots.phrases import Cue, cues
from legation.reading.claims.slots.votes import OPERATORS
from legation.reading.claims.slots.words import ENDS, FACT
from legation.reading.grammar import NEGATION

Told = tuple[str | None, Frame]

#: Relations that hold both ways, so that it does not matter who is named first.
_MUTUAL = frozenset({"alliance"})
_EVERYBODY = ({"anyone", "anybody", "any"}, {"else", "other"})
_AROUND = words_of._verbs(
    "punish hit target slap strike penalise penalize subject flare erupt"
).keys() | frozenset(
    "maintains maintain maintained keeps kept formal formally bilateral military imposed "
    "imposes impose imposing force effect against "
    "bound tied linked under shipped delivered sold reached received fought there between "
    "country else anyone anybody any other more than supplied supplies bought buys purchased "
    "imported obtained acquired got arms weapons weaponry armaments shipments deliveries "
    "border armed military mutual treaty pact alliance allies ally existed exists".split()
)


def fill(scene: Scene) -> Told | None:
    """Read a fact between two states from the words of a clause, whatever their order."""
    told = cues(FACT, scene.lower, scene.first, scene.last)
    kinds = {one.tag for one in told}
    if len(kinds) != 1:
        return None
    found = roles(scene, ())
    kind = told[0].tag
    if kind == "dispute":
        sides = _each_other(scene, found, told[0]) or _from_to(scene, found, told[0])
        return _made(scene, told, sides, "dispute")
    if kind == "alliance":
        return _alliance(scene, told, found)
    if kind == "sanction":
        return _made(scene, told, _against(found) or _sanctions(scene, told), "sanction")
    if kind == "arms":
        return _arms(scene, told, found)
    if kind == "recognition":
        return _switched(scene, told, found)
    return None


Sides = tuple[list[Actor], list[Actor]] | None


def _made(
    scene: Scene, told: list[Cue], sides: Sides, relation: str, *, kind: str | None = None
) -> Told | None:
    """Put two sides into a proposition, with what of the clause was left over."""
    if sides is None:
        return None
    left, right = sides
    if not left or set(codes(left)) & set(codes(right)):
        return None
    who = [*left, *right]
    span = scene.lower[scene.first : scene.last]
    denials = sum(word in NEGATION and word != "never" for word in span)
    made = Frame(
        told[0].first,
        min([told[0].first, *(one.first for one in who)]),
        max([told[0].last, *(one.last for one in who)]),
        relation,
        codes(left),
        codes(right),
        {},
        denials == 1,
        "fact",
        f"slots.{relation}",
        left,
        spans(told),
    )
    if denials > 1:
        return None
    rest = left_over(scene, made.used, who, OPERATORS | BOUNDING.keys() | _AROUND)
    return kind, made.put(unread=rest)


def _from_to(scene: Scene, found: Roles, cue: Cue) -> Sides:
    """Tell who did it from whom it was done to, by "by", "of", "on" and the side of the verb."""
    by = [chain for word, chain in found.governed if word == "by"]
    to = [chain for word, chain in found.governed if word in ("of", "on", "against")]
    between = [chain for word, chain in found.governed if word in ("between", "of")]
    if not found.free and len(between) == 1 and len(between[0]) == 2:
        return between[0], []
    if len(found.free) + len(found.governed) != 2:
        return None
    if len(by) == 1:
        other = to or found.free
        return (by[0], other[0]) if other else None
    if len(to) == 1 and len(found.free) == 1:
        return found.free[0], to[0]
    if len(found.free) == 2:
        one, two = found.free
        passive = scene.lower[cue.first - 1] in ("was", "were", "been", "is", "are", "being")
        if one[-1].last <= cue.first < cue.last <= two[0].first and not passive:
            return one, two
    return None


_BOTH = frozenset({"blows", "fire", "militarily"})


def _each_other(scene: Scene, found: Roles, cue: Cue) -> Sides:
    """Read "A and B came to blows", "A traded fire with B": what two do to each other."""
    if _BOTH.isdisjoint(scene.lower[cue.first : cue.last]):
        return None
    with_ = [chain for word, chain in found.governed if word == "with"]
    if len(found.free) != 1 or len(found.governed) != len(with_):
        return None
    if not with_ and len(found.free[0]) == 2:
        return found.free[0], []
    return (found.free[0], with_[0]) if len(with_) == 1 else None


def _against(found: Roles) -> Sides:
    to = [chain for word, chain in found.governed if word == "against"]
    if len(found.free) == 1 and len(to) == 1 and len(found.governed) == 1:
        return found.free[0], to[0]
    return None


_PUNISH = words_of._verbs("punish hit target slap strike penalise penalize subject")


def _sanctions(scene: Scene, told: list[Cue]) -> Sides:
    """Read "was hit by EU sanctions", "punished Belarus with sanctions"."""
    lower, at = scene.lower, told[0].first
    verb = next((p for p in range(scene.first, scene.last) if lower[p] in _PUNISH), None)
    if verb is None or len(scene.actors) != 2:
        return None
    one, two = scene.actors
    if two.last == at and lower[verb + 1] in ("by", "with", "to") and one.last <= verb:
        return [two], [one]
    if one.last <= verb < two.first <= at and lower[verb - 1] not in ("was", "were", "been"):
        return [one], [two]
    return None


def _two(found: Roles) -> Sides:
    """Give two states of a relation that holds both ways, however they are named."""
    chains = [*found.free, *(chain for _, chain in found.governed)]
    if any(word in ("in", "against", "at", "over", "than") for word, _ in found.governed):
        return None
    if len(chains) == 1 and len(chains[0]) == 2:
        return chains[0], []
    if len(chains) == 2 and all(len(chain) == 1 for chain in chains):
        return chains[0], chains[1]
    return None


def _alliance(scene: Scene, told: list[Cue], found: Roles) -> Told | None:
    change = cues(ENDS, scene.lower, scene.first, scene.last)
    tags = {one.tag for one in change}
    made = _made(scene, [*told, *change], _two(found), "alliance")
    if made is None or len(tags) > 1:
        return None
    if not tags:
        return made
    frame = made[1].put(change=tags.pop())
    frame.family = "change"
    if not any(time.kind == "at" for time in scene.times):
        return None
    return "status_change", frame


def _arms(scene: Scene, told: list[Cue], found: Roles) -> Told | None:
    """Read "bought more arms from B than from anyone else", "Brazilian weapons reached Ghana"."""
    lower = scene.lower
    than = next((at for at in range(scene.first, scene.last) if lower[at] == "than"), None)
    if than is not None:
        return _most_arms(scene, told, found, than)
    maker = [one for one in scene.actors
             if one.kind == "demonym" and one.last == told[0].first]  # fmt: skip
    others = [one for one in scene.actors if one not in maker]
    if len(maker) != 1 or len(others) != 1 or scene.possessive(others[0]):
        return None
    holds = lower[told[0].first - 2 : told[0].first - 1]
    reached = lower[told[0].last : told[0].last + 1]
    to = scene.governed(others[0])
    if (holds and holds[0] in ("has", "have", "had", "received", "bought", "obtained")) or (
        reached and reached[0] in ("reached", "went", "arrived") and to in (None, "to", "in")
    ):
        return _made(scene, told, (maker, others), "arms_transfer")
    return None


def _most_arms(scene: Scene, told: list[Cue], found: Roles, than: int) -> Told | None:
    lower = scene.lower
    after = set(lower[than + 1 : than + 5])
    if not (after & _EVERYBODY[0] and after & _EVERYBODY[1]) or len(scene.actors) != 2:
        return None
    if "more" not in lower[scene.first : than] or not {"not", "never", "no"}.isdisjoint(
        lower[scene.first : scene.last]
    ):
        return None
    source = [chain for word, chain in found.governed if word == "from" and chain[0].last <= than]
    if len(source) == 1 and len(found.free) == 1 and lower[than + 1] == "from":
        sides = source[0], found.free[0]
    elif len(found.free) == 2 and lower[than + 1] not in ("to", "from", "with"):
        verb = lower[found.free[0][-1].last : found.free[1][0].first]
        if not {"supplied", "supplies", "sold", "sells", "gave", "armed"} & set(verb):
            return None
        sides = found.free[0], found.free[1]
    else:
        return None
    made = _made(scene, told, sides, "arms_transfer")
    if made is None:
        return None
    made[1].put(extreme="highest", indicator="arms", arms=lower[told[0].first])
    made[1].last = scene.last
    return "superlative", made[1]


def _switched(scene: Scene, told: list[Cue], found: Roles) -> Told | None:
    """Read "switched recognition from A to B": both are said, and both must be decided."""
    if not any(word.startswith(("switch", "transfer")) for word in
               scene.lower[scene.first : told[0].first]):  # fmt: skip
        return None
    old = [chain for word, chain in found.governed if word == "from"]
    new = [chain for word, chain in found.governed if word == "to"]
    if len(old) != 1 or len(new) != 1 or len(found.free) != 1:
        return None
    made = _made(scene, told, (found.free[0], new[0]), "recognition")
    if made is None:
        return None
    begin, end = old[0][0].first - 1, old[0][-1].last
    words = scene.page.text[scene.page.starts[begin] : scene.page.ends[end - 1]]
    made[1].put(change="switched", unread=words)
    made[1].family = "change"
    return "status_change", made[1]


__all__ = ["fill"]
