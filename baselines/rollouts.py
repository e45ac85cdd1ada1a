"""Rollouts: a policy acts in a pool of environments, and no page and no slot of the model waits for the slowest.

Environments and replies are taken in whatever order they finish: while some pages work on an action, the model writes
the replies for others (see `baselines.policies.generation`).
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor

from baselines.conversation import Conversation
from baselines.policies.generation import Generated, Generator, Sampler
from baselines.policies.vlm import Prompt, VLMPolicy
from digienv.core.pool import Pool
from digienv.core.pool import Reply as Answer

__all__ = ["Clock", "Rollouts", "Trajectory", "Turn"]

RECV_TIMEOUT = 120.0

Ending = Literal["terminated", "truncated", "cut", "failed"]


@dataclass(slots=True)
class Turn:
    """One turn: a prompt, the reply to it, and what came of it.

    Attributes:
        prompt: what the policy was shown.
        reply: token ids of its reply, int64 (length,).
        action_mask: which of them belong to the action, bool (length,).
        log_probs: of the tokens, as they were sampled, float32 (length,); fewer or none where a server does not say.
        text: the reply.
        thought: what it thought.
        action: the action in it, empty if there was none.
        invalid: whether it did nothing because it was no action that the environment allows.
        reward: the environment's, and the penalty for an invalid action.
    """

    prompt: Prompt
    reply: Tensor
    action_mask: Tensor
    log_probs: Tensor
    text: str
    thought: str
    action: str
    invalid: bool = False
    reward: float = 0.0

    @property
    def length(self) -> int:
        """Tokens of prompt and reply."""
        return len(self.prompt) + len(self.reply)


@dataclass(slots=True)
class Trajectory:
    """Consecutive turns of an episode.

    Attributes:
        task: id of the task.
        seed: of the episode.
        turns: at least one.
        ending: ``"terminated"`` and ``"truncated"`` as gymnasium has them; ``"cut"``: the episode goes on in the next
            trajectory; ``"failed"``: the infrastructure broke, and the turns are worth nothing.
        last_prompt: the state after the last turn where a return must be bootstrapped, i.e. unless terminated or
            failed.
        whole: whether it began with the episode.
        success: the oracle's word at the end of the episode.
        verdict: the judge's, where there is one.
    """

    task: str
    seed: int
    turns: list[Turn] = field(default_factory=list)
    ending: Ending = "cut"
    last_prompt: Prompt | None = None
    whole: bool = True
    success: bool = False
    verdict: bool | None = None


@dataclass(slots=True)
class Clock:
    """Where the wall time of rollouts went, in seconds.

    Attributes:
        policy: encoding prompts, generating and reading replies.
        waiting: no reply was wanted, all pages were busy.
        tokens: generated.
        turns: generated.
        slots: share of the slots that were occupied, added up over the steps of the sampler.
        steps: of the sampler.
    """

    policy: float = 0.0
    waiting: float = 0.0
    tokens: int = 0
    turns: int = 0
    slots: float = 0.0
    steps: int = 0


@dataclass(slots=True)
class _Player:
    """An environment of the pool, and its episode."""

    conversation: Conversation
    trajectory: Trajectory
    random: random.Random
    prompt: Prompt | None = None


class Rollouts:
    """Plays episodes of a pool's environments with a policy.

    Args:
        pool: the environments; the channels ``screenshot`` and ``goal`` must be among theirs.
        policy: in evaluation mode while this works.
        seeds: of the episodes, one after the other; where they end, so do the episodes.
        tasks: each environment plays only one of these, in turn, so that a page is loaded once and then reset; by
            default the seeds say which task an episode is.
        invalid_penalty: subtracted from the reward of a turn whose action was invalid.
        greedy: act with the most probable tokens.
        lockstep: wait for all pages before the model goes on, and for all replies before the pages do; slower, and with
            environments that depend on nothing but their seeds every rollout can be repeated to the bit.
        retries: how often a failed episode is played again.
        watch: is shown every answer of the pool, with the turn that led to it (None after a reset).
        sampler: of replies; by default the policy itself, and only then `greedy` matters.
    """

    def __init__(
        self,
        pool: Pool,
        policy: VLMPolicy,
        *,
        seeds: Iterator[int],
        tasks: Sequence[str] = (),
        invalid_penalty: float = 0.0,
        greedy: bool = False,
        lockstep: bool = False,
        retries: int = 0,
        watch: Callable[[Answer, Turn | None], None] = lambda answer, turn: None,
        sampler: Sampler | None = None,
    ) -> None:
        self.pool = pool
        self.policy = policy
        self.clock = Clock()
        self._seeds = seeds
        self._tasks = tasks
        self._invalid_penalty = invalid_penalty
        self._lockstep = lockstep
        self._retries = retries
        self._watch = watch
        self._failures: dict[int, int] = {}
        self._again: list[int] = []
        self._sampler = sampler or Generator(policy, slots=pool.num_envs, greedy=greedy)
        self._players: dict[int, _Player] = {}
        self._resetting: dict[int, int] = {}
        self._busy: set[int] = set()
        self._ready: list[int] = []
        self._idle = list(range(pool.num_envs))

    def collect(self, turns: int | None = None) -> Iterator[Trajectory]:
        """Play on; trajectories come as they end.

        Args:
            turns: how many to play, counting none of episodes that failed only later; by default until the seeds end.
                Episodes that are under way then come as trajectories that are ``"cut"``, and go on at the next call.
        """
        wanted = math.inf if turns is None else turns
        begun = 0
        while True:
            while self._idle and begun < wanted and self._begin_episode(self._idle[-1]):
                self._idle.pop()
            while self._ready and begun < wanted:
                index = self._ready.pop(0)
                player = self._players[index]
                assert player.prompt is not None
                self._sampler.submit(index, player.prompt, seed=player.random.getrandbits(63))
                begun += 1
            if self._sampler.pending:
                self._generate()
            elif not self._busy:
                break
            for answer in self._answers():
                if (ended := self._take(answer)) is not None:
                    yield ended
        for index in self._ready:
            player = self._players[index]
            if player.trajectory.turns:
                yield self._finish(player, "cut")
                player.trajectory = Trajectory(player.trajectory.task, player.trajectory.seed, whole=False)

    def restart(self) -> None:
        """Give up the episodes under way; the next turns begin new ones."""
        self._idle += self._ready
        self._ready.clear()
        self._players.clear()

    def _begin_episode(self, index: int) -> bool:
        seed = self._again.pop() if self._again else next(self._seeds, None)
        if seed is None:
            return False
        self._resetting[index] = seed
        self._busy.add(index)
        task = {"task": self._tasks[index % len(self._tasks)]} if self._tasks else None
        self.pool.reset(index, seed=seed, options=task)
        return True

    def _generate(self) -> None:
        started = time.perf_counter()
        pending = self._sampler.pending
        finished = self._sampler.step()
        while self._lockstep and self._sampler.pending:
            finished += self._sampler.step()
        if self._lockstep:
            finished.sort(key=lambda generated: int(str(generated.key)))
        for generated in finished:
            self._send(generated)
        self.clock.policy += time.perf_counter() - started
        self.clock.slots += min(1.0, pending / self.pool.num_envs)
        self.clock.steps += 1

    def _send(self, generated: Generated) -> None:
        index = generated.key
        assert isinstance(index, int)
        player = self._players[index]
        assert player.prompt is not None
        text, reply, action_mask = self.policy.read(generated.ids)
        turn = Turn(
            prompt=player.prompt,
            reply=torch.tensor(generated.ids),
            action_mask=torch.tensor(action_mask),
            log_probs=torch.tensor(generated.log_probs),
            text=text,
            thought=reply.thought,
            action=reply.action or "",
        )
        player.trajectory.turns.append(turn)
        player.prompt = None
        self.clock.tokens += len(generated.ids)
        self.clock.turns += 1
        self._busy.add(index)
        self.pool.send(index, turn.action)

    def _answers(self) -> list[Answer]:
        """What the pool has to say; waits for it only if there is nothing else to do."""
        answers: list[Answer] = []
        while self._busy:
            wait = not self._sampler.pending and (self._lockstep or not answers)
            started = time.perf_counter()
            try:
                answer = self.pool.recv(timeout=RECV_TIMEOUT if wait else 0)
            except TimeoutError:
                if wait:
                    raise
                break
            finally:
                if wait:
                    self.clock.waiting += time.perf_counter() - started
            self._busy.discard(answer.index)
            answers.append(answer)
        if self._lockstep:
            answers.sort(key=lambda answer: answer.index)
        return answers

    def _take(self, answer: Answer) -> Trajectory | None:
        """Take an answer in; returns the trajectory that it ends."""
        started = time.perf_counter()
        index = answer.index
        if index in self._resetting:
            seed = self._resetting.pop(index)
            conversation = Conversation(self.pool.action_space, images=self.policy.images, history=self.policy.history)
            trajectory = Trajectory(answer.info["task"], seed)
            self._players[index] = _Player(conversation, trajectory, random.Random(seed))  # noqa: S311
        else:
            self._account(self._players[index], answer)
        player = self._players[index]
        self._watch(answer, player.trajectory.turns[-1] if player.trajectory.turns else None)
        player.conversation.see(answer.observation)
        failed = "failure" in answer.info
        ended = answer.terminated or answer.truncated
        if not answer.terminated and not failed:
            player.prompt = self.policy.encode(player.conversation.context)
        self.clock.policy += time.perf_counter() - started
        if not ended:
            self._ready.append(index)
            return None
        del self._players[index]
        self._idle.append(index)
        player.trajectory.success = bool(answer.info.get("success", False))
        if "verdict" in answer.info:
            player.trajectory.verdict = bool(answer.info["verdict"]["success"])
        if failed:
            self._try_again(player.trajectory.seed)
            return self._finish(player, "failed")
        return self._finish(player, "terminated" if answer.terminated else "truncated")

    def _account(self, player: _Player, answer: Answer) -> None:
        turn = player.trajectory.turns[-1]
        error = answer.info.get("action_error", "")
        turn.invalid = bool(error)
        turn.reward = answer.reward - (self._invalid_penalty if error else 0.0)
        player.conversation.did(turn.action, error)

    def _finish(self, player: _Player, ending: Ending) -> Trajectory:
        trajectory = player.trajectory
        trajectory.ending = ending
        trajectory.last_prompt = player.prompt if ending in ("truncated", "cut") else None
        return trajectory

    def _try_again(self, seed: int) -> None:
        self._failures[seed] = self._failures.get(seed, 0) + 1
        if self._failures[seed] <= self._retries:
            self._again.append(seed)
