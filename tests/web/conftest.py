from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.support import Server, WebSocketServer


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def other_server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def sockets() -> Iterator[WebSocketServer]:
    with WebSocketServer() as running:
        yield running
