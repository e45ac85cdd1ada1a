"""Observation spaces and the text form of elements."""

import multiprocessing

import pytest
from gymnasium.vector.utils import create_shared_memory, read_from_shared_memory, write_to_shared_memory
from hypothesis import given
from hypothesis import strategies as st

from digienv.core.errors import DigienvError
from digienv.core.observations import CHANNELS, Element, Unicode, format_elements, observation_space, parse_elements

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
elements = st.builds(
    Element,
    mark=st.integers(1, 500),
    role=st.sampled_from(["button", "link", "textbox"]),
    name=words,
    value=words,
    states=st.lists(st.sampled_from(["checked", "focused", "disabled"]), unique=True).map(tuple),
    x=st.integers(-5, 3000),
    y=st.integers(-5, 3000),
    width=st.integers(1, 3000),
    height=st.integers(1, 3000),
)


@given(st.lists(elements, max_size=5))
def test_elements_can_be_read_back(listed: list[Element]) -> None:
    assert parse_elements(format_elements(listed)) == listed


@given(st.text(max_size=300))
def test_any_text_can_be_read_as_elements(text: str) -> None:
    assert isinstance(parse_elements(text), list)


def test_a_cut_line_is_left_out() -> None:
    text = '[1] button "OK" @1,2 3x4\n[2] button "Canc…'
    assert [element.name for element in parse_elements(text)] == ["OK"]


def test_unicode_holds_every_text_up_to_its_length() -> None:
    space = Unicode(5, seed=0)
    assert "größe" in space
    assert "大きい🙂" in space
    assert "" in space
    assert "sechs!" not in space
    assert 5 not in space
    assert space.clip("sechs!") == "sech…"
    assert space.clip("fünf") == "fünf"
    assert all(space.sample() in space for _ in range(100))
    assert space == Unicode(5) != Unicode(6)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_texts_in_shared_memory_are_live(text: str) -> None:
    space = Unicode(20)
    memory = create_shared_memory(space, n=2, ctx=multiprocessing)
    view = read_from_shared_memory(space, memory, n=2)
    write_to_shared_memory(space, 1, text, memory)
    assert view[1] == text


def test_only_chosen_channels_are_in_the_space() -> None:
    space = observation_space(("screenshot", "goal"), width=160, height=210)
    assert list(space) == ["goal", "screenshot"] or list(space) == ["screenshot", "goal"]
    assert space["screenshot"].shape == (210, 160, 3)
    assert set(observation_space(CHANNELS, width=1, height=1)) == set(CHANNELS)
    with pytest.raises(DigienvError, match="sound"):
        observation_space(("sound",), width=1, height=1)
