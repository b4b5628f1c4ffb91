"""Where actors are named in a sentence, and which of them stands how to a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

#: Words `first` to before `last` that name an actor.
Spot = tuple[int, int]

#: How far a holder or target may stand from the word that evaluates, in words.
REACH_LEFT, REACH_RIGHT = 24, 6
HARD = frozenset({";", ":", "(", ")", "—", "–", "--"})


class Spots:
    """The spots of one sentence, in order.

    `reach` bounds how far to the left and right is looked; `strict` finds no subject where a
    preposition governs the only candidate.
    """

    def __init__(
        self,
        lower: list[str],
        first: int,
        last: int,
        spots: list[Spot],
        reach: tuple[int, int] = (REACH_LEFT, REACH_RIGHT),
        *,
        strict: bool = False,
    ) -> None:
        self.strict = strict
        self.lower = lower
        self.reach_left, self.reach_right = reach
        self.first = first
        self.last = last
        self.spots = spots
        self._starts = [spot[0] for spot in spots]
        self._ends = [spot[1] for spot in spots]

    def _spot_at(self, at: int) -> int | None:
        place = bisect_left(self._starts, at)
        return place if place < len(self.spots) and self._starts[place] == at else None

    def _spot_ending(self, at: int) -> int | None:
        place = bisect_left(self._ends, at)
        return place if place < len(self.spots) and self._ends[place] == at else None

    def _owner(self, at: int) -> int | None:
        """Give the spot in the possessive before a noun: "B's [harsh] criticism"."""
        place = at - 1
        while place > self.first and at - place <= 4:
            if self.lower[place] in ("'s", "'"):
                return self._spot_ending(place)
            if self.lower[place] in (",", "of", "and", "the"):
                return None
            place -= 1
        return None

    def _right(self, at: int, reach: int | None = None) -> int | None:
        """Give the first spot to the right within reach, in the same clause."""
        place = bisect_left(self._starts, at)
        if place >= len(self.spots) or self._starts[place] - at > (
            self.reach_right if reach is None else reach
        ):
            return None
        if any(word in HARD for word in self.lower[at : self._starts[place]]):
            return None
        return place

    def _left(self, at: int) -> int | None:
        """Give who does the verb: the nearest spot to the left that nothing governs.

        After "and" or "but" the verb shares the subject of the one before it.
        """
        shared = self._shared(at)
        if shared is not None:
            return shared
        place = bisect_right(self._ends, at) - 1
        fallback = None
        while place >= 0 and at - self._ends[place] <= self.reach_left:
            between = self.lower[self._ends[place] : at]
            if any(word in HARD for word in between):
                return fallback
            if not self._governed(place):
                return place
            if not self.strict:
                fallback = place if fallback is None else fallback
            place -= 1
        return fallback

    def _shared(self, at: int) -> int | None:
        place = at - 1
        while place > self.first and self.lower[place].endswith("ly"):
            place -= 1
        if self.lower[place] not in ("and", "but", "or", "yet", "then"):
            return None
        low = place
        while (
            low > self.first and self.lower[low - 1] not in HARD and place - low < self.reach_left
        ):
            low -= 1
        inside = range(bisect_left(self._starts, low), bisect_right(self._ends, place))
        free = [one for one in inside if not self._governed(one)]
        return free[0] if len(free) > 1 else None

    def _joined(self, place: int) -> tuple[int, int] | None:
        """Give the spot and the one named with it: "A and B"."""
        if place < 1:
            return None
        between = self.lower[self._ends[place - 1] : self._starts[place]]
        joined = "and" in between and all(word in ("and", "the", ",") for word in between)
        return (place - 1, place) if joined else None

    def _left_before(self, at: int, target: int) -> int | None:
        found = self._left(at)
        if found == target:
            place = target - 1
            if place >= 0 and at - self._ends[place] <= self.reach_left:
                return place
            return None
        return found

    def _governed(self, place: int) -> bool:
        at = self._starts[place] - 1
        end = self._ends[place]
        apart = at > self.first and end < self.last and self.lower[at] == self.lower[end] == ","
        if self.strict and apart and self.lower[at - 1].isalpha():
            return True  # "in Kabul, Afghanistan, wounded ..."
        while at >= self.first and self.lower[at] in (
            "the",
            "a",
            "an",
            "mr",
            "mrs",
            ".",
            "president",
            "sen",
            "former",
        ):
            at -= 1
        return at >= self.first and self.lower[at] in (
            "of",
            "in",
            "on",
            "at",
            "for",
            "with",
            "from",
            "about",
            "against",
            "over",
            "to",
            "near",
            "under",
            "between",
        )
