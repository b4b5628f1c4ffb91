"""Whether something is told as to come: "will", "is expected to", "predicted that it would"."""

from __future__ import annotations

from legation.reading.claims import lexicon as words_of
from legation.reading.claims.scene import Scene


def future(scene: Scene, low: int, high: int) -> str | None:
    """Give the rule by which something in the span is about what is to come."""
    lower = scene.lower
    for at in range(low, min(high, scene.last)):
        word = lower[at]
        if word in ("will", "'ll", "wo", "shall"):
            if scene.page.words[at][0].isupper() and at > scene.first:
                continue
            return "future.will"
        if word == "going" and lower[at + 1 : at + 2] == ["to"]:
            return "future.going_to"
        if word == "to" and expected(scene, at):
            return "future.expected"
        if word in ("would", "'d") and foreseen(scene, at):
            return "future.would"
        if (
            word
            in (
                "likely",
                "unlikely",
                "bound",
                "poised",
                "expected",
                "certain",
                "sure",
                "destined",
                "about",
            )
            and lower[at + 1 : at + 2] == ["to"]
            and scene.actor_after(at + 2, 1) is None
        ):
            return f"future.{word}"
        if word in ("likely", "unlikely") and "to" in lower[at + 1 : at + 3]:
            return f"future.{word}"
        if (
            word == "set"
            and lower[at + 1 : at + 2] == ["to"]
            and lower[at - 1] in ("is", "are", "'re", "'s", "be")
        ):
            return "future.set_to"
    return None


_FORESEES = words_of._verbs(
    "predict forecast foresee expect promise vow pledge anticipate warn prophesy foretell bet"
)


def expected(scene: Scene, at: int) -> bool:
    """Say whether "to" is of what somebody expects of another: "expect Brazil to abstain"."""
    named = next((one for one in scene.actors if one.last == at), None)
    return named is not None and any(
        word in _EXPECTS for word in scene.lower[max(scene.first, named.first - 2) : named.first]
    )


_EXPECTS = words_of._verbs("expect predict anticipate foresee")


def foreseen(scene: Scene, at: int) -> bool:
    """Say whether "would" is of what somebody foresaw: "predicted that Israel would abstain"."""
    return scene.lower[at] in ("would", "'d") and any(
        word in _FORESEES or (word in words_of.SAY and word != "state")
        for word in scene.lower[scene.first : at]
    )


__all__ = ["expected", "foreseen", "future"]
