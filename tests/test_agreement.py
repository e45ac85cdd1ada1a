"""How far judges agree with oracles."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digienv import cli
from digienv.core import loop
from digienv.core.errors import DigienvError
from digienv.core.trace import TraceWriter
from digienv.judges import Trajectory, Verdict
from digienv.leaderboard.agreement import Agreement, Case, by, find_traces, judge_traces, read_cases
from digienv.models import BudgetSpent, ModelFailure, Usage
from tests.models.servers import Answer, Body, chat_server, said


def verdict(success: bool, dollars: float = 0.0) -> Verdict:
    return Verdict(success, float(success), "so it is – ß", "raw", Usage(requests=1, dollars=dollars), "judge/1", "m")


def cases(right: int, wrong: int, missed: int, rejected: int, failed: int = 0) -> list[Case]:
    pairs = [(True, True)] * right + [(False, True)] * wrong + [(True, False)] * missed + [(False, False)] * rejected
    found = [Case(str(n), "shop.x", "stopped", oracle, verdict(says, 0.002)) for n, (oracle, says) in enumerate(pairs)]
    return found + [Case(f"f{n}", "shop.x", "stopped", True, None, "gone") for n in range(failed)]


def test_agreement_in_numbers() -> None:
    found = Agreement(cases(20, 5, 10, 15, failed=3))
    assert found.counts == (20, 5, 10, 15)
    assert (found.judged, found.failures) == (50, 3)
    assert found.accuracy[0] == pytest.approx(0.70)
    assert found.precision[0] == pytest.approx(0.80)
    assert found.recall[0] == pytest.approx(2 / 3)
    assert found.f1[0] == pytest.approx(2 * 0.8 * (2 / 3) / (0.8 + 2 / 3))
    assert found.kappa[0] == pytest.approx(0.40)  # Wikipedia's example: observed 0.7, by chance 0.5
    assert found.dollars_per_1000 == pytest.approx(2.0)
    for value, low, high in (found.accuracy, found.precision, found.recall, found.f1, found.kappa):
        assert low < value < high


def test_the_intervals_of_the_bootstrap_are_as_wide_as_theory_has_them() -> None:
    value, low, high = Agreement(cases(200, 50, 100, 150)).kappa
    observed, chance, count = 0.7, 0.5, 500
    error = math.sqrt(observed * (1 - observed) / count) / (1 - chance)
    assert high - low == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert value == pytest.approx((low + high) / 2, abs=0.02)


def test_the_ends_of_the_scale() -> None:
    assert Agreement(cases(5, 0, 0, 5)).kappa[0] == 1.0
    assert Agreement(cases(0, 5, 5, 0)).kappa[0] == -1.0
    assert Agreement(cases(5, 0, 0, 0)).kappa[0] == 1.0
    assert Agreement(cases(0, 0, 0, 5)).f1[0] == 1.0
    nothing = Agreement([])
    assert math.isnan(nothing.accuracy[0])
    assert nothing.accuracy[1:] == (0.0, 1.0)
    assert math.isnan(nothing.kappa[0])
    assert math.isnan(nothing.dollars_per_1000)


def test_groups() -> None:
    found = by([*cases(1, 0, 0, 1), Case("x", "wiki.y", "answered", True, verdict(False))], lambda case: case.suite)
    assert {name: one.judged for name, one in found.items()} == {"shop": 2, "wiki": 1}


# ---------------------------------------------------------------- judging


def record(folder: Path, *, success: bool, action: str = "stop()", truncated: bool = False, **info: Any) -> None:
    screen = np.full((4, 4, 3), 255 * success, np.uint8)
    told = {"goal": "Do it.", "task": "shop.x"}
    with_oracle = {**told, "success": success, "oracle": {"score": float(success)}, **info}
    writer = TraceWriter(folder)
    writer.reset({"screenshot": np.zeros((4, 4, 3), np.uint8)}, told)
    writer.step(action, {"screenshot": screen}, 0.0, not truncated, truncated, with_oracle)
    writer.close()


class Looking:
    """Says success where the last screen is bright; fails where it is told to."""

    def __init__(self) -> None:
        self.judged: list[Trajectory] = []
        self.failure: ModelFailure | None = None
        self.most = self.now = 0

    async def judge(self, trajectory: Trajectory) -> Verdict:
        self.judged.append(trajectory)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        if self.failure is not None:
            raise self.failure
        return verdict(bool(trajectory.screenshots[-1].max()))


def judged(judge: Looking, folder: Path, **options: Any) -> list[Case]:
    traces, _ = find_traces(folder / "traces")
    return loop.run(judge_traces(judge, traces, folder / "cases.jsonl", **options))


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    for number in range(6):
        record(tmp_path / "traces" / f"{number}", success=number % 2 == 0)
    return tmp_path


def test_traces_are_judged_several_at_once_and_kept(recorded: Path) -> None:
    judge = Looking()
    found = judged(judge, recorded, concurrency=3)
    assert [case.oracle for case in found] == [True, False] * 3
    assert Agreement(found).counts == (3, 0, 0, 3)
    assert judge.most == 3
    assert {case.trace: case for case in read_cases(recorded / "cases.jsonl")} == {case.trace: case for case in found}


def test_what_was_judged_is_not_judged_again_and_failures_are(recorded: Path) -> None:
    judge = Looking()
    judge.failure = ModelFailure("gone")
    found = judged(judge, recorded)
    assert [case.failure for case in found] == ["gone"] * 6
    assert Agreement(found).failures == 6
    judge.failure = None
    assert Agreement(judged(judge, recorded)).judged == 6
    assert Agreement(judged(judge, recorded)).judged == 6
    assert len(judge.judged) == 12
    assert len(read_cases(recorded / "cases.jsonl")) == 6


def test_a_spent_budget_leaves_the_rest_for_another_time(recorded: Path) -> None:
    judge = Looking()
    judge.failure = BudgetSpent("spent")
    assert judged(judge, recorded, concurrency=1) == []
    assert len(judge.judged) == 1
    judge.failure = None
    assert Agreement(judged(judge, recorded)).judged == 6


def test_a_line_that_was_cut_short_is_left_out_and_a_damaged_one_is_said(recorded: Path) -> None:
    judge = Looking()
    judged(judge, recorded)
    file = recorded / "cases.jsonl"
    file.write_text(file.read_text()[:-20])
    assert len(read_cases(file)) == 5
    judged(judge, recorded)
    assert len(read_cases(file)) == 6
    assert len(judge.judged) == 7
    file.write_text("{}\n" + file.read_text())
    with pytest.raises(DigienvError, match=r"line 1 of .* is damaged"):
        read_cases(file)


def test_how_episodes_ended(tmp_path: Path) -> None:
    record(tmp_path / "a", success=True, action='answer("12")')
    record(tmp_path / "b", success=False, action="stop()")
    record(tmp_path / "c", success=False, action="click(1, 1)", truncated=True)
    record(tmp_path / "d", success=True, action="click(1, 1)")
    record(tmp_path / "e", success=False, action="nonsense", truncated=True)
    traces, _ = find_traces(tmp_path)
    found = loop.run(judge_traces(Looking(), traces, tmp_path / "cases.jsonl"))
    assert [case.ending for case in found] == ["answered", "stopped", "out of steps", "ended", "out of steps"]


def test_what_cannot_be_judged_is_said(tmp_path: Path) -> None:
    record(tmp_path / "good", success=True)
    record(tmp_path / "broken", success=False, truncated=True, failure="the browser is gone")
    writer = TraceWriter(tmp_path / "short")
    writer.reset({"screenshot": np.zeros((4, 4, 3), np.uint8)}, {"goal": "Do it."})
    writer.close()
    traces, left = find_traces(tmp_path)
    assert [trace.folder.name for trace in traces] == ["good"]
    assert len(left) == 2
    assert all("did not come to an end" in why for why in left)
    with pytest.raises(DigienvError, match="no traces"):
        find_traces(tmp_path / "good" / "nothing")


# ---------------------------------------------------------------- the command


def measure(folder: Path, url: str, *options: str) -> int:
    """The exit status of ``digienv judge measure``."""
    command = ["judge", "measure", str(folder / "traces"), "--model", "org/some", "--url", url, *options]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["digienv", *command])
        try:
            cli.main()
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def test_the_command(recorded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(body: Body) -> Answer:
        return said("Thoughts: hm\nStatus: success", prompt=1000, reply=100)

    with chat_server(answer) as server:
        assert measure(recorded, server.url, "--prices", "2", "10") == 0
        printed = capsys.readouterr().out
        assert "0.500 (0.19 to 0.81)" in printed, "half of them succeeded"
        assert "0.000 (0.00 to 0.00)" in printed, "kappa"
        assert "6,600 tokens, $3.00 for 1,000 verdicts" in printed
        assert len(read_cases(recorded / "traces" / "verdicts-end-to-end-org_some.jsonl")) == 6
        assert measure(recorded, server.url, "--judge", "pae", "--tokens", "2200", "--concurrency", "1") == 0
        assert "The budget is spent: 4 episodes were not judged" in capsys.readouterr().out
        assert measure(recorded, server.url, "--judge", "oracle") == 1
        assert "there is no judge 'oracle'" in capsys.readouterr().err
        server.answer = lambda body: said("Let me think.")
        assert measure(recorded, server.url, "--judge", "digirl") == 1
        assert "no episode got a verdict: org/some gives no verdict" in capsys.readouterr().err
