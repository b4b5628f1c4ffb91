"""States and territories that the Russian government lists as unfriendly."""

from __future__ import annotations

from legation.record.csvrows import header_of
from legation.record.load import Load
from legation.record.readers.base import Dataset
from legation.record.statecodes import codes, names
from legation.record.unpack import Member

_ORDER = r"\d+-r \d{4}-\d{2}-\d{2}"
_DAYS = r"""list_transform(regexp_extract_all(r.basis, '\d{4}-\d\d-\d\d'),
    lambda day: TRY_CAST(day AS DATE))"""


class UnfriendlyStates:
    """The list of order 430-r with the orders that extended it, one state a line."""

    dataset = Dataset(
        "ru-unfriendly",
        "Russian government: list of unfriendly states and territories",
        "official text, not subject to copyright; table retyped from it",
        "Government of the Russian Federation, order 430-r of 5 March 2022, as extended",
        "http://government.ru",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the table."""
        return header_of(member) == ["iso3", "name_en", "type", "basis"]

    def load(self, member: Member, load: Load) -> None:
        """Read each line as a designation by Russia from the day of the first order on."""
        load.read_csv(member)
        spellings = load.con.execute("SELECT DISTINCT name_en FROM staged_raw").fetchall()
        by_name = names(load.con, (row[0] for row in spellings if row[0]))
        by_code = codes(load.con, "iso3")
        load.settle_csv(
            member,
            "measure",
            rf"""'ru-unfriendly:' || iso3 AS measure_id, 'designation' AS kind, 'RUS' AS actor,
            list_min({_DAYS}) AS start, 'day' AS precision,
            {_state(by_code, "iso3")} AS target, {_state(by_name, "name_en")} AS named,
            true AS directed, 'list of unfriendly states and territories, '
                || regexp_replace(basis, '(\d+-r) ', 'order \1 of ', 'g') AS text""",
            checks=(
                (
                    f"NOT regexp_full_match(coalesce(r.basis, ''), '{_ORDER}(; {_ORDER})*')",
                    "basis is not a list of orders with days, such as 430-r 2022-03-05",
                ),
                (f"len({_DAYS}) > list_count({_DAYS})", "an order has a day that does not exist"),
                ("s.target IS NULL", "'no state with the code ' || coalesce(r.iso3, 'nothing')"),
                (
                    "s.named IS NULL OR s.named <> s.target",
                    "'the code ' || r.iso3 || ' is not that of ' || coalesce(r.name_en, 'a name')",
                ),
            ),
        )


def _state(table: str, column: str) -> str:
    """SQL of the state that a column means on the day of the first order."""
    return f"""(SELECT any_value(c.state) FROM {table} c WHERE c.code = r.{column}
        AND list_min({_DAYS}) BETWEEN c.start AND c."end")"""


READERS = (UnfriendlyStates(),)
