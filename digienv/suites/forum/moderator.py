"""Templates of a moderator of the forum."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import ClassVar

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import choose, click, fill, sequence
from digienv.suites.forum.pages import comment, find_topic, moderate
from digienv.suites.forum.world import LEAVES, MODERATOR, NOTIFICATIONS, PER_PAGE, ForumTemplate, followed, moderated

__all__ = ["TEMPLATES"]

MOVED, CLOSED, REOPENED, PINNED = 1, 2, 3, 4

REPORTED = """
    SELECT comment_id FROM spirit_comment_flag_commentflag WHERE NOT is_closed
"""


class _Moderating(ForumTemplate):
    sites = (("forum", MODERATOR),)

    async def some_topics(self, surface: SiteSurface, **columns: int) -> list[Instance]:
        """Topics whose columns have these values."""
        me = await self.me(surface)
        return [
            {**one, "me": me}
            for one in await self.topics(surface)
            if all(one[name] == value for name, value in columns.items())
        ]


class _Marking(_Moderating):
    """An entry of the moderators' menu is chosen for a topic."""

    entry: ClassVar[str]

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            moderate(surface, self.entry),
            Stop(),
        )


class CloseTopic(_Marking):
    """Let nobody write in a topic any more."""

    id = "forum.close-topic"
    goal = 'All has been said in the topic "{title}". Close it.'
    entry = "Close topic"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.some_topics(surface, closed=0)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moderated(instance, CLOSED, is_closed=1)),)


class ReopenTopic(_Marking):
    """Let everybody write in a topic again."""

    id = "forum.reopen-topic"
    goal = 'Some would like to go on with the topic "{title}". Open it again.'
    entry = "Open topic"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.some_topics(surface, closed=1)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moderated(instance, REOPENED, is_closed=0)),)


class PinTopic(_Marking):
    """Keep a topic at the top of its category."""

    id = "forum.pin-topic"
    goal = 'Pin the topic "{title}" in its category, but not on the front page.'
    entry = "Pin topic"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.some_topics(surface, pinned=0, prominent=0)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moderated(instance, PINNED, is_pinned=1)),)


class MoveTopic(_Moderating):
    """Put a topic into another category."""

    id = "forum.move-topic"
    goal = 'The topic "{title}" is in the wrong place. Move it to the category {target}.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        leaves = await self.rows(surface, LEAVES)
        found: list[Instance] = []
        for one in await self.some_topics(surface):
            others = [leaf for leaf in leaves if leaf["id"] != one["category_id"]]
            target = others[one["id"] % len(others)]
            label = f"--- {target['category']}" if target["parent"] else target["category"]
            found.append({**one, "target": target["category"], "target_id": target["id"], "label": label})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*moderated(instance, MOVED, category_id=instance["target_id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, ".topic_edit_link"),
            choose(surface, "#id_category", instance["label"]),
            click(surface, "input[value=Update]"),
            Stop(),
        )


class RenameTopic(_Moderating):
    """Give a topic a title that says more."""

    id = "forum.rename-topic"
    goal = 'Change the title of the topic "{title}" to "{headline}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "headline": f"{one['category']}: {one['title']}"} for one in await self.some_topics(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(changed("spirit_topic_topic", {"id": instance["id"]}, title=instance["headline"], reindex_at=ANY)),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, ".topic_edit_link"),
            fill(surface, "#id_title", instance["headline"]),
            click(surface, "input[value=Update]"),
            Stop(),
        )


class DeleteComment(_Moderating):
    """Remove what breaks the rules."""

    id = "forum.delete-comment"
    goal = 'The comment of {author} in the topic "{title}" breaks our rules. Delete it.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        reported = {row["comment_id"] for row in await self.rows(surface, REPORTED)}
        return [one for one in await self.answers(surface) if one["id"] in reported and one["place"] <= PER_PAGE]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("spirit_comment_comment", {"id": instance["id"]}, is_removed=1)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, comment(instance["id"], "a[href*='/delete/']")),
            Stop(),
        )


class MoveComment(_Moderating):
    """Put a comment into the topic that it belongs to."""

    id = "forum.move-comment"
    goal = 'Move the comment of {author} from the topic "{title}" to the topic "{target}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        topics = {one["id"]: one for one in await self.topics(surface)}
        sql = "SELECT topic_id, user_id, comment_id FROM spirit_topic_notification_topicnotification"
        rows = await self.rows(surface, sql)
        told_of = {row["comment_id"] for row in rows}
        taking_part = {(row["topic_id"], row["user_id"]) for row in rows}
        followers = await self.followers(surface)
        places = list(topics.values())
        found: list[Instance] = []
        for one in await self.answers(surface):
            target = places[one["id"] % len(places)]
            elsewhere = taking_part.isdisjoint({(target["id"], one["author_id"]), (target["id"], me)})
            if one["id"] not in told_of and elsewhere and one["place"] <= PER_PAGE:
                found.append(
                    {
                        **one,
                        "comments": topics[one["topic_id"]]["comments"],
                        "target": target["title"],
                        "target_id": target["id"],
                        "target_comments": target["comments"],
                        "told": followers[target["id"]],
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        here, there = instance["topic_id"], instance["target_id"]
        return (
            Differs(
                changed("spirit_comment_comment", {"id": instance["id"]}, topic_id=there),
                changed("spirit_topic_topic", {"id": here}, comment_count=instance["comments"] - 1),
                changed(
                    "spirit_topic_topic", {"id": there}, comment_count=instance["target_comments"] + 1, last_active=ANY
                ),
                added(
                    NOTIFICATIONS,
                    topic_id=there,
                    user_id=instance["author_id"],
                    comment_id=instance["id"],
                ),
                *followed(instance["told"]),
            ),
        )

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in find_topic(surface, instance["target"]):
            yield action
        number = str(await surface.evaluate("location.pathname.split('/')[2]"))
        async for action in sequence(
            find_topic(surface, instance["title"]),
            moderate(surface, "Select comments to move"),
            click(surface, comment(instance["id"], ".js-move-comment-checkbox")),
            fill(surface, "#id_move_comments_topic", number),
            click(surface, ".js-move-comments-button"),
            Stop(),
        ):
            yield action


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    CloseTopic,
    DeleteComment,
    MoveComment,
    MoveTopic,
    PinTopic,
    RenameTopic,
    ReopenTopic,
)
