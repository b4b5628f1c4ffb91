"""Propositions about lists that a state keeps of others, as of unfriendly countries."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.companies import area_before
from legation.reading.claims.frames import Frame, frame
from legation.reading.claims.frames_measures import PASSIVE, named_after
from legation.reading.claims.scene import Actor, Scene
from legation.reading.grammar import BE, HAVE


def read_designation(scene: Scene) -> Frame | None:
    """Read lists: "designated Hungary unfriendly", "is on Russia's list", "names X hostile"."""
    lower = scene.lower
    kind = next(
        (
            words_of.DESIGNATIONS[word]
            for word in lower[scene.first : scene.last]
            if word in words_of.DESIGNATIONS
        ),
        None,
    )
    lists = any(word in words_of.LISTS for word in lower[scene.first : scene.last])
    verb = next(
        (
            place
            for place in range(scene.first, scene.last)
            if (
                lower[place] in words_of.DESIGNATE
                and lower[place] not in ("list", "lists", "count", "place", "rank")
            )
            or (lower[place] == "lists" and scene.actor_at(place - 1) is not None)
            or (lower[place] == "list" and lower[place - 1] in ("not", "'t", "did", "to", "will"))
        ),
        None,
    )
    on_list = _on_list(scene)
    if kind is not None and _counting(scene) is not None:
        return _designated(scene, verb, on_list, kind)
    if kind is None and not (lists and on_list and _state_list(scene, on_list)):
        return None
    if kind == "unfriendly" and not any(
        word in _LISTED for word in lower[scene.first : scene.last]
    ):
        return None
    if verb is None and not on_list:
        verb = _is_held(scene) if kind == "unfriendly" else None
        if verb is None:
            return None
        return _designated(scene, None, verb, kind or "other")
    if "hostile" in lower[scene.first : scene.last] and not lists:
        return None
    if (
        kind == "terrorism"
        and scene.has("state", "sponsor") < 0
        and (
            scene.has("state", "sponsors") < 0
            and scene.has("terror", "list") < 0
            and scene.has("terrorism", "list") < 0
        )
    ):
        return None
    return _designated(scene, verb, on_list, kind or "other")


def _area(scene: Scene, last: int) -> tuple[str, ...]:
    """Give the states of the area that is said to be on a list: "no Gulf state is on it"."""
    for at in range(scene.first, last):
        if scene.lower[at] in words_of.PLURALS:
            return area_before(scene.lower, at, scene.first)[1]
    return ()


def _is_held(scene: Scene) -> int | None:
    """Give the verb of "is an unfriendly country according to Moscow", "in Moscow's eyes"."""
    whose = (
        scene.has("according", "to") >= 0
        or scene.has("in", "the", "eyes") >= 0
        or ("eyes" in scene.lower[scene.first : scene.last])
    )
    if not whose or len(scene.actors) < 2:
        return None
    low = scene.actors[0].last
    return next((at for at in range(low, scene.last) if scene.lower[at] in BE - {"'s"}), None)


_STAND = frozenset("does did stand stands stood".split())


def _stands(scene: Scene, listed: list[Actor]) -> bool:
    """Say whether the state is said to be on the list: a form of "be" or the verb follows it."""
    after = scene.lower[listed[-1].last : listed[-1].last + 4]
    people = listed[0].kind == "demonym" and (
        scene.lower[listed[0].first - 1 : listed[0].first] == ["the"]
    )
    return (people or listed[0].kind in ("state", "capital", "metonym", "group")) and any(
        word in BE | HAVE or word in words_of.DESIGNATE or word in _STAND for word in after
    )


_LISTED = frozenset("country countries state states nation nations list lists unfriendly".split())


def _state_list(scene: Scene, at: int) -> bool:
    """Say whether the list is one of states: "sanctions list", "list of hostile countries"."""
    near = scene.lower[max(scene.first, at - 2) : at + 5]
    return scene.lower[at] == "blacklist" or any(
        word in ("countries", "states", "sanctions", "watch", "terror", "terrorism")
        for word in near
    )


def _on_list(scene: Scene) -> int:
    lower = scene.lower
    for place in range(scene.first + 1, scene.last):
        if lower[place] in words_of.LISTS and any(
            word in ("on", "from", "onto", "off", "to")
            for word in lower[max(scene.first, place - 6) : place]
        ):
            return place
    return 0


_COUNTS = words_of._verbs("count list number place put rank include reckon class classify name")


def _counting(scene: Scene) -> tuple[list[Actor], list[Actor]] | None:
    """Read "Moscow counts Georgia among the unfriendly states": who keeps the list, and who is on.

    The list is that of the one who counts, whoever else is named after "among".
    """
    lower = scene.lower
    for at in range(scene.first + 1, scene.last - 2):
        near = scene.actor_at(at + 1) if lower[at] in _COUNTS else None
        if near is None:
            continue
        listed = scene.chain_from(near)
        who = scene.subjects(at)
        if lower[listed[-1].last : listed[-1].last + 1] == ["among"] and len(who) == 1:
            return (who, listed) if who[0] not in listed else None
    return None


def _designated(scene: Scene, verb: int | None, on_list: int, kind: str) -> Frame | None:
    lower = scene.lower
    actors = scene.actors
    counting = _counting(scene)
    if counting is not None:
        keeper, held = counting
        made = frame(scene, held[0].first - 1, scene.last, "listed", keeper, held,
                     family="list", rule="list.counts_among")  # fmt: skip
        own = " ".join(one.code for one in held)
        return made.put(list=kind, lister=keeper[0].code, listed=own)
    at = verb if verb is not None else on_list
    owner = next((one for one in actors if scene.possessive(one)), None)
    by = named_after(scene, at, [], ("by",))
    subject = scene.subjects(at)
    passive = (
        verb is not None
        and lower[verb - 1] in PASSIVE | {"not", "officially", "yet"}
        and (any(lower[p] in PASSIVE for p in range(max(scene.first, verb - 3), verb)))
    )
    inverse = any(
        word in ("among", "figures", "features", "appears", "one")
        for word in lower[scene.first : min(scene.first + 12, scene.last)]
    )
    if (
        verb is not None
        and subject
        and not passive
        and not inverse
        and (lower[verb] not in ("appear", "appears", "rank", "figures", "features"))
    ):
        others = [
            one for one in actors if one.first > verb and one not in subject and one is not owner
        ]
        if others and others[0].first - verb <= 4 and others[0].kind != "demonym":
            listed = scene.chain_from(others[0])
            made = frame(
                scene,
                verb,
                scene.last,
                "listed",
                subject,
                listed,
                family="list",
                rule="list.designates",
            )
            if lower[verb].startswith("add"):
                made.family = "change"
                made.put(change="began")
            return made.put(
                list=kind, lister=subject[0].code, listed=" ".join(one.code for one in listed)
            )
    lister = owner or (by[0] if by else None)
    listed = scene.chain_from(actors[0]) if actors else []
    told = scene.has("according", "to")
    source = scene.actor_after(told + 2, 1) if told >= 0 else None
    if source is not None:  # "according to Moscow, Greece is an unfriendly state"
        lister = source
        others = [one for one in actors if one is not source]
        listed = scene.chain_from(others[0]) if others else []
    if lister is None:
        rest = [one for one in actors if one not in listed]
        lister = rest[0] if rest else None
    if (
        lister is not None
        and (not listed or lister in listed)
        and (area := _area(scene, lister.first))
    ):
        made = frame(scene, at, scene.last, "listed", [], [lister], family="list",
                     rule="list.area")  # fmt: skip
        made.subject = area
        made.negated = any(
            word in ("not", "never", "'t", "no", "none", "neither")
            for word in lower[scene.first : at + 2]
        )
        return made.put(list=kind, lister=lister.code, listed=" ".join(area))
    if not listed or lister in listed or (lister and lister.code == listed[0].code):
        return None
    if not _stands(scene, listed) or (lister is None and kind == "other"):
        return None
    made = frame(
        scene,
        at,
        scene.last,
        "listed",
        listed,
        [lister] if lister else [],
        family="list",
        rule="list.on_list",
    )
    made.negated = (
        any(
            word in ("not", "never", "'t", "nor", "missing", "absent", "off")
            for word in lower[listed[-1].last : at + 2]
        )
        or lower[max(listed[0].first - 1, scene.first)] in ("neither", "no")
        or any(word in ("no", "none", "neither") for word in lower[scene.first : listed[0].first])
    )
    return made.put(
        list=kind,
        lister=lister.code if lister else "any",
        listed=" ".join(one.code for one in listed),
    )
