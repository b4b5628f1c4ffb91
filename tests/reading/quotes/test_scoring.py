"""The scorer against cases counted by hand, and the finder against texts people marked."""

from pathlib import Path

import pytest

from legation.errors import InputError
from legation.reading.preparing import prepare
from legation.reading.quotes import find_quotes
from legation.reading.results import Quote
from legation.reading.scoring.quotes import (
    GoldQuote,
    GoldText,
    held_out,
    read_polnear,
    score_quotes,
)


def gold(*quotes: GoldQuote) -> list[GoldText]:
    return [GoldText("a", "x" * 100, quotes)]


def test_characters_count_once_however_many_contents_hold_them():
    true = gold(GoldQuote(((0, 10),), ((20, 24),)), GoldQuote(((5, 15),), ((20, 24),)))
    found = [Quote(0, 20, "indirect", 22, 26)]
    scores = score_quotes(true, [found], draws=0)
    assert scores["content"][:5] == pytest.approx((0.75, 1.0, 6 / 7, 20, 15))
    assert scores["source"][:3] == pytest.approx((0.5, 0.5, 0.5))


def test_kinds_are_measured_apart():
    true = gold(GoldQuote(((0, 10),), kind="direct"), GoldQuote(((20, 30),)))
    found = [Quote(0, 5, "direct"), Quote(18, 28, "indirect")]
    scores = score_quotes(true, [found], draws=0)
    assert scores["direct"][:2] == pytest.approx((1.0, 0.5))
    assert scores["indirect"][:2] == pytest.approx((0.8, 0.8))


def test_a_gold_attribution_is_found_by_one_quote_only():
    true = gold(GoldQuote(((0, 10),), ((20, 24),)))
    found = [Quote(0, 8, "direct", 20, 24), Quote(0, 10, "direct", 30, 34)]
    scores = score_quotes(true, [found], draws=0)
    assert scores["attributions"][:2] == pytest.approx((0.5, 1.0))
    assert scores["attributions with source"][:2] == pytest.approx((0.0, 0.0))


def test_a_perfect_finder_scores_one_with_bounds_of_one():
    true = gold(GoldQuote(((0, 10),), ((20, 24),), ((25, 29),)))
    scores = score_quotes(true, [[Quote(0, 10, "indirect", 20, 24, 25, 29)]], draws=20)
    assert scores["content"] == (1.0, 1.0, 1.0, 10, 10, 1.0, 1.0)


def write(folder: Path, annotations: str) -> Path:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text("He said “no” and “never”.", encoding="utf-8")
    (folder / "attributions" / "a_1f2e.ann").write_text(annotations, encoding="utf-8")
    return folder


def test_contents_in_pieces_are_read(tmp_path):
    lines = (
        "T1\tSource 0 2\tHe\nT2\tCue 3 7\tsaid\nT3\tContent 8 12;17 24\t“no” “never”\n"
        "T4\tAttribution 3 7\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    )
    (one,) = read_polnear(write(tmp_path, lines))
    assert one.name == "a"
    assert one.annotator == "1f2e"
    assert one.quotes == (GoldQuote(((8, 12), (17, 24)), ((0, 2),), ((3, 7),), "direct"),)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("T1\tSource 0 200\tHe\n", "outside the text"),
        ("T1\tSource zero\tHe\n", "not a span"),
        ("E1\tAttribution:T4 Content:T3\n", "not there"),
    ],
)
def test_a_bad_line_is_named(tmp_path, lines, message):
    with pytest.raises(InputError, match=message) as error:
        read_polnear(write(tmp_path, lines))
    assert "a_1f2e.ann" in str(error.value)


def test_an_empty_folder_and_unequal_lists_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"no text/\*\.txt"):
        read_polnear(tmp_path)
    with pytest.raises(InputError, match="one list a text"):
        score_quotes(gold(), [], draws=0)


def test_what_people_marked_is_found_well_enough(shared):
    folder = shared / "gold" / "quotes" / "polnear_dev"
    if not folder.is_dir():
        pytest.skip("needs the annotated articles")
    texts = read_polnear(folder)
    found = [find_quotes(prepare(one.text)) for one in texts]
    scores = score_quotes(texts, found, draws=0)
    assert len(texts) == 84
    assert scores["content"].f1 >= 0.80
    assert scores["source"].f1 >= 0.65
    assert scores["direct"].f1 >= 0.90
    assert scores["indirect"].f1 >= 0.70
    # Articles no rule was written from.
    apart = held_out([one.name for one in texts], 28)
    places = [place for place, one in enumerate(texts) if one.name in apart]
    unseen = score_quotes([texts[i] for i in places], [found[i] for i in places], draws=0)
    assert unseen["content"].f1 >= 0.75
    assert unseen["source"].f1 >= 0.65
