"""Names that mean a state in one text and something else in another.

Each check looks at the words beside the name first, and at the other words of the text only where
those do not tell. Where nothing tells, the name is left out or left open.
"""

from __future__ import annotations

from typing import NamedTuple

from legation.reading.actors.offices import offices
from legation.reading.actors.people import given_names
from legation.reading.grammar import PREPOSITIONS
from legation.reading.page import Page


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Around(NamedTuple):
    """A name in its text: `page.words[first:last]`, folded words, and the set of all of them."""

    page: Page
    keys: list[str]
    first: int
    last: int
    vocabulary: frozenset[str]


_AMERICAN_STATES = _set(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii "
    "idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan "
    "minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
    "tennessee texas utah vermont virginia wisconsin wyoming ala ariz ark calif colo conn del fla "
    "ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash "
    "wis wyo ontario"
)
_ELECTIONS = _set(
    "atlanta alabama tennessee carolina florida iowa ohio pennsylvania michigan wisconsin "
    "kemp abrams gop republican republicans democrat democrats democratic senate senator governor "
    "savannah primary caucus ossoff warnock perdue loeffler gingrich"
)
# Words after which the name is part of the name of a place, paper, team or company.
_NAMES_OF_THINGS = _set(
    "sea river bay gulf valley mountains mountain lake strait straits channel canal bridge "
    "airport university college institute post times daily news herald tribune journal review "
    "today airlines airways avenue ave street st boulevard square road bowl cup open olympics "
    "championship championships league dam hotel plaza museum gallery opera orchestra "
    "philharmonic symphony theatre theater festival fashion marathon yankees fc "
    "protocol accord accords agreement convention conventions treaty statute"
)
# States and cities that are given names too; before a surname they are one.
_ALSO_GIVEN = _set("chad jordan georgia israel kenya paris india cuba sydney victoria santiago")
# States and cities that are surnames too; after a given name they are one.
_AMBIGUOUS_CAPITALS = _set(
    "victoria georgetown kingston hamilton stanley douglas male santiago lima san valletta roseau "
    "praia bern sucre kingstown castries juba"
) - {"valletta", "bern", "juba", "kingstown", "castries", "praia", "santiago", "lima"}  # fmt: skip
_LANGUAGES = _set("in speak speaks speaking spoke spoken into fluent learn learning taught")
_NOT_PEOPLE = _set(
    "war peninsula sea ocean language restaurant food cuisine fries muffin sheepdog shepherd"
)
_TITLES = _set("mr mrs ms dr rep sen gov justice judge coach quarterback rapper singer actor")
_CONGO = {
    "COD": _set(
        "kinshasa kabila tshisekedi goma kivu ebola m23 lumumba mobutu katanga ituri beni "
        "zaire drc bemba fdlr"
    ),
    "COG": _set("brazzaville sassou nguesso pointe"),
}
_GEORGIA = _set("tbilisi abkhazia abkhaz ossetia ossetian caucasus georgian georgians saakashvili "
                "margvelashvili ivanishvili shevardnadze gori batumi")  # fmt: skip
_KOREA = {
    "PRK": _set("pyongyang dprk"),
    "KOR": _set("seoul"),
}
# Bodies that other states have too; without a state they are those of a text about this one.
_AMERICAN_BODIES = _set("congress senate")
_AMERICAN = _set("u.s. us american americans washington republican republicans democrats trump "
                 "obama biden bush clinton reagan")  # fmt: skip
_EUROPE = _set("eu european nato brexit commission juncker tusk barroso stoltenberg michel leyen")


def is_something_else(around: Around, kind: str) -> bool:
    """Say whether the name stands for no state here."""
    keys, words = around.keys, around.page.words
    first, last = around.first, around.last
    before = keys[first - 1] if first else ""
    after = keys[last] if last < len(keys) else ""
    if last < len(keys) and words[last][0].isupper() and after in _NAMES_OF_THINGS:
        return True
    name = keys[first]
    if last == first + 1:
        if name in _ALSO_GIVEN and _is_given(around):
            return True
        if (before in given_names() and kind != "demonym" and words[first - 1][0].isupper()) or (
            before == "." and first > 1 and keys[first - 2] in _TITLES
        ):
            return True
    if kind in ("capital", "state") and _in_america(around):
        return True
    if before == "new" and kind in ("capital", "state") and words[first - 1][0].isupper():
        return words[first - 2 : first - 1] not in ([], ["."])
    return _special(around, kind, name, before, after)


def _is_given(around: Around) -> bool:
    """Say whether a surname follows."""
    words, keys, last = around.page.words, around.keys, around.last
    if last >= len(words) or not words[last][0].isupper() or words[last].isupper():
        return False
    at_start = around.first == 0 or words[around.first - 1] in '.!?"“'
    return not at_start and keys[last] not in _FOLLOWING_A_STATE and keys[last] not in offices()


_FOLLOWING_A_STATE = _set(
    "president prime minister foreign king queen defense defence interior finance ambassador "
    "government and army police parliament supreme national ministry spokesman on in at by says "
    "said monday tuesday wednesday thursday friday saturday sunday"
)


def _in_america(around: Around) -> bool:
    """Say whether a state of the United States follows after a comma: "Paris, Texas"."""
    keys, words, last = around.keys, around.page.words, around.last
    return (
        last + 1 < len(keys)
        and keys[last] == ","
        and words[last + 1][0].isupper()
        and (keys[last + 1] in _AMERICAN_STATES and keys[last + 1] not in ("la", "ill", "ind"))
        and around.page.starts[last + 1] - around.page.ends[last] < 3
    )


def _special(around: Around, kind: str, name: str, before: str, after: str) -> bool:
    vocabulary = around.vocabulary
    if kind == "demonym":
        if before in _LANGUAGES and after in _AFTER_LANGUAGE:
            return True
        if after in _NOT_PEOPLE:
            return after in ("language", "cuisine", "restaurant", "food", "fries", "muffin")
        if name == "poles" and before in ("north", "south", "magnetic", "the") and after == "of":
            return True
        return name == "pole" or (name == "english" and not _is_noun_phrase_of_state(after))
    if name == "georgia" and kind == "state":
        return bool(vocabulary & _ELECTIONS) and not vocabulary & _GEORGIA
    if name == "washington":
        return after == "state" or before in ("george", "denzel", "kerry", "booker", "university")
    if kind == "capital" and name in _AMBIGUOUS_CAPITALS:
        return True
    if name == "jersey":
        return not vocabulary & {"guernsey", "channel", "islands"}
    if name == "male":
        return "maldives" not in vocabulary
    return name == "san" and not vocabulary & {"rica", "rican", "salvador", "salvadoran", "marino"}


_AFTER_LANGUAGE = _set(". , and or ; : ) ? ! - on at to but for with is was") | {"", '"', "”"}


def _is_noun_phrase_of_state(after: str) -> bool:
    return after in ("government", "people", "troops", "army", "king", "queen", "courts", "voters")


def narrowed(around: Around, states: tuple[str, ...]) -> str | None:
    """Give the one of several states that a name means here, or None."""
    vocabulary, name = around.vocabulary, around.keys[around.first]
    if len(states) == 1:
        return _checked(around, states[0], name)
    if name in ("korea", "korean", "koreans"):
        return _only(_KOREA, vocabulary)
    if name == "congolese":
        return _only(_CONGO, vocabulary)
    if name in ("dominican", "dominicans"):
        return "DOM" if vocabulary & {"santo", "domingo", "haiti", "haitian"} else None
    return None


def _checked(around: Around, state: str, name: str) -> str | None:
    """Give the state of a name that the tables take for one state and papers for several."""
    if name == "congo" and around.last == around.first + 1:
        return _only(_CONGO, around.vocabulary)
    if name in _AMERICAN_BODIES and around.last == around.first + 1:
        return state if around.vocabulary & _AMERICAN else None
    if name == "brussels" and around.vocabulary & _EUROPE:
        return state if around.vocabulary & {"belgium", "belgian"} else None
    if name == "tel" and not _acts(around):
        return state if "israel" in around.vocabulary or "israeli" in around.vocabulary else None
    return state


def _acts(around: Around) -> bool:
    """Say whether the name of a city stands where somebody who acts would."""
    before = around.keys[around.first - 1] if around.first else ""
    return before not in PREPOSITIONS


def _only(cues: dict[str, frozenset[str]], vocabulary: frozenset[str]) -> str | None:
    found = [state for state, words in cues.items() if words & vocabulary]
    return found[0] if len(found) == 1 else None
