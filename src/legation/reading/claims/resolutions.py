"""What was voted on, as the words tell it: symbol, what the text does, topic, target and date."""

from __future__ import annotations

from functools import cache

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.dates import Time
from legation.reading.claims.scene import Scene, codes
from legation.reading.grammar import FUNCTION_WORDS, MONTHS, PREPOSITIONS, forms

#: What texts do, and the nouns that say the same.
_ACTIONS = (
    "suspend condemn demand deplore lift end call urge reject recognise recognize extend establish "
    "welcome support affirm reaffirm request decide combat ban remove expel withdraw throw strip "
    "deny protect declare refer create investigate remedy order denounce admit seat upgrade "
    "guarantee oust kick"
).split()
_NOUNS = {
    "suspension": "suspend",
    "condemnation": "condemn",
    "withdrawal": "withdraw",
    "reparations": "remedy",
    "expulsion": "expel",
    "embargo": "end",
    "admission": "admit",
}
_ENDS = frozenset(
    "because although though while whereas despite after before since until but so lest out due "
    "thanks unlike rather instead than except excluding besides "
    'when whenever ; : ( ) — – " “ ” ? ! .'.split()
)
_TAKEN = _ENDS - {"when", "out", "so", "since", "after", "before"}
_DULL = FUNCTION_WORDS | frozenset(
    "resolution resolutions text texts motion draft vote votes general assembly un u.n. unga "
    "united nations annual yearly recorded adopted unga's symbol year yes no favour favor "
    "against 's ' - , / . calling which that first very single moved met gathered convened "
    "considered took up asked".split()
)
#: Verbs after "resolution" that only say that it is about something.
_ABOUT = frozenset(
    "commemorating concerning regarding addressing dealing marking proclaiming establishing "
    "titled entitled called named designating commending honouring recalling".split()
)
_ANNUAL = frozenset({"annual", "yearly", "perennial"})
_TIME_WORDS = frozenset(
    "year years time times since occasion occasions session decade last".split()
)


@cache
def actions() -> dict[str, str]:
    """Give every form of the verbs of texts with its base form."""
    found = dict(_NOUNS)
    for lemma in _ACTIONS:
        one = forms(lemma)
        base = "recognise" if lemma == "recognize" else lemma
        for form in (one.base, *one.third, *one.past, *one.participle, *one.gerund):
            found.setdefault(form, base)
    return found


def resolution(scene: Scene, at: int, *, named: bool = True) -> tuple[int, dict[str, str]]:
    """Read what was voted on from the word `at` to the right; `named`: only what is called a text.

    Returns
    -------
    tuple
        The place after its last word (`at` where there is none), and details.
    """
    at = _begin(scene, at)
    titled = _title(scene, at)
    if titled is not None:
        return titled
    end = _end(scene, at)
    details = describe(scene, at, end, named=named)
    return (end, details) if details else (at, {})


def _title(scene: Scene, at: int) -> tuple[int, dict[str, str]] | None:
    """Read a text by its title in quotation marks, and what stands beside the title."""
    lower = scene.lower
    at += lower[at : at + 1] in (["on"], ["for"], ["against"])
    if lower[at : at + 1] not in (['"'], ["“"]):
        return None
    close = next((p for p in range(at + 1, scene.last) if lower[p] in ('"', "”")), None)
    if close is None or close - at < 3:
        return None
    details = describe(scene, at + 1, close, named=False)
    end = close + 1
    if lower[end : end + 1] == [","] and lower[end + 1 : end + 2] in (["the"], ["a"], ["an"]):
        end = _end(scene, end + 1)
        beside = describe(scene, close + 2, end)
        details |= {key: beside[key] for key in ("symbol",) if key in beside}
    return end, details


def _begin(scene: Scene, at: int) -> int:
    """Give where the name of a text begins, after "without fail" and the like."""
    if scene.lower[at : at + 2] in (
        ["without", "fail"], ["without", "exception"], ["without", "interruption"],
    ):  # fmt: skip
        return at + 2
    return at


def _end(scene: Scene, at: int) -> int:
    lower = scene.lower
    for place in range(at, scene.last):
        word = lower[place]
        if word in ("when", "while", "as") and place <= at + 1 and word == "when":
            continue
        if word == "after" or word == "before" or word == "since":
            if any(time.first == place for time in scene.times):
                continue
            return place
        if place > at and _ends_name(scene, place):
            return place
        if word in ('"', "“") and lower[place - 1] in words_of.TEXTS and place < scene.last - 1:
            return _closed(scene, place)
        if word in _ENDS or (word in ("as", "so") and lower[place + 1 : place + 2] == ["did"]):
            return place
        if place > at + 1 and _acts(scene, place):
            return place - (lower[place - 1] == "the")
        following = lower[place + 1] if place + 1 < scene.last else ""
        if word == "to" and following in words_of.PURPOSE and following not in actions():
            return place
        if word == "in" and lower[place + 1 : place + 3] == ["order", "to"]:
            return place
        if word in ("was", "were", "is") and not any(
            link in ("that", "which", "who", "when") for link in lower[at:place]
        ):
            return place
        if word in ("and", ",") and place >= at and _goes_on(scene, place + 1):
            return place
    return scene.last


def _ends_name(scene: Scene, at: int) -> bool:
    """Say whether what follows tells of the vote rather than of the text: "each year", "not"."""
    lower = scene.lower
    word, after = lower[at], lower[at + 1 : at + 4] or ["."]
    if word == "throughout" and not after[0][:1].isalnum():
        return True
    if word == "without" and after[:1] in (["fail"], ["exception"], ["interruption"]):
        return True
    if word in ("each", "every") and after[:1] in (["year"], ["time"], ["session"]):
        return True
    if word == "for" and after == ["the", "first", "time"]:
        return True
    if word in ("and", "but") and after[:1] in (["against"], ["for"]):
        return True
    if word == "and" and len(after) == 3 and after[2] in ("later", "after"):
        return True  # "and a year later"
    if word == "," and after[:1] == ["then"]:
        return True
    near = scene.actor_after(at + 1, 1) if word == "," else None
    return near is not None and lower[near.last : near.last + 2] in (
        ["did", "not"], ["has", "not"], ["had", "not"],
    )  # fmt: skip


def _acts(scene: Scene, at: int) -> bool:
    """Say whether a state begins at a word that votes in a clause of its own."""
    named = scene.actor_at(at)
    if named is None or named.first != at or named.last >= scene.last:
        return False
    after = scene.lower[named.last]
    voting = after in words_of.VOTE or after in words_of.ABSTAIN
    voting = voting or (
        (after in words_of.FOR or after in words_of.AGAINST) and after.endswith("ed")
    )
    before = at - 1 - (scene.lower[at - 1] == "the")
    return voting and scene.lower[before] not in PREPOSITIONS | {"that", "which", "and"}


_ONWARDS = frozenset("again went proceeded opted chose decided".split())


def _closed(scene: Scene, at: int) -> int:
    """Give the place after the title in quotation marks that begins at a word."""
    close = (p for p in range(at + 1, scene.last) if scene.lower[p] in ('"', "”"))
    return next(close, scene.last - 1) + 1


def _goes_on(scene: Scene, at: int) -> bool:
    """Say whether a new predicate begins: "and then abstained", ", it voted"."""
    for place in range(at, min(at + 7, scene.last)):
        word = scene.lower[place]
        if word in words_of.VOTE or word in words_of.ABSTAIN or word in ("then", "later", "which"):
            return word not in ("votes", "vote", "voting") or scene.lower[place - 1] == "to"
        if word.endswith("ly") or scene.actor_at(place) is not None:
            continue
        if word not in FUNCTION_WORDS | _ONWARDS:
            return False
    return False


def describe(scene: Scene, first: int, last: int, *, named: bool = True) -> dict[str, str]:
    """Give the details of a text named in `words[first:last]`."""
    lower = scene.lower
    last = min(last, scene.last)
    details: dict[str, str] = {}
    symbols = [one for one in scene.symbols if first <= one[0] < last]
    if symbols:
        details["symbol"] = " ".join(symbol for _, _, symbol in symbols)
    span = range(first, last)
    head = next((at for at in span if lower[at] in words_of.TEXTS), None)
    doing = [at for at in span if lower[at] in actions()]
    if first >= last or (named and not symbols and head is None and not doing):
        return {}
    hidden = {at for one in symbols for at in range(one[0], one[1])}
    hidden |= {
        at for time in scene.times for at in range(time.first, time.last) if not time.landmark
    }
    hidden |= {at for one in scene.quantities for at in range(one.first, one.last)}
    topic = [
        lower[at]
        for at in span
        if at not in hidden
        and lower[at] not in _DULL
        and lower[at] not in _TIME_WORDS
        and lower[at] not in MONTHS
        and not lower[at].isdigit()
        and lower[at] not in ('"', "“", "”")
        and not (at > first and lower[at] in _ABOUT and lower[at - 1] in words_of.TEXTS)
    ]
    if topic:
        details["topic"] = " ".join(dict.fromkeys(topic))
    if doing:
        details["action"] = actions()[lower[doing[0]]]
    targets = codes([one for one in scene.actors if first <= one.first < last])
    if targets:
        details["target"] = " ".join(targets)
    if any(lower[at] in _ANNUAL for at in span):
        details["annual"] = "yes"
    begin, end = scene.page.starts[first], scene.page.ends[last - 1]
    details["resolution"] = scene.page.text[begin:end]
    return details


def body(scene: Scene) -> str | None:
    """Give the body that votes, where the sentence names it."""
    at = scene.has("security", "council")
    if at >= 0 and not any(w in words_of.PLURALS for w in scene.lower[max(at - 3, 0) : at]):
        return "UNSC"
    if scene.has("general", "assembly") >= 0 or scene.has("unga") >= 0:
        return "UNGA"
    return None


def vote_date(time: Time) -> str | None:
    """Give the ISO form of the day, month or year of a vote."""
    if time.kind not in ("at",) or time.start is None:
        return None
    cut = {"day": 10, "month": 7, "year": 4}.get(time.precision)
    return time.start.isoformat()[:cut] if cut else None
