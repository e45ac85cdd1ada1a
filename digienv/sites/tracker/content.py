"""What Wrenfield's tracker holds: people, keywords, and what became of every issue, step by step, drawn from a seed.

Plain data, free of Roundup. All times are UTC and before `NOW`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digienv.sites.tracker.scenarios import AREAS, DETAILS, Scenario

__all__ = [
    "ADMIN",
    "NOW",
    "Attachment",
    "Issue",
    "Keyword",
    "Person",
    "Query",
    "Step",
    "TrackerContent",
    "generate",
]

NOW = datetime.datetime(2026, 3, 16, 9, 0)
DAY = datetime.timedelta(days=1)
OPENED = NOW - 430 * DAY
ADMIN = "admin"
VARIANTS = (3, 3, 3, 4)
"""In how many forms a scenario is reported."""
CLOSED_DUPLICATES = 16
OPEN_DUPLICATES = 14


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; user name and full name are unique."""

    username: str
    name: str
    team: str
    roles: str
    phone: str

    @property
    def address(self) -> str:
        """E-mail address."""
        return f"{self.name.lower().replace(' ', '.')}@wrenfield.example"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword and what it is for."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did to an issue at one time.

    Attributes:
        time: when.
        by: user name.
        message: what was said, if anything.
        attachment: a file that came with it.
        changes: new values by property: names, user names for people, numbers for issues, lists of them.
    """

    time: datetime.datetime
    by: str
    message: str | None = None
    attachment: Attachment | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue; its first step creates it."""

    number: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A saved search.

    Attributes:
        owner: user name.
        name: unique for its owner.
        filters: by property the name that is looked for; ``open`` for all open statuses, None for nobody.
        public: whether others see it.
    """

    owner: str
    name: str
    filters: Mapping[str, str | None]
    public: bool


@dataclass(frozen=True, slots=True)
class TrackerContent:
    """All of it; issues are numbered as they were created."""

    people: tuple[Person, ...]
    keywords: tuple[Keyword, ...]
    issues: tuple[Issue, ...]
    queries: tuple[Query, ...]


TEAMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Rider app": ("User,Developer", ("Nora Quill", "Tomas Berek", "Ines Falk")),
    "Dispatch": ("User,Developer", ("Ruben Asker", "Leila Marwood", "Piers Holloway")),
    "Firmware": ("User,Developer", ("Ivo Lindqvist", "Hana Okabe", "Greta Moss", "Emil Strand")),
    "Back office": ("User,Developer", ("Farah Wells", "Callum Pike")),
    "Quality": ("User,Developer", ("Bea Norris", "Jonas Weld")),
    "Product": ("User", ("Helen Ashby", "Marek Silvan")),
    "Support": ("User", ("Maya Trent", "Oscar Finch", "Tilda Rowe", "Samir Dale")),
    "Depot Harbour": ("User", ("Wilf Barker",)),
    "Depot Mill Lane": ("User", ("Rosa Lund",)),
    "Depot Foundry": ("User", ("Kofi Mensah",)),
    "Depot Northgate": ("User", ("Yara Stone",)),
    "Depot Bellgate": ("User", ("Albie Croft",)),
    "Depot Meadow": ("User", ("Lotte Brandt",)),
    "Charging": ("User", ("Ursula Penn", "Denis Carroway")),
    "Workshop": ("User,Developer", ("Vera Holt", "Quentin Marsh")),
}

WORKS_ON: dict[str, str] = {
    "rider app": "Rider app",
    "dispatch": "Dispatch",
    "firmware": "Firmware",
    "battery": "Firmware",
    "charging": "Firmware",
    "locks": "Firmware",
    "maps": "Rider app",
    "billing": "Back office",
    "accounts": "Back office",
    "telemetry": "Dispatch",
    "workshop": "Workshop",
    "handbook": "Workshop",
}
"""Which team works on which area."""

ACROSS: tuple[Keyword, ...] = (
    Keyword("safety", "Somebody could be hurt"),
    Keyword("privacy", "Personal data"),
    Keyword("speed", "It takes too long"),
    Keyword("translation", "Texts in other languages"),
    Keyword("regression", "It has worked before"),
)
"""Keywords beside those of the areas."""

PRODUCTS: dict[str, tuple[int, int]] = {
    "app": (4, 0),
    "console": (2, 6),
    "firmware": (3, 1),
    "cabinet": (1, 2),
    "portal": (5, 0),
    "bulletin": (1, 0),
    "handbook": (2, 0),
}
"""The release of every product when the tracker was opened; there is a new one every four weeks."""

TAKEN = "Thank you. {developer}, could you have a look at it?"
TRIAGED = {
    "fault": ("I can see it here as well.", "Confirmed. I have put it on the list of the {team} team."),
    "wish": ("We talked about it this morning and will do it.", "A good idea. It is on the list of the {team} team."),
    "chore": ("Thanks, that is clear enough to start with.", "Right. I have put it on the list of the {team} team."),
}
ANSWERED = ("Thank you, that helps.", "With that I could see it too.", "Thanks. I know where to look now.")
JOINED = {
    "fault": (
        "We have seen this as well, {n} times this week.",
        "The same here. Tell me if you need anything from us.",
        "One of our riders has told me the same.",
    ),
    "wish": ("Yes please, we would use that too.", "That would save us some time every day.", "We need this as well."),
    "chore": ("I can help with that on {weekday}.", "Please tell me before it starts."),
}
WAITING = (
    "We wait with this until the supplier has answered.",
    "On hold until the summer timetable is out.",
    "This has to wait for the new controllers.",
    "Nobody has time for this before the end of the quarter.",
)
DECLINED = {
    "fault": (
        "Nobody has seen this since {release}, and I cannot make it happen. Open it again if it comes back.",
        "This turned out to be one broken device, which was changed.",
    ),
    "wish": (
        "We talked about this and will not do it: too few people would use it.",
        "Thank you for the idea. It would make things harder for all others, so we leave it as it is.",
    ),
    "chore": ("This is not needed any more.", "Somebody has done this already."),
}
CHECKED = (
    "Checked with {release} at {depot}: it is gone.",
    "I have {release} here and could not make it happen again.",
    "Tried it with {release}. It is as it should be.",
)
DONE = ("Looks good to me, thank you.", "I have seen it. Closing this.", "All done, closing this.")
SAME = ("Issue <{key}> is about the same thing as this one.", "Issue <{key}> is a duplicate of this.")
DUPLICATE = ("This is the same as issue <{key}>, closing it.", "We have issue <{key}> for that already.")
"""Messages that name another issue by its key."""

QUERIES: tuple[Query, ...] = (
    Query("nora", "Rider app", {"status": "open", "keyword": "rider app"}, public=False),
    Query("nora", "Maps and routes", {"status": "open", "keyword": "maps"}, public=False),
    Query("nora", "Nobody on it", {"status": "open", "assignedto": None}, public=False),
    Query("nora", "Critical ones", {"status": "open", "priority": "critical"}, public=False),
    Query("nora", "Waiting for an answer", {"status": "needs info"}, public=False),
    Query("nora", "On hold", {"status": "on hold"}, public=False),
    Query("nora", "Safety first", {"status": "open", "keyword": "safety"}, public=False),
    Query("nora", "From Mill Lane", {"creator": "rosa"}, public=False),
    Query("nora", "What Ines has", {"status": "open", "assignedto": "ines"}, public=False),
    Query("nora", "Slow things", {"status": "open", "keyword": "speed"}, public=False),
    Query("bea", "To be checked", {"status": "in review"}, public=True),
    Query("helen", "Just come in", {"status": "new"}, public=True),
    Query("ruben", "Dispatch board", {"status": "open", "keyword": "dispatch"}, public=True),
    Query("vera", "Workshop list", {"status": "open", "keyword": "workshop"}, public=False),
    Query("ursula", "Cabinets", {"status": "open", "keyword": "charging"}, public=True),
)


class _Over(Exception):
    """The clock has been reached."""


@dataclass
class _Draft:
    """An issue while it comes into being; others are called ``<key>`` in messages until all have a number."""

    key: int
    area: str
    scenario: Scenario
    details: dict[str, str]
    steps: list[Step] = field(default_factory=list)

    @property
    def status(self) -> str:
        return next(step.changes["status"] for step in reversed(self.steps) if "status" in step.changes)


def generate(seed: int) -> TrackerContent:
    """The content for a seed."""
    return _Maker(random.Random(seed)).make()  # noqa: S311


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.people = self._people()
        self.teams = {team: [person.username for person in self.people if person.team == team] for team in TEAMS}
        self.person = {person.username: person for person in self.people}
        self.drafts: list[_Draft] = []
        self.titles: set[str] = set()

    def make(self) -> TrackerContent:
        for area, about in AREAS.items():
            for scenario in about.scenarios:
                for _ in range(self.chance.choice(VARIANTS)):
                    self._add(area, scenario, self._moment())
        self._add_closed_duplicates()
        self._add_open_duplicates()
        areas = [Keyword(name, about.description) for name, about in AREAS.items()]
        return TrackerContent(self.people, (*areas, *ACROSS), self._numbered(), QUERIES)

    def _people(self) -> tuple[Person, ...]:
        phones = iter(self.chance.sample(range(1000), 1 + sum(len(names) for _, names in TEAMS.values())))
        admin = Person(ADMIN, "Agnes Thorley", "Office", "Admin", f"020 7946 0{next(phones):03d}")
        others = [
            Person(name.split()[0].lower(), name, team, roles, f"020 7946 0{next(phones):03d}")
            for team, (roles, names) in TEAMS.items()
            for name in names
        ]
        return (admin, *others)

    def _moment(self) -> datetime.datetime:
        """When something is reported; a little more often as the company grows."""
        return self._at_work(OPENED + (NOW - 3 * DAY - OPENED) * self.chance.random() ** 0.8)

    def _at_work(self, time: datetime.datetime) -> datetime.datetime:
        """A time in working hours on that day, or on the Monday after it."""
        day = time.replace(hour=0, minute=0, second=0, microsecond=0)
        if day.weekday() > 4:
            day += DAY * (7 - day.weekday())
        return day + datetime.timedelta(seconds=self.chance.randrange(8 * 3600, 18 * 3600))

    def _add(self, area: str, scenario: Scenario, time: datetime.datetime) -> None:
        """Report something under a title that is not there yet, and let it take its course."""
        while True:
            details = {name: self.chance.choice(values) for name, values in DETAILS.items()}
            details["month"] = f"{time.replace(day=1) - DAY:%B}"
            reporter = self._reporter(scenario, details)
            if (title := scenario.title.format_map(details)) not in self.titles:
                break
        self.titles.add(title)
        draft = _Draft(len(self.drafts), area, scenario, details)
        with contextlib.suppress(_Over):
            self._report(draft, reporter, title, scenario.report, time)
            self._treat(draft, reporter)
        self.drafts.append(draft)

    def _reporter(self, scenario: Scenario, details: dict[str, str]) -> str:
        """Somebody of the depot, if the scenario speaks of one, or of support."""
        if "{depot}" in scenario.title + scenario.report or self.chance.random() < 0.4:
            return self.teams[f"Depot {details['depot']}"][0]
        return self.chance.choice(
            [*self.teams["Support"], *self.teams["Charging"], *self.teams["Quality"], *self.teams["Workshop"]]
        )

    def _report(self, draft: _Draft, reporter: str, title: str, report: str, time: datetime.datetime) -> None:
        scenario = draft.scenario
        keywords = [draft.area, *([scenario.also] if scenario.also else [])]
        if scenario.kind == "fault" and self.chance.random() < 0.08:
            keywords.append("regression")
        attachment = self._log(draft, time)
        text = report + (" I have attached a log." if attachment and "attached" not in report else "")
        self._step(
            draft,
            reporter,
            time,
            text,
            attachment,
            title=title,
            priority=self._priority(scenario),
            keyword=keywords,
            status="new",
        )

    def _priority(self, scenario: Scenario) -> str:
        if scenario.kind == "wish":
            return "wish"
        if scenario.also == "safety":
            return self.chance.choice(("critical", "urgent", "urgent"))
        weights = (6, 22, 52, 20) if scenario.kind == "fault" else (0, 10, 50, 40)
        return self.chance.choices(("critical", "urgent", "normal", "low"), weights)[0]

    def _log(self, draft: _Draft, time: datetime.datetime) -> Attachment | None:
        """What a cabinet or a battery has measured, for some faults."""
        if draft.scenario.kind != "fault" or draft.area not in ("battery", "charging"):
            return None
        if "attached" not in draft.scenario.report and self.chance.random() < 0.35:
            return None
        details = draft.details
        start = time.replace(hour=6, minute=0, second=0) - DAY
        degrees, level = self.chance.uniform(14, 21), self.chance.randrange(85, 100)
        lines = ["time              temperature  level"]
        for hour in range(14):
            degrees += self.chance.uniform(0.8, 4.5) * (1 if hour < 7 else -1)
            level = max(3, level - self.chance.randrange(2, 7))
            lines.append(f"{start + datetime.timedelta(hours=hour):%Y-%m-%d %H:%M}  {degrees:11.1f}  {level:4d}%")
        place = details["depot"].lower().replace(" ", "-")
        name = f"cabinet-{place}" if draft.area == "charging" else f"battery-{details['count']}{details['slot']}"
        return Attachment(f"{name}-{start:%d-%m}.txt", "\n".join(lines) + "\n")

    def _step(
        self,
        draft: _Draft,
        by: str,
        time: datetime.datetime,
        message: str | None = None,
        attachment: Attachment | None = None,
        **changes: Any,
    ) -> None:
        if time >= NOW:
            raise _Over
        words = {**draft.details, "release": _release(AREAS[draft.area].product, time)}
        text = None if message is None else message.format_map(words)
        draft.steps.append(Step(time, by, text, attachment, changes))

    def _then(
        self, draft: _Draft, by: str, days: tuple[float, float], message: str | None = None, **changes: Any
    ) -> None:
        """The next step, so many days later."""
        last = draft.steps[-1].time
        time = self._at_work(last + DAY * self.chance.uniform(*days))
        if time <= last:
            time = last + datetime.timedelta(minutes=self.chance.randrange(5, 40))
        self._step(draft, by, time, message, **changes)

    def _treat(self, draft: _Draft, reporter: str) -> None:
        """What becomes of an issue that was reported, until it is closed or forgotten."""
        scenario, about, chance = draft.scenario, AREAS[draft.area], self.chance
        team = WORKS_ON[draft.area]
        developer = chance.choice([name for name in self.teams[team] if name != reporter])
        draft.details |= {"developer": self.person[developer].name.split()[0], "team": team.lower()}
        lead = chance.choice(self.teams["Product"])
        fate = chance.choices(("done", "asked", "waits", "declined", "forgotten"), (49, 17, 8, 7, 19))[0]
        if fate == "declined":
            self._then(draft, lead, (1, 12), chance.choice(DECLINED[scenario.kind]), status="closed")
            return
        if fate == "asked":
            self._then(draft, developer, (0.5, 6), about.question, status="needs info", assignedto=developer)
            self._then(draft, reporter, (1, 14), about.answer)
            self._then(draft, developer, (0.5, 5), chance.choice(ANSWERED), status="confirmed")
        else:
            given = {} if chance.random() < (0.5 if fate == "forgotten" else 0.25) else {"assignedto": developer}
            text = chance.choice((TAKEN,) * bool(given) + TRIAGED[scenario.kind])
            self._then(draft, lead, (0.3, 7), text if chance.random() < 0.7 else None, status="confirmed", **given)
        if chance.random() < 0.3:
            others = [name for team in self.teams if team.startswith("Depot") for name in self.teams[team]]
            joins = chance.choice([name for name in others if name != reporter])
            self._then(draft, joins, (0.5, 9), chance.choice(JOINED[scenario.kind]))
        if fate == "forgotten":
            return
        if fate == "waits":
            self._then(draft, developer, (2, 14), chance.choice(WAITING), status="on hold", assignedto=developer)
            if chance.random() < 0.6:
                return
            self._then(draft, developer, (30, 90), "We can go on with this.", status="confirmed")
        self._then(draft, developer, (2, 45), scenario.finding, status="in progress", assignedto=developer)
        where = "" if scenario.kind == "chore" else " It is in {release}."
        self._then(draft, developer, (2, 40), scenario.result + where, status="in review")
        tester = reporter if scenario.kind != "fault" else chance.choice(self.teams["Quality"])
        self._then(
            draft, tester, (1, 15), chance.choice(CHECKED if scenario.kind == "fault" else DONE), status="closed"
        )

    def _again(self, draft: _Draft, first: datetime.datetime) -> _Draft | None:
        """The same reported by somebody else, after `first`; None if it is too late for that."""
        title = draft.scenario.other.format_map(draft.details)
        time = self._at_work(first + DAY * self.chance.uniform(1, 9))
        if title in self.titles or time >= NOW - DAY * 4:
            return None
        self.titles.add(title)
        reporter = self.chance.choice([name for name in self.teams["Support"] if name != draft.steps[0].by])
        again = _Draft(len(self.drafts), draft.area, draft.scenario, dict(draft.details))
        text = f"{draft.scenario.other}. I have this from a rider, who noticed it on {{weekday}}."
        again.details["weekday"] = self.chance.choice(DETAILS["weekday"])
        self._report(again, reporter, title, text, time)
        self.drafts.append(again)
        return again

    def _add_closed_duplicates(self) -> None:
        """Issues that somebody has closed since there was one already."""
        faults = [one for one in self.drafts if one.scenario.kind == "fault"]
        made = 0
        for draft in self.chance.sample(faults, len(faults)):
            if made == CLOSED_DUPLICATES:
                break
            if (again := self._again(draft, draft.steps[0].time)) is None:
                continue
            lead, text = self.chance.choice(self.teams["Product"]), self.chance.choice(DUPLICATE)
            again.details["key"] = str(draft.key)
            self._then(again, lead, (0.1, 0.9), text, status="closed", superseder=[draft.key])
            made += 1

    def _add_open_duplicates(self) -> None:
        """Issues of which a message in another one says that they are the same."""
        open_faults = [one for one in self.drafts if one.scenario.kind == "fault" and one.status != "closed"]
        made = 0
        for draft in self.chance.sample(open_faults, len(open_faults)):
            if made == OPEN_DUPLICATES:
                break
            last = max(draft.steps[-1].time, NOW - DAY * 40)
            if (again := self._again(draft, last)) is None:
                continue
            draft.details["key"] = str(again.key)
            time = self._at_work(again.steps[0].time + DAY)
            self._step(draft, self.chance.choice(self.teams["Support"]), time, self.chance.choice(SAME))
            made += 1

    def _numbered(self) -> tuple[Issue, ...]:
        order = sorted(self.drafts, key=lambda draft: (draft.steps[0].time, draft.key))
        numbers = {draft.key: number for number, draft in enumerate(order, start=1)}
        return tuple(
            Issue(numbers[draft.key], tuple(_with_numbers(step, numbers) for step in draft.steps)) for draft in order
        )


def _release(product: str, time: datetime.datetime) -> str:
    major, minor = PRODUCTS[product]
    return f"{product} {major}.{minor + (time - OPENED).days // 28}"


def _with_numbers(step: Step, numbers: Mapping[int, int]) -> Step:
    message, changes = step.message, dict(step.changes)
    if message is not None and "<" in message:
        key = int(message.partition("<")[2].partition(">")[0])
        message = message.replace(f"<{key}>", str(numbers[key]))
    if "superseder" in changes:
        changes["superseder"] = [numbers[key] for key in changes["superseder"]]
    return dataclasses.replace(step, message=message, changes=changes)
