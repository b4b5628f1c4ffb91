"""Who is named in a text, and which state each stands for on the day."""

import datetime as dt

import pytest

from legation.reading.page import Mention
from legation.reading.preparing import prepare


def mentions(text: str, date: str | None = "2019-03-01") -> dict[str, Mention]:
    """Give the mentions by their words; of several with the same words the last."""
    page = prepare(text, dt.date.fromisoformat(date) if date else None, language="en")
    return {text[one.start : one.end]: one for one in page.mentions}


@pytest.mark.parametrize(
    ("text", "words", "state", "kind"),
    [
        ("Russia left.", "Russia", "RUS", "state"),
        ("The U.S. left.", "U.S.", "USA", "state"),
        ("US forces left.", "US forces", "USA", "government"),
        ("The Kremlin left.", "Kremlin", "RUS", "metonym"),
        ("Beijing left.", "Beijing", "CHN", "capital"),
        ("The Russian government left.", "Russian government", "RUS", "government"),
        ("Russian officials left.", "Russian officials", "RUS", "government"),
        ("The Israeli Foreign Ministry left.", "Israeli Foreign Ministry", "ISR", "ministry"),
        ("Iran's foreign ministry left.", "Iran's foreign ministry", "IRN", "ministry"),
        ("The Ministry of Defense of Ukraine left.", "Ministry of Defense of Ukraine", "UKR",
         "ministry"),
        ("The government of Turkey left.", "government of Turkey", "TUR", "government"),
        ("Turkish warplanes left.", "Turkish warplanes", "TUR", "government"),
        ("The Trump administration left.", "Trump administration", "USA", "government"),
        ("Hamas left.", "Hamas", None, "armed_group"),
        ("Palestinian militants left.", "Palestinian militants", None, "armed_group"),
        ("Russian-backed rebels left.", "Russian-backed rebels", None, "armed_group"),
        ("The U.N. Security Council left.", "U.N. Security Council", None, "organisation"),
        ("NATO left.", "NATO", None, "group"),
        ("The Jewish state left.", "Jewish state", "ISR", "description"),
        ("Côte d'Ivoire left.", "Côte d'Ivoire", "CIV", "state"),
        ("Papua New Guinea left.", "Papua New Guinea", "PNG", "state"),
        ("Kurds left.", "Kurds", None, "people"),
    ],
)  # fmt: skip
def test_names_of_those_who_act(text: str, words: str, state: str | None, kind: str) -> None:
    found = mentions(text)[words]
    assert (found.state, found.kind) == (state, kind)


@pytest.mark.parametrize(
    ("text", "words", "name", "state", "office"),
    [
        ("Russian President Vladimir Putin spoke.", "Russian President Vladimir Putin",
         "Vladimir Putin", "RUS", "president"),
        ("U.S. President Donald J. Trump spoke.", "U.S. President Donald J. Trump",
         "Donald Trump", "USA", "president"),
        ("Israel's prime minister Benjamin Netanyahu spoke.",
         "Israel's prime minister Benjamin Netanyahu", "Benjamin Netanyahu", "ISR",
         "prime minister"),
        ("German Defense Minister Ursula von der Leyen spoke.",
         "German Defense Minister Ursula von der Leyen", "Ursula von der Leyen", "DEU",
         "defense minister"),
        ("Kremlin spokesman Dmitry Peskov spoke.", "Kremlin spokesman Dmitry Peskov",
         "Dmitry Peskov", "RUS", "spokesperson"),
        ("Former Israeli Prime Minister Ehud Olmert spoke.", "Israeli Prime Minister Ehud Olmert",
         "Ehud Olmert", "ISR", "former prime minister"),
        ("Israeli opposition leader Yair Lapid spoke.", "Israeli opposition leader Yair Lapid",
         "Yair Lapid", None, "opposition leader"),
        ("The E.U.'s foreign policy chief Federica Mogherini spoke.",
         "E.U.'s foreign policy chief Federica Mogherini", "Federica Mogherini", None,
         "foreign policy chief"),
        ("It was China's Xi who spoke.", "Xi", "Xi Jinping", "CHN", "head of state"),
        ("Mr. Putin spoke.", "Mr. Putin", "Vladimir Putin", "RUS", "head of state"),
        ("Secretary of State Jane Roe spoke.", "Secretary of State Jane Roe", "Jane Roe", "USA",
         "secretary of state"),
    ],
)  # fmt: skip
def test_people_in_offices(text: str, words: str, name: str, state: str, office: str) -> None:
    found = mentions(text)[words]
    assert (found.name, found.state, found.office) == (name, state, office)


@pytest.mark.parametrize(
    ("date", "words", "state"),
    [("1980-05-01", "Moscow", "SUN"), ("1980-05-01", "Kremlin", "SUN"),
     ("2019-05-01", "Moscow", "RUS"), ("2019-05-01", "Soviet Union", "SUN"),
     ("1980-05-01", "Bonn", "DEU")],
)  # fmt: skip
def test_names_mean_what_they_meant_on_the_day(date: str, words: str, state: str) -> None:
    assert mentions(f"Then {words} agreed.", date)[words].state == state


def test_a_surname_is_that_of_the_holder_on_the_day() -> None:
    assert mentions("Bush spoke to President Bush.", "1990-01-01")["President Bush"].name == (
        "George H. W. Bush"
    )
    assert mentions("He met President Bush.", "2005-01-01")["President Bush"].name == (
        "George W. Bush"
    )
    assert "Merkel" in mentions("It was Merkel who spoke.", "2010-01-01")
    assert "Merkel" not in mentions("It was Merkel who spoke.", "1995-01-01")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Georgia voters chose a Republican senator.", "Georgia"),
        ("He met Jim Jordan there.", "Jordan"),
        ("The Washington Post wrote it.", "Washington"),
        ("They live in Paris, Texas, now.", "Paris"),
        ("They ate turkey and china.", "turkey"),
        ("The South China Sea is deep.", "China"),
        ("It told us so.", "us"),
        ("They flew to New Mexico.", "Mexico"),
        ("The Vietnam War ended.", "Vietnam"),
        ("They speak Russian, he said.", "Russian"),
        ("They read the Times of India.", "India"),
        ("He stood before Trump Tower.", "Trump"),
        ("She teaches at Brown University.", "Brown"),
        ("May is a month, and so is March.", "May"),
    ],
)
def test_what_holds_a_states_name_and_is_none(text: str, words: str) -> None:
    assert words not in mentions(text)


def test_names_of_several_states_stay_open_until_the_text_tells() -> None:
    assert mentions("Congo fell.")["Congo"].state is None
    assert mentions("Congo fell, they said in Kinshasa.")["Congo"].state == "COD"
    assert mentions("A Korean ship sank.")["Korean"].state is None
    assert mentions("A Korean ship sank, Seoul said.")["Korean"].state == "KOR"
    assert mentions("Georgia fought near Tbilisi.")["Georgia"].state == "GEO"


@pytest.mark.parametrize(
    ("text", "words", "stands_for"),
    [
        ("Angela Merkel resigned. She left.", "She", "Angela Merkel"),
        ("Russia condemned the act. It recalled its envoy.", "its", "Russia"),
        ("Robert Mueller spoke. Mueller said no.", "Mueller", "Robert Mueller"),
        ("President Putin met Netanyahu. The president smiled.", "president", "Vladimir Putin"),
        ("Xi Jinping came. Xi left.", "Xi", "Xi Jinping"),
    ],
)
def test_who_a_later_word_stands_for(text: str, words: str, stands_for: str) -> None:
    found = mentions(text)[words]
    assert found.name == stands_for
    assert found.antecedent is not None


def test_a_pronoun_with_two_candidates_stays_open() -> None:
    assert mentions("Putin met Netanyahu after he won.")["he"].antecedent is None
    assert mentions("Russia told Israel it would withdraw.")["it"].antecedent is None


def test_a_speaker_does_not_call_himself_he() -> None:
    text = "Trump met Xi Jinping. “He agreed,” Trump said."
    assert mentions(text)["He"].name != "Donald Trump"


def test_bodies_without_a_state_take_that_of_who_speaks_near_by() -> None:
    text = "BEIJING (AP) — Foreign Ministry spokesman Zhao Lijian spoke. The ministry agreed."
    found = mentions(text)
    assert found["Foreign Ministry spokesman Zhao Lijian"].state == "CHN"
    assert found["ministry"].state == "CHN"
    assert mentions("The ministry agreed.")["ministry"].state is None


def test_a_country_called_by_its_continent_is_the_one_the_text_named() -> None:
    text = (
        "Germany signed a deal with Kazakhstan. Berlin praised the Central Asian country, and the "
        "Kazakh president thanked the European ally. The American ally kept still."
    )
    found = mentions(text)
    assert found["Asian country"].state == "KAZ"
    assert found["European ally"].state == "DEU"
    assert found["American"].state == "USA"
    assert mentions("It praised the European ally.")["European ally"].state is None


def test_descriptions_stand_for_the_one_state_they_fit() -> None:
    assert mentions("Saudi Arabia and Iran broke. The kingdom left.")["kingdom"].state == "SAU"
    text = "Israel thanked Russia. It praised the Eurasian ally."
    assert mentions(text)["Eurasian ally"].state == "RUS"
    assert mentions("It praised the Eurasian ally.")["Eurasian ally"].state is None
    both = mentions("Russia met Israel. Both countries agreed.")["Both countries"]
    assert (both.state, both.name) == (None, "RUS ISR")


def test_a_person_beside_an_office_has_it() -> None:
    found = mentions("Dmitry Peskov, the Kremlin's spokesman, agreed. Peskov left.")
    assert found["Dmitry Peskov"].state == found["Peskov"].state == "RUS"
    assert found["Peskov"].office == "spokesperson"
