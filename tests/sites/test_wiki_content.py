"""What is generated for the wiki: enough of it, consistent, readable, and the same for the same seed."""

import re
from collections import Counter

import pytest

from digienv.sites.wiki.content import BEGAN, BOXES, CATEGORIES, LISTED, START, WikiContent, generate
from digienv.sites.wiki.valley import ADMINISTRATORS, DELETED, EDITORS, SLIPS, VANDALS

SEEDS = (0, 1, 2**40)


@pytest.fixture(scope="module", params=SEEDS)
def content(request: pytest.FixtureRequest) -> WikiContent:
    return generate(request.param)


def latest(content: WikiContent) -> dict[str, str]:
    """The texts of all pages as they are in the end."""
    texts: dict[str, str] = {}
    for event in content.events:
        if event.kind == "edit":
            texts[event.page] = event.value
        elif event.kind == "move":
            texts[event.value] = texts[event.page]
            texts[event.page] = f"#REDIRECT [[{event.value}]]"
        elif event.kind == "delete":
            del texts[event.page]
    return texts


def test_equal_seeds_give_equal_content() -> None:
    assert generate(7) == generate(7)
    assert generate(7).events != generate(8).events


def test_counts(content: WikiContent) -> None:
    assert len(content.articles) == 159
    assert Counter(article.kind for article in content.articles).keys() == {*BOXES, ""}
    kinds = Counter(event.kind for event in content.events)
    assert kinds["edit"] >= 900
    assert kinds["move"] >= 6
    assert kinds["delete"] == 15
    assert kinds["protect"] == 3
    assert {event.user for event in content.events} == {*EDITORS[1:], *ADMINISTRATORS, *VANDALS}
    assert all(len(titles) == 18 for titles in content.watched.values())


def test_events_are_in_order_and_before_the_clock(content: WikiContent) -> None:
    times = [event.time for event in content.events]
    assert times == sorted(set(times))
    assert times[0] >= BEGAN
    assert times[-1] < START


def test_titles_are_unique_and_links_resolve(content: WikiContent) -> None:
    titles = [article.title for article in content.articles]
    assert len(set(titles)) == len(titles)
    pages = latest(content)
    assert pages.keys() >= set(titles)
    for article in content.articles:
        for target in re.findall(r"\[\[([^]|]+)", article.text()):
            assert target in pages or target.startswith("Category:"), f"{article.title}: {target}"
    for titles_watched in content.watched.values():
        assert set(titles_watched) <= set(titles)


def test_an_article_has_a_box_of_its_kind_and_belongs_to_its_category(content: WikiContent) -> None:
    for article in content.articles:
        if article.kind:
            assert tuple(article.box) == BOXES[article.kind]
            assert CATEGORIES[article.kind] in article.categories


def test_lists_say_what_the_boxes_say(content: WikiContent) -> None:
    lists = {article.title: article.text() for article in content.articles if not article.kind}
    for kind, names in LISTED.items():
        table = lists[f"List of {CATEGORIES[kind].lower()}"]
        for article in content.articles:
            if article.kind == kind:
                cells = " || ".join([f"[[{article.title}]]", *(article.box[name] for name in names)])
                assert f"| {cells}\n" in table


def test_what_is_wrong_in_the_end_is_one_slip_or_nonsense(content: WikiContent) -> None:
    pages = latest(content)
    authors = {event.page: event.user for event in content.events if event.kind == "edit"}
    spoilt = misspelt = 0
    for article in content.articles:
        text = pages[article.title]
        if authors.get(article.title) in VANDALS:
            spoilt += 1
            assert text != article.text()
        elif text != article.text():
            misspelt += 1
            (word,) = [word for word, slip in SLIPS.items() if slip in text]
            assert text.replace(SLIPS[word], word) == article.text()
    assert spoilt == 14
    assert misspelt >= 20


def test_every_edit_changes_its_page(content: WikiContent) -> None:
    before: dict[str, str] = {}
    for event in content.events:
        if event.kind == "edit":
            assert before.get(event.page) != event.value, event.page
            before[event.page] = event.value


def test_texts_are_complete(content: WikiContent) -> None:
    for article in content.articles:
        prose = re.sub(r"\{\{.*?\}\}|\{\|.*?\|\}|\[\[|\]\]|'''", "", article.text(), flags=re.DOTALL)
        assert not re.search(r"[{}]|  |\.\.", prose), article.title
        assert not re.search(r"\b[Aa] [aeio]", prose), f"an article is wrong: {prose}"
        assert not any(slip in prose for slip in SLIPS.values())


def test_deleted_pages_are_gone(content: WikiContent) -> None:
    pages = latest(content)
    deleted = {event.page for event in content.events if event.kind == "delete"}
    assert not deleted & pages.keys()
    assert {event.comment for event in content.events if event.kind == "delete"} == {reason for _, reason in DELETED}
