"""Templates in which a member of the forum finds something out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Answer
from digienv.core.answers import Name, Number
from digienv.core.goals import Instance, Requirement, Says
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import click, having, sequence, text, texts
from digienv.suites.forum.pages import (
    comment,
    find_answer,
    find_topic,
    open_category,
    open_conversation,
    open_member,
)
from digienv.suites.forum.world import PER_PAGE, ForumTemplate, person

__all__ = ["TEMPLATES"]

AUTHOR = ".comment__info__username__link"
DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
ITEM = re.compile(r"\*\*(.+?)\*\*")
MEASURED = re.compile(r"\d+\.\d")

CONVERSATIONS = """
    SELECT t.id, t.title, m.comment AS text, u.username AS author
    FROM spirit_topic_topic t
    JOIN spirit_topic_private_topicprivate p ON p.topic_id = t.id
    JOIN spirit_comment_comment m ON m.topic_id = t.id
    JOIN auth_user u ON u.id = m.user_id
    WHERE p.user_id = ? ORDER BY m.id
"""


class FirstAnswer(ForumTemplate):
    """Say who was the first to answer."""

    id = "forum.first-answer"
    goal = 'Who was the first to answer in the topic "{title}"? Give the username.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        openings: dict[int, Instance] = {}
        first: dict[int, Instance] = {}
        for one in await self.comments(surface):
            opening = openings.setdefault(one["topic_id"], one)
            if one["author_id"] != opening["author_id"]:
                first.setdefault(one["topic_id"], one)
        return list(first.values())

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(person(instance["author"], instance["author_name"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_topic(surface, instance["title"]):
            yield action
        asker, *others = await texts(surface, AUTHOR)
        yield Answer(next(name for name in others if name != asker))


class LongestTopic(ForumTemplate):
    """Say how long the longest topic of a category is."""

    id = "forum.longest-topic"
    goal = "How many comments does the topic with the most comments in the category {category} have?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        categories: dict[str, list[Instance]] = {}
        for one in await self.topics(surface):
            categories.setdefault(one["category"], []).append(one)
        return [
            max(topics, key=lambda topic: topic["comments"])
            for topics in categories.values()
            if 3 <= len(topics) <= PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["comments"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_category(surface, instance["parent"], instance["category"]):
            yield action
        yield Answer(str(max(map(int, await texts(surface, ".topic__comments")))))


class MostLiked(ForumTemplate):
    """Say whose comment is liked best."""

    id = "forum.most-liked"
    goal = 'Who wrote the comment with the most likes in the topic "{title}"? Give the username.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        topics: dict[int, list[Instance]] = {}
        for one in await self.comments(surface):
            topics.setdefault(one["topic_id"], []).append(one)
        found = []
        for comments in topics.values():
            first, *others = sorted(comments, key=lambda one: -one["likes"])
            if 3 <= len(comments) <= PER_PAGE and first["likes"] > others[0]["likes"]:
                found.append(first)
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(person(instance["author"], instance["author_name"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_topic(surface, instance["title"]):
            yield action
        likes = [int(found[0]) for line in await texts(surface, ".comment-like") if (found := re.findall(r"\d+", line))]
        yield Answer((await texts(surface, AUTHOR))[likes.index(max(likes))])


class Recommendation(ForumTemplate):
    """Say what somebody recommends."""

    id = "forum.recommendation"
    goal = 'What does {author} recommend in the topic "{title}"? Answer with its name alone.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "item": match[1]}
            for one in await self.answers(surface)
            if one["place"] <= PER_PAGE and (match := ITEM.search(one["text"]))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        item = re.sub(r"^(?:A|An|The) ", "", instance["item"])
        return (Says(Name(instance["item"], (item,))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_topic(surface, instance["title"]):
            yield action
        yield Answer(await text(surface, comment(instance["id"], "strong")))


class ReportedNumber(ForumTemplate):
    """Find somebody's entry in a long list."""

    id = "forum.reported-number"
    goal = 'Which number did {author} report in the topic "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "number": float(match[0])}
            for one in await self.answers(surface)
            if one["place"] > PER_PAGE and (match := MEASURED.search(one["text"]))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["number"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_answer(surface, instance["title"], instance["place"]):
            yield action
        yield Answer(re.findall(MEASURED, await text(surface, comment(instance["id"], ".comment__text")))[0])


class TopicsStarted(ForumTemplate):
    """Say how many topics somebody has started."""

    id = "forum.topics-started"
    goal = 'The topic "{title}" was started by one of us. How many topics has that member started in all?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        topics = await self.topics(surface)
        openings = {one["topic_id"]: one["id"] for one in reversed(await self.comments(surface))}
        started = [topic["author_id"] for topic in topics]
        return [
            {**topic, "opening": openings[topic["id"]], "started": started.count(topic["author_id"])}
            for topic in topics
            if 2 <= started.count(topic["author_id"]) <= PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["started"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            open_member(surface, instance["title"], 1, instance["opening"]),
            click(surface, having(".nav__tabs a", "Topics")),
        ):
            yield action
        yield Answer(str(len(await texts(surface, ".topic__link"))))


class AgreedDay(ForumTemplate):
    """Look a day up in a private conversation."""

    id = "forum.agreed-day"
    goal = 'Which day of the week does {author} name in our private conversation "{title}"?'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        rows = await self.rows(surface, CONVERSATIONS, await self.me(surface))
        return [{**row, "day": match[0]} for row in rows if (match := DAY.search(row["text"]))]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["day"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_conversation(surface, instance["title"]):
            yield action
        said = " ".join(await texts(surface, ".comment__text"))
        yield Answer(DAY.findall(said)[0])


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AgreedDay,
    FirstAnswer,
    LongestTopic,
    MostLiked,
    Recommendation,
    ReportedNumber,
    TopicsStarted,
)
