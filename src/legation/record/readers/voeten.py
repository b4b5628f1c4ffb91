"""Roll calls after Voeten: his own wide file, and the three tables of the unvotes package."""

from __future__ import annotations

from legation.record.batches import fill
from legation.record.csvrows import CsvFormat, header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.statecodes import codes, names
from legation.record.symbols import symbol_of
from legation.record.unpack import Member

UNVOTES = Dataset(
    "unvotes",
    "United Nations General Assembly voting data (unvotes)",
    "MIT",
    "Robinson, unvotes: United Nations General Assembly Voting Data, after Voeten, Strezhnev "
    "and Bailey, United Nations General Assembly Voting Data (Harvard Dataverse)",
    "https://github.com/dgrtwo/unvotes",
)
VOETEN = Dataset(
    "voeten",
    "United Nations General Assembly Voting Data",
    "CC0 1.0",
    "Voeten, Strezhnev and Bailey (2009), United Nations General Assembly Voting Data, "
    "Harvard Dataverse, doi:10.7910/DVN/LEJUQZ",
    "https://doi.org/10.7910/DVN/LEJUQZ",
)

#: Topics by the column in which Voeten marks them.
TOPICS = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons and nuclear material",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
_CHOICES = (
    "CASE vote WHEN '1' THEN 'yes' WHEN '2' THEN 'abstain' WHEN '3' THEN 'no' "
    "WHEN '8' THEN 'absent' END"
)


class UnvotesVotes:
    """Votes of the unvotes package: rcid, country, country_code, vote."""

    dataset = UNVOTES
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == ["rcid", "country", "country_code", "vote"]

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a vote; names are read without a day, `derive` adds it."""
        load.read_csv(member)
        spellings = load.con.execute("SELECT DISTINCT country FROM staged_raw").fetchall()
        names(load.con, (row[0] for row in spellings if row[0]), "unvotes_name")
        load.settle_csv(
            member,
            "vote",
            """'unvotes' AS dataset, rcid AS native_id, 'rcid ' || rcid AS locator,
            (SELECT arg_max(n.state, n.start) FROM unvotes_name n
                WHERE n.code = r.country) AS state,
            CASE WHEN vote IN ('yes', 'no', 'abstain', 'absent') THEN vote END AS choice""",
            checks=(
                ("TRY_CAST(r.rcid AS INTEGER) IS NULL", "rcid is not a number"),
                ("s.state IS NULL", "'no state called ' || coalesce(r.country, 'nothing')"),
                ("s.choice IS NULL", "'no choice called ' || coalesce(r.vote, 'nothing')"),
            ),
        )


class UnvotesRollcalls:
    """Roll calls of the unvotes package."""

    dataset = UNVOTES
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header has the columns of the table."""
        columns = {"rcid", "session", "importantvote", "date", "unres", "amend", "para", "descr"}
        return columns <= set(header_of(member)) and "vote" not in header_of(member)

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a roll call."""
        load.read_csv(member)
        _symbols(load)
        made = _rollcall_sql("unvotes", "TRY_CAST(r.date AS DATE)")
        load.settle_csv(member, "rollcall", made, checks=_RC_CHECKS)


class UnvotesIssues:
    """Topics of the unvotes package: rcid, short_name, issue."""

    dataset = UNVOTES
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == ["rcid", "short_name", "issue"]

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a topic of a roll call."""
        load.stage_csv(
            member,
            "rollcall_topic",
            "'unvotes' AS dataset, rcid AS native_id, issue AS topic, 'rcid ' || rcid AS locator",
            checks=(("TRY_CAST(r.rcid AS INTEGER) IS NULL", "rcid is not a number"),),
        )


class VoetenVotes:
    """Voeten's own file, one line a vote with the roll call's description beside it."""

    dataset = VOETEN
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header has Voeten's columns, comma or tab separated."""
        columns = {"rcid", "ccode", "vote", "session", "date", "unres"}
        return any(columns <= set(header_of(member, d)) for d in (",", "\t"))

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a vote, and each distinct rcid as a roll call."""
        delimiter = "\t" if "\t" in member.first_line else ","
        load.read_csv(member, CsvFormat(delimiter=delimiter))
        have = set(header_of(member, delimiter))
        cow = codes(load.con, "cow")
        day = "coalesce(TRY_CAST(r.date AS DATE), TRY_STRPTIME(r.date, '%m/%d/%Y')::DATE)"
        _symbols(load)
        load.insert_distinct("rollcall", _rollcall_sql("voeten", day, have), "r.rcid", _RC_GOOD)
        for column, topic in TOPICS.items():
            if column in have:
                load.insert_distinct(
                    "rollcall_topic",
                    f"'voeten' AS dataset, rcid AS native_id, '{topic}' AS topic, "
                    "'rcid ' || rcid AS locator",
                    "r.rcid",
                    f"{_RC_GOOD} AND r.{column} = '1'",
                )
        load.settle_csv(
            member,
            "vote",
            f"""'voeten' AS dataset, rcid AS native_id, {_CHOICES} AS choice,
            'rcid ' || rcid AS locator, (SELECT any_value(c.state) FROM {cow} c
                WHERE c.code = TRY_CAST(TRY_CAST(r.ccode AS DOUBLE) AS INTEGER)::VARCHAR
                AND {day} BETWEEN c.start AND c."end") AS state""",
            checks=(
                ("TRY_CAST(r.rcid AS INTEGER) IS NULL", "rcid is not a number"),
                ("r.vote = '9'", "not a member of the United Nations at the time"),
                ("s.choice IS NULL", "'no choice coded ' || coalesce(r.vote, 'nothing')"),
                ("s.state IS NULL", "'no state with COW number ' || coalesce(r.ccode, 'nothing')"),
            ),
        )


_RC_CHECKS = (
    ("TRY_CAST(r.rcid AS INTEGER) IS NULL", "rcid is not a number"),
    ("s.date IS NULL", "date is missing or cannot be read"),
)
_RC_GOOD = "r._reason IS NULL AND TRY_CAST(r.rcid AS INTEGER) IS NOT NULL"


def _symbols(load: Load) -> None:
    """Make the table that gives the symbol for each text in the column unres."""
    found = load.con.execute("SELECT DISTINCT unres FROM staged_raw WHERE unres <> ''").fetchall()
    rows = [(text, symbol) for (text,) in found if (symbol := symbol_of(text))]
    fill(load.con, "symbol_of", {"unres": "VARCHAR", "symbol": "VARCHAR"}, rows)


def _headings(short: str, descr: str) -> str:
    """Give the heading as a subject, unless the description begins with it or is missing."""
    return f"""CASE WHEN {short} IS NULL OR {descr} IS NULL
            OR starts_with(lower({descr}), lower(left(trim({short}), 40)))
        THEN []::VARCHAR[] ELSE [trim({short})] END"""


def _rollcall_sql(dataset: str, day: str, have: set[str] | None = None) -> str:
    """Give the columns of a roll call made from Voeten's."""

    def flag(column: str) -> str:
        return f"coalesce({column}, '0') = '1'" if have is None or column in have else "false"

    def field(column: str) -> str:
        return column if have is None or column in have else "NULL"

    return f"""'{dataset}' AS dataset, rcid AS native_id, 'UNGA' AS body, session,
        {day} AS date,
        (SELECT any_value(y.symbol) FROM symbol_of y WHERE y.unres = r.unres) AS symbol,
        trim(coalesce({field("descr")}, {field("short")})) AS title, []::VARCHAR[] AS topics,
        {_headings(field("short"), field("descr"))} AS subjects,
        {flag("amend")} AS amendment, {flag("para")} AS paragraph,
        {flag("importantvote")} AS important, true AS complete,
        coalesce(r.unres, 'rcid ' || rcid) AS locator"""


READERS = (UnvotesVotes(), UnvotesRollcalls(), UnvotesIssues(), VoetenVotes())
