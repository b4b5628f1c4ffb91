"""A stretch compared with the time before it: "more often since 2022 than before"."""

from __future__ import annotations

from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Scene

_OFTEN = frozenset("often frequently regularly closely commonly".split())
#: What may stand between "than" and the word for the time before.
_OPEN = frozenset(
    "in during over the years months time period decade that it they she he "
    "did had was were used does do has have".split()
)
_BEFORE = frozenset("before previously earlier beforehand formerly preceding previous".split())


def than_before(scene: Scene, made: Frame) -> str | None:
    """Give the direction of "more often than before" beside a day since when it is so.

    Parameters
    ----------
    scene
        The clause.
    made
        Its proposition; the words of the comparison are put to those it used.

    Returns
    -------
    str or None
        "up" or "down"; None where nothing is compared with the time before, or the sentence has
        no day to part the two, or is denied.
    """
    if made.negated or not any(one.kind == "since" for one in scene.times):
        return None
    lower = scene.lower
    than = next((at for at in range(scene.first, scene.last) if lower[at] == "than"), None)
    if than is None:
        return None
    degrees = [at for at in range(scene.first, than) if lower[at] in ("more", "less")]
    end = _time_before(scene, than + 1)
    if len(degrees) != 1 or end is None or lower[degrees[0] + 1] not in _OFTEN:
        return None
    made.used += [(degrees[0], degrees[0] + 2), (than, end)]
    return "up" if lower[degrees[0]] == "more" else "down"


def _time_before(scene: Scene, at: int) -> int | None:
    """Give the place after "it did before", "in the years before", "it used to"; else None."""
    lower = scene.lower
    place = at
    while place < scene.last and lower[place] in _OPEN:
        place += 1
    told = place < scene.last and lower[place] in _BEFORE
    if told:
        place += 1
        while place < scene.last and lower[place] in ("years", "period", "decade", "that", "then"):
            place += 1
    used_to = lower[at : at + 3] in (["it", "used", "to"], ["they", "used", "to"])
    if not told and not used_to:
        return None
    place = place if told else at + 3
    ended = place >= scene.last or not lower[place][0].isalnum()
    return place if ended else None


__all__ = ["than_before"]
