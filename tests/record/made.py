"""Small files in the formats of the real ones, made of nothing but a seed."""

from __future__ import annotations

import json
import random
from pathlib import Path

STATES = {
    "ISRAEL": "ISR",
    "RUSSIAN FEDERATION": "RUS",
    "UNITED STATES": "USA",
    "IRAN (ISLAMIC REPUBLIC OF)": "IRN",
    "UKRAINE": "UKR",
    "TÜRKİYE": "TUR",
    "CHINA": "CHN",
    "INDIA": "IND",
}


def resolutions(seed: int = 1, number: int = 12, session: int = 76) -> list[dict[str, object]]:
    """Make resolutions of one session, three in four put to a vote."""
    source = random.Random(seed)
    made: list[dict[str, object]] = []
    for i in range(1, number + 1):
        lists: dict[str, list[str]] = {"MS_in_favour": [], "MS_against": [], "MS_abstaining": []}
        if i % 4:
            for name in STATES:
                if source.random() < 0.95:
                    lists[source.choice(list(lists))].append(name)
        made.append(
            {
                "symbol": f"A/RES/{session}/{i}",
                "title": f"Question {i}",
                "adoption_date": f"{1 + i % 28} December {1945 + session}",
                "subjects": [["DISARMAMENT", "UNBIS Thesaurus"]],
                **{f"{k}_count": str(len(v)) if i % 4 else "N.A." for k, v in lists.items()},
                **lists,
            }
        )
    return made


def write_lines(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def unvotes(folder: Path, rows: list[dict[str, object]], first: int = 9001) -> list[Path]:
    """Write the votes of resolutions in the layout of the unvotes package."""
    calls, votes = ["rcid,session,importantvote,date,unres,amend,para,short,descr"], []
    months = {"December": "12"}
    for rcid, row in enumerate(rows, first):
        if not row["MS_in_favour"] and not row["MS_against"]:
            continue
        day, month, year = str(row["adoption_date"]).split()
        symbol = str(row["symbol"]).replace("A/RES", "R")
        date = f"{year}-{months[month]}-{int(day):02d}"
        calls.append(f"{rcid},{symbol.split('/')[1]},0,{date},{symbol},0,0,SHORT,LONG")
        for key, choice in (
            ("MS_in_favour", "yes"),
            ("MS_against", "no"),
            ("MS_abstaining", "abstain"),
        ):
            votes += [f'{rcid},"{n.title()}",XX,{choice}' for n in row[key]]  # type: ignore[attr-defined]
    a, b = folder / "rollcalls.csv", folder / "votes.csv"
    a.write_text("\n".join(calls) + "\n", "utf-8")
    b.write_text("\n".join(["rcid,country,country_code,vote", *votes]) + "\n", "utf-8")
    return [a, b]
