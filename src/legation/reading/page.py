"""A text taken apart once, for every rule to look at: words, sentences, mentions of actors.

Everything is parallel lists of plain values, since a rule asks millions of times.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence: `words[first:last]` and `text[start:end]`; `paragraph` counts from 0."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Mention(NamedTuple):
    """Words that name somebody who acts in relations between states.

    Attributes
    ----------
    first, last
        `words[first:last]`.
    start, end
        `text[start:end]`.
    state
        ISO 3166-1 alpha-3 of the state on the day of the document, or None where it is none or
        cannot be told.
    kind
        "state", "demonym", "capital", "metonym", "government", "ministry", "leader", "office",
        "group", "organisation", "armed_group", "people", "person", "pronoun", "description".
    name
        Who it is: the table's name of a leader or group, the name of a person or state that the
        words stand for, else the words. Of "both countries", which are not one state, the two
        codes with a blank between, where the text gives them.
    office
        Office of a leader or of whoever the words name, or None: in small letters and by its
        usual name ("president", "foreign minister", "spokesperson"), "head of state" where the
        text gives none and the table does, and with "former" before it where it is past.
    antecedent
        Place in `Page.mentions` of the fuller mention that a pronoun, surname or "the ministry"
        stands for, or None.
    """

    first: int
    last: int
    start: int
    end: int
    state: str | None
    kind: str
    name: str
    office: str | None = None
    antecedent: int | None = None


@dataclass(slots=True)
class Page:
    """A text taken apart.

    Attributes
    ----------
    text
        The text; all offsets are its own.
    date, outlet, language
        What is known of the document.
    words
        Words and marks as they stand. A possessive ('s) and a cut "not" ('t) are words of their
        own, parts of hyphenated words too, each hyphen a word; "U.S." and "3.5" are one word.
    lower
        The same in lower case, straight apostrophes, no invisible characters; what stands before
        a cut "not" is whole ("won't" is "will" and "'t", "don't" is "do" and "'t").
    starts, ends
        Offsets of the words in the text.
    sentences
        Sentences in order.
    mentions
        Actors in order of the text, not overlapping, the longest at each place.
    at
        For each word the place in `mentions` of the mention it belongs to, or -1.
    notes
        What could not be read, and why.
    readable
        Whether the rules may look for anything: the text is in English, or too short to tell.
    """

    text: str
    date: dt.date | None
    outlet: str | None
    language: str | None
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    mentions: list[Mention] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    readable: bool = True
