"""The matter that votes are said to be on: "on Ukraine, A votes with B", "sided over Syria"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.resolutions import describe
from legation.reading.claims.scene import Scene
from legation.reading.claims.unread import region
from legation.reading.grammar import BE, DO, FUNCTION_WORDS, HAVE, MODALS, PREPOSITIONS

#: Prepositions that name a matter.
_ON = frozenset("on over about regarding concerning".split())
#: Families whose propositions can be of votes on a matter.
_OF_VOTES = frozenset({"vote", "pair", "measure"})
#: Types that are decided over the votes on a matter alone.
DECIDED = frozenset("vote agreement never always only first since count group existence".split())
_ENDS = (
    BE | HAVE | DO | MODALS | words_of.VOTE.keys() | words_of.ABSTAIN.keys()
    | frozenset("more less far much often when that which came come by who than and but".split())
) - {"'s"}  # fmt: skip
_NO_MATTER = (
    FUNCTION_WORDS
    | words_of.TEXTS
    | words_of.UN
    | words_of.OCCASIONS
    | frozenset(
        "side sides hand average whole record occasion occasions question questions issue issues "
        "matter matters general united nations security council board basis list lists day recent "
        "recorded annual floor 's ' - same opposite different important key crucial major main "
        "other roll call calls most many few every account grounds purpose".split()
    )
)


_ALL_BUT = frozenset("everything anything nothing something".split())
#: Nouns that name a text rather than a matter.
_TITLED = frozenset("treaty convention declaration protocol moratorium covenant".split())


def put_matter(scene: Scene, made: Frame) -> None:
    """Put to a proposition about votes the matter that its clause says they are on."""
    if made.family not in _OF_VOTES or {"symbol", "resolution"} & made.details.keys():
        return
    if _opening(scene, made):
        return
    first, last = region(scene, made)
    for at in range(first, min(last, scene.last - 1)):
        if scene.lower[at] not in _ON or any(first <= at < last for first, last in _numbers(scene)):
            continue
        end = min(_end(scene, at + 1), last)
        words = [scene.lower[place] for place in range(at + 1, end) if not _other(scene, place)]
        if words:
            made.put(topic=" ".join(dict.fromkeys(words)))
            if not _ALL_BUT.isdisjoint(words):
                made.put(unread=" ".join(scene.lower[at : end + 2]))  # "on all but Ukraine"
            if _TITLED & set(words):  # one text that comes back, and no matter of many
                begin, close = scene.page.starts[at], scene.page.ends[end - 1]
                made.put(resolution=scene.page.text[begin:close])
            made.used.append((at, end))
            return


def _opening(scene: Scene, made: Frame) -> bool:
    """Read the text from a clause before: "whenever the embargo came up", "when it suspended X"."""
    lower, low = scene.lower, scene.first
    words = lower[low : low + 2]
    begin = low + 1 if words[:1] in (["whenever"], ["when"]) else low + 2
    if begin == low + 2 and words not in (["every", "time"], ["each", "time"]):
        return False
    comma = next((p for p in range(begin, made.at) if lower[p] == ","), None)
    if comma is None:
        return False
    verb = next((p for p in range(begin, comma) if lower[p] in _COMES), comma)
    details = describe(scene, begin, verb, named=False)
    if not details.get("topic"):
        return False
    made.details |= details
    made.used.append((low, comma))
    return True


_COMES = BE | HAVE | frozenset("came comes come".split())


def _other(scene: Scene, at: int) -> bool:
    """Say whether a word names no matter: a number, a time, a word of every vote."""
    if scene.lower[at] in _NO_MATTER and scene.actor_at(at) is None:
        return True
    return any(first <= at < last for first, last in _numbers(scene))


def _numbers(scene: Scene) -> list[tuple[int, int]]:
    """Give the spans of times and numbers."""
    symbols = [(first, last) for first, last, _ in scene.symbols]
    times = [*symbols, *((one.first, one.last) for one in scene.times)]
    return [*times, *((one.first, one.last) for one in scene.quantities)]


def _end(scene: Scene, at: int) -> int:
    for place in range(at, scene.last):
        word = scene.lower[place]
        if not (word[0].isalnum() or word in ("-", "'s", "'")) or word in _ENDS:
            return place
        titled = scene.lower[place - 1] in ("treaty", "convention", "declaration", "protocol")
        if word in PREPOSITIONS and word not in ("of", "in", "against") and not titled:
            return place
        if word == "in" and scene.actor_after(place + 1, 1) is None:
            return place
        if any(first == place for first, _ in _numbers(scene)):
            return place
    return scene.last


__all__ = ["DECIDED", "put_matter"]
