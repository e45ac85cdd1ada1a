"""What holds for any template that draws its tasks from a seeded state: ends that are nearly right are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from digienv.core.async_env import AsyncEnv
from digienv.core.changes import Change
from digienv.core.goals import ANY, Differs, End, InstanceTask, Requirement, Says


def near_misses(end: End, asked: Sequence[Requirement]) -> Iterator[tuple[str, End]]:
    """Ends that differ from a right one in one thing that was asked for, or in one that was not."""
    for requirement in asked:
        if isinstance(requirement, Says):
            yield "no answer", dataclasses.replace(end, answer=None)
            yield "another answer", dataclasses.replace(end, answer="I have no idea")
        elif not isinstance(requirement, Differs):
            url = "elsewhere/other" if "://" not in end.url else f"{end.url.partition('?')[0].rstrip('/')}/other"
            yield "another page", dataclasses.replace(end, url=url)
    places = list(end.changes)
    for place in places:
        extra = Change("some_table", None, {"id": 1})
        yield f"more done in {place}", with_changes(end, place, [*end.changes[place], extra])
        wanted = [
            one
            for requirement in asked
            if isinstance(requirement, Differs) and (requirement.where or places[0]) == place
            for one in requirement.expectations
        ]
        for position, change in enumerate(end.changes[place]):
            others = [*end.changes[place][:position], *end.changes[place][position + 1 :]]
            expectation = next((one for one in wanted if one.fits(change)), None)
            assert expectation is not None
            if expectation.optional:
                continue
            yield f"{change.table} not {change.kind}", with_changes(end, place, others)
            yield f"{change.table} {change.kind} twice", with_changes(end, place, [*end.changes[place], change])
            for column, value in {**expectation.key, **expectation.values}.items():
                row = change.before if change.kind == "removed" else change.after
                assert row is not None
                if value is ANY or column not in row:
                    continue
                wrong = {**row, column: "something else"}
                spoilt = Change(change.table, *((wrong, None) if change.kind == "removed" else (change.before, wrong)))
                yield f"another {column} in {change.table}", with_changes(end, place, [*others, spoilt])


def with_changes(end: End, place: str, changes: list[Change]) -> End:
    return dataclasses.replace(end, changes={**end.changes, place: changes})


async def assert_solved_by_its_solution_alone(env: AsyncEnv, start: End) -> None:
    """The scripted solution of the episode under way scores 1 and ends in time; nothing that is nearly its end does, nor
    does doing nothing; and its end is no success of any instance that asks for something else.
    """
    task: InstanceTask[Any, Any] = env.task  # type: ignore[assignment]
    template = task.template
    assert not any(start.changes.values()), f"beginning alone changes something: {start.changes}"
    every = await template.instances(env.surface)
    info: dict[str, Any] = {}
    steps = 0
    async for action in env.solve():
        _, reward, terminated, _, info = await env.step(action)
        steps += 1
        assert "action_error" not in info, info["action_error"]
        assert "failure" not in info, info["failure"]
    assert terminated, "a solution ends with answer() or stop()"
    assert info["success"], info["oracle"]["reason"]
    assert reward == 1.0
    assert steps <= template.max_steps * 0.75, "too tight: see `TaskInfo.max_steps`"
    assert task.end is not None
    asked = template.requires(task.instance)
    for what, end in near_misses(task.end, asked):
        assert template.wrong(end, task.instance), f"a success in spite of {what}"
    for other in every:
        assert template.wrong(start, other), f"doing nothing is a success of {other}"
        if template.requires(other) != asked:
            assert template.wrong(task.end, other), f"also a success of {other}"
