"""Sentences a second: taking texts apart, and the whole default reading, beside spaCy's splitter.

Usage: ``python benchmarks/reading.py FILE [--articles N] [--sentences GOLD ...]``.

FILE holds articles as JSON lines. All runs are on one core, over the same texts, the best of
three. The peer is spaCy's blank English pipeline with its rule for sentences, which takes words
and sentences apart and finds nobody; it is no dependency (``pip install spacy`` beside the
project), and is left out where it is not installed. GOLD are tab-separated files with a column
"sentence": ten whole sentences in a row are joined by a blank, and both splitters are asked where
they end.
"""

from __future__ import annotations

import argparse
import csv
import gc
import itertools
import resource
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from legation.reading.engines import engine
from legation.reading.preparing import prepare
from legation.reading.text.documents import Document, documents
from legation.reading.text.sentences import sentences
from legation.reading.text.tokens import tokens

_ROUNDS = 3


def best(work: Callable[[], object]) -> float:
    """Give the processor time of the quickest of three runs in seconds."""
    times = []
    for _ in range(_ROUNDS):
        gc.collect()
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def sample(file: Path, count: int) -> list[Document]:
    """Give articles spread over the file."""
    total = sum(1 for _ in documents(file))
    step = max(1, total // count)
    found = itertools.islice(documents(file), 0, None, step)
    return [one for one in found if isinstance(one, Document)][:count]


def spacy_splitter() -> Callable[[str], list[int]] | None:
    """Give spaCy's blank splitter as a function to the ends of sentences."""
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    return lambda text: [one.end_char for one in nlp(text).sents]


def own_splitter(text: str) -> list[int]:
    """Give the ends of sentences."""
    return [one.end for one in sentences(text, tokens(text))]


def accuracy(files: Iterable[Path], splitter: Callable[[str], list[int]]) -> tuple[int, int, int]:
    """Count ends that are right, wrong and missed, of whole sentences joined by ten."""
    right = wrong = missed = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            listed = list(dict.fromkeys(row["sentence"].strip() for row in rows))
        whole = [one for one in listed if one[-1:] in tuple('.!?"”')]
        for at in range(0, len(whole), 10):
            text, ends = "", set()
            for sentence in whole[at : at + 10]:
                text = f"{text} {sentence}".strip()
                ends.add(len(text))
            found = set(splitter(text))
            right += len(found & ends)
            wrong += len(found - ends)
            missed += len(ends - found)
    return right, wrong, missed


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--sentences", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    found = sample(asked.file, asked.articles)
    pages = [prepare(one.text, one.date) for one in found]
    count = sum(len(page.sentences) for page in pages)
    words = sum(len(page.words) for page in pages)
    print(f"{len(found)} articles, {count:,} sentences, {words / count:.1f} words a sentence")
    rules, peer = engine("rules"), spacy_splitter()
    runs: dict[str, Callable[[], object]] = {
        "words and sentences": lambda: [own_splitter(one.text) for one in found],
        "and who is named (prepare)": lambda: [prepare(one.text, one.date) for one in found],
        "the whole reading": lambda: [rules.read(one) for one in found],
    }
    if peer is not None:
        runs["spaCy blank, words and sentences"] = lambda: [peer(one.text) for one in found]
    for name, work in runs.items():
        seconds = best(work)
        print(
            f"{name:34} {count / seconds:10,.0f} sentences/s {seconds / count * 1e6:8.1f} us each"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    for name, splitter in (("own", own_splitter), ("spaCy blank", peer)):
        if splitter is not None and asked.sentences:
            right, wrong, missed = accuracy(asked.sentences, splitter)
            print(f"{name}: {right} ends right, {wrong} wrong, {missed} missed")


if __name__ == "__main__":
    main()
