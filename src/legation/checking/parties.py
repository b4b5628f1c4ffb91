"""The two sides of an agreement in votes: states, or groups with their members of the day.

Enters: codes of states and keys of groups. Leaves: for each roll call, the share of pairs of
members of the two sides that chose the same.

A state and a group agree on a roll call by the share of the group's members of that day that
chose as the state did, the mean over members as the yearly reports on *Voting Practices in the
United Nations* of the United States Department of State give it; over roll calls each counts
alike. Two states are the case of one member each. A group with itself is the mean over pairs
of its members, its cohesion. The other measure of the field, agreement with the choice of the
group's majority (Luif 2003, *EU Cohesion in the UN General Assembly*), is `majority`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from legation import states
from legation.checking import ballots as b
from legation.checking.phrases import count_words, name_of
from legation.states import groups

GROUP = "group:"
#: Agreement of a choice (row: yes, abstain, no) with another, an abstention as one half.
_HALF = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]])

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Party:
    """A state, or a group of states.

    Attributes
    ----------
    name
        Code of the state, or `group:` and the key of the group.
    lines
        Code of the last state of each member's line.
    choices
        Choices of the members; NONE on days when they were none. Shape (roll calls, members).
    """

    name: str
    lines: tuple[str, ...]
    choices: b.Choices

    @property
    def label(self) -> str:
        """What stands for it in a sentence."""
        return label_of(self.name)


def label_of(name: str) -> str:
    """Name a side as a reader knows it: the name of the state, or that of the group."""
    if not is_group(name):
        return name_of(name)
    group = groups.find(key := name.removeprefix(GROUP))
    # Short keys are what a group is known by ("BRICS"); long ones are not meant to be read.
    return key if group is None or key.isupper() else group.name


def is_group(name: str) -> bool:
    """Whether a side is a group."""
    return name.startswith(GROUP)


def party(votes: b.Ballots, name: str, succession: str = "continue") -> Party:
    """Give a side with its choices in all roll calls.

    Parameters
    ----------
    votes
        Votes of the record.
    name
        Code of a state, or `group:` and the key of a group.
    succession
        As for `Ballots.of`.
    """
    if not is_group(name):
        return Party(name, (_line(name),), votes.of(name, succession)[:, None])
    key = name.removeprefix(GROUP)
    by_day: dict[int, tuple[str, ...]] = {}
    for day, call in zip(votes.days.tolist(), votes.calls, strict=True):
        if day not in by_day:
            by_day[day] = groups.members(key, call.date)
    codes = sorted({code for members in by_day.values() for code in members})
    place = {code: j for j, code in enumerate(codes)}
    belongs = np.zeros((len(votes), len(codes)), bool)
    columns = {day: [place[code] for code in members] for day, members in by_day.items()}
    for i, day in enumerate(votes.days.tolist()):
        belongs[i, columns[day]] = True
    own = [votes.of(code, succession) for code in codes]
    choices = np.stack(own, axis=1) if own else np.zeros((len(votes), 0), np.int8)
    return Party(name, tuple(map(_line, codes)), np.where(belongs, choices, b.NONE).astype(np.int8))


def majority(group: Party) -> Party:
    """Give the choice most members of a group made; NONE where two choices are as many."""
    counts = _counts(group.choices)
    most = counts.max(axis=1, initial=0.0)
    alone = (counts == most[:, None]).sum(axis=1) == 1
    choice = np.where(alone & (most > 0), counts.argmax(axis=1) + b.YES, b.NONE)
    return Party(group.name, (), choice.astype(np.int8)[:, None])


def common(
    one: Party, two: Party, where: b.Mask, *, yes_no: bool = False, half: bool = False
) -> tuple[b.Mask, Numbers]:
    """Tell where two sides can be compared, and how far they chose the same there.

    Parameters
    ----------
    one, two
        The sides; the same group twice means the pairs of its members.
    where
        Roll calls compared.
    yes_no
        Compare only choices of yes and no.
    half
        Count an abstention against a vote as one half (Lijphart 1963).

    Returns
    -------
    compared, alike
        For each roll call of `where`: whether a pair of members took part, and the share of
        such pairs that chose the same, 0 to 1; 0 where none is compared.
    """
    if _single(one) and _single(two):
        return _of_two(one.choices[where, 0], two.choices[where, 0], yes_no=yes_no, half=half)
    first, second = one.choices[where], two.choices[where]
    a, c = _counts(first, yes_no), _counts(second, yes_no)
    pairs = a.sum(axis=1) * c.sum(axis=1)
    same = ((a @ (_HALF if half else np.eye(3))) * c).sum(axis=1)
    # A state that stands on both sides is no pair with itself.
    for j, line in enumerate(one.lines):
        if line in two.lines and (is_group(one.name) or is_group(two.name)):
            other = second[:, two.lines.index(line)]
            both = b.took_part(first[:, j], yes_no) & b.took_part(other, yes_no)
            pairs = pairs - both
            same = same - both
    compared = pairs > 0
    return compared, np.divide(same, pairs, out=np.zeros(len(pairs)), where=compared)


def _single(one: Party) -> bool:
    """Whether a side has one line of choices: a state, or the majority of a group."""
    return one.choices.shape[1] == 1 and not (is_group(one.name) and one.lines)


def _of_two(
    first: b.Choices, second: b.Choices, *, yes_no: bool, half: bool
) -> tuple[b.Mask, Numbers]:
    compared, same = b.same(first, second, yes_no)
    if not half:
        return compared, same.astype(float)
    # YES, ABSTAIN, NO lie one apart, so that an abstention is one from either vote.
    return compared, np.where(compared, 1 - np.abs(first - second) / 2, 0.0)


def told(one: Party, place: int) -> str:
    """Say what a side chose in one roll call."""
    line = one.choices[place]
    if not is_group(one.name):
        return f"{one.label} {b.WORDS.get(int(line[0]), 'no member')}"
    counts = [(int((line == code).sum()), word) for code, word in b.WORDS.items()]
    return f"{one.label} " + ", ".join(f"{n} {word}" for n, word in counts if n)


def members_words(one: Party) -> str:
    """Say how many members a group has had in these roll calls."""
    return count_words(len(one.lines), "member")


def _counts(choices: b.Choices, yes_no: bool = False) -> Numbers:
    """Count yes, abstentions and no of each roll call; shape (roll calls, 3)."""
    kinds = [(choices == code).sum(axis=1) for code in (b.YES, b.ABSTAIN, b.NO)]
    found = np.stack(kinds, axis=1).astype(float)
    if yes_no:
        found[:, 1] = 0.0
    return found


def _line(code: str) -> str:
    return str(states.lineage(code)[-1][0])
