"""Templates in which a member of the forum writes, likes, follows and invites."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.suites.dom import choose, click, fill, having, sequence
from digienv.suites.forum.pages import comment, find_topic, open_category, open_conversation, open_menu, publish
from digienv.suites.forum.world import LEAVES, NOTIFICATIONS, PER_PAGE, ForumTemplate, followed, posted

__all__ = ["TEMPLATES"]

MEMBERS = """
    SELECT id, username FROM auth_user WHERE username != ? ORDER BY id
"""

LIKES = """
    SELECT l.id, l.comment_id FROM spirit_comment_like_commentlike l WHERE l.user_id = ? ORDER BY l.id
"""

SUBSCRIPTIONS = """
    SELECT n.id, n.is_active, t.title, t.slug
    FROM spirit_topic_notification_topicnotification n
    JOIN spirit_topic_topic t ON t.id = n.topic_id
    JOIN spirit_category_category c ON c.id = t.category_id
    WHERE n.user_id = ? AND NOT c.is_private ORDER BY n.id
"""

CONVERSATIONS = """
    SELECT t.id, t.title, t.user_id AS author_id, group_concat(o.user_id) AS people,
        (SELECT id FROM spirit_topic_private_topicprivate WHERE topic_id = t.id AND user_id = ?) AS access_id
    FROM spirit_topic_topic t JOIN spirit_topic_private_topicprivate o ON o.topic_id = t.id
    GROUP BY t.id HAVING access_id ORDER BY t.id
"""


class Reply(ForumTemplate):
    """Answer in a topic."""

    id = "forum.reply"
    goal = 'Answer in the topic "{title}" with exactly this: {said}'

    SENTENCES = (
        "I have had the same here, and a dry week put an end to it.",
        "Thank you for asking this. I was about to ask it myself.",
        "My neighbour does just that, and hers are the best on the street.",
        "I tried it last year and would do it again.",
        "Let me know how it turns out, please.",
        "I am in Stroud, so everything is a week behind you.",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        known = await self.known_topics(surface)
        followers = await self.followers(surface)
        return [
            {**one, "me": me, "said": self.SENTENCES[one["id"] % len(self.SENTENCES)], "told": followers[one["id"]]}
            for one in await self.topics(surface)
            if one["id"] not in known and not one["closed"] and one["comments"] < PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        here = {"topic_id": instance["id"], "user_id": instance["me"]}
        return (
            Differs(
                added("spirit_comment_comment", **here, comment=instance["said"], action=0, is_removed=0),
                changed(
                    "spirit_topic_topic",
                    {"id": instance["id"]},
                    comment_count=instance["comments"] + 1,
                    last_active=ANY,
                ),
                added(NOTIFICATIONS, **here, is_active=1),
                posted(instance["me"]),
                *followed(instance["told"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            publish(surface, instance["said"]),
            Stop(),
        )


class StartTopic(ForumTemplate):
    """Open a topic in a category."""

    id = "forum.start-topic"
    goal = 'Start a topic in the category {category}, titled "{headline}", in which you write: {said}'

    SUBJECTS = (
        ("Somebody near Stroud?", "I would like to see how others do it. Is there anybody within an hour of Stroud?"),
        ("What would you do differently?", "If you could begin again from nothing, what would you change?"),
        ("A book worth reading", "My library is clearing its shelves. Which book should I look out for?"),
        ("What the frost has taught me", "I lost more than half this winter and have made a list. What is on yours?"),
        ("My biggest mistake of last year", "I will begin: I trusted the calendar and not the sky."),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {**leaf, "me": me, "headline": headline, "said": said}
            for leaf in await self.rows(surface, LEAVES)
            for headline, said in self.SUBJECTS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        mine = {"user_id": instance["me"]}
        topic = added(
            "spirit_topic_topic",
            **mine,
            category_id=instance["id"],
            title=instance["headline"],
            comment_count=1,
            is_closed=0,
            is_removed=0,
        )
        return (
            Differs(
                topic,
                added("spirit_comment_comment", **mine, comment=instance["said"], action=0, is_removed=0),
                added(NOTIFICATIONS, **mine, is_active=1),
                posted(instance["me"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_category(surface, instance["parent"], instance["category"]),
            click(surface, having("a", "Create Topic")),
            fill(surface, "#id_title", instance["headline"]),
            publish(surface, instance["said"]),
            Stop(),
        )


class _Liking(ForumTemplate):
    async def liked(self, surface: SiteSurface) -> dict[int, int]:
        """The user's likes by comment."""
        rows = await self.rows(surface, LIKES, await self.me(surface))
        return {row["comment_id"]: row["id"] for row in rows}

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, comment(instance["id"], ".js-like")),
            Stop(),
        )


class Like(_Liking):
    """Like a comment."""

    id = "forum.like"
    goal = 'Like what {author} wrote in the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        liked = await self.liked(surface)
        return [
            {**one, "me": me}
            for one in await self.answers(surface)
            if one["author_id"] != me and one["id"] not in liked and one["place"] <= PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("spirit_comment_like_commentlike", user_id=instance["me"], comment_id=instance["id"]),
                changed("spirit_comment_comment", {"id": instance["id"]}, likes_count=instance["likes"] + 1),
            ),
        )


class Unlike(_Liking):
    """Take a like back."""

    id = "forum.unlike"
    goal = 'I liked the comment of {author} in the topic "{title}". Take that back.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        liked = await self.liked(surface)
        return [
            {**one, "like_id": liked[one["id"]]}
            for one in await self.answers(surface)
            if one["id"] in liked and one["place"] <= PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                removed("spirit_comment_like_commentlike", id=instance["like_id"]),
                changed("spirit_comment_comment", {"id": instance["id"]}, likes_count=instance["likes"] - 1),
            ),
        )


class EditComment(ForumTemplate):
    """Write an own comment anew."""

    id = "forum.edit-comment"
    goal = 'Replace all that I have written in the topic "{title}" by this: {said}'

    SENTENCES = (
        "I was wrong here. Please ask somebody else.",
        "On second thoughts: wait a week before you do anything.",
        "It depends on the soil, and I spoke too soon.",
        "What I wrote here was true of my garden and of no other.",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {**one, "said": self.SENTENCES[one["id"] % len(self.SENTENCES)]}
            for one in await self.answers(surface)
            if one["author_id"] == me and not one["edits"] and one["place"] <= PER_PAGE
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        before_and_after = added("spirit_comment_history_commenthistory", comment_fk_id=instance["id"])
        return (
            Differs(
                changed(
                    "spirit_comment_comment",
                    {"id": instance["id"]},
                    comment=instance["said"],
                    comment_html=ANY,
                    modified_count=1,
                ),
                before_and_after,
                before_and_after,
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, comment(instance["id"], "a[href*='/update/']")),
            publish(surface, instance["said"]),
            Stop(),
        )


class _Following(ForumTemplate):
    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, ".comments__footer_menu__notify input[type=submit]"),
            Stop(),
        )


class Follow(_Following):
    """Ask to be told of new comments."""

    id = "forum.follow"
    goal = 'I want to be notified of new comments in the topic "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        known = await self.known_topics(surface)
        return [{**one, "me": me} for one in await self.topics(surface) if one["id"] not in known]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added(NOTIFICATIONS, user_id=instance["me"], topic_id=instance["id"], is_active=1)),)


class Unfollow(_Following):
    """Ask not to be told any more."""

    id = "forum.unfollow"
    goal = 'I do not want to be notified of new comments in the topic "{title}" any more.'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        rows = await self.rows(surface, SUBSCRIPTIONS, await self.me(surface))
        return [row for row in rows if row["is_active"]]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed(NOTIFICATIONS, {"id": instance["id"]}, is_active=0)),)


class SendMessage(ForumTemplate):
    """Write to another member."""

    id = "forum.send-message"
    goal = 'Send {username} a private message titled "{headline}" that says: {said}'

    LETTERS = (
        ("Your advice", "I did what you said, and it worked. Thank you."),
        ("Plants to spare", "I have more seedlings than room. Would you like some of them?"),
        ("Spring meeting", "Will you be there in May? I could bring the book that I owe you."),
        ("A question about your garden", "May I come and see it one day in June?"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {**member, "me": me, "headline": headline, "said": said}
            for member in await self.rows(surface, MEMBERS, self.sites[0][1])
            for headline, said in self.LETTERS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        mine, other = {"user_id": instance["me"]}, {"user_id": instance["id"]}
        return (
            Differs(
                added("spirit_topic_topic", **mine, category_id=1, title=instance["headline"], comment_count=1),
                added("spirit_comment_comment", **mine, comment=instance["said"], action=0, is_removed=0),
                added("spirit_topic_private_topicprivate", **mine),
                added("spirit_topic_private_topicprivate", **other),
                added(NOTIFICATIONS, **mine, is_active=1),
                added(NOTIFICATIONS, **other, is_active=1),
                posted(instance["me"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_menu(surface, "Private topics"),
            click(surface, having("a", "Create private topic")),
            fill(surface, "#id_title", instance["headline"]),
            fill(surface, "#id_users", instance["username"]),
            publish(surface, instance["said"]),
            Stop(),
        )


class Invite(ForumTemplate):
    """Let somebody take part in a private conversation."""

    id = "forum.invite"
    goal = 'Invite {username} to my private conversation "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        members = await self.rows(surface, MEMBERS, self.sites[0][1])
        return [
            {**one, "user_id": member["id"], "username": member["username"]}
            for one in await self.rows(surface, CONVERSATIONS, me)
            for member in members
            if one["author_id"] == me and str(member["id"]) not in one["people"].split(",")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        there = {"user_id": instance["user_id"], "topic_id": instance["id"]}
        return (
            Differs(
                added("spirit_topic_private_topicprivate", **there),
                added(NOTIFICATIONS, **there, is_active=1),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_conversation(surface, instance["title"]),
            fill(surface, "#id_user", instance["username"]),
            click(surface, "input[value=Invite]"),
            Stop(),
        )


class LeaveConversation(ForumTemplate):
    """Leave a private conversation."""

    id = "forum.leave-conversation"
    goal = 'Leave the private conversation "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, CONVERSATIONS, await self.me(surface))

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("spirit_topic_private_topicprivate", id=instance["access_id"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_conversation(surface, instance["title"]),
            click(surface, having("a", "Leave topic")),
            Stop(),
        )


class EditProfile(ForumTemplate):
    """Correct one's own details."""

    id = "forum.edit-profile"
    goal = (
        "I have married and moved: my last name is {last_name} now and I live in {town}. Correct that in my "
        "preferences, and have me told of news by e-mail {often}."
    )

    NAMES = ("Hawthorne", "Ridley", "Sorrel", "Lovage")
    TOWNS = ("Cirencester", "Nailsworth", "Malmesbury")
    FREQUENCIES = (("Immediately", 2), ("Weekly", 4))
    MENTIONS_AND_REPLIES = 8 | 16

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        return [
            {"me": me, "last_name": name, "town": town, "often": often, "flag": flag}
            for name in self.NAMES
            for town in self.TOWNS
            for often, flag in self.FREQUENCIES
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        notify = instance["flag"] | self.MENTIONS_AND_REPLIES
        return (
            Differs(
                changed("auth_user", {"id": instance["me"]}, last_name=instance["last_name"]),
                changed(
                    "spirit_user_userprofile", {"user_id": instance["me"]}, location=instance["town"], notify=notify
                ),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_menu(surface, "Profile"),
            click(surface, having("a", "Preferences")),
            fill(surface, "#id_last_name", instance["last_name"]),
            fill(surface, "#id_location", instance["town"]),
            choose(surface, "#id_notify_when", instance["often"]),
            click(surface, "input[value=Save]"),
            Stop(),
        )


class Report(ForumTemplate):
    """Tell the moderators of a comment."""

    id = "forum.report"
    goal = 'Report the comment of {author} in the topic "{title}". The reason is "{reason}"; write in the body: {said}'

    REASONS = (
        ("Spam", 0, "I have seen this word for word in other topics."),
        ("Other", 1, "This belongs in another category."),
        ("Other", 1, "This is dangerous advice and should be checked."),
        ("Spam", 0, "This looks like an advertisement to me."),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await self.me(surface)
        reported = await self.rows(surface, "SELECT comment_id FROM spirit_comment_flag_commentflag")
        found: list[Instance] = []
        for one in await self.answers(surface):
            known = {"comment_id": one["id"]} in reported
            if one["author_id"] != me and not known and one["place"] <= PER_PAGE:
                reason, number, said = self.REASONS[one["id"] % len(self.REASONS)]
                found.append({**one, "me": me, "reason": reason, "number": number, "said": said})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("spirit_comment_flag_commentflag", comment_id=instance["id"], is_closed=0),
                added(
                    "spirit_comment_flag_flag",
                    comment_id=instance["id"],
                    user_id=instance["me"],
                    reason=instance["number"],
                    body=instance["said"],
                ),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_topic(surface, instance["title"]),
            click(surface, comment(instance["id"], "a[href*='/flag/']")),
            choose(surface, "#id_reason", instance["reason"]),
            fill(surface, "#id_body", instance["said"]),
            click(surface, "input[value=Report]"),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    EditComment,
    EditProfile,
    Follow,
    Invite,
    LeaveConversation,
    Like,
    Reply,
    Report,
    SendMessage,
    StartTopic,
    Unfollow,
    Unlike,
)
