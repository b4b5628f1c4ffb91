"""Which roll calls are votes on the same text, so that sessions share a scale.

The Assembly votes on some texts every year. Two roll calls on one text are one *item* with one
slope and one pair of cut-points; they are what ties the scale of a session to that of the next.

Items are chains of pairs from consecutive sessions. Three sources of pairs:

- `bridging.csv`, the table that comes with the package, up to its last session;
- `derive`, which finds pairs from titles and votes, for sessions after the table's last;
- a table of the user's own, in the same form, instead of the first.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from legation.errors import InputError

if TYPE_CHECKING:
    from legation.relations.ideal.votes import IntArray, Votes

TABLE = Path(__file__).with_name("bridging.csv")
COLUMNS = ("item", "session", "rollcall", "basis", "title")

#: Two titles are of one text from this cosine on; misprints and a changed year stay above it.
ALIKE = 0.5
#: And at least this share of the states that voted on both chose the same, as for one roll
#: call in two sources (`legation.record.identity`): a text of the same title that changed in
#: substance divides otherwise.
SAME_CHOICE = 0.9
#: Fewer states in common than this tell nothing.
FEWEST_STATES = 20


class Pair(NamedTuple):
    """Two roll calls on one text, as places in `Votes.rollcalls`, the earlier first."""

    earlier: int
    later: int
    title: float
    choice: float


def items_of(votes: Votes, bridging: str | Path | None = None) -> tuple[tuple[str, ...], IntArray]:
    """Give items, and the item of each roll call.

    Parameters
    ----------
    votes
        Votes of which each roll call is its own item.
    bridging
        None: the table that comes with the package, and `derive` after its last session.
        "derived": `derive` for all sessions. "none": each roll call is its own item.
        Otherwise the path of a table; `derive` after its last session.

    Returns
    -------
    tuple
        Names of the items, by first roll call; of each roll call the place among them, int32.

    Raises
    ------
    InputError
        If the table cannot be read.
    """
    if bridging == "none":
        return votes.rollcalls, np.arange(len(votes.rollcalls), dtype=np.int32)
    listed, until = ({}, 0) if bridging == "derived" else _listed(votes, Path(bridging or TABLE))
    links = [(place, places[0]) for places in listed.values() for place in places[1:]]
    links += [(pair.later, pair.earlier) for pair in derive(votes, after=until)]
    return _joined(votes, links)


def write(votes: Votes, path: str | Path) -> None:
    """Write the items in use as a table to audit, edit and pass as `bridging`.

    Items of a single roll call are left out, as in the table of the package.
    """
    count = np.bincount(votes.item, minlength=len(votes.items))
    titles, sessions = votes.table["title"].to_list(), votes.table["session"].to_list()
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for place in np.lexsort((np.arange(len(votes.item)), votes.item)):
            if count[votes.item[place]] > 1:
                name = votes.items[votes.item[place]]
                title = " ".join((titles[place] or "").split())[:80]
                out.writerow((name, sessions[place], votes.rollcalls[place], "in use", title))


def _joined(votes: Votes, links: Iterable[tuple[int, int]]) -> tuple[tuple[str, ...], IntArray]:
    """Join linked roll calls into items named after their first."""
    root = list(range(len(votes.rollcalls)))

    def find(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for a, b in links:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    roots = [find(place) for place in range(len(root))]
    at = {place: number for number, place in enumerate(sorted(set(roots)))}
    names = tuple(votes.rollcalls[place] for place in at)
    return names, np.array([at[place] for place in roots], dtype=np.int32)


# -- the table -----------------------------------------------------------------------------


def _listed(votes: Votes, path: Path) -> tuple[dict[str, list[int]], int]:
    """Places of the listed roll calls by item, and the last session the table covers."""
    by_name = {_key(name): place for place, name in enumerate(votes.rollcalls)}
    found: dict[str, list[int]] = {}
    until = 0
    for item, session, rollcall in _rows(path):
        until = max(until, session)
        if (place := by_name.get(_key(rollcall))) is not None:
            found.setdefault(item, []).append(place)
    return found, until


def _key(name: str) -> str:
    """Name a roll call whatever the data set; the number is Voeten's in all that have it."""
    return re.sub(r"\b(?:unvotes|voeten) (\d+)", r"no \1", name)


def _rows(path: Path) -> Iterator[tuple[str, int, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the bridging table {path} cannot be read: {error}") from None
    kept = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in kept)
    if missing := {"item", "session", "rollcall"} - set(reader.fieldnames or ()):
        raise InputError(f"{path} has no column {', '.join(sorted(missing))}; see bridging.csv")
    seen: set[str] = set()
    for (number, _), row in zip(kept[1:], reader, strict=False):
        item, session, rollcall = (str(row[c] or "").strip() for c in COLUMNS[:3])
        if not item or not session.isdigit() or not rollcall:
            raise InputError(
                f"{path}, line {number}: item, session (a number) and rollcall, please"
            )
        if rollcall in seen:
            raise InputError(f"{path}, line {number}: {rollcall[:60]} has two items; keep one")
        seen.add(rollcall)
        yield item, int(session), rollcall


# -- the procedure -------------------------------------------------------------------------


def derive(votes: Votes, after: int = 0) -> list[Pair]:
    """Find roll calls of consecutive sessions that are votes on the same text.

    A pair is one text where

    1. both are votes on whole texts;
    2. each is the other's nearest by title among the whole texts of the other's session: the
       cosine of their words, weighted by how rare they are (Salton and Buckley 1988,
       "Term-weighting approaches in automatic text retrieval", Information Processing and
       Management 24(5)), `ALIKE` or more;
    3. the share of states that chose the same, of those that voted on both, is `SAME_CHOICE`
       or more.

    Parameters
    ----------
    votes
        The votes.
    after
        Only pairs whose later roll call is of a later session than this.

    Returns
    -------
    list of Pair
        By later and earlier roll call. No roll call has two earlier or two later ones.
    """
    if not votes.sessions or after >= votes.sessions[-1]:
        return []
    vectors = _vectors(votes)
    whole = ~votes.table["part"].to_numpy()
    ballots = _Ballots(votes)
    pairs = []
    for now in range(1, len(votes.sessions)):
        if votes.sessions[now] <= after:
            continue
        before, later = (np.flatnonzero((votes.session == t) & whole) for t in (now - 1, now))
        if not len(before) or not len(later):
            continue
        alike = (vectors[before] @ vectors[later].T).toarray()
        best = alike.argmax(1)
        for row, column in enumerate(best):
            mutual = alike[:, column].argmax() == row
            if mutual and alike[row, column] >= ALIKE:
                a, b = int(before[row]), int(later[column])
                if (share := ballots.same(a, b)) >= SAME_CHOICE:
                    pairs.append(Pair(a, b, float(alike[row, column]), share))
    return pairs


class _Ballots:
    """Choices by roll call and state."""

    def __init__(self, votes: Votes) -> None:
        self.choice = np.full((len(votes.rollcalls), len(votes.states)), -1, dtype=np.int8)
        self.choice[votes.rollcall, votes.state] = votes.choice

    def same(self, a: int, b: int) -> float:
        """Share of the states voting on both that chose the same; 0 where too few did."""
        one, other = self.choice[a], self.choice[b]
        both = (one >= 0) & (other >= 0)
        if both.sum() < FEWEST_STATES:
            return 0.0
        return float((one == other)[both].mean())


_STOP = frozenset(
    "a all an and any as at be by for from in is it its of on or s should such that the their "
    "these this those to which with adopt approve assembly call calling calls comm committee "
    "draft general i ii iii iv nations request requesting res resol resolution states un united "
    "urge urging v vi vii whole".split()
)
_AGENDA = re.compile(r"A/\d+/\d+ \S+ - ")
_SPOKEN = re.compile(r"the (?:acting )?president", re.IGNORECASE)
_ADOPTED = re.compile(r":?\s*resol\w*\s*/.*$")
_LABELLED_UNTIL = 57  # up to then the first subject is a label of the data set for the text


def title_of(title: str | None, subjects: list[str] | None) -> str:
    """Give the title of a text, from what data sets write in its place.

    Some sessions give the agenda item before a full stop and keep the title among subjects;
    some roll calls give the words spoken when the vote was called, which are no title.

    Examples
    --------
    >>> title_of("A/73/251 99b - No first placement of weapons. - WEAPONS", [])
    'no first placement of weapons'
    >>> title_of("The President: I shall now put to the vote the draft resolution.", [])
    ''
    """
    text = title or ""
    if match := _AGENDA.match(text):
        named = [s for s in subjects or () if "resolution /" in s.lower()]
        text = named[0] if named else text[match.end() :].split(". - ")[0]
    if _SPOKEN.match(text):
        return ""
    text = unicodedata.normalize("NFKD", re.sub(r"\(A/[^)]*\)", " ", text)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _ADOPTED.sub("", text)).split())


def _words(title: str, label: str) -> list[str]:
    """Words that tell texts apart, by their first six letters, so that endings do not matter."""
    kept = [w[:6] for w in title.split() if w not in _STOP and (len(w) > 2 or w.isdigit())]
    return kept + [w[:6] for w in title_of(label, None).split()] * 2


def _vectors(votes: Votes) -> Any:
    """Unit vectors of weighted words, one row per roll call, as a sparse matrix."""
    from scipy.sparse import csr_matrix

    columns = ("title", "subjects", "session")
    documents = []
    for title, subjects, session in votes.table.select(columns).iter_rows():
        label = subjects[0] if subjects and session <= _LABELLED_UNTIL else ""
        documents.append(Counter(_words(title_of(title, subjects), label)))
    spread = Counter(word for document in documents for word in document)
    column = {word: place for place, word in enumerate(spread)}
    data, where, ends = [], [], [0]
    for document in documents:
        weights = {
            word: (1 + math.log(times)) * math.log(len(documents) / spread[word])
            for word, times in document.items()
        }
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        data += [weight / norm for weight in weights.values()]
        where += [column[word] for word in weights]
        ends.append(len(data))
    return csr_matrix((data, where, ends), shape=(len(documents), max(len(spread), 1)))
