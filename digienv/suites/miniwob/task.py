"""A MiniWoB++ page as a task: its own seeding, a restart in the page, and its own reward as the oracle."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path

from digienv.core.actions import Action, Answer, Stop
from digienv.core.errors import MissingDependency, SurfaceFailure, TaskUnavailable
from digienv.core.task import Outcome, Task, Template
from digienv.suites.miniwob.catalogue import Page
from digienv.web.static import mount
from digienv.web.surface import WebSurface, WebWorld
from digienv.web.tab import PageError

__all__ = ["MiniwobTask", "MiniwobTemplate", "pages_folder"]

START_SCRIPT = (Path(__file__).parent / "start.js").read_text(encoding="utf-8").strip()
STATE_SCRIPT = """[
    window.WOB_DONE_GLOBAL === true,
    Number(window.WOB_RAW_REWARD_GLOBAL) || 0,
    Number(window.WOB_REWARD_GLOBAL) || 0,
    String(window.WOB_REWARD_REASON || ''),
]"""


def pages_folder() -> Path:
    """The folder of the HTML files of the `miniwob` wheel.

    Raises:
        MissingDependency: if the wheel is not installed.
    """
    spec = importlib.util.find_spec("miniwob")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependency(
            "the MiniWoB++ pages are not installed; install them with: pip install 'digienv[miniwob]'"
        )
    return Path(spec.submodule_search_locations[0]) / "html"


class MiniwobTemplate(Template):
    """A page, of which each seed is a task."""

    def __init__(self, page: Page, reward: str = "raw") -> None:
        self.id = f"miniwob.{page.name}"
        self.actions = page.actions
        self.page = page
        self.reward = reward
        host = mount("miniwob", pages_folder())
        self.world = WebWorld(f"http://{host}/miniwob/{page.name}.html", (host,), fresh=page.reload)

    def draw(self, seed: int) -> MiniwobTask:
        """The task that the page makes of `seed`."""
        return MiniwobTask(self, seed)


class MiniwobTask(Task[WebSurface]):
    """One seed of a page."""

    def __init__(self, template: MiniwobTemplate, seed: int) -> None:
        self.id = template.id
        self.world = template.world
        self.max_steps = template.page.max_steps
        self.seed = seed
        self._page = template.page
        self._decayed = template.reward == "time_decayed"

    async def setup(self, surface: WebSurface) -> str:
        """Start the episode in the page; its 10-second timer is stopped, since steps bound the episode."""
        try:
            return str(await surface.evaluate(f"{START_SCRIPT}({self.seed})"))
        except PageError as error:  # a slow machine gave the page up before all of it was there
            raise SurfaceFailure(f"{self.id} does not start: {error}") from error

    async def evaluate(self, surface: WebSurface, final: Answer | Stop | None) -> Outcome:
        """The page's own verdict."""
        done, raw, decayed, reason = await surface.evaluate(STATE_SCRIPT)
        reward = (decayed if self._decayed else raw) if done else 0.0
        score = 1.0 if raw >= self._page.success else max(0.0, raw)
        return Outcome(score=score if done else 0.0, done=done, reward=reward, reason=reason)

    def solve(self, surface: WebSurface) -> AsyncIterator[Action]:
        """The page's scripted solution.

        Raises:
            TaskUnavailable: if nobody has written one.
        """
        from digienv.suites.miniwob.solutions import SOLUTIONS

        if not self._page.scripted:
            raise TaskUnavailable(f"{self.id} has no scripted solution; `digienv list --scripted` shows which have")
        return SOLUTIONS[self._page.name](surface)
