"""The event loop of the process, as the threads that wait for it see it."""

import asyncio
import signal
import threading

import pytest

from digienv.core import loop


def test_what_is_interrupted_has_ended_when_the_interrupt_arrives() -> None:
    begun = threading.Event()
    seen = []

    async def slow() -> None:
        try:
            begun.set()
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.3)
            seen.append("ended")

    def interrupt() -> None:
        begun.wait(10)
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        loop.run(slow())
    assert seen == ["ended"]


def test_what_fails_is_raised_at_once() -> None:
    async def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        loop.run(fails())
