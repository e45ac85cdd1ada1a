"""The emulator's console: a line protocol on a port of its own, by which a phone is saved, called and moved.

After "Send emulator console commands" in Android's documentation for developers.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from digienv.core.errors import DigienvError

__all__ = ["Command", "Console", "number_of"]

MAX_LINE = 4096
HELP = "auth avd geo gsm help kill ping power quit rotate sms"

Command = Callable[[list[str]], Awaitable[str]]
"""Does what its arguments say; what it answers before ``OK``. What it cannot do it raises as a `DigienvError`."""


class Console:
    """Listens on loopback.

    Args:
        commands: by their first word, what they do.
        token_file: where the token is written that a client must name.
        port: 0 for any.

    Attributes:
        port: that it listens on, once started.
    """

    def __init__(self, commands: dict[str, Command], token_file: Path, *, port: int = 0) -> None:
        self.port = port
        self._commands = commands
        self._token_file = token_file
        self._token = secrets.token_urlsafe(12)
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen."""
        self._token_file.write_text(self._token, encoding="ascii")
        self._token_file.chmod(0o600)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=MAX_LINE)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End all connections."""
        if self._server is not None:
            self._server.close()
            for connection in self._connections:
                connection.cancel()
            await asyncio.gather(*self._connections, return_exceptions=True)
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._converse(reader, writer)
        except (asyncio.CancelledError, ConnectionError, ValueError):  # a line is too long, or the client is gone
            pass
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"Android Console: Authentication required\r\n"
            b"Android Console: type 'auth <auth_token>' to authenticate\r\n"
            b"Android Console: you can find your <auth_token> in \r\n" + f"'{self._token_file}'\r\nOK\r\n".encode()
        )
        trusted = False
        while line := await reader.readline():
            word, *arguments = line.decode(errors="replace").split() or [""]
            if word in ("quit", "exit"):
                return
            if word == "auth":
                trusted = bool(arguments) and secrets.compare_digest(arguments[0], self._token)
                answer = (
                    "Android Console: type 'help' for a list of commands\r\nOK" if trusted else "KO: bad auth token"
                )
            elif word in ("help", "ping"):
                answer = f"{HELP if word == 'help' else 'I am alive!'}\r\nOK"
            elif not trusted:
                answer = "KO: unknown command, try 'help'"
            else:
                answer = await self._run(word, arguments)
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()

    async def _run(self, word: str, arguments: list[str]) -> str:
        command = self._commands.get(word)
        if command is None:
            return "KO: unknown command, try 'help'"
        try:
            said = await command(arguments)
        except DigienvError as error:
            return f"KO: {error}"
        return f"{said}\r\nOK" if said else "OK"


def number_of(text: str) -> str:
    """A telephone number.

    Raises:
        DigienvError: if it is none.
    """
    if not re.fullmatch(r"\+?[\d*#]{1,20}", text):
        raise DigienvError(f"bad phone number format: {text!r}")
    return text
