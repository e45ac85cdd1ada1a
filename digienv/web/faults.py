"""A bad network: requests that are slow, and requests that fail the first time."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any

from digienv.web.cdp import CdpSession

__all__ = ["BadNetwork", "Faults"]


@dataclass(frozen=True, slots=True)
class Faults:
    """How bad a network is.

    Attributes:
        seed: equal seeds treat equal requests equally.
        delay: the longest that a request is held back, in seconds.
        failing: share of the requests that fail; the same request succeeds when it is made again. What a redirect leads
            to does not fail.
    """

    seed: int
    delay: float
    failing: float


class BadNetwork:
    """Holds back and fails the requests of a context's pages; the document that an episode begins with is only slow.

    Args:
        faults: how bad it is.
        start: address of the document that an episode begins with.
    """

    def __init__(self, faults: Faults, start: str) -> None:
        self._faults = faults
        self._seen: dict[str, int] = {f"GET {start}": 1}

    async def attach(self, session: CdpSession) -> None:
        """Take a page's requests."""
        session.listeners.append(lambda method, params: self._on_event(session, method, params))
        await session.send("Fetch.enable", patterns=[{"requestStage": "Request"}])

    def _on_event(self, session: CdpSession, method: str, params: dict[str, Any]) -> None:
        if method != "Fetch.requestPaused":
            return
        request = params["request"]
        name = f"{request['method']} {request['url']}"
        again = self._seen.get(name, 0)
        self._seen[name] = again + 1
        slow, lost = (self._chance(kind, name, again) for kind in ("slow", "lost"))
        identifier, redirected = params["requestId"], "redirectedRequestId" in params

        def go_on() -> None:
            if not (again or redirected) and lost < self._faults.failing:
                session.send("Fetch.failRequest", requestId=identifier, errorReason="ConnectionReset")
            else:
                session.send("Fetch.continueRequest", requestId=identifier)

        asyncio.get_running_loop().call_later(slow * self._faults.delay, go_on)

    def _chance(self, kind: str, name: str, again: int) -> float:
        digest = hashlib.sha256(f"{self._faults.seed} {kind} {name} {again}".encode()).digest()
        return int.from_bytes(digest[:4], "big") / 2**32
