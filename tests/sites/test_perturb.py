"""The wrapper that changes pages from episode to episode: on the shop, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gymnasium
import numpy as np
import pytest

import digienv
from digienv.core import loop
from digienv.core.errors import DigienvError
from digienv.web.faults import Faults
from digienv.web.surface import Disturbance
from digienv.wrappers import Perturb
from digienv.wrappers.perturb import KINDS, LOOKS
from tests.web.support import open_page

assert digienv


@pytest.fixture(scope="module")
def env() -> Iterator[gymnasium.Env[Any, str]]:
    env = gymnasium.make("digienv/shop.open-category-v0")
    yield env
    env.close()


def first_screen(env: gymnasium.Env[Any, str], seed: int) -> np.ndarray:
    observation, _ = env.reset(seed=seed)
    screenshot: np.ndarray = observation["screenshot"]
    return screenshot


@pytest.mark.parametrize("kind", LOOKS)
def test_each_kind_shows_and_comes_again_with_the_seed(env: gymnasium.Env[Any, str], kind: str) -> None:
    plain = first_screen(Perturb(env, kinds=()), 1)
    found = [first_screen(Perturb(env, kinds=[kind]), 1) for _ in range(2)]
    assert np.array_equal(*found)
    assert not np.array_equal(plain, found[0])


def test_another_seed_perturbs_the_same_episode_otherwise(env: gymnasium.Env[Any, str]) -> None:
    one, other = (first_screen(Perturb(env, kinds=LOOKS, seed=seed), 1) for seed in (0, 1))
    assert not np.array_equal(one, other)
    env.unwrapped.env.surface.disturbance = None  # type: ignore[attr-defined]
    assert np.array_equal(first_screen(env, 1), first_screen(Perturb(env, kinds=()), 1))


@pytest.mark.parametrize("seed", range(2))
def test_the_oracle_does_not_move(env: gymnasium.Env[Any, str], seed: int) -> None:
    """A solution that looks where things are now is right under all of them, and another page is still wrong."""
    perturbed = Perturb(env, kinds=[kind for kind in KINDS if kind not in ("failures", "popups")])
    unwrapped: Any = perturbed.unwrapped
    perturbed.reset(seed=seed)
    for action in unwrapped.solve():
        *_, info = perturbed.step(str(action))
    assert info["success"], info["oracle"]["reason"]
    perturbed.reset(seed=seed)
    *_, info = perturbed.step("stop()")
    assert not info["success"]


def test_a_banner_stays_away_once_it_is_closed(env: gymnasium.Env[Any, str]) -> None:
    perturbed = Perturb(env, kinds=["popups"])
    unwrapped: Any = perturbed.unwrapped
    perturbed.reset(seed=0)

    def evaluate(expression: str) -> Any:
        return loop.run(unwrapped.env.surface.evaluate(expression))

    shown = "[...document.querySelectorAll('[role=dialog] h2')].map(e => e.textContent)"
    assert evaluate(shown) == ["We value your privacy"]
    button = "document.querySelector('[role=dialog] button').getBoundingClientRect()"
    x, y = evaluate(f"(r => [r.x + r.width / 2, r.y + r.height / 2])({button})")
    perturbed.step(f"click({round(x)}, {round(y)})")
    assert evaluate(shown) == []
    titles = []
    for _ in range(5):
        perturbed.step(f"goto('{unwrapped.env.surface.url}')")
        titles = evaluate(shown)
    assert "We value your privacy" not in titles
    assert len(titles) == 1, "the newsletter comes after a few pages"


def test_a_request_that_failed_succeeds_when_it_is_made_again() -> None:
    with open_page("hello") as driver:
        driver.surface.disturbance = Disturbance(faults=Faults(seed=0, delay=0.0, failing=1.0))
        driver.reset()
        ask = "fetch('/index.html?again').then(() => 'came', () => 'lost')"
        assert [loop.run(driver.surface.evaluate(ask)) for _ in range(3)] == ["lost", "came", "came"]
        driver.surface.disturbance = None
        driver.reset()
        assert loop.run(driver.surface.evaluate(ask)) == "came"


def test_an_episode_begins_also_where_the_first_address_leads_to_another(env: gymnasium.Env[Any, str]) -> None:
    unwrapped: Any = env.unwrapped
    unwrapped.env.surface.disturbance = Disturbance(faults=Faults(seed=0, delay=0.0, failing=1.0))
    try:
        env.reset(seed=0)
        assert unwrapped.env.surface.url.endswith("/catalogue/")
    finally:
        unwrapped.env.surface.disturbance = None


def test_requests_are_held_back() -> None:
    took = "(async () => { const s = performance.now(); for (const n of [1, 2, 3, 4]) await fetch('/?' + n); return performance.now() - s; })()"
    with open_page("hello") as driver:
        plain = loop.run(driver.surface.evaluate(took))
        driver.surface.disturbance = Disturbance(faults=Faults(seed=0, delay=0.5, failing=0.0))
        driver.reset()
        assert loop.run(driver.surface.evaluate(took)) > plain + 300  # 4 x 0.25 s are expected


def test_what_cannot_be_perturbed_is_told() -> None:
    cards = gymnasium.make("digienv/cards.numberline-v0")
    with pytest.raises(DigienvError, match="no browser"):
        Perturb(cards)
    with pytest.raises(DigienvError, match="no perturbation 'sound'"):
        Perturb(cards, kinds=["sound"])
