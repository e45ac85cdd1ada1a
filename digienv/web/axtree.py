"""The accessibility tree of a page and its frames, as text."""

from __future__ import annotations

import json
from typing import Any

from digienv.web.cdp import CdpError, CdpSession
from digienv.web.tab import Tab

__all__ = ["axtree"]

MAX_FRAME_DEPTH = 5

_HIDDEN_ROLES = frozenset({"none", "generic", "InlineTextBox", "LineBreak", "RootWebArea", "StaticText"})
_SHOWN_PROPERTIES = frozenset(
    {"checked", "disabled", "expanded", "focused", "level", "pressed", "readonly", "required", "selected"}
)

Node = dict[str, Any]


async def axtree(tab: Tab) -> str:
    """The accessibility tree, one indented line a node, that of a frame below the frame's own node.

    Nodes without a meaning of their own are left out; text that only repeats the name of its parent too.
    """
    lines = await _document_lines(tab, tab.session, tab.target_id, depth=0)
    return "\n".join("  " * indent + text for indent, text in lines)


async def _document_lines(tab: Tab, session: CdpSession, frame_id: str, *, depth: int) -> list[tuple[int, str]]:
    """The lines of a document and its frames, each with its indentation."""
    nodes = (await session.send("Accessibility.getFullAXTree", frameId=frame_id))["nodes"]
    below = {}
    for node in nodes:
        if node.get("role", {}).get("value") == "Iframe" and depth < MAX_FRAME_DEPTH:
            below[node["nodeId"]] = await _frame_lines(tab, session, node, depth=depth + 1)
    return _lines(nodes, below)


async def _frame_lines(tab: Tab, session: CdpSession, node: Node, *, depth: int) -> list[tuple[int, str]]:
    await tab.see_frames()
    try:
        owner = await session.send("DOM.describeNode", backendNodeId=node["backendDOMNodeId"])
        frame_id = owner["node"]["frameId"]
        return await _document_lines(tab, tab.frame_sessions.get(frame_id, session), frame_id, depth=depth)
    except (CdpError, KeyError):
        return []  # the frame went away meanwhile


def _lines(nodes: list[Node], below: dict[str, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    by_id = {node["nodeId"]: node for node in nodes}
    lines: list[tuple[int, str]] = []
    stack = [(node["nodeId"], 0, "") for node in nodes if "parentId" not in node]
    while stack:
        node_id, depth, parent_name = stack.pop()
        if (node := by_id.get(node_id)) is None:
            continue
        line = _line(node, parent_name)
        if line:
            lines.append((depth, line))
        lines += [(depth + 1 + indent, text) for indent, text in below.get(node_id, ())]
        name = node.get("name", {}).get("value", "") or parent_name
        stack += [(child, depth + bool(line), name) for child in reversed(node.get("childIds", ()))]
    return lines


def _line(node: Node, parent_name: str) -> str:
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
