"""Pairs of states as people write them: A:B,C:D, or A,B,C for every pair among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from legation import states
from legation.errors import InputError, LegationError
from legation.states import State, groups

Pair = tuple[State, State]


def read_pairs(words: Iterable[str]) -> tuple[Pair, ...]:
    """Read pairs, in the order given and each once.

    Parameters
    ----------
    words
        Texts of items with commas between them. An item with a colon is a pair; the others are
        states or groups (`BRICS`), of which every pair is taken, after the pairs named.

    Raises
    ------
    InputError, UnknownNameError
        If an item is no pair, a state is paired with itself, or a name is unknown.
    """
    items = [item.strip() for word in words for item in word.split(",") if item.strip()]
    pairs = [_pair(item) for item in items if ":" in item]
    alone = list(dict.fromkeys(s for item in items if ":" not in item for s in _members(item)))
    if len(alone) == 1:
        raise InputError(
            f"'{alone[0].name}' alone is no pair; write pairs as A:B,C:D, or several states"
        )
    found = dict.fromkeys((*pairs, *combinations(alone, 2)))
    if not found:
        raise InputError("no pairs were given; write them as A:B,C:D")
    return tuple(_once(found))


def read_states(words: Iterable[str]) -> tuple[State, ...]:
    """Read states and groups, with commas between them, each state once.

    Raises
    ------
    InputError, UnknownNameError
        If a name is unknown, or fewer than two states are named.
    """
    items = [item.strip() for word in words for item in word.split(",") if item.strip()]
    found = tuple(dict.fromkeys(state for item in items for state in _members(item)))
    if len(found) < 2:
        raise InputError("a graph takes two states at least; write them as A,B,C or a group")
    return found


def read_two(word: str) -> Pair:
    """Read one pair, written A:B.

    Raises
    ------
    InputError, UnknownNameError
        If it is no pair, or a name is unknown.
    """
    return _pair(word.strip())


def _pair(item: str) -> Pair:
    names = [name.strip() for name in item.split(":")]
    if len(names) != 2 or not all(names):
        raise InputError(f"'{item[:60]}' is no pair; write pairs as A:B,C:D")
    a, b = (states.resolve(name) for name in names)
    if a == b:
        raise InputError(f"a relation takes two states; {a.name} was given twice")
    return a, b


def _members(item: str) -> list[State]:
    """Give the state that an item names, or the members of the group."""
    try:
        return [states.resolve(item)]
    except LegationError:
        group = groups.find(states.normalise(item))
        if group is None:
            raise
        return [states.resolve(member) for member in groups.members(group.key)]


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Leave out pairs that were given the other way round before."""
    seen: set[frozenset[State]] = set()
    for pair in pairs:
        if frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            yield pair
