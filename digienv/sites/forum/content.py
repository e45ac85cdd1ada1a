"""The content of Hedgerow, a forum of gardeners: all that its database is filled with, drawn from a seed.

Plain data, free of Django. Times are minutes before the forum's clock.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from digienv.sites.forum import club_data as club
from digienv.sites.forum.members_data import ADMINISTRATOR, ADVERTISERS, MEMBERS, MODERATORS
from digienv.sites.forum.threads_data import CONTEXTS, FRAMES, SECTIONS, THREADS, Choice, Question

__all__ = ["Category", "Comment", "ForumContent", "Member", "Report", "Topic", "generate"]

T = TypeVar("T")

CLOCK = datetime.datetime(2026, 3, 16, 9, 0)
OPENED = 425
"""Days since the forum was opened."""
DAY = 24 * 60
LATEST = 30
"""Nothing is newer than so many minutes."""
ACTIVE = MEMBERS[0][0]
"""Who has written, voted and corresponded the most, and has reported nobody."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Member:
    """A member; the username is unique, as are first and last name together.

    Attributes:
        role: ``member``, ``moderator`` or ``administrator``.
        joined: minutes before the clock; nothing that the member wrote is older.
        seen: minutes before the clock.
    """

    username: str
    first_name: str
    last_name: str
    town: str
    role: str
    joined: int
    seen: int

    @property
    def email(self) -> str:
        """E-mail address."""
        return f"{self.username}@example.com"


@dataclass(frozen=True, slots=True)
class Category:
    """A category, or a sub-category of `parent`; the title is unique."""

    title: str
    description: str
    colour: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a member says who reports a comment."""

    member: str
    text: str
    spam: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment.

    Attributes:
        member: username of who wrote it.
        text: Markdown.
        minutes: before the clock, unique within its topic.
        likes: usernames.
        before: what it said before it was edited, if it was.
        action: ``comment``, or what a moderator did: ``closed`` or ``pinned``.
        reports: by other members.
        handled: whether a moderator has dealt with the reports.
        removed: whether a moderator has removed it.
    """

    member: str
    text: str
    minutes: int
    likes: tuple[str, ...] = ()
    before: str | None = None
    action: str = "comment"
    reports: tuple[Report, ...] = ()
    handled: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic.

    Attributes:
        title: unique.
        category: title of its category; None for a private conversation.
        comments: the opening, then answers by time.
        state: ``open``, ``closed``, ``pinned`` or ``global``, which is pinned in all lists.
        views: how often it was looked at.
        votes: by username the number of the poll's answer that the member chose, from 1; empty if there is no poll.
        participants: of a private conversation.
    """

    title: str
    category: str | None
    comments: tuple[Comment, ...]
    state: str = "open"
    views: int = 0
    votes: tuple[tuple[str, int], ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForumContent:
    """All that is on the forum. Topics are ordered by when they were opened."""

    members: tuple[Member, ...]
    categories: tuple[Category, ...]
    topics: tuple[Topic, ...]


def generate(seed: int) -> ForumContent:
    """The content that a seed makes."""
    return _Writer(random.Random(f"forum {seed}")).write()  # noqa: S311


def _minutes(day: datetime.date, minute: int) -> int:
    moment = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minute)
    return int((CLOCK - moment).total_seconds() // 60)


class _Writer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = {name: first for name, first, *_ in (*MEMBERS, *MODERATORS, ADMINISTRATOR)}
        self.regulars = [name for name, *_ in (*MEMBERS, *MODERATORS)]
        self.activity = {name: 1 + 12 / (place + 2) for place, name in enumerate(self.regulars)}

    def write(self) -> ForumContent:
        topics = [self._asked(category, question, thing) for category, question, thing in self._questions()]
        topics = self._closed(self._reported(topics))
        topics += [self._introductions(), self._diary(2025), self._diary(2026)]
        topics += [self._record(record) for record in club.RECORDS]
        topics += [self._poll(number, poll) for number, poll in enumerate(club.POLLS, start=1)]
        topics += [self._news(*news) for news in club.NEWS]
        topics += self._letters()
        topics = [self._finished(topic) for topic in topics]
        topics.sort(key=lambda topic: (-topic.comments[0].minutes, topic.title))
        return ForumContent(self._members(topics), self._categories(), tuple(topics))

    # ---------------------------------------------------------------- people and places

    def _members(self, topics: list[Topic]) -> tuple[Member, ...]:
        written: dict[str, list[int]] = {}
        for topic in topics:
            for comment in topic.comments:
                written.setdefault(comment.member, []).append(comment.minutes)
        roles = [("member", MEMBERS), ("member", ADVERTISERS), ("moderator", MODERATORS)]
        everybody = [(role, one) for role, group in roles for one in group] + [("administrator", ADMINISTRATOR)]
        found = []
        for role, (username, first, last, town, _) in everybody:
            joined = max(written[username]) + self.chance.randint(60, 20 * DAY)
            seen = self.chance.randint(LATEST, max(min(written[username]), LATEST + 1))
            found.append(Member(username, first, last, town, role, joined, seen))
        return tuple(found)

    @staticmethod
    def _categories() -> tuple[Category, ...]:
        found = []
        for section in SECTIONS:
            found.append(Category(section.title, section.description, section.colour, None))
            for title, description in section.children:
                found.append(Category(title, description, section.colour, section.title))
        return tuple(found)

    def _some(self, count: int, without: Iterable[str] = ()) -> list[str]:
        """Different members, the active ones more often."""
        left = {name: weight for name, weight in self.activity.items() if name not in set(without)}
        found: list[str] = []
        for _ in range(min(count, len(left))):
            name = self.chance.choices(list(left), list(left.values()))[0]
            del left[name]
            found.append(name)
        return found

    # ---------------------------------------------------------------- time

    def _opening(self, months: Iterable[int]) -> int:
        """A moment in one of these months of the year."""
        wanted = set(months)
        days = [CLOCK.date() - datetime.timedelta(days=ago) for ago in range(1, OPENED)]
        day = self.chance.choice([day for day in days if day.month in wanted])
        return _minutes(day, self.chance.randint(6 * 60, 21 * 60))

    def _opening_in(self, month: tuple[int, int]) -> int:
        day = datetime.date(*month, self.chance.randint(1, 6))
        if day < CLOCK.date() - datetime.timedelta(days=OPENED):
            day = CLOCK.date() - datetime.timedelta(days=OPENED - 1)
        return _minutes(day, self.chance.randint(6 * 60, 21 * 60))

    def _later(self, minutes: int, most: int = 2600) -> int:
        """Some time after another moment; it may be too late to have happened yet."""
        return minutes - self.chance.randint(12, most)

    # ---------------------------------------------------------------- questions

    @staticmethod
    def _questions() -> Iterable[tuple[str, Question | Choice, str]]:
        for category, questions in THREADS.items():
            for question in questions:
                for thing in question.things:
                    yield category, question, thing

    def _asked(self, category: str, question: Question | Choice, thing: str) -> Topic:
        filled = {"thing": thing, "Thing": thing[0].upper() + thing[1:]}
        now = self._opening(question.months)
        asker, *helpers = self._some(self.chance.choice((4, 5, 5, 6, 6, 7)))
        opening = question.opening.format_map(filled)
        if isinstance(question, Question) and question.openers and self.chance.random() < 0.6:
            opening += " " + self.chance.choice(CONTEXTS)
        comments = [Comment(asker, opening, now)]
        for helper, answer in zip(helpers, self._answers(question), strict=False):
            now = self._later(now, 600 if len(comments) == 1 else 2600)
            text = self._said(question, answer.format_map(filled), comments)
            comments.append(Comment(helper, text, now, before=self._first_version(text)))
        if self.chance.random() < 0.6:
            thanks = self.chance.choice(question.closings).format(helper=f"@{self.chance.choice(comments[1:]).member}")
            comments.append(Comment(asker, thanks, self._later(now)))
        happened = [comment for comment in comments if comment.minutes >= LATEST]
        return Topic(question.title.format_map(filled), category, tuple(happened))

    def _answers(self, question: Question | Choice) -> list[str]:
        if isinstance(question, Question):
            return self._shuffled(question.answers)
        return [
            self.chance.choice(FRAMES).format(item=item, reason=reason)
            for item, reason in self._shuffled(tuple(question.options.items()))
        ]

    def _said(self, question: Question | Choice, answer: str, before: list[Comment]) -> str:
        if isinstance(question, Choice) or not question.openers or self.chance.random() < 0.6:
            return answer
        opener = self.chance.choice(question.openers)
        if "{earlier}" in opener and len(before) == 1:
            return answer
        asker = self.names[before[0].member]
        return f"{opener.format(asker=asker, earlier=f'@{before[-1].member}')} {answer}"

    def _first_version(self, text: str) -> str | None:
        """Now and then somebody has second thoughts and adds the last sentence."""
        sentences = text.split(". ")
        if len(sentences) < 2 or self.chance.random() > 0.08:
            return None
        return ". ".join(sentences[:-1]) + "."

    def _shuffled(self, values: Sequence[T]) -> list[T]:
        return self.chance.sample(list(values), len(values))

    # ---------------------------------------------------------------- moderation

    def _reported(self, topics: list[Topic]) -> list[Topic]:
        """Add what gets reported to some topics."""
        wanted = [
            *(("advert", text) for text in (*club.ADVERTS, *club.ADVERTS)),
            *(("rude", text) for text in (*club.RUDE, *club.RUDE)),
            *(("friendly", text) for text in (*club.FRIENDLY, *club.FRIENDLY)),
        ]
        places = self.chance.sample(range(len(topics)), len(wanted))
        for (kind, text), place in zip(wanted, places, strict=True):
            topic = topics[place]
            there = {comment.member for comment in topic.comments}
            author = self.chance.choice(ADVERTISERS)[0] if kind == "advert" else self._some(1, {*there, ACTIVE})[0]
            minutes = max(self._later(topic.comments[-1].minutes), LATEST)
            said = self._shuffled(club.REPORTS[kind])
            reporters = self._some(self.chance.randint(1, 3), {author, ACTIVE})
            reports = tuple(Report(one, said[number], kind == "advert") for number, one in enumerate(reporters))
            handled = self.chance.random() < 0.35
            comment = Comment(
                author, text, minutes, reports=reports, handled=handled, removed=handled and kind != "friendly"
            )
            topics[place] = replace(topic, comments=(*topic.comments, comment))
        return topics

    def _closed(self, topics: list[Topic]) -> list[Topic]:
        """Close some topics of which all has been said."""
        old = [place for place, topic in enumerate(topics) if topic.comments[-1].minutes > 90 * DAY]
        for place in self.chance.sample(old, 9):
            topic = topics[place]
            moderator = self.chance.choice(MODERATORS)[0]
            closed = Comment(moderator, "", topic.comments[-1].minutes - 20 * DAY, action="closed")
            topics[place] = replace(topic, comments=(*topic.comments, closed), state="closed")
        return topics

    # ---------------------------------------------------------------- the clubhouse

    def _introductions(self) -> Topic:
        opening = "Tell us who you are, where you garden and what you grow. One or two sentences are enough."
        comments = [Comment(ADMINISTRATOR[0], opening, OPENED * DAY - 60)]
        moments = self._moments(comments[0].minutes, len(self.regulars))
        people = self._shuffled((*MEMBERS, *MODERATORS))
        for (username, first, _, town, about), minutes in zip(people, moments, strict=True):
            text = self.chance.choice(club.GREETINGS)
            said = text.format(first=first, town=town, about=about, About=about[0].upper() + about[1:])
            comments.append(Comment(username, said, minutes))
        return Topic("Introduce yourself here", "Introductions", tuple(comments))

    def _diary(self, year: int) -> Topic:
        first = datetime.date(year, 1, 16 if year == 2025 else 1)
        begun = _minutes(first, 7 * 60)
        opening = "One line a day is enough. What did you do out there?"
        comments = [Comment(MODERATORS[0][0], opening, begun)]
        for month, lines in club.DIARIES.items():
            told = lines[4:] if year == 2026 else lines[:4] if month <= 3 else lines
            if year == 2026 and month > CLOCK.month:
                break
            days = range(17 if month == 1 else 1, 15 if month == 3 and year == 2026 else 29)
            for day, line in zip(sorted(self.chance.sample(days, len(told))), told, strict=True):
                evening = self.chance.randint(17 * 60, 21 * 60)
                author = self._some(1, {comments[-1].member})[0]
                comments.append(Comment(author, line, _minutes(datetime.date(year, month, day), evening)))
        return Topic(f"What did you do in the garden today? ({year})", "Diaries and records", tuple(comments))

    def _record(self, record: club.Record) -> Topic:
        begun = self._opening_in(record.month)
        asker, *others = self._some(self.chance.randint(24, 34))
        comments = [Comment(asker, record.opening, begun)]
        numbers = self.chance.sample(range(record.low, record.high), len(others))
        moments = self._moments(begun, len(others), most=24 * DAY)
        for name, number, minutes in zip(others, numbers, moments, strict=True):
            line = record.line.format(number=f"{number / 10:.1f}", note=self.chance.choice(record.notes))
            comments.append(Comment(name, line, minutes))
        return Topic(record.title, record.category, tuple(comments))

    def _poll(self, number: int, poll: club.Poll) -> Topic:
        now = self._opening_in(poll.month)
        asker, *others = self._some(1 + len(poll.remarks))
        listed = "\n".join(f"{place}. {option}" for place, option in enumerate(poll.options, start=1))
        text = f"{poll.opening}\n\n[poll name=poll{number}]\n# {poll.question}\n{listed}\n[/poll]"
        comments = [Comment(asker, text, now)]
        for name, remark in zip(others, poll.remarks, strict=True):
            now = max(self._later(now), LATEST + 1)
            comments.append(Comment(name, remark, now))
        liked = [self.chance.random() + 0.2 for _ in poll.options]
        voters = self._some(self.chance.randint(14, 32), without=() if number % 3 else (ACTIVE,))
        choices = self.chance.choices(range(1, len(poll.options) + 1), liked, k=len(voters))
        return Topic(poll.title, poll.category, tuple(comments), votes=tuple(zip(voters, choices, strict=True)))

    def _news(self, title: str, category: str, month: tuple[int, int], state: str, text: str) -> Topic:
        begun = self._opening_in(month)
        action = "closed" if state == "closed" else "pinned"
        later = begun - (9 * DAY if state == "closed" else 5)
        comments = (Comment(ADMINISTRATOR[0], text, begun), Comment(ADMINISTRATOR[0], "", later, action=action))
        return Topic(title, category, comments, state)

    def _letters(self) -> list[Topic]:
        found = []
        for letter in club.LETTERS:
            for number, thing in enumerate(letter.things):
                others = self._some(3, {ACTIVE})
                people = [[ACTIVE, others[0]], [others[0], ACTIVE], others[:2]][number]
                if letter.title.startswith("Planning"):
                    people.append(others[2])
                now = self._opening(range(1, 13))
                comments = [Comment(people[0], letter.opening.format(thing=thing), max(now, 3 * DAY))]
                for place, reply in enumerate(letter.replies):
                    text = reply.format(day=self.chance.choice(WEEKDAYS))
                    author = people[(place + 1) % len(people)]
                    comments.append(Comment(author, text, self._later(comments[-1].minutes, 900)))
                title = letter.title.format(thing=thing)
                found.append(Topic(title, None, tuple(comments), participants=tuple(people)))
        return found

    def _moments(self, begun: int, count: int, most: int = OPENED * DAY) -> list[int]:
        """Different moments after another, by time."""
        earliest = max(begun - most, LATEST)
        return sorted(self.chance.sample(range(earliest, begun - 10), count), reverse=True)

    # ---------------------------------------------------------------- finishing

    def _finished(self, topic: Topic) -> Topic:
        """The topic with likes and views."""
        views = sum(self.chance.randint(9, 24) for _ in topic.comments)
        if topic.category is None:
            return replace(topic, views=views // 3)
        comments = tuple(replace(comment, likes=self._likes(comment)) for comment in topic.comments)
        return replace(topic, comments=comments, views=views)

    def _likes(self, comment: Comment) -> tuple[str, ...]:
        if comment.action != "comment" or comment.reports:
            return ()
        count = self.chance.choice((0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 8))
        return tuple(self._some(count, {comment.member}))
