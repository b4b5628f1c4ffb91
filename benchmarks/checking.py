"""Time of checking claims, beside one plain query per claim on the same record in the same run.

    python benchmarks/checking.py RECORD GOLD.jsonl

RECORD holds all data; GOLD is a file of claims, one object per line with "text", "as_of" and
"type". Times are of the processor of this process, which other work on the machine does not
change, and beside them those of the clock.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

AS_OF = "2026-06-30"
STATES = (
    "USA RUS CHN GBR FRA DEU IND PAK IRN ISR EGY TUR SAU BRA ARG MEX ZAF NGA KEN JPN KOR VNM IDN "
    "POL UKR BLR HUN SRB GRC ITA ESP SWE FIN NOR CAN AUS CUB VEN KAZ DZA"
).split()

#: An article written for this measurement. It illustrates; some of what it says is wrong.
ARTICLE = """\
ILLUSTRATION, NOT NEWS. Moscow and Jerusalem have kept an odd friendship for three decades, and \
the record of their votes says less of it than their leaders do. Israel voted for the resolution \
that suspended Russia from the UN Human Rights Council. Iran abstained on that vote, according to \
one account, while China voted against resolution ES-11/3. India abstained when the General \
Assembly condemned the aggression against Ukraine on 2 March 2022. South Africa abstained too, \
and so did most of its neighbours, although none of them welcomed the war.

The two capitals had reasons to be careful. Russia has never sold major arms to Israel. Russia \
has armed Iran, and diplomats in the region remember every delivery. Israel sold weapons to \
Russia in the years before 2015. Israel is not on Russia's list of unfriendly countries. Turkey \
is not on it either, though Ankara belongs to an alliance that Moscow calls hostile. Hungary is \
on Russia's list of unfriendly states, whatever is said in Budapest. Officials who spoke for this \
article asked that their names be left out, since they were not cleared to speak to the press.

Others moved more than Israel did. In February 2025 the United States and Russia both voted \
against the General Assembly resolution on a just and lasting peace in Ukraine. Voting agreement \
between the United States and Ukraine collapsed in 2025. Argentina moved sharply towards Israel \
at the UN after 2022. Brazil votes with Russia most of the time. Mexico and Russia vote alike \
more often than not. Serbia usually votes with Russia at the General Assembly. None of this is a \
matter of sentiment, said a former ambassador over coffee in Geneva; it is arithmetic, and the \
arithmetic changes with every text that is put to the floor.

Old alliances held. Russia and Belarus are treaty allies. France and Britain agree on roughly \
nine in ten General Assembly votes. Russia and China vote together on more than 90 percent of \
General Assembly resolutions, a minister claimed last spring. At the UN, India votes more often \
with Russia than with the United States. Saudi Arabia and Iran vote alike on more than four in \
five General Assembly resolutions despite their rivalry. The rain had not stopped for days, and \
the flags in front of the building hung like washing.

What of the past? Moscow has never sanctioned Israel. The Soviet Union sold arms to Egypt before \
1973, and the crates were unloaded at night in Alexandria. Russia first sold arms to Iran in \
1992. The United States has imposed sanctions on Cuba. Finland joined NATO in 2023, and Sweden \
joined NATO in 2024. Relations between Russia and Israel have improved since 2015, some say, \
while relations between the United States and Canada have worsened since 2024. Only Israel and \
the United States voted against ending the embargo on Cuba in October 2024. Only five countries \
voted against the resolution deploring the aggression against Ukraine in March 2022.

On the glorification of Nazism the picture surprises. Russia has always voted for the resolution \
on combating the glorification of Nazism since 2019. Israel has consistently sided with Russia on \
the annual resolution against glorifying Nazism. Ukraine voted against it each year, and the \
United States did so as well. More than 150 countries voted for ES-11/1, wrote a newspaper that \
later corrected itself. Nobody in the hall seemed astonished; the delegates pressed their \
buttons, gathered their papers and went to lunch in a room with a view of the river, where the \
talk was of football, of the price of flats and of an election far away.

Some sentences no record can settle. Israel voted against Russia in order to please the United \
States. The Israeli government is a puppet of Washington. Relations between Russia and Israel \
will never recover. Such words are heard often, and they are answered by other words. A careful \
reader will ask of each of them what could be counted, by whom, and since when. Poland has \
sanctioned Russia. Japan has armed Ukraine. India is the largest buyer of Russian weapons. \
Russia sells more arms to India than to China. Egypt has never voted against Russia on a \
resolution about Ukraine. Kazakhstan voted with Russia on the suspension. Cuba abstained on the \
resolution of 2 March 2022. Vietnam abstained on ES-11/1. The night train left on time.
"""


def clocks(do: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of the processor and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    do()
    return (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3


def drawn(chance: random.Random) -> dict[str, Any]:
    """Draw a structured claim of some type about states drawn at random."""
    a, b, c = chance.sample(STATES, 3)
    year = chance.randint(1995, 2020)
    pair = {"subject": a, "object": b}
    return chance.choice(
        [
            {"type": "existence", "relation": "arms_transfer", **pair},
            {"type": "never", "relation": "sanction", **pair},
            {"type": "existence", "relation": "alliance", **pair},
            {"type": "existence", "relation": "dispute", **pair, "window": [str(year), None]},
            {"type": "designation", "relation": "listed", "subject": "RUS", "object": b},
            {"type": "superlative", "relation": "arms_transfer", **pair,
                "details": {"extreme": "highest"}},
            {"type": "closer_to", "relation": "relations", **pair, "comparator": c},
            {"type": "closer_to", "relation": "voted_with", **pair, "comparator": c},
            {"type": "trend", "relation": "relations", **pair, "window": [str(year), None],
                "details": {"direction": chance.choice(("up", "down")), "when": "since"}},
            {"type": "superlative", "relation": "relations", **pair,
                "window": [str(year), None], "details": {"extreme": "lowest", "when": "since"}},
            {"type": "agreement", "relation": "voting_agreement", **pair, "value": 0.6,
                "unit": "share", "details": {"bound": "more_than"}},
            {"type": "vote", "relation": "voted_for", "subject": a,
                "details": {"symbol": chance.choice(("ES-11/1", "ES-11/3", "79/7", "68/262"))}},
        ]
    )  # fmt: skip


def peer(record: Any, claims: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of one plain query for each claim: rows between its two states."""
    sql = """SELECT (SELECT count(*) FROM measure WHERE actor = $a AND target = $b) AS measures,
        (SELECT count(*) FROM vote x JOIN vote y USING (rollcall_id)
            WHERE x.state = $a AND y.state = $b AND x.choice = y.choice) AS alike"""
    pairs = [(one["subject"], one.get("object") or "USA") for one in claims]
    return [clocks(lambda p=p: record.query(sql, {"a": p[0], "b": p[1]}))[0] for p in pairs]


def row(name: str, times: list[tuple[float, float]]) -> None:
    """Print median, 95th percentile and largest, of the processor and the clock."""
    told = []
    for one in zip(*times, strict=True):
        ordered = sorted(one)
        p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
        told.append(f"{statistics.median(ordered):8.1f} {p95:8.1f} {ordered[-1]:8.1f}")
    print(f"{name:34} {len(times):5} {told[0]} | {told[1]}")


def cold(record: Path) -> None:
    """Print the time of a process that checks one claim, and of one that starts Python alone."""
    code = (
        "import sys\nfrom legation.record import open_record\nfrom legation.checking import check\n"
        "check(open_record(sys.argv[1], read_only=True), sys.argv[2], '2026-06-30')"
    )
    texts = {
        "vote": "Israel voted for ES-11/3.",
        "arms": "Russia has armed Iran.",
        "index": "Relations between Russia and Israel have improved since 2015.",
        "Python alone": "",
    }
    for name, text in texts.items():
        words = [sys.executable, "-c", code if text else "pass", str(record), text]
        times = [clocks(lambda w=words: subprocess.run(w, check=True))[1] for _ in range(4)]
        print(f"cold, {name:28} {min(times[1:]) / 1e3:6.2f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("gold", type=Path)
    given = parser.parse_args()
    from legation.checking import Checker
    from legation.record import open_record

    cold(given.record)
    record = open_record(given.record, read_only=True)
    checker = Checker(record, AS_OF)
    gold = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    # What is loaded once for many claims is loaded by other claims than those measured.
    chance = random.Random(1)
    for one in gold:
        checker.text(one["text"])
    for _ in range(60):
        checker.claim(drawn(chance))

    print(f"{'milliseconds':34} {'n':>5} {'processor: median, p95, most':26} | clock: the same")
    told: dict[str, list[tuple[float, float]]] = collections.defaultdict(list)
    for one in gold:
        told[one["type"]].append(clocks(lambda one=one: checker.text(one["text"])))
    for name, times in sorted(told.items()):
        row(f"gold, {name}", times)
    row("gold, all", [one for times in told.values() for one in times])

    chance = random.Random(20261121)
    claims = [drawn(chance) for _ in range(1000)]
    by_type: dict[str, list[tuple[float, float]]] = collections.defaultdict(list)
    begun = time.perf_counter()
    for one in claims:
        by_type[f"{one['type']}, {one['relation']}"].append(
            clocks(lambda one=one: checker.claim(one))
        )
    took = time.perf_counter() - begun
    for name, times in sorted(by_type.items()):
        row(f"random, {name}", times)
    every = [one for times in by_type.values() for one in times]
    row("random, all", every)
    plain = peer(record, claims[:200])
    ratio = statistics.median(one for one, _ in every) / statistics.median(plain)
    print(f"peer, one plain query: median {statistics.median(plain):.1f} ms; ratio {ratio:.2f}")
    cpu = sum(one for one, _ in every) / 1e3
    print(f"1,000 claims in one Checker: {cpu:.1f} s of the processor, {took:.1f} s of the clock")
    words = len(ARTICLE.split())
    fresh = Checker(record, dt.date(2026, 6, 30))
    fresh.text("Israel voted for ES-11/3. Russia has armed Iran.")
    for name, one in (("first", fresh), ("again", fresh)):
        cpu_ms, wall_ms = clocks(lambda one=one: one.text(ARTICLE))
        found = len(one.text(ARTICLE))
        print(f"article of {words} words, {found} claims, {name}: {cpu_ms / 1e3:.2f} s of the "
            f"processor, {wall_ms / 1e3:.2f} s of the clock")  # fmt: skip


if __name__ == "__main__":
    main()
