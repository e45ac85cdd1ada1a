"""Ends of episodes that are nearly right, for any task that is drawn from a seeded state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from digienv.core.changes import Change
from digienv.core.goals import ANY, Differs, End, Requirement, Says


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
