"""GDELT event exports, 1.0 and 2.0: tab-separated, without header or quotes.

The native files have 61 columns (2.0), 58 (1.0) or 57 (1.0 before April 2013, without the
address of the report). They differ in the columns on places and the address alone.

Notes
-----
- `reports` is NumArticles, the documents that mention the event (in 2.0, in the update in which
  it first appears). NumMentions also counts repetitions inside one document.
- `goldstein` is the file's own value.
- An actor's state is read from its country code as of the day of the event. An actor without
  one, or with the code of a region (EUR, AFR), is of no state; a code that is in neither table
  rejects the row.
- A code whose first two digits are not EventRootCode has lost its leading zero on the way and
  rejects the row: "10" could be "010".
"""

from __future__ import annotations

import re

from legation import states
from legation.record.bulk import BulkFormat, load_bulk
from legation.record.load import Load
from legation.record.readers import cameo
from legation.record.readers.base import Dataset
from legation.record.statecodes import codes
from legation.record.unpack import Member

_ACTOR = [
    "code",
    "name",
    "countrycode",
    "knowngroupcode",
    "ethniccode",
    "religion1code",
    "religion2code",
    "type1code",
    "type2code",
    "type3code",
]
_PLACES = ("actor1geo", "actor2geo", "actiongeo")
_PLACE_1 = ["type", "fullname", "countrycode", "adm1code", "lat", "long", "featureid"]
_PLACE_2 = ["type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid"]


def _columns(place: list[str], *last: str) -> tuple[str, ...]:
    first = ["globaleventid", "sqldate", "monthyear", "year", "fractiondate"]
    actors = [f"actor{n}{part}" for n in (1, 2) for part in _ACTOR]
    event = [
        "isrootevent",
        "eventcode",
        "eventbasecode",
        "eventrootcode",
        "quadclass",
        "goldsteinscale",
        "nummentions",
        "numsources",
        "numarticles",
        "avgtone",
    ]
    places = [f"{name}_{part}" for name in _PLACES for part in place]
    return (*first, *actors, *event, *places, *last)


#: Column names by number of columns.
LAYOUTS: dict[int, tuple[str, ...]] = {
    61: _columns(_PLACE_2, "dateadded", "sourceurl"),
    58: _columns(_PLACE_1, "dateadded", "sourceurl"),
    57: _columns(_PLACE_1, "dateadded"),
}
_ID, _DAY, _CODE = re.compile(r"\d{1,18}"), re.compile(r"\d{8}"), re.compile(r"\d{2,4}")
_ADDED = {61: re.compile(r"\d{14}"), 58: _DAY, 57: _DAY}


class GdeltEvents:
    """Reader of GDELT event exports."""

    dataset = Dataset(
        "gdelt",
        "GDELT event database",
        "open, with citation and a link to the GDELT Project",
        "Leetaru, K. and Schrodt, P. A. (2013). GDELT: Global Data on Events, Location and Tone, "
        "1979-2012. Annual Meeting of the International Studies Association.",
        "https://www.gdeltproject.org/",
    )
    version = "1"

    def matches(self, member: Member) -> bool:
        """Whether a line near the start has the columns of an event export."""
        return _layout(member) is not None

    def load(self, member: Member, load: Load) -> None:
        """Read every line as an event."""
        columns = LAYOUTS[_layout(member) or 61]
        load.con.execute("CREATE OR REPLACE TEMP TABLE actor_code AS " + _actor_codes(load))
        cameo.code_table(load.con)
        load_bulk(load, member, _format(columns))
        load.con.execute("DROP TABLE actor_code; DROP TABLE cameo_code")


READERS = (GdeltEvents(),)


def _layout(member: Member) -> int | None:
    """Return the number of columns if one of the first lines is an event."""
    for line in member.text_head.split("\n")[:100]:
        fields = line.rstrip("\r").split("\t")
        if len(fields) in LAYOUTS and _is_event(fields):
            return len(fields)
    return None


def _is_event(fields: list[str]) -> bool:
    row = dict(zip(LAYOUTS[len(fields)], fields, strict=True))
    return bool(
        _ID.fullmatch(row["globaleventid"])
        and _DAY.fullmatch(row["sqldate"])
        and _CODE.fullmatch(row["eventcode"])
        and row["quadclass"] in set("1234")
        and _ADDED[len(fields)].fullmatch(row["dateadded"])
    )


def _actor_codes(load: Load) -> str:
    """Return the SQL of the codes of states and, with a null state, of regions."""
    table = codes(load.con, "cameo")
    regions = ", ".join(f"('{code}')" for code in sorted(states.regional_codes()))
    return (
        f'SELECT code, state, start, "end" FROM {table} UNION ALL '
        f"SELECT code, NULL, DATE '0001-01-01', DATE '9999-12-31' "
        f"FROM (VALUES {regions}) AS t(code) WHERE code NOT IN (SELECT code FROM {table})"
    )


def _actor(name: str, column: str) -> str:
    return (
        f"LEFT JOIN actor_code {name} ON r.{column} = {name}.code "
        f'AND r.day BETWEEN {name}.start AND {name}."end" '
    )


def _format(columns: tuple[str, ...]) -> BulkFormat:
    number = "'GLOBALEVENTID ' || id"
    return BulkFormat(
        table="event",
        columns=columns,
        parsed={
            "id": "TRY_CAST(globaleventid AS BIGINT)",
            "day": "CASE WHEN length(sqldate) = 8 AND TRY_CAST(sqldate AS INTEGER)::VARCHAR = "
            "sqldate THEN try_strptime(sqldate, '%Y%m%d')::DATE END",
            "goldstein": "TRY_CAST(goldsteinscale AS DOUBLE)",
            "reports": "TRY_CAST(numarticles AS INTEGER)",
        },
        joins=_actor("a", "actor1countrycode")
        + _actor("t", "actor2countrycode")
        + "LEFT JOIN cameo_code c ON r.eventcode = c.code",
        made={
            "event_id": "'gdelt:' || globaleventid",
            "date": "day",
            "actor": "a.state",
            "target": "t.state",
            "actor_code": "actor1code",
            "target_code": "actor2code",
            "code": "eventcode",
            "root": "c.root",
            "goldstein": "CASE WHEN NOT isnan(r.goldstein) THEN r.goldstein END",
            "reports": "reports",
            "locator": f"coalesce(sourceurl, {number})" if "sourceurl" in columns else number,
        },
        number="substr(event_id, 7)::BIGINT",
        checks=(
            (
                "id IS NULL OR id < 0 OR id::VARCHAR <> globaleventid",
                "'GLOBALEVENTID is not a whole number'",
            ),
            ("day IS NULL", "'SQLDATE is not a day: ' || coalesce(left(sqldate, 20), 'empty')"),
            (
                "eventcode IS NULL OR c.code IS NULL",
                "'EventCode is not of CAMEO: ' || coalesce(left(eventcode, 20), 'empty')",
            ),
            (
                "left(eventcode, 2) IS DISTINCT FROM eventrootcode",
                "'EventRootCode is not the root of EventCode'",
            ),
            (
                "(goldsteinscale IS NOT NULL AND r.goldstein IS NULL) "
                "OR (NOT isnan(r.goldstein) AND abs(r.goldstein) > 10)",
                "'GoldsteinScale is not between -10 and 10: ' || left(goldsteinscale, 20)",
            ),
            (
                "reports IS NULL OR reports < 0 OR reports::VARCHAR <> numarticles",
                "'NumArticles is not a whole number'",
            ),
            (
                "actor1countrycode IS NOT NULL AND a.code IS NULL",
                "'no state with CAMEO code ' || left(actor1countrycode, 20) || ' (Actor1)'",
            ),
            (
                "actor2countrycode IS NOT NULL AND t.code IS NULL",
                "'no state with CAMEO code ' || left(actor2countrycode, 20) || ' (Actor2)'",
            ),
        ),
    )
