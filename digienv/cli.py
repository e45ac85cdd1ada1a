"""The ``digienv`` command."""

from __future__ import annotations

import datetime
import logging
import math
import shlex
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import gymnasium
import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

import digienv
from digienv import listing
from digienv.core.errors import DigienvError
from digienv.terminal import INTERRUPTED, err, make_app, run

if TYPE_CHECKING:
    from digienv.bench import Measurement
    from digienv.core.env import DigiEnv
    from digienv.doctor import Finding
    from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation
    from digienv.leaderboard.results import Rate
    from digienv.models import ChatModel

__all__ = ["main"]

WIDE = 160

app = make_app(
    "digienv",
    help="Web browsers and Android phones as gymnasium environments.",
    epilog="Start with: digienv doctor, then digienv demo",
)
out = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def main() -> None:
    """Run the command line, see `digienv.terminal.run`; a fault of digienv's own is to be reported."""
    run(app, lambda error: f"digienv is at fault ({type(error).__name__}: {error}); please report it")


def _print_version(wanted: bool) -> None:
    if wanted:
        out.print(f"digienv {digienv.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


# -------------------------------------------------------------------- list


@app.command(
    "list", epilog="Examples: digienv list · digienv list click · digienv list 'email-*' · digienv list --count"
)
def list_command(
    pattern: Annotated[str, typer.Argument(help="Part of the id, or a pattern with * and ?.")] = "",
    suite: Annotated[str | None, typer.Option(help="Only this suite.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
) -> None:
    """List the environments: id, difficulty, step limit, actions, whether a scripted solution exists."""
    if suite is not None and suite not in listing.suites():
        raise DigienvError(f"there is no suite {suite!r}; there are {', '.join(listing.suites())}")
    entries = [entry for entry in listing.matching(pattern, listing.all_entries()) if suite in (None, entry.suite)]
    if count:
        out.print(len(entries))
        return
    if not entries:
        raise DigienvError(f"no environment matches {pattern!r}; `digienv list` shows them all")
    alike = len({entry.actions for entry in entries}) == 1 < len(entries)
    table = _table("id", "difficulty", "steps", "scripted", *(() if alike else ("actions",)))
    table.columns[0].no_wrap = True
    table.columns[2].justify = "right"
    for entry in entries:
        table.add_row(
            Text(entry.id, style="bold" if not entry.task else ""),
            Text(
                entry.difficulty or "one of its tasks an episode", style=_DIFFICULTY_STYLES.get(entry.difficulty, "dim")
            ),
            str(entry.max_steps or ""),
            "[green]yes[/]" if entry.scripted else "[dim]no[/]",
            *(() if alike else (" ".join(entry.actions),)),
        )
    out.print(table)
    if alike:
        out.print(f"[dim]All have the actions[/] {' '.join(entries[0].actions)}")
    out.print(f'[dim]{len(entries)} environments; make one with[/] gymnasium.make("{entries[-1].id}")')


_DIFFICULTY_STYLES = {"easy": "green", "medium": "yellow", "hard": "red"}


# -------------------------------------------------------------------- doctor


@app.command(epilog="Examples: digienv doctor · digienv doctor android · digienv doctor android --serial emulator-5554")
def doctor(
    what: Annotated[str, typer.Argument(help="Nothing for this machine, or android for a device.")] = "",
    serial: Annotated[
        str | None,
        typer.Option(envvar="ANDROID_SERIAL", help="Of the device.", show_default="a simulated phone"),
    ] = None,
) -> None:
    """Say what works here, and the one command to type where it does not. Fails if web environments cannot run.

    `doctor android` puts some hundred checks to a device, through every adb client that is installed.
    """
    if what == "android":
        _examine_device(serial)
        return
    if what:
        raise DigienvError(f"there is nothing to examine called {what!r}; use android, or nothing for this machine")
    from digienv.doctor import CHECKS

    findings: list[Finding] = []
    logging.getLogger("digienv").setLevel(logging.ERROR)
    try:
        with _progress(transient=True) as progress:
            task = progress.add_task("looking", total=len(CHECKS))
            for name, check in CHECKS.items():
                progress.update(task, description=f"looking at {name}")
                findings.extend(check())
                progress.advance(task)
    except KeyboardInterrupt:
        out.print("[yellow]Interrupted[/]: nothing is kept.")
        raise typer.Exit(INTERRUPTED) from None
    table = _table("", "", "", "type this")
    table.columns[3].no_wrap = True
    for finding in findings:
        sign = {"ok": "[green]✓[/]", "note": "[yellow]●[/]", "missing": "[red]✗[/]"}[finding.state]
        if finding.state == "missing" and not finding.needed:
            sign = "[dim]✗[/]"
        table.add_row(sign, Text(finding.name, style="bold"), Text(finding.detail), Text(finding.remedy, style="cyan"))
    out.print(table)
    broken = [finding.name for finding in findings if finding.needed and finding.state == "missing"]
    if broken:
        raise DigienvError(f"web environments cannot run here for want of: {', '.join(broken)}; see the last column")
    out.print("[green]Web environments run here.[/] [dim]What is marked ✗ is only needed for what stands beside it.[/]")


def _examine_device(serial: str | None) -> None:
    from digienv.core import loop

    problems = loop.run(_device_problems(serial))
    if problems:
        raise DigienvError(f"{problems} checks failed; what was expected and what was seen stands above")


async def _device_problems(serial: str | None) -> int:
    """Put all checks to a device and print a table; how many failed."""
    from digienv.android.adb import AdbDevice, AdbServer
    from digienv.android.conformance import checks, run_checks
    from digienv.android.handset import SimulatedHandset

    handset = None if serial else SimulatedHandset("new")
    groups: dict[str, list[int]] = {}
    problems = 0
    try:
        if handset is not None:
            device = await handset.open()
        else:
            server = AdbServer()
            await server.start()
            device = AdbDevice(server, str(serial))
            await device.wait()
        with _progress(transient=True) as progress:
            task = progress.add_task(f"checking {serial or 'a simulated phone'}", total=len(checks(device)))
            async for result in run_checks(device):
                progress.advance(task)
                group = groups.setdefault(result.check.group, [0, 0])
                group[bool(result.problem)] += 1
                if result.problem:
                    problems += 1
                    out.print(Text.assemble(("✗ ", "red"), (f"{result.check.group}: {result.check.name}", "bold")))
                    out.print(Text(f"  {result.problem}"))
    finally:
        if handset is not None:
            await handset.close()
    table = _table("checks", "passed", "failed")
    for name, (passed, failed) in groups.items():
        table.add_row(name, str(passed), Text(str(failed), style="red" if failed else "dim"))
    out.print(table)
    passed = sum(passed for passed, _ in groups.values())
    out.print(f"{passed} of {passed + problems} checks passed on {serial or 'a simulated phone'}.")
    return problems


# -------------------------------------------------------------------- play


@app.command(
    epilog="Examples: digienv play click-shape · digienv play drag-box --seed 7 · digienv play digienv/miniwob-v0"
)
def play(
    environment: Annotated[str, typer.Argument(metavar="ID", help="An id of `digienv list`, in full or short.")],
    seed: Annotated[int, typer.Option(min=0, help="Of the first episode; the next ones follow by ones.")] = 0,
) -> None:
    """Play a task yourself, in a page in your browser. Ctrl+C ends it."""
    from digienv.play import Game

    env = _make(environment)
    game = Game(env, seed=seed)
    out.print("[dim]Ctrl+C ends it.[/]")
    try:
        game.play()
    except KeyboardInterrupt:
        out.print(f"\n{game.successes} of {game.finished} finished episodes solved. Nothing is kept of them.")
    finally:
        game.close()
        env.close()


def _make(environment: str) -> DigiEnv:
    entry = listing.find_entry(environment)
    return cast("DigiEnv", gymnasium.make(entry.id, disable_env_checker=True).unwrapped)


# -------------------------------------------------------------------- demo


@app.command(
    epilog="Examples: digienv demo · digienv demo --tasks 5 --episodes 3 · digienv demo --out runs/mine --seed 100"
)
def demo(
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="For traces, results and report.", show_default="runs/demo-…"),
    ] = None,
    tasks: Annotated[int, typer.Option(min=1, help="How many of the demo's 20 tasks.")] = 20,
    episodes: Annotated[int, typer.Option(min=1, help="Episodes of each task that each agent plays.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Of the first episode of every task.")] = 0,
) -> None:
    """Let a random and a scripted agent play MiniWoB++ in parallel pages, and write an HTML report of it.

    Nothing is learned here: an agent that gets better is what `python -m baselines demo` shows.

    At most two minutes. Ctrl+C stops it early and reports what there is.
    """
    from digienv.demo import TASKS, make_demo

    if tasks > len(TASKS):
        raise DigienvError(f"the demo has {len(TASKS)} tasks, not {tasks}; leave --tasks out to play them all")
    folder = out_folder or Path("runs") / f"demo-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    _play_and_report(make_demo(folder, tasks=TASKS[:tasks], episodes=episodes, seed=seed))


def _play_and_report(run: Evaluation) -> None:
    from digienv.leaderboard.report import write_report

    interrupted = False
    try:
        with _RunDisplay(run):
            run.play()
    except KeyboardInterrupt:
        interrupted = True
    results = run.results()
    report = write_report(run.folder)
    width = max(map(len, results.agents), default=0)
    for agent in results.agents:
        out.print(Text.assemble(f"{agent:>{width}}  ", _rate(results.rate(agent=agent))))
    done = f"{len(results.episodes)} of {results.planned} episodes"
    speed = f"{results.steps / results.seconds:.0f} steps/s" if results.seconds else ""
    out.print(f"[dim]{done}, {results.steps} steps in {results.seconds:.0f} s, {speed}[/]")
    if results.stopped:
        out.print(f"[yellow]{results.stopped.capitalize()}[/]: kept the {done} that were finished.")
    if failed := [episode for episode in results.episodes if episode.success is None]:
        why = Text(failed[0].failure)
        out.print(
            Text.assemble((f"{len(failed)} failed and are not scored", "yellow"), ", e.g.: ", why), soft_wrap=True
        )
        out.print("The same command with the same --out plays them again.")
    out.print(Text.assemble("report: ", (str(report.resolve()), "bold")), soft_wrap=True)
    if interrupted:
        raise typer.Exit(INTERRUPTED)


def _rate(rate: Rate) -> Text:
    low, high = rate.interval
    failed = f", {rate.failures} failed" if rate.failures else ""
    share = f"{100 * rate.mean:5.1f} %" if rate.episodes else "    –  "
    return Text.assemble(
        (share, "bold"),
        (f"  solved, 95 % interval {100 * low:.0f}–{100 * high:.0f}, n = {rate.episodes}{failed}", "dim"),
    )


class _RunDisplay:
    """The live picture of a run; where there is no terminal, nothing."""

    def __init__(self, run: Evaluation) -> None:
        self._run = run
        self._progress = _progress(transient=False)
        self._progress.add_task("episodes", total=run.planned)
        self._live = Live(console=err, get_renderable=self._render, refresh_per_second=8, transient=True)

    def __enter__(self) -> None:
        self._live.start()

    def __exit__(self, *exception: object) -> None:
        self._live.stop()

    def _render(self) -> RenderableType:
        from digienv.leaderboard.results import rate

        episodes = self._run.episodes
        self._progress.update(self._progress.tasks[0].id, completed=len(episodes))
        elapsed = self._progress.tasks[0].elapsed or 1e-9
        table = Table.grid(padding=(0, 2))
        for agent in self._run.agents:
            of_agent = rate(episode for episode in episodes if episode.agent == agent)
            table.add_row(f"{agent:>9}", _bar(of_agent), _rate(of_agent))
        speed = f"{self._run.steps / elapsed:.0f} steps/s, {self._run.steps} steps in {self._run.pages} parallel pages"
        return Group(self._progress, table, Text(f"           {speed}", style="dim"))


def _bar(rate: Rate, width: int = 24) -> Text:
    filled = round(width * rate.mean) if rate.episodes else 0
    return Text.assemble(("━" * filled, "green"), ("━" * (width - filled), "bright_black"))


# -------------------------------------------------------------------- models, and what they may take

LocalOption = Annotated[bool, typer.Option("--local", help="Compute the model here, with transformers.")]
TokensOption = Annotated[int | None, typer.Option(min=1, help="Budget of tokens.")]
DollarsOption = Annotated[float | None, typer.Option(min=0.0, help="Budget in US dollars, at these prices:")]
PricesOption = Annotated[
    tuple[float, float], typer.Option(help="US dollars for a million tokens that are read, and written.")
]


def _model(
    name: str | None,
    url: str | None,
    local: bool,
    tokens: int | None,
    dollars: float | None,
    prices: tuple[float, float],
) -> ChatModel | None:
    from digienv.leaderboard.judging import make_model
    from digienv.models import Budget, Prices

    if dollars is not None and not any(prices):
        raise DigienvError("a budget in dollars needs prices; name them with --prices")
    budget = Budget(tokens=tokens, dollars=dollars)
    return make_model(name, url=url, local=local, budget=budget, prices=Prices(*prices)) if name else None


# -------------------------------------------------------------------- evaluate


@app.command(
    epilog="Examples: digienv evaluate --agent random --agent scripted --suite miniwob · digienv evaluate --agent "
    "mine:Agent --suite shop --split test · digienv evaluate --agent prompted --model Qwen/Qwen3-VL-8B-Instruct "
    "--url http://localhost:8000/v1 --suite miniwob · digienv evaluate --agent http://localhost:9000/act --task 'use-*'"
)
def evaluate(
    agent: Annotated[
        list[str],
        typer.Option(
            help="random, scripted, hasty, mistaken, prompted, rci, reflexion, exemplars, module:Class, or the URL of "
            "an agent; may be repeated."
        ),
    ],
    suite: Annotated[list[str] | None, typer.Option(help="Play all tasks of it; may be repeated.")] = None,
    task: Annotated[list[str] | None, typer.Option(help="Play this one, or all of a pattern; may be repeated.")] = None,
    split: Annotated[
        str, typer.Option(help="On sites and phones: only instances for training, or for tests: train, test.")
    ] = "",
    episodes: Annotated[int, typer.Option(min=1, help="Seeds of each task that are played.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="The first one; the others follow by ones.")] = 0,
    repeats: Annotated[int, typer.Option(min=1, help="How often each seed is played.")] = 1,
    channel: Annotated[
        list[str] | None, typer.Option(help="Recorded beside what agents see, e.g. elements; may be repeated.")
    ] = None,
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Of the run; a run that is there goes on.", show_default="runs/…"),
    ] = None,
    pages: Annotated[
        int | None, typer.Option(min=1, help="Episodes that are played at a time.", show_default="for this machine")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Of the agent: name on its server, or a folder with --local.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Of the model's server; OpenAI's by default.")] = None,
    local: LocalOption = False,
    prompt: Annotated[str | None, typer.Option(help="Template for the model: a name or a .txt file.")] = None,
    judge: Annotated[str | None, typer.Option(help="For reflexion; see digienv judge measure.")] = None,
    exemplars: Annotated[Path | None, typer.Option(help="For exemplars: a folder of traces to learn from.")] = None,
    max_steps: Annotated[int | None, typer.Option(min=1, help="Of an episode.", show_default="the task's")] = None,
    agent_seconds: Annotated[float, typer.Option(min=0.1, help="That the agent has for a trial of an episode.")] = 600,
    minutes: Annotated[float | None, typer.Option(min=0.0, help="After which no further episode begins.")] = None,
    tokens: TokensOption = None,
    dollars: DollarsOption = None,
    prices: PricesOption = (0.0, 0.0),
) -> None:
    """Let agents play every seed of some tasks, and write results that others can check.

    Each episode is kept at once: the same command with the same --out goes on where it was stopped, or killed. Episodes
    that the infrastructure failed are played again, and in the end listed as failed, never scored.
    """
    from digienv.leaderboard.agents import load_agent
    from digienv.leaderboard.evaluation import Evaluation, Limits
    from digienv.leaderboard.judging import load_judge

    asked = _model(model, url, local, tokens, dollars, prices)
    offered = {
        "model": asked,
        "prompt": prompt,
        "judge": load_judge(judge, asked) if judge else None,
        "exemplars": exemplars,
    }
    run = Evaluation(
        out_folder or Path("runs") / f"evaluation-{datetime.datetime.now():%Y%m%d-%H%M%S}",
        title=f"{', '.join(agent)} on {', '.join((suite or []) + (task or []))}",
        command=shlex.join(["digienv", *sys.argv[1:]]),
        agents=[load_agent(name, offered) for name in agent],
        tasks=_tasks(suite or [], task or [], split),
        seeds=range(seed, seed + episodes),
        repeats=repeats,
        channels=channel or (),
        limits=Limits(max_steps, agent_seconds, math.inf if minutes is None else 60 * minutes),
        pages=pages,
    )
    _play_and_report(run)


def _tasks(suites: list[str], patterns: list[str], split: str) -> list[EvaluatedTask]:
    from digienv.leaderboard.evaluation import EvaluatedTask

    if unknown := [name for name in suites if name not in listing.suites()]:
        raise DigienvError(f"there is no suite {unknown[0]!r}; there are {', '.join(listing.suites())}")
    if split not in ("", "train", "test"):
        raise DigienvError(f"split is train or test, not {split!r}")
    every = [entry for entry in listing.all_entries() if entry.task]
    chosen = [entry for entry in every if entry.suite in suites]
    for pattern in patterns:
        found = listing.matching(pattern, every) if "*" in pattern else [listing.find_entry(pattern)]
        if not found or not all(entry.task for entry in found):
            raise DigienvError(f"no task matches {pattern!r}; `digienv list` shows them all")
        chosen += found
    if not chosen:
        raise DigienvError("nothing to play: name a --suite or a --task")
    if split and (without := [entry for entry in chosen if entry.suite not in listing.SPLIT_SUITES]):
        raise DigienvError(f"{without[0].template} has no splits; only the tasks of sites and phones have")
    return [
        EvaluatedTask(entry.suite, entry.task, entry.difficulty, split, listing.VERSION)
        for entry in dict.fromkeys(chosen)
    ]


# -------------------------------------------------------------------- report


@app.command(epilog="Examples: digienv report runs/mine · digienv report runs/mine runs/theirs --out runs/leaderboard")
def report(
    runs: Annotated[list[Path], typer.Argument(help="Folders with runs, at any depth.")],
    out_folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="For the report.", show_default="the run's folder")
    ] = None,
) -> None:
    """Write a leaderboard of one or more runs, with a viewer of all recorded episodes; also as Markdown and CSV.

    The folder named with --out can be published as it is.
    """
    from digienv.leaderboard.report import write_site
    from digienv.leaderboard.standings import find_runs, make_standings

    found, problems = find_runs(runs)
    standings = make_standings(found)
    path = write_site(found, standings, problems, out_folder)
    table = _table("agent", "success, 95 % interval", "mean of tasks", "steps", "seconds", "tokens", "failed")
    for row in standings:
        if row.episodes:
            low, high = row.rate.interval
            success = f"{100 * row.rate.mean:.1f} % ({100 * low:.0f} to {100 * high:.0f}), n = {row.rate.episodes}"
            means = (f"{row.mean(what):.1f}" for what in ("steps", "seconds", "tokens"))
            table.add_row(row.name, success, f"{100 * row.task_mean.mean:.1f} %", *means, str(row.rate.failures))
    out.print(table)
    out.print(Text.assemble("report: ", (str(path.resolve()), "bold")), soft_wrap=True)


# -------------------------------------------------------------------- verify


@app.command(epilog="Examples: digienv verify runs/mine · digienv verify runs/* --replay 20")
def verify(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs that are to be compared.")],
    count: Annotated[
        int, typer.Option("--replay", min=0, help="Episodes of each run whose actions are played again.")
    ] = 0,
) -> None:
    """Re-score runs from their traces; refuse what was tampered with, is incomplete, or mixes versions.

    With --replay the recorded actions of some episodes, drawn at random, are played again and the oracle is asked anew.
    """
    from digienv.leaderboard.verification import replay
    from digienv.leaderboard.verification import verify as verify_runs

    episodes, problems = verify_runs(runs)
    if count:
        with _progress(transient=True) as progress:
            task = progress.add_task("playing again", total=count * len(runs))
            for run in runs:
                problems += replay(run, count, on_episode=lambda: progress.advance(task))
    table = _table("where", "what is wrong")
    for problem in problems[:SHOWN_PROBLEMS]:
        table.add_row(Text(problem.where), Text(problem.what))
    if problems:
        out.print(table)
        more = f", {len(problems) - SHOWN_PROBLEMS} of them not shown" if len(problems) > SHOWN_PROBLEMS else ""
        raise DigienvError(f"refused: {len(problems)} problems{more}")
    again = f", and {count} of each run were played again" if count else ""
    out.print(f"[green]Verified[/]: {episodes} episodes follow from their traces{again}.")


SHOWN_PROBLEMS = 30


# -------------------------------------------------------------------- bench


@app.command(epilog="Examples: digienv bench · digienv bench drag-box --envs 1 --envs 8 --seconds 10")
def bench(
    environment: Annotated[str, typer.Argument(metavar="ID", help="An id of `digienv list`.")] = "miniwob.click-test",
    envs: Annotated[
        list[int] | None, typer.Option(min=1, help="How many at a time; may be repeated.", show_default="1, 4, 16")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="For which each number of them is stepped.")] = 5.0,
) -> None:
    """Measure steps per second, latencies and memory of an environment on this machine."""
    from digienv.bench import measure

    counts = envs or [1, 4, 16]
    entry = listing.find_entry(environment)
    measured: list[Measurement] = []
    try:
        with _progress(transient=True, count=False) as progress:
            for count in counts:
                task = progress.add_task(f"{count} environment{'s' if count > 1 else ''}", total=None)
                measured.append(
                    measure(
                        lambda: _make(entry.id).env,
                        envs=count,
                        seconds=seconds,
                        on_progress=lambda share, task=task: progress.update(task, total=1.0, completed=share),  # type: ignore[misc]
                    )
                )
                progress.update(task, total=1.0, completed=1.0)
    except KeyboardInterrupt:
        _print_measurements(entry.id, measured)
        out.print(f"[yellow]Interrupted[/]: kept {len(measured)} of {len(counts)} measurements.")
        raise typer.Exit(INTERRUPTED) from None
    _print_measurements(entry.id, measured)


def _print_measurements(name: str, measured: list[Measurement]) -> None:
    from digienv.machine import describe_machine

    if not measured:
        return
    table = _table("environments", "steps/s", "step p50", "step p90", "reset p50", "memory (PSS)")
    for column in table.columns:
        column.justify = "right"
    for row in measured:
        milliseconds = (f"{value:.1f} ms" for value in (row.step_p50, row.step_p90, row.reset_p50))
        memory = "–" if row.memory is None else f"{row.memory / 1e6:.0f} MB"
        table.add_row(str(row.envs), f"{row.steps_per_second:.1f}", *milliseconds, memory)
    machine = describe_machine()
    table.caption = f"{name}, screenshot each step; {machine['processor']}, {machine['cores']} cores"
    out.print(table)


# -------------------------------------------------------------------- judge

judge_app = typer.Typer(no_args_is_help=True, help="Judges: who says that an episode succeeded.")
app.add_typer(judge_app, name="judge")


@judge_app.command(
    "measure",
    epilog="Example: digienv judge measure runs/demo/traces --model Qwen/Qwen2.5-VL-7B-Instruct "
    "--url http://localhost:8000/v1",
)
def judge_measure(
    folder: Annotated[Path, typer.Argument(help="Holds traces, at any depth.")],
    judge: Annotated[
        str, typer.Option(help="end-to-end, caption, pae, digirl, or the folder of a learned one.")
    ] = "end-to-end",
    model: Annotated[
        str | None, typer.Option(help="That it asks: name on its server, or with --local a folder or name on the hub.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Of the server's API; OpenAI's by default.")] = None,
    local: LocalOption = False,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="For the verdicts.", show_default="in FOLDER"),
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="How many episodes are judged at the same time.")] = 8,
    tokens: TokensOption = None,
    dollars: DollarsOption = None,
    prices: PricesOption = (0.0, 0.0),
) -> None:
    """Have recorded episodes judged, and say how far the judge agrees with the oracle.

    Each verdict is kept at once; a further run goes on where this one was stopped.
    """
    from digienv.core import loop
    from digienv.leaderboard.agreement import Agreement, by, find_traces, judge_traces
    from digienv.leaderboard.judging import load_judge

    judges = load_judge(judge, _model(model, url, local, tokens, dollars, prices))
    traces, left = find_traces(folder)
    named = "-".join(name.strip("/").replace("/", "_") for name in (judge, model) if name)
    file = out_file or folder / f"verdicts-{named}.jsonl"
    with _progress(transient=True) as progress:
        task = progress.add_task("episodes", total=len(traces))
        cases = loop.run(
            judge_traces(judges, traces, file, concurrency=concurrency, on_case=lambda case: progress.advance(task))
        )
    whole = Agreement(cases)
    if not whole.judged:
        raise DigienvError(f"no episode got a verdict: {cases[0].failure if cases else 'the budget is spent'}")
    table = _table("", "judged", "accuracy", "precision", "recall", "F1", "kappa")
    for column in table.columns[1:]:
        column.justify = "right"
    groups = {"all": whole, **by(cases, lambda case: case.suite), **by(cases, lambda case: case.ending)}
    for name, found in groups.items():
        values = (found.accuracy, found.precision, found.recall, found.f1, found.kappa)
        table.add_row(name, str(found.judged), *(_with_interval(*value) for value in values))
    out.print(table)
    out.print(
        f"[dim]{whole.usage.tokens:,} tokens, ${whole.dollars_per_1000:.2f} for 1,000 verdicts; in brackets 95 %[/]"
    )
    if whole.failures:
        why = next(case.failure for case in cases if case.failure)
        out.print(f"[yellow]{whole.failures} got no verdict[/], e.g. {why}; run this again to have them judged.")
    if missing := len(traces) - len(cases):
        out.print(f"[yellow]The budget is spent[/]: {missing} episodes were not judged.")
    if left:
        out.print(f"[yellow]{len(left)} traces cannot be judged[/], e.g. {left[0]}", soft_wrap=True)
    out.print(Text.assemble("verdicts: ", (str(file.resolve()), "bold")), soft_wrap=True)


@judge_app.command(
    "train",
    epilog="Example: digienv evaluate --agent scripted --agent mistaken --agent hasty --agent random --suite miniwob "
    "--seed 10000 --channel elements --channel axtree --channel url --out runs/lessons, then: digienv judge train "
    "runs/lessons --out runs/judge",
)
def judge_train(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs with successes and failures.")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="For the judge.")],
    hold_out: Annotated[
        list[str] | None, typer.Option(help="Templates that the judge is not to see, a pattern; may be repeated.")
    ] = None,
    folds: Annotated[int, typer.Option(min=2, help="Into which templates are dealt; each is held out once.")] = 20,
    seeds: Annotated[int, typer.Option(min=1, help="Of folds and training, to be compared.")] = 3,
) -> None:
    """Train a judge of your own on oracles' words, and say what it is worth on templates that it has not seen."""
    from digienv.judges.learned import require_lightgbm, save

    require_lightgbm()
    from digienv.judges.training import cross_validate, train
    from digienv.leaderboard.teaching import agreements, lessons, majority

    episodes = lessons(runs)
    kept = [e for e in episodes if not any(fnmatchcase(e.template, pattern) for pattern in hold_out or ())]
    found = []
    with _progress(transient=True) as progress:
        task = progress.add_task("folds", total=seeds * folds)
        for seed in range(seeds):
            scores = cross_validate(kept, folds=folds, seed=seed, on_fold=lambda: progress.advance(task))
            found.append(agreements(kept, scores))
    save(out_folder, train(kept), {episode.template for episode in kept})
    table = _table("held-out templates", "episodes", "majority", "accuracy", "F1", "kappa", "other seeds")
    for name, first in found[0].items():
        others = " ".join(f"{other[name].accuracy[0]:.3f}" for other in found[1:])
        values = (_with_interval(*value) for value in (first.accuracy, first.f1, first.kappa))
        table.add_row(name, str(first.judged), f"{majority(first):.3f}", *values, others)
    table.caption = f"{len(kept)} episodes of {len({e.template for e in kept})} templates in {folds} folds"
    out.print(table)
    out.print(Text.assemble("judge: ", (str(out_folder.resolve()), "bold")), soft_wrap=True)


def _with_interval(value: float, low: float, high: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f} ({low:.2f} to {high:.2f})"


# -------------------------------------------------------------------- serve, up, down, status

serve_app = typer.Typer(no_args_is_help=True, help="Serve to other processes and machines.")
app.add_typer(serve_app, name="serve")

PORT = 8700


@serve_app.command("sites", epilog="Examples: digienv serve sites · digienv serve sites --build")
def serve_sites(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_000, help="Of the control interface; a site each follows.")] = PORT,
    idle: Annotated[float, typer.Option(min=0.01, help="Hours after which an unused world is removed.")] = 6.0,
    build: Annotated[bool, typer.Option("--build", help="Only build what the cache does not hold yet.")] = False,
) -> None:
    """Serve all self-hosted sites, and the control interface for their worlds, until interrupted.

    Environments elsewhere use them where DIGIENV_SITES_URL says the address and DIGIENV_SITES_TOKEN the token that was
    set here.
    """
    from digienv.sites.control import build_sites, serve

    if build:
        build_sites()
        return
    try:
        serve(host=host, port=port, idle=3600 * idle, ready=lambda names: _say_serving(host, port, names))
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _say_serving(host: str, port: int, names: list[str]) -> None:
    out.print(f"Serving {', '.join(names)}; control interface: [bold]http://{host}:{port}[/]")


@app.command(epilog="Examples: digienv up sites · digienv up android --devices 3")
def up(
    stack: Annotated[str, typer.Argument(help="Which: sites, android (emulators) or redroid.")],
    devices: Annotated[int, typer.Option(help="How many phones, up to 32.")] = 1,
) -> None:
    """Build and start a stack of containers, and wait until it is healthy."""
    from digienv import stacks

    for line in stacks.up(stack, devices):
        out.print(line, soft_wrap=True)


@app.command(epilog="Examples: digienv down · digienv down sites")
def down(stack: Annotated[str | None, typer.Argument(help="Which; all by default.")] = None) -> None:
    """Stop and remove stacks of containers."""
    from digienv import stacks

    stacks.down(stack)


@app.command()
def status() -> None:
    """Show the containers of digienv's stacks."""
    from digienv import stacks

    table = _table("stack", "container", "state", "ports")
    for row in stacks.status():
        table.add_row(row.stack, row.container, row.state, row.ports)
    if table.row_count:
        out.print(table)
    else:
        out.print("No stack is up. Start one: digienv up sites")


# -------------------------------------------------------------------- phone

phone = typer.Typer(help="A real device that episodes are played on.", no_args_is_help=True)
app.add_typer(phone, name="phone")


@phone.command(epilog="Example: digienv phone save --serial emulator-5554")
def save(serial: Annotated[str, typer.Option(envvar="ANDROID_SERIAL", help="Of the device.")]) -> None:
    """Keep the state that a device is in: every reset of an environment on it goes back to that."""
    from digienv.android.real import RealHandset
    from digienv.core import loop

    async def keep() -> str:
        handset = RealHandset(serial)
        try:
            await handset.open()
            return await handset.save()
        finally:
            await handset.close()

    out.print(f"The state of {serial} is kept {loop.run(keep())}.")


@phone.command(epilog="Example: digienv phone start Pixel_6_API_33")
def start(
    avd: Annotated[str, typer.Argument(help="A virtual device of the Android SDK.")],
    port: Annotated[int, typer.Option(help="Of its console: even, from 5554 to 5682.")] = 5554,
) -> None:
    """Start an emulator of the Android SDK without a window, and wait until it has booted."""
    from digienv.android.virtualization import start_avd
    from digienv.core import loop

    serial = loop.run(start_avd(avd, port))
    out.print(f"{avd} is up. Environments use it after:\n  export ANDROID_SERIAL={serial}", soft_wrap=True)


# -------------------------------------------------------------------- shared


def _table(*columns: str) -> Table:
    table = Table(*columns, box=box.SIMPLE_HEAD if out.is_terminal else None, header_style="bold", pad_edge=False)
    table.show_header = any(columns[:-1])
    return table


def _progress(*, transient: bool, count: bool = True) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn() if count else TaskProgressColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=transient,
    )


if __name__ == "__main__":
    main()
