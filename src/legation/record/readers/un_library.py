"""Recorded votes as the UN Digital Library exports them, and short tables after it."""

from __future__ import annotations

from typing import ClassVar

from legation.record.batches import fill
from legation.record.csvrows import CsvFormat, header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.statecodes import codes
from legation.record.symbols import symbol_of
from legation.record.unpack import Member

LIBRARY = Dataset(
    "un-digital-library",
    "UN Digital Library voting data",
    "United Nations terms of use; attribute the UN",
    "United Nations, Dag Hammarskjöld Library, UN Digital Library: Voting Data",
    "https://digitallibrary.un.org/search?cc=Voting+Data",
)


class _LibraryReader:
    """One line a vote, with the symbol and date of its roll call beside it."""

    dataset = LIBRARY
    version = "1"
    columns: ClassVar[dict[str, str]]
    choice: str
    rollcall: str

    def matches(self, member: Member) -> bool:
        """Whether the header has the columns of the table."""
        return set(self.columns.values()) <= set(header_of(member))

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a vote, and each symbol as a roll call."""
        c = self.columns
        load.read_csv(member, CsvFormat(required=tuple(c.values())))
        found = load.con.execute(f"SELECT DISTINCT {c['symbol']} FROM staged_raw").fetchall()
        rows = [(t, s) for (t,) in found if t and (s := symbol_of(t))]
        fill(load.con, "symbol_of", {"text": "VARCHAR", "symbol": "VARCHAR"}, rows)
        symbol = f"(SELECT any_value(y.symbol) FROM symbol_of y WHERE y.text = r.{c['symbol']})"
        iso = codes(load.con, "iso3")
        load.insert_distinct(
            "rollcall",
            f"""'{self.dataset.key}' AS dataset, {symbol} AS native_id, 'UNGA' AS body,
            {symbol} AS symbol, split_part({symbol}, '/', 3) AS session,
            TRY_CAST({c["date"]} AS DATE) AS date, trim({c["title"]}) AS title,
            []::VARCHAR[] AS topics, {self.rollcall}, false AS amendment, false AS paragraph,
            true AS complete, {symbol} AS locator""",
            symbol,
            f"r._reason IS NULL AND {symbol} IS NOT NULL AND TRY_CAST(r.{c['date']} AS DATE) "
            "IS NOT NULL",
        )
        load.settle_csv(
            member,
            "vote",
            f"""'{self.dataset.key}' AS dataset, {symbol} AS native_id, {symbol} AS locator,
            {self.choice} AS choice, (SELECT any_value(i.state) FROM {iso} i
                WHERE i.code = r.{c["state"]}
                AND TRY_CAST(r.{c["date"]} AS DATE) BETWEEN i.start AND i."end") AS state""",
            checks=(
                (f"TRY_CAST(r.{c['date']} AS DATE) IS NULL", "date cannot be read"),
                ("s.native_id IS NULL", "has no symbol of a General Assembly resolution"),
                ("s.choice IS NULL", "has no vote that can be read"),
                ("s.state IS NULL", f"'no state coded ' || coalesce(r.{c['state']}, 'nothing')"),
            ),
        )


class LibraryTable(_LibraryReader):
    """Short form: symbol, date, title, iso3, vote in words."""

    columns: ClassVar[dict[str, str]] = {
        "symbol": "symbol",
        "date": "date",
        "title": "title",
        "state": "iso3",
        "vote": "vote",
    }
    choice = "CASE WHEN vote IN ('yes', 'no', 'abstain', 'absent') THEN vote END"
    rollcall = "[]::VARCHAR[] AS subjects"


class LibraryExport(_LibraryReader):
    """The library's own export: undl_id, ms_code, ms_name, ms_vote, date, resolution, title."""

    columns: ClassVar[dict[str, str]] = {
        "symbol": "resolution",
        "date": "date",
        "title": "title",
        "state": "ms_code",
        "vote": "ms_vote",
    }
    choice = (
        "CASE ms_vote WHEN 'Y' THEN 'yes' WHEN 'N' THEN 'no' WHEN 'A' THEN 'abstain' "
        "WHEN 'X' THEN 'absent' END"
    )
    rollcall = (
        "string_split(coalesce(subjects, ''), '|') AS subjects, "
        "TRY_CAST(total_yes AS INTEGER) AS yes, TRY_CAST(total_no AS INTEGER) AS no, "
        "TRY_CAST(total_abstentions AS INTEGER) AS abstain"
    )

    def matches(self, member: Member) -> bool:
        """Whether the header has the columns of the export."""
        wanted = {*self.columns.values(), "subjects", "total_yes", "total_no", "total_abstentions"}
        return wanted <= set(header_of(member))


READERS = (LibraryExport(), LibraryTable())
