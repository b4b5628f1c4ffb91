"""A short way to sync from the loopback site without waiting."""

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from server import Site

from legation.record.sync import FixedFile, IndexRule, Limits, Source, SyncResult, Update, sync

PATIENT = Limits(pace=0.0, backoff=0.0, stall_seconds=5.0)


def make_source(key: str = "test", **fields: Any) -> Source:
    texts = ("title", "holds", "homepage", "licence", "citation", "frequency")
    fields = {name: f"{name} of {key}" for name in texts} | {"feeds": ("vote",)} | fields
    return Source(key=key, **fields)


@dataclass
class Desk:
    """Syncs files of the site's /f/ folder into one cache."""

    site: Site
    cache: Path
    limits: Limits = PATIENT
    slept: list[float] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def source(self, *names: str, sha256: str | None = None) -> Source:
        files = tuple(FixedFile(n, f"{self.site.address}/f/{n}", sha256) for n in names)
        return make_source(files=files)

    def run(self, source: Source, **how: Any) -> SyncResult:
        limits = replace(self.limits, **how.pop("limits", {}))
        how = {"sleep": self.slept.append, "progress": self.updates.append, "seed": 1} | how
        return sync([source.key], self.cache, catalogue=[source], limits=limits, **how)

    def get(self, name: str = "a.csv", *, sha256: str | None = None, **how: Any) -> SyncResult:
        return self.run(self.source(name, sha256=sha256), **how)

    def path(self, name: str = "a.csv") -> Path:
        return self.cache / "test" / name

    def manifest(self) -> dict[str, Any]:
        return json.loads(self.path("manifest.json").read_text("utf-8"))

    def entry(self, name: str = "a.csv") -> dict[str, Any]:
        return self.manifest()["files"][name]


BODY = b"RUS,ISR,yes\n" * 1000


def md5(body: bytes) -> str:
    return hashlib.md5(body).hexdigest()


def git(body: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()


def listed(desk: Desk, kind: Any, select: str, path: str = "/list", **fields: Any) -> Source:
    rule = IndexRule(kind, desk.site.address + path, re.compile(select), ("127.0.0.1",))
    return make_source(index=rule, **fields)


def master(desk: Desk, *names: str, body: bytes = BODY, bad: str = "") -> Source:
    lines = [f"{len(body)} {md5(body)} {desk.site.address}/g/{name}" for name in names]
    desk.site.put("/list", ("\n".join(lines) + "\n" + bad).encode())
    for name in names:
        desk.site.put(f"/g/{name}", body, etag=None)
    return listed(desk, "masterfilelist", r"\d{14}\.export\.CSV", window_days=1)


DAYS = {"since": date(2024, 3, 1), "until": date(2024, 3, 2)}
SLOTS = ("20240301000000.export.CSV", "20240302234500.export.CSV")
