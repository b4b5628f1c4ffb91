"""A run of `sync`: for each source the files expected, and each of them had, held or failed."""

import contextlib
import functools
import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from legation.errors import InputError, RecordError
from legation.record.sync.address import AddressBook
from legation.record.sync.catalogue import Source, choose, sources
from legation.record.sync.checksum import digest, matches
from legation.record.sync.listing import (
    Listing,
    Refusal,
    UnreadableError,
    Wanted,
    Window,
    fixed,
    read_index,
)
from legation.record.sync.manifest import Entry, Manifest, locked
from legation.record.sync.pace import Limits, Waiting
from legation.record.sync.result import Failure, Progress, SyncResult, Update
from legation.record.sync.transfer import FinalError, Web, fetch
from legation.version import __version__

_SAVE_EACH_FILES = 1000
_SAVE_SECONDS = 5.0


def sync(
    keys: Sequence[str],
    cache: Path,
    *,
    offline: bool = False,
    base_override: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    since: date | None = None,
    until: date | None = None,
    catalogue: Sequence[Source] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    seed: int | None = None,
) -> SyncResult:
    """Bring the files of public sources into a cache folder.

    A file that fails never stops the others; run again to go on where this run ended.

    Parameters
    ----------
    keys
        Sources to fetch; none means all that are not marked `by_name`.
    cache
        Folder for the files, one folder per source, each with a ``manifest.json``.
    offline
        Open no connection: check and return what the cache holds.
    base_override
        Base address per host, or for ``*`` a mirror of all hosts. When not given, the variable
        ``LEGATION_MIRROR`` names a mirror.
    limits
        Sizes and patience.
    progress
        Called with each `Update`.
    since, until
        First and last day of the files wanted, for sources with one file per period.
    catalogue
        Sources to choose from instead of the shipped ones.
    sleep, clock, seed
        Time and chance, for tests.

    Returns
    -------
    SyncResult
        Counts, gaps and files; `complete` is False when anything is missing.

    Raises
    ------
    UnknownNameError
        For a key that is not in the catalogue.
    InputError
        For dates the wrong way round, or a mirror that is not an http(s) address.
    RecordError
        When the cache cannot be written, or another run is writing to it.
    """
    if since and until and since > until:
        raise InputError(f"since {since} is after until {until}; swap them")
    offered = sources() if catalogue is None else list(catalogue)
    chosen = choose(keys, offered) if keys else [s for s in offered if not s.by_name]
    waiting = Waiting(limits or Limits(), sleep, clock, rng=random.Random(seed))  # noqa: S311
    book, result = AddressBook.of(base_override), SyncResult()
    with contextlib.nullcontext() if offline else _web(book, waiting) as web:
        for source in chosen:
            if source.manual:
                _note_manual(source, named=source.key in keys, result=result)
                continue
            try:
                _Run(source, cache / source.key, web, waiting, progress, result).go(since, until)
            except OSError as error:
                raise RecordError(f"cannot write to {cache / source.key}: {error}") from error
    return result


@functools.cache
def _authorities() -> ssl.SSLContext:
    """Return the trusted certificate authorities, which take a while to load."""
    return httpx.create_ssl_context()


@contextlib.contextmanager
def _web(book: AddressBook, waiting: Waiting) -> Iterator[Web]:
    limits = waiting.limits
    try:
        client = httpx.Client(
            headers={
                "User-Agent": f"legation/{__version__}",
                # Sizes, ranges and checksums speak of the file itself, so no encoding is wanted.
                "Accept-Encoding": "identity",
            },
            timeout=httpx.Timeout(limits.stall_seconds, connect=limits.connect_seconds),
            follow_redirects=False,
            verify=_authorities(),
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise InputError(f"the proxy settings of this machine cannot be used: {error}") from error
    with client:
        yield Web(client, book, waiting)


def _note_manual(source: Source, *, named: bool, result: SyncResult) -> None:
    line = f"{source.key}: to be downloaded by hand from {source.homepage}; {source.hint}"
    result.notes.append(line)
    if named:
        result.expected += 1
        result.failed.append(Failure(source.key, source.title, "has to be downloaded by hand"))


@dataclass
class _Run:
    """One source's turn."""

    source: Source
    folder: Path
    web: Web | None
    waiting: Waiting
    progress: Progress | None
    result: SyncResult
    saved_at: float = 0.0

    def go(self, since: date | None, until: date | None) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder):
            manifest = Manifest.open(self.folder, _facts(self.source))
            if manifest.damaged:
                self._note("its manifest was damaged and is started anew")
            window = self._window(since, until)
            listing = self._listing(manifest, window)
            self._expect(manifest, listing, window)
            try:
                for number, wanted in enumerate(listing.wanted, 1):
                    self._one(manifest, wanted, number, len(listing.wanted))
            finally:
                manifest.save()

    def _note(self, text: str) -> None:
        self.result.notes.append(f"{self.source.key}: {text}")

    def _window(self, since: date | None, until: date | None) -> Window | None:
        if self.source.window_days is None:
            if since or until:
                self._note("has no file per day; dates do not apply and all of it is taken")
            return None
        last = min(until or date.max, datetime.now(UTC).date())
        if since and since > last:
            raise InputError(f"since {since} is in the future; today is {last}")
        first = since or date.fromordinal(max(1, last.toordinal() - self.source.window_days + 1))
        if since is None:
            self._note(f"no first day given, so {first} to {last} is taken")
        return Window(first, last, given=since is not None)

    def _listing(self, manifest: Manifest, window: Window | None) -> Listing:
        """Return what is wanted; a list that cannot be had is itself the one gap."""
        rule = self.source.index
        if rule is None:
            return fixed(self.source)
        path = self.folder / "index" / "list"
        path.parent.mkdir(exist_ok=True)
        try:
            wanted = Wanted(path.name, rule.url)
            manifest.index, _ = self._have(wanted, path, manifest.index, index=True)
            return read_index(rule, path, window)
        except (FinalError, UnreadableError) as error:
            return Listing((), (Refusal("list of files", f"{rule.url}: {error}"),))

    def _expect(self, manifest: Manifest, listing: Listing, window: Window | None) -> None:
        for line in listing.notes:
            self._note(line)
        manifest.run = {
            "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "since": str(window.since) if window else None,
            "until": str(window.until) if window else None,
            "expected": len(listing.wanted) + len(listing.refused),
            "received": 0,
            "unchanged": 0,
            "failed": 0,
        }
        self.result.expected += manifest.run["expected"]
        for wanted in listing.wanted:
            held = manifest.files.get(wanted.name, Entry("expected", wanted.url))
            manifest.files[wanted.name] = replace(held, status="expected", reason=None)
        for refusal in listing.refused:
            self._fail(manifest, refusal.name, Entry("expected", ""), refusal.reason)
        manifest.save()
        self.saved_at = self.waiting.clock()

    def _one(self, manifest: Manifest, wanted: Wanted, number: int, of: int) -> None:
        target, held = self.folder / wanted.name, manifest.files[wanted.name]
        place = Update(self.source.key, wanted.name, "bytes", number=number, of=of)
        try:
            entry, fetched = self._have(wanted, target, held, place=place)
        except FinalError as error:
            self._fail(manifest, wanted.name, held, str(error))
            self._tell(replace(place, state="failed", message=str(error)))
        else:
            state = "received" if fetched else "unchanged"
            manifest.files[wanted.name] = entry
            manifest.run[state] += 1
            setattr(self.result, state, getattr(self.result, state) + 1)
            (self.result.files if self.source.feeds else self.result.kept).append(target)
            if fetched and entry.verified == "nothing":
                self._note(f"nothing vouches that {wanted.name} is whole: no length, no checksum")
            self._tell(replace(place, state=state, done=entry.bytes or 0, total=entry.bytes))
        # A source of very many files would otherwise spend its time writing its manifest.
        if of <= _SAVE_EACH_FILES or self.waiting.clock() - self.saved_at > _SAVE_SECONDS:
            manifest.save()
            self.saved_at = self.waiting.clock()

    def _have(
        self,
        wanted: Wanted,
        target: Path,
        held: Entry | None,
        *,
        index: bool = False,
        place: Update | None = None,
    ) -> tuple[Entry, bool]:
        """Return the entry of a file whole in the cache, and whether it had to be fetched."""
        place = place or Update(self.source.key, wanted.name, "bytes")
        if wanted.checksum and matches(target, wanted.checksum):
            return _listed_entry(wanted, target, held), False
        same = held is not None and held.url == wanted.url
        intact = held if held and same and _intact(target, held) else None
        stale = wanted.checksum is not None
        if self.web is None:
            if intact is None or stale:
                what = "the cache holds another version" if intact else "not in the cache"
                raise FinalError(f"{what}; run without --offline to fetch it")
            return replace(intact, status="received"), False
        limits = self.waiting.limits
        fresh = fetch(
            self.web,
            wanted,
            target,
            None if stale else intact,
            report=lambda done, total: self._tell(replace(place, done=done, total=total)),
            say=lambda why: self._tell(replace(place, state="waiting", message=why)),
            most=limits.index_bytes if index else limits.file_bytes,
        )
        if fresh is not None:
            return fresh, True
        assert intact is not None  # only a file held is asked for on condition
        return replace(intact, status="received", reason=None), False

    def _fail(self, manifest: Manifest, name: str, held: Entry, reason: str) -> None:
        manifest.files[name] = replace(held, status="failed", reason=reason)
        manifest.run["failed"] += 1
        self.result.failed.append(Failure(self.source.key, name, reason))

    def _tell(self, update: Update) -> None:
        if self.progress:
            self.progress(update)


def _facts(source: Source) -> dict[str, str]:
    names = ("key", "title", "homepage", "licence", "citation")
    return {name: getattr(source, name) for name in names}


def _intact(target: Path, held: Entry) -> bool:
    """Tell whether the cached file is still the one that was received."""
    same_size = target.is_file() and target.stat().st_size == held.bytes
    return same_size and digest(target, "sha256") == held.sha256


def _listed_entry(wanted: Wanted, target: Path, held: Entry | None) -> Entry:
    """Return the entry of a file that already has the listed checksum, however it came here."""
    if held and held.sha256 and _intact(target, held):
        return replace(held, status="received", reason=None, listed=str(wanted.checksum))
    return Entry(
        status="received",
        url=wanted.url,
        listed=str(wanted.checksum),
        bytes=target.stat().st_size,
        sha256=digest(target, "sha256"),
        verified=wanted.checksum.kind if wanted.checksum else None,
    )
