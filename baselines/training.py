"""Runs: a configuration in, a folder with metrics and checkpoints out."""

from __future__ import annotations

import contextlib
import itertools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from rich.console import Console

from baselines.bc import clone
from baselines.checkpoints import load_checkpoint_policy, read_progress, resume, save_checkpoint
from baselines.config import Config
from baselines.demonstrations import Demonstration, record
from baselines.environments import (
    demonstration_seeds,
    held_out_seeds,
    open_envs,
    open_pool,
    task_ids,
    training_seeds,
)
from baselines.evaluation import Evaluation, evaluate
from baselines.logs import Listener, RunLog, ignore
from baselines.policies.loading import load_policy
from baselines.policies.server import ServerGenerator
from baselines.policies.vlm import VLMPolicy
from baselines.ppo import PPO
from baselines.rollouts import Clock, Rollouts, Trajectory, Turn
from digienv.core import loop
from digienv.core.pool import Pool, Reply

__all__ = ["CHECKPOINT", "evaluate_policy", "train_bc", "train_ppo"]

CHECKPOINT = "checkpoint"
DEMONSTRATING_ENVS = 8


Evaluate = Callable[[int, VLMPolicy, Pool, int], Evaluation]
"""Evaluates, after so many turns of training, a policy in a pool on so many held-out episodes."""


def train_bc(
    config: Config,
    folder: Path,
    *,
    console: Console | None = None,
    writers: Sequence[str] = (),
    listener: Listener = ignore,
) -> VLMPolicy:
    """Record demonstrations and clone them; the checkpoint is what `train_ppo` starts from."""
    _begin(folder, config)
    demonstrations = _record(config, folder, console, listener)
    texts = tuple(f"{d.context.goal}\n{d.context.elements}\n{d.thought}\n{d.action}" for d in demonstrations)
    policy = load_policy(config.policy, seed=config.seed, texts=texts)
    steps = config.bc.epochs * -(-len(demonstrations) // config.bc.batch_size)
    with RunLog(
        folder,
        "cloning",
        steps,
        ("loss",),
        console=console,
        writers=writers,
        settings=config.model_dump(),
        listener=listener,
    ) as log:

        def progress(step: int, steps: int, loss: float) -> None:
            log.advance(step)
            if step % max(1, steps // 10) == 0:
                log.write(step, {"loss": loss})

        clone(policy, demonstrations, config.bc, seed=config.seed, progress=progress)
    save_checkpoint(folder / CHECKPOINT, policy, config)
    return policy


def train_ppo(
    config: Config,
    folder: Path,
    *,
    console: Console | None = None,
    writers: Sequence[str] = (),
    listener: Listener = ignore,
    going_on: bool = False,
    stop: Callable[[], bool] = lambda: False,
    evaluate: Evaluate | None = None,
) -> VLMPolicy:
    """Train with PPO.

    Args:
        config: settings; ``policy.model`` may be the checkpoint of `train_bc`.
        folder: of the run.
        console: where to show what happens.
        writers: see `baselines.logs.RunLog`.
        listener: likewise.
        going_on: go on from the folder's checkpoint. Where environments depend on nothing but their seeds and
            ``ppo.lockstep`` is on, the next update is equal to the bit to what it would have been, on a CPU.
        stop: asked after every update; True ends the run as if its turns were used up.
        evaluate: plays the evaluations; by default `evaluate_policy` does.

    Raises:
        KeyboardInterrupt: after Ctrl+C, when a checkpoint has been saved; a second Ctrl+C does not wait for that.
    """
    accelerator = Accelerator(cpu=not torch.cuda.is_available())
    checkpoint = folder / CHECKPOINT
    progress: dict[str, Any] = {"turns": 0, "episodes": 0}
    if going_on:
        progress = read_progress(checkpoint)
        policy = load_checkpoint_policy(checkpoint)
    else:
        _begin(folder, config)
        policy = load_policy(config.policy, seed=config.seed)
    policy.to(accelerator.device)
    ppo = PPO(policy, config.ppo, accelerator, seed=config.seed)
    if going_on:
        resume(checkpoint, ppo)
    process = accelerator.process_index
    first = accelerator.is_main_process
    seeds = _Counted(training_seeds(config.seed, skip=progress["episodes"], process=process))
    shown = (
        "success",
        *(("judge_success", "judge_precision") if config.env.judge else ()),
        "return",
        "invalid",
        "entropy",
        "approx_kl",
        "explained_variance",
        "evaluation",
        "turns_per_second",
    )
    log = RunLog(
        folder,
        "PPO",
        config.ppo.turns,
        shown,
        console=console if first else None,
        writers=writers,
        settings=config.model_dump(),
        listener=listener,
    )
    turns = progress["turns"]
    last = turns >= config.ppo.turns
    tasks = task_ids(config.env)
    pool = open_pool(config.env)
    with (
        contextlib.closing(pool),
        _server(config, policy, folder) as server,
        log,
        _interruption() as interrupted,
    ):
        rollouts = Rollouts(
            pool,
            policy,
            seeds=seeds,
            tasks=tasks if config.env.num_envs % len(tasks) == 0 else (),
            invalid_penalty=config.ppo.invalid_penalty,
            lockstep=config.ppo.lockstep,
            sampler=server,
        )

        def save() -> None:
            rollouts.restart()
            if first:
                episodes = progress["episodes"] + seeds.count
                save_checkpoint(checkpoint, policy, config, ppo, turns=turns, episodes=episodes)

        while not last and not interrupted.is_set():
            rollouts.clock = Clock()
            started = time.perf_counter()
            playing = rollouts.collect(config.ppo.turns_per_update)
            trajectories = list(itertools.takewhile(lambda _: not interrupted.is_set(), playing))
            if interrupted.is_set():
                break
            collected = time.perf_counter() - started
            metrics = _describe(trajectories, rollouts.clock, collected) | ppo.update(trajectories)
            if server is not None:
                server.update()
            turns += rollouts.clock.turns * accelerator.num_processes
            last = turns >= config.ppo.turns or stop()
            every = config.ppo.evaluate_every
            if first and (last or (every and ppo.updates % every == 0)) and not interrupted.is_set():
                rollouts.restart()  # the evaluation plays in the same environments
                episodes = (not last and config.ppo.evaluate_episodes) or config.eval.episodes
                if evaluate is None:
                    found = evaluate_policy(policy, config, pool, episodes=episodes)
                else:
                    found = evaluate(turns, policy, pool, episodes)
                metrics |= {"evaluation": found.success, "evaluation_invalid": found.invalid}
            metrics["turns_per_second"] = rollouts.clock.turns / (collected + metrics["update_seconds"])
            if first:
                log.write(turns, metrics)
            if last or ppo.updates % config.ppo.checkpoint_every == 0:
                save()
        if interrupted.is_set():
            save()
            raise KeyboardInterrupt
    return policy


def evaluate_policy(
    policy: VLMPolicy,
    config: Config,
    pool: Pool,
    *,
    episodes: int | None = None,
    watch: Callable[[Trajectory], None] = lambda trajectory: None,
    watch_turns: Callable[[Reply, Turn | None], None] = lambda answer, turn: None,
) -> Evaluation:
    """Play held-out episodes; what watches is described at `baselines.evaluation.evaluate`."""
    return evaluate(
        policy,
        pool,
        held_out_seeds(episodes or config.eval.episodes),
        greedy=config.eval.greedy,
        watch=watch,
        watch_turns=watch_turns,
    )


def _server(config: Config, policy: VLMPolicy, folder: Path) -> AbstractContextManager[ServerGenerator | None]:
    """The server that generates the replies, if there is one."""
    if config.ppo.server is None:
        return contextlib.nullcontext()
    return ServerGenerator(policy, config.ppo.server, folder / "adapters", slots=config.env.num_envs)


def _begin(folder: Path, config: Config) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(config.to_yaml(), encoding="utf-8")


def _record(config: Config, folder: Path, console: Console | None, listener: Listener) -> list[Demonstration]:
    seeds = demonstration_seeds(task_ids(config.env), config.bc.episodes, seed=config.seed)
    played = 0
    with RunLog(folder, "demonstrating", len(seeds), (), console=console, listener=listener) as log:

        def progress() -> None:
            nonlocal played
            played += 1
            log.advance(played)

        envs = open_envs(config.env, min(DEMONSTRATING_ENVS, len(seeds)))
        try:
            return record(
                envs,
                seeds,
                config.bc,
                images=config.policy.images,
                history=config.policy.history,
                progress=progress,
            )
        finally:
            for env in envs:
                loop.run(env.close())


def _describe(trajectories: Sequence[Trajectory], clock: Clock, seconds: float) -> dict[str, float]:
    """Diagnostics of a rollout."""
    usable = [trajectory for trajectory in trajectories if trajectory.ending != "failed"]
    turns = [turn for trajectory in usable for turn in trajectory.turns]
    ended = [trajectory for trajectory in usable if trajectory.ending != "cut"]
    whole = [trajectory for trajectory in ended if trajectory.whole]
    outcomes: dict[str, list[bool]] = {}
    for trajectory in ended:
        outcomes.setdefault(trajectory.task, []).append(trajectory.success)
    by_task = {f"success.{task}": _mean(outcomes[task]) for task in sorted(outcomes)} if len(outcomes) > 1 else {}
    return {
        "success": _mean([trajectory.success for trajectory in ended]),
        "return": _mean([sum(turn.reward for turn in trajectory.turns) for trajectory in whole]),
        "episodes": float(len(ended)),
        "failed_episodes": float(len(trajectories) - len(usable)),
        "invalid": _mean([turn.invalid for turn in turns]),
        "reply_tokens": _mean([len(turn.reply) for turn in turns]),
        "thought_tokens": _mean([int((~turn.action_mask).sum()) for turn in turns]),
        "distinct_thoughts": len({turn.thought for turn in turns}) / max(1, len(turns)),
        "rollout_seconds": seconds,
        "policy_share": clock.policy / seconds,
        "slots_filled": clock.slots / max(1, clock.steps),
        "tokens_per_second": clock.tokens / seconds,
        **by_task,
        **_beside_the_judge(ended),
    }


def _beside_the_judge(ended: Sequence[Trajectory]) -> dict[str, float]:
    """How far the judge whose reward is learned from agrees with the oracle: a policy that learns to please the judge
    alone has a falling precision.
    """
    judged = [trajectory for trajectory in ended if trajectory.verdict is not None]
    pleasing = [trajectory for trajectory in judged if trajectory.verdict]
    if not judged:
        return {}
    return {
        "judge_success": len(pleasing) / len(judged),
        "judge_agreement": _mean([trajectory.verdict == trajectory.success for trajectory in judged]),
        "judge_precision": _mean([trajectory.success for trajectory in pleasing]),
    }


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


class _Counted(Iterator[int]):
    """Seeds, and how many were taken."""

    def __init__(self, seeds: Iterator[int]) -> None:
        self._seeds = seeds
        self.count = 0

    def __next__(self) -> int:
        self.count += 1
        return next(self._seeds)


@contextlib.contextmanager
def _interruption() -> Iterator[threading.Event]:
    """While this lasts, Ctrl+C sets an event; a second one interrupts as usual."""
    interrupted = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
