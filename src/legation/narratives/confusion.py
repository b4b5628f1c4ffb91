"""How the reader errs, and scores of what it read that are right on average all the same.

Of sentences whose class of dealings is known, `COUNTS` says how they were read. Where class j is
read as k with probability C[j, k], scores v with C v = g give a sentence of class j the expected
score g_j (the correction of Rogan & Gladen 1978, *American Journal of Epidemiology* 107, for more
than two classes). What is not certain about C is drawn anew for each sweep of the model: a
Dirichlet distribution for each row, with Jeffreys' prior of one half.

`COUNTS` and `VALUES` were measured on 2026-11-21 by ``benchmarks/narratives_confusion.py`` on the
PLOVER gold standard records and the sentences with PLOVER roots of the Open Event Data Alliance,
of which only the half that no rule was made from enters the counts. C is near the identity
(condition number 1.1; drawn scores are 5.1, 8.1, -4.3 and -8.3, with standard deviations of .3,
.6, .2 and .3), so that the bound on them touches a few draws in 20,000 and is else a guard.

What this does not mend: sentences of manuals are plainer than those of the press; an event that
is in no class, or between others, is not in C (the slope of the model takes up what such rows
thin out); and the reader misses about half of what is said, of each class nearly alike
(`SEEN`), which biases a picture only by the little that the shares differ.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from legation.errors import InputError

Reals = npt.NDArray[np.float64]

#: Mean of the Goldstein scale over the codes read in gold sentences of each class of
#: `legation.narratives.voice.CLASSES`, where the class was read right.
VALUES = np.array([4.67, 6.97, -4.27, -7.84])
#: Sentences by true class (rows) and by class read (columns), of those where an event was read.
COUNTS = np.array(
    [
        [61, 2, 1, 1],
        [2, 43, 0, 2],
        [0, 0, 79, 1],
        [0, 1, 0, 67],
    ]
)
#: Share of the sentences of each class in which an event between the two was read at all.
SEEN = np.array([0.56, 0.45, 0.43, 0.46])
_PRIOR = 0.5
#: Ends of the Goldstein scale, and a fifth more for what correction may add.
_LONGEST = 12.0


def scores(generator: np.random.Generator, counts: npt.ArrayLike = COUNTS) -> Reals:
    """Draw scores of the classes read, float64[classes].

    Parameters
    ----------
    generator
        Where chance comes from.
    counts
        Sentences by true class and by class read, [classes, classes].

    Raises
    ------
    InputError
        If no score can tell the classes apart: a class is read as itself in no more than half
        of its sentences.
    """
    known = np.asarray(counts, np.float64)
    if (np.diag(known) <= known.sum(axis=1) / 2).any():
        raise InputError(
            "the reader takes a class of dealings for another in half of its sentences or more; "
            "nothing it reads can be scored"
        )
    drawn = np.stack([generator.dirichlet(row + _PRIOR) for row in known])
    found: Reals = np.linalg.solve(drawn, VALUES)
    return found.clip(-_LONGEST, _LONGEST)
