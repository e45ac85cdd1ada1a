"""Templates about the forum's polls."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Items, Name
from digienv.core.goals import Differs, Expectation, Instance, Requirement, Says, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import Page, click, having, sequence, shown, texts
from digienv.suites.forum.pages import find_topic
from digienv.suites.forum.world import ForumTemplate, person

__all__ = ["TEMPLATES"]

CHOICES = """
    SELECT t.title, p.id AS poll_id, c.id, c.description AS option, c.vote_count AS votes, v.id AS own_vote
    FROM spirit_comment_poll_commentpollchoice c
    JOIN spirit_comment_poll_commentpoll p ON p.id = c.poll_id
    JOIN spirit_comment_comment m ON m.id = p.comment_id
    JOIN spirit_topic_topic t ON t.id = m.topic_id
    LEFT JOIN spirit_comment_poll_commentpollvote v ON v.choice_id = c.id AND v.voter_id = ?
    ORDER BY c.id
"""

VOTERS = """
    SELECT v.choice_id, u.username, u.first_name || ' ' || u.last_name AS name
    FROM spirit_comment_poll_commentpollvote v JOIN auth_user u ON u.id = v.voter_id ORDER BY v.id
"""


class _Poll(ForumTemplate):
    async def polls(self, surface: SiteSurface) -> list[list[Instance]]:
        """The choices of every poll."""
        found: dict[int, list[Instance]] = {}
        for choice in await self.rows(surface, CHOICES, await self.me(surface)):
            found.setdefault(choice["poll_id"], []).append(choice)
        return list(found.values())


async def _find_results(page: Page, title: str) -> AsyncIterator[Action]:
    """Open the topic of a poll and see how it stands."""
    async for action in find_topic(page, title):
        yield action
    if await shown(page, having("a", "Show results")):
        async for action in click(page, having("a", "Show results")):
            yield action


def _option(option: str) -> str:
    """Target: where to click to choose an answer."""
    return having(".comment__text__poll label", option)


class PollLeader(_Poll):
    """Say which answer leads."""

    id = "forum.poll-leader"
    goal = 'Which answer leads the poll in the topic "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found = []
        for choices in await self.polls(surface):
            first, second = sorted(choices, key=lambda choice: -choice["votes"])[:2]
            if first["votes"] > second["votes"]:
                found.append(first)
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["option"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _find_results(surface, instance["title"]):
            yield action
        shares = {}
        for line in await texts(surface, ".comment__text__poll__choices__choice__description"):
            if match := re.match(r"(.+), (\d+)%", line):
                shares[match[1]] = int(match[2])
        yield Answer(max(shares, key=lambda option: shares[option]))


class PollVoters(_Poll):
    """Say who has voted for an answer."""

    id = "forum.poll-voters"
    goal = 'Which members have voted for "{option}" in the poll of the topic "{title}"? List their usernames.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        voters: dict[int, list[Instance]] = {}
        for voter in await self.rows(surface, VOTERS):
            voters.setdefault(voter["choice_id"], []).append(voter)
        return [
            {**choice, "voters": [[voter["username"], voter["name"]] for voter in voters[choice["id"]]]}
            for choices in await self.polls(surface)
            for choice in choices
            if 1 <= choice["votes"] <= 5
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Items([person(*voter) for voter in instance["voters"]])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _find_results(surface, instance["title"]):
            yield action
        lines = "[...document.querySelectorAll('.comment__text__poll__choices__choice')]"
        line = f"{lines}.find(e => e.textContent.trim().startsWith({instance['option']!r}))"
        async for action in click(surface, f"{line}.querySelector('a')"):
            yield action
        yield Answer(", ".join(await texts(surface, ".layout__list__item__link")))


class Vote(_Poll):
    """Vote in a poll."""

    id = "forum.vote"
    goal = 'Vote for "{option}" in the poll of the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {**choice, "me": me}
            for choices in await self.polls(surface)
            if not any(choice["own_vote"] for choice in choices)
            for choice in choices
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*_voted(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, _option(instance["option"])),
            click(surface, "input[type=submit][value=Vote]"),
            Stop(),
        )


class ChangeVote(_Poll):
    """Vote for something else than before."""

    id = "forum.change-vote"
    goal = (
        'In the poll of the topic "{title}" I voted for "{old_option}". '
        'I have changed my mind: make it "{option}" instead.'
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {
                **choice,
                "me": me,
                "old_id": old["id"],
                "old_option": old["option"],
                "old_votes": old["votes"],
                "old_vote": old["own_vote"],
            }
            for choices in await self.polls(surface)
            for old in choices
            if old["own_vote"]
            for choice in choices
            if choice["id"] != old["id"]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                *_voted(instance),
                changed("spirit_comment_poll_commentpollvote", {"id": instance["old_vote"]}, is_removed=1),
                changed(
                    "spirit_comment_poll_commentpollchoice",
                    {"id": instance["old_id"]},
                    vote_count=instance["old_votes"] - 1,
                ),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, having("a", "Show vote choices")),
            click(surface, _option(instance["option"])),
            click(surface, "input[type=submit][value=Vote]"),
            Stop(),
        )


def _voted(instance: Instance) -> tuple[Expectation, ...]:
    """A vote, and one more in the count."""
    return (
        added("spirit_comment_poll_commentpollvote", voter_id=instance["me"], choice_id=instance["id"], is_removed=0),
        changed("spirit_comment_poll_commentpollchoice", {"id": instance["id"]}, vote_count=instance["votes"] + 1),
    )


TEMPLATES: tuple[type[SiteTemplate], ...] = (ChangeVote, PollLeader, PollVoters, Vote)
