"""What a clause or sentence takes over from the one before it: the text voted on, who is meant.

"India abstained on ES-11/1, but Brazil voted for it"; "Hungary is a member of the Union. In 2022
it voted for the text." Only what stands one step back is taken over, and only a single state.
"""

from __future__ import annotations

from itertools import pairwise

from legation.reading.claims.frames import Frame
from legation.reading.claims.resolutions import vote_date
from legation.reading.claims.scene import Scene, codes
from legation.reading.page import Page, Sentence

_OF_TEXT = ("symbol", "resolution", "topic", "date", "action", "target", "body", "annual")
_NAMED = frozenset({"symbol", "resolution", "topic", "date"})


def carry_text(scene: Scene, found: list[Frame]) -> None:
    """Give votes on "it", or on nothing named, the text of the vote told before them."""
    earlier = scene.notes
    for one, two in pairwise(found):
        alone = len(one.subject) == 1 and len(one.subject[0]) == 3
        if not two.subject and alone and scene.pronoun_before(two.at):
            two.subject = one.subject  # "never opposed it, but it abstained"
    for made in found:
        if made.family != "vote":
            continue
        own = _NAMED & made.details.keys() - {"body"}
        if own:
            scene.notes.clear()
            scene.notes.update({k: v for k, v in made.details.items() if k in _OF_TEXT})
            days = [one for one in scene.times if made.at < one.first < made.last]
            if days and (day := vote_date(days[0])):
                scene.notes["date"] = day
            continue
        first = made is found[0]
        after = scene.lower[made.at + 1 : min(made.at + 5, scene.last)]
        meant = {"it", "this", "them"} & set(after)
        timed = any(time.first > made.at for time in scene.times)
        if earlier and not timed and (meant or not first):
            made.details = {**earlier, **made.details}


def likewise(scene: Scene, found: list[Frame]) -> list[Frame]:
    """Read "as did Israel", "and so did Israel" after a vote as the same vote of another."""
    more = []
    for at in range(scene.first, scene.last - 1):
        if scene.lower[at : at + 2] not in (["as", "did"], ["so", "did"], ["neither", "did"]):
            continue
        near = scene.actor_after(at + 2, 1)
        told = [one for one in found if one.family == "vote" and one.at < at]
        if near is None or not told:
            continue
        who = scene.chain_from(near)
        last = who[-1].last
        more.append(
            told[-1].as_(at=at, first=at, last=last, subject=codes(who), who=[], used=[(at, last)],
                         details=dict(told[-1].details), rule=f"{told[-1].rule}.likewise")
        )  # fmt: skip
    for one in scene.actors:
        told = [made for made in found if made.family == "vote" and made.subject]
        if told and scene.set_apart(one) and told[0].at > one.last:
            more.append(
                told[0].as_(at=told[0].at, first=one.first, subject=(one.code,), who=[],
                            negated=not told[0].negated, details=dict(told[0].details),
                            rule=f"{told[0].rule}.set_apart")
            )  # fmt: skip
    return more


def lead(scene: Scene) -> str | None:
    """Give the one state that a sentence is about: the first that nothing governs."""
    for one in scene.actors:
        people = one.kind == "demonym" and scene.lower[one.first - 1 : one.first] == ["the"]
        if (people or one.kind in _ACTING) and (
            scene.governed(one) is None and not scene.possessive(one)
        ):
            return one.code if len(scene.chain_from(one)) == 1 and len(one.code) == 3 else None
    return None


_ACTING = frozenset("state capital metonym government leader ministry".split())


def before(page: Page, sentence: Sentence) -> Sentence | None:
    """Give the sentence before one."""
    place = page.sentences.index(sentence)
    return page.sentences[place - 1] if place else None


__all__ = ["before", "carry_text", "lead"]
