"""How often the random and the optimal player win each card game: the floor and the ceiling of what an agent can reach.

python examples/cards_players.py --episodes 1000
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import gymnasium

import digienv  # noqa: F401  (registers the ids)
from digienv.leaderboard.results import Rate

GAMES = ("numberline", "ezpoints", "points24", "blackjack")


def random_player(env: gymnasium.Env[Any, Any]) -> Iterator[str]:
    """Any action, each as likely as the others."""
    while True:
        yield env.action_space.sample()


def optimal_player(env: gymnasium.Env[Any, Any]) -> Iterable[Any]:
    """The scripted solution."""
    solution: Iterable[Any] = env.unwrapped.solve()  # type: ignore[attr-defined]
    return solution


def play(
    env: gymnasium.Env[Any, Any], player: Callable[[gymnasium.Env[Any, Any]], Iterable[Any]], episodes: int
) -> Rate:
    """Play the episodes of the first seeds."""
    env.action_space.seed(0)
    successes = 0
    for seed in range(episodes):
        env.reset(seed=seed)
        for action in player(env):
            *_, terminated, truncated, info = env.step(action)
            if terminated or truncated:
                successes += info["success"]
                break
    return Rate(successes, episodes)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument("--rules", choices=("intended", "paper"), default="intended")
    options = parser.parse_args()
    for game in GAMES:
        env = gymnasium.make(f"digienv/cards.{game}-v0", channels=("goal",), rules=options.rules)
        for player in (random_player, optimal_player):
            rate = play(env, player, options.episodes)
            low, high = rate.interval
            print(f"{game:10}  {player.__name__:14}  {rate.mean:7.2%}  ({low:.2%} to {high:.2%})", flush=True)
        env.close()


if __name__ == "__main__":
    main()
