"""A chat server that answers as a test wants it to, also wrongly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Answer:
    """What comes back.

    Attributes:
        body: JSON, or bytes as they are.
        status: of HTTP.
        headers: more of them.
        length: that is announced; by default the right one.
    """

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


def said(text: Any, *, prompt: int = 100, reply: int = 10, finish: str = "stop") -> Answer:
    """A chat completion."""
    return Answer(
        {
            "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
            "usage": {"prompt_tokens": prompt, "completion_tokens": reply},
        }
    )


class ChatServer:
    """Chat completions.

    Attributes:
        url: of the API.
        answer: makes the answer to a request.
        requests: bodies of all requests so far.
        keys: what stood in their Authorization.
        most: requests that were under way at the same time.
    """

    def __init__(self, answer: Callable[[Body], Answer]) -> None:
        self.answer = answer
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with owner._lock:
                    owner.requests.append(body)
                    owner.keys.append(self.headers["Authorization"])
                    owner._now += 1
                    owner.most = max(owner.most, owner._now)
                try:
                    answer = owner.answer(body)
                finally:
                    with owner._lock:
                        owner._now -= 1
                data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data) if answer.length is None else answer.length))
                self.end_headers()
                try:
                    self.wfile.write(data)
                except ConnectionError:
                    self.close_connection = True
                if answer.length is not None:
                    self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        self.http = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@contextmanager
def chat_server(answer: Callable[[Body], Answer]) -> Iterator[ChatServer]:
    """A server for a while."""
    server = ChatServer(answer)
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
