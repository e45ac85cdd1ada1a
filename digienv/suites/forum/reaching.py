"""Templates in which a member of the forum gets to a place."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import Instance, Requirement
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At, SiteTemplate
from digienv.suites.dom import click, sequence
from digienv.suites.forum.pages import (
    comment,
    find_answer,
    find_topic,
    go_to_page,
    open_category,
    open_member,
    search,
)
from digienv.suites.forum.world import PER_PAGE, ForumTemplate

__all__ = ["TEMPLATES"]

CATEGORIES = """
    SELECT c.id, c.title, c.slug, p.title AS parent
    FROM spirit_category_category c LEFT JOIN spirit_category_category p ON p.id = c.parent_id
    WHERE NOT c.is_private ORDER BY c.id
"""


class OpenTopic(ForumTemplate):
    """Go to a topic."""

    id = "forum.open-topic"
    goal = 'Open the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.topics(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/topic/{id}/{slug}/".format_map(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            Stop(),
        )


class OpenCategory(ForumTemplate):
    """Go to a category."""

    id = "forum.open-category"
    goal = "Open the category {title}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, CATEGORIES)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/category/{id}/{slug}/".format_map(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_category(surface, instance["parent"], instance["title"]),
            Stop(),
        )


class OpenMember(ForumTemplate):
    """Go to the profile of a member."""

    id = "forum.open-member"
    goal = 'Open the profile of {author}, who has written in the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.answers(surface) if one["place"] <= PER_PAGE]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/user/{author_id}/{author}/".format_map(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_member(surface, instance["title"], instance["place"], instance["id"]),
            Stop(),
        )


class Search(ForumTemplate):
    """Search for a word."""

    id = "forum.search"
    goal = 'Search the forum for "{word}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        titles = " ".join(topic["title"].lower() for topic in await self.topics(surface))
        return [{"word": word} for word in sorted(set(re.findall(r"\b[a-z]{6,}\b", titles)))]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/search/", {"q": instance["word"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            search(surface, instance["word"]),
            Stop(),
        )


class OpenPage(ForumTemplate):
    """Turn to a page of a long topic."""

    id = "forum.open-page"
    goal = 'Go to page {page} of the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**topic, "page": page}
            for topic in await self.topics(surface)
            for page in range(2, -(-topic["comments"] // PER_PAGE) + 1)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/topic/{id}/{slug}/".format_map(instance), {"page": str(instance["page"])}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            go_to_page(surface, instance["page"]),
            Stop(),
        )


class ShowComment(ForumTemplate):
    """Find the page of a long topic on which somebody wrote."""

    id = "forum.show-comment"
    goal = 'Find the comment of {author} in the topic "{title}", and stay on the page of the topic that shows it.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.answers(surface) if one["place"] > PER_PAGE]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = -(-instance["place"] // PER_PAGE)
        return (At("/topic/{topic_id}/{slug}/".format_map(instance), {"page": str(page)}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_answer(surface, instance["title"], instance["place"]),
            Stop(),
        )


class ShowHistory(ForumTemplate):
    """See how a comment was changed."""

    id = "forum.show-history"
    goal = 'Show how the comment of {author} in the topic "{title}" was changed after it was written.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [one for one in await self.answers(surface) if one["edits"] and one["place"] <= PER_PAGE]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/comment/history/{instance['id']}/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, comment(instance["id"], "a[href*='/history/']")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    OpenCategory,
    OpenMember,
    OpenPage,
    OpenTopic,
    Search,
    ShowComment,
    ShowHistory,
)
