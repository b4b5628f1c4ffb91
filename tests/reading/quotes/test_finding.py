"""Who said what: one case a behaviour."""

import datetime as dt

import pytest

from legation.reading.preparing import prepare
from legation.reading.quotes import find_quotes
from legation.reading.results import Quote

DAY = dt.date(2023, 6, 1)


def quotes(text: str) -> list[Quote]:
    return find_quotes(prepare(text, date=DAY, language="en"))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Give (words, source, cue) of each quote."""

    def cut(start: int | None, end: int | None) -> str | None:
        return None if start is None else text[start:end]

    return [
        (
            text[q.start : q.end],
            cut(q.source_start, q.source_end),
            cut(q.cue_start, q.cue_end),
        )
        for q in quotes(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The speaker before, after, inside, inverted.
        ('Lavrov said: "We will respond."', [("We will respond.", "Lavrov", "said")]),
        ('"We will respond," Lavrov said.', [("We will respond,", "Lavrov", "said")]),
        ('"We will respond," said Lavrov.', [("We will respond,", "Lavrov", "said")]),
        (
            '"We will respond," Lavrov said, "and soon."',
            [("We will respond,", "Lavrov", "said"), ("and soon.", "Lavrov", "said")],
        ),
        (
            '"We will respond," said Lavrov, the foreign minister.',
            [("We will respond,", "Lavrov, the foreign minister", "said")],
        ),
        # Other marks.
        ("“We will respond,” Lavrov said.", [("We will respond,", "Lavrov", "said")]),
        ("«We will respond,» Lavrov said.", [("We will respond,", "Lavrov", "said")]),
        ("„We will respond,“ Lavrov said.", [("We will respond,", "Lavrov", "said")]),
        ("''We will respond,'' Lavrov said.", [("We will respond,", "Lavrov", "said")]),
        ("‘We’ll respond,’ Lavrov said.", [("We’ll respond,", "Lavrov", "said")]),
        ("'We won't go,' Lavrov said.", [("We won't go,", "Lavrov", "said")]),
        # Indirect speech.
        (
            "The ministry said that the talks had failed.",
            [("that the talks had failed", "The ministry", "said")],
        ),
        (
            "The ministry said the talks had failed.",
            [("the talks had failed", "The ministry", "said")],
        ),
        ("The talks failed, the ministry said.", [("The talks failed", "the ministry", "said")]),
        (
            "According to the Kremlin, talks will resume.",
            [("talks will resume", "the Kremlin", "According to")],
        ),
        (
            "Talks will resume, according to the Kremlin.",
            [("Talks will resume", "the Kremlin", "according to")],
        ),
        # What verbs take.
        (
            "Russia accused Israel of breaking the truce.",
            [("breaking the truce", "Russia", "accused Israel of")],
        ),
        (
            "Netanyahu urged Putin to withdraw.",
            [("Putin to withdraw", "Netanyahu", "urged")],
        ),
        ("Lapid vowed to respond.", [("to respond", "Lapid", "vowed")]),
        (
            'Lavrov called the plan "a mistake".',
            [('the plan "a mistake"', "Lavrov", "called")],
        ),
        (
            "Lavrov described the raid as an act of war.",
            [("the raid as an act of war", "Lavrov", "described")],
        ),
        ("Moscow condemned the raid.", [("the raid", "Moscow", "condemned")]),
        ("Lavrov asked whether Israel agreed.", [("whether Israel agreed", "Lavrov", "asked")]),
        # Nouns, adjectives, passives, reports.
        (
            "He rejected Iran's claim that the raid was planned.",
            [
                ("Iran's claim that the raid was planned", "He", "rejected"),
                ("that the raid was planned", "Iran's", "claim"),
            ],
        ),
        (
            "A statement by the ministry that the raid was planned drew anger.",
            [("that the raid was planned", "the ministry", "statement by the ministry")],
        ),
        (
            "Lapid is convinced that the deal is dead.",
            [("that the deal is dead", "Lapid", "is convinced")],
        ),
        (
            "It was reported that talks had failed.",
            [("that talks had failed", None, "was reported")],
        ),
        (
            'Zakharova was quoted as saying that it was "unacceptable".',
            [('that it was "unacceptable"', "Zakharova", "was quoted as saying")],
        ),
        (
            "The poll found that most Israelis agree.",
            [("that most Israelis agree", "The poll", "found")],
        ),
        ('Peskov: "There is no plan."', [("There is no plan.", "Peskov", ":")]),
        ('"It is late." — Dmitry Peskov', [("It is late.", "Dmitry Peskov", "—")]),
        # Clauses beside each other belong to their own speakers.
        (
            "Moscow said it would wait, but Kyiv said it would not.",
            [("it would wait", "Moscow", "said"), ("it would not", "Kyiv", "said")],
        ),
        (
            "Moscow said it would wait, adding that talks went on.",
            [("it would wait", "Moscow", "said"), ("that talks went on", "Moscow", "adding")],
        ),
        # A clause broken by its speaker.
        (
            "The deal, Lavrov said, is dead.",
            [("The deal", "Lavrov", "said"), ("is dead", "Lavrov", "said")],
        ),
    ],
)
def test_words_go_to_who_said_them(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "special operation" went on.',
        'She saw "War and Peace" in Haifa.',
        "The report on trade is long.",
        "The United States is a state of law.",
        "Talks at the foreign ministry went on for two days.",
        'He lives in the "old town".',
    ],
)
def test_scare_quotes_titles_and_plain_nouns_are_no_quotes(text):
    assert told(text) == []


def test_a_quote_over_paragraphs_is_one():
    text = "“First.\n\n“Second.\n\n“Third,” said the president."
    assert told(text) == [("First.\n\n“Second.\n\n“Third,", "the president", "said")]


def test_a_quote_over_sentences_is_one():
    text = '"We came. We saw. Did we win?" Lavrov asked reporters.'
    (quote,) = quotes(text)
    assert text[quote.start : quote.end] == "We came. We saw. Did we win?"
    assert quote.kind == "direct"


def test_the_speaker_is_carried_on_in_the_paragraph_but_not_beyond():
    text = '"It is dead," Lavrov said. "We tried." "So be it."\n\nA sign hung there. "No entry."'
    found = quotes(text)
    assert [text[q.start : q.end] for q in found] == ["It is dead,", "We tried.", "So be it."]
    assert {text[q.source_start : q.source_end] for q in found} == {"Lavrov"}


def test_a_block_after_a_colon_belongs_to_who_is_named_before_it():
    text = "The statement read:\n\nIsrael mourns its dead. It will not forget.\n\nIt was short."
    assert told(text) == [("Israel mourns its dead. It will not forget.", "The statement", "read")]


def test_paragraphs_of_a_transcript_belong_to_who_is_named_before_the_colon():
    text = "LAVROV: We wait. We do.\n\nLAPID: So do we.\n\nLAVROV: Good.\n\nLAPID: Yes."
    assert [one[:2] for one in told(text)] == [
        ("We wait. We do.", "LAVROV"),
        ("So do we.", "LAPID"),
        ("Good.", "LAVROV"),
        ("Yes.", "LAPID"),
    ]


def test_kinds_are_told_apart():
    text = '"It is over," he said. He said it was over. He said it was "all over" now.'
    assert [q.kind for q in quotes(text)] == ["direct", "indirect", "mixed"]


def test_a_quoted_person_who_quotes_has_the_outer_quote_as_parent():
    text = "“When we met, Putin said, ‘I want peace,’” Lapid recalled."
    outer, inner = quotes(text)
    assert (outer.parent, inner.parent) == (None, 0)
    assert text[inner.start : inner.end] == "I want peace,"
    assert text[inner.source_start : inner.source_end] == "Putin"
    assert text[outer.source_start : outer.source_end] == "Lapid"


def test_a_clause_inside_a_clause_has_the_outer_one_as_parent():
    text = "Lapid said that Putin told Bennett that the war would go on."
    outer, inner = quotes(text)
    assert inner.parent == 0
    assert text[inner.start : inner.end] == "that the war would go on"
    assert outer.start < inner.start < inner.end <= outer.end


def test_whom_it_was_told_to_is_kept():
    assert quotes("Lavrov told reporters that talks failed.")[0].addressee == "reporters"
    assert quotes("Lavrov told Netanyahu that talks failed.")[0].addressee == "Netanyahu"
    assert quotes('"No," Lavrov told the BBC on Friday.')[0].addressee == "the BBC"
    assert quotes("Lavrov said that talks failed.")[0].addressee is None


def test_the_speaker_speaks_for_a_state():
    (quote,) = quotes('"No," Russian Foreign Minister Sergey Lavrov said.')
    assert quote.state == "RUS"
    assert quote.speaker == "Sergey Lavrov"
    assert quotes("A farmer said that it rained.")[0].state is None


def test_an_aside_belongs_to_the_source_and_an_introduction_does_not():
    text = "On Friday, Jane Doe, the head of the party, said that she would run."
    assert told(text)[0][1] == "Jane Doe, the head of the party"
    assert told("But Jane Doe said that she would run.")[0][1] == "Jane Doe"
    assert told("Jane Doe (Labour) said that she would run.")[0][1] == "Jane Doe (Labour)"


def test_two_verbs_share_a_source():
    text = "Netanyahu praised the deal and urged Putin to sign."
    assert [one[1] for one in told(text)] == ["Netanyahu", "Netanyahu"]


def test_every_finding_names_its_rule():
    assert all(
        q.rule for q in quotes('"No," he said. According to her, it rained. Iran denied it.')
    )


def test_an_empty_text_has_no_quotes():
    assert quotes("") == quotes("   \n\n ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gabon's ruling party dismissed the idea.",
         [("the idea", "Gabon's ruling party", "dismissed")]),
        ("Gabon's army claims Togolese agents planned the raid.",
         [("Togolese agents planned the raid", "Gabon's army", "claims")]),
        ("Gabon's oil minister doubts whether Togo will sign.",
         [("whether Togo will sign", "Gabon's oil minister", "doubts")]),
        ('She said: "We are tired. "', [("We are tired.", "She", "said")]),
        ("The mayor's noted work goes on.", []),
        ("Gabon is weakening the bloc by questioning its rules.",
         [("its rules", "Gabon", "questioning")]),
    ],
)  # fmt: skip
def test_possessives_and_asides_do_not_blur_who_speaks(text, expected):
    assert told(text) == expected


def test_the_subject_of_a_later_verb_leaves_out_who_reports_it():
    text = "Analysts believe Gabon will veto the proposal."
    assert ("the proposal", "Gabon", "will veto") in told(text)
    assert "Gabon" in [one[1] for one in told("Gabon, he said, would recognise the island.")]


def test_rebels_and_critics_do_not_speak_for_their_state():
    for source in ("Yemen's Houthi rebels", "Peruvian activists", "Critics in Peru"):
        assert [q.state for q in quotes(f"{source} said it rained.")] == [None]
    assert [q.state for q in quotes("Peruvian officials said it rained.")] == ["PER"]
