"""What attitudes and dissonance rest on: how words are read, what goes with them, and the null.

Run: python benchmarks/narratives_attitudes.py --gold FILE | --record FILE | --null [--runs N]

--gold counts how labelled positions between two names are read (the sentences of
`directed_sentiment_analysis`): the figures of `legation.narratives.mentioning.WORDS`.
--record asks what goes with the own words of outlets on a state: deeds that they tell it to do, or
deeds that they tell to be done to it.
--null draws happenings in families that go together, and counts how often an effect is found.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from legation.narratives.associating import associate, regress

LEAST_WORDS, LEAST_DEEDS = 8, 20


def gold(path: Path) -> None:
    """Count signs in truth and as read, over sentences with two marked names."""
    from legation.errors import InputError
    from legation.reading.stance.directed import direction_between

    counts: Counter[tuple[int, int]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        sentence, one, two, label = line.split("\t")
        try:
            found = direction_between(sentence.replace("[", "").replace("]", ""), one, two)
        except InputError:
            continue
        truth = {"0": 0, "1": 1, "2": 1, "3": -1, "4": -1}[label]
        counts[truth, 0 if found is None else 1 if found.value > 0 else -1] += 1
    print("in truth: read as friendly, read as hostile, not read")
    for truth, name in ((1, "friendly"), (-1, "hostile"), (0, "neither")):
        print(f"  {name}: {counts[truth, 1]}, {counts[truth, -1]}, {counts[truth, 0]}")


def roles(path: Path) -> None:
    """Correlate own words on states with deeds by them, and with deeds done to them."""
    from scipy.stats import spearmanr

    from legation.narratives.documents import documents
    from legation.narratives.mentioning import own_words
    from legation.narratives.voice import CLASSES, FINDINGS, voice
    from legation.record import open_record

    held = documents(open_record(path, read_only=True))
    told = voice(held)
    place = {name: at for at, name in enumerate(held.ids.tolist())}
    sides = {name: defaultdict(lambda: np.zeros(2)) for name in ("words", "by", "to")}
    for name, target, value, _, _, unclear in own_words(held):
        if name in place and not unclear:
            sides["words"][int(held.outlet[place[name]]), target][int(value > 0)] += 1
    for at in np.flatnonzero(told.finding != FINDINGS.index("claim")):
        outlet = int(held.outlet[told.document[at]])
        friendly = int(CLASSES[told.kind[at]].startswith("friendly"))
        sides["by"][outlet, told.states[told.actor[at]]][friendly] += 1
        sides["to"][outlet, told.states[told.target[at]]][friendly] += 1
    whole = {}
    for name, found in sides.items():
        whole[name] = defaultdict(lambda: np.zeros(2))
        for (_, state), counts in found.items():
            whole[name][state] += counts
    for role in ("by", "to"):
        states = [
            state
            for state, counts in whole["words"].items()
            if counts.sum() >= LEAST_WORDS and whole[role][state].sum() >= LEAST_DEEDS
        ]
        pairs = [(_odds(whole["words"][s]), _odds(whole[role][s])) for s in states]
        print(f"deeds {role} states, {len(states)} states:", spearmanr(*zip(*pairs, strict=True)))
        keys = [
            key
            for key, counts in sides["words"].items()
            if counts.sum() >= 4 and sides[role][key].sum() >= LEAST_WORDS
        ]
        apart = [
            (
                _odds(sides["words"][key]) - _odds(whole["words"][key[1]]),
                _odds(sides[role][key]) - _odds(whole[role][key[1]]),
            )
            for key in keys
        ]
        print(f"  outlets apart, {len(keys)} outlets at states:",
              spearmanr(*zip(*apart, strict=True)))  # fmt: skip


def _odds(counts: np.ndarray) -> float:
    return float(np.log((counts[1] + 1) / (counts[0] + 1)))


def null(runs: int) -> None:
    """Count how often an effect is found, with none and with one planted."""
    from scipy.stats import spearmanr

    print("families, effect: share at .05 and .1; the same by single happenings; of the regression")
    for families, effect in ((12, 0.0), (25, 0.0), (40, 0.0), (25, 0.8)):
        p = np.ones((3, runs))
        for run in range(runs):
            x, y, family, kind = _drawn(run, families, effect)
            found = associate(x, y, family, kind, permutations=199, resamplings=0)
            p[0, run] = found.p or 1.0
            p[1, run] = spearmanr(x, y, alternative="greater").pvalue
            beside = {"x": x, "noise": np.random.default_rng(run).normal(size=len(x))}
            fitted = regress(y, beside, family, kind, permutations=199)
            p[2, run] = 1.0 if fitted is None else fitted.p
        shares = [f"{(row <= mark).mean():.3f}" for row in p for mark in (0.05, 0.1)]
        print(families, effect, *shares)


def _drawn(seed: int, families: int, effect: float) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng([seed, families])
    family = np.repeat(np.arange(families), 1 + random.geometric(0.15, families))
    kind = (np.arange(families) % 3 == 0).astype(np.intp)[family]
    x = random.gamma(1, 0.1, families)[family] + 0.03 * random.normal(size=len(family))
    shared, own = random.normal(0, 0.7, families), random.normal(0, 0.5, len(family))
    y = effect * (x - x.mean()) / x.std() + shared[family] + own + 0.3 * kind
    return x, y, family, kind


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--null", action="store_true")
    parser.add_argument("--runs", type=int, default=500)
    asked = parser.parse_args()
    if asked.gold:
        gold(asked.gold)
    if asked.record:
        roles(asked.record)
    if asked.null:
        null(asked.runs)


if __name__ == "__main__":
    main()
