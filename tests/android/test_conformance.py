"""The simulated phone passes the checks for devices, through every client; and a device that is at fault does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from digienv.android.adb import AdbDevice, AdbServer
from digienv.android.conformance import Ours, Result, checks, run_checks
from digienv.android.phone.phone import Phone
from digienv.android.phone.templates import template
from digienv.core import loop


async def all_results(device: AdbDevice) -> list[Result]:
    return [result async for result in run_checks(device)]


def test_the_simulated_phone_passes(tmp_path: Path, adb_server: AdbServer) -> None:
    phone = Phone(template("new"), tmp_path / "files")
    loop.run(phone.start())
    try:
        device = loop.run(adb_server.connect(phone.address))
        loop.run(device.wait())
        results = loop.run(all_results(device))
        problems = {result.check.name: result.problem for result in results if result.problem}
        assert not problems
        assert len(results) >= 250
        assert {result.check.name.rpartition("[")[2] for result in results} == {
            "digienv]", "adb]", "adbutils]", "uiautomator2]",
        }  # fmt: skip
    finally:
        loop.run(phone.close())


class _Faulty(Ours):
    """Loses the exit status, and the last byte of every file."""

    async def shell(self, script: str) -> tuple[str, int]:
        said, _ = await super().shell(script)
        return said, 0

    async def pull(self, path: str) -> bytes:
        return (await super().pull(path))[:-1]


def test_faults_are_found(device: AdbDevice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digienv.android.conformance.Ours", _Faulty)
    chosen = [check for check in checks(device) if "[digienv]" in check.name and check.group in ("shell", "files")]

    async def problems() -> set[str]:
        found = set()
        await device.run("mkdir", "-p", "/data/local/tmp/digienv-check")
        for check in chosen:
            try:
                await check.body()
            except Exception:
                found.add(check.name)
        return found

    found = loop.run(problems())
    assert {"false [digienv]", "exit 7 [digienv]", "65536 bytes there and back [digienv]"} <= found
    assert "echo hello [digienv]" not in found
