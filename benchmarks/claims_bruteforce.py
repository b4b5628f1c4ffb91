"""Random structured claims about votes against a recount in plain Python.

    python benchmarks/claims_bruteforce.py RECORD [--claims 2000] [--seed 6]

Nothing of `legation.checking` is used for the recount but the question's own definitions, as the
documentation gives them: which readings bind, how wide "about" is, how few votes say nothing.
The votes are read once as lists and dicts. Prints each claim that differs, the number of claims
by type, and the time a claim takes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from legation import states
from legation.record import Record
from legation.states import groups

TOOK = ("yes", "no", "abstain")
WORDS = {"yes": "voted_for", "no": "voted_against", "abstain": "abstained"}
#: Fewest roll calls of a share; part of them a state must take part in to be ranked.
FEWEST, PRESENT = 5, 0.25


@dataclass(frozen=True)
class Call:
    """A roll call in plain values."""

    key: str
    day: dt.date
    unique: bool
    part: bool
    tally: dict[str, int | None]
    choices: dict[str, str]


class Recount:
    """The votes of a record as lists and dicts, and verdicts counted from them."""

    def __init__(self, record: Record, as_of: dt.date) -> None:
        self.as_of = as_of
        held = record.query(
            "SELECT rollcall_id, date, coalesce(symbol, locator) AS key, yes, no, abstain, "
            "coalesce(amendment, false) OR coalesce(paragraph, false) AS part FROM rollcall "
            "WHERE date <= $day AND body = 'UNGA' ORDER BY date, rollcall_id",
            {"day": as_of},
        )
        choices: dict[str, dict[str, str]] = {row["rollcall_id"]: {} for row in held}
        for row in record.query("SELECT rollcall_id, state, choice FROM vote", {}):
            if row["rollcall_id"] in choices:
                choices[row["rollcall_id"]][row["state"]] = row["choice"]
        times = Counter(row["key"] for row in held)
        self.calls = [
            Call(
                row["key"], row["date"], times[row["key"]] == 1 and row["key"].startswith("A/RES"),
                row["part"], {c: row[c] for c in TOOK}, choices[row["rollcall_id"]],
            )
            for row in held
        ]  # fmt: skip
        self.members = sorted({s for call in self.calls for s in call.choices})

    def of(self, call: Call, state: str) -> str | None:
        """Choice of a state, of those it continues and of those that continue it."""
        if state in call.choices:
            return call.choices[state]
        for era in states.lineage(state):
            if str(era[0]) in call.choices:
                return call.choices[str(era[0])]
        return None

    def window(self, start: dt.date | None, end: dt.date | None) -> list[Call]:
        """Roll calls of some days."""
        low, high = start or dt.date.min, end or dt.date.max
        return [call for call in self.calls if low <= call.day <= high]

    def both(
        self, calls: Iterable[Call], one: str, two: str, yes_no: bool = False
    ) -> list[tuple[str, str]]:
        """Choices of two states where both took part."""
        allowed = TOOK[:2] if yes_no else TOOK
        pairs = [(self.of(call, one), self.of(call, two)) for call in calls]
        return [(a, b) for a, b in pairs if a in allowed and b in allowed]  # type: ignore[misc]

    def share(
        self, calls: Iterable[Call], one: str, two: str, yes_no: bool = False
    ) -> tuple[float, int]:
        """Share of common choices, and of how many; 0 of 0 where there is none."""
        pairs = self.both(calls, one, two, yes_no)
        return (sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0), len(pairs)

    def with_group(self, calls: Iterable[Call], one: str, key: str) -> tuple[float, int]:
        """Mean over roll calls of the share of members of the day that chose as a state did."""
        shares = []
        line = {str(era[0]) for era in states.lineage(one)}
        for call in calls:
            own = self.of(call, one)
            others = [
                self.of(call, m) for m in groups.members(key, call.day)
                if str(states.lineage(m)[-1][0]) not in line
            ]  # fmt: skip
            took = [other for other in others if other in TOOK]
            if own in TOOK and took:
                shares.append(sum(other == own for other in took) / len(took))
        return (sum(shares) / len(shares) if shares else 0.0), len(shares)

    def full_years(self) -> list[int]:
        """The last six full years."""
        return list(range(self.as_of.year - 6, self.as_of.year))


def told(holds: bool | None) -> str:
    """Word of a verdict."""
    return "outside_record" if holds is None else "supported" if holds else "refuted"


def verdict(answers: list[bool | None]) -> str:
    """Verdict of binding readings: that of the first, fragile where another says otherwise."""
    first = answers[0]
    known = {answer for answer in answers if answer is not None}
    return told(first) if first is None or len(known) == 1 else "fragile"


Claim = tuple[dict[str, Any], str]


class Claims:
    """Random claims with the verdict that a recount gives."""

    def __init__(self, recount: Recount, seed: int) -> None:
        self.votes, self.random = recount, random.Random(seed)
        self.texts = [call for call in recount.calls if call.unique and not call.part]
        # Not every word a claim can name is known: former states without a table stay out.
        self.states = [code for code in recount.members if states.find(code)]
        self.years = sorted({call.day.year for call in recount.calls} & set(range(1946, 2026)))

    def make(self, kind: str) -> Claim:
        """Give one claim of a kind."""
        return {
            "vote": self.vote, "agreement": self.agreement, "closer_to": self.closer_to,
            "never": self.never, "always": self.always, "only": self.only, "first": self.first,
            "since": self.since, "states": self.count_states, "times": self.count_times,
            "trend": self.trend, "years": self.years_extreme, "ranked": self.states_extreme,
            "bloc": self.bloc, "with_group": self.with_group, "sequence": self.sequence,
            "ended": self.ended,
        }[kind]()  # fmt: skip

    def _pair(self) -> tuple[str, str]:
        while True:
            one, two = self.random.sample(self.states, 2)
            lines = [{str(era[0]) for era in states.lineage(code)} for code in (one, two)]
            if not lines[0] & lines[1]:
                return one, two

    def _window(self, most: int = 8) -> tuple[dt.date, dt.date]:
        first = self._year()
        last = min(first + self.random.randint(0, most), self.years[-1])
        return dt.date(first, 1, 1), dt.date(last, 12, 31)

    def _year(self) -> int:
        """A year; half of the time one since 1995, in which most states are members."""
        late = [year for year in self.years if year >= 1995]
        return self.random.choice(late if late and self.random.random() < 0.5 else self.years)

    def _text(self) -> tuple[Call, str, str]:
        call = self.random.choice(self.texts)
        return call, self.random.choice(sorted(call.choices)), self.random.choice(TOOK)

    def vote(self) -> Claim:
        """What a state chose on one text."""
        call, state, said = self._text()
        claim = {"type": "vote", "subject": state, "relation": WORDS[said],
            "details": {"symbol": call.key}}  # fmt: skip
        return claim, told(call.choices[state] == said)

    def agreement(self) -> Claim:
        """A share with a bound; only the first reading decides."""
        one, two = self._pair()
        start, end = self._window()
        value, n = self.votes.share(self.votes.window(start, end), one, two)
        bound = self.random.choice(("about", "exactly", "more_than", "less_than", "at_least"))
        said = round(min(max(value + self.random.uniform(-0.12, 0.12), 0.0), 1.0), 2)
        holds = {
            "about": abs(value - said) <= 0.05 + 1e-9,
            "exactly": abs(value - said) <= 0.015 + 1e-9,
            "more_than": value > said,
            "less_than": value < said,
            "at_least": value >= said - 1e-9,
        }[bound]
        claim = {"type": "agreement", "subject": one, "object": two, "relation": "voted_with",
            "value": said, "unit": "share", "window": [str(start), str(end)],
            "details": {"bound": bound}}  # fmt: skip
        return claim, told(holds if n >= FEWEST else None)

    def with_group(self) -> Claim:
        """A share with a group, as the mean over its members of the day."""
        one, key = self.random.choice(self.states), self.random.choice(("EU", "BRICS", "ASEAN"))
        start, end = self._window(2)
        value, n = self.votes.with_group(self.votes.window(start, end), one, key)
        said = round(min(max(value + self.random.uniform(-0.1, 0.1), 0.0), 1.0), 2)
        claim = {"type": "agreement", "subject": one, "object": key, "relation": "voted_with",
            "value": said, "unit": "share", "window": [str(start), str(end)],
            "details": {"bound": "about"}}  # fmt: skip
        return claim, told(abs(value - said) <= 0.05 + 1e-9 if n >= FEWEST else None)

    def closer_to(self) -> Claim:
        """With whom a state votes more, in a window or in each of six years."""
        one, two = self._pair()
        three = self._pair()[0]
        lines = [str(states.lineage(code)[-1][0]) for code in (one, two, three)]
        if len(set(lines)) < 3:
            return self.closer_to()
        windowed = self.random.random() < 0.5
        start, end = self._window()
        years = self.votes.full_years()
        spans = (
            [(start, end)] if windowed else [(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))]
        )
        readings = [(spans[0], False), (spans[0], True)]
        if not windowed:
            readings += [((dt.date(y, 1, 1), dt.date(y, 12, 31)), False) for y in years]
        answers = []
        for span, yes_no in readings:
            calls = self.votes.window(*span)
            (a, n), (b, m) = (self.votes.share(calls, one, x, yes_no) for x in (two, three))
            answers.append(a > b if min(n, m) >= FEWEST else None)
        claim = {"type": "closer_to", "subject": one, "object": two, "comparator": three,
            "relation": "voted_with",
            "details": {"compare": "objects", "sense": "more"}}  # fmt: skip
        if windowed:
            claim["window"] = [str(start), str(end)]
        return claim, verdict(answers)

    def _choices(self, kind: str, holds: Callable[[list[bool]], bool]) -> Claim:
        """A claim about all votes of a window in which a pair took part."""
        one, two = self._pair()
        start, end = self._window(3)
        apart = self.random.random() < 0.5
        pairs = self.votes.both(self.votes.window(start, end), one, two)
        answers: list[bool | None] = []
        if apart:
            against = [{a, b} == {"yes", "no"} for a, b in pairs]
            answers = [holds(against), holds([a != b for a, b in pairs])] if pairs else [None]
        else:
            answers = [holds([a == b for a, b in pairs])] if pairs else [None]
        claim = {"type": kind, "subject": one, "object": two,
            "relation": "voted_apart" if apart else "voted_with",
            "window": [str(start), str(end)]}  # fmt: skip
        return claim, verdict(answers)

    def never(self) -> Claim:
        """That two states never chose the same, or never against each other."""
        return self._choices("never", lambda answers: not any(answers))

    def always(self) -> Claim:
        """That two states always did."""
        return self._choices("always", all)

    def since(self) -> Claim:
        """That a pair has voted alike, most times and every time, since a day."""
        one, two = self._pair()
        start = dt.date(self._year(), 1, 1)
        pairs = self.votes.both(self.votes.window(start, None), one, two)
        same = sum(a == b for a, b in pairs)
        answers = [same > len(pairs) / 2, same == len(pairs)] if pairs else [None]
        claim = {"type": "since", "subject": one, "object": two, "relation": "voted_with",
            "window": [str(start), None], "details": {"when": "since"}}  # fmt: skip
        return claim, verdict(answers)

    def first(self) -> Claim:
        """That two states chose the same for the first time in some year."""
        one, two = self._pair()
        start = dt.date(self._year(), 1, 1)
        end = start.replace(month=12, day=31)
        could = [c for c in self.votes.window(None, end) if self.votes.both([c], one, two)]
        did = [c.day for c in could if self.votes.share([c], one, two)[0] == 1]
        if did and self.random.random() < 0.5:
            start, end = did[0].replace(month=1, day=1), did[0].replace(month=12, day=31)
        holds = bool(did) and did[0] >= start if could else None
        claim = {"type": "first", "subject": one, "object": two, "relation": "voted_with",
            "window": [str(start), str(end)]}  # fmt: skip
        return claim, told(holds)

    def only(self) -> Claim:
        """That nobody else chose so."""
        call, _, said = self._text()
        who = sorted(s for s, choice in call.choices.items() if choice == said)
        if not 0 < len(who) < 60:
            return self.only()
        named = who if self.random.random() < 0.5 else sorted({*who[1:], "FRA"})
        if any(states.find(code) is None for code in named):
            return self.only()
        claim = {"type": "only", "subject": named, "relation": WORDS[said],
            "details": {"symbol": call.key}}  # fmt: skip
        return claim, told(named == who)

    def count_states(self) -> Claim:
        """How many states chose so on a text: as announced, and as listed."""
        call, _, said = self._text()
        listed = sum(choice == said for choice in call.choices.values())
        announced = call.tally[said]
        said_count = max(0, listed + self.random.randint(-2, 2))
        bound = self.random.choice(("exactly", "more_than", "at_most"))
        fits = {"exactly": int.__eq__, "more_than": int.__gt__, "at_most": int.__le__}[bound]
        counts = [listed if announced is None else announced, listed]
        claim = {"type": "count", "relation": WORDS[said], "value": said_count, "unit": "states",
            "details": {"symbol": call.key, "bound": bound, "of": "states"}}  # fmt: skip
        return claim, verdict([bool(fits(count, said_count)) for count in counts])

    def count_times(self) -> Claim:
        """How often two states chose the same in a window."""
        one, two = self._pair()
        start, end = self._window(2)
        pairs = self.votes.both(self.votes.window(start, end), one, two)
        same = sum(a == b for a, b in pairs)
        value = max(0, same + self.random.randint(-2, 2))
        claim = {"type": "count", "subject": one, "object": two, "relation": "voted_with",
            "value": value, "unit": "times", "window": [str(start), str(end)],
            "details": {"of": "times", "bound": "exactly"}}  # fmt: skip
        return claim, told(same == value if pairs else None)

    def _years(self, one: str, two: str, years: Iterable[int], yes_no: bool) -> dict[int, float]:
        found = {}
        for year in years:
            calls = self.votes.window(dt.date(year, 1, 1), dt.date(year, 12, 31))
            value, n = self.votes.share(calls, one, two, yes_no)
            if n >= FEWEST:
                found[year] = value
        return found

    def trend(self) -> Claim:
        """That a share rose or fell between two years."""
        one, two = self._pair()
        first, last = sorted(self.random.sample(self.years, 2))
        direction = self.random.choice(("up", "down"))
        sign = 1 if direction == "up" else -1
        answers: list[bool | None] = []
        for yes_no in (False, True):
            found = self._years(one, two, (first, last), yes_no)
            change = (found[last] - found[first]) * sign if len(found) == 2 else None
            answers.append(None if change is None else change >= 0.02)
        claim = {"type": "trend", "subject": one, "object": two, "relation": "voting_agreement",
            "window": [f"{first}-01-01", f"{last}-12-31"],
            "details": {"direction": direction}}  # fmt: skip
        return claim, verdict(answers)

    def years_extreme(self) -> Claim:
        """That a year had the highest or lowest share of all years."""
        one, two = self._pair()
        extreme = self.random.choice(("highest", "lowest"))
        sign = 1 if extreme == "highest" else -1
        tables = [self._years(one, two, self.years, yes_no) for yes_no in (False, True)]
        known = tables[0] or dict.fromkeys(self.years, 0.0)
        year = self.random.choice(sorted(known))
        if self.random.random() < 0.5:
            year = max(known, key=lambda y: sign * known[y])
        answers = [
            None
            if year not in table or len(table) < 2
            else sign * table[year] >= max(sign * value for value in table.values())
            for table in tables
        ]
        claim = {"type": "superlative", "subject": one, "object": two,
            "relation": "voting_agreement", "window": [f"{year}-01-01", f"{year}-12-31"],
            "details": {"extreme": extreme}}  # fmt: skip
        return claim, verdict(answers)

    def states_extreme(self) -> Claim:
        """That one state votes most, or least, with another of all states."""
        two = self._pair()[1]
        start, end = self._window(2)
        calls = self.votes.window(start, end)
        line = {str(era[0]) for era in states.lineage(two)}
        least = max(FEWEST, PRESENT * sum(self.votes.of(c, two) in TOOK for c in calls))
        extreme = self.random.choice(("highest", "lowest"))
        sign = 1 if extreme == "highest" else -1
        table = {}
        for code in self.votes.members:
            value, n = self.votes.share(calls, code, two)
            if code not in line and n >= least:
                table[code] = value
        if len(table) < 2:
            return self.states_extreme()
        one = max(sorted(table), key=lambda code: sign * table[code])
        if self.random.random() < 0.5:
            one = self.random.choice(sorted(table))
        holds = sign * table[one] >= max(sign * value for value in table.values())
        claim = {"type": "superlative", "subject": one, "object": two, "relation": "voted_with",
            "window": [str(start), str(end)], "details": {"extreme": extreme}}  # fmt: skip
        return claim, told(holds)

    def bloc(self) -> Claim:
        """That all members of a group that took part chose so on a text."""
        call, _, said = self._text()
        key = self.random.choice(("EU", "BALTIC", "ASEAN", "GCC", "NORDIC", "BRICS"))
        codes = groups.members(key, call.day)
        took = [c for c in (self.votes.of(call, code) for code in codes) if c in TOOK]
        claim = {"type": "group", "subject": key, "relation": WORDS[said],
            "details": {"symbol": call.key, "as_bloc": "yes", "choice": said}}  # fmt: skip
        return claim, told(all(c == said for c in took) if took and len(codes) > 1 else None)

    def sequence(self) -> Claim:
        """That one vote of a state came after another."""
        call, state, said = self._text()
        later = self.random.choice(self.texts)
        if state not in later.choices or call.day == later.day:
            return self.sequence()
        then = self.random.choice(TOOK)
        holds = call.choices[state] == said and later.choices[state] == then
        claim = {"type": "sequence", "subject": state, "relation": WORDS[said],
            "details": {"symbol": call.key, "choice": said, "then_symbol": later.key,
                "then_choice": then, "then_relation": WORDS[then], "then_subject": state,
                "order": "first_then_second"}}  # fmt: skip
        return claim, told(holds and call.day < later.day)

    def ended(self) -> Claim:
        """That a state stopped, or began, voting with another in a year."""
        one, two = self._pair()
        year = self._year()
        change = self.random.choice(("ended", "began"))
        answers: list[bool | None] = []
        for yes_no in (False, True):
            found = self._years(one, two, (year - 1, year), yes_no)
            was, became = (found.get(y, 0.0) > 0.5 for y in (year - 1, year))
            holds = (was and not became) if change == "ended" else (became and not was)
            answers.append(holds if len(found) == 2 else None)
        claim = {"type": "status_change", "subject": one, "object": two, "relation": "voted_with",
            "window": [f"{year}-01-01", f"{year}-12-31"],
            "details": {"change": change}}  # fmt: skip
        return claim, verdict(answers)


#: Kinds of claim in turn; those that a first reading alone decides here are marked.
KINDS = ("vote", "agreement", "closer_to", "never", "always", "only", "first", "since", "states",
    "times", "trend", "years", "ranked", "bloc", "with_group", "sequence", "ended")  # fmt: skip
FIRST_ONLY = frozenset({"ranked"})


def differing(
    record: Record, as_of: dt.date, n: int, seed: int
) -> tuple[list[tuple[str, dict[str, Any], str, str]], Counter[str], dict[str, float]]:
    """Check random claims, and give those whose verdict is not that of the recount.

    Returns
    -------
    wrong, verdicts, slowest
        Kind, claim, expected and found; how often each verdict came; seconds of the slowest
        claim of each kind.
    """
    from legation.checking import Checker

    checker = Checker(record, as_of)
    claims = Claims(Recount(record, as_of), seed)
    checker.claim(claims.vote()[0])
    wrong, verdicts, slowest = [], Counter(), dict.fromkeys(KINDS, 0.0)
    for i in range(n):
        kind = KINDS[i % len(KINDS)]
        claim, expected = claims.make(kind)
        start = time.perf_counter()
        found = checker.claim(claim)
        slowest[kind] = max(slowest[kind], time.perf_counter() - start)
        verdicts[f"{kind} {expected}"] += 1
        word = found.readings[0].verdict if kind in FIRST_ONLY else found.verdict
        if word != expected:
            wrong.append((kind, claim, expected, word))
    return wrong, verdicts, slowest


def main() -> None:
    """Run from the command line."""
    from legation.record import open_record

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--as-of", default="2026-06-30")
    asked = parser.parse_args()
    with open_record(asked.record, read_only=True) as record:
        day = dt.date.fromisoformat(asked.as_of)
        wrong, verdicts, slowest = differing(record, day, asked.claims, asked.seed)
    for kind, claim, expected, word in wrong:
        print(f"{kind}: expected {expected}, found {word}: {claim}")
    for name, count in sorted(verdicts.items()):
        print(f"{name:30} {count}")
    for kind, seconds in slowest.items():
        print(f"slowest {kind:22} {1000 * seconds:.1f} ms")
    print(f"{asked.claims - len(wrong)} of {asked.claims} claims agree")


if __name__ == "__main__":
    main()
