"""GDELT 2.0 mentions: each report that mentions a coded event.

The native files have 16 tab-separated columns and no header; exports from BigQuery have the
same columns, comma-separated, under a header of their names in lower case.

One report can mention one event in several sentences, and a sentence can hold several mentions.
`mention_id` is made of the event, the time of the report and a digest (MD5) of the address, the
sentence and the places of actors and action in the text.
`url` is kept where the report is identified by a web address.
"""

from __future__ import annotations

import re

from legation.record.csvrows import CsvFormat
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.unpack import Member

COLUMNS = (
    "globaleventid eventtimedate mentiontimedate mentiontype mentionsourcename mentionidentifier "
    "sentenceid actor1charoffset actor2charoffset actioncharoffset inrawtext confidence "
    "mentiondoclen mentiondoctone mentiondoctranslationinfo extras"
).split()
_NATIVE = CsvFormat(delimiter="\t", quoting=False, header=tuple(COLUMNS), null=())
_WITH_HEADER = CsvFormat(required=tuple(COLUMNS), null=())
_ROW = re.compile(r"\d{1,18}\t\d{14}\t\d{14}\t\d\t[^\t\n]*\t[^\t\n]+(\t[^\t\n]*){10}\r?")

_ID = "CASE WHEN TRY_CAST(globaleventid AS BIGINT)::VARCHAR = globaleventid THEN globaleventid END"
_TIME = (
    "CASE WHEN length(mentiontimedate) = 14 "
    "AND TRY_CAST(mentiontimedate AS BIGINT)::VARCHAR = mentiontimedate "
    "THEN try_strptime(mentiontimedate, '%Y%m%d%H%M%S') END"
)
_PLACE = (
    "concat_ws('|', mentionidentifier, sentenceid, actor1charoffset, actor2charoffset, "
    "actioncharoffset)"
)
_SELECT = f"""
    'gdelt:' || {_ID} || ':' || mentiontimedate || ':' || left(md5({_PLACE}), 16) AS mention_id,
    'gdelt:' || {_ID} AS event_id,
    ({_TIME})::DATE AS date,
    mentionsourcename AS outlet,
    CASE WHEN regexp_matches(mentionidentifier, '^https?://', 'i') THEN mentionidentifier END
        AS url,
    TRY_CAST(confidence AS INTEGER) AS confidence,
    CASE WHEN isfinite(TRY_CAST(mentiondoctone AS DOUBLE))
        THEN TRY_CAST(mentiondoctone AS DOUBLE) END AS tone"""
_CHECKS = (
    ("s.event_id IS NULL", "globaleventid is not a whole number"),
    ("s.date IS NULL", "mentiontimedate is not a time"),
    ("r.mentionidentifier IS NULL", "mentionidentifier is empty"),
    (
        "s.confidence IS NULL OR s.confidence NOT BETWEEN 0 AND 100 "
        "OR s.confidence::VARCHAR <> r.confidence",
        "confidence is not a percentage",
    ),
    (
        "r.mentiondoctone IS NOT NULL AND TRY_CAST(r.mentiondoctone AS DOUBLE) IS NULL",
        "mentiondoctone is not a number",
    ),
)


class GdeltMentions:
    """Reader of GDELT 2.0 mentions."""

    dataset = Dataset(
        "gdelt-mentions",
        "GDELT 2.0 mentions of events",
        "open, with citation and a link to the GDELT Project",
        "The GDELT Project, GDELT 2.0 Event Mentions table",
        "https://www.gdeltproject.org/",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header, or a line near the start, has the columns of mentions."""
        return _has_header(member) or any(
            _ROW.fullmatch(line) for line in member.text_head.split("\n")[:100]
        )

    def load(self, member: Member, load: Load) -> None:
        """Read every line as a mention."""
        csv = _WITH_HEADER if _has_header(member) else _NATIVE
        load.stage_csv(member, "mention", _SELECT, csv, _CHECKS)


READERS = (GdeltMentions(),)


def _has_header(member: Member) -> bool:
    return member.first_line.lower().split(",") == COLUMNS
