"""What breaks: each failure ends its own episode, says so, and the next reset works; nothing is left behind."""

from __future__ import annotations

import asyncio
import contextlib
import math
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from digienv.core import loop
from digienv.core.errors import SurfaceFailure
from tests.chromium import browsers, descendants
from tests.web.support import Driver, open_page, page, site, wait_for

REPOSITORY = Path(__file__).parents[2]
CLICKABLE = "<button style='width:100px;height:40px' onclick=\"{}\">go</button>"
GO = "click(20, 20)"


def assert_failed(step: Any, why: str) -> None:
    observation, reward, terminated, truncated, info = step
    assert math.isnan(reward)
    assert (terminated, truncated) == (False, True)
    assert why in info["failure"]
    assert observation["screenshot"].shape == (300, 400, 3)


def assert_works(driver: Driver) -> None:
    driver.reset()
    driver.do("hover(200, 200)")


def renderers() -> int:
    count = 0
    for process in descendants():
        with contextlib.suppress(psutil.Error):
            count += "--type=renderer" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    return count


def open_pages(driver: Driver) -> int:
    """Pages of all environments in this process's browser."""

    async def targets() -> dict[str, Any]:
        engine = driver.surface._engine
        assert engine is not None
        return await engine.connection.root.send("Target.getTargets")

    return sum(target["type"] == "page" for target in loop.run(targets())["targetInfos"])


async def kill_in_mid_step(driver: Driver) -> Any:
    step = asyncio.ensure_future(driver.env.step("wait(5000)"))
    await asyncio.sleep(0.2)
    for process in browsers():
        process.kill()
    return await step


def test_chromium_killed_in_mid_step() -> None:
    with open_page("hello") as one, open_page("hello") as two:
        assert_failed(loop.run(kill_in_mid_step(one)), "gone")
        assert_failed(two.step("hover(1, 1)"), "gone")
        assert_works(one)
        assert_works(two)
        assert len(browsers()) == 1


def test_chromium_killed_between_steps_and_while_it_resets() -> None:
    with open_page("hello") as driver:
        for process in browsers():
            process.kill()
        assert_failed(driver.step("hover(1, 1)"), "gone")
        assert_works(driver)

        async def kill_while_it_resets() -> None:
            reset = asyncio.ensure_future(driver.env.reset(seed=0))
            await asyncio.sleep(0.01)
            for process in browsers():
                process.kill()
            await reset

        loop.run(kill_while_it_resets())
        driver.do("hover(1, 1)")


@pytest.mark.parametrize("when", ["between steps", "before a reset"])
def test_the_driver_killed(when: str) -> None:
    with open_page("hello") as driver:
        profile = driver.surface._engine._profile  # type: ignore[union-attr]
        assert profile is not None
        for process in descendants():
            with contextlib.suppress(psutil.Error):
                if "cli.js" in " ".join(process.cmdline()):
                    process.kill()
        if when == "between steps":
            step = driver.step("wait(500)")
            if "failure" in step[4]:
                assert_failed(step, "")
        assert_works(driver)
        wait_for(lambda: len(browsers()) == 1, 10, "the old browser is gone")
        assert not profile.exists()


@pytest.mark.parametrize("how", ["chrome://crash", "Page.crash"])
def test_one_page_crashes_while_15_others_run_on(how: str) -> None:
    host = site(
        {"index.html": page(CLICKABLE.format("this.textContent = +(this.dataset.n = +(this.dataset.n || 0) + 1)"))}
    )
    probe = "+(document.querySelector('button').dataset.n || 0)"
    drivers = [Driver(f"http://{host}/index.html", (host,), probe=probe, reset=False) for _ in range(16)]

    async def run_on(driver: Driver) -> int:
        for _ in range(10):
            result = await driver.env.step(GO)
            driver.info = result[4]
            assert "failure" not in driver.info, driver.info
        return int(driver.probed)

    async def crash(driver: Driver) -> Any:
        await driver.env.step(GO)
        if how == "Page.crash":
            driver.surface._tab.session.send("Page.crash")
        else:
            with contextlib.suppress(Exception):
                await driver.surface.page.goto("chrome://crash", timeout=10_000)
        return await driver.env.step(GO)

    async def all_together() -> list[Any]:
        await asyncio.gather(*(driver.env.reset(seed=0) for driver in drivers))
        return list(await asyncio.gather(crash(drivers[0]), *(run_on(driver) for driver in drivers[1:])))

    try:
        failed, *counted = loop.run(all_together())
        assert_failed(failed, "the page crashed")
        assert counted == [10] * 15
        assert_works(drivers[0])
    finally:
        for driver in drivers:
            driver.close()


def test_a_page_that_hangs_is_ended_and_does_not_keep_a_core() -> None:
    with open_page(CLICKABLE.format("while (true);"), step_timeout=2) as driver, open_page("other") as other:
        before = renderers()
        started = time.monotonic()
        assert_failed(driver.step(GO), "the step took longer than")
        assert time.monotonic() - started < 10
        other.do("hover(1, 1)")
        assert_works(driver)
        wait_for(lambda: renderers() <= before, 15, "the hanging renderer is gone")


def test_a_page_that_hangs_between_steps() -> None:
    with open_page(CLICKABLE.format("setTimeout(() => { while (true); }, 100)"), step_timeout=2) as driver:
        driver.step(GO)
        if "failure" not in driver.info:
            time.sleep(0.3)
            assert_failed(driver.step("hover(1, 1)"), "the step took longer than")
        assert_works(driver)


@pytest.mark.parametrize("script", ["while (true) alert('again')", "onunload = () => 0; for (;;) prompt()"])
def test_a_page_that_opens_dialogs_for_ever(script: str) -> None:
    with open_page(CLICKABLE.format(script), step_timeout=10) as driver, open_page("other") as other:
        assert_failed(driver.step(GO), "the page opens dialogs without end")
        other.do("hover(1, 1)")
        before = len(loop_tasks())
        assert_works(driver)
        assert len(loop_tasks()) <= before + 2


def test_dialogs_now_and_then_do_not_end_the_episode() -> None:
    with open_page(CLICKABLE.format("setInterval(() => confirm('again'), 30)")) as driver:
        driver.do(GO, *["wait(100)"] * 40)
        assert "confirm dialog 'again' was accepted" in driver.observation["last_error"]


def loop_tasks() -> set[Any]:
    async def tasks() -> set[Any]:
        return asyncio.all_tasks()

    return loop.run(tasks())


def test_a_page_that_opens_windows_for_ever() -> None:
    script = "while (true) window.open('about:blank')"
    with open_page(CLICKABLE.format(script), step_timeout=10) as driver, open_page("other") as other:
        before = open_pages(other)
        assert_failed(driver.step(GO), "the page opens windows without end")
        other.do("hover(1, 1)")
        assert_works(driver)
        wait_for(lambda: open_pages(other) <= before, 60, "the windows are closed")


def test_a_page_that_opens_windows_now_and_then_has_ten_at_most() -> None:
    script = "setInterval(() => window.open('about:blank'), 30)"
    with open_page(CLICKABLE.format(script), channels=("screenshot", "tabs"), step_timeout=10) as driver:
        before = open_pages(driver)
        driver.step(GO)
        for _ in range(20):
            if "failure" in driver.info:
                break
            assert driver.observation["tabs"].count("\n") < 15
            driver.step("wait(50)")
        assert_works(driver)
        wait_for(lambda: open_pages(driver) <= before, 60, "the windows are closed")


def test_a_page_that_eats_memory_does_not_take_the_others_along() -> None:
    script = "window.kept = []; for (;;) kept.push(new Array(1e6).fill(Math.random()))"
    with open_page(CLICKABLE.format(script), step_timeout=60) as driver, open_page("other") as other:
        driver.step(GO)
        assert driver.info["failure"]
        other.do("hover(1, 1)")
        assert_works(driver)


def test_reset_fails_with_a_sentence_where_nothing_can_be_opened() -> None:
    host = site({})
    driver = Driver(f"http://{host}/missing.html", ("nowhere.localhost",), reset=False)
    with pytest.raises(SurfaceFailure, match=r"test\.page could not be started") as raised:
        driver.reset()
    driver.close()
    assert "\n" not in str(raised.value)


HOST = """
import sys
from tests.chromium import browsers, descendants
from tests.web.support import Driver, page, site
host = site({"index.html": page("hello")})
drivers = [Driver(f"http://{host}/index.html", (host,)) for _ in range(2)]
engine = drivers[0].surface._engine
print(engine._profile, flush=True)
"""


def start_host(then: str) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-X", "dev", "-W", "error", "-c", HOST + textwrap.dedent(then)],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_the_host_process_killed_leaves_no_process_and_no_profile() -> None:
    process, profile = start_host("sys.stdin.read()")
    assert profile.is_dir()
    children = descendants(psutil.Process(process.pid))
    assert len(children) >= 4
    process.send_signal(signal.SIGKILL)
    process.wait()
    psutil.wait_procs(children, timeout=20)
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    wait_for(lambda: not profile.exists(), 10, "the profile folder is removed")


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "for driver in drivers: driver.close()",
        "sys.exit(3)",
        "raise KeyboardInterrupt",
        "drivers[0].step('click(1, 1)')",
    ],
)
def test_the_end_of_the_interpreter_leaves_nothing_and_says_nothing(ending: str) -> None:
    process, profile = start_host(
        "import psutil\nprint(*[c.pid for c in psutil.Process().children(recursive=True)], flush=True)\n" + ending
    )
    assert process.stdout is not None
    children = [int(pid) for pid in process.stdout.readline().split()]
    assert len(children) >= 4
    _, errors = process.communicate(timeout=30)
    # That something took long on a busy machine, asyncio's debug mode says, too.
    said = [line for line in errors.splitlines() if "without its sandbox" not in line and " took " not in line]
    if "Keyboard" in ending:
        assert said[0].startswith("Traceback")
        assert said[-1] == "KeyboardInterrupt"
    else:
        assert said == []
    assert process.returncode == (3 if "exit" in ending else -signal.SIGINT if "Keyboard" in ending else 0)
    wait_for(lambda: not any(psutil.pid_exists(pid) for pid in children), 10, "the browser has ended")
    assert not profile.exists()


def pss_of_tree() -> int:
    total = 0
    for process in (psutil.Process(), *descendants()):
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total


@pytest.mark.slow
def test_2000_resets_grow_nothing() -> None:
    """A quarter of the memory after the first 400 is the bound; a leak of every context given up would be 6 GB."""
    host = site({"index.html": page(CLICKABLE.format("window.open('about:blank')"))})
    drivers = [
        Driver(f"http://{host}/index.html", (host,), fresh=fresh, reset=False, channels=("url", "elements"))
        for fresh in (True, True, False, False)
    ]

    async def reset_often(driver: Driver, times: int) -> None:
        for seed in range(times if driver.env.templates[0].world.fresh else 4 * times):
            await driver.env.reset(seed=seed)
            if seed % 20 == 0:
                await driver.env.step(GO)

    async def all_together(times: int) -> None:
        await asyncio.gather(*(reset_often(driver, times) for driver in drivers))

    def measure() -> tuple[int, int, int, int]:
        wait_for(lambda: renderers() <= 8, 30, "the contexts given up are closed")
        engine = drivers[0].surface._engine
        assert engine is not None
        return pss_of_tree(), len(descendants()), psutil.Process().num_fds(), len(engine.connection._sessions)

    try:
        loop.run(all_together(40))
        memory, processes, files, sessions = measure()
        loop.run(all_together(160))
        memory_after, processes_after, files_after, sessions_after = measure()
        assert memory_after < 1.25 * memory + 50e6
        assert processes_after <= processes + 4
        assert files_after <= files + 4
        assert sessions_after <= sessions + 4
    finally:
        for driver in drivers:
            driver.close()
