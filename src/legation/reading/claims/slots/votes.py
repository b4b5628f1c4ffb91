"""Slots of a vote on a text: the choice by its words, the text by its name, the state by the rest.

Nothing depends on the order: "Kenya threw its weight behind ES-11/1", "the support of Kenya for
ES-11/1", "on ES-11/1 a yes came from Kenya". One choice, one text and one chain of states must be
left, or nothing is claimed.
"""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.bounding import BOUNDING
from legation.reading.claims.companies import area_before
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_nominal import none_cast
from legation.reading.claims.ranges import REGIONS
from legation.reading.claims.resolutions import body, vote_date
from legation.reading.claims.scene import Actor, Scene, codes
from legation.reading.claims.slots.parts import Text, left_over, roles, spans, texts
from legation.reading.claims.slots.phrases import Cue, cues
from legation.reading.claims.slots.words import CHOICE
from legation.reading.grammar import NEGATION, PREPOSITIONS

RELATIONS = {
    "yes": "voted_for", "no": "voted_against", "abstain": "abstained", "absent": "absent",
}  # fmt: skip
#: Words of operators, which the typing of propositions takes up.
OPERATORS = frozenset(
    "only alone sole lone solely except apart other than but besides save else nobody none "
    "never ever once not first time times always consistently invariably unfailingly fail without "
    "exception interruption steadfastly unwaveringly steadily unswervingly each every year years "
    "single occasion point stage at no since one two".split()
)
_REFUSING = frozenset(
    "refused declined failed refuses declines fails refusing refuse fail withheld withholds "
    "withholding refrained refrains refraining balked".split()
)
_ITS = frozenset("its their his her".split())
_EVERY = frozenset("every everyone everybody all each".split())
_OF_TEXT = ("symbol", "resolution", "topic", "action", "target", "date", "annual", "body")
#: Words by which nothing is told as done.
_SUPPOSED = frozenset("could would should must ought if whether unless wish wished".split())
_PEOPLE = frozenset("senate congress parliament knesset duma house voters citizens election party "
                    "lawmakers mps senators cabinet court referendum".split())  # fmt: skip


def fill(
    scene: Scene,
    notes: dict[str, str],
    before: tuple[str, ...],
    *,
    loose: bool,
    harmless: frozenset[str] = frozenset(),
) -> Frame | None:
    """Read a vote on a text from the words of a clause, whatever their order.

    Parameters
    ----------
    scene
        The clause.
    notes
        Details of the text of the clause before, for "it".
    before
        Codes of who acted in the clause before, for a clause without a subject.
    loose
        Whether the text is put forward to be checked, so that less has to be said.
    harmless
        Words beside those of the lists that somebody else understands.
    """
    lower = scene.lower
    span = lower[scene.first : scene.last]
    if not _PEOPLE.isdisjoint(span) or not _SUPPOSED.isdisjoint(span):
        return None
    if scene.has("all", "but") >= 0:
        return None
    named = texts(scene, scene.first, scene.last)
    meant = _meant(scene, named, notes)
    if meant is None or not (scene.in_assembly or (loose and _of_assembly(scene, meant))):
        return None
    spare = [one for one in _cues(scene) if not any(t.first <= one.first < t.last for t in named)]
    if meant.first < meant.last:
        named = [meant, *(one for one in named if one is not meant)]
    if len({one.details.get("symbol") or one.first for one in named}) > 1:
        return None
    choice, cue, denials = _choice(scene, spare, meant)
    if choice is None or cue is None:
        return None
    who = _who(scene, meant)
    if who is None or (not who and not before and not _many(scene)):
        return None
    made = Frame(
        cue.first,
        min([cue.first, *(one.first for one in who)]),
        max([cue.last, meant.last, *(one.last for one in who)]),
        RELATIONS[choice],
        codes(who) or (() if _many(scene) else before),
        (),
        dict(meant.details),
        denials % 2 == 1,
        "vote",
        f"slots.{choice}",
        who,
        spans(spare),
    )
    made.used += [(meant.first, meant.last), *_areas(scene)]
    if denials:
        made.used += [(at, at + 1) for at in range(scene.first, scene.last)
                      if lower[at] in _REFUSING]  # fmt: skip
    if not made.subject and _counted(scene, cue):
        made.family, made.rule = "tally", f"slots.{choice}.counted"
        made.put(of="states")
    left = left_over(scene, made.used, who, OPERATORS | BOUNDING.keys() | harmless)
    if who and any(
        one.of == "states" and one.value != len(made.subject) for one in scene.quantities
    ):
        left = "; ".join(filter(None, (left, "how many they are")))
    if denials > 1:
        left = "; ".join(filter(None, (left, "how often it is denied")))
    return made.put(choice=choice, body=body(scene), unread=left)


#: Names of texts that are the Assembly's even where nothing else of the sentence is.
_KNOWN = frozenset({"moratorium", "day"})
_VOTING = frozenset(words_of.VOTE) | frozenset(words_of.ABSTAIN) | {"ballot", "abstainer"}


def _of_assembly(scene: Scene, text: Text) -> bool:
    """Say whether a text is one that the Assembly votes on: "rejected the proposal" may be any."""
    named = set(scene.lower[text.first : text.last])
    return (
        text.first == text.last
        or "symbol" in text.details
        or not _KNOWN.isdisjoint(named)
        or {"cuba", "embargo"} <= named
        or not _VOTING.isdisjoint(scene.lower[scene.first : scene.last])
    )


def _meant(scene: Scene, named: list[Text], notes: dict[str, str]) -> Text | None:
    """Give the one text of a clause: what is named, or what "it" takes over."""
    if named:
        return named[0]
    if notes:
        own = {"date"} if scene.times else set()  # the day is of the clause before
        kept = {k: v for k, v in notes.items() if k in _OF_TEXT and k not in own}
        return Text(scene.first, scene.first, kept)
    return None


def _cues(scene: Scene) -> list[Cue]:
    lower = scene.lower
    found = []
    for one in cues(CHOICE, lower, scene.first, scene.last):
        if lower[one.first].startswith("back") and lower[one.first - 1] in _ITS:
            continue  # "turned its back on it"
        after = lower[one.last] if one.last < scene.last else "."
        noun = after.isalpha() and after not in PREPOSITIONS
        if lower[one.last - 1] == "no" and noun and not none_cast(lower, one.last - 1):
            continue  # "registered no position"
        if none_cast(lower, one.first) or none_cast(lower, one.last - 1):
            found.append(one._replace(tag="away"))  # "cast no vote"
        else:
            found.append(one)
    if found:
        return found
    # "and against it": what follows a vote told before
    for at in range(scene.first, min(scene.first + 4, scene.last)):
        if scene.lower[at] in ("for", "against") and at <= scene.first + 2:
            return [Cue(at, at + 1, "yes" if scene.lower[at] == "for" else "no")]
    return []


def _choice(scene: Scene, found: list[Cue], text: Text) -> tuple[str | None, Cue | None, int]:
    """Give the one choice of a clause, the words that say it, and how often it is denied."""
    lower = scene.lower
    away = [one for one in found if one.tag == "away"]
    told = [one for one in found if one.tag != "away"]
    kinds = {one.tag for one in told}
    if kinds == {"yes", "no"} and _dissent(scene, told):
        kinds = {"no"}
        told = [one for one in told if one.tag == "no"]
    inside = {at for one in found for at in range(one.first, one.last)}
    inside |= set(range(text.first, text.last))
    denials = sum(
        (lower[at] in NEGATION or lower[at] in _REFUSING)
        and at not in inside
        and not _of_operator(scene, at)
        for at in range(scene.first, scene.last)
    )
    if away and not told:
        found += [Cue(at, at + 1, "away") for at in range(scene.first, scene.last)
                  if lower[at] in _REFUSING]  # fmt: skip
        partly = any(lower[p] == "no" for one in away for p in range(one.first, one.last))
        return ("absent", away[0], 0) if denials + partly == 1 else (None, None, 0)
    if len(kinds) != 1:
        return None, None, 0
    return told[0].tag, told[0], denials


def _dissent(scene: Scene, told: list[Cue]) -> bool:
    """Say whether "supporter" or "voices" only stand beside a dissent."""
    return any(scene.lower[one.first] in ("dissenting", "opposing") for one in told)


def _of_operator(scene: Scene, at: int) -> bool:
    """Say whether a word that denies belongs to "never", "not once", "nobody but"."""
    lower, word = scene.lower, scene.lower[at]
    after = lower[at + 1 : at + 3]
    if word in ("nobody", "none", "never", "without"):
        return True
    if word == "not" and after[:1] in (["once"], ["ever"], ["until"], ["only"]):
        return True
    if word == "not" and after == ["a", "single"]:
        return True
    if word == "no":
        return (
            lower[at - 1] in ("at", "on")
            or after[:1] in (["one"], ["other"], ["fewer"], ["less"], ["time"])
            or bool(after and after[0] in words_of.PLURALS)
        )
    return word in ("not", "'t") and "single" in lower[at : at + 12]


def _many(scene: Scene) -> bool:
    """Say whether states that are not named act: "five states", "nobody"."""
    span = scene.lower[scene.first : scene.last]
    return any(
        one.of in ("states", "votes") or one.unit == "count" for one in scene.quantities
    ) or (any(word in words_of.PLURALS for word in span))


def _areas(scene: Scene) -> list[tuple[int, int]]:
    """Give the words of areas whose states act: "most African states"."""
    found = []
    for at in range(scene.first + 1, scene.last):
        if scene.lower[at] in words_of.PLURALS:
            begin, held = area_before(scene.lower, at, scene.first)
            if held or scene.lower[at - 1] in REGIONS:
                found.append((begin if held else at - 1, at + 1))
    return found


def _counted(scene: Scene, cue: Cue) -> bool:
    """Say whether a number stands at the words of the choice: "35 abstentions"."""
    return any(
        one.unit == "count" and cue.first - one.last <= 3 and one.first <= cue.last
        for one in scene.quantities
    )


def _who(scene: Scene, text: Text) -> list[Actor] | None:
    """Give who chose; an empty list where nobody is named, None where it is not sure."""
    hidden = [(text.first, text.last)] if text.first < text.last else []
    found = roles(scene, hidden)
    free = [c for c in found.free if c[0].kind != "pronoun"]
    by = [chain for word, chain in found.governed if word in ("by", "from", "of", "with", "but")]
    sparing = ("for", "except", "besides", "but", "from", "than")
    except_ = [chain for word, chain in found.governed if word in ("for", "except", "besides")]
    if not _EVERY.isdisjoint(scene.lower[scene.first : scene.last]) and any(
        word in sparing for word, _ in found.governed
    ):
        return None  # "every state but Israel backed it"
    owned = [chain for chain in free if scene.possessive(chain[-1])]
    if len(free) == 1 and not by and not except_:
        return free[0]
    if len(free) > 1 and len(owned) == 1 and len(free) == 2 and not by:
        return None
    chains = [*free, *by, *except_]
    if len(chains) == 1:
        return chains[0]
    return [] if not chains else None


def notes_of(made: Frame, scene: Scene) -> dict[str, str]:
    """Give the details of a text, with its day, for the clause after."""
    found = {key: value for key, value in made.details.items() if key in _OF_TEXT}
    for time in scene.times:
        if made.family == "vote" and (date := vote_date(time)):
            found.setdefault("date", date)
    return found


__all__ = ["OPERATORS", "RELATIONS", "fill", "notes_of"]
