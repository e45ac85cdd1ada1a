"""How replays of recorded actions fare when pages change: scripted solutions of a suite, replayed to the pixel.

    python benchmarks/perturb.py shop --seeds 3

Each solution is recorded once on pages as they are; its actions, coordinates and all, are then replayed in the same
episode: without perturbation, and under each kind and all of them (`digienv.wrappers.Perturb`). Intervals are Wilson's.
"""

from __future__ import annotations

import argparse
from typing import Any

import gymnasium
from rich.console import Console
from rich.progress import track
from rich.table import Table

import digienv
from digienv.leaderboard.results import wilson_interval
from digienv.sites.catalogue import site_tasks
from digienv.wrappers import Perturb
from digienv.wrappers.perturb import KINDS

assert digienv


def solve(env: gymnasium.Env[Any, str], seed: int) -> tuple[list[str], bool]:
    """The actions of the scripted solution, and whether they succeeded."""
    env.reset(seed=seed)
    actions = []
    info: dict[str, Any] = {}
    solution: Any = env.unwrapped
    for action in solution.solve():
        actions.append(str(action))
        *_, info = env.step(actions[-1])
    return actions, info["success"]


def replay(env: gymnasium.Env[Any, str], seed: int, actions: list[str]) -> bool:
    """Whether the same actions succeed again."""
    env.reset(seed=seed)
    for action in actions:
        _, _, terminated, truncated, info = env.step(action)
        if terminated or truncated:
            return bool(info["success"])
    return False


def main() -> None:
    """Record, replay and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", nargs="?", default="shop")
    parser.add_argument("--seeds", type=int, default=1, help="episodes of each template")
    options = parser.parse_args()
    conditions: dict[str, tuple[str, ...]] = {"as recorded": (), **{kind: (kind,) for kind in KINDS}, "all": KINDS}
    solved = dict.fromkeys(conditions, 0)
    episodes = 0
    for task in track(site_tasks(options.suite), console=Console(stderr=True), description="templates"):
        env = gymnasium.make(f"digienv/{options.suite}.{task.name}-v0")
        for seed in range(options.seeds):
            actions, success = solve(Perturb(env, kinds=()), seed)
            assert success, (task.name, seed)
            episodes += 1
            for condition, kinds in conditions.items():
                solved[condition] += replay(Perturb(env, kinds=kinds), seed, actions)
        env.close()
    table = Table("perturbation", "replays that succeed", "95 %", box=None, pad_edge=False)
    for condition, count in solved.items():
        low, high = wilson_interval(count, episodes)
        table.add_row(condition, f"{count} of {episodes}", f"{low:.0%}–{high:.0%}")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
