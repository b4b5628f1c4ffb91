"""Every state that the real files name is found, and none is mistaken for another."""

import csv
import gzip
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.states import all_states, code_ranges, find, regional_codes, resolve, un_membership
from legation.states.schemes import index

NAMES = ("country.name.en", "un.name.en", "un.name.ru", "cldr.name.en", "cldr.name.ru")
CODES = {
    "cowc": "cow_abb",
    "cown": "cow",
    "iso2c": "iso2",
    "iso3c": "iso3",
    "iso3n": "iso3n",
    "gwc": "gw_abb",
    "gwn": "gw",
    "fips": "fips",
    "un": "un_m49",
}
# Rows of country_codes.csv that are no state or territory of the years since 1946.
GERMAN_STATES_TO_1871 = {"Brunswick", "Hamburg", "Nassau", "Oldenburg", "Saxe-Weimar-Eisenach"}
NOT_A_PLACE = {"Stateless", "Unknown"}


def rows(path: Path) -> Iterator[dict[str, str]]:
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    yield from csv.DictReader(text.decode("utf-8").splitlines())


def country_rows(shared: Path) -> list[dict[str, str]]:
    listed = [
        row
        for row in rows(shared / "structure/country_codes.csv")
        if row["country.name.en"] not in GERMAN_STATES_TO_1871 | NOT_A_PLACE
    ]
    assert len(listed) > 280
    return listed


def given(row: dict[str, str], column: str) -> bool:
    """Tell a value from a gap; NA is also Namibia's code."""
    namibia = row["iso3c"] == "NAM" and column == "iso2c"
    return row[column] != "NA" or namibia


def test_names_and_codes_of_the_country_table_resolve(shared: Path) -> None:
    asked = found = 0
    wrong = []
    for row in country_rows(shared):
        own = resolve(row["iso3c"]) if row["iso3c"] != "NA" else find(row["country.name.en"])
        day = own.end if own else None
        answers = [find(row[column]) for column in NAMES if given(row, column)]
        answers += [
            find(row[column], day, scheme) for column, scheme in CODES.items() if given(row, column)
        ]
        asked += len(answers)
        found += sum(answer is not None for answer in answers)
        wrong += [(row["country.name.en"], a) for a in answers if a is not None and a != own]
    assert not wrong
    assert asked > 3200
    assert found / asked >= 0.99


def test_unscoped_codes_follow_the_documented_order(shared: Path) -> None:
    orders = {
        "letters": ("name", "current_iso2", "cameo", "cow_abb", "gw_abb", "fips"),
        "number": ("cow", "gw", "iso3n"),
    }
    checked = 0
    for row in country_rows(shared):
        for column in CODES:
            code = row[column]
            order = orders["number" if code.isdigit() else "letters"]
            first = next(
                (
                    index(scheme)[key]
                    for scheme in order
                    for key in (code.lower() if scheme == "name" else code,)
                    if key in index(scheme)
                ),
                (),
            )
            if given(row, column) and first:
                assert find(code) in {None} | {resolve(meaning.code) for meaning in first}, code
                checked += 1
    assert checked > 1900


def test_the_vote_record_names_members_of_the_united_nations(shared: Path) -> None:
    """Months are compared: to 1996 this file has no roll call after the 7th of any month."""
    dates = {row["rcid"]: row["date"] for row in rows(shared / "unga/unvotes_rollcalls.csv.gz")}
    months: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows(shared / "unga/unvotes_votes_1946_2019.csv.gz"):
        months[row["country"], dates[row["rcid"]]] += 1
    assert sum(months.values()) == 870_109
    seats = defaultdict(list)
    for state, start, end in un_membership():
        seats[state].append((start.isoformat()[:7], end.isoformat()[:7] if end else "9999"))
    outside = {
        (name, day): votes
        for (name, day), votes in months.items()
        if not any(a <= day[:7] <= b for a, b in seats[resolve(name, day)])
    }
    # Fiji was admitted on 13 October 1970, in the session that had opened in September.
    assert outside == {("Fiji", "1970-09-01"): 2}


def test_resolutions_name_the_members_that_voted(shared: Path) -> None:
    spellings: set[str] = set()
    for path in sorted((shared / "unga").glob("*.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for column in ("MS_in_favour", "MS_against", "MS_abstaining"):
                spellings |= set(row[column])
    seated = {state for state, _, end in un_membership() if end is None}
    assert {resolve(name) for name in spellings} == seated
    assert len(seated) == 193


def test_speeches_are_filed_under_codes_that_resolve(shared: Path) -> None:
    with tarfile.open(shared / "speeches/ungdc_1946_2024_full.tar.xz") as archive:
        files = [Path(name).stem.split("_") for name in archive.getnames() if name[-8:-4].isdigit()]
    assert len(files) > 10_900
    seated = defaultdict(list)
    for state, start, end in un_membership():
        seated[state].append((start.year, end.year if end else 9999))
    unknown = {code for code, _, _ in files if find(code) is None}
    assert unknown == {"EU"}
    outside = {
        (code, "to 1970" if int(year) < 1971 else "since 1971")
        for code, _, year in files
        if code not in unknown
        and not any(a <= int(year) <= b for a, b in seated[resolve(code, f"{year}-10-01")])
    }
    # Observers speak too; and the file has China's seat under CHN before 1971, when TWN held it.
    assert outside == {("VAT", "since 1971"), ("PSE", "since 1971"), ("CHN", "to 1970")}


@pytest.mark.parametrize(
    ("file", "name", "number"),
    [
        ("structure/cow_capitals.csv.gz", "statenme", "ccode"),
        ("idealpoints/COW_country_codes.csv", "StateNme", "CCode"),
    ],
)
def test_correlates_of_war_names_and_numbers_agree(
    shared: Path, file: str, name: str, number: str
) -> None:
    for row in rows(shared / file):
        day = {"Korea": "1900-01-01", "Yugoslavia": "1980-01-01"}.get(row[name])
        assert resolve(row[name], day) == resolve(int(float(row[number])), day, "cow")


@pytest.mark.parametrize(
    ("file", "scheme"),
    [
        ("atop_alliance", "cow"),
        ("cow_mid_dirdisps", "cow"),
        ("gml_dirdisp", "cow"),
        ("cow_igo_ndy", "cow"),
        ("cow_majors", "cow"),
        ("archigos", "gw"),
    ],
)
def test_numbers_in_conflict_data_are_known(shared: Path, file: str, scheme: str) -> None:
    with gzip.open(shared / f"structure/{file}.csv.gz", "rt") as opened:
        header, *lines = csv.reader(opened)
    columns = [
        i for i, name in enumerate(header) if name in {"ccode", "ccode1", "ccode2", "gwcode"}
    ]
    numbers = {line[i] for line in lines for i in columns}
    known = {code for code, _, _, _ in code_ranges(scheme)}
    assert {str(int(float(number))) for number in numbers} <= known


def test_arms_transfers_name_states_by_the_state_of_the_year(shared: Path) -> None:
    unread = set()
    for row in rows(shared / "structure/sipri-exports-processed.csv"):
        for side in ("supplier", "recipient"):
            name, number, year = row[side], row[f"{side}_cown"], row["year"]
            state = find(name, year)
            if state is None:
                unread.add(name)
            elif number not in {"", "NA"} and name != "Northern Cyprus":
                assert state == find(int(float(number)), year, "cow"), (name, year)
    # What is left are armed groups and organisations, starred in the source, and two breakaways.
    assert {n for n in unread if not n.endswith("*") and "Unknown" not in n} == {
        "Biafra",
        "Katanga",
    }


def test_event_files_name_countries_that_resolve(shared: Path) -> None:
    with (shared / "events/icews/events.2018.sample.tab").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for column in ("Source Country", "Target Country", "Country"):
                assert row[column] == "NA" or find(row[column]), row[column]


def test_daily_pair_scores_use_codes_that_resolve(shared: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = shared / "events/gdelt/gdelt-daily-graph_2018_2024.parquet"
    query = f"select distinct a from (select a from '{path}' union select b from '{path}')"
    codes = [code for (code,) in duckdb.sql(query).fetchall()]
    assert len(codes) > 190
    assert all(find(code, scheme="cameo") or code in regional_codes() for code in codes)


def test_names_of_the_unicode_repository_agree_in_three_languages() -> None:
    babel = pytest.importorskip("babel")
    checked = 0
    for language in ("en", "fr", "ru"):
        territories = babel.Locale(language).territories
        for state in all_states():
            if state.iso2 in territories:
                assert find(territories[state.iso2]) == state, territories[state.iso2]
                checked += 1
    assert checked > 700
