"""What tables of pairs of states by COW number and year have in common."""

from __future__ import annotations

from legation.record.load import Load
from legation.record.statecodes import codes

#: Years that a table of states may speak of; anything else is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1400, 2100

#: SQL of the first and last day, and the precision, of a row that gives a year only.
WHOLE_YEAR = """make_date(in_years(year), 1, 1) AS start,
    make_date(in_years(year), 12, 31) AS "end", 'year' AS precision"""

#: SQL of the columns actor, target and directed, with the columns that `prepare` adds.
DIRECTED = "state1 AS actor, state2 AS target, true AS directed"
UNDIRECTED = "least(state1, state2) AS actor, greatest(state1, state2) AS target, false AS directed"


def prepare(load: Load, first: str = "ccode1", second: str = "ccode2", year: str = "year") -> None:
    """Find the two states of every row that `load.read_csv` has read.

    Adds to the rows `state1` and `state2`: the states that had the COW numbers of the columns
    `first` and `second` on 1 July of the year, null where there is none. Makes the SQL macros
    `whole(x)`, which reads a text such as 2 or 2.0 as an integer and gives null for anything
    else, and `in_years(x)`, which reads a year.
    """
    load.con.execute(
        f"""CREATE OR REPLACE TEMP MACRO whole(x) AS CASE
            WHEN TRY_CAST(x AS DOUBLE) = trunc(TRY_CAST(x AS DOUBLE))
            THEN TRY_CAST(TRY_CAST(x AS DOUBLE) AS INTEGER) END;
        CREATE OR REPLACE TEMP MACRO in_years(x) AS CASE
            WHEN whole(x) BETWEEN {FIRST_YEAR} AND {LAST_YEAR} THEN whole(x) END;
        CREATE OR REPLACE TEMP TABLE state_year AS
            SELECT c.code::INTEGER AS code, y.year, any_value(c.state) AS state
            FROM {codes(load.con, "cow")} c
            JOIN (SELECT DISTINCT in_years({year}) AS year FROM staged_raw) y
                ON make_date(y.year, 7, 1) BETWEEN c.start AND c."end"
            GROUP BY ALL"""
    )
    # The text of a row is kept before columns are added to it, so that a reject shows the file's.
    load.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE staged_raw AS
        SELECT r.* REPLACE (coalesce(_raw, {_text(load)}) AS _raw),
            one.state AS state1, two.state AS state2
        FROM staged_raw r
        LEFT JOIN state_year one
            ON one.code = whole(r.{first}) AND one.year = in_years(r.{year})
        LEFT JOIN state_year two
            ON two.code = whole(r.{second}) AND two.year = in_years(r.{year})"""
    )


def _text(load: Load) -> str:
    """SQL that writes a row back as text."""
    names = [row[0] for row in load.con.execute("DESCRIBE staged_raw").fetchall()]
    quoted = [n.replace('"', '""') for n in names if n not in ("line", "_reason", "_raw")]
    fields = [f"coalesce(r.\"{n}\", '')" for n in quoted]
    return f"array_to_string([{', '.join(fields)}], ',')"


def pair_checks(
    first: str = "ccode1", second: str = "ccode2", year: str = "year"
) -> tuple[tuple[str, str], ...]:
    """Reasons for which a row cannot stand for a pair of states in a year."""
    return (
        (f"in_years(r.{year}) IS NULL", f"{year} is not a year"),
        (f"whole(r.{first}) IS NULL", f"{first} is not a number"),
        ("r.state1 IS NULL", _unknown(first, year)),
        (f"whole(r.{second}) IS NULL", f"{second} is not a number"),
        ("r.state2 IS NULL", _unknown(second, year)),
        ("r.state1 = r.state2", "'both sides are ' || r.state1"),
    )


def _unknown(column: str, year: str) -> str:
    return f"'no state with COW number ' || whole(r.{column}) || ' in ' || whole(r.{year})"
