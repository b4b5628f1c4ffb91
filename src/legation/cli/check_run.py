"""How the command `check` runs: what is read, asked, printed and written."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.cli.check_question import FILES, Question
from legation.cli.options import estimating, note, open_for_reading
from legation.errors import InputError

if TYPE_CHECKING:
    from legation.checking import Checker, Verdict
    from legation.reading.text.documents import Document, Unread

#: Bytes of a file with claims, or of standard input that is checked as one text.
_LARGEST = 20_000_000
_LONGEST_NAME = 4096


@dataclass(frozen=True)
class Checked:
    """A text with its verdicts, and what is known of it."""

    document: Document | None
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    text: str | None = None


def run(asked: Question) -> int:
    """Answer what was asked; give the exit status."""
    if asked.due:
        from legation.cli.check_ledger import decide_due

        return decide_due(asked)
    if asked.jsonl is not None:
        from legation.cli.check_lines import check_lines

        return check_lines(asked)
    from legation.checking import Checker

    claims = None if asked.claim is None else read_claims(asked.claim)
    with contextlib.ExitStack() as stack:
        documents = [] if claims is not None else _documents(str(asked.text), stack)
        rec = stack.enter_context(open_for_reading(asked.record))
        checker = Checker(rec, asked.day, stack.enter_context(estimating("the index")))
        if claims is not None:
            found = [Checked(None, tuple(checker.claim(claim) for claim in claims))]
            unread: list[Unread] = []
        else:
            found, unread = _checked(documents, checker, asked)
        home = None if rec.note else rec.path
        if rec.note:
            note(rec.note)
    return _answer(asked, found, unread, home)


# -- what is given -------------------------------------------------------------------------


def _documents(text: str, stack: contextlib.ExitStack) -> list[Document | Unread]:
    """Give the documents of a file or of standard input, or the words given as one."""
    from legation.cli.showing import files_of
    from legation.reading.text.documents import Document, documents, from_html, is_html

    file = _file(text)
    if file is not None:
        (path,) = stack.enter_context(files_of([file]))
        if path.stat().st_size > _LARGEST:
            raise InputError(
                f"{file} is larger than {_LARGEST // 1_000_000} MB; check its texts as lines, "
                "with --jsonl IN OUT"
            )
        return list(documents(path))
    if is_html(text):
        return [from_html(text)]
    return [Document(text)]


def _file(text: str) -> Path | None:
    """Give the file that an argument names; None where it is words."""
    if text.strip() == "-":
        return Path("-")
    if not text.strip():
        raise InputError("there is nothing to check; give a sentence, an article or a claim")
    if len(text) > _LONGEST_NAME or "\n" in text or "\0" in text:
        return None
    path = Path(text).expanduser()
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give one file, or a text")
        if path.exists():
            return path
    except (OSError, ValueError):
        return None
    # One word with an ending is the name of a file that is not there, and claims nothing.
    if not any(c.isspace() for c in text.strip()) and path.suffix[1:].isalnum():
        raise InputError(f"there is no file {text[:200]}; give a file, or a text in quotes")
    return None


def read_claims(given: str) -> list[Any]:
    """Read a claim or a list of claims from JSON, from a file of it, or from standard input.

    Raises
    ------
    InputError
        If it is no JSON, or holds no claim.
    """
    text = given
    if not given.lstrip().startswith(("{", "[")):
        file = _file(given)
        if file is None:
            raise InputError(
                "--claim takes JSON, as in: --claim "
                '\'{"type": "vote", "relation": "voted_for", "subject": "Israel", '
                '"details": {"symbol": "ES-11/3"}}\''
            )
        with contextlib.ExitStack() as stack:
            from legation.cli.showing import files_of

            (path,) = stack.enter_context(files_of([file]))
            if path.stat().st_size > _LARGEST:
                raise InputError(f"{file} is larger than {_LARGEST // 1_000_000} MB")
            text = path.read_bytes().decode("utf-8-sig", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" ({error})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"--claim is not valid JSON{where}") from None
    claims = found if isinstance(found, list) else [found]
    if not claims:
        raise InputError("--claim holds no claim; give an object, or a list of objects")
    return claims


def _checked(
    documents: Sequence[Document | Unread], checker: Checker, asked: Question
) -> tuple[list[Checked], list[Unread]]:
    """Check documents one after the other; those that cannot be are given back with why."""
    from legation.reading.text.documents import Unread

    found: list[Checked] = []
    unread: list[Unread] = []
    with _counting(len(documents)) as tell:
        for number, given in enumerate(documents, 1):
            tell(number)
            if isinstance(given, Unread):
                unread.append(given)
                continue
            try:
                found.append(_one(given, checker, asked))
            except InputError as error:
                if len(documents) == 1:
                    raise
                unread.append(Unread(given.where, str(error)))
    if unread and not found:
        raise InputError(f"{unread[0].where}: {unread[0].why}")
    return found, unread


def _one(given: Document, checker: Checker, asked: Question) -> Checked:
    said = asked.said or given.date
    reading = checker.read(given.text, said)
    known = replace(given, date=said, outlet=asked.outlet or given.outlet)
    verdicts = tuple(checker.judged(reading, said))
    return Checked(known, verdicts, reading.notes, reading.text)


@contextlib.contextmanager
def _counting(total: int) -> Iterator[Any]:
    """Show which document is being checked, where there are many and somebody looks."""
    from rich.console import Console
    from rich.status import Status

    screen = Console(stderr=True, highlight=False)
    if total < 2 or not screen.is_terminal:
        yield lambda _: None
        return
    with Status("Checking", console=screen) as state:
        yield lambda number: state.update(f"Checking text {number:,} of {total:,}")


# -- what is given back --------------------------------------------------------------------


def _answer(
    asked: Question, found: Sequence[Checked], unread: Sequence[Unread], home: Path | None
) -> int:
    """Print the verdicts, write the files asked for, and keep predictions."""
    verdicts = [verdict for one in found for verdict in one.verdicts]
    if asked.understood:
        from legation.checking.given import as_given

        _dump([as_given(verdict) for verdict in verdicts])
    elif asked.json:
        _dump([_as_dict(verdict, one, len(found) > 1) for one in found for verdict in one.verdicts])
    else:
        from legation.cli.check_words import show

        show(found, asked)
    write_files(asked, found)
    for one in unread:
        note(f"legation: {one.where}: {one.why}")
    if asked.keep and not asked.understood:
        from legation.cli.check_ledger import keep_found

        keep_found(home, found, asked)
    return 1 if unread else 0


def _as_dict(verdict: Verdict, one: Checked, many: bool) -> dict[str, Any]:
    """Give a verdict; where several texts were checked, with the one it is of."""
    found = verdict.to_dict()
    if many and one.document is not None:
        found["document"] = one.document.key or one.document.where
    return found


def _dump(value: Any) -> None:
    # Escaped, since a text may hold halves of characters that no terminal takes.
    sys.stdout.write(json.dumps(value, indent=2, default=str) + "\n")


def write_files(asked: Question, found: Sequence[Checked]) -> None:
    """Write the page, ClaimReview, annotations and feed that were asked for."""
    for name in FILES:
        path: Path | None = getattr(asked, name)
        if path is None:
            continue
        from legation.cli.check_files import MAKERS

        text = MAKERS[name](found, asked)
        path = path.expanduser()
        try:
            path.write_text(text, encoding="utf-8", newline="\n", errors="replace")
        except OSError as error:
            raise InputError(f"{path} cannot be written ({error.strerror or error})") from None
        note(f"Wrote {path}")
