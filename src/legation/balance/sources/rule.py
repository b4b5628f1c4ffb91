"""When the level of a pair is an edge: what is friendly, what hostile, and what too unsure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from legation.errors import InputError, UnknownNameError

Reals = npt.NDArray[np.float64]

REFERENCES = ("neutral", "typical")
PRIORS = ("even", "learned")


@dataclass(frozen=True)
class Rule:
    """When the level x of a pair, the mean of both directions, is an edge.

    With r the reference, a pair is joined by a friendly edge where P(x > r + band) is at least
    `certainty`, by a hostile one where P(x < r - band) is, and by none otherwise. The probability
    is that of the normal posterior; it goes with the edge, and the weight of the edge is
    |E x - r|, in Goldstein units.

    Attributes
    ----------
    certainty
        Probability from which a sign is sure enough, 0.5 to below 1.
    band
        Half width of the zone about the reference that is neither, in Goldstein units.
    reference
        `neutral`: the point 0 of the Goldstein scale, at which acts are neither friendly nor
        hostile. This is what the theory speaks of: liking and disliking (Heider 1946).
        `typical`: the median level of all pairs in that month. Friendly then means friendlier
        than most; about half of all edges are hostile by construction, so that the measures of
        balance answer another question (who sides with whom) and may not be compared.
    prior
        `even`: before any row of its own, a pair is as likely on one side of the reference as on
        the other, so that signs rest on rows of the pair; the probability is then what these rows
        speak for, and as a chance of being right too high for hostile signs, too low for friendly
        ones (docs/explanation/balance.md has how much). `learned`: the posterior of the index
        as it is. Since most pairs are mildly friendly, it calls pairs friendly that have hardly
        any rows, and the smallest states turn out to have the most friends.
    """

    certainty: float = 0.9
    band: float = 0.0
    reference: str = "neutral"
    prior: str = "even"

    def __post_init__(self) -> None:
        if not 0.5 <= self.certainty < 1:
            raise InputError(
                f"the certainty of a sign lies between 0.5 and 1, not at {self.certainty}"
            )
        if not 0 <= self.band < 10:
            raise InputError(f"the band lies between 0 and 10 Goldstein units, not at {self.band}")
        for name, known in (("reference", REFERENCES), ("prior", PRIORS)):
            given = getattr(self, name)
            if given not in known:
                raise UnknownNameError(f"{name} is '{known[0]}' or '{known[1]}', not '{given}'")

    def centred(self, mean: Reals, lean: Reals, prior: float) -> tuple[Reals, float]:
        """Give levels against the reference, and the reference.

        Parameters
        ----------
        mean, lean
            Of the mean of both directions, float64[pairs].
        prior
            The learned prior mean, at which the index began every pair.
        """
        middle = float(np.median(mean)) if self.reference == "typical" and len(mean) else 0.0
        found = mean + lean * (middle - prior) if self.prior == "even" else mean
        return found - middle, middle

    def signs(self, centred: Reals, sd: Reals) -> tuple[npt.NDArray[np.int8], Reals]:
        """Give +1, -1 or 0 for none, int8[pairs], and the probability of the likelier sign."""
        from scipy.special import ndtr

        sure = ndtr((np.abs(centred) - self.band) / sd)
        sign = np.where(sure >= self.certainty, np.sign(centred), 0.0)
        return sign.astype(np.int8), sure
