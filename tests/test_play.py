import threading

import gymnasium
import pytest
from playwright.sync_api import expect

import digienv  # noqa: F401
from digienv import listing
from digienv.core.async_env import AsyncEnv
from digienv.play import Game
from tests.chromium import Watched, chromium
from tests.stub_solution import MIDDLE, click_submit


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def game(monkeypatch):
    """A game of click-test under way on another thread, with a scripted solution that is known to work."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(AsyncEnv, "solve", click_submit)
    entry = listing.find_entry("click-test")
    solved = listing.Entry(entry.suite, entry.task, entry.difficulty, entry.max_steps, entry.actions, scripted=True)
    monkeypatch.setattr("digienv.play.find_entry", lambda task: solved)
    env = gymnasium.make(entry.id, disable_env_checker=True).unwrapped
    game = Game(env, seed=5)

    thread = threading.Thread(target=game.play)
    thread.start()
    yield game
    game.close()
    thread.join(30)
    assert not thread.is_alive()
    env.close()


@pytest.fixture
def page(browser, game):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    watched = Watched(context)
    watched.page.goto(game.viewer.url)
    expect(watched.page.locator("#episode")).to_have_text("1")
    expect(watched.page.locator("#screen")).to_be_visible()
    yield watched.page
    context.close()
    assert watched.errors == []


def click_on_frame(page, x, y):
    box = page.locator("#screen").bounding_box()
    page.mouse.click(box["x"] + (x + 0.5) * box["width"] / 160, box["y"] + (y + 0.5) * box["height"] / 210)


def button(game):
    from digienv.core import loop

    return loop.run(game.env.env.surface.evaluate(MIDDLE))


def test_a_person_plays_some_episodes(page, game):
    expect(page.locator("#goal")).to_have_text("Click the button.")
    click_on_frame(page, *button(game))
    expect(page.locator("#status")).to_have_text("Solved")
    expect(page.locator("#total")).to_have_text("1")
    expect(page.locator("#successes")).to_have_text("1 of 1")

    page.get_by_role("button", name="New episode").click()
    expect(page.locator("#episode")).to_have_text("2")
    expect(page.locator("#status")).to_have_text("")
    click_on_frame(page, 3, 205)
    expect(page.locator("#steps")).to_have_text("1")
    page.keyboard.type("hello")
    expect(page.locator("#log li").first).to_contain_text('type("hello")')
    page.get_by_role("button", name="Give up").click()
    expect(page.locator("#status")).to_have_text("Given up")
    expect(page.locator("#successes")).to_have_text("1 of 2")

    page.get_by_role("button", name="New episode").click()
    expect(page.locator("#episode")).to_have_text("3")
    click_on_frame(page, *button(game))
    expect(page.locator("#share")).to_have_text("67 %")
    assert (game.finished, game.successes) == (3, 2)


def test_the_solution_is_shown_and_does_not_count_as_solved(page, game):
    page.get_by_role("button", name="Show solution").click()
    expect(page.locator("#status")).to_have_text("This is how it is done")
    expect(page.locator("#log li").first).to_contain_text("click(")
    assert (game.finished, game.successes) == (1, 0)
    page.get_by_role("button", name="New episode").click()
    expect(page.locator("#episode")).to_have_text("2")
    assert (game.finished, game.successes) == (1, 0)


def test_steps_run_out_as_they_do_for_an_agent(page, game):
    for number in range(1, game.env.env.task.max_steps + 1):
        page.locator("#line").fill('press("Escape")')
        page.keyboard.press("Enter")
        expect(page.locator("#steps")).to_have_text(str(number))
    expect(page.locator("#status")).to_have_text("Out of steps")
    assert (game.finished, game.successes) == (1, 0)


def test_a_bad_action_is_explained(page, game):
    page.locator("#line").fill("click(900, 3)")
    page.keyboard.press("Enter")
    expect(page.locator("#log .bad")).to_contain_text("outside the page")
    page.locator("#line").fill("fly(1)")
    page.keyboard.press("Enter")
    expect(page.locator("#log .bad").first).to_contain_text("no action is called 'fly'")


def test_every_episode_has_the_seed_after_the_last_ones(page, game):
    assert game._state["seed"] == 5
    page.get_by_role("button", name="New episode").click()
    expect(page.locator("#episode")).to_have_text("2")
    assert game._state["seed"] == 6


def test_senseless_events_do_nothing(page, game):
    for event in ({}, {"kind": "act"}, {"kind": "act", "action": 3}, {"kind": ["x"]}, {"kind": "act", "action": "\0"}):
        game._inputs.put(event)
    click_on_frame(page, *button(game))
    expect(page.locator("#status")).to_have_text("Solved")
