"""What the museums' website is filled with: pages and all that belongs to them, out of a seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from digienv.sites.cms import vocabulary as words

__all__ = [
    "TODAY",
    "Document",
    "Edit",
    "Message",
    "PageContent",
    "Picture",
    "Redirect",
    "Ref",
    "SiteContent",
    "generate",
]

T = TypeVar("T")

TODAY = datetime.date(2026, 3, 16)
BREAK = "\r\n\r\n"
"""Between paragraphs, as browsers send it."""
MONDAY = 0
OPENED = 430
"""Days since the website was opened."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The page of this title, as the value of a field."""

    title: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that was done to a page.

    Attributes:
        days: before today.
        user: name of who did it.
    """

    days: float
    user: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page.

    Attributes:
        model: name of its model.
        parent: title of the page above it; None for the front page.
        title: unique.
        fields: by name; a title where it is `Ref`, rows where other rows belong to the page.
        picture: title of its picture.
        tags: of an article.
        history: how it was made and edited, in order.
        status: ``live``; ``draft``, ``scheduled``, ``submitted`` or ``returned`` if it never was; ``changed`` if it is,
            and a change of its intro waits.
        change: the change that waits, or who returned it to its author, and when.
        goes_live: days from today, for ``scheduled``.
        document: title of one that its text links to.
        menu: whether the top of every page links to it.
    """

    model: str
    parent: str | None
    title: str
    fields: dict[str, Any]
    history: tuple[Edit, ...]
    picture: str | None = None
    tags: tuple[str, ...] = ()
    status: str = "live"
    change: Edit | None = None
    goes_live: int = 0
    document: str | None = None
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        title: unique.
        motif: what is drawn, see `digienv.sites.cms.pictures`.
        ink: in which colour, or in which light.
        collection: where editors find it.
        tags: of it.
        days: before today when it came.
        user: name of who put it there.
    """

    title: str
    motif: str
    ink: str
    collection: str
    tags: tuple[str, ...]
    days: float
    user: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one page that says its title and a sentence."""

    title: str
    text: str
    days: float
    user: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and the title of the page that it leads to."""

    path: str
    page: str
    days: float


@dataclass(frozen=True, slots=True)
class Message:
    """What a visitor wrote to the museums."""

    name: str
    email: str
    subject: str
    text: str
    days: float


@dataclass(frozen=True, slots=True)
class SiteContent:
    """Everything; pages, pictures and documents in the order in which they were made."""

    pages: tuple[PageContent, ...]
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    redirects: tuple[Redirect, ...]
    messages: tuple[Message, ...]
    emails: dict[str, str] = field(default_factory=dict)


def generate(seed: int) -> SiteContent:
    """The content of the website with this seed: equal for equal seeds, on every machine."""
    return _Writer(seed).write()


EDITORS = tuple(user.name for user in words.USERS if user.group == "Editors")
MODERATORS = tuple(user.name for user in words.USERS if user.group == "Moderators")
PICTURE_DESK = tuple(user.name for user in words.USERS if user.group == "Picture desk")

SECTIONS = (
    (
        "SectionPage",
        "Visit us",
        "Six museums within two miles: when they are open, what they cost and how to get there.",
    ),
    ("EventsPage", "What's on", "Talks, workshops, tours and evenings, and something for children every week."),
    ("ExhibitionsPage", "Exhibitions", "Three new ones every season, beside what is always there."),
    ("CollectionsPage", "Collections", "Some of the things that we would save first."),
    ("SectionPage", "Learning", "For classes, families and everybody who wants to know how it is done."),
    ("NewsPage", "News", "What has happened, what was found and what was mended."),
    ("SectionPage", "About us", "Who we are, and how to reach us."),
)
STAFF, CONTACT = "Staff", "Write to us"
MOVES = ("draft",) * 8 + ("submitted",) * 9 + ("returned",) * 2 + ("scheduled",) * 5
"""What becomes of the articles that are not live."""

INKS = ("rust", "teal", "blue", "green", "rose", "gold")
"""Colours for the kinds of events."""


class _Writer:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.moments = count()
        self.emails = {
            person.name: f"{person.name}@wendham.example".lower().replace(" ", ".") for person in words.PEOPLE
        }

    def write(self) -> SiteContent:
        return SiteContent(
            pages=tuple(sorted(self._pages(), key=lambda page: -page.history[0].days)),
            pictures=tuple(sorted(self._pictures(), key=lambda picture: -picture.days)),
            documents=tuple(sorted(self._documents(), key=lambda document: -document.days)),
            redirects=self._redirects(),
            messages=self._messages(),
            emails=self.emails,
        )

    # ---------------------------------------------------------------- pages

    def _pages(self) -> Iterator[PageContent]:
        yield PageContent(
            "HomePage",
            None,
            "Wendham Museums",
            {"intro": "A town of weavers, brewers and stargazers, and six houses full of what they left behind."},
            (Edit(OPENED, "Ottilie Marsh"),),
            picture="Guildhall Museum at dusk",
        )
        for place, (model, title, intro) in enumerate(SECTIONS, start=1):
            made = Edit(OPENED - place / 100, "Ottilie Marsh")
            yield PageContent(model, "Wendham Museums", title, {"intro": intro}, (made,), menu=True)
        yield from self._people()
        yield from self._venues()
        yield from self._information()
        yield from self._objects()
        exhibitions = list(self._exhibitions())
        yield from exhibitions
        yield from self._events()
        yield from self._articles(exhibitions)

    def _history(
        self, days: float, edits: float = 0.35, editors: Sequence[str] = EDITORS + MODERATORS
    ) -> tuple[Edit, ...]:
        """Made by an editor on a day, and perhaps edited since."""
        history = [Edit(days, self.rng.choice(EDITORS))]
        while self.rng.random() < edits and history[-1].days > 3:
            later = round(self.rng.uniform(1, history[-1].days - 1), 2)
            history.append(Edit(later, self.rng.choice(editors)))
        return tuple(history)

    def _days(self, low: int, high: int) -> float:
        """Some working hour on a day that long before today, never twice the same moment."""
        minutes = 60 * self.rng.randint(-6, 0) + self.rng.randint(0, 59)
        return self.rng.randint(low, high) + minutes / 1440 + next(self.moments) / 86400

    def _people(self) -> Iterator[PageContent]:
        yield PageContent(
            "StaffPage",
            "About us",
            STAFF,
            {"intro": "Call us, write to us, or look for us in the workshop."},
            (Edit(OPENED - 0.2, "Ottilie Marsh"),),
        )
        lines = self.rng.sample(range(300, 400), len(words.PEOPLE))
        for place, (person, line) in enumerate(zip(words.PEOPLE, lines, strict=True)):
            first = person.name.split()[0]
            years = self.rng.randint(2, 24)
            yield PageContent(
                "PersonPage",
                STAFF,
                person.name,
                {
                    "role": person.role,
                    "department": person.department,
                    "leads": person.leads,
                    "phone": f"01632 960{line}",
                    "email": self.emails[person.name],
                    "intro": person.intro,
                    "body": f"{first} has been with Wendham Museums since {TODAY.year - years}.",
                },
                self._history(OPENED - 1 - place / 100, edits=0.2),
                picture=f"Portrait of {person.name}",
            )

    def _venues(self) -> Iterator[PageContent]:
        for place, venue in enumerate(words.VENUES):
            yield PageContent(
                "VenuePage",
                "Visit us",
                venue.name,
                {
                    "intro": venue.intro,
                    "body": BREAK.join(venue.body),
                    "address": venue.address,
                    "phone": f"01632 9601{place + 1}0",
                    "times": tuple(self._times()),
                    "prices": tuple(self._prices(venue)),
                },
                self._history(OPENED - 2 - place / 100, edits=0.5),
                picture=venue.name,
            )

    def _times(self) -> Iterator[dict[str, Any]]:
        """Closed on Mondays, shorter in winter, longer on one evening."""
        late = self.rng.choice((4, 5))
        for season, shorter in (("summer", 0), ("winter", 1)):
            opens = self.rng.choice((9, 10))
            closes = self.rng.choice((17, 18)) - shorter
            half = self.rng.choice((0, 30))
            plan = (
                (2, late - 1, opens, closes, half),
                (late, late, opens, closes + 2, half),
                (late + 1, 6, opens, closes, half),
                (7, 7, opens + 1, closes - 1, 0),
            )
            for first, last, start, end, minutes in plan:
                yield {
                    "season": season,
                    "first_day": first,
                    "last_day": last,
                    "opens": datetime.time(start, half),
                    "closes": datetime.time(end, minutes),
                }

    def _prices(self, venue: words.Venue) -> Iterator[dict[str, Any]]:
        adult = venue.adult + self.rng.choice((Decimal("0"), Decimal("0.5"), Decimal("0.9")))
        for visitor, amount in (
            ("Adults", adult),
            ("Students and people over 65", adult - 2),
            ("Children from 5 to 15", adult / 2),
            ("Families (two adults and their children)", adult * 2 + self.rng.randint(2, 4)),
            ("Groups of ten or more, for each person", adult - self.rng.choice((1, Decimal("1.5")))),
        ):
            yield {"visitor": visitor, "amount": amount.quantize(Decimal("0.01"))}

    def _information(self) -> Iterator[PageContent]:
        for place, info in enumerate(words.INFO):
            body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in info.parts)
            history = self._history(OPENED - 3 - place / 100)
            yield PageContent(
                "InfoPage",
                info.section,
                info.title,
                {"intro": info.intro, "body": body},
                history,
                document=words.HANDOUTS.get(info.title),
            )
        fields = (
            {"label": "Name", "field_type": "singleline"},
            {"label": "E-mail", "field_type": "email"},
            {"label": "Subject", "field_type": "dropdown", "choices": "\n".join(SUBJECTS)},
            {"label": "Message", "field_type": "multiline"},
        )
        yield PageContent(
            "ContactPage",
            "About us",
            CONTACT,
            {
                "intro": "We answer within three days.",
                "thanks": "We have your message and will answer within three days.",
                "form_fields": fields,
            },
            (Edit(OPENED - 3.5, "Kit Larkin"),),
        )

    def _objects(self) -> Iterator[PageContent]:
        venues = dict(zip(words.COLLECTIONS, (0, 1, 2, 5, 4, 5), strict=True))
        numbers = iter(self.rng.sample(range(10, 980), 40))
        for place, (collection, (intro, things)) in enumerate(words.COLLECTIONS.items()):
            made = Edit(OPENED - 4 - place / 100, "Helena Brandt")
            yield PageContent("CollectionPage", "Collections", collection, {"intro": intro}, (made,))
            for thing in things:
                acquired = self.rng.randint(1902, 2024)
                home = words.VENUES[venues[collection] if self.rng.random() < 0.7 else 0].name
                yield PageContent(
                    "ObjectPage",
                    collection,
                    thing.title,
                    {
                        "intro": thing.intro,
                        "body": f"{thing.body}{BREAK}It came to the museums in {acquired}.",
                        "number": f"{acquired}.{next(numbers)}",
                        "made": thing.made,
                        "material": thing.material,
                        "acquired": acquired,
                        "venue": Ref(home) if self.rng.random() < 0.85 else None,
                    },
                    self._history(self._days(200, 420)),
                    picture=thing.title,
                )

    def _exhibitions(self) -> Iterator[PageContent]:
        starts = self.rng.sample(range(-300, 120, 12), len(words.EXHIBITIONS))
        for exhibition, start in zip(words.EXHIBITIONS, starts, strict=True):
            opens = TODAY + datetime.timedelta(days=start)
            closes = opens + datetime.timedelta(days=self.rng.randint(60, 150))
            first = exhibition.curator.split()[0]
            yield PageContent(
                "ExhibitionPage",
                "Exhibitions",
                exhibition.title,
                {
                    "intro": exhibition.intro,
                    "body": (
                        f"The exhibition shows {self.rng.randint(24, 140)} works and things, of which "
                        f"{self.rng.randint(3, 20)} are on loan.{BREAK}Admission is included in the ticket of "
                        f"{_the(exhibition.venue)}. {first} leads a free tour every Wednesday at two."
                    ),
                    "opens": opens,
                    "closes": closes,
                    "venue": Ref(exhibition.venue),
                    "curator": Ref(exhibition.curator),
                },
                self._history(self._days(max(3, 20 - start), max(8, 60 - start))),
                picture=f"Poster: {exhibition.title}",
            )

    def _events(self) -> Iterator[PageContent]:
        taken: set[tuple[str, int]] = set()
        coming = 0
        for event in self.rng.sample(words.EVENTS, len(words.EVENTS)):
            offset = self.rng.choice((self.rng.randint(-150, -1), *(self.rng.randint(3, 120) for _ in range(3))))
            while (event.venue, offset) in taken or (TODAY + datetime.timedelta(days=offset)).weekday() == MONDAY:
                offset += 1
            taken.add((event.venue, offset))
            coming += offset > 0
            yield self._event(event, offset, "draft" if coming in (9, 19, 29) else "live")

    def _event(self, event: words.Event, offset: int, status: str) -> PageContent:
        said, _ = words.KINDS[event.kind]
        hour, hours = {"talk": (18, 1), "workshop": (10, 4), "tour": (14, 1), "family": (11, 3), "evening": (19, 3)}[
            event.kind
        ]
        starts = datetime.time(hour + self.rng.choice((0, 0, 1)), self.rng.choice((0, 0, 30)))
        price = {
            "talk": self.rng.choice((0, 0, 5, 6)),
            "workshop": self.rng.choice((24, 28, 35, 45)),
            "tour": self.rng.choice((0, 4, 5)),
            "family": self.rng.choice((0, 0, 3)),
            "evening": self.rng.choice((9, 12, 14)),
        }[event.kind]
        made = self._days(2, 14) if status == "draft" else self._days(max(2, 20 - offset), max(30, 70 - offset))
        first, second = self.rng.sample(said, 2)
        return PageContent(
            "EventPage",
            "What's on",
            event.title,
            {
                "intro": event.intro,
                "body": f"{first} {second}{BREAK}{self.rng.choice(CATERING)}",
                "kind": event.kind,
                "date": TODAY + datetime.timedelta(days=offset),
                "starts": starts,
                "ends": starts.replace(hour=starts.hour + hours),
                "venue": Ref(event.venue),
                "price": Decimal(price),
            },
            self._history(made, edits=0 if status == "draft" else 0.3),
            picture=f"Event: {event.kind}",
            status=status,
        )

    def _articles(self, exhibitions: Sequence[PageContent]) -> Iterator[PageContent]:
        written = self.rng.sample(words.ARTICLES, len(words.ARTICLES))
        for article, status in zip(written, MOVES + ("live",) * len(written), strict=False):
            days = self._days(2, 425) if status == "live" else self._days(2, 20)
            body = f"{article.body}{BREAK}{self.rng.choice(words.CLOSINGS)}"
            yield self._article(
                article.title, article.tags, article.author, article.venue, article.intro, body, days, status
            )
        for exhibition in exhibitions:
            days = (TODAY - exhibition.fields["opens"]).days
            if days > 3:
                title, venue = f"“{exhibition.title}” opens", exhibition.fields["venue"].title
                intro = f"A new exhibition begins at {_the(venue)}."
                body = (
                    f"{exhibition.fields['intro']} The exhibition was made by {exhibition.fields['curator'].title} and "
                    f"stays until {_date(exhibition.fields['closes'])}."
                )
                picture = f"Poster: {exhibition.title}"
                yield self._article(title, ("Exhibitions",), "Kit Larkin", picture, intro, body, days + 0.2, "live")
        for thing, collection in self.rng.sample(_things(), 10):
            author = self.rng.choice(MODERATORS)
            body = f"{thing.body}{BREAK}{self.rng.choice(words.CLOSINGS)}"
            intro = f"Our object of the month is from the collection “{collection}”."
            title = (
                f"Object of the month: {thing.title[0].lower() if thing.title.startswith('The ') else thing.title[0]}"
            )
            title += thing.title[1:]
            yield self._article(title, ("Exhibitions",), author, thing.title, intro, body, self._days(10, 420), "live")

    def _article(
        self,
        title: str,
        tags: tuple[str, ...],
        author: str,
        picture: str,
        intro: str,
        body: str,
        days: float,
        status: str,
    ) -> PageContent:
        live = status == "live"
        if live and self.rng.random() < 0.15:
            status = "changed"
        history = self._history(days, edits=0.3 if live else 0, editors=MODERATORS)
        change = None
        if status in ("changed", "returned"):
            who = EDITORS if status == "changed" else MODERATORS
            change = Edit(round(history[-1].days * self.rng.uniform(0.1, 0.9), 2), self.rng.choice(who))
        return PageContent(
            "ArticlePage",
            "News",
            title,
            {"intro": intro, "body": body, "date": TODAY - datetime.timedelta(days=int(days)), "author": Ref(author)},
            history,
            picture=picture,
            tags=tags,
            status=status,
            change=change,
            goes_live=self.rng.randint(2, 30) if status == "scheduled" else 0,
        )

    # ---------------------------------------------------------------- beside the pages

    def _pictures(self) -> Iterator[Picture]:
        for venue in words.VENUES:
            for light, title, tags in (
                ("day", venue.name, ("building", "summer")),
                ("dusk", f"{venue.name} at dusk", ("building", "evening")),
                ("snow", f"{venue.name} in the snow", ("building", "winter")),
            ):
                yield self._picture(title, venue.building, light, "Buildings", tags)
        for thing, _ in _things():
            yield self._picture(thing.title, thing.motif, thing.ink, "Objects", ("object", thing.material.split()[0]))
        for exhibition in words.EXHIBITIONS:
            title = f"Poster: {exhibition.title}"
            yield self._picture(title, exhibition.motif, f"poster {exhibition.ink}", "Posters", ("poster",))
        for kind, (_, motif) in words.KINDS.items():
            yield self._picture(f"Event: {kind}", motif, self.rng.choice(INKS), "Posters", ("event",))
        for person in words.PEOPLE:
            look = str(self.rng.randrange(10**6))
            yield self._picture(f"Portrait of {person.name}", "face", look, "People", ("portrait", "staff"))

    def _picture(self, title: str, motif: str, ink: str, collection: str, tags: tuple[str, ...]) -> Picture:
        return Picture(title, motif, ink, collection, tags, OPENED + self._days(2, 20), self.rng.choice(PICTURE_DESK))

    def _documents(self) -> Iterator[Document]:
        for title, text in words.DOCUMENTS:
            yield Document(title, text, OPENED + self._days(2, 20), self.rng.choice(EDITORS))

    def _redirects(self) -> tuple[Redirect, ...]:
        paths = ("tickets", "opening-hours", "mill", "trains", "stars", "farm", "jobs", "school", "friends", "art")
        pages = (
            *("Tickets and passes", "Visit us", "Heron Mill", "Station Yard", "Wendham Observatory", "Lowfield Farm"),
            *("Staff", "School visits", "Support us", "Canal Street Gallery"),
        )
        return tuple(Redirect(f"/{path}", page, self._days(100, 400)) for path, page in zip(paths, pages, strict=True))

    def _messages(self) -> tuple[Message, ...]:
        names = self.rng.sample(WRITERS, len(MESSAGES))
        days = sorted((self._days(1, 90) for _ in MESSAGES), reverse=True)
        return tuple(
            Message(name, f"{name}@example.com".lower().replace(" ", "."), subject, text, day)
            for name, (subject, text), day in zip(names, MESSAGES, days, strict=True)
        )


CATERING = (
    "There is a café on the way out.",
    "Places can be booked by telephone or at any of our desks.",
    "Friends of the museums come in for half the price.",
    "A part of it takes place outdoors, so dress for it.",
)

SUBJECTS = ("Visit", "Group booking", "School visit", "Collections", "Something else")

WRITERS = (
    *("Ada Ferris", "Bruno Kemp", "Celia Hart", "Dan Okafor", "Ella Moss", "Frank Nolan"),
    *("Greta Lind", "Hamid Aziz", "Ines Prado", "Jack Tully", "Karin Vogel", "Liam Burke"),
)

MESSAGES = (
    ("Visit", "Can I bring my dog to Lowfield Farm? She is old and likes sheep."),
    ("Visit", "Is there somewhere to leave a pram at the observatory?"),
    ("Group booking", "We are fourteen people from a choir. Could we sing in the mill?"),
    ("Group booking", "Twenty-two retired bakers would like to see the kitchen range at work."),
    ("School visit", "Do you have a session about the flood for a class of seven-year-olds?"),
    ("School visit", "Our coach arrives at half past nine. Where may it wait?"),
    ("Collections", "My grandfather drove engine number 7. I have his cap and would like to give it to you."),
    ("Collections", "I found this coin in my garden. Who would look at it?"),
    ("Something else", "The link to the apple list does not work for me."),
    ("Something else", "Thank you for a very good Sunday."),
)


def _things() -> list[tuple[words.Thing, str]]:
    return [(thing, collection) for collection, (_, things) in words.COLLECTIONS.items() for thing in things]


def _the(venue: str) -> str:
    """The museum as it is named within a sentence."""
    return venue if venue in ("Heron Mill", "Station Yard", "Lowfield Farm") else f"the {venue}"


def _date(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
