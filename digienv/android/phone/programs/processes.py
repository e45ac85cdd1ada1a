"""Programs about processes, and what they take: ``ps``, ``pidof``, ``top``, ``free``."""

from __future__ import annotations

import asyncio
import re

from digienv.android.phone.programs.options import read_options
from digienv.android.phone.screen import Screen
from digienv.android.phone.shell import Call, Program, UsageError

__all__ = ["RESIDENT", "processes", "programs"]

TOTAL, BUFFERS = 2036816, 4096
VIRTUAL, RESIDENT, SHARED = 10000, 5000, 2500
"""Memory of every process, in KiB; before that, of the phone."""
TOP = {"n": "0", "d": "3", "m": "0"}
"""How often `top` says it, 0 for ever; seconds between; how many processes, 0 for all."""
SHORTEST_DELAY = 0.1


async def processes(screen: Screen) -> dict[int, str]:
    """Names by number: two of the system, and the apps that are open."""
    tasks: list[str] = await screen.run("system.tasks.map((task) => task.app.id)")
    return dict(enumerate(["init", "system_server", *tasks], start=1))


def programs(screen: Screen) -> dict[str, Program]:
    """The programs.

    Args:
        screen: of the phone.
    """

    async def ps(call: Call) -> int:
        await call.print("USER           PID  PPID     VSZ    RSS WCHAN            ADDR S NAME")
        for number, name in (await processes(screen)).items():
            await call.print(f"root {number:13} {0:5} {VIRTUAL:7} {RESIDENT:6} 0                   0 S {name}")
        return 0

    async def pidof(call: Call) -> int:
        numbers = {name: str(number) for number, name in (await processes(screen)).items()}
        pids = [numbers[name] for name in call.arguments if name in numbers]
        if not pids:
            return 1
        await call.print(" ".join(pids))
        return 0

    async def top(call: Call) -> int:
        options, _ = read_options(call, "bq", "ndm")
        rounds, delay, most = (_number(options.get(letter, default)) for letter, default in TOP.items())
        done = 0
        while not rounds or done < rounds:
            if done:
                await asyncio.sleep(max(delay, SHORTEST_DELAY))
            done += 1
            found = await processes(screen)
            await call.print(
                f"Tasks: {len(found)} total,   1 running, {len(found) - 1:3} sleeping,   0 stopped,   0 zombie\n"
                f"  Mem:  {TOTAL}K total,  {TOTAL // 2}K used,  {TOTAL // 2}K free,     {BUFFERS}K buffers\n"
                " Swap:        0K total,        0K used,        0K free,   509204K cached\n"
                "400%cpu   0%user   0%nice   0%sys 400%idle   0%iow   0%irq   0%sirq   0%host\n"
                "  PID USER         PR  NI VIRT  RES  SHR S[%CPU] %MEM     TIME+ ARGS"
            )
            memory = " ".join(f"{size / 1024:.1f}M" for size in (VIRTUAL, RESIDENT, SHARED))
            for number, name in list(found.items())[: int(most) or None]:
                await call.print(f"{number:5} root         20   0 {memory} S  0.0   0.2   0:00.00 {name}")
        return 0

    return {"free": _free, "pidof": pidof, "ps": ps, "top": top}


async def _free(call: Call) -> int:
    await call.print("\t\ttotal        used        free      shared     buffers")
    used = TOTAL // 2
    await call.print(f"Mem:    {1024 * TOTAL:14}{1024 * used:12}{1024 * (TOTAL - used):12}{0:12}{BUFFERS * 1024:12}")
    return 0


def _number(text: str) -> float:
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", text):
        raise UsageError(f"bad number '{text}'")
    return float(text)
