"""One file over HTTP: ask, stream, resume, verify, and only then put it in place."""

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from legation.record.sync.address import AddressBook, RefusedError
from legation.record.sync.checksum import digest
from legation.record.sync.listing import Wanted
from legation.record.sync.manifest import Entry
from legation.record.sync.pace import Waiting
from legation.record.sync.part import Part

_AGAIN = {403, 408, 425, 429, 500, 502, 503, 504}
_MOVED = {301, 302, 303, 307, 308}

Report = Callable[[int, int | None], None]
Say = Callable[[str], None]


class FinalError(Exception):
    """A file that will not come in this run; the text says why."""


class AgainError(Exception):
    """A failure that may pass; `wait` is the pause the server asked for, if it did."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class MismatchError(AgainError):
    """Everything arrived, but it is not what was listed."""


@dataclass
class Web:
    """A client with manners: pace, redirects held to rules, and a sum that may not be exceeded."""

    client: httpx.Client
    book: AddressBook
    waiting: Waiting
    received: int = field(default=0)

    @contextlib.contextmanager
    def get(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Open the answer to a request, at the end of its redirects."""
        named, actual = url, self.book.actual(url)
        for _ in range(self.waiting.limits.redirects + 1):
            self.waiting.pace(httpx.URL(actual).netloc.decode())
            with self.client.stream("GET", actual, headers=headers) as response:
                if response.status_code not in _MOVED:
                    yield response
                    return
                location = response.headers.get("location", "")
            named, actual = self.book.follow(named, actual, location)
        raise RefusedError(f"more than {self.waiting.limits.redirects} redirects")

    def count(self, n: int) -> None:
        """Add to the bytes received in this run, and stop at the limit."""
        self.received += n
        if self.received >= self.waiting.limits.total_bytes:
            raise FinalError(f"limit of {self.waiting.limits.total_bytes} bytes a run is reached")


def fetch(
    web: Web,
    wanted: Wanted,
    target: Path,
    held: Entry | None,
    *,
    report: Report,
    say: Say,
    most: int,
) -> Entry | None:
    """Bring one file to `target`; return its entry, or None when the one held is still current.

    Parameters
    ----------
    web
        The client.
    wanted
        What to fetch.
    target
        Where it goes; touched only when the new file is whole and verified.
    held
        Entry of the file already at `target`, to ask only for a newer one.
    report, say
        Told the bytes so far and in all; told why there is a pause.
    most
        Largest size in bytes.

    Raises
    ------
    FinalError
        When the file cannot be had in this run. What arrived stays for the next run to resume,
        where it can be.
    """
    limits, mismatches, attempt = web.waiting.limits, 0, 0
    web.count(0)
    while True:
        attempt += 1
        try:
            return _attempt(web, wanted, Part(target), held, report, most)
        except (AgainError, httpx.TransportError) as error:
            reason = str(error) or type(error).__name__
            mismatches += isinstance(error, MismatchError)
            if attempt >= limits.attempts or mismatches == 2:
                raise FinalError(f"{reason}; tried {attempt} times") from error
            wait = _pause(web.waiting, error, attempt)
        except (RefusedError, httpx.InvalidURL) as error:
            raise FinalError(str(error)) from error
        say(f"{reason}; attempt {attempt + 1} of {limits.attempts} in {wait:.0f} s")
        web.waiting.sleep(wait)


def _pause(waiting: Waiting, error: Exception, attempt: int) -> float:
    own = waiting.backoff(attempt)
    asked = error.wait if isinstance(error, AgainError) else None
    if asked is None:
        return own
    if asked > waiting.limits.retry_after_max:
        raise FinalError(f"{error}; the server asks to come back in {asked:.0f} s") from error
    return max(asked, own)


def _attempt(
    web: Web, wanted: Wanted, part: Part, held: Entry | None, report: Report, most: int
) -> Entry | None:
    offset = part.resumable(wanted)
    headers = part.range_headers(offset) if offset else _conditions(held)
    with web.get(wanted.url, headers) as response:
        if response.status_code == 304 and held and not offset:
            return None
        _accept(web, response, part, offset)
        encoding = _encoding(response, wanted.name)
        if response.status_code != 206:
            offset = 0
            part.begin(wanted, response.headers, resumable=encoding == "identity")
        elif encoding != "identity":
            raise _restart(part, "the rest of the file came in another encoding")
        _stream(web, response, part, offset, encoding=encoding, report=report, most=most)
        return _finish(wanted, part, response)


def _conditions(held: Entry | None) -> dict[str, str]:
    if held and held.etag:
        return {"If-None-Match": held.etag}
    if held and held.last_modified:
        return {"If-Modified-Since": held.last_modified}
    return {}


def _accept(web: Web, response: httpx.Response, part: Part, offset: int) -> None:
    """Return if the answer carries the file, or its rest from `offset`; otherwise say why not."""
    status = response.status_code
    if status == 200:
        return
    if status == 206 and offset:
        if not part.continues(response.headers, offset):
            raise _restart(part, "the rest on offer is not of the file begun")
        return
    if status == 416 and offset:
        raise _restart(part, "the server has nothing after what arrived before")
    reason = f"HTTP {status} {response.reason_phrase}".strip()
    if status == 403:
        reason += " (often a limit on the number of requests)"
    if status in _AGAIN:
        raise AgainError(reason, web.waiting.asked(response.headers))
    raise FinalError(reason)


def _restart(part: Part, reason: str) -> AgainError:
    part.discard()
    return AgainError(f"{reason}; starting over")


def _encoding(response: httpx.Response, name: str) -> str:
    """Return how the body is to be read; encodings are never asked for, yet some servers use one.

    A file that is itself gzip is often labelled as encoded by gzip; its bytes are kept as sent.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    encoding = encoding.replace("x-gzip", "gzip")
    if encoding in ("", "identity") or (encoding == "gzip" and name.endswith((".gz", ".tgz"))):
        return "identity"
    if encoding == "gzip":
        return "gzip"
    raise FinalError(f"sent in the encoding {encoding[:40]!r}, which was not asked for")


def _stream(
    web: Web,
    response: httpx.Response,
    part: Part,
    done: int,
    *,
    encoding: str,
    report: Report,
    most: int,
) -> None:
    length = response.headers.get("content-length", "")
    plain = encoding == "identity" and length.isdecimal()
    total = done + int(length) if plain and len(length) < 19 else None
    if total is not None and total > most:
        part.discard()
        raise FinalError(f"is {total} bytes, more than the limit of {most}")
    report(done, total)
    with part.append(done) as stream:
        for chunk in _decoded(_steady(web, response), encoding, most):
            stream.write(chunk)
            done += len(chunk)
            if done > most:
                part.discard()
                raise FinalError(f"goes on beyond the limit of {most} bytes")
            report(done, total)


def _steady(web: Web, response: httpx.Response) -> Iterator[bytes]:
    """Return the body as it comes, and stop when it comes too slowly."""
    limits, clock = web.waiting.limits, web.waiting.clock
    start, fresh = clock(), 0
    for chunk in response.iter_raw():
        web.count(len(chunk))
        fresh += len(chunk)
        yield chunk
        span = clock() - start
        if span >= limits.stall_seconds:
            if fresh < limits.stall_bytes:
                raise AgainError(f"stalled: {fresh} bytes in {span:.0f} s")
            start, fresh = clock(), 0


def _decoded(chunks: Iterator[bytes], encoding: str, most: int) -> Iterator[bytes]:
    if encoding == "identity":
        yield from chunks
        return
    decoder = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            # One byte beyond the limit is enough to know; a bomb is never unpacked further.
            yield decoder.decompress(chunk, most + 1)
    except zlib.error as error:
        raise AgainError(f"damaged gzip encoding ({error})") from error
    if not decoder.eof:
        raise AgainError("cut off inside its gzip encoding")


def _finish(wanted: Wanted, part: Part, response: httpx.Response) -> Entry:
    path, size = part.path, part.path.stat().st_size
    whole = part.whole_size(response.headers)
    if whole is not None and size < whole:
        raise AgainError(f"the server sent up to byte {size} of {whole} only")
    if wanted.size is not None and size != wanted.size:
        part.discard()
        raise MismatchError(f"is {size} bytes, but the source lists {wanted.size}")
    if wanted.checksum and (found := digest(path, wanted.checksum.kind)) != wanted.checksum.value:
        part.discard()
        raise MismatchError(
            f"has {wanted.checksum.kind} {found}, but the source lists {wanted.checksum.value}"
        )
    if not wanted.checksum:
        _look(wanted, part, response)
    entry = Entry(
        status="received",
        url=wanted.url,
        listed=str(wanted.checksum) if wanted.checksum else None,
        bytes=size,
        sha256=digest(path, "sha256"),
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        verified=_verified(wanted, response),
    )
    part.settle()
    return entry


def _look(wanted: Wanted, part: Part, response: httpx.Response) -> None:
    """Refuse what is plainly something else, where no checksum can tell."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/html" and not wanted.name.lower().endswith((".html", ".htm")):
        part.discard()
        raise FinalError("answered with a web page instead of the file (a login or a notice?)")
    if wanted.name.lower().endswith(".zip") and not zipfile.is_zipfile(part.path):
        part.discard()
        raise MismatchError("is not a whole zip file")


def _verified(wanted: Wanted, response: httpx.Response) -> str:
    if wanted.checksum:
        return wanted.checksum.kind
    if wanted.size is not None:
        return "size"
    framed = "content-length" in response.headers or "transfer-encoding" in response.headers
    return "length" if framed else "nothing"
