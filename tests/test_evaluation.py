"""Evaluation: every episode is played and counted once, whatever happens."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from digienv.core.actions import Click, MacroAction
from digienv.core.async_env import AsyncEnv
from digienv.core.errors import DigienvError, MissingDependency, SurfaceFailure
from digienv.core.task import Outcome, Task, Template
from digienv.core.trace import read_trace, trace_digest
from digienv.demo import TASKS
from digienv.leaderboard.agents import Agent, Move, RandomAgent, Reflection, ScriptedAgent
from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation, Limits
from digienv.leaderboard.playing import ATTEMPTS
from digienv.leaderboard.results import Episode, Results
from digienv.models.chat import Budget, Usage
from digienv.suites.miniwob.catalogue import PAGES
from tests.test_results import make_results

SCHEMA = Path(__file__).parent.parent / "digienv/leaderboard/results.schema.json"


class FakeSurface:
    """A screen of 40 x 30 pixels; `trouble`, asked at every action, may raise."""

    width, height = 40, 30
    channels = ("screenshot", "url", "elements", "last_error")
    actions = ("click", "click_mark")

    def __init__(self, trouble):
        self.trouble = trouble
        self.last = None

    async def open(self, world):
        self.last = None

    async def act(self, action):
        self.trouble()
        self.last = action

    async def observe(self, channels):
        return {name: "" if name != "screenshot" else np.zeros((30, 40, 3), np.uint8) for name in channels}

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


FLOOR_AND_CEILING = (RandomAgent(), ScriptedAgent())


class Playing:
    """Runs on fake tasks; `trouble` is called at every action."""

    def __init__(self):
        self.trouble = lambda: None

    def make(self, suite, task, **options):
        return AsyncEnv([FakeTask(task)], FakeSurface(lambda: self.trouble()), **options)

    def __call__(self, folder, tasks=("a",), episodes=1, agents=FLOOR_AND_CEILING, seed=0, **options):
        return Evaluation(
            folder,
            title="A run",
            command="digienv evaluate",
            agents=agents,
            tasks=[EvaluatedTask("fake", task, "easy") for task in tasks],
            seeds=range(seed, seed + episodes),
            make=self.make,
            **options,
        )


@pytest.fixture
def playing():
    return Playing()


def outcomes(run, agent):
    return {(e.task, e.seed, e.repeat): e.success for e in run.episodes if e.agent == agent}


class Saying(Agent):
    """Says one thing."""

    name = "saying"

    def __init__(self, move="click(1, 1)"):
        self.move = move if isinstance(move, Move) else Move(move)

    async def play(self, start):
        while True:
            yield self.move


# -------------------------------------------------------------------- what is played


def test_the_demos_tasks_exist_and_differ():
    assert len(set(TASKS)) == 20
    assert set(TASKS) <= {page.name for page in PAGES}


def test_every_agent_plays_every_seed_of_every_task_as_often_as_asked(playing, tmp_path):
    run = playing(tmp_path, tasks=("a", "b", "c"), episodes=7, seed=3, repeats=2)
    results = run.play()
    expected = {(f"fake.{task}", seed, repeat): True for task in "abc" for seed in range(3, 10) for repeat in (0, 1)}
    assert outcomes(run, "scripted") == expected
    assert outcomes(run, "random").keys() == expected.keys()
    assert not all(outcomes(run, "random").values())
    assert results.planned == len(results.episodes) == 84
    assert results.stopped == ""
    assert results.steps == run.steps
    assert Results.read(tmp_path) == results
    assert {e.difficulty for e in results.episodes} == {"easy"}


def test_every_episode_can_be_read_back(playing, tmp_path):
    playing(tmp_path, episodes=2).play()
    for episode in Results.read(tmp_path).episodes:
        trace = read_trace(tmp_path / episode.trace)
        assert trace.complete
        assert len(trace.steps) == episode.steps + 1
        assert trace.image(episode.steps).shape == (30, 40, 3)
        assert trace.steps[-1].info["success"] is episode.success
        assert trace_digest(tmp_path / episode.trace) == episode.sha256
        assert 0 < episode.env_seconds + episode.agent_seconds <= episode.seconds


def test_equal_seeds_give_equal_runs_and_repeats_differ(playing, tmp_path):
    runs = [playing(tmp_path / name, tasks=("a", "b"), episodes=6, seed=11, repeats=2) for name in "xy"]
    played = []
    for run in runs:
        run.play()
        played.append(
            {
                (e.task, e.agent, e.seed, e.repeat): [s.action for s in read_trace(run.folder / e.trace).steps]
                for e in run.episodes
            }
        )
    assert played[0] == played[1]
    randoms = [tuple(actions) for (_, agent, *_), actions in played[0].items() if agent == "random"]
    assert len(set(randoms)) > 12


def test_results_are_of_the_published_schema(playing, tmp_path):
    playing(tmp_path, episodes=3, agents=(RandomAgent(), Saying(Move("wait()", "why", Usage(1, 0, 5, 2, 0.1))))).play()
    record = json.loads((tmp_path / "results.json").read_text())
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    validator.check_schema(validator.schema)
    validator.validate(record)
    for broken in ({"format": 1}, {"episodes": [{"task": "a"}]}, {"extra": 1}):
        assert not validator.is_valid(record | broken)


# -------------------------------------------------------------------- what agents see and do


def test_an_agent_sees_what_its_channels_show_and_may_do_what_it_asked_for(playing, tmp_path):
    seen = []

    class Curious(Agent):
        name = "curious"
        channels = ("url",)
        actions = ("click", "click_mark")

        async def play(self, start):
            observation = yield Move("click(5, 5)", thought="why not", usage=Usage(1, 0, 10, 2, 0.5))
            seen.extend([start.observation.keys(), observation.keys(), start.space.actions])
            yield Move("click(1, 1)", usage=Usage(1, 0, 11, 3, 0.5))

    run = playing(tmp_path, agents=(Curious(),))
    (episode,) = run.play().episodes
    assert seen == [{"screenshot", "goal", "url"}, {"screenshot", "goal", "url"}, ("click", "click_mark")]
    assert episode.success
    assert episode.usage == Usage(2, 0, 21, 5, 1.0)
    assert [step.thought for step in read_trace(tmp_path / episode.trace).steps] == ["", "why not", ""]
    assert run.results().setups == {"curious": {"channels": "url", "actions": "click, click_mark"}}


def test_an_agent_cannot_put_several_actions_into_a_step(playing, tmp_path):
    clicks = MacroAction((Click(5, 5), Click(1, 1)))
    (episode,) = playing(tmp_path, agents=(Saying(clicks),)).play().episodes
    assert not episode.success


def test_a_reflecting_agent_plays_again_with_its_lessons_and_the_last_trial_counts(playing, tmp_path):
    told = []

    class Learner(Agent):
        name = "learner"
        trials = 4

        async def play(self, start):
            told.append(start.lessons)
            yield Move("click(1, 1)" if len(start.lessons) == 2 else "stop()", usage=Usage(requests=1))

        async def reflect(self, trajectory):
            assert trajectory.actions == (("click(1, 1)",) if len(told) == 3 else ("stop()",))
            return Reflection(None if len(told) == 3 else f"lesson {len(told)}", Usage(requests=10))

    (episode,) = playing(tmp_path, agents=(Learner(),)).play().episodes
    assert told == [(), ("lesson 1",), ("lesson 1", "lesson 2")]
    assert (episode.success, episode.trial, episode.usage.requests) == (True, 3, 33)
    assert read_trace(tmp_path / episode.trace).steps[1].action == "click(1, 1)"


def test_an_agent_that_gives_up_is_scored(playing, tmp_path):
    class Helpless(Agent):
        name = "helpless"

        async def play(self, start):
            raise DigienvError("no button to be seen")
            yield

    (episode,) = playing(tmp_path, agents=(Helpless(),)).play().episodes
    assert episode.success is False
    assert episode.note == "the agent gave up: no button to be seen"


def test_an_agent_that_stops_too_early_is_scored(playing, tmp_path):
    class Early(Agent):
        name = "early"

        async def play(self, start):
            yield Move("click(2, 2)")

    (episode,) = playing(tmp_path, agents=(Early(),)).play().episodes
    assert episode.success is False
    assert episode.note == "the agent stopped before the episode ended"


def test_an_agent_that_takes_too_long_has_failed(playing, tmp_path):
    class Slow(Agent):
        name = "slow"

        async def play(self, start):
            yield Move("click(2, 2)")
            await asyncio.sleep(60)

    (episode,) = playing(tmp_path, agents=(Slow(),), limits=Limits(agent_seconds=0.2)).play().episodes
    assert (episode.success, episode.steps) == (False, 1)
    assert "more than its 0 seconds" in episode.note


def test_an_agent_at_fault_is_listed_and_never_scored(playing, tmp_path):
    class Faulty(Agent):
        name = "faulty"

        async def play(self, start):
            yield {}["x"]

    (episode,) = playing(tmp_path, agents=(Faulty(),)).play().episodes
    assert (episode.success, episode.attempts) == (None, ATTEMPTS)
    assert episode.failure == "the agent is at fault: KeyError: 'x'"


# -------------------------------------------------------------------- what goes wrong beneath


def fail_first(times=1):
    calls = []

    def trouble():
        calls.append(1)
        if len(calls) <= times:
            raise SurfaceFailure("the page crashed")

    return trouble


def test_a_failed_episode_is_played_again(playing, tmp_path):
    playing.trouble = fail_first()
    run = playing(tmp_path, episodes=3)
    run.play()
    assert None not in outcomes(run, "random").values()
    (retried,) = (episode for episode in run.episodes if episode.attempts == 2)
    assert retried.trace.endswith("-2")
    assert read_trace(tmp_path / retried.trace.removesuffix("-2")).steps[-1].info["failure"]


def test_what_fails_again_and_again_is_listed_and_played_by_the_next_run(playing, tmp_path):
    playing.trouble = fail_first(2 * ATTEMPTS)
    run = playing(tmp_path)
    results = run.play()
    assert [(e.success, e.reward, e.failure) for e in run.episodes] == [(None, 0.0, "the page crashed")] * 2
    assert results.rate().episodes == 0
    assert results.rate().failures == 2
    again = playing(tmp_path).play()
    assert again.rate(agent="scripted").successes == 1
    assert (again.rate().episodes, again.rate().failures) == (2, 0)


def test_a_run_in_which_all_fails_stops(playing, tmp_path):
    playing.trouble = fail_first(10**6)
    run = playing(tmp_path, episodes=40, pages=1)
    assert "10 episodes in a row failed, the last one: the page crashed" in run.play().stopped
    assert len(run.episodes) == 10


@pytest.mark.parametrize("method", ["setup", "solve"])
def test_a_surface_that_breaks_outside_a_step_is_no_result_either(playing, tmp_path, monkeypatch, method):
    async def setup(self, surface):
        raise SurfaceFailure("the page crashed")

    async def solve(self, surface):
        raise SurfaceFailure("the page crashed")
        yield

    monkeypatch.setattr(FakeTask, method, locals()[method])
    (episode,) = playing(tmp_path, agents=(ScriptedAgent(),)).play().episodes
    assert episode.success is None
    assert "the page crashed" in episode.failure


def test_a_missing_browser_is_no_failed_episode(playing, tmp_path, monkeypatch):
    async def setup(self, surface):
        raise MissingDependency("no Chromium was found")

    monkeypatch.setattr(FakeTask, "setup", setup)
    run = playing(tmp_path)
    with pytest.raises(MissingDependency):
        run.play()
    assert run.episodes == []


# -------------------------------------------------------------------- limits


def test_time_runs_out(playing, tmp_path):
    run = playing(tmp_path, tasks=("a", "b"), episodes=5, limits=Limits(seconds=0.0))
    assert run.play().stopped == "stopped after 0 seconds"
    assert len(run.episodes) < run.planned
    assert len(playing(tmp_path, tasks=("a", "b"), episodes=5).play().episodes) == run.planned


def test_a_spent_budget_stops_the_run_and_scores_nothing_that_it_cut_short(playing, tmp_path):
    class Spending(Agent):
        name = "spending"

        def __init__(self, budget):
            self.budget = budget

        async def play(self, start):
            for action in ("click(5, 5)", "click(1, 1)"):
                self.budget.check()
                self.budget.spend(Usage(prompt_tokens=10))
                yield Move(action, usage=Usage(prompt_tokens=10))

    run = playing(tmp_path, episodes=9, agents=(Spending(Budget(tokens=50)),), pages=1)
    assert "50 tokens" in run.play().stopped
    assert [episode.success for episode in run.episodes] == [True, True]
    assert len(playing(tmp_path, episodes=9, agents=(Spending(Budget()),)).play().episodes) == 9


def test_steps_are_limited(playing, tmp_path):
    (episode,) = playing(tmp_path, agents=(Saying("click(3, 3)"),), limits=Limits(steps=2)).play().episodes
    assert (episode.steps, episode.success) == (2, False)


# -------------------------------------------------------------------- runs that go on


def test_another_run_is_not_written_over(playing, tmp_path):
    playing(tmp_path).play()
    for other in ({"episodes": 2}, {"agents": (RandomAgent(),)}, {"tasks": ("b",)}, {"limits": Limits(steps=9)}):
        with pytest.raises(DigienvError, match="holds another run"):
            playing(tmp_path, **other)
    make_results(Episode("a", "x", 0, success=True)).write(tmp_path / "older")
    with pytest.raises(DigienvError, match="holds a run already"):
        playing(tmp_path / "older")


def test_a_run_does_not_go_on_with_other_versions(playing, tmp_path):
    playing(tmp_path).play()
    plan = json.loads((tmp_path / "plan.json").read_text())
    plan["versions"]["digienv"] = "0.0.1"
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    with pytest.raises(DigienvError, match="versions differ"):
        playing(tmp_path)


def test_two_processes_do_not_play_the_same_run(playing, tmp_path):
    run = playing(tmp_path)
    with run._alone(), pytest.raises(DigienvError, match="by another process"):
        playing(tmp_path).play()


def test_agents_must_be_told_apart(playing, tmp_path):
    with pytest.raises(DigienvError, match="same name"):
        playing(tmp_path, agents=(Saying(), Saying("stop()")))


KILLED = """
import sys
from pathlib import Path
from digienv.leaderboard.agents import RandomAgent, ScriptedAgent
from tests.test_evaluation import Playing
Playing()(Path(sys.argv[1]), tasks=("a", "b"), episodes=60, pages=8).play()
"""


def test_a_run_that_is_killed_again_and_again_has_every_episode_once(tmp_path):
    kills = 0
    for lines in (7, 31, 80, 150, 10**9):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)])
        journal = tmp_path / "episodes.jsonl"
        while process.poll() is None:
            if journal.exists() and journal.read_bytes().count(b"\n") >= lines:
                process.kill()
        kills += process.wait() != 0
    assert kills >= 2
    results = Results.read(tmp_path)
    expected = {(a, f"fake.{t}", seed) for a in ("random", "scripted") for t in "ab" for seed in range(60)}
    assert [(e.agent, e.task, e.seed) for e in results.episodes] == sorted(expected)
    assert all(e.success for e in results.episodes if e.agent == "scripted")
    assert None not in {e.success for e in results.episodes}
    for episode in results.episodes:
        assert trace_digest(tmp_path / episode.trace) == episode.sha256


def test_half_a_line_is_forgotten(playing, tmp_path):
    playing(tmp_path, episodes=3).play()
    journal = tmp_path / "episodes.jsonl"
    content = journal.read_bytes()
    journal.write_bytes(content[:-9])
    again = playing(tmp_path, episodes=3)
    assert len(again.episodes) == 5
    assert len(again.play().episodes) == 6
    journal.write_bytes(b"{broken\n" + content)
    with pytest.raises(DigienvError, match="line 1"):
        playing(tmp_path, episodes=3)


# -------------------------------------------------------------------- real pages


def test_real_pages(tmp_path):
    run = Evaluation(
        tmp_path,
        title="Real",
        command="",
        agents=(RandomAgent(), ScriptedAgent()),
        tasks=[EvaluatedTask("miniwob", "click-test")],
        seeds=range(3),
    )
    results = run.play()
    assert set(outcomes(run, "scripted").values()) == {True}
    assert results.versions["browser"].startswith(("HeadlessChrome", "Chrome"))
    screens = {(e.seed, e.agent): read_trace(tmp_path / e.trace).image(0).tobytes() for e in run.episodes}
    assert screens[0, "scripted"] == screens[0, "random"]
    assert screens[0, "scripted"] != screens[1, "scripted"]
