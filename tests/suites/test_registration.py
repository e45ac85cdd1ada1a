"""Every id is a proper gymnasium environment, for gymnasium's own checker and for stable-baselines3's."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import psutil
import pytest
from gymnasium.utils.env_checker import check_env, data_equivalence
from moviepy import VideoFileClip
from stable_baselines3.common.env_checker import check_env as sb3_check_env

import digienv
from digienv.core.observations import CHANNELS
from digienv.sites.catalogue import SITE_SUITES, site_tasks
from digienv.suites.android.catalogue import TASKS
from digienv.suites.cards.catalogue import GAMES
from digienv.suites.miniwob.catalogue import LEFT_OUT, PAGES
from digienv.wrappers import DiscreteActions, click_grid

IDS = sorted(id for id in gymnasium.registry if id.startswith("digienv/"))
WITH_STATE = [id for id in IDS if id.partition("/")[2].split(".")[0] in (*SITE_SUITES, "android")]
ANOTHERS = "digienv/androidworld-v0"
"""Whose tasks come from a package that is not installed here."""
CHECKED = [id for id in IDS if id not in (*WITH_STATE, ANOTHERS)]
"""The tasks of a suite on sites, or on a phone, differ in nothing that a checker sees: `digienv/shop-v0` stands for them."""


def test_every_suite_and_its_tasks_are_registered() -> None:
    pages = {"digienv/miniwob-v0", *(f"digienv/miniwob.{page.name}-v0" for page in PAGES)}
    games = {"digienv/cards-v0", *(f"digienv/cards.{game.name}-v0" for game in GAMES)}
    sites = {f"digienv/{suite}.{task.name}-v0" for suite in SITE_SUITES for task in site_tasks(suite)}
    phone = {"digienv/android-v0", *(f"digienv/android.{task.name}-v0" for task in TASKS)}
    assert set(IDS) == pages | games | phone | sites | {f"digienv/{suite}-v0" for suite in SITE_SUITES} | {ANOTHERS}
    assert len({page.name for page in PAGES} | set(LEFT_OUT)) == len(PAGES) + len(LEFT_OUT) == 130


@pytest.mark.slow
@pytest.mark.parametrize("id", CHECKED)
@pytest.mark.filterwarnings("error")
def test_check_env_is_clean(id: str) -> None:
    env = gymnasium.make(id)
    check_env(env.unwrapped)
    env.close()


@pytest.mark.parametrize(
    "id", ["digienv/miniwob-v0", "digienv/miniwob.click-test-v0", *(id for id in IDS if "cards" in id)]
)
@pytest.mark.filterwarnings("error")
def test_numbered_actions_please_stable_baselines(id: str) -> None:
    env = gymnasium.make(id, channels=("screenshot",))
    space: Any = env.action_space
    discrete = DiscreteActions(env, None if space.choices else click_grid(env, 4, 4))
    sb3_check_env(discrete)
    discrete.close()


def test_an_id_can_be_made_without_an_import() -> None:
    code = "import gymnasium; print(gymnasium.make('digienv:digienv/miniwob.click-test-v0').spec.id)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "digienv/miniwob.click-test-v0"
    assert "Traceback" not in done.stderr


PLAY = """
import hashlib, json, gymnasium, digienv
env = gymnasium.make("digienv/miniwob-v0", channels=("screenshot", "goal", "url", "elements", "axtree", "state_key"))
env.action_space.seed(3)
log = []
for seed in (1, 2, 3):
    observation, info = env.reset(seed=seed)
    for _ in range(4):
        shot = hashlib.sha256(observation.pop("screenshot").tobytes()).hexdigest()
        log.append([info["task"], info["steps"], shot, observation])
        observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
        if terminated or truncated:
            break
env.close()
print(json.dumps(log))
"""


def test_equal_seeds_give_equal_episodes_in_two_processes() -> None:
    runs = [subprocess.run([sys.executable, "-c", PLAY], capture_output=True, text=True, check=True) for _ in range(2)]
    first, second = (json.loads(run.stdout) for run in runs)
    assert first == second


@pytest.mark.parametrize("vectorization_mode", ["sync", "async", "vector_entry_point"])
def test_make_vec_gives_the_same_episodes_in_every_mode(vectorization_mode: str) -> None:
    def play(mode: str) -> list[Any]:
        envs = gymnasium.make_vec("digienv/miniwob-v0", num_envs=3, vectorization_mode=mode)
        result: list[Any] = [envs.reset(seed=5)]
        result += [envs.step(("click(80, 120)", 'type("x")', "nonsense")) for _ in range(3)]
        envs.close()
        return result

    assert data_equivalence(play(vectorization_mode), play("vector_entry_point"))


def test_worker_processes_give_the_same_episodes_and_take_their_browsers_with_them() -> None:
    local = gymnasium.make_vec("digienv/miniwob-v0", num_envs=2)
    spread: Any = gymnasium.make_vec("digienv/miniwob-v0", num_envs=2, backend="processes", processes=2)
    assert data_equivalence(local.reset(seed=5), spread.reset(seed=5))
    actions = ("click(80, 120)", "click(40, 90)")
    assert data_equivalence(local.step(actions), spread.step(actions))
    browsers = [
        child
        for pid in spread.pool.pids()
        for child in psutil.Process(pid).children(recursive=True)
        if "chrom" in child.name()
    ]
    assert browsers
    os.kill(spread.pool.pids()[0], signal.SIGKILL)
    _, rewards, _, truncations, infos = spread.step(actions)
    assert truncations.tolist() == [True, False]
    assert np.isnan(rewards).tolist() == [True, False]
    assert infos["failure"][0] == "the worker process died"
    _, rewards, *_ = spread.step(actions)
    assert not np.isnan(rewards).any()
    spread.close()
    local.close()
    _, alive = psutil.wait_procs(browsers, timeout=20)
    assert not alive


def test_episodes_can_be_recorded_as_video(tmp_path: Path) -> None:
    env: Any = gymnasium.make("digienv/miniwob.click-test-v0", render_mode="rgb_array", max_steps=5)
    env = gymnasium.wrappers.RecordVideo(env, str(tmp_path / "video"), episode_trigger=lambda episode: episode == 0)
    for seed in range(2):
        env.reset(seed=seed)
        for _ in range(5):
            env.step("click(1, 60)")
    env.close()
    (video,) = tmp_path.glob("video/*.mp4")
    with VideoFileClip(str(video)) as clip:
        assert tuple(clip.size) == (160, 210)
        assert np.abs(clip.get_frame(0).astype(int) - (255, 255, 0))[10, 150].max() < 40  # the yellow of the goal


def test_the_usual_wrappers_work() -> None:
    env: Any = gymnasium.make("digienv/miniwob.click-test-v0", render_mode="rgb_array", max_episode_steps=3)
    frames: list[Any] = []
    env = gymnasium.wrappers.RenderCollection(env)
    env = gymnasium.wrappers.RecordEpisodeStatistics(env)
    env.reset(seed=0)
    for step in range(1, 4):
        _, _, terminated, truncated, info = env.step("click(1, 60)")
        assert (terminated, truncated) == (False, step == 3)
    assert info["episode"]["l"] == 3
    frames = env.get_wrapper_attr("render")()
    assert [frame.shape for frame in frames] == [(210, 160, 3)] * 4
    env.close()


def test_rendering_in_a_page_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    env = gymnasium.make("digienv/miniwob.click-test-v0", render_mode="human")
    env.reset(seed=0)
    env.step("click(1, 60)")
    assert env.render() is None
    env.close()
    assert "http://127.0.0.1:" in capsys.readouterr().err


def test_all_channels_lie_in_their_spaces() -> None:
    env = gymnasium.make("digienv/miniwob-v0", channels=tuple(CHANNELS))
    for seed in range(5):
        observation, _ = env.reset(seed=seed)
        assert observation in env.observation_space
        observation, *_ = env.step("click(80, 100)")
        assert observation in env.observation_space
        assert observation["screenshot"].dtype == np.uint8
    env.close()


@pytest.mark.parametrize(
    ("id", "options", "message"),
    [
        ("digienv/miniwob.click-test-v0", {"channels": ("sound",)}, "there are screenshot"),
        ("digienv/miniwob.click-test-v0", {"actions": ("fly",)}, "fly"),
        ("digienv/miniwob.click-test-v0", {"reward": "double"}, "'raw' or 'time_decayed'"),
        ("digienv/miniwob.click-test-v0", {"settle": "never"}, "'frame', 'dom' or 'network'"),
        ("digienv/miniwob.click-test-v0", {"render_mode": "ascii"}, "render_mode"),
        ("digienv/miniwob-v0", {"task": "click-everything"}, "no task 'click-everything'"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*render_mode.*")
def test_bad_options_say_what_there_is(id: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises((digienv.DigienvError, gymnasium.error.Error), match=message):
        gymnasium.make(id, **options)
