"""What is on a device's screen, as ``uiautomator dump`` tells it: a tree, numbered elements, an outline."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from digienv.android.adb import AdbFailure
from digienv.core.observations import Element

__all__ = ["Node", "axtree", "number", "parse_hierarchy"]

ROLES = {
    "Button": "button",
    "CheckBox": "checkbox",
    "EditText": "textbox",
    "ImageButton": "button",
    "ImageView": "image",
    "RadioButton": "radio",
    "ScrollView": "list",
    "SeekBar": "slider",
    "Spinner": "combobox",
    "Switch": "switch",
    "TextView": "text",
    "Toast": "status",
    "WebView": "document",
}
MAX_NAME = 80
_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")


@dataclass(frozen=True, slots=True)
class Node:
    """A view.

    Attributes:
        kind: the last part of its class.
        text: on it.
        description: for those who do not see it.
        id: its resource id.
        package: of the app that it is of.
        states: any of ``checked``, ``selected``, ``disabled``, ``focused``, ``scrollable``.
        active: whether something happens when it is touched.
        box: left, top, right and bottom edge in pixels of the device's screen.
        children: the views in it.
    """

    kind: str
    text: str
    description: str
    id: str
    package: str
    states: tuple[str, ...]
    active: bool
    box: tuple[int, int, int, int]
    children: tuple[Node, ...]

    @property
    def role(self) -> str:
        """Its ARIA role."""
        found = ROLES.get(self.kind, "generic")
        return "button" if self.active and found in ("generic", "text", "image") else found

    @property
    def name(self) -> str:
        """What it is called: by its text, its description, or the texts in it."""
        own = self.description or (self.text if self.kind != "EditText" else "")
        return own or " ".join(text for child in self.children if (text := child.name or child.text))

    @property
    def middle(self) -> tuple[int, int]:
        """The point to touch."""
        left, top, right, bottom = self.box
        return (left + right) // 2, (top + bottom) // 2

    def walk(self) -> Iterator[Node]:
        """It and all that is in it, from the outside."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse_hierarchy(text: str) -> Node:
    """Read what ``uiautomator dump`` has written.

    Raises:
        AdbFailure: if it is something else.
    """
    start, end = text.find("<?xml"), text.rfind("</hierarchy>")
    try:
        if start < 0 or end < 0:
            raise ValueError(text[:200])
        root = ET.fromstring(text[start : end + len("</hierarchy>")])  # noqa: S314  (expat bounds entities)
        return Node("Screen", "", "", "", "", (), False, (0, 0, 0, 0), tuple(map(_node, root)))
    except (ET.ParseError, ValueError) as error:
        raise AdbFailure(f"the device does not say what is on its screen: {error}") from error


def _node(element: ET.Element) -> Node:
    said = element.attrib
    bounds = _BOUNDS.fullmatch(said.get("bounds", ""))
    if bounds is None:
        raise ValueError(f"bounds {said.get('bounds')!r:.80}")
    left, top, right, bottom = map(int, bounds.groups())
    on = {name for name, value in said.items() if value == "true"}
    states: list[str] = [name for name in ("checked", "selected", "focused", "scrollable") if name in on]
    if said.get("enabled") == "false":
        states.append("disabled")
    return Node(
        kind=said.get("class", "").rpartition(".")[2],
        text=said.get("text", ""),
        description=said.get("content-desc", ""),
        id=said.get("resource-id", ""),
        package=said.get("package", ""),
        states=tuple(states),
        active=bool({"clickable", "long-clickable", "checkable"} & on),
        box=(left, top, right, bottom),
        children=tuple(map(_node, element)),
    )


def number(root: Node) -> list[tuple[Element, Node]]:
    """The views that something can be done with, numbered from 1."""
    found = [node for node in root.walk() if node.active or "scrollable" in node.states or node.kind == "EditText"]
    return [
        (
            Element(
                mark=mark,
                role=node.role,
                name=node.name[:MAX_NAME],
                value=node.text if node.kind == "EditText" else "",
                states=node.states,
                x=node.box[0],
                y=node.box[1],
                width=node.box[2] - node.box[0],
                height=node.box[3] - node.box[1],
            ),
            node,
        )
        for mark, node in enumerate(found, start=1)
    ]


def axtree(root: Node) -> str:
    """All views that say something, one indented line each."""
    lines: list[str] = []

    def write(node: Node, depth: int) -> None:
        said = node.text or node.description
        if said or node.states or node.active:
            states = "".join(f" {state}" for state in node.states)
            lines.append(f"{'  ' * depth}{node.role} {json.dumps(said, ensure_ascii=False)}{states}")
            depth += 1
        for child in node.children:
            write(child, depth)

    for child in root.children:
        write(child, 0)
    return "\n".join(lines)
