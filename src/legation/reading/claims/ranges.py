"""Among whom somebody is the only one, the first or the most: "of all members of the Union"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Scene

#: Types that compare one with a company of others.
COMPARING = frozenset({"only", "superlative", "count"})
_OF = frozenset("of among in within from amongst".split())
#: Adjectives of regions of the table of states, and of groups that are named by none.
REGIONS = {
    "african": "Africa", "european": "Europe", "asian": "Asia", "american": "Americas",
    "arab": "ARAB_LEAGUE", "nordic": "NORDIC", "baltic": "BALTIC",
}  # fmt: skip


def put_among(scene: Scene, made: Frame, kind: str) -> None:
    """Put to a proposition the group or region whose members are compared."""
    if kind not in COMPARING or "among" in made.details:
        return
    for one in scene.actors:
        if one.kind != "group" or one.code in (*made.subject, *made.object):
            continue
        after = scene.lower[one.last] if one.last < scene.last else ""
        members = after in words_of.PLURALS or after in ("member", "state", "country", "ally")
        if members or scene.governed(one) in _OF:
            made.put(among=one.code)
            made.used.append((one.first, one.last + members))
            return
    for at in range(scene.first + 1, scene.last):
        name = REGIONS.get(scene.lower[at - 1])
        if name and "resolution" in made.details and made.at < at < made.last:
            continue  # "on human rights in the Syrian Arab Republic" is of the text
        if name and scene.lower[at] in words_of.PLURALS and scene.lower[at - 2] != "north":
            made.put(among=name)
            made.used.append((at - 1, at + 1))
            return


__all__ = ["REGIONS", "put_among"]
