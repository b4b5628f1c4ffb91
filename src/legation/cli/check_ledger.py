"""Predictions that `legation check` keeps, and decides when their day has come."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.brief.clean import clean
from legation.cli.options import console, estimating, note, open_for_reading, print_json
from legation.errors import LegationError

if TYPE_CHECKING:
    from legation.checking.predictions import Decided
    from legation.cli.check_question import Question
    from legation.cli.check_run import Checked
    from legation.record.ledger import Prediction

_OPEN = 20


def keep_found(home: Path | None, found: Sequence[Checked], asked: Question) -> None:
    """Keep the predictions among verdicts, and say so in one line."""
    from legation.checking.predictions import prediction_of

    rows = [
        prediction_of(
            verdict,
            author=asked.author,
            outlet=one.document.outlet if one.document else asked.outlet,
            said=one.document.date if one.document else asked.said,
        )
        for one in found
        for verdict in one.verdicts
    ]
    keep([row for row in rows if row is not None], home)


def keep(rows: Sequence[Prediction], home: Path | None) -> None:
    """Keep predictions in the record, where it is a file that can be written.

    Parameters
    ----------
    rows
        Predictions.
    home
        File of the record; None where there is none, as for the casebook.
    """
    if not rows:
        return
    what = _counted(rows)
    if home is None:
        note(f"Not kept, since there is no record yet: {what}")
        return
    from legation.record.ledger import keep_predictions

    try:
        with _writable(home) as rec:
            new = set(keep_predictions(rec, rows))
    except LegationError as error:
        note(f"Not kept: {what}; {error}")
        return
    fresh = [row for row in {row.id: row for row in rows}.values() if row.id in new]
    known = len({row.id for row in rows}) - len(fresh)
    told = []
    if fresh:
        told.append(f"{_counted(fresh, 'kept')}; legation check --due decides it")
    if known:
        told.append(f"{known} prediction{'s' * (known != 1)} kept before")
    note("; ".join(told))


def _writable(home: Path) -> Any:
    """Open a record for writing; one whose file is marked read-only is left alone."""
    from legation.errors import RecordError
    from legation.record import open_record

    try:
        mode = home.stat().st_mode
    except OSError as error:
        raise RecordError(f"{home} cannot be written ({error.strerror})") from None
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise RecordError(f"{home} is read-only")
    return open_record(home)


def _counted(rows: Sequence[Prediction], word: str = "") -> str:
    """Count predictions, and say when they fall due."""
    days = sorted({str(row.due) for row in rows if row.due})
    when = "without a day" if not days else f"due {days[0]}"
    if len(days) > 1:
        when = f"due {days[0]} to {days[-1]}"
    kept = f" {word}" if word else ""
    return f"{len(rows)} prediction{'s' * (len(rows) != 1)}{kept}, {when}"


# -- deciding ------------------------------------------------------------------------------


def decide_due(asked: Question) -> int:
    """Decide the predictions that are due, show them, and add what they came to."""
    from legation.checking.predictions import due, outcomes

    with open_for_reading(asked.record) as rec, estimating("the index") as far:
        decided, still = due(rec, asked.day, far)
        told, home = rec.note, None if rec.note else rec.path
    new = outcomes(decided)
    if told:
        note(told)
    if asked.json:
        print_json(
            {
                "as_of": asked.day.isoformat(),
                "decided": [_as_dict(one) for one in decided],
                "open": [_as_dict(one) for one in still],
                "changed": len(new),
            }
        )
    else:
        _show(decided, still)
    if new and asked.keep and home is not None:
        from legation.record.ledger import add_outcomes

        try:
            with _writable(home) as rec:
                added = add_outcomes(rec, new)
            note(f"{added} outcome{'s' * (added != 1)} added to the record")
        except LegationError as error:
            note(f"Not added: {len(new)} outcome{'s' * (len(new) != 1)}; {error}")
    for one in decided:
        if one.problem:
            note(f"legation: prediction {one.id}: {one.problem}")
    return 1 if any(one.problem for one in decided) else 0


def _as_dict(one: Decided) -> dict[str, Any]:
    """Give a prediction with its verdict, as plain values."""
    kept = {"prediction_id": one.id, **one.prediction._asdict()}
    return {
        **{name: str(v) if name in ("date", "due") and v else v for name, v in kept.items()},
        "verdict": None if one.verdict is None else one.verdict.to_dict(),
        "changed": one.changed,
        "problem": one.problem or None,
    }


def _show(decided: Iterable[Decided], still: Sequence[Decided]) -> None:
    from legation.cli.check_words import show_verdict, wrapped

    out = console()
    shown = [one for one in decided if one.verdict is not None]
    for one in shown:
        assert one.verdict is not None
        show_verdict(one.verdict, out)
        wrapped(out, _kept(one), style="dim")
        out.print()
    if not shown:
        wrapped(out, "No prediction of the ledger has fallen due.")
    if not still:
        return
    wrapped(out, f"Open: {len(still)} prediction{'s' * (len(still) != 1)}")
    for one in still[:_OPEN]:
        due = str(one.prediction.due or "no day")
        wrapped(out, f"{due:<10}  {clean(one.prediction.text, 160)}{_by(one)}", indent="  ")
    if len(still) > _OPEN:
        wrapped(out, f"  and {len(still) - _OPEN} more: add --json")


def _kept(one: Decided) -> str:
    known = one.prediction
    was = "" if one.before is None else f"; {one.before.verdict} as of {one.before.as_of}"
    chance = "" if known.probability is None else f", with a chance of {known.probability:.0%}"
    state = was if one.changed or not was else f"{was}, as before"
    return f"Said on {known.date}{_by(one)}{chance}, due on {known.due}{state}"


def _by(one: Decided) -> str:
    who = one.prediction.author or one.prediction.outlet
    return f" ({clean(who, 80)})" if who else ""
