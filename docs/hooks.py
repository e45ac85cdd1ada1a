"""Fills the tables that are made from the code, so that they cannot differ from it."""

from __future__ import annotations

from typing import Any

from digienv.core.actions import ACTIONS
from digienv.core.observations import CHANNELS
from digienv.suites.miniwob.catalogue import LEFT_OUT, PAGES


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace the placeholders of a page."""
    for placeholder, table in TABLES.items():
        if placeholder in markdown:
            markdown = markdown.replace(placeholder, table())
    return markdown


def _actions() -> str:
    rows = ["| action | what it does |", "|---|---|"]
    for name, action in ACTIONS.items():
        arguments = ", ".join(field for field in action.__dataclass_fields__)
        rows.append(f"| `{name}({arguments})` | {(action.__doc__ or '').strip().splitlines()[0]} |")
    return "\n".join(rows)


def _channels() -> str:
    rows = ["| channel | longest text |", "|---|---|"]
    rows += [
        f"| `{name}` | {f'{length:,} characters' if length else 'an image'} |" for name, length in CHANNELS.items()
    ]
    return "\n".join(rows)


def _miniwob() -> str:
    rows = ["| id | difficulty | steps | actions | scripted |", "|---|---|---|---|---|"]
    for page in PAGES:
        actions = ", ".join(f"`{name}`" for name in page.actions)
        scripted = "yes" if page.scripted else ""
        rows.append(
            f"| `digienv/miniwob.{page.name}-v0` | {page.difficulty} | {page.max_steps} | {actions} | {scripted} |"
        )
    return "\n".join(rows)


def _miniwob_left_out() -> str:
    return "\n".join(["| page | why |", "|---|---|", *(f"| `{name}` | {why} |" for name, why in LEFT_OUT.items())])


TABLES = {
    "<!-- actions -->": _actions,
    "<!-- channels -->": _channels,
    "<!-- miniwob pages -->": _miniwob,
    "<!-- miniwob left out -->": _miniwob_left_out,
}
