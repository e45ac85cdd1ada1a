"""CPU time by kind of process, for the benchmarks of steps."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict

import psutil

KINDS = {
    "--type=renderer": "renderers",
    "--type=gpu-process": "GPU process",
    "--type=utility": "network",
    "digienv.sites.server": "site's server",
    "/driver/node": "Playwright",
    "adb": "adb server",
    "chrom": "browser",
}


class CpuTimes:
    """CPU seconds of this process and all below it by what they are, also of those that have ended meanwhile.

    An adb server, which leaves the process that starts it, counts too.
    """

    def __init__(self) -> None:
        self._servers = [process for process in psutil.process_iter() if process.name() == "adb"]
        self._seen: dict[tuple[int, float], tuple[str, float]] = {}
        self.look()
        self._before = self._totals()

    def look(self) -> None:
        """Take note of what every process has used so far."""
        for process in (psutil.Process(), *psutil.Process().children(recursive=True), *self._servers):
            with contextlib.suppress(psutil.Error):
                line = " ".join(process.cmdline())
                kind = next((kind for hint, kind in KINDS.items() if hint in line), "Python")
                times = process.cpu_times()
                self._seen[process.pid, process.create_time()] = kind, times.user + times.system

    async def keep_looking(self) -> None:
        """Do so until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(0.3)

    def of_a_step(self, steps: int) -> str:
        """What each of so many steps has used since this was made, the most first, in milliseconds."""
        self.look()
        used = {kind: seconds - self._before.get(kind, 0.0) for kind, seconds in self._totals().items()}
        each = [
            f"{kind} {1000 * seconds / steps:.0f}" for kind, seconds in sorted(used.items(), key=lambda item: -item[1])
        ]
        return f"CPU time of a step: {1000 * sum(used.values()) / steps:.0f} ms ({', '.join(each)})"

    def _totals(self) -> dict[str, float]:
        totals: dict[str, float] = defaultdict(float)
        for kind, seconds in self._seen.values():
            totals[kind] += seconds
        return totals
