"""The web as it changes from day to day: a policy that learned one look of a page by heart fails on the next.

DigiRL (Bai et al. 2024, arXiv:2406.11896) shows that agents trained on static data fail for this reason.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np

from digienv.core.errors import DigienvError
from digienv.web.faults import Faults
from digienv.web.surface import Disturbance, WebSurface

__all__ = ["KINDS", "Perturb"]

SCRIPT = (Path(__file__).parent / "perturb.js").read_text(encoding="utf-8").strip()
LOOKS = ("font", "navigation", "popups", "theme", "wording", "zoom")
KINDS = (*LOOKS, "failures", "latency")
"""Everything that `Perturb` can do to a site."""

LONGEST_DELAY = 1.0
FAILING = 0.05


class Perturb(gymnasium.Wrapper[Any, str, Any, str], gymnasium.utils.RecordConstructorArgs):
    """Changes how the pages of a web environment look and how its network behaves, differently in every episode.

    ==============  ================================================================================================
    ``theme``       other colours, sometimes dark
    ``font``        another typeface and spacing
    ``zoom``        80 to 130 %
    ``wording``     buttons, links and labels say the same in other words
    ``navigation``  the entries of menus are in another order
    ``popups``      a banner about cookies, and after a few pages a newsletter, each until it is closed
    ``latency``     requests are held back for up to a second
    ``failures``    one request in twenty fails, and succeeds when it is made again
    ==============  ================================================================================================

    Tasks and their oracles are untouched. Equal seeds of `reset` are perturbed equally.

    Args:
        env: a digienv environment whose surface is a browser.
        kinds: which of `KINDS`; all of them by default.
        seed: another one gives other perturbations of the same episodes.

    Raises:
        DigienvError: if a kind is unknown, or the environment has no browser.
    """

    def __init__(self, env: gymnasium.Env[Any, str], kinds: Sequence[str] = KINDS, seed: int = 0) -> None:
        gymnasium.utils.RecordConstructorArgs.__init__(self, kinds=kinds, seed=seed)
        super().__init__(env)
        if unknown := sorted(set(kinds) - set(KINDS)):
            raise DigienvError(f"there is no perturbation {unknown[0]!r}; there are {', '.join(KINDS)}")
        surface = getattr(getattr(env.unwrapped, "env", None), "surface", None)
        if not isinstance(surface, WebSurface):
            raise DigienvError("Perturb changes web pages, and this environment has no browser")
        self._surface = surface
        self._kinds = tuple(kinds)
        self._seed = seed

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begin an episode, perturbed in a way of its own; without a seed one is drawn."""
        if seed is None:
            seed = int(self.np_random.integers(2**31))
        drawn = int(np.random.default_rng([self._seed, seed]).integers(2**31))
        self._surface.disturbance = disturbance(drawn, self._kinds)
        return self.env.reset(seed=seed, options=options)


def disturbance(seed: int, kinds: Sequence[str]) -> Disturbance:
    """What a seed makes of some of `KINDS`."""
    looks = [kind for kind in kinds if kind in LOOKS]
    scripts = (f"{SCRIPT}({json.dumps({'seed': seed, 'kinds': looks})})",) if looks else ()
    delay = LONGEST_DELAY if "latency" in kinds else 0.0
    failing = FAILING if "failures" in kinds else 0.0
    return Disturbance(scripts, Faults(seed, delay, failing) if delay or failing else None)
