"""Who stands where around a verb: the subject, the object, and the agent after "by"."""

from __future__ import annotations

from bisect import bisect_left

from legation.reading.events.objects import CLAUSES, STOPS
from legation.reading.events.scanning import Scan
from legation.reading.grammar import COORDINATORS, RELATIVES, SUBJECT_PRONOUNS
from legation.reading.page import Mention, Page

#: After these no subject stands ("talks in Moscow collapsed").
_NOT_SUBJECT = frozenset(
    "in on at against with to after for by toward towards about over near into across before "
    "during between alongside despite amid versus under than around outside".split()
)
#: How near an actor after these is to being what is acted on.
_RANK = {
    "in": 3, "at": 2, "near": 4, "from": 1, "over": 3, "about": 3, "by": 9, "after": 9,
    "before": 9, "during": 9, "amid": 9, "despite": 9, "under": 9, "through": 9, "via": 9,
    "without": 9, "as": 9, "than": 9, "within": 4, "inside": 3, "across": 3, "since": 9,
}  # fmt: skip
_LINKS = frozenset({"and", ",", "&", "or", "the", "both", "as", "well", "plus"})
_WHO = frozenset({"which", "who", "whom", "whose"})
#: Prepositions that begin clauses as well.
_CLAUSE_TOO = frozenset("after before since until than as".split())
_PARTS = frozenset({"-", "'s", "’s"})


class Cast:
    """Mentions of a sentence, to be asked who does what.

    Parameters
    ----------
    page
        The text.
    s
        Its sentence as scanned.
    """

    def __init__(self, page: Page, s: Scan) -> None:
        self.page = page
        self.s = s
        firsts = page.mentions
        low = _first_from(firsts, s.first)
        high = _first_from(firsts, s.last)
        self.mentions = firsts[low:high]
        self.starts = [m.first for m in self.mentions]

    def within(self, low: int, high: int) -> list[Mention]:
        """Give the mentions that stand in `words[low:high]`."""
        a, b = bisect_left(self.starts, low), bisect_left(self.starts, high)
        return [m for m in self.mentions[a:b] if m.last <= high]

    def name(self, mention: Mention) -> str:
        """Give the state of a mention, or what it is called; "" where it names nobody."""
        return named(self.page, mention) or ""

    def known(self, mention: Mention) -> bool:
        """Say whether it is told who the words name."""
        return named(self.page, mention) is not None

    # -- subject ----------------------------------------------------------------------------

    def subject(self, index: int, depth: int = 0) -> list[Mention]:
        """Give the subject of a group: the actors that stand before it as equals."""
        s, group = self.s, self.s.groups[index]
        if group.form == "reduced" or depth > 6:
            return []
        before = s.lower[group.start - 1] if group.start > s.first else ""
        previous = self._governing(index)
        if before in _WHO:
            return self._heads(self._region(index)[0], group.start - 1)
        if previous is not None and before in COORDINATORS:
            return self.subject(previous, depth + 1)
        found = self._heads(*self._region(index))
        if found and not self.known(found[-1]) and previous is not None:
            # "Syria says it is willing"
            speaking = s.groups[previous].verb.kind == "@say"
            return self.subject(previous, depth + 1) if speaking else []
        if found or previous is None:
            return found
        words = s.lower[s.groups[previous].end : group.start]
        if group.form == "finite" and not self._shared(words):
            return []
        return self.subject(previous, depth + 1)

    def _governing(self, index: int) -> int | None:
        """Give the verb whose subject a verb without one of its own shares."""
        groups = self.s.groups
        for k in range(index - 1, -1, -1):
            if groups[k].form == "finite" or (
                groups[k].form == "ing" and groups[index].form != "finite"
            ):
                return k
        return None

    @staticmethod
    def _shared(words: list[str]) -> bool:
        """Say whether the words before a verb leave its subject to the verb before."""
        if any(w in STOPS for w in words):
            return False
        tail = words[-3:]
        return (
            not words
            or any(w in COORDINATORS for w in tail)
            or any(w in SUBJECT_PRONOUNS for w in tail)
            or tail[-1] == ","
        )

    def _region(self, index: int) -> tuple[int, int]:
        """Give the words in which the subject of a group stands."""
        s = self.s
        group = s.groups[index]
        low, high = s.first, group.start
        for k in range(index - 1, -1, -1):
            other = s.groups[k]
            begin = s.groups[k - 1].end if k else s.first
            who = next((j for j in range(other.start - 1, begin - 1, -1) if s.lower[j] in _WHO), -1)
            if who >= 0 and self._resumed(other.end, group.start):
                high = who  # "Iran, which Iraq invaded, said"
                continue
            if other.form != "finite" and self._resumed(other.end, group.start):
                high = other.start
                continue
            low = other.end
            break
        for j in range(high - 1, low - 1, -1):
            if s.lower[j] in STOPS:
                return j + 1, high
        return low, high

    def _resumed(self, low: int, high: int) -> bool:
        """Say whether the clause goes on after a comma right before a verb, or with no actor."""
        return (high > low and self.s.lower[high - 1] in (",", ")")) or not self.within(low, high)

    def _heads(self, low: int, high: int) -> list[Mention]:
        """Give the last actors that can be a subject among `words[low:high]`."""
        lower = self.s.lower
        among = self.within(low, high)
        if not among:
            return []
        if self._preposition(among[-1], low) in _CLAUSE_TOO:  # "after Russia invaded"
            return [among[-1]]
        able = [m for m in among if self._preposition(m, low) not in _NOT_SUBJECT]
        if not able:
            return []
        # after an apposition ("Syria, an ally of Russia, said") the name before it
        chosen = able[-1]
        if high > low and lower[high - 1] == "," and len(able) > 1:
            chosen = able[0]
        elif self._preposition(chosen, low) == "of" and len(able) > 1:
            chosen = able[-2] if self._preposition(able[-2], low) != "of" else chosen
        return self._equals_before(among, chosen, low)

    def _equals_before(self, among: list[Mention], chosen: Mention, low: int) -> list[Mention]:
        found = [chosen]
        at = among.index(chosen)
        while at > 0:
            earlier = among[at - 1]
            between = self.s.lower[earlier.last : found[0].first]
            joined = bool(between) and any(w in COORDINATORS or w == "," for w in between)
            if not joined or not self._linked(between):
                if between and not joined and self._title(between):
                    at -= 1  # "Russian President Vladimir Putin": one actor
                    if self.name(earlier) != self.name(found[0]):
                        break
                    continue
                break
            if self._preposition(earlier, low) in _NOT_SUBJECT:
                break
            found.insert(0, earlier)
            at -= 1
        return found

    @staticmethod
    def _title(between: list[str]) -> bool:
        return len(between) <= 4 and all(w[0].isalpha() or w in _PARTS for w in between)

    @staticmethod
    def _linked(between: list[str]) -> bool:
        """Say whether words only join two actors, with titles at most: "and President"."""
        return len(between) <= 6 and not any(w in RELATIVES or w in STOPS for w in between)

    def _preposition(self, mention: Mention, low: int) -> str:
        """Give the preposition a mention stands after, over its phrase, or ""."""
        lower = self.s.lower
        j = mention.first - 1
        steps = 0
        while j >= low and steps < 6:
            word = lower[j]
            if word in _NOT_SUBJECT or word == "of" or word in _RANK:
                return word
            if word in COORDINATORS or word in STOPS or word == ",":
                return ""
            j -= 1
            steps += 1
        return ""

    # -- object -----------------------------------------------------------------------------

    def targets(self, low: int, high: int, actors: set[str], by: int = 9) -> list[Mention]:
        """Give who is acted on among `words[low:high]`: the nearest to the verb, and its equals.

        `by` ranks who stands after "by": -1 where it is the one meant ("condemned the attack by").
        """
        best: tuple[int, int, Mention] | None = None
        end = self._clause_end(low, high)
        among = self.within(low, end)
        for m in among:
            if self.name(m) in actors or not self.known(m):
                continue
            preposition = self._preposition(m, low)
            rank = by if preposition == "by" else _RANK.get(preposition, 0)
            if rank >= 9:
                continue
            if best is None or (rank, m.first) < best[:2]:
                best = (rank, m.first, m)
        if best is None:
            return []
        found = [best[2]]
        for m in among[among.index(best[2]) + 1 :]:
            between = self.s.lower[found[-1].last : m.first]
            if not between or not all(w in _LINKS for w in between[-2:]):
                break
            if not any(w in COORDINATORS or w == "," for w in between) or len(between) > 4:
                break
            if self.name(m) not in actors:
                found.append(m)
        return found

    def _clause_end(self, low: int, high: int) -> int:
        lower = self.s.lower
        for j in range(low, high):
            if lower[j] in STOPS or (lower[j] in CLAUSES and j > low):
                return j
        return high

    def agent(self, low: int, high: int) -> list[Mention]:
        """Give who stands after "by" among `words[low:high]`."""
        lower = self.s.lower
        for j in range(low, min(high, low + 20)):
            if lower[j] in STOPS:
                return []
            if lower[j] == "by":
                among = self.within(j + 1, min(high, j + 12))
                if not among or not self._title(lower[j + 1 : among[0].first] or ["a"]):
                    return []
                found = [among[0]]
                for m in among[1:]:
                    between = lower[found[-1].last : m.first]
                    if not (0 < len(between) <= 4 and any(w in COORDINATORS for w in between)):
                        break
                    found.append(m)
                return found
        return []


#: Kinds of mentions that name nobody where their state is not known and no name is in them.
_UNNAMED = frozenset({"description", "office", "government", "ministry", "people"})


def named(page: Page, mention: Mention) -> str | None:
    """Give the state of a mention, or its name, or None where it names nobody."""
    if mention.state is not None:
        return mention.state
    if mention.antecedent is not None:
        before = page.mentions[mention.antecedent]
        return before.state or (before.name if before.kind not in _UNNAMED else None)
    if mention.kind == "pronoun" or mention.kind == "description":
        return None
    if mention.kind in _UNNAMED and not any(
        word[0].isupper() for word in page.words[mention.first : mention.last]
    ):
        return None
    return mention.name


def _first_from(mentions: list[Mention], word: int) -> int:
    low, high = 0, len(mentions)
    while low < high:
        middle = (low + high) // 2
        if mentions[middle].first < word:
            low = middle + 1
        else:
            high = middle
    return low
