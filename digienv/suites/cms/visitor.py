"""Templates of a visitor of the website."""

from __future__ import annotations

import datetime
import re
from collections.abc import AsyncIterator
from decimal import Decimal

from digienv.core.actions import Action, Answer, Stop
from digienv.core.answers import Date, Money, Name, Number, Time
from digienv.core.goals import Differs, Instance, Requirement, Says, added
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At
from digienv.suites.cms.pages import find, open_person, open_section, open_venue
from digienv.suites.cms.world import TODAY, MuseumTemplate, address, day
from digienv.suites.dom import answer, choose, click, fill, having, inside, sequence, text, texts
from digienv.suites.values import JsonOf

__all__ = ["TEMPLATES"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS = {
    "talk": "talks",
    "workshop": "workshops",
    "tour": "guided tours",
    "family": "events for families",
    "evening": "evenings",
}

TIMES = """
    SELECT v.title AS venue, t.season, t.first_day, t.last_day, t.closes FROM cms_openingtime t
    JOIN wagtailcore_page v ON v.id = t.venue_id ORDER BY v.path, t.sort_order
"""

GROUP_PRICES = """
    SELECT v.id, v.title AS venue, p.amount FROM cms_price p JOIN wagtailcore_page v ON v.id = p.venue_id
    WHERE p.visitor LIKE 'Groups%' ORDER BY v.path
"""

EVENTS = """
    SELECT p.id, p.title, p.url_path, e.date, e.kind, e.price, v.title AS venue, v.slug AS venue_slug
    FROM cms_eventpage e JOIN wagtailcore_page p ON p.id = e.page_ptr_id JOIN wagtailcore_page v ON v.id = e.venue_id
    WHERE p.live ORDER BY p.id
"""

EXHIBITIONS = """
    SELECT p.id, p.title, e.opens, e.closes, v.title AS venue, c.title AS curator
    FROM cms_exhibitionpage e JOIN wagtailcore_page p ON p.id = e.page_ptr_id
    JOIN wagtailcore_page v ON v.id = e.venue_id JOIN wagtailcore_page c ON c.id = e.curator_id
    WHERE p.live ORDER BY p.id
"""

LEADERS = """
    SELECT p.id, p.title AS name, p.url_path, w.phone, w.email, d.name AS department FROM cms_personpage w
    JOIN wagtailcore_page p ON p.id = w.page_ptr_id JOIN cms_department d ON d.id = w.department_id
    WHERE w.leads AND p.live ORDER BY p.id
"""

OBJECTS = """
    SELECT p.id, p.title, p.url_path, o.number, o.acquired FROM cms_objectpage o
    JOIN wagtailcore_page p ON p.id = o.page_ptr_id WHERE p.live ORDER BY p.id
"""

TAGS = """
    SELECT DISTINCT t.name, t.slug FROM taggit_tag t JOIN cms_articletag a ON a.tag_id = t.id
    JOIN wagtailcore_page p ON p.id = a.content_object_id WHERE p.live ORDER BY t.name
"""


def _season(date: datetime.date) -> str:
    return "summer" if 4 <= date.month <= 10 else "winter"


def _month(date: str) -> str:
    return f"{datetime.date.fromisoformat(date):%B %Y}"


class ClosingTime(MuseumTemplate):
    """Say until when a museum is open on a day."""

    id = "cms.closing-time"
    goal = "At what time does {venue} close on {day}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        times = await self.rows(surface, TIMES)
        for place, venue in enumerate(dict.fromkeys(one["venue"] for one in times)):
            for date in (TODAY + datetime.timedelta(days=2 + place + 5 * count) for count in range(12)):
                for one in times:
                    open_then = one["first_day"] <= date.isoweekday() <= one["last_day"]
                    if one["venue"] == venue and one["season"] == _season(date) and open_then:
                        found.append({"venue": venue, "day": day(date), "date": str(date), "closes": one["closes"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Time(datetime.time.fromisoformat(instance["closes"]))),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_venue(surface, instance["venue"]):
            yield action
        date = datetime.date.fromisoformat(instance["date"])
        table = f".times:nth-child({1 if _season(date) == 'summer' else 2})"
        for days, hours in zip(await texts(surface, f"{table} th"), await texts(surface, f"{table} td"), strict=True):
            first, last = (WEEKDAYS.index(word) for word in (days.split()[0], days.split()[-1]))
            if first <= date.weekday() <= last:
                yield Answer(hours.split()[-1])


class GroupPrice(MuseumTemplate):
    """Say what a group pays."""

    id = "cms.group-price"
    goal = "We are a group of {count} and would like to see {venue}. What do we pay in all?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        venues = await self.rows(surface, GROUP_PRICES)
        return [{**one, "count": count} for one in venues for count in (11, 12, 14, 16, 18, 23, 25, 28)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(Decimal(str(instance["amount"])) * instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in open_venue(surface, instance["venue"]):
            yield action
        price = await text(surface, inside(".prices tr", "Groups of ten or more", "td"))
        yield Answer(f"£{Decimal(price.strip('£')) * instance['count']}")


class EventDate(MuseumTemplate):
    """Say when an event is."""

    id = "cms.event-date"
    goal = "On which day does the event “{title}” take place?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, EVENTS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Date(datetime.date.fromisoformat(instance["date"]))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find(surface, instance["title"]), answer(surface, "aside dd"))


class _Coming(MuseumTemplate):
    async def coming(self, surface: SiteSurface) -> list[Instance]:
        """Events that have not been."""
        return [one for one in await self.rows(surface, EVENTS) if one["date"] > str(TODAY)]


class EventOnDay(_Coming):
    """Say what is on in a museum on a day."""

    id = "cms.event-on-day"
    goal = "Which event takes place at {venue} on {day}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "day": day(datetime.date.fromisoformat(one["date"]))} for one in await self.coming(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["title"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            open_section(surface, "What's on"),
            choose(surface, "select[name=venue]", instance["venue"]),
            click(surface, ".filter button"),
        ):
            yield action
        yield Answer(
            await text(
                surface,
                f"[...document.querySelectorAll('.events li')].find(e => e.querySelector("
                f"'time').dateTime === '{instance['date']}').querySelector('a')",
            )
        )


class CountEvents(_Coming):
    """Count the events of a kind in a month."""

    id = "cms.count-events"
    goal = "How many {what} are on the programme in {month}, in all museums together?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        counts: dict[tuple[str, str], int] = {}
        for one in await self.coming(surface):
            if one["date"][:7] > str(TODAY)[:7]:
                what = KINDS[one["kind"]], _month(one["date"])
                counts[what] = counts.get(what, 0) + 1
        return [{"what": kind, "month": month, "count": count} for (kind, month), count in counts.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _show_month(surface, instance["month"]):
            yield action
        label = {"guided tours": "Guided tour", "events for families": "For families"}.get(
            instance["what"], instance["what"].removesuffix("s").capitalize()
        )
        lines = await texts(surface, ".events .small")
        yield Answer(str(sum(line.startswith(f"{label},") for line in lines)))


class ProgrammeCost(_Coming):
    """Add up what several events cost."""

    id = "cms.programme-cost"
    goal = "I would like to go to every single event at {venue} in {month}. What will that cost me in all?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        prices: dict[tuple[str, str], list[Decimal]] = {}
        for one in await self.coming(surface):
            if one["date"][:7] > str(TODAY)[:7]:
                prices.setdefault((one["venue"], _month(one["date"])), []).append(Decimal(str(one["price"])))
        return [
            {"venue": venue, "month": month, "cost": str(sum(some))}
            for (venue, month), some in prices.items()
            if len(some) > 1 and any(some)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Money(instance["cost"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in _show_month(surface, instance["month"], instance["venue"]):
            yield action
        prices = re.findall(r"£([\d.]+)", " ".join(await texts(surface, ".events .small")))
        yield Answer(f"£{sum(map(Decimal, prices))}")


def _show_month(surface: SiteSurface, month: str, venue: str = "all museums") -> AsyncIterator[Action]:
    return sequence(
        open_section(surface, "What's on"),
        choose(surface, "select[name=month]", month),
        choose(surface, "select[name=venue]", venue),
        click(surface, ".filter button"),
    )


class LeaderContact(MuseumTemplate):
    """Find out who leads a department and how to reach them."""

    id = "cms.leader-contact"
    goal = "What is the {what} of the person who leads the department “{department}”?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "what": what, "label": label, "contact": one[column]}
            for one in await self.rows(surface, LEADERS)
            for what, label, column in (
                ("telephone number", "Telephone", "phone"),
                ("e-mail address", "E-mail", "email"),
            )
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        contact = instance["contact"]
        return (Says(Name(contact, also=(contact.replace(" ", ""),))),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_person(surface, instance["name"]),
            answer(surface, having("dt", instance["label"]) + ".nextElementSibling"),
        )


class ExhibitionCurator(MuseumTemplate):
    """Find the exhibition of a day and who made it."""

    id = "cms.exhibition-curator"
    goal = "Who is the curator of the exhibition that {verb} on at {venue} on {day}?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        exhibitions = await self.rows(surface, EXHIBITIONS)
        found: list[Instance] = []
        for one in exhibitions:
            opens, closes = (datetime.date.fromisoformat(one[name]) for name in ("opens", "closes"))
            for part in (3, 5):
                date = opens + (closes - opens) * part // 8
                there = [
                    e for e in exhibitions if e["venue"] == one["venue"] and e["opens"] <= str(date) <= e["closes"]
                ]
                if len(there) == 1:
                    verb = "was" if date < TODAY else "is"
                    found.append({**one, "day": day(date), "date": str(date), "verb": verb})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["curator"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_section(surface, "Exhibitions"),
            click(surface, having(".card b", instance["title"])),
            answer(surface, having("dt", "Curator") + ".nextElementSibling"),
        )


class ObjectNumber(MuseumTemplate):
    """Look up the number of an object."""

    id = "cms.object-number"
    goal = "What is the inventory number of the object “{title}”?"

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, OBJECTS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["number"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find(surface, instance["title"]), answer(surface, "aside dd"))


class OpenObject(MuseumTemplate):
    """Go to the page of an object."""

    id = "cms.open-object"
    goal = "Show the page of the object “{title}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, OBJECTS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(address(instance["url_path"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(find(surface, instance["title"]), Stop())


class OpenLeader(MuseumTemplate):
    """Go to the page of whoever leads a department."""

    id = "cms.open-leader"
    goal = "Show the page of the person who leads the department “{department}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, LEADERS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(address(instance["url_path"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_person(surface, instance["name"]), Stop())


class NewsWithTag(MuseumTemplate):
    """Go to the news with a tag."""

    id = "cms.news-with-tag"
    goal = "Show only the news with the tag “{name}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, TAGS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/news/", {"tag": instance["slug"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_section(surface, "News"), click(surface, having(".chips a", instance["name"])), Stop())


class EventsOfMonth(_Coming):
    """Go to the events of a month in a museum."""

    id = "cms.events-of-month"
    goal = "Show the events that take place at {venue} in {month}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found = {(one["venue"], one["venue_slug"], one["date"][:7]): one for one in await self.coming(surface)}
        return [
            {"venue": venue, "slug": slug, "month": _month(one["date"]), "number": number}
            for (venue, slug, number), one in found.items()
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At("/whats-on/", {"month": instance["number"], "venue": instance["slug"]}),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(_show_month(surface, instance["month"], instance["venue"]), Stop())


class WriteMessage(MuseumTemplate):
    """Write to the museums."""

    id = "cms.write-message"
    goal = (
        "Write to the museums with the subject “{subject}” and this message: “{message}” "
        "My name is {name}, and my e-mail address is {email}."
    )

    NAMES = ("Olga Winter", "Paul Adeyemi", "Quinn Barlow", "Ruth Salter")
    MESSAGES = (
        ("Visit", "Is there a cloakroom for large bags?"),
        ("Group booking", "We are thirteen and would like to come on a Thursday."),
        ("School visit", "Do you have a free morning in May for a class of twenty?"),
        ("Collections", "I have a box of old buttons. Would you like to see them?"),
        ("Something else", "May I use your picture of the mill in my village newsletter?"),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        page = await self.rows(surface, "SELECT page_ptr_id AS page FROM cms_contactpage")
        return [
            {**page[0], "name": name, "email": email, "subject": subject, "message": message}
            for name in self.NAMES
            for email in [f"{name}@example.com".lower().replace(" ", ".")]
            for subject, message in self.MESSAGES
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        said = {"name": "name", "e_mail": "email", "subject": "subject", "message": "message"}
        data = JsonOf({field: instance[key] for field, key in said.items()})
        return (Differs(added("wagtailforms_formsubmission", page_id=instance["page"], form_data=data)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_section(surface, "About us"),
            click(surface, having(".card b", "Write to us")),
            fill(surface, "#id_name", instance["name"]),
            fill(surface, "#id_e_mail", instance["email"]),
            choose(surface, "#id_subject", instance["subject"]),
            fill(surface, "#id_message", instance["message"]),
            click(surface, ".contact button"),
            Stop(),
        )


TEMPLATES: tuple[type[MuseumTemplate], ...] = (
    ClosingTime,
    CountEvents,
    EventDate,
    EventOnDay,
    EventsOfMonth,
    ExhibitionCurator,
    GroupPrice,
    LeaderContact,
    NewsWithTag,
    ObjectNumber,
    OpenLeader,
    OpenObject,
    ProgrammeCost,
    WriteMessage,
)
