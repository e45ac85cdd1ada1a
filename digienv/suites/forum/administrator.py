"""Templates of the forum's administrator."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import choose, click, fill, having, sequence, shown
from digienv.suites.forum.pages import open_admin
from digienv.suites.forum.world import ADMINISTRATOR, ForumTemplate

__all__ = ["TEMPLATES"]

FLAGS = """
    SELECT f.id AS flag_id, f.comment_id, u.username AS author, t.title
    FROM spirit_comment_flag_commentflag f
    JOIN spirit_comment_comment m ON m.id = f.comment_id
    JOIN auth_user u ON u.id = m.user_id
    JOIN spirit_topic_topic t ON t.id = m.topic_id
    WHERE NOT f.is_closed AND NOT m.is_removed ORDER BY f.id
"""

PARENTS = """
    SELECT id AS parent_id, title AS parent FROM spirit_category_category
    WHERE parent_id IS NULL AND NOT is_private ORDER BY id
"""

MEMBERS = """
    SELECT u.id AS user_id, u.username FROM auth_user u JOIN spirit_user_userprofile p ON p.user_id = u.id
    WHERE NOT p.is_moderator ORDER BY u.id
"""

SAVE = "input[value=Save]"


def _item(title: str) -> str:
    """Target: what opens an entry in one of the administration's lists."""
    link = having(".admin__items_list__item__title a", title)
    return f"{link}?.closest('.admin__items_list__item').querySelector('.admin__items_list__item__action a')"


class _Administrating(ForumTemplate):
    sites = (("forum", ADMINISTRATOR),)


class _Flags(_Administrating):
    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        flags = [{**one, "me": me} for one in await self.rows(surface, FLAGS)]
        titles = [one["title"] for one in flags]
        return [one for one in flags if titles.count(one["title"]) == 1]

    def closed(self, instance: Instance) -> Expectation:
        """The flag is closed."""
        values = {"is_closed": 1, "moderator_id": instance["me"]}
        return changed("spirit_comment_flag_commentflag", {"id": instance["flag_id"]}, **values)


class HandleFlag(_Flags):
    """Remove a comment that was rightly reported."""

    id = "forum.handle-flag"
    goal = 'What {author} wrote in the topic "{title}" has been reported. Delete that comment and close the flag.'

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        deleted = changed("spirit_comment_comment", {"id": instance["comment_id"]}, is_removed=1)
        return (Differs(deleted, self.closed(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_admin(surface, "Flags"),
            click(surface, _item(instance["title"])),
            click(surface, having("a", "delete")),
            click(surface, "#id_is_closed"),
            click(surface, SAVE),
            Stop(),
        )


class DismissFlag(_Flags):
    """Let a comment stand that was reported."""

    id = "forum.dismiss-flag"
    goal = (
        'The comment of {author} in the topic "{title}" has been reported, but it may stay. '
        "Close the flag and leave the comment alone."
    )

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(self.closed(instance)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_admin(surface, "Flags"),
            click(surface, _item(instance["title"])),
            click(surface, "#id_is_closed"),
            click(surface, SAVE),
            Stop(),
        )


class CreateCategory(_Administrating):
    """Make room for a new subject."""

    id = "forum.create-category"
    goal = (
        'Create a sub-category of {parent} called "{headline}", described as "{description}", with the colour {colour}.'
    )

    SUBJECTS = (
        ("Beginners", "No question is too small here.", "#2277aa"),
        ("Show and tell", "Pictures, and the stories behind them.", "#aa5522"),
        ("Books and films", "What to read when it rains.", "#663399"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**parent, "headline": headline, "description": description, "colour": colour}
            for parent in await self.rows(surface, PARENTS)
            for headline, description, colour in self.SUBJECTS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        category = added(
            "spirit_category_category",
            parent_id=instance["parent_id"],
            title=instance["headline"],
            description=instance["description"],
            color=instance["colour"],
            is_global=1,
            is_closed=0,
            is_removed=0,
            is_private=0,
        )
        return (Differs(category),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_admin(surface, "Categories"),
            click(surface, having("a", "Create Category")),
            choose(surface, "#id_parent", instance["parent"]),
            fill(surface, "#id_title", instance["headline"]),
            fill(surface, "#id_description", instance["description"]),
            fill(surface, "#id_color", instance["colour"]),
            click(surface, SAVE),
            Stop(),
        )


class CloseCategory(_Administrating):
    """Let nobody open topics in a category any more."""

    id = "forum.close-category"
    goal = 'Close the category {title} for new topics and change its description to "{said}".'

    SENTENCES = ("Closed until spring.", "For reading only.", "We are tidying up here.")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        sql = "SELECT id, title FROM spirit_category_category WHERE NOT is_private ORDER BY id"
        categories = await self.rows(surface, sql)
        return [{**one, "said": self.SENTENCES[one["id"] % len(self.SENTENCES)]} for one in categories]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        values = {"is_closed": 1, "description": instance["said"], "reindex_at": ANY}
        return (Differs(changed("spirit_category_category", {"id": instance["id"]}, **values)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_admin(surface, "Categories"),
            click(surface, _item(instance["title"])),
            fill(surface, "#id_description", instance["said"]),
            click(surface, "#id_is_closed"),
            click(surface, SAVE),
            Stop(),
        )


class AppointModerator(_Administrating):
    """Make a member a moderator."""

    id = "forum.appoint-moderator"
    goal = "Make {username} a moderator."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, MEMBERS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("spirit_user_userprofile", {"user_id": instance["user_id"]}, is_moderator=1)),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_admin(surface, "Users"):
            yield action
        while not await shown(surface, _item(instance["username"])):
            async for action in click(surface, ".paginator__button a:has(.fa-chevron-right)"):
                yield action
        async for action in sequence(
            click(surface, _item(instance["username"])),
            click(surface, "#id_is_moderator"),
            click(surface, SAVE),
            Stop(),
        ):
            yield action


class SetOptions(_Administrating):
    """Set how much is on a page."""

    id = "forum.set-options"
    goal = "Show {topics} topics and {comments} comments on a page from now on."

    COUNTS = (10, 15, 25, 30, 40)

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{"topics": topics, "comments": comments} for topics in self.COUNTS for comments in self.COUNTS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        options = {"topics_per_page": str(instance["topics"]), "comments_per_page": str(instance["comments"])}
        return (
            Differs(
                *(changed("djconfig_config", {"key": name}, value=value) for name, value in options.items()),
                changed("djconfig_config", {"key": "_updated_at"}, value=ANY),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_admin(surface, "Basic settings"),
            fill(surface, "#id_topics_per_page", str(instance["topics"])),
            fill(surface, "#id_comments_per_page", str(instance["comments"])),
            click(surface, SAVE),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    AppointModerator,
    CloseCategory,
    CreateCategory,
    DismissFlag,
    HandleFlag,
    SetOptions,
)
