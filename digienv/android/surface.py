"""The phone as a surface: a device behind adb, with fingers, keys, and what its screen shows."""

from __future__ import annotations

import asyncio
import hashlib
import math
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from digienv.android.adb import AdbDevice, AdbFailure
from digienv.android.apps import APPS, packages_of
from digienv.android.handset import Handset
from digienv.android.hierarchy import Node, axtree, number, parse_hierarchy
from digienv.android.input import press, swipe, tap, type_text
from digienv.android.state import DeviceState, StateReader, differences
from digienv.core import actions as act
from digienv.core.actions import Action, MarkAction
from digienv.core.changes import Change
from digienv.core.errors import ActionError, DigienvError, SurfaceFailure
from digienv.core.images import decode_png
from digienv.core.observations import format_elements

__all__ = ["AndroidSurface", "PhoneStart"]

LONG_PRESS = 800
DRAG = 500
SETTLE_TIMEOUT = 2.0
"""Seconds after which a screen that does not stand still is taken as it is."""
MARGIN = 8
_COMPONENT = re.compile(r"(?:topResumedActivity|mResumedActivity)\S* ?\S*ActivityRecord\{\S+ \S+ (\S+/\S+)")


@dataclass(frozen=True, slots=True)
class PhoneStart:
    """Where an episode on a phone begins.

    Attributes:
        hosts: asked for the hosts that the phone's browser may reach in it.
        remembers: whether an oracle wants to know what the phone remembers, which needs root.
    """

    hosts: Callable[[Any], Awaitable[Collection[str]]] | None = None
    remembers: bool = True


class AndroidSurface:
    """A `digienv.core.surface.Surface` on a phone.

    Coordinates are pixels of the screenshot, into which the device's screen is fitted: where it has another shape, or
    is turned, with black margins.

    Args:
        handset: the phone.
        width: of the screenshot in pixels.
        height: of the screenshot in pixels.

    Attributes:
        before: what the phone remembered when the episode began.
    """

    channels: tuple[str, ...] = ("screenshot", "url", "elements", "axtree", "last_error", "state_key")
    actions: tuple[str, ...] = (
        *("click", "double_click", "long_press", "drag", "scroll", "type", "press", "back", "home", "open_app", "wait"),
        *("answer", "stop", "click_mark", "double_click_mark", "long_press_mark", "drag_mark", "scroll_mark"),
        "type_mark",
    )
    before: DeviceState

    def __init__(self, handset: Handset, *, width: int = 1080, height: int = 2400) -> None:
        if not (1 <= width <= 10_000 and 1 <= height <= 10_000):
            raise DigienvError(f"a screenshot is 1 to 10,000 pixels wide and high, not {width} x {height}")
        self.handset = handset
        self.width = width
        self.height = height
        self._device: AdbDevice | None = None
        self._reader: StateReader | None = None
        self._screen = (width, height)
        self._marks: list[Node] | None = None

    @property
    def device(self) -> AdbDevice:
        """The device that is played on.

        Raises:
            SurfaceFailure: if there is none now.
        """
        if self._device is None:
            raise SurfaceFailure("the phone is not open")
        return self._device

    # ---------------------------------------------------------------- an episode

    async def open(self, start: PhoneStart) -> None:
        """Put the phone back to its seeded state."""
        if self._device is None:
            self._device = await self.handset.open()
            self._reader = StateReader(self._device)
        await self.handset.reset(await start.hosts(self) if start.hosts else ())
        self._marks = None
        if start.remembers:
            self.before = await self.look()

    async def look(self) -> DeviceState:
        """What the phone remembers now."""
        if self._reader is None:
            raise SurfaceFailure("the phone is not open")
        return await self._reader.read()

    async def changes(self) -> dict[str, list[Change]]:
        """All that differs from `before`, by database, ``settings`` and ``files``."""
        return differences(self.before, await self.look())

    def discard(self) -> None:
        """Give the phone up; the next `open` gets it from nothing."""
        self._device = self._reader = None
        self.handset.discard()

    async def close(self) -> None:
        """Let go of the phone."""
        self._device = self._reader = None
        await self.handset.close()

    # ---------------------------------------------------------------- acting

    async def act(self, action: Action) -> None:
        """Perform an action, and wait until the screen stands still."""
        device = self.device
        match action:
            case act.Click(x, y):
                await tap(device, *self._point(x, y))
            case act.DoubleClick(x, y):
                await tap(device, *self._point(x, y), times=2)
            case act.LongPress(x, y):
                point = self._point(x, y)
                await swipe(device, *point, *point, LONG_PRESS)
            case act.Drag(x, y, to_x, to_y):
                await swipe(device, *self._point(x, y), *self._point(to_x, to_y), DRAG)
            case act.Scroll(x, y, dx, dy):
                await self._scroll(self._point(x, y), dx, dy)
            case act.Type(text):
                await type_text(device, text)
            case act.Press(key):
                await press(device, key)
            case act.Back():
                await device.run("input", "keyevent", "KEYCODE_BACK")
            case act.Home():
                await device.run("input", "keyevent", "KEYCODE_HOME")
            case act.OpenApp(app):
                await self._open_app(app)
            case act.Wait(milliseconds):
                await device.run("sleep", str(min(milliseconds, 10_000) / 1000))
            case MarkAction():
                await self._act_on_mark(action)
            case _:
                raise ActionError(f"a phone cannot {action.name}")
        self._marks = None
        if self.handset.settle:
            await self._settle()

    async def _act_on_mark(self, action: MarkAction) -> None:
        device = self.device
        match action:
            case act.ClickMark(mark):
                await tap(device, *(await self._node(mark)).middle)
            case act.DoubleClickMark(mark):
                await tap(device, *(await self._node(mark)).middle, times=2)
            case act.LongPressMark(mark):
                point = (await self._node(mark)).middle
                await swipe(device, *point, *point, LONG_PRESS)
            case act.DragMark(mark, to_mark):
                here, there = await self._node(mark), await self._node(to_mark)
                await swipe(device, *here.middle, *there.middle, DRAG)
            case act.ScrollMark(mark, dx, dy):
                await self._scroll((await self._node(mark)).middle, dx, dy)
            case act.TypeMark(mark, text):
                node = await self._node(mark)
                if node.kind != "EditText":
                    raise ActionError(f"element {mark} is a {node.role}, not a field to type in")
                await tap(device, *node.middle)
                if node.text:
                    await press(device, "Control+a")
                    await press(device, "Backspace")
                await type_text(device, text)
            case _:
                raise ActionError(f"a phone cannot {action.name}")

    async def _scroll(self, point: tuple[int, int], dx: int, dy: int) -> None:
        """A swipe the other way, as far as the screen is large."""
        x, y = point
        width, height = self._screen
        to_x = min(max(x - round(dx / self._scale), MARGIN), width - MARGIN)
        to_y = min(max(y - round(dy / self._scale), MARGIN), height - MARGIN)
        await swipe(self.device, x, y, to_x, to_y, DRAG)

    async def _open_app(self, app: str) -> None:
        for package in packages_of(app):
            command = ("monkey", "-p", package, "-c", "android.intent.category.LAUNCHER", "1")
            if not (await self.device.shell(*command)).status:
                return
        raise ActionError(f"there is no app {app!r:.40}; tasks name {', '.join(APPS)}")

    async def _node(self, mark: int) -> Node:
        if self._marks is None:
            self._marks = [node for _, node in number(await self.tree())]
        if not 1 <= mark <= len(self._marks):
            raise ActionError(f"there is no element {mark}; there are {len(self._marks)}")
        return self._marks[mark - 1]

    async def _settle(self) -> None:
        """Wait until two screenshots in a row are equal, within a bound."""
        end = asyncio.get_running_loop().time() + SETTLE_TIMEOUT
        last = b""
        while asyncio.get_running_loop().time() < end:
            now = await self.device.read("screencap", "-p")
            if now == last:
                return
            last = now

    # ---------------------------------------------------------------- observing

    async def observe(self, channels: Collection[str]) -> dict[str, Any]:
        """The values of some channels."""
        wants_tree = bool({"elements", "axtree", "state_key"} & set(channels))
        wants_url = bool({"url", "state_key"} & set(channels))
        pixels, tree, component = await asyncio.gather(
            self._pixels() if "screenshot" in channels else _nothing(),
            self.tree() if wants_tree else _nothing(),
            self.component() if wants_url else _nothing(),
        )
        found: dict[str, Any] = {"last_error": ""}
        if pixels is not None:
            found["screenshot"] = pixels
        if component is not None:
            found["url"] = component
        if tree is not None:
            numbered = number(tree)
            self._marks = [node for _, node in numbered]
            found["elements"] = format_elements([element for element, _ in numbered])
            found["axtree"] = axtree(tree)
            found["state_key"] = hashlib.sha256(f"{component}\n{found['axtree']}".encode()).hexdigest()
        return {name: found[name] for name in channels}

    async def tree(self) -> Node:
        """What is on the screen, in pixels of the device."""
        said = await self.device.read("uiautomator", "dump", "/dev/tty")
        return parse_hierarchy(said.decode(errors="replace"))

    async def component(self) -> str:
        """Package and activity in front, e.g. ``com.android.settings/.Settings``; empty if the device does not say."""
        said = await self.device.run("dumpsys", "activity", "activities")
        found = _COMPONENT.search(said)
        return found[1] if found else ""

    async def _pixels(self) -> np.ndarray:
        data = await self.device.read("screencap", "-p")
        try:
            pixels = decode_png(data)
        except OSError as error:
            said = data[:200].decode(errors="replace")
            raise AdbFailure(f"{self.device.serial} gives no screenshot: {said}") from error
        self._screen = (pixels.shape[1], pixels.shape[0])
        if self._screen == (self.width, self.height):
            return pixels
        left, top = self._margins
        width, height = (round(side * self._scale) for side in self._screen)
        fitted = np.zeros((self.height, self.width, 3), np.uint8)
        resized = Image.fromarray(pixels).resize((max(1, width), max(1, height)))
        fitted[top : top + height, left : left + width] = np.asarray(resized)
        return fitted

    @property
    def _scale(self) -> float:
        """Pixels of the screenshot for one of the device."""
        width, height = self._screen
        return min(self.width / width, self.height / height)

    @property
    def _margins(self) -> tuple[int, int]:
        width, height = self._screen
        return math.floor((self.width - width * self._scale) / 2), math.floor((self.height - height * self._scale) / 2)

    def _point(self, x: int, y: int) -> tuple[int, int]:
        """A point of the screenshot on the device."""
        left, top = self._margins
        at_x, at_y = math.floor((x - left) / self._scale), math.floor((y - top) / self._scale)
        width, height = self._screen
        if not (0 <= at_x < width and 0 <= at_y < height):
            raise ActionError(f"({x}, {y}) is not on the screen")
        return at_x, at_y

    def shown_on_screenshot(self, x: int, y: int) -> tuple[int, int]:
        """A point of the device in pixels of the screenshot."""
        left, top = self._margins
        return left + round(x * self._scale), top + round(y * self._scale)


async def _nothing() -> None:
    return None
