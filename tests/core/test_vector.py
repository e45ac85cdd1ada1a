"""The native vector environment against gymnasium's own, on the same seeds."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from gymnasium.utils.env_checker import data_equivalence
from gymnasium.vector import AutoresetMode, SyncVectorEnv

from digienv.core.async_env import RESET_ATTEMPTS
from digienv.core.env import DigiEnv
from digienv.core.errors import DigienvError, SurfaceFailure
from digienv.core.pool import LocalPool, Pool, ProcessPool
from digienv.core.vector import VectorEnv
from tests.core.fakes import make_async

NUM_ENVS = 3


def local(broken_opens: int = 0) -> Pool:
    return LocalPool([make_async(2, broken_opens) for _ in range(NUM_ENVS)])


def processes(broken_opens: int = 0) -> Pool:
    kwargs = {"templates": 2, "broken_opens": broken_opens}
    return ProcessPool("tests.core.fakes:make_async", kwargs, num_envs=NUM_ENVS, processes=2)


@pytest.fixture(params=[local, processes])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    pool = request.param()
    yield pool
    pool.close()


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_autoreset_is_that_of_gymnasium(pool: Pool, mode: AutoresetMode) -> None:
    ours = VectorEnv(pool, autoreset_mode=mode)
    theirs = SyncVectorEnv([lambda: DigiEnv(make_async(templates=2))] * NUM_ENVS, autoreset_mode=mode)
    assert ours.observation_space == theirs.observation_space
    assert ours.action_space == theirs.action_space
    assert data_equivalence(ours.reset(seed=7), theirs.reset(seed=7))
    for step in range(12):
        actions = tuple('type("x")' if (step + index) % 3 == 0 else "click(1, 1)" for index in range(NUM_ENVS))
        mine, yours = ours.step(actions), theirs.step(actions)
        assert data_equivalence(mine, yours), f"step {step}"
    theirs.close()


def test_without_autoreset_a_mask_says_who_is_reset(pool: Pool) -> None:
    envs = VectorEnv(pool, autoreset_mode="Disabled")
    envs.reset(seed=[0, 2, 2])
    _, rewards, terminations, _, _ = envs.step(["click(1, 1)"] * NUM_ENVS)
    assert rewards.tolist() == [1, 0, 0]
    assert terminations.tolist() == [True, False, False]
    with pytest.raises(DigienvError, match="reset_mask"):
        envs.step(["click(1, 1)"] * NUM_ENVS)
    observations, infos = envs.reset(seed=[2, None, None], options={"reset_mask": terminations})
    assert observations["screenshot"][:, 0, 0, 0].tolist() == [0, 1, 1]
    assert infos["_seed"].tolist() == [True, False, False]
    _, _, terminations, _, _ = envs.step(["click(1, 1)"] * NUM_ENVS)
    assert terminations.tolist() == [False, False, False]


@pytest.mark.parametrize("mask", [np.zeros(NUM_ENVS, bool), np.ones(2, bool), [True] * NUM_ENVS, np.ones(NUM_ENVS)])
def test_a_bad_mask_is_refused(mask: Any) -> None:
    envs = VectorEnv(local(), autoreset_mode="Disabled")
    with pytest.raises(DigienvError, match="reset_mask"):
        envs.reset(options={"reset_mask": mask})


def test_a_failure_is_one_environments_own(pool: Pool) -> None:
    envs = VectorEnv(pool)
    envs.reset(seed=2)
    _, rewards, _, truncations, infos = envs.step(["click(13, 1)", 'type("x")', "nonsense"])
    assert np.isnan(rewards).tolist() == [True, False, False]
    assert truncations.tolist() == [True, False, False]
    assert infos["failure"][0] == "broken by a click"
    assert infos["_action_error"].tolist() == [False, False, True]
    _, rewards, _, truncations, _ = envs.step(['type("x")'] * NUM_ENVS)
    assert rewards.tolist() == [0, 0, 0]
    assert not truncations.any()


def test_frames_are_those_of_the_environments(pool: Pool) -> None:
    envs = VectorEnv(pool, render_mode="rgb_array")
    envs.reset(seed=2)
    envs.step(["click(1, 1)", 'type("x")', 'type("x")'])
    frames = envs.render()
    assert frames is not None
    assert [frame[0, 0, 0] for frame in frames] == [1, 0, 0]


def test_a_frame_that_cannot_be_had_is_an_error_at_once(pool: Pool) -> None:
    with pytest.raises(SurfaceFailure, match="nothing is open"):
        pool.frame(0)


def test_a_dead_worker_is_replaced_and_its_episodes_marked() -> None:
    pool = processes()
    assert isinstance(pool, ProcessPool)
    envs = VectorEnv(pool)
    envs.reset(seed=2)
    first_pid, second_pid = pool.pids()
    pool._workers[0].process.kill()
    pool._workers[0].process.wait()
    _, rewards, _, truncations, infos = envs.step(['type("x")'] * NUM_ENVS)
    assert truncations.tolist() == [True, False, True]
    assert np.isnan(rewards).tolist() == [True, False, True]
    assert infos["failure"][0] == infos["failure"][2] == "the worker process died"
    assert pool.pids()[0] != first_pid
    assert pool.pids()[1] == second_pid
    _, rewards, _, truncations, _ = envs.step(['type("x")'] * NUM_ENVS)
    assert rewards.tolist() == [0, 0, 0]
    envs.close()
    assert all(worker.process.poll() is not None for worker in pool._workers)


def test_a_worker_that_dies_in_mid_step_owes_no_reply() -> None:
    pool = ProcessPool("tests.core.fakes:make_async", {}, num_envs=1, processes=1)
    pool.reset(0, seed=2)
    pool.recv(timeout=60)
    pool.send(0, "click(14, 1)")
    with pytest.raises(TimeoutError):
        pool.recv(timeout=0.2)
    pool._workers[0].process.kill()
    reply = pool.recv(timeout=60)
    assert reply.truncated
    assert np.isnan(reply.reward)
    pool.reset(0, seed=2)
    assert pool.recv(timeout=60).info["steps"] == 0
    pool.close()


def test_a_pool_whose_workers_cannot_start_says_so() -> None:
    pool = ProcessPool("tests.core.fakes:make_async", {"templates": 1}, num_envs=1, processes=1)
    pool._workers[0].make = "tests.core.fakes:missing"
    pool._workers[0].process.kill()
    pool.reset(0, seed=0)
    with pytest.raises(SurfaceFailure, match=r"environment 0 with seed 0: .* dies again and again"):
        pool.recv(timeout=120)
    pool.close()


@pytest.mark.parametrize("make", [local, processes])
def test_an_episode_that_cannot_be_started_is_named(make: Callable[[int], Pool]) -> None:
    pool = make(RESET_ATTEMPTS)
    pool.reset(1, seed=7)
    with pytest.raises(SurfaceFailure, match=r"environment 1 with seed 7: .*fake\.count\d? could not be started"):
        pool.recv(timeout=60)
    pool.reset(1, seed=8)
    assert pool.recv(timeout=60).info["seed"] == 8
    pool.close()


def test_send_and_recv_take_environments_in_any_order() -> None:
    pool = local()
    for index in (2, 0):
        pool.reset(index, seed=index)
    assert {pool.recv(timeout=10).index for _ in range(2)} == {0, 2}
    with pytest.raises(TimeoutError):
        pool.recv(timeout=0.01)
    pool.close()
