"""What is generated for the forum: enough of it, consistent, readable, and the same for the same seed."""

import re
from collections import Counter

import pytest

from digienv.sites.forum.club_data import POLLS, RECORDS
from digienv.sites.forum.content import DAY, LATEST, OPENED, ForumContent, generate
from digienv.sites.forum.threads_data import SECTIONS, THREADS, Choice, Question

SEEDS = (0, 1, 2**40)


@pytest.fixture(scope="module", params=SEEDS)
def content(request: pytest.FixtureRequest) -> ForumContent:
    return generate(request.param)


def unique(values: list) -> bool:
    return len(set(values)) == len(values)


def test_equal_seeds_give_equal_content() -> None:
    assert generate(7) == generate(7)
    assert generate(7).topics != generate(8).topics


def test_counts(content: ForumContent) -> None:
    public = [topic for topic in content.topics if topic.category]
    comments = [comment for topic in public for comment in topic.comments if comment.action == "comment"]
    assert len(content.members) == 55
    assert Counter(member.role for member in content.members) == {"member": 52, "moderator": 2, "administrator": 1}
    assert sum(category.parent is None for category in content.categories) == 13
    assert sum(category.parent is not None for category in content.categories) == 31
    assert len(public) >= 260
    assert len(comments) >= 1700
    assert len(content.topics) - len(public) == 18
    assert sum(bool(topic.votes) for topic in public) == len(POLLS) == 12
    assert {topic.state for topic in public} == {"open", "closed", "pinned", "global"}
    assert sum(len(topic.comments) > 20 for topic in public) >= 8
    assert sum(bool(comment.reports) for comment in comments) == 26
    assert 5 <= sum(comment.handled for comment in comments) <= 20
    assert sum(comment.before is not None for comment in comments) >= 20
    assert sum(len(comment.likes) for comment in comments) >= 2500


def test_names_are_unique(content: ForumContent) -> None:
    assert unique([member.username for member in content.members])
    assert unique([(member.first_name, member.last_name) for member in content.members])
    assert unique([category.title for category in content.categories])
    assert unique([topic.title for topic in content.topics])


def test_references_resolve(content: ForumContent) -> None:
    members = {member.username for member in content.members}
    parents = {category.parent for category in content.categories}
    places = {category.title for category in content.categories} - parents
    assert {topic.category for topic in content.topics} == places | {None}
    for topic in content.topics:
        assert members >= {comment.member for comment in topic.comments} | {name for name, _ in topic.votes}
        assert (topic.category is None) == bool(topic.participants)
        assert not topic.participants or set(topic.participants) == {comment.member for comment in topic.comments}
        assert unique([name for name, _ in topic.votes])
        for comment in topic.comments:
            assert members - {comment.member} >= set(comment.likes) | {report.member for report in comment.reports}
            assert unique(list(comment.likes))
            assert unique([report.member for report in comment.reports])


def test_time_runs_forward(content: ForumContent) -> None:
    joined = {member.username: member.joined for member in content.members}
    assert [topic.comments[0].minutes for topic in content.topics] == sorted(
        (topic.comments[0].minutes for topic in content.topics), reverse=True
    )
    for topic in content.topics:
        times = [comment.minutes for comment in topic.comments]
        assert times == sorted(times, reverse=True), topic.title
        assert unique(times), topic.title
        assert times[-1] >= LATEST, topic.title
        assert times[0] <= OPENED * DAY, topic.title
        assert all(comment.minutes < joined[comment.member] for comment in topic.comments)
    assert all(member.seen < member.joined for member in content.members)


def test_answers_fit_their_question(content: ForumContent) -> None:
    """Whoever answers says what belongs to the question, and no two in a topic say the same."""
    known = {
        question.title.format(thing=thing, Thing=thing[0].upper() + thing[1:]): (question, thing)
        for questions in THREADS.values()
        for question in questions
        for thing in question.things
    }
    asked = [topic for topic in content.topics if topic.title in known]
    assert len(asked) == len(known)
    for topic in asked:
        question, thing = known[topic.title]
        options = question.options if isinstance(question, Choice) else question.answers
        answers = [option.format(thing=thing) for option in options]
        asker = topic.comments[0].member
        said = [
            next(answer for answer in answers if answer in comment.text)
            for comment in topic.comments
            if comment.member != asker and comment.action == "comment" and not comment.reports
        ]
        assert unique(said)
        assert topic.comments[0].text.startswith(question.opening.format(thing=thing)[:40])


def test_records_are_numbers(content: ForumContent) -> None:
    topics = {topic.title: topic for topic in content.topics}
    for record in RECORDS:
        numbers = [re.findall(r"\d+\.\d", comment.text) for comment in topics[record.title].comments[1:]]
        assert len(numbers) >= 20
        assert all(len(found) == 1 for found in numbers)
        assert unique([found[0] for found in numbers])


def test_texts_are_complete(content: ForumContent) -> None:
    texts = [comment.text for topic in content.topics for comment in topic.comments if comment.action == "comment"]
    for text in (*texts, *(topic.title for topic in content.topics)):
        assert not re.search(r"[{}]|  |\.\.|@\w+\.", text), text
        assert not re.search(r"\b[Aa] [aeio]", text), f"an article is wrong: {text}"
        assert text[0].isupper() or text[0] in "*@0123456789", text
    for text in texts:
        assert text[-1] in ".!?]", text


def test_tables_fit_together() -> None:
    questions = [question for found in THREADS.values() for question in found]
    leaves = [child for section in SECTIONS for child, _ in section.children]
    leaves += [section.title for section in SECTIONS if not section.children]
    assert set(leaves) > THREADS.keys()
    assert {poll.category for poll in POLLS} <= set(leaves)
    for question in questions:
        assert unique(list(question.things))
        assert "{thing}" in question.title.lower()
        options = question.options if isinstance(question, Choice) else question.answers
        assert len(options) == 6
        if isinstance(question, Question):
            assert unique(list(question.answers))
