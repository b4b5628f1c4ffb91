"""How well texts are read, measured against what people marked.

Enters: a gold file and the name of an engine. Leaves: precision, recall and F1 by kind with
intervals (`score`). The scorers of single kinds stand in modules of their own.
"""

from legation.reading.scoring.gold import Score, Scores, score

__all__ = ["Score", "Scores", "score"]
