"""Random claims about votes of every type get the verdict of a recount in plain Python."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from legation.checking.world import World

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "claims_bruteforce.py"


@pytest.fixture(scope="module")
def recount() -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_bruteforce", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_random_claims_of_every_type_equal_a_recount(world: World, recount: ModuleType) -> None:
    wrong, verdicts, _ = recount.differing(world.record, world.as_of, 204, seed=11)
    assert wrong == []
    told = {name.split()[1] for name in verdicts}
    assert told == {"supported", "refuted", "fragile", "outside_record"}
