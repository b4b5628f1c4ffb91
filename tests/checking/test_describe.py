"""The examples of the page on claims are what they say, and can be put again as structured."""

import json
import re

import pytest

from legation.checking import Checker
from legation.checking import examples as shown
from legation.checking.describe import claims_page, put, structured
from legation.checking.types import module_of
from legation.reading.results import CLAIM_TYPES
from legation.record.casebook import open_casebook


@pytest.fixture(scope="module")
def checkers() -> dict[str, Checker]:
    return {
        "casebook": Checker(open_casebook(), shown.AS_OF),
        "made": Checker(shown.made_up(), shown.AS_OF),
    }


def test_every_type_and_every_module_has_an_example() -> None:
    given = {(one.type, one.side) for one in shown.examples()}
    assert {kind for kind, _ in given} == set(CLAIM_TYPES)
    sides = ("votes", "measures", "index")
    modules = {module_of(kind, side) for kind in CLAIM_TYPES for side in sides} - {None}
    assert modules <= {module_of(kind, side) for kind, side in given}


@pytest.mark.parametrize("example", shown.examples(), ids=lambda one: one.text[:60])
def test_what_was_understood_can_be_put_again(
    example: shown.Example, checkers: dict[str, Checker]
) -> None:
    first = put(example, checkers)
    claim = structured(first)
    assert checkers[example.record].claim(claim).verdict == first.verdict
    # Some readings hang on the words themselves, which may stand beside the parts.
    again = checkers[example.record].claim({**claim, "text": example.text})
    told = [(one.variation, one.verdict, one.binding) for one in first.readings]
    assert [(one.variation, one.verdict, one.binding) for one in again.readings] == told


def test_the_examples_show_every_verdict(checkers: dict[str, Checker]) -> None:
    assert {put(one, checkers).verdict for one in shown.examples()} == {
        "supported", "refuted", "fragile", "outside_record", "not_checkable", "pending"
    }  # fmt: skip


def test_the_claims_on_the_page_are_json() -> None:
    blocks = re.findall(r"```json\n(.*?)```", claims_page(), re.DOTALL)
    assert len(blocks) == len(shown.examples())
    for block in blocks:
        assert json.loads(block)["type"] in CLAIM_TYPES
