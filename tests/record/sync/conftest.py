"""A site on this machine, and a desk that syncs from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from server import Site, running


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("LEGATION_MIRROR", raising=False)
    with running() as site:
        yield site


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path / "cache")
