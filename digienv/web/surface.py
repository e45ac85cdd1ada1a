"""The browser surface: pages of one incognito context, driven by real mouse and keyboard events."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
from collections.abc import Awaitable, Callable, Collection
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page

from digienv.core import actions as act
from digienv.core.actions import Action
from digienv.core.errors import ActionError, DigienvError, SurfaceFailure
from digienv.core.images import decode_png
from digienv.core.observations import format_elements
from digienv.web.axtree import axtree
from digienv.web.cdp import PAGE_GONE, CdpError
from digienv.web.clipboard import Holder
from digienv.web.elements import Point, find_elements
from digienv.web.engine import Engine, get_engine, with_ports
from digienv.web.faults import BadNetwork, Faults
from digienv.web.input import Input
from digienv.web.keyboard import Event, press_events
from digienv.web.tab import PageError, Tab, is_passing

__all__ = ["Disturbance", "Settle", "WebSurface", "WebWorld"]

Settle = Literal["frame", "dom", "network"]

T = TypeVar("T")

SETTLE_SCRIPT = (Path(__file__).parent / "settle.js").read_text(encoding="utf-8").strip()
QUIET_SCRIPT = (Path(__file__).parent / "quiet.js").read_text(encoding="utf-8").strip()
STATE_KEY_SCRIPT = (Path(__file__).parent / "state_key.js").read_text(encoding="utf-8").strip()
CLOCK_SCRIPT = (Path(__file__).parent / "clock.js").read_text(encoding="utf-8").strip()
BARRIER_SCRIPT = (Path(__file__).parent / "barrier.js").read_text(encoding="utf-8")
QUIET_MS = 100
DOWNLOAD_MS = 500
"""Within which a document that was given up may turn out to be a download."""
MAX_TABS = 10
MAX_WINDOWS = 30
MAX_WAIT_MS = 10_000
CLIPBOARD_COMMANDS = ("copy", "cut", "paste")


@dataclasses.dataclass(frozen=True, slots=True)
class WebWorld:
    """Where an episode starts and what it may reach.

    Attributes:
        url: of the first page.
        hosts: all that its pages may reach, as ``host`` (ports 80 and 443) or ``host:port``; a host may begin with
            ``*.``. Nothing else is reached, whatever the page tries.
        fresh: whether every episode gets a new context (no cookies, no storage) and loads the page. If not, nothing
            that matters outlives the document: the context goes on to other such worlds with the same hosts, and a
            page that is still at `url` is kept as it is, for tasks that restart in the page.
        cookies: (host, name, value) of the cookies that are there from the start.
        clock: what the pages' scripts take for the time when a document is loaded, in seconds since 1970 (UTC); None
            for the real time.
    """

    url: str
    hosts: tuple[str, ...]
    fresh: bool = True
    cookies: tuple[tuple[str, str, str], ...] = ()
    clock: float | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Disturbance:
    """What is done to the pages of an episode beside what they are.

    Attributes:
        scripts: run in every document before its own.
        faults: of its network; None for none.
    """

    scripts: tuple[str, ...] = ()
    faults: Faults | None = None


class WebSurface:
    """Browser pages as a `digienv.core.surface.Surface`.

    An action is over when its effect can be seen: its input events were handled, the document it led to, if any, was
    loaded, and `settle` holds. What the page does synchronously, in promises, in ``setTimeout(0)`` and in the next
    animation frame is then on the screenshot; for what comes later choose another `settle`.

    Args:
        width: of the viewport in pixels.
        height: of the viewport in pixels.
        settle: the condition to wait for after an action. ``"frame"``: the next frame. ``"dom"``: the document has not
            changed for 100 ms and no animation that ends is running. ``"network"``: no request waits for its response,
            nothing has come for 100 ms, and no timer of up to 300 ms is set (nor one that such a timer set).
        settle_timeout: seconds after which ``"dom"`` and ``"network"`` are given up, and the page taken as it is.
        load_timeout: seconds that a document may take to load before it is taken as it is.
        scale: pixels of the screenshot for one of the viewport, in which all coordinates are.

    Attributes:
        disturbance: of the episodes that are opened from now on, each in a new context; None for none.
    """

    channels: tuple[str, ...] = ("screenshot", "url", "elements", "axtree", "tabs", "last_error", "state_key")
    actions: tuple[str, ...] = tuple(name for name in act.ACTIONS if name != "open_app")

    def __init__(
        self,
        *,
        width: int = 1280,
        height: int = 720,
        settle: Settle = "frame",
        settle_timeout: float = 3.0,
        load_timeout: float = 10.0,
        scale: float = 1.0,
    ) -> None:
        if not (1 <= width <= 10_000 and 1 <= height <= 10_000):
            raise DigienvError(f"a viewport is 1 to 10,000 pixels wide and high, not {width} x {height}")
        if settle not in ("frame", "dom", "network"):
            raise DigienvError(f"settle is 'frame', 'dom' or 'network', not {settle!r}")
        self.width = width
        self.height = height
        self.settle = settle
        self.settle_timeout = settle_timeout
        self.load_timeout = load_timeout
        self.scale = scale
        self.disturbance: Disturbance | None = None
        self._network: BadNetwork | None = None
        self._engine: Engine | None = None
        self._context: BrowserContext | None = None
        self._context_id = ""
        self._world: WebWorld | None = None
        self._tabs: list[Tab] = []
        self._front = 0
        self._last_error = ""
        self._points: list[Point] | None = None
        self._notices: list[str] = []
        self._opened = 0
        self._adopted = 0
        self._gone: set[str] = set()
        self._gave_up = False
        self._still = False
        self._input = Input(lambda: self._tab)
        self._clipboard_holder = Holder()
        self._changed = asyncio.Event()
        self._attaching: dict[asyncio.Task[None], str] = {}
        self._closing: set[asyncio.Task[None]] = set()

    # ---------------------------------------------------------------- opening

    async def open(self, world: WebWorld) -> None:
        """Go to the start of an episode; raises `SurfaceFailure` if its first page cannot be loaded."""
        try:
            await self._open(world)
        except CdpError as error:
            raise SurfaceFailure(f"Chromium refused: {error}") from error

    async def _open(self, world: WebWorld) -> None:
        if self.disturbance is not None:
            world = dataclasses.replace(world, fresh=True)
        if self._can_go_on(world):
            for tab in self._tabs[1:]:
                await self._close_target(tab)
            self._begin_step()
            self._input.leave()
        else:
            self.discard()
            await self._new_context(world)
        self._world = world
        self._clipboard_holder = Holder()
        self._bring_to_front(0)
        if self._tab.url.partition("#")[0] != world.url.partition("#")[0]:
            if problem := await self._navigate(world.url):
                raise SurfaceFailure(f"the first page cannot be opened: {problem}")
            await self._settled()
            await self._tab.session.send("Page.resetNavigationHistory")
        self._last_error = ""
        self._points = None

    def _can_go_on(self, world: WebWorld) -> bool:
        """Whether the context that is open will do."""
        return (
            self._world is not None
            and not (world.fresh or self._world.fresh)
            and self._world.hosts == world.hosts
            and self._engine is not None
            and self._engine.alive
            and bool(self._tabs)
            and self._tabs[0].failure is None
        )

    async def _new_context(self, world: WebWorld) -> None:
        engine = self._engine = await get_engine(world.hosts)
        disturbance = self.disturbance or Disturbance()
        self._network = BadNetwork(disturbance.faults, world.url) if disturbance.faults else None
        clock = () if world.clock is None else (f"{CLOCK_SCRIPT}({1000 * world.clock})",)
        self._context, self._context_id, target_id = await engine.new_context(
            hosts=world.hosts,
            width=self.width,
            height=self.height,
            scripts=(*clock, *disturbance.scripts),
        )
        if world.cookies:
            await engine.set_cookies(self._context_id, world.cookies)
        self._notices = []
        self._tabs = [await self._attach(target_id)]
        engine.watch(self._context_id, self._on_target_event)

    async def _attach(self, target_id: str) -> Tab:
        assert self._engine is not None
        connection = self._engine.connection
        number, self._opened = self._opened, self._opened + 1
        attached = await connection.root.send("Target.attachToTarget", targetId=target_id, flatten=True)
        tab = Tab(target_id, number, connection.session(attached["sessionId"]), self._notices, self._changed.set)
        watch_network = self.settle == "network"
        await tab.prepare(width=self.width, height=self.height, scale=self.scale, watch_network=watch_network)
        if self._network is not None:
            await self._network.attach(tab.session)
        return tab

    def _on_target_event(self, method: str, params: dict[str, Any]) -> None:
        info = params.get("targetInfo", {})
        target_id = params.get("targetId") or info.get("targetId")
        known = next((tab for tab in self._tabs if tab.target_id == target_id), None)
        match method:
            case "Target.targetCreated" if info["type"] == "page" and known is None:
                self._adopted += 1
                task = asyncio.create_task(self._adopt(target_id))
                self._attaching[task] = target_id
                task.add_done_callback(self._attaching.pop)
            case "Target.targetCrashed" if known is not None:
                known.fail("the page crashed")
            case "Target.targetDestroyed" | "Target.detachedFromTarget":
                if known is not None:
                    self._remove(known)
                elif target_id in self._attaching.values():
                    self._gone.add(target_id)

    async def _adopt(self, target_id: str) -> None:
        """Take a page that a page opened as a new tab in front."""
        if len(self._tabs) + len(self._attaching) > MAX_WINDOWS:
            for tab in self._tabs:
                tab.fail("the page opens windows without end")
            return
        try:
            tab = await self._attach(target_id)
            if target_id in self._gone:
                raise SurfaceFailure(PAGE_GONE)
            self._tabs.append(tab)
            self._tabs.sort(key=lambda tab: tab.number)
            self._front = len(self._tabs) - 1
        except (CdpError, SurfaceFailure):
            pass  # it was closed before it could be looked at
        if self._tabs:
            self._bring_to_front(self._front)  # a page that never became a tab was in front meanwhile
        self._changed.set()

    def _remove(self, tab: Tab) -> None:
        position = self._tabs.index(tab)
        if len(self._tabs) == 1:
            tab.fail("the last page was closed")
            return
        self._tabs.remove(tab)
        tab.fail("the page was closed")
        if position <= self._front:
            self._bring_to_front(max(0, self._front - 1))

    def _bring_to_front(self, position: int) -> Tab:
        """Make a tab the one that is seen and gets the input."""
        self._front = position
        tab = self._tabs[position]
        if self._opened > 1 and tab.failure is None:
            tab.session.send("Page.bringToFront")
        return tab

    async def _close_target(self, tab: Tab) -> None:
        await tab.session.connection.root.send("Target.closeTarget", targetId=tab.target_id)
        await self._wait_until(lambda: tab not in self._tabs, self.load_timeout)

    def discard(self) -> None:
        """Give the context up; it is closed in the background."""
        engine, context = self._engine, self._context
        for task in self._attaching:
            task.cancel()
        for tab in self._tabs:
            tab.fail("the page was given up")
        self._world = self._context = self._engine = None
        self._tabs = []
        self._front = self._opened = 0
        self._still = False
        if engine is not None and context is not None:
            engine.unwatch(self._context_id)
            if engine.alive:
                task = asyncio.create_task(engine.close_context(context))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close the context."""
        self.discard()
        await asyncio.gather(*self._closing)

    # ---------------------------------------------------------------- for tasks and tools

    @property
    def page(self) -> Page:
        """The tab in front as a Playwright page, for tools; use it on digienv's event loop only."""
        if self._context is None:
            raise SurfaceFailure("no page is open")
        return self._context.pages[self._front]

    async def resize(self, width: int, height: int) -> None:
        """Give the pages a viewport of another size, and wait until they are laid out for it."""
        self.width, self.height = width, height
        self._begin_step()
        self._points = None
        try:
            await asyncio.gather(*(tab.resize(width, height, self.scale) for tab in self._tabs))
        except CdpError as error:
            raise SurfaceFailure(f"Chromium refused: {error}") from error
        await self._settled()

    @property
    def url(self) -> str:
        """Address of the tab in front."""
        return self._tab.url

    async def evaluate(self, expression: str) -> Any:
        """The value (JSON types) of a JavaScript expression in the tab in front; promises are awaited.

        Raises:
            PageError: if it throws.
        """
        return await self._through_loads(lambda tab: tab.evaluate(expression))

    @property
    def _tab(self) -> Tab:
        if not self._tabs:
            raise SurfaceFailure("no page is open")
        tab = self._tabs[self._front]
        if tab.failure is not None:
            raise SurfaceFailure(tab.failure)
        return tab

    async def _through_loads(self, read: Callable[[Tab], Awaitable[T]]) -> T:
        """Read from the tab in front, again if its document or the tab itself went away meanwhile."""
        while True:
            tab = self._tab
            try:
                return await read(tab)
            except CdpError as error:
                if tab.failure is None and not is_passing(error):
                    raise SurfaceFailure(f"Chromium refused: {error}") from error
                await self._changes(tab)
            except SurfaceFailure:
                if tab in self._tabs:
                    raise

    # ---------------------------------------------------------------- acting

    async def act(self, action: Action) -> None:
        """Perform an action and wait until its effect can be seen."""
        self._last_error = ""
        self._begin_step()
        tab = self._tab
        try:
            if isinstance(action, act.MarkAction):
                await self._act_on_mark(action)
            else:
                await self._perform(action)
        except CdpError as error:
            if not is_passing(error):
                raise SurfaceFailure(f"Chromium refused: {error}") from error
        except SurfaceFailure:
            if tab in self._tabs or not self._tabs:
                raise  # else the action closed the tab, and another one is in front
        finally:
            self._points = None
        await self._settled()
        self._last_error = "; ".join(self._notices)

    def _begin_step(self) -> None:
        self._notices.clear()
        self._gone.clear()
        self._adopted = 0
        for tab in self._tabs:
            tab.begin_step()
        if self._still:
            self._still = False
            self._tab.session.send("Animation.setPlaybackRate", playbackRate=1)

    async def _act_on_mark(self, action: Action) -> None:
        match action:
            case act.ClickMark(mark):
                await self._perform(act.Click(*await self._point(mark)))
            case act.DoubleClickMark(mark):
                await self._perform(act.DoubleClick(*await self._point(mark)))
            case act.LongPressMark(mark):
                await self._perform(act.LongPress(*await self._point(mark)))
            case act.HoverMark(mark):
                await self._perform(act.Hover(*await self._point(mark)))
            case act.DragMark(mark, to_mark):
                await self._perform(act.Drag(*await self._point(mark), *await self._point(to_mark)))
            case act.ScrollMark(mark, dx, dy):
                await self._perform(act.Scroll(*await self._point(mark), dx, dy))
            case act.TypeMark(mark, text):
                await self._perform(act.Click(*await self._point(mark)))
                await self._perform(act.Press("Control+a"))
                await self._perform(act.Type(text) if text else act.Press("Delete"))

    async def _point(self, mark: int) -> Point:
        """Where to hit a numbered element, as it was last observed, or as it is now."""
        if self._points is None:
            self._points = [point for _, point in await self._find_elements()]
        if not 1 <= mark <= len(self._points):
            raise ActionError(f"there is no element {mark}; there are {len(self._points)}")
        return self._points[mark - 1]

    async def _perform(self, action: Action) -> None:
        self._check_points(action)
        match action:
            case act.Click(x, y):
                await self._input.click(x, y)
            case act.DoubleClick(x, y):
                await self._input.double_click(x, y)
            case act.LongPress(x, y):
                await self._input.long_press(x, y)
            case act.Hover(x, y):
                await self._input.hover(x, y)
            case act.Drag(x, y, to_x, to_y):
                await self._input.drag(x, y, to_x, to_y)
            case act.Scroll(x, y, dx, dy):
                await self._input.scroll(x, y, dx, dy)
            case act.Type(text):
                await self._input.type_text(text)
            case act.Press(key):
                await self._press(press_events(key))
            case act.Goto(url):
                await self._go(self._check_url(url))
            case act.Home():
                assert self._world is not None
                await self._go(self._world.url)
            case act.Back():
                await self._travel(-1)
            case act.Forward():
                await self._travel(+1)
            case act.SwitchTab(tab):
                if not 0 <= tab < len(self._tabs):
                    raise ActionError(f"there is no tab {tab}; there are {len(self._tabs)}, from 0")
                self._bring_to_front(tab)
            case act.CloseTab():
                if len(self._tabs) == 1:
                    raise ActionError("the last tab cannot be closed")
                await self._close_target(self._tab)
            case act.Wait(milliseconds):
                await asyncio.sleep(min(max(0, milliseconds), MAX_WAIT_MS) / 1000)
            case _:
                raise ActionError(f"a browser cannot perform {action.name}")

    def _check_points(self, action: Action) -> None:
        for x, y in act.action_points(action):
            if not (0 <= x < self.width and 0 <= y < self.height):
                raise ActionError(f"({x}, {y}) is outside the page, which is {self.width} x {self.height} pixels")

    async def _press(self, events: list[Event]) -> None:
        if any(event.get("commands", [""])[0] in CLIPBOARD_COMMANDS for event in events):
            assert self._engine is not None
            async with self._engine.clipboard.held_by(self._clipboard_holder):
                await self._input.send_keys(events)
        else:
            await self._input.send_keys(events)

    def _check_url(self, url: str) -> str:
        assert self._world is not None
        try:
            address = urlsplit(url.replace("\\", "/"))  # as browsers read it
            port = address.port or {"http": 80, "https": 443}.get(address.scheme, 0)
        except ValueError as error:
            raise ActionError(f"{url!r:.200} is no address: {error}") from None
        opened = with_ports(self._world.hosts)
        if url == "about:blank":
            return url
        if (
            address.scheme not in ("http", "https")
            or not port
            or not any(fnmatchcase(f"{address.hostname}:{port}", pattern) for pattern in opened)
        ):
            raise ActionError(f"{url!r:.200} cannot be reached; the task opens {', '.join(self._world.hosts)}")
        return url

    async def _go(self, url: str) -> None:
        problem = await self._navigate(url)
        if problem and not self._notices:
            self._notices.append(problem)

    async def _navigate(self, url: str) -> str:
        """Load a document in the tab in front; says what was wrong if it did not come."""
        tab = self._tab
        reply = tab.session.send("Page.navigate", url=url)
        await asyncio.wait([reply], timeout=self.load_timeout)
        if not reply.done():
            tab.stop_waiting()
            reply.cancel()
            return f"{url:.200} did not answer within {self.load_timeout:g} s"
        error = (await reply).get("errorText")
        return f"{url:.200} could not be loaded: {error}" if error else ""

    async def _travel(self, offset: int) -> None:
        entry = await self._history_entry(offset)
        if entry is None:
            raise ActionError(f"there is no page to go {'back' if offset < 0 else 'forward'} to")
        tab = self._tab
        await tab.session.send("Page.navigateToHistoryEntry", entryId=entry["id"])
        await self._wait_until(lambda: tab.travels > 0, self.load_timeout)

    async def _history_entry(self, offset: int) -> dict[str, Any] | None:
        history = await self._tab.session.send("Page.getNavigationHistory")
        entries: list[dict[str, Any]] = history["entries"]
        position = history["currentIndex"] + offset
        return entries[position] if 0 <= position < len(entries) else None

    # ---------------------------------------------------------------- waiting

    async def _settled(self) -> None:
        """Wait until what the action caused can be seen."""
        self._gave_up = False
        watchdog = asyncio.get_running_loop().call_later(self.load_timeout, self._give_up_loading)
        try:
            while True:
                endless = await self._through_barrier()
                tab = self._tab
                if self.settle != "frame":
                    await self._quiet(tab)
                    endless = await self._through_barrier()
                if self._gave_up or (tab is self._tab and not tab.loading):
                    break
        finally:
            watchdog.cancel()
        if endless:
            self._stand_still(tab)

    async def _through_barrier(self) -> bool:
        """Wait for scripts, windows and documents; says whether the page in front animates for ever."""
        while True:
            tab = self._tab
            endless, travelled, closed = await self._through_loads(_pass_barrier)
            if closed and len(self._tabs) > 1:
                await self._changes_until(lambda: tab not in self._tabs)  # noqa: B023
            elif travelled and await self._history_entry(travelled):
                await self._travelled(tab)
            await self._popups_opened()
            if tab is not self._tab:
                continue
            if tab.loading and not self._gave_up:
                await self._loaded(tab)
            elif tab.aborted:
                await self._wait_until(lambda: not tab.aborted, DOWNLOAD_MS / 1000)  # noqa: B023
                tab.aborted = False
            elif len(self._tabs) > MAX_TABS:
                # Not as soon as they open: a page that is still in the middle of opening them would hang.
                self._notices.append(f"a new tab was closed at once: there may be {MAX_TABS}")
                await self._close_target(self._tabs[-1])
            elif not tab.url and len(self._tabs) > 1:
                self._notices.append("a new tab in which nothing could be opened was closed")
                await self._close_target(tab)
            else:
                return endless

    def _give_up_loading(self) -> None:
        """Take the page as it is; until something of a document has come the page would not answer either."""
        self._gave_up = True
        self._notices.append(f"the page was still loading after {self.load_timeout:g} s")
        for tab in self._tabs:
            tab.stop_waiting()
        for target_id in self._attaching.values():
            self._tab.session.connection.root.send("Target.closeTarget", targetId=target_id)
        self._changed.set()

    def _stand_still(self, tab: Tab) -> None:
        """Stop the clock of the animations: without a frame-rate limit they would eat the processor between steps."""
        self._still = True
        tab.session.send("Animation.enable")
        tab.session.send("Animation.setPlaybackRate", playbackRate=0)

    async def _popups_opened(self) -> None:
        """Wait for the windows that pages opened: each is announced by its opener and arrives by itself."""
        await self._changes_until(lambda: self._adopted >= sum(tab.popups for tab in self._tabs))
        while self._attaching:
            await asyncio.wait(self._attaching)

    async def _loaded(self, tab: Tab) -> None:
        await self._changes_until(lambda: not tab.loading or tab not in self._tabs)

    async def _travelled(self, tab: Tab) -> None:
        await self._changes_until(lambda: tab.travels > 0 or tab not in self._tabs)

    async def _changes_until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, or until the surface gave up loading."""
        while not condition() and not self._gave_up:
            self._changed.clear()
            await self._changed.wait()

    async def _changes(self, tab: Tab) -> None:
        """Wait a moment for the next event of any page, and for the load that is under way."""
        self._changed.clear()
        await self._wait_until(self._changed.is_set, QUIET_MS / 1000)
        await self._wait_until(lambda: not tab.loading or tab not in self._tabs, self.load_timeout)

    async def _quiet(self, tab: Tab) -> None:
        """Wait for what `settle` says."""
        if self.settle == "network":
            await self._network_quiet(tab)
        elif self.settle == "dom":
            limit = round(1000 * self.settle_timeout)
            await self._through_loads(lambda tab: tab.evaluate(f"{SETTLE_SCRIPT}({QUIET_MS}, {limit})"))

    async def _network_quiet(self, tab: Tab) -> None:
        try:
            async with asyncio.timeout(self.settle_timeout):
                while not await self._stays_quiet(tab):
                    pass
        except TimeoutError:
            tab.forget_requests()

    async def _stays_quiet(self, tab: Tab) -> bool:
        """Wait for the responses that are due; says whether nothing comes after them while `QUIET_SCRIPT` runs."""
        await self._changes_until(lambda: not tab.fetching)
        seen = tab.traffic
        quiet = asyncio.ensure_future(self._through_loads(lambda tab: tab.evaluate(f"{QUIET_SCRIPT}({QUIET_MS})")))
        quiet.add_done_callback(lambda _: self._changed.set())

        def disturbed() -> bool:
            return tab.fetching or tab.traffic != seen

        try:
            await self._changes_until(lambda: quiet.done() or disturbed())
            if quiet.done():
                await quiet
            return not disturbed() or self._gave_up
        finally:
            quiet.cancel()

    async def _wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait for a condition that events of the page bring about; False if it does not hold in time."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    # ---------------------------------------------------------------- observing

    async def observe(self, channels: Collection[str]) -> dict[str, Any]:
        """The values of some channels, read at the same time."""
        values = await asyncio.gather(*(self._channel(name) for name in channels))
        return dict(zip(channels, values, strict=True))

    async def _channel(self, name: str) -> Any:
        match name:
            case "screenshot":
                return await self._through_loads(self._screenshot)
            case "url":
                return self._tab.url
            case "elements":
                found = await self._find_elements()
                self._points = [point for _, point in found]
                return format_elements([element for element, _ in found])
            case "axtree":
                return await self._through_loads(axtree)
            case "tabs":
                return await self._tab_list()
            case "last_error":
                return self._last_error
            case "state_key":
                return await self.evaluate(f"{STATE_KEY_SCRIPT}()")
            case _:
                raise DigienvError(f"a browser has no channel {name!r}")

    async def _tab_list(self) -> str:
        front = self._tab
        tabs = list(self._tabs)
        titles = await asyncio.gather(*(self._title(tab) for tab in tabs))
        return "\n".join(
            f"{'*' if tab is front else ' '} {position} {json.dumps(title, ensure_ascii=False)} {tab.url}"
            for position, (tab, title) in enumerate(zip(tabs, titles, strict=True))
        )

    async def _title(self, tab: Tab) -> str:
        """Of the tab in front the document's own title; those behind may be busy, the browser knows theirs."""
        if tab is self._tab:
            return str(await self.evaluate("document.title"))
        try:
            target = await tab.session.connection.root.send("Target.getTargetInfo", targetId=tab.target_id)
        except CdpError:
            return ""
        return str(target["targetInfo"]["title"])

    async def _find_elements(self) -> list[Any]:
        return await self._through_loads(lambda tab: find_elements(tab, width=self.width, height=self.height))

    async def _screenshot(self, tab: Tab) -> Any:
        shot = await tab.session.send("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        pixels = decode_png(base64.b64decode(shot["data"]))
        if pixels.shape != (round(self.scale * self.height), round(self.scale * self.width), 3):
            raise SurfaceFailure(f"the screenshot is {pixels.shape[1]} x {pixels.shape[0]} pixels large")
        return pixels


async def _pass_barrier(tab: Tab) -> tuple[bool, int, bool]:
    """What `BARRIER_SCRIPT` says of a page."""
    match await tab.evaluate(BARRIER_SCRIPT):
        case [bool(endless), int(travelled), bool(closed)]:
            return endless, travelled, closed
    raise PageError("the page tampers with what its state is read with")
