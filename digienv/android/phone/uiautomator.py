"""The server that uiautomator2 starts on a device: JSON-RPC over HTTP on port 9008, about what is on the screen.

The client (https://github.com/openatx/uiautomator2) pushes a program, starts it with ``app_process``, and then
connects; what it pushes is not run here. The methods ``_do_...`` are what it calls, with its names for their arguments.
"""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import re2
from PIL import Image

from digienv.android.phone.adbd import Stream
from digienv.android.phone.programs.screen import press_key, xml_of
from digienv.android.phone.screen import HEIGHT, WIDTH, Screen
from digienv.android.phone.shell import Call

__all__ = ["PORT", "Uiautomator"]

PORT = 9008
MAX_REQUEST = 1 << 20
STEP_SECONDS = 0.005
"""That a step of a swipe takes."""
POLL = 0.05
"""Seconds of the phone that pass between two looks for what is waited for."""
FIELDS = {
    "text": "text", "className": "class", "description": "description", "packageName": "package", "resourceId": "id",
    "checkable": "checkable", "checked": "checked", "clickable": "clickable", "longClickable": "longClickable",
    "scrollable": "scrollable", "enabled": "enabled", "focusable": "focusable", "focused": "focused",
    "selected": "selected",
}  # fmt: skip
"""Names in selectors, and in elements of `Screen.elements`."""
TEXTS = ("text", "description", "className", "packageName", "resourceId")
ORIENTATIONS = {"natural": 0, "left": 1, "upsidedown": 2, "right": 3, "n": 0, "l": 1, "u": 2, "r": 3}

Element = dict[str, Any]


class _NotFound(Exception):
    """Raised when nothing on the screen is what a selector means."""


class Uiautomator:
    """See the module.

    Args:
        screen: of the phone.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._started = 0
        self._toast = ""
        self._methods: dict[str, Callable[..., Awaitable[Any]]] = {
            name.removeprefix("_do_"): getattr(self, name) for name in dir(self) if name.startswith("_do_")
        }

    @property
    def running(self) -> bool:
        """Whether a client has started it."""
        return self._started > 0

    async def app_process(self, call: Call) -> int:
        """The program that starts it, and ends it once its caller is gone."""
        self._started += 1
        try:
            await call.print("[server] INFO: [UiAutomator2Server] Starting Server")
            await call.read_all()
        finally:
            self._started -= 1
        return 0

    async def serve(self, stream: Stream) -> None:
        """Answer one HTTP request."""
        head = b""
        while b"\r\n\r\n" not in head:
            part = await stream.read()
            head += part
            if not part or len(head) > MAX_REQUEST:
                return
        head, _, body = head.partition(b"\r\n\r\n")
        request, *lines = head.decode(errors="replace").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_REQUEST:
            await self._reply(stream, "400 Bad Request", b"the length is missing or too large")
            return
        if len(body) < int(length):
            body += await stream.read_exactly(int(length) - len(body))
        method, _, rest = request.partition(" ")
        path = rest.partition(" ")[0]
        if (method, path) == ("GET", "/ping"):
            await self._reply(stream, "200 OK", b"pong")
        elif method == "POST" and path.startswith("/jsonrpc/"):
            await self._reply(stream, "200 OK", json.dumps(await self._answer(body)).encode())
        else:
            await self._reply(stream, "404 Not Found", b"not found")

    @staticmethod
    async def _reply(stream: Stream, status: str, body: bytes) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        await stream.write(head.encode() + body)

    async def _answer(self, body: bytes) -> dict[str, Any]:
        number: Any = None
        try:
            asked = json.loads(body)
            number = asked.get("id")
            name, given = asked["method"], asked.get("params") or []
            method = self._methods[name]
        except (ValueError, AttributeError, KeyError, TypeError):
            return _error(number, -32601, "there is no such method")
        try:
            result = await (method(**given) if isinstance(given, dict) else method(*given))
        except _NotFound as error:
            return _error(number, -32002, f"androidx.test.uiautomator.UiObjectNotFoundException: {error}")
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, re2.error) as error:
            return _error(number, -32602, f"bad arguments: {error}")
        return {"jsonrpc": "2.0", "id": number, "result": result}

    # ---------------------------------------------------------------- finding

    async def _find(self, selector: dict[str, Any]) -> Element:
        found = await self._all(selector)
        if not found:
            raise _NotFound(json.dumps(selector)[:300])
        return found[0]

    async def _all(self, selector: dict[str, Any]) -> list[Element]:
        """What a selector means, in the order of the tree."""
        roots = await self._screen.elements()
        every = [(element, parent) for root in roots for element, parent in _walk(root, None)]
        found = _select(every, selector)
        for relation, below in zip(
            selector.get("childOrSibling") or [], selector.get("childOrSiblingSelector") or [], strict=True
        ):
            if relation == "child":
                scope = [pair for element in found for child in element["children"] for pair in _walk(child, element)]
            else:
                parents = [parent for element in found for one, parent in every if one is element]
                scope = [(child, parent) for parent in parents if parent for child in parent["children"]]
            found = _select(scope, below)
        return found

    async def _do_count(self, selector: dict[str, Any]) -> int:
        return len(await self._all({name: value for name, value in selector.items() if name != "instance"}))

    async def _do_exist(self, selector: dict[str, Any]) -> bool:
        return bool(await self._all(selector))

    async def _do_objInfo(self, selector: dict[str, Any]) -> dict[str, Any]:
        return _info(await self._find(selector))

    async def _do_objInfoOfAllInstances(self, selector: dict[str, Any]) -> list[dict[str, Any]]:
        return [_info(element) for element in await self._all(selector)]

    async def _do_waitForExists(self, selector: dict[str, Any], timeout: float) -> bool:
        return await self._wait(selector, timeout, wanted=True)

    async def _do_waitUntilGone(self, selector: dict[str, Any], timeout: float) -> bool:
        return await self._wait(selector, timeout, wanted=False)

    async def _wait(self, selector: dict[str, Any], milliseconds: float, *, wanted: bool) -> bool:
        end = time.monotonic() + min(milliseconds, 60_000) / 1000
        while bool(await self._all(selector)) != wanted:
            if time.monotonic() > end:
                return False
            await self._screen.pass_time(POLL)
        return True

    async def _do_getText(self, selector: dict[str, Any]) -> str:
        return str((await self._find(selector))["text"])

    # ---------------------------------------------------------------- touching

    async def _do_click(self, *place: Any) -> bool:
        if isinstance(place[0], dict):
            x, y = _middle(await self._find(place[0]))
            seconds = 0.0
        else:
            (x, y), seconds = place[:2], (float(place[2]) / 1000 if len(place) > 2 else 0.0)
        await self._screen.swipe(float(x), float(y), float(x), float(y), min(seconds, 20))
        return True

    async def _do_longClick(self, selector: dict[str, Any]) -> bool:
        x, y = _middle(await self._find(selector))
        await self._screen.swipe(x, y, x, y, 0.8)
        return True

    async def _do_swipe(self, *given: Any) -> bool:
        if isinstance(given[0], dict):
            selector, direction, percent, steps = given
            left, top, right, bottom = (await self._find(selector))["bounds"]
            x, y = (left + right) / 2, (top + bottom) / 2
            dx, dy = (right - left) * percent / 2, (bottom - top) * percent / 2
            to = {"left": (x - dx, y), "right": (x + dx, y), "up": (x, y - dy), "down": (x, y + dy)}[direction]
            await self._screen.swipe(x, y, *to, float(steps) * STEP_SECONDS)
        else:
            x, y, to_x, to_y, steps = map(float, given)
            await self._screen.swipe(x, y, to_x, to_y, steps * STEP_SECONDS)
        return True

    async def _do_swipePoints(self, points: list[float], steps: int) -> bool:
        pairs = list(zip(points[::2], points[1::2], strict=True))
        await self._screen.swipe(*pairs[0], *pairs[-1], steps * STEP_SECONDS)
        return True

    async def _do_drag(self, x: float, y: float, to_x: float, to_y: float, steps: float) -> bool:
        return await self._do_swipe(x, y, to_x, to_y, steps)

    async def _do_dragTo(self, selector: dict[str, Any], *to: Any) -> bool:
        x, y = _middle(await self._find(selector))
        to_x, to_y = _middle(await self._find(to[0])) if isinstance(to[0], dict) else to[:2]
        return await self._do_swipe(x, y, to_x, to_y, to[-1])

    async def _do_scrollForward(self, selector: dict[str, Any], vertical: bool, *steps: int) -> bool:
        return await self._scroll(selector, vertical, 1)

    async def _do_scrollBackward(self, selector: dict[str, Any], vertical: bool, *steps: int) -> bool:
        return await self._scroll(selector, vertical, -1)

    _do_flingForward, _do_flingBackward = _do_scrollForward, _do_scrollBackward

    async def _do_scrollToEnd(self, selector: dict[str, Any], vertical: bool, most: int = 50, *steps: int) -> bool:
        return await self._scroll_far(selector, vertical, 1, most)

    async def _do_scrollToBeginning(
        self, selector: dict[str, Any], vertical: bool, most: int = 50, *steps: int
    ) -> bool:
        return await self._scroll_far(selector, vertical, -1, most)

    _do_flingToEnd, _do_flingToBeginning = _do_scrollToEnd, _do_scrollToBeginning

    async def _do_scrollTo(self, selector: dict[str, Any], wanted: dict[str, Any], vertical: bool, *most: int) -> bool:
        if await self._all(wanted):
            return True
        await self._scroll_far(selector, vertical, -1, 50)
        while not (found := await self._all(wanted)):
            if not await self._scroll(selector, vertical, 1):
                return False
        return bool(found)

    async def _scroll_far(self, selector: dict[str, Any], vertical: bool, way: int, most: int) -> bool:
        for _ in range(min(most, 200)):
            if not await self._scroll(selector, vertical, way):
                return True
        return False

    async def _scroll(self, selector: dict[str, Any], vertical: bool, way: int) -> bool:
        """Scroll by most of a pane; whether anything moved."""
        pane = await self._find(selector)
        left, top, right, bottom = pane["bounds"]
        x, y = (left + right) / 2, (top + bottom) / 2
        dx, dy = (0.0, (bottom - top) * 0.4) if vertical else ((right - left) * 0.4, 0.0)
        before = await self._screen.elements()
        await self._screen.swipe(x + way * dx, y + way * dy, x - way * dx, y - way * dy, 0.1)
        return await self._screen.elements() != before

    async def _do_injectInputEvent(self, action: int, x: float, y: float, meta: int) -> bool:
        await self._screen.move_finger(("DOWN", "UP", "MOVE", "CANCEL")[action], x, y)
        return True

    # ---------------------------------------------------------------- typing

    async def _do_setText(self, selector: dict[str, Any], text: str) -> bool:
        await self._do_clearTextField(selector)
        await self._screen.type(text)
        return True

    async def _do_clearTextField(self, selector: dict[str, Any]) -> bool:
        await self._do_click(selector)
        await self._do_clearInputText()
        return True

    async def _do_clearInputText(self) -> bool:
        await self._screen.press("Control+a")
        await self._screen.press("Backspace")
        return True

    async def _do_pressKey(self, key: str) -> bool:
        names = {"recent": "APP_SWITCH", "delete": "DEL", "volume_up": "VOLUME_UP", "volume_down": "VOLUME_DOWN"}
        await press_key(self._screen, names.get(key, key))
        return True

    async def _do_pressKeyCode(self, code: int, meta: int = 0) -> bool:
        await press_key(self._screen, str(int(code)))
        return True

    async def _do_setClipboard(self, label: str | None, text: str) -> None:
        await self._screen.run(f"system.clipboard = {json.dumps(text)}")

    async def _do_getClipboard(self) -> Any:
        return await self._screen.run("system.clipboard")

    async def _do_pasteClipboard(self) -> bool:
        await self._screen.type(str(await self._do_getClipboard()))
        return True

    # ---------------------------------------------------------------- the device

    async def _do_dumpWindowHierarchy(self, *options: Any) -> str:
        return xml_of(await self._screen.elements(), await self._screen.run("system.rotation"))

    async def _do_takeScreenshot(self, scale: float = 1.0, quality: int = 80) -> str:
        with Image.open(io.BytesIO(await self._screen.png())) as picture:
            data = io.BytesIO()
            picture.convert("RGB").save(data, "JPEG", quality=max(1, min(int(quality), 100)))
        return base64.b64encode(data.getvalue()).decode()

    async def _do_deviceInfo(self) -> dict[str, Any]:
        width, height = self._screen.size
        component = await self._screen.run("system.component")
        return {
            "currentPackageName": component.partition("/")[0],
            "displayWidth": width,
            "displayHeight": height,
            "displayRotation": await self._screen.run("system.rotation"),
            "displaySizeDpX": WIDTH * 160 // 420,
            "displaySizeDpY": HEIGHT * 160 // 420,
            "naturalOrientation": width < height,
            "productName": "phone",
            "screenOn": not await self._screen.run("system.asleep"),
            "sdkInt": 36,
        }

    async def _do_wakeUp(self) -> None:
        await self._screen.run("system.power(false)")

    async def _do_sleep(self) -> None:
        await self._screen.run("system.power(true)")

    async def _do_openNotification(self) -> bool:
        await self._screen.run("system.overlay === 'shade' || system.show('shade')")
        return True

    _do_openQuickSettings = _do_openNotification

    async def _do_setOrientation(self, name: str) -> None:
        turned = f"phone.set('system', 'user_rotation', {ORIENTATIONS[name]})"
        await self._screen.run(f"phone.set('system', 'accelerometer_rotation', 0).then(() => {turned})")
        await self._screen.run("system.draw()")

    async def _do_freezeRotation(self, frozen: bool) -> None:
        await self._screen.run(f"phone.set('system', 'accelerometer_rotation', {int(not frozen)})")
        await self._screen.run("system.draw()")

    async def _do_makeToast(self, text: str, milliseconds: float) -> bool:
        self._toast = str(text)
        await self._screen.run(f"system.toast({json.dumps(self._toast)})")
        return True

    async def _do_getLastToast(self) -> str | None:
        return self._toast or await self._screen.run("system.lastToast") or None

    async def _do_clearLastToast(self) -> None:
        self._toast = ""
        await self._screen.run("system.lastToast = ''")

    async def _do_setConfigurator(self, settings: dict[str, Any]) -> dict[str, Any]:
        return settings

    async def _do_getConfigurator(self) -> dict[str, Any]:
        return {}


def _error(number: Any, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message, "data": message}}


def _walk(element: Element, parent: Element | None) -> Iterator[tuple[Element, Element | None]]:
    yield element, parent
    for child in element["children"]:
        yield from _walk(child, element)


def _select(scope: list[tuple[Element, Element | None]], selector: dict[str, Any]) -> list[Element]:
    """Those of a scope that a selector means, without what it says of children and siblings."""
    found = []
    for element, parent in scope:
        index = parent["children"].index(element) if parent else 0
        if all(_fits(element, index, name, value) for name, value in selector.items()):
            found.append(element)
    if "instance" in selector:
        return found[int(selector["instance"]) :][:1]
    return found


def _fits(element: Element, index: int, name: str, value: Any) -> bool:
    if name in ("mask", "instance", "childOrSibling", "childOrSiblingSelector"):
        return True
    if name == "index":
        return bool(index == value)
    if name in FIELDS:
        return bool(element[FIELDS[name]] == value)
    for base in TEXTS:
        if name.startswith(base):
            text = element[FIELDS[base]]
            match name.removeprefix(base):
                case "Contains":
                    return str(value).lower() in text.lower()
                case "StartsWith":
                    return bool(text.lower().startswith(str(value).lower()))
                case "Matches":
                    return re2.fullmatch(str(value), text) is not None
    raise ValueError(f"there is no selector {name!r}")


def _middle(element: Element) -> tuple[float, float]:
    left, top, right, bottom = element["bounds"]
    return (left + right) / 2, (top + bottom) / 2


def _info(element: Element) -> dict[str, Any]:
    left, top, right, bottom = element["bounds"]
    box = {"left": left, "top": top, "right": right, "bottom": bottom}
    same = ("text", "checkable", "checked", "clickable", "enabled", "focusable", "focused", "scrollable", "selected")
    return {
        **{name: element[name] for name in same},
        "bounds": box,
        "visibleBounds": box,
        "childCount": len(element["children"]),
        "className": element["class"],
        "contentDescription": element["description"],
        "longClickable": element["longClickable"],
        "packageName": element["package"],
        "resourceName": element["id"] or None,
    }
