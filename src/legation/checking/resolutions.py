"""From the words for a text voted on to roll calls: by symbol, popular name, topic and date.

Several texts may fit. What fits is ranked and all that fits as well as the best is given, with
how it was found; whoever asks decides what an answer over several is worth. Nothing is guessed:
where no text fits, `Found` is empty and says so.

The fit of a title is the share of the asked words that stand in it, each weighted by how rare
it is among titles (Spärck Jones 1972, Journal of Documentation 28: weight ln(N / n)).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from legation.checking.ballots import Ballots, Mask
from legation.checking.popular import AWAY, COUNCIL, FORMER, NUMBERED, POPULAR, SPELLED
from legation.checking.titles import MINUTES, Places, Titles, titles
from legation.checking.words import names_of, state_of, stems_of, words_of

__all__ = ["Found", "Titles", "find", "titles"]

#: Share of the weight of the asked words that a title must hold to be a candidate.
FITS = 0.7
#: Titles whose fit lies this far below the best no longer fit as well.
AS_WELL = 0.05
#: By how much one title must be filled better than the next to be meant alone.
FILLS = 0.25
#: Share of words that two titles of one yearly text have in common (Jaccard).
ALIKE = 0.6
#: Year from which the days of roll calls are sure.
SURE = 1997
#: Days in which a yearly text comes again; the Assembly takes it up some weeks earlier or later.
YEAR = 400

_WORD = re.compile(r"[A-Za-z0-9]+")
_COUNCIL = re.compile(r"(?:s/res/|resolution\s+)?(\d{1,4})(?:\s*\(\d{4}\))?")
_SYMBOL = re.compile(
    r"(?:a/res/|resolution\s+)?((?:es-|s-)?\d{1,4}(?:/\d{1,4})?[a-z]?(?:\([xvils-]+\))?)"
)
#: What a text does that is directed at the state it names.
_AT_PEACE = re.compile(r"negotiation|disarmament|cooperation|dialogue|treaty between", re.I)
_AGAINST = frozenset(("condemn", "deplore", "denounce", "criticise", "criticize", "suspend"))


@dataclass(frozen=True)
class Found:
    """Roll calls that words may mean.

    Attributes
    ----------
    rows
        Places in `Ballots.calls`, oldest first.
    how
        "symbol", "popular name", "topic", "series" (one text over the years), "date", "all".
    certain
        Whether one text, or one yearly series of a text, is meant beyond reasonable doubt.
    words
        What was looked for, for the explanation.
    note
        Why a text that is meant is not among them, where that is known.
    """

    rows: tuple[int, ...]
    how: str
    certain: bool
    words: str
    note: str = ""

    def __len__(self) -> int:
        return len(self.rows)


def find(
    votes: Ballots,
    read: Titles,
    details: Mapping[str, str],
    inside: Mask,
    *,
    about: bool = False,
    titled: bool = False,
) -> Found:
    """Find the roll calls that a claim speaks of.

    Parameters
    ----------
    votes
        Votes up to the day of reading.
    read
        Their titles (at least as many).
    details
        Details of a claim: `symbol`, `topic`, `resolution`, `target`, `body`, `date`.
    inside
        Roll calls in the claim's window.
    about
        Whether every text on a matter is meant ("on Ukraine"), not one text.
    titled
        Whether, of every text on a state, those count that name it in the title or are aimed at
        a state; not those that a librarian files under it.

    Returns
    -------
    Found
        Empty where no recorded vote fits.
    """
    details = _spelled(details)
    words = details.get("resolution") or details.get("topic") or ""
    inside = inside & _of_date(votes, details.get("date"))
    if details.get("body") in ("UNSC", "HRC"):
        inside = inside & np.array([c.body == details["body"] for c in votes.calls], bool)
    if symbol := details.get("symbol"):
        if note := _of_council(votes, symbol, details.get("body")):
            return Found((), "symbol", False, symbol, note)
        return _of_symbol(votes, symbol, inside)
    asked = _asked(details)
    if not asked and not (details.get("target") and about):
        dated = bool(details.get("date"))
        rows = np.flatnonzero(inside) if dated or not words else np.array([], int)
        return Found(_ints(rows), "date" if dated else "all", not dated and not words, words)
    parts: Mask = votes.kept("parts", lambda: np.array([c.part for c in votes.calls], bool))
    whole = inside if about else inside & ~parts
    fit = _fit(votes, read, asked, details)
    if about and details.get("action") in _AGAINST and details.get("target"):
        aimed = set(details["target"].split())
        # A text on talks between two states names both and takes neither to task.
        whole = whole & np.array(
            [bool(aimed & {*c.targets}) and not _AT_PEACE.search(c.title) for c in votes.calls],
            bool,
        )
    found = np.flatnonzero(whole & (fit >= FITS))
    if about and titled:
        codes, _ = _states_in(words_of(words))
        names = [name for code in codes for name in names_of(code)]
        found = np.array(
            [i for i in _ints(found) if not names or votes.calls[i].targets
             or any(name in votes.calls[i].title.lower() for name in names)], int,
        )  # fmt: skip
    if about:
        return Found(_ints(found), "topic", True, words)
    named = f"{words} {details.get('topic', '')}"
    if (popular := _popular(named, votes, inside, details.get("date"))) is not None:
        return replace(popular, words=words)
    best = _best(votes, found, fit, read, asked, words, yearly=details.get("annual") == "yes")
    if not (len(inside) and inside[0]):
        # Without a window the text under the name that is said is meant.
        best = _with_former(votes, read, asked, inside & ~parts, best)
    return best


def _with_former(
    votes: Ballots, read: Titles, asked: frozenset[str], inside: Mask, best: Found
) -> Found:
    """Take in the roll calls of a yearly text from when it bore another title."""
    for former in FORMER:
        if not stems_of(former.words) <= asked or (len(best) and not best.certain):
            continue
        title = stems_of(former.title)
        places = [i for i in _ints(np.flatnonzero(inside)) if title <= read.stems[i]]
        rows = [i for i in places if votes.calls[i].date.isoformat() < former.until]
        if rows:
            every = tuple(sorted({*rows, *best.rows}))
            return replace(best, rows=every, how="series", certain=True)
    return best


def _of_symbol(votes: Ballots, symbol: str, inside: Mask) -> Found:
    """Find a text by symbol; of one voted on at another time than is said, only say when."""
    rows = _by_symbol(votes, symbol)
    days = [votes.calls[i].date for i in rows]
    # The older source is off by up to some weeks.
    if rows and not inside[list(rows)].any() and min(days).year >= SURE:
        when = f"a vote on {votes.calls[rows[0]].name} in these days; it was voted on {days[0]}"
        return Found((), "symbol", False, symbol, when)
    return Found(rows, "symbol", True, symbol)


def _spelled(details: Mapping[str, str]) -> dict[str, str]:
    """Write short forms out in the words that titles use."""
    found = dict(details)
    for part in ("resolution", "topic"):
        if text := found.get(part):
            found[part] = _WORD.sub(lambda m: SPELLED.get(m[0].lower(), m[0]), text)
    return found


def _of_council(votes: Ballots, symbol: str, body: str | None) -> str:
    """Say that a symbol is one of the Security Council; nothing where it is not."""
    match = _COUNCIL.fullmatch(symbol.lower().strip())
    number = match[1] if match else ""
    said = body == "UNSC" or symbol.lower().startswith("s/")
    if not said and number not in COUNCIL:
        return ""
    if any(call.body == "UNSC" for call in votes.calls):
        return ""
    return (
        f"votes of the Security Council: {number or symbol[:40]} is a resolution of the Council, "
        "and the record holds votes of the General Assembly"
    )


def _by_symbol(votes: Ballots, symbol: str) -> tuple[int, ...]:
    """Give the roll call on a whole text; on its lettered parts where only they were voted on."""
    index = _symbols(votes)
    exact = index.get(symbol.lower().strip(), [])
    match = _SYMBOL.search(symbol.lower())
    if not exact and match:
        number = re.sub(r"\s*\([xvils-]+\)$", "", match[1])
        wanted = NUMBERED.get(number, f"a/res/{match[1]}").lower()
        exact = index.get(wanted, [])
        if not exact:
            lettered = re.compile(re.escape(wanted) + r"[a-z]?(?:\([xvils-]+\))?")
            exact = [i for s, own in index.items() if lettered.fullmatch(s) for i in own]
    whole = [i for i in exact if not votes.calls[i].part]
    # Motions on a text bear its symbol too, with a page of minutes as their title.
    texts = [i for i in whole if not MINUTES.search(votes.calls[i].title.lower())]
    return tuple(texts or whole or exact)


def _symbols(votes: Ballots) -> dict[str, list[int]]:
    """Give the places of roll calls by symbol, or by locator where the record has no symbol."""

    def made() -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, call in enumerate(votes.calls):
            found.setdefault((call.symbol or call.locator).lower(), []).append(i)
        return found

    return votes.kept("symbols", made)


def _popular(words: str, votes: Ballots, inside: Mask, date: str | None) -> Found | None:
    """Find texts by a name they are known by; None where the words hold no such name."""
    asked = stems_of(words)
    names = [n for n in POPULAR if stems_of(n.words) <= asked and not stems_of(n.without) & asked]
    away = [a for a in AWAY if stems_of(a.words) <= asked]
    fitting = [(n.words, n.key) for n in names] + [(n.words, n.key) for n in away]
    longest = max((len(stems_of(own)) for own, _ in fitting), default=0)
    keys = {key for own, key in fitting if len(stems_of(own)) == longest}
    rows = {i for key in keys for i in _by_symbol(votes, key) if inside[i]}
    held = {votes.calls[i].symbol for key in keys for i in _by_symbol(votes, key)}
    missing = [a for a in away if a.key in keys - held and _may_lie(a.day, votes, inside, date)]
    if not rows and not missing:
        return None
    note = " and ".join(f"the vote of {a.day} ({a.key})" for a in missing)
    verb = "are" if len(missing) > 1 else "is"
    note = f"{note}, which may be meant, {verb} not in the record" if note else ""
    certain = len(rows) == 1 and not missing
    return Found(tuple(sorted(rows)), "popular name", certain, words, note)


def _may_lie(day: str, votes: Ballots, inside: Mask, date: str | None) -> bool:
    """Whether a vote that is not in the record lies in the days asked about."""
    if date:
        return day.startswith(date)
    places = np.flatnonzero(inside)
    if not len(places):
        return False
    first, last = (votes.calls[i].date.isoformat() for i in places[[0, -1]])
    return bool(first <= day <= last)


def _asked(details: Mapping[str, str]) -> frozenset[str]:
    """Words of the topic that carry content."""
    return stems_of(details.get("topic") or details.get("resolution") or "")


def _fit(
    votes: Ballots, read: Titles, asked: frozenset[str], details: Mapping[str, str]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Share of the weight of the asked words that each title holds, with its subjects.

    A word that names a state is met by any name of that state; a target the words do not
    name counts as one more word.
    """
    n = len(votes)
    total, met = 0.0, np.zeros(n)
    originals = words_of(details.get("topic") or details.get("resolution") or "")
    codes, naming = _states_in(originals)
    plain = asked - {s for word in naming for s in stems_of(word)}
    codes |= set((details.get("target") or "").split())
    for word in sorted(plain):
        weight = read.weight.get(word, math.log(n + 1.0))
        total += weight
        places, part = read.holding(word)
        known = places < n
        met[places[known]] += weight * part[known]
    for code in sorted(codes):
        named = read.naming(code, votes.calls)[:n]
        weight = math.log((n + 1) / (float(named.sum()) + 0.5))
        total += weight
        met += weight * named
    return met / total if total else np.zeros(n)


def _states_in(words: Sequence[str]) -> tuple[set[str], set[str]]:
    """Find the states that words name, three words at most, and the words that name them."""
    codes: set[str] = set()
    naming: set[str] = set()
    for length in (3, 2, 1):
        for i in range(len(words) - length + 1):
            own = words[i : i + length]
            code = None if naming & set(own) else state_of(" ".join(own))
            if code is not None:
                codes.add(code)
                naming |= set(own)
    return codes, naming


def _best(
    votes: Ballots,
    found: np.ndarray[Any, Any],
    fit: np.ndarray[Any, np.dtype[np.float64]],
    read: Titles,
    asked: frozenset[str],
    words: str,
    *,
    yearly: bool,
) -> Found:
    """Keep what fits as well as the best, and tell whether it is one text or one series."""
    if not len(found):
        return Found((), "topic", False, words)
    best = found[fit[found] >= fit[found].max() - AS_WELL]
    filled = {key: _filled(read, asked, key) for key in {read.keys[i] for i in best}}
    ranked = sorted(filled, key=lambda key: (-filled[key], -_met(read, asked, key), key))
    others = [key for key in ranked if not _alike(key, ranked[0])]
    own = np.array([i for i in best if _alike(read.keys[i], ranked[0])])
    last = max((int(votes.days[i]) for i in best if read.keys[i] in others), default=0)
    # A text that has not come again for more than a year gives way to none that still comes.
    later = last > int(votes.days[own.max()]) + YEAR
    alone = not others or (filled[ranked[0]] - filled[others[0]] >= FILLS and not later)
    if alone:
        best = own
    chosen, one = _one_a_session(votes, read, asked, best) if alone else (best, False)
    series = len(chosen) > 1
    return Found(_ints(chosen), "series" if series or yearly else "topic", one, words)


def _one_a_session(
    votes: Ballots, read: Titles, asked: frozenset[str], best: Places
) -> tuple[Places, bool]:
    """Keep one of two texts with like titles that one session voted on, and tell whether one is.

    "The occupied Syrian Golan" and "The Syrian Golan" are two texts of every session; the one
    whose title holds more of the asked words is meant.
    """
    sessions: dict[str, set[str]] = {}
    for i in best:
        sessions.setdefault(votes.calls[i].session, set()).add(read.keys[i])
    pairs = [keys for keys in sessions.values() if len(keys) > 1]
    dropped: set[str] = set()
    for keys in pairs:
        met = {key: _met(read, asked, key) for key in keys}
        most = max(met.values())
        if sum(value == most for value in met.values()) > 1:
            return best, False
        dropped |= {key for key, value in met.items() if value < most}
    return np.array([i for i in best if read.keys[i] not in dropped]), True


def _met(read: Titles, asked: frozenset[str], key: str) -> float:
    """Weight of the asked words that a title holds."""
    return sum(read.weight[s] for s in key.split() if s in asked)


def _alike(key: str, other: str) -> bool:
    """Whether two titles are of one text over the years, whose words change a little."""
    a, b = set(key.split()), set(other.split())
    return len(a & b) >= ALIKE * len(a | b)


def _filled(read: Titles, asked: frozenset[str], key: str) -> float:
    """Share of a title's weight that the asked words fill."""
    own = key.split()
    total = sum(read.weight[s] for s in own)
    return sum(read.weight[s] for s in own if s in asked) / total if total else 0.0


def _of_date(votes: Ballots, date: str | None) -> Mask:
    """Tell which roll calls lie on a day, or in a month or year, in ISO form."""
    if not date:
        return np.ones(len(votes), bool)
    days = votes.kept("ISO days", lambda: np.array([c.date.isoformat() for c in votes.calls]))
    return np.strings.startswith(days, date) if len(votes) else np.ones(0, bool)


def _ints(rows: np.ndarray[Any, Any]) -> tuple[int, ...]:
    return tuple(int(i) for i in rows)
