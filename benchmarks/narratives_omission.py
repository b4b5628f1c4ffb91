"""How well what camps leave out is found, where it is known what was left out.

Run: python benchmarks/narratives_omission.py [--runs N] [--record FILE]

Two ways to know. Tables drawn from a model of outlets, happenings and camps, with some happenings
left out by one camp; and, with --record, the documents of a record, from which all reports that a
camp's outlets make of some happenings are taken (their other documents stay).
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from legation.narratives.deciding import decide

MARK = 0.1


def drawn(
    seed: int, outlets: tuple[int, ...], happenings: int, planted: int, level: float, apart: float
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Draw tables and decide them.

    Parameters
    ----------
    level
        Log odds that a typical outlet reports a typical happening.
    apart
        By how much the outlets of the first camp are smaller than the others, in standard
        deviations of the log number of documents.

    Returns
    -------
    found, planted
        Pairs of happening and camp.
    """
    random = np.random.default_rng(seed)
    size = sum(outlets)
    camp = np.repeat(np.arange(len(outlets)), outlets)[:, None] * np.ones((1, happenings), np.intp)
    big = random.normal(0, 1, (size, 1)) - apart * (camp == 0)
    exposure = np.exp(2.5 + 0.8 * big + random.normal(0, 0.2, camp.shape))
    odds = level + 0.5 * big + random.normal(0, 1, (size, 1)) + random.normal(0, 1, happenings)
    gone = random.choice(happenings, planted, replace=False)
    whose = random.integers(0, len(outlets), planted)
    for at, one in zip(gone, whose, strict=True):
        odds[camp[:, at] == one, at] -= 5
    covered = random.random(odds.shape) < 1 / (1 + np.exp(-odds))
    camp = np.where(random.random(camp.shape) < 0.1, -1, camp).astype(np.intp)
    decided = decide(covered, camp, exposure, np.zeros(happenings, np.intp), len(outlets), MARK)
    found = {(int(h), int(c)) for h, c in np.argwhere(decided.missing(MARK))}
    return found, {(int(h), int(c)) for h, c in zip(gone, whose, strict=True)}


def simulate(runs: int) -> None:
    """Print the false-discovery rate, the power and how many empty runs find something."""
    print("outlets | happenings | planted | level | apart | runs | any found | false | power")
    for outlets, happenings, planted, level, apart, count in (
        ((12, 14), 40, 0, 0.0, 0.0, runs),
        ((12, 14), 40, 0, 0.0, 1.5, runs),
        ((10, 10, 10), 40, 0, 0.0, 0.0, runs // 2),
        ((12, 14), 40, 8, 0.0, 0.0, runs // 2),
        ((12, 14), 40, 8, 1.0, 0.0, runs // 2),
        ((25, 25), 40, 8, 0.0, 0.0, runs // 4),
        ((12, 14), 40, 8, 1.0, 1.5, runs // 4),
        ((10, 10, 10), 40, 8, 1.0, 0.0, runs // 4),
    ):
        results = [drawn(s, outlets, happenings, planted, level, apart) for s in range(count)]
        false = np.mean([len(found - true) / max(1, len(found)) for found, true in results])
        there = sum(len(true) for _, true in results)
        power = sum(len(found & true) for found, true in results) / there if there else np.nan
        some = np.mean([bool(found) for found, _ in results])
        print(
            f"{'+'.join(map(str, outlets))} | {happenings} | {planted} | {level:+.1f} | {apart} | "
            f"{count} | {some:.3f} | {false:.3f} | {power:.2f}",
            flush=True,
        )


def dropped(record_file: Path, runs: int) -> None:
    """Take the reports of a camp out of a record's matches, and look whether that is found.

    Camps are outlets dealt at random, so that nothing is missing from either but what is taken.
    Only happenings that enough outlets report can show it: the most reported are taken.
    """
    from legation.narratives.camps import Camp, Camps, Outlet
    from legation.narratives.documents import documents
    from legation.narratives.happenings import Happening, Happenings
    from legation.narratives.matching import match
    from legation.narratives.omission import missing_of
    from legation.record import open_record

    record = open_record(record_file, read_only=True)
    held = documents(record)
    held.naming()
    begun = time.perf_counter()
    found = stories(held, Happening, Happenings)
    matches = match(held, found)
    print(f"{len(found)} weeks, {len(matches)} matches, {time.perf_counter() - begun:.1f} s")
    counts = matches.reported.sum(axis=0)
    outlets = [name for at, name in enumerate(held.outlets) if (held.outlet == at).sum() >= 20]
    most = np.argsort(-counts, kind="stable")[:8]
    print("reports of the most reported:", counts[most].tolist())
    wrong, caught, empty = [], 0, 0
    for seed in range(runs):
        random = np.random.default_rng(seed)
        dealt = random.permutation(outlets)
        half = len(dealt) // 2
        camps = Camps(
            tuple(
                Camp(name, tuple(Outlet(str(one)) for one in part))
                for name, part in (("one", dealt[:half]), ("two", dealt[half:]))
            )
        )
        empty += bool(missing_of(camps, matches, q=MARK).found)
        inside = {at for at, name in enumerate(held.outlets) if name in set(dealt[:half])}
        gone = np.isin(held.outlet[matches.document], list(inside))
        gone &= np.isin(matches.happening, most)
        kept = replace(
            matches,
            happening=matches.happening[~gone],
            document=matches.document[~gone],
            score=matches.score[~gone],
            words=tuple(w for w, out in zip(matches.words, gone, strict=True) if not out),
        )
        listed = missing_of(camps, kept, q=MARK).found
        true = {found[int(at)].id for at in most}
        names = {row.happening.id for row in listed if row.missing_from == ("one",)}
        wrong.append((len(listed) - len(names & true)) / max(1, len(listed)))
        caught += len(names & true)
    print(
        f"outlets dealt at random, {runs} runs: any found with nothing taken {empty / runs:.2f}; "
        f"with reports of {len(most)} taken: false {np.mean(wrong):.3f}, found "
        f"{caught / runs / len(most):.2f}"
    )


def stories(held, happening_type, table_type):  # type: ignore[no-untyped-def]
    """Make weeks in which engines read dealings of a pair in many documents.

    The record's own happenings are few in the years of its articles. These serve to try the tests
    on real articles, and nowhere else: what outlets report decides what they are.
    """
    import datetime as dt

    from legation.narratives.documents import day_of
    from legation.narratives.voice import CLASS_OF, CLASSES
    from legation.narratives.wording import roots_words
    from legation.relations.window import window

    place = {name: at for at, name in enumerate(held.ids.tolist())}
    rows = held.record.con.execute(
        "SELECT DISTINCT document_id, least(actor, target), greatest(actor, target), root "
        "FROM event_statement WHERE starts_with(source_id, 'reading-') AND NOT shadowed "
        "AND actor <> target AND start < 600"
    ).fetchall()
    weeks: dict[tuple[object, ...], set[int]] = {}
    for name, a, b, root in rows:
        day = day_of(int(held.day[place[name]])) if name in place else None
        if day is not None and root in CLASS_OF:
            week = day - dt.timedelta(days=day.weekday())
            outlet = int(held.outlet[place[name]])
            weeks.setdefault((week, a, b, CLASS_OF[root]), set()).add(outlet)
    made = [
        happening_type(
            id=f"story:{a}:{b}:{week}:{kind}", kind="events", date=week,
            last=week + dt.timedelta(days=6), precision="day", states=(a, b),
            edges=((a, b, 1 if kind < 2 else -1),), salience=0.5, title=f"{a} {b} {CLASSES[kind]}",
            words=tuple(roots_words([CLASSES[kind]])), classes=(kind,),
        )
        for (week, a, b, kind), outlets in weeks.items()
        if len(outlets) >= 3
    ]  # fmt: skip
    made.sort(key=lambda row: (row.date, row.id))
    return table_type(tuple(made), window())


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    if given.record:
        dropped(given.record, max(1, given.runs // 20))
    else:
        simulate(given.runs)


if __name__ == "__main__":
    main()
