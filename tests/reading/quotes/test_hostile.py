"""Any text costs linear time, breaks nothing, and every offset is one of the text."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.reading.preparing import prepare
from legation.reading.quotes import find_quotes
from legation.reading.quotes.marks import pair_marks

PIECES = st.sampled_from(
    ["He ", "said ", "that ", "Lavrov ", "the ministry ", "told ", "reporters ", "claim ", "'s ",
     "according to ", "called ", "it ", "and ", "but ", ", ", ": ", ". ", "? ", "; ", "\n\n", '"',
     "“", "”", "‘", "’", "'", "''", "«", "»", "„", "—", "(", ")", "Mr. ", "saying ", "who ",
     "was ", "accused ", "of ", "by ", "\u200b", "\u202e", "\x00", "1 ", "é", "<b>", "as ", "to "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_offsets_are_of_the_text_and_quotes_in_its_order(text):
    found = find_quotes(prepare(text, language="en"))
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        for start, end in (
            (quote.source_start, quote.source_end),
            (quote.cue_start, quote.cue_end),
        ):
            assert (start is None) == (end is None)
            assert start is None or end is None or 0 <= start < end <= len(text)
        assert quote.kind in ("direct", "indirect", "mixed")
        assert quote.rule
        if quote.parent is not None:
            parent = found[quote.parent]
            assert parent.start <= quote.start < quote.end <= parent.end
    assert [q.start for q in found] == sorted(q.start for q in found)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab s'\"“”‘’«».\n", max_size=80))
def test_pairs_of_marks_are_nested_and_parents_stand_first(text):
    pairs = pair_marks(prepare(text, language="en"))
    for place, pair in enumerate(pairs):
        assert pair.start <= pair.end
        assert pair.parent < place
        if pair.parent >= 0:
            outer = pairs[pair.parent]
            assert outer.first < pair.first < pair.last <= outer.last


def steps(run: Callable[[], object]) -> int:
    """Count the lines of Python that are run."""
    count = 0

    def line(frame: FrameType, event: str, arg: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "repeated",
    [
        lambda n: "“" * n + " word " + "”" * n,
        lambda n: "He said “" + " she said ‘ he said “" * n + "x" + "”’" * n + " end.",
        lambda n: "“a " * n + "b» " * n,
        lambda n: "'dogs' x ' " * n,
        lambda n: "he said that " * n,
        lambda n: "x and said " * n,
        lambda n: ", saying " * n,
        lambda n: "according to " * n,
        lambda n: "'s claim that " * n,
        lambda n: '"a," he said, ' * n,
        lambda n: "He said:\n\nWe go.\n\n" * n,
        lambda n: "ANNA: we go.\n\n" * n,
        lambda n: '"a" "b" ' * n + "he said.",
        lambda n: "a, " * n + "said he",
    ],
)
def test_four_times_the_text_takes_about_four_times_the_steps(repeated):
    small, large = (prepare(repeated(n), language="en") for n in (250, 1000))
    find_quotes(small)
    assert steps(lambda: find_quotes(large)) < 6 * steps(lambda: find_quotes(small)) + 5000


def test_quotes_nested_five_hundred_deep_keep_their_parents():
    depth = 500
    text = "".join("“He said, ‘She said, " for _ in range(depth // 2)) + "no"
    text += ".’”" * (depth // 2)
    pairs = pair_marks(prepare(text, language="en"))
    assert len(pairs) == depth
    assert [pair.parent for pair in pairs] == list(range(-1, depth - 1))
    find_quotes(prepare(text, language="en"))


def test_a_hundred_thousand_unmatched_marks_are_passed_over():
    for mark in '"“”‘’«»':
        assert find_quotes(prepare(f"{mark} " * 100_000, language="en")) == []


def test_an_unclosed_mark_takes_nothing_of_the_next_paragraph():
    text = 'A man said "we go\n\nIt rained. The ministry said that all was well.'
    found = find_quotes(prepare(text, language="en"))
    assert text[found[-1].start : found[-1].end] == "that all was well"


def test_apostrophes_are_no_marks():
    text = "'It's the workers' day,' Lavrov said of the '90s."
    (quote,) = find_quotes(prepare(text, language="en"))
    assert text[quote.start : quote.end] == "It's the workers' day,"
