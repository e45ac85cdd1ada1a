"""What training reaches: warm start, then PPO, evaluated on held-out episodes, over several training seeds.

    python benchmarks/learning.py cards.numberline --seeds 0 1 2
    python benchmarks/learning.py cards.numberline --seeds 0 1 2 --name action-only policy.template=brief_action_only
    python benchmarks/learning.py cards.numberline --seeds 0 1 2 --cnn

Runs lie in runs/learning/; one that is there already is not run again. Figures are means over the training seeds with
95 % t-intervals; each seed's policy plays the same held-out episodes.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

import baselines  # isort: skip  (before torch, see there)

from baselines.checkpoints import load_checkpoint_policy
from baselines.config import Config, load_config, with_overrides
from baselines.environments import open_pool
from baselines.sb3_cnn import train_cnn
from baselines.training import CHECKPOINT, evaluate_policy, train_bc, train_ppo

assert baselines
FILE_NAME = "learning.json"

T_95 = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}
"""Two-sided 95 % quantiles of Student's t for so many values."""


def run(config: Config, folder: Path, *, cnn: bool, console: Console) -> dict[str, float]:
    """Train with one seed; success before and after PPO, in [0, 1], and the seconds that training took."""
    started = time.perf_counter()
    if cnn:
        found = train_cnn(config, folder, console=console)
        return {"after": found.success, "seconds": time.perf_counter() - started}
    train_bc(config, folder / "bc", console=console)
    cloned = time.perf_counter()
    warm = with_overrides(config, [f"policy.model={folder / 'bc' / CHECKPOINT}"])
    before = evaluate_checkpoint(warm, folder / "bc")
    started += time.perf_counter() - cloned
    train_ppo(with_overrides(warm, ["eval.episodes=200"]), folder / "ppo", console=console)
    seconds = time.perf_counter() - started
    return {"warm start": before, "after": evaluate_checkpoint(warm, folder / "ppo"), "seconds": seconds}


def evaluate_checkpoint(config: Config, folder: Path) -> float:
    """Held-out success of a run's policy, in [0, 1]."""
    pool = open_pool(config.env)
    try:
        return evaluate_policy(load_checkpoint_policy(folder / CHECKPOINT), config, pool).success
    finally:
        pool.close()


def interval(values: list[float]) -> str:
    """Mean and 95 % t-interval over seeds, in percent."""
    mean = statistics.mean(values)
    if len(values) not in T_95:
        return f"{mean:.1%}"
    reach = T_95[len(values)] * statistics.stdev(values) / len(values) ** 0.5
    return f"{mean:.1%} ({max(0.0, mean - reach):.1%} to {min(1.0, mean + reach):.1%})"


def main() -> None:
    """Train, evaluate and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", help="of baselines/configs/")
    parser.add_argument("settings", nargs="*", help="over those of the file, e.g. ppo.turns=5000")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--episodes", type=int, default=1000, help="held-out episodes of an evaluation")
    parser.add_argument("--name", default="", help="of the variant that the settings make")
    parser.add_argument("--cnn", action="store_true", help="the CNN baseline instead")
    parser.add_argument("--out", type=Path, default=Path("runs/learning"))
    options = parser.parse_intermixed_args()

    console = Console(highlight=False)
    name = "-".join(filter(None, (options.config, options.name, "cnn" if options.cnn else "")))
    found: list[dict[str, float]] = []
    for seed in options.seeds:
        folder = options.out / name / str(seed)
        file = folder / FILE_NAME
        if not file.exists():
            overrides = [f"seed={seed}", f"eval.episodes={options.episodes}", *options.settings]
            result = run(load_config(options.config, overrides=overrides), folder, cnn=options.cnn, console=console)
            file.write_text(json.dumps(result), encoding="utf-8")
        found.append(json.loads(file.read_text(encoding="utf-8")))

    table = Table(box=None, pad_edge=False)
    for column in ("", "seeds", *(str(seed) for seed in options.seeds), "mean (95 %)"):
        table.add_column(column, justify="left" if column == "" else "right")
    for row in [row for row in found[0] if row != "seconds"]:
        values = [result[row] for result in found]
        table.add_row(row, str(len(values)), *(f"{value:.1%}" for value in values), interval(values))
    console.print(table)
    console.print(f"training: {statistics.median(result['seconds'] for result in found):.0f} s a seed (median)")


if __name__ == "__main__":
    main()
