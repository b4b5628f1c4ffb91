"""The tables of the record: one definition, from which the store, exports and docs are made.

What a source says is kept as *statements*, one table per kind, each row with the
`source_id` of the file that said it. What a person queries are the tables of the design
(`rollcall`, `vote`, `event`, ...), in which statements of several sources about the same
thing are one row. `rollcall` and `vote` are derived (`legation.record.derive`), because the
identity of a roll call cannot be read off one row; the others are views that leave out
statements shadowed by a better one under the same key.
"""

from __future__ import annotations

from legation.record.ledger_tables import LEDGER
from legation.record.table import Table, columns

SCHEMA_VERSION = 3

#: Raised when rows mean something else than before, so that a snapshot of then is none of now;
#: a column that is new and empty changes no row.
CONTENT_VERSION = 1

#: How the datasets of what engines read in documents begin.
READ = "reading-"
#: Rows that a source states, and not those that an engine read in the record's documents.
STATED = f"NOT starts_with(source_id, '{READ}')"


_SOURCED = """
    source_id VARCHAR source that stated the row
    locator VARCHAR where a person finds the original: symbol, line, URL
"""

SOURCE = Table(
    "source",
    "one file added to the record",
    columns("""
    source_id VARCHAR dataset and the first twelve digits of the content's SHA-256
    dataset VARCHAR key of the dataset the file belongs to
    name VARCHAR name of the dataset in words
    version VARCHAR version of the reader that read it
    licence VARCHAR terms under which the data may be used
    citation VARCHAR how to cite it
    url VARCHAR home of the dataset
    file VARCHAR name of the file as it was added
    retrieved_at TIMESTAMP when it was added
    sha256 VARCHAR SHA-256 of the content
    rows BIGINT rows read
    stored BIGINT rows stored
    rejected BIGINT rows rejected
    duplicates BIGINT rows recognised as duplicates
    read_from VARCHAR source of the documents in which an engine read it; null for a file
    """),
    ("source_id",),
)

ROLLCALL_STATEMENT = Table(
    "rollcall",
    "a roll call as one source gives it",
    columns(f"""
    dataset VARCHAR dataset in which native_id is unique
    native_id VARCHAR identifier inside the dataset
    body VARCHAR voting body: UNGA, UNSC, UNHRC
    session VARCHAR session as the body names it
    date DATE day of the vote
    symbol VARCHAR symbol of the text, null where the source gives none
    title VARCHAR title or description
    topics VARCHAR[] topics the source assigns
    subjects VARCHAR[] subject headings the source assigns
    amendment BOOLEAN vote on an amendment
    paragraph BOOLEAN vote on a paragraph or part
    important BOOLEAN marked important by the United States Department of State
    complete BOOLEAN the source lists every vote cast, so that absence can be derived
    yes INTEGER votes in favour as printed
    no INTEGER votes against as printed
    abstain INTEGER abstentions as printed
    {_SOURCED}
    """),
    ("dataset", "native_id"),
)

VOTE_STATEMENT = Table(
    "vote",
    "the choice of one state in a roll call as one source gives it",
    columns(f"""
    dataset VARCHAR dataset in which native_id is unique
    native_id VARCHAR roll call inside the dataset
    state VARCHAR state, without regard to succession
    choice VARCHAR yes, no, abstain or absent
    {_SOURCED}
    """),
    ("dataset", "native_id", "state"),
)

ROLLCALL_TOPIC = Table(
    "rollcall_topic",
    "a topic that a source assigns to a roll call",
    columns(f"""
    dataset VARCHAR dataset in which native_id is unique
    native_id VARCHAR roll call inside the dataset
    topic VARCHAR topic in words
    {_SOURCED}
    """),
    ("dataset", "native_id", "topic"),
)

ROLLCALL = Table(
    "rollcall",
    "one recorded vote",
    columns("""
    rollcall_id VARCHAR symbol, or the dataset's own number where a symbol does not identify it
    body VARCHAR voting body: UNGA, UNSC, UNHRC
    session VARCHAR session as the body names it
    date DATE day of the vote
    symbol VARCHAR symbol of the text
    title VARCHAR title or description
    topics VARCHAR[] topics from all sources
    subjects VARCHAR[] subject headings from all sources
    targets VARCHAR[] states the text is directed at
    yes INTEGER votes in favour, as printed or else as counted
    no INTEGER votes against
    abstain INTEGER abstentions
    amendment BOOLEAN vote on an amendment
    paragraph BOOLEAN vote on a paragraph or part
    important BOOLEAN marked important by the United States Department of State
    complete BOOLEAN every vote cast is listed
    sources VARCHAR[] every source that states the roll call
    source_id VARCHAR source whose statement is shown
    locator VARCHAR where a person finds the original
    """),
    ("rollcall_id",),
    derived=True,
)

VOTE = Table(
    "vote",
    "the choice of one state in one roll call",
    columns("""
    rollcall_id VARCHAR the roll call
    state VARCHAR state as of that day
    choice VARCHAR yes, no, abstain or absent
    listed BOOLEAN false where absence was derived from membership
    source_id VARCHAR source whose statement is shown
    """),
    ("rollcall_id", "state"),
    derived=True,
)

DISAGREEMENT = Table(
    "disagreement",
    "two sources that give one state different choices in the same roll call",
    columns("""
    rollcall_id VARCHAR the roll call
    state VARCHAR the state
    choice VARCHAR choice shown in `vote`
    source_id VARCHAR source of the choice shown
    other_choice VARCHAR choice the other source gives
    other_source_id VARCHAR the other source
    """),
    ("rollcall_id", "state", "other_source_id"),
    derived=True,
)

EVENT = Table(
    "event",
    "who did what to whom on a day, as coded from a report",
    columns(f"""
    event_id VARCHAR dataset and its own number
    date DATE day of the event
    actor VARCHAR state that acts, null where the actor is not of a state
    target VARCHAR state acted upon, null where it is not of a state
    actor_code VARCHAR actor as the source codes it
    target_code VARCHAR target as the source codes it
    code VARCHAR CAMEO code, a string
    root VARCHAR PLOVER root
    goldstein DOUBLE Goldstein scale, -10 to 10
    reports INTEGER reports or mentions counted by the source
    document_id VARCHAR document the event was coded from
    {_SOURCED}
    start INTEGER first character of the words it rests on, where it was read in a document
    end INTEGER character after the last
    modality VARCHAR happened, denied, threatened, promised, urged, possible or planned
    rule VARCHAR rule that found it
    """),
    ("event_id",),
    rank="reports DESC NULLS LAST",
)

MEASURE = Table(
    "measure",
    "something lasting between two states: alliance, sanction, arms, list, dispute",
    columns(f"""
    measure_id VARCHAR dataset and its own number
    kind VARCHAR one of the kinds listed in legation.record.schema.MEASURE_KINDS
    actor VARCHAR state that acts; first state where the measure is not directed
    target VARCHAR state acted upon; second state where it is not directed
    directed BOOLEAN false where actor and target could be exchanged
    start DATE first day
    end DATE last day, null while it lasts or where the source does not say
    precision VARCHAR day, month or year: how exactly the source dates it
    value DOUBLE amount in the unit of the dataset
    unit VARCHAR unit of value
    text VARCHAR what it is, in a few words
    {_SOURCED}
    """),
    ("measure_id",),
    rank='"precision", "start" DESC',  # day before month before year
)

SCORE = Table(
    "score",
    "a composite score of a pair on a day that another project computed",
    columns(f"""
    score_id VARCHAR dataset, day and pair
    date DATE day
    actor VARCHAR first state
    target VARCHAR second state
    directed BOOLEAN false where actor and target could be exchanged
    value DOUBLE the score
    unit VARCHAR what the score is
    {_SOURCED}
    """),
    ("score_id",),
)

MENTION = Table(
    "mention",
    "one report that mentions one coded event",
    columns(f"""
    mention_id VARCHAR event, outlet and time
    event_id VARCHAR the event
    date DATE day of the report
    outlet VARCHAR outlet
    url VARCHAR address of the report
    confidence INTEGER per cent
    tone DOUBLE tone of the report as the source computes it
    {_SOURCED}
    """),
    ("mention_id",),
)

DOCUMENT = Table(
    "document",
    "one text: article, statement, speech, headline, or resolution adopted without a vote",
    columns(f"""
    document_id VARCHAR dataset and its own identifier, or a digest of the content
    kind VARCHAR article, statement, speech, headline or resolution
    date DATE day of publication
    outlet VARCHAR outlet or body that published it
    speaker VARCHAR person who speaks, where one does
    state VARCHAR state spoken for
    title VARCHAR title
    text VARCHAR text, null where only the title is held
    language VARCHAR ISO 639-1
    url VARCHAR address
    {_SOURCED}
    """),
    ("document_id",),
    rank="length(text) DESC NULLS LAST",
)

_SPAN = """
    document_id VARCHAR the document
    start INTEGER first character of the words it rests on
    end INTEGER character after the last
"""

QUOTE = Table(
    "quote",
    "words attributed to a speaker in a document",
    columns(f"""
    {_SPAN}
    holder VARCHAR speaker as named in the text
    state VARCHAR state the speaker speaks for
    target VARCHAR state spoken about
    text VARCHAR the words
    {_SOURCED}
    kind VARCHAR direct, indirect or mixed
    cue VARCHAR words that attribute: said, according to
    source VARCHAR words that name the speaker
    office VARCHAR office of the speaker
    addressee VARCHAR whom the words are addressed to
    number INTEGER place among the quotes of the document, from 0
    parent INTEGER number of the quote that it stands in
    rule VARCHAR rule that found it
    """),
    ("document_id", "start", "end"),
)

STANCE = Table(
    "stance",
    "position of a holder towards a state in a document",
    columns(f"""
    {_SPAN}
    holder VARCHAR author, outlet or speaker
    target VARCHAR state the position is towards
    value DOUBLE -1 hostile to 1 friendly
    text VARCHAR the words
    {_SOURCED}
    state VARCHAR state the holder speaks for
    intensity DOUBLE 0 to 1: how strong the words are
    severity INTEGER step on the scale of severity of statements
    condition VARCHAR words that bound it
    quote INTEGER number of the quote that it stands in
    rule VARCHAR rule that found it
    """),
    ("document_id", "start", "end", "holder", "target"),
)

CLAIM = Table(
    "claim",
    "sentence of a document that asserts something about states",
    columns(f"""
    {_SPAN}
    holder VARCHAR who asserts it
    target VARCHAR state it is about
    type VARCHAR type of claim
    text VARCHAR the words
    {_SOURCED}
    subject VARCHAR[] states, groups or names of whom it is said
    relation VARCHAR what is said of them
    object VARCHAR[] states, groups or names towards whom
    comparator VARCHAR[] with whom they are compared
    first DATE first day spoken of, null at an open end
    last DATE last day spoken of
    value DOUBLE number stated
    unit VARCHAR unit of value
    negated BOOLEAN denied
    hedged BOOLEAN bounded: reportedly, may
    details VARCHAR further parts, as JSON
    quote INTEGER number of the quote that it stands in
    rule VARCHAR rule that found it
    """),
    ("document_id", "start", "end", "type"),
)

READING = Table(
    "reading",
    "one document that an engine has read, with how much it found",
    columns("""
    document_id VARCHAR the document
    engine VARCHAR engine that read it, with its version
    digest VARCHAR MD5 of the text that was read
    quotes INTEGER quotes found
    events INTEGER events found
    stances INTEGER stances found
    claims INTEGER claims found
    notes VARCHAR what was not read, and why
    source_id VARCHAR source of what was found
    """),
    ("document_id", "source_id"),
)

REJECT = Table(
    "reject",
    "a row that could not be read",
    columns("""
    source_id VARCHAR source the row stands in
    locator VARCHAR where in the file
    reason VARCHAR why it could not be read
    raw VARCHAR the row as it stands, cut at 2,000 characters
    """),
    (),
)

MEASURE_KINDS = (
    "alliance",
    "sanction",
    "arms_transfer",
    "designation",
    "dispute",
    "diplomatic_post",
    "shared_igo",
    "treaty",
    "visit",
    "rivalry",
)
CHOICES = ("yes", "no", "abstain", "absent")

#: Tables that readers fill, by the name a reader uses.
STATEMENTS: dict[str, Table] = {
    t.name: t
    for t in (
        ROLLCALL_STATEMENT,
        VOTE_STATEMENT,
        ROLLCALL_TOPIC,
        EVENT,
        MEASURE,
        SCORE,
        MENTION,
        DOCUMENT,
        QUOTE,
        STANCE,
        CLAIM,
    )
}

#: Tables computed from the statements on roll calls.
DERIVED: tuple[Table, ...] = (ROLLCALL, VOTE, DISAGREEMENT)

#: Statement tables that are shown through a view without shadowed rows.
VIEWS: tuple[Table, ...] = (EVENT, MEASURE, SCORE, MENTION, DOCUMENT, QUOTE, STANCE, CLAIM)

#: What a person can query and export, in the order of the design.
TABLES: dict[str, Table] = {t.name: t for t in (SOURCE, *DERIVED, *VIEWS, READING, *LEDGER, REJECT)}
