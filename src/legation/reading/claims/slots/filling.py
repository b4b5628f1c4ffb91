"""Which slots of a sentence are filled: its clauses, and the family each belongs to."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_lists import read_designation
from legation.reading.claims.scene import Scene
from legation.reading.claims.slots import blocs, facts, judged, ordered, pairs, votes
from legation.reading.claims.slots.phrases import cues, triggers
from legation.reading.claims.slots.words import BLOC, CHOICE, FACT, JUDGED, PAIR

#: A proposition with its clause; the type is None where the typing of propositions finds it.
Filled = tuple[Scene, str | None, Frame]

_PARTING = frozenset("but while whereas yet although though".split())
#: Words any of which a clause must have before its slots are looked at.
TRIGGERS = frozenset().union(*map(triggers, (BLOC, CHOICE, PAIR, FACT, JUDGED)))


def fill(scene: Scene, known: list[Frame], *, loose: bool) -> list[Filled]:
    """Fill the slots of the clauses of a sentence in which nothing was found.

    Parameters
    ----------
    scene
        The sentence.
    known
        Propositions that are claimed already; their clauses are left alone, and lend a clause
        after them what it leaves out ("Brazil voted for it, India did not").
    loose
        Whether the text is put forward to be checked. In an article only votes on a text and
        their agreement are looked for.

    Returns
    -------
    list
        Clause, type where the slots tell it, and proposition.
    """
    if not loose and (known or not scene.in_assembly):
        return []
    found: list[Filled] = []
    notes: dict[str, str] = dict(scene.notes)
    before: tuple[str, ...] = ()
    last: Frame | None = None
    parts = split(scene)
    for part in parts:
        own = [one for one in known if part.first <= one.at < part.last]
        if own:
            last = own[-1]
            notes, before = votes.notes_of(last, part) or notes, last.subject or before
            continue
        made = left_out(part, last) if last is not None else None
        made = made or _clause(part, notes, before, loose=loose)
        if made is None or _strange(made[1], 0 if known or not loose else 2):
            continue
        found.append((part, *made))
        last = made[1]
        notes, before = votes.notes_of(last, part) or notes, last.subject or before
    if not found and len(parts) > 1 and not known:
        made = _clause(scene, notes, before, loose=loose)
        found += [(scene, *made)] if made is not None and not _strange(made[1], 2) else []
    if not found and not known and loose:
        told = judged.fill(scene)
        found += [(scene, *told)] if told is not None else []
    return found


def _strange(made: Frame, most: int) -> bool:
    """Say whether too much of the clause was not understood to say what it is about."""
    left = made.details.get("unread", "")
    if not left or most == 0:
        return bool(left)
    return left.count(";") >= most and "symbol" not in made.details


_LIKEWISE = (["as", "did"], ["so", "did"], ["as", "has"], ["so", "has"], ["so", "was"],
             ["as", "was"], ["so", "were"])  # fmt: skip
_LEFT_OUT = (["did", "not"], ["has", "not"], ["is", "not"], ["does", "not"], ["have", "not"],
             ["are", "not"], ["was", "not"], ["were", "not"], ["do", "not"], ["not"])  # fmt: skip


def left_out(scene: Scene, told: Frame) -> tuple[str | None, Frame] | None:
    """Read "India did not", "Israel is not" after a clause that says what.

    The words must be nothing but who and the denial.
    """
    if len(scene.actors) != 1 or told.family not in ("vote", "list") or told.negated:
        return None
    who = scene.actors[0]
    rest = [word for at, word in enumerate(scene.lower[scene.first : scene.last], scene.first)
            if not who.first <= at < who.last and word[0].isalnum()
            and word not in ("and", "but", "while", "whereas", "the")]  # fmt: skip
    likewise = rest in _LIKEWISE
    if rest not in _LEFT_OUT and not likewise:
        return None
    made = told.as_(at=who.last, first=who.first, last=scene.last, subject=(who.code,), who=[who],
                    negated=not likewise, used=[(scene.first, scene.last)],
                    details=dict(told.details), rule=f"{told.rule}.left_out")  # fmt: skip
    made.details.pop("unread", None)
    if told.family == "list":
        made.put(listed=who.code)
    return None, made


def _clause(
    scene: Scene, notes: dict[str, str], before: tuple[str, ...], *, loose: bool
) -> tuple[str | None, Frame] | None:
    if loose:
        cause = judged.caused(scene)
        if cause is not None:
            return cause
    made = votes.fill(scene, notes, before, loose=loose)
    if made is not None:
        return ("count" if made.family == "tally" else None), made
    at_one = blocs.fill(scene)
    if at_one is not None:
        return None, at_one
    if not scene.actors:
        return None
    listed = read_designation(scene) if loose and _ON_LIST & set(_words(scene)) else None
    if listed is not None:
        return None, listed
    pair = pairs.fill(scene, loose=loose)
    if pair is not None:
        return pair
    return facts.fill(scene) if loose else None


_ON_LIST = frozenset(words_of.LISTS) | frozenset(words_of.DESIGNATIONS)


def _words(scene: Scene) -> list[str]:
    return scene.lower[scene.first : scene.last]


def told_in_order(scene: Scene) -> tuple[Scene, Frame] | None:
    """Read a sentence as two votes of one state told in their order, where it is nothing else."""
    if not ordered.tells_order(scene):
        return None
    parts = split(scene)
    if len(parts) != 2:
        return None
    one = votes.fill(parts[0], {}, (), loose=True, harmless=frozenset({"first"}))
    if one is None or not one.subject:
        return None
    notes = {k: v for k, v in votes.notes_of(one, parts[0]).items() if k != "date"}
    two = votes.fill(parts[1], notes, one.subject, loose=True, harmless=ordered.ORDER)
    if two is None or (two.subject and two.subject != one.subject):
        return None
    joined = ordered.join(scene, (parts[0], one), (parts[1], two))
    return (scene, joined) if joined is not None else None


#: Words by which one part of a sentence takes back something of another.
_TAKING_BACK = frozenset("excepted minus barring excluding".split())


def split(scene: Scene) -> list[Scene]:
    """Part a sentence where a clause begins that tells another thing."""
    if not _TAKING_BACK.isdisjoint(scene.lower[scene.first : scene.last]):
        return [scene]
    places = range(scene.first + 2, scene.last - 1)
    cuts = [scene.first, *(at for at in places if _cut(scene, at))]
    if len(cuts) == 1:
        return [scene]
    ends = [*cuts[1:], scene.last]
    return [_part(scene, low, high) for low, high in zip(cuts, ends, strict=True)]


def _part(scene: Scene, low: int, high: int) -> Scene:
    part = Scene(scene.page, low, high)
    part.carried = scene.carried
    return part


_EVERYBODY = frozenset(
    "state country member nobody none all anyone everyone everybody one anything everything "
    "nothing".split()
)


def _cut(scene: Scene, at: int) -> bool:
    lower, word = scene.lower, scene.lower[at]
    if word == "but" and (lower[at - 1] in words_of.PLURALS or lower[at - 1] in _EVERYBODY):
        return False  # "every state but Israel"
    if word in _PARTING or word == ";" or lower[at : at + 2] in _LIKEWISE:
        return True
    if word in ("and", ",") and lower[at + 1] not in _PARTING:
        if lower[at - 1] in (",", "and"):
            return False
        place = at + 1
        while place < scene.last and lower[place] in ("and", "then", "later", "also"):
            place += 1
        told = cues(CHOICE, lower, place, min(place + 5, scene.last))
        if place < scene.last and lower[place] in ("against", "for"):
            return any(w in CHOICE for w in lower[scene.first : at])
        if told and told[0].first == place and told[0].tag != "away":
            return any(w in CHOICE for w in lower[scene.first : at])
        if lower[place + 1 : place + 3] in (["year", "later"], ["month", "later"]):
            place += 3
            told = cues(CHOICE, lower, place, min(place + 5, scene.last))
            if told and told[0].first == place:
                return True
        near = scene.actor_after(place, 1)
        if word == "and" and any(one.last == at for one in scene.actors):
            return False  # "both Peru and Chile backed it"
        if near is not None and near.last < scene.last:
            after = lower[near.last : near.last + 3]
            if after[:2] in (["did", "not"], ["is", "not"]) or (after[:1] == ["not"]):
                return True
            return any(one.first - near.last in (0, 1, 2) for one in told)
    return False


__all__ = ["TRIGGERS", "fill", "split", "told_in_order"]
