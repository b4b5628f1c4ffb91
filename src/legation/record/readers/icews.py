"""ICEWS events: the native tables of the Dataverse, and event lists by name.

Notes
-----
- Native tables give every event a number; events alike in all but the number are events of
  their own (in two days of June 2018, 3,705 numbered events show 2,734 combinations of day,
  source, event and target). A state is read from the country columns; an actor without a
  country (an international organisation) is of no state.
- Some tables have lost the leading zeros of CAMEO codes. The event's name decides then: "Make a
  visit" with "42" is 042. A name that contradicts the code rejects the row.
- Lists by name (columns date, s, p, o, made for research on knowledge graphs) hold each
  combination once and have no numbers, so the combination is the identity, and a line that
  repeats one is a duplicate. The state is the name in the last parentheses ("Citizen
  (Australia)"), or the actor's own name where it is a state, or that of a head of state or
  government or foreign minister on that day. Other persons and organisations are of no state.
  The value is the one ICEWS gives the event.
- A native table and a list by name that cover the same days state the same events under
  different identifiers; add one of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

import duckdb

from legation import states
from legation.record.batches import fill
from legation.record.csvrows import CsvFormat
from legation.record.load import Load
from legation.record.readers import cameo
from legation.record.readers.base import Dataset
from legation.record.unpack import Member
from legation.states import leaders

NATIVE_COLUMNS = (
    "event id",
    "event date",
    "source name",
    "source sectors",
    "source country",
    "event text",
    "cameo code",
    "intensity",
    "target name",
    "target sectors",
    "target country",
    "story id",
    "sentence number",
    "publisher",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
)
_LICENCE = "free of charge with citation; terms of the Harvard Dataverse"
_CITATION = (
    "Boschee, E., Lautenschlager, J., O'Brien, S., Shellman, S., Starz, J. and Ward, M. (2015), "
    "ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075"
)
_URL = "https://doi.org/10.7910/DVN/28075"
_PARENTHESES = re.compile(r"\(([^()]*)\)\s*$")


def _state(column: str, date: str) -> str:
    return (
        f"(SELECT any_value(state) FROM actor_state a WHERE a.text = {column} AND a.day = {date})"
    )


def _code(what: str, *columns: str) -> str:
    texts = ", ".join(f"coalesce({c}, '')" for c in columns)
    return f"(SELECT any_value({what}) FROM event_code e WHERE e.texts = [{texts}])"


def _date(column: str) -> str:
    form = f"regexp_full_match({column}, '\\d{{4}}-\\d\\d-\\d\\d')"
    return f"CASE WHEN {form} THEN TRY_CAST({column} AS DATE) END"


def _no_state(column: str, name: str) -> tuple[str, str]:
    made = "actor" if name.startswith("Source") else "target"
    why = f"'no state named ' || left({column}, 80) || ' ({name})'"
    return f"{column} IS NOT NULL AND s.{made} IS NULL", why


_EVENT, _GIVEN = 'r."event text"', 'r."cameo code"'
_SOURCE, _TARGET, _DATE = 'r."source country"', 'r."target country"', 'r."event date"'
_ID = 'CASE WHEN TRY_CAST("event id" AS BIGINT)::VARCHAR = "event id" THEN "event id" END'
_NATIVE_SELECT = f"""
    'icews:' || {_ID} AS event_id,
    {_date(_DATE)} AS date,
    {_state(_SOURCE, _DATE)} AS actor,
    {_state(_TARGET, _DATE)} AS target,
    "source name" || coalesce(' [' || "source sectors" || ']', '') AS actor_code,
    "target name" || coalesce(' [' || "target sectors" || ']', '') AS target_code,
    {_code("code", _EVENT, _GIVEN)} AS code,
    {_code("root", _EVENT, _GIVEN)} AS root,
    {_code("problem", _EVENT, _GIVEN)} AS problem,
    TRY_CAST(intensity AS DOUBLE) AS goldstein,
    1 AS reports,
    'Event ID ' || "event id" AS locator"""
_NATIVE_CHECKS = (
    ("s.event_id IS NULL", "Event ID is not a whole number"),
    ("s.date IS NULL", "Event Date is not a day"),
    ("s.code IS NULL", "'' || s.problem"),
    (
        "r.intensity IS NOT NULL AND (s.goldstein IS NULL OR isnan(s.goldstein) "
        "OR abs(s.goldstein) > 10)",
        "Intensity is not between -10 and 10",
    ),
    _no_state(_SOURCE, "Source Country"),
    _no_state(_TARGET, "Target Country"),
)


class IcewsNative:
    """Reader of the native tables: tab-separated, with header."""

    dataset = Dataset("icews", "ICEWS coded event data", _LICENCE, _CITATION, _URL)
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is exactly that of the tables."""
        header = [c.strip().strip('"').lower() for c in member.first_line.split("\t")]
        return tuple(header) == NATIVE_COLUMNS

    def load(self, member: Member, load: Load) -> None:
        """Read every line as an event."""
        quoting = member.first_line.startswith('"')
        load.read_csv(member, CsvFormat("\t", quoting=quoting, required=NATIVE_COLUMNS))
        _actor_states(load.con, (_SOURCE, _TARGET), _DATE, country_on)
        _event_codes(load.con, _EVENT, _GIVEN)
        load.settle_csv(member, "event", _NATIVE_SELECT, _NATIVE_CHECKS)
        load.con.execute("DROP TABLE actor_state; DROP TABLE event_code")


_LIST_SELECT = f"""
    'icews-list:' || md5(concat_ws('|', date, s, p, o)) AS event_id,
    {_date("r.date")} AS date,
    {_state("r.s", "r.date")} AS actor,
    {_state("r.o", "r.date")} AS target,
    s AS actor_code,
    o AS target_code,
    {_code("code", "r.p")} AS code,
    {_code("root", "r.p")} AS root,
    {_code("intensity", "r.p")} AS goldstein,
    {_code("problem", "r.p")} AS problem,
    1 AS reports"""
_LIST_CHECKS = (
    ("s.date IS NULL", "date is not a day"),
    ("r.s IS NULL OR r.o IS NULL", "an actor is missing"),
    ("s.code IS NULL", "'' || s.problem"),
)


class IcewsList:
    """Reader of lists by name: comma-separated date, source, event, target."""

    dataset = Dataset(
        "icews-list",
        "ICEWS events by name, as used in research on temporal knowledge graphs",
        _LICENCE,
        f"{_CITATION}; selection of Jin, W. et al. (2020), Recurrent Event Network",
        _URL,
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether the header is date,s,p,o and a row near the start names a CAMEO event."""
        if member.first_line != "date,s,p,o":
            return False
        events = {row.name for code, row in cameo.codes().items() if len(code) > 2}
        return any(name in line for line in member.text_head.split("\n")[1:50] for name in events)

    def load(self, member: Member, load: Load) -> None:
        """Read every line as an event."""
        load.read_csv(member, CsvFormat(required=("date", "s", "p", "o"), null=()))
        _actor_states(load.con, ("r.s", "r.o"), "r.date", actor_on)
        _event_codes(load.con, "r.p")
        load.settle_csv(member, "event", _LIST_SELECT, _LIST_CHECKS)
        load.con.execute("DROP TABLE actor_state; DROP TABLE event_code")


READERS = (IcewsNative(), IcewsList())


@lru_cache(maxsize=65536)
def country_on(name: str, day: dt.date) -> str | None:
    """Return the state that has this name on a day, or None."""
    state = states.find(name, day, scheme="name")
    return None if state is None else str(state)


@lru_cache(maxsize=65536)
def actor_on(name: str, day: dt.date) -> str | None:
    """Return the state of an actor of a list by name on a day, or None."""
    if inside := _PARENTHESES.search(name):
        return country_on(inside[1].strip(), day) or country_on(name, day)
    if state := country_on(name, day):
        return state
    found = leaders.find(states.normalise(name), day) if " " in name.strip() else []
    return found[0] if len(set(found)) == 1 else None


def _actor_states(
    con: duckdb.DuckDBPyConnection,
    columns: Iterable[str],
    date: str,
    find: Callable[[str, dt.date], str | None],
) -> None:
    """Make the temporary table `actor_state` of the names in `staged_raw`, day by day."""
    pairs = " UNION ".join(f"SELECT {c} AS text, {date} AS day FROM staged_raw r" for c in columns)
    found = con.execute(f"FROM ({pairs}) WHERE text IS NOT NULL AND day IS NOT NULL").fetchall()
    rows = [
        (text, day, state)
        for text, day in sorted(found)
        if (on := _day(day)) and (state := find(text, on))
    ]
    fill(con, "actor_state", {"text": "VARCHAR", "day": "VARCHAR", "state": "VARCHAR"}, rows)


def _event_codes(con: duckdb.DuckDBPyConnection, *columns: str) -> None:
    """Make the temporary table `event_code` of the names, and codes, of events in `staged_raw`."""
    texts = ", ".join(f"coalesce({c}, '')" for c in columns)
    found = con.execute(f"SELECT DISTINCT [{texts}] FROM staged_raw r ORDER BY 1").fetchall()
    rows = []
    for (given,) in found:
        code, problem = event_code(*given)
        known = code or ""
        values = (cameo.plover_root(known), cameo.icews_intensity(known), problem)
        rows.append((given, code, *values))
    types = {
        "texts": "VARCHAR[]",
        "code": "VARCHAR",
        "root": "VARCHAR",
        "intensity": "DOUBLE",
        "problem": "VARCHAR",
    }
    fill(con, "event_code", types, rows)


def event_code(name: str, given: str | None = None) -> tuple[str | None, str | None]:
    """Return the CAMEO code that a name, and a code where one is given, stand for.

    The second value says what is wrong where there is none.
    """
    named = cameo.code_named(name)
    if given is None:
        return named, None if named else f"no CAMEO event is named {name[:80] or 'nothing'}"
    if named and named.lstrip("0") == given.lstrip("0"):
        return named, None
    if not cameo.known(given):
        return None, f"CAMEO Code is not of CAMEO: {given[:20] or 'empty'}"
    if named:
        return None, f"Event Text is of CAMEO {named}, CAMEO Code is {given}"
    return given, None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
