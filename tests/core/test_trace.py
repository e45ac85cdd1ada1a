"""Traces: what was recorded can be read, also after a crash."""

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digienv.core.env import DigiEnv
from digienv.core.errors import DigienvError
from digienv.core.trace import TraceWriter, read_trace, trace_digest
from digienv.wrappers import RecordTrace
from tests.core.fakes import make_async


def test_an_episode_can_be_read_back(tmp_path: Path) -> None:
    env: Any = RecordTrace(DigiEnv(make_async()), tmp_path)
    env.reset(seed=1)
    actions = ['type("größer\\n")', "click(1, 1)", "click(1, 1)"]
    seen = [env.step(action) for action in actions]
    env.reset(seed=0)
    env.close()
    trace = read_trace(tmp_path / "000000")
    assert [step.action for step in trace.steps] == [None, *actions]
    assert trace.complete
    assert trace.steps[-1].reward == 1.0
    assert trace.steps[-1].info["oracle"]["score"] == 1.0
    for index, (observation, *_) in enumerate(seen, start=1):
        assert np.array_equal(trace.image(index), observation["screenshot"])
    assert not read_trace(tmp_path / "000001").complete
    again: Any = RecordTrace(DigiEnv(make_async()), tmp_path)
    again.reset(seed=1)
    again.close()
    assert (tmp_path / "000002").is_dir()


def test_a_thought_is_read_back(tmp_path: Path) -> None:
    trace = TraceWriter(tmp_path)
    trace.reset({}, {})
    trace.step("wait()", {}, 0.0, False, False, {}, thought="größer → 大")
    trace.step("wait()", {}, 0.0, False, False, {})
    trace.close()
    assert [step.thought for step in read_trace(tmp_path).steps] == ["", "größer → 大", ""]


def test_a_failure_has_no_reward(tmp_path: Path) -> None:
    env: Any = RecordTrace(DigiEnv(make_async()), tmp_path)
    env.reset(seed=1)
    env.step("click(13, 1)")
    env.close()
    last = read_trace(tmp_path / "000000").steps[-1]
    assert math.isnan(last.reward)
    assert last.info["failure"] == "broken by a click"


def test_a_trace_is_never_overwritten(tmp_path: Path) -> None:
    TraceWriter(tmp_path).close()
    with pytest.raises(DigienvError, match="already"):
        TraceWriter(tmp_path)


WRITE_FOR_EVER = """
import sys
from digienv.core.env import DigiEnv
from digienv.wrappers import RecordTrace
from tests.core.fakes import make_async
env = RecordTrace(DigiEnv(make_async(max_steps=None)), sys.argv[1])
while True:
    env.reset(seed=2)
    for _ in range(9):
        env.step('type("x")')
        print("step", flush=True)
"""


def test_what_was_recorded_before_a_kill_is_there(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    done = [process.stdout.readline() for _ in range(15)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    traces = [read_trace(folder) for folder in sorted(tmp_path.iterdir())]
    assert sum(len(trace.steps) - 1 for trace in traces) >= len(done)
    for trace in traces:
        for index in range(len(trace.steps)):
            assert trace.image(index).shape == (24, 32, 3)


def test_a_half_written_last_line_is_left_out_and_other_damage_is_reported(tmp_path: Path) -> None:
    writer = TraceWriter(tmp_path)
    writer.reset({"goal": "g"}, {"task": "t"})
    writer.close()
    path = tmp_path / "trace.jsonl"
    whole = path.read_text()
    path.write_text(whole + '{"observation": {"go')
    assert len(read_trace(tmp_path).steps) == 1
    path.write_text("{broken\n" + whole)
    with pytest.raises(DigienvError, match="line 1"):
        read_trace(tmp_path)
    path.write_text("")
    with pytest.raises(DigienvError, match="empty"):
        read_trace(tmp_path)
    with pytest.raises(DigienvError, match="no trace"):
        read_trace(tmp_path / "nowhere")


def test_a_trace_cannot_name_files_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    folder = tmp_path / "trace"
    folder.mkdir()
    record = {"observation": {"screenshot": "../secret.png"}, "info": {}}
    (folder / "trace.jsonl").write_text(json.dumps(record) + "\n")
    with pytest.raises(DigienvError, match="outside"):
        read_trace(folder).image(0)


def test_the_digest_is_of_every_byte(tmp_path: Path) -> None:
    trace = TraceWriter(tmp_path)
    trace.reset({"screenshot": np.zeros((4, 4, 3), np.uint8), "goal": "größer"}, {})
    trace.step("wait()", {"screenshot": np.full((4, 4, 3), 9, np.uint8), "goal": "größer"}, 0.0, True, False, {})
    trace.close()
    assert trace_digest(tmp_path) == trace.sha256
    for name in ("trace.jsonl", "0000.png", "0001.png"):
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"fer", b"fes").replace(b"IEND", b"IENE"))
        assert trace_digest(tmp_path) != trace.sha256, name
        (tmp_path / name).write_bytes(content)
    (tmp_path / "0001.png").unlink()
    with pytest.raises(DigienvError, match="0001"):
        trace_digest(tmp_path)
