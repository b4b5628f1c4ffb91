"""What strains a picture is as balance has it, and goes with omission only where it was planted."""

from functools import cache

import numpy as np
import pytest

from legation.balance import dissonance, graph_from
from legation.errors import InputError
from legation.narratives.associating import Association, associate, regress
from legation.narratives.hardness import Hardness, hardness_of
from legation.narratives.straining import controls_of, strain_of
from tests.narratives.pictured import attitudes, coverage, happening, left_out, perceived

FEELINGS = {"CHN": 0.6, "FRA": -0.2, "RUS": 0.8, "UKR": -0.7, "USA": -0.5}
STATES = ("BRA", "CHN", "DEU", "EGY", "FRA", "GBR", "IND", "IRN", "ISR", "JPN", "RUS", "USA")


# -- strain --------------------------------------------------------------------------------


def test_strain_is_the_dissonance_of_the_edges_of_a_happening() -> None:
    edges = (("RUS", "USA", 1), ("RUS", "UKR", -1), ("CHN", "USA", -1), ("FRA", "USA", -1))
    drawn = {
        code: np.random.default_rng(at).normal(value, 0.3, 200).clip(-1, 1)
        for at, (code, value) in enumerate(FEELINGS.items())
    }
    graph = graph_from(list(edges))
    found = strain_of([happening(0, *edges)], drawn)
    assert found[0] == pytest.approx(dissonance(drawn, graph).total / len(edges), rel=1e-9)


def test_a_kind_deed_to_a_foe_strains_and_an_attack_on_it_does_not() -> None:
    held = attitudes({"east": FEELINGS}, spread=0.0).known_of("east")
    kind, attack, unknown = strain_of(
        [
            happening(0, ("RUS", "UKR", 1)),
            happening(1, ("RUS", "UKR", -1)),
            happening(2, ("RUS", "BRA", 1)),
        ],
        held,
    )
    assert kind == pytest.approx(0.56)
    assert attack == 0
    # No attitude to one of two is not taken for a neutral one.
    assert np.isnan(unknown)


def test_distance_and_region_stand_among_the_controls() -> None:
    near, far = happening(0, ("DEU", "FRA", 1)), happening(1, ("DEU", "BRA", 1), salience=0.9)
    controls = controls_of([near, far], {("DEU", "FRA"): 880.0, ("BRA", "DEU"): 9_600.0})
    assert controls["same region"].tolist() == [1.0, 0.0]
    assert controls["salience"].tolist() == [0.5, 0.9]
    assert controls["distance"] == pytest.approx(np.log1p([880.0, 9_600.0]))
    assert "distance" not in controls_of([near, far], None)


# -- the null ------------------------------------------------------------------------------


@cache
def simulated(seed: int, effect: float, families: int = 20) -> Association:
    """Draw happenings in families that share strain, and share what camps do with them."""
    random = np.random.default_rng([seed, 7])
    family = np.repeat(np.arange(families), 1 + random.geometric(0.2, families))
    kind = (np.arange(families) % 3 == 0).astype(np.intp)[family]
    x = random.gamma(1, 0.1, families)[family] + 0.03 * random.normal(size=len(family))
    shared, own = random.normal(0, 0.7, families), random.normal(0, 0.5, len(family))
    y = effect * (x - x.mean()) / x.std() + shared[family] + own + 0.3 * kind
    return associate(x, y, family, kind, permutations=99, resamplings=0)


def test_with_no_effect_p_is_uniform_though_families_go_together() -> None:
    p = np.array([simulated(seed, 0.0).p for seed in range(200)], np.float64)
    # Of 200 runs twenty should lie at or below .1; more than 33 would come once in 500.
    assert (p <= 0.1).sum() <= 33
    assert 70 <= (p <= 0.5).sum() <= 130


def test_a_planted_effect_is_found() -> None:
    runs = [simulated(seed, 1.0) for seed in range(20)]
    assert sum(run.p is not None and run.p <= 0.05 for run in runs) >= 18
    assert np.mean([run.rho for run in runs if run.rho is not None]) > 0.4


def test_rho_is_spearmans_and_its_ranges_hold_it() -> None:
    from scipy.stats import spearmanr

    random = np.random.default_rng(3)
    x, family = random.normal(size=40), np.repeat(np.arange(10), 4)
    y = x + random.normal(size=40)
    found = associate(x, y, family, np.zeros(40, np.intp), permutations=199, resamplings=100)
    assert found.rho == pytest.approx(spearmanr(x, y).statistic)
    assert found.rho is not None
    assert found.lo90 is not None
    assert found.hi90 is not None
    assert found.lo90 < found.rho < found.hi90
    assert found.without_one is not None
    alone = [spearmanr(np.delete(x, at), np.delete(y, at)).statistic for at in range(40)]
    assert found.without_one == pytest.approx((min(alone), max(alone)))
    assert found.without_family is not None
    assert found.without_family[0] <= found.rho <= found.without_family[1]


def test_too_few_families_or_no_variation_give_no_number() -> None:
    x, kind = np.arange(40.0), np.zeros(40, np.intp)
    few = associate(x, x, np.repeat([0, 1], 20), kind)
    assert (few.rho, few.p, few.n, few.families) == (None, None, 40, 2)
    assert associate(np.ones(40), x, np.arange(40), kind).rho is None
    assert regress(x, {"strain": x}, np.repeat([0, 1], 20), kind) is None


def test_the_regression_parts_strain_from_what_goes_with_it() -> None:
    random = np.random.default_rng(5)
    family, kind = np.repeat(np.arange(50), 4), np.repeat([0, 1], 100)
    salience = random.normal(size=200)
    strain = salience + random.normal(size=200)
    y = 0.8 * salience + 0.4 * kind + random.normal(size=200) / 2
    terms = {"strain": strain, "salience": salience}
    found = regress(y, terms, family, kind, permutations=199)
    assert found is not None
    # Least squares by a library, on the same design.
    design = np.stack([*(kind == at for at in (0, 1)),
                       *((t - t.mean()) / t.std() for t in terms.values())], axis=1)  # fmt: skip
    known = np.linalg.lstsq(design.astype(float), y, rcond=None)[0]
    assert [found.terms[name][0] for name in terms] == pytest.approx(known[2:].tolist())
    assert found.p > 0.05
    assert associate(strain, y, family, kind, permutations=199, resamplings=0).p == 0.005


# -- from happenings to words --------------------------------------------------------------


def asked(
    effect: float,
    seed: int = 0,
    names: tuple[str, str] = ("east", "west"),
    resamplings: int = 50,
) -> Hardness:
    """Make two camps, of which the first leaves out what strains its picture."""
    random = np.random.default_rng(seed)
    first = {code: float(random.uniform(-0.9, 0.9)) for code in STATES}
    second = {code: float(random.uniform(-0.9, 0.9)) for code in STATES}
    rows, record, bent = [], {}, {}
    held = attitudes({names[0]: first, names[1]: second})
    for number in range(120):
        a, b = sorted(random.choice(STATES, 2, replace=False).tolist())
        one = happening(number, (a, b, int(random.choice([-1, 1]))), salience=random.random())
        strain = strain_of([one], held.known_of(names[0]))[0]
        kappa = {
            names[0]: -effect * strain + random.normal(0, 0.2),
            names[1]: random.normal(0, 0.2),
        }
        reports = (1, 5) if number else (0, 5)
        rows.append(coverage(one, kappa, {names[0]: (0, 5), names[1]: reports}))
        record[a, b] = 1.0
        bent[a, b] = (random.normal(), 0.3)
    told = perceived(dict.fromkeys(names, bent), record)
    return hardness_of(left_out(names, rows), held, told, permutations=499, resamplings=resamplings)


def test_a_camp_that_leaves_out_what_strains_it_is_found_and_the_other_is_not() -> None:
    found = asked(2.0)
    east, west = found.tests["east"]["omission"], found.tests["west"]["omission"]
    assert east.words == "consistent with reporting less of what strains its picture"
    assert west.words == "no sign of reporting less of what strains its picture"
    told = found.to_dict()["east"]
    assert {"rho", "p", "n"} <= told.keys()
    # What nobody reports is left out, and said to be.
    assert told["n"] == 119
    assert "119 of 120 happenings were reported" in str(found)
    assert "because" not in str(found)


def test_without_a_planted_effect_hardly_any_run_tells_of_one() -> None:
    runs = [asked(0.0, seed, resamplings=0) for seed in range(12)]
    told = [
        any(
            test.words.startswith("consistent") for of in run.tests.values() for test in of.values()
        )
        for run in runs
    ]
    # Of twelve runs at most one in ten is promised; five would come once in 200.
    assert sum(told) <= 4


def test_swapped_names_swap_the_results() -> None:
    one, other = asked(2.0), asked(2.0, names=("west", "east"))
    assert one.to_dict()["east"] == other.to_dict()["west"]
    assert one.to_dict()["west"] == other.to_dict()["east"]


def test_the_hardest_come_first_with_the_triads_behind_them() -> None:
    found = asked(2.0)
    hardest = found.hardest("east", 5)
    assert hardest["strain"].to_list() == sorted(hardest["strain"], reverse=True)
    triads = found.triads("east", hardest["id"][0])
    assert triads["strain"].mean() == pytest.approx(hardest["strain"][0], rel=0.05)
    (row,) = triads.to_dicts()
    assert row["attitude_actor"] * row["attitude_target"] * row["sign"] < 0
    with pytest.raises(InputError, match="no camp"):
        found.hardest("north")
    with pytest.raises(InputError, match="no happening"):
        found.triads("east", "events:none")


def test_with_nothing_to_go_by_it_says_so() -> None:
    held = attitudes({"east": FEELINGS, "west": {}})
    row = coverage(happening(0, ("RUS", "USA", 1)), {"east": -0.5, "west": None},
                   {"east": (0, 4), "west": (0, 0)})  # fmt: skip
    found = hardness_of(left_out(("east", "west"), [row]), held)
    assert found.tests["east"]["omission"].words.startswith("too little to tell")
    assert found.to_dict()["west"]["rho"] is None
