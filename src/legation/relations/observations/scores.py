"""Daily scores of pairs that another project computed.

Scores of one unit differ by orders of magnitude between pairs much and little written about,
with tails that no mean survives: of the daily graph made from GDELT, half lie within 12 of 0 and
one in a thousand beyond 500. Taken is v / sqrt(v^2 + s^2), s the ninth decile of all absolute
scores: as good as linear for most days, of the score's sign, and between -1 and 1, so that a day
much written about says no more than that it was of one kind. From it that of the median over all
pairs in the month is taken away, since coverage moves all pairs at once. A month is the mean of
its days, n their number.
"""

from __future__ import annotations

from legation.relations.observations.base import Scope, month_sql
from legation.relations.observations.ledger import Ledger


def _lines(scope: Scope) -> str:
    dataset = "split_part(source_id, ':', 1)"
    until = scope.cut('"date"')
    return f"""WITH scale AS (
            SELECT {dataset} AS dataset, nullif(quantile_cont(abs(value), 0.9), 0) AS s FROM score
            WHERE value IS NOT NULL{until} GROUP BY dataset
        ), usual AS (
            SELECT {dataset} AS dataset, {month_sql('"date"')} AS month, median(value) AS middle
            FROM score WHERE value IS NOT NULL{until} GROUP BY dataset, month
        )
        SELECT actor, target, {month_sql('r."date"')} AS month, r."date",
            value / sqrt(value * value + s * s) - middle / sqrt(middle * middle + s * s) AS value,
            1.0 AS weight,
            'score' AS from_table, locator,
            concat_ws(' ', unit, round(value, 3)) AS text, source_id, score_id AS row_id
        FROM score r JOIN scale ON scale.dataset = {dataset} JOIN usual
            ON usual.dataset = {dataset} AND usual.month = {month_sql('r."date"')}
        WHERE value IS NOT NULL AND s IS NOT NULL{scope.cut('r."date"')}
        {scope.among("actor", "target")}"""


SCORES = Ledger(_lines, mutual=True, order='"date"').source(
    "daily_scores",
    "Daily scores of the pair by other projects",
    unit="-1 to 1: score v and ninth decile s as v / sqrt(v^2 + s^2), less the median pair's",
    sign=1,
    extent=2.0,
    version="2",
)
