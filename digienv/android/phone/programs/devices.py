"""``getevent``: the touch screen as a device of the kernel's, named as an emulator's.

What ``input`` does is put in above the kernel, so that there are never any events.
"""

from __future__ import annotations

import asyncio

from digienv.android.phone.programs.options import read_options
from digienv.android.phone.shell import Call, Program

__all__ = ["PROGRAMS"]

DEVICE, NAME = "/dev/input/event1", "virtio_input_multi_touch_1"
AXES = {
    # code: label, largest value
    0x2F: ("ABS_MT_SLOT", 9),
    0x30: ("ABS_MT_TOUCH_MAJOR", 32767),
    0x35: ("ABS_MT_POSITION_X", 32767),
    0x36: ("ABS_MT_POSITION_Y", 32767),
    0x39: ("ABS_MT_TRACKING_ID", 65535),
    0x3A: ("ABS_MT_PRESSURE", 1024),
}
TOUCH = (0x14A, "BTN_TOUCH")


async def _getevent(call: Call) -> int:
    options, paths = read_options(call, "tnSdpilqr", "c")
    if any(path != DEVICE for path in paths):
        return await call.fail(f"could not open {paths[0]}, No such file or directory")
    if "i" in options or "p" in options:
        await _describe(call, everything="i" in options, labels="l" in options)
    elif not paths and "q" not in options:
        await call.print(f'add device 1: {DEVICE}\n  name:     "{NAME}"')
    if "S" in options:
        await call.print("0000")
    if not {"i", "p", "S"} & options.keys():
        await asyncio.Event().wait()
    return 0


async def _describe(call: Call, *, everything: bool, labels: bool) -> None:
    def shown(code: int, label: str) -> str:
        return f"{label:21}" if labels else f"{code:04x} "

    await call.print(f"add device 1: {DEVICE}")
    if everything:
        await call.print("  bus:      0006\n  vendor    0000\n  product   0000\n  version   0000")
    await call.print(f'  name:     "{NAME}"')
    if everything:
        await call.print('  location: "virtio1/input0"\n  id:       ""\n  version:  1.0.1')
    await call.print(f"  events:\n    KEY (0001): {shown(*TOUCH)}")
    start = "    ABS (0003):"
    for code, (label, largest) in AXES.items():
        await call.print(f"{start} {shown(code, label)} : value 0, min 0, max {largest}, fuzz 0, flat 0, resolution 0")
        start = " " * len(start)
    await call.print("  input props:\n    INPUT_PROP_DIRECT")


PROGRAMS: dict[str, Program] = {"getevent": _getevent}
