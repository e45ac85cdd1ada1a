"""What the forum's templates ask of its database, and what it does there by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from digienv.core.answers import Name
from digienv.core.goals import ANY, Expectation, Instance, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate

__all__ = [
    "ADMINISTRATOR",
    "LEAVES",
    "MEMBER",
    "MODERATOR",
    "NOTIFICATIONS",
    "PER_PAGE",
    "ForumTemplate",
    "followed",
    "moderated",
    "person",
    "posted",
]

MEMBER = "hazel_thicket"
MODERATOR = "barnaby_spade"
ADMINISTRATOR = "agnes_orchard"
PER_PAGE = 20

NOTIFICATIONS = "spirit_topic_notification_topicnotification"
COMMENTED = 2

LEAVES = """
    SELECT c.id, c.title AS category, p.title AS parent
    FROM spirit_category_category c LEFT JOIN spirit_category_category p ON p.id = c.parent_id
    WHERE NOT c.is_private AND c.id NOT IN (SELECT parent_id FROM spirit_category_category WHERE parent_id)
    ORDER BY c.id
"""
"""Categories that have no sub-categories."""

TOPICS = """
    SELECT t.id, t.title, t.slug, t.comment_count AS comments, t.is_closed AS closed, t.is_pinned AS pinned,
        t.is_globally_pinned AS prominent, t.user_id AS author_id, t.category_id, c.title AS category, p.title AS parent
    FROM spirit_topic_topic t
    JOIN spirit_category_category c ON c.id = t.category_id
    LEFT JOIN spirit_category_category p ON p.id = c.parent_id
    WHERE NOT c.is_private ORDER BY t.id
"""

ANSWERS = """
    SELECT * FROM (
        SELECT m.id, m.comment AS text, m.likes_count AS likes, m.modified_count AS edits, m.user_id AS author_id,
            u.username AS author, u.first_name || ' ' || u.last_name AS author_name,
            t.id AS topic_id, t.title, t.slug, t.is_closed AS closed, m.action OR m.is_removed AS hidden,
            row_number() OVER (PARTITION BY t.id ORDER BY m.date) AS place,
            sum(NOT (m.action OR m.is_removed)) OVER (PARTITION BY t.id, m.user_id) AS by_author
        FROM spirit_comment_comment m
        JOIN auth_user u ON u.id = m.user_id
        JOIN spirit_topic_topic t ON t.id = m.topic_id
        JOIN spirit_category_category c ON c.id = t.category_id
        WHERE NOT c.is_private)
    WHERE NOT hidden ORDER BY id
"""

FOLLOWERS = """
    SELECT id, topic_id FROM spirit_topic_notification_topicnotification
    WHERE is_active AND is_read ORDER BY id
"""


class ForumTemplate(SiteTemplate):
    """A family of tasks on the forum, for one of its members."""

    sites = (("forum", MEMBER),)

    async def me(self, surface: SiteSurface) -> int:
        """The number of the user who is signed in."""
        rows = await self.rows(surface, "SELECT id FROM auth_user WHERE username = ?", self.sites[0][1])
        number: int = rows[0]["id"]
        return number

    async def topics(self, surface: SiteSurface) -> list[Instance]:
        """All topics that everybody may read."""
        return await self.rows(surface, TOPICS)

    async def comments(self, surface: SiteSurface) -> list[Instance]:
        """All comments in them that were not removed, with their place in the topic."""
        return await self.rows(surface, ANSWERS)

    async def answers(self, surface: SiteSurface) -> list[Instance]:
        """Those of them that can be told by their topic and their author: no openings, and the only one of somebody."""
        return [one for one in await self.comments(surface) if one["place"] > 1 and one["by_author"] == 1]

    async def followers(self, surface: SiteSurface) -> dict[int, list[int]]:
        """By topic the notifications that its next comment renews, as long as its author has none there."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in await self.rows(surface, FOLLOWERS):
            found[row["topic_id"]].append(row["id"])
        return found

    async def known_topics(self, surface: SiteSurface) -> set[int]:
        """Topics in which the user has taken part or which the user follows."""
        sql = "SELECT topic_id FROM spirit_topic_notification_topicnotification WHERE user_id = ?"
        return {row["topic_id"] for row in await self.rows(surface, sql, await self.me(surface))}


def person(username: str, name: str) -> Name:
    """A member, by username or by name."""
    return Name(username, (f"@{username}", name, f"{name} ({username})", f"{username} ({name})"))


def posted(me: int) -> Expectation:
    """Against double posts the forum notes what somebody posted last."""
    return changed("spirit_user_userprofile", {"user_id": me}, last_post_hash=ANY, last_post_on=ANY)


def followed(notifications: Iterable[int]) -> tuple[Expectation, ...]:
    """Whoever follows a topic is told of a new comment."""
    return tuple(
        changed(NOTIFICATIONS, {"id": number}, comment_id=ANY, action=COMMENTED, date=ANY) for number in notifications
    )


def moderated(instance: Instance, action: int, **values: Any) -> tuple[Expectation, ...]:
    """A topic is another, and a line in it says what the user did."""
    return (
        changed("spirit_topic_topic", {"id": instance["id"]}, reindex_at=ANY, **values),
        added("spirit_comment_comment", topic_id=instance["id"], user_id=instance["me"], action=action),
    )
