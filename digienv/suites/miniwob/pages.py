"""MiniWoB++ pages as tasks: seeding, restart in the page, and the page's own reward as the oracle."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from digienv.core.actions import Action, Answer, Stop
from digienv.core.errors import MissingDependency, TaskUnavailable
from digienv.core.task import Outcome, Task
from digienv.web.static import mount
from digienv.web.surface import WebSurface, WebWorld

def pages_folder() -> Path:
    """The folder of MiniWoB++'s HTML files, out of the installed wheel.

    Raises:
        MissingDependency: if the wheel is not installed.
    """
    spec = importlib.util.find_spec("miniwob")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependency("the MiniWoB++ pages are not installed; install them with: pip install 'digienv[miniwob]'")
    return Path(spec.submodule_search_locations[0]) / "html"

START = """(() => {{
  history.replaceState(null, "", location.pathname);
  if (window.jQuery) jQuery.fx.off = true;
  if (!document.getElementById("digienv-style")) {{
    const style = document.createElement("style");
    style.id = "digienv-style";
    style.textContent = "#sync-task-cover {{ display: none !important; }}";
    document.head.append(style);
  }}
  document.activeElement.blur();
  Math.seedrandom({seed});
  core.startEpisodeReal();
  clearTimeout(core.EP_TIMER);
  clearInterval(core.CD_TIMER);
  const utterance = core.getUtterance();
  return utterance.utterance || utterance;
}})()"""

STATE = "[!!window.WOB_DONE_GLOBAL, window.WOB_RAW_REWARD_GLOBAL, window.WOB_REWARD_GLOBAL, window.WOB_REWARD_REASON]"

@dataclasses.dataclass(frozen=True)
class MiniwobPage:
    name: str
    max_steps: int
    actions: tuple[str, ...]
    @property
    def id(self): return f"miniwob.{self.name}"
    def draw(self, seed): return MiniwobTask(self, seed)

class MiniwobTask(Task[WebSurface]):
    def __init__(self, page: MiniwobPage, seed: int) -> None:
        host = mount("miniwob", pages_folder())
        self.id = page.id
        self.max_steps = page.max_steps
        self.world = WebWorld(f"http://{host}/miniwob/{page.name}.html", (host,), fresh=False)
        self.seed = seed
    async def setup(self, surface):
        return await surface.evaluate(START.format(seed=self.seed))
    async def evaluate(self, surface, final):
        done, raw, decayed, reason = await surface.evaluate(STATE)
        return Outcome(score=max(0.0, raw), done=done, reward=float(raw if done else 0), reason=reason or "")
    async def solve(self, surface):
        yield
