"""Filling the forum's database with its content."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from djconfig.models import Config
from spirit.category.models import Category
from spirit.comment.bookmark.models import CommentBookmark
from spirit.comment.flag.models import CommentFlag, Flag
from spirit.comment.history.models import CommentHistory
from spirit.comment.like.models import CommentLike
from spirit.comment.models import Comment
from spirit.comment.poll.models import CommentPoll, CommentPollChoice, CommentPollVote
from spirit.core.utils.markdown import Markdown
from spirit.topic.models import Topic
from spirit.topic.notification.models import TopicNotification
from spirit.topic.private.models import TopicPrivate
from spirit.topic.unread.models import TopicUnread
from spirit.user.models import UserProfile

from digienv.sites.django_base.setup import sign_in
from digienv.sites.forum import content as forum
from digienv.sites.snapshots import Progress

__all__ = ["PASSWORD", "fill"]

PASSWORD = "worlds keep no secrets"  # noqa: S105
OPTIONS = {
    "site_name": "Hedgerow",
    "site_description": "Gardeners among themselves",
    "template_footer": "",
    "topics_per_page": "20",
    "comments_per_page": "20",
}
ACTIONS = {"comment": Comment.COMMENT, "closed": Comment.CLOSED, "pinned": Comment.PINNED}
SPAM, OTHER = 0, 1


def fill(seed: int, progress: Progress) -> dict[str, dict[str, str]]:
    """Put generated content into empty tables; returns the cookies of every member."""
    content = forum.generate(seed)
    progress(0.2, "filling the forum")
    with transaction.atomic():
        return _Filler(content, progress).fill()


class _Filler:
    def __init__(self, content: forum.ForumContent, progress: Progress) -> None:
        self.content = content
        self.progress = progress
        self.now = timezone.now()
        self.users: dict[str, Any] = {}
        self.categories: dict[str | None, Any] = {}
        self.topics: dict[str, Any] = {}
        self.comments: list[tuple[forum.Comment, Any]] = []

    def fill(self) -> dict[str, dict[str, str]]:
        options = {**OPTIONS, "_updated_at": str(self.now)}
        Config.objects.bulk_create(Config(key=key, value=value) for key, value in options.items())
        self._add_members()
        self._add_categories()
        self._add_topics()
        self._add_comments()
        self.progress(0.6, "filling the forum")
        self._add_likes()
        self._add_edits()
        self._add_reports()
        self._add_polls()
        self._add_what_was_read()
        return {username: sign_in(user) for username, user in self.users.items()}

    def _ago(self, minutes: int) -> datetime.datetime:
        return self.now - datetime.timedelta(minutes=minutes)

    def _add_members(self) -> None:
        password = make_password(PASSWORD, salt="hedgerow" * 3)  # a shorter salt is replaced when somebody signs in
        users = User.objects.bulk_create(
            User(
                username=member.username,
                email=member.email,
                password=password,
                first_name=member.first_name,
                last_name=member.last_name,
                date_joined=self._ago(member.joined),
            )
            for member in self.content.members
        )
        self.users = {user.username: user for user in users}
        profiles = UserProfile.objects.bulk_create(
            UserProfile(
                user=self.users[member.username],
                nickname=member.username,
                location=member.town,
                is_administrator=member.role == "administrator",
                is_moderator=member.role != "member",
                is_verified=True,
            )
            for member in self.content.members
        )
        for member, profile in zip(self.content.members, profiles, strict=True):
            profile.last_seen = self._ago(member.seen)
        UserProfile.objects.bulk_update(profiles, ["last_seen"])

    def _add_categories(self) -> None:
        founded = self._ago(forum.OPENED * forum.DAY)
        self.categories[None] = Category.objects.create(title="Private", is_private=True, reindex_at=founded)
        for number, category in enumerate(self.content.categories, start=1):
            self.categories[category.title] = Category.objects.create(
                title=category.title,
                description=category.description,
                color=category.colour,
                parent=self.categories[category.parent] if category.parent else None,
                sort=number,
                reindex_at=founded,
            )

    def _add_topics(self) -> None:
        topics = Topic.objects.bulk_create(
            Topic(
                user=self.users[topic.comments[0].member],
                category=self.categories[topic.category],
                title=topic.title,
                date=self._ago(topic.comments[0].minutes),
                last_active=self._ago(
                    min(comment.minutes for comment in topic.comments if comment.action == "comment")
                ),
                reindex_at=self._ago(topic.comments[0].minutes),
                is_pinned=topic.state == "pinned",
                is_globally_pinned=topic.state == "global",
                is_closed=topic.state == "closed",
                view_count=topic.views,
                comment_count=sum(comment.action == "comment" for comment in topic.comments),
            )
            for topic in self.content.topics
        )
        self.topics = {topic.title: topic for topic in topics}
        TopicPrivate.objects.bulk_create(
            TopicPrivate(
                user=self.users[username], topic=self.topics[topic.title], date=self._ago(topic.comments[0].minutes)
            )
            for topic in self.content.topics
            for username in topic.participants
        )

    def _add_comments(self) -> None:
        """All comments, the oldest first."""
        written = [(topic, comment) for topic in self.content.topics for comment in topic.comments]
        written.sort(key=lambda one: -one[1].minutes)
        made = Comment.objects.bulk_create(
            Comment(
                user=self.users[comment.member],
                topic=self.topics[topic.title],
                comment=comment.text or "action",
                comment_html=_rendered(comment.text) if comment.text else "action",
                action=ACTIONS[comment.action],
                date=self._ago(comment.minutes),
                is_removed=comment.removed,
                modified_count=int(comment.before is not None),
                likes_count=len(comment.likes),
            )
            for topic, comment in written
        )
        self.comments = [(comment, row) for (_, comment), row in zip(written, made, strict=True)]

    def _add_likes(self) -> None:
        CommentLike.objects.bulk_create(
            CommentLike(user=self.users[username], comment=row, date=self._ago(max(comment.minutes - 60 * place, 1)))
            for comment, row in self.comments
            for place, username in enumerate(comment.likes, start=1)
        )

    def _add_edits(self) -> None:
        """What edited comments said before, and after."""
        CommentHistory.objects.bulk_create(
            CommentHistory(comment_fk=row, comment_html=_rendered(text), date=self._ago(comment.minutes - minutes))
            for comment, row in self.comments
            if comment.before is not None
            for text, minutes in ((comment.before, 0), (comment.text, 7))
        )

    def _add_reports(self) -> None:
        reported = [(comment, row) for comment, row in self.comments if comment.reports]
        moderator = next(member.username for member in self.content.members if member.role == "administrator")
        CommentFlag.objects.bulk_create(
            CommentFlag(
                comment=row,
                moderator=self.users[moderator] if comment.handled else None,
                date=self._ago(max(comment.minutes - 60, 1)),
                is_closed=comment.handled,
            )
            for comment, row in reported
        )
        Flag.objects.bulk_create(
            Flag(
                user=self.users[report.member],
                comment=row,
                date=self._ago(max(comment.minutes - 60, 1)),
                reason=SPAM if report.spam else OTHER,
                body=report.text,
            )
            for comment, row in reported
            for report in comment.reports
        )

    def _add_polls(self) -> None:
        openings = {row.topic_id: row for _, row in reversed(self.comments)}
        for topic in self.content.topics:
            if not topic.votes:
                continue
            opening = openings[self.topics[topic.title].pk]
            markdown = Markdown()
            markdown.render(opening.comment)
            polls = markdown.get_polls()
            CommentPoll.update_or_create_many(comment=opening, polls_raw=polls["polls"])
            CommentPollChoice.update_or_create_many(comment=opening, choices_raw=polls["choices"])
            CommentPoll.objects.filter(comment=opening).update(created_at=opening.date)
            choices = {choice.number: choice for choice in CommentPollChoice.objects.filter(poll__comment=opening)}
            for _, number in topic.votes:
                choices[number].vote_count += 1
            CommentPollChoice.objects.bulk_update(choices.values(), ["vote_count"])
            CommentPollVote.objects.bulk_create(
                CommentPollVote(
                    voter=self.users[username],
                    choice=choices[number],
                    created_at=self._ago(max(topic.comments[0].minutes - 90 * place, 1)),
                )
                for place, (username, number) in enumerate(topic.votes, start=1)
            )

    def _add_what_was_read(self) -> None:
        """Whoever wrote in a topic follows it, and has read it all unless the last answer is new."""
        threads: dict[Any, list[Any]] = {}
        for comment, row in self.comments:
            if comment.action == "comment":
                threads.setdefault(row.topic, []).append(row)
        notifications, unread, bookmarks = [], [], []
        participants = {topic.title: topic.participants for topic in self.content.topics}
        for topic, rows in threads.items():
            authors = [row.user for row in rows]
            people = [self.users[username] for username in participants[topic.title]] or authors
            for user in dict.fromkeys(people):
                own = max((place for place, author in enumerate(authors) if author == user), default=0)
                answer = next((row for row in reversed(rows[own:]) if row.user != user), None)
                read = answer is None or answer.date < self.now - datetime.timedelta(days=20 + user.pk % 20)
                notifications.append(
                    TopicNotification(
                        user=user,
                        topic=topic,
                        comment=answer or rows[own],
                        date=(answer or rows[own]).date,
                        action=TopicNotification.COMMENT if answer else TopicNotification.UNDEFINED,
                        is_read=read,
                        is_active=(user.pk + topic.pk) % 9 > 0,
                    )
                )
                unread.append(TopicUnread(user=user, topic=topic, date=rows[-1].date, is_read=read))
                bookmarks.append(CommentBookmark(user=user, topic=topic, comment_number=len(rows) if read else own + 1))
        TopicNotification.objects.bulk_create(notifications)
        TopicUnread.objects.bulk_create(unread)
        CommentBookmark.objects.bulk_create(bookmarks)


def _rendered(text: str) -> str:
    return str(Markdown().render(text))
