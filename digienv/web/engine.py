"""One Chromium a process: launched and ended by Playwright, driven over a direct connection."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from digienv.core import loop
from digienv.core.errors import SurfaceFailure
from digienv.web.cdp import PAGE_GONE, CdpConnection, CdpError, CdpSession
from digienv.web.clipboard import Clipboard
from digienv.web.finding import INSTALL_BROWSER, find_browser, sandbox_obstacle
from digienv.web.static import is_routed, resolver_rules

__all__ = ["Engine", "get_engine", "with_ports"]

logger = logging.getLogger("digienv")

# Of several such flags Chromium obeys the last, so the ones of Playwright's list that matter here are repeated.
DISABLED_FEATURES = (
    "CDPScreenshotNewSurface",  # Playwright turns it on; it doubles the CPU time of a screenshot
    "RenderDocument",
    "PaintHolding",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "OptimizationHints",
    "ThirdPartyStoragePartitioning",
)
FLAGS = (
    "--remote-debugging-port=0",
    "--disable-features=" + ",".join(DISABLED_FEATURES),
    "--disable-blink-features=BoundaryEventDispatchTracksNodeRemoval",  # else old pages' menus lose their items' clicks
    "--disable-quic",
    "--disable-smooth-scrolling",
    "--disable-partial-raster",  # else the rim of what was painted over differs from what was painted at once
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
NO_FRAME_RATE_LIMIT = "--disable-frame-rate-limit"
DEAD_PROXY = "http://127.0.0.1:1"
INIT_SCRIPT = (Path(__file__).parent / "init.js").read_text(encoding="utf-8")
CLOSE_TIMEOUT = 5.0


class Engine:
    """A running Chromium; made by `get_engine`.

    Network: a context reaches only the hosts it was opened with. Everything else goes to a proxy that does not exist,
    which Chromium applies to pages, workers, WebSockets and loopback addresses alike; WebRTC may not go past the proxy;
    and names that no context opened are not even resolved.

    Args:
        hosts: the hosts outside this machine that names may be resolved of.
        frame_rate_limit: whether pages are painted at 60 Hz at most. Documents that come from a server are then painted
            less often while they load, which saves a tenth of the CPU time; to those that are there at once it only
            adds a wait.

    Attributes:
        clipboard: the browser's.
    """

    def __init__(self, hosts: frozenset[str], *, frame_rate_limit: bool) -> None:
        self.hosts = hosts
        self._flags = FLAGS if frame_rate_limit else (*FLAGS, NO_FRAME_RATE_LIMIT)
        self.clipboard = Clipboard(self._open_blank_page)
        self._browser: Browser | None = None
        self._profile: Path | None = None
        self._lost = False
        self._target_listeners: dict[str, Callable[[str, dict[str, Any]], None]] = {}

    async def start(self) -> None:
        """Launch the browser and connect to it.

        Raises:
            MissingDependency: if there is none.
            SurfaceFailure: if it does not start.
        """
        executable = find_browser()
        asyncio.get_running_loop().set_exception_handler(_report)
        self._playwright: Playwright = await async_playwright().start()
        try:
            await self._start_browser(executable)
            self.connection = await CdpConnection.open(await self._debugger_url())
            self.connection.root.listeners.append(self._on_event)
            await self.connection.root.send("Target.setDiscoverTargets", discover=True)
        except (PlaywrightError, CdpError, OSError) as error:
            await self.close()
            raise SurfaceFailure(f"{executable} does not start: {_first_line(error)}") from error
        except BaseException:
            await self.close()
            raise

    async def _start_browser(self, executable: Path) -> None:
        obstacle = sandbox_obstacle()
        try:
            self._browser = await self._launch(executable, sandbox=obstacle is None)
        except PlaywrightError as error:
            if obstacle is not None or "sandbox" not in str(error).lower():
                raise
            obstacle = "the kernel does not let Chromium build one; see `digienv doctor`"
            self._browser = await self._launch(executable, sandbox=False)
        if obstacle is not None:
            _say_once(f"Chromium runs without its sandbox: {obstacle}")

    async def _launch(self, executable: Path, *, sandbox: bool) -> Browser:
        rules = [
            *resolver_rules(),
            "MAP * ~NOTFOUND",
            *(f"EXCLUDE {host}" for host in ("localhost", "127.0.0.1", *sorted(self.hosts))),
        ]
        return await self._playwright.chromium.launch(
            executable_path=executable,
            chromium_sandbox=sandbox,
            args=[*self._flags, f"--host-resolver-rules={', '.join(rules)}"],
        )

    async def _debugger_url(self) -> str:
        """Where Chromium listens, which it writes to a file in its profile."""
        assert self._browser is not None
        session = await self._browser.new_browser_cdp_session()
        command_line = (await session.send("SystemInfo.getInfo"))["commandLine"]
        await session.detach()
        profile = re.search(r"--user-data-dir=(?:\"([^\"]+)\"|(\S+))", command_line)
        if profile is None:
            raise SurfaceFailure(f"Chromium does not say where its profile is; reinstall with: {INSTALL_BROWSER}")
        self._profile = Path(profile[1] or profile[2])
        lines = (self._profile / "DevToolsActivePort").read_text().split()
        return f"ws://127.0.0.1:{lines[0]}{lines[1]}"

    @property
    def alive(self) -> bool:
        """Whether the browser can be used."""
        return not (self._lost or self.connection.closed)

    async def new_context(
        self, *, hosts: tuple[str, ...], width: int, height: int, scripts: tuple[str, ...] = ()
    ) -> tuple[BrowserContext, str, str]:
        """An incognito context with one blank page.

        Args:
            hosts: what its pages may reach, as ``host`` (ports 80 and 443) or ``host:port``; a host may begin with
                ``*.`` for all names below a name.
            width: of the viewport in pixels.
            height: of the viewport in pixels.
            scripts: run in every document before its own, after our own.

        Returns:
            The context, its id in the DevTools protocol, and the id of the page's target.
        """
        assert self._browser is not None
        try:
            context = await self._browser.new_context(
                viewport={"width": width, "height": height},
                proxy={"server": DEAD_PROXY, "bypass": ",".join(with_ports(hosts))},
                accept_downloads=False,
                reduced_motion="reduce",
                locale="en-US",
                timezone_id="UTC",
            )
        except PlaywrightError as error:
            self._lost = True  # the driver may be dead while the browser has not noticed
            raise SurfaceFailure(f"the browser is gone: {_first_line(error)}") from error
        try:
            context.on("dialog", lambda dialog: None)
            for script in (INIT_SCRIPT, *scripts):
                await context.add_init_script(script)
            page = await context.new_page()
            session = await context.new_cdp_session(page)
            target = (await session.send("Target.getTargetInfo"))["targetInfo"]
            await session.detach()
        except PlaywrightError as error:
            raise SurfaceFailure(f"no page could be opened: {_first_line(error)}") from error
        return context, target["browserContextId"], target["targetId"]

    async def new_page(self, *, width: int, height: int) -> tuple[str, str, CdpSession]:
        """A blank page in a context of its own that reaches nothing, quicker than `new_context`; for pages of our own.

        Returns:
            The id of the context, for `close_page`; that of the page, which is also its frame's; and a session that is
            attached to it.
        """
        root = self.connection.root
        try:
            made = await root.send("Target.createBrowserContext", disposeOnDetach=True, proxyServer=DEAD_PROXY)
            context_id = made["browserContextId"]
            page = {"url": "about:blank", "browserContextId": context_id, "width": width, "height": height}
            target_id = (await root.send("Target.createTarget", **page))["targetId"]
            attached = await root.send("Target.attachToTarget", targetId=target_id, flatten=True)
        except CdpError as error:
            raise SurfaceFailure(f"no page could be opened: {error}") from error
        return context_id, target_id, self.connection.session(attached["sessionId"])

    async def close_page(self, context_id: str) -> None:
        """Close what `new_page` has opened."""
        with contextlib.suppress(CdpError, SurfaceFailure, TimeoutError):  # a browser that is gone has none
            closing = self.connection.root.send("Target.disposeBrowserContext", browserContextId=context_id)
            await asyncio.wait_for(closing, CLOSE_TIMEOUT)

    async def set_cookies(self, context_id: str, cookies: Iterable[tuple[str, str, str]]) -> None:
        """Give a context cookies: (host, name, value)."""
        given = [{"url": f"http://{host}/", "name": name, "value": value} for host, name, value in cookies]
        await self.connection.root.send("Storage.setCookies", browserContextId=context_id, cookies=given)

    async def _open_blank_page(self) -> CdpSession:
        _, _, target_id = await self.new_context(hosts=(), width=100, height=100)
        attached = await self.connection.root.send("Target.attachToTarget", targetId=target_id, flatten=True)
        return self.connection.session(attached["sessionId"])

    def watch(self, context_id: str, listener: Callable[[str, dict[str, Any]], None]) -> None:
        """Have `listener` called with the Target events of a context's pages, until `unwatch`."""
        self._target_listeners[context_id] = listener

    def unwatch(self, context_id: str) -> None:
        """Stop what `watch` began."""
        self._target_listeners.pop(context_id, None)

    async def close_context(self, context: BrowserContext) -> None:
        """Close a context and its pages; a page that hangs does not keep it."""
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(context.close(), CLOSE_TIMEOUT)

    async def close(self) -> None:
        """End the browser and Playwright's driver."""
        with contextlib.suppress(PlaywrightError, TimeoutError):
            if self._browser is not None:
                await asyncio.wait_for(self._browser.close(), CLOSE_TIMEOUT)
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(self._playwright.stop(), CLOSE_TIMEOUT)
        if self._profile is not None:
            shutil.rmtree(self._profile, ignore_errors=True)  # where the driver was killed nobody else does

    def _on_event(self, method: str, params: dict[str, Any]) -> None:
        if method.startswith("Target."):
            context_id = params.get("targetInfo", {}).get("browserContextId")
            listeners = (
                list(self._target_listeners.values())
                if context_id is None
                else [self._target_listeners[context_id]]
                if context_id in self._target_listeners
                else []
            )
            for listener in listeners:
                listener(method, params)
            if method == "Target.detachedFromTarget":
                self.connection.forget(params["sessionId"], PAGE_GONE)


def with_ports(hosts: Iterable[str]) -> list[str]:
    """`hosts` with the ports that they stand for: a host without one must not open every port."""
    return [address for host in hosts for address in ([host] if ":" in host else [f"{host}:80", f"{host}:443"])]


_Key = tuple[frozenset[str], bool]
_engines: dict[_Key, Engine] = {}
_locks: dict[_Key, asyncio.Lock] = {}
_said: set[str] = set()


async def get_engine(hosts: Iterable[str]) -> Engine:
    """The running browser of this process, launched if there is none, launched again if it died.

    Args:
        hosts: what a task opens. Tasks that open nothing outside this machine share one browser, in which no other
            name is resolved; those that open the same outside hosts share another. Tasks on self-hosted sites have one
            that knows where those are served.
    """
    opened = [host.partition(":")[0] for host in hosts]
    names = frozenset(name for name in opened if not _is_local(name))
    served_elsewhere = any(map(is_routed, opened))
    key = (names, served_elsewhere)
    async with _locks.setdefault(key, asyncio.Lock()):
        engine = _engines.get(key)
        if engine is None or not engine.alive:
            if engine is not None:
                await engine.close()
            engine = Engine(names, frame_rate_limit=served_elsewhere)
            await engine.start()
            if not _engines:
                loop.on_shutdown(_close_all)
            _engines[key] = engine
        return engine


def _is_local(name: str) -> bool:
    return name in ("localhost", "127.0.0.1") or name.endswith(".localhost")


async def _close_all() -> None:
    await asyncio.gather(*(engine.close() for engine in _engines.values()))
    _engines.clear()


def _report(event_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Playwright leaves a future behind when its driver dies; that it did is known by other means."""
    if "reading from the driver" not in str(context.get("exception")):
        event_loop.default_exception_handler(context)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _say_once(message: str) -> None:
    if message not in _said:
        _said.add(message)
        logger.warning(message)


def _forget_in_child() -> None:
    """A forked child must not touch its parent's browser."""
    _engines.clear()
    _locks.clear()


os.register_at_fork(after_in_child=_forget_in_child)
