"""A server on this machine that answers as a model would, or as it should not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from legation.reading.engines.llm import Llm
from legation.reading.engines.model.settings import Settings

Reply = tuple[int, bytes, dict[str, str]]


def answer(content: object, finish: str = "stop", **usage: int) -> Reply:
    """Give an answer of the protocol."""
    words = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": words}, "finish_reason": finish}
    value: dict[str, Any] = {"choices": [choice]}
    if usage:
        value["usage"] = usage
    return 200, json.dumps(value).encode(), {"Content-Type": "application/json"}


def nothing(**parts: object) -> dict[str, Any]:
    """Give an answer of the schema in which nothing was found but what is given."""
    return {"quotes": [], "events": [], "stances": [], "claims": [], **parts}


class Server:
    """What was asked, and what to answer, in turn; the last for ever."""

    def __init__(self, replies: list[Reply | Callable[[dict[str, Any]], Reply]]) -> None:
        self.replies = replies
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""
        self.lock = threading.Lock()

    def engine(self, **settings: Any) -> Llm:
        given = {"url": self.url, "model": "made", "pause": 0.01, "timeout": 5.0, **settings}
        return Llm(Settings(**given))


@contextmanager
def serving(*replies: Reply | Callable[[dict[str, Any]], Reply]) -> Iterator[Server]:
    state = Server(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            asked = json.loads(self.rfile.read(length))
            with state.lock:
                reply = state.replies[min(len(state.asked), len(state.replies) - 1)]
                state.asked.append(asked)
                state.keys.append(self.headers.get("Authorization"))
            status, data, headers = reply(asked) if callable(reply) else reply
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass  # the other side has had enough

        def do_GET(self) -> None:
            state.asked.append({"path": self.path})
            state.keys.append(self.headers.get("Authorization"))
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def slow(seconds: float, reply: Reply) -> Callable[[dict[str, Any]], Reply]:
    """Give an answer after a while."""

    def wait(_: dict[str, Any]) -> Reply:
        time.sleep(seconds)
        return reply

    return wait


def cache_in(folder: Path) -> Path:
    return folder / "answers"
