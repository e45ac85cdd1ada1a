"""The content of Tarnfell Wiki: articles with their histories, talk pages, and all else that was done, from a seed.

Plain data, free of MediaWiki. Times are naive, UTC, and before the wiki's clock.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digienv.sites.wiki import valley

__all__ = ["BEGAN", "START", "Article", "Event", "WikiContent", "generate"]

BEGAN = datetime.datetime(2025, 1, 12, 8, 0)
START = datetime.datetime(2026, 3, 16, 9, 0)

MONTHS = ("May", "June", "July", "August", "September", "October")
COLOURS = ("red", "blue", "yellow", "white", "green")
WRITERS = valley.EDITORS[1:] + valley.ADMINISTRATORS

BOXES: Mapping[str, tuple[str, ...]] = {
    "hut": ("elevation", "beds", "opened", "warden", "village"),
    "peak": ("height", "first ascent", "climber", "nearest hut"),
    "tarn": ("elevation", "area", "depth", "fish"),
    "village": ("elevation", "inhabitants", "first record", "market day"),
    "station": ("village", "line", "opened", "platforms"),
    "line": ("opened", "length", "gauge", "engineer"),
    "path": ("length", "ascent", "walking time", "marking"),
    "bridge": ("river", "built", "span", "builder"),
    "festival": ("place", "month", "first held"),
    "person": ("born", "died", "profession", "home"),
}
"""Kinds of articles, with what their box tells."""

CATEGORIES = {
    "hut": "Huts",
    "peak": "Peaks",
    "tarn": "Tarns",
    "village": "Villages",
    "station": "Railway stations",
    "line": "Railway lines",
    "path": "Footpaths",
    "bridge": "Bridges",
    "festival": "Festivals",
    "person": "People",
}


@dataclass(slots=True)
class Article:
    """An article as it is now.

    Attributes:
        title: of the page.
        kind: one of `BOXES`; empty for a list.
        box: what its box tells.
        lead: the first paragraph.
        sections: by heading.
        categories: names.
    """

    title: str
    kind: str
    box: dict[str, str]
    lead: str
    sections: dict[str, str]
    categories: list[str]

    def text(self, sections: int | None = None, categories: int | None = None) -> str:
        """Its wikitext, by default with all of its sections and categories."""
        parts = []
        if self.box:
            rows = "".join(f"| {name} = {value}\n" for name, value in self.box.items())
            parts.append(f"{{{{Infobox {self.kind}\n{rows}}}}}\n{self.lead}")
        else:
            parts.append(self.lead)
        parts += [f"== {heading} ==\n{body}" for heading, body in list(self.sections.items())[:sections]]
        parts.append("\n".join(f"[[Category:{name}]]" for name in self.categories[:categories]))
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a page.

    Attributes:
        time: unique.
        user: by whom.
        kind: ``edit``, ``move``, ``protect`` or ``delete``.
        page: its title.
        comment: what was said with it.
        value: the text of an edit, the new title of a move, who may still edit a page that is protected.
    """

    time: datetime.datetime
    user: str
    kind: str
    page: str
    comment: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class WikiContent:
    """Everything.

    Attributes:
        articles: as they are now, but for slips and nonsense.
        events: in the order of time.
        watched: by user the titles of the pages that they watch.
    """

    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    watched: dict[str, tuple[str, ...]]


@dataclass
class _Times:
    """Moments of which none comes twice."""

    rng: random.Random
    taken: set[datetime.datetime] = field(default_factory=set)

    def between(self, first: datetime.datetime, last: datetime.datetime) -> datetime.datetime:
        while True:
            moment = first + datetime.timedelta(seconds=self.rng.randrange(int((last - first).total_seconds())))
            if 6 <= moment.hour < 23 and moment not in self.taken:
                self.taken.add(moment)
                return moment

    def several(self, count: int, first: datetime.datetime, last: datetime.datetime) -> list[datetime.datetime]:
        return sorted(self.between(first, last) for _ in range(count))


def generate(seed: int) -> WikiContent:
    """All content of a seed."""
    rng = random.Random(f"wiki {seed}")  # noqa: S311
    articles = [*_articles(rng)]
    articles += _lists(articles)
    times = _Times(rng)
    events = [*_furniture(times, articles)]
    last_day = START - datetime.timedelta(days=2)
    plain = [one for one in articles if one.kind]
    shuffled = rng.sample(plain, len(plain))
    spoilt, misspelt, discussed = shuffled[:14], shuffled[14:40], shuffled[10:44]
    mended, renamed = shuffled[44:60], [one for one in shuffled[60:] if one.kind in ("path", "bridge", "festival")][:8]
    for article in articles:
        versions = [*_versions(rng, article, slip=article in misspelt)]
        if article in mended:
            comment, text, _ = versions[1]
            vandal = rng.choice(valley.VANDALS)
            versions[2:2] = [("", _spoilt(rng, text), vandal), ("Take out nonsense", text, None)]
        moments = times.several(len(versions) + 1, BEGAN + datetime.timedelta(days=2), last_day)
        title = f"The {article.title}" if article in renamed else article.title
        previous = None
        for moment, (comment, text, author) in zip(moments, versions, strict=False):
            author = author or rng.choice([writer for writer in WRITERS if writer != previous])
            events.append(Event(moment, author, "edit", title, comment, text))
            previous = author
        if article in renamed:
            comment = "Names stand without an article"
            events.append(Event(moments[-1], rng.choice(WRITERS), "move", title, comment, article.title))
        if article in spoilt:
            moment = times.between(last_day, START - datetime.timedelta(hours=2))
            vandal = valley.VANDALS[spoilt.index(article) % len(valley.VANDALS)]
            text = _spoilt(rng, article.text())
            events.append(Event(moment, vandal, "edit", article.title, "", text))
        if article in discussed:
            events += _discussions(rng, times, article, last_day)
    events += _housekeeping(rng, times, articles, last_day)
    watched = {
        user: tuple(sorted(one.title for one in rng.sample(plain, 18)))
        for user in (valley.EDITORS[0], valley.ADMINISTRATORS[0])
    }
    return WikiContent(tuple(articles), tuple(sorted(events, key=lambda event: event.time)), watched)


def _versions(rng: random.Random, article: Article, *, slip: bool) -> Iterator[tuple[str, str, str | None]]:
    """Of each version of an article: what was said, the text, and by whom if it matters."""
    kind = article.kind or "list"
    yield f"Begin an article about a {kind}" if article.kind else "Begin a list", article.text(0, 1), None
    *early, last = article.sections
    for number, heading in enumerate(early, start=1):
        yield f"Add a section: {heading.lower()}", article.text(number, 1), None
    full = _slipped(rng, article.text()) if slip else article.text()
    comment = f"Add a section: {last.lower()}"
    figures = [name for name, value in article.box.items() if value[0].isdigit()]
    if not figures:
        yield comment, full, None
        return
    name = rng.choice(figures)
    value = article.box[name]
    digits = re.match(r"\d+", value)
    assert digits is not None
    wrong = value.replace(digits[0], str(int(digits[0]) + rng.randint(1, 9)), 1)
    yield comment, article.text().replace(f"| {name} = {value}", f"| {name} = {wrong}"), None
    yield f"Correct the box: {name}", full, None


def _slipped(rng: random.Random, text: str) -> str:
    """The text with one of its words misspelt, once."""
    word = rng.choice([word for word in valley.SLIPS if text.count(word) == 1])
    return text.replace(word, valley.SLIPS[word])


def _spoilt(rng: random.Random, text: str) -> str:
    """The text with one of its paragraphs replaced by nonsense."""
    paragraphs = text.split("\n\n")
    paragraphs[rng.randrange(1, len(paragraphs) - 1)] = rng.choice(valley.NONSENSE)
    return "\n\n".join(paragraphs)


def _discussions(rng: random.Random, times: _Times, article: Article, last: datetime.datetime) -> Iterator[Event]:
    text = ""
    moment = START - datetime.timedelta(days=rng.randint(60, 200))
    for heading, remarks in rng.sample(valley.DISCUSSIONS, rng.choice((1, 2))):
        text = f"{text}\n\n== {heading} ==".strip()
        for number, remark in enumerate(remarks):
            moment = times.between(moment, min(moment + datetime.timedelta(days=12), last))
            author = WRITERS[(_number(article.title) + number) % len(WRITERS)]
            date = f"{moment:%H:%M}, {moment.day} {moment:%B %Y} (UTC)"
            signature = f"[[User:{author}|{author}]] ([[User talk:{author}|talk]]) {date}"
            text += f"\n{':' if number else ''}{remark.format(page=article.title)} {signature}"
            section = f"/* {heading} */"
            yield Event(
                moment,
                author,
                "edit",
                f"Talk:{article.title}",
                f"{section} {'Answer' if number else 'New section'}",
                text,
            )


def _number(text: str) -> int:
    """A number that follows from a text."""
    return sum(map(ord, text))


def _furniture(times: _Times, articles: Sequence[Article]) -> Iterator[Event]:
    """The pages that a wiki has beside its articles, and the redirects."""
    keeper = valley.ADMINISTRATORS[0]
    first_day = (BEGAN, BEGAN + datetime.timedelta(days=2))

    def page(title: str, text: str, comment: str = "Set up") -> Event:
        return Event(times.between(*first_day), keeper, "edit", title, comment, text)

    for kind, names in BOXES.items():
        yield page(f"Template:Infobox {kind}", _box_template(kind, names))
        about = f"Articles about {CATEGORIES[kind].lower()} of the valley.\n\n[[Category:Articles]]"
        yield page(f"Category:{CATEGORIES[kind]}", about)
    yield page("Category:Articles", "All articles, by what they are about.")
    yield page(
        "Template:Needs work",
        '<div style="border: 1px solid #c8a04a; background: #fdf6e3; padding: 0.4em 0.8em">This article needs '
        "work.</div>",
    )
    for title, text in valley.PROJECT_PAGES.items():
        yield page(title, text)
    yield page("Main Page", _main_page(articles))
    for user in (*valley.EDITORS, *valley.ADMINISTRATORS):
        yield page(
            f"User:{user}",
            f"I write about the valley of Tarnfell. My favourite place is "
            f"[[{articles[_number(user) % len(articles)].title}]].",
        )
    for article in articles:
        if article.kind in ("station", "hut") and len(article.title) % 3 == 0:
            short = article.title.removesuffix(" Hut").removesuffix(" railway station")
            title = f"{short} {'bothy' if article.kind == 'hut' else 'halt'}"
            yield page(title, f"#REDIRECT [[{article.title}]]", "Redirect from another name")


BOX_STYLE = (
    "float: right; clear: right; width: 17em; margin: 0 0 1em 1.2em; "
    "border: 1px solid #a2a9b1; background: #f8f9fa; font-size: 90%"
)


def _box_template(kind: str, names: Sequence[str]) -> str:
    rows = "".join(
        f'|-\n! style="text-align: left; padding: 0.15em 0.5em" | {name.capitalize()}\n| {{{{{{{name}}}}}}}\n'
        for name in names
    )
    head = '! colspan="2" style="background: #d5e3da; padding: 0.35em" | {{PAGENAME}}'
    table = f'{{| class="infobox" style="{BOX_STYLE}"\n{head}\n{rows}|}}'
    return f"<includeonly>{table}</includeonly><noinclude>The box of an article about a {kind}.</noinclude>"


def _main_page(articles: Sequence[Article]) -> str:
    count = sum(bool(one.kind) for one in articles)
    shelves = "\n".join(
        f"* '''[[:Category:{category}|{category}]]''' – for example "
        + ", ".join(f"[[{one.title}]]" for one in [one for one in articles if one.kind == kind][:3])
        for kind, category in CATEGORIES.items()
    )
    lists = "\n".join(f"* [[{one.title}]]" for one in articles if not one.kind)
    return (
        "'''Welcome to Tarnfell Wiki''', in which those who live in the valley of Tarnfell or walk there write "
        "down what "
        f"they know: {count} articles on its villages, huts, peaks, tarns, paths and railways.\n\n"
        f"== Articles ==\n{shelves}\n\n== Lists ==\n{lists}\n\n"
        "== Taking part ==\nRead the [[Project:Style guide|style guide]], see the [[Project:Notice board|notice "
        "board]] and, "
        "if you are new here, the [[Help:Contents|help]]."
    )


def _housekeeping(
    rng: random.Random, times: _Times, articles: Sequence[Article], last: datetime.datetime
) -> Iterator[Event]:
    """What administrators did, and nonsense that was undone long ago."""
    keepers = valley.ADMINISTRATORS
    recently = (START - datetime.timedelta(days=40), last)
    yield Event(times.between(*recently), keepers[0], "protect", "Main Page", "The most visited page", "sysop")
    for article in rng.sample([one for one in articles if not one.kind], 2):
        moment = times.between(last, START - datetime.timedelta(hours=1))
        yield Event(moment, keepers[1], "protect", article.title, "Complete, and often spoilt", "autoconfirmed")
    huts = [one.title for one in articles if one.kind == "hut"]
    for number, hut in enumerate(rng.sample(huts, 15)):
        title, reason = valley.DELETED[number % len(valley.DELETED)]
        page = title.format(hut=hut)
        written, deleted = times.several(2, *recently)
        text = f"'''{page}''': notes of a day in winter. See [[{hut}]] for the hut itself."
        yield Event(written, rng.choice(WRITERS), "edit", page, "New page", text)
        yield Event(deleted, rng.choice(keepers), "delete", page, reason)


def _articles(rng: random.Random) -> Iterator[Article]:
    villages = [name for name, _, _ in valley.VILLAGES]
    huts = [name for name, _ in valley.HUTS]
    people = [name for name, _ in valley.PEOPLE]
    stops = {village: line for line, stations in valley.LINES for village in stations}
    lives = {name: _life(rng, profession) for name, profession in valley.PEOPLE}
    custom = iter(lambda: rng.choice(valley.CUSTOMS), "")

    for name, where, known in valley.VILLAGES:
        metres = rng.randint(140, 560)
        record = rng.randint(1140, 1590)
        day = rng.choice(("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"))
        hut, other = rng.choice(huts), rng.choice([one for one in villages if one != name])
        station = (
            f"Trains of the [[{stops[name]}]] stop at [[{name} railway station]]."
            if name in stops
            else f"The nearest trains stop at [[{rng.choice(sorted(stops))} railway station]]."
        )
        yield Article(
            name,
            "village",
            {
                "elevation": f"{metres} m",
                "inhabitants": str(rng.randint(90, 1900)),
                "first record": str(record),
                "market day": day,
            },
            f"'''{name}''' is a village {where}. It is known for {known}.",
            {
                "History": f"{name} is first named in a deed of {record}. The chapel is a little older than the "
                f"market, which received its charter {rng.randint(40, 160)} years later.",
                "Getting there": f"{station} The road to [[{other}]] is closed in winter until the snow is cleared.",
                "Village life": f"The market is held every {day}. {next(custom)} Walkers find accommodation in the "
                f"inn or go on to [[{hut}]].",
            },
            ["Villages", *(["Places with a railway station"] if name in stops else [])],
        )
    for name, sort in valley.HUTS:
        beds, opened = rng.randint(8, 46), rng.randint(1884, 1996)
        warden = rng.choice(("Miss Penrith", "Mr Atkins", "the Holm family", "Mrs Garnett", "Mr Lowe"))
        village = rng.choice(villages)
        path, tarn = rng.choice(valley.PATHS), rng.choice(valley.TARNS)[0]
        metres = rng.randint(620, 1480)
        season = rng.choice(("May", "June")), rng.choice(("September", "October"))
        yield Article(
            name,
            "hut",
            {
                "elevation": f"{metres} m",
                "beds": str(beds),
                "opened": str(opened),
                "warden": warden,
                "village": f"[[{village}]]",
            },
            f"'''{name}''' is {sort}, {metres} metres above the sea. It has {beds} beds.",
            {
                "Getting there": f"From [[{village}]] it is a walk of {rng.randint(2, 6)} hours on the [[{path}]]. "
                f"In bad weather the way past [[{tarn}]] is safer.",
                "Facilities": _table(
                    ("What", "Where"),
                    ("Drinking water", rng.choice(("spring behind the hut", "rain barrel", "pump in the yard"))),
                    ("Stove", rng.choice(("kitchen", "common room", "porch"))),
                    ("Boots", rng.choice(("drying room", "entrance", "woodshed"))),
                ),
                "History": f"The hut was opened in {opened}; money for it was received from the walking club of "
                f"[[{village}]]. A separate winter room was added {rng.randint(12, 40)} years later.",
                "Staying there": f"The hut is open from {season[0]} until {season[1]}. Its accommodation is "
                f"simple, and {warden} "
                "occasionally bakes.",
            },
            ["Huts", "Huts with a winter room" if beds > 24 else "Small huts"],
        )
    for name in valley.PEAKS:
        metres = rng.randint(890, 2140)
        hut, climber = rng.choice(huts), rng.choice(people)
        year = lives[climber][0] + rng.randint(19, 43)
        neighbour = rng.choice([one for one in valley.PEAKS if one != name])
        yield Article(
            name,
            "peak",
            {
                "height": f"{metres} m",
                "first ascent": str(year),
                "climber": f"[[{climber}]]",
                "nearest hut": f"[[{hut}]]",
            },
            f"'''{name}''' is a peak of {metres} metres above the valley of Tarnfell.",
            {
                "Ascent": f"The usual way begins at [[{hut}]] and takes {rng.randint(2, 5)} hours. The last part is "
                f"{rng.choice(('scree', 'a grassy ridge', 'an easy scramble', 'a slab with an iron chain'))}.",
                "History": f"[[{climber}]] reached the summit in {year}. Until then it was held that no one could "
                f"pass the "
                "upper crag, and a separate party turned back there.",
                "View": f"In clear weather one sees [[{neighbour}]] and {rng.randint(3, 9)} tarns from the cairn.",
            },
            ["Peaks", "Peaks above 1500 m" if metres > 1500 else "Peaks up to 1500 m"],
        )
    for name, fish in valley.TARNS:
        hectares, depth = rng.randint(1, 48), rng.randint(4, 61)
        path, village = rng.choice(valley.PATHS), rng.choice(villages)
        yield Article(
            name,
            "tarn",
            {
                "elevation": f"{rng.randint(310, 1190)} m",
                "area": f"{hectares} ha",
                "depth": f"{depth} m",
                "fish": fish,
            },
            f"'''{name}''' is a tarn of {hectares} hectares in the hills above [[{village}]].",
            {
                "Water": f"At its deepest point the tarn measures {depth} metres. It occasionally freezes over "
                f"before the "
                "beginning of December.",
                "Access": f"The [[{path}]] runs along its "
                f"{rng.choice(('northern', 'southern', 'eastern', 'western'))} shore. "
                "The path is wet until early summer.",
            },
            ["Tarns"],
        )
    for line, stations in valley.LINES:
        opened, engineer = rng.randint(1862, 1897), "Edwin Raisbeck"
        reached = [0.0]
        for _ in stations[1:]:
            reached.append(reached[-1] + rng.randint(22, 78) / 10)
        yield Article(
            line,
            "line",
            {
                "opened": str(opened),
                "length": f"{reached[-1]:.1f} km",
                "gauge": f"{rng.choice((762, 914, 1000))} mm",
                "engineer": f"[[{engineer}]]",
            },
            f"The '''{line}''' is a railway of {len(stations)} stations from [[{stations[0]}]] to [[{stations[-1]}]].",
            {
                "Stations": _table(
                    ("Station", "km"),
                    *(
                        (f"[[{name} railway station|{name}]]", f"{km:.1f}")
                        for name, km in zip(stations, reached, strict=True)
                    ),
                ),
                "History": f"[[{engineer}]] drew the line by hand, and the first train ran in {opened}. A separate "
                f"company "
                "kept the rolling stock until the lines were joined.",
            },
            ["Railway lines"],
        )
        for village in stations:
            if stops[village] != line:
                continue
            year, platforms = opened + rng.randint(0, 3), rng.randint(1, 4)
            yield Article(
                f"{village} railway station",
                "station",
                {
                    "village": f"[[{village}]]",
                    "line": f"[[{line}]]",
                    "opened": str(year),
                    "platforms": str(platforms),
                },
                f"'''{village} railway station''' serves the village of [[{village}]] on the [[{line}]].",
                {
                    "Building": f"The station of {year} has a waiting room in "
                    f"{rng.choice(('green slate', 'red brick', 'timber'))} and "
                    f"{platforms} platform{'s' if platforms > 1 else ''}. A bridge leads to the goods yard.",
                    "Services": f"Trains call every {rng.choice((30, 45, 60, 90))} minutes from April until October, "
                    "occasionally with a steam engine.",
                },
                ["Railway stations", f"Stations of the {line}"],
            )
    for name in valley.PATHS:
        km, ascent = rng.randint(5, 38), rng.randint(90, 1650)
        begin, end = rng.sample(villages, 2)
        hut, bridge = rng.choice(huts), rng.choice(valley.BRIDGES)
        colour = rng.choice(COLOURS)
        yield Article(
            name,
            "path",
            {
                "length": f"{km} km",
                "ascent": f"{ascent} m",
                "walking time": f"{2 + km // 4} hours",
                "marking": colour,
            },
            f"The '''{name}''' is a footpath of {km} kilometres from [[{begin}]] to [[{end}]].",
            {
                "Route": f"The path leaves [[{begin}]] by the lower gate, crosses the river on [[{bridge}]] and "
                f"climbs to [[{hut}]]. From there it goes down to [[{end}]].",
                "Signs": f"The whole way is marked with {colour} dots, at the beginning also with signposts. In "
                f"mist and foul "
                "weather follow the cairns.",
            },
            ["Footpaths", "Day walks" if km <= 20 else "Long walks"],
        )
    for name in valley.BRIDGES:
        span = rng.randint(6, 41)
        river = rng.choice(("Eskwater Beck", "Tarn Beck", "River Rawth", "Mill Beck"))
        builder, village = rng.choice(people), rng.choice(villages)
        built = lives[builder][0] + rng.randint(22, 43)
        yield Article(
            name,
            "bridge",
            {"river": river, "built": str(built), "span": f"{span} m", "builder": f"[[{builder}]]"},
            f"'''{name}''' crosses the {river} near [[{village}]] with a span of {span} metres.",
            {
                "Structure": f"It is built of {rng.choice(('slate', 'oak', 'granite', 'limestone'))} and was repaired "
                f"{rng.randint(2, 7)} times. Carts used a separate ford.",
                "Tales": f"Nobody in [[{village}]] will say who received the first toll. {next(custom)}",
            },
            ["Bridges"],
        )
    for name, what in valley.FESTIVALS:
        village, month, year = rng.choice(villages), rng.choice(MONTHS), rng.randint(1690, 1978)
        yield Article(
            name,
            "festival",
            {"place": f"[[{village}]]", "month": month, "first held": str(year)},
            f"The '''{name}''' is held in [[{village}]] every {month}: {what}.",
            {
                "Customs": f"The day begins at {rng.randint(6, 11)} o'clock with a peal of bells and lasts until "
                f"dark. {next(custom)}",
                "History": f"It was first held in {year}. It was occasionally put off because of the weather, but "
                f"never dropped.",
            },
            ["Festivals", f"Festivals in {month}"],
        )
    for name, profession in valley.PEOPLE:
        born, died = lives[name]
        village, peak = rng.choice(villages), rng.choice(valley.PEAKS)
        surname = name.split()[-1]
        yield Article(
            name,
            "person",
            {"born": str(born), "died": str(died), "profession": profession, "home": f"[[{village}]]"},
            f"'''{name}''' ({born}–{died}) was a {profession} from [[{village}]].",
            {
                "Life": f"{surname} was the {rng.choice(('eldest', 'youngest', 'second'))} of {rng.randint(3, 11)} "
                f"children and lived in [[{village}]] until {died}.",
                "Works": f"A letter of thanks that {surname} received for work on [[{peak}]] hangs in the chapel. "
                f"{next(custom)}",
            },
            ["People"],
        )


LISTED = {
    "hut": ("elevation", "beds", "opened"),
    "peak": ("height", "first ascent"),
    "tarn": ("elevation", "area", "depth"),
    "path": ("length", "ascent"),
    "bridge": ("built", "span"),
    "person": ("born", "died"),
}
"""Entries of boxes that lists repeat."""


def _life(rng: random.Random, profession: str) -> tuple[int, int]:
    """When somebody was born and died; the railways were all built by one engineer."""
    born = rng.randint(1821, 1836) if profession == "railway engineer" else rng.randint(1768, 1880)
    return born, born + rng.randint(80 if profession == "railway engineer" else 44, 91)


def _table(head: Sequence[str], *rows: Sequence[str], looks: str = "wikitable") -> str:
    lines = [f"! {' !! '.join(head)}", *(f"|-\n| {' || '.join(row)}" for row in rows)]
    return "\n".join((f'{{| class="{looks}"', *lines, "|}"))


def _lists(articles: Sequence[Article]) -> Iterator[Article]:
    for kind, names in LISTED.items():
        those = sorted((one for one in articles if one.kind == kind), key=lambda one: one.title)
        category = CATEGORIES[kind]
        yield Article(
            f"List of {category.lower()}",
            "",
            {},
            f"This list has all {len(those)} {category.lower()} of the valley that have an article.",
            {
                "Table": _table(
                    [name.capitalize() for name in (kind, *names)],
                    *([f"[[{one.title}]]", *(one.box[name] for name in names)] for one in those),
                    looks="wikitable sortable",
                ),
                "Notes": "Figures are those of the parish survey. Corrections are received with thanks.",
            },
            ["Lists"],
        )
