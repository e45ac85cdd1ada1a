"""digienv beside raw CDP and, where they are installed, its peers: interleaved rounds, medians, and ratios per round.

    python benchmarks/speed.py                                      # digienv and the limit
    benchmarks/setup_peers.sh ~/peers && python benchmarks/speed.py --peers ~/peers

Every measurement runs in a process of its own, one after the other, and all of them in each round, so that what else
the machine does touches them alike. A ratio is the median of the ratios within the rounds.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

HERE = Path(__file__).parent
Run = dict[str, Any]


def contenders(peers: Path | None, pages: Sequence[int], seconds: float) -> list[tuple[str, list[str]]]:
    """What is measured in each round: a name and a command line."""
    listed = []
    for number in pages:
        for script in ("raw_cdp.py", "ours.py"):
            listed.append(
                (script, [sys.executable, str(HERE / script), "--pages", str(number), "--seconds", str(seconds)])
            )
    if peers is not None:
        gym = [str(peers / "browsergym/bin/python"), str(HERE / "peer_browsergym.py"), "--seconds", str(2 * seconds)]
        farama = [str(peers / "farama/bin/python"), str(HERE / "peer_farama.py"), "--seconds", str(seconds)]
        listed += [("farama", farama), ("browsergym", gym), ("browsergym", [*gym, "--no-delays"])]
    return listed


def run_once(command: Sequence[str], seed: int) -> tuple[str, Run]:
    """Run a script; the name and the figures that it prints."""
    done = subprocess.run([*command, "--seed", str(seed)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[1]} failed:\n{done.stderr[-2000:]}")
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return result["name"], result["runs"][0]


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Median and range."""
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="the folder that setup_peers.sh filled")
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 8, 16, 32], help="environments at once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--json", type=Path, help="write every figure of every round there, too")
    options = parser.parse_args()

    listed = contenders(options.peers, options.pages, options.seconds)
    rounds: list[dict[tuple[str, int], Run]] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("measuring", total=options.rounds * len(listed))
        for number in range(options.rounds):
            figures: dict[tuple[str, int], Run] = {}
            for label, command in listed:
                progress.update(bar, description=f"round {number + 1}: {label}")
                name, run = run_once(command, seed=number + 1)
                figures[name, run["envs"]] = run
                progress.advance(bar)
            rounds.append(figures)

    if options.json:
        flat = [{"round": n, "name": key[0], **run} for n, figures in enumerate(rounds) for key, run in figures.items()]
        options.json.write_text(json.dumps(flat, indent=1) + "\n")
    console = Console(width=150)
    console.print(figures_table(rounds))
    console.print(ratios_table(rounds))


def figures_table(rounds: Sequence[dict[tuple[str, int], Run]]) -> Table:
    """Every contender's figures over the rounds."""
    table = Table(title=f"MiniWoB++ click-test, 160 x 210; median (range) of {len(rounds)} rounds")
    for heading in ("", "envs", "steps/s", "step p50, ms", "reset p50, ms", "PSS, MB", "first observation, s"):
        table.add_column(heading, justify="left" if not heading else "right")
    for key in rounds[0]:
        runs = [figures[key] for figures in rounds]
        cells = [
            spread([run[name] for run in runs], digits)
            for name, digits in (("steps_per_s", 1), ("step_p50_ms", 1), ("reset_p50_ms", 1), ("pss_mb", 0))
        ]
        first = spread([run["first_observation_s"] for run in runs], 2) if "first_observation_s" in runs[0] else ""
        table.add_row(key[0], str(key[1]), *cells, first)
    return table


def ratios_table(rounds: Sequence[dict[tuple[str, int], Run]]) -> Table:
    """digienv's steps/s as multiples of everyone else's with as many environments."""
    table = Table(title="steps/s of digienv as a multiple; median (range) of the rounds' ratios")
    for heading in ("of", "envs", "ratio"):
        table.add_column(heading, justify="left" if heading == "of" else "right")
    for name, envs in rounds[0]:
        if name != "digienv":
            ratios = [
                figures["digienv", envs]["steps_per_s"] / figures[name, envs]["steps_per_s"] for figures in rounds
            ]
            table.add_row(name, str(envs), spread(ratios, 2))
    return table


if __name__ == "__main__":
    main()
