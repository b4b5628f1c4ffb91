"""What a text says: frozen findings, each pinned to the words it rests on.

Offsets are characters of the text that was read; `text[start:end]` are the words. What the text
does not tell is None, never a guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the text attributes to somebody.

    Attributes
    ----------
    start, end
        The words attributed, without their quotation marks.
    kind
        "direct", "indirect" or "mixed" (indirect with some words in quotation marks).
    source_start, source_end
        The words that name the source, or None.
    cue_start, cue_end
        The words that attribute ("said", "according to"), or None.
    speaker
        Name of the source as the text gives it ("Lavrov", "the ministry"), resolved to a fuller
        mention in the text where there is one.
    office
        Office of the speaker as the text or the table of leaders gives it.
    state
        State the speaker speaks for, ISO 3166-1 alpha-3.
    addressee
        State or person the words are addressed to.
    parent
        Place in `Reading.quotes` of the quote this one stands in, for a quoted person who quotes.
    rule
        Rule that found it.
    """

    start: int
    end: int
    kind: str
    source_start: int | None = None
    source_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    speaker: str | None = None
    office: str | None = None
    state: str | None = None
    addressee: str | None = None
    parent: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom.

    Attributes
    ----------
    start, end
        The words from the first to the last that the event rests on.
    actor, target
        States, or names as they stand where no state could be told; None where the text has none.
    root
        PLOVER root in capitals.
    code
        CAMEO code, a string of digits.
    goldstein
        Value of the code on the Goldstein scale.
    date
        Day, where the text gives one or implies it from its own date.
    modality
        "happened", "denied", "threatened", "promised", "urged", "possible", "planned".
    quote
        Place in `Reading.quotes` of the quote it stands in.
    actor_span, target_span, verb_span
        Words that name the actor and the target, and the word that tells the act.
    rule
        Rule that found it.
    """

    start: int
    end: int
    actor: str | None
    target: str | None
    root: str
    code: str
    goldstein: float
    date: dt.date | None = None
    modality: str = "happened"
    quote: int | None = None
    actor_span: Span | None = None
    target_span: Span | None = None
    verb_span: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """Position of a holder towards a state.

    Attributes
    ----------
    start, end
        The words it rests on.
    holder
        "author", the outlet, or the speaker of the quote it stands in.
    holder_state
        State the holder speaks for, if any.
    target
        State the position is towards, or a name.
    value
        -1 hostile to +1 friendly.
    intensity
        0 to 1: how strong the words are.
    severity
        Step on the scale of severity of statements, or None where the words are none.
    quote
        Place in `Reading.quotes` of the quote it stands in.
    condition
        Words that bound it ("but not at the expense of others"), or None.
    rule
        Rule that found it.
    """

    start: int
    end: int
    holder: str
    target: str
    value: float
    intensity: float
    holder_state: str | None = None
    severity: int | None = None
    quote: int | None = None
    condition: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that asserts something about relations between states.

    Attributes
    ----------
    start, end
        The words of the claim.
    type
        One of `CLAIM_TYPES`.
    subject, object, comparator
        States (ISO alpha-3), groups or names; tuples where several.
    relation
        What is said of them: "voted_for", "voted_with", "condemned", "sanctioned", "index", ...
    window
        First and last day spoken of; None at an open end.
    value
        Number stated, with `unit`.
    speaker
        Who asserts it; None for the author.
    negated, hedged
        Whether it is denied ("did not"), or bounded ("reportedly", "may").
    details
        Further parts by name: resolution, direction, ordinal, topic, choice, ...
    quote
        Place in `Reading.quotes` of the quote it stands in.
    rule
        Rule that found it.
    """

    start: int
    end: int
    type: str
    subject: tuple[str, ...] = ()
    relation: str | None = None
    object: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    window: tuple[dt.date | None, dt.date | None] | None = None
    value: float | None = None
    unit: str | None = None
    speaker: str | None = None
    negated: bool = False
    hedged: bool = False
    details: tuple[tuple[str, str], ...] = ()
    quote: int | None = None
    rule: str = ""


#: The types of claims, in the order of the design.
CLAIM_TYPES = (
    "vote", "agreement", "trend", "superlative", "never", "always", "only", "first", "since",
    "closer_to", "existence", "designation", "count", "group", "sequence", "status_change",
    "quote", "causal", "prediction", "evaluative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says.

    Attributes
    ----------
    quotes, events, stances, claims
        Findings in the order of the text.
    text
        The text the offsets belong to.
    date, outlet, language
        What is known of the document; language is an ISO 639-1 code or None.
    engine
        Engine that read it, with its version.
    notes
        What a reader should know: parts not read, and why.
    """

    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    stances: tuple[Stance, ...]
    claims: tuple[Claim, ...]
    text: str = field(repr=False)
    date: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
    engine: str = "rules"
    notes: tuple[str, ...] = ()
