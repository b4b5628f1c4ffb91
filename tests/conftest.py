"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real data, or skip where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("needs the real data in ../shared/data, which is not here")
    return SHARED
