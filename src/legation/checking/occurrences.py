"""Where, among recorded votes, what a claim says happened, and where it could have.

Enters: a question and a way of reading it. Leaves: places of roll calls, oldest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from legation.checking import ballots as b
from legation.checking.parties import Party
from legation.checking.question import Question
from legation.checking.resolutions import Found
from legation.checking.results import EvidenceRow, Way
from legation.checking.shares import side, sides_of
from legation.checking.showing import calls_of
from legation.checking.votes import (
    SHOWN,
    chosen,
    held,
    inside,
    members_of,
    narrowed,
    session_ways,
    succession_ways,
    texts,
)
from legation.checking.wording import otherwise
from legation.checking.world import World

#: How the words of a text begin when no one text is meant: "votes on the Golan".
_MANY = ("a ", "an ", "any ", "every ", "all ", "on a ", "on any ", "on all ", "on every ")
_PLURAL = ("resolutions", "votes", "texts", "motions")
#: Rows of the other kind that are shown beside the deciding ones.
AGAINST = 5


@dataclass(frozen=True)
class Occurrences:
    """Roll calls on which a proposition could have been true, and on which it was.

    Attributes
    ----------
    could
        Roll calls of the matter and window on which those concerned took part.
    did
        Those on which the proposition was true.
    found
        The texts that were looked at; None where the claim names none.
    sides
        The states and groups concerned, for rows of evidence.
    """

    could: tuple[int, ...]
    did: tuple[int, ...]
    found: Found | None
    sides: tuple[Party, ...]

    @property
    def unclear(self) -> bool:
        """Whether the words for a text fit none, or several that are not one series."""
        return self.found is not None and not (len(self.found) and self.found.certain)

    @property
    def did_not(self) -> tuple[int, ...]:
        """Roll calls on which it could have been true and was not."""
        did = set(self.did)
        return tuple(i for i in self.could if i not in did)

    def rows(
        self, world: World, places: Sequence[int], role: str = "deciding", most: int = SHOWN
    ) -> tuple[EvidenceRow, ...]:
        """Make rows of evidence of roll calls with what the sides chose."""
        return calls_of(world, places[:most], self.sides, role)


def about(question: Question) -> bool:
    """Whether a claim speaks of all texts on a matter and not of one text."""
    if question.detail("symbol") or question.detail("annual") == "yes":
        return False
    words = (question.detail("resolution") or "").lower()
    if not words:
        return True
    return words.startswith(_MANY) or any(word in words.split() for word in _PLURAL)


def names_a_text(question: Question) -> bool:
    """Whether a claim names a text or a matter at all."""
    return any(question.detail(name) for name in ("symbol", "resolution", "topic"))


def ways(question: Question) -> list[Way]:
    """Ways to read where something happened.

    "Voted against Russia" is first a yes against a no; that any other choice counts, is the
    second way. The others are shown and flip nothing.
    """
    found = succession_ways(question)
    if question.relation == "voted_apart":
        found.insert(1, Way("any other choice counts", options=(("apart", "any"),)))
        if otherwise(question):
            # "Differently" says of itself that any other choice counts.
            found[0], found[1] = found[1], replace(found[0], name="yes against no", binding=False)
    if not names_a_text(question) or about(question):
        found.append(Way("whole texts only", binding=False, options=(("whole", "yes"),)))
        found.append(Way("votes marked important", binding=False, options=(("important", "yes"),)))
    if about(question) and names_a_text(question) and len(question.detail("topic") or "") > 3:
        # "On Ukraine" need not be on the disaster of Chornobyl, which a librarian files under it.
        found.append(Way("texts that name the matter in their title, or are aimed at a state",
            options=(("titled", "yes"),)))  # fmt: skip
    return found + session_ways(question, found[0])


def occurrences(
    question: Question, world: World, way: Way, *, without: str = "", each: bool = False
) -> Occurrences:
    """Look for what a claim says in the votes of its window.

    Parameters
    ----------
    question, world, way
        What is asked, of what, and how it is read.
    without
        A detail of the claim to leave out of the search of texts.
    each
        Whether one of several subjects is enough ("neither has ever"); else all must.
    """
    votes = held(world)
    where = narrowed(world, way, inside(question, world, way))
    found = None
    if names_a_text(question):
        found = texts(question, world, where, way, about=about(question), without=without)
        of_text = np.zeros(len(votes), bool)
        of_text[list(found.rows)] = True
        where = where & of_text
    could, did = _each(question, world, way, each)
    places = np.flatnonzero(where & could)
    happened = np.flatnonzero(where & could & did)
    named = (*sides_of(question, "subject"), *sides_of(question, "object"))
    concerned = tuple(side(world, name, way) for name in named)
    return Occurrences(
        tuple(int(i) for i in places), tuple(int(i) for i in happened), found, concerned
    )


def _each(question: Question, world: World, way: Way, each: bool) -> tuple[b.Mask, b.Mask]:
    """Tell where those concerned took part, and where the proposition was true of them."""
    votes = held(world)
    if question.relation in ("voted_with", "voted_apart", "voting_agreement"):
        ones, others = (
            [_line(world, name, way) for name in sides_of(question, part)]
            for part in ("subject", "object")
        )
        if not others and len(ones) > 1:
            ones, others = ones[:1], ones[1:]
        pairs = [_pair(one, two, question, way) for one in ones for two in others]
    else:
        own = [votes.of(code, way.succession) for code in members_of(question)]
        pairs = [_alone(one, chosen(question)) for one in own]
    if not pairs:
        empty = np.zeros(len(votes), bool)
        return empty, empty
    could = np.array([pair[0] for pair in pairs])
    did = np.array([pair[1] for pair in pairs])
    if each:
        return np.any(could, axis=0), np.any(could & did, axis=0)
    return np.all(could, axis=0), np.all(did, axis=0)


def _line(world: World, name: str, way: Way) -> b.Choices:
    """Give the choices of a state, or those that most members of a group made (Luif 2003)."""
    as_one = replace(way, options=(*way.options, ("majority", "yes")))
    return side(world, name, as_one).choices[:, 0]


def _pair(one: b.Choices, two: b.Choices, question: Question, way: Way) -> tuple[b.Mask, b.Mask]:
    both, alike = b.same(one, two)
    if question.relation != "voted_apart":
        return both, alike
    if way.option("apart") == "any":
        return both, both & ~alike
    # A yes against a no: their codes lie two apart.
    return both, both & (np.abs(one - two) == b.NO - b.YES)


def _alone(one: b.Choices, choice: int | None) -> tuple[b.Mask, b.Mask]:
    if choice is None:
        listed: b.Mask = one != b.NONE
        return listed, b.took_part(one)
    could: b.Mask = (one != b.NONE) if choice == b.ABSENT else b.took_part(one)
    did: b.Mask = one == choice
    return could, did
