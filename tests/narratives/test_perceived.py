"""What camps tell of pairs, from articles that are added and read to the camp's shift and words."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from legation.errors import InputError, UnknownNameError
from legation.narratives.camps import Camps, camps_of
from legation.narratives.documents import documents
from legation.narratives.perceived import LEAST, Perceived, compare, perceive
from legation.narratives.told import Comparison
from legation.narratives.voice import CLASSES, FINDINGS, class_of, voice
from legation.reading.storing import store
from legation.record import Record, add
from legation.record.casebook import open_casebook

# Illustrative: sentences of no outlet, about what never took place.
FRIENDLY = (
    "{a} praised {b} on Monday.",
    "{a} signed an agreement with {b}.",
    "{a} thanked {b} for its help.",
)
HOSTILE = (
    "{a} condemned {b} on Monday.",
    "{a} threatened {b} with sanctions.",
    "{a} imposed sanctions on {b}.",
)
STATES = {"RUS": "Russia", "ISR": "Israel", "FRA": "France", "CHN": "China", "IND": "India",
          "TUR": "Turkey"}  # fmt: skip
PAIRS = (("FRA", "ISR"), ("CHN", "IND"), ("ISR", "RUS"), ("CHN", "RUS"), ("RUS", "TUR"))
#: The pair that the cold camp bends.
BENT = ("CHN", "RUS")
OUTLETS = {"warm": ["w0.example", "w1.example", "w2.example"],
           "cold": ["c0.example", "c1.example", "c2.example"]}  # fmt: skip
Article = dict[str, str]


def article(outlet: str, at: int, day: str | None, title: str, text: str) -> Article:
    found = {"outlet": outlet, "title": title, "text": text, "url": f"https://{outlet}/{at}"}
    return found | ({"date": day} if day else {})


def written() -> list[Article]:
    """Write thirty articles for each outlet, of friends and foes alike but for the bent pair."""
    found = []
    for camp, outlets in OUTLETS.items():
        for number, outlet in enumerate(outlets):
            for at in range(30):
                pair = PAIRS[at % len(PAIRS)]
                warm = (at // len(PAIRS) + number) % 2 == 0
                if pair == BENT:
                    warm = camp == "warm"
                a, b = (STATES[code] for code in pair)
                words = (FRIENDLY if warm else HOSTILE)[at % 3].format(a=a, b=b)
                day = dt.date(2018, 1 + at % 9, 1 + number + at % 20)
                text = f"{words} It rained in town number {number}-{at} all day."
                found.append(article(outlet, at, day.isoformat(), f"Day {at} {outlet}", text))
    return found


def made(folder: Path, articles: list[Article], *, events: bool = True) -> Record:
    """Make a record of articles that were read, beside coded events around nothing at all."""
    folder.mkdir(parents=True, exist_ok=True)
    record = open_casebook()
    for table in ("document_statement", "event_statement", "quote_statement"):
        record.con.execute(f"DELETE FROM {table}")
    file = folder / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    add(record, [file])
    if events:
        rows = [
            (f"x:{way}{month}-{n}", dt.date(2017 + month // 12, 1 + month % 12, 3 + n), *way,
             *(("040", "CONSULT", 1.0) if n % 2 else ("111", "ACCUSE", -2.0)))
            for a, b in PAIRS for way in ((a, b), (b, a)) for month in range(22) for n in range(4)
            if way[0] == a or n != 3
        ]  # fmt: skip
        record.con.executemany(
            "INSERT INTO event_statement (event_id, date, actor, target, code, root, goldstein, "
            "source_id, locator, shadowed) VALUES (?, ?, ?, ?, ?, ?, ?, 'icews:1', 'l', false)",
            rows,
        )
    store(record, processes=1)
    return record


@pytest.fixture(scope="module", autouse=True)
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEGATION_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    extra = [
        article("w0.example", 900, None, "No day", "Russia condemned Israel. It was late."),
        article("n.example", 901, "2018-03-02", "None", "Russia praised Israel warmly on Monday."),
        article("one.example", 902, "2031-03-02", "Far", "Russia praised Israel warmly on Friday."),
    ]
    return made(tmp_path_factory.mktemp("made"), written() + extra)


CAMPS = camps_of(OUTLETS)


@pytest.fixture(scope="module")
def told(record: Record) -> Perceived:
    return perceive(record, CAMPS)


@cache
def swapped() -> Camps:
    return camps_of({"warm": OUTLETS["cold"], "cold": OUTLETS["warm"]})


# -- the camps' pictures -------------------------------------------------------------------


def test_a_pair_that_one_camp_bends_is_found(told: Perceived) -> None:
    def apart(pair: tuple[str, str]) -> np.ndarray:
        warm, cold = (told.delta(name, *pair) for name in ("warm", "cold"))
        assert warm is not None
        assert cold is not None
        return warm - cold

    bent = apart(BENT)
    assert np.quantile(bent, 0.05) > 0
    assert bent.mean() > 3
    # What both camps tell alike lies less far apart.
    for pair in told.pairs:
        if pair != BENT:
            assert apart(pair).mean() < bent.mean() - 1
    cold = told.of(*BENT).camps["cold"]
    assert cold.delta is not None
    assert cold.sign_probability is not None
    assert cold.delta < 0 < cold.sign_probability - 0.85


def test_swapping_the_names_of_camps_swaps_the_results(record: Record, told: Perceived) -> None:
    other = perceive(record, swapped())
    for pair in told.pairs:
        one, two = told.of(*pair).camps, other.of(*pair).camps
        for name, rival in (("warm", "cold"), ("cold", "warm")):
            assert one[name].to_dict() == two[rival].to_dict()


def test_order_of_documents_outlets_and_camps_does_not_matter(
    record: Record, told: Perceived, tmp_path: Path
) -> None:
    turned = camps_of({name: OUTLETS[name][::-1] for name in ("cold", "warm")})
    assert perceive(record, turned).of(*BENT).to_dict()["camps"] == {
        name: told.of(*BENT).camps[name].to_dict() for name in ("cold", "warm")
    }
    again = voice(documents(made(tmp_path, written()[::-1], events=False)))
    first = voice(documents(made(tmp_path / "b", written(), events=False)))
    rows = [
        sorted(
            (v.held.outlets[v.held.outlet[d]], v.states[a], v.states[b], int(k), int(s))
            for d, a, b, k, s in zip(
                v.document, v.actor, v.target, v.kind, v.span[:, 0], strict=True
            )
        )
        for v in (again, first)
    ]
    assert rows[0] == rows[1]


def test_evidence_leads_to_the_words(told: Perceived) -> None:
    compared = told.of(*BENT)
    rows = compared.evidence()
    assert set(rows["camp"].to_list()) == {"warm", "cold"}
    assert len(rows) == sum(camp.sentences for camp in compared.camps.values())
    assert set(rows["class"].to_list()) <= set(CLASSES)
    assert set(rows["finding"].to_list()) <= set(FINDINGS)
    for row in rows.iter_rows(named=True):
        assert {row["actor"], row["target"]} == set(BENT)
        assert any(STATES[code] in row["text"] for code in BENT)
    assert rows["date"].is_sorted()


def test_plain_values_keep_their_names(told: Perceived) -> None:
    plain = json.loads(json.dumps(told.of("Russia", "China").to_dict()))
    assert list(plain["record"]) == ["mean", "lo90", "hi90"]
    assert {"delta", "lo90", "hi90", "documents", "sentences"} <= set(plain["camps"]["warm"])
    assert plain["pair"] == ["CHN", "RUS"]


# -- blanks --------------------------------------------------------------------------------


def lone(record: Record, *outlets: str, **window: str) -> Comparison:
    camps = camps_of({"lone": list(outlets), "cold": OUTLETS["cold"]})
    return compare(record, camps, ("RUS", "ISR"), since=window.get("since"))


def test_too_little_is_blank_and_says_how_much_more(record: Record) -> None:
    found = lone(record, "n.example").camps["lone"]
    assert (found.documents, found.outlets) == (1, 1)
    assert found.delta is None
    assert found.lo90 is None
    assert found.more is None or found.more >= LEAST - 1
    assert found.to_dict()["delta"] is None


def test_a_camp_of_one_outlet_is_told(record: Record) -> None:
    alone = perceive(record, camps_of({"warm": ["w0.example"], "cold": OUTLETS["cold"]}))
    one = alone.of(*BENT).camps["warm"]
    assert (one.outlets, one.documents) == (1, 5)
    assert one.lo90 is not None
    assert one.delta is not None
    assert one.lo90 < one.delta


def test_a_camp_that_the_record_has_nothing_of_is_blank(record: Record) -> None:
    found = lone(record, "nowhere.example").camps["lone"]
    assert (found.documents, found.sentences, found.delta) == (0, 0, None)


def test_days_outside_the_record_leave_a_blank_and_a_reason(record: Record) -> None:
    found = lone(record, "w0.example", since="2030")
    assert found.record is None
    assert all(camp.delta is None for camp in found.camps.values())
    assert any("none on a day that can be used" in note for note in found.notes)


def test_documents_without_a_day_are_counted_as_left_out(told: Perceived) -> None:
    assert told.left_out["their documents have no day"] >= 1
    assert any("have no day" in note for note in told.of(*BENT).notes)


def test_a_pair_nobody_tells_of_is_blank(told: Perceived) -> None:
    found = told.of("Chile", "Peru")
    assert found.record is None
    assert "too little" in str(found)
    assert found.evidence().is_empty()


@pytest.mark.parametrize("pair", [("RUS",), "RUS:ISR", ("RUS", "Russia"), ("RUS", "Atlantis")])
def test_what_is_no_pair_is_said_in_one_line(record: Record, pair: tuple[str, str]) -> None:
    with pytest.raises((InputError, UnknownNameError)) as caught:
        compare(record, CAMPS, pair)
    assert "\n" not in str(caught.value)


def test_a_record_without_events_or_reading_says_what_to_do(tmp_path: Path) -> None:
    bare = made(tmp_path, written()[:30], events=False)
    with pytest.raises(InputError, match="too thin for an index") as caught:
        perceive(bare, CAMPS)
    assert "\n" not in str(caught.value)
    for table in ("event_statement", "stance_statement", "claim_statement", "reading"):
        bare.con.execute(f"DELETE FROM {table}")
    with pytest.raises(InputError, match="legation read --store"):
        perceive(bare, CAMPS)


def test_it_is_said_where_the_records_events_end(told: Perceived) -> None:
    assert told.of(*BENT).record_until["events"] == "2018-10"
    assert not any("are later" in note for note in told.of(*BENT).notes)
    # The record's level is carried on, and is less and less sure.
    near, far = (told.levels.drift(BENT, np.array([month], np.int32)) for month in (585, 608))
    assert near == 0
    assert far > 0.5
    assert all(camp.later == 0 for camp in told.of(*BENT).camps.values())


# -- what counts as an outlet's own --------------------------------------------------------


def test_words_of_others_are_not_the_outlets_own(tmp_path: Path) -> None:
    rows = [
        article("a.example", 1, "2018-03-01", "T",
                '"Russia condemned Israel on Monday," the minister said.'),
        article("a.example", 2, "2018-03-01", "T", "Russia condemned France on Monday."),
    ]  # fmt: skip
    found = voice(documents(made(tmp_path, rows, events=False)))
    pairs = {(found.states[a], found.states[b]) for a, b in zip(found.actor, found.target,
                                                               strict=True)}  # fmt: skip
    assert ("RUS", "FRA") in pairs
    assert ("RUS", "ISR") not in pairs


def test_the_same_words_count_once_in_an_outlet_and_once_in_each(tmp_path: Path) -> None:
    words = "Russia harshly condemned Israel on Monday over the raid."
    rows = [article(outlet, at, f"2018-03-0{1 + at}", f"T{at}", words)
            for at, outlet in enumerate(("a.example", "a.example", "b.example"))]  # fmt: skip
    found = voice(documents(made(tmp_path, rows, events=False)))
    outlets = [found.held.outlets[found.held.outlet[d]] for d in found.document]
    assert sorted(set(outlets)) == ["a.example", "b.example"]
    assert outlets.count("a.example") == outlets.count("b.example")
    assert found.repeated == outlets.count("a.example")
    assert {found.held.date(d) for d in found.document} == {
        dt.date(2018, 3, 1), dt.date(2018, 3, 3)
    }  # fmt: skip


def test_acts_of_speaking_took_place_though_what_they_speak_of_did_not() -> None:
    assert class_of("THREATEN", "138", "threatened") == CLASSES.index("hostile talk")
    assert class_of("AGREE", "036", "promised") == CLASSES.index("friendly talk")
    assert class_of("ASSAULT", "190", "denied") is None
    assert class_of("ASSAULT", "190", "possible") is None
    assert class_of("REQUEST", "020", "urged") is None
