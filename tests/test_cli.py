import json
import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import gymnasium
import pytest
from typer.testing import CliRunner

import digienv
from digienv import cli, doctor, listing
from digienv.bench import Measurement, measure
from digienv.leaderboard.results import Results
from digienv.sites.catalogue import SITE_SUITES, site_tasks
from digienv.suites.android.catalogue import TASKS
from digienv.suites.cards.catalogue import GAMES
from digienv.suites.miniwob import make_async
from digienv.suites.miniwob.catalogue import PAGES

ROOT = Path(__file__).parents[1]
SHORT_DEMO = """
    import tests.stub_solution
    tests.stub_solution.install()
    import digienv.demo
    digienv.demo.TASKS = ("click-test", "click-test-2")
"""


started: list[subprocess.Popen] = []


@pytest.fixture(autouse=True)
def leave_no_process():
    yield
    while started:
        process = started.pop()
        process.kill()
        process.communicate()


def start(*arguments: str, before: str = "", **environment: str) -> subprocess.Popen:
    """The command line in a process of its own; `before` runs first in it."""
    program = f"{textwrap.dedent(before)}\nfrom digienv.cli import main\nmain()"
    variables = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    variables |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "COLUMNS": "160"} | environment
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables,
    )  # fmt: skip
    started.append(process)
    return process


def digienv_command(*arguments: str, before: str = "", **environment: str) -> tuple[int, str, str]:
    process = start(*arguments, before=before, **environment)
    printed, said = process.communicate(timeout=240)
    return process.returncode, printed, said


def wait_for(condition, process, seconds=120):
    deadline = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def assert_one_sentence(said: str, *words: str) -> None:
    assert "Traceback" not in said
    assert len([line for line in said.splitlines() if "without its sandbox" not in line]) <= 2
    for word in words:
        assert word in said


# -------------------------------------------------------------------- help, version, errors


@pytest.mark.parametrize("command", ["list", "doctor", "play", "demo", "bench"])
def test_every_command_has_help_with_examples(command):
    result = CliRunner().invoke(cli.app, [command, "--help"])
    assert result.exit_code == 0
    assert re.search(rf"Examples?: digienv {command}", result.output)


def test_version():
    assert digienv_command("--version") == (0, f"digienv {digienv.__version__}\n", "")


def test_the_entry_point_is_the_command():
    from importlib.metadata import entry_points

    (entry,) = entry_points(group="console_scripts", name="digienv")
    assert entry.value == "digienv.cli:main"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["play", "click-tset"], ["no environment 'click-tset'", "did you mean", "click-test"]),
        (["play", "zzz"], ["no environment 'zzz'", "digienv list"]),
        (["bench", "digienv/nothing-v0"], ["no environment"]),
        (["list", "zzz"], ["no environment matches 'zzz'"]),
        (["list", "--suite", "zzz"], ["no suite 'zzz'", "miniwob"]),
        (["demo", "--tasks", "21"], ["20 tasks"]),
        (["demo", "--out", "/proc/nothing"], ["/proc/nothing"]),
    ],
)
def test_errors_are_one_sentence(arguments, words):
    status, _, said = digienv_command(*arguments)
    assert status == 1
    assert_one_sentence(said, "digienv: ", *words)


def test_a_wrong_option_is_explained():
    status, _, said = digienv_command("demo", "--episodes", "0")
    assert status == 2
    assert "Traceback" not in said
    assert "--episodes" in said


def test_a_missing_browser_is_one_sentence_and_its_remedy():
    for command in (["play", "click-test"], ["bench"], ["demo"]):
        status, _, said = digienv_command(*command, DIGIENV_CHROMIUM="/nowhere/chromium")
        assert status == 1
        assert_one_sentence(said, "DIGIENV_CHROMIUM", "correct it or unset it")


def test_a_fault_of_our_own_is_no_traceback_either():
    status, _, said = digienv_command(
        "list", before="import digienv.listing\ndigienv.listing.all_entries = lambda: 1 / 0"
    )
    assert status == 1
    assert_one_sentence(said, "digienv is at fault", "ZeroDivisionError", "report")


def test_the_command_starts_fast_because_nothing_heavy_is_imported():
    before = (
        "import atexit, sys\natexit.register(lambda: print([m for m in ('torch', 'playwright') if m in sys.modules]))"
    )
    _, printed, _ = digienv_command("list", "--count", before=before)
    assert printed.splitlines()[-1] == "[]"


# -------------------------------------------------------------------- list


def test_every_registered_environment_is_listed():
    registered = {name for name in gymnasium.registry if name.startswith("digienv/")}
    assert {entry.id for entry in listing.all_entries()} == registered - {"digienv/androidworld-v0"}


def test_the_list_and_its_count():
    count = int(digienv_command("list", "--count")[1])
    on_sites = sum(len(site_tasks(suite)) + 1 for suite in SITE_SUITES)
    assert count == len(PAGES) + 1 + len(GAMES) + 1 + len(TASKS) + 1 + on_sites == len(listing.all_entries())
    assert int(digienv_command("list", "--count", "--suite", "cards")[1]) == len(GAMES) + 1
    status, printed, _ = digienv_command("list", "miniwob.click-tab*")
    assert status == 0
    rows = [line.split() for line in printed.splitlines() if line.startswith("digienv/")]
    assert [row[0] for row in rows] == [f"digienv/miniwob.{p.name}-v0" for p in PAGES if p.name.startswith("click-tab")]
    page = next(page for page in PAGES if page.name == "click-tab")
    assert rows[0][1:3] == [page.difficulty, str(page.max_steps)]
    assert rows[0][3:] in (["yes"], ["no"])
    assert f"All have the actions {' '.join(listing.find_entry('click-tab').actions)}" in printed


def test_the_list_of_what_has_not_the_same_actions():
    printed = digienv_command("list", "shop")[1]
    rows = {line.split()[0]: line.split() for line in printed.splitlines() if line.startswith("digienv/")}
    assert "All have" not in printed
    for name, action in (("digienv/android.search-shop-v0", "double_click"), ("digienv/shop-v0", "goto")):
        assert action in rows[name]


@pytest.mark.parametrize(
    "text",
    ["click-test", "miniwob.click-test", "miniwob.click-test-v0", "digienv/miniwob.click-test-v0", " Click-Test "],
)
def test_short_ids(text):
    assert listing.find_entry(text).id == "digienv/miniwob.click-test-v0"


def test_a_suite_as_an_id():
    assert listing.find_entry("miniwob").id == "digienv/miniwob-v0"


# -------------------------------------------------------------------- doctor


def test_doctor_where_web_environments_run():
    status, printed, _ = digienv_command("doctor")
    assert status == 0
    for word in ("browser", "sandbox", "fonts: Latin", "MiniWoB++", "adb", "docker", "GPU", "display"):
        assert word in printed
    assert re.search(r"✓ +browser +\S*Chrome", printed)
    assert "Web environments run here." in printed


def test_doctor_without_a_browser():
    status, printed, said = digienv_command("doctor", DIGIENV_CHROMIUM="/nowhere/chromium")
    assert status == 1
    assert re.search(r"✗ +browser .*playwright install", printed)
    assert_one_sentence(said, "cannot run here for want of: browser")


def test_doctor_without_the_pages(monkeypatch):
    monkeypatch.setattr("digienv.suites.miniwob.task.importlib.util.find_spec", lambda name: None)
    (finding,) = doctor.CHECKS["MiniWoB++"]()
    assert (finding.state, finding.needed, finding.remedy) == ("missing", True, "pip install 'digienv[miniwob]'")


def test_doctor_tells_drawn_characters_from_missing_ones():
    """Two private characters that no font has are drawn alike; letters are not."""
    from digienv.core import loop

    drawn = loop.run(doctor._fonts_drawn())
    assert drawn["Latin"] is True
    original = dict(doctor.FONT_SCRIPTS)
    try:
        doctor.FONT_SCRIPTS["none"] = ("\U0010fff0", "\U0010fff1", "no-package")
        assert loop.run(doctor._fonts_drawn())["none"] is False
    finally:
        doctor.FONT_SCRIPTS.clear()
        doctor.FONT_SCRIPTS.update(original)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Put programs that print something on an otherwise empty path."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def add(name, script):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    return add


def test_doctor_and_docker(programs):
    assert [(f.state, f.remedy.split()[-1]) for f in doctor.CHECKS["docker"]()] == [("missing", "docker.io")]
    programs("docker", 'case "$1" in compose) exit 1;; esac; echo "cannot connect" >&2; exit 1')
    daemon, compose = doctor.CHECKS["docker"]()
    assert (daemon.state, daemon.remedy.removeprefix("sudo ")) == ("missing", "service docker start")
    assert compose.state == "missing"
    programs("docker", 'case "$1" in compose) exit 1;; esac; echo 27.0')
    programs("docker-compose", "echo 1.29.2")
    assert [f.detail for f in doctor.CHECKS["docker"]()] == ["daemon 27.0", "docker-compose 1.29.2"]
    programs("docker", 'case "$1" in compose) echo 2.30;; *) echo 27.0;; esac')
    assert [f.detail for f in doctor.CHECKS["docker"]()] == ["daemon 27.0", "docker compose 2.30"]


def test_doctor_and_adb_and_gpu(programs, monkeypatch):
    monkeypatch.setenv("DIGIENV_ADB", "no-such-adb")
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(free_port()))
    adb, emulators = doctor.CHECKS["Android"]()
    assert (adb.state, adb.remedy) == ("missing", "pip install 'digienv[android]'")
    assert emulators.name == "emulators"
    gpu, *_ = doctor.CHECKS["GPU"]()
    assert gpu.state == "note"
    programs("adb", "echo Android Debug Bridge version 9")
    programs("nvidia-smi", "echo NVIDIA X, 80000 MiB")
    monkeypatch.setenv("DIGIENV_ADB", "adb")
    adb, devices, _ = doctor.CHECKS["Android"]()
    assert (adb.state, adb.detail) == ("ok", "Android Debug Bridge version 9")
    assert (devices.name, devices.state, devices.remedy) == ("devices", "note", "adb start-server")
    assert "no adb server listens" in devices.detail
    gpu, *_ = doctor.CHECKS["GPU"]()
    assert (gpu.state, gpu.detail) == ("ok", "NVIDIA X, 80000 MiB")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def adb_server(programs, monkeypatch):
    """A server in the place of adb's, which says what it is told to, if anything."""
    programs("adb", "echo Android Debug Bridge version 9")
    monkeypatch.setenv("DIGIENV_ADB", "adb")
    told = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            asked = self.request.recv(1000)
            if told:
                assert asked == b"000ehost:devices-l"
                self.request.sendall(b"OKAY%04x%s" % (len(told[0]), told[0]))
            else:
                self.request.recv(1)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(server.server_address[1]))
        yield told
        server.shutdown()


def test_doctor_lists_devices_as_adb_does(adb_server):
    adb_server.append(
        b"emulator-5554          device product:sdk model:Pixel_6 device:emu64x transport_id:1\n"
        b"0A1B                   unauthorized usb:1-2 transport_id:2\n"
        b"10.0.0.7:5555          offline transport_id:3\n"
        b"(no serial number)     no permissions (user in plugdev group; are your udev rules wrong?); see [http://x:y]\n"
        b"0C2D                   sideload transport_id:5\n"
    )
    found = {finding.name: (finding.state, finding.detail) for finding in doctor.CHECKS["Android"]()}
    assert found["device emulator-5554"] == ("ok", "Pixel 6, device")
    for name, *words in (
        ("0A1B", "unauthorized: ", "allow USB debugging"),
        ("10.0.0.7:5555", "offline: ", "connect it again"),
        ("(no serial number)", "no permissions: ", "udev rules"),
        ("0C2D", "sideload: ", "restart it"),
    ):
        state, detail = found[f"device {name}"]
        assert state == "note"
        assert all(word in detail for word in words)
    adb_server[0] = b""
    assert "none" in next(finding.detail for finding in doctor.CHECKS["Android"]() if finding.name == "devices")


def test_doctor_does_not_wait_for_adb_for_long(adb_server, monkeypatch):
    monkeypatch.setattr(doctor, "DEVICES_TIMEOUT", 0.3)
    (finding,) = [finding for finding in doctor.CHECKS["Android"]() if finding.name == "devices"]
    assert (finding.state, finding.remedy) == ("note", "adb kill-server")
    assert "has not answered" in finding.detail


def test_doctor_and_the_display(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    (finding,) = doctor.CHECKS["display"]()
    assert (finding.state, finding.detail) == ("ok", ":7")
    monkeypatch.delenv("DISPLAY")
    if sys.platform == "linux":
        (finding,) = doctor.CHECKS["display"]()
        assert finding.state == "note"


# -------------------------------------------------------------------- demo


def test_demo_writes_traces_results_and_a_report(tmp_path):
    status, printed, said = digienv_command(
        "demo", "--out", str(tmp_path / "run"), "--episodes", "2", "--tasks", "2", "--seed", "9", before=SHORT_DEMO
    )
    assert status == 0, said
    report = Path(re.search(r"report: (.+)", printed)[1])
    assert report == tmp_path / "run" / "report.html"
    results = Results.read(report.parent)
    assert len(results.episodes) == results.planned == 8
    assert {episode.seed for episode in results.episodes} == {9, 10}
    assert results.rate(task="miniwob.click-test", agent="scripted").successes == 2
    assert "<script" in report.read_text()
    assert re.search(r"scripted +\d+\.\d %", printed)
    assert "steps/s" in printed


def test_demo_does_not_write_over_a_run(tmp_path):
    (tmp_path / "results.json").write_text("{}")
    status, _, said = digienv_command("demo", "--out", str(tmp_path))
    assert status == 1
    assert_one_sentence(said, "holds a run already", "--out")


def test_an_interrupted_demo_reports_what_there_is(tmp_path):
    process = start("demo", "--out", str(tmp_path / "run"), "--episodes", "500", "--tasks", "2", before=SHORT_DEMO)
    wait_for(lambda: len(list((tmp_path / "run" / "traces").glob("*/*/*"))) > 12, process)
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    results = Results.read(tmp_path / "run")
    assert results.stopped == "interrupted"
    assert 0 < len(results.episodes) < results.planned == 2000
    assert f"kept the {len(results.episodes)} of 2000 episodes" in printed
    assert (tmp_path / "run" / "report.html").exists()


# -------------------------------------------------------------------- play, bench


def test_play_prints_where_to_play_and_ends_on_an_interrupt():
    process = start("play", "click-test", "--seed", "4")
    address = re.search(r"play at (http://127\.0\.0\.1:\d+/)(\?token=\S{16,})", process.stderr.readline())
    with urlopen(f"{address[1]}state{address[2]}") as reply:
        assert json.load(reply)["goal"] == "Click the button."
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "0 of 0 finished episodes solved" in printed
    assert "Traceback" not in said


def test_measurements():
    shares = []
    measured = measure(lambda: make_async("click-test"), envs=2, seconds=1.0, on_progress=shares.append)
    assert isinstance(measured, Measurement)
    assert measured.envs == 2
    assert 0 < measured.step_p50 <= measured.step_p90
    assert measured.reset_p50 > 0
    assert measured.steps_per_second > 1
    assert max(shares) > 0.5
    if sys.platform == "linux":
        assert measured.memory > 50e6


def test_bench_prints_a_row_for_each_number_of_environments():
    status, printed, _ = digienv_command("bench", "click-test", "--envs", "1", "--envs", "3", "--seconds", "0.5")
    assert status == 0
    rows = re.findall(r"^ *(\d+) +[\d.]+ +[\d.]+ ms +[\d.]+ ms +[\d.]+ ms +(\d+ MB|–)", printed, re.MULTILINE)
    assert [int(count) for count, _ in rows] == [1, 3]
    assert "digienv/miniwob.click-test-v0" in printed


def test_an_interrupted_bench_keeps_what_was_measured():
    before = """
        import digienv.bench
        real = digienv.bench.measure
        def measure(make, *, envs, **kwargs):
            if envs == 2:
                raise KeyboardInterrupt
            return real(make, envs=envs, **kwargs)
        digienv.bench.measure = measure
    """
    status, printed, said = digienv_command("bench", "--envs", "1", "--envs", "2", "--seconds", "0.3", before=before)
    assert status == 130
    assert "kept 1 of 2 measurements" in printed
    assert "Traceback" not in said


def test_an_interrupt_in_any_code_ends_with_the_same_status(tmp_path):
    (tmp_path / "probe.py").write_text(
        textwrap.dedent("""
            import typer
            from digienv.terminal import INTERRUPTED, make_app, run

            app = make_app("probe")

            @app.command()
            def probe(where: str):
                try:
                    if where == "exec":
                        exec("import signal; signal.raise_signal(signal.SIGINT)")
                    raise KeyboardInterrupt
                except KeyboardInterrupt:
                    raise typer.Exit(INTERRUPTED) from None

            run(app, str)
        """)
    )
    for where in ("exec", "here"):
        assert subprocess.run([sys.executable, "-m", "probe", where], cwd=tmp_path).returncode == 130


# -------------------------------------------------------------------- evaluate


def test_an_evaluation_on_the_command_line_goes_on_where_it_was_and_names_what_failed(tmp_path):
    common = ("evaluate", "--task", "click-test", "--episodes", "2", "--out", str(tmp_path / "run"))
    status, printed, said = digienv_command(*common, "--agent", "http://127.0.0.1:9/act", "--agent", "scripted")
    assert status == 0, said
    assert "2 failed and are not scored, e.g.: the agent at http://127.0.0.1:9/act does not answer" in printed
    assert "n = 2" in printed
    before = (tmp_path / "run" / "episodes.jsonl").read_text().splitlines()
    status, printed, said = digienv_command(*common, "--agent", "http://127.0.0.1:9/act", "--agent", "scripted")
    after = (tmp_path / "run" / "episodes.jsonl").read_text().splitlines()
    assert (len(before), len(after)) == (4, 6)
    status, _, said = digienv_command("verify", str(tmp_path / "run"))
    assert status == 1
    assert_one_sentence(said, "refused: 1 problems")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--agent", "random"), "--suite or a --task"),
        (("--agent", "rando", "--task", "click-test"), "there is no agent"),
        (("--agent", "random", "--suite", "nothing"), "there is no suite"),
        (("--agent", "random", "--task", "click-test", "--split", "test"), "no splits"),
        (("--agent", "prompted", "--task", "click-test"), "--model"),
        (("--agent", "random", "--task", "click-test", "--dollars", "1"), "--prices"),
        (("--agent", "reflexion", "--task", "click-test", "--judge", "pae"), "asks a model; name it with --model"),
        (("--agent", "reflexion", "--task", "click-test", "--judge", "strict"), "there is no judge 'strict'"),
    ],
)
def test_what_cannot_be_evaluated_is_said(tmp_path, arguments, why):
    status, _, said = digienv_command("evaluate", *arguments, "--out", str(tmp_path))
    assert status == 1
    assert_one_sentence(said, why)
