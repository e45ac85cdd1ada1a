import dataclasses
import json

import pytest

from digienv.core.errors import DigienvError
from digienv.leaderboard.results import Curve, Episode, Point, Rate, Results, rate, wilson_interval
from digienv.models.chat import Usage


def make_results(*episodes: Episode, **changes) -> Results:
    results = Results(
        title="A run",
        command="digienv demo",
        started="2025-01-02T03:04:05+00:00",
        seconds=10.0,
        planned=len(episodes),
        stopped="",
        machine={"cores": "2"},
        versions={"python": "3.11"},
        episodes=episodes,
    )
    return dataclasses.replace(results, **changes)


@pytest.mark.parametrize(
    ("successes", "episodes", "low", "high"),
    [  # table I, method 3, of Newcombe 1998, "Two-sided confidence intervals for the single proportion"
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(successes, episodes, low, high):
    assert wilson_interval(successes, episodes) == pytest.approx((low, high), abs=5e-5)


def test_an_interval_of_nothing_says_nothing():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    with pytest.raises(DigienvError):
        wilson_interval(2, 1)


def test_failures_of_the_infrastructure_are_counted_but_not_scored():
    episodes = [Episode("t", "a", seed, success=outcome) for seed, outcome in enumerate((True, False, None, True))]
    assert rate(episodes) == Rate(successes=2, episodes=3, failures=1)


def test_rates_by_task_and_agent():
    results = make_results(
        Episode("a", "x", 0, success=True), Episode("a", "y", 0, success=False), Episode("b", "x", 0, success=False)
    )
    assert results.rate(task="a", agent="x") == Rate(1, 1)
    assert results.rate(agent="x") == Rate(1, 2)
    assert results.rate() == Rate(1, 3)
    assert results.tasks == ("a", "b")
    assert results.agents == ("x", "y")


def test_what_was_written_is_read_back(tmp_path):
    results = make_results(
        Episode(
            "a",
            "x",
            3,
            goal="größer → 大",
            steps=2,
            seconds=0.5,
            usage=Usage(3, 1, 20, 5, 0.25),
            reward=-1.0,
            success=False,
        )
    )
    curve = Curve("A", ("a", "b"), "turns", "x", "y", ("z",), (Point(0, 1, 2), Point(5, 2, 2)))
    results = dataclasses.replace(results, curves=(curve,))
    results.write(tmp_path / "new")
    assert Results.read(tmp_path / "new") == results
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["results.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 2, "episodes": [{"x": 1}]}'])
def test_damaged_results_are_one_clear_error(tmp_path, text):
    (tmp_path / "results.json").write_text(text)
    with pytest.raises(DigienvError, match="damaged"):
        Results.read(tmp_path)


def test_results_of_another_format_say_so(tmp_path):
    path = make_results().write(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(DigienvError, match="format 99"):
        Results.read(tmp_path)


def test_no_results_is_a_clear_error(tmp_path):
    with pytest.raises(DigienvError, match="no results"):
        Results.read(tmp_path)
