"""Write a file in the format of GDELT 2.0 event exports, as large as wanted, from a seed.

The columns are as long, as skewed and as often empty as in a native file (measured on the
export of 21 January 2019, 22:00): a third of the actors from one state, half the actors without
a state, some 4.5 events from one article, addresses of 95 characters, ascending identifiers.
Nothing of a native file is copied.

    python benchmarks/gdelt_generate.py OUT.CSV --rows 20000000
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

CHUNK = 200_000
COLUMNS = 61

STATES = (
    "USA ISR GBR CAN MEX FRA PAN SYR IRQ LBY NGA JPN IRN AUS CHN JOR IND PHL RUS KOR BGD ARE AFR "
    "EGY EUR LKA MLI AZE CHE NZL SAU PRK NOR IRL YEM DOM AFG PAK TTO ESP UKR ITA COL NPL CUB WSM "
    "TCD ZWE VAT DNK MLT KWT QAT DEU BHR TUR ARG CZE POL BEL GHA HND NIC VEN ZAF BRA NER SGP OMN"
).split()
ROLES = "GOV COP EDU MIL BUS MED CVL OPP JUD LEG HLH REL SPY LAB AGR CRM ENV REF REB UAF".split()
CODES = (
    "051 042 043 010 190 040 020 036 173 046 193 057 030 090 111 112 061 071 080 084 012 013 014 "
    "023 031 038 050 060 100 110 120 130 140 141 160 170 171 180 1823 0211 0231 0331 0841 1121 1411"
).split()
FIRST_ID, FIRST_DAY = 817_930_293, np.datetime64("2019-01-21")


class Generator:
    """Columns of one chunk after the other, all from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        words = ["".join(self.random.choice(list("abcdefghiklmnoprstuvw"), 7)) for _ in range(4000)]
        self.names = _texts(
            f"{a} {b}".upper() for a, b in zip(words[:400], words[400:], strict=False)
        )
        self.places = _texts(
            f"{a.title()}, {b.title()}, {c.title()}{'' if i % 3 else ' (general)'}"
            for i, (a, b, c) in enumerate(zip(words, words[1:], words[2:], strict=False))
        )
        self.words, self.hosts = (
            words,
            [f"www.{a}{b}.com" for a, b in zip(words, words[9:], strict=False)],
        )
        self.states, self.roles, self.codes = _texts(STATES), _texts(ROLES), _texts(CODES)
        self.roots = _texts(c[:2] for c in CODES)
        self.bases = _texts(c[:3] for c in CODES)
        self.goldstein = _texts(f"{v / 10:.1f}" for v in self.random.integers(-100, 90, len(CODES)))
        self.quads = _texts(
            "1" if c < "06" else "2" if c < "10" else "3" if c < "15" else "4" for c in CODES
        )

    def chunk(self, first: int, rows: int, *, ids: np.ndarray | None = None) -> pa.Table:
        """Rows `first` to `first + rows`."""
        day = FIRST_DAY + first // 200_000  # about as many events as the source adds in a day
        code = self._skewed(len(CODES), rows)
        article = np.cumsum(self.random.random(rows) < 0.22)
        reports = _take(_texts(map(str, range(1, 400))), self.random.zipf(1.6, rows) % 399)
        two = [self._actor(rows, 0.45, 0.09), self._actor(rows, 0.54, 0.26)]
        made = [
            pa.array(FIRST_ID + np.arange(first, first + rows) if ids is None else ids).cast(
                pa.string()
            ),
            *self._dates(day, rows),
            *two[0],
            *two[1],
            _take(_texts("01"), self.random.integers(0, 2, rows)),
            _take(self.codes, code),
            _take(self.bases, code),
            _take(self.roots, code),
            _take(self.quads, code),
            _take(self.goldstein, code),
            reports,
            _take(_texts("1123"), self.random.integers(0, 4, rows)),
            reports,
            self._tone(article),
            *self._place(rows, 0.11),
            *self._place(rows, 0.27),
            *self._place(rows, 0.02),
            _take(_texts([str(day).replace("-", "") + "120000"]), np.zeros(rows, int)),
            self._addresses(article, str(day).replace("-", "/")),
        ]
        return pa.table(made, names=[f"c{i}" for i in range(COLUMNS)])

    def _skewed(self, kinds: int, rows: int) -> np.ndarray:
        weights = 1 / np.arange(1, kinds + 1) ** 1.1
        return self.random.choice(kinds, rows, p=weights / weights.sum())

    def _dates(self, day: np.datetime64, rows: int) -> list[pa.Array]:
        back = np.array([0, 1, 7, 30, 365])
        days = [str(day - int(d)) for d in back]
        which = self.random.choice(len(back), rows, p=[0.955, 0.015, 0.006, 0.009, 0.015])
        forms = [
            [d.replace("-", "") for d in days],
            [d[:4] + d[5:7] for d in days],
            [d[:4] for d in days],
            [f"{int(d[:4]) + (30 * int(d[5:7]) - 30 + int(d[8:])) / 365.25:.4f}" for d in days],
        ]
        return [_take(_texts(form), which) for form in forms]

    def _actor(self, rows: int, stateless: float, absent: float) -> list[pa.Array]:
        """Ten columns: code, name, state, group, ethnicity, religions, roles."""
        state = self._skewed(len(STATES), rows)
        role = self._skewed(len(ROLES), rows)
        draw = self.random.random(rows)
        no_state, nobody = draw < stateless, draw < absent
        no_role = ~no_state & (self.random.random(rows) < 0.7)
        states, roles = (
            _take(self.states, state, no_state),
            _take(self.roles, role, no_role | nobody),
        )
        code = _joined(states, roles)
        empty = _take(_texts("0"), np.zeros(rows, int), np.ones(rows, bool))
        name = _take(self.names, self.random.integers(0, 400, rows), nobody)
        return [code, name, states, empty, empty, empty, empty, roles, empty, empty]

    def _place(self, rows: int, absent: float) -> list[pa.Array]:
        """Seven columns: kind, name, country, region, latitude, longitude, feature."""
        which = self._skewed(len(self.places), rows)
        none = self.random.random(rows) < absent
        kinds = np.where(none, 0, 1 + which % 4)
        numbers = np.arange(len(self.places))
        forms = [
            _texts(f"{STATES[n % 60][:2]}" for n in numbers),
            _texts(f"{STATES[n % 60][:2]}{n % 30:02d}" for n in numbers),
            _texts(f"{n % 60 + n / 7919:.4f}" for n in numbers),
            _texts(f"{n % 170 - 80 + n / 7919:.4f}" for n in numbers),
            _texts(str(100_000 + n * 37) for n in numbers),
        ]
        country, region, *rest = (_take(form, which, none) for form in forms)
        second = _take(_texts(f"{n * 11 % 99999}" for n in numbers), which, none | (which % 2 == 0))
        return [
            _take(_texts("01234"), kinds),
            _take(self.places, which, none),
            country,
            region,
            second,
            *rest,
        ][:8]

    def _tone(self, article: np.ndarray) -> pa.Array:
        tones = self.random.normal(-1, 4, int(article[-1]) + 1)
        return _take(_texts(f"{t:.14f}" for t in tones), article)

    def _addresses(self, article: np.ndarray, day: str) -> pa.Array:
        count = int(article[-1]) + 1
        host = self.random.zipf(1.3, count) % len(self.hosts)
        title = self.random.integers(0, len(self.words), (count, 6))
        texts = (
            f"https://{self.hosts[h]}/{day}/{'-'.join(self.words[w] for w in t)}-{i}"
            for i, (h, t) in enumerate(zip(host.tolist(), title.tolist(), strict=True))
        )
        return _take(_texts(texts), article)


def _texts(values: object) -> pa.Array:
    return pa.array(list(values), pa.string())  # type: ignore[call-overload]


def _take(texts: pa.Array, which: np.ndarray, empty: np.ndarray | None = None) -> pa.Array:
    return texts.take(pa.array(which, mask=empty))


def _joined(*parts: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*(p.fill_null("") for p in parts), "")


def write(
    path: Path,
    rows: int,
    *,
    seed: int = 2019,
    shuffled: bool = False,
    duplicates: float = 0.0,
    bad: float = 0.0,
) -> None:
    """Write the file.

    Parameters
    ----------
    path, rows, seed
        Where, how many rows, and the seed they follow from.
    shuffled
        Whether identifiers come in random order.
    duplicates, bad
        Shares of rows that repeat the row before, and whose date is impossible.
    """
    generator = Generator(seed)
    ids = FIRST_ID + generator.random.permutation(rows) if shuffled else None
    options = pacsv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
    with path.open("wb") as out:
        for first in range(0, rows, CHUNK):
            size = min(CHUNK, rows - first)
            table = generator.chunk(
                first, size, ids=None if ids is None else ids[first : first + size]
            )
            if duplicates:
                where = np.arange(size)
                again = generator.random.random(size) < duplicates
                again[0] = False
                where[again] -= 1
                table = table.take(pa.array(where))
            if bad:
                broken = pa.array(generator.random.random(size) < bad)
                dates = pc.if_else(broken, "20190231", table.column(1))
                table = table.set_column(1, "c1", dates)
            pacsv.write_csv(table, out, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2019)
    parser.add_argument("--shuffled", action="store_true", help="identifiers in random order")
    parser.add_argument("--duplicates", type=float, default=0.0, help="share of repeated rows")
    parser.add_argument("--bad", type=float, default=0.0, help="share of rows with a wrong date")
    given = parser.parse_args()
    write(
        given.out,
        given.rows,
        seed=given.seed,
        shuffled=given.shuffled,
        duplicates=given.duplicates,
        bad=given.bad,
    )


if __name__ == "__main__":
    main()
