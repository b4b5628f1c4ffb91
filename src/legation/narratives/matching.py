"""Which documents report which happenings, with the words that tell so.

A document is looked at where its day lies within the reach of a happening and it names the
states; only these documents are read. What speaks for a match adds to a score, and only a score
of `MARK` or more counts:

* a vote: a passage (a title, or `_AROUND` characters to either side) that names the body (1) and
  speaks of a vote or a resolution (1), with words of the text's title (1 for a rare one, one half
  for one that every tenth title has, 2 at most); the states it is directed at named in that
  passage or in the title (one half); the symbol of the text is enough;
* everything else: both states in title or lead (1), words of its kind in the title (1.5) or in the
  lead (1), and dealings of the same sign that an engine read between them in the document (1).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from legation.narratives.documents import NO_DAY, Documents, Ints, Naming, day_number
from legation.narratives.happenings import Happening, Happenings
from legation.narratives.voice import CLASS_OF
from legation.narratives.wording import all_stems, stems

if TYPE_CHECKING:
    import polars as pl

#: Score from which a document counts as reporting a happening.
MARK = 3.0
#: Days before and after, by kind; "" for all others. Coders date an event by its report.
REACH = {"": (1, 10), "events": (1, 3)}
#: Characters of a text, after its title, that count as its lead.
LEAD = 600
_AROUND = 300
_BODIES = {
    "UNGA": r"\b(?:UN|U\.N\.|UNGA|United Nations|General Assembly)\b",
    "UNSC": r"\b(?:UN|U\.N\.|UNSC|United Nations|Security Council)\b",
    "UNHRC": r"\b(?:UN|U\.N\.|UNHRC|HRC|United Nations|Human Rights Council)\b",
}
_ACT = re.compile(
    r"\b(?:resolutions?|vot(?:e|es|ed|ing)|adopt(?:s|ed|ion)|embargo vote)\b", re.IGNORECASE
)
#: A passage about another body of the same organization is not about this one.
_OTHERS = {
    "UNGA": re.compile(r"\b(?:Security Council|UNSC|Human Rights Council)\b"),
    "UNSC": re.compile(r"\b(?:General Assembly|UNGA|Human Rights Council)\b"),
    "UNHRC": re.compile(r"\b(?:General Assembly|UNGA|Security Council|UNSC)\b"),
}
_OWN = {
    "UNGA": re.compile(r"\b(?:General Assembly|UNGA)\b", re.IGNORECASE),
    "UNSC": re.compile(r"\b(?:Security Council|UNSC)\b", re.IGNORECASE),
    "UNHRC": re.compile(r"\b(?:Human Rights Council|UNHRC)\b", re.IGNORECASE),
}
_PART = 2_000

Progress = Callable[[int, int], None]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Matches:
    """Documents that report happenings, in the order of happenings and documents.

    Attributes
    ----------
    held, found
        The documents and happenings.
    happening, document
        Places, int32[matches].
    score
        float64[matches], `MARK` or more.
    words
        What speaks for each match, parted by commas.
    looked_at
        Documents that were read for each happening, int32[happenings].
    undated
        Documents that have no day and could not match.
    """

    held: Documents
    found: Happenings
    happening: Ints
    document: Ints
    score: npt.NDArray[np.float64]
    words: tuple[str, ...]
    looked_at: Ints
    undated: int

    def __len__(self) -> int:
        """Count the matches."""
        return len(self.happening)

    @cached_property
    def reported(self) -> Bools:
        """Whether an outlet reports a happening, bool[outlets, happenings]."""
        out = np.zeros((len(self.held.outlets), len(self.found)), bool)
        outlet = self.held.outlet[self.document]
        known = outlet >= 0
        out[outlet[known], self.happening[known]] = True
        return out

    def frame(self, ids: Iterable[str] | None = None) -> pl.DataFrame:
        """Give one row per match: id, event, date, outlet, title, score, words, document_id.

        Parameters
        ----------
        ids
            Ids of happenings; all by default.
        """
        import polars as pl

        wanted = None if ids is None else set(ids)
        chosen = [
            at for at in range(len(self))
            if wanted is None or self.found[int(self.happening[at])].id in wanted
        ]  # fmt: skip
        titles = _titles(self.held, [str(self.held.ids[self.document[at]]) for at in chosen])
        rows = []
        for at in chosen:
            happening, document = self.found[int(self.happening[at])], int(self.document[at])
            outlet = int(self.held.outlet[document])
            name = str(self.held.ids[document])
            rows.append((
                happening.id, happening.title, self.held.date(document),
                self.held.outlets[outlet] if outlet >= 0 else None, titles.get(name),
                float(self.score[at]), self.words[at], name,
            ))  # fmt: skip
        types: dict[str, Any] = {
            "id": pl.String, "event": pl.String, "date": pl.Date, "outlet": pl.String,
            "title": pl.String, "score": pl.Float64, "words": pl.String,
            "document_id": pl.String,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=types, orient="row")


def reach(happening: Happening) -> tuple[int, int]:
    """Give the first and last day, since 1970-01-01, on which a document can report a happening.

    What is dated by month is reported in that month, whose days around it are not known.
    """
    if happening.precision == "month":
        return day_number(happening.date), day_number(happening.last)
    before, after = REACH.get(happening.kind, REACH[""])
    return day_number(happening.date) - before, day_number(happening.last) + after


def match(held: Documents, found: Happenings, *, progress: Progress | None = None) -> Matches:
    """Find the documents that report happenings.

    Parameters
    ----------
    held
        The documents.
    found
        The happenings.
    progress
        Called with how many happenings were looked at, and of how many.

    Returns
    -------
    Matches
    """
    naming = held.naming()
    candidates = _candidates(held, naming, found)
    wanted = np.unique(np.concatenate([*candidates, np.zeros(0, np.int64)])).astype(np.int64)
    texts = _Texts(held, wanted.tolist())
    dealings = _dealings(held)
    common = _common(found)
    rows: list[tuple[int, int, float, str]] = []
    for at, (happening, documents) in enumerate(zip(found, candidates, strict=True)):
        if progress and at % 100 == 0:
            progress(at, len(found))
        for document in documents.tolist():
            if happening.kind == "vote":
                score, words = _vote(happening, texts, document, naming, common)
            else:
                score, words = _dealing(happening, texts, document, naming, dealings)
            if score >= MARK:
                rows.append((at, document, score, ", ".join(words)))
    if progress:
        progress(len(found), len(found))
    return Matches(
        held, found,
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.array([row[2] for row in rows], np.float64),
        tuple(row[3] for row in rows),
        np.array([len(documents) for documents in candidates], np.int32),
        int((held.day == NO_DAY).sum()),
    )  # fmt: skip


def _candidates(held: Documents, naming: Naming, found: Happenings) -> list[Ints]:
    """Give the documents within reach of each happening that name its states, ascending."""
    order = np.argsort(held.day, kind="stable")
    days = held.day[order]
    place = {code: at for at, code in enumerate(naming.codes)}
    named = np.zeros((len(place), len(held)), bool)
    named[naming.state, naming.document] = True
    leading = np.zeros((len(place), len(held)), bool)
    front = naming.in_title | naming.in_lead
    leading[naming.state[front], naming.document[front]] = True
    out: list[Ints] = []
    for happening in found:
        first, last = reach(happening)
        inside = order[slice(*np.searchsorted(days, [first, last + 1]))]
        if happening.kind == "vote":
            codes = [place[c] for c in (*happening.states, *happening.about) if c in place]
            keep = named[np.ix_(codes, inside)].any(axis=0)
        else:
            known = [place.get(code, -1) for code in happening.states]
            if happening.kind == "designation":
                # Of a list of fifty, whoever made it and one of those on it are enough.
                maker = place.get(happening.edges[0][0], -1)
                rest = [at for at in known if at not in (-1, maker)]
                keep = named[np.ix_(rest, inside)].any(axis=0) & (maker >= 0)
                if maker >= 0:
                    keep &= leading[maker, inside]
            elif -1 in known:
                keep = np.zeros(len(inside), bool)
            else:
                keep = named[np.ix_(known, inside)].all(axis=0)
                keep &= leading[np.ix_(known, inside)].any(axis=0)
        out.append(np.sort(inside[keep]).astype(np.int32))
    return out


@dataclass(frozen=True)
class _Text:
    """A document as matching reads it: passages that could speak of a vote, and stems."""

    title: str
    lead: str
    text: str

    @cached_property
    def title_stems(self) -> frozenset[str]:
        return all_stems(self.title)

    @cached_property
    def lead_stems(self) -> frozenset[str]:
        return all_stems(self.lead)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_held", {})

    def passages(self, body: str) -> list[tuple[frozenset[str], list[str], bool]]:
        """Give stems, telling words and whether the body's own name stands in passages."""
        held: dict[str, Any] = self._held  # type: ignore[attr-defined]
        if body not in held:
            held[body] = [
                found for part in self._parts(body) if (found := _passage(part, body)) is not None
            ]
        found: list[tuple[frozenset[str], list[str], bool]] = held[body]
        return found

    def _parts(self, body: str) -> Iterable[str]:
        if len(self.text) <= 3 * _AROUND:
            yield f"{self.title}\n{self.text}"
            return
        yield self.title
        until = -1
        # The body's name may be in lower case where a source lowers all.
        for found in _body(body).finditer(self.text):
            if found.start() < until:
                continue
            until = found.start() + _AROUND
            yield self.text[max(0, found.start() - _AROUND) : until]


def _passage(part: str, body: str) -> tuple[frozenset[str], list[str], bool] | None:
    name, act = _body(body).search(part), _ACT.search(part)
    if name is None or act is None:
        return None
    own = _OWN.get(body, _body(body)).search(part)
    other = _OTHERS.get(body)
    if own is None and other is not None and re.search(other.pattern, part, re.IGNORECASE):
        return None
    return all_stems(part), [(own or name).group(), act.group()], own is not None


class _Texts:
    """Texts of candidates, loaded part by part and kept while they are looked at."""

    def __init__(self, held: Documents, documents: Sequence[int]) -> None:
        self._held = held
        self._texts: dict[int, _Text] = {}
        place = {str(held.ids[at]): at for at in documents}
        names = sorted(place)
        for at in range(0, len(names), _PART):
            rows = held.record.con.execute(
                "SELECT document_id, title, text FROM document WHERE document_id IN "
                "(SELECT unnest(?))",
                [names[at : at + _PART]],
            ).fetchall()
            for name, title, text in rows:
                head, body = title or "", text or ""
                if head and body.startswith(head):
                    body = body[len(head) :]
                self._texts[place[name]] = _Text(head, body[:LEAD], body)

    def __getitem__(self, document: int) -> _Text:
        return self._texts[document]


def _body(name: str) -> re.Pattern[str]:
    return re.compile(_BODIES.get(name, r"\b(?:UN|U\.N\.|United Nations)\b"), re.IGNORECASE)


def _common(found: Happenings) -> frozenset[str]:
    """Give the stems that every tenth title of a vote has."""
    votes = [row for row in found if row.kind == "vote"]
    counts = Counter(word for row in votes for word in row.words)
    return frozenset(word for word, n in counts.items() if n >= max(10, 0.1 * len(votes)))


def _vote(
    happening: Happening, texts: _Texts, document: int, naming: Naming, common: frozenset[str]
) -> tuple[float, list[str]]:
    text = texts[document]
    for symbol in happening.symbols:
        if symbol in text.text or symbol in text.title:
            return 2 * MARK, [symbol]
    body = happening.title.split(" ", 1)[0]
    own = _state_stems(happening.states)
    matter = _state_stems(happening.about) | (set(happening.words) - own)
    best: tuple[float, list[str]] = (0.0, [])
    for stems_, words, exact in text.passages(body):
        hits = sorted(matter & stems_)
        weight = min(2.0, sum(0.5 if word in common else 1.0 for word in hits))
        if not hits:
            continue
        there = bool(own & (stems_ | text.title_stems))
        score = 2.0 + weight + 0.5 * there + 0.5 * exact - 0.5
        if score > best[0]:
            best = (score, [*words, *hits, *sorted(own & stems_)])
    return best


def _dealing(
    happening: Happening, texts: _Texts, document: int, naming: Naming, dealings: Any
) -> tuple[float, list[str]]:
    text = texts[document]
    wanted = set(happening.words)
    in_title, in_lead = sorted(wanted & text.title_stems), sorted(wanted & text.lead_stems)
    score = 1.5 if in_title else 1.0 if in_lead else 0.0
    if not score:
        return 0.0, []
    own = [_state_stems([code]) for code in happening.states]
    front = text.title_stems | text.lead_stems
    score += 1.0 if sum(bool(one & front) for one in own) >= 2 else 0.0
    words = in_title or in_lead
    signs = {(min(a, b), max(a, b), sign) for a, b, sign in happening.edges}
    if signs & dealings.get(document, set()):
        score += 1.0
        words = [*words, "dealings read"]
    return score, words


def _state_stems(codes: Iterable[str]) -> set[str]:
    """Give the stems of names and demonyms of states."""
    from legation import states

    found: set[str] = set()
    for code in codes:
        state = states.find(code)
        if state is not None:
            found |= set(stems(" ".join([state.name, *(state.demonyms or ())])))
    return found


def _dealings(held: Documents) -> dict[int, set[tuple[str, str, int]]]:
    """Give pair and sign of what engines read in each document."""
    rows = held.record.con.execute(
        "SELECT DISTINCT document_id, least(actor, target), greatest(actor, target), root "
        "FROM event_statement WHERE starts_with(source_id, 'reading-') AND NOT shadowed "
        "AND actor IS NOT NULL AND target IS NOT NULL AND actor <> target"
    ).fetchall()
    place = {name: at for at, name in enumerate(held.ids.tolist())}
    found: dict[int, set[tuple[str, str, int]]] = {}
    for name, a, b, root in rows:
        if name in place and root in CLASS_OF:
            sign = 1 if CLASS_OF[root] < 2 else -1
            found.setdefault(place[name], set()).add((a, b, sign))
    return found


def _titles(held: Documents, names: list[str]) -> dict[str, str]:
    rows = held.record.con.execute(
        "SELECT document_id, coalesce(title, left(text, 100)) FROM document "
        "WHERE document_id IN (SELECT unnest(?))",
        [sorted(set(names))],
    ).fetchall()
    return dict(rows)


def span_of(happening: Happening, around: int) -> tuple[dt.date, dt.date]:
    """Give the days around a happening within which an outlet must have been collected."""
    days = dt.timedelta(days=around)
    return happening.date - days, happening.last + days
