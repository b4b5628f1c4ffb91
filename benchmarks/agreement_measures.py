"""Which measure of agreement foretells left-out votes best, and which n its error follows.

In each session half of the roll calls, drawn at random, give the measure of every pair; in the
other half the agreement s of the pair is regressed on the chance e of the roll call (linear and
squared), on the measure and on their products, over every second pair, and predicted for the
rest. Printed is the share of the squared error that the measure takes away from chance alone,
the mean over sessions.

    python benchmarks/agreement_measures.py RECORD
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from legation.record import Record, open_record

Array = np.ndarray[Any, Any]
SESSIONS = (5, 12, 20, 30, 38, 45, 52, 60, 68, 72, 76, 79)
CHOICES = ("yes", "abstain", "no")


def choices(record: Record, session: int) -> Array:
    """Float [3, states, roll calls]: one where a state chose so; states that mostly voted."""
    rows = record.con.execute(
        "SELECT state, rollcall_id, choice FROM vote JOIN rollcall USING (rollcall_id) "
        "WHERE choice <> 'absent' AND session = ? ORDER BY ALL",
        [str(session)],
    ).fetchall()
    states, calls = (sorted({row[i] for row in rows}) for i in (0, 1))
    at = [{name: place for place, name in enumerate(names)} for names in (states, calls)]
    cast = np.zeros((3, len(states), len(calls)))
    for state, call, choice in rows:
        cast[CHOICES.index(choice), at[0][state], at[1][call]] = 1
    return cast[:, cast.sum((0, 2)) > 0.4 * len(calls)]


def agreement(cast: Array, half: bool) -> tuple[Array, Array, Array]:
    """Give s and whether both voted, [pairs, roll calls], and the chance e, [roll calls]."""
    yes, idle, no = cast
    first, second = np.triu_indices(cast.shape[1], 1)
    both = cast.sum(0)[first] * cast.sum(0)[second]
    same = sum(one[first] * one[second] for one in cast)
    if half:
        same = same + 0.5 * (idle[first] * (yes + no)[second] + (yes + no)[first] * idle[second])
    return same, both, (same * both).sum(0) / both.sum(0)


def measures(cast: Array) -> dict[str, Array]:
    """Give every measure of every pair."""
    found = {}
    for half in (False, True):
        s, both, e = agreement(cast, half)
        count = np.maximum(both.sum(1), 1)
        name = "half credit" if half else "same"
        found[f"{name}: s"] = s.sum(1) / count
        found[f"{name}: s - e"] = ((s - e) * both).sum(1) / count
        found[f"{name}: sum(s - e) / sum(1 - e)"] = ((s - e) * both).sum(1) / np.maximum(
            ((1 - e) * both).sum(1), 1e-9
        )
        for power in (0.5, 1.0, 1.5, 2.0):
            w = (1 - e) ** power * both
            found[f"{name}: s - e, weight (1 - e)^{power:g}"] = ((s - e) * w).sum(1) / np.maximum(
                w.sum(1), 1e-9
            )
    s, both, _ = agreement(cast, half=False)
    first, second = np.triu_indices(cast.shape[1], 1)
    count = np.maximum(both.sum(1), 1)
    voted = cast.sum(0)
    pooled = [(one @ voted.T + voted @ one.T)[first, second] / (2 * count) for one in cast]
    chance = sum(p**2 for p in pooled)
    found["Scott's pi of the pair"] = (s.sum(1) / count - chance) / np.maximum(1 - chance, 1e-9)
    return found


def foretold(measure: Array | None, s: Array, both: Array, e: Array) -> float:
    """Mean squared error for every second pair of a regression fitted on the others."""
    base = np.stack([np.ones_like(s), np.broadcast_to(e, s.shape), np.broadcast_to(e**2, s.shape)])
    x = base if measure is None else np.concatenate([base, base * measure[:, None]])
    fit = np.arange(len(s)) % 2 == 0
    known, asked = both.astype(bool) & fit[:, None], both.astype(bool) & ~fit[:, None]
    slopes = np.linalg.lstsq(x[:, known].T, s[known], rcond=None)[0]
    return float(((s[asked] - slopes @ x[:, asked]) ** 2).mean())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    record = open_record(parser.parse_args().record, read_only=True)
    draw = np.random.default_rng(1)
    gains: dict[str, list[list[float]]] = {}
    for session in SESSIONS:
        cast = choices(record, session)
        order = draw.permutation(cast.shape[2])
        given, left = np.array_split(order, 2)
        found = measures(cast[:, :, given])
        for half in (False, True):
            s, both, e = agreement(cast[:, :, left], half)
            alone = foretold(None, s, both, e)
            for name, measure in found.items():
                kept = gains.setdefault(name, [[], []])
                kept[half].append(1 - foretold(measure, s, both, e) / alone)
    print(f"{'':44s} same choice   half credit")
    for name, (same, credit) in sorted(gains.items(), key=lambda item: -np.mean(item[1])):
        print(f"{name:44s} {np.mean(same):11.3f} {np.mean(credit):13.3f}")


if __name__ == "__main__":
    main()
