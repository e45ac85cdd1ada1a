import numpy as np
import pytest

from digienv.core.actions import Click
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure
from digienv.core.task import Outcome, Task, Template
from digienv.core.trace import read_trace
from digienv.demo import TASKS, Demo
from digienv.leaderboard.playing import ATTEMPTS
from digienv.leaderboard.results import Results
from digienv.suites.miniwob.catalogue import PAGES
from tests.stub_solution import click_submit


class FakeSurface:
    """A screen of 40 x 30 pixels; `trouble`, asked at every action, may raise."""

    width, height = 40, 30
    channels = ("screenshot",)
    actions = ("click",)

    def __init__(self, trouble):
        self.trouble = trouble
        self.last = None

    async def open(self, world):
        self.last = None

    async def act(self, action):
        self.trouble()
        self.last = action

    async def observe(self, channels):
        return {"screenshot": np.zeros((30, 40, 3), np.uint8)}

    def discard(self):
        pass

    async def close(self):
        pass


class FakeTask(Task, Template):
    """Done by a click at (1, 1), over after any other."""

    world = None
    max_steps = 4
    actions = ("click",)

    def __init__(self, task):
        self.id = f"fake.{task}"

    def draw(self, seed):
        return self

    async def setup(self, surface):
        return "Click at (1, 1)."

    async def evaluate(self, surface, final):
        right = surface.last == Click(1, 1)
        return Outcome(score=float(right), done=right, reward=float(right))

    async def solve(self, surface):
        yield Click(1, 1)


@pytest.fixture
def fake(monkeypatch):
    """Make the demo play fake tasks; returns a setter of what is called at every action."""
    trouble = [lambda: None]
    monkeypatch.setattr(
        "digienv.demo.make_async", lambda task: AsyncEnv([FakeTask(task)], FakeSurface(lambda: trouble[0]()))
    )

    async def version():
        return "Fake 1.0"

    monkeypatch.setattr("digienv.demo.browser_version", version)
    return lambda function: trouble.__setitem__(0, function)


def outcomes(demo, agent):
    return {
        (episode.task, episode.seed): episode.success for episode in demo.results().episodes if episode.agent == agent
    }


def test_the_twenty_tasks_exist_and_differ():
    assert len(set(TASKS)) == 20
    assert set(TASKS) <= {page.name for page in PAGES}


def test_every_agent_plays_every_seed_of_every_task(fake, tmp_path):
    demo = Demo(tmp_path, tasks=("a", "b", "c"), episodes=7, seed=3)
    demo.play()
    expected = {(f"fake.{task}", seed): True for task in "abc" for seed in range(3, 10)}
    assert outcomes(demo, "scripted") == expected
    assert outcomes(demo, "random").keys() == expected.keys()
    assert not all(outcomes(demo, "random").values())
    results = demo.results()
    assert results.planned == len(results.episodes) == 42
    assert results.stopped == ""
    assert results.steps == demo.steps


def test_every_episode_can_be_read_back(fake, tmp_path):
    demo = Demo(tmp_path, tasks=("a",), episodes=2)
    demo.play()
    demo.results().write(tmp_path)
    for episode in Results.read(tmp_path).episodes:
        trace = read_trace(tmp_path / episode.trace)
        assert trace.complete
        assert len(trace.steps) == episode.steps + 1
        assert trace.image(episode.steps).shape == (30, 40, 3)
        assert trace.steps[-1].info["success"] is episode.success


def test_equal_seeds_give_equal_runs(fake, tmp_path):
    runs = [Demo(tmp_path / name, tasks=("a", "b"), episodes=6, seed=11) for name in "xy"]
    for run in runs:
        run.play()
    played = [
        {(e.task, e.agent, e.seed): [s.action for s in read_trace(run.folder / e.trace).steps] for e in run.episodes}
        for run in runs
    ]
    assert played[0] == played[1]
    assert len({tuple(actions) for actions in played[0].values()}) > 6


def test_a_failed_episode_is_played_again(fake, tmp_path):
    calls = []

    def fail_first():
        calls.append(1)
        if len(calls) == 1:
            raise SurfaceFailure("the page crashed")

    fake(fail_first)
    demo = Demo(tmp_path, tasks=("a",), episodes=3)
    demo.play()
    assert None not in outcomes(demo, "random").values()
    retried = [episode for episode in demo.episodes if episode.trace.endswith("-attempt-2")]
    assert len(retried) == 1
    assert read_trace(tmp_path / retried[0].trace.removesuffix("-attempt-2")).steps[-1].info["failure"]


def test_what_fails_again_and_again_is_listed_and_not_scored(fake, tmp_path):
    calls = []

    def fail():
        calls.append(1)
        raise SurfaceFailure("the page crashed")

    fake(fail)
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    demo.play()
    assert len(calls) == 2 * ATTEMPTS == 6
    assert [(e.success, e.reward, e.failure) for e in demo.episodes] == [(None, 0.0, "the page crashed")] * 2
    assert demo.results().rate().episodes == 0
    assert demo.results().rate().failures == 2


@pytest.mark.parametrize("method", ["setup", "solve"])
def test_a_surface_that_breaks_outside_a_step_is_no_result_either(fake, tmp_path, monkeypatch, method):
    async def setup(self, surface):
        raise SurfaceFailure("the page crashed")

    async def solve(self, surface):
        raise SurfaceFailure("the page crashed")
        yield

    monkeypatch.setattr(FakeTask, method, locals()[method])
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    demo.play()
    (episode,) = (episode for episode in demo.episodes if episode.agent == "scripted")
    assert episode.success is None
    assert "the page crashed" in episode.failure


def test_an_agent_that_gives_up_is_scored(fake, tmp_path, monkeypatch):
    async def solve(self, surface):
        raise DigienvError("no button to be seen")
        yield

    monkeypatch.setattr(FakeTask, "solve", solve)
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    demo.play()
    (episode,) = (episode for episode in demo.episodes if episode.agent == "scripted")
    assert episode.success is False
    assert episode.note == "the agent gave up: no button to be seen"


def test_an_agent_that_stops_too_early_is_scored(fake, tmp_path, monkeypatch):
    async def solve(self, surface):
        yield Click(2, 2)

    monkeypatch.setattr(FakeTask, "solve", solve)
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    demo.play()
    (episode,) = (episode for episode in demo.episodes if episode.agent == "scripted")
    assert episode.success is False
    assert episode.note == "the agent stopped before the episode ended"


def test_time_runs_out(fake, tmp_path):
    demo = Demo(tmp_path, tasks=("a", "b"), episodes=5, time_limit=0.0)
    demo.play()
    assert demo.results().stopped == "stopped after 0 seconds"
    assert len(demo.episodes) < demo.planned


def test_a_missing_browser_is_no_failed_episode(fake, tmp_path, monkeypatch):
    async def setup(self, surface):
        raise MissingDependency("no Chromium was found")

    monkeypatch.setattr(FakeTask, "setup", setup)
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    with pytest.raises(MissingDependency):
        demo.play()
    assert demo.episodes == []


def test_a_run_is_not_written_over(fake, tmp_path):
    demo = Demo(tmp_path, tasks=("a",), episodes=1)
    demo.play()
    demo.results().write(tmp_path)
    with pytest.raises(DigienvError, match="holds a run already"):
        Demo(tmp_path)


def test_real_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(AsyncEnv, "solve", click_submit)
    demo = Demo(tmp_path, tasks=("click-test",), episodes=3)
    demo.play()
    assert set(outcomes(demo, "scripted").values()) == {True}
    assert demo.results().versions["browser"].startswith(("HeadlessChrome", "Chrome"))
    screens = {(e.seed, e.agent): read_trace(tmp_path / e.trace).image(0).tobytes() for e in demo.episodes}
    assert screens[0, "scripted"] != screens[1, "scripted"]
    assert {seed for seed, _ in screens} == {0, 1, 2}
