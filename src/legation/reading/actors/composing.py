"""What stands together behind a name: "Russia" + "'s" + "foreign minister" + "Sergei Lavrov"."""

from __future__ import annotations

from legation.reading.actors.naming import person_at
from legation.reading.actors.offices import AGAINST, FORMER, MODIFIERS, Office, office_at
from legation.reading.actors.scan import Base, Scan, named_only, person, plain
from legation.reading.page import Mention

_MODIFIERS_MOST = 4


PERSONAL = ("office", "title")


_TIED = frozenset(
    "backed led born made held controlled occupied based sponsored supported funded allied aligned "
    "trained style speaking owned armed brokered".split()
)


_NOT_GENERAL = frozenset("election elections assembly strike staff public and manager".split())


_PLURAL_HEADS = frozenset({"leaders", "officials", "commanders", "spokesmen", "generals"})


def composed(scan: Scan, base: Base) -> Mention:
    """Give the mention of a name with the office or body and the person behind it."""
    keys = scan.keys
    at = base.last
    if at < scan.end and keys[at] == "-" and at + 1 < scan.end:
        return _tied(scan, base)
    possessive = at < scan.end and keys[at] in ("'s", "'", "’")
    start = at + possessive
    found = _office_behind(scan, base, start, possessive)
    if found is None:
        return named_only(scan, base)
    office, end, words = found
    return _with_office(scan, base, office, end, words)


def _tied(scan: Scan, base: Base) -> Mention:
    """Give "Saudi-led coalition", "Russian-backed rebels": nobody who acts for the state."""
    keys, at = scan.keys, base.last
    if keys[at + 1] in _TIED:
        for place in range(at + 2, min(scan.end, at + 6)):
            office = office_at(keys, place, scan.end)
            if office is not None and office.kind == "rebels":
                end = place + len(office.words)
                return plain(scan, base.first, end, None, "armed_group")
            if keys[place] == "coalition":
                return plain(scan, base.first, place + 1, None, "group")
            if not scan.page.words[place][0].isalpha():
                break
    return named_only(scan, base)


def _office_behind(
    scan: Scan, base: Base, start: int, possessive: bool
) -> tuple[Office, int, list[str]] | None:
    """Give the office or body behind a name, where it ends, and the words that change it."""
    keys = scan.keys
    at, passed = start, list[str]()
    last: tuple[Office, int, list[str]] | None = None
    while at < scan.end and len(passed) <= _MODIFIERS_MOST:
        office = office_at(keys, at, scan.end)
        if office is not None and _goes_with(scan, base, office, at, possessive, last is not None):
            at = past_elect(keys, at + len(office.words), scan.end)
            last = office, at, list(passed)
            if office.words == ("opposition",):
                passed.append("opposition")
                continue
            if office.kind not in ("ministry", "government", "military"):
                break
            passed.clear()
            continue
        if keys[at] in MODIFIERS or keys[at] in FORMER or keys[at] in AGAINST:
            passed.append(keys[at])
            at += 1
            continue
        break
    return last


def past_elect(keys: list[str], at: int, last: int) -> int:
    """Give the place after "-elect" or "-designate"."""
    behind = at + 1 < last and keys[at] == "-" and keys[at + 1] in ("elect", "designate")
    return at + 2 if behind else at


def _goes_with(
    scan: Scan, base: Base, office: Office, at: int, possessive: bool, further: bool
) -> bool:
    """Say whether an office behind a name belongs to it."""
    words, keys = scan.page.words, scan.keys
    end = at + len(office.words)
    if office.words == ("general",) and end < len(keys) and keys[end] in _NOT_GENERAL:
        return False
    if further:  # "Defense Ministry spokesman", not "troops police"
        return office.kind in PERSONAL or office.words[0] in _PLURAL_HEADS
    if base.kind in ("leader", "person"):
        if possessive and office.kind == "military":
            return True  # "Assad's forces"
        return office.kind == "government" and office.words[0] in (
            "administration", "government", "regime", "cabinet",
        )  # fmt: skip
    if possessive or base.kind not in ("state", "capital"):
        return True
    return words[at][0].isupper() or words[base.last - 1].isupper() or "." in words[base.last - 1]


def _with_office(scan: Scan, base: Base, office: Office, end: int, passed: list[str]) -> Mention:
    """Give a mention of a name with its office, and with the person's name where it follows."""
    against = base.state is not None and any(word in AGAINST for word in passed)
    state = None if against else base.state
    if office.kind in PERSONAL:
        before = scan.keys[base.first - 1] if base.first else ""
        past = before in FORMER or any(word in FORMER for word in passed)
        title = title_of(scan, office, end)
        title = f"former {title}" if past else title
        title = f"opposition {title}" if against else title
        named = person_at(scan.page, scan.keys, end, scan.end, title=title, state=state)
        if named is not None:
            return person(scan, base.first, named, state, title)
        return plain(scan, base.first, end, state, "office", None, title)
    kind = {"military": "government", "rebels": "armed_group"}.get(office.kind, office.kind)
    if office.kind == "rebels" or against:
        state = None
    if office.kind == "ministry":
        return plain(scan, base.first, end, state, kind, None, None)
    return plain(scan, base.first, end, state, kind)


def title_of(scan: Scan, office: Office, end: int) -> str:
    """Give the office by its usual name, with "-elect" where that stands there."""
    title = office.office or " ".join(office.words)
    elect = scan.keys[end - 1] in ("elect", "designate") and scan.keys[end - 2] == "-"
    return f"{title}-elect" if elect else title
