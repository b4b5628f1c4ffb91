"""A loopback server that serves files well, or badly in ways that real servers are bad."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """A file on the server. `moods` are used up one per request; `always` stays."""

    body: bytes
    etag: str | None = '"v1"'
    modified: str | None = None
    ranges: bool = True
    content_type: str = "application/octet-stream"
    moods: list["Mood"] = field(default_factory=list)
    always: "Mood | None" = None


Mood = Callable[["Handler", Served], None]


@dataclass(frozen=True)
class Asked:
    """A request that came in; header names in lower case."""

    path: str
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: "Site"

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.log.append(Asked(self.path, headers))
        served = self.site.files.get(self.path)
        if served is None:
            self.answer(404, b"nothing here")
            return
        mood = served.moods.pop(0) if served.moods else served.always
        (mood or good)(self, served)

    def head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def marks(self, served: Served) -> dict[str, str]:
        marks = {"Content_Type": served.content_type}
        marks |= {"ETag": served.etag} if served.etag else {}
        return marks | ({"Last_Modified": served.modified} if served.modified else {})

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


def good(handler: Handler, served: Served) -> None:
    """Answer as HTTP says: ranges, If-Range, If-None-Match, If-Modified-Since."""
    asked, marks = handler.headers, handler.marks(served)
    known = asked.get("If-None-Match") or asked.get("If-Modified-Since")
    if known and known in (served.etag, served.modified):
        handler.head(304, **marks)
        return
    span = asked.get("Range")
    same = asked.get("If-Range") in (None, served.etag, served.modified)
    if not (span and same and served.ranges):
        handler.answer(200, served.body, **marks)
        return
    start, size = int(span.removeprefix("bytes=").rstrip("-")), len(served.body)
    if start >= size:
        handler.answer(416, b"", Content_Range=f"bytes */{size}")
        return
    where = f"bytes {start}-{size - 1}/{size}"
    handler.answer(206, served.body[start:], Content_Range=where, **marks)


def drop(after: int) -> Mood:
    """Promise the rest of the body, send `after` bytes of it, hang up."""

    def mood(handler: Handler, served: Served) -> None:
        span = handler.headers.get("Range", "bytes=0-")
        start, size = int(span.removeprefix("bytes=").rstrip("-")), len(served.body)
        marks = handler.marks(served)
        if start and served.ranges:
            marks["Content_Range"] = f"bytes {start}-{size - 1}/{size}"
        handler.head(206 if start else 200, Content_Length=str(size - start), **marks)
        handler.wfile.write(served.body[start : start + after])
        handler.hang_up()

    return mood


def status(code: int, **headers: str) -> Mood:
    return lambda handler, served: handler.answer(code, b"no", **headers)


def redirect(to: str, code: int = 302) -> Mood:
    return lambda handler, served: handler.answer(code, b"", Location=to)


def trickle(every: float, at_once: int = 1) -> Mood:
    """Send a little at a time, with pauses, until the other side has had enough."""

    def mood(handler: Handler, served: Served) -> None:
        handler.head(200, Content_Length=str(len(served.body)), **handler.marks(served))
        try:
            for start in range(0, len(served.body), at_once):
                handler.wfile.write(served.body[start : start + at_once])
                time.sleep(every)
        except OSError:
            handler.hang_up()

    return mood


def endless(handler: Handler, served: Served) -> None:
    """Send a body without an end and without a length."""
    handler.head(200, Connection="close")
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        handler.hang_up()


def unframed(send: int | None = None) -> Mood:
    """Send the body, or its beginning, with no length: its end is where the connection ends."""

    def mood(handler: Handler, served: Served) -> None:
        handler.head(200, Connection="close", **handler.marks(served))
        handler.wfile.write(served.body[:send])
        handler.hang_up()

    return mood


def length_says(length: int) -> Mood:
    """State a Content-Length that is not the body's."""

    def mood(handler: Handler, served: Served) -> None:
        handler.head(200, Content_Length=str(length), **handler.marks(served))
        handler.wfile.write(served.body)
        handler.hang_up()

    return mood


def instead(body: bytes, **headers: str) -> Mood:
    """Send another body."""
    return lambda handler, served: handler.answer(200, body, **headers)


def gzipped(handler: Handler, served: Served) -> None:
    """Compress the body although nobody asked."""
    body = gzip.compress(served.body)
    handler.answer(200, body, Content_Encoding="gzip", **handler.marks(served))


def ignores_if_range(handler: Handler, served: Served) -> None:
    """Send the rest of whatever the file is now."""
    del handler.headers["If-Range"]
    good(handler, served)


def says_range(where: str) -> Mood:
    """Send the whole body as if it were the part named."""
    return lambda handler, served: handler.answer(
        206, served.body, Content_Range=where, **handler.marks(served)
    )


def short_range(n: int) -> Mood:
    """Send only the next `n` bytes of the rest, as some caches do."""

    def mood(handler: Handler, served: Served) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
        body, size = served.body[start : start + n], len(served.body)
        where = f"bytes {start}-{start + len(body) - 1}/{size}"
        handler.answer(206, body, Content_Range=where, **handler.marks(served))

    return mood


@dataclass
class Site:
    """The server: its address, its files by path, and the requests it got."""

    address: str
    files: dict[str, Served] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)

    def put(self, path: str, body: bytes, **how: object) -> Served:
        self.files[path] = Served(body, **how)  # type: ignore[arg-type]
        return self.files[path]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]


@contextmanager
def running() -> Iterator[Site]:
    """Serve on a free port of this machine."""
    handler = type("SiteHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site = handler.site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
