"""Documents that repeat another: an outlet's own duplicates, and one text in several outlets.

Three kinds are told apart:

* a duplicate: an outlet's document with the words of an earlier one of its own (a title alone, of
  `WORDS` words or more, within `DAYS`, since briefings bear the same title year after year);
* a copy: several outlets print the same title of `WORDS` words or more within `DAYS`, or texts
  that share most of their runs of `RUN` words;
* a credit: the text begins with the name of an agency other than its outlet, as (Reuters) does.

Likeness of texts is the Jaccard index of their runs of words, estimated from the `KEPT` smallest
of their hashes (Broder 1997, On the resemblance and containment of documents), so that no two
texts are laid beside each other unless they share one of the `FEW` smallest.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from legation.narratives.camps import outlet_keys
from legation.narratives.documents import KINDS, NO_DAY, Bools, Documents, Ints
from legation.relations import cache

#: Raised when what counts as a copy changes.
VERSION = 3
#: Days between the first and the next print of a title.
DAYS = 3
#: Fewest words of a title that tells one text from others.
WORDS = 6
#: Words in a run, and fewest words of a text that is compared by runs.
RUN = 5
LEAST_WORDS = 60
#: Jaccard index from which two texts are one: a report cut by a third and edited keeps about one
#: half, two reports of one day on the same matter by two hands hardly ever a fifth.
ALIKE = 0.4
#: Hashes kept of a text, and hashes by which texts are looked up.
KEPT = 192
FEW = 24
#: Texts that share a hash beyond which it is a standing phrase and looks up nothing.
_COMMON = 60
_PART = 2_000
_HEAD = 300

#: Agencies, as credits name them, and the domains that are theirs.
AGENCIES = {
    "AFP": "afp.com",
    "AP": "apnews.com",
    "Bloomberg": "bloomberg.com",
    "DPA": "dpa.com",
    "EFE": "efe.com",
    "IANS": "ians.in",
    "Interfax": "interfax.com",
    "Kyodo": "kyodonews.net",
    "PTI": "ptinews.com",
    "Reuters": "reuters.com",
    "RIA Novosti": "ria.ru",
    "TASS": "tass.com",
    "UPI": "upi.com",
    "Xinhua": "xinhuanet.com",
    "Yonhap": "yna.co.kr",
}
_NAMES = {
    **{name.casefold(): name for name in AGENCIES},
    "associated press": "AP",
    "the associated press": "AP",
    "agence france-presse": "AFP",
    "thomson reuters": "Reuters",
    "itar-tass": "TASS",
    "ria": "RIA Novosti",
    "sputnik": "RIA Novosti",
}
_ANY = "|".join(sorted(map(re.escape, _NAMES), key=lambda name: (-len(name), name)))
# (Reuters), /TASS/, "Copyright 2019 The Associated Press", "By Jane Doe, Associated Press"; not
# the /AFP/ or "Image copyright AFP" of photographs.
_OF_TEXT = "".join(rf"(?<!{what}\s)" for what in ("image", "media", "photo", "picture", "video"))
_CREDIT = re.compile(
    rf"[(\[]({_ANY})[)\]]|/((?:itar-)?tass)/|{_OF_TEXT}(?:copyright|©)[ \d(c)]*({_ANY})\b"
    rf"|^by [^\n]{{3,60}}[,|] ?({_ANY})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"\w+")

Hashes = npt.NDArray[np.uint64]
Progress = Callable[[int, int], None]


class Copies(NamedTuple):
    """What repeats what, one entry for each document.

    Attributes
    ----------
    duplicate_of
        Place of the outlet's own earlier document, int32[documents]; -1 where there is none.
    group
        Number of the group of documents of several outlets, int32[documents]; -1 for none.
    credit
        Place in `AGENCIES` of the agency credited, int32[documents]; -1 for none, and for an
        agency's own documents.
    """

    duplicate_of: Ints
    group: Ints
    credit: Ints

    @property
    def repeated(self) -> Bools:
        """Whether a document is a duplicate, or a copy after the first of its group."""
        found: Bools = self.duplicate_of >= 0
        later = np.zeros(len(found), bool)
        seen: set[int] = set()
        for at in np.flatnonzero(self.group >= 0).tolist():
            later[at] = int(self.group[at]) in seen
            seen.add(int(self.group[at]))
        return found | later


def copies(held: Documents, progress: Progress | None = None) -> Copies:
    """Find duplicates, copies and credits; computed once for a record's content.

    Parameters
    ----------
    held
        The documents.
    progress
        Called with how many documents were looked through, and of how many.
    """
    asked = {"version": VERSION, "kinds": list(KINDS)}
    found = cache.cached(held.record, "narratives-copies", asked, lambda: _found(held, progress))
    return Copies(found["duplicate_of"], found["group"], found["credit"])


def credited(text: str, outlet: str | None) -> str | None:
    """Name the agency that a text credits at its beginning, unless the outlet is that agency.

    Examples
    --------
    >>> credited("WASHINGTON (Reuters) - The talks", "echo.example")
    'Reuters'
    >>> credited("WASHINGTON (Reuters) - The talks", "uk.reuters.com")
    """
    found = _CREDIT.search(text[:_HEAD])
    if found is None:
        return None
    name = _NAMES[next(filter(None, found.groups())).casefold()]
    own = (
        AGENCIES[name] in outlet_keys(outlet or "") or name.casefold() == (outlet or "").casefold()
    )
    return None if own else name


def words_of(text: str) -> list[str]:
    """Give the words of a text as likeness sees them: no case, no signs, one form of a letter."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def sketch(words: list[str], table: dict[str, int]) -> Hashes:
    """Give the `KEPT` smallest hashes of the runs of words, ascending.

    Parameters
    ----------
    words
        From `words_of`.
    table
        Hashes of words, filled on the way.
    """
    if len(words) < RUN:
        return np.zeros(0, np.uint64)
    for word in set(words).difference(table):
        table[word] = _hash(word)
    each = np.array([table[word] for word in words], np.uint64)
    many = len(words) - RUN + 1
    run = np.zeros(many, np.uint64)
    for at in range(RUN):
        run = _mixed(run + each[at : at + many])
    return np.unique(run)[:KEPT]


def likeness(one: Hashes, two: Hashes) -> float:
    """Estimate the Jaccard index of two texts from their sketches."""
    smallest = np.union1d(one, two)[: min(KEPT, max(len(one), len(two)))]
    both = np.isin(smallest, one, assume_unique=True) & np.isin(smallest, two, assume_unique=True)
    return float(both.mean()) if len(smallest) else 0.0


# -- finding -------------------------------------------------------------------------------


def _found(held: Documents, progress: Progress | None) -> cache.Arrays:
    n = len(held)
    title, text = np.zeros(n, np.uint64), np.zeros(n, np.uint64)
    telling, alone = np.zeros(n, bool), held.title_only.copy()
    credit = np.full(n, -1, np.int32)
    sketches: dict[int, Hashes] = {}
    table: dict[str, int] = {}
    names = {name: at for at, name in enumerate(AGENCIES)}
    for at, head, body in _texts(held):
        if progress and at % 1000 == 0:
            progress(at, n)
        in_title = words_of(head)
        title[at], telling[at] = _hash(" ".join(in_title)), len(in_title) >= WORDS
        outlet = held.outlets[held.outlet[at]] if held.outlet[at] >= 0 else None
        agency = credited(body, outlet)
        if agency is not None:
            credit[at] = names[agency]
        in_text = [] if alone[at] else words_of(body)
        if len(in_text) < WORDS:
            # A lead cut short by whoever gathered it does not tell two titles apart.
            text[at], alone[at] = title[at], True
            continue
        text[at] = _hash(" ".join(in_text))
        if len(in_text) >= LEAST_WORDS:
            sketches[at] = sketch(in_text, table)
    if progress:
        progress(n, n)
    pairs = [*_same_titles(held, title, telling), *_alike(held, sketches)]
    return {
        "duplicate_of": _duplicates(held, text, alone, telling | ~alone),
        "group": _groups(held, pairs),
        "credit": credit,
    }


def _texts(held: Documents) -> Iterator[tuple[int, str, str]]:
    """Give place, title and text of each document, in order; part by part."""
    for start in range(0, len(held), _PART):
        ids = held.ids[start : start + _PART].tolist()
        rows = held.record.con.execute(
            "SELECT title, text FROM document WHERE document_id IN (SELECT unnest(?)) "
            "AND kind IN (SELECT unnest(?)) ORDER BY document_id",
            [ids, list(KINDS)],
        ).fetchall()
        for at, (head, body) in enumerate(rows, start):
            yield at, head or "", body or ""


def _duplicates(held: Documents, text: Hashes, alone: Bools, telling: Bools) -> Ints:
    """Give the outlet's earlier document with the same words; of titles alone, within `DAYS`."""
    found = np.full(len(held), -1, np.int32)
    groups: dict[tuple[int, bool, int], list[int]] = defaultdict(list)
    for at in np.flatnonzero(telling & (held.outlet >= 0)).tolist():
        groups[int(held.outlet[at]), bool(alone[at]), int(text[at])].append(at)
    for (_, by_title, _), places in groups.items():
        places.sort(key=lambda at: (held.day[at] == NO_DAY, int(held.day[at]), at))
        first = places[0]
        for before, at in pairwise(places):
            apart = by_title and (
                (held.day[at] == NO_DAY) != (held.day[before] == NO_DAY)
                or int(held.day[at]) - int(held.day[before]) > DAYS
            )
            if apart:
                first = at
            else:
                found[at] = first
    return found


def _same_titles(held: Documents, title: Hashes, telling: Bools) -> Iterator[tuple[int, int]]:
    """Give pairs of documents that bear one title, one printed soon after the other."""
    chosen = np.flatnonzero(telling & (held.day != NO_DAY) & (held.outlet >= 0))
    order = chosen[np.lexsort((chosen, held.day[chosen], title[chosen]))]
    same = title[order[1:]] == title[order[:-1]]
    near = held.day[order[1:]] - held.day[order[:-1]] <= DAYS
    for at in np.flatnonzero(same & near).tolist():
        yield int(order[at]), int(order[at + 1])


def _alike(held: Documents, sketches: dict[int, Hashes]) -> Iterator[tuple[int, int]]:
    """Give pairs of documents of two outlets whose texts are nearly one."""
    by_hash: dict[int, list[int]] = defaultdict(list)
    for at, hashes in sketches.items():
        for one in hashes[:FEW].tolist():
            by_hash[one].append(at)
    looked: set[tuple[int, int]] = set()
    for places in by_hash.values():
        if len(places) > _COMMON:
            continue
        for a, b in combinations(places, 2):
            if held.outlet[a] == held.outlet[b] or min(held.outlet[a], held.outlet[b]) < 0:
                continue
            if (a, b) in looked or not _near(held, a, b):
                continue
            looked.add((a, b))
            if likeness(sketches[a], sketches[b]) >= ALIKE:
                yield a, b


def _near(held: Documents, a: int, b: int) -> bool:
    """Whether two texts are of about one time; a text without a day may be of any."""
    days = int(held.day[a]), int(held.day[b])
    return NO_DAY in days or abs(days[0] - days[1]) <= 10 * DAYS


def _groups(held: Documents, pairs: list[tuple[int, int]]) -> Ints:
    """Number the groups that pairs join and that span two outlets, by their first document."""
    head: dict[int, int] = {}

    def first(at: int) -> int:
        while head.setdefault(at, at) != at:
            head[at] = head[head[at]]
            at = head[at]
        return at

    for a, b in pairs:
        low, high = sorted((first(a), first(b)))
        head[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in sorted(head):
        members[first(at)].append(at)
    found = np.full(len(held), -1, np.int32)
    several = [m for m in members.values() if len({int(held.outlet[at]) for at in m}) > 1]
    for number, places in enumerate(several):
        found[places] = number
    return found


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def _mixed(value: Hashes) -> Hashes:
    """Spread the bits of numbers over the whole range (Steele et al. 2014, SplitMix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    out: Any = value ^ (value >> np.uint64(31))
    return out  # type: ignore[no-any-return]
