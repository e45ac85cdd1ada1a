"""A browser to look at our own pages with, and those that run below this process."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from digienv.web.finding import find_browser, sandbox_obstacle


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=sandbox_obstacle() is None
        )
        yield browser
        browser.close()


class Watched:
    """A page, and every error it made."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("request", lambda request: self.requests.append(request.url))


def descendants(process: psutil.Process | None = None) -> list[psutil.Process]:
    return (process or psutil.Process()).children(recursive=True)


def browsers() -> list[psutil.Process]:
    """The main process of each running Chromium below this process, not the script that started it."""
    found: list[psutil.Process] = []
    for process in descendants():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if "--remote-debugging-pipe" in command and not any(part.startswith("--type=") for part in command):
                found.append(process)
    return [process for process in found if process.pid not in [other.ppid() for other in found]]
