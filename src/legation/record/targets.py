"""At which states a resolution is directed.

A text is directed at a state when that state's conduct, policy or situation is what the text
is about, and the text addresses it, criticises it or calls upon it. The state that a text
defends is not its target: the yearly text on the embargo against Cuba is directed at the
United States. Texts in general terms (disarmament, development) have no targets, nor have
texts about the Organization's own work (an information programme, the financing of a force)
or appeals to donors, even where the matter is a conflict.

The words come from `targets.toml`; docs/explanation/targets.md tells what each kind of rule
means and how well it does on a sample read by hand.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from legation import states

_DICTIONARY = Path(__file__).with_name("targets.toml")

_SPACE = re.compile(r"\s+")
#: Titles inside the minutes of a meeting, which some sources give in place of the title.
_ENTITLED = re.compile(r"entitled\s*[_\"“](.+?)(?:<d3>|[\"”]|$)")
_MINUTES = re.compile(r"president\b[^:]{0,60}:|put to the vote|recorded vote has been requested")
#: What sources add after a title: how it was adopted, the agenda item, headings.
_AFTER_TITLE = re.compile(
    r"\s*:\s*resolu(?:t(?:i(?:on?)?)?)?(?: /.*|$)|\s*:\s*resolution / adopted.*"
)

#: Verbs by which a text addresses or criticises whoever comes next.
_VERB = (
    r"(?:calls?|calling) (?:once (?:again|more) |once more |again )?(?:up)?on|call upon|"
    r"condemn(?:s|ing)?|deplor(?:e|es|ing)|demand(?:s|ing)?(?: once (?:again|more))?(?: that)?|"
    r"urg(?:e|es|ing)(?: once (?:again|more)| again)?(?: upon)?|request(?:s|ing)?|ask(?:s|ing)?|"
    r"invit(?:e|es|ing)|order(?:s|ing)?|warn(?:s|ing)?|censur(?:e|es|ing)|holds?|"
    r"requir(?:e|ing)|appeal(?:s|ing)? to|singling out|sanctions (?:against|on)"
)
#: Words between the verb and the name: "the Government of", "the policies of".
_OF = (
    r"(?:(?:the )?(?:government|gov(?:ern)?t|gov|authoritie|regime|policie|action|refusal|"
    r"collaboration)s?\.? of )?(?:the )?"
)
_DONE_BY = r"practices|settlements?|polic(?:y|ies)|aggression|attacks?|occupation|invasion|"
_DONE_BY += r"intervention|violations|threats?|measures|actions|raid|withdrawal|forces|authorities"


@dataclass(frozen=True)
class _Topic:
    """Phrases that make states targets between two days."""

    pattern: re.Pattern[str]
    states: tuple[str, ...]
    start: dt.date
    end: dt.date

    def holds(self, text: str, date: dt.date | None) -> bool:
        """Whether the text speaks of the topic on a day on which it has these targets."""
        in_time = date is None or self.start <= date <= self.end
        return in_time and self.pattern.search(text) is not None


@dataclass(frozen=True)
class _Language:
    """The dictionary, compiled.

    Attributes
    ----------
    name
        A state's name; the group that matched is its code.
    proposer
        A state named only because it put the text or the motion forward.
    addressed
        Places where `who` names states that the text addresses or whose deeds it judges.
    situation
        Places where `who` names, in words of its own, states whose situation is the matter.
    topics, own_work, subjects
        As in targets.toml.
    any_topic
        Matches where any topic does, whatever the day; most titles are done with it at once.
    """

    name: re.Pattern[str]
    proposer: re.Pattern[str]
    addressed: tuple[re.Pattern[str], ...]
    situation: re.Pattern[str]
    topics: tuple[_Topic, ...]
    any_topic: re.Pattern[str]
    own_work: re.Pattern[str]
    subjects: tuple[tuple[frozenset[str], tuple[str, ...]], ...]


def targets(
    title: str, subjects: Sequence[str], topics: Sequence[str], date: dt.date | None
) -> list[str]:
    """Find the states that a text is directed at.

    Parameters
    ----------
    title
        Title or description, in English, in any case.
    subjects
        Subject headings of the source; looked at where the title alone points at nobody.
    topics
        Topics that a source assigns. They are too broad to tell an addressee ("Palestinian
        conflict" covers aid to refugees) and decide nothing.
    date
        Day of the vote, which tells one Power from its successor; None matches any day.

    Returns
    -------
    list of str
        Codes in alphabetical order; empty where the text is directed at no state.
    """
    del topics
    language = _language()
    text = language.proposer.sub(" ", _plain(title))
    found = set(_addressed(text, language))
    if not language.own_work.search(text):
        found.update(_matter(text, date, language))
        if not found:
            headings = {_SPACE.sub(" ", s).strip().lower() for s in subjects}
            found.update(s for all_of, who in language.subjects if all_of <= headings for s in who)
    return sorted({str(states.find(code, date) or code) for code in found})


def _plain(title: str) -> str:
    """Lower-case the text's own title, without what was said or added around it."""
    text = _SPACE.sub(" ", title).strip().lower().replace("’", "'").replace("‑", "-")
    if _MINUTES.search(text):
        entitled = _ENTITLED.findall(text)
        text = entitled[-1] if entitled else ""
    return _AFTER_TITLE.sub("", text)


def _addressed(text: str, language: _Language) -> Iterator[str]:
    """Yield the states that the title itself calls upon or whose deeds it names."""
    for pattern in language.addressed:
        for match in pattern.finditer(text):
            for name in language.name.finditer(match["who"]):
                yield str(name.lastgroup)


def _matter(text: str, date: dt.date | None, language: _Language) -> Iterator[str]:
    """Yield the states that what the title is about points at.

    A topic knows better than the name of the place: in the situation in Kampuchea the state
    addressed was Viet Nam.
    """
    topics = language.topics if language.any_topic.search(text) else ()
    held = [topic for topic in topics if topic.holds(text, date)]
    for topic in held:
        yield from topic.states
    for match in language.situation.finditer(text) if not held else ():
        for part in re.split(r", (?:and )?| and ", match["who"]):
            named = language.name.fullmatch(part)
            state = str(named.lastgroup) if named else states.find(part, date)
            if state is not None:
                yield str(state)


@cache
def _language() -> _Language:
    """Read and compile the dictionary, once."""
    raw: dict[str, Any] = tomllib.loads(_DICTIONARY.read_text("utf-8"))
    names: dict[str, str] = raw["names"]
    coded = (rf"(?P<{code}>\b(?:{words})(?![\w-]))" for code, words in names.items())
    one = rf"\b(?:{'|'.join(names.values())})(?!\w)"
    several = rf"{_OF}{one}(?:(?:,? and |, |; | & ){_OF}{one})*"
    phrases = [phrase for topic in raw["topic"] for phrase in topic["patterns"]]
    return _Language(
        name=re.compile("|".join(coded)),
        proposer=re.compile(
            rf"(?:representatives? of (?:the )?{one}|{one}(?:n|an|ian)? (?:oral |sub-?|revised )*"
            r"(?:amendment|amend|proposal|motion|draft|suggestion|request)s?\b)"
        ),
        addressed=(
            re.compile(rf"\b(?:{_VERB}) (?P<who>{several})"),
            re.compile(rf"(?P<who>{one})(?:'s?)? (?:{_DONE_BY})\b"),
            re.compile(
                r"\b(?:imposed|taken|committed|occupation|intervention|invasion|aggression|attack)"
                rf" by (?:the )?(?P<who>{one})"
            ),
        ),
        situation=re.compile(
            r"(?:\bhuman ?rights(?: situation)?(?: and fundamental freedoms)? in|"
            r"^human rights,|: (?:the )?(?:human rights )?situation in|^(?:the )?situation in|"
            r"concern at the situation in) "
            r"(?:the )?(?P<who>[^:]{3,90}?)(?=:|$| and its implications| under | resulting)"
        ),
        topics=tuple(_topics(raw["topic"])),
        any_topic=_any(phrases),
        own_work=_any(raw["own_work"]["patterns"]),
        subjects=tuple((frozenset(s["all"]), tuple(s["states"])) for s in raw["subjects"]),
    )


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile phrases into one pattern; looking at starts of words alone is four times faster."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})")


def _topics(raw: Sequence[dict[str, Any]]) -> Iterator[_Topic]:
    for topic in raw:
        yield _Topic(
            _any(topic["patterns"]),
            tuple(topic["states"]),
            topic.get("start", dt.date.min),
            topic.get("end", dt.date.max),
        )
