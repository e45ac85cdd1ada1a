"""The numbered elements of a page, through frames of any origin and shadow roots, and its accessibility tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from digienv.core.observations import Element
from digienv.web.cdp import CdpError, CdpSession
from digienv.web.tab import Tab, page_value

__all__ = ["axtree", "find_elements"]

WALKER = (Path(__file__).parent / "elements.js").read_text(encoding="utf-8").strip()
MAX_FRAME_DEPTH = 5

Point = tuple[int, int]


async def find_elements(tab: Tab, *, width: int, height: int) -> list[tuple[Element, Point]]:
    """What one can act on in the viewport, in document order, each with the point at which a click hits it."""
    found = await _walk(tab, tab.session, None, 0.0, 0.0, depth=0)
    numbered = []
    for role, name, value, states, x, y, w, h, point_x, point_y in found:
        if not (0 <= point_x < width and 0 <= point_y < height):
            continue
        element = Element(
            mark=len(numbered) + 1,
            role=role,
            name=name,
            value=value,
            states=tuple(states),
            x=round(x),
            y=round(y),
            width=max(1, round(w)),
            height=max(1, round(h)),
        )
        numbered.append((element, (int(point_x), int(point_y))))
    return numbered


async def _walk(
    tab: Tab, session: CdpSession, context: int | None, dx: float, dy: float, *, depth: int
) -> list[list[Any]]:
    """Elements of a frame and those below it, moved by its offset in the page."""
    where = {} if context is None else {"contextId": context}
    result = page_value(await session.send("Runtime.evaluate", expression=f"{WALKER}()", returnByValue=True, **where))
    found: list[list[Any]] = [
        [*element[:4], element[4] + dx, element[5] + dy, element[6], element[7], element[8] + dx, element[9] + dy]
        for element in result["elements"]
    ]
    if result["frames"] and depth < MAX_FRAME_DEPTH:
        frame_ids = await _frame_ids(session, where)
        for frame_id, (x, y) in zip(frame_ids, result["frames"], strict=False):
            try:
                child, child_context = await _enter(tab, session, frame_id)
                found += await _walk(tab, child, child_context, dx + x, dy + y, depth=depth + 1)
            except CdpError:
                continue  # the frame went away meanwhile
    return found


async def _frame_ids(session: CdpSession, where: dict[str, Any]) -> list[str]:
    """Ids of the frames whose documents the walker could not read."""
    array = await session.send("Runtime.evaluate", expression=f"{WALKER}(true)", **where)
    properties = await session.send(
        "Runtime.getProperties", objectId=array["result"]["objectId"], ownProperties=True
    )
    nodes = [item["value"]["objectId"] for item in properties["result"] if item["name"].isdigit()]
    described = [await session.send("DOM.describeNode", objectId=node) for node in nodes]
    return [description["node"].get("frameId", "") for description in described]


async def _enter(tab: Tab, session: CdpSession, frame_id: str) -> tuple[CdpSession, int | None]:
    """Where expressions run in a frame: its own session if it has its own process, else an isolated world."""
    if frame_id not in tab.frame_sessions:
        await session.send("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)
    if frame_id in tab.frame_sessions:
        return tab.frame_sessions[frame_id], None
    world = await session.send("Page.createIsolatedWorld", frameId=frame_id)
    return session, world["executionContextId"]


_HIDDEN_ROLES = frozenset({"none", "generic", "InlineTextBox", "LineBreak", "RootWebArea", "StaticText"})
_SHOWN_PROPERTIES = ("checked", "disabled", "expanded", "focused", "level", "pressed", "readonly", "required", "selected")


async def axtree(tab: Tab) -> str:
    """The accessibility tree of the page and its frames, one indented line a node.

    Nodes without a meaning of their own are left out; text that only repeats the name of its parent too.
    """
    frames = await tab.session.send("Page.getFrameTree")
    lines: list[str] = []
    await _frame_axtree(tab, frames["frameTree"], 0, lines)
    return "\n".join(lines)


async def _frame_axtree(tab: Tab, frame_tree: dict[str, Any], indent: int, lines: list[str]) -> None:
    try:
        tree = await tab.session.send("Accessibility.getFullAXTree", frameId=frame_tree["frame"]["id"])
    except CdpError:
        return  # a frame in another process, or one that went away meanwhile
    nodes = {node["nodeId"]: node for node in tree["nodes"]}
    stack = [(node["nodeId"], indent, "") for node in tree["nodes"] if "parentId" not in node]
    while stack:
        node_id, depth, parent_name = stack.pop()
        if (node := nodes.get(node_id)) is None:
            continue
        line = _axtree_line(node, parent_name)
        if line:
            lines.append("  " * depth + line)
        name = node.get("name", {}).get("value", "") or parent_name
        stack += [(child, depth + bool(line), name) for child in reversed(node.get("childIds", ()))]
    for child in frame_tree.get("childFrames", ()):
        lines.append("  " * indent + f"frame {json.dumps(child['frame'].get('name') or child['frame']['url'])}")
        await _frame_axtree(tab, child, indent + 1, lines)


def _axtree_line(node: dict[str, Any], parent_name: str) -> str:
    role = node.get("role", {}).get("value", "")
    name = str(node.get("name", {}).get("value", "")).strip()
    if node.get("ignored"):
        return ""
    if role == "StaticText":
        return f"text {json.dumps(name, ensure_ascii=False)}" if name and name not in parent_name else ""
    if role in _HIDDEN_ROLES and not (role == "generic" and name):
        return ""
    value = str(node.get("value", {}).get("value", ""))
    line = f"{role} {json.dumps(name, ensure_ascii=False)}"
    line += f" value={json.dumps(value, ensure_ascii=False)}" if value else ""
    for item in node.get("properties", ()):
        if item["name"] in _SHOWN_PROPERTIES and item["value"].get("value") not in (False, "false", None):
            shown = item["value"]["value"]
            line += f" {item['name']}" if shown in (True, "true") else f" {item['name']}={shown}"
    return line
