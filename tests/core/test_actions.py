"""The grammar: every action survives printing and parsing, and no text whatsoever breaks the parser."""

import dataclasses
import math

import pytest
from gymnasium.utils.env_checker import data_equivalence
from hypothesis import given, settings
from hypothesis import strategies as st

from digienv.core.actions import (
    ACTIONS,
    MAX_ACTION_LENGTH,
    MAX_NUMBER,
    MAX_TEXT_LENGTH,
    Action,
    ActionSpace,
    Answer,
    Click,
    Drag,
    Stop,
    Type,
    parse_action,
)
from digienv.core.errors import ActionError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
numbers = st.integers(-MAX_NUMBER, MAX_NUMBER)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    kind = draw(st.sampled_from(list(ACTIONS.values())))
    return kind(*(draw(numbers if field.type == "int" else texts) for field in dataclasses.fields(kind)))


@given(actions())
@settings(max_examples=2000, deadline=None)
def test_parsing_undoes_printing(action: Action) -> None:
    assert parse_action(str(action)) == action


@given(st.text(max_size=300))
@settings(max_examples=10_000, deadline=None)
def test_any_text_parses_or_is_an_action_error(text: str) -> None:
    try:
        action = parse_action(text)
    except ActionError:
        pass
    else:
        assert parse_action(str(action)) == action


near_misses = st.builds(
    lambda name, arguments, tail: f"{name}({arguments}){tail}",
    st.sampled_from(list(ACTIONS)),
    st.text("0123456789-+., \"'\\abnu{}()", max_size=40),
    st.sampled_from(["", " ", ")", "\n", ";"]),
)


@given(near_misses)
@settings(max_examples=10_000, deadline=None)
def test_almost_actions_parse_or_are_an_action_error(text: str) -> None:
    try:
        action = parse_action(text)
    except ActionError:
        return
    assert parse_action(str(action)) == action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("click(120, 88)", Click(120, 88)),
        ("  click ( 120 ,88 )\n", Click(120, 88)),
        ("click(+1.6, -2.4)", Click(2, -2)),
        ("drag(1, 2, 3, 4)", Drag(1, 2, 3, 4)),
        ('type("blue mug")', Type("blue mug")),
        ("type('it\\'s \"quoted\"')", Type('it\'s "quoted"')),
        ('type("a\\n\\u00e9\\"")', Type('a\né"')),
        ('type("two\nlines")', Type("two\nlines")),
        ('answer("$12")', Answer("$12")),
        ("type('')", Type("")),
    ],
)
def test_what_the_grammar_accepts(text: str, action: Action) -> None:
    assert parse_action(text) == action


@pytest.mark.parametrize(
    "text",
    [
        "",
        "click",
        "click(",
        "click()",
        "click(1)",
        "click(1, 2, 3)",
        "click(1, 2,)",
        "click(, 2)",
        "click(nan, 2)",
        "click(inf, 2)",
        "click(1e3, 2)",
        "click('1', 2)",
        "click(99999999, 2)",
        "click(١, 2)",
        "type(5)",
        "type(blue)",
        'type("open)',
        'type("\\ud800")',
        'type("\\x41")',
        "fly(1, 2)",
        "click(1, 2); click(3, 4)",
        "click(1, 2) click(3, 4)",
        "CLICK(1, 2)",
        "__import__('os')",
        "x" * (MAX_ACTION_LENGTH + 1),
        f'type("{"a" * (MAX_TEXT_LENGTH + 1)}")',
    ],
)
def test_what_the_grammar_refuses(text: str) -> None:
    with pytest.raises(ActionError):
        parse_action(text)


@pytest.mark.parametrize("x", [math.nan, 1.5, "1", None, True, 10**9])
def test_actions_check_their_arguments(x: object) -> None:
    with pytest.raises(ActionError):
        Click(x, 2)  # type: ignore[arg-type]


def test_the_longest_text_can_be_printed_and_read() -> None:
    action = Type("\x00" * MAX_TEXT_LENGTH)
    assert len(str(action)) <= MAX_ACTION_LENGTH
    assert parse_action(str(action)) == action


def test_samples_are_valid_and_depend_on_the_seed_alone() -> None:
    spaces = [ActionSpace(tuple(ACTIONS), width=160, height=210, seed=seed) for seed in (0, 0, 1)]
    drawn = [[space.sample() for _ in range(2000)] for space in spaces]
    assert all(text in spaces[0] for text in drawn[0])
    assert drawn[0] == drawn[1] != drawn[2]
    assert {parse_action(text).name for text in drawn[0]} == set(ACTIONS)
    clicks = [action for text in drawn[0] if isinstance(action := parse_action(text), Click)]
    assert all(0 <= click.x < 160 and 0 <= click.y < 210 for click in clicks)


def test_a_space_refuses_the_actions_it_leaves_out() -> None:
    space = ActionSpace(("click",), width=160, height=210)
    assert "click(1, 2)" in space
    assert "back()" not in space
    assert 5 not in space
    with pytest.raises(ActionError, match="back is not among"):
        space.parse("back()")
    with pytest.raises(ActionError, match="no action is called"):
        ActionSpace(("fly",), width=1, height=1)


def test_spaces_compare_by_what_they_hold() -> None:
    one, same, other = (ActionSpace(("click",), width=width, height=9) for width in (5, 5, 6))
    assert one == same != other
    assert data_equivalence(one.actions, same.actions)
    finite, alike, different = (
        ActionSpace(("click",), width=5, height=9, choices=(text,))
        for text in ("click(1, 1)", "click( 1,1 )", "click(2, 1)")
    )
    assert finite == alike != different
    assert finite != one


CHOICES = ('type("+")', "type('-')", 'type("10")')


def finite_space(seed: int = 0) -> ActionSpace:
    return ActionSpace(("type", "click"), width=160, height=210, seed=seed, choices=CHOICES)


def test_a_finite_space_holds_its_choices_alone() -> None:
    space = finite_space()
    assert space.choices == ('type("+")', 'type("-")', 'type("10")')
    assert space.parse(" type( '+' )\n") == space.check(Type("+")) == Type("+")
    for text in (*CHOICES, "type('10')"):
        assert text in space
    for text in ('type("*")', 'type("1")', 'type(" +")', "click(1, 1)", "stop()", "+", 5):
        assert text not in space
    with pytest.raises(ActionError, match=r'"1".* is not among .*: type\("\+"\), type\("-"\), type\("10"\)'):
        space.parse('type("1")')
    with pytest.raises(ActionError, match="stop is not among"):
        space.check(Stop())


def test_a_finite_space_samples_uniformly_over_its_choices() -> None:
    drawn = [finite_space(seed) for seed in (0, 0, 1)]
    first, again, other = ([space.sample() for _ in range(3000)] for space in drawn)
    assert first == again != other
    assert set(first) == set(drawn[0].choices)
    assert all(abs(first.count(text) - 1000) < 130 for text in drawn[0].choices), "five standard deviations"


@pytest.mark.parametrize("choice", ["hit", "press('a')", "type()"])
def test_a_choice_that_is_no_action_is_refused(choice: str) -> None:
    with pytest.raises(ActionError):
        ActionSpace(("type",), width=5, height=9, choices=('type("+")', choice))
