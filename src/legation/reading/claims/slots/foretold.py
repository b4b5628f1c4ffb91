"""Slots of what is foreseen of two states until a day, whatever it is: who, and until when."""

from __future__ import annotations

from legation.reading.claims.foretelling import future
from legation.reading.claims.frames import Frame
from legation.reading.claims.scene import Scene, codes
from legation.reading.claims.slots.parts import roles


def fill(scene: Scene) -> Frame | None:
    """Read "A and B will reopen their border by the end of 2027".

    No row will decide such a thing: its words are kept, so that on its day the claim is left open.
    """
    due = [time for time in scene.times if time.end is not None and time.kind in ("by", "at")]
    coming = future(scene, scene.first, scene.last)
    if len(due) != 1 or coming is None:
        return None
    found = roles(scene, ())
    chains = [chain for chain in found.free if chain[0].kind != "pronoun"]
    with_ = [chain for word, chain in found.governed if word in ("with", "to", "from", "for")]
    who = [one for chain in (*chains, *with_) for one in chain]
    states = codes(who)
    if not chains or len(set(states)) < 2:
        return None
    first = chains[0]
    will = next((at for at in range(first[-1].last, scene.last)
                 if future(scene, at, at + 1)), first[-1].last)  # fmt: skip
    begin, end = scene.page.starts[will], scene.page.ends[scene.last - 1]
    words = scene.page.text[begin:end].rstrip(" .!")
    rest = [one for one in who if one not in first]
    made = Frame(will, first[0].first, scene.last, "relations", codes(first), codes(rest), {},
                 scene.denied(will), "foretold", f"slots.foretold+{coming}", first)  # fmt: skip
    return made.put(words=words, unread=words)


__all__ = ["fill"]
