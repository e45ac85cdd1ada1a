"""What each observation channel costs on a large page: 1280 x 720 pixels, 2,000 links and buttons.

    python benchmarks/large_page.py

A step clicks a button that counts, so that every screenshot differs. The same surface is measured with each set of
channels in turn, round after round; figures are medians of the rounds' medians.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from digienv.core import loop
from digienv.core.actions import Click
from digienv.web import WebSurface, WebWorld
from digienv.web.static import mount

ELEMENTS = 2000
CHANNEL_SETS = (
    ("screenshot",),
    ("screenshot", "url", "tabs", "last_error"),
    ("screenshot", "state_key"),
    ("screenshot", "elements"),
    ("screenshot", "axtree"),
    ("screenshot", "elements", "axtree"),
)


def write_page(folder: Path) -> None:
    """A page that counts clicks above a grid of links and buttons, some in view and most below it."""
    items = "".join(f"<li><a href='#{i}'>Product {i}</a> <button>Add {i}</button></li>" for i in range(ELEMENTS // 2))
    (folder / "index.html").write_text(
        "<!doctype html><style>body{font:13px sans-serif;margin:8px}ul{columns:8;padding:0;list-style:none}</style>"
        "<button id=count style='width:200px;height:40px' onclick='this.textContent=++n'>0</button>"
        f"<ul>{items}</ul><script>var n = 0</script>"
    )


async def median_step(surface: WebSurface, channels: tuple[str, ...], steps: int) -> float:
    """Milliseconds of a step with these channels."""
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        await surface.act(Click(100, 28))
        await surface.observe(channels)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


async def measure(host: str, rounds: int, steps: int) -> dict[tuple[str, ...], list[float]]:
    """The medians of every round, by set of channels."""
    surface = WebSurface(width=1280, height=720)
    await surface.open(WebWorld(f"http://{host}/index.html", (host,)))
    await asyncio.gather(*(median_step(surface, channels, 1) for channels in CHANNEL_SETS[:1]))
    figures: dict[tuple[str, ...], list[float]] = {channels: [] for channels in CHANNEL_SETS}
    for _ in range(rounds):
        for channels, medians in figures.items():
            medians.append(await median_step(surface, channels, steps))
    elements = len((await surface.observe(["elements"]))["elements"].splitlines())
    Console(stderr=True).print(f"{elements} of {ELEMENTS} elements are in view")
    await surface.close()
    return figures


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_page(Path(folder))
        figures = loop.run(measure(mount("large", Path(folder)), options.rounds, options.steps))
    table = Table(title=f"step at 1280 x 720, {ELEMENTS} elements; median (range) of {options.rounds} rounds, ms")
    table.add_column("channels")
    table.add_column("step p50", justify="right")
    for channels, medians in figures.items():
        table.add_row(
            ", ".join(channels), f"{statistics.median(medians):.1f} ({min(medians):.1f} to {max(medians):.1f})"
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
