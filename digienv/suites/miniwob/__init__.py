"""MiniWoB++: 130 small web pages, each a task family (https://miniwob.farama.org, MIT), out of the `miniwob` wheel."""

from __future__ import annotations

from typing import Any

from digienv.core.async_env import AsyncEnv
from digienv.core.env import DigiEnv

def make_async(task: str | None = None, **kwargs: Any) -> AsyncEnv:
    from digienv.suites.miniwob.pages import MiniwobPage
    from digienv.web.surface import WebSurface
    surface=WebSurface(width=160,height=210)
    return AsyncEnv([MiniwobPage(task, 10, ("click",))], surface, **kwargs)

def make(task=None, render_mode=None, **kwargs):
    return DigiEnv(make_async(task, **kwargs), render_mode=render_mode)
