"""A proposition of a known type, put with its times, numbers and speaker into a `Claim`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from legation.reading.claims import operators
from legation.reading.claims.companies import areas
from legation.reading.claims.dates import Time
from legation.reading.claims.frames import Frame
from legation.reading.claims.frames_told import act_of_war
from legation.reading.claims.numbers import whole
from legation.reading.claims.resolutions import vote_date
from legation.reading.claims.scene import Scene
from legation.reading.claims.unread import of_other, region, unread
from legation.reading.claims.vocabulary import CHOICES
from legation.reading.results import Claim, Quote


def compose(
    scene: Scene, kind: str, made: Frame, rules: tuple[str, ...], quotes: Sequence[Quote]
) -> Claim:
    """Put a proposition with its times, numbers, speaker and hedges into the result."""
    page = scene.page
    details = dict(made.details)
    last = min(made.last, scene.last)
    while last > made.first + 1 and not page.lower[last - 1][0].isalnum():
        last -= 1
    first = made.first
    time = _window(scene, made)
    if kind == "first" and time is not None and time.kind in ("until", "before") and time.end:
        year = time.end.year + (time.kind == "before")
        time = time._replace(kind="at", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
    if kind == "trend":
        time = _two_points(scene, time, details)
    if kind == "superlative" and time is not None and time.kind != "at":
        for one in scene.times:  # "lower in 2025 than in any year since 1992"
            if one.precision == "year" and one.kind == "at" and one.start:
                details["date"] = one.start.isoformat()[:4]
    value, unit = _value(scene, kind, made, details)
    if time is not None:
        first, last = min(first, time.first), max(last, time.last)
        details["when"] = time.kind
        details |= {"landmark": time.landmark} if time.landmark else {}
        details |= {"length": time.length} if time.length else {}
        if made.family in ("vote", "tally", "pair") and (date := vote_date(time)):
            details.setdefault("date", date)
    if "choice" not in details and made.relation in CHOICES:
        details["choice"] = CHOICES[made.relation]
    quantified = value is not None or "quantifier" in details
    left = unread(scene, kind, made, time, details.get("date"), valued=quantified)
    if (act := act_of_war(scene, made)) is not None:
        left = "; ".join(filter(None, (act, left)))
    if details.get("quantifier") in ("unclear", "almost_all"):
        del details["quantifier"]
        left = left or "how many of them"
    if left:
        details["unread"] = left
    comparator = tuple(filter(None, (details.pop("comparator", None),)))
    start, end = page.starts[first], page.ends[last - 1]
    place, speaker = _speaker(quotes, start, end)
    window: tuple[dt.date | None, dt.date | None] | None = None
    if time is not None and (time.start or time.end):
        window = (time.start, time.end)
    return Claim(
        start,
        end,
        kind,
        made.subject,
        made.relation,
        made.object,
        comparator,
        window,
        value,
        unit,
        speaker,
        made.negated != _denied_whole(scene, made),
        scene.hedged(),
        tuple(sorted(details.items())),
        place,
        "+".join(rules),
    )


#: Words before "that" which say that what follows is not so, and those that say that it is.
_UNTRUE = frozenset(
    "false untrue wrong incorrect inaccurate mistaken myth lie fiction falsehood misleading "
    "denied denies deny denying baseless unfounded".split()
)
_TRUE = frozenset("true case correct accurate truth right fact".split())
_NOT = frozenset("not 't never no nobody none neither cannot hardly".split())
_ASSERTING = frozenset("say claim argue maintain assert suggest".split())


def _denied_whole(scene: Scene, made: Frame) -> bool:
    """Say whether the sentence denies the proposition as a whole: "it is not true that"."""
    lower, denials = scene.lower, 0
    for at in range(scene.first, made.at):
        if lower[at] not in ("that", "in") or (lower[at] == "in" and lower[at - 1] != "truth"):
            continue
        before = lower[max(scene.first, at - 9) : at]
        untrue = sum(word in _UNTRUE for word in before)
        true = any(word in _TRUE for word in before)
        not_ = sum(word in _NOT for word in before)
        nobody = before[:1] == ["nobody"] or before[:2] == ["no", "one"]
        said = any(word in _ASSERTING for word in before)
        if "said" in before and "be" in before:
            nobody, said = True, True  # "it cannot be said that"
        if untrue or true or (nobody and said):
            denials += untrue + not_
    return denials % 2 == 1


def _two_points(scene: Scene, time: Time | None, details: dict[str, str]) -> Time | None:
    """Read "from 40 percent in 2013 to 20 percent in 2022": the change is between two times."""
    shares = [one for one in scene.quantities if one.unit == "share" and one.value is not None]
    if len(shares) > 1:
        details["from_share"], details["to_share"] = (f"{one.value:g}" for one in shares[:2])
    points = [one for one in scene.times if one.kind == "at" and one.start and one.end]
    if len(points) < 2 or time is None or time.kind != "at":
        return time
    one, two = sorted(points[:2], key=lambda point: (point.start, point.end))
    return time._replace(kind="between", start=one.start, end=two.end,
                         first=min(one.first, two.first), last=max(one.last, two.last))  # fmt: skip


def _window(scene: Scene, made: Frame) -> Time | None:
    """Choose the time that bounds the claim: one that spans before one that pins a vote."""
    last = region(scene, made)[1]
    own = [one for one in scene.times if one.first < last and not of_other(scene, made, one)]
    if not own:
        return None
    spans = [one for one in own if one.kind not in ("at",)]
    outside = [one for one in own if not made.at < one.first < made.last]
    return next(iter(spans or outside or own))


def _value(
    scene: Scene, kind: str, made: Frame, details: dict[str, str]
) -> tuple[float | None, str | None]:
    if kind == "count" and (number := operators.count(scene, made)):
        details.setdefault("bound", number.bound)
        return number.value, "share" if number.unit == "share" else number.of
    if kind in ("agreement", "prediction", "trend"):
        for one in scene.quantities:
            if one.unit == "share":
                details["bound"] = one.bound
                return one.value, "share"
        for one in scene.quantities:
            if one.unit == "frequency" and one.quantifier and kind == "agreement":
                details["quantifier"] = one.quantifier
    return None, None


def _speaker(quotes: Sequence[Quote], start: int, end: int) -> tuple[int | None, str | None]:
    """Give the innermost quote that the words stand in, and who says it."""
    inside = [
        (quote.end - quote.start, place)
        for place, quote in enumerate(quotes)
        if quote.start <= start + 1 and end - 1 <= quote.end
    ]
    if not inside:
        return None, None
    place = min(inside)[1]
    speaker = quotes[place].speaker
    first = speaker.split()[0].lower() if speaker else ""
    if first and (first in _NOBODY or whole([first], 0) or (speaker or "").lower() in areas()):
        return None, None  # "all Gulf states abstained", "nobody can say that"
    return place, speaker


_NOBODY = frozenset(
    "all most some no none nobody every each many few several both neither at one two".split()
)
