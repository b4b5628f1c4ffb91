"""What has been named in a text so far, for those who stand for it later."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.reading.actors.people import family_name
from legation.reading.grammar import PREPOSITIONS
from legation.reading.page import Mention

ACTING = ("state", "government", "ministry", "metonym", "group", "organisation", "armed_group")


PEOPLE = ("leader", "person")


VOICES = ("government", "ministry", "leader", "office", "person", "metonym")


PLURAL = frozenset(
    "officials authorities leaders ministers diplomats lawmakers troops forces soldiers police "
    "rebels militants separatists fighters insurgents guerrillas protesters people citizens "
    "refugees migrants negotiators commanders taliban houthis kurds envoys countries nations "
    "sides governments states".split()
)


# The words of the text and the offices of the tables that are one.
SAME_OFFICE = {
    "president": ("head of state",),
    "prime minister": ("head of government",),
    "chancellor": ("head of government",),
    "king": ("head of state",), "queen": ("head of state",), "emir": ("head of state",),
    "foreign minister": ("secretary of state",),
}  # fmt: skip


BACK = 2


FAR = 40


@dataclass(slots=True)
class Memory:
    """What has been read so far: places in the list of mentions, the latest last."""

    found: list[Mention]
    sentences: list[int]
    quoted: list[int]
    by_surname: dict[str, int] = field(default_factory=dict)
    by_office: dict[str, list[int]] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    plural: list[int] = field(default_factory=list)
    voices: list[int] = field(default_factory=list)
    states: list[int] = field(default_factory=list)
    dateline: str | None = None
    loose: frozenset[int] = frozenset()
    firsts: dict[int, int] = field(default_factory=dict)


def remember(keys: list[str], memory: Memory, place: int) -> None:
    """Take a mention, resolved as far as it goes, into memory."""
    mention = memory.found[place]
    kind = mention.kind
    whole = memory.sentences[place] not in memory.loose
    if whole and (kind in PEOPLE or (kind == "pronoun" and mention.office)):
        memory.people.append(place)
    if kind in PEOPLE and " " in mention.name:
        surname = family_name(mention.name, mention.state)
        known = memory.by_surname.get(surname)
        if known is None or memory.found[known].kind != "leader" or mention.kind == "leader":
            memory.by_surname.setdefault(surname, place)
        _remember_office(memory, place, mention)
    if kind == "pronoun":
        return
    if mention.state is not None:
        if kind != "description" or mention.antecedent is None:
            memory.states.append(place)
        if kind in VOICES:
            memory.voices.append(place)
    if (kind in ACTING and _is_whole(keys, mention)) or (
        kind == "capital" and mention.first and keys[mention.first - 1] not in PREPOSITIONS
    ):
        many = keys[mention.last - 1] in PLURAL and kind != "state"
        if many or kind == "armed_group":
            memory.plural.append(place)
        if not many:
            memory.actors.append(place)
    elif keys[mention.last - 1] in PLURAL and kind != "state":
        memory.plural.append(place)


def _is_whole(keys: list[str], mention: Mention) -> bool:
    """Say whether a mention is no first part of a longer phrase ("Russia's" oil)."""
    return mention.last >= len(keys) or keys[mention.last] != "-"


def _remember_office(memory: Memory, place: int, mention: Mention) -> None:
    office = mention.office
    if not office:
        return
    if office.startswith("former"):
        memory.by_office.setdefault(office, []).append(place)
        return
    offices = {office, office.split()[-1] if office.endswith("minister") else office}
    for name, same in SAME_OFFICE.items():
        if office in same:
            offices.add(name)
    for name in offices:
        memory.by_office.setdefault(name, []).append(place)
