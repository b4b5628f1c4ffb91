"""How the reader errs, and scores of what it read that are right on average all the same.

Of sentences whose class of dealings is known, `COUNTS` says how they were read. Where class j is
read as k with probability C[j, k], scores v with C v = g give a sentence of class j the expected
score g_j (the correction of Rogan & Gladen 1978, *American Journal of Epidemiology* 107, for more
than two classes). What is not certain about C is drawn anew for each sweep of the model.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]

#: Mean of the Goldstein scale over the codes of each class of `legation.narratives.voice.CLASSES`.
VALUES = np.array([3.0, 6.5, -3.5, -7.5])
#: Sentences by true class (rows) and by class read (columns), of those where an event was read.
COUNTS = np.array(
    [
        [90, 5, 3, 2],
        [5, 90, 2, 3],
        [3, 2, 90, 5],
        [2, 3, 5, 90],
    ]
)
#: Added to each count, so that what was not seen is not impossible.
_PRIOR = 0.5
_LONGEST = 12.0


def scores(generator: np.random.Generator) -> Reals:
    """Draw scores of the classes read, float64[classes].

    Parameters
    ----------
    generator
        Where chance comes from.
    """
    drawn = np.stack([generator.dirichlet(row + _PRIOR) for row in COUNTS])
    found: Reals = np.linalg.solve(drawn, VALUES)
    return found.clip(-_LONGEST, _LONGEST)
