"""stable-baselines3's PPO with a CNN learns a MiniWoB++ task from pixels alone.

    pip install 'digienv[miniwob,train]'
    python examples/sb3_click_test.py                       # some minutes on two cores
    python examples/sb3_click_test.py --task click-test-2 --steps 60000

The agent clicks cells of an 8 x 8 grid. Before and after training it is evaluated on 100 episodes whose seeds training
does not see; a uniformly random agent stands beside it. This is how to wire it by hand; `python -m baselines train cnn`
drives all pages at the same time, and evaluates as the other baselines do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

import gymnasium
import numpy as np
from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnv

import digienv  # noqa: F401  (registers the ids)
from digienv.wrappers import DiscreteActions, click_grid

TOP = 50  # the goal is written above the task
TEST_SEEDS = range(1000, 1100)


def make_env(task: str) -> gymnasium.Env[np.ndarray, Any]:
    """A task on half-size pixels, at most two clicks an episode."""
    page = gymnasium.make(f"digienv/miniwob.{task}-v0", channels=("screenshot",), max_steps=2)
    env = DiscreteActions(page, click_grid(page, 8, 8, top=TOP))
    pixels = gymnasium.spaces.Box(0, 255, (80, 80, 3), np.uint8)
    half = gymnasium.wrappers.TransformObservation(env, lambda seen: seen["screenshot"][TOP::2, ::2].copy(), pixels)
    # A failed episode has a reward of NaN, which must not reach the optimiser.
    return gymnasium.wrappers.TransformReward(half, lambda reward: 0.0 if np.isnan(reward) else float(reward))


def success_rate(
    env: gymnasium.Env[np.ndarray, Any], policy: Callable[[np.ndarray], int], seeds: Sequence[int]
) -> float:
    """Share of the episodes of `seeds` that end well."""
    successes = 0
    for seed in seeds:
        observation, _ = env.reset(seed=seed)
        done = False
        while not done:
            observation, _, terminated, truncated, info = env.step(policy(observation))
            done = terminated or truncated
        successes += info.get("success", False)
    return successes / len(seeds)


def main() -> None:
    """Train and evaluate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", default="click-test")
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    test_env = make_env(options.task)
    vec_env: VecEnv = DummyVecEnv([lambda: make_env(options.task)] * 4)
    model = PPO(
        "CnnPolicy",
        vec_env,
        n_steps=128,
        batch_size=128,
        n_epochs=4,
        learning_rate=5e-4,
        gamma=0.9,
        ent_coef=0.01,
        seed=options.seed,
        verbose=1,
        device="cpu",
    )
    random = np.random.default_rng(options.seed)

    def act(observation: np.ndarray) -> int:
        return int(model.predict(observation, deterministic=True)[0])

    print(f"random agent:    {success_rate(test_env, lambda _: int(random.integers(64)), TEST_SEEDS):.0%}")
    print(f"before training: {success_rate(test_env, act, TEST_SEEDS):.0%}")
    model.learn(options.steps, progress_bar=False)
    print(f"after training:  {success_rate(test_env, act, TEST_SEEDS):.0%}")
    test_env.close()
    vec_env.close()


if __name__ == "__main__":
    main()
