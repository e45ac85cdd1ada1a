"""The ``python -m baselines`` command: demo, train, eval, enjoy."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from digienv.core.errors import DigienvError, MissingDependency
from digienv.terminal import INTERRUPTED, err, make_app, run

if TYPE_CHECKING:
    from baselines.config import Config
    from baselines.evaluation import Evaluation
    from baselines.policies.vlm import VLMPolicy

__all__ = ["main"]

app = make_app("baselines", help="Train vision-language policies on digienv's environments, and look at them.")
train = typer.Typer(
    no_args_is_help=True,
    help="Train a policy: `bc` clones scripted demonstrations, `ppo` learns from reward, `cnn` is the classic.",
)
app.add_typer(train, name="train")
out = Console(highlight=False)

Env = Annotated[str | None, typer.Option("--env", help="Id of the environment, e.g. digienv/cards.numberline-v0.")]
Model = Annotated[
    str | None, typer.Option("--model", help="`tiny`, a checkpoint, a folder, or an id of the Hugging Face hub.")
]
ConfigFile = Annotated[
    str | None,
    typer.Option("--config", help="Name or path of a YAML file; by default the settings of the environment."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder of the run; by default a new one in runs/.")]
Log = Annotated[list[str] | None, typer.Option("--log", help="Also log to tensorboard, wandb or trackio.")]
Settings = Annotated[list[str] | None, typer.Argument(help="Settings over those of the file, e.g. ppo.turns=20000.")]


def main() -> None:
    """Run the command line, see `digienv.terminal.run`."""
    run(app, _missing)


def _missing(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"{error.name} is not installed; install what training needs with: pip install 'digienv[train]'"
    return ""


# -------------------------------------------------------------------- train


@train.command(epilog="Example: python -m baselines train bc --env digienv/cards.numberline-v0 bc.episodes=50")
def bc(
    settings: Settings = None,
    env: Env = None,
    model: Model = None,
    config: ConfigFile = None,
    folder: Out = None,
    log: Log = None,
) -> None:
    """Record scripted demonstrations and clone them: the warm start of PPO."""
    from baselines.training import CHECKPOINT, train_bc

    chosen = _config(config, env, model, settings)
    place = folder or _new_folder("bc", chosen)
    train_bc(chosen, place, console=out, writers=_writers(log))
    out.print(f"checkpoint: {place / CHECKPOINT}", soft_wrap=True)


@train.command(
    epilog="Example: python -m baselines train ppo --env digienv/cards.numberline-v0 --model runs/bc/checkpoint"
)
def ppo(
    settings: Settings = None,
    env: Env = None,
    model: Model = None,
    config: ConfigFile = None,
    folder: Out = None,
    log: Log = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in --out.")] = False,
) -> None:
    """Train with PPO. Ctrl+C saves a checkpoint; --resume goes on from it."""
    from baselines.checkpoints import read_config, read_progress
    from baselines.training import CHECKPOINT, train_ppo

    if resume:
        if folder is None:
            raise DigienvError("--resume needs --out, the folder of the run that is to go on")
        chosen = read_config(folder / CHECKPOINT)
    else:
        chosen = _config(config, env, model, settings)
    place = folder or _new_folder("ppo", chosen)
    try:
        train_ppo(chosen, place, console=out, writers=_writers(log), going_on=resume)
    except KeyboardInterrupt:
        turns = read_progress(place / CHECKPOINT)["turns"]
        out.print(f"[yellow]Interrupted[/]: {turns:,} turns are kept; --resume --out {place} goes on", soft_wrap=True)
    out.print(f"checkpoint: {place / CHECKPOINT}", soft_wrap=True)


@train.command(epilog="Example: python -m baselines train cnn --env digienv/cards.numberline-v0 cnn.timesteps=60000")
def cnn(
    settings: Settings = None,
    env: Env = None,
    config: ConfigFile = None,
    folder: Out = None,
    log: Log = None,
) -> None:
    """Train stable-baselines3's PPO with a CNN on screenshots alone, and evaluate it on held-out episodes."""
    from baselines.sb3_cnn import train_cnn

    chosen = _config(config, env, None, settings)
    place = folder or _new_folder("cnn", chosen)
    found = train_cnn(chosen, place, console=out, writers=_writers(log))
    out.print(_evaluation_table(found))
    out.print(f"policy: {place}", soft_wrap=True)


# -------------------------------------------------------------------- eval, enjoy


@app.command("eval", epilog="Example: python -m baselines eval --model runs/ppo/checkpoint --episodes 500")
def evaluate(
    settings: Settings = None,
    model: Model = None,
    env: Env = None,
    config: ConfigFile = None,
    episodes: Annotated[int | None, typer.Option(min=1, help="Held-out episodes.")] = None,
) -> None:
    """Evaluate a policy, also one of `train cnn`, on held-out episodes."""
    from baselines.environments import open_pool
    from baselines.sb3_cnn import evaluate_cnn, is_cnn, load_cnn, open_pixels
    from baselines.training import evaluate_policy

    trained_cnn = Path(model) if model is not None and is_cnn(Path(model)) else None
    if trained_cnn is not None:
        chosen = _config(config or str(trained_cnn / "config.yaml"), env, None, settings)
        pool = open_pixels(chosen.env)
    else:
        policy, chosen = _load(model, env, config, settings)
        pool = open_pool(chosen.env)
    try:
        with Progress(console=out, transient=True) as progress:
            bar = progress.add_task("evaluating", total=episodes or chosen.eval.episodes)
            advance = lambda *_: progress.advance(bar)  # noqa: E731
            if trained_cnn is not None:
                cnn_policy = load_cnn(trained_cnn, chosen, pool)
                found = evaluate_cnn(cnn_policy, chosen, pool, episodes=episodes, watch=advance)
            else:
                found = evaluate_policy(policy, chosen, pool, episodes=episodes, watch=advance)
    finally:
        pool.close()
    out.print(_evaluation_table(found))


@app.command(epilog="Example: python -m baselines enjoy --model runs/ppo/checkpoint --episodes 3")
def enjoy(
    settings: Settings = None,
    model: Model = None,
    env: Env = None,
    config: ConfigFile = None,
    episodes: Annotated[int, typer.Option(min=1, help="How many episodes to watch.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Of the first episode.")] = 0,
) -> None:
    """Watch a policy act in a local web page; its thoughts are printed."""
    from baselines.watching import watch

    policy, chosen = _load(model, env, config, settings)
    watch(policy, chosen, seeds=range(seed, seed + episodes), console=out)


# -------------------------------------------------------------------- demo


@app.command(epilog="Example: python -m baselines demo --out runs/mine --seed 1")
def demo(
    settings: Settings = None,
    folder: Out = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the model and of training.")] = 0,
    minutes: Annotated[float, typer.Option(min=0.1, help="After which it is over; what gives way is PPO.")] = 9.5,
) -> None:
    """Watch a tiny model learn NumberLine and some of MiniWoB++ from scratch, and get an HTML report of it.

    Ctrl+C ends it early and reports what there is.
    """
    with err.status("loading torch and transformers"):
        from baselines.demo import Demo
        from baselines.demo_view import DemoView, results_table
        from digienv.leaderboard.report import write_report

    place = folder or Path("runs") / f"demo-{_stamp()}"
    view = DemoView(err)
    run = Demo(place, seed=seed, minutes=minutes, settings=settings or [], announce=view.announce)
    interrupted = False
    try:
        with view.show(run):
            run.play()
    except KeyboardInterrupt:
        interrupted = True
    results = run.results()
    results.write(place)
    report = write_report(place)
    out.print(results_table(run))
    if results.stopped:
        out.print(Text.assemble((results.stopped[0].upper() + results.stopped[1:], "yellow"), "."), soft_wrap=True)
    out.print(f"report: {report.resolve()}", soft_wrap=True)
    out.print(f"  open it:     python -m webbrowser -t {report.resolve().as_uri()}", soft_wrap=True)
    for part in run.parts:
        if part.checkpoint.exists():
            out.print(f"  watch it:    python -m baselines enjoy --model {part.checkpoint}", soft_wrap=True)
    if interrupted:
        raise typer.Exit(INTERRUPTED)


# -------------------------------------------------------------------- parts


def _config(config: str | None, env: str | None, model: str | None, settings: list[str] | None) -> Config:
    from baselines.config import load_config

    if config is None and env is None:
        raise DigienvError("say which environment with --env, or give a file with --config")
    overrides = [*(settings or []), *([f"policy.model={model}"] if model else [])]
    return load_config(config, env=env, overrides=overrides)


def _load(
    model: str | None, env: str | None, config: str | None, settings: list[str] | None
) -> tuple[VLMPolicy, Config]:
    """A policy, and the settings of its checkpoint unless others are asked for."""
    from baselines.checkpoints import load_checkpoint_policy, read_config
    from baselines.config import with_overrides
    from baselines.policies.loading import load_policy

    if model is None:
        raise DigienvError("say which policy with --model, e.g. a run's checkpoint")
    if env is None and config is None:
        chosen = with_overrides(read_config(Path(model)), settings or [])
        return load_checkpoint_policy(Path(model), chosen), chosen
    chosen = _config(config, env, model, settings)
    return load_policy(chosen.policy, seed=chosen.seed), chosen


def _evaluation_table(found: Evaluation) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("task", "episodes", "success", "95 % interval"):
        table.add_column(name, justify="left" if name == "task" else "right")
    rates = found.rates
    if len(rates) > 1:
        rates["all"] = found.rate
    for task, rate in rates.items():
        low, high = rate.interval
        table.add_row(task, str(rate.episodes), f"{rate.mean:.1%}", f"{low:.1%} to {high:.1%}")
    table.caption = f"{found.turns} turns, {found.invalid:.1%} of the actions were invalid"
    return table


def _writers(log: list[str] | None) -> list[str]:
    from baselines.logs import WRITERS

    for name in log or ():
        if name not in WRITERS:
            raise MissingDependency(f"--log is one of {', '.join(WRITERS)}, not {name!r}")
    return log or []


def _new_folder(algorithm: str, config: Config) -> Path:
    name = config.env.id.removeprefix("digienv/").removesuffix("-v0")
    return Path("runs") / f"{algorithm}-{name}-{_stamp()}"


def _stamp() -> str:
    return datetime.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
