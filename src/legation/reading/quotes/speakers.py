"""Who speaks: the fuller name of a source, the office, and the state spoken for."""

from __future__ import annotations

from bisect import bisect_left

from legation.reading.page import Mention, Page
from legation.reading.results import Span

_OFFICES = {"office", "ministry", "government"}


def speaker_of(page: Page, source: Span | None) -> tuple[str | None, str | None, str | None]:
    """Give name, office and state of a source.

    Parameters
    ----------
    page
        The text taken apart.
    source
        Offsets of the words that name the source, or None.

    Returns
    -------
    tuple
        Name as the text gives it or the fuller mention it stands for, office, and ISO 3166-1
        alpha-3 of the state; None for what the text does not tell.
    """
    if source is None:
        return None, None, None
    mentions = _inside(page, source)
    if not mentions:
        return _plain(page.text[source[0] : source[1]]), None, None
    named = [_fullest(page, mention) for mention in mentions]
    person = next((m for m in named if m.kind in ("leader", "person")), None)
    chosen = person or next((m for m in named if m.kind in _OFFICES), named[0])
    office = chosen.office or next((m.office for m in named if m.office), None)
    state = chosen.state or next((m.state for m in named if m.state), None)
    if person is None and _against(page, source):
        state = None
    whole = len(mentions) == 1 and mentions[0].kind == "pronoun"
    name = chosen.name if person or whole else _plain(page.text[source[0] : source[1]])
    return name, office, state


def _against(page: Page, source: Span) -> bool:
    """Say whether the words name people who do not speak for the state they are of: its rebels."""
    at = bisect_left(page.starts, source[0])
    for i in range(at, min(at + 12, len(page.words))):
        if page.starts[i] >= source[1] or page.lower[i] in ("of", "in", "from", ","):
            break
        if page.lower[i] in _NOT_STATE:
            return True
    return False


_NOT_STATE = frozenset(
    "rebel rebels militant militants insurgent insurgents separatist separatists guerrilla "
    "guerrillas opposition dissident dissidents protester protesters protestor protestors "
    "demonstrator demonstrators activist activists critic critics exile exiles analyst analysts "
    "expert experts scholar scholars witness witnesses resident residents jihadist jihadists "
    "refugee refugees newspaper newspapers".split()
)


def _inside(page: Page, source: Span) -> list[Mention]:
    mentions = page.mentions
    at = bisect_left(mentions, source[0], key=lambda mention: mention.start)
    found = []
    while at < len(mentions) and mentions[at].end <= source[1]:
        found.append(mentions[at])
        at += 1
    return found


def _fullest(page: Page, mention: Mention) -> Mention:
    """Follow what a pronoun or surname stands for."""
    for _ in range(8):
        if mention.antecedent is None:
            return mention
        mention = page.mentions[mention.antecedent]
    return mention


def _plain(words: str) -> str:
    """Give a source without what is said of it beside its name."""
    head = words.split(",")[0].split("(")[0].strip(" -–—\n")
    return head.removesuffix("'s").removesuffix("’s") or words
