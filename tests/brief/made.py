"""A small record made by hand, in which every number of a brief can be counted on fingers."""

import datetime as dt
import itertools

from legation.record import open_record

HOSTILE = '<script>alert(1)</script> \u202eevil\u202c | `code` [x](javascript:alert(1)) \x07 & "q"'


class Hand:
    """Puts rows into an empty record."""

    def __init__(self) -> None:
        self.record = open_record(":memory:")
        self._numbers = itertools.count(1)
        self.source("made", "Made by hand")

    def source(self, dataset: str, name: str, **more: object) -> None:
        row = {
            "source_id": f"{dataset}:0",
            "dataset": dataset,
            "name": name,
            "version": "1",
            "licence": "CC0",
            "citation": "nobody, nowhere",
            "url": "https://example.org/data",
            "file": f"{dataset}.csv",
            "retrieved_at": dt.datetime(2026, 1, 2),
            "sha256": "0" * 64,
            "rows": 1,
            "stored": 1,
            "rejected": 0,
            "duplicates": 0,
        } | more
        self._put("source", row)

    def vote(
        self, day: str, title: str = "A text", targets: tuple[str, ...] = (), **choices: str
    ) -> str:
        n = next(self._numbers)
        name = f"A/RES/99/{n}"
        self._put(
            "rollcall",
            {
                "rollcall_id": name,
                "body": "UNGA",
                "session": "99",
                "date": dt.date.fromisoformat(day),
                "symbol": name,
                "title": title,
                "targets": list(targets),
                "yes": sum(c == "yes" for c in choices.values()),
                "no": sum(c == "no" for c in choices.values()),
                "abstain": sum(c == "abstain" for c in choices.values()),
                "important": False,
                "complete": True,
                "sources": ["made:0"],
                "source_id": "made:0",
                "locator": name,
            },
        )
        for state, choice in choices.items():
            self._put(
                "vote",
                {
                    "rollcall_id": name,
                    "state": state,
                    "choice": choice,
                    "listed": True,
                    "source_id": "made:0",
                },
            )
        return name

    def votes(self, year: int, same: int, differ: int, a: str = "FRA", b: str = "BRA") -> None:
        """Put roll calls in a year on which two states chose the same, and on which not."""
        for n in range(same + differ):
            self.vote(
                f"{year}-12-{1 + n % 28:02d}",
                f"Text {n}",
                **{a: "yes", b: "yes" if n < same else "no"},
            )

    def measure(
        self, kind: str, actor: str, target: str, start: str, end: str | None, **more: object
    ) -> None:
        dataset = str(more.pop("dataset", "made"))
        row = {
            "measure_id": f"{dataset}:{next(self._numbers)}",
            "kind": kind,
            "actor": actor,
            "target": target,
            "directed": True,
            "start": dt.date.fromisoformat(start),
            "end": dt.date.fromisoformat(end) if end else None,
            "precision": "year",
            "value": None,
            "unit": None,
            "text": kind,
            "locator": "line 1",
            "source_id": f"{dataset}:0",
            "shadowed": False,
        } | more
        self._put("measure_statement", row)

    def put(self, table: str, **row: object) -> None:
        self._put(table, row)

    def _put(self, table: str, row: dict[str, object]) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.record.con.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())
        )
