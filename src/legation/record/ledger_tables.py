"""The tables of the ledger: predictions, and what the record said of them when their day had come.

They hold what people said would come, no source's statement of what was; so neither enters the
snapshot of a record.
"""

from __future__ import annotations

from legation.record.table import Table, columns

PREDICTION = Table(
    "prediction",
    "something foreseen, with the claim that will decide it; rows are added, never changed",
    columns("""
    prediction_id VARCHAR digest of words, author, date and due
    text VARCHAR the words
    author VARCHAR who foresees it, null where the text does not tell
    outlet VARCHAR outlet that published it
    date DATE day it was said, or was found in a text without a day
    due DATE day by which it is to come true, null where it names none
    claim VARCHAR the claim that decides it, as JSON
    probability DOUBLE chance stated, 0 to 1; null where none is
    document_id VARCHAR document it was found in, null for a text that is not in the record
    recorded_at TIMESTAMP when it was kept
    """),
    ("prediction_id",),
)

PREDICTION_OUTCOME = Table(
    "prediction_outcome",
    "what the record said of a prediction on a day; rows are added, never changed",
    columns("""
    prediction_id VARCHAR the prediction
    as_of DATE last day that was known
    verdict VARCHAR supported, refuted, fragile, outside_record or not_checkable
    share_true DOUBLE share of the readings that can tell which bear it out
    explanation VARCHAR what was found
    evidence VARCHAR rows that decide, as JSON
    snapshot VARCHAR snapshot of the record that was asked
    recorded_at TIMESTAMP when it was decided
    """),
    ("prediction_id", "as_of", "recorded_at"),
)

#: In the order in which they are filled.
LEDGER: tuple[Table, ...] = (PREDICTION, PREDICTION_OUTCOME)
