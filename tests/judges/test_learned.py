"""A judge that is trained on oracles' words."""

import asyncio
import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pytest

from digienv import cli
from digienv.core import loop
from digienv.core.errors import DigienvError, MissingDependency
from digienv.core.observations import Element, format_elements
from digienv.judges import Trajectory
from digienv.judges.features import MAX_STEPS, NAMES, features_of
from digienv.judges.learned import LearnedJudge, save
from digienv.judges.training import Labelled, cross_validate, train
from digienv.leaderboard.evaluation import EvaluatedTask, Evaluation
from digienv.leaderboard.faulty import HastyAgent, MistakenAgent
from digienv.leaderboard.teaching import agreements, lessons, majority

WORDS = ["apple", "river", "stone", "cloud", "tiger", "lemon", "piano", "castle", "ocean", "forest", "silver", "candle"]


def clicking(goal: str, names: list[str], clicked: int, *more: str) -> Trajectory:
    """An episode on a screen of buttons, one of which is clicked."""
    buttons = [Element(n + 1, "button", name, "", (), 10, 20 * n, 60, 18) for n, name in enumerate(names)]
    texts = {"elements": format_elements(buttons), "axtree": "\n".join(names), "url": "http://x/"}
    actions = (f"click(30, {20 * clicked + 9})", *more)
    screens = [np.zeros((4, 4, 3), np.uint8)] * (len(actions) + 1)
    return Trajectory(goal, screens, actions, (texts,) * len(screens))


def made_up(count: int, seed: int) -> list[Labelled]:
    """Right and wrong clicks, each template with words of its own."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        template = number % 8
        names = [f"{word}{template}" for word in chance.sample(WORDS, 4)]
        wanted, success = chance.randrange(4), chance.random() < 0.5
        clicked = wanted if success else (wanted + chance.randrange(1, 4)) % 4
        trajectory = clicking(f'Click "{names[wanted]}" now.', names, clicked)
        found.append(Labelled.of(trajectory, f"made.up-{template}", "somebody", success=success))
    return found


def test_what_it_learned_carries_over_to_templates_with_other_words() -> None:
    episodes = made_up(320, seed=0)
    scores = cross_validate(episodes, folds=4)
    found = agreements(episodes, scores)
    assert found["all"].judged == 320
    assert found["all"].accuracy[0] > 0.95
    assert 0.4 < majority(found["all"]) < 0.65
    assert set(found) == {"all", "made", "made, somebody"}


def test_labels_without_sense_are_not_learned() -> None:
    episodes = [
        Labelled(e.template, e.kind, e.features, random.Random(n).random() < 0.5) for n, e in enumerate(made_up(160, 0))
    ]
    found = agreements(episodes, cross_validate(episodes, folds=4))
    assert found["all"].accuracy[0] < 0.7


def test_a_fold_has_seen_no_episode_of_its_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    def watch(episodes: list[Labelled], *arguments: Any, **settings: Any) -> lightgbm.Booster:
        seen.append({episode.template for episode in episodes})
        return train(episodes, *arguments, **settings)

    monkeypatch.setattr("digienv.judges.training.train", watch)
    cross_validate(made_up(32, 0), folds=4)
    held_out = [{f"made.up-{n}" for n in range(8)} - templates for templates in seen]
    assert sorted(name for templates in held_out for name in templates) == sorted({f"made.up-{n}" for n in range(8)})


def test_features_are_finite_whatever_was_on_the_screen() -> None:
    for texts in ((), ({},) * 3, ({"elements": "[1] x", "axtree": "\x00"},) * 3):
        for actions in (("nonsense", "click(1, 1)"), ("drag(1, 1, 5, 5)", 'answer("")'), ("stop()", "stop()")):
            features = features_of(Trajectory("", [np.zeros((2, 2, 3), np.uint8)] * 3, actions, texts))
            assert np.isfinite(features).all()
            assert features.shape == (len(NAMES),)
    nothing = features_of(Trajectory("g", [np.zeros((2, 2, 3), np.uint8)], ()))
    assert nothing.shape == (len(NAMES),)
    assert not nothing.any()


def test_names_of_features_are_their_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


def seen(trajectory: Trajectory) -> dict[str, float]:
    """Features by name."""
    return dict(zip(NAMES, features_of(trajectory).tolist(), strict=True))


def test_what_features_tell() -> None:
    right = seen(clicking('Click "b".', ["a", "b", "c"], 1))
    wrong = seen(clicking('Click "b".', ["a", "b", "c"], 0))
    assert (right["name is phrase last"], wrong["name is phrase last"]) == (1, 0)
    assert (right["another name in goal last"], wrong["another name in goal last"]) == (0, 1)
    assert (right["phrases left"], wrong["phrases left"]) == (0, 1)
    twice = seen(clicking("Do what there is to do.", ["a", "OK"], 0, "click(30, 29)", "click(30, 9)"))
    assert (twice["commit times"], twice["since commit"], twice["clicked again"]) == (1, 1, 1)
    asked = 'What is on the "b"?'
    silent, told = seen(clicking(asked, ["b"], 0)), seen(clicking(asked, ["b"], 0, 'answer("b")'))
    assert (silent["not answered"], told["not answered"]) == (1, 0)
    slip = seen(clicking('Enter "4821" here.', ["a"], 0, 'type("4921")'))
    assert slip["nearly said"] == 1
    assert slip["said in goal last"] == 0


def test_the_goal_on_the_page_itself_is_no_evidence() -> None:
    goal = 'Enter the word "lemon" and press go.'
    plain = clicking(goal, ["x"], 0)
    texts = tuple(
        {**text, "axtree": 'text "Enter the word"\ntext "\\"lemon\\" and press go."\n' + text["axtree"]}
        for text in plain.texts
    )
    assert np.array_equal(features_of(plain), features_of(dataclasses.replace(plain, texts=texts)))
    answered = tuple({**text, "axtree": f'text "{goal}"\ntext "lemon"'} for text in plain.texts)
    assert not np.array_equal(features_of(plain), features_of(dataclasses.replace(plain, texts=answered)))


def test_the_last_steps_of_a_long_episode_are_looked_at() -> None:
    long = clicking("Click b.", ["a", "b"], 0, *["wait(1)"] * 80, "click(30, 29)")
    assert seen(long)["name in goal last"] == 1
    assert seen(long)["name in goal mean"] == pytest.approx(1 / MAX_STEPS)


def test_a_stop_at_the_end_tells_nothing() -> None:
    one, other = clicking("Click a.", ["a", "b"], 0), clicking("Click a.", ["a", "b"], 0, "stop()")
    assert np.array_equal(features_of(one), features_of(other))


def test_an_element_is_the_same_by_point_and_by_number() -> None:
    clicked = clicking("Click a.", ["a", "b"], 0)
    numbered = dataclasses.replace(clicked, actions=("click_mark(1)",))
    assert np.array_equal(features_of(clicked), features_of(numbered))
    dragged = dataclasses.replace(clicked, actions=("drag(30, 9, 30, 29)",))
    numbered = dataclasses.replace(clicked, actions=("drag_mark(1, 2)",))
    assert np.array_equal(features_of(dragged), features_of(numbered))


def test_equal_seeds_give_equal_judges() -> None:
    first, second, third = (train(made_up(200, 0), seed=seed).model_to_string() for seed in (0, 0, 1))
    assert first == second
    assert first != third


def test_one_outcome_teaches_nothing() -> None:
    with pytest.raises(DigienvError, match="only one of the two"):
        train([episode for episode in made_up(20, 0) if episode.success])


def test_a_judge_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "mine", train(made_up(320, 0)), ["made.up-0"])
    judge = LearnedJudge(tmp_path / "mine")
    right, wrong = (
        clicking('Click "tiger9".', ["lemon9", "tiger9"], 1),
        clicking('Click "tiger9".', ["lemon9", "tiger9"], 0),
    )
    good, bad = (loop.run(judge.judge(trajectory)) for trajectory in (right, wrong))
    assert (good.success, bad.success) == (True, False)
    assert good.score > 0.5 > bad.score
    assert good.judge == "learned/2"
    assert good.model.startswith("mine-")
    assert judge.templates == ("made.up-0",)
    with pytest.raises(DigienvError, match="channels elements"):
        asyncio.run(judge.judge(Trajectory("g", right.screenshots, right.actions)))
    about = tmp_path / "mine" / "judge.json"
    told = json.loads(about.read_text())
    about.write_text(json.dumps(told | {"version": 0}))
    with pytest.raises(DigienvError, match="train it anew"):
        LearnedJudge(tmp_path / "mine")
    about.write_text(json.dumps(told))
    (tmp_path / "mine" / "judge.txt").write_bytes(b"x" * 20)
    with pytest.raises(DigienvError, match="damaged"):
        LearnedJudge(tmp_path / "mine")
    with pytest.raises(DigienvError, match="digienv judge train"):
        LearnedJudge(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, "lightgbm", None)
    with pytest.raises(MissingDependency, match=r"digienv\[judge\]"):
        LearnedJudge(tmp_path / "mine")


# -------------------------------------------------------------------- from real episodes


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Episodes of faulty agents on real pages."""
    folder = tmp_path_factory.mktemp("lessons")
    Evaluation(
        folder,
        title="",
        command="",
        agents=(MistakenAgent(), HastyAgent()),
        tasks=[EvaluatedTask("miniwob", name) for name in ("click-button", "enter-text", "click-tab", "focus-text-2")],
        seeds=range(6),
        channels=("elements", "axtree", "url"),
    ).play()
    return folder


def test_faulty_agents_fail_and_sometimes_do_not(run: Path) -> None:
    episodes = lessons([run])
    assert len(episodes) == 48
    assert 4 <= sum(episode.success for episode in episodes) <= 30
    assert {episode.kind for episode in episodes} == {"mistaken", "hasty"}


def test_train_and_measure_on_the_command_line(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.judge_train([run], tmp_path / "judge", ["*.focus-*"], 3, 2)
    printed = capsys.readouterr().out
    assert "36 episodes of 3 templates in 3 folds" in printed
    assert LearnedJudge(tmp_path / "judge").templates == (
        "miniwob.click-button",
        "miniwob.click-tab",
        "miniwob.enter-text",
    )
    cli.judge_measure(
        run,
        str(tmp_path / "judge"),
        None,
        url=None,
        local=False,
        out_file=tmp_path / "verdicts.jsonl",
        concurrency=4,
        tokens=None,
        dollars=None,
        prices=(0.0, 0.0),
    )
    assert "miniwob" in capsys.readouterr().out
    assert len((tmp_path / "verdicts.jsonl").read_text().splitlines()) == 48


def test_a_run_without_elements_teaches_nothing(tmp_path: Path) -> None:
    Evaluation(
        tmp_path,
        title="",
        command="",
        agents=(HastyAgent(),),
        tasks=[EvaluatedTask("miniwob", "click-button")],
        seeds=range(1),
    ).play()
    with pytest.raises(DigienvError, match="--channel elements"):
        lessons([tmp_path])
