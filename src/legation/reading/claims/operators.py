"""What is claimed of a proposition: that it holds, always, never, first, more than another, ..."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_trends import direction, more_and_more
from legation.reading.claims.numbers import Quantity
from legation.reading.claims.scene import Scene

#: After these "only" bounds a time or a reason, and nobody.
_AFTER_ONLY = frozenset("then after when because once in on if a".split())
_COPULA = frozenset("is was are were remains remained became".split())
_VOTES = ("vote", "pair", "tally")
_FACTS = ("fact", "statement", "event", "membership")


def only(scene: Scene, made: Frame) -> str | None:
    """Give the rule by which nobody else is said to have done so."""
    lower = scene.lower
    if _set_apart(lower, scene.first) and any(
        word in ("no", "nobody", "none", "everyone", "everybody", "all", "every")
        for word in lower[scene.first : made.at]
    ):
        return "only.apart_from"
    if made.subject and max(scene.has("nobody", "else"), scene.has("no", "one", "else")) >= 0:
        return "only.nobody_else"
    for at in range(scene.first, min(made.last, scene.last)):
        word = lower[at]
        if word == "only":
            if lower[at + 1 : at + 2] and lower[at + 1] in _AFTER_ONLY:
                continue
            if lower[at - 1] == "not":
                continue
            if (
                made.who
                and not any(at < one.first <= at + 3 for one in made.who)
                and lower[at + 1 : at + 3] not in (["one", "state"], ["one", "country"])
                and not (lower[at - 1] in ("the", "'s", "were", "was", "its") and made.last >= at)
            ):
                continue
            counted = next(
                (
                    one
                    for one in scene.quantities
                    if one.of == "states" and one.first in (at, at + 1)
                ),
                None,
            )
            if counted and not made.subject:
                return None
            return "only.only"
        if word in ("just", "merely") and made.subject and any(
            one.of == "states" and one.first == at + 1 for one in scene.quantities
        ):  # fmt: skip
            return "only.just"
        if (
            word == "one"
            and lower[at - 1] == "the"
            and at > scene.first
            and (
                (
                    lower[at - 2] in _COPULA
                    and any(w in ("that", "which", "who", "to") for w in lower[at + 1 : at + 5])
                )
                or (made.rule.startswith("slots") and at < made.at + 1)
            )
        ):
            return "only.the_one"
        if word in ("sole", "lone", "solely"):
            return "only.sole"
        if lower[at] == "on" and lower[at + 1 : at + 3] in (["its", "own"], ["their", "own"]):
            return "only.on_its_own"
        if lower[at : at + 2] == ["by", "itself"] and made.rule.startswith("slots"):
            return "only.by_itself"
        dated = any(time.last == at for time in scene.times)
        if word == "alone" and lower[at - 1] != "let" and not dated:
            return "only.alone"
        if made.subject and (
            lower[at : at + 2] == ["nobody", "else"] or lower[at : at + 3] == ["no", "one", "else"]
        ):
            return "only.nobody_else"
        if word in ("nobody", "none", "no") and any(
            lower[p : p + 2] in (["other", "than"],)
            or lower[p] in ("but", "except", "besides", "save", "apart")
            for p in range(at + 1, min(at + 6, scene.last))
        ):
            return "only.no_other"
    return None


_INSTANCES = frozenset("year session vote occasion case time resolution instance moment".split())


def _set_apart(lower: list[str], at: int) -> bool:
    """Say whether a sentence begins with those it does not hold for: "apart from Israel"."""
    return lower[at : at + 2] in (
        ["apart", "from"], ["except", "for"], ["other", "than"], ["aside", "from"],
    ) or lower[at] in ("besides", "excepting")  # fmt: skip


def never(scene: Scene, made: Frame) -> str | None:
    """Give the rule by which it is said to have happened at no time."""
    lower = scene.lower
    for at in range(scene.first, min(made.last + 3, scene.last)):
        word = lower[at]
        if word == "never":
            return "never.never"
        if word == "not" and lower[at + 1 : at + 2] in (["once"], ["ever"]):
            return "never.not_once"
        if word in ("not", "'t") and lower[at + 1 : at + 3] == ["a", "single"]:
            if any(near in words_of.PLURALS for near in lower[at + 3 : at + 6]):
                continue  # of states, not of times
            return "never.not_once"
        if (
            word == "no"
            and lower[at + 1 : at + 2]
            and lower[at + 1] in _INSTANCES
            and "been" in lower[max(scene.first, at - 3) : at]
        ):
            return "never.no_instance"
        if (
            word in ("not", "'t")
            and "single" in lower[at + 1 : at + 4]
            and any(near in _INSTANCES for near in lower[at + 2 : at + 6])
        ):
            return "never.not_in_a_single"
        if word == "no" and "ever" in lower[at + 1 : at + 8]:
            return "never.no_ever"
        if word in ("not", "'t") and "ever" in lower[at + 1 : at + 4]:
            return "never.not_ever"
        if (
            word == "no"
            and lower[at - 1] == "at"
            and lower[at + 1 : at + 2] in (["time"], ["point"], ["stage"])
        ):
            return "never.at_no_time"
        if word == "yet" and lower[at + 1 : at + 2] == ["to"]:
            return "never.yet_to"
        if word == "single" and made.negated and lower[at - 1] == "a" and (
            lower[at + 1 : at + 2] and lower[at + 1] in _INSTANCES
        ):  # fmt: skip
            return "never.not_a_single_time"
        if word == "on" and lower[at + 1 : at + 3] == ["no", "occasion"]:
            return "never.on_no_occasion"
    return None


_EVERY_TIME = frozenset(
    "always consistently invariably unfailingly systematically steadfastly unwaveringly "
    "unswervingly uninterruptedly unvaryingly unceasingly unbroken".split()
)


def always(scene: Scene) -> str | None:
    """Give the rule by which it is said to have happened every time."""
    lower = scene.lower
    for at in range(scene.first, scene.last):
        word = lower[at]
        if word in _EVERY_TIME:
            if lower[at - 1] in ("almost", "nearly", "practically", "virtually"):
                return None
            return "always.always"
        if word == "throughout" and not scene.lower[at + 1][:1].isalnum():
            return "always.throughout"
        if word == "whenever":
            return "always.whenever"
        if lower[at : at + 5] == ["year", "in", ",", "year", "out"] or (
            lower[at : at + 4] == ["year", "in", "year", "out"]
        ):
            return "always.year_in_year_out"
        if lower[at : at + 3] in (["year", "after", "year"], ["time", "after", "time"]):
            return "always.year_after_year"
        if word == "without" and lower[at + 1 : at + 2] in (
            ["exception"], ["fail"], ["interruption"], ["exceptions"], ["wavering"],
        ):  # fmt: skip
            return "always.without_exception"
        if word in ("each", "every", "all") and at > scene.first - 1:
            if lower[at - 1] in ("almost", "nearly", "not", "practically"):
                continue
            near = lower[at + 1 : at + 4]
            if word == "all" and (
                near[:1] not in (["of"], ["resolutions"], ["votes"])
                and not any(w in ("resolutions", "votes") for w in near)
            ):
                continue
            if word == "all" and scene.lower[at - 1] == "of":
                continue
            if any(w in words_of.OCCASIONS for w in near) and not any(
                one.unit == "share" for one in scene.quantities
            ):
                return "always.every_time"
    return None


def first(scene: Scene, made: Frame) -> str | None:
    """Give the rule by which it is said not to have happened before."""
    lower, words = scene.lower, scene.page.words
    if lower[scene.first : scene.first + 2] in (["never", "before"], ["not", "until"]):
        return "first.not_until"
    if 0 <= scene.has("not", "until") < made.at:
        return "first.not_until"
    for at in range(scene.first, scene.last):
        if lower[at] == "unprecedented" and lower[at + 1 : at + 2] in (
            ["move"], ["step"], ["vote"], ["decision"], ["shift"]
        ):  # fmt: skip
            return "first.unprecedented"
        if lower[at] not in ("first",):
            continue
        if words[at][0].isupper() and at > scene.first:
            continue
        after = lower[at + 1 : at + 3]
        if after[:1] in (["half"], ["place"], ["lady"], ["draft"], ["step"], ["name"], ["and"]):
            continue
        if lower[at - 3 : at] == ["for", "the", "very"] or lower[at - 2 : at] == ["for", "the"]:
            if after[:1] == ["time"]:
                return "first.for_the_first_time"
            continue
        if after[:1] == ["time"]:
            return "first.first_time"
        if made.at - at in (1, 2) or (0 < made.at - at < 10 and _to_do(lower, at, made.at)):
            return "first.first"
        if lower[at - 1] in ("the", "'s") and 0 < at - made.at < 8:
            return "first.first"
    return None


def _to_do(lower: list[str], at: int, verb: int) -> bool:
    """Say whether "first" is of who does the verb: "the first state to vote"."""
    return any(word in ("to", "that", "which", "who") for word in lower[at:verb])


def count(scene: Scene, made: Frame) -> Quantity | None:
    """Give the number of states, votes or times that is claimed."""
    for one in scene.quantities:
        if one.unit == "count" and one.of in ("states", "times", "votes"):
            if one.of == "votes" and made.family != "tally":
                continue
            if one.of == "states" and made.subject and made.family != "tally":
                continue
            if one.of == "times" and one.value == 1:
                continue
            return one
    if made.subject:
        return None
    for one in scene.quantities:
        if one.unit in ("share",) and one.last <= made.at + 1:
            span = scene.lower[one.last : made.at]
            if any(word in words_of.PLURALS or word == "membership" for word in span):
                return one
    return None


def trend(scene: Scene, made: Frame) -> tuple[str, str | None] | None:
    """Give the direction of a change that is claimed, and its manner."""
    way = made.details.get("direction")
    if way is None and made.family in ("measure", "relations"):
        # close to the noun: "relations ... have soured", "worsening relations"
        reach = scene.first if made.family == "measure" else max(scene.first, made.at - 4)
        found = direction(scene, reach, min(scene.last, made.last + 9))
        way = found[1] if found else None
    if way is None and made.family in ("pair", "measure"):
        way = more_and_more(scene, made.first, scene.last)
        if way is None and made.family == "pair" and _share_noun(scene):
            found = direction(scene, scene.first, scene.last)
            way = found[1] if found else None
    if way is None:
        return None
    span = scene.lower[scene.first : scene.last]
    if any(word in words_of.SHARP for word in span):
        return way, "sharp"
    return way, "steady" if any(word in words_of.STEADY for word in span) else None


def _share_noun(scene: Scene) -> bool:
    return any(
        word in ("share", "proportion", "rate", "percentage", "frequency", "level")
        for word in scene.lower[scene.first : scene.last]
    )


_PRESSURE = frozenset("pressure threats lobbying blackmail bribery bribes arm-twisting".split())
_FORCED = words_of._verbs("make force push lead drive compel get persuade convince cause").keys()


def _tells_why(scene: Scene, at: int) -> bool:
    """Say whether "since" gives a reason: a clause in the present follows, and no time."""
    after = scene.lower[at + 1 : at + 3]
    if any(time.first == at or time.first == at + 1 for time in scene.times):
        return False
    return after[:1] in (["it"], ["they"]) and after[1:] not in (["was"], ["joined"], ["became"])


def cause(scene: Scene, made: Frame | None) -> tuple[int, str] | None:
    """Give the place where a reason or aim begins, and the rule."""
    lower = scene.lower
    low = made.at + 1 if made else scene.first
    for at in range(scene.first, scene.last):
        word = lower[at]
        after = lower[at + 1] if at + 1 < scene.last else ""
        if word == "reason" and after in ("for", "why", "behind") and at <= scene.first + 3:
            return at, "cause.reason"
        if word in ("explains", "explained", "explain") and after == "why":
            return at, "cause.reason"
        if word == "because" or (word in ("owing", "due", "thanks") and after == "to"):
            return at, "cause.because"
        if word == "since" and made and at >= low and _tells_why(scene, at):
            return at, "cause.since"
        if word in ("meant", "intended", "designed") and after == "to" and at > low:
            return at, "cause.meant_to"
        if at == scene.first and word in ("fearing", "hoping", "wanting", "seeking"):
            return at, "cause.participle"
        if word == "in" and lower[at + 1 : at + 3] == ["order", "to"]:
            return at, "cause.in_order_to"
        if word == "so" and lower[at + 1 : at + 3] == ["as", "to"]:
            return at, "cause.so_as_to"
        forced = {after, *lower[at + 2 : at + 4]} & _FORCED
        if made and word in _PRESSURE and at < made.first and forced:
            return at, "cause.pressure"
        if (
            word == "out"
            and after == "of"
            and (
                at >= low
                or at == scene.first
                or lower[scene.first : scene.first + 2] == ["it", "was"]
            )
            and (
                (lower[at + 2 : at + 3] and lower[at + 2] in words_of.CAUSES)
                or "loyalty" in lower[at : at + 5]
                or "fear" in lower[at : at + 5]
            )
        ):
            return at, "cause.out_of"
        if word == "for" and after == "fear" and at >= low:
            return at, "cause.for_fear"
        if word == "for" and "sake" in lower[at : at + 5]:
            return at, "cause.for_the_sake"
        if word != "to" or after not in words_of.PURPOSE or made is None:
            continue
        # "voted to protect" tells the text; "abstained to protect" tells why
        near = 1 if made.relation == "abstained" else 2
        if at == scene.first or at >= made.at + near:
            return at, "cause.to"
    return None


def type_of(scene: Scene, made: Frame) -> str:
    """Give the type of a proposition that nothing more is said of."""
    if made.details.get("change") and made.family == "change":
        return "status_change"
    if made.family == "list":
        return "designation"
    if made.family == "character":
        return "evaluative"
    if made.family in ("measure", "relations"):
        return "agreement" if made.relation == "voting_agreement" else "existence"
    if made.family == "pair":
        dated = any(time.kind == "at" for time in scene.times)
        pinned = (
            made.details.get("symbol")
            or made.details.get("choice")
            or (made.details.get("resolution") and dated)
        )
        return "vote" if pinned else "agreement"
    if made.family in ("vote", "tally"):
        return "vote"
    if made.family == "compare":
        return "closer_to"
    if made.family == "trend":
        return "trend"
    return "existence"
