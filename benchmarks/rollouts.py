"""How much of a rollout's wall time the policy computes, rather than waits for pages.

    python benchmarks/rollouts.py --pages 16

The embedded tiny model, untrained, plays MiniWoB++'s pages in a real browser; a reply ends with each token by a fixed
chance, so that lengths are spread as those of a trained model are. Rollouts that go on with whichever page is ready are
measured beside rollouts that wait for all pages and all replies (``lockstep``), in turn, round after round. Figures are
medians over the rounds.
"""

import argparse
import itertools
import statistics
import time

from rich.console import Console
from rich.table import Table

import baselines  # isort: skip  (before torch, see there)

import torch
from ending import Ending

from baselines.config import load_config
from baselines.environments import open_pool, training_seeds
from baselines.policies.loading import load_policy
from baselines.rollouts import Rollouts
from digienv.machine import usable_cores

assert baselines


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="miniwob", help="of baselines/configs/: what is played")
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--turns", type=int, default=256, help="of a rollout")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    torch.set_num_threads(usable_cores())
    config = load_config(
        options.config, overrides=[f"env.num_envs={options.pages}", "policy.model=tiny", "policy.max_new_tokens=96"]
    )
    policy = load_policy(config.policy)
    policy.__class__ = Ending
    pool = open_pool(config.env)
    found: dict[bool, list[tuple[float, float, float]]] = {False: [], True: []}
    try:
        players = {
            lockstep: Rollouts(pool, policy, seeds=training_seeds(0), lockstep=lockstep) for lockstep in (False, True)
        }
        for number, lockstep in itertools.product(range(options.rounds + 1), players):
            rollouts = players[lockstep]
            before = (rollouts.clock.policy, rollouts.clock.turns, rollouts.clock.tokens)
            started = time.perf_counter()
            for _ in rollouts.collect(options.turns):
                pass
            seconds = time.perf_counter() - started
            rollouts.restart()
            if number:  # the first round is the warm-up
                after = (rollouts.clock.policy, rollouts.clock.turns, rollouts.clock.tokens)
                policy_seconds, turns, tokens = (b - a for a, b in zip(before, after, strict=True))
                found[lockstep].append((policy_seconds / seconds, turns / seconds, tokens / seconds))
    finally:
        pool.close()

    table = Table(box=None, pad_edge=False)
    for name in ("rollouts", "share of the policy", "turns/s", "tokens/s"):
        table.add_column(name, justify="left" if name == "rollouts" else "right")
    for lockstep, name in ((False, "whichever is ready"), (True, "lockstep")):
        share, turns, tokens = (statistics.median(column) for column in zip(*found[lockstep], strict=True))
        table.add_row(name, f"{share:.1%}", f"{turns:.1f}", f"{tokens:.0f}")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
