"""The casebook's own tables: roll calls, votes, measures and illustrative articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legation import states
from legation.record.csvrows import CsvFormat, bounded_lines, csv_batches, header_of
from legation.record.load import Load
from legation.record.readers.articles import article
from legation.record.readers.base import Dataset, Reader
from legation.record.readers.texts import UnreadableError, store_json
from legation.record.schema import CHOICES, MEASURE_KINDS
from legation.record.unpack import Member

ILLUSTRATIVE = "(illustrative)"

CASEBOOK = Dataset(
    "casebook",
    "Legation casebook: landmark facts chosen by hand",
    "Apache-2.0; facts",
    "The Legation authors, casebook; each row names its own source",
    "",
)
ARTICLES = Dataset(
    "casebook-articles",
    "Legation casebook: ILLUSTRATIVE articles of fictional outlets",
    "Apache-2.0; ILLUSTRATIVE texts written for the project, not journalism",
    "The Legation authors, casebook, illustrative articles",
    "",
)

_ROLLCALLS = (
    "symbol date body session title topics subjects yes no abstain voeten citation url".split()
)
_MEASURES = (
    "measure kind actor target directed start end precision value unit text citation".split()
)
_DAY = r"\d{4}-\d{2}-\d{2}"


class CasebookRollcalls:
    """Roll calls, one a line. Few votes of each are listed, so no absence is derived."""

    dataset = CASEBOOK
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == _ROLLCALLS

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one roll call."""
        load.stage_csv(
            member,
            "rollcall",
            """'casebook' AS dataset, symbol AS native_id, body, session, symbol, title,
            TRY_CAST(date AS DATE) AS date, coalesce(string_split(topics, '|'), []) AS topics,
            coalesce(string_split(subjects, '|'), []) AS subjects,
            false AS amendment, false AS paragraph, false AS complete,
            TRY_CAST(yes AS INTEGER) AS yes, TRY_CAST(no AS INTEGER) AS no,
            TRY_CAST(abstain AS INTEGER) AS abstain, symbol AS locator""",
            checks=(
                ("r.symbol IS NULL", "symbol is missing"),
                ("r.title IS NULL", "title is missing"),
                ("r.citation IS NULL", "citation is missing"),
                _not_a_day("date"),
                ("coalesce(r.body, '') NOT IN ('UNGA', 'UNSC', 'UNHRC')", "body is not known"),
                *(_not_a_count(name) for name in ("yes", "no", "abstain")),
            ),
        )


class CasebookVotes:
    """Votes, one roll call a line and one state a column; each filled cell is a row read.

    An empty cell is a state that was no member, or could not vote, on that day.
    """

    dataset = CASEBOOK
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is a symbol and codes of states."""
        return re.fullmatch(r"symbol(,[A-Z]{3}){5,}", member.first_line) is not None

    def load(self, member: Member, load: Load) -> None:
        """Read each filled cell as the choice of one state."""
        for line, symbol, cells in _rows(member, load):
            for column, choice in cells:
                state = states.find(column.upper(), scheme="iso3")
                where = f"line {line}, {column.upper()}"
                if not symbol:
                    load.reject(where, "symbol is missing", choice)
                elif state is None:
                    load.reject(where, f"no state with the code {column.upper()[:20]}", choice)
                elif choice not in CHOICES:
                    load.reject(where, f"choice is none of {', '.join(CHOICES)}", choice)
                else:
                    vote = {"dataset": "casebook", "native_id": symbol, "state": str(state)}
                    load.store("vote", {**vote, "choice": choice, "locator": symbol})


class CasebookMeasures:
    """Measures between two states, one a line."""

    dataset = CASEBOOK
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == _MEASURES

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one measure."""
        load.con.execute(
            "CREATE OR REPLACE TEMP TABLE casebook_code AS SELECT unnest(?::VARCHAR[]) AS code",
            [[str(state) for state in states.all_states()]],
        )
        kinds = ", ".join(f"'{kind}'" for kind in MEASURE_KINDS)
        load.stage_csv(
            member,
            "measure",
            """'casebook:' || measure AS measure_id, kind, actor, target,
            directed = 'yes' AS directed, TRY_CAST(start AS DATE) AS start,
            TRY_CAST("end" AS DATE) AS "end", precision, TRY_CAST(value AS DOUBLE) AS value, unit,
            text, citation AS locator""",
            checks=(
                ("r.citation IS NULL", "citation is missing"),
                ("r.text IS NULL", "text is missing"),
                (f"coalesce(r.kind, '') NOT IN ({kinds})", "kind is not known"),
                *(_not_a_state(name) for name in ("actor", "target")),
                ("r.actor = r.target", "actor and target are one state"),
                ("coalesce(r.directed, '') NOT IN ('yes', 'no')", "directed is not yes or no"),
                (
                    "r.directed = 'no' AND r.actor > r.target",
                    "the states of an undirected measure are not in alphabetical order",
                ),
                _not_a_day("start"),
                (f'r."end" IS NOT NULL AND {_not_a_day("end")[0]}', "end is not a day"),
                ("""s."end" < s.start""", "ends before it starts"),
                (
                    "coalesce(r.precision, '') NOT IN ('day', 'month', 'year')",
                    "precision is not day, month or year",
                ),
                (
                    "r.value IS NOT NULL AND NOT coalesce(isfinite(s.value), false)",
                    "value is not a number",
                ),
            ),
        )
        load.con.execute("DROP TABLE casebook_code")


class CasebookArticles:
    """Articles as JSON lines whose outlets are marked as illustrative."""

    dataset = ARTICLES
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the first line is an article of an outlet marked as illustrative."""
        line = member.first_line
        return line.startswith('{"title": "[Illustrative] ') and ILLUSTRATIVE in line

    def load(self, member: Member, load: Load) -> None:
        """Read each line as one document; one that is not marked is rejected."""
        for number, line in enumerate(bounded_lines(member), 1):
            if line.strip():
                store_json(load, f"{member.name}, line {number}", line, _illustrative)


def _illustrative(item: dict[str, object]) -> dict[str, object]:
    """Give the document row of an article, under the outlet that bears the mark."""
    outlet, title = item.get("outlet"), item.get("title")
    if not isinstance(outlet, str) or not outlet.endswith(ILLUSTRATIVE):
        raise UnreadableError("outlet is not marked as illustrative")
    if not isinstance(title, str) or not title.startswith("[Illustrative] "):
        raise UnreadableError("title is not marked as illustrative")
    return {**article(item), "outlet": outlet}


def _rows(member: Member, load: Load) -> Iterator[tuple[int, str | None, list[tuple[str, str]]]]:
    """Yield the lines of a table of votes; reject those that cannot be read."""
    for batch in csv_batches(member, CsvFormat(required=("symbol",))):
        for row in batch.to_dicts():
            line, reason, raw = row.pop("line"), row.pop("_reason"), row.pop("_raw")
            if reason:
                load.reject(f"line {line}", reason, raw or "")
            else:
                symbol = row.pop("symbol")
                yield line, symbol, [(state, v) for state, v in row.items() if v is not None]


def _not_a_day(column: str) -> tuple[str, str]:
    return (
        f"""(NOT regexp_full_match(coalesce(r."{column}", ''), '{_DAY}')
            OR s."{column}" IS NULL)""",
        f"{column} is not a day",
    )


def _not_a_count(column: str) -> tuple[str, str]:
    return (
        f"r.{column} IS NOT NULL AND NOT regexp_full_match(r.{column}, '[0-9]{{1,3}}')",
        f"{column} is not a count of votes",
    )


def _not_a_state(column: str) -> tuple[str, str]:
    return (
        f"coalesce(r.{column}, '') NOT IN (SELECT code FROM casebook_code)",
        f"{column} is no code of a state",
    )


READERS: tuple[Reader, ...] = (
    CasebookRollcalls(),
    CasebookVotes(),
    CasebookMeasures(),
    CasebookArticles(),
)
