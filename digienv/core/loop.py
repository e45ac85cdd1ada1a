"""One background thread with one event loop a process: everything asynchronous runs there."""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

__all__ = ["on_shutdown", "run", "start"]

logger = logging.getLogger("digienv")
T = TypeVar("T")

SHUTDOWN_TIMEOUT = 10.0
"""Seconds that the shutdown callbacks have together, and what was cancelled has to end."""


class _LoopThread:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.shutdown_callbacks: list[Callable[[], Awaitable[None]]] = []
        self.thread = threading.Thread(target=self.loop.run_forever, name="digienv-loop", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        async def shut_down() -> None:
            callbacks = (callback() for callback in self.shutdown_callbacks)
            for result in await asyncio.gather(*callbacks, return_exceptions=True):
                if isinstance(result, BaseException):
                    logger.warning("at exit: %r", result)

        future = asyncio.run_coroutine_threadsafe(shut_down(), self.loop)
        concurrent.futures.wait([future], SHUTDOWN_TIMEOUT)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(SHUTDOWN_TIMEOUT)
        if not self.thread.is_alive():
            self.loop.close()


_current: _LoopThread | None = None
_lock = threading.Lock()


def _get() -> _LoopThread:
    global _current
    with _lock:
        if _current is None:
            _current = _LoopThread()
        return _current


def start(coroutine: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
    """Begin `coroutine` on the loop and return at once."""
    return asyncio.run_coroutine_threadsafe(coroutine, _get().loop)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` on the loop and wait for its result; an interrupt cancels it and waits for its end."""
    ended = threading.Event()

    async def to_the_end() -> T:
        try:
            return await coroutine
        finally:
            ended.set()

    future = start(to_the_end())
    try:
        return future.result()
    except BaseException:
        if future.cancel():
            ended.wait(SHUTDOWN_TIMEOUT)
        raise


def on_shutdown(callback: Callable[[], Awaitable[None]]) -> None:
    """Have `callback` awaited on the loop when the process exits."""
    _get().shutdown_callbacks.append(callback)


@atexit.register
def _stop() -> None:
    global _current
    with _lock:
        current, _current = _current, None
    if current is not None:
        current.stop()


def _forget_in_child() -> None:
    """A forked child has none of its parent's threads: it starts a loop of its own."""
    global _current, _lock
    _current, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget_in_child)
