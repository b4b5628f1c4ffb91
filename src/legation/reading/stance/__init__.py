"""Stance: who takes a position towards which state, how strong, and how severe the words are.

Enters: a page and its quotes. Leaves: `Stance`, each pinned to its words, with the rule and word
that made it. What may be touched: the words in ``data/evaluation.tsv`` and the ladder in
``data/severity.csv``.

The dictionary says of each word that evaluates whose position it tells: of who does it ("A praised
B"), of whom it is done to ("A angered B"), or of whoever speaks ("A's aggression"). The grammar
around the word tells who they are (`relating`).
"""

from legation.reading.stance.directed import Direction, direction_between
from legation.reading.stance.finding import find_stances
from legation.reading.stance.severity import Step, severity, steps

__all__ = ["Direction", "Step", "direction_between", "find_stances", "severity", "steps"]
