"""The limit: how fast is the browser itself, with nothing between it and one small Python loop?

Starts Chromium's headless shell and talks the DevTools protocol to it over a pipe: no Playwright, no Selenium, no
digienv. A step is a real mouse click, the reward, and a fresh screenshot decoded to an array, in an order that keeps
the screenshot true: the replies to the input are awaited first, then the reward (which runs after everything that
the click set off in the page's main thread), and only then is the picture taken. A reset restarts the MiniWoB
episode inside the loaded page. Many pages run concurrently in one browser, each in its own browser context.
"""

import asyncio
import base64
import contextlib
import io
import itertools
import json
import tempfile
from collections.abc import AsyncIterator
from typing import Any

import measure
import numpy as np
from numpy.typing import NDArray
from PIL import Image

FLAGS = (
    "--no-sandbox",  # Chromium's sandbox does not work for root
    "--hide-scrollbars",
    "--disable-frame-rate-limit",  # do not wait for the next sixtieth of a second: four times the speed of one page
    "--disable-background-timer-throttling",  # all pages are in the foreground, whatever Chromium thinks
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-ipc-flooding-protection",
    "--disable-features=PaintHolding,RenderDocument",
    "--disable-background-networking",  # the machine may have no network
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
START_EPISODE = "Math.seedrandom({seed}); core.startEpisodeReal()"
NO_TIME_LIMIT = "core.EPISODE_MAX_TIME = 2 ** 31 - 1"  # more, and setTimeout would fire at once
READ_REWARD = "[WOB_DONE_GLOBAL, WOB_RAW_REWARD_GLOBAL]"

Json = dict[str, Any]


class Cdp:
    """The DevTools protocol over a pair of byte streams; messages are JSON, ended by a zero byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._ids = itertools.count(1)
        self._replies: dict[int, asyncio.Future[Json]] = {}
        self._events: dict[tuple[str, str], asyncio.Future[Json]] = {}

    def send(self, method: str, session: str = "", **params: Any) -> asyncio.Future[Json]:
        """Send a command at once; the result is what to await for its reply."""
        message: Json = {"id": next(self._ids), "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._writer.write(json.dumps(message).encode() + b"\0")
        reply = self._replies[message["id"]] = asyncio.get_running_loop().create_future()
        return reply

    def event(self, method: str, session: str) -> asyncio.Future[Json]:
        """What to await for the next event of that name."""
        return self._events.setdefault((session, method), asyncio.get_running_loop().create_future())

    async def listen(self) -> None:
        """Hand every message to the one who waits for it, until the browser closes its end."""
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                message = json.loads((await self._reader.readuntil(b"\0"))[:-1])
                if "id" not in message:
                    waiting = self._events.pop((message.get("sessionId", ""), message["method"]), None)
                    if waiting:
                        waiting.set_result(message["params"])
                elif "error" in message:
                    self._replies.pop(message["id"]).set_exception(RuntimeError(message["error"]["message"]))
                else:
                    self._replies.pop(message["id"]).set_result(message["result"])
        for waiting in (*self._replies.values(), *self._events.values()):
            waiting.cancel()


class Page:
    """A MiniWoB page in a browser context of its own."""

    def __init__(self, cdp: Cdp, session: str) -> None:
        self._cdp, self._session = cdp, session

    @classmethod
    async def open(cls, cdp: Cdp, url: str) -> "Page":
        """Make the context and the page in it, and load the task."""
        context = await cdp.send("Target.createBrowserContext")
        size: Json = {"width": measure.WIDTH, "height": measure.HEIGHT}
        target = await cdp.send("Target.createTarget", url="about:blank", **context, **size)
        session = (await cdp.send("Target.attachToTarget", **target, flatten=True))["sessionId"]
        page = cls(cdp, session)
        await page._send("Page.enable")
        loaded = cdp.event("Page.loadEventFired", session)
        await page._send("Page.navigate", url=url)
        await loaded
        await page._send("Page.disable")
        await page._evaluate(NO_TIME_LIMIT)
        return page

    async def reset(self, seed: int) -> NDArray[np.uint8]:
        """Restart the episode in the loaded page; gives the first observation."""
        await self._evaluate(START_EPISODE.format(seed=seed))
        return await self._screenshot()

    async def step(self, x: int, y: int) -> tuple[NDArray[np.uint8], float, bool]:
        """Click, and give what is to be seen afterwards, the reward, and whether the episode is over."""
        at = {"x": x, "y": y}
        button = {"button": "left", "clickCount": 1}
        await asyncio.gather(
            self._send("Input.dispatchMouseEvent", type="mouseMoved", **at),
            self._send("Input.dispatchMouseEvent", type="mousePressed", buttons=1, **at, **button),
            self._send("Input.dispatchMouseEvent", type="mouseReleased", **at, **button),
        )
        done, reward = await self._evaluate(READ_REWARD)
        return await self._screenshot(), float(reward), done

    def _send(self, method: str, **params: Any) -> asyncio.Future[Json]:
        return self._cdp.send(method, self._session, **params)

    async def _evaluate(self, expression: str) -> Any:
        reply = await self._send("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in reply:
            raise RuntimeError(reply["exceptionDetails"]["text"])
        return reply["result"].get("value")

    async def _screenshot(self) -> NDArray[np.uint8]:
        shot = await self._send("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        image = Image.open(io.BytesIO(base64.b64decode(shot["data"])))
        return np.asarray(image.convert("RGB"))


@contextlib.asynccontextmanager
async def browser(chromium: str) -> AsyncIterator[Cdp]:
    """Run a browser. It reads commands from descriptor 3 and answers on 4, which a shell puts there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            *("sh", "-c", 'exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null', "sh"),
            *(chromium, "--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", *FLAGS),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=2**26,
        )
        assert process.stdin and process.stdout
        cdp = Cdp(process.stdout, process.stdin)
        listening = asyncio.create_task(cdp.listen())
        try:
            yield cdp
            await cdp.send("Browser.close")
        finally:
            process.stdin.close()  # the end of the commands ends the browser, should the polite way have failed
            await process.wait()
            await listening


async def measure_pages(chromium: str, url: str, pages: int, seconds: float, seed: int) -> Json:
    """Run that many pages of a fresh browser at the same time."""
    trials = [measure.Trial(seconds, seed=seed + 1_000_000 * number) for number in range(pages)]

    async def play(page: Page, trial: measure.Trial) -> None:
        for click in trial:
            if click is None:
                shot = await page.reset(trial.seed)
                assert shot.shape == (measure.HEIGHT, measure.WIDTH, 3), shot.shape
            else:
                _, _, trial.done = await page.step(*click)

    async with browser(chromium) as cdp:
        opened = [await Page.open(cdp, url) for _ in trials]
        await asyncio.gather(*map(play, opened, trials))
        return measure.figures(trials)


def main() -> None:
    measure.leave_nothing_behind()
    parser = measure.parser(__doc__, chromium="chromium-headless-shell")
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 8, 16, 32], help="how many at once, one run each")
    options = parser.parse_args()
    runs = []
    with measure.serve_miniwob() as address:
        url = f"{address}miniwob/{measure.TASK}.html"
        for pages in options.pages:
            runs.append(asyncio.run(measure_pages(options.chromium, url, pages, options.seconds, options.seed)))
            measure.say(runs[-1])
    measure.report("raw CDP", runs, chromium=options.chromium)


if __name__ == "__main__":
    main()
