"""The numbered elements of a page, through frames of any origin and shadow roots."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digienv.core.observations import Element
from digienv.web.cdp import CdpError, CdpSession
from digienv.web.tab import PageError, Tab, page_value

__all__ = ["Point", "find_elements"]

WALKER = (Path(__file__).parent / "elements.js").read_text(encoding="utf-8").strip()
FRAME_HITS = (Path(__file__).parent / "frame_hits.js").read_text(encoding="utf-8").strip()
MAX_FRAME_DEPTH = 5
MAX_FRAMES = 50
OBJECT_GROUP = "digienv-elements"

Point = tuple[int, int]


async def find_elements(tab: Tab, *, width: int, height: int) -> list[tuple[Element, Point]]:
    """What one can act on in the viewport, in document order, each with the point at which a click hits it.

    Raises:
        PageError: if the page tampers with what it is read with.
    """
    try:
        found = await _walk(tab, _Document(tab.session), 0.0, 0.0, depth=0)
        return _number(found, width, height)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise PageError("the page tampers with what its elements are found with") from error


def _number(found: list[list[Any]], width: int, height: int) -> list[tuple[Element, Point]]:
    numbered: list[tuple[Element, Point]] = []
    for role, name, value, states, x, y, w, h, point_x, point_y in found:
        if not (0 <= point_x < width and 0 <= point_y < height):
            continue
        element = Element(
            mark=len(numbered) + 1,
            role=str(role),
            name=str(name),
            value=str(value),
            states=tuple(map(str, states)),
            x=round(x),
            y=round(y),
            width=max(1, round(w)),
            height=max(1, round(h)),
        )
        numbered.append((element, (int(point_x), int(point_y))))
    return numbered


@dataclass(frozen=True, slots=True)
class _Document:
    """Where expressions run: the document of a session, or another one of the same process, held by a handle."""

    session: CdpSession
    handle: str = ""

    async def call(self, function: str, *arguments: Any, by_value: bool = True) -> dict[str, Any]:
        """Call a JavaScript function with JSON arguments; the raw reply."""
        call = f"({function})({', '.join(map(json.dumps, arguments))})"
        options = {"returnByValue": by_value, "objectGroup": OBJECT_GROUP}
        if self.handle:
            return await self.session.send(
                "Runtime.callFunctionOn",
                objectId=self.handle, functionDeclaration=f"function() {{ return {call}; }}", **options,
            )  # fmt: skip
        return await self.session.send("Runtime.evaluate", expression=call, **options)


async def _walk(tab: Tab, document: _Document, dx: float, dy: float, *, depth: int) -> list[list[Any]]:
    """Elements of a document that lies at an offset in the page, and of the frames below it."""
    listed = page_value(await document.call(WALKER, dx, dy))
    offsets = [entry for entry in listed if len(entry) == 2]
    if not offsets:
        return list(listed)
    frames = iter(await _enter_frames(tab, document, dx, dy) if depth < MAX_FRAME_DEPTH else ())
    found: list[list[Any]] = []
    for entry in listed:
        if len(entry) > 2:
            found.append(entry)
        elif (frame := next(frames, None)) is not None:
            found += await _walk_frame(tab, document, (dx, dy), frame, (entry[0], entry[1]), depth=depth + 1)
    if depth == 0:
        document.session.send("Runtime.releaseObjectGroup", objectGroup=OBJECT_GROUP)
    return found


async def _walk_frame(
    tab: Tab,
    parent: _Document,
    parent_offset: tuple[float, float],
    frame: _Document,
    offset: tuple[float, float],
    *,
    depth: int,
) -> list[list[Any]]:
    """Elements of a frame that are not covered by something in the document around it."""
    try:
        found = await _walk(tab, frame, *offset, depth=depth)
        points = [(entry[8], entry[9]) for entry in found]
        hits = page_value(await parent.call(FRAME_HITS, *parent_offset, points)) if points else []
    except CdpError:
        return []  # the frame went away meanwhile
    return [entry for entry, hit in zip(found, hits, strict=True) if hit]


async def _enter_frames(tab: Tab, document: _Document, dx: float, dy: float) -> list[_Document | None]:
    """The documents of the frames that the walker could not read, None where one went away."""
    await tab.see_frames()
    send = document.session.send
    array = await document.call(WALKER, dx, dy, True, by_value=False)
    properties = await send("Runtime.getProperties", objectId=array["result"]["objectId"], ownProperties=True)
    handles = [item["value"]["objectId"] for item in properties["result"] if item["name"].isdigit()]
    entered: list[_Document | None] = []
    for handle in handles[:MAX_FRAMES]:
        try:
            node = (await send("DOM.describeNode", objectId=handle, depth=0, pierce=False))["node"]
            if session := tab.frame_sessions.get(node.get("frameId", "")):
                entered.append(_Document(session))
            else:
                content = node["contentDocument"]["backendNodeId"]
                resolved = await send("DOM.resolveNode", backendNodeId=content, objectGroup=OBJECT_GROUP)
                entered.append(_Document(document.session, resolved["object"]["objectId"]))
        except (CdpError, KeyError):
            entered.append(None)
    return entered
