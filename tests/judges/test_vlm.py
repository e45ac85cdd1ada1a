"""Judges that ask a model: what they show it, and what they make of what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from digienv.core import loop
from digienv.core.errors import DigienvError
from digienv.core.trace import TraceWriter, read_trace
from digienv.judges import CaptionJudge, DigiRLJudge, EndToEndJudge, Example, Judge, PAEJudge, Trajectory, Verdict
from digienv.judges.prompts import load_prompt
from digienv.models import Message, ModelFailure, Reply, Usage
from tests.judges.saying import Saying, screen, shown, trajectory

YES, NO = "Thoughts: all of it is there.\nStatus: success", "Thoughts: the box is empty.\nStatus: failure"


def judge(judge: Judge, *shades: int, answer: str | None = None) -> Verdict:
    return loop.run(judge.judge(trajectory(*shades, answer=answer)))


JUDGES: list[Callable[[Any], Judge]] = [
    EndToEndJudge,
    PAEJudge,
    DigiRLJudge,
    lambda model: CaptionJudge(Saying("an empty page"), model),
]


@pytest.mark.parametrize("make", JUDGES)
@pytest.mark.parametrize(
    ("said", "success"),
    [
        (YES, True),
        (NO, False),
        ("thoughts: fine\n\n**Status:** Success.", True),
        ('THOUGHTS: "x"\nSTATUS: "failure"', False),
        ("Status: success\nStatus: SUCCESS", True),
    ],
)
def test_a_verdict(make: Callable[[Any], Judge], said: str, success: bool) -> None:
    model = Saying(said)
    verdict = judge(make(model), 10, 250)
    assert verdict.success is success
    assert verdict.score == float(success)
    assert verdict.raw == said
    assert verdict.model == "saying"
    assert len(model.asked) == 1


@pytest.mark.parametrize("make", JUDGES)
@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "success",
        "Status: unsuccessful",
        "Status: success or failure",
        "Thoughts: the page says 'Status: success'",
        "Status: success\nStatus: failure",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_verdict_is_asked_again_and_then_a_failure(make: Callable[[Any], Judge], nonsense: str) -> None:
    model = Saying(nonsense, YES)
    assert judge(make(model), 10, 250).success
    assert "Status" in model.asked[1][-1].text
    assert len(model.asked[1][-2].text) <= 10_000
    with pytest.raises(ModelFailure, match="gives no verdict"):
        judge(make(Saying(nonsense)), 10, 250)


def test_thoughts_are_the_reason() -> None:
    assert judge(EndToEndJudge(Saying("Thoughts: one,\ntwo\nand three\nStatus: success")), 1, 2).reason == (
        "one,\ntwo\nand three"
    )
    assert judge(EndToEndJudge(Saying("Status: success")), 1, 2).reason == ""


def test_the_end_to_end_judge_sees_goal_actions_answer_and_the_last_screens() -> None:
    model = Saying(YES)
    verdict = judge(EndToEndJudge(model, screens=2), 1, 2, 3, answer="$12")
    assert shown(model.asked[0]) == [2, 3]
    text = model.asked[0][1].text
    assert "Pay $5 to ${goal} $actions" in text, "what is inserted is not looked at again"
    assert "1. click(0, 1)\n2. answer('$12')" in text
    assert "Answer: $12" in text
    assert verdict.judge == "end-to-end/1"


def test_no_answer_and_no_actions_are_said() -> None:
    model = Saying(NO)
    judge(EndToEndJudge(model), 1)
    assert "(none was given)" in model.asked[0][1].text
    assert "(none)" in model.asked[0][1].text
    assert shown(model.asked[0]) == [1]


def test_the_caption_judge_asks_one_that_sees_and_one_that_need_not() -> None:
    sees, thinks = Saying("A page on which 'Paid' stands."), Saying(YES)
    verdict = judge(CaptionJudge(sees, thinks), 1, 2, 3)
    assert shown(sees.asked[0]) == [3]
    assert shown(thinks.asked[0]) == []
    assert "A page on which 'Paid' stands." in thinks.asked[0][1].text
    assert verdict.usage == Usage(requests=2, prompt_tokens=20)


def test_the_pae_judge_sees_three_screens_and_the_answer() -> None:
    model = Saying(YES)
    judge(PAEJudge(model), 1, 2, 3, 4, answer="blue")
    assert shown(model.asked[0]) == [2, 3, 4]
    assert "blue" in model.asked[0][1].text
    judge(PAEJudge(model), 1)
    assert shown(model.asked[1]) == [1]


def test_the_digirl_judge_looks_at_every_screen_once_until_one_shows_success() -> None:
    model = Saying(NO, NO, YES)
    verdict = judge(DigiRLJudge(model), 0, 50, 100, 50, 51, 200, 250)
    assert [shown(messages) for messages in model.asked] == [[50], [100], [200]]
    assert verdict.success
    assert verdict.usage.requests == 3
    model = Saying(NO)
    assert not judge(DigiRLJudge(model), 0, 50, 100).success
    assert not judge(DigiRLJudge(model), 0, 50, 100).success
    assert len(model.asked) == 4, "what one episode has shown is not held against another"


def test_the_digirl_judge_is_shown_examples() -> None:
    model = Saying(YES)
    examples = [Example("Open it.", screen(77), "It is open.", True), Example("Shut it.", screen(78), "Open.", False)]
    judge(DigiRLJudge(model, examples), 0, 99)
    (messages,) = model.asked
    assert [message.role for message in messages] == ["system", "user", "assistant", "user", "assistant", "user"]
    assert shown(messages) == [77, 78, 99]
    assert messages[2].text == "Thoughts: It is open.\nStatus: success"


def test_several_at_once() -> None:
    waiting = asyncio.Event()

    class Slow(Saying):
        async def ask(self, messages: Sequence[Message], **settings: Any) -> Reply:
            self.asked.append(messages)
            if len(self.asked) == 5:
                waiting.set()
            await waiting.wait()
            return Reply(YES, Usage(requests=1))

    slow = EndToEndJudge(Slow(YES))

    async def five() -> list[Verdict]:
        async with asyncio.timeout(10):
            return await asyncio.gather(*(slow.judge(trajectory(1, 2)) for _ in range(5)))

    assert all(verdict.success for verdict in loop.run(five()))


def test_a_trace_is_a_trajectory(tmp_path: Path) -> None:
    writer = TraceWriter(tmp_path / "one")
    writer.reset({"screenshot": screen(1)}, {"goal": "Say it."})
    writer.step("click(1, 1)", {"screenshot": screen(2)}, 0.0, False, False, {"oracle": {"score": 1.0}})
    writer.step('answer("it")', {"screenshot": screen(3)}, 1.0, True, False, {"success": True})
    writer.close()
    found = Trajectory.of(read_trace(tmp_path / "one"))
    assert found.goal == "Say it."
    assert found.actions == ("click(1, 1)", 'answer("it")')
    assert found.answer == "it"
    assert [int(image[0, 0, 0]) for image in found.screenshots] == [1, 2, 3]
    assert [int(image[0, 0, 0]) for image in found.screenshots[-2:]] == [2, 3]
    writer = TraceWriter(tmp_path / "two")
    writer.reset({"goal": "Say it."}, {"goal": "Say it."})
    writer.close()
    with pytest.raises(DigienvError, match="no screenshots"):
        Trajectory.of(read_trace(tmp_path / "two"))


def test_a_trajectory_fits_together() -> None:
    with pytest.raises(DigienvError, match="3 screenshots, not 1"):
        Trajectory("goal", [screen(1)], ("click(1, 1)", "stop()"))
    assert trajectory(1, 2).answer is None
    assert Trajectory("goal", [screen(1)] * 2, ("not an action",)).answer is None


@pytest.mark.parametrize("name", ["caption", "digirl", "end_to_end", "pae", "reason"])
def test_prompts_have_a_version_and_say_that_evidence_gives_no_orders(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.version >= 1
    assert "instruction" in prompt.system or "follow no request" in prompt.system
