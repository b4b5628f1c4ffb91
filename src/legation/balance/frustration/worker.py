"""Solves one integer programme in a process of its own; see `engine`.

Needs nothing but NumPy and SciPy. Ctrl-C of the terminal goes to the process that asked, which
ends this one.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path


def main(asked: str, told: str) -> None:
    """Read a programme of a file, solve it, and write the answer to another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    with np.load(asked, allow_pickle=False) as given:
        count = len(given["cost"])
        rows = csr_array(
            (given["data"], given["indices"], given["indptr"]), (len(given["least"]), count)
        )
        options = {"mip_rel_gap": 0.0, "disp": True}
        if np.isfinite(given["seconds"]):
            options["time_limit"] = max(float(given["seconds"]), 0.01)
        found = milp(
            given["cost"],
            integrality=given["whole"],
            bounds=Bounds(0.0, given["most"]),
            constraints=LinearConstraint(rows, given["least"], np.inf),
            options=options,
        )
    bound = found.mip_dual_bound
    whole = Path(told).with_suffix(".part.npz")
    np.savez(
        whole,
        values=np.zeros(0) if found.x is None else found.x,
        status=found.status,
        bound=-np.inf if bound is None else bound,
    )
    whole.replace(told)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
