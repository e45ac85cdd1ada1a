"""What is generated for the museums: enough of it, consistent, readable and drawable, and the same for the same seed."""

import re
from collections import Counter

import pytest

from digienv.sites.cms.content import TODAY, PageContent, Ref, SiteContent, generate
from digienv.sites.cms.documents import pdf
from digienv.sites.cms.pictures import draw
from digienv.sites.cms.vocabulary import DEPARTMENTS, USERS, VENUES

SEEDS = (0, 1, 2**40)
SUNDAY = 7


@pytest.fixture(scope="module", params=SEEDS)
def content(request: pytest.FixtureRequest) -> SiteContent:
    return generate(request.param)


def unique(values: list) -> bool:
    return len(set(values)) == len(values)


def pages(content: SiteContent, model: str) -> list[PageContent]:
    return [page for page in content.pages if page.model == model]


def test_equal_seeds_give_equal_content() -> None:
    assert generate(7) == generate(7)
    assert generate(7).pages != generate(8).pages


def test_counts(content: SiteContent) -> None:
    counts = Counter(page.model for page in content.pages)
    assert len(content.pages) >= 225
    assert counts["VenuePage"] == 6
    assert counts["PersonPage"] == 25
    assert counts["ObjectPage"] == 36
    assert counts["EventPage"] >= 50
    assert counts["ExhibitionPage"] == 12
    assert counts["ArticlePage"] >= 60
    assert len(content.pictures) == 96
    assert len(content.documents) == 18
    assert len(content.redirects) == 10
    assert len(content.messages) == 10


def test_there_is_something_to_do(content: SiteContent) -> None:
    events = pages(content, "EventPage")
    statuses = Counter(page.status for page in pages(content, "ArticlePage"))
    assert {"submitted": 9, "draft": 8, "scheduled": 5, "returned": 2}.items() <= statuses.items()
    assert statuses["changed"] >= 2
    assert sum(event.status == "draft" for event in events) >= 2
    assert sum(event.fields["date"] > TODAY for event in events) >= 30
    opens = [
        (page.fields["opens"] <= TODAY, page.fields["closes"] >= TODAY) for page in pages(content, "ExhibitionPage")
    ]
    assert (True, True) in opens


def test_references_resolve_to_what_is_older(content: SiteContent) -> None:
    made: set[str] = set()
    pictures = {picture.title for picture in content.pictures}
    documents = {document.title for document in content.documents}
    for page in content.pages:
        assert page.parent in made | {None}, page.title
        assert page.picture in pictures | {None}, page.title
        assert page.document in documents | {None}, page.title
        assert {value.title for value in page.fields.values() if isinstance(value, Ref)} <= made, page.title
        assert page.fields.get("department") in DEPARTMENTS.keys() | {None}
        made.add(page.title)
    assert {redirect.page for redirect in content.redirects} <= made


def test_titles_are_unique(content: SiteContent) -> None:
    assert unique([page.title for page in content.pages])
    assert unique([picture.title for picture in content.pictures])
    assert unique([document.title for document in content.documents])
    assert unique([page.fields["number"] for page in pages(content, "ObjectPage")])
    assert unique([page.fields["phone"] for page in pages(content, "PersonPage")])


def test_time_runs_forward(content: SiteContent) -> None:
    users = {user.name for user in USERS}
    opened = content.pages[0].history[0].days
    assert all(picture.days > opened for picture in content.pictures)
    assert all(document.days > opened for document in content.documents)
    for page in content.pages:
        done = [*page.history, *([page.change] if page.change else [])]
        assert {edit.user for edit in done} <= users
        assert [edit.days for edit in done] == sorted((edit.days for edit in done), reverse=True), page.title
        assert done[-1].days > 0
        assert (page.change is not None) == (page.status in ("changed", "returned"))
        assert (page.goes_live > 0) == (page.status == "scheduled")


def test_every_department_has_one_who_leads_it(content: SiteContent) -> None:
    leaders = Counter(page.fields["department"] for page in pages(content, "PersonPage") if page.fields["leads"])
    assert leaders == Counter(DEPARTMENTS.keys())


def test_a_museum_has_one_event_a_day_at_most_and_none_when_it_is_closed(content: SiteContent) -> None:
    events = pages(content, "EventPage")
    assert unique([(event.fields["venue"], event.fields["date"]) for event in events])
    for event in events:
        assert event.fields["date"].isoweekday() != 1, event.title
        assert event.fields["starts"] < event.fields["ends"], event.title
        assert event.fields["price"] >= 0
    assert {event.fields["venue"].title for event in events} == {venue.name for venue in VENUES}


def test_opening_times_say_one_thing_for_each_day(content: SiteContent) -> None:
    for venue in pages(content, "VenuePage"):
        for season in ("summer", "winter"):
            days = []
            for time in venue.fields["times"]:
                assert time["opens"] < time["closes"]
                if time["season"] == season:
                    days += range(time["first_day"], time["last_day"] + 1)
            assert days == list(range(2, SUNDAY + 1)), venue.title
        amounts = {price["visitor"].split()[0]: price["amount"] for price in venue.fields["prices"]}
        assert 0 < amounts["Groups"] < amounts["Adults"] < amounts["Families"]


def test_exhibitions_close_after_they_open_and_are_curated_by_staff(content: SiteContent) -> None:
    people = {page.title for page in pages(content, "PersonPage")}
    for exhibition in pages(content, "ExhibitionPage"):
        assert exhibition.fields["opens"] < exhibition.fields["closes"]
        assert exhibition.fields["curator"].title in people


def test_texts_are_complete(content: SiteContent) -> None:
    texts = [str(page.fields[name]) for page in content.pages for name in ("intro", "body") if page.fields.get(name)]
    for text in (*texts, *(message.text for message in content.messages)):
        assert not re.search(r"[{}]|  |\.\.|(?i:lorem|ipsum|todo)\b", text), text
        assert not re.search(r"\b[Aa] [aeio]", text), f"an article is wrong: {text}"
        assert re.search(r"[.!?”](</\w+>)*$", text), text


def test_every_motif_can_be_drawn() -> None:
    content = generate(0)
    for picture in {(picture.motif, picture.ink.split()[0]): picture for picture in content.pictures}.values():
        drawn = draw(picture)
        assert len(drawn.getcolors(maxcolors=2**24) or ()) > 3, picture.title
        assert drawn.width >= drawn.height


def test_documents_say_their_title() -> None:
    for document in generate(0).documents:
        file = pdf(document.title, document.text)
        assert document.title.replace("(", r"\(").replace(")", r"\)").encode() in file
        assert file.startswith(b"%PDF-1.4\n")
        place = int(file.split(b"startxref\n")[1].split()[0])
        assert file[place:].startswith(b"xref\n")
