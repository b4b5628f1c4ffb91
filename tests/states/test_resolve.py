"""Any name or code of a state leads to that state, and to no other."""

import copy
import json
import pickle
import subprocess
import sys
import timeit
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from legation.errors import InputError, LegationError, UnknownNameError
from legation.states import SCHEMES, State, all_states, find, normalise, resolve


@pytest.mark.parametrize(
    "name",
    [
        "Russia",
        "RUSSIA",
        "rus",
        "RU",
        "365",
        365,
        "Россия",
        "Russie",
        "Russian Federation",
        "the Russian Federation",
        "Российская Федерация",
        "Russians",
        "Moscow",
        "643",
    ],
)
def test_every_common_name_of_russia_is_russia(name: str | int) -> None:
    assert resolve(name) == "RUS"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("BOLIVIA (PLURINATIONAL STATE OF)", "BOL"),
        ("TÜRKİYE", "TUR"),
        ("TÜRKÝYE", "TUR"),
        ("TURKIYE", "TUR"),
        ("COTE D'IVOIRE", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("NETHERLANDS (KINGDOM OF THE)", "NLD"),
        ("St. Kitts & Nevis", "KNA"),
        ("Saint Kitts and Nevis", "KNA"),
        ("VENEZUELA (BOLIVARIAN REPUBLIC)", "VEN"),
        ("U.S.", "USA"),
        ("Congo", "COG"),
        ("DR Congo", "COD"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"),
        ("Republic of Korea", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Occupied Palestinian Territory", "PSE"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Macau", "MAC"),
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("BUR", "MMR"),
        ("ZAR", "COD"),
        ("TMP", "TLS"),
        ("ROM", "ROU"),
        ("SCG", "YUG"),
    ],
)
def test_spellings_that_sources_use_are_read(name: str, code: str) -> None:
    assert resolve(name) == code


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Russia", "1980-01-01", "SUN"),
        ("Russia", "1991-12-25", "SUN"),
        ("Russia", "1991-12-26", "RUS"),
        ("USSR", "1991-12-26", "RUS"),
        ("USSR", None, "SUN"),
        ("Moscow", "1962-10-22", "SUN"),
        ("Yugoslavia", "2010-01-01", "SRB"),
        ("Serbia", "1998-01-01", "YUG"),
        ("Serbia and Montenegro", "2004-01-01", "YUG"),
        ("Belgrade", "1961-09-01", "YUG"),
        ("Yemen", "1980-01-01", "YAR"),
        ("Yemen Arab Republic", "1990-11-03", "YEM"),
        ("Yemen", None, "YEM"),
        ("South Yemen", "1980-01-01", "YMD"),
        ("West Germany", "1980-01-01", "DEU"),
        ("Germany", "1980-01-01", "DEU"),
        ("East Germany", "1980-01-01", "DDR"),
        ("Bonn", "1980-01-01", "DEU"),
        ("Prague", "1968-08-21", "CSK"),
        ("Prague", "2020-01-01", "CZE"),
        ("Vietnam", None, "VNM"),
        ("South Vietnam", "1970-01-01", "RVN"),
        ("Korea", "1900-01-01", "KOE"),
        ("Austria", "1900-01-01", "AUH"),
        ("Burma", "1960-01-01", "MMR"),
    ],
)
def test_the_date_decides_which_state_stood_under_the_name(
    name: str, day: str | None, code: str
) -> None:
    assert resolve(name, date=day) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AUS", "AUS"),  # Correlates of War: Austria
        ("MNG", "MNG"),  # Correlates of War: Montenegro
        ("CZE", "CZE"),  # Correlates of War: Czechoslovakia
        ("SWZ", "SWZ"),  # Correlates of War: Switzerland
        ("CH", "CHE"),  # FIPS: China
        ("AU", "AUS"),  # FIPS: Austria
        ("SU", "SDN"),  # FIPS Sudan goes before the withdrawn ISO code of the Soviet Union
        ("20", "CAN"),  # ISO numeric: Andorra
        ("4", "AFG"),  # neither Correlates of War nor Gleditsch-Ward have a 4
        ("970", "NRU"),  # Gleditsch-Ward: Kiribati
    ],
)
def test_a_code_of_several_schemes_is_read_in_the_documented_order(name: str, code: str) -> None:
    assert resolve(name) == code


@pytest.mark.parametrize(
    ("name", "scheme", "code"),
    [
        ("AUS", "cow_abb", "AUT"),
        ("20", "iso3n", "AND"),
        ("020", "iso3n", "AND"),
        ("970", "gw", "KIR"),
        ("CH", "fips", "CHN"),
        ("SU", "iso2", "SUN"),
        (" ru ", "iso2", "RUS"),
        (643, "un_m49", "RUS"),
    ],
)
def test_a_scheme_is_read_alone(name: str | int, scheme: str, code: str) -> None:
    assert resolve(name, scheme=scheme) == code
    assert find("Russia", scheme="iso2") is None


@pytest.mark.parametrize(
    ("scheme", "attribute"),
    [(scheme, "code" if scheme == "iso3" else scheme) for scheme in SCHEMES if scheme != "name"],
)
def test_every_code_of_the_table_leads_back_to_its_state(scheme: str, attribute: str) -> None:
    checked = 0
    for state in all_states():
        code = getattr(state, attribute)
        if code is not None:
            assert resolve(code, date=state.end, scheme=scheme) in {state, resolve(state.code)}
            checked += 1
    assert checked > 190


def test_an_unknown_name_lists_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no state 'Isreal'; did you mean Israel \(ISR\)"):
        resolve("Isreal")


@pytest.mark.parametrize(
    ("name", "codes"),
    [("Korea", ["KOR", "PRK"]), ("Congolese", ["COG", "COD"]), ("Dominican", ["DMA", "DOM"])],
)
def test_a_name_of_several_states_is_an_error_that_lists_them(name: str, codes: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(name)
    assert all(f"({code})" in str(caught.value) for code in codes)
    assert find(name) is None


def test_a_region_is_told_from_an_unknown_code() -> None:
    with pytest.raises(UnknownNameError, match=r"'AFR' is a region \(Africa\), not a state"):
        resolve("AFR", scheme=None)


def test_a_group_is_told_from_an_unknown_name() -> None:
    with pytest.raises(UnknownNameError, match="group"):
        resolve("European Union")


@pytest.mark.parametrize("bad", [None, 1.5, b"RUS", ["RUS"]])
def test_what_is_neither_text_nor_a_whole_number_is_refused(bad: object) -> None:
    with pytest.raises(InputError, match="named by text or a whole number"):
        resolve(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["yesterday", "1991-13-01", "", 1991])
def test_a_date_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(InputError, match="is not a date"):
        resolve("Russia", date=day)  # type: ignore[arg-type]


def test_a_year_a_month_and_a_timestamp_are_dates() -> None:
    assert resolve("Russia", "1991") == "SUN"
    assert resolve("Russia", "1992-01") == "RUS"
    assert resolve("Russia", datetime(1980, 5, 1, 12)) == "SUN"


def test_an_unknown_scheme_lists_the_schemes() -> None:
    with pytest.raises(UnknownNameError, match="the schemes are iso3, iso2"):
        resolve("RUS", scheme="iso")


def test_a_name_of_a_million_letters_is_refused_at_once() -> None:
    took = timeit.timeit(lambda: find("Russia " * 150_000), number=1)
    assert took < 0.5
    with pytest.raises(UnknownNameError, match="at most 200 characters"):
        resolve("x" * 1_000_000)


@given(st.text() | st.integers() | st.binary(max_size=4))
@example("\ud800")
@example("9" * 199)
@example("²")
def test_whatever_comes_in_only_a_clear_error_of_one_line_comes_out(name: object) -> None:
    said = None
    try:
        assert isinstance(resolve(name), State)  # type: ignore[arg-type]
    except LegationError as error:
        said = str(error)
    assert said is None or "\n" not in said


@given(st.text())
@example("T.H.E. St. U.S.")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.sampled_from([state.name for state in all_states()]), st.randoms())
def test_case_does_not_matter(name: str, random: object) -> None:
    flipped = "".join(random.choice([c.lower(), c.upper()]) for c in name)  # type: ignore[attr-defined]
    assert find(flipped) == find(name)


def test_a_state_is_its_code_and_cannot_be_changed() -> None:
    state = resolve("Israel")
    assert {state: 1}["ISR"] == 1
    assert json.dumps(state) == '"ISR"'
    assert pickle.loads(pickle.dumps(state)).name == copy.deepcopy(state).name == "Israel"
    assert repr(state) == "<ISR Israel>"
    with pytest.raises(AttributeError):
        state.name = "other"


def test_a_state_carries_the_facts_of_the_table() -> None:
    state = resolve("Germany")
    assert (
        state.iso2,
        state.iso3n,
        state.cow,
        state.gw,
        state.fips,
        state.cameo,
        state.un_m49,
    ) == ("DE", 276, 255, 260, "GM", "DEU", 276)
    assert (state.name_fr, state.name_ru, state.capital) == ("Allemagne", "Германия", "Berlin")
    assert (state.start, state.end, state.kind) == (date(1949, 5, 23), None, "state")


def test_the_room_is_imported_without_heavy_libraries() -> None:
    heavy = "{'pandas', 'polars', 'numpy', 'duckdb'}"
    code = f"import sys, legation.states; print({heavy} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


def test_a_name_seen_before_is_resolved_in_under_twenty_microseconds() -> None:
    resolve("Russia")
    assert min(timeit.repeat(lambda: resolve("Russia"), number=1000, repeat=5)) / 1000 < 20e-6
