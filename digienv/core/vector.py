"""The native vector environment: all pages are driven at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate

from digienv.core.async_env import next_seed
from digienv.core.errors import DigienvError
from digienv.core.pool import Pool, Reply

__all__ = ["VectorEnv"]


class VectorEnv(gymnasium.vector.VectorEnv[dict[str, Any], tuple[str, ...], np.ndarray]):
    """Environments of a pool as one `gymnasium.vector.VectorEnv`.

    `step` takes as long as the slowest page, not as the sum of all. Equal seeds give the episodes that gymnasium's
    own ``SyncVectorEnv`` gives.

    Args:
        pool: the environments.
        autoreset_mode: what happens to an environment whose episode has ended, as gymnasium defines it: it is reset
            in the next step (``NEXT_STEP``), in the same step with ``final_obs`` and ``final_info`` in the infos
            (``SAME_STEP``), or by a call of `reset` with ``options={"reset_mask": mask}`` (``DISABLED``).
        render_mode: None or ``"rgb_array"``: `render` then returns one frame for each environment.

    Example:
        >>> import gymnasium
        >>> envs = gymnasium.make_vec("digienv/miniwob.click-test-v0", num_envs=4)
        >>> observations, infos = envs.reset(seed=0)
        >>> observations["screenshot"].shape
        (4, 210, 160, 3)
        >>> envs.close()
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": ["rgb_array"], "render_fps": 4}  # type: ignore[misc]

    def __init__(
        self,
        pool: Pool,
        *,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        render_mode: str | None = None,
    ) -> None:
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise DigienvError(f"a vector environment's render_mode is None or 'rgb_array', not {render_mode!r}")
        self.pool = pool
        self.num_envs = pool.num_envs
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        self.metadata = {**type(self).metadata, "autoreset_mode": self.autoreset_mode}  # type: ignore[misc]
        self.render_mode = render_mode
        self.single_observation_space = pool.observation_space
        self.single_action_space = pool.action_space
        self.observation_space = batch_space(pool.observation_space, self.num_envs)
        self.action_space = batch_space(pool.action_space, self.num_envs)
        self._randoms = [np.random.default_rng() for _ in range(self.num_envs)]
        self._replies: list[Reply | None] = [None] * self.num_envs

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Start an episode in every environment, or in those of ``options["reset_mask"]``.

        Args:
            seed: of the first environment, the others follow by ones; or one for each.
            options: for each environment, see `digienv.core.async_env.AsyncEnv.reset`; and ``reset_mask``, a bool
                array (num_envs,).
        """
        seeds = (
            [None if seed is None else seed + i for i in range(self.num_envs)]
            if not isinstance(seed, Sequence)
            else list(seed)
        )
        if len(seeds) != self.num_envs:
            raise DigienvError(f"{len(seeds)} seeds were given for {self.num_envs} environments")
        options = dict(options or {})
        mask = self._reset_mask(options.pop("reset_mask", None))
        for index in np.flatnonzero(mask):
            self._begin_episode(int(index), seeds[index], options)
        replies = self._receive(int(mask.sum()))
        return self._observations(), self._infos({index: reply.info for index, reply in replies.items()})

    def step(self, actions: Iterable[str]) -> tuple[dict[str, Any], np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """Perform one action in each environment, all at the same time.

        Args:
            actions: one text for each environment.
        """
        ended = [reply is not None and (reply.terminated or reply.truncated) for reply in self._replies]
        if None in self._replies or (any(ended) and self.autoreset_mode is AutoresetMode.DISABLED):
            raise DigienvError("an episode has ended: call reset(), with autoreset DISABLED by options['reset_mask']")
        for index, action in enumerate(iterate(self.action_space, actions)):
            if ended[index] and self.autoreset_mode is AutoresetMode.NEXT_STEP:
                self._begin_episode(index)
            else:
                self.pool.send(index, action)
        replies = self._receive(self.num_envs)
        infos = {index: reply.info for index, reply in replies.items()}
        if self.autoreset_mode is AutoresetMode.SAME_STEP:
            finished = [index for index, reply in replies.items() if reply.terminated or reply.truncated]
            for index in finished:
                self._begin_episode(index)
            for index, started in self._receive(len(finished)).items():
                final = {"final_obs": replies[index].observation, "final_info": replies[index].info}
                infos[index] = started.info | final
        ordered = [replies[index] for index in range(self.num_envs)]
        rewards = np.array([reply.reward for reply in ordered], dtype=np.float64)
        terminations = np.array([reply.terminated for reply in ordered], dtype=np.bool_)
        truncations = np.array([reply.truncated for reply in ordered], dtype=np.bool_)
        return self._observations(), rewards, terminations, truncations, self._infos(infos)

    def render(self) -> tuple[np.ndarray, ...] | None:
        """One frame, uint8 (height, width, 3), for each environment; None without a render mode."""
        if self.render_mode is None:
            return None
        return tuple(self.pool.frame(index) for index in range(self.num_envs))

    def close_extras(self, **kwargs: Any) -> None:
        """Close the pool."""
        self.pool.close()

    def _reset_mask(self, mask: np.ndarray | None) -> np.ndarray:
        if mask is None:
            return np.ones(self.num_envs, dtype=np.bool_)
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (self.num_envs,):
            raise DigienvError(f"options['reset_mask'] must be a numpy array of {self.num_envs} bools")
        if not mask.any():
            raise DigienvError("options['reset_mask'] must pick at least one environment")
        return mask

    def _begin_episode(self, index: int, seed: int | None = None, options: dict[str, Any] | None = None) -> None:
        if seed is not None:
            self._randoms[index] = np.random.default_rng(seed)
        self.pool.reset(index, seed=next_seed(self._randoms[index]) if seed is None else seed, options=options)

    def _receive(self, count: int) -> dict[int, Reply]:
        """Wait for `count` replies and remember them, by environment."""
        replies = {}
        for _ in range(count):
            reply = self.pool.recv()
            self._replies[reply.index] = replies[reply.index] = reply
        return replies

    def _observations(self) -> dict[str, Any]:
        observations = [reply.observation for reply in self._replies if reply is not None]
        if len(observations) < self.num_envs:
            raise DigienvError("reset all environments once before a reset with a mask")
        space = self.single_observation_space
        empty: Any = create_empty_array(space, n=self.num_envs, fn=np.empty)
        batch: Any = concatenate(space, observations, empty)
        return dict(batch)

    def _infos(self, by_index: dict[int, dict[str, Any]]) -> dict[str, Any]:
        infos: dict[str, Any] = {}
        for index in sorted(by_index):
            infos = self._add_info(infos, by_index[index], index)
        return infos
