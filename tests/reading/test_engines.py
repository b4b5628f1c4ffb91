"""Engines behind one face: what is asked for by name, and what a model of spaCy adds."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from legation.errors import InputError, UnknownNameError
from legation.reading import Document, Reading, Unread, read
from legation.reading.batch import read_all
from legation.reading.engines import engine
from legation.reading.engines.spacy import make


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("oracle", UnknownNameError, "no engine 'oracle'"),
        ("rules:fast", InputError, "takes no option"),
        ("spacy", InputError, "needs a model"),
        ("llm", InputError, "LEGATION_LLM_URL"),
    ],
)
def test_an_engine_that_is_not_there_is_one_clear_line(
    name: str, error: type[Exception], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEGATION_LLM_URL", raising=False)
    with pytest.raises(error, match=words) as raised:
        read("Russia condemned Israel.", engine=name)
    assert "\n" not in str(raised.value)


def test_an_engine_is_made_once_and_anew_where_its_settings_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert engine("rules") is engine("rules")
    monkeypatch.setenv("LEGATION_LLM_URL", "http://localhost:1/v1")
    first = engine("llm:a")
    assert engine("llm:a") is first
    monkeypatch.setenv("LEGATION_LLM_URL", "http://localhost:2/v1")
    assert engine("llm:a") is not first


# -- spaCy ----------------------------------------------------------------------------------


@dataclass
class Piece:
    """What the engine asks of an entity, a chunk or a sentence."""

    start_char: int
    end_char: int
    label_: str = ""


@dataclass
class Parsed:
    """What the engine asks of a parsed text."""

    ents: list[Piece]
    noun_chunks: list[Piece] = field(default_factory=list)
    sents: list[Piece] = field(default_factory=list)
    parsed: bool = False

    def has_annotation(self, name: str) -> bool:
        return self.parsed and name == "DEP"


class Model:
    """A pipeline that knows the pieces it was made with."""

    max_length = 1_000_000

    def __init__(
        self, *named: tuple[str, str], chunks: tuple[str, ...] = (), sents: tuple[str, ...] = ()
    ) -> None:
        self.named, self.chunks, self.sents = named, chunks, sents
        self.meta = {"name": "made", "version": "1.0"}

    def __call__(self, text: str) -> Parsed:
        def at(words: str, label: str = "") -> list[Piece]:
            place = text.find(words)
            return [Piece(place, place + len(words), label)] if place >= 0 else []

        return Parsed(
            [piece for words, label in self.named for piece in at(words, label)],
            [piece for words in self.chunks for piece in at(words)],
            [piece for words in self.sents for piece in at(words)],
            bool(self.chunks or self.sents),
        )


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> dict[str, Model]:
    models: dict[str, Model] = {}

    def load(name: str) -> Model:
        if name not in models:
            raise OSError(f"[E050] Can't find model '{name}'.")
        return models[name]

    module: Any = ModuleType("spacy")
    module.load = load
    monkeypatch.setitem(sys.modules, "spacy", module)
    return models


def ask(text: str, model: Model, models: dict[str, Model]) -> Reading:
    models["made"] = model
    return make("made").read(Document(text))


def test_without_spacy_or_the_model_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, spacy: dict[str, Model]
) -> None:
    with pytest.raises(InputError, match="no model 'en_none'"):
        make("en_none")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(InputError, match="spaCy is not installed"):
        make("en_core_web_sm")


def test_a_model_that_knows_nothing_leaves_what_the_rules_find(spacy: dict[str, Model]) -> None:
    text = "Russia condemned Israel. “We object,” Sergei Lavrov said."
    found, rules = ask(text, Model(), spacy), read(text)
    assert (found.quotes, found.events) == (rules.quotes, rules.events)
    assert (found.stances, found.claims) == (rules.stances, rules.claims)
    assert found.engine.startswith("spacy:made ")
    assert "made-1.0" in found.engine


def test_who_the_model_names_acts_in_events(spacy: dict[str, Model]) -> None:
    text = "Zorblax condemned Israel."
    assert not [e for e in read(text).events if e.actor]
    found = ask(text, Model(("Zorblax", "ORG")), spacy)
    assert [(e.actor, e.target) for e in found.events] == [("Zorblax", "ISR")]


def test_places_that_are_no_state_and_labels_of_other_kinds_add_nothing(
    spacy: dict[str, Model],
) -> None:
    text = "Zorblax condemned Israel."
    rules = read(text)
    for label in ("GPE", "DATE", "MONEY"):
        assert ask(text, Model(("Zorblax", label)), spacy).events == rules.events


def test_what_the_rules_know_is_not_overruled(spacy: dict[str, Model]) -> None:
    text = "Russia condemned Israel, and it thanked Iran."
    found = ask(text, Model(("Russia", "PERSON"), ("Israel", "ORG"), ("it", "PERSON")), spacy)
    assert found.events == read(text).events


def test_a_source_becomes_its_whole_chunk_but_never_takes_in_the_words(
    spacy: dict[str, Model],
) -> None:
    text = "The tall official of the port said that ships had left."
    (quote,) = read(text).quotes
    chunk = "The tall official of the port"
    (wide,) = ask(text, Model(chunks=(chunk,)), spacy).quotes
    assert text[wide.source_start : wide.source_end] == chunk
    (same,) = ask(text, Model(chunks=(text[:-1],)), spacy).quotes
    assert (same.source_start, same.source_end) == (quote.source_start, quote.source_end)


# -- many documents -------------------------------------------------------------------------


def test_many_documents_come_back_in_their_order_from_several_processes() -> None:
    texts = [f"Russia condemned Israel {n} times." for n in range(150)]
    given = [Document(text) for text in texts]
    mixed = [*given[:70], Unread("line 71", "is not valid JSON"), *given[70:]]
    one = list(read_all(mixed, processes=1))
    two = list(read_all(mixed, processes=2))
    assert one == two
    assert [r.text for r in one if isinstance(r, Reading)] == texts
    assert one[70] == mixed[70]


def test_documents_are_taken_only_a_little_ahead() -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield Document("Iran thanked Oman.")

    found = read_all(endless(), processes=1)
    for _ in range(100):
        next(found)
    assert taken <= 400
    found.close()


def test_a_document_on_which_an_engine_fails_costs_that_document_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Failing:
        name = "failing"

        def read(self, document: Document) -> Reading:
            if "bad" in document.text:
                raise RecursionError("too deep")
            return Reading((), (), (), (), text=document.text)

    monkeypatch.setattr("legation.reading.batch.engine_of", lambda _: Failing())
    found = list(read_all([Document("good"), Document("bad", where="line 2"), Document("good")]))
    assert [type(one) for one in found] == [Reading, Unread, Reading]
    assert "RecursionError" in found[1].why  # type: ignore[union-attr]
