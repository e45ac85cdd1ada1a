"""What the tracker holds: enough of it, consistent, readable, and the same for the same seed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from digienv.sites.tracker.content import NOW, OPENED, WORKS_ON, Issue, TrackerContent, generate
from digienv.sites.tracker.scenarios import AREAS

SEEDS = (0, 1, 2**40)


@pytest.fixture(scope="module", params=SEEDS)
def content(request: pytest.FixtureRequest) -> TrackerContent:
    return generate(request.param)


def unique(values: list) -> bool:
    return len(set(values)) == len(values)


def last(issue: Issue, name: str) -> object:
    return next((step.changes[name] for step in reversed(issue.steps) if name in step.changes), None)


def test_equal_seeds_give_equal_content() -> None:
    assert generate(7) == generate(7)
    assert generate(7).issues != generate(8).issues


def test_counts(content: TrackerContent) -> None:
    steps = [step for issue in content.issues for step in issue.steps]
    statuses = Counter(last(issue, "status") for issue in content.issues)
    assert len(content.people) == 31
    assert len(content.keywords) == 17
    assert 340 <= len(content.issues) <= 420
    assert sum(step.message is not None for step in steps) >= 1200
    assert sum(step.attachment is not None for step in steps) >= 20
    assert sum("superseder" in step.changes for step in steps) >= 14
    assert 100 <= len(content.issues) - statuses["closed"] <= 190
    assert all(statuses[name] for name in ("new", "confirmed", "in progress", "in review", "on hold", "closed"))


def test_names_are_unique(content: TrackerContent) -> None:
    assert unique([person.username for person in content.people])
    assert unique([person.name for person in content.people])
    assert unique([person.phone for person in content.people])
    assert unique([keyword.name for keyword in content.keywords])
    assert unique([issue.steps[0].changes["title"] for issue in content.issues])
    assert unique([(query.owner, query.name) for query in content.queries])


def test_issues_live_forwards(content: TrackerContent) -> None:
    assert [issue.number for issue in content.issues] == list(range(1, len(content.issues) + 1))
    created = [issue.steps[0].time for issue in content.issues]
    assert created == sorted(created)
    for issue in content.issues:
        times = [step.time for step in issue.steps]
        assert times == sorted(times)
        assert times[0] > OPENED
        assert times[-1] < NOW
        closed = [number for number, step in enumerate(issue.steps) if step.changes.get("status") == "closed"]
        assert closed in ([], [len(issue.steps) - 1]), "an issue ends when it is closed"


def test_references_resolve(content: TrackerContent) -> None:
    people = {person.username: person for person in content.people}
    numbers = {issue.number: issue for issue in content.issues}
    keywords = {keyword.name for keyword in content.keywords}
    for issue in content.issues:
        for step in issue.steps:
            assert step.by in people
            assert set(step.changes.get("keyword", ())) <= keywords
            if assignee := step.changes.get("assignedto"):
                area = issue.steps[0].changes["keyword"][0]
                assert people[assignee].team == WORKS_ON[area]
            for other in step.changes.get("superseder", ()):
                assert numbers[other].steps[0].time < issue.steps[0].time
                assert f"issue {other}" in (step.message or "")
            for other in re.findall(r"^Issue (\d+) is", step.message or ""):
                assert last(numbers[int(other)], "status") == "new"
                assert last(issue, "status") != "closed"


def test_texts_are_complete(content: TrackerContent) -> None:
    for issue in content.issues:
        for text in (issue.steps[0].changes["title"], *(step.message for step in issue.steps)):
            assert text is None or not re.search(r"[{}<>]|  |\.\.", text)
            assert text is None or not re.search(r"\b[Aa] [aeio]", text), f"an article is wrong: {text}"
            assert text is None or text[0].isupper() or text[0].isdigit()


def test_every_area_has_its_team() -> None:
    assert AREAS.keys() == WORKS_ON.keys()
