"""Sites that are programs of the system: a short process for every request, which is told of it as CGI tells, or one
that stays (`digienv.sites.fastcgi`).

A process lives at the time of the world's clock (libfaketime) and always under the same process id. Where the kernel
knows Landlock, it reads what the system has installed, writes one folder alone and reaches no network; it then reads no
source of randomness either, and what a program draws in spite of that follows from its time.
"""

from __future__ import annotations

import ctypes
import datetime
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digienv.core.errors import MissingDependency
from digienv.sites.catalogue import SiteInfo

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = [
    "answer_cgi",
    "check_programs",
    "find_program",
    "missing_programs",
    "run_program",
    "start_program",
    "timestamp",
]

MAX_SECONDS = 60
"""For one request, after which a process is ended."""

READABLE = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/dev/null")
_HEADERS = ("CONTENT_TYPE", "CONTENT_LENGTH", "REQUEST_METHOD", "QUERY_STRING", "PATH_INFO", "SCRIPT_NAME")


def find_program(name: str) -> Path | None:
    """Where a program of this name lies, or a file whose path is of this pattern."""
    if name.startswith("/"):
        return next(Path("/").glob(name[1:]), None)
    found = shutil.which(name)
    return Path(found) if found else None


def missing_programs(site: SiteInfo) -> list[str]:
    """The Debian packages that a site is made of and that are not installed."""
    return [package for name, package in site.programs if find_program(name) is None]


def check_programs(site: SiteInfo) -> None:
    """Raise `MissingDependency` unless all programs that a site is made of are installed."""
    if missing := missing_programs(site):
        raise MissingDependency(
            f"the site {site.name} is made of programs that are not installed; "
            f"install them: apt-get install --no-install-recommends {' '.join(missing)}"
        )


def run_program(
    command: Sequence[str],
    folder: Path,
    *,
    readable: Iterable[Path] = (),
    variables: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> bytes:
    """Run a program in a folder, which it may write, at the time that this process believes it is.

    Args:
        command: the program and its arguments.
        folder: of a world's state.
        readable: what it may read beside what the system has installed.
        variables: of its environment.
        given: its standard input.

    Returns:
        Its standard output.

    Raises:
        subprocess.CalledProcessError: if it fails.
    """
    with start_program(
        command,
        folder,
        readable=readable,
        variables=variables,
        max_seconds=MAX_SECONDS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        said, errors = process.communicate(given)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said, errors)
    return said


def start_program(
    command: Sequence[str],
    folder: Path,
    *,
    readable: Iterable[Path] = (),
    variables: Mapping[str, str] | None = None,
    clock: Path | None = None,
    max_seconds: int | None = None,
    **streams: Any,
) -> subprocess.Popen[bytes]:
    """Start a program, which ends at the latest when this thread does.

    Args:
        command: the program and its arguments.
        folder: what it may write.
        readable: what it may read beside what the system has installed.
        variables: of its environment.
        clock: a file with a `timestamp`, read whenever it asks for the time; without, its time stands still.
        max_seconds: of computing, after which it is ended.
        streams: ``stdin``, ``stdout`` and ``stderr`` of `subprocess.Popen`.
    """
    sandbox = _Sandbox([*map(Path, READABLE), *readable], folder)
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "SQLITE_TMPDIR": str(folder),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "LD_PRELOAD": str(_faketime()),
        **(
            {"FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
            if clock is not None
            else {"FAKETIME": timestamp()}
        ),
        **({"FAKETIME_FAKEPID": "1000"} if sandbox.closed else {}),  # else it leaves shared memory behind
        **(variables or {}),
    }
    try:
        return subprocess.Popen(
            command, cwd=folder, env=environment, preexec_fn=partial(sandbox.enter, max_seconds), **streams
        )
    finally:
        sandbox.close()


def timestamp() -> str:
    """The time that this process believes it is, as libfaketime reads it."""
    return f"{datetime.datetime.fromtimestamp(time.time(), datetime.UTC):%Y-%m-%d %H:%M:%S}"


def answer_cgi(
    environ: WSGIEnvironment, start_response: StartResponse, run: Callable[[Mapping[str, str], bytes], bytes]
) -> Iterable[bytes]:
    """Answer a request by what a CGI program says.

    Args:
        environ: of the request.
        start_response: of the request.
        run: calls the program with variables and a standard input, returns its standard output.
    """
    body = environ["wsgi.input"].read()
    variables = {name: str(environ[name]) for name in environ if name in _HEADERS or name.startswith("HTTP_")}
    variables.pop("HTTP_PROXY", None)
    host, _, port = variables.get("HTTP_HOST", "").partition(":")
    variables |= {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SERVER_PROTOCOL": "HTTP/1.0",
        "SERVER_SOFTWARE": "digienv",
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
    }
    try:
        said = run(
            {name: value.encode("latin-1").decode("utf-8", "replace") for name, value in variables.items()}, body
        )
    except subprocess.CalledProcessError as error:
        said = (
            error.stdout or b"Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nthe program failed\n"
        )
    head, _, content = said.partition(b"\r\n\r\n")
    lines = [line.partition(":") for line in head.decode("latin-1").split("\r\n")]
    headers = [(name, value.strip()) for name, _, value in lines]
    status = next((value for name, value in headers if name.lower() == "status"), "200 OK")
    start_response(status, [(name, value) for name, value in headers if name.lower() not in ("status", "connection")])
    return [content]


@cache
def _faketime() -> Path:
    """The library that the command ``faketime`` loads."""
    return next(Path("/usr/lib").glob("**/faketime/libfaketime.so.1"))


# From linux/landlock.h; the numbers of its system calls are the same on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ, _DIRECTORY_READ, _WRITE_FILE = 0b101, 0b1000, 1 << 1 | 1 << 14
_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_NETWORK_SINCE, _NETWORK = 4, 0b11
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38

_libc = ctypes.CDLL(None, use_errno=True)


@cache
def _landlock() -> int:
    """The version of Landlock that the kernel knows; 0 if none."""
    return max(0, _libc.syscall(_CREATE_RULESET, None, 0, 1)) if sys.platform == "linux" else 0


class _Sandbox:
    """What a process may still do once it has entered.

    Args:
        readable: files and folders that it reads; those that do not exist are left out.
        writable: a folder that it reads and writes.

    Attributes:
        closed: whether anything is forbidden at all.
    """

    def __init__(self, readable: Iterable[Path], writable: Path) -> None:
        version = min(_landlock(), max(_ALL))
        self.closed = version > 0
        if not self.closed:
            return
        everything = _ALL[version]
        rules = struct.pack("QQ", everything, _NETWORK if version >= _NETWORK_SINCE else 0)
        self._ruleset = _libc.syscall(_CREATE_RULESET, rules, 16 if version >= _NETWORK_SINCE else 8, 0)
        self._allow(writable, everything)
        for path in readable:
            if path.is_dir():
                self._allow(path, _READ | _DIRECTORY_READ)
            elif path.exists():
                self._allow(path, (_READ | _WRITE_FILE if path == Path(os.devnull) else _READ) & everything)

    def _allow(self, path: Path, rights: int) -> None:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = struct.pack("=Qi", rights, descriptor)
            if _libc.syscall(_ADD_RULE, self._ruleset, 1, rule, 0):
                raise OSError(ctypes.get_errno(), "cannot make a sandbox", str(path))
        finally:
            os.close(descriptor)

    def enter(self, max_seconds: int | None) -> None:
        """Give up all else, in the new process."""
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if max_seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (max_seconds, max_seconds))
        if self.closed and (
            _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.syscall(_RESTRICT_SELF, self._ruleset, 0)
        ):
            os._exit(126)

    def close(self) -> None:
        """Forget it; who has entered stays."""
        if self.closed:
            os.close(self._ruleset)
