"""A small server that speaks OpenAI's ``/embeddings``, on this machine, for tests."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

N_DIMS = 8


@dataclass
class Answer:
    """What the server sends back."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """A running server: what it was asked, and what it answers.

    `answers` are given first, one per request; then every request gets vectors.
    """

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    vectors: Callable[[list[str]], Answer] = lambda texts: Answer(body=embeddings(texts))

    @property
    def texts(self) -> list[str]:
        """Every text that arrived, in no certain order."""
        return [text for request in self.requests for text in request["input"]]


def vector_of(text: str) -> list[float]:
    """Return a vector that depends on the text alone, not of unit length."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return [round(float(x), 4) for x in np.random.default_rng(seed).normal(size=N_DIMS)]


def embeddings(texts: list[str]) -> bytes:
    """Return an answer with one vector per text, the last one first."""
    items = [{"index": i, "embedding": vector_of(text)} for i, text in enumerate(texts)]
    return json.dumps({"object": "list", "data": items[::-1]}).encode()


def failure(status: int, message: str, **headers: str) -> Answer:
    """Return an error as OpenAI words it."""
    body = json.dumps({"error": {"message": message}}).encode()
    return Answer(status, body, {key.replace("_", "-"): value for key, value in headers.items()})


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server on a free port until the block ends."""
    server = Server()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                server.requests.append({**body, "path": self.path, "headers": dict(self.headers)})
                answer = server.answers.pop(0) if server.answers else server.vectors(body["input"])
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
